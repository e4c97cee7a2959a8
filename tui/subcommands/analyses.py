"""The analyses of a workbook's methods as rows: steps, treatments, components, strengths, obstacles, comparisons."""

from argparse import Namespace
from collections.abc import Callable, Iterator

import polars as pl

from core.analysis.comparison import Comparison, compared
from core.analysis.correlation import collinear, contrary, correlations, family, p_values
from core.analysis.of_result import (
    cells,
    consistency,
    explained,
    loadings,
    obstacle_table,
    ranks_in_groups,
    strengths,
    treatments,
)
from core.analysis.profile import differences
from core.method.errors import MethodError
from core.method.run import Scored
from tui.drawing.plain import plain
from tui.drawing.sheet import Sheet, SheetRow
from tui.drawing.table import Cell, Column
from tui.drawing.wording import NOTHING, Wording
from tui.subcommands.records import Record
from tui.subcommands.sections import Section

FEW = 5


def rows_of(subject: str, scored: Scored, asked: Namespace, other: Scored | None = None) -> pl.DataFrame:
    """The rows of one subject of one method; `other` is the method to hold it against. Raises MethodError."""
    made = ANALYSES[subject](scored, asked) if subject in ANALYSES else AGAINST[subject](scored, asked, other)
    return made.select(pl.lit(scored.document.method.code).alias("method"), pl.all())


def analysis_records(subject: str, scored: Scored, asked: Namespace, other: Scored | None) -> Iterator[Record]:
    """The rows as records."""
    return iter(rows_of(subject, scored, asked, other).to_dicts())


def analysis_sections(
    subject: str, scored: Scored, asked: Namespace, other: Scored | None, wording: Wording
) -> list[Section]:
    """The rows as tables, with what sums them up."""
    title = f"{wording.name(scored.document.method)} · {subject}"
    if subject == "correlations":
        found = _in_the_tree(scored, asked)
        return [Section(f"{title} ({asked.coefficient}) · {what}", _sheet(table)) for what, table in found.items()]
    made = rows_of(subject, scored, asked, other).drop("method")
    return [Section(title, _sheet(made), _told(subject, scored, asked, other))]


def _sheet(table: pl.DataFrame) -> Sheet:
    columns = [Column(name, 9, "right" if kind.is_numeric() else "left") for name, kind in table.schema.items()]
    rows = [SheetRow(str(at), tuple(Cell(_text(part)) for part in row)) for at, row in enumerate(table.iter_rows())]
    return Sheet(columns, rows)


def _in_the_tree(scored: Scored, asked: Namespace) -> dict[str, pl.DataFrame]:
    """Each code with what it counts towards; then the pairs of siblings that say the same, or pull apart."""
    tested = _correlations(scored, asked)
    turned = tested.select(pl.col("second").alias("first"), pl.col("first").alias("second"), "p")
    chance = pl.concat([tested.select("first", "second", "p"), turned])
    how, found = asked.coefficient, {}
    if set(scored.tree.parents) <= set(scored.frame.columns):
        found["with what it counts towards"] = family(scored.frame, scored.tree, how)
    found["collinear siblings"] = collinear(scored.frame, scored.tree, how=how)
    found["contrary siblings"] = contrary(scored.frame, scored.tree, how=how)
    return {
        what: table.join(chance, on=["first", "second"], how="left", maintain_order="left")
        for what, table in found.items()
    }


def _steps(scored: Scored, asked: Namespace) -> pl.DataFrame:
    return cells(scored, asked.step)


def _correlations(scored: Scored, asked: Namespace) -> pl.DataFrame:
    """Every pair of codes of any level, once."""
    codes = [*scored.tree.indicators, *scored.nodes]
    found = correlations(scored.frame, codes, how=asked.coefficient)
    found = found.with_columns(p_values(scored.frame, codes, asked.coefficient)["p"])
    place = {code: at for at, code in enumerate(codes)}
    first, second = (pl.col(side).replace_strict(place, return_dtype=pl.Int64) for side in ("first", "second"))
    return found.filter(first < second)


def _strengths(scored: Scored, asked: Namespace) -> pl.DataFrame:
    found = strengths(scored, asked.period or _periods(scored)[-1], FEW)
    return found if asked.unit is None else found.filter(pl.col("unit") == _known_unit(scored, asked.unit))


def _obstacles(scored: Scored, asked: Namespace) -> pl.DataFrame:
    found = obstacle_table(scored)
    if asked.unit is not None:
        found = found.filter(pl.col("unit") == _known_unit(scored, asked.unit))
    return found.filter(pl.col("period") == asked.period) if asked.period else found


def _differences(scored: Scored, asked: Namespace) -> pl.DataFrame:
    """Two units at every node and indicator: those named, else the first two; one alone stands twice."""
    known = list(dict.fromkeys(scored.raw["unit"]))
    first, second = (_known_unit(scored, unit) for unit in asked.units or (known[0], known[:2][-1]))
    codes = [*scored.nodes, *scored.tree.indicators]
    return differences(scored.frame, codes, first, second, asked.period or _periods(scored)[-1])


def _comparison(scored: Scored, asked: Namespace, other: Scored | None) -> pl.DataFrame:
    """Each root in two methods or two periods, with ranks, places gained, and whether those are enough to tell."""
    against = other or scored
    made = [
        found.units.select(
            pl.lit(against.document.method.code).alias("against"),
            pl.lit(root).alias("code"),
            "unit",
            *((pl.col("period") if when is None else pl.lit(when)).alias(f"{side}_period") for side, when in periods),
            pl.exclude("unit", "period"),
        )
        for root, found, periods in _compared(scored, asked, other)
    ]
    return pl.concat(made)


def _compared(
    scored: Scored, asked: Namespace, other: Scored | None
) -> Iterator[tuple[str, Comparison, list[tuple[str, str | None]]]]:
    """Each root in two methods, matched by unit and period, or in two periods, which then are named."""
    roots = [root for root in scored.tree.roots if root in scored.nodes]
    if not roots:
        raise MethodError(f"{scored.document.method.code} has no scores to compare: add an aggregate step.")
    if other is not None:
        theirs = [root for root in other.tree.roots if root in other.nodes]
        for mine, its in zip(roots, theirs, strict=False):
            renamed = other.scores.select("unit", "period", pl.col(its).alias(mine))
            yield mine, compared(scored.scores, renamed, mine), [("first", None), ("second", None)]
        return
    first, second = asked.periods or (_periods(scored)[0], _periods(scored)[-1])
    earlier, later = (_year(scored, period) for period in (first, second))
    for root in roots:
        yield root, compared(earlier, later, root, on=["unit"]), [("first", first), ("second", second)]


def _year(scored: Scored, period: str) -> pl.DataFrame:
    year = scored.scores.filter(pl.col("period").cast(pl.String) == period)
    if not year.height:
        raise MethodError(f"The method has no row for {period}: name another period.")
    return year


def _told(subject: str, scored: Scored, asked: Namespace, other: Scored | None) -> str:
    if subject != "comparison":
        return ""
    return "; ".join(
        f"{root}: mean shift {made.mean_shift:.3g}, largest {made.largest_shift}, "
        f"Spearman {_text(made.spearman)}, Kendall {_text(made.kendall)}"
        for root, made, _ in _compared(scored, asked, other)
    )


def _periods(scored: Scored) -> list[str]:
    return [str(period) for period in dict.fromkeys(scored.frame["period"])]


def _known_unit(scored: Scored, unit: str) -> str:
    known = dict.fromkeys(scored.raw["unit"])
    if unit not in known:
        raise MethodError(f"There is no unit {unit} in the method: name one of {', '.join(list(known)[:FEW])} ….")
    return unit


ANALYSES: dict[str, Callable[[Scored, Namespace], pl.DataFrame]] = {
    "correlations": _correlations,
    "steps": _steps,
    "treatments": lambda scored, _: treatments(scored),
    "components": lambda scored, _: explained(scored),
    "loadings": lambda scored, _: loadings(scored),
    "consistency": lambda scored, _: consistency(scored),
    "ranks-in-groups": lambda scored, asked: ranks_in_groups(scored, asked.grouping),
    "strengths": _strengths,
    "obstacles": _obstacles,
    "differences": _differences,
}
AGAINST: dict[str, Callable[[Scored, Namespace, Scored | None], pl.DataFrame]] = {"comparison": _comparison}


def _text(value: object) -> str:
    if value is None:
        return NOTHING
    return f"{value:.5g}" if isinstance(value, float) else plain(str(value))
