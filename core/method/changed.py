"""A step that looks at each column by itself is taken anew for the columns that changed, and for no others."""

from collections.abc import Callable, Container
from typing import Any
from weakref import ref

import polars as pl

from core.method.impute import BY_COLUMN, BY_UNIT
from core.method.normalisations import NORMALISATIONS
from core.method.setting import Settings
from core.method.stages import Since, Stage
from core.method.treat import TREATMENTS
from core.method.tree import Tree

COLUMNWISE: dict[str, Container[str]] = {
    "denominate": ("panel",),
    "impute": (*BY_COLUMN, *BY_UNIT),
    "treat": TREATMENTS,
    "normalise": NORMALISATIONS,
}
"""The choices that look at each column by itself."""


def only_changed(
    step: Callable[..., Stage], known: tuple[Stage, Stage], stage: Stage, settings: Settings, tree: Tree
) -> Stage:
    """What the step makes of a stage, given what it made (second) of the stage before (first) with the same settings.

    Taken anew altogether where it is not known which columns are others, or whether the rows are the same.
    """
    was, made = known
    if stage.since is None or stage.since.stage() is not was:
        return step(stage)
    by: dict[str, str] = settings.get("by", {})
    codes = list(by) if "by" in settings else list(settings["codes"] or tree.indicators)
    changed = stage.since.changed
    moved = [code for code in codes if code in changed or by.get(code) in changed]
    others = [code for code in changed if code not in moved and code in stage.frame.columns]
    frame = made.frame.with_columns(stage.frame.select(others)) if others else made.frame
    flags = made.flags.with_columns(stage.flags.select(others)) if others else made.flags
    told = made.told
    if moved:
        fixed = [name for name, kind in stage.frame.schema.items() if not kind.is_numeric()]
        needed = list(dict.fromkeys([*fixed, *moved, *(by[code] for code in moved if code in by)]))
        flagged = [name for name in needed if name in stage.flags.columns]
        narrowed = {"by": {code: by[code] for code in moved}} if "by" in settings else {"codes": moved}
        anew = step(Stage(stage.frame.select(needed), stage.flags.select(flagged), stage.trees), **narrowed)
        frame, flags = frame.with_columns(anew.frame.select(moved)), flags.with_columns(anew.flags.select(moved))
        told = _told(made.told, anew.told, moved, codes)
    return Stage(frame, flags, stage.trees, told, Since(ref(made), frozenset((*moved, *others))))


def _told(
    old: pl.DataFrame | None, new: pl.DataFrame | None, moved: list[str], codes: list[Any]
) -> pl.DataFrame | None:
    if old is None or new is None:
        return None
    kept = pl.concat([old.filter(~pl.col("indicator").is_in(moved)), new])
    place = pl.col("indicator").replace_strict(codes, range(len(codes)), return_dtype=pl.Int64)
    order = old["period"].unique(maintain_order=True)
    when = pl.col("period").replace_strict(order, range(len(order)), return_dtype=pl.Int64)
    return kept.sort(when, place, maintain_order=True)
