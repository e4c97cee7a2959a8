"""`jingdex sets`: the workbooks and the crosswalks that come with jingdex."""

from argparse import Namespace
from collections.abc import Mapping

from core.words import gettext, marked
from core.workbook.workbook import Workbook
from data.rollup.shipped import catalogue, shipped
from data.sets import read_set, set_names
from data.written import read_text
from tui.cli.output import write_data, write_styled
from tui.cli.printing import printed
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column
from tui.grid.wording import Wording
from tui.locale.choice import spoken
from tui.tables.sections import Section

KINDS = marked(("crosswalk", "bridge", "names"))
"""What comes beside sets."""


def run(arguments: Namespace) -> int:
    """Print what sets and crosswalks there are, or one crosswalk as CSV."""
    if arguments.crosswalk:
        write_data(read_text(shipped(arguments.crosswalk)))
        return 0
    wording = Wording(spoken())
    rows = [_row(name, read_set(name), wording) for name in set_names()]
    write_styled(printed(Section(gettext("Sets"), Sheet(_columns("code", "figures", "name", "note"), rows))))
    columns = _columns("name", "kind", "title", "source", "note")
    rows = [_crosswalk(crosswalk, wording) for crosswalk in catalogue()]
    write_styled(printed(Section(gettext("Crosswalks, bridges and names for rollups"), Sheet(columns, rows))))
    return 0


def _columns(*titles: str) -> list[Column]:
    return [Column(gettext(title), 12, "right" if title == "figures" else "left") for title in titles]


def _crosswalk(crosswalk: Mapping[str, str], wording: Wording) -> SheetRow:
    title = crosswalk[f"title_{wording.language}"]
    source, licence, note = (wording.entry_text(crosswalk[name]) for name in ("source", "licence", "note"))
    texts = (
        crosswalk["name"],
        gettext(crosswalk["kind"]),
        title,
        gettext("{source} ({licence})", source=source, licence=licence),
        note,
    )
    return SheetRow(f"crosswalk/{crosswalk['name']}", tuple(Cell(plain(text)) for text in texts))


def _row(name: str, workbook: Workbook, wording: Wording) -> SheetRow:
    about = workbook.about
    texts = (
        name,
        str(workbook.figures.height),
        " ".join(filter(None, (about.name_en, about.name_zh))),
        wording.entry_text(about.note),
    )
    return SheetRow(f"set/{name}", tuple(Cell(plain(text)) for text in texts))
