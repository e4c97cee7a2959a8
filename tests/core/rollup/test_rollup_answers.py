"""Answers of a rollup by hand: queries on a few rows, cells at their bounds, names of what comes with the figures."""

from dataclasses import replace

import narwhals as nw
import polars as pl
import pytest

from core.errors import BadEntry
from core.rollup import plan
from core.rollup.cells import hidden
from core.rollup.checks import check
from core.rollup.crosswalk import breaks, mapping
from core.rollup.figures import Read, Result, result
from core.rollup.left_out import NOTHING, LeftOut, left_out, left_out_of_clusters
from core.rollup.prepared import by_appearance, named, prepared, with_spans
from core.rollup.rule import Cells, Columns, Filter, Link, Measure, Name, RollupRule
from core.rollup.values import values
from core.workbook.entries import Group, Indicator, Source, Unit
from core.workbook.workbook import Workbook

COLUMNS = Columns("year", "region", "industry", "firm", "founded", "closed")
ROWS = pl.DataFrame(
    [
        ("a", "1", 2020, "f1", 2020, 2021, 10.0, 2.0), ("a", "1", 2020, "f2", 2019, None, 30.0, 1.0),
        ("a", "1", 2020, "f2", 2019, None, 10.0, 1.0), ("a", "1", 2021, "f1", 2020, 2021, None, 1.0),
        ("a", "2", 2020, None, 2020, 2020, 0.0, 1.0), ("", "2", 2020, "f3", 2020, None, 5.0, 1.0),
        (None, "2", 2021, "f3", 2020, None, 6.0, 1.0),
    ],
    schema=["region", "industry", "year", "firm", "founded", "closed", "jobs", "weight"], orient="row",
)  # fmt: skip


def rule(*measures: Measure, **parts: object) -> RollupRule:
    """A rule with these measures."""
    settings = {"columns": COLUMNS, "measures": measures or (Measure("n_{industry}", "count"),)} | parts
    return RollupRule("r", "s", **settings)  # type: ignore[arg-type]


def rolled(made: RollupRule, rows: pl.DataFrame = ROWS) -> dict[tuple[str, ...], list[float | None]]:
    """The values of the cells of a rule, as one engine finds them."""
    base = named(nw.from_native(rows.lazy()), made)
    if made.is_mapped:
        links = mapping(rows.select("industry", period="year").unique(), made)
        base = prepared(base, made, nw.from_native(links.lazy()))
    parts = [plan.sums(base, made).collect("polars").to_native()]
    ends = plan.ends_of(parts[0], made)
    if made.counts_firms:
        firm_rows = with_spans(base, made) if by_appearance(made) else base
        parts.append(plan.added([plan.firms(firm_rows, made, ends).collect("polars").to_native()], made))
    if doubtful := plan.doubtful(parts[0], made):
        parts.append(plan.counts(base, made, doubtful).collect("polars").to_native())
    for name, column, count in plan.shares(made):
        largest = plan.largest(base, made, column, count).collect("polars").to_native()
        parts.append(plan.largest_holding([largest], made, name, count))
    table = values(plan.joined(parts, made), made)
    keys = [name for name in ("unit", "industry", "period") if name in table.columns]
    columns = [name for name in table.columns if name.startswith("m")]
    return {row[: len(keys)]: list(row[len(keys) :]) for row in table.select(*keys, *columns).iter_rows()}


A20, A21, B20 = ("a", "1", "2020"), ("a", "1", "2021"), ("a", "2", "2020")


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (Measure("x_{industry}", "count"), [3, 1, 1]),
        (Measure("x_{industry}", "sum", "jobs"), [50, None, 0]),
        (Measure("x_{industry}", "mean", "jobs"), [50 / 3, None, 0]),
        (Measure("x_{industry}", "mean", "jobs", "weight"), [60 / 4, None, 0]),
        (Measure("x_{industry}", "median", "jobs"), [10, None, 0]),
        (Measure("x_{industry}", "firms"), [2, 1, 0]),
        (Measure("x_{industry}", "births"), [1, 0, 0]),
        (Measure("x_{industry}", "deaths"), [0, 1, 0]),
        (Measure("x_{industry}", "survivors"), [1, 1, 0]),
        (Measure("x_{industry}", "top_share", "jobs"), [80, None, None]),
        (Measure("x_{industry}", "top_share", "jobs", top=2), [100, None, None]),
    ],
)
def test_a_measure_of_a_few_rows(measure: Measure, expected: list[float | None]) -> None:
    """Of cells with a unit, an industry and a period; a sum of no value is null, one of nothing is 0."""
    found = rolled(rule(measure, unit="{unit}"))
    assert found == {key: [pytest.approx(value)] if value is not None else [None]
                     for key, value in zip((A20, A21, B20), expected, strict=True)}  # fmt: skip


def test_births_and_deaths_by_appearance_are_those_within_the_periods() -> None:
    """A firm that is there in the first period is not born in it, nor does one die in the last."""
    columns = replace(COLUMNS, founded="", closed="")
    measures = [Measure(f"{how}_{{industry}}", how) for how in ("births", "deaths", "survivors")]
    rows = pl.DataFrame(
        [("a", "1", 2020, "x"), ("a", "1", 2020, "y"), ("a", "1", 2021, "y"), ("a", "1", 2021, "z"),
         ("a", "1", 2022, "z"), ("", "1", 2019, "z")],
        schema=["region", "industry", "year", "firm"], orient="row",
    )  # fmt: skip
    found = rolled(rule(*measures, columns=columns), rows)
    assert found == {
        ("a", "1", "2020"): [0, 1, 0], ("a", "1", "2021"): [1, 1, 1], ("a", "1", "2022"): [0, 0, 1],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (Measure("x_{industry}", "count"), [1.5, 0.5]),
        (Measure("x_{industry}", "sum", "jobs"), [25, None]),
        (Measure("x_{industry}", "mean", "jobs"), [50 / 3, None]),
        (Measure("x_{industry}", "mean", "jobs", "weight"), [15, None]),
        (Measure("x_{industry}", "median", "jobs"), [10, None]),
        (Measure("x_{industry}", "top_share", "jobs"), [80, None]),
    ],
)
def test_half_of_an_industry_in_a_cluster_counts_half(measure: Measure, expected: list[float | None]) -> None:
    """Sums and counts; means and shares are the same."""
    found = rolled(rule(measure, crosswalk=(Link("1", "c", 0.5),)))
    assert found == {("a", "c", year): [pytest.approx(value) if value is not None else None]
                     for year, value in zip(("2020", "2021"), expected, strict=True)}  # fmt: skip


@pytest.mark.parametrize(("sign", "value", "count"), [
    ("=", 10.0, 2), ("!=", 10.0, 4), (">", 10.0, 1), (">=", 10.0, 3), ("<", 10.0, 3), ("<=", 10.0, 5), ("in", [5.0], 1),
])  # fmt: skip
def test_a_filter_keeps_the_rows_that_meet_it(sign: str, value: object, count: int) -> None:
    """A missing value meets none."""
    made = rule(filters=(Filter("jobs", value, sign),))  # type: ignore[arg-type]
    assert named(nw.from_native(ROWS.lazy()), made).collect("polars").to_native().height == count


def test_the_largest_of_a_cell_are_its_largest_firms() -> None:
    """Of f2 both rows together; without a column of firms each row is one."""
    cells = Cells(largest=1, percent=50.0, column="jobs")
    made = rule(cells=cells)
    base = named(nw.from_native(ROWS.lazy()), made)
    found = plan.largest(base, made, "c", 1).collect("polars").to_native()
    assert found.filter(unit="a", industry="1", period=2020)["top"].to_list() == [40.0]
    single = rule(cells=cells, columns=replace(COLUMNS, firm=""))
    found = plan.largest(named(nw.from_native(ROWS.lazy()), single), single, "c", 1).collect("polars").to_native()
    assert found.filter(unit="a", industry="1", period=2020)["top"].to_list() == [30.0]
    assert list(plan.shares(made)) == [("top", "c", 1)]


def test_sums_and_firms_are_the_same_in_one_query() -> None:
    """As in two."""
    made = rule(Measure("s_{industry}", "sum", "jobs"), Measure("b_{industry}", "births"))
    base = named(nw.from_native(ROWS.lazy()), made)
    found = plan.sums_and_firms(base, made).collect("polars").to_native()
    table = values(found, made)
    assert table.select("unit", "industry", "period", "m0", "m1").rows() == [
        ("a", "1", "2020", 50, 1), ("a", "1", "2021", 0, 0), ("a", "2", "2020", 0, 0),
    ]  # fmt: skip
    assert plan.doubtful(found, made) == [0]
    assert plan.doubtful(found.filter(pl.col("m0") > 0), made) == []


def test_a_sum_that_is_not_finite_is_refused() -> None:
    """With its indicator and its column."""
    rows = ROWS.with_columns(jobs=pl.lit(float("inf")))
    with pytest.raises(BadEntry, match=r"x_\{industry\}: the column jobs holds numbers that are not finite"):
        rolled(rule(Measure("x_{industry}", "sum", "jobs")), rows)


def test_rows_that_are_left_out_are_counted() -> None:
    """Two have no unit; of a crosswalk without 2 its rows with a unit are outside, and 3 is there only without one."""
    made = rule()
    parts = plan.sums(named(nw.from_native(ROWS.lazy()), made), made).collect("polars").to_native()
    assert left_out(parts, made) == LeftOut(2, 0, ())
    assert LeftOut(0, 0, ()) == NOTHING
    pairs = plan.pairs(named(nw.from_native(ROWS.lazy()), made)).collect("polars").to_native()
    assert sorted(pairs.rows()) == [("1", 2020, 3, 0), ("1", 2021, 1, 0), ("2", 2020, 2, 1), ("2", 2021, 1, 1)]
    links = pl.DataFrame({"code": ["1", "1"], "when": [2020, 2021]})
    assert left_out_of_clusters(pairs, links) == LeftOut(2, 1, ("2",))
    more = pl.DataFrame(
        {"industry": ["3", "4", "5", "6"], "period": [2020] * 4, "rows": [2, 1, 3, 3], "without_unit": [2, 0, 0, 0]}
    )
    assert left_out_of_clusters(more, links) == LeftOut(2, 7, ("5", "6", "4"))


def test_what_a_rule_reads_and_counts_follows_from_its_parts() -> None:
    """Keys of the cells, firms where they are needed, and each column once."""
    plain = rule(Measure("n", "count"), unit="beijing")
    assert (plain.by_unit, plain.by_industry, plain.counts_firms, plain.used) == (
        False, False, False, ("year", "firm", "founded", "closed"),
    )  # fmt: skip
    clusters = rule(Measure("jobs", "sum", "jobs"), Measure("mean", "mean", "jobs", "weight"), unit="{industry}")
    assert clusters.used == ("year", "firm", "founded", "closed", "industry", "jobs", "weight")
    assert [rule(cells=cells).counts_firms for cells in (Cells(3), Cells(largest=1), Cells())] == [True, True, False]
    assert not rule(columns=replace(COLUMNS, firm=""), cells=Cells(3)).counts_firms
    assert rule().used == ("year", "firm", "founded", "closed", "region", "industry")
    assert rule(filters=(Filter("own", 1),), cells=Cells(largest=1, column="jobs")).used[4] == "jobs"
    assert (rule(crosswalk=(Link("1", "c"),)).is_mapped, plain.is_mapped) == (True, False)
    assert not rule(Measure("n", "count"), unit="u", crosswalk=(Link("1", "c"),)).is_mapped


def cells(rows: list[tuple[str, str, int]], held: float | None = None) -> pl.DataFrame:
    """Cells of 2020: unit, industry and firms, of ten jobs each."""
    made = pl.DataFrame(rows, schema=["unit", "industry", "firms"], orient="row").with_columns(period=pl.lit("2020"))
    return made.with_columns(
        rows="firms", held=pl.lit(held, pl.Float64), m0=pl.col("firms") * 10.0, m1=pl.col("firms").cast(pl.Float64)
    )


JOBS = (Measure("jobs_{industry}", "sum", "jobs"), Measure("firms_{industry}", "firms"))


def test_cells_at_the_bounds_of_a_rule_stay_open() -> None:
    """Of just so many firms, or where the largest hold just the per cent, or what they hold is not known."""
    table = cells([("a", "1", 3), ("a", "2", 2)])
    assert hidden(table, rule(cells=Cells(3, totals=())))["conf"].to_list() == ["F", "A"]
    assert hidden(table, rule(cells=Cells(3, totals=())))["exposed"].to_list() == [False, False]
    assert hidden(table, rule(cells=Cells(largest=1, percent=80.0)))["conf"].to_list() == ["F", "F"]
    by_held = {80.0: "F", 80.1: "O"}
    for held, conf in by_held.items():
        made = hidden(cells([("a", "1", 3)], held), rule(cells=Cells(largest=1, percent=80.0)))
        assert made["conf"].to_list() == [conf]
    assert hidden(cells([("a", "1", 3)], 99), rule(cells=Cells(largest=3, percent=80.0)))["conf"].to_list() == ["M"]


def test_hidden_cells_of_a_line_with_just_enough_firms_need_no_companion() -> None:
    """1 and 2 firms are 3 together."""
    table = cells([("a", "1", 1), ("a", "2", 2), ("a", "3", 5)])
    assert hidden(table, rule(cells=Cells(3, totals=("industry",))))["conf"].to_list() == ["A", "A", "F"]
    assert hidden(table, rule(cells=Cells(4, totals=("industry",))))["conf"].to_list() == ["A", "A", "D"]


def test_a_companion_is_found_in_the_lines_that_cross_those_of_a_cell() -> None:
    """A cell joins two rings of hidden cells, and its own lines have no open cell; one in another row closes a ring."""
    rings = [("r1", "c2"), ("r1", "c3"), ("r2", "c2"), ("r2", "c3"), ("r3", "c1"), ("r3", "c4"), ("r4", "c1"),
             ("r4", "c4"), ("r1", "c1")]  # fmt: skip
    alone = cells([(*ring, 2) for ring in rings])
    made = rule(cells=Cells(3, totals=("unit", "industry")))
    assert hidden(alone, made).filter("exposed").select("unit", "industry").rows() == [("r1", "c1")]
    joined = cells([*((*ring, 2) for ring in rings), ("r2", "c4", 9), ("r5", "c5", 9), ("r5", "c6", 9)])
    found = hidden(joined, made)
    assert found.filter(conf="D").select("unit", "industry").rows() == [("r2", "c4")]
    assert not found["exposed"].any()


READ = Read("polars", 11, "0123456789abcdef" * 4)


def figures_of(made: RollupRule, table: pl.DataFrame, workbook: Workbook, read: Read = READ) -> Result:
    """The result of a rule on a workbook."""
    return result(made, hidden(table, made), read, workbook)


def test_a_rollup_that_is_repeated_changes_nothing() -> None:
    """Suppressed figures are unchanged too; those that were known before are counted."""
    made = rule(*JOBS, cells=Cells(3, totals=()))
    table = cells([("a", "1", 2), ("a", "2", 9)])
    first = figures_of(made, table, Workbook())
    assert first.title == "rollup r of 11 rows: 4 new, 0 changed, 0 gone, 1 cells suppressed"
    assert (first.new, first.changed, first.unchanged, first.known_before, first.exposed) == (4, 0, 0, 0, 0)
    workbook = first.edit(Workbook()).apply(Workbook())
    again = figures_of(made, table, workbook)
    assert (again.new, again.changed, again.unchanged, again.known_before) == (0, 0, 4, 0)
    assert (first.changes(Workbook()), again.changes(workbook), again.edit(workbook).edits) == (True, False, ())
    renamed = replace(made, name_en="Jobs of clusters")
    assert figures_of(renamed, table, workbook).changes(workbook)
    small = figures_of(made, cells([("a", "1", 2), ("a", "2", 2)]), workbook)
    assert (small.changed, small.unchanged, small.known_before, small.primary) == (2, 2, 2, 2)
    assert small.changes(workbook)
    assert figures_of(made, cells([("a", "2", 9)]), workbook).gone.height == 2
    left = figures_of(made, table, Workbook(), replace(READ, left_out=LeftOut(3, 2, ("7",))))
    assert left.title.endswith("1 cells suppressed, 5 rows left out")


def test_a_cell_that_a_total_reveals_all_the_same_is_counted() -> None:
    """It is alone in its line."""
    made = rule(*JOBS, cells=Cells(3, totals=("unit",)))
    assert figures_of(made, cells([("a", "1", 2)]), Workbook()).exposed == 1


@pytest.mark.parametrize(("was", "kept"), [(90.0 * (1 + 5e-13), True), (90.0 * (1 + 2e-12), False), (90.0, True)])
def test_a_sum_in_another_order_keeps_the_value_that_is_there(was: float, *, kept: bool) -> None:
    """Within a millionth of a millionth."""
    made, table = rule(*JOBS), cells([("a", "2", 9)])
    workbook = figures_of(made, table.with_columns(m0=pl.lit(was)), Workbook()).edit(Workbook()).apply(Workbook())
    again = figures_of(made, table, workbook)
    assert (again.unchanged, again.changed) == ((2, 0) if kept else (1, 1))
    assert again.figures.filter(indicator="jobs_2")["value"].item() == (was if kept else 90.0)


def entries(made: RollupRule, workbook: Workbook) -> list[object]:
    """The entries that come with the figures of two clusters or regions, but for the rule."""
    found = figures_of(made, cells([("u", "k1", 9), ("u", "k2", 9)]), workbook).entries(workbook)
    return [entry for table, entry in found if table != "rollups"]


def test_clusters_as_units_have_their_names_and_kinds() -> None:
    """In the language that they have, else their code; those that are known stay."""
    names, links = (Name("k1", "", "集群一"), Name("k2", "Two")), (Link("1", "k1", kind="traded"), Link("2", "k2"))
    made = rule(
        Measure("jobs", "sum", "jobs", measure="PERSONS", mult=3, decimals=1), unit="{industry}", names=names,
        crosswalk=links, name_zh="集群就业", publisher="Bureau",
    )  # fmt: skip
    units = [Unit("k1", "集群一", "集群一", kind="traded"), Unit("k2", "Two")]
    assert entries(made, Workbook()) == [
        Source("r", "集群就业", "Bureau"), units[0], Group("k1", "kind", "traded"), units[1],
        Indicator("jobs", "jobs", measure="PERSONS", mult=3, decimals=1),
    ]  # fmt: skip
    known = Workbook.of([], [Source("r", "集群就业", "Bureau"), *units, Indicator("jobs", "Jobs")])
    assert entries(made, known) == [Group("k1", "kind", "traded")]


def test_clusters_in_indicators_have_their_names_and_kinds() -> None:
    """A share of the largest is in per cent; a unit is called by its code, whatever clusters are called."""
    names = (Name("k1", "One", "一"), Name("k2", "", "二"), Name("u", "Uniform"))
    measures = (
        Measure("top_{industry}", "top_share", "jobs", name_en="Largest of {industry}", name_zh="{industry}最大"),
        Measure("n_{industry}", "count"),
    )
    made = rule(*measures, names=names, crosswalk=(Link("1", "k1", kind="local"), Link("2", "k2")), name_en="Jobs")
    assert entries(made, Workbook()) == [
        Source("r", "Jobs"), Unit("u", "u"),
        Indicator("top_k1", "Largest of One", "一最大", measure="PERCENT", definition="local"),
        Indicator("top_k2", "Largest of 二", "二最大", measure="PERCENT"),
        Indicator("n_k1", "n_k1", measure="COUNT", definition="local"), Indicator("n_k2", "n_k2", measure="COUNT"),
    ]  # fmt: skip
    assert entries(rule(), Workbook())[0] == Source("r", "r")


def test_numbers_of_industries_are_padded_to_the_longest() -> None:
    """Texts are not; without rows there are no links."""
    numbers = pl.DataFrame({"industry": [111, 2011], "period": [2020, 2020]})
    made = rule(crosswalk=(Link("01", "food"), Link("20", "other"), Link("11", "drinks", first="2021")))
    assert [row[2] for row in mapping(numbers, made).rows()] == ["food", "other"]
    texts = numbers.cast(pl.String)
    assert [row[2] for row in mapping(texts, made).rows()] == ["other"]
    assert mapping(numbers.clear(), made).is_empty()


def test_a_cluster_breaks_where_a_part_of_an_industry_is_not_in_it() -> None:
    """Where all successors have the same share it does not."""
    bridge = (Link("1", "11", 0.5, last="2020"), Link("1", "12", 0.5, last="2020"))
    by_share = {0.5: {("c", "2021")}, 1.0: set()}
    for share, expected in by_share.items():
        links = (Link("11", "c", share), Link("12", "c", 1.0))
        assert breaks(rule(crosswalk=links, bridge=bridge), ["2020", "2021"]) == expected


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"filters": (Filter("a", [], "in"),)}, "[[filters]] 1: the value is “[]”"),
        ({"filters": (Filter("a", 1), Filter("a", True))}, "[[filters]] 2: the value is “True”"),
        ({"filters": (Filter("a", None),)}, "the value is “None”"),
        ({"filters": (Filter("a", ["x", 1], "in"),)}, "write a text, a number, or a list"),
        ({"filters": (Filter("a", ["x"]),)}, "a list of values goes with the sign in"),
        ({"filters": (Filter("a", "x", "in"),)}, "a list of values goes with the sign in"),
        ({"measures": (Measure("n_{industry}", "count", top=2),)}, "a top in [[measures]] 1, which count has none of"),
        ({"measures": (Measure("n_{industry}", "sum", "jobs", "w"),)}, "a weight in [[measures]] 1"),
        ({"measures": (Measure("n_{industry}", "top_share", "jobs", top=0),)}, "top is 0: write 1 or more"),
        ({"measures": (Measure("n_{industry}", "sum"),)}, "a sum is of a column: name it"),
        ({"cells": Cells(largest=1)}, "name the column of which the largest firms hold a share"),
        ({"crosswalk": (Link("1", "c", 0.0),)}, "is not above 0 up to 1"),
        ({"crosswalk": (Link("1", "c", 1.1),)}, "is not above 0 up to 1"),
    ],
)
def test_parts_that_cannot_be_meant_are_refused(parts: dict[str, object], sentence: str) -> None:
    """One sentence names the part."""
    with pytest.raises(BadEntry) as error:
        check(rule(**parts), "rule.toml")  # type: ignore[arg-type]
    assert sentence in str(error.value)


@pytest.mark.parametrize(
    "parts",
    [
        {"filters": (Filter("a", "x"), Filter("a", 0), Filter("a", [1, 2.5], "in"), Filter("a", ["x", "y"], "in"))},
        {"measures": (Measure("n_{industry}", "top_share", "jobs", top=2),)},
        {"measures": (Measure("n_{industry}", "mean", "jobs", "weight"),)},
        {"crosswalk": (Link("1", "c", 1.0), Link("2", "c", 0.001))},
        {"cells": Cells(3, totals=("industry:1", "period:4", "unit"))},
    ],
)
def test_parts_that_can_be_meant_are_not_refused(parts: dict[str, object]) -> None:
    """At the bounds of what is allowed."""
    check(rule(**parts), "rule.toml")  # type: ignore[arg-type]
