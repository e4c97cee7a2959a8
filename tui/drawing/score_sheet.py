"""The results of a method as tables: units by rank, the tree with its weights, the steps."""

from collections.abc import Sequence
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


def score_sheet(scored: Scored, workbook: Workbook, wording: Wording, period: str = "", node: str = "") -> Sheet:
    """The units of one period (the last) by their rank on one node (the first root), with what counts towards it."""
    periods = list(dict.fromkeys(scored.frame["period"]))
    period, node = period or periods[-1], node or (scored.nodes[0] if scored.nodes else "")
    parts = [code for code in scored.tree.children.get(node, ()) if code in scored.frame.columns]
    columns = [
        Column(wording.word("rank"), 4, "right", frozen=True),
        Column(wording.word("moved"), 5, "right"),
        Column(wording.word("unit"), 20),
        Column(_named(scored, node, workbook, wording), 9, "right"),
        Column(wording.word("history"), HISTORY),
        *(Column(_named(scored, code, workbook, wording), 9, "right") for code in parts),
    ]
    if not node:
        return Sheet(columns, ())
    tables = (scored.frame, scored.ranks, scored.changes, scored.flags)
    lines = [
        rows for rows in zip(*(t.iter_rows(named=True) for t in tables), strict=True) if rows[0]["period"] == period
    ]
    lines.sort(key=lambda rows: (rows[1][node] is None, rows[1][node] or 0, rows[0]["unit"]))
    past = _histories(scored, node, periods[: periods.index(period) + 1])
    return Sheet(columns, [_row(scored, rows, (node, *parts), past, workbook, wording) for rows in lines])


def weight_sheet(scored: Scored, workbook: Workbook, wording: Wording) -> Sheet:
    """The tree from its roots down, with the weight of each code beside its siblings and what it finally counts."""
    columns = [
        Column(wording.word("tree"), 34, frozen=True),
        Column(wording.word("direction"), 9),
        Column(wording.word("weight"), 8, "right"),
        Column(wording.word("counts"), 8, "right"),
        Column(wording.word("code"), 16),
    ]
    tree, rows = scored.tree, []
    for code in _downwards(scored):
        depth = len(tree.ancestors(code))
        way = {1: "↑", -1: "↓"}[scored.document.directions[code]]
        cells = (
            Cell(f"{'  ' * depth}{_named(scored, code, workbook, wording)}", "plain" if depth else "head"),
            Cell(way if code in tree.indicators else ""),
            Cell(f"{tree.weights[code]:.4g}"),
            Cell(f"{100 * scored.effective[code]:.2f}%"),
            Cell(plain(code), "dim"),
        )
        sort_by = (depth, way, tree.weights[code], scored.effective[code], code)
        rows.append(SheetRow(f"weight/{scored.document.method.code}/{code}", cells, sort_by=sort_by))
    return Sheet(columns, rows)


def _row(
    scored: Scored,
    rows: Sequence[dict[str, Any]],
    codes: Sequence[str],
    past: dict[str, str],
    workbook: Workbook,
    wording: Wording,
) -> SheetRow:
    (values, ranks, changes, flags), node = rows, codes[0]
    unit = str(values["unit"])
    name = wording.name(workbook.units.get(unit) or Unit(unit, unit))
    rank, moved = ranks[node], changes[node]
    scores = [values[code] for code in codes]
    shown = [_score(score, str(flags[code])) for code, score in zip(codes, scores, strict=True)]
    cells = (
        Cell(NOTHING if rank is None else f"{rank}"),
        Cell("" if not isinstance(moved, int) or not moved else f"{moved:+d}", _look(moved)),
        Cell(name),
        shown[0],
        Cell(past.get(unit, "")),
        *shown[1:],
    )
    sort_by = (_number(rank), _number(moved), name, scores[0], None, *scores[1:])
    return SheetRow(f"score/{scored.document.method.code}/{unit}", cells, sort_by=sort_by)


def _score(value: float | None, letter: str) -> Cell:
    if value is None:
        return Cell(f"{NOTHING} O", "dim")
    return Cell(
        f"{rounded(value, 4)}{'' if letter == 'A' else letter}", "estimated" if letter in NOT_OBSERVED else "plain"
    )


def _look(moved: object) -> Look:
    return "plain" if not isinstance(moved, int) or not moved else "good" if moved > 0 else "bad"


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _histories(scored: Scored, node: str, periods: Sequence[str]) -> dict[str, str]:
    known: dict[str, dict[str, tuple[float | None, bool]]] = {}
    rows = zip(scored.scores.select("unit", "period", node).iter_rows(), scored.flags[node], strict=True)
    for (unit, period, score), letter in rows:
        known.setdefault(unit, {})[period] = (score, letter not in NOT_OBSERVED)
    gap = (None, False)
    return {unit: _line([by.get(period, gap) for period in periods]) for unit, by in known.items()}


def _line(points: Sequence[tuple[float | None, bool]]) -> str:
    return sparkline([value for value, _ in points], [solid for _, solid in points], HISTORY)


def _downwards(scored: Scored) -> list[str]:
    tree, order = scored.tree, []
    left = list(reversed(tree.roots))
    while left:
        code = left.pop()
        order.append(code)
        left += reversed(tree.children.get(code, ()))
    return order


def _named(scored: Scored, code: str, workbook: Workbook, wording: Wording) -> str:
    placed = next((one for one in scored.document.placed if one.code == code), None)
    own = placed and (placed.name_zh if wording.language == "zh" else placed.name_en)
    return plain(own) if own else wording.name(workbook.indicators.get(code) or Indicator(code, code))
