"""The results of a method as a table: units by rank, with what their scores are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.entries import Indicator, Unit
from core.method.run import Scored
from core.status import NOT_OBSERVED
from core.workbook import Workbook
from tui.drawing.plain import plain
from tui.drawing.sheet import Sheet, SheetRow
from tui.drawing.sparkline import sparkline
from tui.drawing.table import Cell, Column, Look
from tui.drawing.wording import NOTHING, Wording, rounded

HISTORY = 8
BAR = 16
PARTS = "█▓▒░▚▞"
BANDED = 3


@dataclass(frozen=True, slots=True)
class Looked:
    """Where one looks at a result: the workbook for its names, the words, the period and the node."""

    workbook: Workbook
    wording: Wording
    period: str
    node: str


def looked_at(scored: Scored, workbook: Workbook, wording: Wording, period: str = "", node: str = "") -> Looked:
    """The period and node asked for, else the last and the first root."""
    periods = list(dict.fromkeys(scored.frame["period"]))
    nodes = scored.nodes
    return Looked(
        workbook,
        wording,
        period if period in periods else periods[-1],
        node if node in nodes else nodes[0] if nodes else "",
    )


def score_sheet(
    scored: Scored,
    looked: Looked,
    before: Scored | None = None,
    bands: Mapping[str, tuple[int, int]] | None = None,
) -> Sheet:
    """The units by their rank on one node. `before` is the result before the last edit: places gained are marked.

    `bands` are the ranks from 5 to 95 % of each unit under other choices; where none are known the column is empty.
    """
    wording, node = looked.wording, looked.node
    parts = [code for code in scored.tree.children.get(node, ()) if code in scored.frame.columns]
    signs = {code: PARTS[at % len(PARTS)] for at, code in enumerate(parts)}
    several = len(set(scored.frame["unit"])) > 1
    columns = [
        Column(wording.word("rank" if several else "year"), 5, "right", frozen=True),
        Column("▲▼", 4, "right", frozen=True),
        Column(wording.word("unit"), 16, frozen=True, grows=True),
        *([Column("5–95 %", 7, "right")] if several else []),
        Column(wording.word("score"), 9, "right"),
        Column(wording.word("moved"), 5, "right"),
        Column(wording.word("history"), HISTORY),
        Column(wording.word("elements"), BAR),
        *(Column(f"{signs[code]}{named(scored, code, looked)}", 10, "right") for code in parts),
    ]
    if not node:
        return Sheet(columns, ())
    lines = _lines(scored, looked, every_period=not several)
    past = _histories(scored, node)
    gains = _gains(scored, before, looked) if several else {}
    most = max((abs(rows[0][node]) for rows in lines if rows[0][node] is not None), default=0.0)
    made = [_row(scored, rows, looked, (node, *parts), past, gains, most, signs, several) for rows in lines]
    return Sheet(columns, [_banded(row, bands or {}) for row in made] if several else made)


def named(scored: Scored, code: str, looked: Looked) -> str:
    """The name of a code of the tree: its own there, else the indicator's."""
    placed = next((one for one in scored.document.placed if one.code == code), None)
    own = placed and (placed.name_zh if looked.wording.language == "zh" else placed.name_en)
    known = looked.workbook.indicators.get(code) or Indicator(code, code)
    return plain(own) if own else looked.wording.name(known)


def score_cell(value: float | None, letter: str) -> Cell:
    """A score with its letter; one that rests on what nobody observed never looks like another."""
    if value is None:
        return Cell(f"{NOTHING} O", "dim")
    look: Look = "estimated" if letter in NOT_OBSERVED else "plain"
    return Cell(f"{rounded(value, 4)}{'' if letter == 'A' else letter}", look)


def _lines(scored: Scored, looked: Looked, *, every_period: bool) -> list[tuple[dict[str, Any], ...]]:
    tables = (scored.frame, scored.ranks, scored.changes, scored.flags)
    lines = list(zip(*(table.iter_rows(named=True) for table in tables), strict=True))
    if every_period:
        return lines
    node = looked.node
    lines = [rows for rows in lines if rows[0]["period"] == looked.period]
    return sorted(lines, key=lambda rows: (rows[1][node] is None, rows[1][node] or 0, rows[0]["unit"]))


def _row(
    scored: Scored,
    rows: Sequence[dict[str, Any]],
    looked: Looked,
    codes: Sequence[str],
    past: Mapping[str, str],
    gains: Mapping[str, int],
    most: float,
    signs: Mapping[str, str],
    several: bool,
) -> SheetRow:
    (values, ranks, changes, flags), node = rows, codes[0]
    unit, period = str(values["unit"]), str(values["period"])
    name = looked.wording.name(looked.workbook.units.get(unit) or Unit(unit, unit))
    rank, moved, gain = ranks[node], changes[node], gains.get(unit, 0)
    scores = [values[code] for code in codes]
    shown = [score_cell(score, str(flags[code])) for code, score in zip(codes, scores, strict=True)]
    told = (NOTHING if rank is None else f"{rank}") if several else period
    bar = _bar(scored, node, dict(zip(codes[1:], scores[1:], strict=True)), scores[0], most, signs)
    cells = (
        Cell(told),
        Cell(_arrow(gain), _look(gain)),
        Cell(name),
        shown[0],
        Cell(f"{moved:+d}" if moved else "", _look(moved)),
        Cell(past.get(unit, "") if several else ""),
        Cell(bar),
        *shown[1:],
    )
    sort_by = (rank if several else period, gain, name, scores[0], moved, None, scores[0], *scores[1:])
    key = f"score/{scored.document.method.code}/{unit}" + ("" if several else f"/{period}")
    return SheetRow(key, cells, sort_by=sort_by)


def _banded(row: SheetRow, bands: Mapping[str, tuple[int, int]]) -> SheetRow:
    """The row with the band around its rank behind the unit's name."""
    low, high = bands.get(row.key.rpartition("/")[2], (None, None))
    text = "" if low is None else f"{low}–{high}" if low != high else f"{low}"
    places = row.cells[:BANDED], row.cells[BANDED:]
    order = row.sort_by[:BANDED], row.sort_by[BANDED:]
    return replace(row, cells=(*places[0], Cell(text, "dim"), *places[1]), sort_by=(*order[0], low, *order[1]))


def _arrow(gain: int) -> str:
    """How far a rank has moved by the last edit: ▲2 is two places up."""
    return f"▲{gain}" if gain > 0 else f"▼{-gain}" if gain < 0 else ""


def _look(moved: int | None) -> Look:
    return "plain" if not moved else "good" if moved > 0 else "bad"


def _gains(scored: Scored, before: Scored | None, looked: Looked) -> dict[str, int]:
    """Places gained since the result before, by unit."""
    if before is None or looked.node not in before.ranks.columns:
        return {}
    was, now = (_ranks(one, looked) for one in (before, scored))
    return {unit: was[unit] - rank for unit, rank in now.items() if unit in was}


def _ranks(scored: Scored, looked: Looked) -> dict[str, int]:
    rows = scored.ranks.select("unit", "period", looked.node).iter_rows()
    return {unit: rank for unit, period, rank in rows if period == looked.period and rank is not None}


def _bar(
    scored: Scored,
    node: str,
    parts: Mapping[str, float | None],
    score: float | None,
    most: float,
    signs: Mapping[str, str],
) -> str:
    """The score as a bar, cut where its elements' weighted scores are cut."""
    weights = scored.tree.weights
    counted = {code: weights[code] * max(value, 0.0) for code, value in parts.items() if value is not None}
    total = sum(counted.values())
    if score is None or most <= 0 or total <= 0 or node not in scored.tree.children:
        return ""
    length = BAR * max(score, 0.0) / most
    bar, upto = "", 0.0
    for code, part in counted.items():
        upto += part / total * length
        bar += signs[code] * (round(upto) - len(bar))
    return bar


def _histories(scored: Scored, node: str) -> dict[str, str]:
    periods = list(dict.fromkeys(scored.frame["period"]))
    known: dict[str, dict[str, tuple[float | None, bool]]] = {}
    rows = zip(scored.scores.select("unit", "period", node).iter_rows(), scored.flags[node], strict=True)
    for (unit, period, score), letter in rows:
        known.setdefault(unit, {})[period] = (score, letter not in NOT_OBSERVED)
    gap = (None, False)
    return {unit: _line([by.get(period, gap) for period in periods]) for unit, by in known.items()}


def _line(points: Sequence[tuple[float | None, bool]]) -> str:
    return sparkline([value for value, _ in points], [solid for _, solid in points], HISTORY)
