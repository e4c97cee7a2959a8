"""A step that looks at each column by itself is taken anew for the columns that changed, and for no others."""

from collections.abc import Callable
from typing import Any

import polars as pl

from core.method.impute import BY_COLUMN, BY_UNIT
from core.method.normalise import NORMALISATIONS
from core.method.settings import Settings
from core.method.stages import Stage
from core.method.treat import TREATMENTS
from core.method.tree import Tree

COLUMNWISE: dict[str, tuple[str, ...]] = {
    "impute": (*BY_COLUMN, *BY_UNIT),
    "treat": tuple(TREATMENTS),
    "normalise": tuple(NORMALISATIONS),
}


def only_changed(
    step: Callable[..., Stage], known: tuple[Stage, Stage], stage: Stage, settings: Settings, tree: Tree
) -> Stage:
    """What the step makes of a stage, given what it made (second) of the stage before (first) with the same settings.

    Taken anew altogether where the rows or columns are others.
    """
    was, made = known
    codes = settings["codes"] or tree.indicators
    others = [name for name in stage.frame.columns if name not in codes]
    if stage.frame.columns != was.frame.columns or not stage.frame.select(others).equals(was.frame.select(others)):
        return step(stage)
    moved = [code for code in codes if _differs(stage, was, code)]
    if not moved:
        return Stage(made.frame, made.flags, made.trees, made.told)
    part = Stage(stage.frame.select(*others, *moved), stage.flags.select(*moved), stage.trees)
    anew = step(part, given={**settings, "codes": moved})
    return Stage(
        made.frame.with_columns(anew.frame.select(moved)),
        made.flags.with_columns(anew.flags.select(moved)),
        stage.trees,
        _told(made.told, anew.told, moved, list(codes)),
    )


def _differs(stage: Stage, was: Stage, code: str) -> bool:
    return not (stage.frame[code].equals(was.frame[code]) and stage.flags[code].equals(was.flags[code]))


def _told(
    old: pl.DataFrame | None, new: pl.DataFrame | None, moved: list[str], codes: list[Any]
) -> pl.DataFrame | None:
    if old is None or new is None:
        return None
    kept = pl.concat([old.filter(~pl.col("indicator").is_in(moved)), new])
    place = pl.col("indicator").replace_strict(codes, range(len(codes)), return_dtype=pl.Int64)
    periods = pl.col("period").rank("dense").fill_null(0) if old["period"].null_count() else pl.lit(0)
    return kept.sort(periods, place, maintain_order=True)
