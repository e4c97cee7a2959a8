"""The workbook: figures, and the entries that describe them."""

from collections.abc import Iterable, Mapping
from dataclasses import field, fields, replace
from types import MappingProxyType
from typing import TypeVar, cast

from core.errors import BadEntry
from core.frozen import frozen
from core.words import gettext, in_words, language
from core.workbook.entries import (
    TABLES,
    About,
    Claim,
    ClusterList,
    Event,
    Group,
    Index,
    Indicator,
    Member,
    Method,
    Source,
    Step,
    Target,
    Tier,
    TreeNode,
    Trend,
    Unit,
    Watched,
    table_of,
)
from core.workbook.entry import Entry, FailedEntry, Named
from core.workbook.figure import Figure, FigureKey, Series, SeriesKey
from core.workbook.figure_store import Figures
from core.workbook.kept_entries import Alias, Rollup, Scenario, ScenarioChange
from core.workbook.kept_entries import Mapping as KeptMapping
from core.workbook.typed_tables import ByCode, Listed, ListedOf

NOTHING: Series = Series()
Known = TypeVar("Known", Unit, Indicator)


def _empty() -> Mapping[str, Mapping[str, Entry]]:
    return MappingProxyType({name: MappingProxyType({}) for name in TABLES})


@frozen
class Workbook:
    """Figures by series and entries by table and key; immutable, so that unchanged parts keep their identity."""

    figures: Figures = field(default_factory=lambda: Figures.of({}))
    tables: Mapping[str, Mapping[str, Entry]] = field(default_factory=_empty)
    moved: tuple[Figures, frozenset[SeriesKey]] | None = field(default=None, compare=False, repr=False)
    """The figures before the last edit, and the series that it changed."""
    with_failed: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)
    """The tables with failed entries, with all their entries in order; `tables` has the valid ones."""

    units = ByCode(Unit)
    indicators = ByCode(Indicator)
    sources = ByCode(Source)
    methods = ByCode(Method)
    scenarios = ByCode(Scenario)
    mappings = ByCode(KeptMapping)
    rollups = ByCode(Rollup)
    tiers = Listed(Tier, by=lambda tier: -tier.threshold)
    cluster_lists = Listed(ClusterList, by=lambda cluster_list: cluster_list.period)
    indices = Listed(Index)
    trends = Listed(Trend)
    claims = Listed(Claim)
    events = Listed(Event, by=lambda event: event.period)
    groups = Listed(Group)
    aliases = Listed(Alias)
    members = ListedOf(Member, "cluster_list")
    watched = ListedOf(Watched, "trend")
    targets = ListedOf(Target, "unit", "indicator", by=lambda target: target.period)
    branched = ListedOf(ScenarioChange, "scenario")
    placed = ListedOf(TreeNode, "method")
    steps = ListedOf(Step, "method", by=lambda step: step.number)

    @classmethod
    def of(cls, figures: Iterable[Figure], entries: Iterable[Entry]) -> "Workbook":
        """A workbook of these figures and entries; of two with one key the later one counts."""
        by_series: dict[SeriesKey, list[Figure]] = {}
        for figure in figures:
            by_series.setdefault(figure.series, []).append(figure)
        tables: dict[str, dict[str, Entry]] = {name: {} for name in TABLES}
        for entry in entries:
            tables[table_of(entry)][entry.key] = entry
        return cls.of_tables(Figures.of({key: Series.of(group) for key, group in by_series.items()}), tables)

    @classmethod
    def of_tables(cls, figures: Figures, tables: Mapping[str, Mapping[str, Entry]]) -> "Workbook":
        """A workbook of these figures and tables, whose entries may be failed."""
        with_failed = {name: entries for name, entries in tables.items() if any(map(_is_failed, entries.values()))}
        return cls(
            figures, {**tables, **{name: _sound(entries) for name, entries in with_failed.items()}}, None, with_failed
        )

    def series(self, unit: str, indicator: str) -> Series:
        """The series of one indicator of one unit; empty where there is none."""
        return self.figures.get((unit, indicator), NOTHING)

    def changed_since(self, figures: Figures) -> frozenset[SeriesKey] | None:
        """The series that differ from these figures, where known: the present ones, or those of one edit before."""
        if figures.version is self.figures.version:
            return frozenset()
        return self.moved[1] if self.moved and self.moved[0].version is figures.version else None

    def figure(self, key: FigureKey) -> Figure | None:
        """The figure of this key, if there is one."""
        unit, indicator, period, vintage = key
        return self.series(unit, indicator).at(period, vintage)

    def with_figure(self, key: FigureKey, figure: Figure | None) -> "Workbook":
        """The workbook with this figure under its key, or, where it is null, without one."""
        series = self.series(*key[:2])
        changed = series.without(key) if figure is None else series.with_figure(figure)
        return self.with_series({key[:2]: changed})

    def with_figures(self, changes: Iterable[tuple[FigureKey, Figure | None]]) -> "Workbook":
        """As `with_figure` for each change in order; a series with many changes is made once."""
        by_series: dict[SeriesKey, dict[FigureKey, Figure | None]] = {}
        for key, figure in changes:
            by_series.setdefault(key[:2], {})[key] = figure
        return self.with_series({name: self.series(*name).with_changes(some) for name, some in by_series.items()})

    def with_series(self, changed: Mapping[SeriesKey, Series]) -> "Workbook":
        """The workbook with these series; an empty one removes its key."""
        return replace(self, figures=self.figures.with_series(changed), moved=(self.figures, frozenset(changed)))

    def with_entry(self, table: str, key: str, entry: Entry | None) -> "Workbook":
        """The workbook with this entry under its key, or, where it is null, without one."""
        entries = {**self.entries(table), key: entry}
        remaining = {name: value for name, value in entries.items() if value is not None}
        if table not in self.with_failed and not _is_failed(entry):
            return replace(self, tables={**self.tables, table: remaining})
        others = {name: whole for name, whole in self.with_failed.items() if name != table}
        return Workbook.of_tables(self.figures, {**self.tables, **others, table: remaining})

    def entries(self, table: str) -> Mapping[str, Entry]:
        """All entries of a table by key, also failed ones."""
        return self.with_failed.get(table, self.tables[table])

    def failed(self, *tables: str) -> list[FailedEntry]:
        """The failed entries of these tables, or of all."""
        names = tables or TABLES
        return [
            entry
            for table in names
            for entry in self.with_failed.get(table, {}).values()
            if isinstance(entry, FailedEntry)
        ]

    def unit(self, text: str) -> Unit:
        """The unit of this code or name, in either language. Raises BadEntry where there is none, or several."""
        return _entry_called("unit", text, self.units)

    def indicator(self, text: str) -> Indicator:
        """The indicator of this code or name, in either language. Raises BadEntry where there is none, or several."""
        return _entry_called("indicator", text, self.indicators)

    @property
    def about(self) -> About:
        """The entry about the workbook itself."""
        entries = list(self.tables["about"].values())
        return cast("About", entries[0]) if entries else About("workbook", "untitled", "未命名")


def unit_of(workbook: Workbook, code: str) -> Unit:
    """The unit of this code; where the workbook lists none, one that is called by its code."""
    return workbook.units.get(code) or Unit(code, code)


def indicator_of(workbook: Workbook, code: str) -> Indicator:
    """The indicator of this code; where the workbook lists none, one that is called by its code."""
    return workbook.indicators.get(code) or Indicator(code, code)


def _is_failed(entry: Entry | None) -> bool:
    return isinstance(entry, FailedEntry)


def _sound(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    return {key: entry for key, entry in entries.items() if not _is_failed(entry)}


def _entry_called(kind: str, text: str, entries: Mapping[str, Known]) -> Known:
    if text in entries:
        return entries[text]
    name = text.casefold().strip()
    matches = [e for e in entries.values() if name in (e.code.casefold(), e.name_en.casefold(), e.name_zh.casefold())]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise BadEntry(
            "“{text}” names {count} {kind}s: write one of the codes {names}.",
            text=text,
            count=len(matches),
            kind=gettext(kind),
            names=in_words(e.code for e in matches),
        )
    near = sorted(entries.values(), key=lambda e: _distance(name, e))[:3]
    shown = [e.name("zh") if language() == "zh" else e.code for e in near]
    hint = gettext(": the nearest are {names}", names=in_words(shown)) if near else ""
    raise BadEntry("There is no {kind} “{text}”{hint}.", kind=gettext(kind), text=text, hint=hint)


def _distance(text: str, entry: Named) -> float:
    from difflib import SequenceMatcher  # noqa: PLC0415 - only wanted for an error's sentence

    names = (entry.code, entry.name_en.casefold(), entry.name_zh)
    return -max(SequenceMatcher(None, text, name).ratio() for name in names if name)


ENTRY_FIELDS: dict[str, tuple[str, ...]] = {name: tuple(f.name for f in fields(kind)) for name, kind in TABLES.items()}
"""The columns of each table, in order."""
