"""The command that saves the chart of the current view, as SVG or PNG."""

from functools import partial
from pathlib import Path

from core.words import gettext
from core.workbook.typed_edit import series_at
from data.written import write_file
from tui.cli.arguments import BadUse
from tui.exports.cli import form_of
from tui.exports.commands import query_on, subject_of, write_with_consent, wrote
from tui.exports.picture import picture
from tui.exports.png import as_picture
from tui.exports.score_chart import score_svg
from tui.frame.completion import completed_path
from tui.frame.pane import METHOD, ROBUSTNESS
from tui.frame.screen import Screen
from tui.tables.forms import DRAWN

OF_SCORES = (METHOD, ROBUSTNESS)
"""The views whose chart is that of the scores, with the intervals of the runs that are done."""


def save_chart(screen: Screen) -> None:
    """Ask for a file's name, and write the chart of what is in view to it, as .svg or .png.

    Raises BadUse on a page that has no chart.
    """
    _refuse_without_chart(screen)
    screen.ask(
        gettext("save the chart (.svg .png)"),
        f"{subject_of(screen) or 'chart'}.svg",
        then=lambda text: _write(screen, Path(text.strip()).expanduser()),
        edits=False,
        selects=True,
        complete=completed_path,
    )


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


def _write(screen: Screen, target: Path) -> None:
    form = form_of(target)
    if form not in DRAWN:
        raise BadUse("A chart is written as SVG or PNG: end the name of the file with .svg or .png.")
    content = as_picture(form, chart_of(screen))
    write_with_consent(screen, target, partial(_write_file, screen, target, content))


def _write_file(screen: Screen, target: Path, content: bytes, *, force: bool) -> None:
    write_file(target, content, force=force)
    wrote(screen, target)
