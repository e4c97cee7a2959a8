"""`jingdex set`: puts a figure into a workbook."""

import re
import unicodedata
from argparse import Namespace
from dataclasses import replace

from core.words import gettext
from core.workbook.edit import CompositeEdit, Edit, SetEntry, single_edits
from core.workbook.entries import Source
from core.workbook.figure import Figure
from core.workbook.figure_text import figure_from_text, letter_in
from core.workbook.new_place import written_period
from core.workbook.period import period
from core.workbook.typed_edit import FigurePlace, cell_at, figure_at, figure_edit, source_of
from core.workbook.workbook import Workbook
from data.clock import today
from data.session import Session
from tui.cli.arguments import BadUse
from tui.cli.movements import report
from tui.cli.output import write

DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


def run(arguments: Namespace) -> int:
    """Save the figure, and print what that moves."""
    with Session.open(arguments.workbook) as session:
        edit = edit_named(session.workbook, arguments)
        if edit is None:
            write(gettext("nothing to save: the figure is the same already\n"))
            return 0
        outcome = session.do(edit, arguments.reason.strip())
        report(outcome, session.workbook)
    return 0


def edit_named(workbook: Workbook, arguments: Namespace) -> Edit | None:
    """The edit that puts the figure in, and its source where that is new; null where the figure is that already.

    Raises BadUse, BadEntry, BadFigure.
    """
    place = place_named(workbook, arguments)
    figure, new_source = figure_named(workbook, place, arguments)
    if figure == figure_at(workbook, place):
        return None
    edit = figure_edit(workbook, place, figure, today())
    steps = (SetEntry("sources", None, new_source), *single_edits(edit)) if new_source else ()
    return CompositeEdit(str(edit), steps) if steps else edit


def place_named(workbook: Workbook, arguments: Namespace) -> FigurePlace:
    """The figure that is meant: of the release named, else of the newest there is."""
    unit = workbook.unit(arguments.unit).code
    indicator = workbook.indicator(arguments.indicator).code
    when = written_period(_typed(arguments.period))
    newest = workbook.series(unit, indicator).at(when)
    if arguments.vintage is None:
        return FigurePlace(unit, indicator, when, newest.vintage if newest else "")
    vintage = _typed(arguments.vintage)
    if not DATE.fullmatch(vintage):
        raise BadUse("“{vintage}” is not a date of a release: write 2024, 2024-03 or 2024-03-31.", vintage=vintage)
    return FigurePlace(unit, indicator, when, period(vintage).text)


def figure_named(workbook: Workbook, place: FigurePlace, arguments: Namespace) -> tuple[Figure, Source | None]:
    """The figure with its source and note, and the source where the workbook does not know it yet.

    A release that is named is the figure's; without one a changed figure is of no release. A figure whose source is
    named is A unless it has another letter.
    """
    text, note = arguments.figure, arguments.note
    if note is not None:
        text = f"{text.partition('#')[0]}#{note}"
    cell = cell_at(workbook, place)
    figure = figure_from_text(text, cell)
    if arguments.vintage is not None:
        figure = replace(figure, vintage=place.vintage)
    if note is not None and not note.strip():
        figure = replace(figure, note="")
    if arguments.source is None:
        return figure, None
    source, known = source_of(workbook, arguments.source)
    if source and not letter_in(text) and figure.status == "E" and cell.indicator.kind != "index":
        figure = replace(figure, status="A" if cell.present is None or figure.value != cell.present.value else "E")
    return replace(figure, source=source.code if source else ""), None if known else source


def _typed(text: str) -> str:
    """A text without the full-width digits and blanks of Chinese input."""
    return unicodedata.normalize("NFKC", text).strip()
