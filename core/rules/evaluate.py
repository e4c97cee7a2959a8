"""A condition over many figures at once: each name, number and comparison becomes one Polars expression."""

import ast
from collections.abc import Callable
from functools import reduce
from operator import and_, or_

import polars as pl

from core.rules.frame import Newest, moved, release_lags
from core.workbook.condition import Condition, Reference
from core.workbook.figure_frame import SCHEMA

TOLERANCE = 1e-9
"""`=` holds within this part of the larger side, as floats are not exact."""
FEWEST_GROWTHS = 4
GROWTHS = frozenset({"previous", "growth", "unusual"})
GROWTH = pl.when(pl.col("previous") > 0).then(100 * (pl.col("value") / pl.col("previous") - 1))
MAD_SCALE = 0.6745


def _equal(a: pl.Expr, b: pl.Expr) -> pl.Expr:
    return a.is_close(b, rel_tol=TOLERANCE)


BINARY: dict[type[ast.operator], Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: pl.when(b != 0).then(a / b),
}
SIDES: dict[type[ast.cmpop], Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: (a <= b) | _equal(a, b),
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: (a >= b) | _equal(a, b),
    ast.Eq: _equal,
    ast.NotEq: lambda a, b: ~_equal(a, b),
}


CALLS: dict[str, Callable[..., pl.Expr]] = {
    "abs": pl.Expr.abs,
    "min": pl.min_horizontal,
    "max": pl.max_horizontal,
    "near": lambda a, b, within: (a - b).abs() <= within * (1 + TOLERANCE),
    "whole": lambda a: a == a.round(),
    "given": pl.Expr.is_not_null,
}
"""The functions of the rows of one cell; the other functions are columns at that point."""


def evaluated(
    condition: Condition, rows: pl.DataFrame, newest: Newest, children: dict[str, list[str]]
) -> tuple[pl.Series, pl.DataFrame]:
    """Whether the condition holds in each row (null where a figure is missing), and the rows where it does not.

    Those have `left` and `right` of its comparison. `rows` has the columns of `Newest`, `children` the indicators below
    each one.
    """
    names = condition.names
    frame = rows if names.isdisjoint(GROWTHS) else _with_growths(rows, newest, names)
    for number, reference in enumerate(condition.references):
        frame = _with_reference(frame, f"_{number}", reference, newest)
    if "release_lag" in names:
        frame = frame.with_columns(release_lag=release_lags(frame))
    if "parts" in names:
        frame = _with_parts(frame, newest, children)
    holds = frame.with_columns(holds=_truth(condition.tree))["holds"]
    left, right = _sides(condition.tree)
    return holds, frame.filter(~holds).with_columns(left=left, right=right)


def _with_growths(frame: pl.DataFrame, newest: Newest, names: frozenset[str]) -> pl.DataFrame:
    """The rows with `previous` and `growth`, and `unusual` where it is named; computed once for all rows."""
    unusual = "unusual" in names
    if frame is newest.frame and unusual in newest.with_growths:
        return newest.with_growths[unusual]
    rows = _with_previous(frame, newest).with_columns(growth=GROWTH)
    rows = _with_unusual(rows, newest) if unusual else rows
    if frame is newest.frame:
        newest.with_growths[unusual] = rows
    return rows


def _with_reference(frame: pl.DataFrame, name: str, reference: Reference, newest: Newest) -> pl.DataFrame:
    rows = newest.rows([reference.indicator])
    if reference.unit:
        rows = rows.filter(pl.col("unit") == reference.unit)
    if reference.period:
        rows = rows.filter(pl.col("period") == reference.period)
    on = [key for key, text in (("unit", reference.unit), ("period", reference.period)) if not text]
    rows = rows.select(*on, pl.col("value").alias(name))
    if not on:
        value = rows[name][0] if rows.height else None
        return frame.with_columns(pl.lit(value, pl.Float64).alias(name))
    if reference.years:
        texts = rows["period"].unique()
        rows = rows.with_columns(period=_moved_periods(texts, -reference.years))
    return frame.join(rows, on=on, how="left", maintain_order="left")


def _moved_periods(texts: pl.Series, years: int) -> pl.Expr:
    others = pl.Series([moved(text, years) for text in texts], dtype=SCHEMA["period"])
    return pl.col("period").replace_strict(texts, others)


def _with_previous(frame: pl.DataFrame, newest: Newest) -> pl.DataFrame:
    codes = frame["indicator"].unique().to_list()
    rows = newest.rows(codes).select("unit", "indicator", "period", previous="value")
    rows = rows.with_columns(period=_moved_periods(rows["period"].unique(), 1))
    return frame.join(rows, on=["unit", "indicator", "period"], how="left", maintain_order="left")


def _with_unusual(frame: pl.DataFrame, newest: Newest) -> pl.DataFrame:
    """The modified z-score of the growth among all of its series: 0.6745 (x - median) / MAD.

    Null for fewer than four known growths, or where more than half are equal. (Iglewicz & Hoaglin 1993)
    """
    series = ["unit", "indicator"]
    rows = _with_previous(newest.rows(frame["indicator"].unique().to_list()), newest)
    known = (
        rows.select(*series, g=GROWTH)
        .group_by(series)
        .agg(
            median=pl.col("g").median(),
            mad=(pl.col("g") - pl.col("g").median()).abs().median(),
            many=pl.col("g").count(),
        )
    )
    joined = frame.join(known, on=series, how="left", maintain_order="left")
    enough = (pl.col("many") >= FEWEST_GROWTHS) & (pl.col("mad") > 0)
    score = pl.when(enough).then(MAD_SCALE * (pl.col("growth") - pl.col("median")) / pl.col("mad"))
    return joined.with_columns(unusual=score).drop("median", "mad", "many")


def _with_parts(frame: pl.DataFrame, newest: Newest, children: dict[str, list[str]]) -> pl.DataFrame:
    """The sum of all indicators below the checked one; null where one of them is missing."""
    families = {code: children.get(code, []) for code in frame["indicator"].unique()}
    parents = [(code, child, len(below)) for code, below in families.items() for child in below]
    schema = {"parent": SCHEMA["indicator"], "indicator": SCHEMA["indicator"], "count": pl.Int64()}
    below = newest.rows([child for _, child, _ in parents]).join(
        pl.DataFrame(parents, schema=schema, orient="row"), on="indicator", maintain_order="left"
    )
    sums = below.group_by("unit", "period", "count", indicator="parent").agg(
        parts=pl.col("value").sum(), known=pl.col("value").count()
    )
    parts = sums.filter(pl.col("known") == pl.col("count")).drop("known", "count")
    return frame.join(parts, on=["unit", "indicator", "period"], how="left", maintain_order="left")


def _truth(node: ast.expr) -> pl.Expr:
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return reduce(and_, map(_truth, values))
        case ast.BoolOp(values=values):
            return reduce(or_, map(_truth, values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return ~_truth(operand)
        case ast.Compare(left=left, ops=ops, comparators=others):
            parts = (left, *others)
            if _is_word(left):
                pairs = zip(ops, map(_side, parts), map(_side, others), strict=False)
                return reduce(and_, [a == b if isinstance(op, ast.Eq) else a != b for op, a, b in pairs])
            numbers = zip(ops, map(_number, parts), map(_number, others), strict=False)
            return reduce(and_, [SIDES[type(op)](a, b) for op, a, b in numbers])
        case ast.Call():
            return _call(node)
    raise AssertionError(ast.dump(node))


def _side(node: ast.expr) -> pl.Expr:
    if isinstance(node, ast.Name) and node.id == "status":
        return pl.col("status")
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return pl.lit(node.value)
    return _number(node)


def _number(node: ast.expr) -> pl.Expr:
    match node:
        case ast.Constant(value=int() | float() as number):
            return pl.lit(float(number))
        case ast.Name(id=name):
            return pl.col(name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(operand)
        case ast.BinOp(left=left, op=op, right=right):
            return BINARY[type(op)](_number(left), _number(right))
        case ast.Call():
            return _call(node)
    raise AssertionError(ast.dump(node))


def _call(node: ast.Call) -> pl.Expr:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name == "one_of":
        first, *others = map(_side, node.args)
        return reduce(or_, (first == other for other in others))
    return CALLS[name](*map(_number, node.args)) if name in CALLS else pl.col(name)


def _sides(node: ast.expr) -> tuple[pl.Expr, pl.Expr]:
    """The two numbers of a condition that is a single comparison of numbers; else null."""
    nothing = pl.lit(None, pl.Float64)
    match node:
        case ast.Compare(left=left, comparators=[right]) if not _is_word(left):
            return _number(left).cast(pl.Float64), _number(right).cast(pl.Float64)
        case ast.Call(func=ast.Name(id="near"), args=[left, right, _]):
            return _number(left).cast(pl.Float64), _number(right).cast(pl.Float64)
    return nothing, nothing


def _is_word(node: ast.expr) -> bool:
    return (isinstance(node, ast.Constant) and isinstance(node.value, str)) or (
        isinstance(node, ast.Name) and node.id == "status"
    )
