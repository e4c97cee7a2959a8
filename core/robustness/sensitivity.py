"""Which choice matters: Sobol's first-order and total indices, with intervals and a mark on what has not converged."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from core.frozen import frozen
from core.method.matrix import Matrix, rows_by_period, slices
from core.method.rank import ranked
from core.robustness.choice_text import choice_text
from core.robustness.model import UncertaintyModel
from core.robustness.points import sobol_points
from core.robustness.study import WHOLE_AT_ONCE, rank_shifts
from core.words import gettext

RESAMPLES = 500
SETTLED = 0.1
"""An index has converged where half of its interval, and its change in the second half of the runs, are below this."""
MOST_FAILED = 0.01
"""With a larger share of failed runs no index has converged: the other runs are not a sample of all choices."""
TAILS = (0.025, 0.975)
CONSTANT = 1e-12
"""A variance below this share of the mean square is the rounding of an output that does not vary."""
FEWEST_BASE, AT_ONCE = 32, 128
EachPart: TypeAlias = Callable[[Callable[[Matrix], Matrix], Iterable[Matrix]], Iterable[Matrix]]


@frozen
class SobolIndex:
    """The share of the variance of an output due to one group of inputs, alone and with all its interactions.

    Bounds contain 95 % of the bootstrap. Indices are null where the output does not vary. `runs` is the number of runs
    behind it, `failed` the number of those without an output.
    """

    name: str
    first: float | None
    first_low: float | None
    first_high: float | None
    total: float | None
    total_low: float | None
    total_high: float | None
    settled: bool
    runs: int = 0
    failed: int = 0


def sobol_indices(
    output: Callable[[Matrix], Matrix], groups: Mapping[str, Sequence[int]], size: int, seed: int = 1
) -> list[SobolIndex]:
    """The indices of each group of columns, from size × (groups + 2) runs; `size` is best a power of two.

    `output` takes points (runs × dimensions) within 0 and 1 and gives one number a run, NaN where it failed. The first
    order is mean(fB (fAB - fA)) / V (Saltelli et al. 2010), the total mean((fA - fAB)²) / 2 V (Jansen 1999), V the
    variance of fA and fB together. Each mean is over the runs whose partners have an output too; where more than
    `MOST_FAILED` of its runs failed, an index is not converged, as inputs that fail together are no longer independent.
    None is converged where the first orders sum to more than 1 or the totals to less, which no output can have.
    The bootstrap resamples rows, V included.
    """
    a, b = _two_samples(groups, size, seed)
    runs = output(np.concatenate([a, b, *(_swapped(a, b, columns) for columns in groups.values())]))
    at_a, at_b, *parts = np.split(runs, len(groups) + 2)
    mixed = np.column_stack(parts)
    middle = _mean(np.ones(2 * size), np.concatenate([at_a, at_b])[:, None])
    at_a, at_b, mixed = at_a - middle, at_b - middle, mixed - middle
    all_and_half = np.stack([np.ones(size), np.arange(size) < size // 2])
    (first, half_first), (total, half_total) = _estimates(at_a, at_b, mixed, all_and_half)
    picks = np.random.default_rng(seed).integers(0, size, (RESAMPLES, size)) + size * np.arange(RESAMPLES)[:, None]
    times = np.bincount(picks.ravel(), minlength=RESAMPLES * size).astype(float)
    bootstrap = _estimates(at_a, at_b, mixed, times.reshape(RESAMPLES, size))
    failed = [int(np.isnan(np.concatenate([at_a, at_b, column])).sum()) for column in mixed.T]
    possible = _are_possible(first, total)
    result = []
    for at, name in enumerate(groups):
        counts = {"runs": 3 * size, "failed": failed[at]}
        if np.isnan(total[at]) or np.isnan(first[at]):
            result.append(SobolIndex(name, None, None, None, None, None, None, settled=False, **counts))
            continue
        bounds = [np.nanquantile(estimates[:, at], TAILS) for estimates in bootstrap]
        moved = max(abs(first[at] - half_first[at]), abs(total[at] - half_total[at]))
        wide = max(float(high - low) / 2 for low, high in bounds)
        (f_low, f_high), (t_low, t_high) = ((float(low), float(high)) for low, high in bounds)
        settled = bool(possible and max(moved, wide) < SETTLED and failed[at] <= MOST_FAILED * 3 * size)
        result.append(
            SobolIndex(name, float(first[at]), f_low, f_high, float(total[at]), t_low, t_high, settled, **counts)
        )
    return result


class Cancelled(Exception):
    """The work was cancelled."""


def settling(
    chain: UncertaintyModel,
    size: int,
    seed: int = 1,
    is_cancelled: Callable[[], bool] = lambda: False,
    each: EachPart = map,
) -> Iterator[tuple[int, list[SobolIndex]]]:
    """The indices of a model's choices from more and more runs, doubled until all have converged or `size` is reached.

    Each comes with its base number. The output is the mean rank shift; where every period has one unit, the score of
    the last row. After a cancel nothing more comes. `each` does the runs, on several cores if it can.
    """
    groups = {name: list(columns) for name, columns in chain.variation.groups.items() if columns}
    output = output_of(chain, scores_by(chain, each, is_cancelled))
    base = min(FEWEST_BASE, size)
    while base:
        try:
            indices = sobol_indices(output, groups, base, seed)
        except Cancelled:
            return
        yield base, indices
        base = 0 if base >= size or all(index.settled for index in indices) else min(2 * base, size)


def scores_by(
    chain: UncertaintyModel, each: EachPart = map, is_cancelled: Callable[[], bool] = lambda: False
) -> Callable[[Matrix], Matrix]:
    """The scores of the model, in parts that `each` may do in parallel; raises Cancelled between two parts."""
    alone, step = chain.alone, WHOLE_AT_ONCE if chain.is_whole else AT_ONCE

    def scores(points: Matrix) -> Matrix:
        def parts() -> Iterator[Matrix]:
            for some in slices(len(points), 1, step):
                if is_cancelled():
                    raise Cancelled
                yield points[some]

        return np.concatenate(list(each(alone.scores, parts())))

    return scores


def output_of(chain: UncertaintyModel, scores: Callable[[Matrix], Matrix] | None = None) -> Callable[[Matrix], Matrix]:
    """The studied output: the mean rank shift, or the last row's score where every period has one unit only."""
    if chain.frame["period"].is_unique().all():
        return score_of(chain, chain.frame.height - 1, scores)
    return mean_rank_shift(chain, scores)


def mean_rank_shift(
    chain: UncertaintyModel, scored: Callable[[Matrix], Matrix] | None = None
) -> Callable[[Matrix], Matrix]:
    """The output in COINr: the mean of |rank - nominal rank| over all units and periods, run by run."""
    rows = rows_by_period(chain.frame)
    nominal = chain.nominal()[None, :]
    before = {str(at): ranked(nominal[:, of_period])[0] for at, of_period in enumerate(rows)}

    def output(points: Matrix) -> Matrix:
        scores = (scored or chain.scores)(points)
        shifts = rank_shifts({str(at): ranked(scores[:, of_period]) for at, of_period in enumerate(rows)}, before)
        return np.where(np.isnan(scores).all(axis=1), np.nan, shifts)

    return output


def rank_of(
    chain: UncertaintyModel, row: int, scored: Callable[[Matrix], Matrix] | None = None
) -> Callable[[Matrix], Matrix]:
    """The rank of the unit and period in one row of the panel, run by run."""
    peers = (chain.frame["period"] == chain.frame["period"][row]).to_numpy()

    def output(points: Matrix) -> Matrix:
        placed = ranked((scored or chain.scores)(points)[:, peers])[:, peers[:row].sum()].astype(float)
        return np.where(placed > 0, placed, np.nan)

    return output


def score_of(
    chain: UncertaintyModel, row: int, scored: Callable[[Matrix], Matrix] | None = None
) -> Callable[[Matrix], Matrix]:
    """The score of the unit and period in one row of the panel, run by run."""
    return lambda points: np.asarray((scored or chain.scores)(points)[:, row])


def in_one_sentence(indices: Sequence[SobolIndex]) -> str:
    """The choice that matters most."""
    known = [index for index in indices if index.total is not None]
    if not known:
        return gettext("The result does not move, whichever choice is taken.")
    if len(indices) == 1:
        return gettext("Only the choice of {name} varies: everything depends on it.", name=choice_text(known[0].name))
    top = max(known, key=lambda index: index.total or 0)
    doubt = "" if top.settled else f"; {_doubt(top)}"
    share = f"{100 * min(top.total or 0, 1):.0f} %"
    return gettext(
        "The choice of {name} matters most: {share} of the variance depends on it{doubt}.",
        name=choice_text(top.name),
        share=share,
        doubt=doubt,
    )


def _doubt(index: SobolIndex) -> str:
    """Why an index has not converged, with a remedy."""
    if index.failed > MOST_FAILED * index.runs:
        share = gettext("{failed:,} of its {runs:,} runs failed", failed=index.failed, runs=index.runs)
        return gettext(
            "the estimate has not converged, because {share}: leave out the choices that cannot be computed",
            share=share,
        )
    return gettext("the estimate has not converged, so increase the number of runs")


def _estimates(at_a: Matrix, at_b: Matrix, mixed: Matrix, weights: Matrix) -> tuple[Matrix, Matrix]:
    """First-order and total index (samples × columns of `mixed`); NaN where nothing varies or no run has its partners.

    `weights` (samples × runs) say how often each run is in each sample; the runs have a mean near 0.
    """
    both, twice = np.concatenate([at_a, at_b])[:, None], np.concatenate([weights, weights], axis=1)
    squares, count = _mean(twice, both**2), twice @ ~np.isnan(both)
    variance = squares - _mean(twice, both) ** 2
    variance = np.where(variance > CONSTANT * squares, variance * count, np.nan) / (count - 1)
    first = _mean(weights, at_b[:, None] * (mixed - at_a[:, None])) / variance
    total = _mean(weights, (at_a[:, None] - mixed) ** 2) / (2 * variance)
    return first, total


def _mean(weights: Matrix, values: Matrix) -> Matrix:
    """The mean of each column without NaN, for each row of weights; NaN where all values are."""
    known = ~np.isnan(values)
    count = weights @ known
    return np.asarray(weights @ np.where(known, values, 0) / np.where(count > 0, count, np.nan))


def _are_possible(first: Matrix, total: Matrix) -> bool:
    """Whether such indices are possible, within their errors."""
    room = SETTLED * len(first) ** 0.5
    return bool(np.nansum(first) <= 1 + room and np.nansum(total) >= 1 - room)


def _two_samples(groups: Mapping[str, Sequence[int]], size: int, seed: int) -> tuple[Matrix, Matrix]:
    """Two samples of points (size × dimensions), of one sequence of twice as many dimensions.

    A column has neighbouring dimensions in the two, and those of small groups come first: among the later dimensions
    some two are alike in the first hundred points, and a step with two choices would have the same one in both samples.
    """
    order = [column for columns in sorted(groups.values(), key=len) for column in columns]
    both = sobol_points(2 * len(order), size, seed)
    first, second = np.empty((2, size, len(order)))
    first[:, order], second[:, order] = both[:, ::2], both[:, 1::2]
    return first, second


def _swapped(a: Matrix, b: Matrix, columns: Sequence[int]) -> Matrix:
    mixed = a.copy()
    mixed[:, list(columns)] = b[:, list(columns)]
    return mixed
