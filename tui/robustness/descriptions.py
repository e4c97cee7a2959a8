"""Descriptions for the strip of the Robustness panes: how certain a rank is, what may vary, what indices mean."""

from collections.abc import Mapping
from typing import Any

from core.method.choice_names import step_word
from core.method.run import Scored
from core.method.settings import FAMILIES
from core.robustness.choice_text import choice_text
from core.robustness.outcome import Outcome
from core.robustness.results import RobustnessResult
from core.robustness.sensitivity import SobolIndex
from core.words import gettext, in_words, ngettext
from tui.grid.plain import plain
from tui.grid.wording import NOTHING, rounded
from tui.robustness.sheet import LABELS, STEP, percent
from tui.workspace.result_view import ResultView


def rank_lines(outcome: Outcome, unit: str, view: ResultView) -> list[str]:
    """Where a unit stands in the period in view, and how far other choices move it."""
    table = outcome.tables.get(view.period)
    rows = list(table.iter_rows(named=True)) if table is not None else []
    at = next((at for at, row in enumerate(rows) if row["unit"] == unit), None)
    if at is None:
        return []
    row = rows[at]
    if row["nominal"] is None:
        return [gettext("{unit} {period}: no score", unit=view.unit_name(unit), period=view.period)]
    runs = gettext("{runs:,} runs", runs=outcome.runs)
    first = gettext(
        "{unit} {period}: rank {rank}; {shares}",
        unit=view.unit_name(unit),
        period=view.period,
        rank=row["nominal"],
        shares=_range(row, runs),
    )
    parts = [gettext("on rank {rank} in {share}", rank=row["nominal"], share=percent(row["same"]))]
    if row["above_next"] is not None and at + 1 < len(rows):
        parts.append(
            gettext(
                "above {rows}, the next, in {row}",
                rows=view.unit_name(rows[at + 1]["unit"]),
                row=percent(row["above_next"]),
            )
        )
    score = gettext(
        "score {score}, from {low} to {high}",
        score=rounded(row["score"], 4),
        low=rounded(row["score_low"], 4),
        high=rounded(row["score_high"], 4),
    )
    return [first, " · ".join(parts), score]


def year_lines(outcome: Outcome, unit: str, period: str, view: ResultView) -> list[str]:
    """The score of one unit's year, and its change since the year before, with what other choices leave of them."""
    table = outcome.tables.get(period)
    rows = [row for row in table.iter_rows(named=True) if row["unit"] == unit] if table is not None else []
    if not rows:
        return []
    row = rows[0]
    head = gettext(
        "{unit} {period}: score {score}", unit=view.unit_name(unit), period=period, score=rounded(row["score"], 4)
    )
    first = gettext(
        "{score}; in 90 % of {runs:,} runs from {low} to {high}",
        score=head,
        runs=outcome.runs,
        low=rounded(row["score_low"], 4),
        high=rounded(row["score_high"], 4),
    )
    moves = [move for table in outcome.moves for move in table.iter_rows(named=True)]
    since = [move for move in moves if (move["unit"], move["to"]) == (unit, period) and move["change"] is not None]
    return [first, *(_since(move) for move in since)]


def choice_lines(scored: Scored, name: str) -> list[str]:
    """What the row of a choice asks for, and of a step which choices there are."""
    if name == "start":
        return [
            gettext(
                "All runs, then each code left out and Sobol's indices of every choice, until they converge or end."
            )
        ]
    if not name.startswith("step "):
        return [gettext(LABELS.get(name, ""))]
    step = scored.document.steps[int(name[5:]) - 1]
    first = gettext(
        "step {number}, {kind} {how}: {step}",
        number=step.number,
        kind=step_word(step.kind),
        how=step_word(step.how),
        step=gettext(STEP),
    )
    return [first, gettext("choices: {families}", families=in_words(FAMILIES[step.kind]))]


def index_lines(robustness: RobustnessResult, name: str) -> list[str]:
    """What the indices of one choice say, and what a mark on them means."""
    sobol = next((index for index in robustness.indices if index.name == name), None)
    if sobol is None:
        return []
    if sobol.first is None or sobol.total is None:
        return [gettext("{name}: no unit moves, whichever choice is taken", name=plain(choice_text(name)))]
    own = gettext(
        "{name}: of the variance of the mean rank shift {first} is its own (first order)",
        name=plain(choice_text(name)),
        first=rounded(sobol.first, 2),
    )
    together = gettext("{total} with all that it acts together with (total)", total=rounded(sobol.total, 2))
    return [in_words((own, together)), _settled(sobol)]


def left_lines(robustness: RobustnessResult, code: str, view: ResultView) -> list[str]:
    """What leaving out one code does to the ranks."""
    rows = list(robustness.left_out.iter_rows(named=True)) if robustness.left_out is not None else []
    row = next((row for row in rows if row["code"] == code), None)
    if row is None or row["mean_shift"] is None:
        return []
    moved = gettext(
        "without {left_out} a unit moves {places} places on average",
        left_out=view.code_name(code),
        places=rounded(row["mean_shift"], 2),
    )
    top = (
        gettext("{unit} most: {places}", unit=view.unit_name(row["most_moved"]), places=_places(row["places"]))
        if row["places"]
        else gettext("none moves")
    )
    return [f"{moved}; {top}", gettext("The weights of its siblings increase in proportion; all periods are included.")]


def _range(row: Mapping[str, Any], runs: str) -> str:
    if row["low"] == row["high"] == row["nominal"]:
        return gettext("the same in at least 90 % of {runs}", runs=runs)
    return gettext(
        "in 90 % of {runs} from {low} to {high}, median {median}",
        runs=runs,
        low=row["low"],
        high=row["high"],
        median=row["median"],
    )


def _since(move: Mapping[str, Any]) -> str:
    change, low, high = (f"{move[name]:+.4f}" for name in ("change", "change_low", "change_high"))
    return gettext(
        "{change} since {move}; in 90 % of the runs from {low} to {high}",
        change=change,
        move=move["from"],
        low=low,
        high=high,
    )


def _places(places: int) -> str:
    if places > 0:
        return ngettext("{count} place up", "{count} places up", places)
    return ngettext("{count} place down", "{count} places down", -places)


def _settled(index: SobolIndex) -> str:
    low, high = (NOTHING if bound is None else rounded(bound, 2) for bound in (index.total_low, index.total_high))
    doubt = "" if index.settled else gettext(" · not converged: use a larger Sobol base")
    return gettext(
        "95 % bootstrap interval of the total effect: {low} to {high}{doubt}", low=low, high=high, doubt=doubt
    )
