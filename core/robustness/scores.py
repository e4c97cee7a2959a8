"""The scores of a node for many sets of weights at once, or for many runs of the figures: runs × rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.method.aggregate import Rule, Shares, node_scores, rules_of
from core.method.errors import MethodError
from core.method.matrix import Counts, Matrix, Rows, slices
from core.method.panel import Panel
from core.method.setting import Settings
from core.method.stages import EVERY_YEAR, Stage, rows_of_trees
from core.method.tree import Tree, group_shares

AT_ONCE = 1 << 22
"""The number of values in memory, whatever the number of runs."""


@dataclass(frozen=True)
class Block:
    """Rows scored with the same weights: their panel, the tree (of each run), and the rules of nodes."""

    rows: Rows
    panel: Panel
    trees: tuple[Tree, ...]
    rules: Mapping[str, Rule]

    @property
    def tree(self) -> Tree:
        """The tree of the first run."""
        return self.trees[0]

    @property
    def settings(self) -> dict[str, Settings]:
        """The rules of the nodes as settings."""
        return {node: rule.as_settings for node, rule in self.rules.items()}

    @property
    def groups(self) -> tuple[Rows, ...]:
        """Rows that rules compare with each other."""
        return self.panel.keys.together(next(iter(self.rules.values())).years)

    def only(self, runs: slice) -> "Block":
        """Some of the runs; all where the panel and the tree are the same in each."""
        panel, trees = self.panel, self.trees
        if panel.runs is not None:
            panel = replace(panel, values=panel.values[runs])
        return replace(self, panel=panel, trees=trees[runs] if len(trees) > 1 else trees)


@dataclass(frozen=True)
class Mixture:
    """Other sets of weights: for each run the set, and its share beside the own weights (0 to 1).

    `trees` has the tree of each set.
    """

    trees: tuple[Tree, ...]
    which: Counts
    share: Matrix

    def only(self, runs: list[int] | slice) -> "Mixture":
        """Some of the runs."""
        return Mixture(self.trees, self.which[runs], self.share[runs])


def blocks_of(stage: Stage, tree: Tree, how: str, settings: Settings) -> tuple[Block, ...]:
    """The stage before the last aggregation, split where weights differ; `tree` has the manual weights."""
    trees = stage.run_trees or {period: (own,) for period, own in stage.trees.items()} or {EVERY_YEAR: (tree,)}
    rules = rules_of(tree, {**settings, "how": how})
    panel = stage.panel.without(tree.nodes)
    rows = rows_of_trees(trees, panel.keys)
    return tuple(Block(rows[period], panel.only(rows[period]), trees[period], rules) for period in rows)


def block_scores(
    blocks: Sequence[Block],
    height: int,
    factors: Matrix,
    codes: Sequence[str],
    node: str,
    mixture: Mixture | None = None,
) -> tuple[Matrix, dict[int, MethodError]]:
    """Runs × rows: the score of the node where the weight of each code is multiplied by its factor (runs × codes).

    With a mixture the weight first moves towards that of another set. A run with a score that an aggregation excludes
    is missing in all rows of its block, unless the method treats it as missing in that row only; the second result has
    the reasons.
    """
    scores = np.full((len(factors), height), np.nan)
    refused: dict[int, MethodError] = {}
    for runs in slices(len(factors), height * _breadth(blocks), AT_ONCE):
        some = mixture.only(runs) if mixture else None
        for block in blocks:
            scores[runs, block.rows], reasons = _of_block(block.only(runs), factors[runs], codes, node, some)
            refused |= {runs.start + run: reason for run, reason in reasons.items()}
    return scores, refused


def _of_block(
    block: Block, factors: Matrix, codes: Sequence[str], top: str, mixture: Mixture | None
) -> tuple[Matrix, dict[int, MethodError]]:
    tree = block.tree
    nodes = [node for node in tree.nodes if top == node or top in tree.ancestors(node)]
    place = {code: at for at, code in enumerate(codes)}
    shares: dict[str, Shares] = {}
    for node in nodes:
        children, own = own_shares(block.trees, node, mixture)
        shares[node] = children, factors[:, [place[code] for code in children]] * own
    by_node, refused = node_scores(block.panel, tree, shares, block.rules, nodes)
    scores = np.array(np.broadcast_to(by_node[top], (len(factors), block.panel.keys.height)))
    scores[list(refused)] = np.nan
    return scores, refused


def own_shares(trees: tuple[Tree, ...], node: str, mixture: Mixture | None) -> Shares:
    """The children of a node with a weight in some run, and their shares: one row, or one for each run."""
    own = [group_shares(tree, node) for tree in trees]
    others = [group_shares(tree, node) for tree in mixture.trees] if mixture else []
    counted = tuple(code for code in own[0] if any(shares[code] for shares in (*own, *others)))
    own_table = np.array([[shares[code] for code in counted] for shares in own])
    if mixture is None:
        return counted, own_table
    other_table = np.array([[other[code] for code in counted] for other in others])[mixture.which]
    return counted, own_table + mixture.share[:, None] * (other_table - own_table)


def _breadth(blocks: Sequence[Block]) -> int:
    """The number of values of a row while a run is scored: scores of nodes, and children of the broadest one."""
    return max(len(b.tree.nodes) + max(map(len, b.tree.children.values()), default=0) for b in blocks)
