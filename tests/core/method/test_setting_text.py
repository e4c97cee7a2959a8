"""Settings in words: what is shown can be typed again, and what cannot be read is refused with how it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.method.descriptions import choice_told, setting_told
from core.method.errors import MethodError
from core.method.setting_text import setting_text, setting_value
from core.method.settings import COMMON, FAMILIES, choices_of, own_settings

EXAMPLES = [
    ("to", [0, 100], [], "0 to 100"),
    ("to", [], [], "as they come"),
    ("codes", [], [], "all"),
    ("codes", ["LPI", "Flights"], [], "LPI, Flights"),
    ("keep", ["CN"], [], "CN"),
    ("by", {"LPI": "GDP", "Bord": "Area"}, {}, "LPI GDP; Bord Area"),
    ("scales", {"LPI": 1000}, {}, "LPI 1000"),
    ("each", {"a": {"how": "goalposts", "low": 0, "high": 5.5, "truncate": False}}, {},
     "a goalposts low=0 high=5.5 truncate=no"),
    ("each", {"a": {"low": 2}}, {}, "a low=2"),
    ("pairwise", [[1, 3], [1 / 3, 1]], [], "1 3; 1/3 1"),
    ("points", [{"a": 50.0, "b": 50.0}, {"a": 70.0, "b": 30.0}], [], "a 50, b 50; a 70, b 30"),
    ("targets", {"a": 2, "b": 1}, None, "a 2; b 1"),
    ("targets", None, None, "equal"),
    ("of_first", {"zero": "shift", "amount": 0.001}, {}, "zero=shift amount=0.001"),
    ("reach", None, None, "any"),
    ("reach", 3, None, "3"),
    ("cap", True, False, "yes"),
    ("base", "2016", None, "2016"),
    ("group", "GDP_group", "group", "GDP_group"),
    ("low", 0.002, 0.0, "0.002"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "default", "text"), EXAMPLES)
def test_a_setting_is_written_in_words_and_read_back(name: str, value: object, default: object, text: str) -> None:
    """The text of a setting is what a person would write, and means the same when it is typed."""
    assert setting_text(name, value) == text
    assert setting_value(name, text, default) == value


@pytest.mark.parametrize(
    ("text", "value"), [("2/3", 2 / 3), ("66%", 0.66), ("1e3", 1000.0), (" 5 ", 5), ("-0.5", -0.5)]
)
def test_numbers_are_read_as_people_write_them(text: str, value: float) -> None:
    """Fractions and per cent are numbers too."""
    assert setting_value("low", text, 0.0) == pytest.approx(value)


@pytest.mark.parametrize(
    ("name", "text", "default", "words"),
    [
        ("low", "ten", 0.0, "“ten” is no number: write low as 0.5, 2/3 or 66%."),
        ("low", "1/0", 0.0, "is no number"),
        ("cap", "perhaps", False, "neither yes nor no"),
        ("to", "5", [], "is no range: write 0 to 100"),
        ("by", "LPI", {}, "says nothing of LPI"),
        ("each", "a goalposts low", {}, "“low” has no ="),
        ("pairwise", "1 2 3; 1 2", [], "Row 1 of the judgements has 3 numbers where there are 2 rows"),
        ("points", "a 50 b", [], "is not codes with points"),
    ],
)
def test_what_cannot_be_read_says_how_it_is_written(name: str, text: str, default: object, words: str) -> None:
    """One sentence with an example."""
    with pytest.raises(MethodError, match=r"\w:? .*") as caught:
        setting_value(name, text, default)
    assert words in str(caught.value)


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_any_number_comes_back(value: float) -> None:
    """A number is written with enough digits to be the same."""
    assert setting_value("low", setting_text("low", value), 0.0) == pytest.approx(value, rel=1e-11)


@pytest.mark.parametrize("kind", FAMILIES)
def test_every_choice_and_setting_is_told(kind: str) -> None:
    """No choice and no setting is without words, and each value in force can be shown and typed again."""
    for how in FAMILIES[kind]:  # type: ignore[index]
        assert len(choice_told(kind, how)) > 15
        for name, value in {**COMMON[kind], **own_settings(kind, how, {})}.items():  # type: ignore[index]
            assert setting_told(kind, how, name), (kind, how, name)
            text = setting_text(name, value)
            assert not set(text) & set("[]{}"), (kind, how, name, text)
            if not choices_of(kind, how, name):
                assert setting_value(name, text, value) == (pytest.approx(value) if isinstance(value, float) else value)
