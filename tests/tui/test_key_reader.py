"""Keys that come from a terminal while the app does other things in the same loop."""

import asyncio
import os
import pty
import tty

import pytest
from textual import constants

from tui.terminal import key_reader
from tui.terminal.key_reader import KeyReader

KEYS = {(b"\xc3", b"\xa9"): "é", (b"\xff",): "replacement_character", (b"\x1b",): "escape", (b"\x1b[A",): "up"}
"""Packets, and the key that they are."""


async def test_keys_are_read_as_they_come_until_the_terminal_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A character in two packets is one key, a byte that is no text is one too, Escape alone is Escape."""
    monkeypatch.setattr(constants, "ESCAPE_DELAY", 0.0)
    monkeypatch.setattr(key_reader, "_LOOK", 0.0)
    there, here = pty.openpty()
    tty.setraw(here)
    stop, stopped = KeyReader.stop, asyncio.Event()
    monkeypatch.setattr(KeyReader, "stop", lambda reader: (stop(reader), stopped.set()))
    messages = asyncio.Queue[object]()
    loop = asyncio.get_running_loop()
    KeyReader(loop, here, messages.put_nowait)
    for packets, key in KEYS.items():
        for packet in packets:
            os.write(there, packet)
        assert getattr(await messages.get(), "key", "") == key
    os.close(there)
    await stopped.wait()
    assert not loop.remove_reader(here)
    os.close(here)
