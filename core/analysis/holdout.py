"""The error of an imputation: known figures are left out in turn, imputed, and compared with their true values."""

from dataclasses import replace

import numpy as np
import polars as pl

from core.method.errors import MethodError
from core.method.matrix import Counts, Matrix
from core.method.run import Scored, steps_after

FOLDS = 20
"""The number of parts in which the known figures of each indicator are left out; the seed is always the same."""
ERRORS = {"step": pl.Int64, "choice": pl.String, "code": pl.String, "gaps": pl.Int64, "held_out": pl.Int64,
          "filled": pl.Int64, "mean_error": pl.Float64, "rmse": pl.Float64, "rmse_sd": pl.Float64}  # fmt: skip


def holdout_errors(scored: Scored) -> pl.DataFrame:
    """The error of each impute step on each indicator: one row per step and indicator.

    Columns step, choice, code; gaps (before the step); held_out and filled (how many known figures were left out, and
    how many of them the step filled); mean_error and rmse in the unit of the indicator, and rmse_sd, the rmse over the
    standard deviation: 1 is no better than the mean. Null where nothing was filled. (Handbook, ch. 3)
    """
    steps = [(at, step) for at, step in enumerate(scored.document.steps) if step.kind == "impute"]
    tables = [pl.DataFrame(schema=ERRORS)]
    for at, step in steps:
        codes = scored.document.settings[at]["codes"] or scored.document.tree.indicators
        panel = scored.stages[at].panel
        known = panel.part(codes)
        filled = _filled(scored, at, tuple(codes))
        tables.append(_errors(known, filled).select(
            pl.lit(step.number, pl.Int64).alias("step"), pl.lit(step.how).alias("choice"),
            pl.Series("code", list(codes)), pl.all(),
        ))  # fmt: skip
    return pl.concat(tables)


def _filled(scored: Scored, at: int, codes: tuple[str, ...]) -> Matrix:
    """What the step gives for each known figure while it is left out: columns × rows, NaN where it gives nothing."""
    document, stage = scored.document, scored.stages[at]
    single_step = replace(document, steps=(document.steps[at],))
    values, fold = stage.panel.part(codes), _folds(stage.panel.part(codes))
    filled = np.full(values.shape, np.nan)
    for number in range(FOLDS):
        out = fold == number
        if not out.any():
            continue
        panel = stage.panel.with_part(codes, np.where(out, np.nan, values))
        try:
            after = steps_after(single_step, replace(stage, panel=panel, since=None))
        except MethodError:
            continue
        filled[out] = after.panel.part(codes)[out]
    return filled


def _folds(values: Matrix) -> Counts:
    """The part in which each figure is left out, 0 to `FOLDS` - 1; `FOLDS` for a gap."""
    random = np.random.default_rng(1)
    fold = np.full(values.shape, FOLDS)
    for column, known in zip(fold, ~np.isnan(values), strict=True):
        places = np.flatnonzero(known)
        column[random.permutation(places)] = np.arange(len(places)) % FOLDS
    return fold


def _errors(known: Matrix, filled: Matrix) -> pl.DataFrame:
    differences = filled - known
    is_filled = ~np.isnan(differences)
    count, present = is_filled.sum(axis=1), (~np.isnan(known)).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.where(is_filled, differences, 0).sum(axis=1) / count
        rmse = np.sqrt((np.where(is_filled, differences, 0) ** 2).sum(axis=1) / count)
        mean = np.where(np.isnan(known), 0, known).sum(axis=1) / present
        spread = np.where(np.isnan(known), 0, (known - mean[:, None]) ** 2).sum(axis=1) / (present - 1)
        sd = np.sqrt(np.where(spread > 0, spread, np.nan))
    numbers = {"mean_error": error, "rmse": rmse, "rmse_sd": rmse / sd}
    return pl.DataFrame(
        {
            "gaps": np.isnan(known).sum(axis=1),
            "held_out": present,
            "filled": count,
            **{name: pl.Series(of, nan_to_null=True) for name, of in numbers.items()},
        }
    )
