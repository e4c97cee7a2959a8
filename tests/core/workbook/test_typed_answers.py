"""What a typed text becomes: figures with their scale, letter and note, formulas, thresholds, weights and targets."""

from dataclasses import replace

import pytest

from core.errors import BadEntry, BadFigure
from core.words import ENGLISH, speak
from core.workbook.edit import CompositeEdit, SetEntry, SetFigure, single_edits
from core.workbook.entries import ClusterList, Event, Indicator, Source, Step, Target, Tier, TreeNode, Unit
from core.workbook.figure import Figure, keeps_digits, scaled
from core.workbook.figure_cell import Cell
from core.workbook.figure_text import figure_from_text, letter_in, number_text, printed_number, text_from_figure
from core.workbook.formula import evaluated, names_in, numbers_in, parsed
from core.workbook.measures import Measured, measure_from_text, measured, named_measure
from core.workbook.new_place import following_period, new_place, place_to_type
from core.workbook.scale import scaled_measure, shown_scale, step_and_decimals, step_below
from core.workbook.typed_edit import (
    FigurePlace,
    Place,
    TargetPlace,
    TierPlace,
    WeightPlace,
    cell_at,
    counting_at,
    cycle_status,
    figure_at,
    figure_edit,
    initial_text,
    missing,
    series_at,
    set_note,
    set_source,
    source_of,
    standing_at,
    step_number,
    typed,
)  # fmt: skip
from core.workbook.workbook import Workbook
from tui.locale.catalogue import catalogue


def cell(measure: str = "CNY", mult: int = 0, *, decimals: int = 0, **known: Figure | None) -> Cell:
    """The cell of a figure of 2020."""
    indicator = Indicator("i", "I", measure=measure, mult=mult, decimals=decimals)
    return Cell("u", indicator, "2020", **known)  # type: ignore[arg-type] - present and previous alone


def own(value: float | None, mult: int = 0, decimals: int = 0, **marks: str) -> Figure:
    """A figure of 2020."""
    return Figure("u", "i", "2020", value=value, mult=mult, decimals=decimals, **marks)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "where", "figure"),
    [
        ("5 #a#b", cell(), own(5.0, note="a#b")), ("5 #" + "n" * 2000, cell(), own(5.0, note="n" * 2000)),
        ("L", cell(mult=8), own(None, status="L")), ("missing", cell(), own(None, status="O")),
        ("> 5", cell(), own(5.0, qualifier="over")),
        ("<5", cell(), own(5.0, qualifier="nearly")), ("5%", cell("RATIO"), own(0.05, decimals=2)),
        ("1.5e2亿", cell(), own(1.5e10, 9)),
        ("1e60", cell(), own(1e60, 12)), ("=1e60", cell(), own(1e60, formula="=1e60")),
        ("=5%+1", cell("PERCENT"), own(6.0, formula="=5%+1")),
        ("=5%*100", cell("RATIO"), own(5.0, formula="=5%*100")), ("=2/8", cell("PERCENT"), own(25.0, formula="=2/8")),
        ("=100/4", cell("PERCENT"), own(25.0, formula="=100/4")),
        ("=5%/2", cell("PERCENT", decimals=1), own(2.5, decimals=1, formula="=5%/2")),
        ("=prev/2", cell("PERCENT", previous=own(5.0, decimals=1)), own(2.5, decimals=1, formula="=prev/2")),
        ("=100*1/8", cell("PERCENT", decimals=1), own(12.5, decimals=1, formula="=100*1/8")),
        ("=1.25万+1亿", cell(mult=8), own(100012500.0, 8, 6, formula="=1.25万+1亿")),
        ("=this", cell(present=own(1.5e8, 8, 1), previous=own(2.5e4, 4, 1)), own(1.5e8, 8, 5, formula="=this")),
        ("=this", cell(present=own(5e8, 8)), own(5e8, 8, formula="=this")),
        ("=1.01005", cell(), own(1.01005, formula="=1.01005")),
        ("=1.02", cell(), own(1.02, decimals=1, formula="=1.02")),
        ("=0.0000502亿", cell(mult=8), own(5020.0, 8, 7, formula="=0.0000502亿")),
    ],
)  # fmt: skip
def test_a_typed_text_is_the_figure(text: str, where: Cell, figure: Figure) -> None:
    """In the scale that is written; a plain quotient of per cents is a ratio."""
    made = figure_from_text(text, where)
    assert replace(made, status=figure.status) == figure


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ("5 L", cell(), "L means “exists but not collected”"), ("A", cell(), "There is no number: type one"),
        ("over O", cell(), "has a qualifier but no number"),
        ("5 #" + "n" * 2001, cell(), "The note is longer than 2000"), ("5亿%", cell(), "mixes % with a scale"),
        ("5e3%", cell(), "mixes % with a scale"),
        ("5亿", cell("PERCENT"), "has a scale, but i is in per cent"), ("1.1e60", cell(), "is larger than anything"),
        ("=1e55", cell(mult=8), "more than anything measured"),
        ("overa1", cell(), "“overa1” is not a figure"), ("x" * 40, cell(), "“" + "x" * 40 + "” is not"),
        ("x" * 41, cell(), "“" + "x" * 39 + "…” is not"),
    ],
)  # fmt: skip
def test_a_typed_text_that_is_not_a_figure_says_why(text: str, where: Cell, why: str) -> None:
    """Forty characters of it are quoted."""
    with pytest.raises(BadFigure, match=why):
        figure_from_text(text, where)


@pytest.mark.parametrize(
    ("present", "text", "figure"),
    [
        (own(5.0, source="s", note="n"), "5", own(5.0, source="s", note="n")),
        (own(5.0, source="s", note="n"), "6", own(6.0, status="E")),
        (own(5.0, source="s"), "over 5", own(5.0, qualifier="over", status="E")),
        (own(5.0, source="s"), "=5", own(5.0, status="E", formula="=5")),
        (own(5.0, status="I"), "6", own(6.0, status="E")), (own(5.0), "6", own(6.0)),
        (own(None, status="O"), "6", own(6.0, status="E")),
        (own(5.0, formula="=5", source="s"), "=5", own(5.0, formula="=5", source="s")),
        (own(5.0, formula="=5", source="s"), "5", own(5.0, source="s")),
    ],
)  # fmt: skip
def test_what_is_typed_again_stays_and_another_value_is_an_estimate(present: Figure, text: str, figure: Figure) -> None:
    """Of a published figure, an estimate or a gap; an observation of one's own stays one."""
    assert figure_from_text(text, cell(present=present)) == figure


@pytest.mark.parametrize(("text", "letter"), [("L", "L"), ("- M", "M"), ("missing", "O"), ("- E", "O"), ("O", "O")])
def test_a_gap_has_a_letter_of_gaps(text: str, letter: str) -> None:
    """O where another one is written."""
    assert figure_from_text(text, cell()).status == letter


@pytest.mark.parametrize(
    ("text", "letter"), [("5 E #P", "E"), ("over 5 f", "F"), ("5", ""), ("5亿E # x", "E"), ("O", "O"), ("#E", "")]
)
def test_the_letter_in_a_text_is_its_status(text: str, letter: str) -> None:
    """None in its note."""
    assert letter_in(text) == letter


@pytest.mark.parametrize(
    ("figure", "text", "plain", "again"),
    [
        (own(12345.0, 4, 4), "1.2345万", "12.345k", "1.2345万 A"),
        (own(3e12, 8, 1), "3.00万亿", "3.00tn", "30000.0亿 A"),
        (own(2.5e9, 9, 2, status="P"), "2.50bn", "2.50bn", "2.50bn P"), (own(1e3, 4), "0.1万", "1k", "0.1万 A"),
        (own(0.5, 4), "0.00005万", "0.5", "0.00005万 A"), (own(99999.0, 4), "9.9999万", "99.999k", "9.9999万 A"),
        (own(1.5e7, 7, 1), "15.0m", "15.0m", "15m A"), (own(None, status="M"), "", "", "M"), (own(None), "", "", "O"),
        (own(5e11, 11, 2, note="n"), "500.00bn", "500.00bn", "500bn A #n"),
        (own(2.0, -2, 1), "2.00", "2.00", "2.000 A"),
        (own(2e12, 4, 3, qualifier="over"), "over 2.00万亿", "over 2.00tn", "over 200000000.000万 A"),
    ],
)  # fmt: skip
def test_a_figure_is_written_as(figure: Figure, text: str, plain: str, again: str) -> None:
    """In the scale that it is shown in, with and without Chinese words, and as the text that gives it."""
    assert (number_text(figure), number_text(figure, plain=True), text_from_figure(figure)) == (text, plain, again)


def test_printed_digits_are_those_of_the_source() -> None:
    """As many as it had, also where a double has fewer."""
    assert (printed_number(0.1, 0, 17), printed_number(12.5, 0, 0), printed_number(0.5, 0, 2)) == (
        "0.10000000000000001",
        "12.5",
        "0.50",
    )
    assert keeps_digits("0.10000000000000001", 0.1)
    assert not keeps_digits("36028797018963968", 36028797018963968.0)
    assert keeps_digits("0.5878511620649129", scaled("0.5878511620649129", 8))
    assert not keeps_digits("0.5878511620649129", -scaled("0.5878511620649129", 8))
    assert keeps_digits("0.8323413780389788", scaled("0.8323413780389788", 8))
    assert keeps_digits("123e300", 1.23e302)


@pytest.mark.parametrize(
    ("value", "mult", "chinese", "plain"),
    [
        (9999.0, 0, 0, 0), (1000.0, 4, 4, 3), (999.0, 4, 4, 0), (0.5, 4, 4, 0), (12345.0, 4, 4, 3), (1e8, 4, 8, 6),
        (99999999.0, 4, 4, 6),
        (1e12, 4, 12, 12), (1e4, 8, 8, 3), (0.2, 8, 8, 0), (1.5, 8, 8, 0), (-2e12, 8, 12, 12), (None, 8, 8, 9),
        (None, 4, 4, 3),
        (None, 12, 12, 12), (5e9, 9, 9, 9), (5e9, 7, 6, 6), (5.0, -2, 0, 0), (1e6, 4, 4, 6),
    ],
)  # fmt: skip
def test_a_number_is_shown_in(value: float | None, mult: int, chinese: int, plain: int) -> None:
    """The largest of 万, 亿 and 万亿 that it reaches, not below its own; without Chinese words k, m, bn or tn."""
    assert [shown_scale(value, mult, chinese=words) for words in (True, False)] == [chinese, plain]


def test_a_power_of_ten_has_a_step_below_and_its_measure_a_word() -> None:
    """Never below ones; a digit of the one is several of the other."""
    assert [step_below(mult) for mult in (-2, 0, 2, 3, 5, 11, 12, 15)] == [0, 0, 0, 3, 4, 9, 12, 12]
    assert [step_and_decimals(*printed) for printed in ((7, 3), (7, 0), (-2, 1), (8, 2))] == [
        (6, 2),
        (6, 0),
        (0, 3),
        (8, 2),
    ]
    measures = [("CNY", 8), ("PERSONS", 0), ("X", 3), ("CNY", 5)]
    assert [scaled_measure(*of) for of in measures] == ["10^8 CNY", "PERSONS", "10^3 X", "10^5 CNY"]
    speak(catalogue("zh"))
    try:
        assert [scaled_measure(*of) for of in measures] == ["亿元", "人", "10^3 X", "10^5 元"]
    finally:
        speak(ENGLISH)


BOOK = Workbook.of(
    [
        Figure("u", "i", "2019", value=4.0, source="s"), Figure("u", "i", "2020", "2021", 5.0, source="s"),
        Figure("u", "i", "2020", "2023", 6.5, decimals=1, source="s"), Figure("u", "j", "2020", value=7.0, status="E"),
        Figure("u", "k", "2020", value=8.0, source="s"), Figure("u", "k", "2020", "2021", 9.0),
        Figure("u", "k", "2021", status="O"),
    ],
    [
        Unit("u", "U"), Indicator("i", "I"), Indicator("j", "J", mult=4), Source("s", "Yearbook"),
        Tier("t", "T", threshold=1.5e12),
        TreeNode("m", "i", weight=2.0), TreeNode("m", "j", weight=0.25),
        Target("u", "j", "2030", 25000.0, "over", note="n"),
    ],
)  # fmt: skip
OWN, TIER, GOAL = FigurePlace("u", "j", "2020"), TierPlace("t"), TargetPlace("u", "j", "2030")
WEIGHT, LIGHT = WeightPlace("m", "i"), WeightPlace("m", "j")
NEWEST, OLDER = FigurePlace("u", "i", "2020", "2023"), FigurePlace("u", "i", "2020", "2021")


@pytest.mark.parametrize(
    ("place", "shown", "series", "scale"),
    [
        (TIER, ("1.50万亿", 8, 0), None, 12), (WEIGHT, ("2.0", 0, 1), None, 0), (LIGHT, ("0.25", 0, 2), None, 0),
        (GOAL, ("over 2.5万", 4, 1), ("u", "j"), 4), (OWN, ("7", 0, 0), ("u", "j"), 0),
        (TierPlace("x"), None, None, 8),
        (WeightPlace("m", "x"), None, None, 0), (TargetPlace("u", "j", "2031"), None, ("u", "j"), 4),
        (FigurePlace("u", "x", "2020"), None, ("u", "x"), 0),
    ],
)  # fmt: skip
def test_a_place_has_a_figure_and_a_cell(
    place: Place, shown: tuple[str, int, int] | None, series: tuple[str, str] | None, scale: int
) -> None:
    """Also a threshold, a weight and a target; empty where nothing is there."""
    figure, where = figure_at(BOOK, place), cell_at(BOOK, place)
    assert (figure and (number_text(figure), figure.mult, figure.decimals)) == shown
    assert (series_at(place), where.present, where.scale) == (series, figure, scale)
    assert initial_text(BOOK, place) == (shown[0] if shown else "")


def test_the_cell_of_a_figure_knows_what_is_beside_it() -> None:
    """The known figure before, and whether a release is published; the newest counts for one that left."""
    assert [cell_at(BOOK, place).published for place in (OWN, NEWEST, FigurePlace("u", "k", "2020"))] == [
        False,
        True,
        True,
    ]
    before = cell_at(BOOK, NEWEST).previous
    assert before is not None
    assert before.period == "2019"
    assert standing_at(BOOK, FigurePlace("u", "i", "2020")) == counting_at(BOOK, OLDER) == NEWEST
    assert (standing_at(BOOK, OLDER), counting_at(BOOK, FigurePlace("u", "x", "1"))) == (
        OLDER,
        FigurePlace("u", "x", "1"),
    )
    assert initial_text(BOOK, GOAL, plain=True) == "over 25k"
    assert cell_at(typed(BOOK, NEWEST, "7").apply(BOOK), NEWEST).published
    shown = Figure("u", "j", "2021", value=12345.0, mult=4, decimals=4)
    book = BOOK.with_figure(shown.key, shown)
    for text in ("1.2345万", "12.345k"):
        assert typed(book, FigurePlace("u", "j", "2021"), text) == SetFigure(shown, shown)


@pytest.mark.parametrize(
    ("place", "text", "edit"),
    [
        (TIER, "2", SetEntry("tiers", Tier("t", "T", threshold=1.5e12), Tier("t", "T", threshold=2e12))),
        (TIER, "0.5元", SetEntry("tiers", Tier("t", "T", threshold=1.5e12), Tier("t", "T", threshold=0.5))),
        (WEIGHT, "0", SetEntry("placed", TreeNode("m", "i", weight=2.0), TreeNode("m", "i", weight=0.0))),
        (WEIGHT, "0.5", SetEntry("placed", TreeNode("m", "i", weight=2.0), TreeNode("m", "i", weight=0.5))),
        (GOAL, "3 #x", SetEntry("targets", BOOK.targets("u", "j")[0], Target("u", "j", "2030", 3e4, note="x"))),
        (TargetPlace("u", "j", "2031"), "3", SetEntry("targets", None, Target("u", "j", "2031", 30000.0))),
        (OWN, "7", SetFigure(BOOK.figure(("u", "j", "2020", "")), BOOK.figure(("u", "j", "2020", "")))),
        (OWN, "8 P", SetFigure(BOOK.figure(("u", "j", "2020", "")), Figure("u", "j", "2020", value=8.0, status="P"))),
        (NEWEST, " 6.5 ", SetFigure(BOOK.figure(("u", "i", "2020", "2023")), BOOK.figure(("u", "i", "2020", "2023")))),
    ],
)  # fmt: skip
def test_a_text_at_a_place_is_the_edit(place: Place, text: str, edit: SetEntry | SetFigure) -> None:
    """Of the threshold, the weight, the target or the figure; the number that stands there changes nothing."""
    assert typed(BOOK, place, text) == edit


@pytest.mark.parametrize(
    ("place", "text", "why"),
    [
        (TIER, "0", "A tier begins above 0"), (TIER, "-1", "A tier begins above 0"),
        (WEIGHT, "-0.5", "A weight must be 0 or more"),
        (GOAL, "O", "This cannot be missing"), (OLDER, "6", "2020 has a newer figure"),
        (NEWEST, "6 A", "2020 has releases: name the date"),
        (FigurePlace("u", "k", "2020", "2021"), "6", "2020 has releases: name the date"),
    ],
)  # fmt: skip
def test_a_text_at_a_place_is_refused(place: Place, text: str, why: str) -> None:
    """Beside a published figure without a date every other one needs one."""
    with pytest.raises(BadFigure, match=why):
        typed(BOOK, place, text)


def test_a_newer_release_alone_takes_the_place_of_the_users_own_figure() -> None:
    """Not one between two others, and not a correction of the newest."""
    workbook = typed(BOOK, NEWEST, "7").apply(BOOK)
    for vintage, stays in (("2022", True), ("2023", True), ("2024", False)):
        figure = Figure("u", "i", "2020", vintage, 8.0, source="s")
        after = figure_edit(workbook, FigurePlace(*figure.key), figure).apply(workbook)
        assert (after.figure(("u", "i", "2020", "")) is not None, after.figure(figure.key)) == (stays, figure)


def test_steps_letters_notes_and_gaps_are_edits() -> None:
    """A step is one of the last printed digit; a threshold and a weight have steps too."""
    assert step_number(BOOK, OWN, 2) == SetFigure(
        BOOK.figure(("u", "j", "2020", "")), Figure("u", "j", "2020", value=9.0, status="E")
    )
    tier, node = BOOK.tables["tiers"]["t"], BOOK.tables["placed"]["m/j"]
    assert step_number(BOOK, TIER, 1) == SetEntry("tiers", tier, Tier("t", "T", threshold=15001e8))
    assert step_number(BOOK, LIGHT, -1) == SetEntry("placed", node, TreeNode("m", "j", weight=0.24))
    workbook = BOOK.with_figure(
        ("u", "j", "2020", ""), Figure("u", "j", "2020", value=1.25e7, mult=7, decimals=3, status="E")
    )
    moved = step_number(workbook, OWN, 1)
    assert isinstance(moved, SetFigure)
    assert moved.after == Figure("u", "j", "2020", value=12510000.0, mult=6, decimals=2, status="E")
    dated = Figure("u", "k", "2019", "2020", 9.0)
    estimate = step_number(BOOK.with_figure(dated.key, dated), FigurePlace(*dated.key), 1)
    assert [part.after for part in single_edits(estimate)] == [Figure("u", "k", "2019", value=10.0, status="E")]
    for place in (FigurePlace("u", "k", "2021"), FigurePlace("u", "x", "2020")):
        with pytest.raises(BadFigure, match="There is no number to step"):
            step_number(BOOK, place, 1)
    letters = []
    for status, place in (("D", OWN), ("E", OWN), ("A", OWN), ("X", OWN)):
        book = (
            BOOK.with_figure(("u", "j", "2020", ""), replace(own(7.0), indicator="j", status=status))
            if status != "X"
            else BOOK
        )
        edit = cycle_status(book, place)
        assert isinstance(edit, SetFigure)
        letters.append(edit.after and edit.after.status)
    assert letters == ["A", "P", "E", "P"]
    released = typed(BOOK, NEWEST, "7 D").apply(BOOK)
    last = cycle_status(released, FigurePlace("u", "i", "2020"))
    assert isinstance(last, SetFigure)
    assert last.after is not None
    assert last.after.status == "E"
    beside = [Figure("u", "k", "2019", "2020", 9.0, source="s"), Figure("u", "k", "2019", value=8.0, status="D")]
    last = cycle_status(Workbook.of(beside, []), FigurePlace("u", "k", "2019"))
    assert isinstance(last, SetFigure)
    assert last.after is not None
    assert last.after.status == "E"
    with pytest.raises(BadFigure, match="A missing value needs one of the letters"):
        cycle_status(BOOK, FigurePlace("u", "k", "2021"))
    note = set_note(BOOK, OWN, " " + "n" * 2000 + " ")
    assert isinstance(note, SetFigure)
    assert note.after is not None
    assert note.after.note == "n" * 2000
    with pytest.raises(BadFigure, match="longer than 2000"):
        set_note(BOOK, OWN, "n" * 2001)
    assert missing(BOOK, OWN).apply(BOOK).figure(("u", "j", "2020", "")) == Figure("u", "j", "2020", status="O")
    for place in (TIER, FigurePlace("u", "x", "2020")):
        with pytest.raises(BadEntry, match=r"Only a figure can be missing|There is no figure here"):
            missing(BOOK, place) if place == TIER else set_note(BOOK, place, "n")


def test_a_source_is_known_or_new() -> None:
    """By its code or title; a new one has a code of its title that is free."""
    assert [source_of(BOOK, text) for text in ("s", " Yearbook ", "")] == [(BOOK.sources["s"], True)] * 2 + [
        (None, False)
    ]
    book = Workbook.of([], [Source("a_b", "x"), Source("a_b_2", "y"), Source("a_b_3", "z")])
    assert source_of(book, "A  b!") == (Source("a_b_4", "A  b!"), False)
    assert [source_of(book, text)[0] for text in ("t" * 50, "！")] == [
        Source("t" * 40, "t" * 50),
        Source("source", "！"),
    ]
    figure = BOOK.figure(("u", "j", "2020", ""))
    assert figure is not None
    assert set_source(BOOK, OWN, "Yearbook") == SetFigure(figure, replace(figure, source="s"))
    assert set_source(BOOK, OWN, "") == SetFigure(figure, figure)
    new = SetFigure(figure, replace(figure, source="report"))
    assert set_source(BOOK, OWN, "Report") == CompositeEdit(
        str(new), (SetEntry("sources", None, Source("report", "Report")), new)
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [("-prev", -3.0), ("+prev", 3.0), ("2^64", 2.0**64), ("a*2-1", 7.0), ("1+" * 199 + "11", 210.0)],
)
def test_a_formula_gives(text: str, value: float) -> None:
    """Of prev 3 and a 4; it has up to 400 characters."""
    assert evaluated(parsed(text), {"prev": 3.0, "a": 4.0}) == value
    assert (names_in(parsed("a+b*2")), numbers_in(parsed("a+2*3.5-'x'"))) == ({"a", "b"}, {2.0, 3.5})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("(-1)^0.5", "no finite number"), ("1e308*10", "no finite number"), ("2^65", "A power above 64"),
        ("1/0", "divides by zero"),
        ("2^-65", "A power above 64"), ("b", "“b” has no value"), ("True", "cannot be used"), ("c", "cannot be used"),
        ("1+" * 199 + "111", "longer than 400"),
    ],
)  # fmt: skip
def test_a_formula_without_a_number_says_why(text: str, why: str) -> None:
    """Nothing that is no real number comes of it."""
    with pytest.raises(BadFigure, match=why):
        evaluated(parsed(text), {"b": None})


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("10^8 CNY", Measured("CNY", 8)), ("10^3 亿元", Measured("CNY", 11)), ("10^2 widgets", Measured("widgets", 2)),
        ("euro millions", Measured("EUR", 6)),
        ("widgets millions", None), ("亿", Measured("COUNT", 8)), ("% of GDP", Measured("PERCENT")),
        ("EUR", Measured("EUR")), ("widgets", None),
        ("million of persons", Measured("PERSONS", 6)),
    ],
)  # fmt: skip
def test_a_measure_is_read(text: str, measure: Measured | None) -> None:
    """With the power of ten before or behind it."""
    assert measured(text) == measure
    assert str(Measured("CNY", 8)) + str(Measured("CNY")) == "10^8 CNYCNY"


def test_a_measure_is_named_by_a_person_or_in_a_header() -> None:
    """In brackets, behind a comma, or as a sign of per cent."""
    assert [measure_from_text(text) for text in ("亿元", "CNY", "10^8 CNY", "PERSON_YEARS")] == [
        ("CNY", 8), ("CNY", None), ("CNY", 8), ("PERSON_YEARS", None)
    ]  # fmt: skip
    assert [named_measure(text) for text in ("产值（亿元）", "x%", "%", "GDP, EUR", "GDP (x)", "（亿元）")] == [
        ("产值", Measured("CNY", 8)), ("x", Measured("PERCENT")), ("%", None), ("GDP", Measured("EUR")),
        ("GDP (x)", None), ("（亿元）", None)
    ]  # fmt: skip


def test_a_new_place_is_free() -> None:
    """A gap may be filled; a release is another place than the period."""
    assert new_place(BOOK, "u", "k", "2021") == FigurePlace("u", "k", "2021")
    assert new_place(BOOK, "u", "i", "2020@2022") == FigurePlace("u", "i", "2020", "2022")
    assert new_place(BOOK, "u", "i", "2021年上半年") == FigurePlace("u", "i", "2021-H1")
    for text in ("2020", "2020@2021"):
        with pytest.raises(BadFigure, match=f"{text} already exists"):
            new_place(BOOK, "u", "i", text)
    for text in ("soon", "2020@", "2020@2021-H1"):
        with pytest.raises(BadFigure, match="is not a period"):
            new_place(BOOK, "u", "i", text)
    assert (following_period(BOOK, "u", "i"), following_period(BOOK, "u", "x")) == ("2021", "")
    assert place_to_type(BOOK.series("u", "k"), ("u", "k")) == FigurePlace("u", "k", "2021")
    assert place_to_type(BOOK.series("u", "x"), ("u", "x"), "2024") == FigurePlace("u", "x", "2024")


def test_tables_of_a_workbook_are_in_their_order() -> None:
    """Tiers from the highest, lists and events in time, steps by number; targets are those of one series."""
    entries = [
        Tier("a", "", threshold=1.0), Tier("b", "", threshold=2.0), ClusterList("y", "", period="2021"),
        ClusterList("x", "", period="2020"),
        Event("q", "", period="2021"), Event("p", "", period="2020"), Step("m", 2, "x", "y"), Step("m", 1, "x", "y"),
        Step("n", 3, "x", "y"),
        Target("u", "i", "2031", 1.0), Target("u", "i", "2030", 1.0), Target("u", "j", "2030", 1.0),
        Target("v", "i", "2030", 1.0),
    ]  # fmt: skip
    book = Workbook.of([], entries)
    names = [[entry.code for entry in listed] for listed in (book.tiers, book.cluster_lists, book.events)]
    assert names == [["b", "a"], ["x", "y"], ["p", "q"]]
    assert [step.number for step in book.steps("m")] == [1, 2]
    assert [target.period for target in book.targets("u", "i")] == ["2030", "2031"]
