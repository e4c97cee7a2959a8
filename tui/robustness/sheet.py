"""The sheets of the Robustness panes: ranks with their intervals, what may vary, and which choice matters."""

from typing import Any

from core.method.choice_names import step_word
from core.robustness.choice_text import choice_text
from core.robustness.outcome import Outcome
from core.robustness.results import RobustnessResult
from core.robustness.sensitivity import SobolIndex, in_one_sentence
from core.robustness.settings import UncertaintySettings
from core.words import gettext, in_words, labelled, marked, with_note
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, key_of, row_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING, rounded
from tui.grid.wrapping import wrapped
from tui.workspace.result_view import ResultView

WIDTH = 20

KEY = "otherwise"
LABELS: dict[str, str] = marked(
    {
        "node": "ranks of this index or element (its code)",
        "weights": "weights within ± so many per cent, then nodes (25, 30 Physical; empty: as they are)",
        "sets": "other sets of weights (equal, entropy, a method's code; between equal; empty: none)",
        "left_out": "left out one at a time (all, or codes; empty: none)",
        "figures": "spread of figures by status in per cent (usual, or E=5,P=2; empty: none)",
        "runs": "how many runs",
        "seed": "seed of the points",
        "sensitivity": "base number of Sobol's runs, best a power of two (0: none)",
    }
)
"""What the bottom line asks in each row; a step's row asks for `STEP`."""
STEP = marked("choices instead (median; nearest count=5; none; limit=1..5; empty: as it is)")

LINE = 40
"""Cells of the pane where it is narrowest."""
LEFT_OUT = ("left out", "mean shift", "most places", "unit")
"""The columns of what is left out, in files."""


def trust_sheet(outcome: Outcome, view: ResultView) -> Sheet:
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


def _ranks(outcome: Outcome, view: ResultView) -> Sheet:
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
    name, ends = view.unit_name(row["unit"]), (row["score_low"], row["score_high"])
    return row_of(
        key_of("trust", row["unit"], ""),
        (name, name),
        *((NOTHING if rank is None else str(rank), rank) for rank in ranks),
        (percent(row["same"]), row["same"]),
        ("" if None in ranks else span(row["low"], row["high"], row["nominal"], 1, units), row["low"]),
        (percent(row["above_next"]), row["above_next"]),
        (rounded(row["score"], 4), row["score"]),
        (Cell(" … ".join(rounded(end, 4) for end in ends), "dim"), _ends(*ends)),
    )


def _years(outcome: Outcome, view: ResultView) -> Sheet:
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
    change, low, high = (move["change"], move["change_low"], move["change_high"]) if move else (None, None, None)
    return row_of(
        key_of("trust", row["unit"], period),
        (period, period),
        *((rounded(score, 4), score) for score in scores),
        (band, scores[1]),
        (NOTHING if change is None else f"{change:+.4f}", change),
        (Cell("" if change is None else f"{low:+.4f} … {high:+.4f}", "dim"), _ends(low, high)),
    )


def _ends(low: float | None, high: float | None) -> tuple[float | None, float | None] | None:
    """The ends of an interval as one raw value; null where there is none."""
    return None if low is None or high is None else (low, high)


def uncertain_sheet(settings: UncertaintySettings, view: ResultView, *, goes_on: bool) -> Sheet:
    """One row for each choice of the method, then how many runs, the seed, and the row that starts them."""
    word = view.wording.word
    columns = [Column(word("assumption"), 24, frozen=True), Column(word("how"), 20, grows=True, typed=True)]
    texts = {
        "node": (word("ranks of"), view.code_name(view.node)),
        "weights": (word("weights"), _noise(settings.weights)),
        "sets": (word("weight sets"), settings.sets),
        **{
            f"step {step.number}": (
                f"{step.number} {step_word(step.kind)}",
                f"{step_word(step.how)} | {text}" if (text := settings.steps.get(step.number, "")) else "",
            )
            for step in view.scored.document.steps
        },
        "left_out": (word("left out"), settings.left_out),
        "figures": (word("figures by status"), settings.figures),
        "runs": (word("runs"), f"{settings.runs:,}"),
        "seed": (word("seed"), str(settings.seed)),
        "sensitivity": (word("Sobol base"), str(settings.sensitivity) if settings.sensitivity else ""),
    }  # fmt: skip
    rows = [
        SheetRow(f"{KEY}/{name}", (Cell(plain(title)), Cell(plain(text) or word("fixed"), "plain" if text else "dim")))
        for name, (title, text) in texts.items()
    ]
    note = word("stop: Enter or R") if goes_on else word("start: Enter or R")
    return Sheet(columns, [*rows, SheetRow(f"{KEY}/start", (Cell("■ ▶"[2 * (not goes_on)] + f" {note}", "head"),))])


def _noise(text: str) -> str:
    """The noise of weights in words: `within 25 %`, and the nodes below which."""
    per_cent, *nodes = text.replace("%", " ").split() or [""]
    noise = gettext("within {per_cent} %", per_cent=per_cent) if per_cent else ""
    return with_note(noise, " ".join(nodes)) if noise and nodes else noise


def matters_sheet(robustness: RobustnessResult, view: ResultView) -> Sheet:
    """The sentence, the indices of every choice, and every code that may be left out, what moves most first."""
    word = view.wording.word
    columns = [
        Column(word("choice"), 16, frozen=True, grows=True),
        Column(word("alone"), 6, "right"),
        Column(word("in all"), 6, "right"),
        Column(word("95 %"), 11, "right"),
    ]
    rows: list[SheetRow | Heading] = []
    if robustness.outcome:
        rows.append(Heading(f"{word('a unit moves')} {robustness.outcome.mean_shift:.2f} {word('places on average')}"))
    if robustness.indices:
        parts = in_one_sentence(robustness.indices).split("; ")
        rows += [Heading(line, "head") for part in parts for line in wrapped(part, LINE)]
        rows += [_index_row(index, view) for index in robustness.indices]
        runs = robustness.base * (len(robustness.indices) + 2)
        rows.append(Heading(gettext("Sobol, {runs:,} runs", runs=runs), "dim"))
    if robustness.left_out is not None:
        rows.append(Heading(labelled(word("left out"), word("mean shift, most places, who")), "rule", below=LEFT_OUT))
        table = robustness.left_out.sort("mean_shift", descending=True, nulls_last=True, maintain_order=True)
        rows += [_left_row(row, view) for row in table.iter_rows(named=True)]
    return Sheet(columns, rows)


def _index_row(index: SobolIndex, view: ResultView) -> SheetRow:
    """First order, total, the interval of the total; what has not converged says so."""
    interval = NOTHING if index.total_low is None else f"{_number(index.total_low)} … {_number(index.total_high)}"
    text = plain(choice_text(index.name, view.scored.document.steps))
    name = Cell(text) if index.settled else Cell(in_words((text, view.wording.word("not converged"))), "warn")
    return row_of(
        f"matters/{index.name}",
        (name, index.name),
        (_number(index.first), index.first),
        (_number(index.total), index.total),
        (interval, None if index.total_low is None else (index.total_low, index.total_high)),
    )


def _left_row(row: dict[str, Any], view: ResultView) -> SheetRow:
    shift, places = row["mean_shift"], row["places"]
    name = view.code_name(row["code"])
    most_moved = view.unit_name(row["most_moved"] or "")
    return row_of(
        f"left/{row['code']}",
        (f"{'  ' * (len(view.scored.tree.ancestors(row['code'])) - 1)}{name}", name),
        (_number(shift), shift),
        (NOTHING if places is None else f"{places:+d}", places),
        (most_moved, most_moved),
    )


def _number(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.2f}"
