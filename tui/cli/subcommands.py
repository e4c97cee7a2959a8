"""Every subcommand: what it does, and how its arguments are read."""

import re
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from tui.cli.arguments import Parser, add_as_of
from tui.cli.parsers.figures import forecast_parser, import_parser, revised_parser, set_parser
from tui.cli.parsers.methods import method_parser, reach_parser, scenario_parser
from tui.cli.parsers.tables import check_parser, export_parser, report_parser, show_parser
from tui.cli.parsers.trust import uncertainty_parser, why_parser
from tui.cli.parsers.workbooks import (
    define_parser,
    new_parser,
    recover_parser,
    redo_parser,
    sets_parser,
    undo_parser,
    verify_parser,
)

OPEN = "open_screen"
NEGATIVE = re.compile(r"-[\d.]")


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
        "exit codes: 0 done; 1 the answer is no (a claim fails, a strict import refused\n"
        "a row, the trail was tampered with, nothing to undo); 2 refused, with one\n"
        "sentence on standard error; 70 a fault of jingdex, with the file that holds its\n"
        "details; 130 stopped by Ctrl+C; 141 nobody reads the output.\n"
        "Your edits carry the name in JINGDEX_AUTHOR, else your login name.",
    )
    parser.add_argument("workbook", nargs="?", type=Path, metavar="WORKBOOK", help="the workbook's file")
    parser.add_argument("--read-only", action="store_true", help="open for looking, and change nothing")
    add_as_of(parser)
    parser.add_argument("--version", action="store_true", help="print the version and leave")
    return parser


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
    "recover": recover_parser,
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
    "recover": "save what can be read of a damaged workbook as a new one",
    "verify": "replay the trail; exit code 1 where it was tampered with",
}
"""What each subcommand does."""

MODULES: dict[str, str] = {
    OPEN: "tui.cli.open_screen",
    "new": "tui.cli.new",
    "sets": "tui.cli.sets",
    "show": "tui.tables.show_cli",
    "method": "tui.method.cli",
    "export": "tui.exports.cli",
    "report": "tui.exports.report_cli",
    "import": "tui.imports.cli",
    "set": "tui.figures.cli",
    "define": "tui.definitions.cli",
    "undo": "tui.trail.undo_cli",
    "redo": "tui.trail.redo_cli",
    "check": "tui.claims.cli",
    "scenario": "tui.scenarios.cli",
    "reach": "tui.goal_seek.cli",
    "why": "tui.attribution.cli",
    "revised": "tui.releases.cli",
    "uncertainty": "tui.robustness.cli",
    "forecast": "tui.forecast.cli",
    "verify": "tui.trail.verify_cli",
    "recover": "tui.trail.recover_cli",
}
"""The module of each subcommand, whose `run` is loaded when the subcommand is called."""
