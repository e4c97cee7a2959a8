"""What is typed, pasted, filled, stepped or searched for is a figure of its own, the same by every way in."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadFigure, JingdexError
from core.figures.cells import Target, _filling, fill_cells_down, overwrite_cells, paste_cells, paste_rows
from core.figures.index import FigureIndex
from core.figures.view import FigureQuery
from core.releases.releases import released_by
from core.words import ENGLISH, speak
from core.workbook.edit import Edit, SetEntry, SetFigure, single_edits
from core.workbook.entries import Indicator, Source, Unit
from core.workbook.entries import Target as TargetEntry
from core.workbook.figure import Figure, Series, is_kept
from core.workbook.figure_cell import Cell
from core.workbook.figure_frame import by_release, checked, figures_of
from core.workbook.figure_store import Figures
from core.workbook.figure_text import figure_from_text, number_text
from core.workbook.new_place import new_place
from core.workbook.typed_edit import FigurePlace, TargetPlace, cycle_status, figure_edit, set_source, step_number, typed
from core.workbook.workbook import Workbook
from tui.locale.catalogue import catalogue

UNITS = [Unit("a", "A"), Source("s", "Yearbook")]
INDICATORS = [
    Indicator("gdp", "GDP", measure="CNY", mult=8), Indicator("staff", "R&D personnel", measure="PERSON_YEARS"),
    Indicator("share", "Share", measure="PERCENT"), Indicator("points", "Points", measure="PP"),
]  # fmt: skip
TEXTS = st.sampled_from([
    "900", "5.77%", "95%", "1.2万亿 P", "over 3bn", "nearly 7 E", "O", "L", "-", "=prev*1.05", "=2/3", "-4", "1e400",
    "9007199254740993", "0.12345678901234567", "1e5", "3E10", "0100", "12 A #note", "7亿%", "abc",
])  # fmt: skip


FIGURES = st.builds(
    Figure, st.just("a"), st.just("gdp"), st.sampled_from(["2019", "2019-H1", "2019-12", "2020", "2014/2019"]),
    st.sampled_from(["", "2020-03", "2021"]), st.floats(0, 9), status=st.sampled_from("AEO"),
    source=st.sampled_from(["", "s"]),
)  # fmt: skip


@given(st.lists(FIGURES, max_size=40), st.lists(st.tuples(FIGURES, st.booleans()), max_size=5))
def test_a_changed_series_is_as_one_made_anew(figures: list[Figure], changes: list[tuple[Figure, bool]]) -> None:
    """Whatever comes, goes or becomes somebody's own: few changes one by one, or many at once."""
    changed = {figure.key: figure if stays else None for figure, stays in changes}
    kept = {figure.key: figure for figure in figures} | changed
    assert Series.of(figures).with_changes(changed) == Series.of(figure for figure in kept.values() if figure)


def no_progress(_: float = 0.0) -> None:
    """Nobody listens."""


def holding(code: str, vintage: str, source: str, value: float | None = 5e8) -> Workbook:
    """A workbook with one figure of 2020 and one of 2019."""
    letter = "A" if value is not None else "O"
    figures = [
        Figure("a", code, "2019", value=4e8, mult=8, source="s"),
        Figure("a", code, "2020", vintage, value, 8, status=letter, source=source),
    ]
    return Workbook.of(figures, [*UNITS, *INDICATORS])


def newest(workbook: Workbook, code: str = "gdp", when: str = "2020") -> Figure:
    """The figure that counts."""
    figure = workbook.series("a", code).at(when)
    assert figure is not None
    return figure


def every_way(workbook: Workbook, place: FigurePlace, text: str) -> list[Figure | None]:
    """What a text becomes by typing, by typing over a block, and by pasting; null where it is refused."""

    def by_typing() -> Edit | None:
        try:
            return typed(workbook, place, text)
        except JingdexError:
            return None

    target = [[Target(place, "value")]]
    edits = [
        by_typing(),
        overwrite_cells(workbook, target, text, "over").edit,
        paste_cells(workbook, target, [[text]], "pasted", no_progress).edit,
    ]
    return [newest(edit.apply(workbook), place.indicator) if edit else None for edit in edits]


@given(TEXTS, st.sampled_from([one.code for one in INDICATORS]), st.sampled_from(["", "2021-03"]), st.booleans())
def test_a_text_is_the_same_figure_by_every_way_in(text: str, code: str, vintage: str, sourced: bool) -> None:
    """Typed, typed over a block and pasted: the same figure, or refused by all."""
    first, *others = every_way(holding(code, vintage, "s" if sourced else ""), place_of(code, vintage), text)
    assert others == [first, first]


@given(TEXTS, st.sampled_from([one.code for one in INDICATORS]), st.sampled_from(["", "2021-03"]))
def test_no_source_or_release_is_inherited(text: str, code: str, vintage: str) -> None:
    """Another value has neither; where no letter was typed it is an estimate or a gap."""
    for figure in every_way(holding(code, vintage, "s"), place_of(code, vintage), text):
        if figure and figure.value != 5e8:
            assert (figure.source, figure.vintage) == ("", "")
            assert figure.status in "EOL" or figure.status in text


def place_of(code: str, vintage: str) -> FigurePlace:
    """The place of the figure of 2020."""
    return FigurePlace("a", code, "2020", vintage)


def test_a_percentage_of_personnel_is_refused_in_paste_as_in_typing() -> None:
    """Person-years are an amount."""
    workbook, place = holding("staff", "", "s"), place_of("staff", "")
    with pytest.raises(BadFigure, match="is a share, but staff is an amount") as refused:
        typed(workbook, place, "5.77%")
    made = paste_cells(workbook, [[Target(place, "value")]], [["5.77%"]], "pasted", no_progress)
    assert made.edit is None
    assert made.refused[0].why == str(refused.value)


def test_percentage_points_take_the_number_before_the_sign() -> None:
    """1.2% of points is 1.2 points."""
    assert figure_from_text("1.2%", Cell("a", INDICATORS[3], "2020")).value == 1.2


def test_a_value_over_the_newest_release_counts_and_every_release_stays() -> None:
    """What was typed counts at once, and as of a release the workbook says what that release said."""
    workbook = holding("gdp", "2021-03", "s")
    older = Figure("a", "gdp", "2020", "2020-11", 4.5e8, 8, source="s")
    workbook = workbook.with_figure(older.key, older)
    edit = typed(workbook, place_of("gdp", "2021-03"), "6")
    after = edit.apply(workbook)
    own = Figure("a", "gdp", "2020", value=6e8, mult=8, status="E")
    assert after.series("a", "gdp").vintages("2020") == [*workbook.series("a", "gdp").vintages("2020"), own]
    for date, value in (("2020-12", 4.5e8), ("2021-06", 5e8), ("2099", 5e8)):
        assert newest(released_by(after, date)).value == value
    assert edit.inverse().apply(after) == workbook
    assert str(edit) == "a gdp 2020: 5亿 A → 6亿 E"


def test_an_older_release_is_not_typed_over() -> None:
    """A figure of one's own would count instead of the newest release: the sentence says where it goes."""
    workbook = holding("gdp", "2021-03", "s")
    older = Figure("a", "gdp", "2020", "2020-11", 4.5e8, 8, source="s")
    with pytest.raises(BadFigure, match="2020 has a newer figure"):
        typed(workbook.with_figure(older.key, older), place_of("gdp", "2020-11"), "6")


def test_a_newer_release_takes_the_place_of_a_figure_of_ones_own() -> None:
    """An estimate gives way to what is published later, not to an older release that comes in late."""
    workbook = holding("gdp", "2021-03", "s")
    own = typed(workbook, place_of("gdp", "2021-03"), "6").apply(workbook)
    for release, kept in (("2020-11", ["2020-11", "2021-03", ""]), ("2021-09", ["2021-03", "2021-09"])):
        figure = Figure("a", "gdp", "2020", release, 7e8, 8, source="s")
        edit = figure_edit(own, FigurePlace(*figure.key), figure)
        assert [one.vintage for one in edit.apply(own).series("a", "gdp").vintages("2020")] == kept
        assert edit.inverse().apply(edit.apply(own)) == own


@pytest.mark.parametrize("text", ["6 A", "over 6 A #note"])
def test_an_observed_value_beside_releases_is_a_release_of_the_day(text: str) -> None:
    """Its letter says that somebody observed it; without a date it cannot be no_progress from the releases there."""
    workbook = holding("gdp", "2021-03", "s")
    with pytest.raises(BadFigure, match="2020 has releases"):
        typed(workbook, place_of("gdp", "2021-03"), text)
    after = typed(workbook, place_of("gdp", "2021-03"), text, today="2026-11-28").apply(workbook)
    assert [(one.vintage, one.source) for one in after.series("a", "gdp").vintages("2020")] == [
        ("2021-03", "s"), ("2026-11-28", "")
    ]  # fmt: skip


def test_a_source_makes_a_figure_of_ones_own_a_release_of_the_day() -> None:
    """So that it goes on to count; until then it is never A."""
    workbook = holding("gdp", "2021-03", "s")
    workbook = typed(workbook, place_of("gdp", "2021-03"), "6").apply(workbook)
    assert newest(cycle_status(workbook, place_of("gdp", "")).apply(workbook)).status == "P"
    after = set_source(workbook, place_of("gdp", ""), "Yearbook", "2026-11-28").apply(workbook)
    assert [(one.vintage, one.value) for one in after.series("a", "gdp").vintages("2020")] == [
        ("2021-03", 5e8), ("2026-11-28", 6e8)
    ]  # fmt: skip


VALUE = st.sampled_from([1.0, 2.0, None])
RELEASES = st.lists(
    st.builds(
        lambda when, vintage, value, letter, source: Figure(
            "a", "gdp", when, vintage, value, status="O" if value is None else letter, source=source
        ),
        st.sampled_from(["2019", "2020"]), st.sampled_from(["", "2020-11", "2021"]), VALUE, st.sampled_from("EA"),
        st.sampled_from(["", "s"]),
    ), max_size=6,
)  # fmt: skip


@given(RELEASES)
def test_series_and_frame_have_one_order_of_releases(figures: list[Figure]) -> None:
    """The newest of each period is the same figure, however the workbook holds it."""
    small = Workbook.of(figures, [*UNITS, *INDICATORS])
    large = replace(small, figures=Figures(checked(small.figures.whole())))
    counting = {one.period: one for one in small.series("a", "gdp").newest()}
    assert small.series("a", "gdp") == large.series("a", "gdp")
    rows = by_release(small.figures.whole()).unique(["period"], keep="last", maintain_order=True)
    assert {one.period: one for one in figures_of(rows)} == counting
    pivoted = FigureIndex(large)
    cut = pivoted.view(FigureQuery(shape="periods"), no_progress).pivot
    numbers = {when: cut.number(0, at) for at, when in enumerate(cut.columns)} if figures else {}
    assert {when: pivoted.rows[at] for when, at in numbers.items() if at is not None} == counting


@given(RELEASES, st.sampled_from(["7", "7 E", "O", "7 P", "7 A", "over 8"]))
def test_what_is_typed_counts_and_no_release_is_lost(figures: list[Figure], text: str) -> None:
    """Typed over the newest figure, it is the newest; every dated release stands as before, and as of each one."""
    workbook = Workbook.of(figures, [*UNITS, *INDICATORS])
    there = workbook.series("a", "gdp").at("2020")
    after = typed(workbook, FigurePlace(*there.key) if there else place_of("gdp", ""), text, today="2026-11-28").apply(
        workbook
    )
    now = newest(after)
    assert now.value in {7.0, 7e8, 8.0, 8e8, None}
    assert (now.value is None) == (text == "O")
    dated = [one for one in workbook.series("a", "gdp") if one.vintage]
    assert [one for one in after.series("a", "gdp") if one.vintage and one != now] == [
        one for one in dated if one != now
    ]
    for date in ("2020-12", "2025"):
        was, known = (released_by(one, date).series("a", "gdp").at("2020") for one in (workbook, after))
        assert was == known or not (was and was.vintage)


def test_an_estimate_in_a_published_gap_is_not_there_as_of_the_release() -> None:
    """The release of 2021 did not know it."""
    workbook = typed(holding("gdp", "2021-03", "s", None), place_of("gdp", "2021-03"), "6").apply(
        holding("gdp", "2021-03", "s", None)
    )
    assert newest(workbook).status == "E"
    assert released_by(workbook, "2021-06").series("a", "gdp") == holding("gdp", "2021-03", "s", None).series(
        "a", "gdp"
    )


def test_a_step_of_a_published_figure_is_an_estimate_of_no_release() -> None:
    """As if it had been typed; a figure of one's own keeps its letter."""
    workbook, place = holding("gdp", "2021-03", "s"), place_of("gdp", "2021-03")
    stepped_once = newest(step_number(workbook, place, 1).apply(workbook))
    assert (stepped_once.value, stepped_once.status, stepped_once.source, stepped_once.vintage) == (6e8, "E", "", "")
    own = holding("gdp", "", "").with_figure(("a", "gdp", "2020", ""), replace(stepped_once, status="P"))
    assert newest(step_number(own, place_of("gdp", ""), 1).apply(own)).status == "P"


@pytest.mark.parametrize(
    ("value", "mult", "decimals", "steps", "after"),
    [(1.234e6, 6, 3, 1, 1.235e6), (1.5e6, 6, 1, -2, 1.3e6), (9761e8, 8, 0, 1, 9762e8), (0.5, 0, 2, 3, 0.53)],
)
def test_a_step_is_one_of_the_last_printed_digit(
    value: float, mult: int, decimals: int, steps: int, after: float
) -> None:
    """In whatever scale the figure is printed, also where people have no word for that power of ten."""
    figure = replace(newest(holding("gdp", "", "")), value=value, mult=mult, decimals=decimals)
    workbook = holding("gdp", "", "").with_figure(("a", "gdp", "2020", ""), figure)
    assert newest(step_number(workbook, place_of("gdp", ""), steps).apply(workbook)).value == pytest.approx(
        after, rel=1e-12
    )


def test_a_text_outside_the_table_is_refused_and_an_empty_one_changes_nothing() -> None:
    """Of three cells pasted in a row the first stands outside, the second has no text, the third is written."""
    workbook = holding("gdp", "", "")
    cells = [None, *(Target(FigurePlace("a", "gdp", when, ""), "value") for when in ("2020", "2021"))]
    made = paste_cells(workbook, [cells], [["5", " ", "6"]], "pasted", no_progress)
    assert [one.why for one in made.refused] == ["“5” would stand outside the table."]
    assert made.edit is not None
    assert {key for one in single_edits(made.edit) if isinstance(one, SetFigure) for key in [one.key[2]]} == {"2021"}
    assert made.edit.apply(workbook).series("a", "gdp").at("2020") == workbook.series("a", "gdp").at("2020")


def test_a_published_figure_filled_down_is_an_estimate_below() -> None:
    """Its source says nothing of other years, and its scale is its own whatever the cell below shows."""
    workbook = holding("gdp", "2021-03", "s")
    column = [[Target(FigurePlace("a", "gdp", when, release), "value")] for when, release in (
        ("2019", ""), ("2020", "2021-03"), ("2021", ""))]  # fmt: skip
    progress: list[float] = []
    edit = fill_cells_down(workbook, column, "filled", progress.append).edit
    assert progress == pytest.approx([0, 1 / 3])
    assert edit is not None
    after = edit.apply(workbook)
    for when in ("2020", "2021"):
        below = newest(after, when=when)
        assert (below.value, below.status, below.source, below.vintage) == (4e8, "E", "", "")


@pytest.mark.parametrize(
    ("value", "mult", "decimals", "text"),
    [
        (1.5e8, 8, 2, "exact 1.50e8 A"),
        (1.5e9, 9, 2, "exact 1.50e9 A"),
        (12.5, 0, 3, "exact 12.500e0 A"),
    ],
)
def test_a_figure_that_fills_another_cell_keeps_its_digits(value: float, mult: int, decimals: int, text: str) -> None:
    """In the scale in which it is kept."""
    assert _filling(Figure("a", "gdp", "2020", "", value, mult, decimals), None) == text


def test_a_pasted_row_that_names_its_release_keeps_it() -> None:
    """Whoever pastes the release says it; the value's source is not taken over."""
    workbook = holding("gdp", "2021-03", "s")
    parts = ("unit", "indicator", "period", "vintage", "value")
    edit = paste_rows(workbook, parts, [["a", "gdp", "2020", "2021-03", "6"]], "rows", no_progress).edit
    assert edit is not None
    assert len(list(single_edits(edit))) == 1
    figure = newest(edit.apply(workbook))
    assert (figure.value, figure.vintage, figure.source, figure.status) == (6e8, "2021-03", "", "E")


@pytest.mark.parametrize(
    ("value", "mult", "typed_text", "chinese", "plain"),
    [(5200e8, 8, "900", 900e8, 900e9), (9761e8, 8, "1", 1e8, 1e9), (3e12, 8, "2", 2e12, 2e12), (5e4, 4, "7", 7e4, 7e3)],
)
def test_a_bare_number_is_read_in_the_scale_shown(
    value: float, mult: int, typed_text: str, chinese: float, plain: float
) -> None:
    """520.0bn on a terminal without Chinese and 5,200亿 on another are one figure; 900 is not."""
    present = Figure("a", "gdp", "2020", value=value, mult=mult)
    cell = Cell("a", INDICATORS[0], "2020", present=present)
    assert figure_from_text(typed_text, cell).value == chinese
    assert figure_from_text(typed_text, replace(cell, chinese=False)).value == plain


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**25), max_value=10**25, places=6))
def test_a_number_is_kept_digit_by_digit_or_refused(number: Decimal) -> None:
    """Nothing is rounded on the way in."""
    cell = Cell("a", Indicator("x", "X"), "2020")
    if Decimal(repr(float(number))) == number:
        assert figure_from_text(f"{number:f}", cell).value == float(number)
    else:
        with pytest.raises(BadFigure, match="more digits than can be kept"):
            figure_from_text(f"{number:f}", cell)


@pytest.mark.parametrize("text", ["1" + "0" * 400, "-" + "9" * 310])
def test_what_is_larger_than_every_number_is_not_kept(text: str) -> None:
    """A file that has such a number is refused by its row."""
    assert not is_kept(text, 0)


@pytest.mark.parametrize("text", ["9007199254740993", "=9007199254740993", "0.12345678901234567", "1" + "0" * 30 + "1"])
def test_more_digits_than_a_number_keeps_are_refused(text: str) -> None:
    """2^53 + 1 has no number of its own."""
    with pytest.raises(BadFigure, match="more digits than can be kept"):
        figure_from_text(text, Cell("a", Indicator("x", "X"), "2020"))


def test_a_formula_keeps_the_digits_of_its_numbers() -> None:
    """13 digits are 13 digits."""
    assert figure_from_text("=1234567890123", Cell("a", Indicator("x", "X"), "2020")).value == 1234567890123


@pytest.mark.parametrize(("mult", "word"), [(8, "bn"), (4, "k"), (12, "tn"), (0, "")])
def test_an_empty_cell_without_chinese_words_reads_in_the_scale_of_its_column(mult: int, word: str) -> None:
    """亿 are shown as bn there, so that 736.5 typed after a figure was emptied is not a 736.5 m."""
    cell = Cell("u", Indicator("x", "x", measure="CNY", mult=mult), "2023", chinese=False)
    assert cell.scale_word == word


@pytest.mark.parametrize(
    "gap", [Figure("u", "i", "2020", status="O"), Figure("u", "i", "2020", status="M", source="s")]
)
def test_a_number_typed_over_a_gap_is_an_estimate_unless_a_letter_says_otherwise(gap: Figure) -> None:
    """It was A, published, without a source."""
    workbook = Workbook.of([gap], [Unit("u", "U"), Indicator("i", "I")])
    for text, status in (("7", "E"), ("7 A", "A"), ("7 P", "P")):
        assert typed(workbook, FigurePlace("u", "i", "2020"), text).apply(workbook).figure(gap.key).status == status


def test_a_target_that_is_typed_anew_keeps_its_note_unless_another_is_typed() -> None:
    """As a figure's own note would not: a target has no source that it could be of."""
    before = TargetEntry("a", "gdp", "2030", 9e8, note="of the plan")
    workbook = SetEntry("targets", None, before).apply(holding("gdp", "", ""))
    place = TargetPlace("a", "gdp", "2030")
    for text, value, note in (("12", 12e8, "of the plan"), ("12 #revised", 12e8, "revised")):
        after = typed(workbook, place, text).apply(workbook)
        assert after.tables["targets"]["a/gdp/2030"] == replace(before, value=value, note=note)


@pytest.mark.parametrize(
    ("text", "number", "qualifier"),
    [
        ("９，７６１．５亿元", 9761.5e8, "exact"),
        ("1。2万亿", 1.2e12, "exact"),
        ("9761億。", 9761e8, "exact"),
        ("1万亿以上", 1e12, "over"),
        ("3500亿左右 E", 3500e8, "about"),
        ("不足3500亿", 3500e8, "nearly"),
        ("缺失", None, "exact"),
        ("——", None, "exact"),
        ("=900×2", 1800e8, "exact"),
    ],
)
def test_a_number_is_read_as_chinese_writes_it(text: str, number: float | None, qualifier: str) -> None:
    """With full-width digits and signs, traditional characters, and words for how exact it is on either side."""
    figure = figure_from_text(text, Cell("a", INDICATORS[0], "2023"))
    assert (figure.value, figure.qualifier) == (number, qualifier)


def test_a_number_may_have_the_measure_of_its_indicator_behind_it() -> None:
    """5万家 of a count of firms, 90000家 in ones whatever the cell shows, 2个百分点 of points; others are refused."""
    firms = Indicator("firms", "Firms", measure="COUNT", mult=4)
    assert figure_from_text("5万家", Cell("a", firms, "2023")).value == 50_000
    assert figure_from_text("90000家", Cell("a", firms, "2023")).value == 90_000
    assert figure_from_text("90000", Cell("a", firms, "2023")).value == 9e8
    assert figure_from_text("2个百分点", Cell("a", INDICATORS[3], "2023")).value == 2
    with pytest.raises(BadFigure, match="is not a figure"):
        figure_from_text("5万家", Cell("a", INDICATORS[0], "2023"))


def test_the_offered_number_has_the_digits_of_its_source() -> None:
    """All seventeen, where a file prints as many as a double has; no zero is made up in the last place."""
    printed = {"6.8737132203369988": 16, "0.10000000000000001": 17, "2.50": 2, "1048576": 0, "0.1": 1}
    for text, decimals in printed.items():
        present = Figure("a", "gdp", "2023", value=float(text), decimals=decimals)
        assert number_text(present) == text


def test_a_formula_that_is_begun_is_not_one_yet() -> None:
    """The sentence names what stands there, the sign alone too."""
    for text, named in (("=", "="), ("=9*", "9\\*")):
        with pytest.raises(BadFigure, match=f"“{named}” is not a formula yet: go on"):
            figure_from_text(text, Cell("a", INDICATORS[0], "2023"))


def test_the_offered_number_is_in_the_language_spoken() -> None:
    """Whatever stands in the line to be changed is read back as the same figure."""
    present = Figure("a", "gdp", "2023", value=3e12, mult=12, qualifier="over")
    speak(catalogue("zh"))
    try:
        offered = number_text(present)
    finally:
        speak(ENGLISH)
    assert offered == "超过 3万亿"
    assert number_text(present) == "over 3万亿"
    cell = Cell("a", INDICATORS[0], "2023", present=present)
    assert {figure_from_text(text, cell).qualifier for text in (offered, number_text(present))} == {"over"}


@pytest.mark.parametrize(
    ("text", "period", "vintage"),
    [
        ("２０２４年", "2024", ""),
        ("2024年上半年", "2024-H1", ""),
        ("2024年第三季度", "2024-Q3", ""),
        ("2024年6月", "2024-06", ""),
        ("2023＠2025年3月", "2023", "2025-03"),
    ],
)
def test_a_new_period_is_read_as_chinese_writes_it(text: str, period: str, vintage: str) -> None:
    """With or without a release; a release that is not a date is refused."""
    place = new_place(Workbook.of([], [*UNITS, *INDICATORS]), "a", "gdp", text)
    assert (place.period, place.vintage) == (period, vintage)
    with pytest.raises(BadFigure, match="is not a period"):
        new_place(Workbook.of([], [*UNITS, *INDICATORS]), "a", "gdp", "2023@2025-Q1")
