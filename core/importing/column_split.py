"""Columns that hold several things are split: Eurostat's first column, and SDMX codes with their names."""

import re
from dataclasses import replace
from itertools import pairwise

import polars as pl

from core.importing.attributes import with_attributes_noted
from core.importing.flag_columns import with_flags_behind
from core.importing.headers import VALUE_HEADERS, header_of
from core.importing.sdmx_codes import with_own_codes
from core.importing.table import ForeignTable

ACROSS = "\\"
"""In Eurostat's TSV `freq,unit,geo\\TIME_PERIOD` heads a column of three parts; the other columns are periods."""
STRUCTURE_NAME = "STRUCTURE_NAME"
LABEL = ": "
"""In SDMX-CSV with labels `REF_AREA: Reference area` heads cells such as `AT: Austria`."""


def split_columns(table: ForeignTable) -> ForeignTable:
    """The table with a column for each thing; the same table where no header says that there are several."""
    first = table.columns[0]
    names = first.partition(ACROSS)[0].split(",")
    if ACROSS in first and len(names) > 1:
        table = replace(
            _with(table, first, names, ","),
            details=(*table.details, f"dataset {dataset_of(table.name)}"),
        )
    labelled = [name for name in table.columns if LABEL in name]
    for name in labelled if len(labelled) > 1 else []:
        code = name.partition(LABEL)[0]
        if f"{code}_name" not in table.columns and code not in table.columns:
            table = _with(table, name, [code, f"{code}_name"], LABEL)
    with_labels = _labels_named(table) if STRUCTURE_NAME in table.columns else table
    return with_flags_behind(with_attributes_noted(with_own_codes(_with_values(with_labels))))


def _with_values(table: ForeignTable) -> ForeignTable:
    """The table with a column of figures, where SDMX leaves it out of rows that only remove figures."""
    headers = {header_of(name) for name in table.columns}
    if "action" not in headers or "structure_id" not in headers or headers & VALUE_HEADERS:
        return table
    return replace(table, frame=table.frame.with_columns(pl.lit(None, pl.String).alias("OBS_VALUE")))


def dataset_of(text: str) -> str:
    """The code of a dataset, of a file's name or of an SDMX dataflow: DF_GDP of OECD.CFE:DSD_REG@DF_GDP(2.0)."""
    if ":" in text or "@" in text or "(" in text:
        return re.split(r"[:@]", text.partition("(")[0])[-1].strip()
    stem = text.partition(".")[0]
    return re.sub(r"^estat_|_linear.*$|_tabular.*$| ?\(\d+\)$", "", stem, flags=re.IGNORECASE)


def _labels_named(table: ForeignTable) -> ForeignTable:
    """The table of SDMX-CSV 2.0 with names beside codes: the column behind REF_AREA is REF_AREA_name."""
    columns = table.columns
    pairs = pairwise(columns)
    names = {label: f"{code}_name" for code, label in pairs if code.isupper() and not label.isupper()}
    return replace(table, frame=table.frame.rename(names)) if not set(names.values()) & set(columns) else table


def _with(table: ForeignTable, column: str, names: list[str], sign: str) -> ForeignTable:
    """The table with the parts of a column in its place; a last part that no cell has is left out."""
    parts = table.frame[column].str.splitn(sign, len(names)).struct.rename_fields(names).struct.unnest()
    stripped = parts.select(pl.all().str.strip_chars())
    full = stripped.select(part for part in stripped.iter_columns() if part.name == names[0] or part.drop_nulls().len())
    place = table.frame.columns.index(column)
    before, after = table.frame.columns[:place], table.frame.columns[place + 1 :]
    columns = [
        *table.frame.select(before).iter_columns(),
        *full.iter_columns(),
        *table.frame.select(after).iter_columns(),
    ]
    if len({part.name for part in columns}) < len(columns):
        return table
    return replace(table, frame=pl.DataFrame(columns))
