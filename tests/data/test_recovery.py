"""What can be read of a workbook with blocks of figures, and with damage at several spots, is recovered."""

import sqlite3
from pathlib import Path

import polars as pl
import pytest
from damages import changed

from core.workbook.edit import FEW, SetFigure, block_edit, filled
from core.workbook.entries import Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from data.recovery import recover
from data.session import Session
from data.verification import Verification

KEYS = [f"u{number:02}" for number in range(60)]
YEARS = [str(year) for year in range(1960, 2024)]
SINGLES = 300


def block(value: float) -> pl.DataFrame:
    """More figures than are put in one by one."""
    rows = [(unit, "i", year, value) for unit in KEYS for year in YEARS]
    assert len(rows) > FEW
    return pl.DataFrame(rows, schema=["unit", "indicator", "period", "value"], orient="row")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook of many single figures with long notes, two blocks, and a single figure between them."""
    made = tmp_path / "made.jingdex"
    singles = [Figure("s", "j", str(1500 + at), value=float(at), note="x" * 200) for at in range(SINGLES)]
    WorkbookFile.create(made, filled(Workbook.of(singles, [Unit("s", "S")]), "made"), "Ada").close()
    with Session.open(made, author="Ada") as session:
        session.do(block_edit(session.workbook, "first", block(1.0)))
        before = session.workbook.figure(("u00", "i", "2000", ""))
        session.do(SetFigure(before, Figure("u00", "i", "2000", value=5.0)))
        session.do(block_edit(session.workbook, "second", block(2.0).filter(pl.col("unit") == "u01")))
    return made


def pages_of(path: Path, table: str) -> list[int]:
    """The numbers of the pages in which the rows of a table lie, in order."""
    connection = sqlite3.connect(path)
    try:
        query = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno"
        return [number for (number,) in connection.execute(query, (table,))]
    except sqlite3.OperationalError:
        pytest.skip("this SQLite has no dbstat")
    finally:
        connection.close()


def scribbled_on(path: Path, pages: list[int]) -> None:
    """Overwrite whole pages."""
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    for page in pages:
        content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)


def test_blocks_are_recovered_as_they_are(path: Path) -> None:
    """Of a workbook without damage nothing is lost: both blocks, and what lies between them."""
    new = path.with_name("new.jingdex")
    assert recover(path, new) == []
    with WorkbookFile.open(new) as file, WorkbookFile.open(path) as old:
        assert file.workbook() == old.workbook()
    assert Verification(new).faults == []


@pytest.mark.parametrize(("side", "value"), [("after", 1.0), ("before", 2.0)])
def test_a_damaged_block_is_lost_by_itself(path: Path, side: str, value: float) -> None:
    """Without what the second block put in, the first stands; without what it took away, both do."""
    changed(path, f"UPDATE block SET figures = x'00' WHERE edit = 4 AND side = '{side}'")  # noqa: S608 - damage on purpose
    new = path.with_name("new.jingdex")
    assert recover(path, new) == ["1 rows of block held what no edit writes."]
    with WorkbookFile.open(new) as file:
        made = file.workbook()
        assert [made.figure((unit, "i", "2000", "")).value for unit in ("u00", "u59")] == [5.0, 1.0]
        found = made.figure(("u01", "i", "2000", ""))
        assert (found.value if found else None) in (value, None)
        assert len(made.series("s", "j")) == SINGLES


def test_what_lies_before_between_and_behind_damaged_spots_is_recovered(path: Path) -> None:
    """All rows but those of two pages, the blocks as they were, and a sentence for what is missing."""
    pages = pages_of(path, "figure")
    scribbled_on(path, [pages[len(pages) // 3], pages[2 * len(pages) // 3]])
    new = path.with_name("new.jingdex")
    assert recover(path, new) == ["The table figure is damaged: rows of it may be missing."]
    with WorkbookFile.open(new) as file:
        made = file.workbook()
    kept = {int(figure.period) - 1500 for figure in made.series("s", "j")}
    gaps = [at for at in range(SINGLES) if at not in kept and at - 1 in kept]
    assert {0, SINGLES - 1} <= kept
    assert len(gaps) == 2
    assert SINGLES - len(kept) <= 2 * SINGLES / len(pages) + 4
    assert made.figure(("u59", "i", "2023", "")) == Figure("u59", "i", "2023", value=1.0)
    assert Verification(new).faults == []
