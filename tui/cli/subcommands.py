"""Every subcommand: what it does, and how its arguments are read."""

import re
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module
from typing import cast

from core.frozen import frozen
from tui.cli.arguments import Parser

OPEN = "open_screen"
"""What is done where no subcommand is named."""
NEGATIVE = r"-[\d.]"


@frozen
class Subcommand:
    """What a subcommand does in a few words, what makes its parser in `tui.cli.parsers`, and where its `run` is.

    Both modules are loaded when the subcommand is called.
    """

    help: str
    parser_name: str
    module: str

    def parser(self) -> Parser:
        """What reads the arguments."""
        module, _, function = self.parser_name.partition(":")
        return cast("Parser", getattr(import_module(f"tui.cli.parsers.{module}"), function)())


def parsed(name: str, texts: Sequence[str]) -> Namespace:
    """The arguments of a subcommand. Raises BadUse.

    A space is set before a negative number, which argparse would take for an option.
    """
    return subcommand(name).parser().parse_args([f" {text}" if re.match(NEGATIVE, text) else text for text in texts])


def subcommand(name: str) -> Subcommand:
    """The subcommand of a name, or the screen."""
    return OPENING if name == OPEN else SUBCOMMANDS[name]


OPENING = Subcommand("open a workbook on the screen", "screen:open_parser", "tui.open_screen")
SUBCOMMANDS: dict[str, Subcommand] = {
    "new": Subcommand("make a workbook, empty or from a shipped set", "workbooks:new_parser", "tui.cli.new"),
    "sets": Subcommand("list the shipped sets", "workbooks:sets_parser", "tui.cli.sets"),
    "show": Subcommand(
        "print figures, clusters, index, trends, claims, scores, the trail", "tables:show_parser", "tui.tables.show_cli"
    ),
    "method": Subcommand(
        "show, save or load the method of an index as TOML", "methods:method_parser", "tui.method.cli"
    ),
    "rules": Subcommand("show, save or load the rules of figures as TOML", "methods:rules_parser", "tui.rules.cli"),
    "export": Subcommand(
        "write tables to a file: CSV, Excel, Parquet, SDMX, Markdown …", "tables:export_parser", "tui.exports.cli"
    ),
    "report": Subcommand(
        "write one HTML page with all results and sources", "tables:report_parser", "tui.exports.report_cli"
    ),
    "audit": Subcommand(
        "write the statistical audit of an index: HTML, LaTeX …", "trust:audit_parser", "tui.audit.cli"
    ),
    "import": Subcommand(
        "import the figures of CSV, Excel, Parquet, JSON, SDMX files", "figures:import_parser", "tui.imports.begin"
    ),
    "rollup": Subcommand("roll micro-data up to figures by a rule", "rollup:rollup_parser", "tui.rollup.cli"),
    "pull": Subcommand(
        "fetch again what was imported from web services", "figures:pull_parser", "tui.imports.pull_cli"
    ),
    "set": Subcommand("put a figure into a workbook", "figures:set_parser", "tui.figures.cli"),
    "define": Subcommand(
        "add or change a unit, indicator, cluster, trend, claim …", "workbooks:define_parser", "tui.definitions.cli"
    ),
    "undo": Subcommand("undo your newest edit", "workbooks:undo_parser", "tui.trail.step_cli"),
    "redo": Subcommand("redo your last undone edit", "workbooks:redo_parser", "tui.trail.step_cli"),
    "check": Subcommand(
        "check the published claims; exit code 1 where one fails", "tables:check_parser", "tui.claims.cli"
    ),
    "scenario": Subcommand("branch, compare, merge or drop changes", "methods:scenario_parser", "tui.scenarios.cli"),
    "reach": Subcommand(
        "compute what it would take to reach a rank or a tier", "methods:reach_parser", "tui.goal_seek.cli"
    ),
    "why": Subcommand("explain what changed a score, figure by figure", "trust:why_parser", "tui.attribution.cli"),
    "revised": Subcommand(
        "show what each release changed, in a figure and in the index", "figures:revised_parser", "tui.releases.cli"
    ),
    "uncertainty": Subcommand(
        "run a method under other choices: ranks with intervals", "trust:uncertainty_parser", "tui.robustness.cli"
    ),
    "forecast": Subcommand("forecast a series, with intervals", "figures:forecast_parser", "tui.forecast.cli"),
    "recover": Subcommand(
        "save what can be read of a damaged workbook as a new one", "workbooks:recover_parser", "tui.trail.recover_cli"
    ),
    "serve": Subcommand("show a workbook in a browser, read-only", "workbooks:serve_parser", "tui.team.serve_cli"),
    "grant": Subcommand(
        "say who may look at or edit a workbook on a server", "workbooks:grant_parser", "tui.team.grant_cli"
    ),
    "verify": Subcommand(
        "replay the trail; exit code 1 where it was tampered with", "workbooks:verify_parser", "tui.trail.verify_cli"
    ),
}
"""Every subcommand by its name, in the order of the help."""
