"""A table that only the screen has, in every form of a table: raw values for data files, texts for readers."""

from pkgutil import resolve_name
from typing import cast

from core.words import gettext
from data.written import Content
from tui.cli.arguments import BadUse
from tui.grid.sheet import Sheet
from tui.tables.data_files import Table
from tui.tables.forms import FORMS, TABULAR
from tui.tables.sections import Section
from tui.tables.sheet_values import values_of


def sheet_file(form: str, sheet: Sheet, title: str) -> Content:
    """The bytes of a file. Raises BadUse where the form holds no table."""
    if form not in TABULAR:
        raise BadUse("{form} holds no table: use .csv, .tsv, .json, .parquet, .xlsx, .md or .tex.", form=form)
    if FORMS[form].holds == "sections":
        return file_content(form, [Section(title, sheet).explained])
    table = Table(*values_of(sheet))
    if FORMS[form].holds == "rows":
        return file_content(form, table)
    return file_content(form, {gettext("data"): table, title: Section(title, sheet).explained})


def file_content(form: str, source: object) -> Content:
    """What a form makes of what it holds."""
    content = resolve_name(FORMS[form].writer)(source)
    return content.encode() if isinstance(content, str) else cast("Content", content)
