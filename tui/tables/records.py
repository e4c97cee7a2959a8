"""The rows of each subject as records: raw values by column name, numbers in base units, null where there is none."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from core.derive.claim_table import ClaimRow
from core.derive.cluster_table import ClusterRow, ClusterTable
from core.derive.index_history import IndexHistory, IndexPoint
from core.derive.ratio import ratio_of
from core.derive.trend_table import TrendBlock, TrendRow
from core.releases.revisions import revisions
from core.workbook.entries import Indicator, Unit
from core.workbook.entry import Language
from core.workbook.figure import Figure, scaled
from core.workbook.figure_counts import counts_of, revised_series
from core.workbook.workbook import Workbook
from data.trail import TrailEntry

Record: TypeAlias = dict[str, str | float | bool | None]


def figure_records(workbook: Workbook, language: Language) -> Iterator[Record]:
    """Every figure with all that is known of it."""
    for (unit, indicator), series in workbook.figures.items():
        entry = workbook.indicators.get(indicator) or Indicator(indicator, indicator)
        named = _names(workbook.units.get(unit) or Unit(unit, unit), entry, language)
        for figure in series:
            yield {**named, **_whole(figure, entry, workbook)}


def _whole(figure: Figure, entry: Indicator, workbook: Workbook) -> Record:
    return {
        **_observed(figure, entry),
        "formula": figure.formula,
        "printed_mult": figure.mult,
        "printed_decimals": figure.decimals,
        "author": figure.author,
        "time": figure.time,
        "ratio_agrees": ratio.agrees if (ratio := ratio_of(workbook, figure)) else None,
    }


def revision_records(workbook: Workbook, language: Language) -> Iterator[Record]:
    """Every release of every figure that has more than one."""
    for unit, indicator in revised_series(workbook.figures):
        entry = workbook.indicators.get(indicator) or Indicator(indicator, indicator)
        named = _names(workbook.units.get(unit) or Unit(unit, unit), entry, language)
        for one in revisions(workbook.series(unit, indicator)):
            observed = _observed(one.figure, entry)
            yield {
                **named,
                **{
                    name: observed[name]
                    for name in ("period", "vintage", "value", "measure", "status", "source", "note")
                },
                "release": one.number,
                "change_percent": one.change,
                "change_since_first_percent": one.since_first,
            }


def cluster_records(table: ClusterTable, language: Language) -> Iterator[Record]:
    """The clusters of one list; what they come to together stands in each."""
    together: Record = {
        "list_total": table.total,
        "list_total_qualifier": table.total_qualifier,
        "list_overlaps": table.overlapping,
        "list_known": table.known,
        "list_hhi": table.hhi,
        "list_cr3_percent": table.cr3,
        "list_effective_number": table.effective_number,
    }
    for row in table.rows:
        yield {"list": table.cluster_list.code, **_cluster(row, language), **together}


def index_records(histories: Sequence[IndexHistory], language: Language) -> Iterator[Record]:
    """Every point of every index; the change between its first and last published value stands in each."""
    for history in histories:
        together: Record = {
            "published_first": history.first.period if history.first else None,
            "published_last": history.last.period if history.last else None,
            "published_change_points": history.change_points,
            "published_change_percent": history.change_percent,
            "published_yearly_change_percent": history.per_year,
        }
        for point in history.points:
            yield {**_names(history.unit, history.indicator, language), **_point(history, point), **together}


def trend_records(blocks: Sequence[TrendBlock], language: Language) -> Iterator[Record]:
    """Every series under every trend."""
    for block in blocks:
        for row in block.rows:
            yield {
                "trend": block.trend.code,
                "trend_name": block.trend.name(language),
                **_names(row.unit, row.indicator, language),
                **_observed(row.newest, row.indicator),
                **_movement(row),
                **_target(row),
            }


def claim_records(rows: Sequence[ClaimRow], language: Language) -> Iterator[Record]:
    """Every claim; what the source prints and what the workbook gives, both in base units."""
    for row in rows:
        claim = row.claim
        yield {
            "claim": claim.code,
            "text": claim.text(language),
            "expression": claim.expression,
            "relation": claim.relation,
            "expected": _in_base_units(row.expected, claim.mult),
            "actual": None if row.actual is None else _in_base_units(row.actual, claim.mult),
            "tolerance": _in_base_units(row.tolerance, claim.mult),
            "measure": claim.measure,
            "printed_mult": claim.mult,
            "printed_decimals": claim.decimals,
            "verdict": row.verdict,
            "status": row.status,
            "why": row.why,
            "source": claim.source,
            "note": claim.note,
        }


def source_records(workbook: Workbook) -> Iterator[Record]:
    """Every source, with the number of figures that name it."""
    named = counts_of(workbook.figures, "source")
    for source in workbook.sources.values():
        yield {
            "source": source.code,
            "title": source.title,
            "publisher": source.publisher,
            "date": source.date,
            "url": source.url,
            "figures": named.get(source.code, 0),
        }


def trail_records(steps: Sequence[TrailEntry]) -> Iterator[Record]:
    """Every step, oldest first; `of` is the edit that an undo or a redo is about."""
    for step in steps:
        yield {
            "number": step.number,
            "time": step.time,
            "author": step.author,
            "reason": step.reason,
            "title": step.title,
            "kind": step.kind,
            "of": step.of,
        }


def _names(unit: Unit, indicator: Indicator, language: Language) -> Record:
    return {
        "unit": unit.code,
        "unit_name": unit.name(language),
        "indicator": indicator.code,
        "indicator_name": indicator.name(language),
    }


def _observed(figure: Figure | None, indicator: Indicator) -> Record:
    return {
        "period": figure.period if figure else None,
        "vintage": figure.vintage if figure else None,
        "value": figure.value if figure else None,
        "measure": indicator.measure,
        "status": figure.status if figure else None,
        "qualifier": figure.qualifier if figure else None,
        "source": figure.source if figure else None,
        "note": figure.note if figure else None,
    }


def _cluster(row: ClusterRow, language: Language) -> Record:
    return {
        **_names(row.unit, row.indicator, language),
        **_observed(row.size, row.indicator),
        "growth_percent": row.growth,
        "growth_status": row.growth_status,
        "yearly_growth_percent": row.rate,
        "growth_years": None if row.rate is None else row.rate_years,
        "share_percent": row.share,
        "share_is_rough": None if row.share is None else row.rough_share,
        "tier": row.tier.code if row.tier else None,
        "stated_tier": row.member.tier,
        "next_tier": row.next_tier.code if row.next_tier else None,
        "to_next_tier": row.distance,
        "reaches_next_tier": row.crosses,
        "overlaps": row.member.overlaps,
        "reaches_by_forecast": bool(row.crosses) if row.forecasts and row.next_tier else None,
        "forecast_period": row.forecasts[-1].period if row.forecasts else None,
        "forecast": row.forecasts[-1].value if row.forecasts else None,
    }


def _point(history: IndexHistory, point: IndexPoint) -> Record:
    return {
        **_observed(point.figure, history.indicator),
        "period": point.period,
        "is_published": point.is_published,
        "since": point.since,
        "change_points": point.points,
        "change_percent": point.percent,
        "yearly_change_percent": point.per_year,
        "base_period": history.index.base,
        "base_100": point.base_100,
    }


def _movement(row: TrendRow) -> Record:
    test, ratio = row.test, row.ratio
    return {
        "direction": row.indicator.direction,
        "since": row.since,
        "change": row.change,
        "change_is_points": row.change_is_points,
        "turn": row.turn,
        "cagr_percent": row.cagr,
        "points_a_year": row.points_a_year,
        "change_status": row.status,
        "compared": row.used,
        "slope_a_year": row.slope,
        "mann_kendall_s": test.s if test else None,
        "mann_kendall_z": test.z if test else None,
        "mann_kendall_p": test.p if test else None,
        "kendall_tau": test.tau if test else None,
        "ratio_of_newest": ratio.newest if ratio else None,
        "ratio_of_first": ratio.first if ratio else None,
        "ratio_agrees": ratio.agrees if ratio else None,
        "breaks": " ".join(row.breaks),
    }


def _target(row: TrendRow) -> Record:
    path = row.path
    return {
        "target_period": path.target.period if path else None,
        "target": path.target.value if path else None,
        "target_qualifier": path.target.qualifier if path else None,
        "required_percent_a_year": path.required if path else None,
        "observed_percent_a_year": path.observed if path else None,
        "reached": path.reached if path else None,
        "on_track": path.on_track if path else None,
        "forecast": path.forecast.value if path and path.forecast else None,
        "forecast_reaches": path.forecast_reaches if path else None,
    }


def _in_base_units(printed: float, mult: int) -> float:
    return scaled(repr(printed), mult)
