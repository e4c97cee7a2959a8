"""Two builds from the same inputs give the same files, byte for byte, where SOURCE_DATE_EPOCH is set."""

from pathlib import Path

import pytest

from data.file import WorkbookFile
from tui.command_line import main

EPOCH, MOMENT = "1700000000", "2023-11-14T22:13:20.000Z"
UNITS = "code,name_en,name_zh,kind,part_of,note\nu,U,,,,\n"
EXPORTS = ("figures.csv", "clusters.json", "scores.parquet", "all.xlsx", "index.svg")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own, with a folder of tables in it."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("JINGDEX_AUTHOR", "Ada")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "units.csv").write_text(
        "code,name_en,name_zh,kind,part_of,note\nu,U,,,,\n", encoding="utf-8"
    )
    return tmp_path


def first_times(name: str) -> list[str]:
    """The times of the edits of a workbook."""
    with WorkbookFile.open(Path(name), read_only=True) as file:
        return [step.time for step in file.trail()]


def built(place: str, origin: str) -> dict[str, bytes]:
    """Every file of one build, by its name; the workbook itself is one of them."""
    folder = Path(place)
    folder.mkdir()
    book = str(folder / "b.jingdex")
    assert main(["new", book, "--from", origin]) == 0
    assert main(["export", book, str(folder / "words"), "--as", "text"]) == 0
    if origin == "beijing":
        assert main(["report", book, str(folder / "report.html")]) == 0
        for name in EXPORTS:
            what = ("--what", Path(name).stem) if Path(name).stem in ("figures", "clusters", "scores") else ()
            assert main(["export", book, str(folder / name), *what]) == 0
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("origin", ["beijing", "tables"])
def test_two_builds_from_the_same_inputs_are_the_same(origin: str) -> None:
    """The workbook, its folder of text, the report and the exports of a set; the workbook of a folder of tables."""
    one, other = built("one", origin), built("other", origin)
    assert one == other
    assert first_times("one/b.jingdex") == [MOMENT]
    assert one.keys() >= {"b.jingdex", "words/trail/edit.csv"}
    if origin == "beijing":
        assert MOMENT.encode() in one["report.html"]


def test_an_edit_of_a_person_has_the_time_at_which_it_was_made() -> None:
    """Also an empty workbook is one."""
    assert main(["new", "b.jingdex", "--from", "beijing"]) == 0
    assert main(["set", "b.jingdex", "beijing", "gdp", "2030", "6万亿", "--source", "x"]) == 0
    assert main(["new", "empty.jingdex"]) == 0
    built_at, *edited = first_times("b.jingdex") + first_times("empty.jingdex")
    assert built_at == MOMENT
    assert min(edited) > "2024"


@pytest.mark.parametrize("text", ["yesterday", "-1", "1e9", "99999999999"])
def test_a_time_that_is_none_or_still_to_come_is_refused(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing is made: edits of today would stand before it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    assert main(["new", "b.jingdex", "--from", "beijing"]) == 2
    assert f"SOURCE_DATE_EPOCH is “{text}”" in capsys.readouterr().err
    assert not Path("b.jingdex").exists()
