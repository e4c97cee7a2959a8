"""Columns that hold several things, taken apart: Eurostat's first column, and SDMX codes with their names."""

from dataclasses import replace

import polars as pl

from core.importing.table import ForeignTable

ACROSS = "\\"
"""In Eurostat's TSV `freq,unit,geo\\TIME_PERIOD` heads a column of three things; the rest are periods."""
LABEL = ": "
"""In SDMX-CSV with labels `REF_AREA: Reference area` heads cells such as `AT: Austria`."""


def taken_apart(table: ForeignTable) -> ForeignTable:
    """The table with a column for each thing; the same table where no header says that there are several."""
    first = table.columns[0]
    names = first.partition(ACROSS)[0].split(",")
    if ACROSS in first and len(names) > 1:
        table = _with(table, first, names, ",")
    labelled = [name for name in table.columns if LABEL in name]
    for name in labelled if len(labelled) > 1 else []:
        code = name.partition(LABEL)[0]
        if f"{code}_name" not in table.columns and code not in table.columns:
            table = _with(table, name, [code, f"{code}_name"], LABEL)
    return table


def _with(table: ForeignTable, column: str, names: list[str], sign: str) -> ForeignTable:
    """The table with the parts of a column in its place; a last part that no cell has is left out."""
    parts = table.frame[column].str.splitn(sign, len(names)).struct.rename_fields(names).struct.unnest()
    stripped = parts.select(pl.all().str.strip_chars())
    whole = stripped.select(one for one in stripped.iter_columns() if one.name == names[0] or one.drop_nulls().len())
    place = table.frame.columns.index(column)
    before, after = table.frame.columns[:place], table.frame.columns[place + 1 :]
    columns = [
        *table.frame.select(before).iter_columns(),
        *whole.iter_columns(),
        *table.frame.select(after).iter_columns(),
    ]
    if len({one.name for one in columns}) < len(columns):
        return table
    return replace(table, frame=pl.DataFrame(columns))
