"""The robustness of ranks: the units of a period with the intervals of their ranks, or the years of one unit."""

from typing import TYPE_CHECKING, Any

from core.words import gettext
from tui.grid.sheet import Sheet, SheetRow, key_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING, rounded
from tui.workspace.result_view import ResultView

if TYPE_CHECKING:
    from core.robustness.outcome import Outcome

WIDTH = 20


def trust_sheet(outcome: "Outcome", view: ResultView) -> Sheet:
    """The units of the period by rank; of a single unit its years, by score."""
    if view.scored.frame["unit"].n_unique() > 1:
        return _ranks(outcome, view)
    return _years(outcome, view)


def span(low: float, high: float, middle: float, first: float, last: float, width: int = WIDTH) -> str:
    """An interval on a line from `first` at the left to `last` at the right; what is nominal is a point."""
    reach = (last - first) or 1.0
    places = [round((at - first) / reach * (width - 1)) for at in (low, high, middle)]
    places = [min(max(at, 0), width - 1) for at in places]
    signs = ["─" if places[0] <= at <= places[1] else " " for at in range(width)]
    signs[places[2]] = "●"
    return "".join(signs).rstrip()


def percent(share: float | None) -> str:
    """A share of the runs."""
    return NOTHING if share is None else f"{100 * share:.0f}%"


def _ranks(outcome: "Outcome", view: ResultView) -> Sheet:
    word = view.wording.word
    columns = [
        Column(word("unit"), 14, frozen=True, grows=True),
        Column(word("rank"), 4, "right"),
        Column(word("median"), 6, "right"),
        *(Column(word(title), 4, "right") for title in ("5 %", "95 %")),
        Column(word("as ranked"), 9, "right"),
        Column(word("band"), WIDTH, drawn=True),
        Column(word("above next"), 10, "right"),
        Column(word("score"), 9, "right"),
        Column(word("5 % … 95 %"), 19, "right"),
    ]
    table = outcome.tables.get(view.period)
    rows = list(table.iter_rows(named=True)) if table is not None else []
    return Sheet(columns, [_rank_row(row, view, len(rows)) for row in rows])


def _rank_row(row: dict[str, Any], view: ResultView, units: int) -> SheetRow:
    ranks = tuple(row[name] for name in ("nominal", "median", "low", "high"))
    known = None not in ranks
    cells = (
        Cell(view.unit_name(row["unit"])),
        *(Cell(NOTHING if rank is None else str(rank)) for rank in ranks),
        Cell(percent(row["same"])),
        Cell(span(row["low"], row["high"], row["nominal"], 1, units) if known else ""),
        Cell(percent(row["above_next"])),
        Cell(_score(row["score"])),
        Cell(f"{_score(row['score_low'])} … {_score(row['score_high'])}", "dim"),
    )
    sort_by = (
        cells[0].text,
        *ranks,
        row["same"],
        row["low"],
        row["above_next"],
        row["score"],
        _ends(row["score_low"], row["score_high"]),
    )
    return SheetRow(key_of("trust", row["unit"], ""), cells, sort_by=sort_by)


def _years(outcome: "Outcome", view: ResultView) -> Sheet:
    """One unit alone is always first: its scores tell more."""
    word = view.wording.word
    columns = [
        Column(word("year"), 8, frozen=True),
        *(Column(word(title), 9, "right") for title in ("score", "5 %", "95 %")),
        Column(word("band"), WIDTH, drawn=True),
        Column(word("change"), 9, "right"),
        Column(word("5 % … 95 %"), 21, "right"),
    ]
    rows = [(period, row) for period, table in outcome.tables.items() for row in table.iter_rows(named=True)]
    ends = [row[name] for _, row in rows for name in ("score", "score_low", "score_high") if row[name] is not None]
    moves = {row["to"]: row for table in outcome.moves for row in table.iter_rows(named=True)}
    return Sheet(columns, [_year_row(period, row, moves.get(period), ends) for period, row in rows])


def _year_row(period: str, row: dict[str, Any], move: dict[str, Any] | None, ends: list[float]) -> SheetRow:
    scores = tuple(row[name] for name in ("score", "score_low", "score_high"))
    band = "" if None in scores else span(scores[1], scores[2], scores[0], min(ends), max(ends))
    change = (move["change"], move["change_low"], move["change_high"]) if move else (None, None, None)
    cells = (
        Cell(period),
        *(Cell(_score(score)) for score in scores),
        Cell(band),
        Cell(NOTHING if change[0] is None else f"{change[0]:+.4f}"),
        Cell("" if change[0] is None else f"{change[1]:+.4f} … {change[2]:+.4f}", "dim"),
    )
    sort_by = (period, *scores, scores[1], change[0], _ends(change[1], change[2]))
    return SheetRow(key_of("trust", row["unit"], period), cells, sort_by=sort_by)


def waiting(sentence: str) -> Sheet:
    """One sentence in place of a table, while there is none."""
    return Sheet((Column("", 40, grows=True),), (Heading(gettext(sentence), "dim", stops=True),))


def _ends(low: float | None, high: float | None) -> tuple[float | None, float | None] | None:
    """The ends of an interval as one raw value; null where there is none."""
    return None if low is None or high is None else (low, high)


def _score(value: float | None) -> str:
    return NOTHING if value is None else rounded(value, 4)
