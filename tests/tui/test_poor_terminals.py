"""What goes over the wire to terminals without colour or Unicode, byte for byte."""

import os
import pty
import re
import sys
from pathlib import Path

import pytest

from data.places import own_copy

PROGRAM = "import sys; from tui.command_line import main; sys.exit(main([sys.argv[1]]))"
KEYS = b"jjc2t3?1L+/abc\rL1jji9\rq"
COLOUR = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")


def sent(path: Path, **environment: str) -> bytes:
    """All bytes that a terminal of 120×40 gets while the keys are typed, until the program ends."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ.clear()
        os.environ.update({"PATH": "/usr/bin:/bin", "LINES": "40", "COLUMNS": "120", **environment})
        os.execv(sys.executable, [sys.executable, "-c", PROGRAM, str(path)])
    received = b""
    typed = False
    try:
        while part := os.read(terminal, 65536):
            received += part
            if not typed and b"R&D" in received:
                os.write(terminal, KEYS)
                typed = True
    except OSError:  # the program has gone, and its side of the terminal with it
        pass
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    return received


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy of the Beijing workbook."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path))
    return own_copy("beijing")


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_no_colour_code_is_sent_with_no_color(path: Path) -> None:
    """With NO_COLOR=1 panes, pages, edit and help send bold and reverse, but no colour; without it they do."""
    plain = sent(path, TERM="xterm-256color", LANG="C.UTF-8", NO_COLOR="1")
    assert COLOUR.findall(plain) == []
    assert COLOUR.search(sent(path, TERM="xterm-256color", LANG="C.UTF-8"))


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_no_byte_above_127_is_sent_with_lang_c(path: Path) -> None:
    """With LANG=C every screen is ASCII, and sizes are told in bn and tn."""
    received = sent(path, TERM="xterm", LANG="C")
    assert max(received) < 128
    assert b"976.1bn" in received
