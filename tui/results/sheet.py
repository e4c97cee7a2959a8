"""The results of a method as a table: units by rank, or the periods of one, with what their scores are made of."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

import polars as pl

from core.frozen import frozen
from core.method.panel import KEYS
from core.method.run import Scored
from core.workbook.status import NOT_OBSERVED
from tui.grid.sheet import LazyCells, Sheet, SheetRow, key_of, look_of_change
from tui.grid.sparkline import sparkline
from tui.grid.stacked_bar import PARTS, stacked
from tui.grid.table import Cell, Column, Look
from tui.grid.wording import NOTHING, rounded, signed
from tui.workspace.result_view import ResultView

HISTORY = 8
BAR, LONG_BAR = 11, 22
Point: TypeAlias = tuple[float | None, bool]
GAP: Point = (None, False)


@frozen
class Line:
    """One row of a result: its keys, then for the node and each of its children score and letter, then the ranks."""

    unit: str
    period: str
    scores: Sequence[float | None]
    letters: Sequence[str]
    rank: int | None
    moved: int | None


def score_sheet(
    view: ResultView, before: Scored | None = None, bands: Mapping[str, tuple[int, int]] | None = None
) -> Sheet:
    """The units by their rank on one node, or the periods of the one unit there is.

    `before` is the result before the last edit: places gained since are marked. `bands` are the ranks from 5 to 95 %
    of each unit under other choices; where none are known the column is empty.
    """
    if not view.node:
        return Sheet((Column(view.wording.word("unit"), 16),), ())
    codes = [view.node, *children_of(view.scored, view.node)]
    if view.scored.frame["unit"].n_unique() > 1:
        lines = _lines(view.scored, view.node, codes, view.period)
        return _ranked(view, codes, lines, gains(before, view) if before else {}, bands or {})
    return _dated(view, codes, _lines(view.scored, view.node, codes))


def children_of(scored: Scored, node: str) -> list[str]:
    """What counts directly towards a node and has scores."""
    return [code for code in scored.tree.children.get(node, ()) if code in scored.frame.columns]


def score_cell(value: float | None, letter: str) -> Cell:
    """A score with its letter; one that depends on what nobody observed never looks like another."""
    if value is None:
        return Cell(f"{NOTHING} O", "dim")
    look: Look = "estimated" if letter in NOT_OBSERVED else "plain"
    return Cell(f"{rounded(value, 4)}{'' if letter == 'A' else letter}", look)


def gains(before: Scored, view: ResultView) -> dict[str, int]:
    """Places gained on the node since another result, by unit, in the period in view."""
    if view.node not in before.ranks.columns:
        return {}
    was, now = (_ranks(scored, view) for scored in (before, view.scored))
    return {unit: was[unit] - rank for unit, rank in now.items() if unit in was}


def _ranked(
    view: ResultView,
    codes: Sequence[str],
    lines: Sequence[Line],
    gained: Mapping[str, int],
    bands: Mapping[str, tuple[int, int]],
) -> Sheet:
    """Units by rank: what one looks for first stands at the left; without other periods no word of them."""
    word = view.wording.word
    periods = [str(when) for when in dict.fromkeys(view.scored.frame["period"])]
    at = periods.index(view.period)
    past = [
        Column(f"±{periods[at - 1] if at else ''}", 6, "right"),
        Column(word("history"), min(HISTORY, len(periods)), tail=True, drawn=True),
    ]
    length = BAR if len(periods) > 1 else LONG_BAR
    columns = [
        Column(word("rank"), 5, "right", frozen=True),
        Column("▲▼", 4, frozen=True),
        Column(word("unit"), 14, frozen=True, grows=True, wants=24),
        Column("5–95 %", 7, "right"),
        Column(word("score"), 9, "right"),
        Column(word("elements"), length, drawn=True),
        *(past if len(periods) > 1 else ()),
        *_part_columns(codes[1:], view),
    ]
    histories = _histories(view.scored, view.node, periods) if len(periods) > 1 else {}
    here = sorted(lines, key=lambda line: (line.rank is None, line.rank or 0, line.unit))
    most = max((abs(line.scores[0] or 0) for line in here), default=0.0)
    drawn = _Ranked(view, view.scored.tree.weights, codes, length, most, gained, bands, histories)
    return Sheet(columns, [drawn.row(line) for line in here])


@frozen
class _Ranked:
    """What the rows of units have in common: weights and codes, the length of bars and the score of the longest.

    `histories` is empty where there is one period only.
    """

    view: ResultView
    weights: Mapping[str, float]
    codes: Sequence[str]
    length: int
    most: float
    gained: Mapping[str, int]
    bands: Mapping[str, tuple[int, int]]
    histories: Mapping[str, Sequence[Point]]

    def row(self, line: Line) -> SheetRow:
        """One unit; its cells are made when they are in view."""
        score, low = line.scores[0], self.bands.get(line.unit, (None, None))[0]
        between = (line.moved or 0, score) if self.histories else ()
        sort_by = (line.rank, self.gained.get(line.unit, 0), self.view.unit_name(line.unit), low, score, score)
        key = key_of("score", line.unit, line.period)
        return SheetRow(key, LazyCells(partial(self._cells, line)), sort_by=(*sort_by, *between, *line.scores[1:]))

    def _cells(self, line: Line) -> Iterator[Cell]:
        gain, moved = self.gained.get(line.unit, 0), line.moved or 0
        yield Cell(NOTHING if line.rank is None else str(line.rank))
        yield Cell(_arrow(gain), look_of_change(gain))
        yield Cell(self.view.unit_name(line.unit))
        yield Cell(_band(*self.bands.get(line.unit, (None, None))), "estimated")
        head, *rest = _scores(line, self.weights, self.codes, self.length, self.most)
        yield from (head, rest[0])
        if self.histories:
            yield Cell(f"{moved:+d}" if moved else "", look_of_change(moved))
            points = self.histories.get(line.unit, ())
            values, solid = [value for value, _ in points], [is_solid for _, is_solid in points]
            yield Cell(sparkline(values, solid, min(HISTORY, len(points))))
        yield from rest[1:]


def _dated(view: ResultView, codes: Sequence[str], lines: Sequence[Line]) -> Sheet:
    """The periods of one unit: a rank among one tells nothing, so the change of the score stands there."""
    word = view.wording.word
    columns = [
        Column(word("year"), 9, frozen=True),
        Column(word("score"), 9, "right"),
        Column("Δ", 8, "right"),
        Column(word("elements"), LONG_BAR, drawn=True),
        *_part_columns(codes[1:], view),
    ]
    most = max((abs(line.scores[0] or 0) for line in lines), default=0.0)
    rows: list[SheetRow] = []
    before: float | None = None
    for line in lines:
        score = line.scores[0]
        change: float | None = None if score is None or before is None else score - before
        head, *rest = _scores(line, view.scored.tree.weights, codes, LONG_BAR, most)
        note = "" if change is None else signed(change, 4)
        cells = (Cell(line.period), head, Cell(note, look_of_change(change)), *rest)
        sort_by = (line.period, score, change, score, *line.scores[1:])
        rows.append(SheetRow(key_of("score", line.unit, line.period), cells, sort_by=sort_by))
        before = before if score is None else score
    return Sheet(columns, rows)


def _part_columns(codes: Sequence[str], view: ResultView) -> list[Column]:
    return [Column(f"{PARTS[at % len(PARTS)]} {view.code_name(code)}", 12, "right") for at, code in enumerate(codes)]


def _scores(
    line: Line, weights: Mapping[str, float], codes: Sequence[str], length: int, most: float
) -> tuple[Cell, ...]:
    """The score, its bar, and the scores of the children."""
    shown = [score_cell(score, letter) for score, letter in zip(line.scores, line.letters, strict=True)]
    share = 0.0 if not line.scores[0] or most <= 0 else max(line.scores[0], 0.0) / most
    bar = stacked([weights[code] for code in codes[1:]], line.scores[1:], share, length)
    return shown[0], Cell(bar, "elements"), *shown[1:]


def _lines(scored: Scored, node: str, codes: Sequence[str], period: str = "") -> list[Line]:
    """The rows of one period, or of all."""
    here = scored.frame["period"].cast(pl.String) == period
    frames = (scored.frame.select(*KEYS, *codes), scored.flags.select(codes), scored.ranks, scored.changes)
    scores, letters, ranks, changes = (frame.filter(here) for frame in frames) if period else frames
    placed = zip(ranks[node], changes[node], strict=True)
    return [
        Line(str(unit), str(when), values, flags, rank, moved)
        for (unit, when, *values), flags, (rank, moved) in zip(
            scores.iter_rows(), letters.iter_rows(), placed, strict=True
        )
    ]


def _band(low: int | None, high: int | None) -> str:
    """The ranks that a unit has under other choices."""
    return "" if low is None else f"{low}–{high}" if low != high else f"{low}"


def _arrow(gain: int) -> str:
    """How far a rank has moved by the last edit: ▲2 is two places up."""
    return f"▲{gain}" if gain > 0 else f"▼{-gain}" if gain < 0 else ""


def _ranks(scored: Scored, view: ResultView) -> dict[str, int]:
    rows = scored.ranks.filter(pl.col("period").cast(pl.String) == view.period).select("unit", view.node)
    return {str(unit): rank for unit, rank in rows.iter_rows() if rank is not None}


def _histories(scored: Scored, node: str, periods: Sequence[str]) -> dict[str, list[Point]]:
    """The scores of every unit over the periods, a gap where there is none."""
    place = {period: at for at, period in enumerate(periods)}
    known: dict[str, list[Point]] = {}
    rows = zip(scored.scores.select(*KEYS, node).iter_rows(), scored.flags[node], strict=True)
    for (unit, period, score), letter in rows:
        known.setdefault(str(unit), [GAP] * len(periods))[place[str(period)]] = (score, letter not in NOT_OBSERVED)
    return known
