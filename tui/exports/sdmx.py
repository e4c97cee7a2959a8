"""Figures as SDMX-CSV, in its versions 1.0 and 2.0, and what no form of SDMX holds."""

import polars as pl

from core.words import gettext, in_words, marked, with_note
from core.workbook.workbook import Workbook
from data.frame_csv import frame_csv
from tui.exports.sdmx_frame import DATAFLOW, sdmx_frame

UNHELD: dict[str, str] = marked(
    {
        "formulas": "formulas", "groups": "groups", "methods": "methods", "cluster_lists": "lists of clusters",
        "trends": "trends", "claims": "claims", "rules": "rules", "targets": "targets", "events": "events",
        "scenarios": "scenarios",
    }
)  # fmt: skip
"""What of a workbook has no place in SDMX data and its structure."""


def as_sdmx_2(workbook: Workbook) -> bytes:
    """SDMX-CSV 2.0: STRUCTURE, STRUCTURE_ID and ACTION (I, information) before the observation.

    OBS_VALUE is in 10 to the power UNIT_MULT of UNIT_MEASURE, with DECIMALS digits as printed. (SDMX 3.0, SDMX-CSV 2.0)
    """
    return _as_csv({"STRUCTURE": "dataflow", "STRUCTURE_ID": DATAFLOW, "ACTION": "I"}, workbook)


def as_sdmx_1(workbook: Workbook) -> bytes:
    """SDMX-CSV 1.0: DATAFLOW before the observation. (SDMX 2.1, SDMX-CSV 1.0)"""
    return _as_csv({"DATAFLOW": DATAFLOW}, workbook)


def _as_csv(head: dict[str, str], workbook: Workbook) -> bytes:
    return frame_csv(sdmx_frame(workbook).select(*(pl.lit(text).alias(name) for name, text in head.items()), pl.all()))


def unheld(workbook: Workbook) -> str:
    """The sentence on what of a workbook SDMX has no place for."""
    formulas = workbook.figures.whole().select((pl.col("formula") != "").sum()).item()
    counts = {name: formulas if name == "formulas" else len(workbook.entries(name)) for name in UNHELD}
    parts = [with_note(gettext(UNHELD[name]), f"{count:,}") for name, count in counts.items() if count]
    return gettext(
        "SDMX has no place for {parts}: they are left out.",
        parts=in_words([*parts, gettext("the trail and who put a figure in")]),
    )
