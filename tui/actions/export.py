"""The command that writes what is seen to a file."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from data.clock import looked_back
from data.written import write_file
from tui.drawing.plain import plain

if TYPE_CHECKING:
    from tui.app import Jingdex
    from tui.subcommands.show import Seen

SUBJECTS: dict[str, str] = {
    "clusters": "clusters", "index": "index", "trends": "trends", "results": "scores", "tree": "weights",
    "steps": "weights", "claims": "claims", "trail": "trail",
}  # fmt: skip
"""What of the workbook a pane or a page shows, in the words of `jingdex export`; any other shows figures."""


def export(app: "Jingdex") -> None:
    """Ask for a file's name, and write the table that is worked in to it, in the form that the name says."""
    name = app.page.title if app.pane is app.page else app.pane.word
    subject = SUBJECTS.get(name.lower(), "figures")
    app.asking.ask(
        f"export {subject} (.csv .xlsx .parquet .json .md .tex .svg .html)",
        f"{subject}.csv",
        None,
        lambda text: _export(app, subject, text),
        previews=False,
    )


def _export(app: "Jingdex", subject: str, text: str) -> None:
    from tui.subcommands.export import content_of, form_of  # noqa: PLC0415 - of no use before something is exported

    target = Path(text.strip()).expanduser()
    write_file(target, content_of(form_of(target), _seen(app), app.session.file, subject))
    app.tell(f"wrote {plain(str(target.absolute()))}")


def _seen(app: "Jingdex") -> "Seen":
    """The workbook as the screen shows it: its moment, its list of clusters, its method, its language."""
    from tui.subcommands.show import Seen  # noqa: PLC0415 - as above

    steps = app.session.file.trail()
    until, _ = looked_back(app.as_of)
    steps = [step for step in steps if until is None or step.time <= until]
    tables = [app.derived.clusters[app.cluster_list]] if app.cluster_list in app.derived.clusters else []
    return Seen(app.workbook, app.derived, steps, tables, app.wording, app.method or None, Namespace())
