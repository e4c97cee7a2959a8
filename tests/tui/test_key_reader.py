"""Keys that come from a terminal while the app does other things in the same loop."""

import asyncio
import os
import pty
import tty
from select import select

import pytest
from textual import constants

from tui.terminal import keys
from tui.terminal.keys import KeyReader

KEYS = {(b"\xc3", b"\xa9"): "é", (b"\xff",): "replacement_character", (b"\x1b",): "escape", (b"\x1b[A",): "up"}
"""Packets, and the key that they are."""
LONGEST = 10
"""Seconds after which a reader that has ended by a fault is given up."""
TURNS = 2
"""In the first the loop finds that there is something, and reads it after the test was called."""


async def _read(terminal: int) -> None:
    """Wait until what was sent has come, then for the turn of the loop in which it is read."""
    select([terminal], [], [])
    for _ in range(TURNS):
        await asyncio.sleep(0)


async def test_keys_are_read_as_they_come_until_the_terminal_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A character in two packets is one key, a byte that is not text is one too, Escape alone is Escape."""
    monkeypatch.setattr(constants, "ESCAPE_DELAY", 0.0)
    monkeypatch.setattr(keys, "_LOOK", 0.0)
    there, here = pty.openpty()
    tty.setraw(here)
    stop, stopped = KeyReader.stop, asyncio.Event()
    monkeypatch.setattr(KeyReader, "stop", lambda reader: (stop(reader), stopped.set()))
    messages = asyncio.Queue[object]()
    loop = asyncio.get_running_loop()
    KeyReader(loop, here, messages.put_nowait)
    async with asyncio.timeout(LONGEST):
        for packets, key in KEYS.items():
            for packet in packets:
                os.write(there, packet)
                await _read(here)
            assert getattr(await messages.get(), "key", "") == key
        os.close(there)
        await stopped.wait()
    assert not loop.remove_reader(here)
    os.close(here)
