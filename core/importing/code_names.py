"""The names of codes, from the code lists of an SDMX structure, put beside the codes of a table of data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from core.frozen import frozen
from core.importing.column_split import dataset_of
from core.importing.sdmx_codes import own_code
from core.importing.table import ForeignTable, foreign_table
from core.workbook.edit import CompositeEdit, SetEntry
from core.workbook.entries import Indicator, Unit
from core.workbook.workbook import Workbook

DATAFLOW, SOURCE = "DATAFLOW", "SOURCE"
"""Columns beside the dimensions whose codes need names."""
COLUMN, CODE, ENGLISH, CHINESE = "column", "code", "name_en", "name_zh"
NAME, NAME_ZH = "_name", "_name_zh"
"""The suffixes of the headers of names, and of Chinese names, after the header of codes."""


@frozen
class CodeName:
    """The name of a code of a column; without a column, of the code in any column."""

    column: str
    code: str
    name_en: str
    name_zh: str

    @classmethod
    def of(cls, column: str, code: str, names: Mapping[str, str]) -> "CodeName":
        """The code with its names; without an English name, the first name that is not Chinese takes its place."""
        kinds = {language.partition("-")[0].casefold(): name for language, name in reversed(list(names.items()))}
        others = [name for language, name in kinds.items() if language != "zh"]
        return cls(column, own_code(code), kinds.get("en", others[-1] if others else ""), kinds.get("zh", ""))


def name_table(name: str, names: Sequence[CodeName], *details: str) -> ForeignTable:
    """The names of codes as a table."""
    schema = dict.fromkeys((COLUMN, CODE, ENGLISH, CHINESE), pl.String)
    rows = [(code_name.column, code_name.code, code_name.name_en, code_name.name_zh) for code_name in names]
    return foreign_table(name, pl.DataFrame(rows, schema=schema, orient="row"), *details, first_line=1)


def is_code_names(table: ForeignTable) -> bool:
    """Whether a table is one of the names of codes."""
    return table.columns == [COLUMN, CODE, ENGLISH, CHINESE]


def with_names(table: ForeignTable, structures: Iterable[ForeignTable]) -> ForeignTable:
    """The table of data with a column of names behind each column of codes that a structure names.

    Columns of names that the table has itself stay as they are.
    """
    names = pl.concat([structure.frame for structure in structures]).filter(pl.col(COLUMN).is_not_null())
    columns: list[pl.Series] = []
    for column in table.frame.iter_columns():
        columns.append(column)
        added = _name_columns(column, names.filter(pl.col(COLUMN) == column.name))
        columns += [text for text in added if text.name not in table.columns and text.null_count() < text.len()]
    return replace(table, frame=pl.DataFrame(columns))


def _name_columns(codes: pl.Series, names: pl.DataFrame) -> Iterator[pl.Series]:
    if names.is_empty():
        return
    if codes.name == DATAFLOW:
        flows = codes.drop_nulls().unique().to_list()
        codes = codes.replace({flow: dataset_of(flow) for flow in flows})
    for part, ending in ((ENGLISH, NAME), (CHINESE, NAME_ZH)):
        known = dict(names.select(CODE, part).drop_nulls().iter_rows())
        yield codes.replace_strict(known, default=None, return_dtype=pl.String).alias(f"{codes.name}{ending}")


def naming(table: ForeignTable, workbook: Workbook) -> CompositeEdit:
    """The edit that gives units and indicators of these codes the names that they lack; no name is replaced."""
    edits = []
    for code, english, chinese in table.frame.select(CODE, ENGLISH, CHINESE).unique(CODE, maintain_order=True).rows():
        kinds: tuple[tuple[str, Mapping[str, Unit | Indicator]], ...] = (
            ("units", workbook.units), ("indicators", workbook.indicators),
        )  # fmt: skip
        for kind, entries in kinds:
            if (before := entries.get(code)) and (after := _completed(before, english, chinese)) != before:
                edits.append(SetEntry(kind, before, after))
    return CompositeEdit(f"names of {table.name}: {len(edits):,} filled in", tuple(edits))


def _completed(entry: Unit | Indicator, english: str | None, chinese: str | None) -> Unit | Indicator:
    """The entry with these names where it has none but its code."""
    lacks = entry.name_en in {"", entry.code} and not (entry.name_zh and not english)
    completed = replace(entry, name_en=english) if lacks and english and english != entry.name_zh else entry
    return replace(completed, name_zh=chinese) if completed.name_zh in {"", entry.code} and chinese else completed
