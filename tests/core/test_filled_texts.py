"""Texts are filled in as Chinese is written: a blank where it meets letters or digits, its own comma and brackets."""

from gettext import NullTranslations

import pytest

from core.words import ENGLISH, filled, gettext, in_words, ngettext, speak, with_note

TEXTS = {"{name} is {what}": "{name}是{what}。", ", ": "、", "{name} ({note})": "{name}（{note}）"}


class Chinese(NullTranslations):
    """A few texts."""

    def gettext(self, message: str) -> str:
        """The text in Chinese."""
        return TEXTS.get(message, message)

    def ngettext(self, _one: str, _many: str, _count: int) -> str:
        """A text with a count."""
        return "共{count}个"


@pytest.mark.parametrize(
    ("name", "what", "text"),
    [
        ("北京", "城市", "北京是城市。"),
        ("GDP", "指标", "GDP 是指标。"),
        ("表", "SQLite 文件", "表是 SQLite 文件。"),
        ("", 3, "是 3。"),
    ],
)
def test_a_value_in_letters_or_digits_stands_apart_from_chinese(name: str, what: object, text: str) -> None:
    """On both sides, and nowhere else."""
    assert filled("{name}是{what}。", {"name": name, "what": what}) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("广东省", "高于广东省的占"),
        ("GDP", "高于 GDP 的占"),
        ("年鉴.csv", "高于 年鉴.csv 的占"),
        ("第 2 层", "高于第 2 层的占"),
        (3, "高于 3 的占"),
    ],
)
def test_a_chinese_value_stands_apart_from_no_chinese(name: object, text: str) -> None:
    """A blank of the template stays before letters, digits and names of files."""
    assert filled("高于 {name} 的占", {"name": name}) == text


def test_forms_and_conversions_are_kept() -> None:
    """As str.format has them, also where braces are doubled."""
    assert filled("值{x:,.1f}和{y!r}{{}}", {"x": 3000, "y": "a"}) == "值 3,000.0 和'a'{}"


def test_lists_and_notes_have_the_signs_of_the_language() -> None:
    """The comma and the brackets of English, then of Chinese."""
    assert (in_words(["a", "b"]), with_note("a", "b")) == ("a, b", "a (b)")
    speak(Chinese())
    try:
        assert (in_words(["甲", "乙"]), with_note("甲", "乙")) == ("甲、乙", "甲（乙）")
        assert gettext("{name} is {what}", name="x", what="乙") == "x 是乙。"
        assert ngettext("{count}", "{count}", 2) == "共 2 个"
    finally:
        speak(ENGLISH)
