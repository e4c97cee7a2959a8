"""The sheet of the Trends pane: the watched series under each trend, with their level, change and target."""

from collections.abc import Sequence
from dataclasses import replace

from core.derive.trend_table import TrendBlock, TrendRow
from core.workbook.new_place import place_to_type
from core.workbook.typed_edit import Place, TargetPlace
from tui.grid.sheet import Sheet, SheetRow, look_of, look_of_change, place_of, row_of
from tui.grid.slope_text import p_value, slope_text
from tui.grid.sparkline import history_line
from tui.grid.table import Cell, Column, Heading, Look
from tui.grid.wording import MIXED, NOTHING, Wording, letter_of, signed

HISTORY = 8
TARGET = 9
GOOD = {1: "↑", -1: "↓", 0: "·"}


def trend_sheet(blocks: Sequence[TrendBlock], wording: Wording) -> Sheet:
    """The sheet of all trends."""
    shown = [row.newest.period for block in blocks for row in block.rows if row.newest]
    columns = [
        Column(wording.word("indicator"), 21, frozen=True, grows=True),
        Column(wording.word("newest"), 10, "right", typed=True),
        Column(wording.word("period"), wording.period_width(shown, 9)),
        Column(wording.word("change"), 8, "right"),
        Column(wording.word("CAGR"), 7, "right"),
        Column(wording.word("history"), HISTORY, tail=True, drawn=True),
        Column(wording.word("track"), 5),
        Column(wording.word("slope"), 14, "right"),
        Column("M-K p", 6, "right"),
        Column(wording.word("target"), 13, "right"),
        Column(wording.word("needs"), 6, "right"),
    ]
    rows: list[SheetRow | Heading] = []
    for block in blocks:
        rows.append(Heading(wording.name(block.trend), "rule"))
        rows += [_row(row, wording) for row in block.rows]
    return Sheet(columns, rows)


def _row(row: TrendRow, wording: Wording) -> SheetRow:
    newest, look = row.newest, look_of(row.newest)
    turn = look_of_change(row.turn)
    mixed = MIXED if row.ratio and not row.ratio.agrees else ""
    few = row.test is None
    path = row.path
    name, track, p = wording.name(row.indicator), _track(row, wording), row.test.p if row.test else None
    needs = path.required if path else None
    line = row_of(
        f"trend/{row.watched.key}",
        (f"{GOOD[row.indicator.direction]}{name}", name),
        (Cell(wording.figure(newest, row.indicator) + mixed, look), newest.value if newest else None),
        (Cell(wording.period(newest.period) if newest else NOTHING, look), newest.period if newest else None),
        (Cell(_change(row), turn), row.change),
        (_yearly(row), row.points_a_year if row.change_is_points else row.cagr),
        (history_line(row.history, HISTORY), None),
        (Cell(track, _track_look(row)), track),
        (Cell(NOTHING if few else slope_text(row, wording), "dim" if few else "plain"), row.slope),
        (Cell(p_value(p), "dim" if few else "plain"), p),
        (Cell(_target(row, wording), "dim" if path is None else "plain"), path.target.value if path else None),
        (NOTHING if needs is None else f"{signed(needs)}%", needs),
        place=place_of(newest) or place_to_type(row.history, (row.watched.unit, row.watched.indicator)),
    )
    return replace(line, places=_target_places(row))


def _change(row: TrendRow) -> str:
    if row.change is None:
        return NOTHING
    unit = "pp" if row.change_is_points else "%"
    return f"{signed(row.change, 2 if row.change_is_points else 1)}{unit}{letter_of(row.change, row.status)}"


def _yearly(row: TrendRow) -> str:
    if row.points_a_year is not None:
        return f"{signed(row.points_a_year, 2)}pp"
    return NOTHING if row.cagr is None else f"{signed(row.cagr)}%"


def _track(row: TrendRow, wording: Wording) -> str:
    if row.path is None:
        return NOTHING
    if row.path.reached:
        return wording.word("met")
    if row.path.forecast_reaches is not None:
        return f"{wording.word('yes' if row.path.forecast_reaches else 'no')} F"
    return NOTHING if row.path.on_track is None else wording.word("yes" if row.path.on_track else "no")


def _track_look(row: TrendRow) -> Look:
    """By a forecast as what nobody observed; else good, bad, or plain."""
    if row.path and row.path.forecast_reaches is not None and not row.path.reached:
        return "estimated"
    on_track = row.path.on_track if row.path else None
    return "dim" if on_track is None else "good" if on_track else "bad"


def _target(row: TrendRow, wording: Wording) -> str:
    if row.path is None:
        return NOTHING
    target = row.path.target
    percent = "%" if row.indicator.measure == "PERCENT" else ""
    value = wording.number(target.value, row.indicator.mult, row.indicator.decimals)
    return f"{value}{percent} {wording.period(target.period)}"


def _target_places(row: TrendRow) -> dict[int, Place]:
    if row.path is None:
        return {}
    target = row.path.target
    return {TARGET: TargetPlace(target.unit, target.indicator, target.period)}
