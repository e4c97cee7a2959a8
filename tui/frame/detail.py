"""The strip below the tables: all that is known of the figure under the cursor, and what depends on it."""

from collections.abc import Sequence

from core.derive.claim_table import ClaimRow
from core.derive.cluster_table import ClusterRow
from core.derive.derive import Derived
from core.derive.index_history import IndexHistory
from core.derive.ratio import ratio_of
from core.derive.slope import FEWEST
from core.derive.trend_table import TrendRow
from core.words import gettext, in_words, labelled, marked, with_note
from core.workbook.figure import Figure
from core.workbook.scale import measure_word
from core.workbook.shown_periods import shown_period
from core.workbook.typed_edit import FigurePlace, Place, TargetPlace, TierPlace, WeightPlace, figure_at
from core.workbook.workbook import Workbook, indicator_of
from data.clock import time_of_day
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.slope_text import p_value, slope_text
from tui.grid.titles import entry_name
from tui.grid.wording import MIXED, NOTHING, Wording, rounded, signed

LINES = 4

CLAIMS = {
    "fails": "",
    "undetermined": marked("{count} claims undetermined"),
    "holds": marked("{count} claims hold"),
}
"""The verdicts, what needs a look first, and how several claims of one are counted."""
NO_SERIES = marked("There is no series under the cursor: move to a row that has a figure.")


def detail_lines(place: Place | None, workbook: Workbook, derived: Derived, wording: Wording) -> list[str]:
    """Four lines on a place; empty ones where there is nothing to say."""
    lines: list[str] = []
    match place:
        case FigurePlace(unit, indicator):
            figure = figure_at(workbook, place)
            lines = [
                _what(place, figure, workbook, wording),
                _whence(figure, workbook, wording),
                _releases(place, workbook, wording),
                _dependents(derived, (unit, indicator), wording),
            ]
        case TierPlace(code):
            tier = next((tier for tier in workbook.tiers if tier.code == code), None)
            if tier:
                lines = [f"{wording.name(tier)} ≥ {wording.number(tier.threshold, 8, 0)} {measure_word(tier.measure)}"]
        case TargetPlace():
            lines = [_target(place, workbook, derived, wording)]
    return [*lines, *[""] * LINES][:LINES]


def moved_lines(sheet: Sheet, row: SheetRow | None) -> list[str]:
    """One line: what a preview moves in the row under the cursor, old beside new, then in which others."""
    if row is None:
        return [""]
    others = [other for other in sheet.by_key.values() if other.key != row.key]
    parts = [in_words(row.changes(sheet.columns))]
    parts += [
        labelled(other.cells[0].text, in_words(note)) for other in others if (note := other.changes(sheet.columns))
    ]
    return [" · ".join(filter(None, parts))]


def place_name(place: Place, workbook: Workbook, wording: Wording) -> str:
    """What is typed at a place."""
    match place:
        case FigurePlace():
            when = wording.period(place.period)
            name = f"{series_name(place.unit, place.indicator, workbook, wording)} {when}"
            new = place.vintage and figure_at(workbook, place) is None
            return wording.word("{name}, release {vintage}", name=name, vintage=place.vintage) if new else name
        case TargetPlace():
            series = series_name(place.unit, place.indicator, workbook, wording)
            return wording.word("target of {series} for {period}", series=series, period=wording.period(place.period))
        case TierPlace():
            tier = next((tier for tier in workbook.tiers if tier.code == place.code), None)
            return wording.word("threshold of {name}", name=wording.name(tier) if tier else place.code)
        case WeightPlace():
            placed = next((node for node in workbook.placed(place.method) if node.code == place.code), None)
            return wording.word(
                "weight of {name}", name=entry_name(placed, workbook, wording) if placed else place.code
            )


def series_name(unit: str, indicator: str, workbook: Workbook, wording: Wording) -> str:
    """The unit and the indicator by name."""
    return f"{wording.unit(workbook, unit)} · {wording.indicator(workbook, indicator)}"


def _what(place: FigurePlace, figure: Figure | None, workbook: Workbook, wording: Wording) -> str:
    indicator = indicator_of(workbook, place.indicator)
    when = shown_period(place.period, workbook)
    head = f"{series_name(place.unit, place.indicator, workbook, wording)} {when}"
    if figure is None:
        return labelled(head, wording.word("no figure"))
    status = f"{figure.status} {wording.status(figure.status)}"
    ratio = ratio_of(workbook, figure)
    mixed = ""
    if ratio and not ratio.agrees:
        mixed = f" {MIXED} {rounded(ratio.newest, 2)} {wording.word('from the latest numerator and denominator')}"
    parts = [labelled(head, f"{wording.figure(figure, indicator)}{mixed}"), measure_word(indicator.measure), status]
    if figure.formula:
        parts.append(plain(figure.formula))
    return " · ".join(parts) + (f" — {wording.entry_text(figure.note)}" if figure.note else "")


def _whence(figure: Figure | None, workbook: Workbook, wording: Wording) -> str:
    if figure is None:
        return ""
    source = workbook.sources.get(figure.source)
    when = time_of_day(figure.time, "%Y-%m-%d %H:%M") if figure.time else NOTHING
    by = f"{wording.word('entered by')} {wording.entry_text(figure.author) or NOTHING} {when}"
    if source is None:
        unknown = labelled(wording.word("source"), plain(figure.source))
        return f"{unknown if figure.source else wording.word('no source (S adds one)')} · {by}"
    about = in_words(wording.entry_text(part) for part in (source.publisher, source.date) if part)
    is_shown = wording.unicode or source.title.isascii()
    name = wording.entry_text(source.title if is_shown else source.code)
    title = with_note(name, about) if about else name
    return labelled(wording.word("source"), f"{title} · {by} · {plain(source.url)}")


def _releases(place: FigurePlace, workbook: Workbook, wording: Wording) -> str:
    series = workbook.series(place.unit, place.indicator)
    indicator = indicator_of(workbook, place.indicator)
    releases = series.vintages(place.period)
    if len(releases) > 1:
        shown = [with_note(wording.figure(figure, indicator), figure.vintage or NOTHING) for figure in releases]
        return labelled(f"{wording.word('releases')} {shown_period(place.period, workbook)}", " → ".join(shown))
    figures = reversed([*series.newest()])
    shown = [f"{shown_period(figure.period, workbook)} {wording.figure(figure, indicator)}" for figure in figures]
    return labelled(wording.word("all periods"), " · ".join(shown))


def _dependents(derived: Derived, series: tuple[str, str], wording: Wording) -> str:
    rows = derived.dependents(series)
    claims = [row for row in rows if isinstance(row, ClaimRow)]
    note = _claims([row for row in claims if row.verdict == "fails"], wording)
    note += [_description(row, derived, wording) for row in rows if not isinstance(row, ClaimRow)]
    note += _claims([row for row in claims if row.verdict != "fails"], wording)
    return labelled(wording.word("used by"), " · ".join(note)) if note else ""


def _claims(rows: Sequence[ClaimRow], wording: Wording) -> list[str]:
    """What the claims say now: those that fail by their text, the others by their number where there are several."""
    parts = []
    for verdict, number in CLAIMS.items():
        claims = [row for row in rows if row.verdict == verdict]
        if len(claims) > 1 and verdict != "fails":
            parts.append(gettext(number, count=len(claims)))
        else:
            texts = [plain(row.claim.text(wording.language)) for row in claims]
            parts += [gettext("claim {verdict}: {text}", verdict=wording.word(verdict), text=text) for text in texts]
    return parts


def _description(row: ClusterRow | IndexHistory | TrendRow, derived: Derived, wording: Wording) -> str:
    """One row that depends on a figure, and what it says now."""
    match row:
        case ClusterRow():
            return f"{wording.word('Clusters')} {_list_name(row.member.cluster_list, derived.workbook, wording)}"
        case IndexHistory():
            change = "" if row.change_percent is None else f" {signed(row.change_percent)}%"
            return f"{wording.word('Index')}{change}"
        case TrendRow():
            return _trend(row, wording)


def _trend(row: TrendRow, wording: Wording) -> str:
    parts = [f"{wording.name(row.indicator)}"] if row.watched.indicator else []
    if row.test is None:
        parts.append(f"{row.used}/{FEWEST} {wording.word('too few points')}")
    elif row.slope is not None and row.newest:
        parts.append(
            gettext(
                "Theil-Sen {slope}/yr, M-K p {probability} (n={count})",
                slope=slope_text(row, wording),
                probability=p_value(row.test.p),
                count=row.used,
            )
        )
    if row.ratio and not row.ratio.agrees:
        parts.append(
            gettext(
                "≠ parts: {newest} newest, {first} first release",
                newest=rounded(row.ratio.newest, 2),
                first=rounded(row.ratio.first, 2),
            )
        )
    if row.breaks:
        parts.append(gettext("break {breaks}", breaks=in_words(row.breaks)))
    return " ".join(parts)


def _target(place: TargetPlace, workbook: Workbook, derived: Derived, wording: Wording) -> str:
    rows = [row for block in derived.trends for row in block.rows if row.path]
    matching = [row for row in rows if (row.watched.unit, row.watched.indicator) == (place.unit, place.indicator)]
    name = series_name(place.unit, place.indicator, workbook, wording)
    head = f"{name} {wording.word('target')} {wording.period(place.period)}"
    if not matching or matching[0].path is None:
        return head
    path = matching[0].path
    source = workbook.sources.get(path.target.source)
    needs = gettext(
        "{value} {required}%/yr, {observed}%/yr",
        value=wording.word("needs"),
        required=signed(path.required),
        observed=signed(path.observed),
    )
    notes = map(wording.entry_text, (path.target.note, source.title if source else ""))
    return " · ".join((labelled(head, needs), *notes))


def _list_name(code: str, workbook: Workbook, wording: Wording) -> str:
    return next((wording.name(listed) for listed in workbook.cluster_lists if listed.code == code), plain(code))
