"""A series carried on: the later periods with the bounds within which they lie with 80 and 95 per cent."""

from dataclasses import asdict

from tui.forecast.sheet import forecast_sections, outlook_of
from tui.tables.query import QueryContext
from tui.tables.spec import Record, TableSpec, numbers, texts


def _rows(query: QueryContext) -> list[Record]:
    outlook = outlook_of(query)
    newest = outlook.used[-1]
    head = {"unit": newest.unit, "indicator": newest.indicator, "status": "F", "model": outlook.model}
    return [{**head, **asdict(forecast)} for forecast in outlook.forecasts]


TABLE = TableSpec(
    "Forecast",
    (
        *texts("unit", "indicator", "period"),
        *numbers("value"),
        *texts("status"),
        *numbers("low_80", "high_80", "low_95", "high_95"),
        *texts("model"),
    ),
    _rows,
    options=("unit", "indicator", "to", "model"),
    sections=forecast_sections,
    needs=("unit", "indicator"),
)
