"""What goes over the wire to terminals without colour or Unicode, byte for byte."""

import re
from pathlib import Path

import pytest
from real_terminal import sent
from rich.cells import cell_len

from data.places import own_copy
from data.session import Session
from tui.app import Jingdex
from tui.frame.views import ONLY_ASCII
from tui.terminal.ascii import ascii_text
from tui.terminal.means import terminal_means

KEYS = (b"R&D", b"jjc\x1b2t\x1b3?\x1b1L]/abc\rL\x1b1jji9\rq")
COLOUR = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy of the Beijing workbook."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path))
    return own_copy("beijing")


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_no_colour_code_is_sent_with_no_color(path: Path) -> None:
    """With NO_COLOR=1 panes, pages, edit and help send bold and reverse, but no colour; without it they do."""
    plain = sent(path, KEYS, TERM="xterm-256color", LANG="C.UTF-8", NO_COLOR="1")
    assert COLOUR.findall(plain) == []
    assert COLOUR.search(sent(path, (b"R&D", b"q"), TERM="xterm-256color", LANG="C.UTF-8"))


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_no_byte_above_127_is_sent_with_lang_c(path: Path) -> None:
    """With LANG=C every screen is ASCII, and sizes are told in bn and tn."""
    received = sent(path, KEYS, TERM="xterm", LANG="C")
    assert max(received) < 128
    assert b"976.1bn" in received


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("9761亿 A → 1.05万亿 E", "9761e8 A-> 1.05e12  E"),
        ("2.83万V, 3千亿", "2.83e4V, 3e11 "),
        ("亿 · 万", "?? . ??"),
        ("~16.8%, Core industry …", "~16.8%, Core industry \\"),
    ],
)
def test_a_scale_is_a_power_of_ten_in_ascii(text: str, shown: str) -> None:
    """It has as many cells as the word, is what can be typed, and stands for no word without a number.

    That a text is cut is another sign than “about”.
    """
    assert ascii_text(text) == shown
    assert cell_len(text) == cell_len(shown)


async def test_without_unicode_no_name_is_shown_in_chinese(session: Session, capable: pytest.MonkeyPatch) -> None:
    """L says why, in place of a screen full of question marks."""
    capable.setenv("LANG", "C")
    app = Jingdex(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("L")
        assert (app.workspace.wording.language, app.live.message) == ("en", ONLY_ASCII)


def test_no_two_marks_are_one_in_ascii() -> None:
    """Changed, previewed, more columns, at least, becomes and over were all `>`."""
    marks = ["▸", "»", "›", "≥", "≥ ", "→", " →", "●", "≠", "…", ">"]
    assert len({ascii_text(mark).strip() for mark in marks}) == len(marks)
    assert ascii_text("≥ 5 → 6") == ">=5-> 6"


@pytest.mark.parametrize(
    ("environ", "fills"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "tmux-256color"}, True),
        ({"TERM": "linux"}, True),
        ({"TERM": "screen-256color"}, False),
        ({"TERM": "screen-256color", "TMUX": "server,1,0"}, True),
        ({"TERM": "vt220"}, False),
        ({}, False),
    ],
)
def test_cells_are_erased_only_on_terminals_that_fill_them(environ: dict[str, str], fills: bool) -> None:
    """GNU screen erases in the colour of its own, which nobody knows."""
    assert terminal_means(environ).fills == fills
