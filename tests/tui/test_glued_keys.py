"""Keys that a terminal sends in one packet, on a real one: Escape stays Escape, and Alt with a digit is a view."""

from pathlib import Path

import pytest
from real_terminal import sent
from textual import events

from data.file import WorkbookFile
from data.places import own_copy
from tui.terminal.keys import KeyParser

TERMINAL = {"TERM": "xterm-256color", "LANG": "C.UTF-8"}
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy of the Beijing workbook."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path))
    return own_copy("beijing")


def titles(path: Path) -> list[str]:
    """What was done to the workbook since it was made."""
    with WorkbookFile.open(path) as file:
        return [step.title for step in file.trail(1)]


@pytest.mark.parametrize(
    ("packet", "keys"),
    [
        ("9\x1b[\x1b\r", ["9", "alt+left_square_bracket", "alt+enter"]),
        ("9\x1bO\x1bP\x1b]\x1bX\x1bq", ["9", "alt+O", "alt+P", "alt+right_square_bracket", "alt+X", "alt+q"]),
        (f"9\x1b^{'5' * 40}\r", ["9", "alt+circumflex_accent", *"5" * 40, "enter"]),
        ("\x1b[A\x1b\x1b[B", ["up", "escape", "down"]),
    ],
)
def test_what_begins_like_a_longer_sequence_is_escape_and_its_keys(packet: str, keys: list[str]) -> None:
    """No `^` is typed for an Escape, whatever comes behind it; sequences of the terminal are what they were."""
    parser = KeyParser()
    assert [event.key for event in parser.feed(packet) if isinstance(event, events.Key)] == keys


def test_what_escape_ends_is_not_saved(path: Path) -> None:
    """Escape, glued to Enter, to a letter, a sign or a digit, gives up what was typed; q then ends the program."""
    sent(path, (b"R&D", b"9\x1b\r\x1b9\x1b9\x1b/\x1b98\x1b\r\x1bj7\x1bk.5\x1b\x1bq"), **TERMINAL)
    assert titles(path) == []


def test_keys_in_one_packet_act_in_their_turn(path: Path) -> None:
    """Each figure lands in its row alone, an estimate of one's own.

    Down two rows by j behind Escape, then a figure; Alt and a digit go to the index, where a gap is typed in, and back;
    a text is deleted, two digits taken back, one set before the last: no digit behind these keys overtakes them.
    """
    moved, viewed = b"9\x1bj8\x1bj9800\xe4\xba\xbf\r", b"\x1b2j0.91\r\x1b1"
    corrected = b"123\x159761\x7f\x7f5\x1b[D0\x1b[C\xe4\xba\xbf\rq"
    sent(path, (b"R&D", moved + viewed + corrected), **TERMINAL)
    assert titles(path) == [
        "healthcare overall_scale 2023: 9761亿 A → 9800亿 E",
        "beijing ecosystem_index 2017: O → 0.91 E",
        "healthcare overall_scale 2023: 9800亿 E → 9705亿 E",
    ]


@pytest.mark.parametrize(
    ("packet", "made"),
    [
        ("Total output of Beijing", ["paste Total output of Beijing"]),
        ("healthcare\r", ["paste healthcare", "enter"]),
        ("Gross product\rquit\r", ["paste Gross product", "enter", *"quit", "enter"]),
        ("jjj/healthcare\r", [*"jjj", "slash", *"healthcare", "enter"]),
        ("/beijing\n", ["slash", *"beijing", "enter"]),
        ("jj9800亿\rjj", [*"jj9800亿", "enter", *"jj"]),
        ("nwhy it is\r", [*"nwhy", "space", *"it", "space", *"is", "enter"]),
        ("jjjjjjjjllll", list("jjjjjjjjllll")),
        ("ggjjG9800亿\r", [*"ggjjG9800亿", "enter"]),
        ("zzbLL", list("zzbLL")),
        ("jj约9765亿\r", [*"jj约9765亿", "enter"]),
    ],
)
def test_a_text_without_brackets_is_a_paste_and_keys_are_keys(packet: str, made: list[str]) -> None:
    """A terminal may paste without saying so: the letters of a sentence do not run as commands."""
    found = [f"paste {one.text}" if isinstance(one, events.Paste) else one.key for one in KeyParser().feed(packet)]
    assert found == made
