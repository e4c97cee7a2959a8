"""Many figures in one table: filters, orders and pivots are what they are figure by figure, and edits keep the laws."""

from collections.abc import Callable
from itertools import pairwise
from math import inf, nan

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.figures.cells import Copying, Target, fill_cells_down, overwrite_cells, paste_cells, paste_rows
from core.figures.filter import BadFilter
from core.figures.index import FigureIndex, index_after
from core.figures.pivot import usual_decimals
from core.figures.search import by_amount
from core.figures.summary import summary
from core.figures.view import SHAPES, FigureQuery
from core.workbook.edit import CompositeEdit, SetFigure
from core.workbook.entries import Indicator, Source, Unit
from core.workbook.figure import Figure, release_order
from core.workbook.figure_store import Figures
from core.workbook.period import period
from core.workbook.typed_edit import FigurePlace
from core.workbook.workbook import Workbook

UNITS, CODES, PERIODS = ["a", "b", "c"], ["gdp", "rd"], ["2019", "2020", "2020-H1", "2016-2020"]
ENTRIES = [
    *(Unit(code, f"City {code}", f"市{code}") for code in UNITS),
    Indicator("gdp", "Output", "产出", measure="CNY", mult=8),
    Indicator("rd", "R&D share", measure="PERCENT"),
    Source("s", "Yearbook of Cities"),
]
VALUES = st.none() | st.floats(-1e13, 1e13).map(lambda value: float(f"{value:.6g}"))


def no_progress(_: float = 0.0) -> None:
    """Nobody listens."""


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """A figure of a few cells, in any scale, with any marks."""
    value = draw(VALUES)
    return Figure(
        draw(st.sampled_from(UNITS)),
        draw(st.sampled_from(CODES)),
        draw(st.sampled_from(PERIODS)),
        draw(st.sampled_from(["", "2021-03"])),
        value,
        draw(st.sampled_from([0, 4, 8])),
        draw(st.integers(0, 3)),
        "O" if value is None else draw(st.sampled_from("AEP")),
        "exact" if value is None else draw(st.sampled_from(["exact", "over", "about"])),
        draw(st.sampled_from(["", "s"])),
        draw(st.sampled_from(["", "why", "Ｗｈｙ not"])),
    )


workbooks = st.lists(figures(), max_size=20).map(lambda some: Workbook.of(some, ENTRIES))


def looking_at(workbook: Workbook) -> FigureIndex:
    """Looking at it."""
    return FigureIndex(workbook)


def visible_figures(workbook: Workbook, query: FigureQuery) -> list[Figure]:
    """The figures that a view in the long form shows, in its order."""
    looking = looking_at(workbook)
    view = looking.view(query, no_progress)
    return [looking.rows[number] for number in view.numbers(0, view.row_count)]


FILTERS: dict[str, Callable[[Figure], bool]] = {
    "": lambda _: True,
    "status=E": lambda one: one.status == "E",
    "status=e,P": lambda one: one.status in "EP",
    "status!=A": lambda one: one.status != "A",
    "!status=A": lambda one: one.status != "A",
    "year>2019": lambda one: period(one.period).year > 2019,
    "year=2020": lambda one: period(one.period).year == 2020,
    "period<2020": lambda one: period(one.period).end < period("2020").end,
    "value>1e9": lambda one: one.value is not None and one.value > 1e9,
    "value>=-1.5亿": lambda one: one.value is not None and one.value >= -1.5e8,
    "value=missing": lambda one: one.value is None,
    "value!=-": lambda one: one.value is not None,
    "unit=b": lambda one: one.unit == "b",
    "unit=市b": lambda one: one.unit == "b",
    'unit="City B"': lambda one: one.unit == "b",
    "unit~cit unit!=a": lambda one: one.unit != "a",
    "产出": lambda one: one.indicator == "gdp",
    '"r&d share"': lambda one: one.indicator == "rd",
    "source~YEARBOOK": lambda one: one.source == "s",
    'source=""': lambda one: not one.source,
    "note~why": lambda one: "hy" in one.note.lower() or "ｈｙ" in one.note,
    "release>2020": lambda one: one.vintage > "2020",
    "release=": lambda _: True,
    "status=E value>0 gdp": lambda one: one.status == "E" and (one.value or 0) > 0 and one.indicator == "gdp",
}


@given(workbooks, st.sampled_from(sorted(FILTERS)))
def test_a_filter_leaves_the_figures_of_which_it_is_true(workbook: Workbook, text: str) -> None:
    """All of them and no other, in their order."""
    everything = visible_figures(workbook, FigureQuery())
    assert visible_figures(workbook, FigureQuery(filter=text)) == [one for one in everything if FILTERS[text](one)]


@pytest.mark.parametrize("text", ["value>x", "year>soon", "period<=20", "value=1,b"])
def test_a_condition_that_compares_with_nothing_is_reported(text: str) -> None:
    """One sentence, which says what to write."""
    with pytest.raises(BadFilter, match="write"):
        visible_figures(Workbook.of([Figure("a", "gdp", "2020", value=1.0)], ENTRIES), FigureQuery(filter=text))


@pytest.mark.parametrize(("text", "count"), [("29471", 1), ("2947.1亿", 1), ("2,947", 1), ("2948", 0), ("42.9%", 1)])
def test_a_number_is_found_by_its_digits_in_whatever_scale(text: str, count: int) -> None:
    """As it is shown, as it is typed, or in base units."""
    some = [Figure("a", "gdp", "2020", value=2947.1e8, mult=8, decimals=1), Figure("a", "rd", "2020", value=42.9)]
    assert len(visible_figures(Workbook.of(some, ENTRIES), FigureQuery(filter=text))) == count


def test_a_number_is_found_by_its_digits_once_its_figure_has_changed() -> None:
    """What was known of the digits before is taken over; only the series that changed is looked up."""
    some = [Figure("a", "gdp", str(2000 + at), value=2947.1 + at) for at in range(4)]
    workbook = Workbook(Figures(Workbook.of(some, ENTRIES).figures.whole()), Workbook.of(some, ENTRIES).tables)
    looking = looking_at(workbook)
    assert looking.view(FigureQuery(filter="29471"), no_progress).row_count == 1
    after = workbook.with_figure(some[0].key, Figure("a", "gdp", "2000", value=31.5))
    changed = index_after(looking, after, after.changed_since(workbook.figures))
    assert [changed.view(FigureQuery(filter=text), no_progress).row_count for text in ("29471", "315", "29481")] == [
        0,
        1,
        1,
    ]
    assert "_all_spans" not in vars(workbook.figures._spans)


@given(workbooks, st.sampled_from(["unit", "indicator", "period", "vintage", "value", "status", "note"]), st.booleans())
def test_sorting_moves_figures_about_and_leaves_what_has_nothing_last(
    workbook: Workbook, column: str, descending: bool
) -> None:
    """The same figures, each pair in order, empty ones behind."""
    found = visible_figures(workbook, FigureQuery(column=column, descending=descending))
    assert sorted(found, key=lambda one: one.key) == sorted(
        visible_figures(workbook, FigureQuery()), key=lambda one: one.key
    )

    def amount(one: Figure) -> object:
        if column == "period":
            here = period(one.period)
            return here.end, here.start
        named = {"unit": f"city {one.unit}", "indicator": {"gdp": "output", "rd": "r&d share"}[one.indicator]}
        part = named.get(column, getattr(one, column))
        return part.casefold() if isinstance(part, str) else part

    empty = [amount(one) in (None, "") for one in found]
    assert empty == sorted(empty)
    known = [amount(one) for one in found if amount(one) not in (None, "")]
    assert all((one >= other) if descending else (one <= other) for one, other in pairwise(known))


@settings(max_examples=25)
@given(workbooks, st.sampled_from(["status=E", "unit=b", "value=missing"]), st.sampled_from(["", "value"]), st.data())
def test_the_next_that_fits_is_the_first_behind_the_cursor_in_the_order_shown(
    workbook: Workbook, text: str, column: str, data: st.DataObject
) -> None:
    """From the last one on to the first; none where nothing fits."""
    looking = looking_at(workbook)
    view = looking.view(FigureQuery(column=column), no_progress)
    rows = [looking.rows[number] for number in view.numbers(0, view.row_count)]
    at = data.draw(st.integers(0, max(0, len(rows) - 1)))
    fit = [row for row, one in enumerate(rows) if FILTERS.get(text, lambda one: one.value is None)(one)]
    wanted = next((row for row in fit if row > at), fit[0] if fit else None)
    assert looking.next(view, text, (at, 0), no_progress) == (None if wanted is None else (wanted, None))


@given(workbooks, st.sampled_from(SHAPES[1:]), st.sampled_from(["", "status=E", "gdp"]), st.booleans())
def test_a_pivot_shows_the_newest_release_of_every_cell_and_nothing_else(
    workbook: Workbook, shape: str, text: str, sort: bool
) -> None:
    """Cell by cell what the workbook has, of figures that fit; each row and column holds something."""
    looking = looking_at(workbook)
    view = looking.view(FigureQuery(shape=shape, filter=text, column="2020" if sort else ""), no_progress)
    cut = view.pivot
    cells = {}
    for row in range(cut.row_count):
        unit, second = cut.names(row)
        for column, across in enumerate(cut.columns):
            number = cut.number(row, column)
            if number is not None:
                code, when = (second, across) if shape == "periods" else (across, second)
                cells[unit, code, when] = looking.rows[number]
                assert cut.find(unit, second, across) == (row, column)
    newest: dict[tuple[str, str, str], Figure] = {}
    for one in sorted(visible_figures(workbook, FigureQuery(filter=text)), key=release_order):
        newest[one.key[:3]] = one
    assert cells == newest
    assert view.figure_count == len(newest)
    _, _, inside = cut.inside(range(cut.row_count), range(len(cut.columns)))
    assert sorted(inside.tolist()) == sorted(looking.number(one.key) for one in newest.values())


@given(workbooks, st.lists(figures(), min_size=1, max_size=6), st.sampled_from(sorted(FILTERS)))
def test_looking_on_after_edits_is_looking_anew(workbook: Workbook, changes: list[Figure], text: str) -> None:
    """What is taken over of the rows before gives the same view as what is made of the workbook alone."""
    workbook = Workbook(Figures(workbook.figures.whole()), workbook.tables)
    looking = looking_at(workbook)
    looking.view(FigureQuery(filter=text), no_progress)
    for one in changes:
        before, workbook = workbook, workbook.with_figure(one.key, one)
        looking = index_after(looking, workbook, workbook.changed_since(before.figures))
        assert looking.number(one.key) is not None
        assert looking.rows[looking.number(one.key)] == one
    fresh = FigureIndex(Workbook(Figures.of(workbook.figures), workbook.tables))
    for shape in SHAPES:
        views = [one.view(FigureQuery(shape=shape, filter=text), no_progress) for one in (looking, fresh)]
        assert views[0].figure_count == views[1].figure_count
    numbers = looking.view(FigureQuery(filter=text), no_progress)
    again = fresh.view(FigureQuery(filter=text), no_progress)
    assert {looking.rows[at] for at in numbers.numbers(0, numbers.row_count)} == {
        fresh.rows[at] for at in again.numbers(0, again.row_count)
    }


def targets_of(
    workbook: Workbook, parts: tuple[str, ...] = ("value", "status", "source", "note")
) -> list[list[Target]]:
    """The parts of every figure that counts, a figure a row."""
    rows = [one for series in workbook.figures.values() for one in series.newest()]
    return [[Target(FigurePlace(*one.key), part) for part in parts] for one in rows]


@given(workbooks)
def test_pasting_what_was_copied_changes_nothing(workbook: Workbook) -> None:
    """Cell by cell, and row by row with their names; nothing is refused."""
    copying, targets = Copying(workbook), targets_of(workbook)
    rows = [one for series in workbook.figures.values() for one in series.newest()]
    if not rows:
        return
    texts = [[copying.text(one, target.part) for target in row] for one, row in zip(rows, targets, strict=True)]
    made = paste_cells(workbook, targets, texts, "pasted", no_progress)
    assert (made.edit, made.count, made.refused) == (None, 0, ())
    parts = ("unit", "indicator", "period", "vintage", "value", "status", "source", "note")
    whole = [[copying.text(one, part) for part in parts] for one in rows]
    assert paste_rows(workbook, parts, whole, "pasted", no_progress) == made


@given(figures().filter(lambda one: one.value is not None and not (one.indicator == "rd" and one.mult)))
def test_a_copied_number_is_read_as_the_same_number_wherever_it_is_pasted(figure: Figure) -> None:
    """Also where nothing stood before: all digits, the scale and the qualifier come along."""
    workbook = Workbook.of([figure], ENTRIES)
    text = Copying(workbook).text(figure, "value")
    place = FigurePlace(figure.unit, figure.indicator, "1999")
    made = paste_cells(workbook, [[Target(place, "value")]], [[text]], "pasted", no_progress)
    there = made.edit.apply(workbook).figure((figure.unit, figure.indicator, "1999", ""))
    assert (there.value, there.qualifier) == (figure.value, figure.qualifier)


@given(workbooks, st.data())
def test_filling_down_then_undoing_gives_the_workbook_back(workbook: Workbook, data: st.DataObject) -> None:
    """Every cell below reads as the first; the inverse of the one edit leaves no trace."""
    targets = targets_of(workbook, data.draw(st.sampled_from([("value",), ("note", "source"), ("status",)])))
    if not targets:
        return
    made = fill_cells_down(workbook, targets, "filled down", no_progress)
    if made.edit is None:
        return
    after = made.edit.apply(workbook)
    assert made.edit.inverse().apply(after) == workbook
    refused = {(one.place, one.part) for one in made.refused}
    first = workbook.figure(_key(targets[0][0].place))
    for row in targets[1:]:
        for above, target in zip(targets[0], row, strict=True):
            if (target.place, target.part) not in refused:
                there = _there(after, target.place)
                assert getattr(there, above.part) == getattr(first, above.part)


@settings(max_examples=25)
@given(workbooks, st.sampled_from(["7亿", "O", "over 3e12 P"]))
def test_one_text_over_many_cells_is_one_edit(workbook: Workbook, text: str) -> None:
    """It goes into every cell, or the cell is refused by name."""
    targets = targets_of(workbook, ("value",))
    made = overwrite_cells(workbook, targets, text, "typed", today="2026-11-28")
    after = made.edit.apply(workbook) if made.edit else workbook
    refused = {one.place for one in made.refused}
    places = [row[0].place for row in targets if row[0].place not in refused]
    there = [_there(after, place) for place in places]
    assert len({(one.value, one.qualifier) for one in there}) <= 1
    assert all(place.indicator == "rd" for place in refused)
    if made.edit:
        assert isinstance(made.edit, CompositeEdit)
        assert all(isinstance(one, SetFigure) for one in made.edit.edits)
        assert made.edit.inverse().apply(after) == workbook


def test_a_summary_counts_adds_and_says_what_cannot_be_added() -> None:
    """Known answers; figures of two measures have no sum together."""
    some = [Figure("a", "gdp", str(2000 + at), value=value) for at, value in enumerate([4.0, 1.0, None, 7.0])]
    one = summary(looking_at(Workbook.of(some, ENTRIES)).frame, Workbook.of(some, ENTRIES))
    assert (one.known, one.missing, one.total, one.mean, one.least, one.most) == (3, 1, 12.0, 4.0, 1.0, 7.0)
    mixed = Workbook.of([*some, Figure("a", "rd", "2000", value=2.5)], ENTRIES)
    both = summary(looking_at(mixed).frame, mixed)
    assert both.is_mixed
    assert (both.known, both.total, both.measures) == (4, None, ("CNY", "PERCENT"))


def test_the_scale_of_a_summary_is_that_of_the_first_figure_with_a_value_as_they_are_sorted() -> None:
    """Of all figures in another order, of some of them, and of rows that stand together."""
    parts = [(None, 0, 0), (5.0, 3, 1), (2.0, 6, 2), (9.0, 9, 3)]
    some = [
        Figure("a", "gdp", str(2000 + at), value=value, mult=mult, decimals=decimals)
        for at, (value, mult, decimals) in enumerate(parts)
    ]
    workbook = Workbook.of(some, ENTRIES)
    frame = looking_at(workbook).frame
    found = [summary(frame, workbook, order) for order in (None, [0, 3, 1, 2], [0, 2], range(1, 3), [0])]
    assert [(one.mult, one.decimals, one.total) for one in found] == [
        (3, 1, 16.0), (9, 3, 16.0), (6, 2, 2.0), (3, 1, 7.0), (0, 0, None)
    ]  # fmt: skip


@given(st.lists(st.sampled_from([nan, -inf, inf, -0.0, 0.0, 1.0, 1.5, -2.0]) | st.floats(-9, 9)), st.booleans())
def test_amounts_are_sorted_as_a_stable_sort_does_it(amounts: list[float], descending: bool) -> None:
    """Equal ones, which -0 and 0 are, as they stand; what is not a number last."""
    values = np.array(amounts, np.float64)
    expected = np.argsort(-values if descending else values, kind="stable")
    assert by_amount(values, descending=descending).tolist() == expected.tolist()


def _there(workbook: Workbook, place: FigurePlace) -> Figure:
    """The figure that counts in a place."""
    figure = workbook.series(place.unit, place.indicator).at(place.period)
    assert figure is not None
    return figure


def _key(place: FigurePlace) -> tuple[str, str, str, str]:
    return place.unit, place.indicator, place.period, place.vintage


def test_figures_of_many_digits_have_the_decimals_of_the_largest() -> None:
    """In a cross-table of measurements no number was cut elsewhere than the one above it."""
    frame = pl.DataFrame({"mult": [0, 0], "decimals": [9, 8], "value": [20513.123456789, 390.79999115]})
    assert usual_decimals(frame, np.array([0, 1], dtype=np.uint32)) == {0: 3}
