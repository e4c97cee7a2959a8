"""Pictures on their way to a terminal that takes them slowly."""

import asyncio
import fcntl
import os
import pty
import threading
import tty
from collections.abc import Iterator
from contextlib import suppress

import pytest

from benchmarks.screen import Screen
from tui.terminal.screen_diff import ScreenDiff
from tui.terminal.writer import PictureWriter

ROOM = 4096
"""Bytes that the line holds before it makes the writer wait."""
WIDTH, HEIGHT = 120, 40


@pytest.fixture
def line() -> Iterator[tuple[int, int]]:
    """The two ends of a line with little room, from which nothing is read yet."""
    there, here = os.pipe()
    fcntl.fcntl(here, fcntl.F_SETPIPE_SZ, ROOM)
    yield there, here
    os.close(there)


def picture(letter: str) -> str:
    """A screen full of one letter."""
    return "".join(f"\x1b[{row + 1};1H{letter * WIDTH}" for row in range(HEIGHT)) + "\x1b[1;1H"


async def test_only_the_newest_picture_waits_for_a_busy_line(line: tuple[int, int]) -> None:
    """The first is on its way, the second is never sent, the last is, as soon as there is room."""
    there, here = line
    writer = PictureWriter(asyncio.get_running_loop(), here, ScreenDiff(WIDTH, HEIGHT), "utf-8")
    for letter in "abc":
        writer.write(picture(letter))
    sent = b""
    while sent.count(b"c") < WIDTH * HEIGHT:
        sent += await asyncio.to_thread(os.read, there, ROOM)
    assert b"b" not in sent
    writer.stop()
    assert os.get_blocking(here)
    os.close(here)


async def test_a_free_line_gets_each_picture(line: tuple[int, int]) -> None:
    """Every key is answered at once."""
    there, here = line
    writer = PictureWriter(asyncio.get_running_loop(), here, ScreenDiff(WIDTH, 1), "utf-8")
    for letter in "abc":
        writer.write(f"\x1b[1;1H{letter * WIDTH}\x1b[1;1H")
        assert letter.encode() * WIDTH in os.read(there, ROOM)
    writer.stop()
    os.close(here)


async def test_the_end_waits_for_a_terminal_that_took_nothing_before() -> None:
    """It has the last picture in the end, and nobody who wrote was held up."""
    there, here = pty.openpty()
    tty.setraw(here)
    writer = PictureWriter(asyncio.get_running_loop(), here, ScreenDiff(WIDTH, HEIGHT), "utf-8")
    for letter in "abcdefghijklmnopqrstuvwxyz":
        writer.write(picture(letter))
    threading.Thread(target=lambda: (writer.stop(), os.close(here))).start()
    screen = Screen(WIDTH, HEIGHT)
    with suppress(OSError):  # Linux says EIO once the other side is closed
        while True:
            screen.feed(os.read(there, ROOM))
    os.close(there)
    assert screen.display == ["z" * WIDTH] * HEIGHT
