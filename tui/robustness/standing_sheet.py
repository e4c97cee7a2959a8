"""How sure one unit's place is: every rank's chance, the units it stands above, its years, and what weights do."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from core.robustness.choices import WeightNoise
from core.robustness.importance import tornado
from core.robustness.model import UncertaintyModel
from tui.grid.sheet import Sheet, SheetRow, key_of, look_of_change
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING, rounded
from tui.robustness.sheet import percent
from tui.workspace.result_view import ResultView

if TYPE_CHECKING:
    from core.robustness.outcome import Outcome

BAR = 24
YEARS = ("period", "rank", "score", "5 %", "95 %")
CHANGES = ("period", "places gained", "score change", "5 %", "95 %")
WEIGHTS = ("code", "swing", "", "lowest", "highest")
"""The columns of parts of the page, in files."""
MOST_ROWS = 5_000
"""Beyond so many rows × codes a tornado would keep the key waiting; the command line has it."""


def standing_sheet(outcome: "Outcome", unit: str, view: ResultView) -> Sheet:
    """One unit in the period in view."""
    columns = [
        Column("", 26, frozen=True, grows=True),
        Column(view.wording.word("share"), 9, "right"),
        Column("", BAR, drawn=True),
        Column(view.wording.word("5 %"), 9, "right"),
        Column(view.wording.word("95 %"), 9, "right"),
    ]
    parts = (_chances, _pairs, _every_year, _changes)
    rows = [row for part in parts for row in part(outcome, unit, view)]
    return Sheet(columns, [*rows, *_tornado(unit, view)])


def _chances(outcome: "Outcome", unit: str, view: ResultView) -> Iterator[SheetRow | Heading]:
    table = outcome.chances.get(view.period)
    mine = [(rank, share) for code, rank, share in table.iter_rows() if code == unit] if table is not None else []
    if mine:
        yield Heading(f"{view.wording.word('chance of each rank')} · {view.period}", "rule", below=("rank", "share"))
    for rank, share in mine:
        cells = (Cell(f"{view.wording.word('rank')} {rank}"), Cell(percent(share)), Cell(_bar(share)))
        yield SheetRow(f"chance/{rank}", cells, sort_by=(rank, share))


def _pairs(outcome: "Outcome", unit: str, view: ResultView) -> Iterator[SheetRow | Heading]:
    """The other units as they are ranked, and how often this one stands above each."""
    units = outcome.units.get(view.period, ())
    if unit not in units or view.period not in outcome.above or len(units) <= 1:
        return
    shares = outcome.above[view.period][units.index(unit)]
    yield Heading(view.wording.word("how often it stands above"), "rule", below=("unit", "share"))
    for other in outcome.tables[view.period]["unit"]:
        if other != unit:
            share = float(shares[units.index(other)])
            cells = (Cell(view.unit_name(other)), Cell(percent(share)), Cell(_bar(share)))
            yield SheetRow(key_of("above", other), cells, sort_by=(cells[0].text, share))


def _every_year(outcome: "Outcome", unit: str, view: ResultView) -> Iterator[SheetRow | Heading]:
    if len(outcome.tables) <= 1:
        return
    yield Heading(view.wording.word("every period: rank, and its interval"), "rule", below=YEARS)
    for period, table in outcome.tables.items():
        for row in table.iter_rows(named=True):
            if row["unit"] == unit:
                rank, low, high = row["nominal"], row["low"], row["high"]
                ends = (NOTHING if end is None else str(end) for end in (low, high))
                score = "" if row["score"] is None else f"{view.wording.word('score')} {rounded(row['score'], 4)}"
                cells = (Cell(period), Cell(NOTHING if rank is None else str(rank)), Cell(score), *map(Cell, ends))
                yield SheetRow(f"year/{period}", cells, sort_by=(period, rank, row["score"], low, high))


def _changes(outcome: "Outcome", unit: str, view: ResultView) -> Iterator[SheetRow | Heading]:
    if outcome.moves:
        yield Heading(view.wording.word("places gained, and the change of the score"), "rule", below=CHANGES)
    for table in outcome.moves:
        for row in table.iter_rows(named=True):
            if row["unit"] == unit:
                change = (row["change_low"], row["change_high"])
                score = f"{row['change_low']:+.4f} … {row['change_high']:+.4f}"
                cells = (
                    Cell(f"{row['from']} → {row['to']}"),
                    Cell(f"{row['median']:+d}", look_of_change(row["median"])),
                    Cell(score),
                    *(Cell(f"{row[name]:+d}") for name in ("low", "high")),
                )
                yield SheetRow(
                    f"change/{row['to']}", cells, sort_by=(row["to"], row["median"], change, row["low"], row["high"])
                )


def _tornado(unit: str, view: ResultView) -> Iterator[SheetRow | Heading]:
    """What each weight by a quarter less and more does to the score."""
    scored, keys = view.scored, list(view.scored.frame.select("unit", "period").iter_rows())
    if (unit, view.period) not in keys or len(keys) * len(scored.tree.parents) > MOST_ROWS * len(scored.nodes):
        return
    chain = UncertaintyModel(scored, view.node, (WeightNoise(),))
    table = tornado(chain, keys.index((unit, view.period)))
    widest = float(np.nanmax(table["swing"].fill_null(0).to_numpy(), initial=0.0))
    yield Heading(view.wording.word("each weight ± 25 %: the score's swing, lowest and highest"), "rule", below=WEIGHTS)
    for row in table.iter_rows(named=True):
        swing = row["swing"]
        ends = (NOTHING if end is None else rounded(end, 4) for end in (row["low"], row["high"]))
        cells = (
            Cell(view.code_name(row["code"])),
            Cell(NOTHING if swing is None else rounded(swing, 4)),
            Cell(_bar(swing / widest if swing and widest else 0.0)),
            *map(Cell, ends),
        )
        yield SheetRow(
            key_of("tornado", row["code"]), cells, sort_by=(cells[0].text, swing, None, row["low"], row["high"])
        )


def _bar(share: float) -> str:
    return "█" * round(BAR * share)
