"""The arguments of the subcommands about methods, and about what would become of their scores."""

from tui.cli.arguments import FORMATS, Parser, count


def method_parser(parser: Parser) -> None:
    """`jingdex method`."""
    parser.describe(
        "The method of a composite index as a document in TOML: its units and periods,\n"
        "its tree with directions and weights, and its steps in order, each with every\n"
        "setting that is in force. show prints the document (without METHOD all of\n"
        "them), save writes it to a file, load puts one into the workbook, as one step\n"
        "of the trail and one undo.",
        "jingdex method show beijing.jingdex",
        "jingdex method save beijing.jingdex ecosystem method.toml",
        "jingdex method load beijing.jingdex method.toml --reason 'equal weights'",
    )
    parser.add_argument("action", choices=("show", "load", "save"), help="what to do")
    parser.add("workbook")
    parser.value("name", "METHOD", "its code; for load the file to read", nargs="?")
    parser.value("file", "FILE", "for save: the file to write", nargs="?")
    parser.flag("--force", "of save: replace a file that is there")
    parser.add_argument("--reason", default="", help="of load: why, for the trail")


def rules_parser(parser: Parser) -> None:
    """`jingdex rules`."""
    parser.describe(
        "The rules that figures must meet, and the waivers, as a document in TOML:\n"
        "show prints it, save writes it to a file, load puts one into the workbook, as\n"
        "one step of the trail and one undo; rules that it does not name stay.\n"
        "`jingdex check` lists the figures that break a rule.",
        "jingdex rules show beijing.jingdex",
        "jingdex rules save beijing.jingdex rules.toml",
        "jingdex rules load beijing.jingdex rules.toml --reason 'limits of 2026'",
    )
    parser.add_argument("action", choices=("show", "load", "save"), help="what to do")
    parser.add("workbook")
    parser.value("file", "FILE", "the file to read or write", nargs="?")
    parser.flag("--force", "of save: replace a file that is there")
    parser.add_argument("--reason", default="", help="of load: why, for the trail")


def scenario_parser(parser: Parser) -> None:
    """`jingdex scenario`."""
    parser.describe(
        "Scenarios: named branches of changes over the workbook, kept in it with their\n"
        "trail. make begins one, set puts a figure into it and load a method, show\n"
        "lists all that differs from the base (tiers, claims, scores, ranks),\n"
        "compare puts several (or all) side by side with the base, merge makes its\n"
        "changes in the workbook as one edit, drop throws it away.\n"
        "Both can be undone. The base never changes before a merge.",
        "jingdex scenario make figures.jingdex growth --reason 'as the plan has it'",
        "jingdex scenario set figures.jingdex growth beijing gdp 2025 '5.2万亿 E'",
        "jingdex scenario show figures.jingdex growth",
        "jingdex scenario compare figures.jingdex growth crisis --format csv",
        "jingdex show figures.jingdex clusters --scenario growth",
        "jingdex scenario merge figures.jingdex growth",
        "jingdex scenario list figures.jingdex",
    )
    actions = ("list", "make", "set", "load", "show", "compare", "merge", "drop")
    parser.add_argument("action", choices=actions, help="what to do")
    parser.add("workbook")
    parser.value(
        "words",
        "NAME",
        "its name (of compare several, or none for all); for set UNIT INDICATOR PERIOD FIGURE too, for load a FILE",
        nargs="*",
    )
    parser.value("--source", "SOURCE", "of set: the figure's source")
    parser.add_argument("--reason", default="", help="of make, set, load, merge, drop: why, for the trail")
    parser.add_argument("--format", choices=FORMATS, default="table", help="of compare: how to print it (table)")
    parser.add("--language")


def reach_parser(parser: Parser) -> None:
    """`jingdex reach`."""
    parser.describe(
        "What it would take for a unit to reach a score or a rank of a method, a tier of\n"
        "clusters, or a value of a series: the least change of one figure, with the\n"
        "growth a year that it means, or of several together (by linear programming,\n"
        "each change in per cent of its figure; where scores do not move in proportion\n"
        "the answer is valid, but may not be the least). Figures stay within the bounds.\n"
        "Nothing is written: --scenario begins a scenario with the figures, flagged E,\n"
        "--keep puts them into the workbook as one edit. Exit code 1 where nothing\n"
        "within the bounds reaches the goal: proved where a figure can act in one\n"
        "direction only, else by search.",
        "jingdex reach figures.jingdex beijing --period 2019 --score 0.9 rd_personnel",
        "jingdex reach asia.jingdex JPN --rank 3 rd_expenditure patents --within 50",
        "jingdex reach b.jingdex healthcare overall_scale --tier trillion --period 2025",
        "jingdex reach b.jingdex beijing ecosystem_index --value 1.0 --period 2025",
    )
    parser.usage = "%(prog)s [-h] [options] WORKBOOK UNIT INDICATOR [INDICATOR ...]"
    parser.add("workbook", "unit")
    parser.value("indicators", "INDICATOR", "the figures of the unit that may change", nargs="+")
    goal = parser.add_mutually_exclusive_group(required=True)
    goal.add_argument("--score", type=float, metavar="NUMBER", help="the score to reach")
    goal.add_argument("--rank", type=count, metavar="N", help="the rank to reach")
    goal.add_argument("--tier", metavar="CODE", help="the tier to reach, by --period")
    goal.add_argument("--value", type=float, metavar="NUMBER", help="the value to reach in --period, in base units")
    parser.add("--method", "--node")
    parser.value("--period", "PERIOD", "of the score and the figures (the newest)")
    parser.value(
        "--within", "PERCENT", "how far each figure may go, in per cent of itself (100)", type=float, default=100.0
    )
    parser.flag("--keep", "put the figures into the workbook")
    parser.value("--scenario", "NAME", "put them into a new scenario of this name instead")
    parser.add("--reason", "--format", "--language")
