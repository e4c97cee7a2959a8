"""Stages of a derivation: each declares what it reads, and one whose inputs are unchanged keeps its result."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from core.derive.memo import Memo
from core.frozen import frozen
from core.workbook.figure import SeriesKey
from core.workbook.workbook import Workbook

Results: TypeAlias = Mapping[str, Any]
"""The results of earlier stages by the name of the stage."""


@frozen
class Stage:
    """One part of what follows from a workbook.

    `tables` are the tables of entries that `compute` reads, `stages` the earlier stages whose results it reads; it has
    no access to others. `series` gives the series on which each row of a result depends; null means all of them.
    """

    name: str
    tables: tuple[str, ...]
    compute: Callable[[Workbook, Results, Memo], Any]
    stages: tuple[str, ...] = ()
    series: Callable[[Any], Iterable[frozenset[SeriesKey]]] | None = None


@frozen
class Computed:
    """The result of a stage, and the memo of its parts."""

    result: Any
    memo: Memo


def run_stages(
    stages: Sequence[Stage], workbook: Workbook, earlier: Workbook | None, before: Mapping[str, Computed]
) -> dict[str, Computed]:
    """The results of all stages by name, in order; `before` are the results for the `earlier` workbook."""
    done: dict[str, Computed] = {}
    for stage in stages:
        known = before.get(stage.name)
        if known and earlier and _is_current(stage, workbook, earlier, done, before):
            done[stage.name] = known
        else:
            memo = Memo(known.memo if known else None)
            results = {name: done[name].result for name in stage.stages}
            done[stage.name] = Computed(stage.compute(_view(workbook, stage), results, memo), memo)
    return done


def _view(workbook: Workbook, stage: Stage) -> Workbook:
    """The workbook with the tables that the stage declares, and no others."""
    with_failed = {name: table for name, table in workbook.with_failed.items() if name in stage.tables}
    return replace(workbook, tables={name: workbook.tables[name] for name in stage.tables}, with_failed=with_failed)


def _is_current(
    stage: Stage, workbook: Workbook, earlier: Workbook, done: Mapping[str, Computed], before: Mapping[str, Computed]
) -> bool:
    """Whether everything that the stage reads is unchanged."""
    if any(workbook.entries(name) is not earlier.entries(name) for name in stage.tables):
        return False
    if any(done[name].result is not before[name].result for name in stage.stages):
        return False
    changed = workbook.changed_since(earlier.figures)
    if not changed:
        return changed is not None
    return stage.series is not None and all(map(changed.isdisjoint, stage.series(before[stage.name].result)))
