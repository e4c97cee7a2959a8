"""The order of many figures by one of their columns; what has nothing there comes last."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from core.figures.codes import NAMES_IN, TEXT_COLUMNS, Codes, TextColumn
from core.workbook.entries import Source
from core.workbook.entry import Language, Named
from core.workbook.workbook import Workbook


def ordered(
    codes: Codes, column: str, workbook: Workbook, language: Language, *, descending: bool
) -> NDArray[np.uint32]:
    """The rows by a column, and as they stand where it is the same: codes by their names, periods in time."""
    if column == "value":
        return by_amount(codes.values, descending=descending)
    name = next(one for one in TEXT_COLUMNS if one == column)
    ranks = codes.times if name == "period" else _ranks(codes[name].texts.to_list(), _namer(name, workbook, language))
    places = codes[name].places
    top = len(ranks)
    upward = np.where(ranks < 0, top, top - 1 - ranks if descending else ranks)
    smallest = upward.astype(np.min_scalar_type(top))
    return np.argsort(smallest.take(places), kind="stable").astype(np.uint32)


def by_amount(amounts: NDArray[np.float64], *, descending: bool) -> NDArray[np.uint32]:
    """The places of amounts in their order, those that are not a number last, and equal ones as they stand.

    Equal amounts get one number, and those numbers and the places are sorted as one: twice as fast as a stable sort.
    """
    keys = -amounts if descending else amounts
    places = np.argsort(keys).view(np.uint64)
    follows = keys.take(places)
    differs = follows[1:] != follows[:-1]
    differs[len(amounts) - np.count_nonzero(np.isnan(amounts)) :] = False
    del keys, follows
    numbers = np.cumsum(differs, dtype=np.uint64)
    numbers <<= np.uint64(32)
    places[1:] |= numbers
    places.sort()
    return places.astype(np.uint32)


def _ranks(texts: list[str], name: Callable[[str], str]) -> NDArray[np.intp]:
    """For each text its place by name, below 0 for an empty one."""
    ranks = np.empty(len(texts), np.intp)
    ranks[sorted(range(len(texts)), key=lambda at: name(texts[at]).casefold())] = np.arange(len(texts))
    ranks[[at for at, text in enumerate(texts) if not text]] = -1
    return ranks


def _namer(column: TextColumn, workbook: Workbook, language: Language) -> Callable[[str], str]:
    table = workbook.tables[NAMES_IN[column]] if column in NAMES_IN else {}

    def name(code: str) -> str:
        entry = table.get(code)
        if isinstance(entry, Named):
            return entry.name(language)
        return entry.title if isinstance(entry, Source) else code

    return name
