"""Texts typed on a figure."""

import random
from pathlib import Path

from chance import ODD

from core.workbook.typed_edit import FigurePlace, typed
from data.sets import read_set

PIECES = (*"0123456789.,-+=#()*/ ", "e12", "万", "亿", "bn", "%", "over", "prev", "this", " P ", "gdp", *ODD)


class FigureTexts:
    """Pieces of figures, formulas and notes, one after the other, typed on the first figure of the Beijing set."""

    def __init__(self, _: Path) -> None:
        self._workbook = read_set("beijing")
        series = next(iter(sorted(self._workbook.figures)))
        self._place = FigurePlace(*next(iter(self._workbook.series(*series))).key[:3])

    def __call__(self, chance: random.Random) -> None:
        """Type one text."""
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 12)))
        typed(self._workbook, self._place, text).apply(self._workbook)
