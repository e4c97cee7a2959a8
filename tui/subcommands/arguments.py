"""The arguments of every subcommand, and their help."""

import re
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import fill
from typing import NoReturn

from core.errors import JingdexError
from tui.subcommands.columns import COLUMNS

OPEN = "open_screen"
FORMATS = ("table", "csv", "json")
EXPORT_FORMS = (
    "csv", "tsv", "json", "parquet", "excel", "markdown", "latex", "svg", "html", "sdmx", "sdmx1", "coin", "text",
)  # fmt: skip
COLUMN_OPTIONS: dict[str, str] = {
    "unit": "the column of what is described",
    "indicator": "the column of what is measured (several: with commas)",
    "period": "the column of periods",
    "status": "the column of SDMX status letters",
    "note": "the column of notes",
    "measure-column": "the column of the unit of measurement",
    "vintage-column": "the column of the date of the release",
    "source-column": "the column of the source",
    "unit-name": "the column of the names of units, beside their codes",
    "indicator-name": "the column of the names of indicators, beside their codes",
    "mult-column": "the column of powers of ten (UNIT_MULT)",
    "decimals-column": "the column of the digits that are printed (DECIMALS)",
    "qualifier-column": "the column of exact, over, nearly, about",
}
"""What each option of `import` that names a column says of it."""
MOST_RUNS = 10_000_000
NEGATIVE = re.compile(r"-[\d.]")


class BadUse(JingdexError):
    """The command line cannot be understood."""


class Parser(ArgumentParser):
    """A parser that raises BadUse, one sentence."""

    def __init__(self, name: str, description: str, epilog: str) -> None:
        super().__init__(
            f"jingdex {name}".strip(),
            description=description,
            epilog=epilog,
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Raise BadUse."""
        raise BadUse(f"{message}: see `{self.prog} --help`.")


def parsed(name: str, texts: Sequence[str]) -> Namespace:
    """The arguments of a subcommand. Raises BadUse.

    A space is set before a negative number, which argparse would take for an option.
    """
    return PARSERS[name]().parse_args([f" {text}" if NEGATIVE.match(text) else text for text in texts])


def open_parser() -> Parser:
    """`jingdex [WORKBOOK]`."""
    parser = Parser(
        "",
        "A terminal workbench for the figures behind clusters and composite indices.\n"
        "Opens a workbook on the screen; without a name your own copy of the Beijing\n"
        "set, made on first use in the platform's data folder, or in the folder that\n"
        "JINGDEX_HOME names.",
        "subcommands, for scripts:\n"
        + "".join(f"  {name:<11} {told}\n" for name, told in TOLD.items())
        + "\n"
        + "examples:\n"
        "  jingdex                               open your copy of the Beijing set\n"
        "  jingdex figures.jingdex --read-only   look at a workbook without changing it\n"
        "  jingdex ./show                        open a file called like a subcommand\n"
        "  jingdex show --help                   read more on a subcommand\n"
        "\n"
        "exit codes: 0 done; 1 the answer is no (a claim fails, nothing to undo); 2 bad\n"
        "use, with one sentence on standard error. Your edits carry the name in\n"
        "JINGDEX_AUTHOR, else your login name.",
    )
    parser.add_argument("workbook", nargs="?", type=Path, metavar="WORKBOOK", help="the workbook's file")
    parser.add_argument("--read-only", action="store_true", help="open for looking, and change nothing")
    _add_as_of(parser)
    parser.add_argument("--version", action="store_true", help="print the version and leave")
    return parser


def new_parser() -> Parser:
    """`jingdex new`."""
    parser = Parser(
        "new",
        "Makes a workbook: a copy of a shipped set, or an empty one that is named after\n"
        "its file. A file that is there is never overwritten. The name is taken as it\n"
        "is: end it in .jingdex yourself.",
        "examples:\n"
        "  jingdex new beijing.jingdex --from beijing\n"
        "  jingdex new shenzhen.jingdex              an empty workbook",
    )
    _add_workbook(parser)
    parser.add_argument(
        "--from", dest="set_name", metavar="SET", help="the set to copy (see `jingdex sets`), or a folder of text"
    )
    return parser


def sets_parser() -> Parser:
    """`jingdex sets`."""
    return Parser(
        "sets",
        "Lists the sets that come with jingdex: workbooks to start from.",
        "example:\n  jingdex sets",
    )


def show_parser() -> Parser:
    """`jingdex show`."""
    columns = "\n".join(_folded(subject, names) for subject, names in COLUMNS.items())
    parser = Parser(
        "show",
        "Prints what a workbook holds, or what follows from it: the same computations\n"
        "as on the screen. A table is for reading. CSV (RFC 4180) and JSON (a list of\n"
        "objects) are for programs: numbers as they are, in base units (yuan, not 亿;\n"
        "per cent stay per cent), what is missing empty or null, all columns below.\n"
        "In CSV a text that begins with = + - @ ＝ ＋ － ＠ ' or a tab or line break\n"
        "gets an apostrophe before it, so that no spreadsheet takes it for a formula:\n"
        "drop one leading apostrophe to have the text back.",
        "examples:\n"
        "  jingdex show beijing.jingdex clusters --list c2020\n"
        "  jingdex show beijing.jingdex figures --format csv > figures.csv\n"
        "  jingdex show beijing.jingdex claims --format json --as-of '2026-07-29 21:04'\n"
        f"\ncolumns of CSV and JSON:\n{columns}",
    )
    _add_workbook(parser)
    parser.add_argument("subject", choices=tuple(COLUMNS), metavar="SUBJECT", help=f"one of {', '.join(COLUMNS)}")
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to print it (table)")
    parser.add_argument("--list", metavar="CODE", help="of clusters: the list (the one the workbook opens with)")
    parser.add_argument("--method", metavar="CODE", help="of scores, ranks and what follows them: one method (all)")
    _add_analyses(parser)
    _add_statistics(parser)
    _add_as_of(parser)
    _add_scenario(parser)
    _add_language(parser)
    return parser


def method_parser() -> Parser:
    """`jingdex method`."""
    parser = Parser(
        "method",
        "The method of a composite index as a document in TOML: its units and periods,\n"
        "its tree with directions and weights, and its steps in order, each with every\n"
        "setting that is in force. show prints the document (without METHOD all of\n"
        "them), save writes it to a file, load puts one into the workbook, as one step\n"
        "of the trail and one undo.",
        "examples:\n"
        "  jingdex method show beijing.jingdex\n"
        "  jingdex method save beijing.jingdex ecosystem method.toml\n"
        "  jingdex method load beijing.jingdex method.toml --reason 'equal weights'",
    )
    parser.add_argument("action", choices=("show", "load", "save"), help="what to do")
    _add_workbook(parser)
    parser.add_argument("name", nargs="?", metavar="METHOD", help="its code; for load the file to read")
    parser.add_argument("file", nargs="?", metavar="FILE", help="for save: the file to write")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")
    parser.add_argument("--reason", default="", help="why, for the trail")
    return parser


def export_parser() -> Parser:
    """`jingdex export`."""
    parser = Parser(
        "export",
        "Writes a table of a workbook to a file. The end of its name says in which form:\n"
        ".csv .tsv .json .parquet .xlsx .md .tex .html (the report) .svg (a chart: of a\n"
        "--series, else of the index, else of the scores). --as names others: sdmx\n"
        "(SDMX-CSV 2.0), sdmx1, coin (COINr's two tables, into a folder), text (all of\n"
        "the workbook with its trail, into a folder that git can compare; `jingdex new\n"
        "NEW --from FOLDER` reads it back). A file is written whole or not at all, and\n"
        "replaced only with --force. No text in it acts as a formula, as markup or on a\n"
        "terminal.",
        "examples:\n"
        "  jingdex export beijing.jingdex figures.csv\n"
        "  jingdex export beijing.jingdex clusters.md --what clusters --with sources\n"
        "  jingdex export beijing.jingdex all.xlsx --force\n"
        "  jingdex export beijing.jingdex beijing --as text",
    )
    _add_workbook(parser)
    parser.add_argument("target", type=Path, metavar="TARGET", help="the file or folder to write")
    parser.add_argument("--what", choices=tuple(COLUMNS), metavar="SUBJECT", help="as in show (figures; .xlsx: all)")
    parser.add_argument(
        "--as", dest="form", choices=EXPORT_FORMS, metavar="FORM", help="the form, where the name does not say it"
    )
    parser.add_argument(
        "--with",
        dest="extras",
        action="append",
        choices=("sources", "methods"),
        help="in .xlsx .md .tex with the table, else in files beside it",
    )
    parser.add_argument("--series", nargs=2, metavar=("UNIT", "INDICATOR"), help="for .svg: the series to draw")
    _add_choices(parser)
    return parser


def report_parser() -> Parser:
    """`jingdex report`."""
    parser = Parser(
        "report",
        "Writes one HTML page that needs nothing else: clusters, index, trends, results,\n"
        "claims, sources, methods, versions and a fingerprint of the trail. The same\n"
        "workbook gives the same page, byte by byte.",
        "example:\n  jingdex report beijing.jingdex beijing.html",
    )
    _add_workbook(parser)
    parser.add_argument("target", type=Path, metavar="FILE", help="the file to write")
    _add_choices(parser)
    return parser


def import_parser() -> Parser:
    """`jingdex import`."""
    parser = Parser(
        "import",
        "Brings the figures of files into a workbook: CSV, TSV, Excel, Parquet, JSON\n"
        "lines, SDMX-CSV, COINr's two tables. How a file is laid out is recognised and\n"
        "shown with all that would change and all that is odd, before anything is\n"
        "written; then one key accepts. The import is one step in the trail and one\n"
        "undo. A figure that differs from the one that is there becomes a new release\n"
        "beside it. The layout is kept in the workbook: next year's file needs no option.\n"
        "COLUMN is a header of the file; =TEXT in its place is the text for every row.",
        "examples:\n"
        "  jingdex import figures.jingdex panel.csv --dry-run\n"
        "  jingdex import figures.jingdex panel.csv --yes --source 'Yearbook 2024'\n"
        "  jingdex import figures.jingdex gdp.xlsx --period =2023 --unit Region",
    )
    _add_workbook(parser)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="the files to read")
    parser.add_argument("--yes", action="store_true", help="accept what the preview shows, without a question")
    parser.add_argument("--dry-run", action="store_true", help="show the preview and write nothing")
    for option, told in COLUMN_OPTIONS.items():
        parser.add_argument(f"--{option}", metavar="COLUMN", help=told)
    parser.add_argument("--value", metavar="COLUMN", help="the column of figures (or several, with commas)")
    parser.add_argument(
        "--across",
        metavar="WHAT",
        help="what headers of figures say: none, indicator, period, unit, unit+period, indicator+period",
    )
    parser.add_argument("--vintage", metavar="DATE", help="the date of the release (2024-03) of every figure")
    parser.add_argument("--overwrite", action="store_true", help="correct figures in place of adding a release")
    parser.add_argument("--source", metavar="SOURCE", help="its code or title (the file's name)")
    parser.add_argument(
        "--unknown",
        choices=("offer", "near", "add"),
        default="offer",
        help="names near a known one: refuse and offer it, take it, or add",
    )
    parser.add_argument(
        "--alias", action="append", default=[], metavar="TEXT=CODE", help="what a spelling stands for; remembered"
    )
    parser.add_argument(
        "--measure", action="append", default=[], metavar="INDICATOR=MEASURE", help="its true measure: CNY, PERCENT …"
    )
    parser.add_argument("--refused", type=Path, metavar="FILE", help="write every refused row with its reason, as CSV")
    parser.add_argument("--delimiter", default="", metavar="SIGN", help="between cells (recognised)")
    parser.add_argument("--encoding", default="", metavar="NAME", help="utf-8, gb18030, utf-16 … (recognised)")
    parser.add_argument("--decimal", choices=(".", ","), default="", help="the decimal sign (recognised)")
    parser.add_argument("--sheet", default="", metavar="NAME", help="of Excel (the first with anything on it)")
    parser.add_argument("--header-line", type=int, default=0, metavar="N", help="the line of the header (recognised)")
    parser.add_argument("--reason", default="", help="why, for the trail")
    return parser


def set_parser() -> Parser:
    """`jingdex set`."""
    parser = Parser(
        "set",
        "Puts a figure into a workbook, prints all that it moves, and says when it is\n"
        "saved. FIGURE is written as people write it: 9761亿, 1.2万亿, 3.4bn, 42.9%,\n"
        "over 1e12, -0.3, =prev*1.05, `9761亿 P #first release` with an SDMX status\n"
        "letter and a note, or O for missing. A bare number is in the scale that the\n"
        "table shows the figure in. In a formula prev is the figure of the period\n"
        "before, this the present one. A changed value loses the source and the note of\n"
        "the old one.",
        "examples:\n"
        "  jingdex set beijing.jingdex healthcare overall_scale 2024 '1.06万亿 P' \\\n"
        "      --source bulletin --reason 'came today'\n"
        "  jingdex set beijing.jingdex Healthcare 总体规模 2024 '=prev*1.05 E'\n"
        "  jingdex set beijing.jingdex 北京市 gdp 2025 5.2万亿 --vintage 2026-03",
    )
    _add_workbook(parser)
    parser.add_argument("unit", metavar="UNIT", help="its code or name, in either language")
    parser.add_argument("indicator", metavar="INDICATOR", help="its code or name, in either language")
    parser.add_argument("period", metavar="PERIOD", help="2023, 2025-H1, 2024-Q3, 2020-06, 2016-2020 or 2014/2021")
    parser.add_argument("figure", metavar="FIGURE", help="the figure; quote it where it has spaces or signs")
    parser.add_argument("--source", metavar="SOURCE", help="its code or title; any other text becomes a new source")
    parser.add_argument("--note", help="a note on the figure, instead of one after #; an empty one takes it away")
    parser.add_argument("--reason", default="", help="why, for the trail")
    parser.add_argument("--vintage", metavar="DATE", help="the release's date (2024-03) to set, else the newest")
    return parser


def undo_parser() -> Parser:
    """`jingdex undo`."""
    parser = Parser(
        "undo",
        "Takes back your newest edit that stands, and prints all that this moves. What\n"
        "others did is left alone. Exit code 1 where there is nothing to undo.",
        "example:\n  jingdex undo beijing.jingdex",
    )
    _add_workbook(parser)
    return parser


def redo_parser() -> Parser:
    """`jingdex redo`."""
    parser = Parser(
        "redo",
        "Does again what you took back last, and prints all that this moves. Exit code\n1 where there is nothing.",
        "example:\n  jingdex redo beijing.jingdex",
    )
    _add_workbook(parser)
    return parser


def check_parser() -> Parser:
    """`jingdex check`."""
    parser = Parser(
        "check",
        "Checks the published statements against the workbook's own figures; lists\n"
        "those that fail or cannot be told, and counts all. Exit code 1 where one fails.",
        "examples:\n"
        "  jingdex check beijing.jingdex\n"
        "  jingdex check beijing.jingdex --as-of 2026-07-29 && echo all held on that day",
    )
    _add_workbook(parser)
    _add_as_of(parser)
    _add_scenario(parser)
    _add_language(parser)
    return parser


def forecast_parser() -> Parser:
    """`jingdex forecast`."""
    parser = Parser(
        "forecast",
        "Carries a series on to a later period: the last growth, a Theil-Sen line, Holt's\n"
        "damped trend or a random walk with drift, whichever was least wrong about the\n"
        "periods held back, with 80 and 95 % intervals and the errors of all four. --keep\n"
        "puts the forecasts into the workbook, flagged F, as one edit; observed figures\n"
        "are never replaced. Exit code 1 where there are too few points.",
        "examples:\n"
        "  jingdex forecast beijing.jingdex beijing rd_expenditure --to 2028\n"
        "  jingdex forecast beijing.jingdex 北京市 rd_expenditure --to 2026",
    )
    _add_workbook(parser)
    parser.add_argument("unit", metavar="UNIT", help="its code or name, in either language")
    parser.add_argument("indicator", metavar="INDICATOR", help="its code or name, in either language")
    parser.add_argument("--to", required=True, metavar="PERIOD", help="the last period to look ahead to, such as 2028")
    models = ("last_growth", "theil_sen", "holt_damped", "drift")
    parser.add_argument("--model", choices=models, help="the model to use (the least wrong)")
    parser.add_argument("--keep", action="store_true", help="put the forecasts into the workbook")
    parser.add_argument("--scenario", metavar="NAME", help="put them into a new scenario of this name instead")
    parser.add_argument("--reason", default="", help="why, for the trail")
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to print it (table)")
    _add_language(parser)
    return parser


def verify_parser() -> Parser:
    """`jingdex verify`."""
    parser = Parser(
        "verify",
        "Replays the trail from the beginning: every row against its seal, every figure\n"
        "and every number shown against what the edits come to. A changed, added or\n"
        "removed edit is named. Each seal is a SHA-256 over an edit and the seal before,\n"
        "so the newest stands for everything: note it, and --seal tells later whether\n"
        "the trail still grew from there. What was found whole is noted beside your own\n"
        "workbooks, so that a trail cut off at its end is found by the next verify.\n"
        "--report says whether a report is what the workbook gave, byte for byte. Exit\n"
        "code 1 where there is a fault.",
        "examples:\n"
        "  jingdex verify beijing.jingdex\n"
        "  jingdex verify beijing.jingdex --seal 5f70bf18a08660b5…\n"
        "  jingdex verify beijing.jingdex --report beijing.html",
    )
    _add_workbook(parser)
    parser.add_argument("--seal", default="", metavar="HASH", help="a seal that was noted before")
    parser.add_argument("--report", type=Path, metavar="FILE", help="a report that was made of it before")
    return parser


def scenario_parser() -> Parser:
    """`jingdex scenario`."""
    parser = Parser(
        "scenario",
        "Scenarios: named branches of changes over the workbook, kept in it with their\n"
        "trail. make begins one, set puts a figure into it and load a method, show\n"
        "tells all that reads otherwise than in the base (tiers, claims, scores, ranks),\n"
        "compare puts several (or all) side by side with the base, merge makes its\n"
        "changes in the workbook as one edit, drop throws it away.\n"
        "Both can be undone. The base never changes before a merge.",
        "examples:\n"
        "  jingdex scenario make figures.jingdex growth --reason 'as the plan has it'\n"
        "  jingdex scenario set figures.jingdex growth beijing gdp 2025 '5.2万亿 E'\n"
        "  jingdex scenario show figures.jingdex growth\n"
        "  jingdex scenario compare figures.jingdex growth crisis --format csv\n"
        "  jingdex show figures.jingdex clusters --scenario growth\n"
        "  jingdex scenario merge figures.jingdex growth\n"
        "  jingdex scenario list figures.jingdex",
    )
    actions = ("list", "make", "set", "load", "show", "compare", "merge", "drop")
    parser.add_argument("action", choices=actions, help="what to do")
    _add_workbook(parser)
    told = "its name (of compare several, or none for all); for set UNIT INDICATOR PERIOD FIGURE too, for load a FILE"
    parser.add_argument("words", nargs="*", metavar="NAME", help=told)
    parser.add_argument("--source", metavar="SOURCE", help="of set: the figure's source")
    parser.add_argument("--reason", default="", help="why, for the trail")
    parser.add_argument("--format", choices=FORMATS, default="table", help="of compare: how to print it (table)")
    _add_language(parser)
    return parser


def define_parser() -> Parser:
    """`jingdex define`."""
    parser = Parser(
        "define",
        "Defines what a workbook is about: units, indicators, sources, tiers, lists of\n"
        "clusters and their members, indices, trends and what they watch, targets,\n"
        "claims, events, groups, aliases. Without TABLE the tables are listed, with a\n"
        "TABLE alone its fields and entries. An entry that is there keeps the fields\n"
        "that are not given. Each is one step in the trail, and undo takes it back.",
        "examples:\n"
        "  jingdex define w.jingdex units shanghai name_en=Shanghai name_zh=上海\n"
        "  jingdex define w.jingdex indicators size name_en=Size measure=CNY mult=8\n"
        "  jingdex define w.jingdex cluster_lists c2024 period=2024 until=2024\n"
        "  jingdex define w.jingdex members c2024 shanghai indicator=size\n"
        "  jingdex define w.jingdex targets shanghai size 2030 value=1.25万亿\n"
        "  jingdex define w.jingdex events port --remove",
    )
    _add_workbook(parser)
    parser.add_argument("table", nargs="?", default="", metavar="TABLE", help="units, indicators, members, claims …")
    parser.add_argument("words", nargs="*", metavar="WORD", help="the entry's codes, then FIELD=VALUE where wanted")
    parser.add_argument("--remove", action="store_true", help="take the entry away; what is named elsewhere stays")
    parser.add_argument("--reason", default="", help="why, for the trail")
    return parser


def reach_parser() -> Parser:
    """`jingdex reach`."""
    parser = Parser(
        "reach",
        "What it would take for a unit to reach a score or a rank of a method, a tier of\n"
        "clusters, or a value of a series: the least change of one figure with the growth\n"
        "a year that it means, or of several together (by linear programming, each change\n"
        "counted in per cent of its figure; where the method is not straight the answer\n"
        "holds but is not told to be the least). Figures stay within the bounds. Nothing\n"
        "is written: --scenario begins a scenario with the figures, flagged E, --keep puts\n"
        "them into the workbook as one edit. Exit code 1 where nothing within the bounds\n"
        "gets there: proved where a figure can help in one direction only, else by looking.",
        "examples:\n"
        "  jingdex reach figures.jingdex beijing --period 2019 --score 0.9 rd_personnel\n"
        "  jingdex reach asia.jingdex JPN --rank 3 rd_expenditure patents --within 50\n"
        "  jingdex reach beijing.jingdex healthcare overall_scale --tier trillion --period 2025\n"
        "  jingdex reach beijing.jingdex beijing ecosystem_index --value 1.0 --period 2025",
    )
    _add_workbook(parser)
    parser.add_argument("unit", metavar="UNIT", help="its code or name, in either language")
    parser.add_argument("indicators", nargs="+", metavar="INDICATOR", help="the figures of the unit that may change")
    goal = parser.add_mutually_exclusive_group(required=True)
    goal.add_argument("--score", type=float, metavar="NUMBER", help="the score to reach")
    goal.add_argument("--rank", type=_count, metavar="N", help="the rank to reach")
    goal.add_argument("--tier", metavar="CODE", help="the tier to reach, by --period")
    goal.add_argument("--value", type=float, metavar="NUMBER", help="the value to reach in --period, in base units")
    parser.add_argument("--method", metavar="CODE", help="the method (the first)")
    parser.add_argument("--node", metavar="CODE", help="the index or element (the top)")
    parser.add_argument("--period", metavar="PERIOD", help="of the score and the figures (the newest)")
    told = "how far each figure may go, in per cent of itself (100)"
    parser.add_argument("--within", type=float, default=100.0, metavar="PERCENT", help=told)
    parser.add_argument("--keep", action="store_true", help="put the figures into the workbook")
    parser.add_argument("--scenario", metavar="NAME", help="put them into a new scenario of this name instead")
    parser.add_argument("--reason", default="", help="why, for the trail")
    _add_language(parser)
    return parser


def why_parser() -> Parser:
    """`jingdex why`."""
    parser = Parser(
        "why",
        "Tells why a score is another than before: what every figure, weight and choice\n"
        "of the method added, down the tree, summing to the change to the last digit.\n"
        "Means are taken apart exactly (for a geometric one by logarithmic means), all\n"
        "else by Shapley values. CODE is an element or the index (the top); of an\n"
        "indicator the way from the raw figure through each step is told.",
        "examples:\n"
        "  jingdex why figures.jingdex beijing                  since the period before\n"
        "  jingdex why figures.jingdex beijing --before 2016 --period 2020\n"
        "  jingdex why figures.jingdex beijing --since 2026-07-01 what edits did\n"
        "  jingdex why figures.jingdex beijing --against rebuilt_topsis\n"
        "  jingdex why figures.jingdex beijing --release 2023   what later releases did\n"
        "  jingdex why figures.jingdex beijing --scenario plan  against the base\n"
        "  jingdex why figures.jingdex beijing rd_personnel       the way of one number",
    )
    _add_workbook(parser)
    parser.add_argument("unit", metavar="UNIT", help="its code or name, in either language")
    parser.add_argument("code", nargs="?", metavar="CODE", help="in the tree of the method (the top)")
    parser.add_argument("--method", metavar="CODE", help="the method (the first)")
    parser.add_argument("--period", metavar="PERIOD", help="the period to explain (the newest)")
    other = parser.add_mutually_exclusive_group()
    other.add_argument("--before", metavar="PERIOD", help="the period to compare with (the one before)")
    other.add_argument("--against", metavar="METHOD", help="the method to compare with, in the same period")
    other.add_argument("--since", metavar="WHEN", help="the workbook as it was then, in the same period")
    other.add_argument("--release", metavar="DATE", help="what was released up to then, in the same period")
    other.add_argument("--scenario", metavar="NAME", help="the base, to explain what the scenario does")
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to print it (table)")
    _add_language(parser)
    return parser


def revised_parser() -> Parser:
    """`jingdex revised`."""
    parser = Parser(
        "revised",
        "Tells what revisions changed. Of a unit and an indicator: the triangle, value\n"
        "by period and release, and every score and rank that each revision moved, all\n"
        "else being as it is now. Without them one row for each release of the workbook\n"
        "and method: how many figures it has, how many of them revise an earlier one,\n"
        "and how far it moved the scores, on all that was released before it.",
        "examples:\n  jingdex revised figures.jingdex beijing gdp\n  jingdex revised figures.jingdex --format csv",
    )
    _add_workbook(parser)
    parser.add_argument("unit", nargs="?", metavar="UNIT", help="its code or name, in either language")
    parser.add_argument("indicator", nargs="?", metavar="INDICATOR", help="its code or name, in either language")
    parser.add_argument("period", nargs="?", metavar="PERIOD", help="one period alone")
    _add_as_of(parser)
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to print it (table)")
    _add_language(parser)
    return parser


def uncertainty_parser() -> Parser:
    """`jingdex uncertainty`."""
    parser = Parser(
        "uncertainty",
        "Runs a method again and again under other choices, on all cores, and prints how\n"
        "far ranks move: rank, median, 5 and 95 %, the share of runs with that rank,\n"
        "with the first, and above the unit that follows. What may be otherwise: weights\n"
        "by so many per cent (25 where nothing is named) or between sets, a step by\n"
        "--alternative, an indicator left out, figures by their status. Points are\n"
        "quasi-random (Sobol), the same for the same seed. Ctrl-C ends the runs: what\n"
        "has come by then is printed. --sensitivity adds Sobol's indices of each choice\n"
        "with intervals, marks what has not settled, and leaves out each code in turn.\n"
        "--table prints one table: ranks, chances (of each rank), pairs (how often one\n"
        "stands above the other), moves (between periods), sensitivity, left-out,\n"
        "tornado (each weight ± 25 %, of one unit). CSV and JSON have every period.",
        "examples:\n"
        "  jingdex uncertainty figures.jingdex --weights 30 --runs 4096\n"
        "  jingdex uncertainty figures.jingdex --weight-sets 'between equal entropy'\n"
        "  jingdex uncertainty figures.jingdex --alternative '2:mean; none' \\\n"
        "      --alternative 3:limit=1..5 --leave-out --sensitivity 512\n"
        "  jingdex uncertainty figures.jingdex --figures E=5,P=2 --format csv\n"
        "  jingdex uncertainty figures.jingdex --table tornado --unit beijing",
    )
    _add_workbook(parser)
    parser.add_argument("--method", metavar="CODE", help="the method (the first)")
    parser.add_argument("--node", metavar="CODE", help="the index or element (the top)")
    told = "weights times 1 ± up to so many per cent; '25 NODE' only below a node"
    parser.add_argument("--weights", metavar="PERCENT", help=told)
    told = "equal, another choice of the step weigh, or a method's code; 'between' before them"
    parser.add_argument("--weight-sets", metavar="SETS", help=told)
    told = "choices for a step (4:z_score), none, or bounds of a number; may be given again"
    parser.add_argument("--alternative", action="append", metavar="STEP:CHOICE", help=told)
    told = "all indicators, or all but one of these"
    parser.add_argument("--leave-out", nargs="?", const="all", metavar="CODES", help=told)
    told = "spread figures by status: letters and per cents (E=5,P=2,I=10,F=10,U=10); “over” only grows"
    parser.add_argument("--figures", nargs="?", const="", metavar="SPREADS", help=told)
    parser.add_argument("--runs", type=_count, default=1024, metavar="N", help="how many runs (1024)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the points (1)")
    told = "Sobol's indices from N × (choices + 2) runs; best a power of two"
    parser.add_argument("--sensitivity", type=_count, metavar="N", help=told)
    tables = ("ranks", "chances", "pairs", "moves", "sensitivity", "left-out", "tornado")
    parser.add_argument("--table", choices=tables, metavar="TABLE", help="print this table only")
    parser.add_argument("--unit", metavar="UNIT", help="this unit only; its rank's sensitivity, its tornado")
    parser.add_argument("--period", metavar="PERIOD", help="this period only (the last)")
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to print it (table)")
    _add_as_of(parser)
    _add_scenario(parser)
    _add_language(parser)
    return parser


def _count(text: str) -> int:
    if not 0 < int(text) <= MOST_RUNS:
        raise ValueError
    return int(text)


def _folded(subject: str, columns: Sequence[str]) -> str:
    names = " ".join(columns)
    return fill(f"{subject:<24} {names}", 79, initial_indent="  ", subsequent_indent=" " * 27)


def _add_workbook(parser: ArgumentParser) -> None:
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK", help="the workbook's file")


def _add_choices(parser: ArgumentParser) -> None:
    parser.add_argument("--list", metavar="CODE", help="of clusters: the list (the one the workbook opens with)")
    parser.add_argument("--method", metavar="CODE", help="the method (all; for coin the first)")
    parser.add_argument("--force", action="store_true", help="replace what is there")
    _add_analyses(parser)
    _add_statistics(parser)
    _add_as_of(parser)
    _add_scenario(parser)
    _add_language(parser)


def _add_analyses(parser: ArgumentParser) -> None:
    """What analyses of a method look at."""
    parser.add_argument(
        "--coefficient", choices=("pearson", "spearman", "kendall"), default="pearson", help="of correlations (pearson)"
    )
    parser.add_argument("--grouping", metavar="NAME", help="of ranks-in-groups: by income, by region (all)")
    parser.add_argument("--against", metavar="CODE", help="of comparison: the other method (two periods of one)")
    parser.add_argument("--unit", metavar="UNIT", help="of strengths and obstacles: one unit (all)")
    parser.add_argument("--units", nargs=2, metavar="UNIT", help="of differences: which two (the first)")
    parser.add_argument("--period", metavar="PERIOD", help="of strengths and differences (the last), obstacles (all)")
    parser.add_argument("--step", type=int, metavar="N", help="of steps: the cells after this one, 0 before all (all)")


def _add_statistics(parser: ArgumentParser) -> None:
    """What cluster statistics are made of: regions are units, industries are indicators."""
    parser.add_argument(
        "--industries", nargs="+", metavar="CODE", help="of clusters-…: the indicators (the shared ones)"
    )
    parser.add_argument(
        "--plants", nargs="+", metavar="CODE", help="of clusters-concentration: their numbers of plants, in that order"
    )
    parser.add_argument("--whole", metavar="UNIT", help="of clusters-…: the nation (the sum of the units)")
    parser.add_argument(
        "--periods", nargs=2, metavar=("FIRST", "LAST"), help="of comparison, shift-share and quadrants (first, last)"
    )


def _add_as_of(parser: ArgumentParser) -> None:
    told = (
        "as it was then: 2026-07-29, '2026-07-29 21:04' (local time) or 2026-07-29T21:04:11Z; @2024-03 leaves out what "
        "was released later"
    )
    parser.add_argument("--as-of", metavar="WHEN", help=told)


def _add_scenario(parser: ArgumentParser) -> None:
    parser.add_argument("--scenario", metavar="NAME", help="with the changes of this scenario")


def _add_language(parser: ArgumentParser) -> None:
    parser.add_argument("--language", choices=("en", "zh"), default="en", help="the language of names (en)")


PARSERS: dict[str, Callable[[], Parser]] = {
    OPEN: open_parser,
    "new": new_parser,
    "sets": sets_parser,
    "show": show_parser,
    "method": method_parser,
    "export": export_parser,
    "report": report_parser,
    "import": import_parser,
    "set": set_parser,
    "define": define_parser,
    "undo": undo_parser,
    "redo": redo_parser,
    "check": check_parser,
    "forecast": forecast_parser,
    "verify": verify_parser,
    "uncertainty": uncertainty_parser,
    "why": why_parser,
    "revised": revised_parser,
    "reach": reach_parser,
    "scenario": scenario_parser,
}

TOLD: dict[str, str] = {
    "new": "make a workbook, empty or from a shipped set",
    "sets": "list the shipped sets",
    "show": "print figures, clusters, index, trends, claims, scores, the trail",
    "method": "show, save or load the method of an index as TOML",
    "export": "write tables to a file: CSV, Excel, Parquet, SDMX, Markdown …",
    "report": "write one HTML page with all results and sources",
    "import": "bring in the figures of CSV, Excel, Parquet, JSON, SDMX files",
    "set": "put a figure into a workbook",
    "define": "add or change a unit, indicator, cluster, trend, claim …",
    "undo": "take back your newest edit",
    "redo": "do again what you took back last",
    "check": "check the published claims; exit code 1 where one fails",
    "scenario": "branch, compare, merge or drop changes",
    "reach": "tell what it would take to reach a rank or a tier",
    "why": "tell what changed a score, figure by figure",
    "revised": "tell what each release changed, in a figure and in the index",
    "uncertainty": "run a method under other choices: ranks with intervals",
    "forecast": "carry a series on to a later year, with intervals",
    "verify": "replay the trail; exit code 1 where it was tampered with",
}
"""What each subcommand does."""
