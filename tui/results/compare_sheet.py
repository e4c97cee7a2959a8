"""Comparisons side by side: two methods, two periods of one, or two units."""

import polars as pl

from core.analysis.comparison import Comparison, compared
from core.method.errors import MethodError
from core.method.run import Scored
from core.words import gettext
from core.workbook.workbook import indicator_of
from tui.grid.sheet import Sheet, SheetRow, key_of, look_of_change, row_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING, rounded, signed
from tui.results.group_sheets import viewed_result
from tui.results.unit_sheet import FIGURE, SCORE, numbers, unit_profile
from tui.tables.query import QueryContext
from tui.workspace.result_view import ResultView

PLACES = 16


def comparison_sheet(query: QueryContext) -> Sheet:
    """The method in view beside the one that the options name, else two periods of it."""
    view = viewed_result(query)
    scored = view.scored
    if query.options.against is None:
        return _periods_sheet(query.options.periods, view)
    return _methods_sheet(scored, next(query.scored(query.options.against)), view)


def _methods_sheet(first: Scored, second: Scored, view: ResultView) -> Sheet:
    """Two methods in one period: score and rank of each unit in both, and the places between them."""
    if not first.nodes or not second.nodes:
        raise MethodError("One of the two gives no scores: add an aggregation as its last step.")
    first_scores, other = (scored.scores.select("unit", "period", score=scored.nodes[0]) for scored in (first, second))
    names = [view.wording.name(scored.document.method) for scored in (first, second)]
    comparison = compared(first_scores, other, "score")
    if comparison.units["unit"].n_unique() > 1:
        period = pl.col("period").cast(pl.String) == view.period
        shown = compared(first_scores.filter(period), other.filter(period), "score", on=("unit",))
        return _ranked(shown, view, (f"{names[0]} {view.period}", f"{names[1]} {view.period}"))
    return _dated(comparison, view, (names[0], names[1]))


def _periods_sheet(periods: tuple[str, str], view: ResultView) -> Sheet:
    """Two periods of one method."""
    if not view.node:
        raise MethodError("This method gives no scores: add an aggregation as its last step.")
    scores = view.scored.scores.select("unit", pl.col("period").cast(pl.String), score=view.node)
    first_scores, other = (scores.filter(pl.col("period") == when) for when in periods)
    return _ranked(compared(first_scores, other, "score", on=("unit",)), view, periods)


def units_sheet(query: QueryContext) -> Sheet:
    """Two units in one period: scores at each node, then figures, ranks beside them, and the second less the first."""
    view = viewed_result(query)
    scored = view.scored
    word, units = view.wording.word, query.options.units
    names = [view.unit_name(unit) for unit in units]
    columns = [
        Column(word("score or figure"), 26, frozen=True, grows=True),
        *(Column(title, 13, "right") if at % 2 == 0 else Column(title, 7, "right") for at, title in enumerate(
            (names[0], word("rank"), names[1], word("rank"))
        )),
        Column(word("difference"), 12, "right"),
    ]  # fmt: skip
    rows: list[SheetRow | Heading] = []
    profiles = [unit_profile(scored, unit, view.period) for unit in units]
    for kind in (SCORE, FIGURE):
        rows.append(Heading(word(f"{kind}s"), "rule"))
        sides = (profile.filter(kind=kind).rows(named=True) for profile in profiles)
        rows += [_two(mine, its, view, f"{kind}s") for mine, its in zip(*sides, strict=True)]
    return Sheet(columns, rows)


def _two(first: dict[str, object], other: dict[str, object], view: ResultView, kind: str) -> SheetRow:
    code = str(first["code"])
    indicator = None if kind == "scores" else indicator_of(view.workbook, code)
    depth = len(view.scored.tree.ancestors(code)) if kind == "scores" else 0
    values = [row["value"] if isinstance(row["value"], float) else None for row in (first, other)]
    gap = None if None in values else (values[1] or 0.0) - (values[0] or 0.0)
    better = None if gap is None else gap * (1 if kind == "scores" else view.scored.document.directions.get(code, 1))
    ranks = [NOTHING if row["rank"] is None else f"{row['rank']}/{row['of']}" for row in (first, other)]
    first_text, other_text, gap_text = numbers((*values, gap), indicator, view.wording)
    places = [row["rank"] if isinstance(row["rank"], int) else None for row in (first, other)]
    name = f"{'  ' * depth}{view.code_name(code)}"
    return row_of(
        key_of(kind, code),
        (name, name),
        (first_text, values[0]),
        (Cell(ranks[0], "dim"), places[0]),
        (other_text, values[1]),
        (Cell(ranks[1], "dim"), places[1]),
        (Cell(f"+{gap_text}" if gap and gap > 0 else gap_text, look_of_change(better)), gap),
    )


def _ranked(comparison: Comparison, view: ResultView, names: tuple[str, str]) -> Sheet:
    """Units by their first rank, with the second, the places between drawn to either side, and both scores."""
    word = view.wording.word
    columns = [
        Column(word("unit"), 20, frozen=True, grows=True),
        Column(f"{word('rank')} 1", 6, "right"),
        Column(f"{word('rank')} 2", 6, "right"),
        Column(word("places"), 6, "right"),
        Column("", 2 * (PLACES // 2) + 1, drawn=True),
        Column(f"{word('score')} 1", 10, "right"),
        Column(f"{word('score')} 2", 10, "right"),
    ]
    rows: list[SheetRow | Heading] = [Heading(f"{at} = {name}", "rule") for at, name in enumerate(names, 1)]
    rows.append(Heading(_summary(comparison), "dim"))
    for row in comparison.units.sort("first_rank", "unit").iter_rows(named=True):
        moved, unit = int(row["change"]), str(row["unit"])
        name, look = view.unit_name(unit), look_of_change(moved)
        rows.append(row_of(
            key_of("compare", unit), (name, name),
            *((str(row[rank]), row[rank]) for rank in ("first_rank", "second_rank")),
            (Cell(f"{moved:+d}" if moved else "", look), moved),
            (Cell(_slope(moved, comparison.largest_shift), look), moved),
            *((rounded(row[score], 4), row[score]) for score in ("first", "second")),
        ))  # fmt: skip
    return Sheet(columns, rows)


def _dated(comparison: Comparison, view: ResultView, names: tuple[str, str]) -> Sheet:
    """The periods of the one unit that both score."""
    word = view.wording.word
    columns = [
        Column(word("year"), 10, frozen=True),
        Column(f"{word('score')} 1", 12, "right"),
        Column(f"{word('score')} 2", 12, "right"),
        Column(word("difference"), 12, "right"),
    ]
    rows: list[SheetRow | Heading] = [Heading(f"{at} = {name}", "rule") for at, name in enumerate(names, 1)]
    rows.append(Heading(_summary(comparison), "dim"))
    for row in comparison.units.iter_rows(named=True):
        gap = row["difference"]
        when, scores = str(row["period"]), [(rounded(row[side], 4), row[side]) for side in ("first", "second")]
        change = Cell(signed(gap, 4), look_of_change(gap))
        rows.append(row_of(key_of("compare", row["period"]), (when, when), *scores, (change, gap)))
    return Sheet(columns, rows)


def _summary(comparison: Comparison) -> str:
    agree = gettext(
        "Spearman {spearman} · Kendall {kendall}",
        spearman=rounded(comparison.spearman, 4),
        kendall=rounded(comparison.kendall, 4),
    )
    if comparison.units["unit"].n_unique() <= 1:
        return agree
    return gettext(
        "{agree} · mean shift {mean_shift} places · largest {largest_shift}",
        agree=agree,
        mean_shift=rounded(comparison.mean_shift, 2),
        largest_shift=comparison.largest_shift,
    )


def _slope(moved: int, largest: int) -> str:
    """To the right of the middle places gained, to the left places lost."""
    half = PLACES // 2
    length = round(half * abs(moved) / largest) if largest else 0
    left, right = ("", ">" * length) if moved > 0 else ("<" * length, "")
    return f"{left:>{half}}|{right}" if moved else " " * half + "|"
