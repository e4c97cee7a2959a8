"""Two views on the results of a method: one unit's own page, and two methods side by side."""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from core.analysis.comparison import compared
from core.analysis.obstacles import obstacles
from core.analysis.profile import extremes, profile
from core.entries import Indicator, Unit
from core.method.errors import MethodError
from core.method.run import Scored
from core.ratio import mixed_releases
from tui.drawing.method_sheets import downwards
from tui.drawing.score_sheet import Looked, named, score_cell
from tui.drawing.sheet import Sheet, SheetRow
from tui.drawing.table import Cell, Column, Heading
from tui.drawing.wording import MIXED, NOTHING, rounded, signed

OBSTACLES = 5


def unit_sheet(scored: Scored, unit: str, looked: Looked) -> Sheet:
    """A unit in one period: scores at each node against median and best, its figures, strengths and obstacles."""
    wording = looked.wording
    columns = [
        Column(wording.word("code"), 30, frozen=True, grows=True),
        Column(wording.word("value"), 12, "right"),
        Column(wording.word("rank"), 8, "right"),
        Column(wording.word("median"), 12, "right"),
        Column(wording.word("best"), 12, "right"),
    ]
    try:
        rows = list(_rows(scored, unit, looked))
    except MethodError as error:
        rows = [Heading(str(error), "bad")]
    return Sheet(columns, rows)


def compare_sheet(first: Scored, second: Scored, looked: Looked) -> Sheet:
    """Two methods in one period: score and rank of each unit in both, and the places between them."""
    wording = looked.wording
    titles = [wording.name(one.document.method) for one in (first, second)]
    columns = [
        Column(wording.word("unit"), 20, frozen=True, grows=True),
        Column(f"1 {titles[0]}", 14, "right"),
        Column(wording.word("rank"), 5, "right"),
        Column(f"2 {titles[1]}", 14, "right"),
        Column(wording.word("rank"), 5, "right"),
        Column(wording.word("moved"), 6, "right"),
    ]
    one, other = (made.scores.select("unit", "period", score=made.nodes[0]) for made in (first, second))
    try:
        made = compared(one, other, "score")
    except MethodError as error:
        return Sheet(columns, [Heading(str(error), "bad")])
    kept = made.units.filter(pl.col("period") == looked.period) if made.units["unit"].n_unique() > 1 else made.units
    told = (
        f"Spearman {rounded(made.spearman, 4)} · Kendall {rounded(made.kendall, 4)} · "
        f"mean shift {rounded(made.mean_shift, 2)} · largest {made.largest_shift}"
    )
    rows = [_compared(row, looked) for row in kept.sort("first_rank", "unit").iter_rows(named=True)]
    return Sheet(columns, [*rows, Heading(told, "rule")])


def _compared(row: dict[str, object], looked: Looked) -> SheetRow:
    unit, change = str(row["unit"]), row["change"]
    name = looked.wording.name(looked.workbook.units.get(unit) or Unit(unit, unit))
    moved = change if isinstance(change, int) else 0
    texts = [rounded(value, 4) if isinstance(value := row[part], float) else NOTHING for part in ("first", "second")]
    cells = (
        Cell(f"{name} {row['period']}"),
        Cell(texts[0]),
        Cell(str(row["first_rank"])),
        Cell(texts[1]),
        Cell(str(row["second_rank"])),
        Cell(f"{moved:+d}" if moved else "", "good" if moved > 0 else "bad" if moved < 0 else "plain"),
    )
    return SheetRow(f"compare/{unit}/{row['period']}", cells)


def _rows(scored: Scored, unit: str, looked: Looked) -> Iterator[SheetRow | Heading]:
    wording, period = looked.wording, looked.period
    flags = scored.flags.filter((pl.col("unit") == unit) & (pl.col("period") == period)).row(0, named=True)
    order = [code for code in downwards(scored.document) if code in scored.nodes]
    yield Heading(wording.word("scores"), "rule")
    for row in profile(scored.frame, order, unit, period).iter_rows(named=True):
        yield _profile_row(scored, row, looked, flags, "node")
    yield Heading(wording.word("figures"), "rule")
    codes = scored.tree.indicators
    raw = profile(scored.raw, codes, unit, period, directions=scored.document.directions)
    for row in raw.iter_rows(named=True):
        yield _marked_if_mixed(_profile_row(scored, row, looked, flags, "figure"), scored, unit, looked)
    if scored.raw["unit"].n_unique() > 1:
        yield Heading(wording.word("strengths"), "rule")
        for row in extremes(raw, "strengths").iter_rows(named=True):
            yield _profile_row(scored, row, looked, flags, "strength")
        yield Heading(wording.word("weaknesses"), "rule")
        for row in extremes(raw, "weaknesses").iter_rows(named=True):
            yield _profile_row(scored, row, looked, flags, "weakness")
    yield Heading(wording.word("obstacles"), "rule")
    yield from _obstacles(scored, unit, looked)


def _profile_row(scored: Scored, row: dict[str, object], looked: Looked, flags: dict[str, str], kind: str) -> SheetRow:
    code = str(row["code"])
    value = row["value"] if isinstance(row["value"], float) else None
    indicator = None if kind == "node" else looked.workbook.indicators.get(code)
    depth = len(scored.tree.ancestors(code)) if kind == "node" else 1
    rank = NOTHING if row["rank"] is None else f"{row['rank']}/{row['of']}"
    cells = (
        Cell(f"{'  ' * depth}{named(scored, code, looked)}"),
        replace(score_cell(value, flags[code]), text=_number(value, indicator, looked) + _letter(value, flags[code])),
        Cell(rank),
        Cell(_number(row["median"], indicator, looked)),
        Cell(_number(row["best"], indicator, looked)),
    )
    return SheetRow(f"{kind}/{code}", cells)


def _marked_if_mixed(row: SheetRow, scored: Scored, unit: str, looked: Looked) -> SheetRow:
    """The row of a figure with a mark where what it is divided by comes from another release."""
    code = row.key.partition("/")[2]
    by = {one: of for step in scored.document.settings for one, of in step.get("by", {}).items()}
    found = [looked.workbook.series(unit, one).at(looked.period) for one in (code, by.get(code, code))]
    if not mixed_releases([one for one in found if one], looked.workbook):
        return row
    name, value, *rest = row.cells
    return replace(row, cells=(name, replace(value, text=value.text + MIXED), *rest))


def _obstacles(scored: Scored, unit: str, looked: Looked) -> Iterator[SheetRow | Heading]:
    """The indicators that hold the unit back most, of scores brought to 0-1 where they are not."""
    codes = list(scored.tree.indicators)
    stage = [
        one for one, step in zip(scored.stages[1:], scored.document.steps, strict=True) if step.kind == "normalise"
    ]
    if not stage:
        return
    scores = stage[-1].frame
    low, high = (
        scores.select(fold) for fold in (pl.min_horizontal(pl.col(codes).min()), pl.max_horizontal(pl.col(codes).max()))
    )
    least, most = low.item(), high.item()
    if least is None or most is None or not most > least:
        return
    fitted = scores.with_columns((pl.col(codes) - least) / (most - least))
    found = obstacles(fitted, {code: scored.effective[code] for code in codes})
    own = found.filter((pl.col("unit") == unit) & (pl.col("period") == looked.period)).sort("rank").head(OBSTACLES)
    for code, share in own.select("indicator", "share").iter_rows():
        told = NOTHING if share is None else f"{signed(100 * share)[1:]}%"
        yield SheetRow(f"obstacle/{code}", (Cell(f"  {named(scored, code, looked)}"), Cell(told)))


def _letter(value: float | None, letter: str) -> str:
    return " O" if value is None else "" if letter == "A" else letter


def _number(value: object, indicator: Indicator | None, looked: Looked) -> str:
    """A figure in the scale of its indicator, a score with four digits."""
    if not isinstance(value, float):
        return NOTHING
    if indicator and (indicator.mult or indicator.decimals or value.is_integer()):
        return looked.wording.number(value, indicator.mult, indicator.decimals)
    return rounded(value, 4)
