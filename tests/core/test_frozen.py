"""`@frozen` is `@dataclass(frozen=True, slots=True)`, but quicker to make."""

import copy
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import Any

import pytest

from core.frozen import frozen
from core.workbook.figure import Figure


def a_class(decorator: Callable[[type], type]) -> Any:  # noqa: ANN401 - a class whose decorator is not known
    """A class that has everything that a field can be."""

    @decorator
    class Above:
        """What another class adds to."""

        code: str
        size: int = 3

    @decorator
    class Below(Above):
        """A class with every kind of field."""

        places: list[str] = field(default_factory=list)
        hidden: int = field(default=0, repr=False)
        apart: int = field(default=0, compare=False)
        first: str = field(init=False)
        made: dict[str, int] = field(init=False, default_factory=dict, compare=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "first", self.code[:1])

    return Below


OWN, PYTHONS = a_class(frozen), a_class(dataclass(frozen=True, slots=True))


def test_a_frozen_class_is_made_shown_and_compared_as_python_does_it() -> None:
    """Defaults, factories, inherited fields, fields apart from comparison or text, and what follows `__init__`."""
    for one in (OWN, PYTHONS):
        made = one("abc", places=["x"], hidden=7)
        assert repr(made).endswith("Below(code='abc', size=3, places=['x'], apart=0, first='a', made={})")
        assert [part.name for part in fields(made)] == [*one.__match_args__, "first", "made"]
        assert asdict(made) == {
            "code": "abc", "size": 3, "places": ["x"], "hidden": 7, "apart": 0, "first": "a", "made": {}
        }  # fmt: skip
        assert made == one("abc", 3, ["x"], 7, apart=9)
        assert made != one("abc", 4, ["x"], 7)
        assert made != one("abc", 3, ["x"], 8)
        assert replace(made, code="z").first == "z"
        assert one("abc").places is not one("abc").places
        assert one("abc").made is not one("abc").made
        assert not hasattr(made, "__dict__")
    assert OWN("abc") != PYTHONS("abc")


@pytest.mark.parametrize("wrong", [lambda one: one(), lambda one: one("a", other=1), lambda one: one(*"abcdef")])
def test_arguments_that_do_not_fit_are_refused_in_the_same_words(wrong: Callable[[Any], object]) -> None:
    """The class and its parameters are named."""
    sentences = []
    for one in (OWN, PYTHONS):
        with pytest.raises(TypeError) as refused:
            wrong(one)
        sentences.append(str(refused.value).partition(".")[2])
    assert sentences[0] == sentences[1]


def test_nothing_of_a_frozen_object_changes() -> None:
    """Neither a field nor another name can be set or deleted."""
    made = OWN("abc")
    for change in (lambda: setattr(made, "size", 4), lambda: setattr(made, "other", 4), lambda: delattr(made, "size")):
        with pytest.raises(FrozenInstanceError):
            change()
    assert made.size == 3


def test_a_frozen_object_is_a_key_and_can_be_copied_and_pickled() -> None:
    """Equal objects have one place in a set; a copy is equal, and is frozen too."""
    made = Figure("x", "gdp", "2021")
    assert len({made, Figure("x", "gdp", "2021")}) == 1
    assert len({made, Figure("x", "gdp", "2022")}) == 2
    for other in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):  # noqa: S301 - our own bytes
        assert other == made
        assert other is not made
        with pytest.raises(FrozenInstanceError):
            other.status = "E"


def test_a_class_keeps_the_methods_that_it_defines() -> None:
    """Its own text, comparison and hash stand."""

    @frozen
    class Own:
        """Equal to everything."""

        code: str

        def __repr__(self) -> str:
            return self.code

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 5

    assert repr(Own("a")) == "a"
    assert Own("a") == Own("b")
    assert hash(Own("a")) == 5


def test_a_class_without_fields_is_equal_to_itself() -> None:
    """And to no other class."""

    @frozen
    class Nothing:
        """Nothing at all."""

    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing()}) == 1
    assert Nothing() != object()
