"""How sure one unit's place is: every rank's chance, the units it stands above, its years, and what weights do."""

from collections.abc import Iterator

import numpy as np

from core.robustness.choices import WeightNoise
from core.robustness.importance import tornado
from core.robustness.model import UncertaintyModel
from core.robustness.outcome import Outcome
from tui.grid.sheet import Sheet, SheetRow, key_of, look_of_change, row_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING, rounded
from tui.robustness.sheet import percent
from tui.workspace.result_view import ResultView

BAR = 24
YEARS = ("period", "rank", "score", "5 %", "95 %")
CHANGES = ("period", "places gained", "score change", "5 %", "95 %")
WEIGHTS = ("code", "swing", "", "lowest", "highest")
"""The columns of parts of the page, in files."""
MOST_ROWS = 5_000
"""Beyond so many rows × codes a tornado would keep the key waiting; the command line has it."""


def standing_sheet(outcome: Outcome, unit: str, view: ResultView) -> Sheet:
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


def _chances(outcome: Outcome, unit: str, view: ResultView) -> Iterator[SheetRow | Heading]:
    table = outcome.chances.get(view.period)
    mine = [(rank, share) for code, rank, share in table.iter_rows() if code == unit] if table is not None else []
    if mine:
        yield Heading(f"{view.wording.word('chance of each rank')} · {view.period}", "rule", below=("rank", "share"))
    for rank, share in mine:
        text = f"{view.wording.word('rank')} {rank}"
        yield row_of(f"chance/{rank}", (text, rank), (percent(share), share), (_bar(share), None))


def _pairs(outcome: Outcome, unit: str, view: ResultView) -> Iterator[SheetRow | Heading]:
    """The other units as they are ranked, and how often this one stands above each."""
    units = outcome.units.get(view.period, ())
    if unit not in units or view.period not in outcome.above or len(units) <= 1:
        return
    shares = outcome.above[view.period][units.index(unit)]
    yield Heading(view.wording.word("how often it stands above"), "rule", below=("unit", "share"))
    for other in outcome.tables[view.period]["unit"]:
        if other != unit:
            share = float(shares[units.index(other)])
            name = view.unit_name(other)
            yield row_of(key_of("above", other), (name, name), (percent(share), share), (_bar(share), None))


def _every_year(outcome: Outcome, unit: str, view: ResultView) -> Iterator[SheetRow | Heading]:
    if len(outcome.tables) <= 1:
        return
    yield Heading(view.wording.word("every period: rank, and its interval"), "rule", below=YEARS)
    for period, table in outcome.tables.items():
        for row in table.iter_rows(named=True):
            if row["unit"] == unit:
                ranks = [
                    (NOTHING if row[end] is None else str(row[end]), row[end]) for end in ("nominal", "low", "high")
                ]
                score = "" if row["score"] is None else f"{view.wording.word('score')} {rounded(row['score'], 4)}"
                yield row_of(f"year/{period}", (period, period), ranks[0], (score, row["score"]), *ranks[1:])


def _changes(outcome: Outcome, unit: str, view: ResultView) -> Iterator[SheetRow | Heading]:
    if outcome.moves:
        yield Heading(view.wording.word("places gained, and the change of the score"), "rule", below=CHANGES)
    for table in outcome.moves:
        for row in table.iter_rows(named=True):
            if row["unit"] == unit:
                yield row_of(
                    f"change/{row['to']}",
                    (f"{row['from']} → {row['to']}", row["to"]),
                    (Cell(f"{row['median']:+d}", look_of_change(row["median"])), row["median"]),
                    (f"{row['change_low']:+.4f} … {row['change_high']:+.4f}", (row["change_low"], row["change_high"])),
                    *((f"{row[name]:+d}", row[name]) for name in ("low", "high")),
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
        name, swing = view.code_name(row["code"]), row["swing"]
        yield row_of(
            key_of("tornado", row["code"]),
            (name, name),
            (rounded(swing, 4), swing),
            (_bar(swing / widest if swing and widest else 0.0), None),
            *((rounded(end, 4), end) for end in (row["low"], row["high"])),
        )


def _bar(share: float) -> str:
    return "█" * round(BAR * share)
