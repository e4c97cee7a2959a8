"""Two things side by side: two methods, two periods of one, or two units."""

import polars as pl

from core.analysis.comparison import Comparison, compared
from core.analysis.profile import profile
from core.method.errors import MethodError
from core.method.run import Scored
from core.words import gettext
from core.workbook.entries import Indicator
from tui.grid.sheet import Sheet, SheetRow, key_of, look_of_change
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING, rounded, signed
from tui.method.sheets import downwards
from tui.results.sheet import ResultView, named, unit_named
from tui.results.unit_sheet import figures_of, number

PLACES = 16


def methods_sheet(first: Scored, second: Scored, view: ResultView) -> Sheet:
    """Two methods in one period: score and rank of each unit in both, and the places between them."""
    if not first.nodes or not second.nodes:
        return _refused(gettext("One of the two gives no scores: add an aggregation as its last step."))
    one, other = (made.scores.select("unit", "period", score=made.nodes[0]) for made in (first, second))
    names = [view.wording.name(made.document.method) for made in (first, second)]
    try:
        made = compared(one, other, "score")
    except MethodError as error:
        return _refused(str(error))
    if made.units["unit"].n_unique() > 1:
        period = pl.col("period").cast(pl.String) == view.period
        shown = compared(one.filter(period), other.filter(period), "score", on=("unit",))
        return _ranked(shown, view, (f"{names[0]} {view.period}", f"{names[1]} {view.period}"))
    return _dated(made, view, (names[0], names[1]))


def periods_sheet(scored: Scored, first: str, view: ResultView) -> Sheet:
    """Two periods of one method: the second is the one looked at."""
    if not view.node:
        return _refused(gettext("This method gives no scores: add an aggregation as its last step."))
    scores = scored.scores.select("unit", pl.col("period").cast(pl.String), score=view.node)
    one, other = (scores.filter(pl.col("period") == when) for when in (first, view.period))
    try:
        return _ranked(compared(one, other, "score", on=("unit",)), view, (first, view.period))
    except MethodError as error:
        return _refused(str(error))


def units_sheet(scored: Scored, first: str, second: str, view: ResultView) -> Sheet:
    """Two units in one period: scores at each node, then figures, ranks beside them, and the second less the first."""
    word = view.wording.word
    names = [unit_named(unit, view) for unit in (first, second)]
    columns = [
        Column(word("score or figure"), 26, frozen=True, grows=True),
        *(Column(title, 13, "right") if at % 2 == 0 else Column(title, 7, "right") for at, title in enumerate(
            (names[0], word("rank"), names[1], word("rank"))
        )),
        Column(word("difference"), 12, "right"),
    ]  # fmt: skip
    order = [code for code in downwards(scored.document) if code in scored.nodes]
    rows: list[SheetRow | Heading] = []
    try:
        for title, frame, codes in (
            ("scores", scored.frame, order),
            ("figures", figures_of(scored), list(scored.tree.indicators)),
        ):
            rows.append(Heading(word(title), "rule"))
            directions = None if title == "scores" else scored.document.directions
            one, other = (
                profile(frame, codes, unit, view.period, directions=directions).rows(named=True)
                for unit in (first, second)
            )
            rows += [_two(mine, its, scored, view, title) for mine, its in zip(one, other, strict=True)]
    except MethodError as error:
        return _refused(str(error))
    return Sheet(columns, rows)


def _two(one: dict[str, object], other: dict[str, object], scored: Scored, view: ResultView, kind: str) -> SheetRow:
    code = str(one["code"])
    indicator = None if kind == "scores" else view.workbook.indicators.get(code) or Indicator(code, code)
    depth = len(scored.tree.ancestors(code)) if kind == "scores" else 0
    values = [row["value"] if isinstance(row["value"], float) else None for row in (one, other)]
    gap = None if None in values else (values[1] or 0.0) - (values[0] or 0.0)
    better = None if gap is None else gap * (1 if kind == "scores" else scored.document.directions.get(code, 1))
    ranks = [NOTHING if row["rank"] is None else f"{row['rank']}/{row['of']}" for row in (one, other)]
    note = NOTHING if gap is None else ("+" if gap > 0 else "") + number(gap, indicator, view.wording)
    cells = (
        Cell(f"{'  ' * depth}{named(scored, code, view)}"),
        Cell(number(values[0], indicator, view.wording)),
        Cell(ranks[0], "dim"),
        Cell(number(values[1], indicator, view.wording)),
        Cell(ranks[1], "dim"),
        Cell(note, look_of_change(better)),
    )
    places = [row["rank"] if isinstance(row["rank"], int) else None for row in (one, other)]
    sort_by = (cells[0].text, values[0], places[0], values[1], places[1], gap)
    return SheetRow(key_of(kind, code), cells, sort_by=sort_by)


def _ranked(made: Comparison, view: ResultView, names: tuple[str, str]) -> Sheet:
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
    rows.append(Heading(_summary(made), "dim"))
    for row in made.units.sort("first_rank", "unit").iter_rows(named=True):
        moved, unit = int(row["change"]), str(row["unit"])
        name = unit_named(unit, view)
        look = look_of_change(moved)
        cells = (
            Cell(name), Cell(str(row["first_rank"])), Cell(str(row["second_rank"])),
            Cell(f"{moved:+d}" if moved else "", look), Cell(_slope(moved, made.largest_shift), look),
            Cell(rounded(row["first"], 4)), Cell(rounded(row["second"], 4)),
        )  # fmt: skip
        sort_by = (name, row["first_rank"], row["second_rank"], moved, moved, row["first"], row["second"])
        rows.append(SheetRow(key_of("compare", unit), cells, sort_by=sort_by))
    return Sheet(columns, rows)


def _dated(made: Comparison, view: ResultView, names: tuple[str, str]) -> Sheet:
    """The periods of the one unit that both score."""
    word = view.wording.word
    columns = [
        Column(word("year"), 10, frozen=True),
        Column(f"{word('score')} 1", 12, "right"),
        Column(f"{word('score')} 2", 12, "right"),
        Column(word("difference"), 12, "right"),
    ]
    rows: list[SheetRow | Heading] = [Heading(f"{at} = {name}", "rule") for at, name in enumerate(names, 1)]
    rows.append(Heading(_summary(made), "dim"))
    for row in made.units.iter_rows(named=True):
        gap = row["difference"]
        cells = (
            Cell(str(row["period"])), Cell(rounded(row["first"], 4)), Cell(rounded(row["second"], 4)),
            Cell(signed(gap, 4), look_of_change(gap)),
        )  # fmt: skip
        sort_by = (str(row["period"]), row["first"], row["second"], gap)
        rows.append(SheetRow(key_of("compare", row["period"]), cells, sort_by=sort_by))
    return Sheet(columns, rows)


def _summary(made: Comparison) -> str:
    agree = gettext(
        "Spearman {spearman} · Kendall {kendall}", spearman=rounded(made.spearman, 4), kendall=rounded(made.kendall, 4)
    )
    if made.units["unit"].n_unique() <= 1:
        return agree
    return gettext(
        "{agree} · mean shift {mean_shift} places · largest {largest_shift}",
        agree=agree,
        mean_shift=rounded(made.mean_shift, 2),
        largest_shift=made.largest_shift,
    )


def _slope(moved: int, largest: int) -> str:
    """To the right of the middle places gained, to the left places lost."""
    half = PLACES // 2
    length = round(half * abs(moved) / largest) if largest else 0
    left, right = ("", ">" * length) if moved > 0 else ("<" * length, "")
    return f"{left:>{half}}|{right}" if moved else " " * half + "|"


def _refused(sentence: str) -> Sheet:
    return Sheet((Column("", 40, grows=True),), (Heading(sentence, "bad", stops=True),))
