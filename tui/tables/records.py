"""The rows of tables as records: raw values by column name, numbers in base units, null where there is none."""

from collections.abc import Iterator
from typing import TypeAlias

from core.derive.ratio import ratio_of
from core.workbook.entry import Language
from core.workbook.workbook import Workbook, indicator_of, unit_of

Record: TypeAlias = dict[str, str | float | bool | None]


def figure_records(workbook: Workbook, language: Language) -> Iterator[Record]:
    """Every figure with all that is known of it."""
    for (unit, code), series in workbook.figures.items():
        entry = indicator_of(workbook, code)
        unit_name = unit_of(workbook, unit).name(language)
        head: Record = {
            "unit": unit, "unit_name": unit_name, "indicator": code, "indicator_name": entry.name(language),
        }  # fmt: skip
        for figure in series:
            ratio = ratio_of(workbook, figure)
            yield {
                **head, "period": figure.period, "vintage": figure.vintage, "value": figure.value,
                "measure": entry.measure, "status": figure.status, "qualifier": figure.qualifier,
                "source": figure.source, "note": figure.note, "formula": figure.formula, "printed_mult": figure.mult,
                "printed_decimals": figure.decimals, "author": figure.author, "time": figure.time,
                "ratio_agrees": ratio.agrees if ratio else None,
            }  # fmt: skip
