"""`jingdex revised`: what each release changed, in a figure and in the index."""

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from core.derive.derive import Derived, derive
from core.numerals import decimal
from core.releases.releases import released_by, vintages, without_release
from core.releases.score_changes import Effect, effects, score_changes
from core.words import gettext
from core.workbook.figure import Series
from core.workbook.figure_counts import figures_with
from core.workbook.workbook import Workbook
from data.stores import open_store
from tui.cli.arguments import BadUse
from tui.cli.exchange import csv_text, json_text
from tui.cli.moved import moved
from tui.cli.output import has_unicode, write_data, write_styled
from tui.cli.printed import printed
from tui.cli.unused import NO_NAMES, refuse_unused
from tui.frame.detail import series_name
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column
from tui.grid.wording import NOTHING, Wording
from tui.locale.choice import spoken
from tui.releases.triangle_sheet import triangle_sheet
from tui.tables.sections import Section

if TYPE_CHECKING:
    from tui.tables.records import Record

OF_FIGURE = (
    "unit", "indicator", "period", "release_before", "release", "value_before", "value", "change_percent", "method",
    "scored_unit", "scored_period", "score_before", "score", "rank_before", "rank",
)  # fmt: skip
OF_RELEASE = (
    "release", "figures", "revised", "method", "scores_moved", "largest_change", "of_unit", "of_period", "ranks_moved",
)  # fmt: skip


def run(arguments: Namespace) -> int:
    """Print the triangle of a series and what it moved, or what each release of the workbook moved."""
    if (arguments.unit is None) != (arguments.indicator is None):
        raise BadUse(gettext("A figure has a unit and an indicator: name both, or none for all releases."))
    if arguments.format != "table":
        refuse_unused(arguments, NO_NAMES)
    with open_store(arguments.workbook) as file:
        workbook = file.workbook(arguments.as_of)
    derived = derive(workbook)
    wording = Wording(spoken(), has_unicode())
    if arguments.unit is None:
        return _releases(arguments, workbook, derived, wording)
    unit, indicator = workbook.unit(arguments.unit).code, workbook.indicator(arguments.indicator).code
    series = workbook.series(unit, indicator)
    if arguments.period is not None:
        series = Series.of(figure for figure in series if figure.period == arguments.period)
        if not series.figures:
            raise BadUse(
                gettext(
                    "{indicator} of {unit} has no figure in {period}: name another period, or none.",
                    indicator=indicator,
                    unit=unit,
                    period=arguments.period,
                )
            )
    found = list(effects(workbook, derived, unit, indicator, arguments.period or ""))
    if arguments.format == "table":
        title = series_name(unit, indicator, workbook, wording)
        sheet = triangle_sheet(workbook, series, found, wording, moved)
        write_styled(printed(Section(title, sheet)))
    else:
        _write(arguments, OF_FIGURE, [record for effect in found for record in _of_figure(effect)])
    return 0


def _of_figure(effect: Effect) -> Iterator["Record"]:
    old, new = effect.earlier, effect.revision.figure
    head: Record = {
        "unit": new.unit, "indicator": new.indicator, "period": new.period, "release_before": old.vintage,
        "release": new.vintage, "value_before": old.value, "value": new.value,
        "change_percent": effect.revision.change,
    }  # fmt: skip
    rest = dict.fromkeys(OF_FIGURE[len(head) :])
    if not effect.moved:
        yield {**head, **rest}
    for one in effect.moved:
        yield {
            **head, "method": one.method, "scored_unit": one.unit, "scored_period": one.period,
            "score_before": one.before, "score": one.after, "rank_before": one.rank_before, "rank": one.rank_after,
        }  # fmt: skip


def _releases(arguments: Namespace, workbook: Workbook, derived: Derived, wording: Wording) -> int:
    """One row for each release and method: what it moved when it came, on all that was released before it."""
    rows = [record for vintage in vintages(workbook) for record in _of_release(workbook, derived, vintage)]
    if arguments.format != "table":
        _write(arguments, OF_RELEASE, rows)
        return 0
    columns = [Column(wording.word(name.replace("_", " ")), 12, _side(name)) for name in OF_RELEASE]
    meaning = [row for row in rows if row["revised"] or row["scores_moved"]]
    sheet = Sheet(columns, [SheetRow(str(n), tuple(map(_cell, row.values()))) for n, row in enumerate(meaning)])
    write_styled(
        printed(
            Section(gettext("{value} that revised a figure or moved a score", value=wording.word("releases")), sheet)
        )
    )
    return 0


def _of_release(workbook: Workbook, derived: Derived, vintage: str) -> Iterator["Record"]:
    after = released_by(workbook, vintage)
    before = without_release(after, vintage)
    figures = list(figures_with(after.figures, {"vintage": vintage}))
    revised = sum(1 for figure in figures if before.series(*figure.series).at(figure.period))
    scores = list(score_changes(derive(before, derived).methods, derive(after, derived).methods))
    for code in workbook.methods or [""]:
        of = [one for one in scores if one.method == code]
        known = [one for one in of if one.change is not None]
        most = max(known, key=lambda one: abs(one.change or 0.0), default=None)
        yield {
            "release": vintage, "figures": len(figures), "revised": revised, "method": code or None,
            "scores_moved": len(of), "largest_change": most.change if most else None,
            "of_unit": most.unit if most else None, "of_period": most.period if most else None,
            "ranks_moved": sum(one.rank_before != one.rank_after for one in known),
        }  # fmt: skip


def _side(name: str) -> Literal["left", "right"]:
    return "left" if name in {"release", "method", "of_unit", "of_period"} else "right"


def _cell(value: str | float | None) -> Cell:
    if value is None:
        return Cell(NOTHING)
    return Cell(decimal(value, "+.3g") if isinstance(value, float) else plain(str(value)))


def _write(arguments: Namespace, columns: tuple[str, ...], records: list["Record"]) -> None:
    made = csv_text if arguments.format == "csv" else json_text
    write_data(made(columns, records))
