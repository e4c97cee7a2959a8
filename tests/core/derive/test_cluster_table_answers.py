"""Rows and sums of clusters, cohorts, growth and published indices, each with its values by hand."""

from dataclasses import replace

import pytest

from core.derive.cluster_table import ClusterRow, cluster_row, concentration, newest_size
from core.derive.cohorts import cohorts
from core.derive.derive import derive, methods_of
from core.derive.growth import base_index, cagr, crossing_year, growth, points_a_year
from core.derive.index_history import IndexHistory, index_history
from core.workbook.entries import ClusterList, Event, Index, Indicator, Member, Method, Tier, TreeNode, Unit
from core.workbook.entry import Entry, FailedEntry
from core.workbook.figure import Figure, Series
from core.workbook.workbook import Workbook

TIERS = [Tier("high", "", threshold=121.0), Tier("mid", "", threshold=100.0), Tier("low", "", threshold=10.0)]


def sizes(*figures: tuple[object, ...]) -> Series:
    """A series of periods and values, each with what else is named: a letter or a qualifier."""
    made = []
    for when, value, *mark in figures:
        named = {"status" if len(str(mark[0])) == 1 else "qualifier": mark[0]} if mark else {}
        made.append(Figure("u", "i", str(when), value=value, **named))  # type: ignore[arg-type] - as named above
    return Series.of(made)


def row(*figures: tuple[object, ...], until: str = "") -> ClusterRow:
    """The row of a cluster with these sizes."""
    return cluster_row(Member("l", "u", "i"), Unit("u", "U"), Indicator("i", "I"), sizes(*figures), until, TIERS)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (((2021, 80.0), (2022, 100.0)), (25, 25, 1, "A", "mid", "high", 21, 2023)),
        (((2020, 70.0), (2022, 100.8, "E")), (None, 20, 2, "E", "mid", "high", 20.2, 2024)),
        (((2021, 80.0), (2022, 100.0, "over")), (None, None, 0, "A", "mid", "high", None, None)),
        (((2021, 80.0), (2022, 100.0, "nearly")), (None, None, 0, "A", "low", "high", 21, None)),
        (((2020, 50.0), (2021, 80.0, "over"), (2022, 98.0)), (None, 40, 2, "A", "low", "mid", 2, 2023)),
        ((("2021-H1", 500.0), (2022, 98.0)), (None, None, 0, "A", "low", "mid", 2, None)),
        (((2021, 200.0), (2022, 121.0)), (-39.5, -39.5, 1, "A", "high", None, None, None)),
        (((2021, 20.0), (2022, 5.0)), (-75, -75, 1, "A", None, "low", 5, None)),
        ((("2021-06", 40.0), ("2022-06", 50.0)), (25, 25, 1, "A", "low", "mid", 50, 2026)),
        ((), (None, None, 0, "A", None, None, None, None)),
    ],
)  # fmt: skip
def test_the_row_of_a_cluster_is(figures: tuple[tuple[object, ...], ...], expected: tuple[object, ...]) -> None:
    """Growth, yearly growth, its years and letter; tier, the next, how far it is, and the year at that growth."""
    made = row(*figures)
    *rates, years, letter, tier, above, distance, crosses = expected
    assert [made.growth, made.rate, made.rate_years] == [rate and pytest.approx(rate) for rate in (*rates, years)]
    assert [made.growth_status, *(of and of.code for of in (made.tier, made.next_tier))] == [letter, tier, above]
    assert made.distance == (distance if distance is None else pytest.approx(distance))
    assert (made.crosses, made.share, made.rough_share, made.forecasts) == (crosses, None, False, ())


@pytest.mark.parametrize(
    ("figures", "periods", "crosses"),
    [
        (((2022, 100.0), ("2022-12", 130.0, "F"), (2023, 110.0, "F"), (2024, 121.0, "F")), "2023 2024", 2024),
        (((2022, 100.0), (2023, 121.0, "F"), (2024, 9.0, "F")), "2023 2024", 2023),
        (((2021, 80.0), (2022, 100.0), (2023, 120.0, "F")), "2023", None),
        (((2022, 100.0, "F"), (2023, 110.0, "F")), "", 2024),
        (((2022, 100.0), ("2023-H1", 130.0, "F"), (2021, 140.0, "F")), "", None),
    ],
)  # fmt: skip
def test_forecasts_after_the_size_say_when_the_next_tier_is_reached(
    figures: tuple[tuple[object, ...], ...], periods: str, crosses: int | None
) -> None:
    """Those of sizes that end later; without an observed size there are none, as the newest forecast is the size."""
    made = row(*figures)
    assert ([figure.period for figure in made.forecasts], made.crosses) == (periods.split(), crosses)


@pytest.mark.parametrize(
    ("until", "period"),
    [("", "2022"), ("2022", "2022"), ("2021", "2021"), ("2020-12", "2020-12"), ("2019", None)],
)  # fmt: skip
def test_the_size_of_a_list_is_the_newest_until_its_period(until: str, period: str | None) -> None:
    """Of whole years and dates, forecasts apart; not of quarters or windows."""
    series = sizes(("2020-12", 1.0), (2021, 2.0), ("2021-Q4", 3.0), (2022, 4.0), ("2018-2022", 5.0), (2023, 6.0, "F"))
    size = newest_size(series, until)
    assert (size and size.period) == period


def test_concentration_is_of_shares() -> None:
    """Of 40, 30, 20 and 10: the squares of their shares, the three largest, and the number of equals."""
    hhi, cr3, effective = concentration([10.0, 40.0, 20.0, 30.0])
    assert (hhi, cr3, effective) == (pytest.approx(0.3), pytest.approx(90), pytest.approx(1 / 0.3))
    assert concentration([1.0]) == (1, 100, 1)
    assert concentration([0.0]) == concentration([]) == (None, None, None)


LIST = ClusterList("l", "L", until="2022")


def table_of(entries: list[Entry], **of_units: tuple[tuple[object, ...], ...]):  # noqa: ANN201 - a table of clusters
    """The table of a list of these units."""
    figures = [replace(figure, unit=unit) for unit, own in of_units.items() for figure in sizes(*own)]
    members = [Member("l", unit, "i", overlaps="b" if unit == "d" else "") for unit in of_units]
    workbook = Workbook.of(figures, [LIST, *members, *TIERS, *entries])
    return derive(workbook).clusters["l"]


def test_the_sums_of_a_list_are_over_its_known_sizes() -> None:
    """Two of three are known: 75 and 25 per cent of them, which says more than is known of the whole."""
    table = table_of([], a=((2022, 150.0),), b=((2022, 50.0),), c=())
    assert [(row.share, row.rough_share) for row in table.rows] == [(75, True), (25, True), (None, False)]
    assert (table.total, table.total_qualifier, table.known, table.hhi, table.overlapping) == (
        200,
        "over",
        2,
        0.625,
        False,
    )
    assert [count for _, count in table.tier_counts] == [1, 0, 1]
    assert [row.rough_share for row in table_of([], a=((2022, 150.0),), b=((2022, 50.0),)).rows] == [False, False]
    overlapping = table_of([], a=((2022, 150.0),), d=((2022, 50.0),))
    assert ([row.rough_share for row in overlapping.rows], overlapping.overlapping) == ([True, True], True)


def test_the_tiers_ahead_are_those_of_the_newest_forecasts() -> None:
    """For the latest period of any; a cluster without forecast keeps its tier."""
    table = table_of(
        [],
        a=((2022, 50.0), (2023, 60.0, "F"), (2026, 110.0, "F")),
        b=((2022, 130.0), (2024, 90.0, "F")),
        c=((2022, 125.0),),
    )
    assert ([count for _, count in table.tier_counts_ahead], table.ahead) == ([1, 1, 1], "2026")
    assert (table_of([], a=((2022, 50.0),)).tier_counts_ahead, table_of([]).ahead) == ((), "")


@pytest.mark.parametrize(
    ("failed", "known_as", "count"),
    [("members l", "over", 1), ("members k", "exact", 0), ("tiers", "exact", 1), ("members l, tiers", "over", 2)],
)
def test_failed_members_of_a_list_and_failed_tiers_make_it_incomplete(failed: str, known_as: str, count: int) -> None:
    """A failed member may add to the total; a failed tier, or a member of another list, does not."""
    entries: list[Entry] = []
    for table, _, code in (part.partition(" ") for part in failed.split(", ")):
        entries.append(FailedEntry(table, f"{code}/x", f'{{"cluster_list": "{code}"}}', "?"))
    table = table_of(entries, a=((2022, 150.0),))
    assert (table.total_qualifier, len(table.failed)) == (known_as, count)


@pytest.mark.parametrize(("grace", "change"), [(1, "grace"), (0, "demoted")])
@pytest.mark.parametrize(
    ("until", "figures"),
    [
        ("2022", [("2022", 1.0, "A"), ("2023", 0.5, "A"), ("2023-12", 2.0, "F")]),
        ("2022", [("2022", 1.0, "A"), ("2023", 1.5, "A"), ("2023-12", 0.5, "A")]), ("2022", [("2023", 0.5, "A")]),
        ("", [("2023", 0.5, "A"), ("2024", 1.0, "A")]),
    ],
)  # fmt: skip
def test_the_years_below_a_tier_begin_where_it_was_last_reached(
    until: str, figures: list[tuple[str, float, str]], grace: int, change: str
) -> None:
    """By the last size at its threshold, forecasts apart; else by the end of the version before, or its period."""
    tier = Tier("one", "", threshold=1.0, grace=grace)
    lists = [ClusterList("k", "", period="2022", until=until), ClusterList("l", "", period="2023", until="2023")]
    stated = [Member("k", "u", "i", tier="one"), Member("l", "u", "i")]
    known = [Figure("u", "i", when, value=value, status=letter) for when, value, letter in figures]
    tables = derive(Workbook.of(known, [*lists, *stated, tier])).clusters
    first, second = cohorts([tables["k"], tables["l"]], [tier])
    assert (first.change, first.tier) == ("new", tier)
    assert (second.change, second.years_below, second.tier) == (change, 1.0, tier if grace else None)


def test_a_cluster_that_reaches_its_first_tier_is_promoted() -> None:
    """Also to a tier from 1 on, and from half of it."""
    tier = Tier("one", "", threshold=1.0)
    figures = [Figure("u", "i", year, value=value) for year, value in (("2022", 0.5), ("2023", 1.0), ("2024", 1.5))]
    lists = [ClusterList(year, "", period=year, until=year) for year in ("2022", "2023", "2024")]
    tables = derive(Workbook.of(figures, [*lists, *(Member(one.code, "u", "i") for one in lists), tier])).clusters
    assert [made.change for made in cohorts([*tables.values()], [tier])] == ["new", "promoted", "kept"]


@pytest.mark.parametrize(
    ("old", "new", "years", "expected"),
    [
        (50.0, 98.0, 2.0, (96, 40, 24, 196)), (0.0, 98.0, 2.0, (None, None, 49, None)),
        (50.0, 0.0, 2.0, (-100, None, -25, 0)), (-50.0, 98.0, 2.0, (None, None, 74, -196)),
        (50.0, 98.0, 0.0, (96, None, None, 196)), (50.0, None, 2.0, (None,) * 4),
        (None, 98.0, 2.0, (None,) * 4), (0.5, 1.0, 1.0, (100, 100, 0.5, 200)),
    ],
)  # fmt: skip
def test_a_change_between_two_values_is(
    old: float | None, new: float | None, years: float, expected: tuple[float | None, ...]
) -> None:
    """Growth, growth a year, points a year, and the new value as an index of the old."""
    made = (growth(old, new), cagr(old, new, years), points_a_year(old, new, years), base_index(new, old))
    assert made == tuple(part if part is None else pytest.approx(part) for part in expected)


@pytest.mark.parametrize(
    ("value", "rate", "threshold", "year"),
    [
        (100.0, 10.0, 121.0, 2002), (100.0, 10.0, 121.1, 2003), (100.0, 10.0, 110.0, 2001), (0.5, 0.5, 0.502, 2001),
        (100.0, 0.0, 121.0, None), (100.0, -1.0, 121.0, None), (0.0, 10.0, 1.0, None), (None, 10.0, 1.0, None),
        (1.0, None, 2.0, None), (1.0, 1.0, 1.01**999, 2999), (1.0, 1.0, 1.01**1000, None),
    ],
)  # fmt: skip
def test_a_threshold_is_crossed_in(value: float | None, rate: float | None, threshold: float, year: int | None) -> None:
    """From 2000 on; a thousand years count as never."""
    assert crossing_year(value, rate, 2000, threshold) == year


def history(*figures: Figure, **span: str) -> IndexHistory:
    """The history of an index from these figures."""
    index = Index("u", "i", **span)
    return index_history(
        index, Unit("u", "U"), Indicator("i", "I"), Series.of(figures), [Indicator("e", "")], [Event("v", "")]
    )


def test_the_history_of_an_index_has_every_year_and_its_changes() -> None:
    """From a known value to the next one, over the gap between; the base year is 100."""
    figures = [
        Figure("u", "i", "2020", value=50.0, source="s"), Figure("u", "i", "2021", status="O", source="s"),
        Figure("u", "i", "2022", value=98.0, source="s"), Figure("u", "i", "2023", value=49.0, status="E"),
    ]  # fmt: skip
    made = history(*figures, base="2022", first="2019", last="2025")
    points = [
        (p.period, p.value, p.is_published, p.since, p.points, p.percent, p.per_year, p.base_100) for p in made.points
    ]
    approx = pytest.approx
    assert points == [
        ("2019", None, False, "", None, None, None, None),
        ("2020", 50, True, "", None, None, None, approx(100 * 50 / 98)),
        ("2021", None, False, "", None, None, None, None),
        ("2022", 98, True, "2020", 48, approx(96), approx(40), 100),
        ("2023", 49, False, "2022", -49, approx(-50), approx(-50), 50),
        ("2024", None, False, "", None, None, None, None),
        ("2025", None, False, "", None, None, None, None),
    ]
    assert (made.gaps, made.change_points, made.change_percent, made.per_year) == (4, 48, approx(96), approx(40))
    assert (made.first, made.last, len(made.elements), len(made.events)) == (figures[0], figures[2], 1, 1)
    assert made.reads == {("u", "i")}


def test_one_published_point_has_no_change() -> None:
    """Nor has an index without a figure any year."""
    alone = history(Figure("u", "i", "2020", value=50.0, source="s"), Figure("u", "i", "2021", value=60.0))
    assert (alone.first, alone.last, alone.change_points, alone.per_year) == (None, None, None, None)
    assert [point.base_100 for point in alone.points] == [None, None]
    assert history().points == ()


def test_the_results_of_methods_are_those_of_what_is_derived() -> None:
    """An index that the workbook lists has the indicators below it as its elements."""
    entries = [Method("m", "M"), TreeNode("m", "top"), TreeNode("m", "i", "top"), Index("u", "i")]
    indicators = [Indicator("i", "I"), Indicator("p", "P", parent="i"), Indicator("q", "Q", parent="p")]
    workbook = Workbook.of([Figure("u", "i", "2020", value=1.0)], [*entries, *indicators])
    derived = derive(workbook)
    assert derived.indices[0].elements == (indicators[1],)
    assert derived.indices[0].unit == Unit("u", "u")
    methods = methods_of(workbook, derived)
    assert (len(methods), [*methods], methods == derived.methods) == (1, ["m"], True)
    assert methods != dict(methods)
    assert methods["m"] is not None
    with pytest.raises(KeyError, match="n"):
        methods["n"]
