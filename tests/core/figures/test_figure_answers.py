"""Known answers of the table of many figures: orders, cross-tables, blocks of cells, and how far work has come."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from core.figures import draft as drafts
from core.figures import rows as kept_rows
from core.figures.cells import Copying, Target, Written, fill_cells_down, paste_cells, paste_rows
from core.figures.draft import Draft, Part
from core.figures.filter import BadFilter
from core.figures.index import FigureIndex, index_after
from core.figures.pivot import Cut, usual_decimals
from core.figures.rows import FigureRows
from core.figures.search import by_amount
from core.figures.summary import summary
from core.figures.view import FigureQuery, Shape
from core.progress import Progress
from core.workbook.edit import SetEntry, SetFigure, SetFigures
from core.workbook.entries import Indicator, Source, Unit
from core.workbook.figure import Figure
from core.workbook.figure_store import Figures
from core.workbook.figure_text import MISSING_WORDS
from core.workbook.typed_edit import FigurePlace
from core.workbook.workbook import Workbook

ENTRIES = [
    Unit("a", "City Z", "甲"), Unit("b", "City Y", "乙"), Unit("c", "City X", "丙"), Source("s", "Yearbook of Cities"),
    Indicator("gdp", "Output", measure="CNY", mult=8), Indicator("area", "Area", measure="COUNT"),
    Indicator("rd", "R&D share", measure="PERCENT"),
]  # fmt: skip
FIGURES = [
    Figure("a", "gdp", "2018", value=9761e8, mult=8, note="why"),
    Figure("a", "gdp", "2020", "2021-03", value=25.5e8, mult=8, decimals=1, source="s"),
    Figure("a", "gdp", "2020", value=27e8, mult=8, status="E"),
    Figure("a", "rd", "2020", value=6.5, decimals=1, status="E"),
    Figure("b", "gdp", "2019", status="O"),
    Figure("b", "rd", "2018", value=2.25, decimals=2),
    Figure("b", "rd", "2019", value=3.0),
    Figure("c", "area", "2020", value=152.0, qualifier="over"),
]
WORKBOOK = Workbook.of(FIGURES, ENTRIES)
INDEX = FigureIndex(WORKBOOK)


def silent(_: float = 0.0) -> None:
    """No progress is shown."""


def cut_of(shape: Shape, filter_: str = "", column: str = "", *, descending: bool = False) -> Cut:
    """The cross-table of a query."""
    cut = INDEX.view(FigureQuery(shape, filter_, column, descending), silent).pivot
    assert cut is not None
    return cut


def names(cut: Cut) -> list[tuple[str, str]]:
    """The names of all rows."""
    return [cut.names(row) for row in range(cut.row_count)]


def shown(filter_: str) -> list[tuple[str, str, str]]:
    """Unit, indicator and period of the figures that fit."""
    view = INDEX.view(FigureQuery(filter=filter_), silent)
    return [INDEX.rows[at].key[:3] for at in view.numbers(0, view.row_count)]


@pytest.mark.parametrize(
    ("filter_", "count"),
    [
        ("year!=2018,2019", 4), ("year=2018,2019", 4), ("value=0.09761e13", 1), ("value=9.761e3亿", 1),
        ("value=97.61e2亿", 1), ("value=9761亿", 1), ("value=9761", 0), ("value!=", 8), ("value=-,missing", 1),
        ("value=-,3", 1), ("release<2021", 0), ("release>2021", 1), ("unit<b", 4), ("unit>b", 1), ("unit<=b", 7),
        ("5", 4), ("2", 8), ("97.61", 1), ("why", 1), ("year>2018", 6), ("source=s", 1), ("source~yearb", 1),
    ],
)  # fmt: skip
def test_a_filter_fits_so_many_figures(filter_: str, count: int) -> None:
    """Of eight figures; `2` stands in every period, `5` in 25.5, 6.5, 2.25 and 152, and in no missing value."""
    if filter_ == "value=-,3":
        with pytest.raises(BadFilter, match="“-” is not a number"):
            shown(filter_)
    else:
        assert len(shown(filter_)) == count


def test_a_cross_table_has_the_newest_figures_and_leaves_empty_lines_out() -> None:
    """Rows by unit and indicator, columns by time; row by row, column by column and cell by cell."""
    cut = cut_of("periods")
    assert names(cut) == [("a", "gdp"), ("a", "rd"), ("b", "gdp"), ("b", "rd"), ("c", "area")]
    assert (list(cut.columns), cut.figure_count) == (["2018", "2019", "2020"], 7)
    values = [[INDEX.rows[int(at)].value for at in cut.in_row(row)] for row in range(5)]
    assert values == [[9761e8, 27e8], [6.5], [None], [2.25, 3.0], [152.0]]
    lines, rows = cut.in_column(2)
    assert [*zip(lines.tolist(), [INDEX.rows[int(at)].value for at in rows], strict=True)] == [
        (0, 27e8), (1, 6.5), (4, 152.0)
    ]  # fmt: skip
    assert [cut.number(0, column) is None for column in range(3)] == [False, True, False]
    assert [cut.find(*cell) for cell in (("a", "rd", "2020"), ("a", "rd", "1999"), ("c", "rd", "2020"))] == [
        (1, 2), (1, None), None
    ]  # fmt: skip
    assert [cut.find("b", "area", "2020"), cut.find("x", "rd", "2020"), cut.find("a", "x", "2020")] == [None] * 3
    assert cut.find("c", "area", "2020") == (4, 2)


def test_a_cross_table_of_few_figures_has_their_rows_and_columns_alone() -> None:
    """Behind the last row nothing is found, and without any figure there is neither row nor column."""
    cut = cut_of("periods", "unit=b indicator=rd")
    assert (names(cut), list(cut.columns)) == ([("b", "rd")], ["2018", "2019"])
    assert (cut.find("c", "area", "2020"), cut.find("b", "rd", "2019")) == (None, (0, 1))
    single = cut_of("periods", "unit=c")
    assert (names(single), list(single.columns), single.figure_count) == ([("c", "area")], ["2020"], 1)
    empty = cut_of("periods", "nowhere")
    assert (empty.row_count, list(empty.columns), empty.figure_count) == (0, [], 0)


@pytest.mark.parametrize(
    ("column", "descending", "expected"),
    [
        ("2018", False, ["b rd", "a gdp", "a rd", "b gdp", "c area"]),
        ("2018", True, ["a gdp", "b rd", "a rd", "b gdp", "c area"]),
        ("unit", False, ["c area", "b gdp", "b rd", "a gdp", "a rd"]),
        ("unit", True, ["a gdp", "a rd", "b gdp", "b rd", "c area"]),
        ("indicator", False, ["c area", "a gdp", "b gdp", "a rd", "b rd"]),
        ("1999", False, ["a gdp", "a rd", "b gdp", "b rd", "c area"]),
    ],
)
def test_a_cross_table_is_sorted(column: str, descending: bool, expected: list[str]) -> None:
    """By a column of numbers, those without one last; by names, in which City X comes first."""
    assert [" ".join(pair) for pair in names(cut_of("periods", "", column, descending=descending))] == expected


@pytest.mark.parametrize("column", ["", "2018"])
def test_the_figures_inside_a_block_are_those_of_its_rows_and_columns(column: str) -> None:
    """Every block of a cross-table, in its own order and sorted, against cell by cell."""
    cut = cut_of("periods", "", column)
    for first, stop in ((0, 5), (1, 4), (0, 1), (4, 5), (2, 2)):
        for left, right in ((0, 3), (1, 2), (2, 3), (0, 2)):
            rows, columns, numbers = cut.inside(range(first, stop), range(left, right))
            cells = {(row, at): cut.number(row, at) for row in range(first, stop) for at in range(left, right)}
            assert {
                (row, at): number
                for row, at, number in zip(*map(np.ndarray.tolist, (rows, columns, numbers)), strict=True)
            } == {cell: number for cell, number in cells.items() if number is not None}


def test_the_next_cell_of_a_cross_table_is_found_row_by_row_and_round_the_end() -> None:
    """Two columns name the row: the cells of estimates and of 3.0 are (1, 4) and (3, 3)."""
    view = INDEX.view(FigureQuery("periods"), silent)
    cells = [(0, 0), (1, 3), (1, 4), (1, 5), (3, 2), (3, 3), (4, 4)]
    assert [INDEX.next(view, "value=6.5,3", cell, silent) for cell in cells] == [
        (1, 4), (1, 4), (3, 3), (3, 3), (3, 3), (1, 4), (1, 4)
    ]  # fmt: skip
    assert INDEX.next(view, "nowhere", (0, 0), silent) is None
    assert INDEX.next(view, "", (0, 0), silent) is None
    ordered = INDEX.view(FigureQuery("periods", "", "2018"), silent)
    assert INDEX.next(ordered, "value=2.25", (3, 0), silent) == (0, 2)


def test_a_row_of_the_frame_has_its_place_in_the_view() -> None:
    """In all figures, in some of them, and nowhere; a cross-table counts its own rows."""
    whole = INDEX.view(FigureQuery(), silent)
    assert [whole.row_of(number) for number in (0, 7, 8)] == [0, 7, None]
    some = INDEX.view(FigureQuery(filter="unit=b"), silent)
    assert [some.row_of(number) for number in (3, 4, 5, 6, 7)] == [None, 0, 1, 2, None]
    assert (some.row_count, some.figure_count) == (3, 3)
    table = INDEX.view(FigureQuery("indicators"), silent)
    assert (table.row_count, table.figure_count) == (5, 7)


@pytest.mark.parametrize("size", [40, 200])
def test_of_many_amounts_those_that_are_not_a_number_stand_last_in_their_order(size: int) -> None:
    """Also where there are so many that numpy does not keep equal ones as they stand."""
    amounts = np.where(np.arange(size) % 3 == 0, np.nan, np.arange(size) % 4).astype(np.float64)
    for descending in (False, True):
        keys = -amounts if descending else amounts
        assert by_amount(amounts, descending=descending).tolist() == np.argsort(keys, kind="stable").tolist()


@pytest.mark.parametrize(
    ("printed", "decimals"),
    [
        ([(8, 0, 5e8), (8, 0, 6e8), (8, 1, 7.5e8)], {8: 1}),
        ([(8, 0, 5e8), (8, 0, 6e8), (8, 4, 7e8)], {8: 2}),
        ([(0, 3, 1.234), (0, 3, 2.345), (0, 1, 0.5)], {0: 3}),
        ([(0, 1, 1.5), (0, 0, 2.0)], {0: 1}),
        ([(0, 0, 1.0), (8, 2, 4.25e8)], {0: 0, 8: 2}),
        ([(8, 7, 1234.5e8), (8, 7, -98765.4e8)], {8: 3}),
        ([(0, 7, 12.3456789), (0, 7, None)], {0: 6}),
    ],
)  # fmt: skip
def test_figures_stand_together_with_the_decimals_of_most(
    printed: list[tuple[int, int, float | None]], decimals: dict[int, int]
) -> None:
    """More where some have more, but then two at most; eight digits of the largest at most, in its own scale."""
    frame = pl.DataFrame(printed, schema={"mult": pl.Int64, "decimals": pl.Int64, "value": pl.Float64}, orient="row")
    assert usual_decimals(frame, np.arange(len(printed), dtype=np.uint32)) == decimals


def test_only_so_many_figures_are_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to the limit they stay; the next ones take the place of all."""
    monkeypatch.setattr(kept_rows, "KEPT", 3)
    rows = FigureRows(INDEX.frame)
    assert (len(rows), 0 in rows, rows[0].value, 0 in rows) == (8, False, 9761e8, True)
    rows.prepare([1, 2])
    assert [row in rows for row in range(4)] == [True, True, True, False]
    rows.prepare([0, 3])
    assert [row in rows for row in range(4)] == [True, False, False, True]


def test_a_version_whose_rows_keep_their_places_takes_the_search_over() -> None:
    """Another value keeps them; a new key, one less, or one for another does not."""
    index = FigureIndex(WORKBOOK)
    assert not index.keeps_places
    index.view(FigureQuery(filter="5"), silent)

    def after(*changes: tuple[Figure | None, Figure | None]) -> FigureIndex:
        workbook = WORKBOOK
        for before, new in changes:
            workbook = SetFigure(before, new).apply(workbook)
        return index_after(index, workbook, [("b", "rd")])

    old, new = FIGURES[6], Figure("b", "rd", "2021", value=75.0)
    changed = after((old, Figure("b", "rd", "2019", value=75.0, note="why")))
    assert changed.keeps_places
    assert changed.search.codes["unit"].texts is index.search.codes["unit"].texts
    view = changed.view(FigureQuery(filter="5"), silent)
    assert view.row_count == 5
    assert changed.view(FigureQuery(filter="why"), silent).row_count == 2
    assert index.view(FigureQuery(filter="5"), silent).row_count == 4
    assert not after((None, new)).keeps_places
    assert not after((old, None)).keeps_places
    replaced = after((old, None), (None, new))
    assert not replaced.keeps_places
    assert replaced.view(FigureQuery(filter="period=2021"), silent).row_count == 1


def test_a_summary_without_any_value_counts_what_is_missing() -> None:
    """All is null but the measures."""
    some = summary(INDEX.frame, WORKBOOK, [4])
    assert (some.known, some.missing, some.total, some.mean, some.least, some.most) == (0, 1, None, None, None, None)
    assert (some.measures, some.is_mixed) == (("CNY",), False)
    assert summary(INDEX.frame, WORKBOOK, [3, 4]).is_mixed
    lowest = summary(INDEX.frame, WORKBOOK, [5, 6])
    assert (lowest.known, lowest.missing, lowest.total, lowest.least, lowest.most) == (2, 0, 5.25, 2.25, 3.0)


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (FIGURES[0], "9761e8"), (FIGURES[1], "25.5e8"), (FIGURES[3], "6.5"), (FIGURES[4], ""), (FIGURES[6], "3"),
        (FIGURES[7], "over 152"), (Figure("a", "gdp", "2021", value=5.0), "5e0"),
        (Figure("a", "gdp", "2021", value=4.0e8, mult=8, decimals=2), "4.00e8"),
        (Figure("a", "area", "2021", value=40e3, mult=3, decimals=1), "40.0e3"),
        (Figure("a", "area", "2021", value=1.25e10, mult=10, decimals=2), "12.5e9"),
        (Figure("x", "new", "2021", value=5.0), "5"),
    ],
)  # fmt: skip
def test_a_copied_number_has_its_digits_and_its_scale(figure: Figure, text: str) -> None:
    """As printed, with the power of ten where the indicator's own could be meant; 10 is not a scale, 9 is."""
    assert Copying(WORKBOOK).text(figure, "value") == text


def place(unit: str, indicator: str, when: str) -> FigurePlace:
    """A place without release."""
    return FigurePlace(unit, indicator, when)


@pytest.mark.parametrize(
    ("source", "target", "text"),
    [
        (FIGURES[0], place("b", "gdp", "2021"), (9761e8, 8, 0, "A", "exact")),
        (FIGURES[1], place("b", "gdp", "2021"), (25.5e8, 8, 1, "E", "exact")),
        (Figure("a", "gdp", "2015", "", 4e8, 8, 2), place("b", "gdp", "2021"), (4e8, 8, 2, "A", "exact")),
        (Figure("a", "gdp", "2015", "", 1.2e10, 10, 2), place("b", "gdp", "2021"), (1.2e10, 9, 1, "A", "exact")),
        (FIGURES[7], place("b", "area", "2021"), (152.0, 0, 0, "A", "over")),
        (FIGURES[3], place("c", "rd", "2021"), (6.5, 0, 1, "E", "exact")),
        (FIGURES[4], place("b", "gdp", "2021"), (None, 0, 0, "O", "exact")),
    ],
)  # fmt: skip
def test_a_value_that_is_filled_down_keeps_its_digits_scale_and_qualifier(
    source: Figure, target: FigurePlace, text: tuple[float | None, int, int, str, str]
) -> None:
    """A published value becomes an estimate."""
    workbook = WORKBOOK.with_figure(source.key, source)
    block = [[Target(FigurePlace(*source.key), "value")], [Target(target, "value")]]
    written = fill_cells_down(workbook, block, "filled", silent)
    assert (written.refused, written.count) == ((), 1)
    assert written.edit is not None
    figure = written.edit.apply(workbook).figure((target.unit, target.indicator, target.period, ""))
    assert figure is not None
    assert (figure.value, figure.mult, figure.decimals, figure.status, figure.qualifier) == text


def test_filling_down_leaves_keys_and_empty_cells_alone_and_counts_refused_rows_from_the_first() -> None:
    """A note where there is no figure is refused, with the row of the block."""
    places = [FigurePlace(*FIGURES[0].key), FigurePlace(*FIGURES[3].key), place("c", "gdp", "2021")]
    block = [[None, Target(at, "unit"), Target(at, "note")] for at in places]
    written = fill_cells_down(WORKBOOK, block, "filled", silent)
    assert [(refusal.row, refusal.part) for refusal in written.refused] == [(2, "note")]
    assert written.count == 1
    assert written.edit is not None
    assert str(written.edit) == "filled: 1 figure"
    figure = written.edit.apply(WORKBOOK).figure(FIGURES[3].key)
    assert figure is not None
    assert figure.note == "why"


def test_filling_down_needs_a_cell_at_both_ends() -> None:
    """Of a column that begins or ends outside the table nothing is written."""
    cell = Target(FigurePlace(*FIGURES[0].key), "note")
    for block in ([[None], [cell]], [[cell], [None]]):
        assert fill_cells_down(WORKBOOK, block, "filled", silent) == Written(None, 0, ())


def shares_of(work: Callable[[Progress], object]) -> list[float]:
    """The shares of the work that are reported."""
    shares: list[float] = []
    work(lambda done=0.0: shares.append(done))
    return shares


def works() -> Iterator[tuple[str, Callable[[Progress], object], list[float]]]:
    """Each kind of work with the shares that it reports at least."""
    targets: list[list[Target | None]] = [[Target(FigurePlace(*figure.key), "note")] for figure in FIGURES[:4]]
    parts: tuple[Part, ...] = ("unit", "indicator", "period", "note")
    rows = [[*figure.key[:3], "new"] for figure in FIGURES[4:8]]
    yield (
        "paste",
        lambda progress: paste_cells(WORKBOOK, targets, [["new"]] * 4, "pasted", progress),
        [0.0, 0.25, 0.5, 0.75],
    )
    yield "rows", lambda progress: paste_rows(WORKBOOK, parts, rows, "pasted", progress), [0.0, 0.25, 0.5, 0.75]
    yield "fill", lambda progress: fill_cells_down(WORKBOOK, targets, "filled", progress), [0.0, 0.25, 0.5]
    yield "prepare", FigureIndex(WORKBOOK).prepare, [at / 8 for at in range(8)]
    yield "order", lambda progress: INDEX.view(FigureQuery("long", "gdp", "value"), progress), [0.4, 0.9]
    yield "table", lambda progress: FigureIndex(WORKBOOK).view(FigureQuery("periods", "gdp"), progress), [0.4, 0.8]


@pytest.mark.parametrize(("work", "shares"), [pytest.param(work, shares, id=name) for name, work, shares in works()])
def test_work_reports_how_far_it_is(work: Callable[[Progress], object], shares: list[float]) -> None:
    """Shares of 1 that never become less."""
    reported = shares_of(work)
    assert [share for share in reported if share] == [share for share in shares if share]
    assert all(before <= after for before, after in pairwise(reported))


@pytest.mark.parametrize(("few", "kind"), [(2, SetFigure), (1, SetFigures)])
def test_few_figures_are_one_edit_each_and_many_one_block(
    few: int, kind: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the new source first; undo brings all back."""
    monkeypatch.setattr(drafts, "FEW", few)
    draft = Draft(WORKBOOK)
    draft.write(FigurePlace(*FIGURES[2].key), "value", "30亿")
    draft.write(FigurePlace(*FIGURES[6].key), "source", "Office")
    draft.write(FigurePlace(*FIGURES[6].key), "source", "Office")
    edit = draft.edit("typed")
    assert edit is not None
    assert [type(part) for part in edit.edits] == [SetEntry, *[kind] * (2 if kind is SetFigure else 1)]
    after = edit.apply(WORKBOOK)
    assert [figure.value for figure in after.series("a", "gdp")] == [9761e8, 25.5e8, 30e8]
    changed = after.figure(FIGURES[6].key)
    assert changed is not None
    assert (changed.source, after.sources["office"].title) == ("office", "Office")
    assert edit.inverse().apply(after) == WORKBOOK


def test_a_draft_has_the_series_of_the_workbook_and_its_own() -> None:
    """Each counts once."""
    draft = Draft(WORKBOOK)
    before = len(draft.present.figures)
    draft.write(FigurePlace(*FIGURES[0].key), "note", "new")
    draft.write(place("c", "gdp", "2021"), "value", "5亿")
    assert (before, len(draft.present.figures), len([*draft.present.figures])) == (5, 6, 6)
    assert isinstance(draft.present.figures, Figures)


def test_pasted_texts_go_where_they_are_typed_and_the_rest_is_refused() -> None:
    """A single text goes into all cells, a blank one nowhere; what would stand outside is named, cut at 40 signs."""
    cells: list[list[Target | None]] = [[Target(FigurePlace(*figure.key), "note"), None] for figure in FIGURES[:2]]
    single = paste_cells(WORKBOOK, cells, [["new"]], "pasted", silent)
    assert (single.count, [(refusal.row, refusal.why) for refusal in single.refused]) == (
        2, [(0, "“new” would stand outside the table."), (1, "“new” would stand outside the table.")]
    )  # fmt: skip
    texts = [["  ", " "], ["new", "x" * 41]]
    block = paste_cells(WORKBOOK, cells, texts, "pasted", silent)
    assert block.count == 1
    (refusal,) = block.refused
    assert (refusal.row, refusal.place, refusal.part) == (1, None, "value")
    assert refusal.why == f"“{'x' * 40}” would stand outside the table."
    assert paste_cells(WORKBOOK, cells, [["a"], ["b"], ["c"]], "pasted", silent).count == 2
    assert paste_cells(WORKBOOK, cells, [["a", ""]], "pasted", silent).count == 1


def test_pasted_rows_name_their_figures() -> None:
    """A row with a release changes that release; a blank part changes nothing; unknown names are refused."""
    parts: tuple[Part, ...] = ("unit", "indicator", "period", "vintage", "value", "note")
    rows = [
        ["City Z", "output", "2020", "2021-03", "30亿", ""],
        ["乙", "R&D share", " 2021 ", "", "7.5", "first"],
        ["City Q", "rd", "2020", "", "1", ""],
        ["c", "area", "someday", "", "1", ""],
    ]
    written = paste_rows(WORKBOOK, parts, rows, "pasted", silent)
    assert [(refusal.row, refusal.part) for refusal in written.refused] == [(2, "unit"), (3, "unit")]
    assert written.edit is not None
    after = written.edit.apply(WORKBOOK)
    assert [(figure.vintage, figure.value) for figure in after.series("a", "gdp")] == [
        ("", 9761e8), ("2021-03", 30e8), ("", 27e8)
    ]  # fmt: skip
    added = after.figure(("b", "rd", "2021", ""))
    assert added is not None
    assert (added.value, added.note, written.count) == (7.5, "first", 2)


def test_a_formula_is_filled_down_as_a_formula_and_other_parts_as_they_are() -> None:
    """It is computed again in each cell; the note of the same figure stays its text."""
    source = Figure("a", "gdp", "2019", value=10e8, mult=8, status="E", formula="=prev*2", note="doubled")
    workbook = WORKBOOK.with_figure(source.key, source)
    target = FigurePlace(*FIGURES[2].key)
    parts: dict[Part, tuple[float, str, str]] = {"value": (20e8, "=prev*2", ""), "note": (27e8, "", "doubled")}
    for part, (value, formula, note) in parts.items():
        block = [[Target(FigurePlace(*source.key), part)], [Target(target, part)]]
        written = fill_cells_down(workbook, block, "filled", silent)
        assert written.edit is not None
        figure = written.edit.apply(workbook).figure(FIGURES[2].key)
        assert figure is not None
        assert (figure.value, figure.formula, figure.note) == (value, formula, note)


def test_copied_names_lead_back_to_their_entries() -> None:
    """A name that two have, or that is the code of another, is not copied: the code stands for both."""
    entries = [Unit("a", "Twin"), Unit("b", "twin"), Unit("c", "a"), Unit("d", "Other", "别"), Unit("e", "")]
    workbook = Workbook.of([], entries)
    figures = [Figure(code, "i", "2020", value=1.0) for code in "abcdex"]
    assert [Copying(workbook).text(figure, "unit") for figure in figures] == ["a", "b", "c", "Other", "e", "x"]
    assert Copying(workbook).text(None, "unit") == ""


def test_a_search_that_is_taken_over_knows_new_names_and_new_texts() -> None:
    """What did not change is the same object; a renamed unit is found by its new name alone."""
    index = FigureIndex(WORKBOOK)
    index.view(FigureQuery(filter="5"), silent)
    renamed = SetEntry("units", WORKBOOK.units["b"], Unit("b", "City 99", "乙")).apply(WORKBOOK)
    after = index_after(index, renamed, [])
    assert after.view(FigureQuery(filter='"city 99"'), silent).row_count == 3
    assert after.view(FigureQuery(filter='"city y"'), silent).row_count == 0
    noted = WORKBOOK
    for figure, note in ((FIGURES[5], "why"), (FIGURES[6], "because")):
        noted = noted.with_figure(figure.key, Figure(*figure.key, value=figure.value, note=note))
    after = index_after(index, noted, [("b", "rd")])
    codes = after.search.codes
    assert codes.searched("source", noted) is index.search.codes.searched("source", WORKBOOK)
    assert codes.digits is index.search.codes.digits
    found = [after.view(FigureQuery(filter=f"note={note}"), silent).row_count for note in ("why", "because")]
    assert found == [2, 1]


def test_every_word_for_a_missing_value_finds_the_gaps() -> None:
    """One of them, and all at once; with “not” those that have a number."""
    gaps = [("b", "gdp", "2019")]
    assert shown("value=missing") == gaps
    assert shown("value=" + ",".join(MISSING_WORDS)) == gaps
    assert len(shown("value!=" + ",".join(MISSING_WORDS))) == len(FIGURES) - 1


def test_figures_before_and_after_a_period() -> None:
    """A half year ends before its year; small letters are read too."""
    assert {row[2] for row in shown("period<=2018-h2")} == {"2018"}
    assert {row[2] for row in shown("period>2019-h1")} == {"2019", "2020"}
    with pytest.raises(BadFilter, match="is not a period"):
        shown("period>spring")
