"""The program on a real terminal: bytes go in packet by packet, and all that it writes comes back."""

import os
import pty
import sys
from pathlib import Path

PROGRAM = "import sys; from tui.command_line import main; sys.exit(main([sys.argv[1]]))"


def sent(path: Path, *packets: tuple[bytes, bytes], **environment: str) -> bytes:
    """All bytes that a terminal of 120×40 gets until the program ends.

    Each packet is a text to wait for in what came since the packet before, and the keys that are then typed in one go.
    """
    process, terminal = pty.fork()
    if process == 0:
        os.environ.clear()
        os.environ.update({"PATH": "/usr/bin:/bin", "LINES": "40", "COLUMNS": "120", **environment})
        os.execv(sys.executable, [sys.executable, "-c", PROGRAM, str(path)])
    received, since = b"", 0
    waiting = list(packets)
    try:
        while part := os.read(terminal, 65536):
            received += part
            if waiting and waiting[0][0] in received[since:]:
                since = len(received)
                os.write(terminal, waiting.pop(0)[1])
    except OSError:  # the program has gone, and its side of the terminal with it
        pass
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    return received
