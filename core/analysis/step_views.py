"""What single steps did: the points that a treatment moved, ranks of every indicator, units compared in pairs."""

import numpy as np
import polars as pl

from core.method.errors import MethodError
from core.method.outrank import outranking
from core.method.panel import KEYS
from core.method.rank import ranked
from core.method.run import Scored
from core.method.treat import Treated, points

MOST_COMPARED = 500
"""The pairs of so many units at most are compared."""
POINTS = {"step": pl.Int64, "unit": pl.String, "period": pl.String, "code": pl.String, "before": pl.Float64,
          "after": pl.Float64, "change": pl.String}  # fmt: skip
RANKS = {"step": pl.Int64, "unit": pl.String, "period": pl.String, "code": pl.String, "value": pl.Float64,
         "rank": pl.Int64, "of": pl.Int64}  # fmt: skip
PAIRS = {"of": pl.String, "period": pl.String, "unit": pl.String, "other": pl.String, "share": pl.Float64}


def treated_points(scored: Scored, step: int | None = None) -> pl.DataFrame:
    """Each figure that a treat step moved: step, unit, period, code, before, after, change.

    Raises MethodError where a step is named that treats nothing.
    """
    numbers = [one.number for one in scored.document.steps if one.kind == "treat"]
    if step not in (None, *numbers):
        known = f"use {', '.join(map(str, numbers))}" if numbers else "add one that does"
        raise MethodError(f"Step {step} treats no figures: {known}.")
    found = [pl.DataFrame(schema=POINTS)]
    for one, before, after in zip(scored.document.steps, scored.stages, scored.stages[1:], strict=False):
        if one.number in numbers and step in (None, one.number) and after.report is not None:
            moved = points(before.frame, Treated(after.frame, after.report))
            rows = moved.rename({"indicator": "code"}).with_columns(step=pl.lit(one.number, pl.Int64))
            found.append(_with_values(rows, before.frame, after.frame))
    return pl.concat(found)


def indicator_ranks(scored: Scored, step: int | None = None) -> pl.DataFrame:
    """The rank of every unit on every indicator and node, in each period, after a step (the last; 0 before all).

    Columns step, unit, period, code, value, rank, of: of how many. Until an indicator is normalised its direction says
    which is best. Raises MethodError on a step that is not there.
    """
    number = len(scored.stages) - 1 if step is None else step
    if not 0 <= number < len(scored.stages):
        raise MethodError(f"There is no step {number}: name one of 0 to {len(scored.stages) - 1}.")
    panel, keys = scored.stages[number].panel, scored.stages[number].panel.keys
    turned = _turned(scored, number)
    way = np.array([scored.document.directions.get(code, 1) if code in turned else 1 for code in panel.codes])
    placed, counts = np.zeros(panel.values.shape, np.int64), np.zeros(panel.values.shape, np.int64)
    for rows in keys.by_period:
        placed[:, rows] = ranked(panel.values[:, rows] * way[:, None])
        counts[:, rows] = (placed[:, rows] > 0).sum(axis=1, keepdims=True)
    names = [code for code in panel.codes for _ in keys.units]
    spots = {"unit": keys.units * len(panel.codes), "period": keys.periods * len(panel.codes), "code": names}
    values = {"value": pl.Series(panel.values.ravel(), nan_to_null=True), "rank": placed.ravel(), "of": counts.ravel()}
    made = pl.DataFrame({"step": [number] * len(names), **spots, **values}, schema=RANKS)
    return made.with_columns(rank=pl.when(pl.col("rank") > 0).then("rank"))


def outranking_shares(scored: Scored, node: str | None = None) -> pl.DataFrame:
    """How much of the weight below a node (the top) says that a unit beats another: of, period, unit, other, share.

    As scored by the last step; a tie counts half. Raises MethodError on a code that is no node, and for more than 500
    units. (Munda and Nardo 2009; COINr, outrankMatrix)
    """
    tree, frame = scored.tree, scored.frame
    node = node or next(iter(scored.nodes), "")
    if node not in tree.children:
        raise MethodError(f"{node} is no node of the tree: use one of {', '.join(tree.nodes)}.")
    codes = list(tree.children[node])
    found = [pl.DataFrame(schema=PAIRS)]
    for rows in scored.stages[-1].panel.keys.by_period:
        year = frame if isinstance(rows, slice) else frame[rows]
        if year.height > MOST_COMPARED:
            raise MethodError(f"{year.height:,} units are too many to compare in pairs: narrow the method's units.")
        found.append(_pairs(outranking(year, codes, tree.weights), node, str(year["period"][0])))
    return pl.concat(found)


def _pairs(table: pl.DataFrame, node: str, period: str) -> pl.DataFrame:
    long = table.with_columns(pl.col("unit").cast(pl.String)).unpivot(
        index="unit", variable_name="other", value_name="share"
    )
    order = long.filter(pl.col("unit") != pl.col("other")).sort("unit", maintain_order=True)
    return order.select(pl.lit(node).alias("of"), pl.lit(period).alias("period"), "unit", "other", "share")


def _turned(scored: Scored, number: int) -> set[str]:
    """The indicators that no step up to this one has normalised."""
    left = set(scored.document.tree.indicators)
    for step, own in list(zip(scored.document.steps, scored.document.settings, strict=True))[:number]:
        if step.kind == "normalise":
            left -= set(own["codes"] or scored.document.tree.indicators)
    return left


def _with_values(rows: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The cells with what stood there before and after."""
    codes = rows["code"].unique().to_list()

    def cells(frame: pl.DataFrame, name: str) -> pl.DataFrame:
        texts = frame.select(pl.col(KEYS).cast(pl.String), *codes)
        return texts.unpivot(codes, index=KEYS, variable_name="code", value_name=name)

    made = rows
    for frame, name in ((before, "before"), (after, "after")):
        made = made.join(cells(frame, name), on=[*KEYS, "code"], how="left", maintain_order="left")
    return made.select(*POINTS)
