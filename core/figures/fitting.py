"""The rows of many figures that fit a filter."""

import operator
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from core.figures.codes import TEXT_COLUMNS, Codes, Mask, TextColumn
from core.figures.filter import BadFilter, Condition, Term, Word
from core.progress import Progress
from core.workbook.figure import scaled
from core.workbook.figure_text import MISSING_WORDS, WRITTEN
from core.workbook.period import FORM, period
from core.workbook.scale import SCALES
from core.workbook.workbook import Workbook

Compare: TypeAlias = Callable[[NDArray[np.float64], float], Mask]

COMPARED: dict[str, Compare] = {
    "=": operator.eq,
    "~": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
DIGITS = re.compile(rf"(?P<number>-?[\d.,]*\d[\d.,]*)(?:{'|'.join(SCALES)}|%)?")
YEAR = re.compile(r"\d{1,4}")


def fitting(query: Iterable[Term], codes: Codes, workbook: Workbook, progress: Progress) -> Mask | None:
    """A mask of the rows that hold every word and meet every condition; null where the filter is empty.

    `progress` is called with 0 before each column. Raises BadFilter where a condition compares with a text that
    is not a number, a year or a period.
    """
    mask: Mask | None = None
    for term in query:
        fits = (
            _holding(term.text, codes, workbook, progress)
            if isinstance(term, Word)
            else _meeting(term, codes, workbook)
        )
        fits = ~fits if term.turned else fits
        mask = fits if mask is None else mask & fits
        progress(0.0)
    return mask


def _holding(word: str, codes: Codes, workbook: Workbook, progress: Progress) -> Mask:
    """The rows that hold a word in any column."""
    mask = np.zeros(codes.frame.height, np.bool_)
    for name in TEXT_COLUMNS:
        progress(0.0)
        holding = codes.searched(name, workbook).str.contains(word, literal=True)
        if holding.any():
            mask |= codes[name].where(holding)
    if number := DIGITS.fullmatch(word):
        mask |= codes.with_digits(re.sub("[.,]", "", number["number"]))
    return mask


def _meeting(condition: Condition, codes: Codes, workbook: Workbook) -> Mask:
    match condition.column:
        case "value":
            return _values(condition, codes)
        case "year":
            years = [float(period(text).year) for text in codes["period"].texts]
            return codes["period"].where(_compared(condition, np.array(years), [_year(text) for text in condition.to]))
        case "period" if condition.sign[0] in "<>":
            ends = [period(text).end for text in codes["period"].texts]
            return codes["period"].where(_compared(condition, np.array(ends), [_end(text) for text in condition.to]))
        case column:
            return codes[column].where(_texts(column, condition, codes, workbook))


def _compared(condition: Condition, amounts: NDArray[np.float64], to: Sequence[float]) -> Mask:
    """A mask of the amounts that meet the condition for any of these numbers; for all of them with “not”."""
    masks = [COMPARED[condition.sign](amounts, number) for number in to]
    mask: Mask = (np.logical_and if condition.sign == "!=" else np.logical_or).reduce(masks)
    return mask


def _values(condition: Condition, codes: Codes) -> Mask:
    none = np.isnan(codes.values)
    if set(condition.to) <= {"", *MISSING_WORDS}:
        return ~none if condition.sign == "!=" else none
    return _compared(condition, codes.values, [_number(text) for text in condition.to]) & ~none


def _number(text: str) -> float:
    """A number as people write it: 1e9, 1.2万亿, 3.4bn, 5%. Raises BadFilter."""
    match = re.fullmatch(WRITTEN, text)
    if not match:
        raise BadFilter("“{text}” is not a number: write value>1e9, value>=1.2万亿 or value<3.4bn.", text=text)
    power = int((match["power"] or "e0")[1:]) + SCALES.get(match["scale"] or "", 0)
    return scaled(match["sign"] + match["number"].replace(",", ""), power)


def _year(text: str) -> float:
    if not YEAR.fullmatch(text):
        raise BadFilter("“{text}” is not a year: write year>2019, or period>2019-H1.", text=text)
    return float(text)


def _end(text: str) -> float:
    if not FORM.fullmatch(text.upper()):
        raise BadFilter("“{text}” is not a period: write period>2019 or period<=2024-H1.", text=text)
    return period(text.upper()).end


def _texts(column: TextColumn, condition: Condition, codes: Codes, workbook: Workbook) -> pl.Series:
    """A text that is the code or a name, or with ~ holds it; < and > compare codes as texts."""
    searched = codes.searched(column, workbook)
    if condition.sign == "~":
        return searched.str.contains_any(list(condition.to))
    if condition.sign[0] in "<>":
        own = searched.str.split("\n").list.first()
        compare = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}[condition.sign]
        among: pl.Series = compare(own, condition.to[0])
        return among & (own != "")
    equal = searched.str.split("\n").list.eval(pl.element().is_in(list(condition.to))).list.any()
    return equal if condition.sign == "=" else ~equal
