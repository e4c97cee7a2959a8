"""Every subcommand: what it does, and how its arguments are read."""

import re
from argparse import Namespace
from collections.abc import Callable, Sequence

from core.frozen import frozen
from core.words import gettext
from tui.cli.arguments import Parser, place
from tui.cli.parsers.figures import forecast_parser, import_parser, pull_parser, revised_parser, set_parser
from tui.cli.parsers.methods import method_parser, reach_parser, rules_parser, scenario_parser
from tui.cli.parsers.rollup import rollup_parser
from tui.cli.parsers.tables import check_parser, export_parser, report_parser, show_parser
from tui.cli.parsers.trust import audit_parser, uncertainty_parser, why_parser
from tui.cli.parsers.workbooks import (
    define_parser,
    grant_parser,
    new_parser,
    recover_parser,
    redo_parser,
    serve_parser,
    sets_parser,
    undo_parser,
    verify_parser,
)

OPEN = "open_screen"
"""What is done where no subcommand is named."""
NEGATIVE = re.compile(r"-[\d.]")


@frozen
class Subcommand:
    """What a subcommand does in a few words, what reads its arguments, and the module whose `run` does it.

    The module is loaded when the subcommand is called.
    """

    help: str
    parser: Callable[[], Parser]
    module: str


def parsed(name: str, texts: Sequence[str]) -> Namespace:
    """The arguments of a subcommand. Raises BadUse.

    A space is set before a negative number, which argparse would take for an option.
    """
    return subcommand(name).parser().parse_args([f" {text}" if NEGATIVE.match(text) else text for text in texts])


def subcommand(name: str) -> Subcommand:
    """The subcommand of a name, or the screen."""
    return OPENING if name == OPEN else SUBCOMMANDS[name]


def open_parser() -> Parser:
    """`jingdex [WORKBOOK]`."""
    parser = Parser(
        "",
        "A terminal workbench for the figures behind clusters and composite indices.\n"
        "Opens a workbook on the screen; without a name your own copy of the Beijing\n"
        "set, made on first use in the platform's data folder, or in the folder that\n"
        "JINGDEX_HOME names.",
        gettext("subcommands, for scripts:")
        + "\n"
        + "".join(f"  {name:<11} {gettext(command.help)}\n" for name, command in SUBCOMMANDS.items())
        + gettext(
            "\nexamples:\n"
            "  jingdex                               open your copy of the Beijing set\n"
            "  jingdex figures.jingdex --read-only   look at a workbook without changing it\n"
            "  jingdex ./show                        open a file called like a subcommand\n"
            "  jingdex show --help                   read more on a subcommand\n"
            "\n"
            "exit codes: 0 done; 1 the answer is no (a claim fails, a strict import refused\n"
            "a row, the trail was tampered with, nothing to undo); 2 refused, with one\n"
            "sentence on standard error; 70 a fault of jingdex, with the file that holds its\n"
            "details; 130 stopped by Ctrl+C; 141 nobody reads the output.\n"
            "Your edits carry the name in JINGDEX_AUTHOR, else your login name."
        ),
    )
    parser.add_argument(
        "workbook", nargs="?", type=place, metavar="WORKBOOK", help="the workbook's file, or its address"
    )
    parser.add_argument("--read-only", action="store_true", help="open read-only")
    parser.add("--as-of", "--language")
    parser.add_argument("--spec", action="store_true", help="print every subcommand and option as JSON and leave")
    parser.add_argument("--version", action="store_true", help="print the version and leave")
    return parser


OPENING = Subcommand("open a workbook on the screen", open_parser, "tui.open_screen")
SUBCOMMANDS: dict[str, Subcommand] = {
    "new": Subcommand("make a workbook, empty or from a shipped set", new_parser, "tui.cli.new"),
    "sets": Subcommand("list the shipped sets", sets_parser, "tui.cli.sets"),
    "show": Subcommand(
        "print figures, clusters, index, trends, claims, scores, the trail", show_parser, "tui.tables.show_cli"
    ),
    "method": Subcommand("show, save or load the method of an index as TOML", method_parser, "tui.method.cli"),
    "rules": Subcommand("show, save or load the rules of figures as TOML", rules_parser, "tui.rules.cli"),
    "export": Subcommand(
        "write tables to a file: CSV, Excel, Parquet, SDMX, Markdown …", export_parser, "tui.exports.cli"
    ),
    "report": Subcommand("write one HTML page with all results and sources", report_parser, "tui.exports.report_cli"),
    "audit": Subcommand("write the statistical audit of an index: HTML, LaTeX …", audit_parser, "tui.audit.cli"),
    "import": Subcommand(
        "import the figures of CSV, Excel, Parquet, JSON, SDMX files", import_parser, "tui.imports.cli"
    ),
    "rollup": Subcommand("roll micro-data up to figures by a rule", rollup_parser, "tui.rollup.cli"),
    "pull": Subcommand("fetch again what was imported from web services", pull_parser, "tui.imports.pull_cli"),
    "set": Subcommand("put a figure into a workbook", set_parser, "tui.figures.cli"),
    "define": Subcommand(
        "add or change a unit, indicator, cluster, trend, claim …", define_parser, "tui.definitions.cli"
    ),
    "undo": Subcommand("undo your newest edit", undo_parser, "tui.trail.step_cli"),
    "redo": Subcommand("redo your last undone edit", redo_parser, "tui.trail.step_cli"),
    "check": Subcommand("check the published claims; exit code 1 where one fails", check_parser, "tui.claims.cli"),
    "scenario": Subcommand("branch, compare, merge or drop changes", scenario_parser, "tui.scenarios.cli"),
    "reach": Subcommand("compute what it would take to reach a rank or a tier", reach_parser, "tui.goal_seek.cli"),
    "why": Subcommand("explain what changed a score, figure by figure", why_parser, "tui.attribution.cli"),
    "revised": Subcommand(
        "show what each release changed, in a figure and in the index", revised_parser, "tui.releases.cli"
    ),
    "uncertainty": Subcommand(
        "run a method under other choices: ranks with intervals", uncertainty_parser, "tui.robustness.cli"
    ),
    "forecast": Subcommand("forecast a series, with intervals", forecast_parser, "tui.forecast.cli"),
    "recover": Subcommand(
        "save what can be read of a damaged workbook as a new one", recover_parser, "tui.trail.recover_cli"
    ),
    "serve": Subcommand("show a workbook in a browser, read-only", serve_parser, "tui.team.serve_cli"),
    "grant": Subcommand("say who may look at or edit a workbook on a server", grant_parser, "tui.team.grant_cli"),
    "verify": Subcommand(
        "replay the trail; exit code 1 where it was tampered with", verify_parser, "tui.trail.verify_cli"
    ),
}
"""Every subcommand by its name, in the order of the help."""
