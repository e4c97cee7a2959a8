"""What the parsers of all subcommands share."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path
from textwrap import fill
from typing import NoReturn

from core.errors import JingdexError

FORMATS = ("table", "csv", "json")
MOST_RUNS = 10_000_000


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


def count(text: str) -> int:
    """How often something is done: above 0."""
    if not 0 < int(text) <= MOST_RUNS:
        raise ValueError
    return int(text)


def folded(subject: str, columns: Sequence[str]) -> str:
    """The columns of a subject, folded."""
    names = " ".join(columns)
    return fill(f"{subject:<24} {names}", 79, initial_indent="  ", subsequent_indent=" " * 27)


def add_workbook(parser: ArgumentParser) -> None:
    """The workbook."""
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK", help="the workbook's file")


def add_choices(parser: ArgumentParser) -> None:
    """What is looked at in a workbook."""
    parser.add_argument("--list", metavar="CODE", help="of clusters: the list (the one the workbook opens with)")
    parser.add_argument("--method", metavar="CODE", help="the method (all; for coin the first)")
    parser.add_argument("--force", action="store_true", help="replace what is there")
    add_analyses(parser)
    add_statistics(parser)
    add_as_of(parser)
    add_scenario(parser)
    add_language(parser)


def add_analyses(parser: ArgumentParser) -> None:
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


def add_statistics(parser: ArgumentParser) -> None:
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


def add_as_of(parser: ArgumentParser) -> None:
    """The moment that is looked at."""
    told = (
        "as it was then: 2026-07-29, '2026-07-29 21:04' (local time) or 2026-07-29T21:04:11Z; @2024-03 leaves out what "
        "was released later"
    )
    parser.add_argument("--as-of", metavar="WHEN", help=told)


def add_scenario(parser: ArgumentParser) -> None:
    """The scenario that is looked at."""
    parser.add_argument("--scenario", metavar="NAME", help="with the changes of this scenario")


def add_language(parser: ArgumentParser) -> None:
    """The language of names."""
    parser.add_argument("--language", choices=("en", "zh"), default="en", help="the language of names (en)")
