"""Outliers of every indicator before and after the treatment."""

import polars as pl

from core.analysis.of_result import treatments
from core.analysis.statistics import statistics
from core.method.run import Scored
from core.method.shape import PEAKED, SKEWED

COLUMNS = {
    "code": pl.String(),
    "period": pl.String(),
    "skewness": pl.Float64(),
    "kurtosis": pl.Float64(),
    "outlying": pl.Boolean(),
    "outcome": pl.String(),
    "winsorised": pl.Int64(),
    "skewness_after": pl.Float64(),
    "kurtosis_after": pl.Float64(),
    "outlying_after": pl.Boolean(),
}
UNTREATED = "not treated"
SCALING = ("normalise", "weigh", "aggregate")


def outliers(scored: Scored) -> pl.DataFrame:
    """A row for each indicator (and period, where a treatment goes within years), in the order of the tree.

    Columns code, period; skewness and kurtosis as the treatment finds them, outlying (|skewness| of 2 or more and
    kurtosis of 3.5 or more); outcome and winsorised (points); the same shape afterwards. A method that treats nothing
    has the shape before the scores are made, and `not treated`. (JRC; COINr, Treat)
    """
    done = treatments(scored)
    rows = [_treated(row) for row in done.iter_rows(named=True)] if done.height else _untreated(scored)
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _treated(row: dict[str, object]) -> tuple[object, ...]:
    last = max((at for at in range(3) if row[f"skewness_{at}"] is not None), default=0)
    (skew, kurt), (after_skew, after_kurt) = ((row[f"skewness_{at}"], row[f"kurtosis_{at}"]) for at in (0, last))
    return (
        row["indicator"], row["period"], skew, kurt, _is_outlying(skew, kurt), row["outcome"], row["winsorised"],
        after_skew, after_kurt, _is_outlying(after_skew, after_kurt),
    )  # fmt: skip


def _untreated(scored: Scored) -> list[tuple[object, ...]]:
    steps = [step.kind for step in scored.document.steps]
    at = next((number for number, kind in enumerate(steps) if kind in SCALING), len(steps))
    table = statistics(scored.stages[at].frame, scored.tree.indicators)
    rows: list[tuple[object, ...]] = []
    for code, skew, kurt in table.select("indicator", "skewness", "kurtosis").iter_rows():
        outlying = _is_outlying(skew, kurt)
        rows.append((code, None, skew, kurt, outlying, UNTREATED, None, skew, kurt, outlying))
    return rows


def _is_outlying(skew: object, kurt: object) -> bool:
    """Whether skewness and kurtosis fail the rule; false where they are unknown."""
    far = isinstance(skew, float) and abs(skew) >= SKEWED
    return far and not (isinstance(kurt, float) and kurt < PEAKED)
