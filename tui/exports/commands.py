"""The command that writes what is seen to a file."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.errors import JingdexError
from core.workbook.typed_edit import FigurePlace
from data.clock import moment_of
from data.written import Content, write_file
from tui.figures.pane import FiguresPane
from tui.frame.completion import completed_path
from tui.grid.answer import is_yes
from tui.grid.plain import plain
from tui.grid.sheet import Sheet

if TYPE_CHECKING:
    from core.workbook.workbook import Workbook
    from tui.app import Jingdex
    from tui.frame.long_work import Progress
    from tui.tables.query import QueryContext

SUBJECTS: dict[str, str] = {
    "clusters": "clusters", "index": "index", "trends": "trends", "results": "scores", "tree": "weights",
    "claims": "claims", "trail": "trail", "figures": "figures",
}  # fmt: skip
"""What of the workbook a pane or a page shows, in the words of `jingdex export`; any other is written as it is seen."""
MANY = 20_000
"""From so many figures on they are written in a thread."""


class Writer(Protocol):
    """What writes a file, over another one where it may."""

    def __call__(self, *, force: bool) -> None:
        """Write it."""
        ...


def export(app: "Jingdex") -> None:
    """Ask for a file's name, and write the table that is worked in to it, in the form that the name says."""
    _ask(app, None)


def export_figures(app: "Jingdex", pane: FiguresPane) -> None:
    """Ask for a file's name, and write the figures to it; those that are filtered, sorted or turned, as they are."""
    _ask(app, pane)


def _ask(app: "Jingdex", figures: FiguresPane | None) -> None:
    subject = _subject(app)
    app.asking.ask(
        f"export {subject or 'this table'} (.csv .xlsx .parquet .json .md .tex .svg .html)",
        f"{subject or 'table'}.csv",
        None,
        lambda text: write_table(app, subject, Path(text.strip()).expanduser(), figures),
        previews=False,
        complete=completed_path,
    )


def _subject(app: "Jingdex") -> str:
    """The table that a pane or a page has the rows of; empty where it is written as it is seen."""
    if app.pane is app.page and app.page.leaf.written:
        return app.page.leaf.written.table
    return SUBJECTS.get((app.page.title if app.pane is app.page else app.pane.word).lower(), "")


def write_table(app: "Jingdex", subject: str, target: Path, figures: FiguresPane | None = None) -> None:
    """Write a table of the workbook, or where it is none what is seen, in the form that the file's name says."""
    write_with_consent(app, target, lambda *, force: _write(app, subject, target, figures, force=force))


def write_with_consent(app: "Jingdex", target: Path, write: "Writer") -> None:
    """Write the file; where one is there already ask first."""
    if not os.path.lexists(target) or target.is_dir():
        write(force=False)
        return

    def answered(text: str) -> None:
        if is_yes(text):
            write(force=True)
        else:
            app.tell(f"{plain(str(target))} is as it was.")

    app.asking.ask(f"{plain(str(target))} is there already: replace it? y/N", "", None, answered, previews=False)


def _write(app: "Jingdex", subject: str, target: Path, figures: FiguresPane | None, *, force: bool) -> None:
    from tui.exports.cli import form_of  # noqa: PLC0415 - of no use before something is exported

    form, seen = form_of(target), _seen(app)
    if figures and figures.is_chosen and form not in {"svg", "html"}:
        _write_seen(app, figures, form, target, force=force)
        return
    if subject or form in {"svg", "html"}:
        make = partial(_content, app, form, seen, subject)
    else:
        make = partial(_as_seen, form, app.pane.sheet, app.page.title if app.pane is app.page else app.pane.word)
    if subject == "figures" and form != "html" and _count(app.workspace.workbook) > MANY:
        app.tell(f"writing {plain(str(target))} …")
        work = partial(_in_thread, app, target, make, force=force)
        app.run_worker(work, thread=True, group="export", name="export")
    else:
        write_file(target, make(), force=force)
        app.tell(f"wrote {plain(str(target.absolute()))}")


def _write_seen(app: "Jingdex", pane: FiguresPane, form: str, target: Path, *, force: bool) -> None:
    """Write the figures that are filtered, sorted or turned, as they are."""
    from tui.exports.seen_figures import seen_figures  # noqa: PLC0415 - of no use before something is exported

    table, title = pane.own_table(), app.workspace.wording.word(pane.word)

    def work(progress: "Progress") -> None:
        content = seen_figures(form, table, title, progress)
        progress(1.0)
        write_file(target, content, force=force)

    app.work.start("Writing", work, lambda _: app.tell(f"wrote {plain(str(target.absolute()))}"))


def _in_thread(app: "Jingdex", target: Path, make: Callable[[], Content], *, force: bool) -> None:
    try:
        write_file(target, make(), force=force)
    except JingdexError as error:
        app.call_from_thread(app.tell, str(error))
    else:
        app.call_from_thread(app.tell, f"wrote {plain(str(target.absolute()))}")


def _content(app: "Jingdex", form: str, seen: "QueryContext", subject: str) -> Content:
    from tui.exports.cli import content_of  # noqa: PLC0415 - as above

    return content_of(form, seen, app.workspace.session.file, subject or None)


def _as_seen(form: str, sheet: Sheet, title: str) -> Content:
    """A table that only the screen has, as it is shown."""
    from tui.exports.shown import as_shown  # noqa: PLC0415 - as above

    return as_shown(form, sheet, title)


def _count(workbook: "Workbook") -> int:
    return workbook.figures.height


def _seen(app: "Jingdex") -> "QueryContext":
    """The workbook as the screen shows it: its moment, its list of clusters, its method, its language."""
    workspace = app.workspace
    if app.pane is app.page and app.page.leaf.written:
        return app.page.leaf.written.query(workspace.shown)
    from tui.tables.options import no_options  # noqa: PLC0415 - as above
    from tui.tables.query import QueryContext  # noqa: PLC0415

    until, _ = moment_of(workspace.version.as_of)
    steps = [step for step in workspace.session.file.trail() if until is None or step.time <= until]
    tables = [workspace.shown.clusters] if workspace.shown.clusters else []
    place = app.place
    series = (place.unit, place.indicator) if isinstance(place, FigurePlace) else None
    options = no_options(series=series)
    return QueryContext(
        workspace.workbook,
        workspace.derived,
        steps,
        tables,
        workspace.wording,
        workspace.method or None,
        options,
    )
