"""SDMX attributes without a field of a figure, stored in its note: confidentiality, the value before a break."""

import re
from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from core.importing.headers import HEADERS, header_of
from core.importing.table import LINE, ForeignTable

HELD: Mapping[str, str] = {
    "CONF_STATUS": "F", "PRE_BREAK_VALUE": "", "OBS_PRE_BREAK": "", "EMBARGO_TIME": "", "COVERAGE": "",
}  # fmt: skip
"""The attributes by their SDMX names, each with the value without information (F: free)."""
MISSING = ("#N/A", "NaN")
"""The texts of SDMX-CSV for an intentionally missing attribute."""
NUMBERS = ("UNIT_MULT", "DECIMALS")
COMMENT, VALUE = "COMMENT_OBS", "obs_value"
ONE = rf"(?:{'|'.join(HELD)})=[^;\[\]]*"
IN_NOTE = re.compile(rf"(?P<text>.*?)\s*\[(?P<held>{ONE}(?:; {ONE})*)\]", re.DOTALL)


def with_attributes_noted(table: ForeignTable) -> ForeignTable:
    """The table of SDMX with such attributes after its notes, as [CONF_STATUS=C; PRE_BREAK_VALUE=1.2].

    A text for an intentionally missing attribute is left out.
    """
    if not any(header_of(name) == VALUE for name in table.columns):
        return table
    table = replace(table, frame=_without_signs(table.frame))
    names = {name.upper(): name for name in table.columns if name.upper() in HELD}
    if not names:
        return table
    parts = [_part(key, pl.col(column)) for key, column in names.items()]
    joined = pl.concat_str(parts, separator="; ", ignore_nulls=True)
    attributes = pl.format("[{}]", pl.when(joined != "").then(joined))
    note = next((name for name in table.columns if header_of(name) in HEADERS["note"]), COMMENT)
    own = [pl.col(note)] if note in table.columns else []
    text = pl.concat_str([*own, attributes], separator=" ", ignore_nulls=True)
    frame = table.frame.with_columns(pl.when(text != "").then(text).alias(note)).drop(names.values())
    return replace(table, frame=frame, details=(*table.details, f"notes {', '.join(names)}"))


def _without_signs(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows without the signs of missing attributes; NaN is a sign only among numbers, and figures keep theirs."""
    texts = [name for name in frame.columns if name != LINE and header_of(name) != VALUE]
    signs = {name: MISSING if name.upper() in (*HELD, *NUMBERS) else MISSING[:1] for name in texts}
    has_sign = frame.select(pl.col(name).is_in(signs[name]).any() for name in texts).row(0) if texts else ()
    odd = [name for name, is_there in zip(texts, has_sign, strict=True) if is_there]
    return frame.with_columns(pl.col(name).replace(dict.fromkeys(signs[name])) for name in odd) if odd else frame


def _part(key: str, column: pl.Expr) -> pl.Expr:
    """NAME=VALUE; null where the value has no information. Separators within it become blanks."""
    text = column.replace({HELD[key]: None, "": None})
    return pl.format("{}={}", pl.lit(key), text.str.replace_all(r"[;\[\]]", " "))


def attributes_of(note: str) -> tuple[str, dict[str, str]]:
    """A note without its attributes, and the attributes."""
    match = IN_NOTE.fullmatch(note)
    if not match:
        return note, {}
    pairs = (part.partition("=") for part in match["held"].split("; "))
    return match["text"], {key: text for key, _, text in pairs}
