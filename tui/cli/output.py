"""What is written to standard output and standard error: nothing that a terminal would obey, nothing that crashes."""

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from core.errors import JingdexError
from core.words import gettext
from data import system_error
from tui.grid.plain import plain
from tui.terminal import ascii as terminal_ascii
from tui.terminal.means import terminal_means

LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")
LAYOUT = r"(\r?\n)"
STYLES = r"(\x1b\[[0-9;]*m|\n)"
CLEARED = "\r\x1b[K"


class Unwritten(JingdexError):
    """Standard output takes no more."""


def make_lossless() -> None:
    """Let characters that an output's encoding does not have appear as their numbers."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def is_terminal() -> bool:
    """Whether standard output is one."""
    return sys.stdout is not None and sys.stdout.isatty()


def has_unicode() -> bool:
    """Whether standard output takes more than ASCII; a file does wherever its encoding does."""
    encoding = (getattr(sys.stdout, "encoding", "") or "utf-8").lower().replace("-", "")
    if encoding != "utf8" or not is_terminal():
        return encoding == "utf8"
    named = [os.environ[name] for name in LOCALE if os.environ.get(name)]
    by_a_person = os.environ.get("LC_ALL") or os.environ.get("LANG")
    if by_a_person and all("UTF" in name.upper() for name in named):
        return True
    return terminal_means(os.environ).unicode


def write(text: str) -> None:
    """Write sentences to standard output. Raises Unwritten, and BrokenPipeError where nobody reads any more."""
    _write(_without_controls(text, LAYOUT))


def write_lines(lines: Iterable[str], say: Callable[[str], None] = write) -> None:
    """Write lines, in ASCII where standard output takes no more. Raises as `write` does."""
    text = "".join(f"{plain(line)}\n" for line in lines)
    say(text if has_unicode() else terminal_ascii.ascii_text(text))


def narrate(text: str) -> None:
    """Write sentences to standard error, where standard output is data."""
    if sys.stderr is not None:
        sys.stderr.write(_without_controls(text, LAYOUT))


def write_styled(text: str) -> None:
    """Write what `printed` made, whose colours and bold are the only sequences that stay. Raises as `write` does."""
    _write(_without_controls(text, STYLES))


def write_data(text: str) -> None:
    """Write CSV or JSON: exactly to a file or a pipe, harmless to a terminal. Raises as `write` does."""
    _write(_without_controls(text, LAYOUT) if is_terminal() else text)


def write_bytes(content: bytes, *, is_text: bool) -> None:
    """Write a file to standard output: byte by byte to a file or a pipe, its text harmless to a terminal.

    Raises as `write` does.
    """
    if sys.stdout is None or (is_text and is_terminal()):
        write_data(content.decode("utf-8-sig"))
        return
    flush()
    with _or_unwritten():
        sys.stdout.buffer.write(content)


def flush() -> None:
    """Write out all that was written so far. Raises as `write` does."""
    if sys.stdout is not None:
        with _or_unwritten():
            sys.stdout.flush()


def complain(sentence: str) -> None:
    """Write one line to standard error."""
    if sys.stderr is not None:
        sys.stderr.write(gettext("jingdex: {sentence}\n", sentence=plain(sentence)))


def show_progress(sentence: str) -> None:
    """Show how far a work is, in one line of standard error, where a person looks at it."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"\r{plain(sentence)} ")
        sys.stderr.flush()


def clear_progress() -> None:
    """Clear the line of `show_progress`."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(CLEARED)


def abandon() -> None:
    """Let what standard output still holds go nowhere, so that leaving raises nothing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _write(text: str) -> None:
    if sys.stdout is not None:
        with _or_unwritten():
            sys.stdout.write(text)


@contextmanager
def _or_unwritten() -> Iterator[None]:
    """Raise Unwritten where the output takes no more, but BrokenPipeError where nobody reads it."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon()
        raise Unwritten(
            "The output cannot be written ({why}): make room, or write it elsewhere.", why=system_error.reason(error)
        ) from error


def _without_controls(text: str, allowed: str) -> str:
    """The text with all but the sequences of the pattern made visible; the pattern has one group."""
    parts = re.split(allowed, text)
    parts[::2] = map(plain, parts[::2])
    return "".join(parts)
