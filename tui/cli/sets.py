"""`jingdex sets`: the workbooks that come with jingdex."""

from argparse import Namespace

from core.words import gettext
from core.workbook.workbook import Workbook
from data.sets import read_set, set_names
from tui.cli.output import write_styled
from tui.cli.printed import printed
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column
from tui.tables.sections import Section


def run(_: Namespace) -> int:
    """Print what sets there are."""
    columns = [Column("set", 12), Column("figures", 7, "right"), Column("name", 40), Column("note", 60)]
    rows = [_row(name, read_set(name)) for name in set_names()]
    write_styled(printed(Section(gettext("Sets"), Sheet(columns, rows))))
    return 0


def _row(name: str, workbook: Workbook) -> SheetRow:
    about = workbook.about
    figures = workbook.figures.height
    texts = (name, str(figures), " ".join(filter(None, (about.name_en, about.name_zh))), about.note)
    return SheetRow(f"set/{name}", tuple(Cell(plain(text)) for text in texts))
