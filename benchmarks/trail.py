"""Prints what a long trail costs: an edit, an undo, a redo, the trail page and `verify`, beside a short one."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.table import Table

from core.workbook.edit import SetFigure, filled
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from data.session import Session
from data.text_folder import ROW_COLUMNS
from data.verification import Verification
from tui.grid.wording import Wording
from tui.trail.sheet import trail_page_sheet

AUTHOR = "Ada"
IN_VIEW = 40
TIMES = 9


def main() -> int:
    """Measure each length and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lengths", nargs="*", type=int, default=[10, 100_000], help="how many edits the trails have")
    lengths = parser.parse_args().lengths
    with tempfile.TemporaryDirectory() as folder:
        found = [measured(long_trail(Path(folder) / f"{length}.jingdex", length)) for length in lengths]
    table = Table("milliseconds", *(f"{length:,} edits" for length in lengths))
    for what in found[0]:
        table.add_row(what, *(f"{one[what]:,.1f}" for one in found))
    Console().print(table)
    return 0


def long_trail(path: Path, edits: int) -> Path:
    """A workbook of 1,000 figures that were changed in turn."""
    cells = [(f"u{number % 50}", "i", str(2000 + number // 50)) for number in range(1000)]
    WorkbookFile.create(path, filled(Workbook.of([Figure(*cell) for cell in cells], ()), "made"), AUTHOR).close()
    with WorkbookFile.open(path) as file:
        rows = {table: file.rows(table) for table in ROW_COLUMNS}
    path.unlink()
    moment, width = rows["edit"][0][1], len(cells)
    rows["edit"] += [(n + 2, moment, AUTHOR, "", f"edit {n + 2}", "edit", None) for n in range(edits)]
    rows["figure"] += [
        (n + 2, 0, *cells[n % width], "", float(n), 0, 0, "A", "exact", "", "", "", AUTHOR, moment)
        for n in range(edits)
    ]
    WorkbookFile.restore(path, rows).close()
    return path


def measured(path: Path) -> dict[str, float]:
    """Milliseconds of each, the median of several."""
    with Session.open(path, author=AUTHOR) as session:

        def edit() -> None:
            before = session.workbook.figure(("u1", "i", "2000", ""))
            session.do(SetFigure(before, Figure("u1", "i", "2000", value=perf_counter())))

        def page() -> None:
            sheet = trail_page_sheet(session.file.numbers(), session.file.steps, Wording("en"))
            for row in range(min(IN_VIEW, sheet.row_count)):
                sheet.cell(row, 0)

        found = {"an edit": timed(edit), "an undo": timed(session.undo), "a redo": timed(session.redo)}
        found["the trail page, 40 rows in view"] = timed(page)
    found["verify"] = timed(lambda: Verification(path), 1)
    return found


def timed(work: Callable[[], object], times: int = TIMES) -> float:
    """The median of the milliseconds that some work takes."""
    milliseconds = []
    for _ in range(times):
        start = perf_counter()
        work()
        milliseconds.append(1000 * (perf_counter() - start))
    return median(milliseconds)


if __name__ == "__main__":
    sys.exit(main())
