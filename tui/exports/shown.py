"""A table that only the screen has, in every form of a table: raw values for data files, texts for readers."""

from data.written import Content
from tui.cli.arguments import BadUse
from tui.exports.formats import OF_DATA, OF_READERS
from tui.exports.tables import Table, as_excel
from tui.grid.sheet import Sheet
from tui.tables.sections import Section
from tui.tables.sheet_values import values_of


def as_shown(form: str, sheet: Sheet, title: str) -> Content:
    """The bytes of a file. Raises BadUse where the form holds no table."""
    if form in OF_DATA:
        return OF_DATA[form](Table(*values_of(sheet)))
    if form == "excel":
        return as_excel({title: Table(*values_of(sheet))})
    if form in OF_READERS:
        section = Section(title, sheet)
        return OF_READERS[form]([section]).encode()
    raise BadUse(f"{form} holds no table: use .csv, .tsv, .json, .parquet, .xlsx, .md or .tex.")
