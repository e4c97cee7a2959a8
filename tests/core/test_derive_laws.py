"""Laws of edits, figures and of what is derived, and the figures of the Beijing set that everybody can check."""

import unicodedata
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from core.derive.derive import Derived, derive
from core.derive.slope import FEWEST, mann_kendall, theil_sen
from core.derive.stage import Stage, run_stages
from core.errors import BadFigure, JingdexError
from core.workbook.edit import CompositeEdit, Edit, SetEntry, SetFigure, block_edit
from core.workbook.entries import Indicator
from core.workbook.figure import Figure, scaled
from core.workbook.figure_cell import Cell
from core.workbook.figure_frame import frame_of
from core.workbook.figure_store import Figures
from core.workbook.figure_text import figure_from_text, text_from_figure
from core.workbook.workbook import ENTRY_FIELDS, Workbook
from data.sets import read_set

BEIJING = read_set("beijing")
SERIES = [
    *list(BEIJING.figures)[:30],
    ("healthcare", "overall_scale"),
    ("beijing", "ecosystem_index"),
    ("beijing", "gdp"),
]
CNY = Indicator("scale", "scale", measure="CNY", mult=8)
PERCENT = Indicator("share", "share", measure="PERCENT", decimals=1)


@st.composite
def figure_edits(draw: st.DrawFn, workbook: Workbook) -> SetFigure:
    """One edit of a figure, as it may be made of this workbook: added, changed or removed."""
    unit, indicator = draw(st.sampled_from(SERIES))
    vintage = draw(st.sampled_from(["", "2024-03"]))
    key = (unit, indicator, draw(st.sampled_from(["2016", "2017", "2020", "2022", "2023", "2024"])), vintage)
    before = workbook.figure(key)
    if before and draw(st.booleans()):
        return SetFigure(before, None)
    value = draw(st.one_of(st.none(), st.floats(0, 1e13)))
    status = "O" if value is None else draw(st.sampled_from("AEPFV"))
    qualifier = draw(st.sampled_from(["exact", "over", "nearly"])) if value is not None else "exact"
    return SetFigure(before, Figure(*key, value=value, status=status, qualifier=qualifier, source="x"))


@st.composite
def entry_edits(draw: st.DrawFn, workbook: Workbook) -> SetEntry:
    """One edit of an entry of any table: removed, or a field put to what that field is in another entry or a set."""
    table = draw(st.sampled_from([name for name, entries in workbook.tables.items() if entries]))
    before = draw(st.sampled_from(list(workbook.tables[table].values())))
    if draw(st.integers(0, 3)) == 0:
        return SetEntry(table, before, None)
    name = draw(st.sampled_from(ENTRY_FIELDS[table]))
    known = {getattr(entry, name) for entry in (*BEIJING.tables[table].values(), *workbook.tables[table].values())}
    after = replace(before, **{name: draw(st.sampled_from(sorted(known)))})
    return SetEntry(table, workbook.tables[table].get(after.key), after)


@st.composite
def edits(draw: st.DrawFn, workbook: Workbook) -> Edit:
    """One edit of any kind: of a figure, of an entry, of a block of figures, or of several entries in one step."""
    match draw(st.sampled_from(["figure", "entry", "block", "composite"])):
        case "figure":
            return draw(figure_edits(workbook))
        case "entry":
            return draw(entry_edits(workbook))
        case "block":
            made = draw(st.lists(figure_edits(workbook), min_size=1, max_size=3, unique_by=lambda edit: edit.key))
            gone = frame_of(edit.before for edit in made if edit.before and not edit.after)
            return block_edit(workbook, "block", frame_of(edit.after for edit in made if edit.after), gone)
        case _:
            first = draw(entry_edits(workbook))
            return CompositeEdit("several", (first, draw(entry_edits(first.apply(workbook)))))


@settings(max_examples=30)
@given(st.data())
def test_derived_after_any_edits_and_undos_is_derived_from_nothing(data: st.DataObject) -> None:
    """Whatever is done and taken back, of every kind of edit and entry, a memo changes no result."""
    workbook, derived = BEIJING, derive(BEIJING)
    done: list[Edit] = []
    for _ in range(data.draw(st.integers(1, 6))):
        if done and data.draw(st.booleans()):
            workbook = done.pop().inverse().apply(workbook)
        else:
            edit = data.draw(edits(workbook))
            workbook = edit.apply(workbook)
            done.append(edit)
        derived = derive(workbook, derived)
    assert derived == derive(workbook)
    for edit in reversed(done):
        workbook = edit.inverse().apply(workbook)
    assert workbook.tables == BEIJING.tables
    assert dict(workbook.figures) == dict(BEIJING.figures)


def test_a_stage_sees_no_table_that_it_does_not_declare() -> None:
    """So that what a stage reads is what decides whether its result is kept."""
    read: list[str] = []
    peek = Stage("peek", ("units",), lambda workbook, _, __: read.extend(workbook.tables))
    run_stages([peek], BEIJING, None, {})
    assert read == ["units"]


def test_a_stage_whose_inputs_are_unchanged_keeps_its_result() -> None:
    """A new claim computes the claims again, and neither the clusters nor the trends."""
    before = derive(BEIJING)
    claim = BEIJING.claims[0]
    after = derive(SetEntry("claims", claim, replace(claim, expected=claim.expected + 1)).apply(BEIJING), before)
    assert after.clusters is before.clusters
    assert after.trends is before.trends
    assert after.claims != before.claims


def test_an_edit_leaves_the_rows_of_other_series_the_same_objects() -> None:
    """What does not read an edited figure is taken over, not computed again."""
    before = derive(BEIJING)
    figure = BEIJING.series("healthcare", "overall_scale").at("2023")
    after = derive(SetFigure(figure, replace(figure, value=1e12)).apply(BEIJING), before)
    assert all(new is old for new, old in zip(after.trends[0].rows, before.trends[0].rows, strict=True))
    assert after.indices[0] is before.indices[0]
    assert after.clusters["c2023"] != before.clusters["c2023"]


def table(derived: Derived, code: str) -> dict[str, int]:
    """How many clusters of a list are in each tier."""
    return {tier.code: count for tier, count in derived.clusters[code].tier_counts}


def test_the_clusters_of_october_2023_are_two_and_five() -> None:
    """By their sizes two clusters are in the trillion tier and five in the hundred-billion tier."""
    assert table(derive(BEIJING), "c2023") == {"trillion": 2, "hundred_billion": 5}


def test_healthcare_is_239_hundred_million_short_of_the_trillion() -> None:
    """At 9,761 after +9.48 % it would cross in 2024."""
    row = next(row for row in derive(BEIJING).clusters["c2023"].rows if row.unit.code == "healthcare")
    assert row.distance == pytest.approx(239e8)
    assert row.growth == pytest.approx(9.4773441)
    assert row.crosses == 2024


def test_the_index_rose_by_a_known_rate_with_three_gaps() -> None:
    """0.8868 to 0.997 is +0.1102, +12.4267 % and +2.97158 % a year; 2017 to 2019 are gaps."""
    history = derive(BEIJING).indices[0]
    assert (history.change_points, history.gaps) == (pytest.approx(0.1102), 3)
    assert history.change_percent == pytest.approx(12.42670275)
    assert history.per_year == pytest.approx(2.97157807)


def test_an_index_from_a_year_before_1000_has_years_of_four_digits() -> None:
    """A workbook whose index begins in 0998 opens: its years are periods."""
    index = next(iter(BEIJING.tables["indices"].values()))
    history = derive(BEIJING.with_entry("indices", index.key, replace(index, first="0998"))).indices[0]
    assert [point.period for point in history.points[:3]] == ["0998", "0999", "1000"]


def test_rd_intensity_of_2023_is_marked_as_mixing_releases() -> None:
    """Published 6.73; with the census's GDP its parts give 6.22, with the first release 6.73."""
    rows = [row for block in derive(BEIJING).trends for row in block.rows if row.indicator.code == "rd_intensity"]
    assert not rows[0].ratio.agrees
    assert rows[0].ratio.newest == pytest.approx(6.2235897089)
    assert rows[0].ratio.first == pytest.approx(6.7345814852)


def test_no_claim_holds_on_unvalidated_figures_alone() -> None:
    """V figures may refute a claim but not carry it; the overlapping shares and the cut 7.9 % fail."""
    claims = {row.claim.code: row for row in derive(BEIJING).claims}
    reads = {
        code: [BEIJING.series(*key) for key in row.reads] for code, row in claims.items() if row.verdict == "holds"
    }
    assert all(any(f.status != "V" for series in group for f in series) for group in reads.values())
    assert claims["revenue_shares"].verdict == claims["healthcare_average_growth"].verdict == "fails"


@given(
    st.decimals(min_value=0, max_value=99999, places=2),
    st.sampled_from([4, 8, 12]),
    st.sampled_from("AEPFVUBD"),
    st.sampled_from(["exact", "over", "nearly", "about"]),
    st.text(st.characters(categories=["L", "N"]), max_size=8),
)
def test_a_printed_figure_parses_to_itself(number: object, mult: int, status: str, qualifier: str, note: str) -> None:
    """What F2 puts into the line gives the very same figure back."""
    note = unicodedata.normalize("NFKC", note)
    value = scaled(str(number), mult)
    figure = Figure("u", "scale", "2023", "", value, mult, 2, status, qualifier, "s", note)
    assert figure_from_text(text_from_figure(figure), Cell("u", CNY, "2023", present=figure)) == figure


@pytest.mark.parametrize(
    ("text", "value", "status", "qualifier"),
    [
        ("9761亿 E #2024 release", 9761e8, "E", "exact"),
        ("1.2万亿", 1.2e12, "A", "exact"),
        ("3.4bn", 3.4e9, "A", "exact"),
        ("2.9tn", 2.9e12, "A", "exact"),
        ("over 1e12", 1e12, "A", "over"),
        ("超过3万亿", 3e12, "A", "over"),
        ("~90000元", 90000.0, "A", "about"),
        ("３.５亿", 3.5e8, "A", "exact"),
        ("9,761", 9761e8, "A", "exact"),
        ("=2*1.5", 3e8, "A", "exact"),
    ],
)
def test_a_figure_is_understood_as_people_write_it(text: str, value: float, status: str, qualifier: str) -> None:
    """Scale words, qualifiers, letters and bare numbers in a cell shown in 亿."""
    figure = figure_from_text(text, Cell("u", CNY, "2023"))
    assert (figure.value, figure.status, figure.qualifier) == (value, status, qualifier)


def test_a_quotient_in_a_per_cent_cell_is_a_ratio() -> None:
    """=2947.1/43760.7 is 6.73 %, and 42.9% is 42.9."""
    assert figure_from_text("=2947.1/43760.7", Cell("u", PERCENT, "2023")).value == pytest.approx(6.7345814852)
    assert figure_from_text("42.9%", Cell("u", PERCENT, "2023")).value == 42.9


HOSTILE = [
    "=__import__('os')",
    "=().__class__",
    "=9**9**9",
    "=1/0",
    "=prev",
    "=x",
    "=[1]",
    "='a'*9",
    "=1 if 1 else 2",
    "=1e999",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_formula_is_arithmetic_and_nothing_else(text: str) -> None:
    """Everything but numbers and arithmetic is refused in a sentence."""
    with pytest.raises(BadFigure):
        figure_from_text(text, Cell("u", CNY, "2023"))


@given(st.text(max_size=30))
def test_any_text_is_a_figure_or_one_sentence(text: str) -> None:
    """No text that can be typed breaks the reading of figures."""
    with suppress(JingdexError):
        assert figure_from_text(text, Cell("u", CNY, "2023")).unit == "u"


def test_mann_kendall_and_sen_agree_with_the_published_example() -> None:
    """R&D intensity 2011-2023: S 55, variance 267.6667 with one tie, slope 0.0785 a year or near it."""
    values = [5.76, 5.95, 6.08, 5.95, 6.01, 5.96, 5.64, 6.17, 6.31, 6.44, 6.53, 6.83, 6.73]
    test = mann_kendall(values)
    assert test.s == 55
    assert test.variance == pytest.approx(267.6666667)
    assert test.p < 0.001
    assert theil_sen(range(2011, 2024), values) > 0.07
    assert mann_kendall(values[: FEWEST - 1]) is None


@given(st.lists(st.integers(-50, 50), min_size=5, max_size=9, unique=True))
def test_the_exact_p_is_that_of_scipy(values: list[int]) -> None:
    """Without ties and below ten points p counts orders, as Kendall's exact test does."""
    expected = kendalltau(range(len(values)), values, method="exact").pvalue
    assert mann_kendall(values).p == pytest.approx(expected)


@given(st.data())
def test_a_store_of_series_and_a_store_of_rows_hold_the_same_after_any_edits(data: st.DataObject) -> None:
    """Keys, order, length, series, rows and equality do not depend on which side a store was begun from."""
    few = BEIJING
    many = replace(BEIJING, figures=Figures(BEIJING.figures.whole()))
    for _ in range(data.draw(st.integers(1, 5))):
        edit = data.draw(figure_edits(few))
        few, many = edit.apply(few), edit.apply(many)
    assert list(few.figures) == list(many.figures) == sorted(few.figures)
    assert len(few.figures) == len(many.figures) == len(list(many.figures))
    assert few.figures.height == many.figures.height == sum(map(len, few.figures.values()))
    assert dict(few.figures) == dict(many.figures)
    assert few.figures.whole().equals(many.figures.whole())
    assert few.figures == many.figures
