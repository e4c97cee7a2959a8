"""The effect of single steps: points moved by a treatment, ranks on every indicator, pairwise comparisons of units."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from core.method.errors import MethodError
from core.method.outrank import outranking
from core.method.panel import KEYS
from core.method.rank import ranked
from core.method.run import Scored
from core.method.treat import Treated, points
from core.words import gettext, in_words

MOST_COMPARED = 500
"""The largest number of units whose pairs are compared."""
POINTS = {"step": pl.Int64, "unit": pl.String, "period": pl.String, "code": pl.String, "before": pl.Float64,
          "after": pl.Float64, "change": pl.String}  # fmt: skip
RANKS = {"step": pl.Int64, "unit": pl.String, "period": pl.String, "code": pl.String, "value": pl.Float64,
         "rank": pl.Int64, "of": pl.Int64}  # fmt: skip
PAIRS = {"of": pl.String, "period": pl.String, "unit": pl.String, "other": pl.String, "share": pl.Float64}


def panel_after(scored: Scored, step: int | None = None, period: str | None = None) -> pl.DataFrame:
    """The panel after a step (the last; 0 before all), of one period or of all.

    Raises MethodError on a step or a period that is not there.
    """
    frame = scored.after(step).frame
    if period is None:
        return frame
    known = frame["period"].cast(pl.String)
    if period not in known:
        raise MethodError(
            "The method has no row for {period}: use one of {known}.",
            period=period,
            known=in_words(known.unique().sort()),
        )
    return frame.filter(known == period)


def treated_points(scored: Scored, step: int | None = None, node: str | None = None) -> pl.DataFrame:
    """Each figure that a treat step moved, below a node or anywhere: step, unit, period, code, before, after, change.

    Raises MethodError where a step is named that treats nothing, or a code that is not a node.
    """
    numbers = [method_step.number for method_step in scored.document.steps if method_step.kind == "treat"]
    if step not in (None, *numbers):
        known = gettext("use {known}", known=in_words(map(str, numbers))) if numbers else gettext("add one that does")
        raise MethodError("Step {step} treats no figures: {known}.", step=step, known=known)
    tables = [pl.DataFrame(schema=POINTS)]
    for method_step, before, after in zip(scored.document.steps, scored.stages, scored.stages[1:], strict=False):
        if method_step.number in numbers and step in (None, method_step.number):
            moved = points(before.frame, Treated(after.frame, after.report))
            rows = moved.rename({"indicator": "code"}).with_columns(step=pl.lit(method_step.number, pl.Int64))
            tables.append(_with_values(rows, before.frame, after.frame))
    return _rows_below(scored, node, pl.concat(tables))


def indicator_ranks(scored: Scored, step: int | None = None, node: str | None = None) -> pl.DataFrame:
    """The rank of every unit on every indicator and node, in each period, after a step (the last; 0 before all).

    Columns step, unit, period, code, value, rank, of (how many units have a rank). Before an indicator is normalised,
    its direction decides which value is best. With a node, only the node and the codes below it. Raises MethodError
    where the step or the node does not exist.
    """
    number, panel = len(scored.stages) - 1 if step is None else step, scored.after(step).panel
    keys, turned = panel.keys, np.array(_turned(scored, step, panel.codes))[:, None]
    in_direction = np.where(turned, -panel.values, panel.values)
    placed, counts = np.zeros(panel.values.shape, np.int64), np.zeros(panel.values.shape, np.int64)
    for rows in keys.by_period:
        placed[:, rows] = ranked(in_direction[:, rows])
        counts[:, rows] = (placed[:, rows] > 0).sum(axis=1, keepdims=True)
    names = [code for code in panel.codes for _ in keys.units]
    spots = {"unit": keys.units * len(panel.codes), "period": keys.periods * len(panel.codes), "code": names}
    values = {"value": pl.Series(panel.values.ravel(), nan_to_null=True), "rank": placed.ravel(), "of": counts.ravel()}
    table = pl.DataFrame({"step": [number] * len(names), **spots, **values}, schema=RANKS)
    return _rows_below(scored, node, table.with_columns(rank=pl.when(pl.col("rank") > 0).then("rank")))


def outranking_shares(scored: Scored, node: str | None = None, step: int | None = None) -> pl.DataFrame:
    """How much of the weight below a node (the top) says that a unit beats another: of, period, unit, other, share.

    After a step (the last; 0 before all), until an indicator is normalised in its own direction; a tie counts half.
    Raises MethodError on a step that does not exist, on a code that is not a node or whose children have no scores,
    and for more than 500 units. (Munda and Nardo 2009; COINr, outrankMatrix)
    """
    tree, panel = scored.tree, scored.after(step).panel
    node = node or next(iter(scored.nodes), "")
    _check_node(scored, node)
    codes = list(tree.children[node])
    for code in codes:
        if code not in panel.place:
            raise MethodError(
                "{code} has no scores after step {step}: name a step after the aggregation.", code=code, step=step
            )
    turned = zip(codes, _turned(scored, step, codes), strict=True)
    frame = panel.frame.with_columns(-pl.col(code) for code, is_turned in turned if is_turned)
    tables = [pl.DataFrame(schema=PAIRS)]
    for rows in panel.keys.by_period:
        year = frame[rows]
        if year.height > MOST_COMPARED:
            raise MethodError(
                "{count:,} units are too many to compare in pairs: narrow the method's units.", count=year.height
            )
        tables.append(_pairs(outranking(year, codes, tree.weights), node, str(year["period"][0])))
    return pl.concat(tables)


def _rows_below(scored: Scored, node: str | None, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows whose code is a node or anything below it; all where none is named."""
    if node is None:
        return rows
    _check_node(scored, node)
    return rows.filter(
        pl.col("code").is_in([node, *(code for code in scored.tree.parents if node in scored.tree.ancestors(code))])
    )


def _check_node(scored: Scored, node: str) -> None:
    if node not in scored.tree.children:
        raise MethodError(
            "{node} is not a node of the tree: use one of {nodes}.", node=node, nodes=in_words(scored.tree.nodes)
        )


def _pairs(table: pl.DataFrame, node: str, period: str) -> pl.DataFrame:
    long = table.with_columns(pl.col("unit").cast(pl.String)).unpivot(
        index="unit", variable_name="other", value_name="share"
    )
    order = long.filter(pl.col("unit") != pl.col("other")).sort("unit", maintain_order=True)
    return order.select(pl.lit(node).alias("of"), pl.lit(period).alias("period"), "unit", "other", "share")


def _turned(scored: Scored, step: int | None, codes: Sequence[str]) -> list[bool]:
    """For each code whether less of it is better and no step up to this one has normalised it."""
    raw = set(scored.document.tree.indicators)
    for method_step, own in list(zip(scored.document.steps, scored.document.settings, strict=True))[:step]:
        if method_step.kind == "normalise":
            raw -= set(own["codes"] or scored.document.tree.indicators)
    return [code in raw and scored.document.directions[code] < 0 for code in codes]


def _with_values(rows: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The cells with their values before and after the step."""
    codes = rows["code"].unique().to_list()

    def cells(frame: pl.DataFrame, name: str) -> pl.DataFrame:
        texts = frame.select(pl.col(KEYS).cast(pl.String), *codes)
        return texts.unpivot(codes, index=KEYS, variable_name="code", value_name=name)

    table = rows
    for frame, name in ((before, "before"), (after, "after")):
        table = table.join(cells(frame, name), on=[*KEYS, "code"], how="left", maintain_order="left")
    return table.select(*POINTS)
