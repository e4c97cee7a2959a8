"""The error of a method that cannot be computed on these figures."""

from core.errors import JingdexError


class MethodError(JingdexError):
    """A step cannot be computed; values `unit`, `indicator` and `period`, where given, lead a screen to it."""

    def __init__(self, sentence: str, /, **values: object) -> None:
        super().__init__(sentence, **values)
        self.unit, self.indicator, self.period = (str(values.get(name, "")) for name in ("unit", "indicator", "period"))
