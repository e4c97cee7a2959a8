"""How sure ranks are and what changed scores, as tables."""

from core.method.errors import MethodError
from core.method.run import Scored
from core.uncertainty.band import band
from core.why.change import Change, change
from tui.drawing.plain import plain
from tui.drawing.score_sheet import Looked, named
from tui.drawing.sheet import Sheet, SheetRow, look_of_change
from tui.drawing.table import Cell, Column, Heading
from tui.drawing.wording import NOTHING

MOST_UNITS = 60
HALF = 6


def trust_sheet(scored: Scored, looked: Looked) -> Sheet:
    """The units of a period by rank, with the interval that other weights leave. Raises MethodError."""
    word = looked.wording.word
    columns = [
        Column(word("unit"), 16, frozen=True, grows=True),
        *(Column(title, 6, "right") for title in (word("rank"), "median", "5 %", "95 %")),
        Column(word("band"), 20),
        Column(word("above next"), 10, "right"),
    ]
    study = band(scored, looked.node)
    tally = study.tallies.get(looked.period)
    rows = list(tally.frame(study.runs).iter_rows(named=True)) if tally else []
    made = []
    for row in rows:
        ranks = tuple(row[name] for name in ("nominal", "median", "low", "high"))
        share = row["above_next"]
        cells = (
            Cell(unit_name(row["unit"], looked)),
            *(Cell(NOTHING if rank is None else str(rank)) for rank in ranks),
            Cell(_band(row["low"], row["high"], row["nominal"], len(rows))),
            Cell(NOTHING if share is None else f"{100 * share:.0f}%"),
        )
        made.append(SheetRow(str(row["unit"]), cells, sort_by=(cells[0].text, *ranks, row["low"], share)))
    return Sheet(columns, made)


def why_sheet(scored: Scored, looked: Looked) -> Sheet:
    """For each unit what every child of the node added to its score since the period before, the first 60 by rank."""
    word = looked.wording.word
    columns = [
        Column(word("elements"), 24, frozen=True, grows=True),
        Column(word("adds"), 10, "right"),
        Column("", 2 * HALF + 1),
    ]
    periods = [str(when) for when in dict.fromkeys(scored.frame["period"])]
    at = periods.index(looked.period)
    if not at:
        return Sheet(columns, (Heading(f"{looked.period}: {word('nothing')} ←", "dim"),))
    rows: list[SheetRow | Heading] = []
    ranked = scored.ranks.select("unit", "period", looked.node).sort(looked.node, nulls_last=True, maintain_order=True)
    here = [str(unit) for unit, when, _ in ranked.iter_rows() if str(when) == looked.period]
    for unit in here[:MOST_UNITS]:
        try:
            made = change(scored, scored, (unit, periods[at - 1]), (unit, looked.period), looked.node)
        except MethodError as error:
            rows.append(Heading(f"{unit_name(unit, looked)}: {error}", "dim"))
            continue
        heading = f"{unit_name(unit, looked)} {periods[at - 1]} → {looked.period}: "
        rows.append(Heading(f"{heading}{made.before:.4f} → {made.after:.4f} ({made.total:+.4f})", "head"))
        rows += _parts(scored, made, unit, looked)
    return Sheet(columns, rows)


def unit_name(code: str, looked: Looked) -> str:
    """A unit's name, or its code where the workbook does not know it."""
    known = looked.workbook.units.get(code)
    return looked.wording.name(known) if known else plain(code)


def _parts(scored: Scored, made: Change, unit: str, looked: Looked) -> list[SheetRow]:
    parts = [one for one in made.effects if one.parent == made.node]
    widest = max((abs(one.below) for one in parts), default=0.0)
    rows = []
    for one in parts:
        cell = Cell(f"{one.below:+.4f}", look_of_change(one.below))
        name = named(scored, one.code, looked)
        cells = (Cell(name), cell, Cell(_bar(one.below, widest), cell.look))
        rows.append(SheetRow(f"{unit}/{one.code}", cells, sort_by=(name, one.below, one.below)))
    return rows


def _band(low: int | None, high: int | None, nominal: int | None, units: int, width: int = 20) -> str:
    """The interval from the first rank at the left to the last at the right, the nominal rank a letter of its own."""
    if low is None or high is None or nominal is None:
        return ""
    places = [round((rank - 1) * (width - 1) / max(units - 1, 1)) for rank in (low, high, nominal)]
    signs = ["-" if places[0] <= at <= places[1] else " " for at in range(width)]
    signs[places[2]] = "o"
    return "".join(signs).rstrip()


def _bar(amount: float, widest: float) -> str:
    """To the right of the middle what raised the score, to the left what lowered it."""
    length = round(HALF * abs(amount) / widest) if widest else 0
    left, right = ("", "#" * length) if amount > 0 else ("#" * length, "")
    return f"{left:>{HALF}}|{right}"
