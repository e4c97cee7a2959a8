"""A rule that rolls micro-data up to figures: what is read, which cells it makes, what is measured, what is hidden."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

How: TypeAlias = Literal["count", "sum", "mean", "median", "firms", "births", "deaths", "survivors", "top_share"]
Sign: TypeAlias = Literal["=", "!=", ">", ">=", "<", "<=", "in"]
UNIT, INDUSTRY = "{unit}", "{industry}"
LINES = ("unit", "industry")
"""Along which a total may be known: over all units of an industry, over all industries of a unit."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of the source by what they hold; without periods `founded` and `closed` appearance tells."""

    period: str
    unit: str = ""
    industry: str = ""
    firm: str = ""
    founded: str = ""
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition that rows must meet: the column `is` (a sign) the value, or one of the values for `in`."""

    column: str
    value: Any
    sign: Sign = "="

    @property
    def values(self) -> list[Any]:
        """The value, or those of a list."""
        return self.value if isinstance(self.value, list) else [self.value]


@dataclass(frozen=True, slots=True)
class Link:
    """An industry in a cluster with a share of it, in the periods from `first` until `last` (empty: open)."""

    industry: str
    cluster: str
    share: float = 1.0
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: {unit} and {industry} in `indicator` and the names stand for the codes of a cell.

    `weight` is the column of weights of a mean, `top` how many of the largest firms a share is of (in per cent).
    """

    indicator: str
    how: How
    column: str = ""
    weight: str = ""
    top: int = 1
    measure: str = "COUNT"
    name_en: str = ""
    name_zh: str = ""
    mult: int = 0
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Cells:
    """Which cells are hidden: of fewer than `minimum` firms, or whose `largest` firms hold above `percent` of `column`.

    `totals` are the lines whose totals are known: where a line has one hidden cell, its smallest other is hidden too.
    """

    minimum: int = 0
    largest: int = 0
    percent: float = 100.0
    column: str = ""
    totals: tuple[str, ...] = LINES


@dataclass(frozen=True, slots=True)
class RollupRule:
    """The whole rule; `unit` is what the units of the figures are called: {unit}, or {industry} where clusters are."""

    code: str
    source: str
    columns: Columns
    measures: tuple[Measure, ...]
    table: str = ""
    unit: str = UNIT
    name_en: str = ""
    name_zh: str = ""
    publisher: str = ""
    vintage: str = ""
    filters: tuple[Filter, ...] = ()
    crosswalk_file: str = ""
    crosswalk: tuple[Link, ...] = ()
    cells: Cells = field(default_factory=Cells)

    @property
    def by_unit(self) -> bool:
        """Whether cells are apart by unit."""
        return UNIT in self.unit or UNIT in self.measures[0].indicator

    @property
    def by_industry(self) -> bool:
        """Whether cells are apart by industry or cluster."""
        return INDUSTRY in self.unit or INDUSTRY in self.measures[0].indicator

    @property
    def used(self) -> tuple[str, ...]:
        """The columns of the source that are read, each once."""
        of = self.columns
        named = [of.period, of.firm, of.founded, of.closed, self.cells.column]
        named += [of.unit] if self.by_unit else []
        named += [of.industry] if self.by_industry else []
        named += [one for measure in self.measures for one in (measure.column, measure.weight)]
        return tuple(dict.fromkeys(one for one in [*named, *(one.column for one in self.filters)] if one))


def with_links(rule: RollupRule, links: tuple[Link, ...]) -> RollupRule:
    """The rule with a crosswalk of its own in the place of the name of a file."""
    return replace(rule, crosswalk=links, crosswalk_file="")
