"""Every kind of step as a function from one stage of the computation to the next."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import polars as pl

from core.method.aggregate import aggregated
from core.method.denominate import denominated
from core.method.impute import imputed
from core.method.normalise import normalised
from core.method.panel import choice_of
from core.method.screen import screened
from core.method.settings import COMMON, MIXED, Settings
from core.method.treat import treated
from core.method.tree import Branch, Tree
from core.method.weigh import FROM_FIGURES, WEIGHINGS, Weights
from core.workbook.status import WORST_LAST

if TYPE_CHECKING:
    from weakref import ref

JUDGED = tuple(how for how in WEIGHINGS if how not in (*FROM_FIGURES, "mixed"))
IMPUTED = WORST_LAST.index("I")
EVERY_YEAR = ""
ROW = "row of the stage"


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


def _denominate(stage: Stage, how: str, given: Settings, shared: Shared) -> Stage:
    table = shared.newest if how == "table" else None
    frame = denominated(stage.frame, given["by"], scales=given["scales"], table=table)
    worse = [pl.max_horizontal(code, by).alias(code) for code, by in given["by"].items() if how == "panel"]
    return _next(stage, frame=frame, flags=stage.flags.with_columns(worse), told=None)


def _screen(stage: Stage, how: str, given: Settings, shared: Shared) -> Stage:
    kept = screened(stage.frame.with_row_index(ROW), shared.tree.indicators, how, **given)  # type: ignore[arg-type]
    return _next(stage, frame=kept.drop(ROW), flags=stage.flags[kept[ROW]], told=None)


def _impute(stage: Stage, how: str, given: Settings, shared: Shared) -> Stage:
    codes, among, settings = given["codes"] or shared.tree.indicators, given["among"], _own(given, "impute")
    frame = stage.frame
    for some in _families(shared.tree, codes) if among == "siblings" else [codes]:
        frame = imputed(frame, some, how, years=given["years"], directions=shared.directions, **settings)  # type: ignore[arg-type]
    gaps = stage.frame.null_count().row(0, named=True)
    filled = [
        pl.when(stage.frame.get_column(code).is_null() & frame.get_column(code).is_not_null())
        .then(pl.lit(IMPUTED, pl.Int8))
        .otherwise(pl.col(code))
        .alias(code)
        for code in codes
        if gaps[code]
    ]
    return _next(stage, frame=frame, flags=stage.flags.with_columns(filled), told=None)


def _treat(stage: Stage, how: str, given: Settings, shared: Shared) -> Stage:
    settings = {**_own(given, "treat"), **_named(given, "each", "years", "impossible")}
    done = treated(stage.frame, given["codes"] or shared.tree.indicators, how, **settings)  # type: ignore[arg-type]
    return _next(stage, frame=done.frame, told=done.details)


def _normalise(stage: Stage, how: str, given: Settings, shared: Shared) -> Stage:
    settings = {**_own(given, "normalise"), **_named(given, "each", "years", "impossible")}
    codes, to = given["codes"] or shared.tree.indicators, tuple(given["to"]) or None
    directions = {code: shared.directions.get(code, 1) if code in shared.tree.indicators else 1 for code in codes}
    frame = normalised(stage.frame, codes, how, directions=directions, to=to, **settings)  # type: ignore[arg-type]
    return _next(stage, frame=frame, told=None)


def _weigh(stage: Stage, how: str, given: Settings, shared: Shared) -> Stage:
    years = _years(stage.frame) if given["years"] == "within" else {EVERY_YEAR: stage.frame}
    trees = {
        period: _weighed(year, _tree(stage, period, shared), how, given, shared.ahead) for period, year in years.items()
    }
    return _next(stage, trees=trees, told=None)


def _aggregate(stage: Stage, how: str, given: Settings, shared: Shared) -> Stage:
    settings = {**given, "how": how}
    tree = shared.tree
    frame = stage.frame.drop(tree.nodes, strict=False)
    if not stage.trees or EVERY_YEAR in stage.trees:
        scored = aggregated(frame, stage.trees.get(EVERY_YEAR, tree), **settings)
    else:
        numbered = _years(frame.with_row_index(ROW))
        scored = pl.concat([aggregated(year, stage.trees[at], **settings) for at, year in numbered.items()])
        scored = scored.sort(ROW).drop(ROW)
    return Stage(scored, stage.flags, stage.trees or {EVERY_YEAR: tree})


def _next(stage: Stage, **parts: Any) -> Stage:  # noqa: ANN401 - the fields of a stage
    """The stage with some parts replaced; what it shares with the one of before is no longer known."""
    return replace(stage, since=None, **parts)


Step: TypeAlias = Callable[..., Stage]

STEPS: dict[str, Step] = {
    "denominate": _denominate,
    "screen": _screen,
    "impute": _impute,
    "treat": _treat,
    "normalise": _normalise,
    "weigh": _weigh,
    "aggregate": _aggregate,
}
"""What each kind of step does to a stage."""


def _tree(stage: Stage, period: str, shared: Shared) -> Tree:
    """The tree with the weights of a period: found there, or for every year, else given by hand."""
    return stage.trees.get(period) or stage.trees.get(EVERY_YEAR) or shared.tree


def _weighed(frame: pl.DataFrame, tree: Tree, how: str, given: Settings, ahead: Settings) -> Tree:
    if given["over"] == "indicators":
        return _weighed_from_below(frame, tree, how, given)
    for node in tree.nodes:
        if given["nodes"] and node not in given["nodes"]:
            continue
        settings: Settings = choice_of(how, _own(given, "weigh"), given["each"].get(node, {}))
        children = tree.children[node]
        asks = settings["how"] not in JUDGED and not set(children) <= set(tree.indicators)
        scores = _below(frame, tree, children, ahead) if asks else frame
        tree = _signed(tree, settings).with_weights(_weights(settings.pop("how"), scores, children, tree, settings))
    return tree


def _signed(tree: Tree, settings: Settings) -> Tree:
    """The tree, with weights below 0 let in where a weighing is asked to keep them."""
    return replace(tree, signed=True) if settings.get("negative") == "keep" else tree


def _weighed_from_below(frame: pl.DataFrame, tree: Tree, how: str, given: Settings) -> Tree:
    """All indicators below a root weighed at once; a node's weight is the sum of those below it."""
    for root in tree.roots:
        below = tree.indicators_below[root]
        found = _weights(how, frame, below, tree, _own(given, "weigh"))
        sums = {
            node: sum(found[code] for code in tree.indicators_below[node])
            for node in tree.nodes
            if node != root and root in tree.ancestors(node)
        }
        tree = _signed(tree, given).with_weights({**found, **sums})
    return tree


def _weights(how: str, frame: pl.DataFrame, codes: Sequence[str], tree: Tree, settings: Settings) -> Weights:
    function = next(found for name, found in WEIGHINGS.items() if name == how)
    known = {code: tree.weights[code] for code in codes}
    if how == "mixed":
        first, second = (
            _weights(settings[part], frame, codes, tree, settings[f"of_{part}"]) for part in ("first", "second")
        )
        return function(first, second, **{name: value for name, value in settings.items() if name not in MIXED})
    if how in FROM_FIGURES:
        return function(frame, codes, **settings)
    if how == "by_hand":
        return function(codes, known)
    if how == "budget_allocation":
        return function(codes, pl.DataFrame(settings["points"], infer_schema_length=None))
    return function(codes, **settings)


def _below(frame: pl.DataFrame, tree: Tree, children: Sequence[str], ahead: Settings) -> pl.DataFrame:
    """The scores of some nodes, drawn together as the next aggregation will do it."""
    wanted = set(children)
    branches = [branch for branch in tree.branches if wanted & {branch.code, *tree.ancestors(branch.code)}]
    roots = [Branch(one.code) if one.code in wanted else one for one in branches]
    each = {node: own for node, own in ahead.get("each", {}).items() if node in {b.code for b in roots}}
    lower = replace(tree, branches=tuple(roots))
    return aggregated(frame.drop(tree.nodes, strict=False), lower, **{**ahead, "each": each})


def _families(tree: Tree, codes: Sequence[str]) -> list[list[str]]:
    groups: dict[str | None, list[str]] = {}
    for code in codes:
        groups.setdefault(tree.parents[code], []).append(code)
    return list(groups.values())


def _years(frame: pl.DataFrame) -> dict[str, pl.DataFrame]:
    return {str(year["period"][0]): year for year in frame.partition_by("period", maintain_order=True)}


def _own(given: Settings, kind: str) -> Settings:
    """The settings of the choice alone."""
    return {name: value for name, value in given.items() if name not in COMMON[kind]}  # type: ignore[index]


def _named(given: Settings, *names: str) -> dict[str, Any]:
    return {name: given[name] for name in names}
