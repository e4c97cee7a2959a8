"""The findings of an audit: each with its severity, its figures, and the table that holds them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Literal, TypeAlias

import polars as pl

from core.audit.added_value import ALIKE
from core.audit.audit import Audit
from core.audit.coverage import LEAST
from core.audit.fit import CONSISTENT, WEAK
from core.audit.size import FOLLOWS
from core.frozen import frozen

Severity: TypeAlias = Literal["serious", "moderate", "minor", "sound"]
SEVERITIES: tuple[Severity, ...] = ("serious", "moderate", "minor", "sound")
Value: TypeAlias = float | str

MANY = 0.1
"""From this share of the units on a gap in coverage, or a move of ten places, is serious."""
WIDE, SOME_WIDE, MANY_WIDE = 10, 0.1, 0.25
"""Ranks whose 90 % interval is so many places wide; from these shares of the units on moderate, serious."""
SOME_MOVED = 0.2
"""From this share of the units that move 5 places on an assumption is a moderate finding."""
LESS, MORE = 0.5, 2.0
"""Shares of importance below half, or above twice, of what the weight says."""
TURNED, MANY_TURNED = 0.02, 0.1
"""Shares of pairs that are reversed when one unit comes or goes: moderate, serious."""
LEFT_OUT = "without "
LESS_SEVERE: Mapping[Severity, Severity] = {"serious": "moderate", "moderate": "minor"}
"""A part left out is not a choice that was open: what it moves is a step less severe."""
SURE = 0.5


@frozen
class Finding:
    """One finding: `kind` says what it is about, `values` are its figures by name, `codes` what it names.

    `table` is the table, a subject of `jingdex show` or of `jingdex uncertainty`, in which the figures stand.
    """

    severity: Severity
    kind: str
    table: str
    values: Mapping[str, Value] = field(default_factory=dict)
    codes: tuple[str, ...] = ()


Rule: TypeAlias = Callable[[Audit], Iterator[Finding]]


def findings(audit: Audit) -> list[Finding]:
    """All findings, the most serious first; within a severity in the order of the audit."""
    result = [finding for rule in RULES for finding in rule(audit)]
    return sorted(result, key=lambda finding: SEVERITIES.index(finding.severity))


def _coverage(audit: Audit) -> Iterator[Finding]:
    for table, kind, key in (("coverage-units", "units", "unit"), ("coverage-indicators", "indicators", "code")):
        rows = audit.parts[table]
        few = rows.filter(~pl.col("enough"))
        values = {"least": LEAST, "of": rows.height, "count": few.height}
        if few.is_empty():
            yield Finding("sound", f"{kind}_covered", table, {**values, "lowest": _number(rows["share"].min())})
            continue
        share = few.height / rows.height
        severity: Severity = (
            "serious" if share > MANY or (kind == "indicators" and few["share"][0] == 0) else "moderate"
        )
        yield Finding(severity, f"{kind}_uncovered", table, {**values, "lowest": few["share"][0]}, _codes(few[key]))


def _outliers(audit: Audit) -> Iterator[Finding]:
    rows = audit.parts["outliers"]
    remaining, before = rows.filter("outlying_after"), rows.filter("outlying")
    counts = {"count": remaining.height, "before": before.height, "of": rows.height}
    if remaining.height:
        worst = remaining.sort(pl.col("skewness_after").abs(), descending=True)
        shape = {"skewness": worst["skewness_after"][0], "kurtosis": worst["kurtosis_after"][0]}
        yield Finding("moderate", "outliers_left", "outliers", {**counts, **shape}, _codes(worst["code"]))
    else:
        yield Finding("sound", "outliers_treated", "outliers", counts, _codes(before["code"]))


def _size(audit: Audit) -> Iterator[Finding]:
    rows = audit.parts["size-links"]
    if rows.is_empty():
        yield Finding("minor", "size_unknown", "size-links")
        return
    close = rows.filter(pl.col("correlation_scored").abs() >= FOLLOWS).unique("code", keep="first", maintain_order=True)
    of = rows["code"].n_unique()
    if close.is_empty():
        largest = _number(rows["correlation_scored"].abs().max())
        yield Finding("sound", "size_free", "size-links", {"of": of, "largest": largest, "from": FOLLOWS})
        return
    values = {"count": close.height, "of": of, "correlation": close["correlation_scored"][0], "from": FOLLOWS}
    yield Finding(
        "moderate", "size_followed", "size-links", {**values, "size": close["size"][0]}, _codes(close["code"])
    )


def _fit(audit: Audit) -> Iterator[Finding]:
    rows = audit.parts["pillar-fit"].drop_nulls("own")
    against = rows.filter((pl.col("own") < 0) | (pl.col("root") < 0)).sort("root")
    if against.height:
        values = {"count": against.height, "own": against["own"][0], "root": against["root"][0]}
        yield Finding("serious", "against", "pillar-fit", values, _codes(against["code"]))
    weak = rows.filter(pl.col("own") < WEAK, pl.col("own") >= 0, pl.col("root") >= 0).sort("own")
    if weak.height:
        values = {"count": weak.height, "own": weak["own"][0], "from": WEAK}
        yield Finding("moderate", "weak", "pillar-fit", values, _codes(weak["code"]))
    better = rows.filter(pl.col("other_correlation") > pl.col("own"), pl.col("own") >= WEAK)
    better = better.sort(pl.col("other_correlation") - pl.col("own"), descending=True)
    if better.height:
        values = {"count": better.height, "own": better["own"][0], "other": better["other_correlation"][0]}
        yield Finding(
            "minor", "better_elsewhere", "pillar-fit", {**values, "pillar": better["other"][0]}, _codes(better["code"])
        )
    if rows.height and not (against.height or weak.height or better.height):
        values = {"of": rows.height, "lowest": _number(rows["own"].min())}
        yield Finding("sound", "fitting", "pillar-fit", values)


def _pairs(audit: Audit) -> Iterator[Finding]:
    rows = audit.parts["alike-contrary"]
    for kind in ("contrary", "alike"):
        some = rows.filter(pl.col("kind") == kind).sort(pl.col("correlation").abs(), descending=True)
        if some.height:
            first = some.row(0, named=True)
            values = {"count": some.height, "correlation": first["correlation"]}
            yield Finding("moderate", f"{kind}_pairs", "alike-contrary", values, (first["first"], first["second"]))


def _coherence(audit: Audit) -> Iterator[Finding]:
    rows = audit.parts["coherence"].drop_nulls("alpha")
    low = rows.filter(pl.col("alpha") < CONSISTENT).sort("alpha")
    if low.height:
        values = {"count": low.height, "of": rows.height, "alpha": low["alpha"][0], "from": CONSISTENT}
        yield Finding("moderate", "inconsistent", "coherence", values, _codes(low["code"]))
    elif rows.height:
        values = {"of": rows.height, "lowest": _number(rows["alpha"].min()), "from": CONSISTENT}
        yield Finding("sound", "consistent", "coherence", values)
    several = rows.filter(pl.col("above_1") > 1).sort("first")
    if several.height:
        values = {"count": several.height, "above_1": several["above_1"][0], "first": several["first"][0]}
        yield Finding("minor", "several_components", "coherence", values, _codes(several["code"]))


def _importance(audit: Audit) -> Iterator[Finding]:
    rows = audit.parts["importance"].drop_nulls("ratio")
    less = rows.filter(pl.col("ratio") < LESS).sort("ratio")
    more = rows.filter(pl.col("ratio") > MORE).sort("ratio", descending=True)
    for kind, some in (("counts_less", less), ("counts_more", more)):
        if some.height:
            values = {"count": some.height, "weight": some["weight"][0], "share": some["share"][0]}
            severity: Severity = "moderate" if kind == "counts_less" else "minor"
            yield Finding(severity, kind, "importance", values, _codes(some["code"]))
    if rows.height and not (less.height or more.height):
        values = {"lowest": _number(rows["ratio"].min()), "highest": _number(rows["ratio"].max())}
        yield Finding("sound", "counting_as_weighted", "importance", values)


def _added(audit: Audit) -> Iterator[Finding]:
    rows = audit.parts["added-value"].drop_nulls("spearman")
    top = audit.scored.tree.children[audit.node]
    rows = rows.filter(pl.col("code").is_in(list(top)))
    little = rows.filter(pl.col("spearman") >= ALIKE).sort("spearman", descending=True)
    values: dict[str, Value] = {"of": rows.height}
    if little.height:
        values |= {"count": little.height, "spearman": little["spearman"][0], "moved_10": little["moved_10"][0]}
        yield Finding("minor", "little_added", "added-value", values, _codes(little["code"]))
    elif rows.height:
        values |= {"lowest": _number(rows["moved_10"].min()), "highest": _number(rows["moved_10"].max())}
        yield Finding("sound", "value_added", "added-value", values)


def _uncertainty(audit: Audit) -> Iterator[Finding]:
    rows = audit.ranks.drop_nulls(["nominal", "low", "high"])
    width = rows.with_columns(width=pl.col("high") - pl.col("low")).sort("width", descending=True)
    wide = width.filter(pl.col("width") >= WIDE)
    share = wide.height / max(rows.height, 1)
    values = {
        "count": wide.height, "of": rows.height, "share": share, "places": WIDE, "widest": float(width["width"][0]),
        "mean_shift": audit.outcome.mean_shift, "runs": audit.outcome.runs,
    }  # fmt: skip
    severity: Severity = "serious" if share >= MANY_WIDE else "moderate" if share >= SOME_WIDE else "sound"
    kind = "ranks_sure" if severity == "sound" else "ranks_unsure"
    yield Finding(severity, kind, "ranks", values, _codes(width["unit"].head(5)))
    first = rows.filter(pl.col("nominal") == 1)
    if first.height and first["same"][0] < SURE:
        yield Finding("moderate", "first_unsure", "ranks", {"same": first["same"][0]}, _codes(first["unit"]))


def _assumptions(audit: Audit) -> Iterator[Finding]:
    """Choices that could have been made otherwise; and parts, without which ranks may well be others."""
    rows = audit.parts["assumptions"]
    known = rows.filter(pl.col("units") > 0)
    for name, moved_5, moved_10, largest in known.select("combination", "moved_5", "moved_10", "largest").iter_rows():
        severity = _of_moves(moved_5, moved_10)
        if severity:
            is_part = name.startswith(LEFT_OUT)
            values = {"assumption": name, "moved_5": moved_5, "moved_10": moved_10, "largest": largest}
            kind = "part_moves" if is_part else "assumption_moves"
            yield Finding(LESS_SEVERE[severity] if is_part else severity, kind, "assumptions", values)
    choices = known.filter(~pl.col("combination").str.starts_with(LEFT_OUT))
    moving = choices.filter((pl.col("moved_5") >= SOME_MOVED) | (pl.col("moved_10") >= MANY))
    if choices.height and moving.is_empty():
        most = choices.sort("moved_5", "mean_shift", descending=True).row(0, named=True)
        figures: dict[str, Value] = {"assumption": most["combination"], "moved_5": most["moved_5"]}
        yield Finding("sound", "assumptions_hold", "assumptions", {**figures, "mean_shift": most["mean_shift"]})
    lost = rows.filter(pl.col("units") == 0)
    if lost.height:
        yield Finding("minor", "assumption_impossible", "assumptions", {"assumption": lost["combination"][0]})


def _of_moves(moved_5: float, moved_10: float) -> Severity | None:
    if moved_10 >= MANY:
        return "serious"
    return "moderate" if moved_5 >= SOME_MOVED else None


def _sensitivity(audit: Audit) -> Iterator[Finding]:
    known = [index for index in audit.indices if index.total is not None]
    if known:
        top = max(known, key=lambda index: index.total or 0.0)
        values: dict[str, Value] = {
            "assumption": top.name,
            "total": top.total or 0.0,
            "first": top.first or 0.0,
            "of": len(known),
        }
        kind = "assumption_matters" if top.settled else "assumption_matters_unsettled"
        yield Finding("minor", kind, "sensitivity", values)


def _reversal(audit: Audit) -> Iterator[Finding]:
    rows = audit.parts["rank-reversal"].drop_nulls("share_reversed")
    if rows.is_empty():
        return
    worst = rows.row(0, named=True)
    share = worst["share_reversed"]
    severity: Severity = "serious" if share >= MANY_TURNED else "moderate" if share >= TURNED else "sound"
    quiet = rows.filter(pl.col("reversed") == 0).height
    values: dict[str, Value] = {
        "share": share, "reversed": worst["reversed"], "pairs": worst["pairs"], "change": worst["change"],
        "quiet": quiet, "of": rows.height,
    }  # fmt: skip
    yield Finding(severity, "order_holds" if severity == "sound" else "order_turns", "rank-reversal", values,
                  (worst["unit"],))  # fmt: skip


def _frontier(audit: Audit) -> Iterator[Finding]:
    rows = audit.parts.get("frontier")
    if rows is None or rows.is_empty():
        return
    on = rows.filter("efficient")
    moved = rows.filter(pl.col("gained").abs() >= WIDE)
    counts = {"count": on.height, "of": rows.height, "moved": moved.height}
    values = {**counts, "lowest": _number(rows["efficiency"].min())}
    yield Finding("minor" if moved.height else "sound", "frontier", "frontier", values, _codes(on["unit"].head(5)))


RULES: tuple[Rule, ...] = (
    _coverage, _outliers, _size, _fit, _pairs, _coherence, _importance, _added, _uncertainty, _assumptions,
    _sensitivity, _reversal, _frontier,
)  # fmt: skip


def _codes(values: pl.Series) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def _number(value: object) -> float:
    """A number of a table; 0 where none of its rows has one."""
    return float(value) if isinstance(value, int | float) else 0.0
