"""Recomputation of a step that works column by column, for the changed columns alone."""

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from weakref import ref

from core.method.impute import BY_COLUMN, BY_UNIT
from core.method.normalisations import NORMALISATIONS
from core.method.panel import Panel
from core.method.setting import Settings
from core.method.stages import Letters, Since, Stage
from core.method.treat import TREATMENTS
from core.method.tree import Tree

COLUMNWISE: dict[str, Container[str]] = {
    "denominate": ("panel",),
    "impute": (*BY_COLUMN, *BY_UNIT),
    "treat": TREATMENTS,
    "normalise": NORMALISATIONS,
}
"""The choices that work column by column."""


def only_changed(
    step: Callable[..., Stage], known: tuple[Stage, Stage], stage: Stage, settings: Settings, tree: Tree
) -> Stage:
    """The result of the step on a stage, given its result (second) on the stage before (first) with the same settings.

    It is computed completely where the changed columns, or whether the rows are the same, are unknown.
    """
    was, result = known
    if stage.since is None or stage.since.stage() is not was:
        return step(stage)
    by: dict[str, str] = settings.get("by", {})
    codes = list(by) if "by" in settings else list(settings["codes"] or tree.indicators)
    changed = stage.since.changed
    moved = [code for code in codes if code in changed or by.get(code) in changed]
    others = [code for code in changed if code not in moved and code in stage.panel.place]
    panel, letters, fates = _with_columns_of(result, stage, others), result.letters, result.fates
    letters = _with_letters(result, letters, stage, others)
    if moved:
        needed = list(dict.fromkeys([*moved, *(by[code] for code in moved if code in by)]))
        lettered = tuple(code for code in needed if code in stage.lettered)
        narrowed = {"by": {code: by[code] for code in moved}} if "by" in settings else {"codes": moved}
        keys, values = stage.panel.keys, stage.panel.part(needed)
        part = Stage(
            Panel(keys, tuple(needed), values, (*keys.frame.columns, *needed)), _letters(stage, lettered), lettered
        )
        anew = step(replace(part, trees=stage.trees), **narrowed)
        panel = panel.with_part(moved, anew.panel.part(moved))
        letters = _with_letters(result, letters, anew, [code for code in moved if code in lettered])
        fates = result.fates.with_columns(moved, anew.fates) if result.fates and anew.fates else None
    since = Since(ref(result), frozenset((*moved, *others)))
    return Stage(panel, letters, result.lettered, stage.trees, fates=fates, since=since)


def _with_columns_of(result: Stage, stage: Stage, codes: list[str]) -> Panel:
    """The earlier result with some columns replaced."""
    return result.panel.with_part(codes, stage.panel.part(codes)) if codes else result.panel


def _letters(stage: Stage, codes: Sequence[str]) -> Letters:
    return stage.letters[_places(stage, codes)]


def _places(stage: Stage, codes: Sequence[str]) -> list[int]:
    place = {code: at for at, code in enumerate(stage.lettered)}
    return [place[code] for code in codes]


def _with_letters(result: Stage, letters: Letters, other: Stage, codes: list[str]) -> Letters:
    """Letters in the order of a stage, some columns from another stage."""
    if not codes:
        return letters
    letters = letters.copy()
    letters[_places(result, codes)] = _letters(other, codes)
    return letters
