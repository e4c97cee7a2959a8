"""What a workbook holds beside its figures: units, indicators, sources, clusters, trends, targets, claims, events."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Named:
    """An entry with a code and a name in English and in Chinese."""

    code: str
    name_en: str
    name_zh: str = ""

    @property
    def key(self) -> str:
        """What the entry is found by inside its table."""
        return self.code

    def name(self, language: Language) -> str:
        """The name in the language asked for, else the one there is, else the code."""
        return (self.name_zh if language == "zh" else self.name_en) or self.name_en or self.name_zh or self.code


@dataclass(frozen=True, slots=True)
class About(Named):
    """The workbook itself; its one entry has the code `workbook`."""

    region: str = ""
    cluster_list: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unit(Named):
    """What is described or ranked: a city, a cluster, a country, a group of firms."""

    kind: str = ""
    part_of: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Indicator(Named):
    """What is measured. `mult` and `decimals` are the display scale: powers of ten (SDMX UNIT_MULT) and digits.

    `direction` is 1 where more is better, -1 where less is, 0 where neither is said. `numerator` and `denominator`
    name the indicators of which a ratio is made; `parent` and `weight` place it in the tree of an index.
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


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from."""

    code: str
    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""

    @property
    def key(self) -> str:
        """The source's code."""
        return self.code


@dataclass(frozen=True, slots=True)
class Tier(Named):
    """A band of cluster sizes: from `threshold` (in base units of `measure`) up to the next tier's."""

    threshold: float = 0.0
    measure: str = "CNY"


@dataclass(frozen=True, slots=True)
class ClusterList(Named):
    """One version of the clusters: which there were, as stated at `period`; sizes up to `until` belong to it."""

    period: str = ""
    until: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One cluster of a list: `indicator` measures its size, `tier` is the stated one, `overlaps` names others of it."""

    cluster_list: str
    unit: str
    indicator: str
    tier: str = ""
    overlaps: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """The list and the cluster."""
        return f"{self.cluster_list}/{self.unit}"


@dataclass(frozen=True, slots=True)
class Index:
    """A published index that is followed over time: the indicator that holds it and the base year shown as 100."""

    unit: str
    indicator: str
    base: str = ""
    first: str = ""
    last: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """The unit and the indicator."""
        return f"{self.unit}/{self.indicator}"


@dataclass(frozen=True, slots=True)
class Trend(Named):
    """A named group of indicators that are watched together."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class Watched:
    """One series under a trend."""

    trend: str
    unit: str
    indicator: str

    @property
    def key(self) -> str:
        """The trend and the series."""
        return f"{self.trend}/{self.unit}/{self.indicator}"


@dataclass(frozen=True, slots=True)
class Target:
    """A value to reach by a period, in base units. A target is not a forecast."""

    unit: str
    indicator: str
    period: str
    value: float
    qualifier: str = "exact"
    source: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """The series and the period."""
        return f"{self.unit}/{self.indicator}/{self.period}"


@dataclass(frozen=True, slots=True)
class Claim:
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

    @property
    def key(self) -> str:
        """The claim's code."""
        return self.code

    def text(self, language: Language) -> str:
        """The statement in the language asked for, else in English."""
        return (language == "zh" and self.text_zh) or self.text_en


@dataclass(frozen=True, slots=True)
class Event(Named):
    """Something that happened and that belongs on the time axis."""

    period: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """To which group of a grouping (by income, by region) a unit belongs."""

    unit: str
    grouping: str
    group: str

    @property
    def key(self) -> str:
        """The unit and the grouping."""
        return f"{self.unit}/{self.grouping}"


@dataclass(frozen=True, slots=True)
class Method(Named):
    """A composite index. `units` and `periods` are codes set apart by spaces; empty is whatever has figures."""

    units: str = ""
    periods: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TreeNode:
    """One code in the tree of a method: what it counts towards (nothing for a root), how much, and which way.

    `weight` is relative to the siblings. `direction` is 1 where more is better, -1 where less is. A code that is no
    indicator of the workbook has its names here.
    """

    method: str
    code: str
    parent: str = ""
    weight: float = 1.0
    direction: int = 1
    name_en: str = ""
    name_zh: str = ""

    @property
    def key(self) -> str:
        """The method and the code."""
        return f"{self.method}/{self.code}"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a method: its place in order, its kind, the choice within that, and its settings as JSON."""

    method: str
    number: int
    kind: str
    how: str
    settings: str = "{}"

    @property
    def key(self) -> str:
        """The method and the number."""
        return f"{self.method}/{self.number}"


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling in files that stands for a unit or an indicator of this code."""

    kind: str
    text: str
    code: str

    @property
    def key(self) -> str:
        """The kind and the spelling."""
        return f"{self.kind}/{self.text}"


@dataclass(frozen=True, slots=True)
class Mapping:
    """How the columns of a file were understood, so that the next of its kind comes in without a word."""

    code: str
    layout: str

    @property
    def key(self) -> str:
        """The mapping's name: that of the file without its digits."""
        return self.code


@dataclass(frozen=True, slots=True)
class Scenario(Named):
    """A named branch of changes over the workbook, kept apart until they are merged."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioChange:
    """One cell of a scenario: `table` is figures or a table of entries, `cell` its key, `after` what stands there.

    `cell` is JSON for figures (unit, indicator, period, vintage); `after` is the fields as JSON, empty where the
    scenario takes it away. `was` is what stood in the base when the scenario first changed the cell: fields as JSON,
    `null` for nothing, empty where it was not kept.
    """

    scenario: str
    table: str
    cell: str
    after: str = ""
    was: str = ""

    @property
    def key(self) -> str:
        """The scenario and the cell."""
        return f"{self.scenario}/{self.table}/{self.cell}"


Entry: TypeAlias = (
    About
    | Unit
    | Indicator
    | Source
    | Tier
    | ClusterList
    | Member
    | Index
    | Trend
    | Watched
    | Target
    | Claim
    | Event
    | Group
    | Method
    | TreeNode
    | Step
    | Scenario
    | ScenarioChange
    | Alias
    | Mapping
)

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
}
"""Every table of entries, by the name it has in the workbook, in the file and in a set's folder."""
