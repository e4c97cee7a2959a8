"""How numbers and words are put on the screen: the language, and whether the terminal has more than ASCII."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from unicodedata import east_asian_width

from core.frozen import frozen
from core.words import filled
from core.workbook.entries import Indicator
from core.workbook.entry import Language, Named
from core.workbook.figure import Figure
from core.workbook.period_forms import in_form
from core.workbook.scale import PLAIN_STEPS, STEPS, shown_scale
from core.workbook.shown_periods import period_forms
from core.workbook.status import QUALIFIERS, STATUSES
from core.workbook.workbook import Workbook
from tui.grid.plain import plain
from tui.locale.catalogue import catalogue

NOTHING = "–"
ZEROS = r"\.0+(?!\d)|(\.\d*[1-9])0+(?!\d)"
"""Zeros at the end of a number behind its point."""
EVENT = "▲"
"""At an event, also on the time axis."""
TEN_YI = 10.0**9
MIXED = "≠"
"""Behind a ratio whose parts come from different releases."""


@frozen
class Wording:
    """The language of names and words, whether Chinese scale words can be shown at all, and the forms of periods."""

    language: Language = "en"
    unicode: bool = True
    forms: tuple[tuple[str, str], ...] = ()
    """How periods of each length are written; none in the workbook's own form."""

    def of(self, workbook: Workbook) -> "Wording":
        """The same with the forms in which a workbook shows periods."""
        forms = tuple(period_forms(workbook).items())
        return self if forms == self.forms else replace(self, forms=forms)

    def period(self, text: str) -> str:
        """A period as its publisher writes it."""
        return in_form(text, dict(self.forms))

    def period_width(self, texts: Iterable[str], least: int) -> int:
        """The cells of the widest of some periods as they are shown, at least so many."""
        shown = (self.period(text) for text in texts) if self.forms else ()
        return max([least, *(len(text) + sum(east_asian_width(sign) in "WF" for sign in text) for text in shown)])

    def word(self, english: str, /, **values: object) -> str:
        """A text in the language, with its values in their places, which are named: `{count} units`."""
        text = catalogue(self.language).gettext(english) if english else ""
        return filled(text, values) if values else text

    def name(self, entry: Named) -> str:
        """An entry's name, safe to show."""
        return plain(entry.name(self.language))

    def entry_text(self, text: str) -> str:
        """A note, title or definition, safe to show; those of the shipped sets have a translation."""
        return plain(catalogue(self.language).pgettext("set", text) if text else text)

    def unit(self, workbook: Workbook, code: str) -> str:
        """The name of the unit of this code, or the code."""
        known = workbook.units.get(code)
        return self.name(known) if known else plain(code)

    def indicator(self, workbook: Workbook, code: str) -> str:
        """The name of the indicator of this code, or the code."""
        known = workbook.indicators.get(code)
        return self.name(known) if known else plain(code)

    def code(self, workbook: Workbook, code: str) -> str:
        """The name of the node, indicator, unit or method of this code, or the code."""
        tables: tuple[Mapping[str, Named], ...] = workbook.indicators, workbook.units, workbook.methods
        names = [self.name(table[code]) for table in tables if code in table]
        nodes = [node for method in workbook.methods for node in workbook.placed(method) if node.code == code]
        names += [plain((self.language == "zh" and node.name_zh) or node.name_en or node.name_zh) for node in nodes]
        return next(filter(None, names), plain(code))

    def status(self, letter: str) -> str:
        """The meaning of a status letter."""
        return self.word(STATUSES[letter])

    def number(self, value: float, mult: int, decimals: int) -> str:
        """A number of base units in a scale, with the scale's word: 9,761亿, or 976.1bn where there is no Chinese."""
        shown = shown_scale(value, mult)
        decimals = min(decimals + shown - mult, 2) if shown > mult else decimals
        if not self.unicode and shown not in PLAIN_STEPS:
            plainer = shown_scale(value, mult, chinese=False)
            return f"{value / 10.0**plainer:,.{1 if plainer else decimals}f}{PLAIN_STEPS[plainer]}"
        words = STEPS if self.unicode else PLAIN_STEPS
        return f"{value / 10.0**shown:,.{decimals}f}{words[shown]}"

    def figure(self, figure: Figure | None, indicator: Indicator, width: int = 0) -> str:
        """A figure with its qualifier's sign, its scale and its status letter: >3.00万亿E, 42.9%, 0.8868, – O.

        Where a width is given it is rounded to so many cells: half a number reads as another number.
        """
        if figure is None:
            return NOTHING
        letter = "" if figure.status == "A" else figure.status
        if figure.value is None:
            return f"{NOTHING} {figure.status}"
        percent = "%" if indicator.measure == "PERCENT" else ""
        sign, end = QUALIFIERS[figure.qualifier], f"{percent}{letter}"
        if width:
            number = self.within(figure.value, figure.mult, figure.decimals, width - len(sign) - len(end))
        else:
            number = self.number(figure.value, figure.mult, figure.decimals)
        return f"{sign}{number}{end}"

    def within(self, value: float, mult: int, decimals: int, room: int) -> str:
        """A number with as many decimals as there is room for, else without signs for thousands, else as a power.

        What is shortened ends in no zero: 81.3, not 81.300000000 of the sixteen decimals that a program wrote.
        """
        from rich.cells import cell_len  # noqa: PLC0415 - what is printed as CSV does without Rich

        text = self.number(value, mult, decimals)
        if cell_len(text) <= room:
            return text
        for digits in range(decimals - 1, -1, -1):
            text = self.number(value, mult, digits)
            if cell_len(text) <= room:
                text = re.sub(ZEROS, r"\1", text)
                break
        bare = text if cell_len(text) <= room else text.replace(",", "")
        if cell_len(bare) <= room and not (value and not re.search("[1-9]", bare)):
            return bare
        power = f"{value:.0e}".partition("e")[2]
        digits = max(0, room - len(f"{int(power)}") - 3 - (value < 0))
        return re.sub(r"e([+-])0*", lambda match: "e" + match[1].replace("+", ""), f"{value:.{digits}e}")

    def money(self, value: float | None) -> str:
        """A computed amount in 亿, without more digits than it deserves."""
        return NOTHING if value is None else self.number(value, 8, int(abs(value) < TEN_YI))


def letter_of(value: float | None, status: str) -> str:
    """The status letter behind a computed number; none behind a dash, and none for A."""
    return "" if value is None or status == "A" else status


def signed(value: float | None, decimals: int = 1) -> str:
    """A change with its sign, or a dash."""
    return NOTHING if value is None else f"{value:+,.{decimals}f}"


def rounded(value: float | None, decimals: int = 1) -> str:
    """A number, or a dash; what is rounded to nothing has no sign."""
    return NOTHING if value is None else f"{value:z,.{decimals}f}"
