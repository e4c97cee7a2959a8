"""The forms of a table as a file: what ends their names, and what writes them."""

from collections.abc import Callable, Mapping

from data.written import Content
from tui.exports.markup import as_latex, as_markdown
from tui.exports.tables import Table, as_json, as_parquet, as_tsv, csv_content
from tui.tables.sections import Section

SUFFIXES = {
    ".csv": "csv", ".tsv": "tsv", ".json": "json", ".parquet": "parquet", ".xlsx": "excel", ".md": "markdown",
    ".tex": "latex", ".svg": "svg", ".html": "html",
}  # fmt: skip
"""The form of a file, by the end of its name."""
OF_DATA: Mapping[str, Callable[[Table], Content]] = {
    "csv": csv_content,
    "tsv": as_tsv,
    "json": as_json,
    "parquet": as_parquet,
}
"""The forms that hold one table of raw values."""
OF_READERS: Mapping[str, Callable[[list[Section]], str]] = {"markdown": as_markdown, "latex": as_latex}
"""The forms that hold tables as they are read."""
CARRYING = ("excel", *OF_READERS)
"""The forms in which a table can carry others with it."""
TABULAR = (*CARRYING, *OF_DATA)
