"""Results taken over from the derivation before, wherever they rest on the same objects."""

from collections.abc import Callable
from operator import is_
from typing import Any, TypeVar, cast

Result = TypeVar("Result")


class Taken:
    """The results of one derivation by what they are of; one whose inputs are the same objects is taken over."""

    def __init__(self, before: "Taken | None" = None) -> None:
        self._before = before.results if before else {}
        self._parts = before.parts if before else {}
        self.parts: dict[str, Taken] = {}
        self.results: dict[object, tuple[tuple[object, ...], object]] = {}

    def of(self, name: object, compute: Callable[..., Result], *inputs: Any) -> Result:  # noqa: ANN401 - whatever compute takes
        """The result of `compute(*inputs)`, taken over from before where every input is the same object."""
        known = self._before.get(name)
        if known and len(known[0]) == len(inputs) and all(map(is_, known[0], inputs)):
            self.results[name] = known
            return cast("Result", known[1])
        result = compute(*inputs)
        self.results[name] = (inputs, result)
        return result

    def part(self, name: str) -> "Taken":
        """The results of one stage, which `keep` can take over all at once."""
        made = Taken(self._parts.get(name))
        self.parts[name] = made
        return made

    def keep(self, name: str) -> None:
        """Take over every result of a stage that nothing has touched."""
        self.parts[name] = self._parts[name]

    def same(self, name: object, value: Result) -> Result:
        """The object from before where it equals this one, so that what rests on it is taken over too."""
        known = self._before.get(("same", name))
        kept = value
        if known and known[1] == value:
            kept = known[1]
        self.results["same", name] = ((), kept)
        return kept

    def before(self, name: object) -> tuple[tuple[Any, ...], Any] | None:
        """What was computed under this name before, and from what."""
        return self._before.get(name)
