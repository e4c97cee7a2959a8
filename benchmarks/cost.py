"""What a program costs from start to end, and the console that tables are printed on."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from benchmarks.programs import environment
from benchmarks.terminal import NotMeasuredError

WIDTH = 150
"""Of a table that is printed to a file."""
LAUNCHER = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(code)
"""
"""Starts a program and prints what it has used."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of the processors, and megabytes at the most."""

    seconds: float
    processor: float
    megabytes: float


def cost_of(command: list[str | Path], folder: Path) -> Cost:
    """What a Python program and its arguments cost. Raises NotMeasuredError where it fails."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", LAUNCHER, sys.executable, *command],
        check=False,
        capture_output=True,
        text=True,
        env=environment(folder),
    )
    seconds = time.perf_counter() - begun
    if done.returncode:
        raise NotMeasuredError(f"{' '.join(map(str, command))} ended with {done.returncode}: {done.stderr.strip()}")
    processor, kilobytes = map(float, done.stdout.split()[-2:])
    return Cost(seconds, processor, kilobytes / 1024)


def wide_console() -> Console:
    """The terminal, or a file of wide lines."""
    console = Console()
    return console if console.is_terminal else Console(width=WIDTH)
