"""A unit's own page: its scores at each node against median and best, its figures, strengths, weaknesses, obstacles."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import polars as pl

from core.analysis.obstacles import lacking, nearness
from core.analysis.profile import Side, extremes, profile
from core.derive.ratio import mixed_releases
from core.method.errors import MethodError
from core.method.panel import KEYS
from core.method.run import Scored
from core.numerals import decimal
from core.words import with_note
from core.workbook.entries import Indicator
from core.workbook.status import NOT_OBSERVED
from core.workbook.typed_edit import FigurePlace
from core.workbook.workbook import indicator_of
from tui.grid.sheet import Sheet, SheetRow, key_of, parts_of, row_of
from tui.grid.sparkline import sparkline
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import MIXED, NOTHING, Wording, letter_of, rounded
from tui.results.group_sheets import viewed_result
from tui.results.sheet import HISTORY, score_cell
from tui.tables.analyses import known_unit
from tui.tables.query import QueryContext
from tui.workspace.result_view import ResultView

OBSTACLES = 5
TRACK = 17
AGAINST = (5, 4, 3, 2)
"""The columns that hold a unit against others, from the last."""
DIGITS = 6
FEW = 10
SIDES: dict[Side, str] = {"strengths": "strength", "weaknesses": "weakness"}
HALVES = {"strengths": "ranks in the upper half", "weaknesses": "ranks in the lower half"}
FILLING = ("screen", "impute")
SCORE, FIGURE = "score", "figure"
"""The kinds of rows of a profile."""
Row = dict[str, object]


def unit_sheet(query: QueryContext) -> Sheet:
    """A unit in one period: scores at each node against median and best, its figures, strengths and obstacles.

    The only unit of a method stands against no other.
    """
    view = viewed_result(query)
    scored = view.scored
    word = view.wording.word
    columns = [
        Column(word("score or figure"), 24, frozen=True, grows=True),
        Column(word("value"), 13, "right", typed=True),
        Column(word("rank"), 7, "right"),
        Column(word("median"), 12, "right"),
        Column(word("best"), 12, "right"),
        Column(word("worst to best"), TRACK, drawn=True),
        *((Column(word("history"), HISTORY, tail=True, drawn=True),) if scored.raw["period"].n_unique() > 1 else ()),
    ]
    sheet = Sheet(columns, list(_rows(unit_of(scored, query), view)))
    for column in AGAINST if scored.raw["unit"].n_unique() == 1 else ():
        sheet = sheet.without(column)
    return sheet


def unit_of(scored: Scored, query: QueryContext) -> str:
    """The unit that the options name, else the first. Raises MethodError, BadEntry."""
    return known_unit(scored, query.option_code("unit") or str(scored.raw["unit"][0]))


def unit_profile(scored: Scored, unit: str, period: str) -> pl.DataFrame:
    """The rows of `profile` of a unit: its score at every node (kind score), then its figures (kind figure).

    Each has the status letter of its value. Raises MethodError where the unit has no row in the period.
    """
    flags = scored.flags.filter((pl.col("unit") == unit) & (pl.col("period").cast(pl.String) == period))
    if not flags.height:
        raise MethodError(
            "{unit} has no row in {period}: a step leaves it out, or it has no figure.", unit=unit, period=period
        )
    nodes = [code for code in scored.document.tree.downwards if code in scored.nodes]
    scores = profile(scored.frame, nodes, unit, period)
    codes, directions = scored.tree.indicators, scored.document.directions
    figures = profile(figures_of(scored), codes, unit, period, directions=directions)
    kinds = ((SCORE, scores), (FIGURE, figures))
    table = pl.concat([rows.select(pl.lit(kind).alias("kind"), pl.all()) for kind, rows in kinds])
    letters = flags.row(0, named=True)
    return table.with_columns(status=pl.col("code").replace_strict(letters, return_dtype=pl.String))


def figures_of(scored: Scored) -> pl.DataFrame:
    """The figures as the workbook has them, gaps that an imputation filled before anything was divided filled in."""
    frame = scored.raw
    codes = list(scored.tree.indicators)
    for stage, step in zip(scored.stages[1:], scored.document.steps, strict=False):
        if step.kind not in FILLING:
            break
        filled = frame.select(KEYS).join(stage.frame.select(*KEYS, *codes), on=KEYS, how="left", maintain_order="left")
        frame = frame.with_columns(pl.coalesce(pl.col(code), filled[code]).alias(code) for code in codes)
    return frame


def numbers(values: Iterable[object], indicator: Indicator | None, wording: Wording) -> list[str]:
    """Figures of one indicator in its scale, with no more decimals than tell the largest; scores with four.

    The mean of counts has one decimal, of few three digits.
    """
    known = [value if isinstance(value, float) else None for value in values]
    if indicator is None:
        return [rounded(value, 4) for value in known]
    largest = max((abs(value) for value in known if value is not None), default=0.0)
    decimals = min(indicator.decimals, max(0, DIGITS - len(f"{largest / 10.0**indicator.mult:.0f}")))
    return [NOTHING if value is None else _number(value, indicator, decimals, wording) for value in known]


def _number(value: float, indicator: Indicator, decimals: int, wording: Wording) -> str:
    if not indicator.mult and not indicator.decimals and not value.is_integer():
        return f"{value:,.1f}" if abs(value) >= FEW else decimal(value, ".3g")
    return wording.number(value, indicator.mult, decimals)


def _rows(unit: str, view: ResultView) -> Iterator[SheetRow | Heading]:
    word = view.wording.word
    rows_of_unit = unit_profile(view.scored, unit, view.period)
    scores, raw = (rows_of_unit.filter(kind=kind) for kind in (SCORE, FIGURE))
    figures = figures_of(view.scored)
    yield Heading(word("scores"), "rule")
    for row in scores.iter_rows(named=True):
        yield _row(row, view, "node", view.scored.frame, unit)
    several = view.scored.raw["unit"].n_unique() > 1
    for side, title in SIDES.items() if several else ():
        yield Heading(with_note(word(side), word(HALVES[side])), "rule")
        best = extremes(raw, side)
        if not best.height:
            yield Heading(f"  {word('none')}", "dim")
        for row in best.iter_rows(named=True):
            yield _row(row, view, title, figures, unit)
    held = list(_obstacles(unit, view))
    if held:
        yield Heading(word("obstacles: share of what is lacking"), "rule")
        yield from held
    yield Heading(word("figures"), "rule")
    for row in raw.iter_rows(named=True):
        yield _marked_if_mixed(_row(row, view, "figure", figures, unit), unit, view)


def _row(row: Row, view: ResultView, kind: str, frame: pl.DataFrame, unit: str) -> SheetRow:
    code, letter = str(row["code"]), str(row["status"])
    value = row["value"] if isinstance(row["value"], float) else None
    indicator = None if kind == "node" else indicator_of(view.workbook, code)
    depth = len(view.scored.tree.ancestors(code)) if kind == "node" else 0
    rank = NOTHING if row["rank"] is None else f"{row['rank']}/{row['of']}"
    shown = score_cell(value, letter)
    own, median, best = numbers((value, row["median"], row["best"]), indicator, view.wording)
    if value is not None:
        shown = replace(shown, text=own + letter_of(value, letter))
    direction = 1 if kind == "node" else view.scored.document.directions.get(code, 1)
    place = None
    if kind != "node":
        figure = view.workbook.series(unit, code).at(view.period)
        place = FigurePlace(unit, code, view.period, figure.vintage if figure else "")
    values = [value if isinstance(value, int | float) else None for value in (row["rank"], row["median"], row["best"])]
    name = f"{'  ' * depth}{view.code_name(code)}"
    return row_of(
        key_of(kind, code),
        (name, name),
        (shown, value),
        *zip((rank, median, best), values, strict=True),
        (_track(frame, code, view.period, value, row["median"], direction), None),
        (_history(view.scored, frame, code, unit, kind), None),
        place=place,
    )


def _marked_if_mixed(row: SheetRow, unit: str, view: ResultView) -> SheetRow:
    """The row of a figure with a mark where what it is divided by comes from another release."""
    code = parts_of(row.key)[1]
    by = {weighed: of for step in view.scored.document.settings for weighed, of in step.get("by", {}).items()}
    figures = [view.workbook.series(unit, name).at(view.period) for name in (code, by.get(code, code))]
    if not mixed_releases([figure for figure in figures if figure], view.workbook):
        return row
    name, value, *rest = row.cells
    return replace(row, cells=(name, replace(value, text=value.text + MIXED), *rest))


def _track(frame: pl.DataFrame, code: str, period: str, value: float | None, median: object, direction: int) -> str:
    """From the worst unit at the left to the best at the right: | the median, o this unit."""
    year = frame.filter(pl.col("period").cast(pl.String) == period)[code]
    low, high = year.min(), year.max()
    if value is None or not isinstance(low, float) or not isinstance(high, float) or not isinstance(median, float):
        return ""
    if not high > low:
        return ""
    signs = ["·"] * TRACK
    for number_of, sign in ((median, "|"), (value, "●")):
        share = (number_of - low) / (high - low)
        signs[round((share if direction > 0 else 1 - share) * (TRACK - 1))] = sign
    return "".join(signs)


def _history(scored: Scored, frame: pl.DataFrame, code: str, unit: str, kind: str) -> str:
    """The unit's own course over the years."""
    own = frame["unit"].cast(pl.String) == unit
    values: Sequence[float | None] = frame.filter(own)[code].to_list()
    if len(values) <= 1:
        return ""
    if kind == "node" or scored.frame.height == frame.height:
        letters = scored.flags.filter(scored.flags["unit"].cast(pl.String) == unit)[code].to_list()
        return sparkline(values, [letter not in NOT_OBSERVED for letter in letters], HISTORY)
    return sparkline(values, [True] * len(values), HISTORY)


def _obstacles(unit: str, view: ResultView) -> Iterator[SheetRow]:
    """The indicators that hold the unit back most, of scores brought to 0-1 where they are not."""
    near = nearness(view.scored)
    if near is None:
        return
    rows = lacking(view.scored, near)
    here = (pl.col("unit") == unit) & (pl.col("period").cast(pl.String) == view.period)
    for code, share in rows.filter(here).sort("rank").head(OBSTACLES).select("indicator", "share").iter_rows():
        text = NOTHING if share is None else f"{100 * share:.1f}%"
        name = view.code_name(code)
        yield SheetRow(key_of("obstacle", code), (Cell(name), Cell(text)), sort_by=(name, share))
