"""Sentences, numbers in them, names of languages, and modules that are loaded late, each with its answer."""

import sys
from gettext import NullTranslations
from importlib.util import find_spec

import pytest

import core
from core.errors import LONGEST, JingdexError
from core.frozen import frozen
from core.late import _LateFinder, _LateLoader, load_late
from core.numerals import common_decimals, counted, decimal, fixed, has_decimals
from core.words import ENGLISH, filled, gettext, in_words, labelled, language, ngettext, speak, with_note


@pytest.mark.parametrize(
    ("values", "digits", "least", "decimals"),
    [
        ([1.0, 20.0, None], 4, 0, 0), ([], 4, 0, 0), ([12.25], 4, 0, 2), ([0.125, 123.5], 4, 0, 1),
        ([12345.5], 4, 0, 0),
        ([0.5], 4, 0, 4), ([0.05], 4, 0, 5), ([1.5], 2, 0, 1), ([1e-16, 1e-17], 4, 0, 4), ([1.5e-15], 4, 0, 18),
        ([float("inf"), 2.5], 4, 0, 3), ([123.5, 0.0123], 4, 2, 3), ([123.5, 0.00123], 4, 2, 4),
        ([123.5, 2.5], 4, 2, 1),
        ([123.5, 0.123], 4, 1, 1), ([0.0, 12.25], 4, 3, 2), ([-12.25, 1.0], 4, 3, 2), ([1234.5, 12.5], 4, 3, 1),
    ],
)  # fmt: skip
def test_numbers_stand_under_each_other_with_so_many_decimals(
    values: list[float | None], digits: int, least: int, decimals: int
) -> None:
    """The largest has so many digits, the smallest at least so many; whole numbers have no decimals."""
    assert common_decimals(values, digits, least) == decimals
    assert common_decimals([12.25]) == 2


@pytest.mark.parametrize(
    ("value", "decimals", "signs", "text"),
    [
        (1234.567, 1, "", "1,234.6"), (0.0, 2, "", "0.00"), (0.004, 2, "", "<0.01"), (-0.004, 2, "", ">-0.01"),
        (0.04, 2, "", "0.04"), (0.05, 1, "+", "+0.1"), (0.4, 0, "", "<1"), (0.001, 1, "", "<0.1"),
        (-2.0, 0, "", "-2"),
    ],
)  # fmt: skip
def test_a_number_too_small_for_its_decimals_is_below_the_smallest(
    value: float, decimals: int, signs: str, text: str
) -> None:
    """Nothing itself is 0.00."""
    assert fixed(value, decimals, signs) == text


def test_decimals_write_a_number_whole_but_for_its_last_bits() -> None:
    """Of several all of them."""
    assert has_decimals([0.1 + 0.2, 1.0], 1)
    assert not has_decimals([1.0, 0.25], 1)
    assert has_decimals([], 0)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1e15, ".4g", "1000000000000000"), (1e16, ".4g", "1e+16"), (1.5e-15, ".4g", "0.0000000000000015"),
        (1e-16, ".4g", "1e-16"), (1.5e6, "+,.2g", "+1,500,000"),
    ],
)  # fmt: skip
def test_an_exponent_stays_beyond_fifteen_digits(value: float, form: str, text: str) -> None:
    """On either side of the point."""
    assert decimal(value, form) == text
    assert counted(2, "city") == "2 cities"


class Chinese(NullTranslations):
    """A catalogue that knows three texts."""

    def __init__(self) -> None:
        super().__init__()
        self._info = {"language": "zh_CN"}

    def gettext(self, message: str) -> str:
        """The Chinese of a text, else itself."""
        known = {"{name}: {text}": "{name}：{text}", ", ": "、", "{name} ({note})": "{name}（{note}）"}
        return known.get(message, message)


def test_signs_between_names_are_those_of_the_language() -> None:
    """English without a catalogue; a language is its two letters."""
    for catalogue, signs in ((Chinese(), ["zh", "1、b", "a（2）", "a：b"]), (ENGLISH, ["en", "1, b", "a (2)", "a: b"])):
        speak(catalogue)
        assert [language(), in_words([1, "b"]), with_note("a", 2), labelled("a", "b")] == signs
    assert (gettext(""), gettext("{n:,} x", n=1234)) == ("", "1,234 x")
    assert ngettext("{count} of {of}", "{count} {of}s", 1, of="a") == "1 of a"


@pytest.mark.parametrize(
    ("template", "values", "text"),
    [
        ("有 {n} 个", {"n": 3}, "有 3 个"), ("有{n}个", {"n": 3}, "有 3 个"), ("有 {n} 个", {"n": "三"}, "有三个"),
        (" 有{n}", {"n": 3}, " 有 3"),
        ("{a}和{b}", {"a": "甲", "b": "x"}, "甲和 x"), ("{a} 和 {b}", {"a": "甲", "b": "乙"}, "甲和乙"),
        ("增长{n:.1f}%。", {"n": 2.25}, "增长 2.2%。"),
        ("“{n}”有", {"n": "x"}, "“x”有"), ("{a!r}在", {"a": "x"}, "'x'在"), ("{n:,}的", {"n": 5000}, "5,000 的"),
        ("x {n}", {"n": "甲"}, "x 甲"),
        ("{n}中", {"n": "甲x"}, "甲x 中"),
    ],
)  # fmt: skip
def test_a_blank_stands_where_chinese_meets_letters_or_digits(
    template: str, values: dict[str, object], text: str
) -> None:
    """None beside a value that begins and ends in Chinese, and none beside signs."""
    assert filled(template, values) == text


def test_a_sentence_shows_names_in_the_place_of_codes() -> None:
    """Numbers keep their form; a long value is quoted in part, a long sentence ends."""
    error = JingdexError("{count:,} of {unit} and {other}", count=1234, unit="u", other=["x"])
    assert (str(error), error.named({"u": "City"}.__getitem__)) == ("1,234 of u and ['x']", "1,234 of City and ['x']")
    assert JingdexError("{other}", other="u").named(str.upper) == "u"
    assert LONGEST == 1000
    long = "a" * LONGEST
    assert [str(JingdexError(text)) for text in (long, long + "b")] == [long, long + "…"]
    assert JingdexError("{unit}", unit="u").named(lambda _: long + "b") == long + "…"
    assert str(JingdexError("“{x}” and “{y}”", x="c" * 81, y="d" * 80)) == f"“{'c' * 80}…” and “{'d' * 80}”"


def test_frozen_classes_share_what_python_would_compile_for_each() -> None:
    """All but `__init__`, which only fills the slots."""

    @frozen
    class One:
        """A class with a field."""

        code: str

    @frozen
    class Empty:
        """A class without any."""

    shared = ("__repr__", "__setattr__", "__delattr__", "__setstate__")
    assert [One.__dict__[name] is Empty.__dict__[name] for name in shared] == [True] * 4
    assert {getattr(One, name).__module__ for name in (*shared, "__eq__", "__hash__")} == {"core.frozen"}
    assert (Empty() == Empty(), hash(Empty()) == hash(Empty()), One("a") == Empty()) == (True, True, False)
    assert One.__init__.__annotations__ == {"code": str, "return": None}
    assert One.__init__.__qualname__.endswith("One.__init__")


def test_modules_of_the_named_packages_alone_are_loaded_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a package itself, a top-level module, or one that is not there; others find theirs behind."""
    finder = _LateFinder(["core"])
    late, package = finder.find_spec("core.numerals", core.__path__), finder.find_spec("core.workbook", core.__path__)
    assert late is not None
    assert package is not None
    assert isinstance(late.loader, _LateLoader)
    assert not isinstance(package.loader, _LateLoader)
    assert finder.find_spec("core", None) is finder.find_spec("core.nothing", core.__path__) is None
    json = find_spec("json")
    assert json is not None
    assert finder.find_spec("json.decoder", json.submodule_search_locations) is None
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    load_late(["x"])
    assert isinstance(sys.meta_path[0], _LateFinder)
