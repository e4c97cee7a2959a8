"""Settings in words: what is shown can be typed again, and what cannot be read is refused with how it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.method.errors import MethodError
from core.method.setting import Setting
from core.method.settings import FAMILIES, choice_help, settings_of_choice

WHERE = {
    "to": ("normalise", "min_max"), "codes": ("normalise", "min_max"), "low": ("normalise", "min_max"),
    "each": ("normalise", "min_max"), "cap": ("normalise", "distance_to_target"), "base": ("normalise", "base_year"),
    "keep": ("screen", "missing"), "by": ("denominate", "panel"), "scales": ("denominate", "panel"),
    "pairwise": ("weigh", "ahp"), "points": ("weigh", "budget_allocation"), "of_first": ("weigh", "mixed"),
    "targets": ("weigh", "correlation_balanced"), "reach": ("impute", "latest"), "group": ("impute", "group_mean"),
}  # fmt: skip
"""A step and a choice that have each setting."""
EXAMPLES = [
    ("to", [0, 100], "0 to 100"),
    ("to", [], "not rescaled"),
    ("codes", [], "all"),
    ("codes", ["LPI", "Flights"], "LPI, Flights"),
    ("keep", ["CN"], "CN"),
    ("by", {"LPI": "GDP", "Bord": "Area"}, "LPI GDP; Bord Area"),
    ("scales", {"LPI": 1000}, "LPI 1000"),
    ("each", {"a": {"how": "goalposts", "low": 0, "high": 5.5, "truncate": False}},
     "a goalposts low=0 high=5.5 truncate=no"),
    ("each", {"a": {"low": 2}}, "a low=2"),
    ("pairwise", [[1, 3], [1 / 3, 1]], "1 3; 1/3 1"),
    ("points", [{"a": 50.0, "b": 50.0}, {"a": 70.0, "b": 30.0}], "a 50, b 50; a 70, b 30"),
    ("targets", {"a": 2, "b": 1}, "a 2; b 1"),
    ("targets", None, "equal"),
    ("of_first", {"zero": "shift", "amount": 0.001}, "zero=shift amount=0.001"),
    ("reach", None, "any"),
    ("reach", 3, "3"),
    ("cap", True, "yes"),
    ("base", "2016", "2016"),
    ("group", "GDP_group", "GDP_group"),
    ("low", 0.002, "0.002"),
]  # fmt: skip


def named(name: str) -> Setting:
    """The setting of this name."""
    return settings_of_choice(*WHERE[name], {})[name]


@pytest.mark.parametrize(("name", "value", "text"), EXAMPLES)
def test_a_setting_is_written_in_words_and_read_back(name: str, value: object, text: str) -> None:
    """The text of a setting is what a person would write, and means the same when it is typed."""
    assert named(name).text(value) == text
    assert named(name).value(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("2/3", 2 / 3), ("66%", 0.66), ("1e3", 1000.0), (" 5 ", 5), ("-0.5", -0.5)]
)
def test_numbers_are_read_as_people_write_them(text: str, value: float) -> None:
    """Fractions and per cent are numbers too."""
    assert named("low").value(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("low", "ten", "“ten” is not a number: write lowest score as 0.5, 2/3 or 66%."),
        ("low", "", "is not a number"),
        ("low", "1/0", "is not a number"),
        ("cap", "perhaps", "neither yes nor no"),
        ("to", "5", "is not a range: write two numbers, such as 0 to 100"),
        ("by", "LPI", "says nothing of LPI"),
        ("each", "a goalposts low", "“low” has no ="),
        ("pairwise", "1 2 3; 1 2", "Row 1 of the judgements has 3 numbers where there are 2 rows"),
        ("points", "a 50 b", "is not codes with points"),
    ],
)
def test_what_cannot_be_read_says_how_it_is_written(name: str, text: str, words: str) -> None:
    """One sentence with an example."""
    with pytest.raises(MethodError, match=r"\w:? .*") as caught:
        named(name).value(text)
    assert words in str(caught.value)


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_any_number_comes_back(value: float) -> None:
    """A number is written with enough digits to be the same."""
    assert named("low").value(named("low").text(value)) == pytest.approx(value, rel=1e-11)


@pytest.mark.parametrize("kind", FAMILIES)
def test_every_choice_and_setting_has_its_help(kind: str) -> None:
    """No choice and no setting is without words, and each value in force fits, can be shown, and be typed again."""
    for how in FAMILIES[kind]:
        assert len(choice_help(kind, how)) > 15
        for name, setting in settings_of_choice(kind, how, {}).items():
            value, text = setting.default, setting.text(setting.default)
            assert len(setting.help) > 10, (kind, how, name)
            assert "_" not in f"{setting.word} {' '.join(setting.words.values())}", (kind, how, name)
            assert not set(text) & set("[]{}"), (kind, how, name, text)
            setting.check(value, "Here")
            assert setting.value(text) == (pytest.approx(value) if isinstance(value, float) else value)
