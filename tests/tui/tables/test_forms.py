"""A form of files is one function and one row; the menu of an analysis has the tables with a page, and no others."""

from pathlib import Path
from pkgutil import resolve_name

import pytest

from data.file import WorkbookFile
from tui.command_line import main
from tui.tables import forms
from tui.tables.data_files import Table
from tui.tables.forms import FORMS, Form
from tui.tables.registry import table, table_ids


def as_counts(made: Table) -> bytes:
    """How many rows there are, and how many columns."""
    return f"{made.height} rows, {len(made.columns)} columns\n".encode()


def test_a_form_is_a_function_and_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new one is known by its name and by the end of a file's name."""
    monkeypatch.setitem(FORMS, "counts", Form("rows", ".counts", f"{__name__}:as_counts"))
    monkeypatch.setitem(forms.SUFFIXES, ".counts", "counts")
    path = tmp_path / "b.jingdex"
    assert main(["new", str(path), "--from", "beijing"]) == 0
    for target, more in (("by_name.counts", ()), ("by_option", ("--as", "counts"))):
        assert main(["export", str(path), str(tmp_path / target), *more]) == 0
        assert (tmp_path / target).read_text() == f"{rows(path)} rows, {len(table('figures').keys)} columns\n"


def rows(path: Path) -> int:
    """How many figures there are."""
    with WorkbookFile.open(path) as file:
        return file.workbook().figures.height


@pytest.mark.parametrize("name", [name for name in FORMS if FORMS[name].writer])
def test_every_writer_is_there(name: str) -> None:
    """A row names a function that can be loaded."""
    assert callable(resolve_name(FORMS[name].writer))


def test_tables_of_runs_are_in_the_menu_by_their_definition() -> None:
    """What runs the method again and again has its line of the menu in its own file."""
    pages = {name: found.page for name in table_ids() if (found := table(name)).page}
    assert {name for name, page in pages.items() if page and page.runs} == {
        "rank-reversal",
        "rank-pairs",
        "rank-combinations",
    }
