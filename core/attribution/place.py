"""Why a rank changed: the effects of figures, weights and method, and which units it passed or fell behind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import compress

import polars as pl

from core.attribution.change import Spot, completed, same_figures, tails
from core.attribution.parting import shapley
from core.method.document import Document
from core.method.errors import MethodError
from core.method.run import Scored, run

KINDS = ("data", "weight", "method")


@dataclass(frozen=True)
class Passed:
    """Another unit that is on the other side than before: its scores, and its effect in places (1 is up)."""

    unit: str
    before: float | None
    after: float | None
    places: int


@dataclass(frozen=True)
class PlaceChange:
    """A unit's rank before and after, with the parts of `gained` (above 0 is towards the first place).

    `kinds` splits it by data, weight and method (over all orders of change), `own` is the mean effect of the unit's own
    score over both orders, `others` the rest; `passed` lists it unit by unit.
    """

    node: str
    before: int
    after: int
    kinds: Mapping[str, float]
    own: float
    others: float
    passed: tuple[Passed, ...]

    @property
    def gained(self) -> int:
        """Places gained."""
        return self.before - self.after


def place_change(
    first: Scored, second: Scored, before: Spot, after: Spot, node: str, newest: Iterable[pl.DataFrame | None] = ()
) -> PlaceChange:
    """The parts of the change from a unit's rank in `before` of the first result to that in `after` of the second.

    `before` and `after` are unit and period. Raises MethodError where there is no rank.
    """
    old, new = _scores(first, before, node), _scores(second, after, node)
    own = (_own_score(old, before), _own_score(new, after))
    others_old = {unit: score for unit, score in old.items() if unit != before[0]}
    others_new = {unit: score for unit, score in new.items() if unit != after[0]}

    def worth(some: frozenset[str]) -> float:
        return -_rank(own["own" in some], (others_new if "others" in some else others_old).values())

    parts = shapley(["own", "others"], worth)
    ranks = (_rank(own[0], others_old.values()), _rank(own[1], others_new.values()))
    kinds = _kinds(first, second, before, after, node, newest)
    passed = tuple(_units_passed(own, others_old, others_new))
    return PlaceChange(node, *ranks, kinds, parts["own"], parts["others"], passed)


def _kinds(
    first: Scored, second: Scored, before: Spot, after: Spot, node: str, newest: Iterable[pl.DataFrame | None]
) -> dict[str, float]:
    """The effect of each kind, over all orders: every mixture of figures, weights and steps is run once."""
    tables = (*newest, None, None)
    same = same_figures(first.raw, second.raw)
    moving = {
        "data": not same or before != after,
        "weight": _weights(first.document) != _weights(second.document),
        "method": tails(first.document) != tails(second.document),
    }
    players = list(compress(KINDS, moving.values()))

    def worth(some: frozenset[str]) -> float:
        spot = after if "data" in some else before
        if not some or len(some) == len(players):
            source = second if some else first
        elif same and some == {"data"}:
            source = first
        else:
            source = _mixed(first, second, some, tables)
        return -_rank(_own_score(_scores(source, spot, node), spot), _other_scores(_scores(source, spot, node), spot))

    values = shapley(players, worth) if players else {}
    return {kind: values.get(kind, 0.0) for kind in KINDS}


def _mixed(first: Scored, second: Scored, kinds: frozenset[str], tables: tuple[pl.DataFrame | None, ...]) -> Scored:
    """The result with some parts of the second, the others of the first."""
    figures, other = (second, first) if "data" in kinds else (first, second)
    steps, weights = (second if kind in kinds else first for kind in ("method", "weight"))
    own = _weights(weights.document)
    placed = tuple(replace(node, weight=own.get(node.code, node.weight)) for node in steps.document.placed)
    document = replace(steps.document, placed=placed)
    return run(document, completed(figures.raw, other.raw), newest=tables["data" in kinds])


def _weights(document: Document) -> dict[str, float]:
    return {node.code: node.weight for node in document.placed}


def _units_passed(own: tuple[float, float], old: Mapping[str, float], new: Mapping[str, float]) -> Iterable[Passed]:
    """Each unit that is on the other side than before, those that came or went among them, the nearest first."""
    for unit in dict.fromkeys((*old, *new)):
        was, now = old.get(unit), new.get(unit)
        places = int(was is not None and was > own[0]) - int(now is not None and now > own[1])
        if places:
            yield Passed(unit, was, now, places)


def _scores(result: Scored, spot: Spot, node: str) -> dict[str, float]:
    if node not in result.frame.columns:
        raise MethodError("{node} has no scores there: there is nothing to explain.", node=node)
    rows = result.frame.select(pl.col("unit").cast(pl.String), pl.col("period").cast(pl.String), node).iter_rows()
    return {unit: score for unit, period, score in rows if period == spot[1] and score is not None}


def _own_score(scores: Mapping[str, float], spot: Spot) -> float:
    if spot[0] not in scores:
        raise MethodError("{unit} has no rank in {period}: there is nothing to explain.", unit=spot[0], period=spot[1])
    return scores[spot[0]]


def _other_scores(scores: Mapping[str, float], spot: Spot) -> list[float]:
    return [score for unit, score in scores.items() if unit != spot[0]]


def _rank(own: float, others: Iterable[float]) -> int:
    return 1 + sum(other > own for other in others)
