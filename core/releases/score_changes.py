"""The effect of changed figures on the scores and ranks of every method: old beside new."""

from collections.abc import Iterable, Iterator

import polars as pl

from core.derive.derive import Derived, derive
from core.derive.methods import Methods
from core.frozen import frozen
from core.method.run import Scored
from core.releases.releases import until_release
from core.releases.revisions import Revision, revisions
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

LEAST = 1e-12
"""Scores that differ by no more than this share are equal, as sums in another order differ in the last digits."""
KEYS = ["unit", "period"]


@frozen
class ScoreChange:
    """The score at the root of a method, and the rank within the period, of one unit: before and after."""

    method: str
    unit: str
    period: str
    before: float | None
    after: float | None
    rank_before: int | None
    rank_after: int | None

    @property
    def change(self) -> float | None:
        """The change of the score; null where it is missing before or after."""
        return None if self.before is None or self.after is None else self.after - self.before


def score_changes(before: Methods, after: Methods, codes: Iterable[str] | None = None) -> Iterator[ScoreChange]:
    """Every score that differs, of these or all methods with scores before and after, the largest changes first."""
    for code in after if codes is None else codes:
        old, new = before.get(code), after[code]
        if not isinstance(old, Scored) or not isinstance(new, Scored) or not old.nodes or not new.nodes:
            continue
        pair = _roots(old, "before").join(_roots(new, "after"), on=KEYS, how="full", coalesce=True)
        change = (pl.col("after") - pl.col("before")).abs()
        alike = (change <= LEAST * pl.col("after").abs()).fill_null(value=False)
        same = alike | (pl.col("before").is_null() & pl.col("after").is_null())
        moved = pair.filter(~same).with_columns(change=change).sort("change", "period", descending=True)
        for row in moved.drop("change").iter_rows(named=True):
            yield ScoreChange(code, **row)


def _roots(scored: Scored, name: str) -> pl.DataFrame:
    root = scored.nodes[0]
    scores = scored.scores.select(pl.col(KEYS).cast(pl.String), pl.col(root).alias(name))
    ranks = scored.ranks.select(pl.col(KEYS).cast(pl.String), pl.col(root).cast(pl.Int64).alias(f"rank_{name}"))
    return scores.join(ranks, on=KEYS, how="left")


@frozen
class Effect:
    """One revision of a figure, the release before it, and every score that it changed.

    `before` and `after` are the workbook with the one and with the other; everything else is as it is now.
    """

    revision: Revision
    earlier: Figure
    moved: tuple[ScoreChange, ...]
    before: Derived
    after: Derived


def effects(workbook: Workbook, derived: Derived, unit: str, indicator: str, period: str = "") -> Iterator[Effect]:
    """The effects of each revision of a series, or of one period of it; everything else is as it is now."""
    earlier: Figure | None = None
    for revision in revisions(workbook.series(unit, indicator)):
        figure = revision.figure
        if period in {"", figure.period} and revision.number > 1 and earlier is not None:
            before, after = (derive(until_release(workbook, of), derived) for of in (earlier, figure))
            yield Effect(revision, earlier, tuple(score_changes(before.methods, after.methods)), before, after)
        earlier = figure
