"""Figures, series, their store and edits: the same of a small workbook and of one frame, and back by every inverse."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import SimpleNamespace

import polars as pl
import pytest

from core.errors import BadEntry, BadFigure
from core.workbook import edit as edits
from core.workbook import signed as signing
from core.workbook.edit import (
    CompositeEdit,
    SetEntry,
    SetFigure,
    SetFigures,
    block_edit,
    cell_edits,
    changes_nothing,
    field_words,
    filled,
)
from core.workbook.entries import Indicator, Target, Tier, Unit
from core.workbook.entry import FailedEntry
from core.workbook.figure import Figure, Series, half_unit, is_kept, keeps_digits, printed_decimals, scaled
from core.workbook.figure_counts import counts_of, figures_with, periods_of, revised_series
from core.workbook.figure_exchange import exchanged, present
from core.workbook.figure_exchange import signed as signed_rows
from core.workbook.figure_frame import by_release, checked, figure_in, figures_of, frame_of, keys, same, stamped
from core.workbook.figure_splice import MOST_PIECES, Splice
from core.workbook.figure_store import Figures, of_series
from core.workbook.history import redoable, undoable
from core.workbook.signed import signed
from core.workbook.workbook import Workbook, indicator_of, unit_of

FIRST = Figure("a", "i", "2020", "2021", 1.0, 8, 1, source="s")
SECOND = Figure("a", "i", "2020", "2022", 2.0, source="s")
OWN = Figure("a", "i", "2020", value=3.0, status="E")
OTHERS = [
    Figure("a", "j", "2019", value=4.0, source="t"),
    Figure("b", "i", "2020", value=5.0),
    Figure("b", "i", "2021", status="O"),
]
ALL = [FIRST, SECOND, OWN, *OTHERS]
KINDS = [lambda book: book, lambda book: replace(book, figures=Figures(book.figures.whole()))]
BOTH = pytest.mark.parametrize("kind", KINDS, ids=["series", "frame"])


@BOTH
def test_figures_are_counted_and_chosen(kind: Callable[[Workbook], Workbook]) -> None:
    """By their parts, their periods, and several releases of one; alike in series and in a frame."""
    figures = kind(Workbook.of(ALL, [])).figures
    assert [*figures_with(figures, {})] == ALL
    assert [*figures_with(figures, {"unit": "a", "source": "s"})] == [FIRST, SECOND]
    assert dict(counts_of(figures, "source")) == {"s": 2, "": 3, "t": 1}
    assert periods_of(figures) == {"i": {"2020": 2, "2021": 1}, "j": {"2019": 1}}
    assert periods_of(figures, ["j", "k"]) == {"j": {"2019": 1}}
    assert revised_series(figures) == [("a", "i")]
    assert figures.is_frame is (kind is KINDS[1])


@BOTH
def test_a_store_has_its_series_in_order(kind: Callable[[Workbook], Workbook]) -> None:
    """Also after one is changed, added and removed."""
    figures = kind(Workbook.of(ALL, [])).figures
    changed = figures.with_series(
        {("a", "j"): Series(), ("b", "i"): Series((OTHERS[1],)), ("a", "h"): Series((replace(OWN, indicator="h"),))}
    )
    assert ([*figures], len(figures), figures.height) == ([("a", "i"), ("a", "j"), ("b", "i")], 3, 6)
    assert ([*changed], len(changed), changed.height) == ([("a", "h"), ("a", "i"), ("b", "i")], 3, 5)
    assert [("a", "j") in store for store in (figures, changed)] == [True, False]
    assert ([*changed["a", "i"]], [*changed["b", "i"]]) == ([FIRST, SECOND, OWN], [OTHERS[1]])
    for key in (("a", "j"), ("x", "i"), ("a", "x")):
        assert changed.get(key) is None
        assert len(changed.span(key)) == 0
    assert changed != figures
    assert changed == Figures.of({key: changed[key] for key in changed})
    assert [figures_of(of_series(changed, [key])) == [*changed[key]] for key in changed] == [True] * 3
    assert figures_of(changed.whole()) == [figure for key in changed for figure in changed[key]]
    assert figures.with_series({}).whole().height == 6
    gone = figures.with_series(dict.fromkeys(figures, Series()))
    assert ([*gone], len(gone), gone.height, gone.whole().height) == ([], 0, 0, 0)


def test_stores_of_series_and_of_a_frame_are_equal() -> None:
    """Also to a mapping of the same series; a new series has its place, an unchanged one is the same object."""
    small = Workbook.of(ALL, []).figures
    large = Figures(small.whole().clone())
    assert small == Workbook.of(ALL, []).figures == dict(small)
    small = Workbook.of(ALL, []).figures
    assert (small == large, large == Workbook.of(ALL, []).figures, small == {}) == (True, True, False)
    assert next(iter(Workbook.of(ALL, []).figures.with_series({("a", "a"): Series((OWN,))}))) == ("a", "a")
    kept = large["b", "i"]
    assert exchanged(large, frame_of([OTHERS[0]]), frame_of([FIRST]))["b", "i"] is kept


def test_many_rows_that_are_exchanged_keep_their_order() -> None:
    """Of each series those that stay, then those that come; a series between them is left as it is."""
    many = [Figure("z", f"i{at % 4}", str(2000 + at // 4), value=float(at)) for at in range(200)]
    added = [replace(figure, vintage="2099") for figure in many if figure.indicator != "i2"]
    after = exchanged(Workbook.of(many, []).figures, frame_of(many[:2]), frame_of(added))
    known = [*many[2:], *added]
    assert figures_of(after.whole()) == [figure for at in range(4) for figure in known if figure.indicator == f"i{at}"]
    assert [len(after[key]) for key in after] == [99, 99, 50, 100]


def test_a_splice_of_many_pieces_is_one_piece() -> None:
    """Up to so many it stays in pieces, which costs less than a copy."""
    base, patch = pl.DataFrame({"x": range(600)}), pl.DataFrame({"x": [-1, -2]})
    for count in (MOST_PIECES, MOST_PIECES + 1):
        runs = tuple((False, 2 * at, 2 * at + 1) for at in range(count - 1))
        splice = Splice(base, patch, ((True, 0, 2), *runs))
        joined = splice.whole()
        assert joined["x"].to_list() == [-1, -2, *(2 * at for at in range(count - 1))]
        assert joined.n_chunks() == (count if count <= MOST_PIECES else 1)
        assert (splice.place(1, of_patch=True), splice.place(0, of_patch=False), splice.place(6, of_patch=False)) == (
            1,
            2,
            5,
        )
    assert Splice(base, patch, ()).whole().height == 0


def test_a_frame_of_figures_is_checked_and_compared() -> None:
    """Missing columns have a figure's defaults; authors and times do not count."""
    short = pl.DataFrame(
        {
            "unit": ["b", "a"],
            "indicator": ["i", "i"],
            "period": ["2020", "2020"],
            "value": [1.0, None],
            "status": ["A", "O"],
        }
    )
    assert figures_of(checked(short)) == [Figure("a", "i", "2020", status="O"), Figure("b", "i", "2020", value=1.0)]
    for frame, why in (
        (short.rename({"unit": "town"}), "The columns town, unit are unknown or missing"),
        (short.drop("period"), "The columns period are"),
        (short.with_columns(odd=pl.lit(1)), "The columns odd are"),
        (pl.concat([short, short]), "a i 2020  appears twice"),
    ):  # fmt: skip
        with pytest.raises(BadEntry, match=why):
            checked(frame)
    for column, value, why in (
        ("status", "Z", "“Z” is not a valid status"),
        ("value", float("inf"), "not a finite number"),
        ("unit", None, "The column unit has empty cells"),
    ):
        with pytest.raises(BadFigure, match=why):
            checked(short.with_columns(pl.lit(value).alias(column)))
    rows = frame_of(ALL)
    assert same(rows, stamped(rows, "ann", "now"))
    assert not same(rows, rows.head(5))
    assert not same(rows, frame_of([*ALL[:5], replace(ALL[5], status="M")]))
    assert [(figure.author, figure.time) for figure in figures_of(stamped(rows, "ann", "now"))] == [("ann", "now")] * 6
    assert (figure_in(rows, SECOND.key), figure_in(rows, ("a", "i", "2020", "1999"))) == (SECOND, None)
    assert keys(rows, rows.head(2)).height == 6


def test_rows_stand_by_release_and_otherwise_in_their_order() -> None:
    """The user's own figure last; two releases are an order."""
    rows = frame_of([SECOND, OTHERS[1], FIRST])
    assert figures_of(by_release(rows)) == [OTHERS[1], FIRST, SECOND]
    two = [
        replace(SECOND, period=str(2020 + at % 7), unit=f"u{at}", vintage=("2021", "2022")[at % 2]) for at in range(60)
    ]
    assert figures_of(by_release(frame_of(two))) == two[0::2] + two[1::2]
    assert figures_of(by_release(frame_of([OWN, FIRST]))) == [FIRST, OWN]


def test_rows_are_exchanged_present_and_signed() -> None:
    """Those of some keys go, others come; figures of other keys keep their order."""
    figures = Workbook.of(ALL, []).figures
    added = frame_of([replace(SECOND, value=9.0), Figure("c", "i", "2020", value=7.0)])
    after = exchanged(figures, frame_of([OTHERS[0]]), added)
    assert {figure.key: figure.value for series in after.values() for figure in series} == {
        FIRST.key: 1, SECOND.key: 9, OWN.key: 3, OTHERS[1].key: 5, OTHERS[2].key: None, ("c", "i", "2020", ""): 7
    }  # fmt: skip
    assert [*after] == [("a", "i"), ("b", "i"), ("c", "i")]
    assert figures_of(present(figures, keys(frame_of([OTHERS[1], FIRST, replace(OWN, period="1999")])))) == [
        FIRST,
        OTHERS[1],
    ]
    many = [Figure("z", f"i{at % 2}", str(2000 + at), value=float(at)) for at in range(40)]
    fresh = exchanged(Workbook().figures, frame_of([]), frame_of(many))
    assert [figure.value for figure in figures_of(fresh.whole())] == [*range(0, 40, 2), *range(1, 40, 2)]
    named = signed_rows(figures, stamped(frame_of([SECOND, OTHERS[1]]), "ann", "now"))
    assert [figure.author for series in named.values() for figure in series] == ["", "ann", "", "", "ann", ""]
    assert figures_of(named.whole()) == ALL


def test_an_edit_changes_one_cell() -> None:
    """Of a figure or an entry; both sides are of it, and one of them is there."""
    for wrong in ((None, None), (FIRST, SECOND)):
        with pytest.raises(BadEntry, match="An edit changes one cell"):
            SetFigure(*wrong)
    unit = Unit("u", "U")
    for table, before, after in (
        ("units", None, None),
        ("tiers", unit, None),
        ("units", unit, Tier("u", "")),
        ("odd", unit, None),
    ):
        with pytest.raises(BadEntry, match="does not hold such entries"):
            SetEntry(table, before, after)
    with pytest.raises(BadEntry, match="An edit changes one entry"):
        SetEntry("units", unit, Unit("v", "V"))
    block = block_edit(Workbook(), "block", frame_of([FIRST]))
    for more in ((), (SetEntry("units", None, unit),)):
        with pytest.raises(BadEntry, match="one by one or in blocks, not both"):
            CompositeEdit("both", (block, SetFigure(None, OWN), *more))
    assert CompositeEdit("units", (block, SetEntry("units", None, unit))).apply(Workbook()).units == {"u": unit}


@pytest.mark.parametrize(
    ("edit", "title"),
    [
        (SetFigure(None, FIRST), "a i 2020: nothing → 0.00000001亿 A"),
        (SetFigure(OWN, None), "a i 2020: 3 E → nothing"),
        (SetFigure(OWN, replace(OWN, note="x")), "a i 2020: note none → note x"),
        (SetFigure(OWN, replace(OWN, source="x")), "a i 2020: source none → source x"),
        (SetFigure(replace(OWN, note="y"), replace(OWN, note="x", source="s")), "a i 2020: note y → note x"),
        (SetFigure(replace(OWN, note="y"), replace(OWN, value=4.0)), "a i 2020: 3 E → 4 E"),
        (SetEntry("units", None, Unit("u", "U")), "units u: added"),
        (SetEntry("units", Unit("u", "U"), None), "units u: removed"),
        (SetEntry("units", Unit("u", "U"), Unit("u", "V", "", "city")), "units u: name_en U → V, kind  → city"),
        (SetEntry("units", Unit("u", "U"), Unit("u", "U")), "units u: unchanged"),
        (
            SetEntry("tiers", Tier("t", "", threshold=1e12), Tier("t", "", threshold=2e8, grace=1)),
            "tiers t: threshold 1万亿 → 2亿, grace 0 → 1",
        ),
    ],
)  # fmt: skip
def test_an_edit_says_what_it_changes(edit: SetFigure | SetEntry, title: str) -> None:
    """Old and new, in the form that people write; a note or a source where the number stays."""
    assert str(edit) == title
    assert str(edit.inverse().inverse()) == title


def test_fields_are_written_as_people_write_them() -> None:
    """A threshold in 亿 or 万亿, any other number plainly."""
    target = Target("u", "i", "2030", 2.5e12)
    assert [field_words(target, name) for name in ("value", "period")] == ["2500000000000", "2030"]
    assert [field_words(Tier("t", "", threshold=value), "threshold") for value in (5e7, 3e8, 1.5e12)] == [
        "0.5亿",
        "3亿",
        "1.5万亿",
    ]


def test_edits_are_made_undone_and_stamped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A block in one go or figure by figure: the same workbook, of which only the small edit knows what moved."""
    workbook, added = (
        Workbook.of(ALL, [Unit("u", "U")]),
        frame_of([replace(OTHERS[1], value=6.0), Figure("c", "i", "2020", value=7.0)]),
    )
    edit = block_edit(workbook, "block", added, frame_of([FIRST]).select("unit", "indicator", "period", "vintage"))
    assert [figure.key for figure in figures_of(edit.before)] == [FIRST.key, OTHERS[1].key]
    results = []
    for few, moved in ((4, True), (3, False)):
        monkeypatch.setattr(edits, "FEW", few)
        after = edit.apply(workbook)
        assert (after.moved is not None, edit.meets(workbook), edit.meets(after)) == (moved, True, False)
        assert edit.inverse().apply(after) == workbook
        results.append(after)
    assert results[0] == results[1]
    assert (str(edit), edit.rebased(results[0]).before.height, edit.rebased(workbook) == edit) == ("block", 2, True)
    assert edit != replace(edit, title="other")
    assert edit != replace(edit, after=edit.after.head(1))
    assert edit != SetFigure(None, OWN)
    cells = {cell.key: (cell.before, cell.after) for cell in cell_edits(CompositeEdit("", (edit,)))}
    assert cells[FIRST.key] == (FIRST, None)
    assert cells["c", "i", "2020", ""][0] is None
    stamps = CompositeEdit(
        "", (SetFigure(OWN, None), SetFigure(None, FIRST), SetEntry("units", None, Unit("x", "")))
    ).stamped("ann", "now")
    assert [getattr(part.after, "author", None) for part in stamps.edits] == [None, "ann", None]  # type: ignore[union-attr]
    assert {figure.author for figure in figures_of(edit.stamped("ann", "now").after)} == {"ann"}


def test_an_edit_that_leaves_everything_changes_nothing() -> None:
    """Authors and times apart; a block always may."""
    again = SetFigure(replace(OWN, author="a", time="1"), replace(OWN, author="b", time="2"))
    entry = SetEntry("units", Unit("u", "U"), Unit("u", "U"))
    assert changes_nothing(CompositeEdit("", (again, entry)))
    assert not changes_nothing(CompositeEdit("", (again, SetFigure(OWN, None))))
    assert not changes_nothing(CompositeEdit("", (SetEntry("units", Unit("u", "U"), None),)))
    assert not changes_nothing(block_edit(Workbook(), "", frame_of([OWN])))


def test_a_workbook_is_filled_by_one_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of failed entries too; with many figures these are one block."""
    workbook = Workbook.of(ALL, [Unit("u", "U"), FailedEntry("units", "x", "{}", "?")])
    for many, kinds in ((6, {SetEntry, SetFigure}), (5, {SetEntry, SetFigures})):
        monkeypatch.setattr(edits, "MANY", many)
        edit = filled(workbook, "all")
        assert ({type(part) for part in edit.edits}, edit.apply(Workbook()), str(edit)) == (kinds, workbook, "all")


def test_a_saved_edit_signs_its_figures_and_changes_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """The version stays; large blocks in one go."""
    workbook = Workbook.of(ALL, [])
    figures = [
        SetFigure(OWN, replace(OWN, value=4.0)),
        SetFigure(None, replace(SECOND, vintage="2023")),
        SetFigure(FIRST, None),
    ]
    block = block_edit(
        workbook, "block", frame_of([replace(OTHERS[1], value=6.0), Figure("c", "i", "2020", value=7.0)])
    )
    for saved, few in ((CompositeEdit("", (*figures,)), 9), (block, 2), (block, 1)):
        monkeypatch.setattr(signing, "FEW", few)
        tried = saved.apply(workbook)
        known = signed(tried, saved.stamped("ann", "now"))
        assert (known == tried, known.figures.version is tried.figures.version) == (True, True)
        named = {figure.key for series in known.figures.values() for figure in series if figure.author == "ann"}
        assert named == {cell.key for cell in cell_edits(saved) if cell.after}


def step(number: int, kind: str = "edit", of: int | None = None) -> SimpleNamespace:
    """A step of a trail."""
    return SimpleNamespace(number=number, kind=kind, of=of)


@pytest.mark.parametrize(
    ("steps", "undo", "redo"),
    [
        ([], [], []), ([step(1)], [], []), ([step(3), step(2), step(1)], [3, 2], []),
        ([step(4, "undo", 3), step(3), step(2)], [2], [3]),
        ([step(5, "redo", 3), step(4, "undo", 3), step(3)], [3], []),
        ([step(5, "undo", 2), step(4, "undo", 3), step(3), step(2), step(1)], [], [2, 3]),
        ([step(5), step(4, "undo", 3), step(3), step(2)], [5, 2], []),
        ([step(6, "redo", 2), step(5, "undo", 2), step(4, "undo", 3), step(3), step(2)], [2], [3]),
    ],
)  # fmt: skip
def test_what_can_be_undone_and_redone(steps: list[SimpleNamespace], undo: list[int], redo: list[int]) -> None:
    """From the newest step back: an edit that was undone, until there is another edit; never the first one."""
    assert [*undoable(steps)] == undo
    assert [*redoable(steps)] == redo


def test_only_as_many_steps_are_read_as_are_needed() -> None:
    """The trail may be long."""

    def trail() -> Iterator[SimpleNamespace]:
        yield step(9)
        raise AssertionError

    assert next(undoable(trail())) == 9
    assert [*redoable(trail())] == []


@pytest.mark.parametrize(
    ("text", "mult", "kept", "decimals"),
    [
        ("2947.1", 8, True, 1), ("9007199254740992", 0, True, 0), ("9007199254740993", 0, False, 0),

        ("0.5", 0, True, 1), ("1e400", 0, False, 0), ("12.50", 0, True, 2), ("1e3", 0, True, 0), ("25", -2, True, 0),
    ],
)  # fmt: skip
def test_a_printed_number_keeps_its_digits_or_not(text: str, mult: int, kept: bool, decimals: int) -> None:
    """As a double that has the very digits."""
    assert printed_decimals(text) == decimals
    value = scaled(text, mult)
    assert is_kept(text, mult) is kept
    assert half_unit(Figure("u", "i", "2020", value=1.0, mult=mult, decimals=decimals)) == 0.5 * 10.0 ** (
        mult - decimals
    )
    assert value == float(text) * 10.0**mult


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("0.1", True), ("0.10", True), ("0.30000000000000004", True), ("0.30000000000000001", False),
        ("0.299999999999999989", False), ("9007199254740993", False), ("1.00000000000000001", False),
    ],
)  # fmt: skip
def test_digits_with_which_programs_write_a_double_are_kept(text: str, kept: bool) -> None:
    """Seventeen of them name it; others would be lost."""
    assert keeps_digits(text, float(text)) is kept


def test_a_series_with_one_or_many_changes_is_the_same() -> None:
    """With a figure in the place of another, a new one, and without one."""
    series = Series.of(Figure("u", "i", str(2000 + at), value=float(at)) for at in range(24))
    for count in (1, 3, 4, 12):
        changes = {
            ("u", "i", str(2000 + at), ""): None if at % 2 else Figure("u", "i", str(2000 + at), value=-1.0)
            for at in range(count)
        }
        values = {figure.period: figure.value for figure in series.with_changes(changes)}
        assert values == {
            str(2000 + at): -1.0 if at < count else float(at) for at in range(24) if at >= count or at % 2 == 0
        }
    assert FIRST.stamped("ann", "now") == FIRST
    assert (FIRST.stamped("ann", "now").author, FIRST.stamped("ann", "now").time) == ("ann", "now")


def test_a_unit_is_found_by_its_code_or_its_name() -> None:
    """In any case of letters and in Chinese; a sentence names several, or the nearest."""
    units = [
        Unit("cq", "Chongqing", "重庆"),
        Unit("sh", "Shanghai", "上海"),
        Unit("sh2", "SHANGHAI"),
        Unit("tj", "Tianjin", "天津"),
        Unit("bj", "Beijing", "北京"),
    ]
    workbook = Workbook.of([], [*units, Indicator("i", "I")])
    assert [workbook.unit(text) for text in ("bj", " BEIJING ", "北京", "Sh")] == [units[4]] * 3 + [units[1]]
    with pytest.raises(BadEntry, match="“shanghai” names 2 units: write one of the codes sh, sh2"):
        workbook.unit("shanghai")
    with pytest.raises(BadEntry, match=r"There is no unit “beijng”: the nearest are bj, \w+, \w+\.$"):
        workbook.unit("beijng")
    with pytest.raises(BadEntry, match=r"There is no indicator “x”\."):
        Workbook().indicator("x")
    assert (unit_of(workbook, "bj"), unit_of(workbook, "q")) == (units[4], Unit("q", "q"))
    assert (indicator_of(workbook, "i"), indicator_of(workbook, "q")) == (Indicator("i", "I"), Indicator("q", "q"))


def test_a_workbook_knows_what_the_last_edit_changed() -> None:
    """Since the version before it, and nothing since its own; since another it does not."""
    first = Workbook.of(ALL, [])
    second = first.with_figure(OWN.key, None)
    third = second.with_figures([(FIRST.key, None), (OTHERS[1].key, replace(OTHERS[1], value=0.0))])
    assert second.changed_since(second.figures) == frozenset()
    assert second.changed_since(first.figures) == {("a", "i")}
    assert third.changed_since(second.figures) == {("a", "i"), ("b", "i")}
    assert third.changed_since(first.figures) is first.changed_since(second.figures) is None
    assert (third.figure(FIRST.key), third.figure(OTHERS[1].key)) == (None, replace(OTHERS[1], value=0.0))


def test_failed_entries_stand_beside_valid_ones() -> None:
    """In all entries of a table, not in its valid ones, until they are mended."""
    failed, unit = FailedEntry("units", "x", "{}", "?"), Unit("u", "U")
    workbook = Workbook.of([], [failed, unit])
    assert ([*workbook.entries("units")], [*workbook.units]) == (["x", "u"], ["u"])
    assert (workbook.failed(), workbook.failed("tiers"), workbook.failed("tiers", "units")) == ([failed], [], [failed])
    added = workbook.with_entry("units", "v", Unit("v", "V"))
    assert ([*added.entries("units")], [*added.units]) == (["x", "u", "v"], ["u", "v"])
    mended = added.with_entry("units", "x", Unit("x", "X"))
    assert ([*mended.units], mended.with_failed) == (["x", "u", "v"], {})
    assert workbook.with_entry("tiers", "t", FailedEntry("tiers", "t", "{}", "?")).failed() == [
        failed,
        FailedEntry("tiers", "t", "{}", "?"),
    ]
    assert workbook.about.code == "workbook"
