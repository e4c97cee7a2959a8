"""A method run again on other units, and the effect on the order of the units that stay."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl

from core.frozen import frozen
from core.method.document import Document, settings_text
from core.method.errors import MethodError
from core.method.matrix import Counts
from core.method.rank import ranked
from core.method.run import Scored, run
from core.method.setting import Settings
from core.words import gettext, in_words
from core.workbook.entries import Step


@frozen
class Reordering:
    """The order of the same units before and after: the number of pairs compared, and of reversed ones.

    `moved` units have another rank among themselves, the one with the largest move by `largest` places.
    """

    pairs: int
    reversed: int
    moved: int
    largest: int
    most_moved: str


def rerun(scored: Scored, raw: pl.DataFrame, newest: pl.DataFrame | None = None) -> Scored:
    """The method on another panel of raw figures: every step, on whatever units it has. Raises MethodError."""
    return run(_of_any_units(scored.document, set(raw["unit"].cast(pl.String))), raw, newest=newest)


def scores_in(scored: Scored, node: str, period: str) -> dict[str, float]:
    """The score of each unit that has one in a period.

    Raises MethodError where the node has no scores or the period no row.
    """
    if node not in scored.nodes:
        known = in_words(scored.nodes) or gettext("none: add an aggregate step")
        raise MethodError("{node} has no scores: use one of {known}.", node=node, known=known)
    rows = scored.scores.filter(pl.col("period").cast(pl.String) == period)
    if not rows.height:
        raise MethodError("The method has no row for {period}: name another period.", period=period)
    scores = rows.select(pl.col("unit").cast(pl.String), node).drop_nulls()
    return dict(scores.iter_rows())


def in_order(scores: Mapping[str, float]) -> list[str]:
    """The units by score, the best first; those that tie as they come."""
    return sorted(scores, key=lambda unit: -scores[unit])


def reordering(before: Mapping[str, float], after: Mapping[str, float]) -> Reordering:
    """The change of the order of the units that have a score in both, ranked among themselves."""
    units = [unit for unit in before if unit in after]
    was, now = (ranked(np.array([[side[unit] for unit in units]]))[0] for side in (before, after))
    turned = _signs(was) * _signs(now) < 0
    shift = np.abs(was - now)
    most = units[int(shift.argmax())] if shift.any() else ""
    pairs = len(units) * (len(units) - 1) // 2
    return Reordering(pairs, int(turned.sum()) // 2, int((shift > 0).sum()), int(shift.max(initial=0)), most)


def _signs(ranks: Counts) -> Counts:
    """Units × units: -1 where the row stands above the column, 1 below, 0 where both tie."""
    return np.asarray(np.sign(ranks[:, None] - ranks[None, :]))


def _of_any_units(document: Document, units: set[str]) -> Document:
    """The document without names of units or periods that the panel may lack."""
    steps = tuple(
        _screening_only(step, settings, units) for step, settings in zip(document.steps, document.settings, strict=True)
    )
    return replace(document, method=replace(document.method, units="", periods=""), steps=steps)


def _screening_only(step: Step, settings: Settings, units: set[str]) -> Step:
    """A screening without units to keep or drop that are missing; any other step unchanged."""
    if step.kind != "screen":
        return step
    present = {name: [unit for unit in settings[name] if unit in units] for name in ("keep", "drop")}
    return replace(step, settings=settings_text({**settings, **present}))
