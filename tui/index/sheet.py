"""The table of the Index pane: one row a year, then the elements and the events of the time."""

from core.derive.index_history import IndexHistory, IndexPoint
from core.words import gettext, ngettext
from core.workbook.typed_edit import FigurePlace
from tui.grid.sheet import Sheet, SheetRow, look_of, look_of_change, row_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import EVENT, NOTHING, Wording, rounded, signed


def index_sheet(history: IndexHistory, wording: Wording) -> Sheet:
    """The sheet of one index."""
    shown = [point.period for point in history.points]
    columns = [
        Column(wording.word("year"), wording.period_width(shown, 4), frozen=True),
        Column(wording.word("value"), 7, "right", typed=True),
        Column(wording.word("points"), 7, "right"),
        Column("Δ%", 5, "right"),
        Column(f"%{wording.word('/yr')}", 5, "right"),
        Column(f"{history.index.base[2:4]}=100", 6, "right"),
    ]
    rows: list[SheetRow | Heading] = [_row(history, point, wording) for point in history.points]
    if not rows:  # where the first figure is typed, after its period
        place = FigurePlace(history.index.unit, history.index.indicator, "")
        rows = [SheetRow(f"index/{history.index.key}/", (Cell(NOTHING), Cell(NOTHING)), place)]
    if history.elements:
        rows.append(Heading(f"{len(history.elements)} {wording.word('elements')}", "rule"))
        rows += [Heading(f"  {wording.name(element)}", "plain") for element in history.elements]
    if history.events:
        rows.append(Heading(f"{EVENT} {wording.word('events')}", "rule"))
        rows += [
            Heading(f"  {wording.period(event.period):<10} {wording.name(event)}", "plain") for event in history.events
        ]
    return Sheet(columns, rows)


def index_name(history: IndexHistory, wording: Wording) -> str:
    """The unit and the indicator: several units may be followed on one."""
    return f"{wording.name(history.unit)} · {wording.name(history.indicator)}"


def index_summary(history: IndexHistory, wording: Wording) -> tuple[str, ...]:
    """The change between the first and the last published value, in parts, the most important first."""
    if history.first is None or history.last is None:
        return (wording.word("too few points"),)
    first, last = (wording.figure(figure, history.indicator) for figure in (history.first, history.last))
    yearly = gettext("{per_year}%/yr", per_year=signed(history.per_year, 2))
    gaps = (ngettext("{count} gap", "{count} gaps", history.gaps),) if history.gaps else ()
    return (f"{first} → {last}", f"{signed(history.change_percent)}%", yearly, *gaps)


def _row(history: IndexHistory, point: IndexPoint, wording: Wording) -> SheetRow:
    figure = point.figure
    look = look_of(figure)
    turn = look_of_change((point.points or 0.0) * history.indicator.direction)
    vintage = figure.vintage if figure else ""
    return row_of(
        f"index/{history.index.key}/{point.period}",
        (Cell(wording.period(point.period), look), point.period),
        (Cell(wording.figure(figure, history.indicator), look), point.value),
        (Cell(signed(point.points, history.indicator.decimals), turn), point.points),
        (Cell(signed(point.percent), turn), point.percent),
        (Cell(signed(point.per_year, 2), turn), point.per_year),
        (Cell(rounded(point.base_100), look), point.base_100),
        place=FigurePlace(history.index.unit, history.index.indicator, point.period, vintage),
    )
