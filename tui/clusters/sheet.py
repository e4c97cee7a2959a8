"""The Clusters pane: one row a cluster, and below it the tiers with their thresholds and what all come to together."""

import re

from core.derive.cluster_table import ClusterRow, ClusterTable
from core.words import with_note
from core.workbook.entries import Tier
from core.workbook.new_place import place_to_type
from core.workbook.period import period
from core.workbook.status import QUALIFIERS
from core.workbook.typed_edit import FigurePlace, TierPlace
from tui.grid.sheet import Sheet, SheetRow, look_of, look_of_change, place_of, row_of
from tui.grid.sparkline import history_line
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING, Wording, letter_of, rounded, signed

HISTORY = 12
"""The most years of a sparkline; half of them are seen where there is little room."""
MEASURED = 9
"""The column of what was measured."""

WHOLE = r"\.0+(?=\D|$)"


def cluster_sheet(table: ClusterTable, wording: Wording) -> Sheet:
    """The sheet of one list of clusters."""
    shown = [row.size.period for row in table.rows if row.size]
    columns = [
        Column(wording.word("cluster"), 17, frozen=True, grows=True),
        Column(wording.word("size"), 9, "right", typed=True),
        Column(wording.word("year"), wording.period_width(shown, 7)),
        Column("Δ%", 6, "right"),
        Column(wording.word("tier"), 4 if wording.unicode else 5),
        Column(wording.word("to next"), 7, "right"),
        Column(wording.word("by"), 6, "right"),
        Column(wording.word("share"), 6, "right"),
        Column(wording.word("history"), HISTORY // 2 + 1, grows=True, tail=True, drawn=True),
        Column(wording.word("measured as"), 15),
        Column(wording.word("published"), 9),
    ]
    rows = [_row(row, table, wording) for row in table.rows]
    ahead = dict(table.tier_counts_ahead)
    tiers = [_tier_row(tier, count, ahead.get(tier), table.ahead, wording) for tier, count in table.tier_counts]
    return Sheet(columns, [*rows, Heading(_summary(table, wording), "rule", below=None), *tiers])


def tier_name(tier: Tier | None, wording: Wording) -> str:
    """A tier in the few cells of a table: 万亿, or 1tn where there is no Chinese."""
    if tier is None:
        return NOTHING
    if wording.unicode and tier.name_zh:
        return tier.name_zh.removesuffix("级")
    return re.sub(WHOLE, "", wording.number(tier.threshold, 8, 0))


def _row(row: ClusterRow, table: ClusterTable, wording: Wording) -> SheetRow:
    size, look = row.size, look_of(row.size)
    indicator = row.indicator
    distance = wording.money(row.distance) if row.distance is not None else NOTHING
    share = f"{'~' if row.rough_share else ''}{rounded(row.share)}%" if row.share is not None else NOTHING
    until = table.cluster_list.until
    end = period(until).year if until else None
    stated = next((tier for tier, _ in table.tier_counts if tier.code == row.member.tier), None)
    name, measured = wording.name(row.unit), wording.name(indicator)
    return row_of(
        f"cluster/{row.member.key}",
        (name, name),
        (Cell(wording.figure(size, indicator), look), size.value if size else None),
        (Cell(wording.period(size.period) if size else NOTHING, look), size.period if size else None),
        (Cell(signed(row.growth) + letter_of(row.growth, row.growth_status), look_of_change(row.growth)), row.growth),
        (tier_name(row.tier, wording), row.tier.threshold if row.tier else None),
        (Cell(distance, look), row.distance),
        (Cell(_reaches(row), "estimated" if row.crosses or row.forecasts else "plain"), row.crosses),
        (share, row.share),
        (history_line(row.history, HISTORY, end), None),
        (Cell(measured, "dim"), measured),
        (Cell(tier_name(stated, wording), "plain" if stated in {None, row.tier} else "bad"), row.member.tier),
        place=place_of(size) or _place(row, table),
    )


def _place(row: ClusterRow, table: ClusterTable) -> FigurePlace:
    """Where the first size is typed: in the newest year of the others, else in the last of the list, or its own."""
    years = [other.size.period for other in table.rows if other.size]
    usual = max(years, key=period, default=table.cluster_list.until or table.cluster_list.period)
    return place_to_type(row.history, (row.member.unit, row.member.indicator), usual)


def _reaches(row: ClusterRow) -> str:
    """The year in which the next tier is reached: with F by forecast, beyond the last of them where none does."""
    if row.forecasts and row.next_tier:
        return f"{row.crosses}F" if row.crosses else f">{row.forecasts[-1].period}F"
    return str(row.crosses) if row.crosses else NOTHING


def _tier_row(tier: Tier, count: int, then: int | None, ahead: str, wording: Wording) -> SheetRow:
    forecast = () if then is None else (Cell(f"→ {then}F", "estimated"), Cell(ahead, "estimated"))
    cells = (
        Cell(wording.name(tier)),
        Cell(f"≥{wording.number(tier.threshold, 8, 0)}"),
        Cell(f"× {count}", "head"),
        *forecast,
    )
    titles = tuple(map(wording.word, ("tier", "threshold", "clusters", "forecast", "in")))
    return SheetRow(f"tier/{tier.code}", cells, TierPlace(tier.code), titles=titles)


def _summary(table: ClusterTable, wording: Wording) -> str:
    parts = [f"{wording.word('total')} {QUALIFIERS[table.total_qualifier]}{wording.money(table.total)}"]
    if table.overlapping:
        parts[0] = with_note(parts[0], wording.word("scopes overlap"))
    if table.hhi is not None:
        parts += [
            f"HHI {rounded(table.hhi, 3)}",
            f"CR3 {rounded(table.cr3)}%",
            f"{wording.word('effective number')} {rounded(table.effective_number)}",
        ]
    if table.known < len(table.rows):
        parts.append(f"{table.known}/{len(table.rows)}")
    return " · ".join(parts)
