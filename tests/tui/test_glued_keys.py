"""Keys that a terminal sends in one packet, on a real one: Escape stays Escape, and Alt with a digit is a view."""

from pathlib import Path

import pytest
from real_terminal import sent

from data.file import WorkbookFile
from data.places import own_copy

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
    "keys", [b"9\x1b\r\x1bq", b"9\x1b9\x1bq", b"98\x1b\r\x1bj7\x1bkq", b"9\x1b/\x1bq", b".5\x1b\x1bq"]
)
def test_what_escape_ends_is_not_saved(path: Path, keys: bytes) -> None:
    """Escape, glued to Enter, to a letter, a sign or a digit, gives up what was typed; q then ends the program."""
    sent(path, (b"R&D", keys), **TERMINAL)
    assert titles(path) == []


def test_a_key_glued_to_escape_moves(path: Path) -> None:
    """Down two rows by j behind Escape, then a figure: it lands in that row alone, an estimate of one's own."""
    sent(path, (b"R&D", b"9\x1bj8\x1bj9800\xe4\xba\xbf\rq"), **TERMINAL)
    assert titles(path) == ["healthcare overall_scale 2023: 9761亿 A → 9800亿 E"]


def test_alt_and_a_digit_is_a_view(path: Path) -> None:
    """The index is gone to and a gap of it typed in, all in one packet."""
    sent(path, (b"R&D", b"\x1b2j0.91\r\x1b1q"), **TERMINAL)
    assert titles(path) == ["beijing ecosystem_index 2017: O → 0.91 E"]
