"""A weight as a slider: where it stands, between which weights the first rank holds, and every unit's range."""

from core.analysis.weight_range import RankRange, WeightRange
from core.numerals import common_decimals, fixed
from core.words import gettext, marked
from core.workbook.typed_edit import WeightPlace
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import Wording
from tui.workspace.result_view import ResultView

WIDTH = 60
ENDLESS = marked("no end")


def slider_sheet(ranges: WeightRange, before: dict[str, int], method: str, view: ResultView) -> Sheet:
    """The slider, then the units by rank under its weight; `before` are their ranks under the weight that is kept."""
    word = view.wording.word
    columns = [
        Column(word("unit"), 18, frozen=True, grows=True),
        Column(word("rank"), 5, "right"),
        Column(word("moved"), 6, "right"),
        Column(word("score"), 9, "right"),
        Column(word("keeps its rank from"), 15, "right"),
        Column(word("to"), 10, "right"),
    ]
    share = 100 * ranges.share(ranges.weight)
    note = f"{word('weight')} {ranges.weight:.6g} {word('beside')} {ranges.others:.6g} = {share:.1f}%"
    rows: list[SheetRow | Heading] = [
        Heading(f"{note} · {ranges.period}", "head"),
        Heading(_slider(ranges), "plain"),
        Heading(range_text(ranges, view.wording, view), "rule"),
    ]
    decimals, place = weight_decimals(ranges), WeightPlace(method, ranges.code)
    return Sheet(columns, [*rows, *(_row(row, place, before, decimals, view) for row in ranges.rows)])


def range_text(ranges: WeightRange, wording: Wording, view: ResultView) -> str:
    """Between which weights the first rank holds, and how that was found, in one sentence."""
    word = wording.word
    if ranges.units <= 1:
        return word("There is one unit: no weight can take its rank.")
    first = ranges.rows[0]
    name, low, high = view.unit_name(first.unit), weight_text(first.low), weight_text(first.high)
    how = word("exact" if ranges.is_exact else "by search")
    if first.high == float("inf"):
        return word("{unit} stays rank 1 for any weight ≥ {low} ({how})", unit=name, low=low, how=how)
    template = "{unit} stays rank 1 for any weight from {low} to {high} ({how})"
    return word(template, unit=name, low=low, high=high, how=how)


def weight_decimals(ranges: WeightRange) -> int:
    """The decimals with which the ends of all ranges stand under each other."""
    return common_decimals((end for row in ranges.rows for end in (row.low, row.high)), least=2)


def weight_text(weight: float, decimals: int | None = None) -> str:
    """A weight at the end of a range, in a sentence without decimals of its own."""
    if weight == float("inf"):
        return gettext(ENDLESS)
    return f"{weight:.5g}" if decimals is None else fixed(weight, decimals)


def _row(row: RankRange, place: WeightPlace, before: dict[str, int], decimals: int, view: ResultView) -> SheetRow:
    gained = before.get(row.unit, row.rank) - row.rank
    cells = (
        Cell(view.unit_name(row.unit)),
        Cell(str(row.rank)),
        Cell(f"{gained:+d}" if gained else "", "good" if gained > 0 else "bad"),
        Cell(f"{row.score:.4f}"),
        *(Cell(weight_text(end, decimals)) for end in (row.low, row.high)),
    )
    sort_by = (cells[0].text, row.rank, gained, row.score, row.low, row.high)
    return SheetRow(f"slider/{row.unit}", cells, place, sort_by=sort_by)


def _slider(ranges: WeightRange) -> str:
    """0 to 100 % of the siblings' weight: `=` where the first rank holds, `o` where the weight stands."""
    first = ranges.rows[0] if ranges.rows else None
    ends = [ranges.share(first.low), ranges.share(first.high)] if first else [0.0, 1.0]
    low, high, here = (round(share * (WIDTH - 1)) for share in (*ends, ranges.share(ranges.weight)))
    signs = ["=" if low <= at <= high else "-" for at in range(WIDTH)]
    signs[here] = "o"
    return f"0% |{''.join(signs)}| 100%"
