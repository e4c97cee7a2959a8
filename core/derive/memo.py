"""A memo of results: a result whose inputs are the same objects as before is not computed again."""

from collections.abc import Callable
from operator import is_
from typing import Any, TypeVar, cast

Result = TypeVar("Result")


class Memo:
    """The results of one derivation by name, each with its inputs; `before` is the memo of the derivation before.

    An empty memo is passed over: the one before it serves.
    """

    def __init__(self, before: "Memo | None" = None) -> None:
        self.results: dict[object, tuple[tuple[object, ...], object]] = {}
        self.earlier: dict[object, tuple[tuple[object, ...], object]] = {}
        if before:
            self.earlier = before.results or before.earlier

    def get_or_compute(self, name: object, compute: Callable[..., Result], *inputs: Any) -> Result:  # noqa: ANN401 - whatever compute takes
        """The result of `compute(*inputs)`; the one from before where every input is the same object."""
        known = self.earlier.get(name)
        if known and len(known[0]) == len(inputs) and all(map(is_, known[0], inputs)):
            self.results[name] = known
            return cast("Result", known[1])
        result = compute(*inputs)
        self.results[name] = (inputs, result)
        return result

    def same_if_equal(self, name: object, value: Result) -> Result:
        """The object from before where it equals this one, so that what depends on it is not computed again."""
        known = self.earlier.get(("same", name))
        result = value
        if known and known[1] == value:
            result = known[1]
        self.results["same", name] = ((), result)
        return result

    def before(self, name: object) -> tuple[tuple[Any, ...], Any] | None:
        """The result under this name in the derivation before, with its inputs."""
        return self.earlier.get(name)
