"""Why a score changed: contributions of every code down the tree, which sum to the change to the last digit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import fsum, isnan

import numpy as np
import polars as pl

from core.attribution.parting import Side, parted
from core.attribution.share import summing_to
from core.frozen import frozen
from core.method.document import Document
from core.method.errors import MethodError
from core.method.matrix import matrix
from core.method.panel import KEYS
from core.method.run import Scored, run
from core.robustness.scores import blocks_of

Spot = tuple[str, str]
KINDS = ("data", "weight", "method")


@frozen
class Effect:
    """What one code did to the change of the top: through its figures, its weight, and the method.

    These are its own; `below` adds those of all codes under it. `before` and `after` are its scores.
    """

    code: str
    parent: str
    before: float | None
    after: float | None
    data: float = 0.0
    weight: float = 0.0
    method: float = 0.0
    below: float = 0.0


@dataclass(frozen=True)
class Change:
    """The change of one node's score, and the effects that sum to it exactly, each node before what is under it."""

    node: str
    before: float
    after: float
    effects: tuple[Effect, ...]

    @property
    def total(self) -> float:
        """After less before."""
        return self.after - self.before

    def sum(self, kind: str) -> float:
        """The sum of one kind of effect: data, weight or method."""
        return fsum(getattr(effect, kind) for effect in self.effects)


def change(
    first: Scored, second: Scored, before: Spot, after: Spot, node: str, newest: Iterable[pl.DataFrame | None] = ()
) -> Change:
    """Why the score of the node in `before` (unit, period) of the first result became that of `after` in the second.

    The two may be one result (two years, or two units), two methods, or two states of the figures. Where both the
    method and the figures differ, the effect of each is the mean over the two orders of change. `newest` holds the
    denominators of both, for methods that divide by a table. Raises MethodError where a score is missing.
    """
    same_method = _before_weights(first) == _before_weights(second)
    if same_method or same_figures(first.raw, second.raw):
        parts = _effects(first, second, before, after, node, "data" if same_method else "method")
    else:
        tables = (*newest, None, None)
        methods_first = run(second.document, completed(first.raw, second.raw), newest=tables[0])
        figures_first = run(first.document, completed(second.raw, first.raw), newest=tables[1])
        ways = (
            (
                _effects(first, methods_first, before, before, node, "method"),
                _effects(methods_first, second, before, after, node, "data"),
            ),
            (
                _effects(first, figures_first, before, after, node, "data"),
                _effects(figures_first, second, after, after, node, "method"),
            ),
        )
        parts = _mean_effects(ways, first, second, before, after)
    old, new = _score(first, before, node), _score(second, after, node)
    return Change(node, old, new, _with_sums_below(_exact_effects(parts, new - old), node))


def same_figures(first: pl.DataFrame, second: pl.DataFrame) -> bool:
    """Whether two raw panels agree in the columns that both have: methods may read other rows and columns."""
    shared = [code for code in first.columns if code in second.columns and code not in KEYS]
    joined = first.select(*KEYS, *shared).join(
        second.select(*KEYS, *shared), on=KEYS, suffix=" there", maintain_order="left"
    )
    return all(joined[code].equals(joined[f"{code} there"], check_names=False) for code in shared)


def completed(raw: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """A raw panel with the columns that only the other panel has, so that the other method can read it."""
    missing = [code for code in other.columns if code not in raw.columns]
    return raw.join(other.select(*KEYS, *missing), on=KEYS, how="left", maintain_order="left") if missing else raw


def _effects(first: Scored, second: Scored, before: Spot, after: Spot, node: str, kind: str) -> dict[str, Effect]:
    """The effects of the node and of all codes below it, down both trees; `kind` classifies the change of a score."""
    old, new = _Side(first, before), _Side(second, after)
    effects = {node: Effect(node, "", old.scores.get(node), new.scores.get(node))}
    waiting = [(node, 1.0)] if node in old.children and node in new.children else []
    while waiting:
        code, slope = waiting.pop(0)
        parting = parted(code, old.side(code), new.side(code))
        kind_of_rule = kind if old.settings[code] == new.settings[code] else "method"
        _add(effects, code, **{kind_of_rule: slope * parting.rule})
        for child, amount in parting.scores.items():
            effects[child] = Effect(child, code, old.scores.get(child), new.scores.get(child))
            if all(child in side.children and child in side.scores for side in (old, new)):
                waiting.append((child, slope * parting.slopes[child]))
            else:
                _add(effects, child, **{kind: slope * amount})
        for child, weight in parting.weights.items():
            _add(effects, child, weight=slope * weight)
    return effects


class _Side:
    """One unit in one period of a result: scores, weights and rules of every code."""

    def __init__(self, scored: Scored, spot: Spot) -> None:
        step = scored.document.steps[-1] if scored.document.steps else None
        if step is None or step.kind != "aggregate":
            raise MethodError("The method does not end with an aggregation: add one as its last step.")
        self.row = row_of(scored, spot)
        frame = scored.frame
        blocks = blocks_of(scored.stages[-2], scored.document.tree, step.how, scored.document.settings[-1])
        everywhere = np.arange(frame.height)
        self.block = next(block for block in blocks if self.row in everywhere[block.rows])
        in_block = everywhere[self.block.rows]
        peers = next(in_block[rows] for rows in self.block.groups if self.row in in_block[rows]).tolist()
        self.peers, self.own = frame[peers], peers.index(self.row)
        self.children: Mapping[str, tuple[str, ...]] = self.block.tree.children
        self.settings = self.block.settings
        codes = [code for code in self.block.tree.parents if code in frame.columns]
        values = frame.select(codes).row(self.row)
        self.scores = {code: float(x) for code, x in zip(codes, values, strict=True) if x is not None and not isnan(x)}

    def side(self, node: str) -> Side:
        """The node as `parted` needs it. Raises MethodError where it has no score."""
        if node not in self.scores:
            raise MethodError("{node} has no score there: the change cannot be decomposed.", node=node)
        order = self.children[node]
        return Side(
            self.scores[node],
            {code: self.scores[code] for code in order if code in self.scores},
            {code: self.block.tree.weights[code] for code in order},
            self.settings[node],
            order,
            matrix(self.peers, order),
            self.own,
        )


def row_of(scored: Scored, spot: Spot) -> int:
    """The row of a unit and a period. Raises MethodError where there is none."""
    keys = scored.frame.select(pl.col(KEYS).cast(pl.String)).rows()
    if spot not in keys:
        raise MethodError(
            "{code} has no row for {unit} in {period}: name another.",
            code=scored.document.method.code,
            unit=spot[0],
            period=spot[1],
        )
    return keys.index(spot)


def tails(document: Document) -> object:
    """All of a method but its weights: the steps, the structure of the tree, and the directions."""
    steps = [(step.kind, step.how, own) for step, own in zip(document.steps, document.settings, strict=True)]
    return steps, document.tree.parents, document.directions


def _score(scored: Scored, spot: Spot, node: str) -> float:
    score = scored.frame[node][row_of(scored, spot)] if node in scored.frame.columns else None
    if score is None:
        raise MethodError(
            "{node} has no score for {unit} in {period}: there is nothing to explain.",
            node=node,
            unit=spot[0],
            period=spot[1],
        )
    return float(score)


def _before_weights(scored: Scored) -> object:
    """All settings that determine the scores of indicators, given the figures."""
    document = scored.document
    ahead = [(step.kind, step.how, own) for step, own in zip(document.steps, document.settings, strict=True)]
    return [part for part in ahead if part[0] not in ("weigh", "aggregate")], document.directions


def _add(effects: dict[str, Effect], code: str, **amounts: float) -> None:
    effect = effects[code]
    effects[code] = replace(effect, **{name: getattr(effect, name) + amount for name, amount in amounts.items()})


def _mean_effects(
    ways: Iterable[Iterable[dict[str, Effect]]], first: Scored, second: Scored, before: Spot, after: Spot
) -> dict[str, Effect]:
    old, new = _Side(first, before), _Side(second, after)
    means: dict[str, Effect] = {}
    for way in ways:
        for effects in way:
            for code, effect in effects.items():
                means.setdefault(code, Effect(code, effect.parent, old.scores.get(code), new.scores.get(code)))
                _add(means, code, data=effect.data / 2, weight=effect.weight / 2, method=effect.method / 2)
    return means


def _exact_effects(parts: dict[str, Effect], total: float) -> dict[str, Effect]:
    """The effects with the rounding error added to the largest, so that they sum exactly."""
    amounts = {(code, kind): getattr(effect, kind) for code, effect in parts.items() for kind in KINDS}
    amounts = summing_to(total, amounts)
    exact_parts = {}
    for code, effect in parts.items():
        data, weight, method = (amounts[code, kind] for kind in KINDS)
        exact_parts[code] = replace(effect, data=data, weight=weight, method=method)
    return exact_parts


def _with_sums_below(parts: dict[str, Effect], node: str) -> tuple[Effect, ...]:
    """Each node before the codes below it, with the sum of their effects."""
    order: list[str] = []

    def visit(code: str) -> float:
        order.append(code)
        effect = parts[code]
        own = fsum((effect.data, effect.weight, effect.method))
        total = fsum((own, *(visit(child) for child, part in parts.items() if part.parent == code)))
        parts[code] = replace(effect, below=total)
        return total

    visit(node)
    return tuple(parts[code] for code in order)
