"""Files of Stata, SPSS and SAS, read by pyreadstat: labels become names, codes of missing values missing figures."""

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import numpy as np
import polars as pl

from core.importing.gaps import meant_gap
from core.importing.table import ForeignTable, foreign_table
from data.errors import FileError
from data.reading.limits import Limits, Reading
from data.reading.rows import Watch

READERS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    ".dta": ("Stata", "read_dta", ("encoding", "user_missing")),
    ".sav": ("SPSS", "read_sav", ("encoding", "user_missing")),
    ".zsav": ("SPSS", "read_sav", ("encoding", "user_missing")),
    ".por": ("SPSS", "read_por", ()),
    ".sas7bdat": ("SAS", "read_sas7bdat", ("encoding", "user_missing")),
    ".xpt": ("SAS", "read_xport", ("encoding",)),
}
"""The program of each suffix, the function of pyreadstat that reads its files, and its settings."""
STATA_PERIODS: dict[str, Callable[[int], str]] = {
    "%ty": str,
    "%th": lambda n: f"{1960 + n // 2}-H{n % 2 + 1}",
    "%tq": lambda n: f"{1960 + n // 4}-Q{n % 4 + 1}",
    "%tm": lambda n: f"{1960 + n // 12}-{n % 12 + 1:02}",
    "%tw": lambda n: f"{1960 + n // 52}-W{n % 52 + 1:02}",
}
"""The periods of numbers in Stata's formats of time, counted from the start of 1960."""
DAMAGED = (LookupError, OverflowError, TypeError, ValueError)
"""The errors of pyreadstat on a damaged file, or one in another encoding, beside its own."""
Metadata: TypeAlias = Any
"""The metadata of a file from pyreadstat."""


def read_statistical(path: Path, reading: Reading, limits: Limits, _watch: Watch) -> list[ForeignTable]:
    """The one table of a file of a statistical program. Raises FileError, also where pyreadstat is not installed."""
    program, function, settings = READERS[path.suffix.lower()]
    arguments = {"encoding": reading.encoding or None, "user_missing": True}
    if reading.encoding and "encoding" not in settings:
        raise FileError("{name} says its encoding itself: leave out --encoding.", name=path.name)
    library = _library(path, program)
    read = getattr(library, function)
    options = {name: value for name, value in arguments.items() if name in settings}
    try:
        _, metadata = read(path, metadataonly=True, **options)
        limits.check_shape(path.name, max(metadata.number_rows or 0, 0), len(metadata.column_names))
        columns, metadata = read(path, output_format="dict", **options)
    except (library.ReadstatError, library.PyreadstatError, *DAMAGED) as error:
        raise FileError(
            "{name} is not a {program} file that can be read ({error}): save it again.",
            name=path.name,
            program=program,
            error=error,
        ) from error
    frame = pl.DataFrame(dict(_columns({name: list(values) for name, values in columns.items()}, metadata)))
    if not frame.height:
        raise FileError("{name} has variables and no rows: name another file.", name=path.name)
    limits.check_shape(path.name, *frame.shape)
    labels = {name: label for name, label in metadata.column_names_to_labels.items() if label and label.strip()}
    return [replace(foreign_table(path.name, frame, program, first_line=1), labels=labels)]


def _library(path: Path, program: str) -> ModuleType:
    try:
        return importlib.import_module("pyreadstat")
    except ImportError as error:
        raise FileError(
            "{name} is a {program} file, which pyreadstat reads: pip install 'jingdex[stat]', or save it as CSV.",
            name=path.name,
            program=program,
        ) from error


def _columns(columns: Mapping[str, list[Any]], metadata: Metadata) -> list[tuple[str, pl.Series]]:
    """Each variable as texts; a variable of texts with labels has a second column for these."""
    columns_of_texts: list[tuple[str, pl.Series]] = []
    for name, values in columns.items():
        labels = metadata.variable_value_labels.get(name, {})
        texts = _texts(values, labels, name, metadata)
        columns_of_texts.append((name, pl.Series([texts.get(value) for value in values], dtype=pl.String)))
        name_column = f"{name}_name"
        if (
            labels
            and name_column not in columns
            and all(isinstance(value, str) for value in texts if value is not None)
        ):
            columns_of_texts.append((name_column, pl.Series([labels.get(value) for value in values], dtype=pl.String)))
    return columns_of_texts


def _texts(values: Sequence[Any], labels: Mapping[Any, str], name: str, metadata: Metadata) -> dict[Any, str | None]:
    """The text of each different value: the label, where all numbers have one; a letter for a missing value."""
    different = {value for value in values if value is not None}
    gaps = {value for value in different if _is_missing(value, name, metadata)}
    filled = different - gaps
    is_coded = bool(filled) and all(value in labels and not isinstance(value, str) for value in filled)
    single = metadata.readstat_variable_types.get(name) == "float"
    shape = STATA_PERIODS.get((metadata.original_variable_types.get(name) or "")[:3])
    texts: dict[Any, str | None] = {value: meant_gap(labels.get(value, "")) for value in gaps}
    for value in filled:
        if is_coded:
            texts[value] = labels[value]
        elif shape and isinstance(value, int | float):
            texts[value] = shape(int(value))
        else:
            texts[value] = _text(value, single=single)
    return texts


def _is_missing(value: object, name: str, metadata: Metadata) -> bool:
    """Whether a value is a code of a missing one: .a to .z, or in a range of SPSS."""
    ranges = metadata.missing_ranges.get(name, ())
    return value in metadata.missing_user_values.get(name, ()) or any(
        isinstance(value, str) == isinstance(span["lo"], str) and span["lo"] <= value <= span["hi"] for span in ranges
    )


def _text(value: Any, *, single: bool) -> str:  # noqa: ANN401 - of any type that a variable has
    """A value as text: whole numbers without a point, those of single precision with their own digits."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 2**53:
            return str(int(value))
        return str(np.float32(value)) if single else repr(value)
    return str(value)
