"""A table that only the screen has, in every form of a table: raw values for data files, texts for readers."""

from tui.cli.arguments import BadUse
from tui.exports.markup import as_latex, as_markdown
from tui.exports.tables import Table, as_csv, as_excel, as_json, as_parquet, as_tsv
from tui.grid.sheet import Sheet
from tui.tables.sections import Section
from tui.tables.sheet_values import values_of

ONE_TABLE = {"csv": as_csv, "tsv": as_tsv, "json": as_json, "parquet": as_parquet}


def as_shown(form: str, sheet: Sheet, title: str) -> bytes:
    """The bytes of a file. Raises BadUse where the form holds no table."""
    if form in ONE_TABLE:
        return ONE_TABLE[form](Table(*values_of(sheet)))
    if form == "excel":
        return as_excel({title: Table(*values_of(sheet))})
    if form in {"markdown", "latex"}:
        section = Section(title, sheet)
        return (as_markdown if form == "markdown" else as_latex)([section]).encode()
    raise BadUse(f"{form} holds no table: use .csv, .tsv, .json, .parquet, .xlsx, .md or .tex.")
