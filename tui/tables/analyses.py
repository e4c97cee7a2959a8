"""The analyses of a workbook's methods: the rows of each method in view, one below the other."""

from collections.abc import Callable, Iterator, Sequence

import polars as pl

from core.analysis.comparison import Comparison, compared
from core.analysis.correlation import collinear, contrary, correlations, family, p_values
from core.analysis.profile import differences
from core.analysis.significance import Coefficient
from core.method.errors import MethodError
from core.method.run import Scored
from core.numerals import decimal
from core.words import gettext, in_words, labelled
from tui.grid.wording import NOTHING
from tui.tables.query import BadOption, QueryContext
from tui.tables.spec import Record

FEW = 5
STRONG, CONTRARY = 0.9, -0.4
HIGH, CONFLICT = "highly correlated", "conflict"
"""Kinds of pairs of indicators that deserve a look."""


def rows_of(query: QueryContext, table_of: Callable[[Scored], pl.DataFrame]) -> Iterator[Record]:
    """What is made of each method from which it can be made, its code before each record.

    Raises MethodError where it can be made from none.
    """
    errors: list[MethodError] = []
    frames: dict[str, pl.DataFrame] = {}
    for scored in query.scored():
        code = scored.document.method.code
        try:
            frames[code] = table_of(scored)
        except MethodError as error:
            errors.append(MethodError(labelled(code, error)))
    query.leave_out(errors, alone=not frames)
    for code, frame in frames.items():
        yield from ({"method": code, **row} for row in frame.iter_rows(named=True))


def coefficient(query: QueryContext) -> Coefficient:
    """The coefficient that is requested, else Pearson's."""
    how: Coefficient = query.options.coefficient or "pearson"
    return how


def pairs_in_the_tree(scored: Scored, how: Coefficient) -> dict[str, pl.DataFrame]:
    """Each code with what it counts towards; then the pairs of siblings that say the same, or are in conflict."""
    tested = every_pair(scored, how)
    turned = tested.select(pl.col("second").alias("first"), pl.col("first").alias("second"), "p")
    chance = pl.concat([tested.select("first", "second", "p"), turned])
    pairs = {}
    if set(scored.tree.parents) <= set(scored.frame.columns):
        pairs["with what it counts towards"] = family(scored.frame, scored.tree, how)
    pairs["collinear siblings"] = collinear(scored.frame, scored.tree, how=how)
    pairs["contrary siblings"] = contrary(scored.frame, scored.tree, how=how)
    return {
        kind: table.join(chance, on=["first", "second"], how="left", maintain_order="left")
        for kind, table in pairs.items()
    }


def telling_pairs(scored: Scored, how: Coefficient) -> pl.DataFrame:
    """Pairs of indicators that are nearly the same, the strongest first, then those in conflict, siblings or not."""
    strong = collinear(scored.frame, scored.tree, STRONG, "all", how).sort("correlation", descending=True)
    against = contrary(scored.frame, scored.tree, CONTRARY, "all", how).sort("correlation")
    rows = pl.concat(
        [strong.select(pl.lit(HIGH).alias("kind"), pl.all()), against.select(pl.lit(CONFLICT).alias("kind"), pl.all())]
    )
    codes = list(dict.fromkeys([*rows["first"], *rows["second"]]))
    tested = p_values(scored.frame, codes, how) if codes else rows.select("first", "second", p=pl.lit(None, pl.Float64))
    parents = {code: parent or "" for code, parent in scored.tree.parents.items()}
    above = (pl.col(side).replace_strict(parents, return_dtype=pl.String) for side in ("first", "second"))
    rows = rows.join(tested, on=["first", "second"], how="left", maintain_order="left")
    return rows.with_columns(siblings=next(above) == next(above))


def every_pair(scored: Scored, how: Coefficient, levels: Sequence[int] | None = None) -> pl.DataFrame:
    """Every pair of codes of any level, or of two levels, once. Raises BadOption where the tree has no such level."""
    codes = [*scored.tree.indicators, *scored.nodes]
    sides = [codes_of_level(scored, level) for level in levels] if levels else [codes, codes]
    codes = [code for code in codes if code in sides[0] or code in sides[1]]
    pairs = correlations(scored.frame, codes, how=how)
    pairs = pairs.with_columns(p_values(scored.frame, codes, how)["p"])
    place = {code: at for at, code in enumerate(codes)}
    first, second = (pl.col(side).replace_strict(place, return_dtype=pl.Int64) for side in ("first", "second"))
    own, other = (pl.col("first").is_in(sides[at]) & pl.col("second").is_in(sides[1 - at]) for at in (0, 1))
    return pairs.filter((first < second) & (own | other))


def codes_of_level(scored: Scored, level: int) -> list[str]:
    """The codes with scores of a level of the tree, 1 being the indicators. Raises BadOption."""
    codes = [code for code, height in scored.tree.heights.items() if height == level and code in scored.frame.columns]
    if not codes:
        raise BadOption(
            "The tree has no level {level}: use one of 1 to {values}.",
            level=level,
            values=max(scored.tree.heights.values()),
        )
    return codes


def of_node(query: QueryContext, records: Iterator[Record]) -> Iterator[Record]:
    """The records `of` the node that is requested, or all. Raises BadOption where none is of it."""
    node, rows = query.options.node, list(records)
    known = list(dict.fromkeys(str(row["of"]) for row in rows))
    if node is not None and node not in known:
        raise BadOption("There are no components of {node}: use one of {known}.", node=node, known=in_words(known))
    return (row for row in rows if node in (None, row["of"]))


def two_units(scored: Scored, query: QueryContext) -> pl.DataFrame:
    """Two units at every node and indicator: those named, else the first two; one alone stands twice."""
    known = list(dict.fromkeys(scored.raw["unit"]))
    named = [known_unit(scored, query.named_unit(unit)) for unit in query.options.units or ()]
    first, second = named or (known[0], known[:2][-1])
    codes = [*scored.nodes, *scored.tree.indicators]
    return differences(scored.frame, codes, first, second, period_of(scored, query))


def comparison(scored: Scored, query: QueryContext) -> pl.DataFrame:
    """Each root in two methods or two periods, with ranks, places gained, and whether those are enough to tell."""
    other = _other(query)
    against = other or scored
    tables = [
        result.units.select(
            pl.lit(against.document.method.code).alias("against"),
            pl.lit(root).alias("code"),
            "unit",
            *((pl.col("period") if when is None else pl.lit(when)).alias(f"{side}_period") for side, when in periods),
            pl.exclude("unit", "period"),
        )
        for root, result, periods in _compared(scored, query, other)
    ]
    return pl.concat(tables)


def _compared(
    scored: Scored, query: QueryContext, other: Scored | None
) -> Iterator[tuple[str, Comparison, list[tuple[str, str | None]]]]:
    """Each root in two methods, matched by unit and period, or in two periods, which then are named."""
    roots = [root for root in scored.tree.roots if root in scored.nodes]
    if not roots:
        raise MethodError("{code} has no scores to compare: add an aggregate step.", code=scored.document.method.code)
    if other is not None:
        theirs = [root for root in other.tree.roots if root in other.nodes]
        for own_root, other_root in zip(roots, theirs, strict=False):
            renamed = other.scores.select("unit", "period", pl.col(other_root).alias(own_root))
            yield own_root, compared(scored.scores, renamed, own_root), [("first", None), ("second", None)]
        return
    first, second = query.options.periods or (_periods(scored)[0], _periods(scored)[-1])
    earlier, later = (_year(scored, period) for period in (first, second))
    for root in roots:
        yield root, compared(earlier, later, root, on=["unit"]), [("first", first), ("second", second)]


def _year(scored: Scored, period: str) -> pl.DataFrame:
    year = scored.scores.filter(pl.col("period").cast(pl.String) == period)
    if not year.height:
        raise MethodError("The method has no row for {period}: name another period.", period=period)
    return year


def comparison_summary(scored: Scored, query: QueryContext) -> str:
    """How far the ranks of each root shift, and how well they agree."""
    return "; ".join(
        gettext(
            "{root}: mean shift {mean_shift}, largest {largest_shift}, Spearman {spearman}, Kendall {kendall}",
            root=root,
            mean_shift=decimal(result.mean_shift, ".3g"),
            largest_shift=result.largest_shift,
            spearman=_digits(result.spearman),
            kendall=_digits(result.kendall),
        )
        for root, result, _ in _compared(scored, query, _other(query))
    )


def period_of(scored: Scored, query: QueryContext) -> str:
    """The period that is requested, else the last. Raises BadOption."""
    known, wanted = _periods(scored), query.options.period
    if wanted is not None and wanted not in known:
        raise BadOption("The method has no row for {wanted}: use one of {known}.", wanted=wanted, known=in_words(known))
    return wanted or known[-1]


def _other(query: QueryContext) -> Scored | None:
    """The result of the method to compare with, where one is named."""
    return None if query.options.against is None else next(query.scored(query.options.against))


def _digits(value: float | None) -> str:
    return NOTHING if value is None else decimal(value, ".5g")


def _periods(scored: Scored) -> list[str]:
    return [str(period) for period in dict.fromkeys(scored.frame["period"])]


def known_unit(scored: Scored, unit: str) -> str:
    """The unit, where the method has it. Raises MethodError."""
    known = dict.fromkeys(scored.raw["unit"])
    if unit not in known:
        raise MethodError(
            "There is no unit {unit} in the method: name one of {known} ….",
            unit=unit,
            known=in_words(list(known)[:FEW]),
        )
    return unit
