"""The rows of the budget table: what each measures, what it allows, and what came out."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from math import isnan
from pathlib import Path
from statistics import median

from benchmarks.programs import DOWN, ENTER, LEFT, RIGHT, UP, Edit, Program, environment
from benchmarks.screen import changed_bytes
from benchmarks.terminal import ANSWERS, NEAR, QUIET, SLOW, Burst, Line, NotMeasuredError, Terminal

IDLE_SECONDS = 10.0
REST = 0.5
STEPS = 3
EDIT_BYTES, MOVE_BYTES = 400, 70
PAGE_DOWN = "\x1b[6~"

Sessions = Mapping[str, Terminal]


@dataclass(frozen=True)
class Row:
    """One line of the printed table: a number for each program, and whether the first program keeps to the budget."""

    what: str
    budget: str
    measured: Mapping[str, float]
    unit: str
    limit: float | None

    def ratio(self, of: str, to: str) -> float | None:
        """How many times as much one program takes as another; None where there is nothing to divide by."""
        of_one, of_other = self.measured[of], self.measured[to]
        return of_one / of_other if of_other and not isnan(of_other) else None

    def kept(self, program: str) -> bool | None:
        """Whether the program is within the limit; None where there is none."""
        return None if self.limit is None else self.measured[program] <= self.limit


@dataclass(frozen=True)
class Bench:
    """What is measured, on a terminal of which size, and how often."""

    programs: list[Program]
    folder: Path
    columns: int
    lines: int
    runs: int

    def open(self, program: Program, line: Line = NEAR) -> Terminal:
        """The program, just started."""
        return Terminal(program.command, self.columns, self.lines, environment(self.folder), ANSWERS, line)

    @contextmanager
    def sessions(self) -> Iterator[Sessions]:
        """Every program at once, ready, with its cursor at the cell to edit."""
        with ExitStack() as stack:
            sessions = {program.name: stack.enter_context(self.open(program)) for program in self.programs}
            for program in self.programs:
                terminal = sessions[program.name]
                terminal.wait_for(program.ready)
                terminal.settle(REST)
                aimed(terminal, program)
            yield sessions


@dataclass(frozen=True)
class Committed:
    """One edit: what typing and what Enter sent, the text that changed, and the seconds from Enter to the last byte."""

    typing: int
    enter: int
    late: int
    changed: int
    changed_at_enter: int
    seconds: float


def aimed(terminal: Terminal, program: Program) -> None:
    """Bring the cursor to the cell to edit."""
    for key in program.aim:
        terminal.press(key)


def start(bench: Bench) -> list[Row]:
    """Seconds from exec to the first data, after one start that is not counted."""
    seconds: dict[str, list[float]] = {program.name: [] for program in bench.programs}
    for _ in range(bench.runs + 1):
        for program in bench.programs:
            with bench.open(program) as terminal:
                seconds[program.name].append(terminal.wait_for(program.ready))
    measured = {name: 1000 * median(runs[1:]) for name, runs in seconds.items()}
    limit = 1.1 * measured["bare grid"]
    return [Row("start to the first useful screen", "≤ 1.1 × bare grid", measured, "ms", limit)]


def edit(bench: Bench) -> list[Row]:
    """Time and bytes of committed edits, typed a key at a time, the programs taking turns."""
    commits: dict[str, list[Committed]] = {program.name: [] for program in bench.programs}
    with bench.sessions() as sessions:
        for turn in range(bench.runs + 1):
            for program in bench.programs:
                commits[program.name].append(committed(sessions[program.name], program.edits[turn % 2]))

    def medians(size: Callable[[Committed], float]) -> dict[str, float]:
        return {name: median(map(size, made[1:])) for name, made in commits.items()}

    judged = bench.programs[0].name
    seconds = medians(lambda one: 1000 * one.seconds)
    changed = int(medians(lambda one: one.changed)[judged])
    changed_at_enter = int(medians(lambda one: one.changed_at_enter)[judged])
    return [
        Row("Enter to last byte, committed edit", "≤ ½ × bare table", seconds, "ms", seconds["bare table"] / 2),
        Row(
            "bytes, committed edit, from the first key",
            f"≤ 600 + 3 × {changed}",
            medians(lambda one: one.typing + one.enter + one.late),
            "B",
            600 + 3 * changed,
        ),
        Row(
            "  of these, from Enter on",
            f"≤ {EDIT_BYTES}, text {changed_at_enter}",
            medians(lambda one: one.enter + one.late),
            "B",
            EDIT_BYTES,
        ),
        Row(
            f"  of these, after {1000 * QUIET:.0f} ms of quiet",
            "",
            medians(lambda one: one.late),
            "B",
            None,
        ),
    ]


def committed(terminal: Terminal, edit: Edit) -> Committed:
    """The edit made where the cursor is, key by key."""
    pictures = [terminal.screen.picture()]
    bursts: list[Burst] = []
    for key in (*edit.typed, ENTER):
        bursts.append(terminal.press(key))
        pictures.append(terminal.screen.picture())
    late = terminal.settle(REST)
    pictures[-1] = terminal.screen.picture()
    if edit.shown not in terminal.screen.text():
        raise NotMeasuredError(f"{edit.typed!r} was typed but {edit.shown!r} not shown:\n{terminal.screen.text()}")
    changes = [changed_bytes(before, after) for before, after in pairwise(pictures)]
    return Committed(
        typing=sum(burst.bytes for burst in bursts[:-1]),
        enter=bursts[-1].bytes,
        late=late.bytes,
        changed=sum(changes),
        changed_at_enter=changes[-1],
        seconds=bursts[-1].seconds,
    )


def slow(bench: Bench) -> list[Row]:
    """The first screen, an edit and a page of figures over a slow line that stands between key and program.

    The second edit is measured, once: the line takes most of its time, and always as much.
    """
    milliseconds: dict[str, dict[str, float]] = {"start": {}, "edit": {}, "page": {}}
    for program in bench.programs:
        with bench.open(program, SLOW) as terminal:
            terminal.wait_for(program.ready)
            milliseconds["start"][program.name] = 1000 * terminal.settle(REST).seconds
            aimed(terminal, program)
            edits = [committed(terminal, edit).seconds for edit in program.edits]
            milliseconds["edit"][program.name] = 1000 * edits[-1]
            for key in program.longest:
                terminal.press(key, REST)
            pages = [terminal.press(PAGE_DOWN, REST).seconds for _ in range(STEPS)] if program.longest else []
            milliseconds["page"][program.name] = 1000 * median(pages or [float("nan")])
    over = f"over {SLOW.rate * 8 / 1000:.0f} kbit/s, {1000 * SLOW.round_trip:.0f} ms there and back"
    limit = 1000 * SLOW.round_trip + 60
    return [
        Row(f"start to the last byte, {over}", "", milliseconds["start"], "ms", None),
        Row(f"Enter to the last byte, {over}", "≤ 200 + 60 ms", milliseconds["edit"], "ms", limit),
        Row(f"a page of figures, {over}", "", milliseconds["page"], "ms", None),
    ]


def move(bench: Bench) -> list[Row]:
    """Bytes for one step down and one step right: the median of a few, walked there and back."""
    with bench.sessions() as sessions:
        return [
            Row(
                f"bytes, one cursor move {name}",
                f"≤ {MOVE_BYTES}",
                {program.name: median(steps(sessions[program.name], there, back)) for program in bench.programs},
                "B",
                MOVE_BYTES,
            )
            for name, there, back in (("down", DOWN, UP), ("right", RIGHT, LEFT))
        ]


def steps(terminal: Terminal, there: str, back: str) -> list[int]:
    """The bytes of each step there; the steps back are not counted."""
    sizes = [terminal.press(there).bytes for _ in range(STEPS)]
    for _ in range(STEPS):
        terminal.press(back)
    if not all(sizes):
        raise NotMeasuredError(f"the key {there!r} moved nothing:\n{terminal.screen.text()}")
    return sizes


def scroll(bench: Bench) -> list[Row]:
    """Bytes of the first program for one row scrolled, in the view where rows fill the width: the median of a few."""
    program, others = bench.programs[0], bench.programs[1:]
    with bench.open(program) as terminal:
        terminal.wait_for(program.ready)
        terminal.settle(REST)
        for key in (*program.longest, *([DOWN] * bench.lines)):
            terminal.press(key)
        terminal.settle(REST)
        sent = []
        for _ in range(3 * STEPS):
            sent.append(terminal.press(DOWN).bytes)
            terminal.settle(REST)
    measured = {program.name: median(sent)} | dict.fromkeys((other.name for other in others), float("nan"))
    return [Row("bytes, one row scrolled", "≤ 300", measured, "B", 300)]


def idle(bench: Bench) -> list[Row]:
    """Bytes and CPU of ten seconds in which nothing is pressed, all programs at once."""
    with bench.sessions() as sessions:
        time.sleep(4 * REST)
        for terminal in sessions.values():
            terminal.take()
        spent = {name: terminal.cpu() for name, terminal in sessions.items()}
        time.sleep(IDLE_SECONDS)
        spent = {name: terminal.cpu() - spent[name] for name, terminal in sessions.items()}
        sent = {name: float(terminal.take().bytes) for name, terminal in sessions.items()}
    cpu = {name: 1000 * seconds / IDLE_SECONDS for name, seconds in spent.items()}
    return [
        Row(f"bytes, idle for {IDLE_SECONDS:.0f} s", "0", sent, "B", 0),
        Row("CPU a second, idle", "≤ 2 ms", cpu, "ms", 2),
    ]


ROWS: dict[str, Callable[[Bench], list[Row]]] = {
    "start": start,
    "edit": edit,
    "slow": slow,
    "move": move,
    "scroll": scroll,
    "idle": idle,
}
