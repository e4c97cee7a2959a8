"""A screen that a signal ends gives the terminal back as it was."""

import os
import pty
import signal
import sys
import termios
from pathlib import Path

import pytest
from real_terminal import PROGRAM

from data.places import own_copy


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: signal.Signals
) -> None:
    """The other screen, the mouse and pasting in brackets are left, the line takes keys as before."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path))
    path = own_copy("beijing")
    reader, writer = os.pipe()
    process, terminal = pty.fork()
    if process == 0:
        os.close(reader)
        signal.signal(end, signal.SIG_DFL)
        mode = termios.tcgetattr(0)
        child = os.fork()
        if child == 0:
            os.environ.update({"TERM": "xterm-256color", "LANG": "C.UTF-8", "LINES": "40", "COLUMNS": "120"})
            os.execv(sys.executable, [sys.executable, "-c", PROGRAM, str(path)])
        os.write(writer, b"%d\n" % child)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.write(writer, b"%d %d\n" % (code, termios.tcgetattr(0) == mode))
        os._exit(0)
    os.close(writer)
    received = b""
    with os.fdopen(reader) as told:
        child = int(told.readline())
        signalled = False
        try:
            while part := os.read(terminal, 65536):
                received += part
                if not signalled and b"Health" in received:
                    signalled = True
                    os.kill(child, end)
        except OSError:
            pass
        assert told.readline().split() == [str(128 + end), "1"]
    os.close(terminal)
    os.waitpid(process, 0)
    for mode in (b"\x1b[?1049", b"\x1b[?1000", b"\x1b[?2004"):
        assert received.rfind(mode + b"l") > received.rfind(mode + b"h") > 0
    assert received.rfind(b"\x1b[?25h") > received.rfind(b"\x1b[?25l")
