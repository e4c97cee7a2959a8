"""What each revision of a series changed: the figure before and after, and every score and rank that it moved."""

from collections.abc import Iterator

from core.releases.score_changes import Effect, effects
from core.workbook.figure import Series
from tui.frame.detail import series_name
from tui.releases.sheet import triangle_sheet
from tui.tables.query import BadOption, QueryContext
from tui.tables.sections import Section
from tui.tables.spec import Record, TableSpec, numbers, texts, wholes


def _effects(query: QueryContext) -> Iterator[Effect]:
    """Of the series that is named, or of one period."""
    return effects(query.workbook, query.derived, *_series(query), query.options.period or "")


def _series(query: QueryContext) -> tuple[str, str]:
    return query.named_unit(query.options.unit), query.named_indicator(query.options.indicator)


def _rows(query: QueryContext) -> Iterator[Record]:
    for effect in _effects(query):
        old, new = effect.earlier, effect.revision.figure
        head: Record = {
            "unit": new.unit, "indicator": new.indicator, "period": new.period, "release_before": old.vintage,
            "release": new.vintage, "value_before": old.value, "value": new.value,
            "change_percent": effect.revision.change,
        }  # fmt: skip
        if not effect.moved:
            yield head
        for change in effect.moved:
            yield {
                **head, "method": change.method, "scored_unit": change.unit, "scored_period": change.period,
                "score_before": change.before, "score": change.after,
                "rank_before": change.rank_before, "rank": change.rank_after,
            }  # fmt: skip


def _sections(query: QueryContext) -> list[Section]:
    """The triangle, value by period and release, and what each revision moved in scores and tables."""
    (unit, indicator), period = _series(query), query.options.period
    series = query.workbook.series(unit, indicator)
    if period is not None:
        series = Series.of(figure for figure in series if figure.period == period)
        if not series.figures:
            raise BadOption(
                "{indicator} of {unit} has no figure in {period}: name another period, or none.",
                indicator=indicator,
                unit=unit,
                period=period,
            )
    sheet = triangle_sheet(query.workbook, series, _effects(query), query.wording)
    return [Section(series_name(unit, indicator, query.workbook, query.wording), sheet)]


TABLE = TableSpec(
    "What revisions moved",
    (
        *texts("unit", "indicator", "period", "release_before", "release"),
        *numbers("value_before", "value", "change_percent"),
        *texts("method", "scored_unit", "scored_period"),
        *numbers("score_before", "score"),
        *wholes("rank_before", "rank"),
    ),
    _rows,
    options=("unit", "indicator", "period"),
    needs=("unit", "indicator"),
    sections=_sections,
)
