"""The entries that an import adds beside its figures: units, indicators, aliases, groups, sources, the mapping."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import polars as pl

from core.importing.choices import Choices
from core.importing.findings import is_less_better
from core.importing.layout import BadLayout, Layout
from core.importing.names import CHINESE, Match, squeezed
from core.importing.pillars import FilePillars, index_entries
from core.importing.table import ForeignTable
from core.workbook.entries import Group, Indicator, Source, Unit
from core.workbook.entry import Entry
from core.workbook.kept_entries import Alias
from core.workbook.period_forms import forms_of, with_forms
from core.workbook.workbook import Workbook


def accompanying(
    table: ForeignTable,
    layout: Layout,
    good: pl.DataFrame,
    units: Iterable[Match],
    indicators: Iterable[Match],
    choices: Choices,
    workbook: Workbook,
    pillars: FilePillars,
) -> Iterable[tuple[str, Entry]]:
    """The entries that come with the figures: units, indicators, aliases, groups, an index, the source, the mapping."""
    if choices.source and choices.source.code not in workbook.sources and (good["source"] == choices.source.code).any():
        yield "sources", choices.source
    titles = good.group_by("source", maintain_order=True).agg(pl.col("source_name").drop_nulls().first())
    for code, title in titles.iter_rows():
        if code and code not in workbook.sources and not (choices.source and code == choices.source.code):
            yield "sources", Source(code, title or code)
    yield from (("units", Unit(*names)) for names in _names_of_new(good, "unit", workbook.units))
    fresh = list(_new_indicators(good, choices, workbook))
    yield from fresh
    for kind, matches in (("unit", units), ("indicator", indicators)):
        yield from (("aliases", alias) for alias in _new_aliases(kind, matches, choices))
    yield from _groups(table, layout, good)
    yield from index_entries(
        table.name, pillars, set(good["unit"].unique().to_list()), {entry.code: entry for _, entry in fresh}, workbook
    )
    if choices.mapping:
        before = workbook.mappings.get(choices.mapping.code)
        forms = forms_of(good.select("period", "period_text").drop_nulls().unique(maintain_order=True).iter_rows())
        new_layout = with_forms(choices.mapping.layout, before.layout if before else "", forms)
        yield "mappings", replace(choices.mapping, layout=new_layout)


def _names_of_new(good: pl.DataFrame, part: str, known: Mapping[str, object]) -> Iterable[tuple[str, str, str]]:
    """Code, English and Chinese name of a new entry."""
    names = [pl.col(f"{part}{ending}").drop_nulls().first() for ending in ("_name", "_name_zh")]
    rows = good.group_by(part, maintain_order=True).agg(*names, pl.col(f"{part}_text").first())
    for code, name, chinese, text in rows.iter_rows():
        if code not in known:
            shown = squeezed(name or ("" if chinese else text))
            if CHINESE.search(shown):
                yield code, "", squeezed(chinese or shown)
            else:
                yield code, shown, squeezed(chinese or "")


def _new_indicators(good: pl.DataFrame, choices: Choices, workbook: Workbook) -> Iterable[tuple[str, Indicator]]:
    """New indicators, with the direction of the person or of their names; known indicators that get a direction."""
    printed = good.group_by("indicator").agg(
        pl.col("measure").first(), pl.col("mult").mode().min(), pl.col("decimals").mode().min()
    )
    scales = {code: rest for code, *rest in printed.iter_rows()}
    for code, english, chinese in _names_of_new(good, "indicator", workbook.indicators):
        measure, mult, decimals = scales[code]
        kind = "ratio" if measure == "PERCENT" else "flow"
        suggested = -1 if is_less_better(code, f"{english} {chinese}") else 1
        indicator = Indicator(code, english, chinese, measure=measure, mult=mult, decimals=min(decimals, 6), kind=kind)
        yield "indicators", replace(indicator, direction=choices.directions.get(code, suggested))
    for code, direction in choices.directions.items():
        known = workbook.indicators.get(code)
        if known and known.direction != direction and (good["indicator"] == code).any():
            yield "indicators", replace(known, direction=direction)


def _new_aliases(kind: str, matches: Iterable[Match], choices: Choices) -> Iterable[Alias]:
    for match in matches:
        if match.code is None and choices.unknown == "near":
            yield Alias(kind, match.text, match.nearest)
        elif match.code and match.text in choices.aliases:
            yield Alias(kind, match.text, match.code)


def _check_group(table: ForeignTable, unit: str, grouping: str) -> None:
    """Raise BadLayout where a unit is in two groups of one column."""
    pairs = table.frame.select(unit, grouping).drop_nulls().unique(maintain_order=True)
    twice = pairs.filter(pl.col(unit).is_duplicated())
    if twice.height:
        name, first, second = twice[unit][0], *twice.filter(pl.col(unit) == twice[unit][0])[grouping][:2]
        raise BadLayout(
            "{name}: column {column} is not a group, as {unit} is in {first} and in {second}: leave "
            "it out, take it as a note, or choose rows.",
            name=table.name,
            column=grouping,
            unit=name,
            first=first,
            second=second,
        )


def _groups(table: ForeignTable, layout: Layout, good: pl.DataFrame) -> Iterable[tuple[str, Entry]]:
    column = layout.of("unit")
    if not layout.groups or not column:
        return
    codes = dict(good.select("unit_text", "unit").unique(maintain_order=True).iter_rows())
    for grouping in layout.groups:
        _check_group(table, column, grouping)
        for text, group in table.frame.select(column, grouping).drop_nulls().unique(maintain_order=True).iter_rows():
            if text in codes:
                yield "groups", Group(codes[text], grouping, group)
