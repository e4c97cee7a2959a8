"""The reason why a row of a file is refused: the first one, in the words for a typed figure."""

from collections.abc import Iterator
from typing import TypeAlias

import polars as pl

from core.importing.gaps import ERROR
from core.importing.removals import IS_BROAD, refusal_of_open_rows
from core.words import gettext
from core.workbook.figure import keeps_digits
from core.workbook.refusals import LARGEST, NO_LETTER, TOO_LARGE, TOO_MANY_DIGITS, WITH_NUMBER
from core.workbook.status import QUALIFIERS, STATUSES, WITHOUT_VALUE

Reason: TypeAlias = tuple[pl.Expr, pl.Expr]

SAFE = 15
"""The number of significant digits that every double keeps."""
WRITTEN = pl.col("written").fill_null("").str.slice(0, 40)
"""The part of a cell that a sentence quotes."""


def with_reasons(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with `why`: the first reason why a row is refused, null for the others."""
    judged = frame.with_columns(is_kept=all_digits_kept(frame))
    removes = frame["action"].null_count() < frame.height
    reasons = [(condition.fill_null(value=False), reason) for condition, reason in _reasons(removes=removes)]
    is_refused = judged.select(pl.any_horizontal(condition for condition, _ in reasons)).to_series()
    first = pl.lit(None, pl.String)
    for condition, reason in reversed(reasons):
        first = pl.when(condition).then(reason).otherwise(first)
    why = pl.Series("why", [None], pl.String).new_from_index(0, frame.height)
    return frame.with_columns(why.scatter(is_refused.arg_true(), judged.filter(is_refused).select(first).to_series()))


def all_digits_kept(frame: pl.DataFrame) -> pl.Series:
    """Of each row whether its `value` keeps every digit of its `number`; only numbers of many digits are examined."""
    long = frame.select("number", "value").filter(pl.col("number").str.len_bytes() > SAFE)
    pairs = long.filter(pl.col("number").str.count_matches(r"\d") > SAFE).unique()
    changed = [text for text, value in pairs.iter_rows() if not keeps_digits(text, value)]
    return frame["number"].is_in(changed).not_().fill_null(value=True)


def _refusal(sentence: str, *parts: pl.Expr) -> pl.Expr:
    """A sentence of refusal without its point, as it stands behind a row."""
    return pl.format(sentence.removesuffix("."), *parts)


def _reasons(*, removes: bool) -> list[Reason]:
    """Every reason, in order; those of rows that remove figures only where there may be such rows."""
    return [*_of_cells(), *_of_keys(removes=removes), *_of_marks(), *_of_amount()]


def _of_cells() -> Iterator[Reason]:
    yield (
        pl.any_horizontal(pl.col("unit", "indicator", "period_text").str.contains(ERROR)),
        pl.lit(gettext("its unit, indicator or period is an error of a formula: correct the cell")),
    )
    yield (
        pl.col("written").str.contains(ERROR) & pl.col("bad"),
        pl.format(gettext("“{}” is an error of a formula, in column {}: correct the cell"), WRITTEN, pl.col("column")),
    )
    yield pl.col("bad"), pl.format(gettext("“{}” is not a number: correct the cell"), WRITTEN)


def _of_keys(*, removes: bool) -> Iterator[Reason]:
    text = pl.col("period_text").fill_null("").str.slice(0, 40)
    yield pl.col("unit").is_null(), pl.lit(gettext("it names no unit: fill the cell"))
    yield pl.col("indicator").is_null(), pl.lit(gettext("it names no indicator: fill the cell"))
    if removes:
        yield refusal_of_open_rows()
    yield (
        pl.col("period").is_null() & (~IS_BROAD if removes else True),
        pl.format(gettext("“{}” is not a period: write 2023, 2024-Q3 or 2020-06"), text),
    )
    yield pl.col("bad_vintage"), pl.lit(gettext("its vintage is not a date: write 2024, 2024-03 or 2024-03-31"))


def _of_marks() -> Iterator[Reason]:
    status, letter = pl.col("status"), pl.col("letter").fill_null("").str.slice(0, 20)
    yield (
        pl.col("bad_power"),
        pl.lit(gettext("its power of ten is not a whole number from -30 to 30: correct the cell")),
    )
    yield ~status.is_in(list(STATUSES)), _refusal(NO_LETTER, letter, pl.lit(" ".join(STATUSES)))
    yield (
        ~pl.col("qualifier").is_in(list(QUALIFIERS)),
        pl.lit(gettext("its qualifier is none of exact, over, nearly, about")),
    )
    yield (
        status.is_in(list(WITHOUT_VALUE)) & pl.col("number").is_not_null(),
        _refusal(WITH_NUMBER, status, status.replace(STATUSES)),
    )


def _of_amount() -> Iterator[Reason]:
    yield ~pl.col("is_kept"), _refusal(TOO_MANY_DIGITS, WRITTEN)
    yield pl.col("value").is_infinite() | (pl.col("value").abs() > LARGEST), _refusal(TOO_LARGE, WRITTEN)
