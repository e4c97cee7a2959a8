"""Every form of files: the end of its name, what it holds, and the function that writes it."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from core.frozen import frozen

Holds: TypeAlias = Literal["rows", "sections", "sheets", "figures", "workbook"]


@frozen
class Form:
    """One form: the `writer` is a function, with its module, which `pkgutil.resolve_name` loads when it is first used.

    It is given a `Table` of rows, the sections of a table for readers, several tables by name (`sheets`), the workbook
    for all its `figures`, or is one of the whole workbook, on which the `options` of tables work that are named.
    A form of figures has a function that says what of the workbook is `unheld`, and may have one that writes their
    `structure` into a file beside it.
    """

    holds: Holds
    suffix: str = ""
    writer: str = ""
    options: tuple[str, ...] = ()
    structure: str = ""
    unheld: str = "tui.exports.sdmx:unheld"


STRUCTURE_21, STRUCTURE_30 = (f"tui.exports.sdmx_ml:as_structure_{version}" for version in (21, 30))


FORMS: Mapping[str, Form] = {
    "csv": Form("rows", ".csv", "tui.tables.data_files:as_csv"),
    "tsv": Form("rows", ".tsv", "tui.tables.data_files:as_tsv"),
    "json": Form("rows", ".json", "tui.tables.data_files:as_json"),
    "parquet": Form("rows", ".parquet", "tui.tables.data_files:as_parquet"),
    "excel": Form("sheets", ".xlsx", "tui.tables.excel:as_excel"),
    "markdown": Form("sections", ".md", "tui.tables.markup:as_markdown"),
    "latex": Form("sections", ".tex", "tui.tables.latex:as_latex"),
    "svg": Form("workbook", ".svg", options=("method",)),
    "png": Form("workbook", ".png", options=("method",)),
    "html": Form("workbook", ".html", options=("list",)),
    "sdmx": Form("figures", ".sdmx.csv", "tui.exports.sdmx:as_sdmx_2", structure=STRUCTURE_30),
    "sdmx1": Form("figures", "", "tui.exports.sdmx:as_sdmx_1", structure=STRUCTURE_21),
    "sdmx-ml": Form("figures", ".xml", "tui.exports.sdmx_ml:as_sdmx_ml_30", structure=STRUCTURE_30),
    "sdmx-ml21": Form("figures", "", "tui.exports.sdmx_ml:as_sdmx_ml_21", structure=STRUCTURE_21),
    "sdmx-generic": Form("figures", "", "tui.exports.sdmx_ml:as_sdmx_generic", structure=STRUCTURE_21),
    "sdmx-json": Form("figures", ".sdmx.json", "tui.exports.sdmx_json:as_sdmx_json", structure=STRUCTURE_30),
    "json-stat": Form(
        "figures", ".stat.json", "tui.exports.json_stat:as_json_stat", unheld="tui.exports.json_stat:json_stat_left_out"
    ),
    "px": Form("figures", ".px", "tui.exports.px:as_px", unheld="tui.exports.px:px_left_out"),
    "coin": Form("workbook", options=("method",)),
    "text": Form("workbook"),
}
SUFFIXES = {form.suffix: name for name, form in FORMS.items() if form.suffix}
"""The form of a file, by the end of its name; of two that fit the longer counts."""


def forms_of(*holds: Holds) -> tuple[str, ...]:
    """The names of the forms that hold one of these."""
    return tuple(name for name, form in FORMS.items() if form.holds in holds)


OF_DATA = forms_of("rows")
"""The forms that hold one table of raw values."""
OF_FIGURES = forms_of("figures")
"""The forms that hold all figures of a workbook."""
CARRYING = forms_of("sheets", "sections")
"""The forms in which a table can carry others with it."""
DRAWN = ("svg", "png")
"""The forms that hold a chart."""
TABULAR = (*CARRYING, *OF_DATA)
