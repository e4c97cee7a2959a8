"""A table as the screen shows it, in every form of a table: titles and texts, nothing more exact than what is seen."""

from collections import Counter

from tui.drawing.sheet import Sheet, SheetRow
from tui.exporting.markup import as_latex, as_markdown
from tui.exporting.tables import Table, as_csv, as_excel, as_json, as_parquet, as_tsv
from tui.subcommands.arguments import BadUse
from tui.tables.sections import Section

ONE_TABLE = {"csv": as_csv, "tsv": as_tsv, "json": as_json, "parquet": as_parquet}


def as_shown(form: str, sheet: Sheet, title: str) -> bytes:
    """The bytes of a file. Raises BadUse where the form holds no table."""
    if form in ONE_TABLE:
        return ONE_TABLE[form](_table(sheet))
    if form == "excel":
        return as_excel({title: _table(sheet)})
    if form in {"markdown", "latex"}:
        section = Section(title, sheet)
        return (as_markdown if form == "markdown" else as_latex)([section]).encode()
    raise BadUse(f"{form} holds no table: use .csv, .tsv, .json, .parquet, .xlsx, .md or .tex.")


def _table(sheet: Sheet) -> Table:
    seen: Counter[str] = Counter()
    names = []
    for n, column in enumerate(sheet.columns, 1):
        name = column.title.strip() or f"column {n}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    rows = [row for row in sheet.rows if isinstance(row, SheetRow)]
    cells = [[cell.text.strip() for cell in row.cells] for row in rows]
    filled = [[*texts, *[""] * (len(names) - len(texts))] for texts in cells]
    return Table(tuple(names), [dict(zip(names, texts, strict=True)) for texts in filled])
