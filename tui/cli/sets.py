"""`jingdex sets`: the workbooks and the crosswalks that come with jingdex."""

from argparse import Namespace
from collections.abc import Mapping

from core.words import gettext
from core.workbook.workbook import Workbook
from data.rollup.shipped import catalogue, shipped
from data.sets import read_set, set_names
from data.written import read_text
from tui.cli.output import write_data, write_styled
from tui.cli.printing import printed
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column
from tui.locale.choice import spoken
from tui.tables.sections import Section


def run(arguments: Namespace) -> int:
    """Print what sets and crosswalks there are, or one crosswalk as CSV."""
    if arguments.crosswalk:
        write_data(read_text(shipped(arguments.crosswalk)))
        return 0
    columns = [Column("set", 12), Column("figures", 7, "right"), Column("name", 40), Column("note", 60)]
    rows = [_row(name, read_set(name)) for name in set_names()]
    write_styled(printed(Section(gettext("Sets"), Sheet(columns, rows))))
    columns = [Column("name", 22), Column("kind", 9), Column("title", 50), Column("source", 60), Column("note", 60)]
    rows = [_crosswalk(one) for one in catalogue()]
    write_styled(printed(Section(gettext("Crosswalks, bridges and names for rollups"), Sheet(columns, rows))))
    return 0


def _crosswalk(one: Mapping[str, str]) -> SheetRow:
    title = one["title_zh"] if spoken() == "zh" else one["title_en"]
    texts = (one["name"], one["kind"], title, f"{one['source']} ({one['licence']})", one["note"])
    return SheetRow(f"crosswalk/{one['name']}", tuple(Cell(plain(text)) for text in texts))


def _row(name: str, workbook: Workbook) -> SheetRow:
    about = workbook.about
    figures = workbook.figures.height
    texts = (name, str(figures), " ".join(filter(None, (about.name_en, about.name_zh))), about.note)
    return SheetRow(f"set/{name}", tuple(Cell(plain(text)) for text in texts))
