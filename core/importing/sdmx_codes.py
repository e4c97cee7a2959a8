"""Codes as SDMX allows them: any sign that is none of A-Z a-z 0-9 _ @ $ - is written by its number."""

import re
import sys
from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from core.importing.table import ForeignTable

BARRED = re.compile(r"[^A-Za-z0-9_@$-]|_(?=x[0-9A-F]{4,6}_)")
"""Characters that SDMX identifiers exclude, and texts that look like a character written by its number."""
WRITTEN = re.compile(r"_x([0-9A-F]{4,6})_")
CODED = ("REF_AREA", "INDICATOR", "SOURCE")
NOT_APPLICABLE: Mapping[str, str] = {"VINTAGE": "_Z"}
"""The code for a dimension that does not apply to a figure (SDMX cross-domain guidelines, _Z)."""


def sdmx_code(code: str) -> str:
    """A code as an identifier of SDMX: 北京 is _x5317__x4EAC_."""
    return BARRED.sub(lambda match: f"_x{ord(match[0]):04X}_", code)


def own_code(text: str) -> str:
    """The code behind an identifier."""
    return WRITTEN.sub(lambda match: chr(int(match[1], 16)) if int(match[1], 16) <= sys.maxunicode else match[0], text)


def with_own_codes(table: ForeignTable) -> ForeignTable:
    """The table of SDMX with the codes that its identifiers stand for, and nothing where a dimension does not apply."""
    frame = table.frame
    for name in CODED:
        if name in frame.columns and frame[name].str.contains(WRITTEN.pattern).any():
            texts = frame[name].drop_nulls().unique().to_list()
            frame = frame.with_columns(pl.col(name).replace({text: own_code(text) for text in texts}))
    gaps = [pl.col(name).replace(sign, None) for name, sign in NOT_APPLICABLE.items() if name in frame.columns]
    return replace(table, frame=frame.with_columns(gaps))
