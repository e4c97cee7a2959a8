"""Weights that favour a unit: central weights and confidence factors of stochastic acceptability analysis."""

import numpy as np
import polars as pl

from core.method.errors import MethodError
from core.method.matrix import Matrix, rows_by_period
from core.method.rank import ranked
from core.method.tree import group_shares
from core.robustness.choices import LeaveOut, WeightNoise, WeightSets
from core.robustness.model import UncertaintyModel
from core.robustness.points import sobol_points
from core.robustness.scores import own_shares

CENTRAL = {"period": pl.String, "unit": pl.String, "first": pl.Float64, "confidence": pl.Float64, "code": pl.String,
           "weight": pl.Float64, "central": pl.Float64}  # fmt: skip


def central_weights(chain: UncertaintyModel, runs: int, seed: int) -> pl.DataFrame:
    """The weights that favour each unit with rank 1 in some run, code by code.

    Columns period, unit; first, the share of runs in which it has rank 1 (its acceptability for this rank); confidence,
    that share where the weights are the central ones and all else varies as before; code; weight, the share of the code
    among its siblings in the method; central, its mean share over the runs in which the unit is first. Raises
    MethodError where no weights vary. (Lahdelma and Salminen 2001, SMAA-2)
    """
    if not any(isinstance(choice, WeightNoise | WeightSets | LeaveOut) for choice in chain.choices):
        raise MethodError(
            "No weights vary: let them vary by per cent or between sets, to see which weights favour a unit."
        )
    points = sobol_points(chain.dimensions, runs, seed)
    shares, codes, own = _shares(chain, points)
    scores = chain.evaluated(points).scores
    keys, tables = chain.frame.select(pl.col("unit", "period").cast(pl.String)), [pl.DataFrame(schema=CENTRAL)]
    for rows in rows_by_period(chain.frame):
        first = ranked(scores[:, rows]) == 1
        for place in np.flatnonzero(first.any(axis=0)):
            central = shares[first[:, place]].mean(axis=0)
            weights = chain.scored.tree.with_weights(dict(zip(codes, central.tolist(), strict=True)))
            again = chain.evaluated(points, weights).scores[:, rows]
            unit, period = keys.row(int(np.arange(keys.height)[rows][place]))
            labels = {"period": period, "unit": unit, "first": float(first[:, place].mean())}
            labels["confidence"] = float((ranked(again)[:, place] == 1).mean())
            tables.append(
                pl.DataFrame(
                    {**{name: [value] * len(codes) for name, value in labels.items()}, "code": codes, "weight": own,
                     "central": central}, schema=CENTRAL
                )
            )  # fmt: skip
    return pl.concat(tables)


def _shares(chain: UncertaintyModel, points: Matrix) -> tuple[Matrix, list[str], Matrix]:
    """The share of each code below the node among its siblings in each run (runs × codes), and in the method."""
    tree = chain.scored.tree
    inputs = chain.variation.drawn(points)
    place = {code: at for at, code in enumerate(chain.codes)}
    codes: list[str] = []
    columns: list[Matrix] = []
    own: list[float] = []
    for node in tree.nodes:
        if chain.node != node and chain.node not in tree.ancestors(node):
            continue
        children, shares = own_shares((tree,), node, inputs.mixture)
        weights = inputs.factors[:, [place[code] for code in children]] * shares
        total = weights.sum(axis=1, keepdims=True)
        columns.append(weights / np.where(total != 0, total, 1))
        codes += children
        base = group_shares(tree, node)
        own += [base[code] for code in children]
    return np.concatenate(columns, axis=1), codes, np.array(own)
