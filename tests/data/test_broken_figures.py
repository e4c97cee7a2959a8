"""A row of figures.csv that is not a figure is a failed row with its sentence; all else opens, and it is corrected."""

from pathlib import Path
from shutil import rmtree

import pytest
from broken_entries import sound_workbook
from test_failed_entries import change_cell

from core.workbook.definition import change_field
from core.workbook.edit import MANY, SetFigures, filled
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.errors import FileError
from data.file import WorkbookFile
from data.session import Session
from data.text_folder import create_from_folder, write_folder
from tui.command_line import main

BROKEN = [
    ("unit", "", "The unit is empty"),
    ("indicator", "", "The indicator is empty"),
    ("period", "soon", "“soon” is not a period"),
    ("period", "2023-02-30", "“2023-02-30” is not a day: the last one of its month is 28."),
    ("vintage", "soon", "“soon” is not a period"),
    ("vintage", "2024-04-31", "“2024-04-31” is not a day: the last one of its month is 30."),
    ("value", "many", "value: “many” is not a number"),
    ("value", "", "The value is empty, but A means “normal”: fill in the value, or make the status O."),
    ("value", "1e60", "“1e60” is larger than anything measured"),
    ("value", "12345678901234567890.1", "“12345678901234567890.1” has more digits than can be kept"),
    ("mult", "5", "mult: 5 is not a scale"),
    ("status", "?", "“?” is not an SDMX status letter"),
    ("status", "M", "M means “cannot exist”, which cannot stand with a number"),
    ("qualifier", "perhaps", "“perhaps” is not a qualifier"),
]
SOUND = {"unit": "u", "indicator": "i", "period": "2022", "value": "1", "mult": "8", "qualifier": "exact"}
"""The cells of the first row where they are not empty or the default."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The text folder of a small workbook, without its trail."""
    folder = tmp_path / "text"
    with WorkbookFile.create(tmp_path / "w.jingdex", filled(sound_workbook(), "made"), "Ada") as file:
        write_folder(file, folder)
    rmtree(folder / "trail")
    return folder


@pytest.mark.parametrize(("column", "cell", "sentence"), BROKEN)
def test_a_broken_cell_of_a_figure_is_a_failed_row_and_the_other_figures_are_there(
    column: str, cell: str, sentence: str, folder: Path
) -> None:
    """The sentence names the cell, the key the line; the folder that is written of it says the same again."""
    change_cell(folder / "figures.csv", column, cell)
    with create_from_folder(folder.with_name("new.jingdex"), folder, "Ada") as made:
        workbook = made.workbook()
        (failed,) = workbook.failed()
        assert (failed.table, failed.key.endswith("(line 2)")) == ("broken_figures", True)
        assert failed.sentence.startswith(sentence)
        assert workbook.figures.height == sound_workbook().figures.height - 1
        mended = change_field(workbook, failed.table, failed.key, column, SOUND.get(column, "")).apply(workbook)
        assert mended == sound_workbook()
        write_folder(made, folder.with_name("again"))
    with create_from_folder(folder.with_name("restored.jingdex"), folder.with_name("again"), "Ada") as restored:
        assert restored.workbook() == workbook
    rmtree(folder.with_name("again") / "trail")
    with create_from_folder(folder.with_name("again.jingdex"), folder.with_name("again"), "Ada") as again:
        (same,) = again.workbook().failed()
        assert (same.values, same.sentence) == (failed.values, failed.sentence)


def test_a_gap_has_no_qualifier_and_any_of_its_letters(folder: Path) -> None:
    """“over” without a number is a failed row; a gap is read with the letter that it has,."""
    change_cell(folder / "figures.csv", "value", "")
    change_cell(folder / "figures.csv", "status", "Q")
    with create_from_folder(folder.with_name("gap.jingdex"), folder, "Ada") as made:
        assert made.workbook().failed() == []
        assert made.workbook().series("u", "i").at("2022").status == "Q"
    change_cell(folder / "figures.csv", "qualifier", "over")
    with create_from_folder(folder.with_name("over.jingdex"), folder, "Ada") as made:
        (failed,) = made.workbook().failed()
        assert failed.sentence == "The value is empty: leave the qualifier over out."


def test_a_broken_figure_is_mended_cell_by_cell_and_is_a_figure_then(folder: Path) -> None:
    """With all cells right the workbook is as if the row had never been broken, and undo brings the failed row back."""
    change_cell(folder / "figures.csv", "value", "many")
    change_cell(folder / "figures.csv", "period", "2022年底")
    create_from_folder(folder.with_name("new.jingdex"), folder, "Ada").close()
    with Session.open(folder.with_name("new.jingdex"), author="Ada") as session:
        (failed,) = session.workbook.failed()
        session.do(change_field(session.workbook, failed.table, failed.key, "period", "2022"))
        (still,) = session.workbook.failed()
        assert (still.key, still.sentence) == (failed.key, "value: “many” is not a number: write digits and a point.")
        session.do(change_field(session.workbook, failed.table, failed.key, "value", "1"))
        assert session.workbook == sound_workbook()
        session.undo()
        assert session.workbook.failed() == [still]


def test_a_figure_that_stands_there_twice_is_a_failed_row(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first one counts; the other gets a vintage by `define`, or is refused while its key is the same."""
    file = folder / "figures.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    path = folder.with_name("new.jingdex")
    create_from_folder(path, folder, "Ada").close()
    with WorkbookFile.open(path) as made:
        (failed,) = made.workbook().failed()
        assert made.workbook().figures == sound_workbook().figures
    define = ["define", str(path), "broken_figures", *failed.key.split("/")]
    assert main([*define, "note=x"]) == 2
    assert "There is a figure u i 2022 already" in capsys.readouterr().err
    assert main([*define, "vintage=2024"]) == 0
    with WorkbookFile.open(path) as made:
        assert made.workbook().failed() == []
        assert made.workbook().figures.height == sound_workbook().figures.height + 1


def test_a_row_with_another_number_of_cells_is_refused_with_its_line(folder: Path) -> None:
    """Nobody could tell which of its cells is which."""
    with (folder / "figures.csv").open("a", encoding="utf-8") as file:
        file.write("u,i,2024\n")
    with pytest.raises(FileError, match=r"text/figures.csv, line 6: it has 3 cells in place of 10"):
        create_from_folder(folder.with_name("new.jingdex"), folder, "Ada")


def test_a_folder_of_many_figures_comes_in_as_one_block() -> None:
    """A row for each figure would make the workbook slow to open."""
    made = Workbook.of([Figure(f"u{n}", "i", "2020", value=float(n)) for n in range(MANY + 1)], [])
    (edit,) = filled(made, "many").edits
    assert isinstance(edit, SetFigures)
    assert edit.apply(Workbook()) == made
