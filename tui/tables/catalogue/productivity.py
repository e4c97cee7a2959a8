"""Growth of total factor productivity: what of a unit's growth neither more capital nor more labour explains."""

from collections.abc import Iterator
from itertools import pairwise

from core.analysis.productivity import solow_residual
from core.derive.growth import growth
from tui.tables.query import BadOption, QueryContext
from tui.tables.spec import Record, TableSpec, numbers, texts

PARTS = ("output", "capital", "labour")
USUAL_SHARE = 1 / 3
"""Of capital in income, where none is named."""


def _rows(query: QueryContext) -> Iterator[Record]:
    """One row for each unit and year for which all three grow from a year that is known. Raises BadOption."""
    share = USUAL_SHARE if query.options.capital_share is None else query.options.capital_share
    if not 0 <= share <= 1:
        raise BadOption("The share of capital is between 0 and 1, not {share:g}: write 0.33 for a third.", share=share)
    indicators = [query.workbook.indicator(getattr(query.options, part)).code for part in PARTS]
    for unit in query.workbook.units:
        yield from _of_unit(query, unit, indicators, share)


def _of_unit(query: QueryContext, unit: str, indicators: list[str], share: float) -> Iterator[Record]:
    known = [
        {figure.period: figure.value for figure in query.workbook.series(unit, code).known()} for code in indicators
    ]
    years = sorted(set(known[0]).intersection(*known[1:]))
    for before, now in pairwise(years):
        rates = [growth(of[before], of[now]) for of in known]
        if not any(rate is None for rate in rates):
            output, capital, labour = (rate or 0.0 for rate in rates)
            residual = solow_residual(output, capital, labour, share)
            yield {
                "unit": unit, "since": before, "period": now, "output": output, "capital": capital, "labour": labour,
                "productivity": residual.growth, "contribution": residual.contribution,
            }  # fmt: skip


TABLE = TableSpec(
    "Total factor productivity",
    (
        *texts("unit", "since", "period"),
        *numbers("output", "capital", "labour", "productivity", unit="% since", form=".2f"),
        *numbers("contribution", form=".3f"),
    ),
    _rows,
    options=(*PARTS, "capital_share"),
    filters=("unit", "period"),
    needs=PARTS,
)
