"""A row of figures that is not a valid figure: its cells, and the sentence that says what is wrong."""

import re
from dataclasses import fields
from typing import ClassVar

from core.errors import BadEntry, BadFigure
from core.frozen import frozen
from core.words import gettext, in_words
from core.workbook.entry import Entry
from core.workbook.figure import Figure, keeps_digits, printed_decimals, scaled
from core.workbook.period import real_period
from core.workbook.refusals import LARGEST, TOO_LARGE, TOO_MANY_DIGITS, WITH_NUMBER
from core.workbook.scale import STEPS
from core.workbook.status import STATUSES, WITHOUT_VALUE

WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)


@frozen
class BrokenFigure(Entry):
    """The cells of a row of figures.csv; `value` and `mult` as printed, empty ones with the defaults of a figure.

    A workbook keeps it only as a failed entry: once its cells make a figure, that figure replaces it.
    """

    identity: ClassVar[tuple[str, ...]] = ("unit", "indicator", "period")

    unit: str = ""
    indicator: str = ""
    period: str = ""
    vintage: str = ""
    value: str = ""
    mult: str = ""
    status: str = ""
    qualifier: str = ""
    source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Raise BadEntry where the cells make no figure."""
        for field in fields(self):
            if not isinstance(getattr(self, field.name), str):
                raise BadEntry("The {name} is not a text: type it again.", name=field.name)
        self.figure()

    def figure(self) -> Figure:
        """The figure that the cells make. Raises BadEntry, naming the cell."""
        for name in self.identity:
            if not getattr(self, name):
                raise BadEntry("The {name} is empty: fill it in.", name=name)
        mult = self._scale()
        if self.value and not NUMBER.fullmatch(self.value):
            raise BadEntry("value: “{text}” is not a number: write digits and a point.", text=self.value)
        value, decimals = (scaled(self.value, mult), printed_decimals(self.value)) if self.value else (None, 0)
        self._check_value(value)
        try:
            for text in filter(None, (self.period, self.vintage)):
                real_period(text)
            return Figure(
                self.unit, self.indicator, self.period, self.vintage, value, mult, decimals, self.status or "A",
                self.qualifier or "exact", self.source, self.note,
            )  # fmt: skip
        except BadFigure as error:
            raise BadEntry(str(error)) from error

    def _check_value(self, value: float | None) -> None:
        """Raise BadEntry where the value is not kept as it is printed, or contradicts its status or qualifier."""
        status, meaning = self.status or "A", gettext(STATUSES.get(self.status or "A", ""))
        if value is None and status not in WITHOUT_VALUE and meaning:
            raise BadEntry(
                "The value is empty, but {status} means “{meaning}”: fill in the value, or make the status O.",
                status=status,
                meaning=meaning,
            )
        if value is None and self.qualifier not in ("", "exact"):
            raise BadEntry("The value is empty: leave the qualifier {qualifier} out.", qualifier=self.qualifier)
        if value is not None and status in WITHOUT_VALUE:
            raise BadEntry(gettext(WITH_NUMBER).format(status, meaning))
        if value is not None and abs(value) > LARGEST:
            raise BadEntry(gettext(TOO_LARGE).format(self.value))
        if value is not None and not keeps_digits(self.value, value):
            raise BadEntry(gettext(TOO_MANY_DIGITS).format(self.value))

    def _scale(self) -> int:
        """The power of ten, which must be one that has a name."""
        if self.mult and not WHOLE.fullmatch(self.mult):
            raise BadEntry("mult: “{text}” is not a whole number: write digits.", text=self.mult)
        if self.mult and int(self.mult) not in STEPS:
            known = in_words(map(str, STEPS))
            raise BadEntry("mult: {text} is not a scale: use one of {known}.", text=self.mult, known=known)
        return int(self.mult or 0)
