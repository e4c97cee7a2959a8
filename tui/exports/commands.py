"""The commands that write the current view, or its chart, to a file."""

import os
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from core.words import gettext
from core.workbook.typed_edit import series_at
from data.clock import moment_of
from data.written import Content, write_file
from tui.cli.arguments import BadUse
from tui.exports.chart import as_picture, picture
from tui.exports.cli import beside_figures, content_of, form_of, left_out, write_all
from tui.exports.figure_view import figure_view
from tui.exports.score_chart import score_svg
from tui.exports.sheet_files import sheet_file
from tui.figures.pane import FiguresPane
from tui.figures.queries import FIGURE_WORK
from tui.frame.choices import completed_path
from tui.frame.jobs import AT_ONCE, Job
from tui.frame.pane import METHOD, ROBUSTNESS
from tui.frame.screen import Screen
from tui.grid.answer import is_yes
from tui.grid.plain import plain
from tui.tables.forms import DRAWN
from tui.tables.query import QueryContext, no_options
from tui.tables.registry import check_needs, table

SUBJECTS: dict[str, str] = {
    "clusters": "clusters", "index": "index", "trends": "trends", "results": "scores", "tree": "weights",
    "claims": "claims", "trail": "trail", "figures": "figures", "robustness": "rank-intervals",
}  # fmt: skip
"""What of the workbook a pane or a page shows, in the words of `jingdex export`; any other is written as it is seen."""
LONGEST = 40
"""Letters of a file's name that is proposed."""
MANY = 20_000
"""From so many figures on they are written in a thread."""
OF_SCORES = (METHOD, ROBUSTNESS)
"""The views whose chart is that of the scores, with the intervals of the runs that are done."""


def export(screen: Screen, figures: FiguresPane | None = None) -> None:
    """Ask for a file's name, and write the table that is worked in to it, in the form that the name says.

    Figures that are filtered, sorted or turned in their pane are written as they are.
    """
    subject = subject_of(screen)
    title = gettext(table(subject).title if subject else "this table")
    label = gettext("export {subject} (.csv .xlsx .parquet .json .md .tex .svg .png .html .xml)", subject=title)
    name = f"{subject or _file_name(screen)}.csv"
    ask_for_file(screen, label, name, lambda target: write_table(screen, subject, target, figures))


def ask_for_file(screen: Screen, label: str, name: str, then: Callable[[Path], None]) -> None:
    """Ask for the name of a file to write, and go on with it."""

    def answered(text: str) -> None:
        then(Path(text.strip()).expanduser())

    screen.ask(label, name, then=answered, edits=False, selects=True, complete=completed_path)


def _title(screen: Screen) -> str:
    """The title of the page that is open, else the word of the pane that is worked in."""
    return screen.body.page.title if screen.body.pane is screen.body.page else screen.body.pane.word


def _file_name(screen: Screen) -> str:
    """A name for the file of what is seen: the first part of its title in small letters."""
    return re.sub(r"\W+", "-", _title(screen).partition(" · ")[0].lower()).strip("-")[:LONGEST] or "table"


def subject_of(screen: Screen) -> str:
    """The table that a pane or a page has the rows of; empty where it is written as it is seen."""
    if screen.body.pane is screen.body.page and screen.body.page.content.written:
        return screen.body.page.content.written.table
    return SUBJECTS.get(_title(screen).lower(), "")


def write_table(screen: Screen, subject: str, target: Path, figures: FiguresPane | None = None) -> None:
    """Write a table of the workbook, or where it is none what is seen, in the form that the file's name says."""
    write_with_consent(screen, target, lambda *, force: _write(screen, subject, target, figures, force=force))


def write_with_consent(screen: Screen, target: Path, write: Callable[..., None]) -> None:
    """Write the file, by `write(force=…)`; where one already exists ask first."""
    if not os.path.lexists(target) or target.is_dir():
        write(force=False)
        return

    def answered(text: str) -> None:
        if is_yes(text):
            write(force=True)
        else:
            screen.notify(gettext("{target} is as it was.", target=plain(str(target))))

    screen.ask(
        gettext("{target} already exists: replace it? y/N", target=plain(str(target))), "", then=answered, edits=False
    )


def _write(screen: Screen, subject: str, target: Path, figures: FiguresPane | None, *, force: bool) -> None:
    form, query = form_of(target), query_on(screen)
    if figures and figures.queries.is_chosen and form not in {*DRAWN, "html"}:
        _write_view(screen, figures, form, target, force=force)
        return
    if subject or form in {*DRAWN, "html"}:
        make = partial(_content, screen, form, query, subject)
    else:
        make = partial(sheet_file, form, screen.body.pane.sheet, _title(screen))
    written = partial(wrote, screen, target, notes=left_out(form, query.workbook))

    def write(_: object) -> None:
        write_all({target: make(), **beside_figures(form, target, query.workbook)}, force=force)

    if subject == "figures" and form != "html" and query.workbook.figures.height > MANY:
        screen.notify(gettext("writing {target} …", target=plain(str(target))))
        screen.jobs.start("export", write, written)
    else:
        write(None)
        written()


def wrote(screen: Screen, target: Path, _: None = None, *, notes: Sequence[str] = ()) -> None:
    """Say that a file is written, and what of the workbook is not in it."""
    message = gettext("wrote {path}", path=plain(str(target.absolute())))
    screen.notify(". ".join((message, *notes)))


def _write_view(screen: Screen, pane: FiguresPane, form: str, target: Path, *, force: bool) -> None:
    """Write the figures that are filtered, sorted or turned, as they are."""
    table, title = pane.own_table(), screen.workspace.wording.word(pane.word)

    def work(progress: Job) -> None:
        content = figure_view(form, table, title, progress)
        progress(1.0)
        write_file(target, content, force=force)

    written = partial(wrote, screen, target)
    screen.jobs.start(FIGURE_WORK, work, written, label="Writing", at_once=AT_ONCE)


def _content(screen: Screen, form: str, query: "QueryContext", subject: str) -> Content:
    """A table of the workbook. Raises BadOption where the page that it is of was left meanwhile."""
    if subject:
        check_needs(query.options, subject)
    return content_of(form, query, screen.workspace.session.file, subject or None)


def query_on(screen: Screen) -> "QueryContext":
    """The workbook as the screen shows it: its moment, its list of clusters, its method, its language."""
    workspace = screen.workspace
    if screen.body.pane is screen.body.page and screen.body.page.content.written:
        return screen.body.page.content.written.query(workspace.state)

    until, _ = moment_of(workspace.version.as_of)
    steps = [step for step in workspace.session.file.trail() if until is None or step.time <= until]
    tables = [workspace.state.clusters] if workspace.state.clusters else []
    runs = workspace.state.runs
    options = no_options(series=series_at(screen.place), outcome=runs.outcome if runs else None)
    method, derived, wording = workspace.method or None, workspace.derived, workspace.wording
    return QueryContext(workspace.workbook, derived, steps, tables, wording, method, options)


def save_chart(screen: Screen) -> None:
    """Ask for a file's name, and write the chart of what is in view to it, as .svg or .png.

    Raises BadUse on a page that has no chart.
    """
    _refuse_without_chart(screen)
    name = f"{subject_of(screen) or 'chart'}.svg"
    ask_for_file(screen, gettext("save the chart (.svg .png)"), name, partial(_write_chart, screen))


def chart_of(screen: Screen) -> str:
    """The chart of the page that is open, of the scores, or of the series under the cursor or the index, as SVG.

    Raises BadUse where there is nothing to draw: on a page, the index is not drawn instead.
    """
    body, state = screen.body, screen.workspace.state
    _refuse_without_chart(screen)
    if body.page.is_open and body.page.content.chart:
        return body.page.content.chart(state)
    view, runs = state.view(), state.runs
    if not body.page.is_open and body.pane.number in OF_SCORES and view:
        return score_svg(view, runs.outcome if runs else None, state.wording.name(view.scored.document.method))
    return picture(query_on(screen), series_at(screen.place), subject_of(screen) or None)


def _refuse_without_chart(screen: Screen) -> None:
    page = screen.body.page
    if page.is_open and not (page.content.chart or series_at(screen.place)):
        raise BadUse("This page has no chart: move to a figure on it, or leave it with Esc.")


def _write_chart(screen: Screen, target: Path) -> None:
    form = form_of(target)
    if form not in DRAWN:
        raise BadUse("A chart is written as SVG or PNG: end the name of the file with .svg or .png.")
    content = as_picture(form, chart_of(screen))
    write_with_consent(screen, target, partial(write_content, screen, target, content))


def write_content(screen: Screen, target: Path, content: Content, *, force: bool) -> None:
    """Write a file, and say so."""
    write_file(target, content, force=force)
    wrote(screen, target)
