"""The arguments of the subcommands that make a workbook, or go along its trail."""

from pathlib import Path

from tui.cli.arguments import Parser


def new_parser(parser: Parser) -> None:
    """`jingdex new`."""
    parser.describe(
        "Makes a workbook: a copy of a shipped set, or an empty one that is named after\n"
        "its file. A file that is there is never overwritten. The name is taken as it\n"
        "is: end it in .jingdex yourself.",
        "jingdex new beijing.jingdex --from beijing",
        "jingdex new provinces.jingdex --from provinces",
        "jingdex new shenzhen.jingdex              an empty workbook",
    )
    parser.add("workbook")
    parser.value("--from", "SET", "the set to copy (see `jingdex sets`), or a folder of text", dest="set_name")
    parser.flag("--if-missing", "keep a workbook that exists as it is, with exit code 0")


def sets_parser(parser: Parser) -> None:
    """`jingdex sets`."""
    parser.describe(
        "Lists what comes with jingdex: sets, which are workbooks to start from, and\n"
        "crosswalks, bridges and names for rollups, with their sources and licences.\n"
        "A rule of a rollup names one of these as shipped:NAME (docs/scale.md).",
        "jingdex sets",
        "jingdex sets nace2_nace21 > bridge.csv",
    )
    parser.value("crosswalk", "NAME", "print this crosswalk, bridge or names as CSV", nargs="?")


def define_parser(parser: Parser) -> None:
    """`jingdex define`."""
    parser.describe(
        "Defines what a workbook is about: units, indicators, sources, tiers, lists of\n"
        "clusters and their members, indices, trends and what they watch, targets,\n"
        "claims, events, groups, aliases. Without TABLE the tables are listed, with a\n"
        "TABLE alone its fields and entries. An entry that is there keeps the fields\n"
        "that are not given. Each is one step in the trail, and undo takes it back.",
        "jingdex define w.jingdex units shanghai name_en=Shanghai name_zh=上海",
        "jingdex define w.jingdex indicators size name_en=Size measure=CNY mult=8",
        "jingdex define w.jingdex cluster_lists c2024 period=2024 until=2024",
        "jingdex define w.jingdex members c2024 shanghai indicator=size",
        "jingdex define w.jingdex targets shanghai size 2030 value=1.25万亿",
        "jingdex define w.jingdex events port --remove",
    )
    parser.add("workbook")
    parser.value("table", "TABLE", "units, indicators, members, claims …", nargs="?", default="")
    parser.value("words", "WORD", "the entry's codes, then FIELD=VALUE where wanted", nargs="*")
    parser.flag("--remove", "delete the entry; an entry that others refer to stays")
    parser.add("--reason")


def undo_parser(parser: Parser) -> None:
    """`jingdex undo`."""
    parser.describe(
        "Undoes your latest edit, and prints everything that this changes. Edits of\n"
        "others stay. An import, a merge, a scenario with edits in it and a block of\n"
        "more than 10 figures need --yes. Exit code 1 where there is nothing to undo, 2\n"
        "where --yes is needed.",
        "jingdex undo beijing.jingdex",
    )
    parser.add("workbook")
    parser.flag("--yes", "even if this undoes more than one edit")
    parser.set_defaults(step="undo")


def redo_parser(parser: Parser) -> None:
    """`jingdex redo`."""
    parser.describe(
        "Redoes your last undone edit, and prints everything that it changes. Where undo\n"
        "needs --yes, redo needs it too. Exit code 1 where there is nothing to redo, 2\n"
        "where --yes is needed.",
        "jingdex redo beijing.jingdex",
    )
    parser.add("workbook")
    parser.flag("--yes", "even if this redoes more than one edit")
    parser.set_defaults(step="redo")


def verify_parser(parser: Parser) -> None:
    """`jingdex verify`."""
    parser.describe(
        "Replays the trail from the beginning: every row against its seal, every figure\n"
        "and every number shown against what the edits come to. A changed, added or\n"
        "removed edit is named. Each seal is a SHA-256 over an edit and the seal before,\n"
        "so the newest stands for everything: note it, and --seal tells later whether\n"
        "the trail still grew from there. What was found whole is noted beside your own\n"
        "workbooks, so that a trail cut off at its end is found by the next verify.\n"
        "--report says whether a report is what the workbook gave, byte for byte. Exit\n"
        "code 1 where there is a fault.",
        "jingdex verify beijing.jingdex",
        "jingdex verify beijing.jingdex --seal 5f70bf18a08660b5…",
        "jingdex verify beijing.jingdex --report beijing.html",
    )
    parser.add("workbook")
    parser.value("--seal", "HASH", "a seal that was noted before", default="")
    parser.value("--report", "FILE", "a report that was made of it before", type=Path)


def serve_parser(parser: Parser) -> None:
    """`jingdex serve`."""
    parser.describe(
        "Shows a workbook in a browser, read-only: the same screen, which follows\n"
        "every edit. The server is on this machine alone (127.0.0.1) unless --host says\n"
        "otherwise, and lets in who has the token that it prints. No file is written or\n"
        "read for somebody in a browser but the workbook.",
        "jingdex serve beijing.jingdex --read-only --port 8080",
    )
    parser.add("workbook")
    parser.flag("--read-only", "read-only, as it must be")
    parser.value("--host", "HOST", "the address to listen at (127.0.0.1)", default="127.0.0.1")
    parser.value("--port", "PORT", "the port to listen at (8000)", type=int, default=8000)
    parser.value("--address", "URL", "the address that browsers use, where it is another")


def grant_parser(parser: Parser) -> None:
    """`jingdex grant`."""
    parser.describe(
        "Says what a user of the server, or a group of users, may do with a workbook that\n"
        "is kept there: a reader looks, an editor adds edits and can change or remove\n"
        "nothing that is in the trail, a keeper makes others readers and editors, nobody\n"
        "takes every right away. Users are the server's own; jingdex keeps no password.",
        "jingdex grant postgresql://db.example.org/figures/beijing ada editor",
        "jingdex grant postgresql://db.example.org/figures/beijing guests reader",
    )
    parser.add("workbook")
    parser.value("person", "USER", "a user, or a group of users, of the server")
    parser.add_argument("role", choices=("reader", "editor", "keeper", "nobody"), help="what they may do")


def recover_parser(parser: Parser) -> None:
    """`jingdex recover`."""
    parser.describe(
        "Saves all that can be read of a damaged workbook as a new one, and says what was\n"
        "lost. The damaged file is left as it is. An edit of which who made it is lost\n"
        "keeps its place in the trail. Exit code 1 where something was lost.",
        "jingdex recover damaged.jingdex whole.jingdex",
    )
    parser.add("workbook")
    parser.value("target", "NEW", "the new workbook to make", type=Path)
