"""The weights of a tree that a weigh step computes from the scores of one panel."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from core.method.aggregate import aggregated
from core.method.panel import Panel, choice_of, one_of
from core.method.setting import Settings
from core.method.tree import Branch, Tree
from core.method.weigh import FROM_FIGURES, UNMIXED, WEIGHINGS
from core.method.weights import Weights

FROM_JUDGEMENT = tuple(how for how in UNMIXED if how not in FROM_FIGURES)


def weighed(
    panel: Panel,
    tree: Tree,
    how: str,
    settings: Settings,
    nodes: Sequence[str],
    each: Mapping[str, Mapping[str, Any]],
    ahead: Settings,
) -> Tree:
    """The tree with the children of each of these nodes weighed among themselves, the lowest nodes first.

    `each` gives a node its own choice or settings; `ahead` are the rules of the next aggregation, by which the scores
    of nodes are computed before their weights.
    """
    for node in tree.nodes:
        if node not in nodes:
            continue
        own: Settings = choice_of(how, settings, each.get(node, {}))
        children = tree.children[node]
        compares = own["how"] not in FROM_JUDGEMENT and not set(children) <= set(tree.indicators)
        scores = _scores_of_nodes(panel, tree, children, ahead) if compares else panel
        tree = _signed(tree, own).with_weights(_weights(str(own.pop("how")), scores, children, tree, own))
    return tree


def weighed_at_once(panel: Panel, tree: Tree, how: str, settings: Settings) -> Tree:
    """The tree with all indicators below a root weighed at once; a node's weight is the sum of those below it."""
    for root in tree.roots:
        below = tree.indicators_below[root]
        weights = _weights(how, panel, below, tree, settings)
        sums = {
            node: sum(weights[code] for code in tree.indicators_below[node])
            for node in tree.nodes
            if node != root and root in tree.ancestors(node)
        }
        tree = _signed(tree, settings).with_weights({**weights, **sums})
    return tree


def _signed(tree: Tree, settings: Settings) -> Tree:
    """The tree, with weights below 0 allowed where a weighing keeps them."""
    return replace(tree, signed=True) if settings.get("negative") == "keep" else tree


def _weights(how: str, panel: Panel, codes: Sequence[str], tree: Tree, settings: Settings) -> Weights:
    function = WEIGHINGS[one_of(WEIGHINGS, how)]
    known = {code: tree.weights[code] for code in codes}
    if how == "mixed":
        first, second = (
            _weights(settings[part], panel, codes, tree, settings[f"of_{part}"]) for part in ("first", "second")
        )
        return function(first, second, settings["share"], settings["form"])
    if how in FROM_FIGURES:
        return function(panel, codes, **settings)
    if how == "by_hand":
        return function(codes, known)
    if how == "budget_allocation":
        return function(codes, pl.DataFrame(settings["points"], infer_schema_length=None))
    return function(codes, **settings)


def _scores_of_nodes(panel: Panel, tree: Tree, children: Sequence[str], ahead: Settings) -> Panel:
    """The scores of some nodes, computed as the next aggregation will do it."""
    codes = set(children)
    branches = [branch for branch in tree.branches if codes & {branch.code, *tree.ancestors(branch.code)}]
    roots = [Branch(branch.code) if branch.code in codes else branch for branch in branches]
    each = {node: own for node, own in ahead.get("each", {}).items() if node in {b.code for b in roots}}
    lower = replace(tree, branches=tuple(roots))
    return aggregated(panel.without(tree.nodes), lower, **{**ahead, "each": each})
