"""The state of a computation after each step, and the inputs that steps share."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from core.method.panel import KEYS, Panel
from core.method.row_keys import EVERY_ROW, RowKeys
from core.method.setting import Settings
from core.method.treat import DETAILS, TreatmentReport
from core.method.tree import Tree

if TYPE_CHECKING:
    from weakref import ref

    from core.method.matrix import Rows

EVERY_YEAR = ""
NO_LETTER = -1
Letters: TypeAlias = NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Stage:
    """The state of the computation after a step.

    `panel` has unit, period, groupings, indicators, and the scores of nodes once they are computed; it may have many
    runs. `letters` has for each indicator (columns × rows, in the order of `lettered`) the places of its letters in
    WORST_LAST, -1 for a missing figure. `trees` has the tree with computed weights, by period within years, else under
    the empty text; before a weighing it is empty, and the manual weights are in force. `run_trees` has the same for
    many runs, a tree for each. `fates` is the report of a treatment, `since` says which parts are unchanged since the
    derivation before.
    """

    panel: Panel
    letters: Letters
    lettered: tuple[str, ...]
    trees: Mapping[str, Tree] = field(default_factory=dict)
    run_trees: Mapping[str, tuple[Tree, ...]] = field(default_factory=dict)
    fates: TreatmentReport | None = None
    since: "Since | None" = None

    @classmethod
    def of(cls, frame: pl.DataFrame, flags: pl.DataFrame, trees: Mapping[str, Tree] | None = None) -> "Stage":
        """The stage of a frame and its letters (a column for each indicator, null where there is no figure)."""
        codes = tuple(code for code in flags.columns if code not in KEYS)
        letters = flags.select(pl.col(codes).fill_null(NO_LETTER).cast(pl.Int8)).to_numpy(order="fortran").T
        return cls(Panel.of(frame, codes), letters, codes, trees or {})

    @property
    def frame(self) -> pl.DataFrame:
        """The panel as a wide frame."""
        return self.panel.frame

    @cached_property
    def flags(self) -> pl.DataFrame:
        """Unit, period and the places of each indicator's letters, null where there is no figure."""
        columns = dict(zip(self.lettered, self.letters, strict=True))
        flags = self.panel.keys.frame.select(*KEYS, *(pl.Series(code, row) for code, row in columns.items()))
        known = pl.col(self.lettered)
        return flags.with_columns(pl.when(known != NO_LETTER).then(known)) if columns else flags

    def same(self, other: "Stage") -> bool:
        """Whether the other stage shows the same rows, numbers, letters and weights."""
        mine, theirs = self.panel, other.panel
        return (
            (mine.codes, mine.names, self.lettered) == (theirs.codes, theirs.names, other.lettered)
            and mine.keys.frame.equals(theirs.keys.frame)
            and np.array_equal(mine.values, theirs.values, equal_nan=True)
            and np.array_equal(self.letters, other.letters)
            and self.trees == other.trees
        )

    @property
    def report(self) -> pl.DataFrame:
        """The report of a treatment on each column; empty after any other step."""
        return self.fates.details if self.fates else pl.DataFrame(schema=DETAILS)


@dataclass(frozen=True, eq=False)
class Since:
    """The stage of the same step in the derivation before (a weak reference), and the columns that differ."""

    stage: "ref[Stage]"
    changed: frozenset[str]


@dataclass(frozen=True, eq=False)
class Shared:
    """The inputs of the steps beside the stage.

    The tree, with the manual weights where the step weighs or aggregates; directions by code; the newest figures of
    each unit; and the rules of the next aggregation.
    """

    tree: Tree
    directions: Mapping[str, int]
    newest: pl.DataFrame | None
    ahead: Settings


def next_stage(stage: Stage, **parts: Any) -> Stage:  # noqa: ANN401 - the fields of a stage
    """The stage with some parts replaced; what is unchanged since the derivation before is unknown again."""
    return replace(stage, **{"since": None, "fates": None, **parts})


def rows_of_years(keys: RowKeys, years: str) -> dict[str, "Rows"]:
    """The rows of each period within years; across them all rows, under the empty text."""
    if years != "within":
        return {EVERY_YEAR: EVERY_ROW}
    names = dict.fromkeys(keys.periods)
    return dict(zip(names, keys.by_period, strict=True))


def rows_of_trees(trees: Mapping[str, object], keys: RowKeys) -> dict[str, "Rows"]:
    """The rows of each period that has a tree of its own, else all of them."""
    return rows_of_years(keys, "across" if EVERY_YEAR in trees else "within")


def trees_of(stage: Stage, period: str, shared: Shared) -> tuple[Tree, ...]:
    """The tree of each run with the weights of a period: those of it, or of every year, else the manual ones."""
    trees = stage.run_trees or {when: (tree,) for when, tree in stage.trees.items()}
    return trees.get(period) or trees.get(EVERY_YEAR) or (shared.tree,)
