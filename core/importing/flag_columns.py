"""Columns of flags beside columns of figures: each flag is set behind its figure, as Eurostat's TSV has them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import polars as pl

from core.importing.gaps import no_letters
from core.importing.numbers import EUROSTAT, decimal_sign, numbers
from core.importing.table import ForeignTable
from core.workbook.status import STATUSES

UNNAMED = re.compile(r"column \d+")
"""The name of a column without a header."""
FLAG = re.compile(
    r"(?P<of>.*?)[\s_.\-:(]*(?:obs_?)?(?:flags?|status|symbols?|标志|标记)\)?(?: \(\d+\))?", re.IGNORECASE
)
VALUE = re.compile(r"(?P<of>.+?)[\s_.\-:(]+(?:obs_?)?(?:values?|figures?|数值)\)?", re.IGNORECASE)
LETTERS = "".join({*STATUSES, *EUROSTAT, *map(str.lower, STATUSES)})
FEW = 0.3
"""The share of broken figures that is allowed beside a column whose header says flags."""
FLAGS = rf"^[(\[]?(?:[{LETTERS}] ?){{1,3}}[)\]]?$"


def with_flags_behind(table: ForeignTable) -> ForeignTable:
    """The table with the flags of each column of flags after the figures of the column before it.

    A column is one of flags where its header is empty or says so, and all its texts are letters of flags. A column
    whose header says so stays beside a single column of figures: it is the column of the status.
    """
    pairs = list(_pairs(table))
    if not pairs or (len(pairs) == 1 and _says_of(pairs[0][1]) == ""):
        return table
    flagged = [pl.concat_str(pl.col(value).fill_null(pl.when(pl.col(flag).is_not_null()).then(pl.lit(":"))),
                             pl.col(flag).str.strip_chars("()[] "), separator=" ", ignore_nulls=True)
               .replace("", None).alias(value) for value, flag in pairs]  # fmt: skip
    frame = table.frame.with_columns(flagged).drop(flag for _, flag in pairs)
    frame = frame.rename(_bare({value for value, _ in pairs}, frame.columns))
    which = f"of {len(pairs)} columns" if len(pairs) > 1 else f"behind {pairs[0][0]}"
    return replace(table, frame=frame, details=(*table.details, f"flags {which}"))


def _pairs(table: ForeignTable) -> Iterator[tuple[str, str]]:
    """Each column of figures with its column of flags, which stands behind it or bears its name."""
    names = table.columns
    flags_of = {name: of for name in names if (of := _says_of(name)) is not None}
    by_name = {of: name for name, of in flags_of.items() if of}
    behind = {value: name for value, name in pairwise(names) if not flags_of.get(name, name) or UNNAMED.fullmatch(name)}
    for value in names:
        bare = VALUE.fullmatch(value)
        flag = by_name.get(value) or by_name.get(bare["of"] if bare else "") or behind.get(value, "")
        if flag and flag != value and _are_flags(table, value, flag):
            yield value, flag


def _says_of(header: str) -> str | None:
    """The column whose flags a header names: gdp for gdp_flag, empty for flag; null for any other header."""
    match = FLAG.fullmatch(header)
    return match["of"] if match else None


def _are_flags(table: ForeignTable, value: str, flag: str) -> bool:
    """Whether one column holds only letters of flags, or nothing, and the other one figures."""
    flags, texts = table.frame[flag].drop_nulls(), table.frame[value].drop_nulls()
    if not flags.str.contains(FLAGS).all() or (UNNAMED.fullmatch(flag) and not flags.len()):
        return False
    solid = no_letters(texts.head(2000).unique())
    bad = numbers(solid, decimal_sign(solid))["bad"].sum()
    return bool(solid.len()) and bad <= (0 if UNNAMED.fullmatch(flag) else FEW * solid.len())


def _bare(values: set[str], columns: list[str]) -> dict[str, str]:
    """The headers such as `2019 value` without the word, where the rest is unique."""
    matches = {name: VALUE.fullmatch(name) for name in values}
    bare = {name: match["of"] for name, match in matches.items() if match}
    return bare if len({*bare.values(), *columns}) == len(bare) + len(columns) else {}
