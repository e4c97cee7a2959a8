"""A rule that rolls micro-data up to figures: its source, its cells, its measures, and the cells to hide."""

from dataclasses import field
from typing import Any, Literal, TypeAlias

from core.frozen import frozen

How: TypeAlias = Literal["count", "sum", "mean", "median", "firms", "births", "deaths", "survivors", "top_share"]
Sign: TypeAlias = Literal["=", "!=", ">", ">=", "<", "<=", "in"]
OF_FIRMS = ("firms", "births", "deaths", "survivors")
"""The measures that count firms."""
Kind: TypeAlias = Literal["", "traded", "local"]
UNIT, INDUSTRY = "{unit}", "{industry}"
LINES = ("unit", "industry")
"""The totals that are known by default: over all units of an industry, and over all industries of a unit."""


@frozen
class Columns:
    """The columns of the source by their role; `founded` and `closed` may be missing, then appearance decides."""

    period: str
    unit: str = ""
    industry: str = ""
    firm: str = ""
    founded: str = ""
    closed: str = ""


@frozen
class Filter:
    """A condition that rows must meet: the column `is` (a sign) the value, or one of the values for `in`."""

    column: str
    value: Any
    sign: Sign = "="

    @property
    def values(self) -> list[Any]:
        """The value, or those of a list."""
        return self.value if isinstance(self.value, list) else [self.value]


@frozen
class Link:
    """An industry in a cluster with a share of it, in the periods from `first` until `last` (empty: open).

    `kind` says whether the cluster is traded or local, empty where unknown. In a bridge `cluster` is the industry of
    the newer classification.
    """

    industry: str
    cluster: str
    share: float = 1.0
    first: str = ""
    last: str = ""
    kind: Kind = ""


@frozen
class Name:
    """The name of an industry or a cluster."""

    code: str
    name_en: str = ""
    name_zh: str = ""


@frozen
class Measure:
    """One measure: {unit} and {industry} in `indicator` and the names are replaced by the codes of a cell.

    `weight` is the column of weights of a mean, `top` the number of the largest firms in a share (in per cent).
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


@frozen
class Cells:
    """The cells to hide: of fewer than `minimum` firms, or whose `largest` firms hold above `percent` of `column`.

    `totals` are the keys over which totals are known: unit, industry, period, each also as `industry:2`, over all
    industries whose codes begin with the same two characters. Cells are hidden until no total reveals another one.
    """

    minimum: int = 0
    largest: int = 0
    percent: float = 100.0
    column: str = ""
    totals: tuple[str, ...] = LINES


@frozen
class RollupRule:
    """The whole rule; `unit` is the pattern of the units of figures: {unit}, or {industry} where clusters are units.

    `bridge` maps the industries of an older classification, which the source has until `bridge_until`, to those of
    `crosswalk`. `names` are those of industries and clusters. With a `kind` only clusters of that kind are rolled up.
    """

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
    bridge_file: str = ""
    bridge_until: str = ""
    bridge: tuple[Link, ...] = ()
    names_file: str = ""
    names: tuple[Name, ...] = ()
    kind: Kind = ""
    cells: Cells = field(default_factory=Cells)

    @property
    def by_unit(self) -> bool:
        """Whether a cell has one unit."""
        return UNIT in self.unit or UNIT in self.measures[0].indicator

    @property
    def by_industry(self) -> bool:
        """Whether a cell has one industry or cluster."""
        return INDUSTRY in self.unit or INDUSTRY in self.measures[0].indicator

    @property
    def kinds(self) -> dict[str, Kind]:
        """Whether each cluster is traded or local, where known."""
        return {link.cluster: link.kind for link in self.crosswalk if link.kind}

    @property
    def is_mapped(self) -> bool:
        """Whether clusters, or newer industries, replace the industries."""
        return self.by_industry and bool(self.crosswalk or self.bridge)

    @property
    def counts_firms(self) -> bool:
        """Whether the distinct firms of each cell are needed: by a measure, or to detect small cells."""
        needed = any(measure.how in OF_FIRMS for measure in self.measures) or self.cells.minimum or self.cells.largest
        return bool(self.columns.firm and needed)

    @property
    def used(self) -> tuple[str, ...]:
        """The columns of the source that are read, without repetitions."""
        of = self.columns
        columns = [of.period, of.firm, of.founded, of.closed, self.cells.column]
        columns += [of.unit] if self.by_unit else []
        columns += [of.industry] if self.by_industry else []
        columns += [column for measure in self.measures for column in (measure.column, measure.weight)]
        columns += [condition.column for condition in self.filters]
        return tuple(dict.fromkeys(filter(None, columns)))
