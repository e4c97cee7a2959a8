"""What stands in the place of figures is read by the usage of statistical offices: gaps, suppressed cells, errors."""

from collections.abc import Callable

import xlsxwriter
from imported import workbook

Bring = Callable[..., tuple[int, str, str]]
HEADER = "region,year,jobs\n"


def figure(unit: str, indicator: str = "jobs", period: str = "2020") -> tuple[float | None, str]:
    """Value and status of the newest figure."""
    found = workbook().series(unit, indicator).at(period)
    assert found is not None
    return found.value, found.status


def test_suppressed_cells_are_missing_with_their_status_and_counted(bring_text: Bring) -> None:
    """N, x, c, (s), F are Q as in the usage of statistical offices; .., … and : are O; none is 0."""
    marks = ["N", "x", "c", "(s)", "F", "…", "..", ":", ": c", "12"]
    rows = "".join(f"A{n},2020,{mark}\n" for n, mark in enumerate(marks))
    code, out, _ = bring_text(HEADER + rows)
    assert code == 0
    assert [figure(f"A{n}") for n in range(10)] == [(None, "Q")] * 5 + [(None, "O")] * 3 + [(None, "Q"), (12.0, "A")]
    assert "missing: 6 without a value, status Q (suppressed): N (1), x (1), c (1), (s) (1), F (1), : c (1)" in out
    assert "missing: 3 without a value, status O (missing): … (1), .. (1), : (1)" in out


def test_letters_that_are_names_stay_names(bring_text: Bring) -> None:
    """Regions N and S, and columns x and c, are no suppressed figures."""
    assert bring_text("region,year,x,c\nN,2020,1,2\nS,2020,3,4\n")[0] == 0
    assert (figure("N", "x"), figure("S", "c")) == ((1.0, "A"), (4.0, "A"))


def test_errors_of_a_sheet_are_refused_with_their_cells(bring_text: Bring) -> None:
    """#DIV/0! and #REF! are refused and name cell and column; #N/A is a figure that is not available."""
    with xlsxwriter.Workbook("e.xlsx") as book:
        sheet = book.add_worksheet("data")
        for n, row in enumerate(
            [("region", "year", "jobs"), ("A", 2020, 5), ("B", 2020, 0), ("C", 2020, 0), ("D", 2020, 0)]
        ):
            sheet.write_row(2 + n, 1, row)
        for n, error in enumerate(("#DIV/0!", "#REF!", "#N/A")):
            sheet.write_formula(4 + n, 3, "=1/0", None, error)
    code, out, _ = bring_text("e.xlsx")
    assert code == 0
    assert out.startswith("2 new, 0 changed, 2 refused\n")
    assert "line 5: '#DIV/0! in D5': “#DIV/0! in D5” is an error of a formula, in column jobs: correct the cell" in out
    assert "'#REF! in D6'" in out
    assert "status O (missing): #N/A in D7 (1)" in out
    assert (figure("A"), figure("D")) == ((5.0, "A"), (None, "O"))


def test_errors_in_text_are_refused_and_never_become_names(bring_text: Bring) -> None:
    """A unit that is an error is not a new unit."""
    code, out, _ = bring_text(HEADER + "A,2020,1\nB,2020,#VALUE!\n#REF!,2020,3\n")
    assert code == 0
    assert "1 new, 0 changed, 2 refused" in out
    assert "“#VALUE!” is an error of a formula, in column jobs: correct the cell" in out
    assert "its unit, indicator or period is an error of a formula: correct the cell" in out
    assert set(workbook().units) == {"A"}


def test_any_gap_may_have_flags_behind_it(bring_text: Bring) -> None:
    """In a column of their own as in the cell: the letter says why, where it says so."""
    cells = ("A,2020,1,", "F,2020,5,", "G,2020,7,", "B,2020,n/a,z", "C,2020,-,c", "D,2020,..,bp", "E,2020,n/a or so,")
    code, out, err = bring_text("\n".join(["unit,period,x,x_flag", *cells, ""]))
    assert (code, err) == (0, "")
    assert "'n/a or so'" in out
    found = {unit: workbook().series(unit, "x").vintages("2020")[0].status for unit in "ABCD"}
    assert found == {"A": "A", "B": "M", "C": "Q", "D": "O"}
