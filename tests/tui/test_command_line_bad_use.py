import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.command_line import main

pytestmark = pytest.mark.usefixtures("home")

MALFORMED = [
    "", " ", "abc", "12abc", "1,2,3", "1,23,456", "12,34", "1..2", "1.2.3", ".", "+", "1e", "e5", "1e999", "9e99999",
    "NaN", "inf", "∞", "0x10", "1_000", "1 000", "10%%", "5亿%", "1.2万亿亿", "亿", "亿5", "¥5", "$5", "€3bn",
    "5 euros", "5bnn", "5 Z", "5亿X", "5 O", "O 5", "over", "over O", "about", "over over 5", "=", "==5", "=1/0",
    "=prev^1000", "=foo", "=this*2", "=(1", "=1)", "=1;2", "=__import__('os')", "=prev.real", "=[1]", "=True",
    "='a'", "=1e308*1e308", "=(-1)^0.5", "=lambda: 1", "=" + "1+" * 300 + "1", "五", "½", "5\n6", "5\x1b[31m",
    "5\x00", "\u202e5", "'5", "[red]5[/red]", "=cmd|' /C calc'!A0", "5/6", "5-6", "2023-10-13", "#only a note", "E",
    "5 #" + "n" * 2001, "-5亿x", "-.", "-1-1", "--5", "-x",
]  # fmt: skip


@pytest.fixture
def sentence(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """The one sentence of a bad use."""

    def _sentence(*argv: object) -> str:
        code = main([str(text) for text in argv])
        captured = capsys.readouterr()
        assert (code, captured.out) == (2, "")
        assert re.fullmatch(r"jingdex: [^\x00-\x1f\x7f-\x9f]+\.\n", captured.err)
        return captured.err.removeprefix("jingdex: ").strip()

    return _sentence


@pytest.mark.parametrize("text", MALFORMED)
def test_a_malformed_figure_is_refused(beijing: Path, sentence: Callable[..., str], text: str) -> None:
    """A figure that cannot be understood gives one sentence, and leaves the workbook byte for byte as it was."""
    before = beijing.read_bytes()

    said = sentence("set", beijing, "beijing", "gdp", "2040", text)

    assert 20 < len(said) < 250
    assert beijing.read_bytes() == before


@pytest.mark.parametrize("period", ["", "23", "2023-13", "2023-H3", "2023-Q5", "2020-2016", "next year"])
def test_a_bad_period_is_refused(beijing: Path, sentence: Callable[..., str], period: str) -> None:
    """What is not a period is named."""
    assert f"“{period}” " in sentence("set", beijing, "beijing", "gdp", period, "5")


@pytest.mark.parametrize("vintage", ["", "soon", "2023-H1", "2023-13", "2023-1", "2023/2024", "-5"])
def test_a_bad_release_date_is_refused(beijing: Path, sentence: Callable[..., str], vintage: str) -> None:
    """What is not a date of a release is named."""
    assert vintage in sentence("set", beijing, "beijing", "gdp", "2023", "5", "--vintage", vintage)


def test_an_unknown_unit_or_indicator_gets_the_nearest(beijing: Path, sentence: Callable[..., str]) -> None:
    """A code or name that is not there is named, with the nearest that are."""
    assert "“helthcare”: the nearest are healthcare" in sentence("set", beijing, "helthcare", "gdp", "2023", "5")
    assert "“北京”: the nearest are beijing" in sentence("set", beijing, "北京", "gdp", "2023", "5")
    assert "“gpd”: the nearest are gdp" in sentence("set", beijing, "beijing", "gpd", "2023", "5")


def test_an_empty_workbook_knows_no_unit(
    tmp_path: Path, sentence: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there is no unit at all, the sentence proposes none."""
    main(["new", str(tmp_path / "empty")])
    capsys.readouterr()

    assert sentence("set", tmp_path / "empty", "beijing", "gdp", "2023", "5") == "There is no unit “beijing”."


@pytest.mark.parametrize("when", ["", "yesterday", "2026-13-01", "2026-07-29 25:00", "29.07.2026", "2026"])
@pytest.mark.parametrize("argv", [("show", "figures"), ("check",)])
def test_a_bad_moment_is_refused(beijing: Path, sentence: Callable[..., str], argv: tuple[str, ...], when: str) -> None:
    """What is not a date or time is named."""
    subcommand, *rest = argv
    assert f"“{when}” is not a date or time" in sentence(subcommand, beijing, *rest, "--as-of", when)


@pytest.mark.parametrize(
    "argv", [("show", "claims"), ("set", "beijing", "gdp", "2023", "5"), ("undo",), ("redo",), ("check",)]
)
@pytest.mark.parametrize("kind", ["missing", "folder", "empty", "text", "foreign", "cut"])
def test_what_is_no_workbook_is_refused(
    tmp_path: Path, beijing: Path, sentence: Callable[..., str], argv: tuple[str, ...], kind: str
) -> None:
    """A missing, foreign or damaged file is named by every subcommand, and stays as it was."""
    path = tmp_path / "given"
    if kind == "folder":
        path.mkdir()
    elif kind == "foreign":
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE t (a)")
        connection.close()
    elif kind != "missing":
        whole = beijing.read_bytes()
        path.write_bytes({"empty": b"", "text": b"figures\n1,2\n", "cut": whole[: len(whole) // 2]}[kind])
    before = path.read_bytes() if path.is_file() else None

    subcommand, *rest = argv
    assert str(path) in sentence(subcommand, path, *rest)

    assert (path.read_bytes() if path.is_file() else None) == before


def test_new_overwrites_nothing(tmp_path: Path, sentence: Callable[..., str]) -> None:
    """A file that is there is named and kept."""
    path = tmp_path / "precious"
    path.write_text("kept")

    assert str(path) in sentence("new", path, "--from", "beijing")

    assert path.read_text() == "kept"
    assert [file.name for file in tmp_path.iterdir()] == ["precious"]


def test_new_needs_a_folder_and_a_set_that_are_there(tmp_path: Path, sentence: Callable[..., str]) -> None:
    """A folder or a set that is not there is named, and nothing is made."""
    assert str(tmp_path / "no") in sentence("new", tmp_path / "no" / "x.jingdex")
    assert "“tokyo”: use one of beijing" in sentence("new", tmp_path / "x.jingdex", "--from", "tokyo")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("show",), "WORKBOOK, SUBJECT: see `jingdex show --help`"),
        (("show", "{}"), "SUBJECT"),
        (("show", "{}", "figurs"), "“figurs”"),
        (("show", "{}", "figures", "--format", "xml"), "“xml”"),
        (("show", "{}", "figures", "--format"), "--format"),
        (("show", "{}", "figures", "--language", "fr"), "“fr”"),
        (("show", "{}", "figures", "--colour"), "--colour"),
        (("show", "{}", "figures", "--form", "csv"), "--form"),
        (("show", "{}", "figures", "--list", "c2020"), "--list has no effect on the table figures: it is for clusters"),
        (("show", "{}", "clusters", "--list", "c1999"), "“c1999”: use one of c2020, c2023, c2025"),
        (("set", "{}", "beijing", "gdp", "2023"), "FIGURE"),
        (("set", "{}", "beijing", "gdp", "2023", "5", "6"), "6: see `jingdex set --help`"),
        (("new",), "WORKBOOK"),
        (("undo",), "WORKBOOK"),
        (("check", "{}", "again"), "again"),
        (("sets", "{}"), "No crosswalk"),
        (
            ("shwo", "{}"),
            "“shwo” is not a subcommand: use one of new, sets, show, method, rules, export, report, audit, import",
        ),
        (("--read-onyl",), "--read-onyl"),
        (("{}",), "needs a terminal"),
        (("missing.jingdex",), "There is no file missing.jingdex: make one with `jingdex new missing.jingdex`"),
        ((), "needs a terminal"),
    ],
)
def test_bad_arguments_are_named(beijing: Path, sentence: Callable[..., str], argv: tuple[str, ...], said: str) -> None:
    """What is missing, unknown or too much is named in one sentence that says what to do."""
    assert said in sentence(*(text.format(beijing) for text in argv))


def test_what_is_complained_of_cannot_act(beijing: Path, sentence: Callable[..., str]) -> None:
    """Control characters in what was given are shown, not obeyed."""
    assert "␛[2Jx␊y" in sentence("set", beijing, "\x1b[2Jx\ny", "gdp", "2023", "5")
    assert "␛[2J" in sentence("show", "\x1b[2J", "figures")
