"""Texts that say what may be otherwise become choices; the ends of each range belong to it, and no more."""

import pytest
from test_uncertainty import result

from core.method.errors import MethodError
from core.robustness.choices import SPREADS, FigureNoise, LeaveOut, WeightNoise
from core.robustness.settings import UncertaintySettings, choices_of
from core.workbook.workbook import Workbook


def choices(**texts: str) -> tuple[object, ...]:
    """What the texts say; nothing else may be otherwise."""
    return choices_of(UncertaintySettings(**{"weights": "", **texts}), result(), Workbook.of([], []), {})


@pytest.mark.parametrize(
    ("texts", "choice"),
    [
        ({"weights": "100"}, WeightNoise(1.0)),
        ({"weights": "0.5% left"}, WeightNoise(0.005, ("left",))),
        ({"figures": "E=0, p=100"}, FigureNoise({"E": 0.0, "P": 100.0})),
        ({"figures": "usual"}, FigureNoise(SPREADS)),
    ],
)
def test_a_text_is_a_choice(texts: dict[str, str], choice: object) -> None:
    """Per cents are shares of a weight, and standard deviations of a figure."""
    assert choices(**texts) == (choice,)


def test_all_leaves_each_indicator_out() -> None:
    """`all` is every indicator below the top."""
    (choice,) = choices(left_out="all")
    assert isinstance(choice, LeaveOut)
    assert sorted(choice.codes) == list("abcd")
    assert choices() == ()


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ({"weights": "0"}, "more than 0 and at most 100"),
        ({"weights": "100.5"}, "more than 0 and at most 100"),
        ({"weights": "25 a"}, "a is not a node"),
        ({"weights": "many"}, "not a variation of weights"),
        ({"figures": "E=-1"}, "between 0 and 100"),
        ({"figures": "E=100.5"}, "between 0 and 100"),
        ({"figures": "E=nan"}, "between 0 and 100"),
        ({"figures": "E"}, "is not a list of spreads"),
        ({"sets": "between"}, "is not a set of weights"),
    ],
)
def test_a_text_that_says_nothing_is_refused(texts: dict[str, str], why: str) -> None:
    """One sentence names what can be written."""
    with pytest.raises(MethodError, match=why):
        choices(**texts)
