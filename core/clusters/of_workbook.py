"""The regions × industries × years of a workbook: units are the regions, indicators of one measure the industries."""

from collections import Counter
from collections.abc import Collection, Sequence

import polars as pl

from core.clusters.table import filled
from core.method.errors import MethodError
from core.workbook.entries import TOTAL
from core.workbook.figure_frame import by_release
from core.workbook.figure_store import Figures
from core.workbook.period import period
from core.workbook.workbook import Workbook


def sizes(workbook: Workbook, industries: Sequence[str] = (), whole: str | None = None) -> pl.DataFrame:
    """Columns region, industry, period, size, of the newest releases; the periods in time order.

    A missing figure is null: it is unknown, not 0. A unit that contains others is not a region, or their figures would
    count twice: units of kind `total`, and units of which two or more of the others are parts. Such a unit has rows
    only as the `whole`. Without a list the industries are the indicators that several units have in one measure, the
    most common one, else all indicators of that measure. Raises MethodError where an industry is not an indicator, and
    where there is no figure.
    """
    for code in industries:
        if code not in workbook.indicators:
            raise MethodError(
                "{code} is not an indicator of the workbook: correct the code, or leave it out.", code=code
            )
    codes = set(industries) or _several(workbook)
    rows = _newest(workbook.figures, codes)
    rows = rows.filter(~pl.col("region").is_in(_holding_others(workbook, set(rows["region"])) - {whole}))
    if rows["size"].null_count() == rows.height:
        raise MethodError("There is no table of regions and industries: name its indicators with --industries.")
    order = sorted(rows["period"].unique(), key=lambda text: (period(text).end, text))
    when = pl.col("period").replace_strict(order, range(len(order)))
    return filled(rows, None).sort(when, maintain_order=True)


def _newest(figures: Figures, codes: Collection[str]) -> pl.DataFrame:
    """Of each cell the newest release."""
    rows = by_release(figures.whole().filter(pl.col("indicator").is_in(list(codes))))
    newest = rows.unique(["unit", "indicator", "period"], keep="last", maintain_order=True)
    texts = newest.with_columns(pl.col("unit", "indicator", "period").cast(pl.String))
    return texts.select(region="unit", industry="indicator", period="period", size="value")


def _holding_others(workbook: Workbook, units: Collection[str]) -> set[str]:
    """The units that are a sum of others of these."""
    known = {code: workbook.units[code] for code in units if code in workbook.units}
    parts = Counter(unit.part_of for unit in known.values())
    return {code for code, unit in known.items() if unit.kind == TOTAL or parts[code] > 1}


def _several(workbook: Workbook) -> set[str]:
    units = Counter(code for _, code in workbook.figures)
    measures = {code: indicator.measure for code, indicator in workbook.indicators.items() if code in units}
    shared = {code for code in measures if units[code] > 1} or set(measures)
    counted = Counter(measures[code] for code in shared)
    return {code for code in shared if measures[code] == counted.most_common(1)[0][0]}
