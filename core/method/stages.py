"""Where the computation of a method stands after each step, and what the steps read beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from core.method.setting import Settings
from core.method.tree import Tree

if TYPE_CHECKING:
    from weakref import ref

EVERY_YEAR = ""


@dataclass(frozen=True, eq=False)
class Stage:
    """Where the computation stands after a step.

    `frame` is the panel: unit, period, groupings, indicators, and the scores of nodes once there are any. `flags` has,
    row by row, the place of each indicator's letter in WORST_LAST, null where there is no figure. `trees` has the tree
    with the weights that were found, by period where they were found within years, else under the empty text; before
    anything is weighed it is empty, and the weights given by hand are in force. `told` has what the step reports of
    itself (treatments: how each column fared), `since` what is known to be as it was before.
    """

    frame: pl.DataFrame
    flags: pl.DataFrame
    trees: Mapping[str, Tree]
    told: pl.DataFrame | None = None
    since: "Since | None" = None


@dataclass(frozen=True, eq=False)
class Since:
    """The stage of the same step in the derivation before (not kept alive), and the columns that are others."""

    stage: "ref[Stage]"
    changed: frozenset[str]


@dataclass(frozen=True, eq=False)
class Shared:
    """What the steps read beside the stage.

    The tree, with the weights given by hand where the step weighs or aggregates; directions by code; each unit's
    newest figures; and how scores will be drawn together.
    """

    tree: Tree
    directions: Mapping[str, int]
    newest: pl.DataFrame | None
    ahead: Settings


def next_stage(stage: Stage, **parts: Any) -> Stage:  # noqa: ANN401 - the fields of a stage
    """The stage with some parts replaced; what it shares with the one of before is no longer known."""
    return replace(stage, since=None, **parts)
