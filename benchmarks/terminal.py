"""A program under a pseudo-terminal: its keys go in here, and its bytes, times and CPU come out."""

import contextlib
import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from benchmarks.screen import Screen

QUIET = 0.08
PATIENCE = 2.0
START_LIMIT = 30.0
BURST_LIMIT = 20.0
ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronised output: known
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # resizes reported in band: not known
    b"\x1b[c": b"\x1b[?62;22c",  # what are you: a VT220 with colours
}
QUESTION = re.compile(rb"\x1b\[\?[0-9]+\$p|\x1b\[c")
LONGEST_QUESTION = 12
ESCAPE = re.compile(rb"\x1b\[[0-9;:?<>=]*[ -/]*[@-~]")


@dataclass(frozen=True)
class Line:
    """What lies between the keys and the program: seconds there and back, and bytes a second on the way back."""

    round_trip: float
    rate: float
    packet: int


NEAR = Line(0.0, float("inf"), 1 << 16)
SLOW = Line(0.2, 64_000 / 8, 128)
"""64 kbit/s and 200 ms, as over a mobile telephone: what is not sent yet holds the program up."""


class NotMeasuredError(Exception):
    """A program did not do what it is measured at."""


@dataclass(frozen=True)
class Burst:
    """What came back for one key: bytes, and seconds from the key to the last of them."""

    bytes: int
    seconds: float


class Terminal:
    """A terminal of a given size with one running program, read from at all times by a thread of its own."""

    def __init__(
        self,
        command: Sequence[str],
        columns: int,
        lines: int,
        environment: Mapping[str, str],
        answers: Mapping[bytes, bytes] = ANSWERS,
        line: Line = NEAR,
    ) -> None:
        self.screen, self._line = Screen(columns, lines), line
        self._answers = {**ANSWERS, **answers}
        self._news = threading.Condition()
        self._chunks: list[tuple[float, bytes]] = []
        self._taken = 0
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._sent = self._started = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the program by its own id, with a hang-up first."""
        self._process.send_signal(signal.SIGHUP)
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        os.close(self._master)

    def wait_for(self, pattern: str) -> float:
        """Seconds from exec until the pattern is in the text that has come, colours and moves left out."""
        looked_for = re.compile(pattern.encode())
        come, looked_at = b"", 0
        with self._news:
            while self._process.poll() is None and time.perf_counter() - self._started < START_LIMIT:
                for moment, chunk in self._chunks[looked_at:]:
                    come += chunk
                    if looked_for.search(ESCAPE.sub(b"", come)):
                        return moment - self._started
                looked_at = len(self._chunks)
                self._news.wait(PATIENCE)
        self.take()
        raise NotMeasuredError(f"no {pattern!r} was shown; what was:\n{self.screen.text().rstrip()}")

    def press(self, keys: str, quiet: float = QUIET) -> Burst:
        """Send one key; what came back for it until the program was quiet."""
        self.send(keys)
        return self.settle(quiet + self._line.round_trip, PATIENCE)

    def send(self, keys: str) -> None:
        """Send keys and wait for nothing."""
        self.take()
        self._sent = time.perf_counter()
        time.sleep(self._line.round_trip / 2)
        os.write(self._master, keys.encode())

    def until(self, text: str, *, since_key: bool = False, patience: float = START_LIMIT) -> float:
        """Seconds from exec, or from the last key pressed, until a text stands on the screen."""
        begun = self._sent if since_key else self._started
        end = time.perf_counter() + patience
        with self._news:
            while True:
                for moment, chunk in self._chunks[self._taken :]:
                    self._taken += 1
                    self.screen.feed(chunk)
                    if text in self.screen.text():
                        return moment - begun
                if self._process.poll() is not None or time.perf_counter() > end:
                    break
                self._news.wait(0.2)
        raise NotMeasuredError(f"{text!r} was not shown; what was:\n{self.screen.text().rstrip()}")

    @property
    def chunks(self) -> Sequence[tuple[float, bytes]]:
        """All that the program has written, each piece with its moment."""
        with self._news:
            return tuple(self._chunks)

    def megabytes(self) -> float:
        """The most memory the program has had, as the kernel counts it."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    def settle(self, quiet: float = QUIET, patience: float = 0.0) -> Burst:
        """All that comes until nothing has for `quiet` seconds; the first byte may take `patience` seconds."""
        begun = time.perf_counter()
        with self._news:
            while (now := time.perf_counter()) - begun < BURST_LIMIT:
                silence = now - max(begun, self._last)
                allowed = quiet if self._taken < len(self._chunks) else max(quiet, patience)
                if silence >= allowed:
                    break
                self._news.wait(allowed - silence)
        return self.take()

    def take(self) -> Burst:
        """All that has come and was not taken yet, drawn on the picture."""
        with self._news:
            new = self._chunks[self._taken :]
            self._taken = len(self._chunks)
        for _, chunk in new:
            self.screen.feed(chunk)
        seconds = new[-1][0] - self._sent if new else 0.0
        return Burst(sum(len(chunk) for _, chunk in new), seconds)

    def cpu(self) -> float:
        """CPU seconds the program has used, all its threads together (clock_getcpuclockid, to the nanosecond)."""
        return time.clock_gettime((~self._process.pid << 3) | 2)

    @property
    def _last(self) -> float:
        return self._chunks[-1][0] if self._chunks else 0.0

    def _read(self) -> None:
        """Drain the terminal as fast as the line is and answer its questions until the program has gone."""
        tail, free = b"", 0.0
        with contextlib.suppress(OSError):  # Linux says EIO once the other side is closed
            while chunk := os.read(self._master, self._line.packet):
                free = max(free, time.perf_counter()) + len(chunk) / self._line.rate
                time.sleep(max(0.0, free - time.perf_counter()))
                moment = time.perf_counter() + self._line.round_trip / 2
                with self._news:
                    self._chunks.append((moment, chunk))
                    self._news.notify_all()
                tail = self._answer(tail + chunk)
        with self._news:
            self._news.notify_all()

    def _answer(self, output: bytes) -> bytes:
        """Answer each question in the output; what follows the last one may be the beginning of another."""
        end = 0
        for question in QUESTION.finditer(output):
            answer = self._answers.get(question[0])
            if answer:
                os.write(self._master, answer)
            end = question.end()
        return output[end:][-LONGEST_QUESTION:]
