"""Rows of a table chosen by what stands in their columns, before anything is guessed: own_code=5 and sex=T."""

import re
from dataclasses import replace
from functools import reduce
from operator import and_

import polars as pl

from core.importing.layout import BadLayout
from core.importing.recognise import check_columns
from core.importing.table import ForeignTable
from core.words import gettext, in_words

AND = re.compile(r"\s+and\s+", re.IGNORECASE)
CONDITION = re.compile(r"(?P<column>[^=!]+?)\s*(?P<sign>!=|=)\s*(?P<text>.*)")
MOST_SHOWN = 8


def chosen(table: ForeignTable, conditions: str) -> ForeignTable:
    """The table with the rows that meet all conditions: COLUMN=TEXT, or COLUMN!=TEXT, joined by `and`.

    Raises BadLayout where a condition has another form, names a missing column, or no row meets all.
    """
    if not conditions.strip():
        return table
    keep = reduce(and_, (_condition(table, match) for match in conditions_of(conditions)))
    frame = table.frame.filter(keep)
    if frame.is_empty():
        raise BadLayout(
            "{name} has no row where {conditions}: leave a condition out.", name=table.name, conditions=conditions[:80]
        )
    detail = f"rows where {conditions.strip()}: {frame.height:,} of {table.frame.height:,}"
    return replace(table, frame=frame, details=(*table.details, detail))


def conditions_of(text: str) -> list[re.Match[str]]:
    """The conditions that a text joins by `and`. Raises BadLayout where one has another form."""
    matches = []
    for part in AND.split(text.strip()):
        match = CONDITION.fullmatch(part.strip())
        if match is None:
            raise BadLayout("“{text}” is not a condition: write COLUMN=TEXT and COLUMN!=TEXT.", text=part.strip()[:80])
        matches.append(match)
    return matches


def _condition(table: ForeignTable, match: re.Match[str]) -> pl.Expr:
    """Whether a row meets one condition. Raises BadLayout."""
    column, text_wanted = match["column"].strip(), match["text"].strip().strip("'\"")
    check_columns(table, [column])
    same = pl.col(column).fill_null("") == text_wanted
    if match["sign"] == "!=":
        return ~same
    if not table.frame.select(same.any()).item():
        there = table.frame[column].drop_nulls().unique(maintain_order=True)
        shown = in_words(there.head(MOST_SHOWN).str.slice(0, 40))
        more = gettext(" … ({count:,} in all)", count=there.len()) if there.len() > MOST_SHOWN else ""
        raise BadLayout(
            "{name} has no row with {column}={wanted}: there are {shown}{more}.",
            name=table.name,
            column=column,
            wanted=text_wanted[:80],
            shown=shown,
            more=more,
        )
    return same
