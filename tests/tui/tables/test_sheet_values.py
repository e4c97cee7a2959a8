"""Files of pages hold numbers in full with their types; readers' files hold no drawing and no empty column."""

import io
from collections import Counter
from collections.abc import Callable

import polars as pl
import pytest
from method_texts import method_text

from core.derive.derive import derive
from core.method.document import load
from core.method.document_text import document_from
from core.method.run import Scored
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from tui.exports.sheet_files import sheet_file
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import Wording
from tui.method.sheets import weight_sheet
from tui.results.compare_sheet import comparison_sheet, units_sheet
from tui.results.sheet import score_sheet
from tui.tables.latex import as_latex
from tui.tables.markup import as_html, as_markdown
from tui.tables.query import QueryContext, no_options
from tui.tables.reading import page_sheet
from tui.tables.registry import table
from tui.tables.sections import Section
from tui.tables.sheet_values import readable, values_of
from tui.workspace.result_view import ResultView

DRAWN = set("▁▂▃▄▅▆▇█░▒▓▚▞●")
METHOD = method_text("top; left top; a left; b left; c top", "normalise min_max", "aggregate arithmetic")
PAGES: dict[str, Callable[[ResultView], Sheet]] = {
    "weights": weight_sheet,
    "scores": score_sheet,
    "units": lambda looked: units_sheet(query_of(looked, units=("p", "q"))),
    "periods": lambda looked: comparison_sheet(query_of(looked, periods=("2020", "2021"))),
    **{
        name: lambda looked, name=name, options=options: drawn(name, options, looked)
        for name, options in {
            "unit": {"unit": "q"},
            "stats": {},
            "consistency": {},
            "components": {"node": "top"},
            "correlations": {"levels": [1, 2]},
            "pairs": {},
            "ranks": {},
            "availability": {"period": "2021"},
            "obstacles": {"period": "2021"},
        }.items()
    },
}


def drawn(name: str, options: dict[str, object], looked: ResultView) -> Sheet:
    """The page of a table."""
    return page_sheet(table(name), query_of(looked, **options))


def query_of(looked: ResultView, **options: object) -> QueryContext:
    """What a page is made from."""
    workbook, code = looked.workbook, looked.scored.document.method.code
    return QueryContext(workbook, derive(workbook), [], [], looked.wording, code, no_options(**options))


@pytest.fixture(scope="module")
def result() -> ResultView:
    """Six units in two years under a method of two levels."""
    figures = [
        Figure(unit, code, period, value=float((7 * n + 5 * m * m + 3 * o * n + n * m * o) % 23 + 1 / (n + 3)))
        for n, unit in enumerate("pqrstu")
        for m, code in enumerate("abc")
        for o, period in enumerate(("2020", "2021"))
    ]
    workbook = Workbook.of(
        figures, [*(Unit(code, code) for code in "pqrstu"), *(Indicator(code, code) for code in "abc")]
    )
    workbook = load(document_from(METHOD, "m.toml"), workbook).apply(workbook)
    scored = derive(workbook).methods["m"]
    assert isinstance(scored, Scored)
    return ResultView.of(scored, workbook, Wording())


@pytest.mark.parametrize("page", PAGES)
def test_a_page_gives_numbers_of_full_precision(result: ResultView, page: str) -> None:
    """Every column of numbers is a column of numbers in Parquet, as exact as the value behind each cell."""
    sheet = PAGES[page](result)
    frame = pl.read_parquet(io.BytesIO(sheet_file("parquet", sheet, page)))
    rows = [row for row in sheet.rows if isinstance(row, SheetRow)]
    assert frame.height == len(rows)
    names: Counter[str] = Counter()
    for at, column in enumerate(sheet.columns):
        title = column.title.strip().lstrip("█▓▒░▚▞ ")
        names[title] += 1
        known = [row for row in rows if at < len(row.cells) and row.cells[at].text.strip() not in {"", "–"}]
        if column.justify == "right" and known:
            made = frame[title if names[title] == 1 else f"{title} ({names[title]})"]
            assert made.dtype.is_numeric(), (page, column.title)
            assert made.drop_nulls().to_list() == [row.sort_by[at] for row in known]


def test_a_correlation_is_a_number(result: ResultView) -> None:
    """It was “=+0.99” in Parquet."""
    sheet = drawn("correlations", {"levels": [1, 1]}, result)
    frame = pl.read_parquet(io.BytesIO(sheet_file("parquet", sheet, "correlations")))
    scored = result.scored.frame
    assert frame["b"][0] == pytest.approx(scored.select(pl.corr("a", "b")).item(), rel=1e-12)


@pytest.mark.parametrize("form", [as_markdown, as_latex, lambda sections: as_html(sections[0])])
@pytest.mark.parametrize("page", ["scores", "unit", "periods"])
def test_readers_get_no_drawing_and_no_empty_column(
    result: ResultView, page: str, form: Callable[[list[Section]], str]
) -> None:
    """LaTeX and Markdown held ███▓▓ and empty columns."""
    sheet = PAGES[page](result)
    assert not set(form([Section(page, sheet)])) & DRAWN
    shown = readable(sheet)
    rows = [row for row in shown.rows if isinstance(row, SheetRow)]
    for at, column in enumerate(shown.columns):
        assert any(at < len(row.cells) and row.cells[at].text.strip() for row in rows), column.title


def test_letters_and_signs_stand_beside_their_numbers() -> None:
    """A figure keeps its status and its qualifier in columns of their own; an interval has two columns."""
    columns = [
        Column("unit", 9),
        Column("size", 9, "right"),
        Column("5 % … 95 %", 9, "right"),
        Column("bar", 9, drawn=True),
    ]
    cells = ("u", ">3.00bnE", "1 … 2", "███"), ("v", "–  O", "", "")
    values = (("u", 3.001e9, (1.0, 2.0)), ("v", None, None))
    rows = [SheetRow(one[0], tuple(map(Cell, one)), sort_by=raw) for one, raw in zip(cells, values, strict=True)]

    names, records = values_of(Sheet(columns, rows))

    assert names == ("unit", "size", "size status", "size qualifier", "5 %", "95 %")
    assert [tuple(record.values()) for record in records] == [
        ("u", 3.001e9, "E", "over", 1.0, 2.0),
        ("v", None, "O", None, None, None),
    ]


def test_rows_below_a_heading_have_columns_of_their_own_and_offers_are_in_no_file() -> None:
    """A second table on a page does not stand under the titles of the first."""
    columns = [Column("period", 9), Column("value", 9, "right"), Column("", 9, drawn=True)]
    rows = [
        SheetRow("a", (Cell("2023"), Cell("1.0"), Cell("██")), sort_by=("2023", 1.01, None)),
        Heading("tests", below=("model", "", "error")),
        SheetRow("b", (Cell("● drift"), Cell("7"), Cell("0.50")), sort_by=("drift", 7, 0.501)),
        Heading("compare with", below=None),
        SheetRow("c", (Cell("2022"),)),
    ]
    names, records = values_of(Sheet(columns, rows))
    assert names == ("period", "value", "section", "model", "error")
    assert [tuple(record.values()) for record in records] == [
        ("2023", 1.01, None, None, None),
        (None, None, "tests", "drift", 0.501),
    ]
