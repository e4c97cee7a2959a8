"""How wrong each model of a forecast was, one period ahead, about the periods held back, the best first."""

from tui.forecast.sheet import backtest_sections, outlook_of
from tui.tables.query import QueryContext
from tui.tables.spec import Record, TableSpec, numbers, texts, wholes


def _rows(query: QueryContext) -> list[Record]:
    outlook = outlook_of(query)
    newest = outlook.used[-1]
    return [
        {
            "unit": newest.unit,
            "indicator": newest.indicator,
            "model": backtest.model,
            "test_points": backtest.held_back,
            "mean_error": backtest.error,
            "rms_error": backtest.rms,
            "mean_error_percent": backtest.percent,
        }
        for backtest in outlook.backtests
    ]


TABLE = TableSpec(
    "Backtest",
    (
        *texts("unit", "indicator", "model"),
        *wholes("test_points"),
        *numbers("mean_error", "rms_error", scale_of="indicator"),
        *numbers("mean_error_percent", form=".2f"),
    ),
    _rows,
    options=("unit", "indicator", "to", "model"),
    sections=backtest_sections,
    needs=("unit", "indicator"),
)
