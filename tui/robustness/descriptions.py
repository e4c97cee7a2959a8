"""What the strip below says in the Trust panes: how sure a rank is, what may be otherwise, what indices mean."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from core.method.settings import FAMILIES
from core.robustness.sensitivity import SobolIndex
from tui.grid.plain import plain
from tui.grid.wording import NOTHING, rounded
from tui.results.sheet import Looked, named
from tui.robustness.input_factors_sheet import ASKED, STEP
from tui.robustness.sheet import percent, unit_name

if TYPE_CHECKING:
    from core.method.run import Scored
    from core.robustness.outcome import Outcome
    from core.robustness.results import RobustnessResult


def rank_lines(outcome: "Outcome", unit: str, looked: Looked) -> list[str]:
    """Where a unit stands in the period that is looked at, and how far other choices move it."""
    table = outcome.tables.get(looked.period)
    rows = list(table.iter_rows(named=True)) if table is not None else []
    at = next((at for at, row in enumerate(rows) if row["unit"] == unit), None)
    if at is None:
        return []
    row = rows[at]
    if row["nominal"] is None:
        return [f"{unit_name(unit, looked)} {looked.period}: no score"]
    runs = f"{outcome.runs:,} runs"
    first = f"{unit_name(unit, looked)} {looked.period}: rank {row['nominal']}; {_range(row, runs)}"
    parts = [f"on rank {row['nominal']} in {percent(row['same'])}"]
    if row["above_next"] is not None and at + 1 < len(rows):
        parts.append(f"above {unit_name(rows[at + 1]['unit'], looked)}, the next, in {percent(row['above_next'])}")
    score = f"score {_score(row['score'])}, from {_score(row['score_low'])} to {_score(row['score_high'])}"
    return [first, " · ".join(parts), score]


def year_lines(outcome: "Outcome", unit: str, period: str, looked: Looked) -> list[str]:
    """The score of one unit's year, and its change since the year before, with what other choices leave of them."""
    table = outcome.tables.get(period)
    found = [row for row in table.iter_rows(named=True) if row["unit"] == unit] if table is not None else []
    if not found:
        return []
    row = found[0]
    head = f"{unit_name(unit, looked)} {period}: score {_score(row['score'])}"
    first = f"{head}; in 90 % of {outcome.runs:,} runs from {_score(row['score_low'])} to {_score(row['score_high'])}"
    moves = [move for made in outcome.moves for move in made.iter_rows(named=True)]
    since = [move for move in moves if (move["unit"], move["to"]) == (unit, period) and move["change"] is not None]
    return [first, *(_since(move) for move in since)]


def choice_lines(scored: "Scored", name: str) -> list[str]:
    """What the row of a choice asks for, and of a step which choices there are."""
    if name == "start":
        return ["All runs, then each code left out and Sobol's indices of every choice, until they settle or end."]
    if not name.startswith("step "):
        return [ASKED.get(name, "")]
    step = scored.document.steps[int(name[5:]) - 1]
    first = f"step {step.number}, {step.kind} {step.how}: {STEP}"
    return [first, f"choices: {', '.join(FAMILIES[step.kind])}"]


def index_lines(judged: "RobustnessResult", name: str) -> list[str]:
    """What the indices of one choice say, and what a mark on them means."""
    found = next((one for one in judged.indices if one.name == name), None)
    if found is None:
        return []
    if found.first is None or found.total is None:
        return [f"{plain(name)}: no unit moves, whichever choice is taken"]
    told = f"{plain(name)}: of the variance of the mean rank shift {rounded(found.first, 2)} is its own (first order)"
    together = f"{rounded(found.total, 2)} with all that it acts together with (total)"
    return [f"{told}, {together}", _settled(found)]


def left_lines(judged: "RobustnessResult", scored: "Scored", code: str, looked: Looked) -> list[str]:
    """What leaving out one code does to the ranks."""
    rows = list(judged.left_out.iter_rows(named=True)) if judged.left_out is not None else []
    row = next((row for row in rows if row["code"] == code), None)
    if row is None or row["mean_shift"] is None:
        return []
    moved = f"without {named(scored, code, looked)} a unit moves {rounded(row['mean_shift'], 2)} places on average"
    who = f"{unit_name(row['most_moved'], looked)} most: {_places(row['places'])}" if row["places"] else "none moves"
    return [f"{moved}; {who}", "Its siblings' weights grow to make up for it; all periods count."]


def _range(row: Mapping[str, Any], runs: str) -> str:
    if row["low"] == row["high"] == row["nominal"]:
        return f"the same in at least 90 % of {runs}"
    return f"in 90 % of {runs} from {row['low']} to {row['high']}, median {row['median']}"


def _since(move: Mapping[str, Any]) -> str:
    change, low, high = (f"{move[name]:+.4f}" for name in ("change", "change_low", "change_high"))
    return f"{change} since {move['from']}; in 90 % of the runs from {low} to {high}"


def _places(places: int) -> str:
    return f"{abs(places)} place{'s' * (abs(places) != 1)} {'up' if places > 0 else 'down'}"


def _settled(one: SobolIndex) -> str:
    low, high = (NOTHING if bound is None else rounded(bound, 2) for bound in (one.total_low, one.total_high))
    doubt = "" if one.settled else " · not settled: a larger Sobol base would tell more"
    return f"95 % of the bootstrap of the total: {low} to {high}{doubt}"


def _score(value: float | None) -> str:
    return NOTHING if value is None else rounded(value, 4)
