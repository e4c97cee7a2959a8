"""The error of a method that cannot be computed on these figures."""

from core.errors import JingdexError


class MethodError(JingdexError):
    """A step cannot be taken; the sentence names the cell and says what to do, the attributes lead a screen to it."""

    def __init__(self, sentence: str, *, unit: str = "", indicator: str = "", period: str = "") -> None:
        super().__init__(sentence)
        self.unit, self.indicator, self.period = unit, indicator, period
