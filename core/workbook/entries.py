"""The entries of a workbook: units, indicators, sources, clusters, trends, targets, claims, events."""

from typing import ClassVar

from core.frozen import frozen
from core.workbook.broken_figure import BrokenFigure
from core.workbook.entry import Entry, FailedEntry, Language, Named
from core.workbook.kept_entries import Alias, Mapping, Rollup, Scenario, ScenarioChange
from core.workbook.rule_entries import Rule, Waiver


@frozen
class About(Named):
    """The workbook itself; its one entry has the code `workbook`.

    `period_form` are examples of how periods are shown, one for each length: 2020年, 2020年第三季度.
    """

    region: str = ""
    cluster_list: str = ""
    note: str = ""
    period_form: str = ""


TOTAL = "total"
"""The kind of a unit that is the sum or the mean of others: methods leave it out unless they name it."""


@frozen
class Unit(Named):
    """A city, a cluster, a country or a group of firms that is described or ranked."""

    kind: str = ""
    part_of: str = ""
    note: str = ""


@frozen
class Indicator(Named):
    """A measured quantity. `mult` and `decimals` are the display scale: powers of ten (SDMX UNIT_MULT) and digits.

    `direction` is 1 where more is better, -1 where less is better, 0 where it is unknown. `numerator` and `denominator`
    name the indicators of which a ratio is made; `parent` and `weight` are its place in the tree of an index.
    """

    measure: str = "COUNT"
    mult: int = 0
    decimals: int = 0
    direction: int = 1
    kind: str = "flow"
    numerator: str = ""
    denominator: str = ""
    parent: str = ""
    weight: float = 1.0
    definition: str = ""


@frozen
class Source(Entry):
    """The source of figures."""

    code: str
    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""


@frozen
class Tier(Named):
    """A band of cluster sizes: from `threshold` (in base units of `measure`) up to the next tier's.

    A cluster keeps the tier while it has been below the threshold, or off the list, for no more than `grace` years.
    """

    threshold: float = 0.0
    measure: str = "CNY"
    grace: int = 0


@frozen
class ClusterList(Named):
    """One version of the clusters, as stated at `period`; sizes up to `until` belong to it."""

    period: str = ""
    until: str = ""
    source: str = ""
    note: str = ""


@frozen
class Member(Entry):
    """One cluster of a list: `indicator` is its size, `tier` the stated one, `overlaps` names other members."""

    identity: ClassVar[tuple[str, ...]] = ("cluster_list", "unit")

    cluster_list: str
    unit: str
    indicator: str
    tier: str = ""
    overlaps: str = ""
    note: str = ""


@frozen
class Index(Entry):
    """A published index that is followed over time: the indicator that holds it and the base year shown as 100."""

    identity: ClassVar[tuple[str, ...]] = ("unit", "indicator")

    unit: str
    indicator: str
    base: str = ""
    first: str = ""
    last: str = ""
    note: str = ""


@frozen
class Trend(Named):
    """A named group of indicators that are watched together."""

    note: str = ""


@frozen
class Watched(Entry):
    """One series under a trend."""

    identity: ClassVar[tuple[str, ...]] = ("trend", "unit", "indicator")

    trend: str
    unit: str
    indicator: str


@frozen
class Target(Entry):
    """A value to reach by a period, in base units. A target is not a forecast."""

    identity: ClassVar[tuple[str, ...]] = ("unit", "indicator", "period")

    unit: str
    indicator: str
    period: str
    value: float
    qualifier: str = "exact"
    source: str = ""
    note: str = ""


@frozen
class Claim(Entry):
    """A statement that a source publishes: `expression` over the workbook's figures stands in `relation` to `expected`.

    `decimals` are those of the printed number; half a unit of the last one is the tolerance.
    """

    code: str
    text_en: str
    text_zh: str = ""
    expression: str = ""
    relation: str = "="
    expected: float = 0.0
    decimals: int = 0
    mult: int = 0
    measure: str = ""
    source: str = ""
    note: str = ""

    def text(self, language: Language) -> str:
        """The statement in the language requested, else in English."""
        return (language == "zh" and self.text_zh) or self.text_en


@frozen
class Event(Named):
    """An event on the time axis."""

    period: str = ""
    source: str = ""
    note: str = ""


@frozen
class Group(Entry):
    """The group of a unit in a grouping (by income, by region)."""

    identity: ClassVar[tuple[str, ...]] = ("unit", "grouping")

    unit: str
    grouping: str
    group: str


@frozen
class Method(Named):
    """A composite index. `units` and `periods` are codes separated by spaces; empty means all with figures."""

    units: str = ""
    periods: str = ""
    note: str = ""


@frozen
class TreeNode(Entry):
    """One code in the tree of a method: its parent (empty for a root), its weight and its direction.

    `weight` is relative to the siblings. `direction` is 1 where more is better, -1 where less is. A code that is not an
    indicator of the workbook has its names here.
    """

    identity: ClassVar[tuple[str, ...]] = ("method", "code")

    method: str
    code: str
    parent: str = ""
    weight: float = 1.0
    direction: int = 1
    name_en: str = ""
    name_zh: str = ""


@frozen
class Step(Entry):
    """One step of a method: its place in order, its kind, the choice within that, and its settings as JSON."""

    identity: ClassVar[tuple[str, ...]] = ("method", "number")

    method: str
    number: int
    kind: str
    how: str
    settings: str = "{}"


TABLES: dict[str, type[Entry]] = {
    "about": About,
    "units": Unit,
    "indicators": Indicator,
    "sources": Source,
    "tiers": Tier,
    "cluster_lists": ClusterList,
    "members": Member,
    "indices": Index,
    "trends": Trend,
    "watched": Watched,
    "targets": Target,
    "claims": Claim,
    "events": Event,
    "groups": Group,
    "methods": Method,
    "placed": TreeNode,
    "steps": Step,
    "scenarios": Scenario,
    "branched": ScenarioChange,
    "aliases": Alias,
    "mappings": Mapping,
    "rules": Rule,
    "waivers": Waiver,
    "rollups": Rollup,
    "broken_figures": BrokenFigure,
}
"""Every table of entries, by the name it has in the workbook, in the file and in a set's folder."""
KINDS: dict[type[Entry], str] = {kind: table for table, kind in TABLES.items()}


def table_of(entry: Entry) -> str:
    """The table of an entry."""
    return entry.table if isinstance(entry, FailedEntry) else KINDS[type(entry)]
