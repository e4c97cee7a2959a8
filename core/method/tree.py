"""The tree of an index: indicators at the bottom, elements between, one or several roots, of any depth."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite

from core.method.errors import MethodError

TINY = 1e-12


@dataclass(frozen=True)
class Branch:
    """One code of the tree, its parent (none for a root) and its relative weight beside its siblings."""

    code: str
    parent: str | None = None
    weight: float = 1.0


@dataclass(frozen=True)
class Tree:
    """Branches in any order. Raises MethodError on a code named twice, a missing parent, or a loop.

    Weights below 0 are refused where they are used, unless the tree is `signed`, as by a weighing that keeps them.
    """

    branches: tuple[Branch, ...]
    signed: bool = False

    def __post_init__(self) -> None:
        """Raise MethodError where the branches are not a tree."""
        if len(self.parents) < len(self.branches):
            codes = [branch.code for branch in self.branches]
            twice = next(code for at, code in enumerate(codes) if code in codes[:at])
            raise MethodError(
                "{twice} is in the tree twice: give one of them another code.", twice=twice, indicator=twice
            )
        for code, parent in self.parents.items():
            if parent is not None and parent not in self.parents:
                raise MethodError(
                    "{code} counts towards {parent}, which is not there: add it.",
                    code=code,
                    parent=parent,
                    indicator=code,
                )
        for code in self.parents:
            self._check_way_up(code)

    @cached_property
    def parents(self) -> dict[str, str | None]:
        """The parent of each code."""
        return {branch.code: branch.parent or None for branch in self.branches}

    @cached_property
    def weights(self) -> dict[str, float]:
        """The relative weight of each code beside its siblings."""
        return {branch.code: branch.weight for branch in self.branches}

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """The children of each node, in the order of the branches; indicators have no entry."""
        below: dict[str, list[str]] = {}
        for code, parent in self.parents.items():
            if parent is not None:
                below.setdefault(parent, []).append(code)
        return {parent: tuple(codes) for parent, codes in below.items()}

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """The tops: the indices."""
        return tuple(code for code, parent in self.parents.items() if parent is None)

    @cached_property
    def downwards(self) -> tuple[str, ...]:
        """The codes of the tree, each before all below it."""
        order: list[str] = []
        codes = list(reversed(self.roots))
        while codes:
            order.append(codes.pop())
            codes += reversed(self.children.get(order[-1], ()))
        return tuple(order)

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """The codes without children."""
        return tuple(code for code in self.parents if code not in self.children)

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """Elements and indices, each after all codes below it."""
        return tuple(sorted(self.children, key=lambda code: -len(self.ancestors(code))))

    @cached_property
    def heights(self) -> dict[str, int]:
        """The level of each code: 1 for an indicator, for a node one more than its highest child, as COINr counts."""
        heights = dict.fromkeys(self.indicators, 1)
        for node in self.nodes:
            heights[node] = 1 + max(heights[child] for child in self.children[node])
        return heights

    @cached_property
    def indicators_below(self) -> dict[str, tuple[str, ...]]:
        """All indicators that count towards each node, however far down; an indicator stands for itself."""
        below: dict[str, tuple[str, ...]] = {code: (code,) for code in self.indicators}
        for node in self.nodes:
            below[node] = tuple(code for child in self.children[node] for code in below[child])
        return below

    def ancestors(self, code: str) -> tuple[str, ...]:
        """All nodes above the code, the nearest first."""
        way: list[str] = []
        parent = self.parents[code]
        while parent is not None:
            way.append(parent)
            parent = self.parents[parent]
        return tuple(way)

    def with_weights(self, weights: Mapping[str, float]) -> "Tree":
        """The tree with some weights replaced. Raises MethodError on a code that is not there."""
        for code in weights:
            if code not in self.parents:
                raise MethodError(
                    "{code} has a weight but no place in the tree: add it, or drop it.", code=code, indicator=code
                )
        branches = (replace(b, weight=weights[b.code]) if b.code in weights else b for b in self.branches)
        return replace(self, branches=tuple(branches))

    def _check_way_up(self, code: str) -> None:
        passed, parent = {code}, self.parents[code]
        while parent is not None:
            if parent in passed:
                raise MethodError(
                    "{parent} counts towards itself: move a code of this loop.", parent=parent, indicator=parent
                )
            passed.add(parent)
            parent = self.parents[parent]


def effective_weights(tree: Tree) -> dict[str, float]:
    """The effective weight of each code: weights of sum 1 in each group, multiplied down from the top; a root has 1.

    Raises MethodError on a negative weight or a group whose weights sum to zero. (COINr, get_eff_weights)
    """
    effective = dict.fromkeys(tree.roots, 1.0)
    for node in reversed(tree.nodes):
        shares = group_shares(tree, node)
        effective.update({code: effective[node] * share for code, share in shares.items()})
    return {code: effective[code] for code in tree.parents}


def group_shares(tree: Tree, node: str) -> dict[str, float]:
    """The weights of the node's children made to sum to 1.

    MethodError where one is negative, unless the tree is signed, or where they sum to zero.
    """
    weights = {code: tree.weights[code] for code in tree.children[node]}
    for code, weight in weights.items():
        if not (weight >= 0 or tree.signed) or not isfinite(weight):
            raise MethodError(
                "The weight of {code} is {weight:g}: give it 0 or more.", code=code, weight=weight, indicator=code
            )
    total = sum(weights.values())
    if abs(total) <= (TINY if tree.signed else 0):
        raise MethodError("The weights below {node} sum to zero: raise one of them.", node=node, indicator=node)
    return {code: weight / total for code, weight in weights.items()}
