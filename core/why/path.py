"""The way of one number: from the raw figure through each step to what it counts."""

from dataclasses import dataclass

from core.method.errors import MethodError
from core.method.run import Scored
from core.status import WORST_LAST
from core.why.change import Spot, row_of


@dataclass(frozen=True, slots=True)
class Hop:
    """One step: its number, kind and choice, the value before and after it, and the letter that it left."""

    number: int
    kind: str
    how: str
    before: float | None
    after: float | None
    status: str

    @property
    def does(self) -> str:
        """What the step did to this value, in words."""
        if self.before is None:
            return "filled" if self.after is not None else "missing"
        if self.after is None:
            return "taken away"
        return "as it was" if self.after == self.before else "changed"


def path(scored: Scored, spot: Spot, code: str) -> list[Hop]:
    """Every step's value of one indicator in one row (unit, period). Raises MethodError where there is none."""
    if code not in scored.raw.columns:
        raise MethodError(f"{code} is no indicator of the method: use one of {', '.join(scored.tree.indicators)}.")
    row_of(scored, spot)
    hops = []
    before, _ = _value(scored, 0, spot, code)
    for at, step in enumerate(scored.document.steps):
        if step.kind in ("weigh", "aggregate"):
            continue
        after, status = _value(scored, at + 1, spot, code)
        hops.append(Hop(step.number, step.kind, step.how, before, after, status))
        before = after
    return hops


def _value(scored: Scored, at: int, spot: Spot, code: str) -> tuple[float | None, str]:
    stage = scored.stages[at]
    keys = list(zip(stage.frame["unit"].cast(str), stage.frame["period"].cast(str), strict=True))
    if spot not in keys:
        return None, "O"
    row = keys.index(spot)
    letter = stage.flags[code][row]
    return stage.frame[code][row], "O" if letter is None else WORST_LAST[letter]
