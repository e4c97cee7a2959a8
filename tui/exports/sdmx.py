"""Figures as SDMX-CSV, in its versions 1.0 and 2.0."""

from collections.abc import Iterator
from decimal import Decimal

from core.workbook.figure import Figure
from core.workbook.sdmx_period import sdmx_period
from core.workbook.workbook import Workbook
from data.frame_csv import frame_csv
from tui.exports.sdmx_frame import sdmx_frame
from tui.exports.tables import Table, as_csv
from tui.tables.records import Record

DATAFLOW = "JINGDEX:FIGURES(1.0)"
PARTS = (
    "REF_AREA", "INDICATOR", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE", "UNIT_MULT", "DECIMALS",
    "VINTAGE", "QUALIFIER", "SOURCE", "COMMENT_OBS",
)  # fmt: skip


def as_sdmx_2(workbook: Workbook) -> bytes:
    """SDMX-CSV 2.0: STRUCTURE, STRUCTURE_ID and ACTION (I, information) before the observation.

    OBS_VALUE is in 10 to the power UNIT_MULT of UNIT_MEASURE, with DECIMALS digits as printed. (SDMX 3.0, SDMX-CSV 2.0)
    """
    return _as_csv({"STRUCTURE": "dataflow", "STRUCTURE_ID": DATAFLOW, "ACTION": "I"}, workbook)


def as_sdmx_1(workbook: Workbook) -> bytes:
    """SDMX-CSV 1.0: DATAFLOW before the observation. (SDMX 2.1, SDMX-CSV 1.0)"""
    return _as_csv({"DATAFLOW": DATAFLOW}, workbook)


def _as_csv(head: dict[str, str], workbook: Workbook) -> bytes:
    if not workbook.figures.is_frame:
        return as_csv(Table((*head, *PARTS), [{**head, **row} for row in _rows(workbook)]))

    return frame_csv(sdmx_frame(workbook, head).select(*head, *PARTS))


def _rows(workbook: Workbook) -> Iterator[Record]:
    for series in workbook.figures.values():
        for figure in series:
            indicator = workbook.indicators.get(figure.indicator)
            yield _row(figure, indicator.measure if indicator else "")


def _row(figure: Figure, measure: str) -> Record:
    return {
        "REF_AREA": figure.unit,
        "INDICATOR": figure.indicator,
        "TIME_PERIOD": sdmx_period(figure.period),
        "OBS_VALUE": None if figure.value is None else _printed(figure.value, figure.mult),
        "OBS_STATUS": figure.status,
        "UNIT_MEASURE": measure,
        "UNIT_MULT": figure.mult,
        "DECIMALS": figure.decimals,
        "VINTAGE": figure.vintage,
        "QUALIFIER": figure.qualifier,
        "SOURCE": figure.source,
        "COMMENT_OBS": figure.note,
    }


def _printed(value: float, mult: int) -> float:
    return float(Decimal(repr(value)).scaleb(-mult))
