"""The programs that are measured: how each is started, known to be ready, and made to edit a figure."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.terminal import NotMeasuredError

HERE = Path(__file__).parent
JINGDEX = Path(sys.executable).with_name("jingdex")
UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
ENTER = "\r"


@dataclass(frozen=True)
class Edit:
    """A figure as it is typed, before Enter, and as the screen then shows it."""

    typed: str
    shown: str


@dataclass(frozen=True)
class Program:
    """One program: `aim` brings the cursor to a cell that each of the `edits` changes, over and over.

    `longest` leads to a table that is longer than the screen.
    """

    name: str
    command: tuple[str, ...]
    ready: str
    edits: tuple[Edit, Edit]
    aim: tuple[str, ...] = ()
    longest: tuple[str, ...] = ()


def measured_programs(folder: Path, *, bare_only: bool) -> list[Program]:
    """Jingdex, unless left out, then the bare grid and the bare table; their files are made in the folder."""
    rows = folder / "rows.csv"
    rows.write_text(ten_rows(), encoding="utf-8")
    bare = [
        Program(
            name=name,
            command=(sys.executable, str(HERE / f"{name.replace(' ', '_')}.py"), str(rows)),
            ready="unit 01",
            edits=(Edit("9761", "9761"), Edit("9762", "9762")),
            aim=(DOWN, RIGHT),
        )
        for name in ("bare grid", "bare table")
    ]
    return bare if bare_only else [jingdex(folder), *bare]


def jingdex(folder: Path, name: str = "beijing") -> Program:
    """Jingdex with a shipped set; in the Beijing workbook edits are made at the size of the healthcare cluster."""
    workbook = folder / f"{name}.jingdex"
    made = subprocess.run(
        [sys.executable, JINGDEX, "new", workbook, "--from", name],
        check=False,
        capture_output=True,
        text=True,
        env=environment(folder),
    )
    if made.returncode:
        raise NotMeasuredError(f"jingdex made no workbook: {made.stderr.strip()}")
    return Program(
        name="jingdex",
        command=(str(JINGDEX), str(workbook)),
        ready="9,76[0-9]" if name == "beijing" else "Index|指数",
        edits=(Edit("9763亿", "9,763"), Edit("9764亿", "9,764")),
        aim=("\x1b1", "\x1b[1;5H", DOWN, DOWN, RIGHT),
        longest=("\x1b5",),
    )


def size(text: str) -> tuple[int, int]:
    """Columns and lines, from 120x40."""
    columns, lines = text.lower().replace("×", "x").split("x")
    return int(columns), int(lines)


def environment(folder: Path) -> dict[str, str]:
    """The same surroundings for all: a colour terminal, UTF-8, and a home of its own."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(folder),
        "JINGDEX_HOME": str(folder),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def ten_rows() -> str:
    """Ten rows of a name and five made-up figures, as CSV."""
    years = range(2019, 2024)
    header = ",".join(["unit", *map(str, years)])
    rows = (",".join([f"unit {row:02}", *(str(row * year) for year in years)]) for row in range(1, 11))
    return "\n".join([header, *rows, ""])
