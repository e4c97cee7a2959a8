"""Every subcommand: what it does, and how its arguments are read."""

import re
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module

from core.frozen import frozen
from tui.cli.arguments import Parser

OPEN = "open_screen"
"""What is done where no subcommand is named."""
NEGATIVE = r"-[\d.]"


@frozen
class Subcommand:
    """What a subcommand does in a few words, the module of `tui.cli.parsers` with its parser, and where its `run` is.

    Both modules are loaded when the subcommand is called.
    """

    help: str
    parsers: str
    module: str


def parser_of(name: str) -> Parser:
    """What reads the arguments of a subcommand, or of the screen: `NAME_parser` in its module adds them."""
    parser = Parser("" if name == OPEN else name)
    getattr(import_module(f"tui.cli.parsers.{subcommand(name).parsers}"), f"{name}_parser")(parser)
    return parser


def parsed(name: str, texts: Sequence[str]) -> Namespace:
    """The arguments of a subcommand. Raises BadUse.

    A space is set before a negative number, which argparse would take for an option.
    """
    return parser_of(name).parse_args([f" {text}" if re.match(NEGATIVE, text) else text for text in texts])


def subcommand(name: str) -> Subcommand:
    """The subcommand of a name, or the screen."""
    return OPENING if name == OPEN else SUBCOMMANDS[name]


OPENING = Subcommand("open a workbook on the screen", "screen", "tui.open_screen")
SUBCOMMANDS: dict[str, Subcommand] = {
    "new": Subcommand("make a workbook, empty or from a shipped set", "workbooks", "tui.cli.new"),
    "sets": Subcommand("list the shipped sets", "workbooks", "tui.cli.sets"),
    "show": Subcommand(
        "print figures, clusters, index, trends, claims, scores, the trail", "tables", "tui.tables.show_cli"
    ),
    "method": Subcommand("show, save or load the method of an index as TOML", "methods", "tui.method.cli"),
    "rules": Subcommand("show, save or load the rules of figures as TOML", "methods", "tui.rules.cli"),
    "export": Subcommand("write tables to a file: CSV, Excel, Parquet, SDMX, Markdown …", "tables", "tui.exports.cli"),
    "report": Subcommand("write one HTML page with all results and sources", "tables", "tui.exports.report_cli"),
    "audit": Subcommand("write the statistical audit of an index: HTML, LaTeX …", "trust", "tui.audit.cli"),
    "import": Subcommand("import the figures of CSV, Excel, Parquet, JSON, SDMX files", "figures", "tui.imports.begin"),
    "rollup": Subcommand("roll micro-data up to figures by a rule", "figures", "tui.rollup.cli"),
    "pull": Subcommand("fetch again what was imported from web services", "figures", "tui.imports.pull_cli"),
    "set": Subcommand("put a figure into a workbook", "figures", "tui.figures.cli"),
    "define": Subcommand(
        "add or change a unit, indicator, cluster, trend, claim …", "workbooks", "tui.definitions.cli"
    ),
    "undo": Subcommand("undo your newest edit", "workbooks", "tui.trail.step_cli"),
    "redo": Subcommand("redo your last undone edit", "workbooks", "tui.trail.step_cli"),
    "check": Subcommand("check the published claims; exit code 1 where one fails", "tables", "tui.claims.cli"),
    "scenario": Subcommand("branch, compare, merge or drop changes", "methods", "tui.scenarios.cli"),
    "reach": Subcommand("compute what it would take to reach a rank or a tier", "methods", "tui.goal_seek.cli"),
    "why": Subcommand("explain what changed a score, figure by figure", "trust", "tui.attribution.cli"),
    "revised": Subcommand(
        "show what each release changed, in a figure and in the index", "figures", "tui.releases.cli"
    ),
    "uncertainty": Subcommand("run a method under other choices: ranks with intervals", "trust", "tui.robustness.cli"),
    "forecast": Subcommand("forecast a series, with intervals", "figures", "tui.forecast.cli"),
    "recover": Subcommand(
        "save what can be read of a damaged workbook as a new one", "workbooks", "tui.trail.recover_cli"
    ),
    "serve": Subcommand("show a workbook in a browser, read-only", "workbooks", "tui.team.serve_cli"),
    "grant": Subcommand("say who may look at or edit a workbook on a server", "workbooks", "tui.team.grant_cli"),
    "verify": Subcommand(
        "replay the trail; exit code 1 where it was tampered with", "workbooks", "tui.trail.verify_cli"
    ),
}
"""Every subcommand by its name, in the order of the help."""
