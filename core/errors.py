"""The errors that jingdex raises on purpose: one sentence that says what is wrong and what to do."""


class JingdexError(Exception):
    """Something is wrong with what was given; the message names it and says what to do."""


class BadFigure(JingdexError):
    """A typed or read figure cannot be understood."""


class BadEntry(JingdexError):
    """An entry of the workbook contradicts itself or names something that is not there."""


class Conflict(JingdexError):
    """The workbook has moved on since the edit was made."""
