"""Small cells are hidden with companions, so that no known total gives one back, and a cluster's break is flagged."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rollup.cells import hidden
from core.rollup.figures import Read, result
from core.rollup.rule import Cells, Columns, Link, Measure, RollupRule
from core.workbook.workbook import Workbook

COLUMNS = Columns("region", "year", "industry", "firm")
EMPTY = Workbook.of((), ())
JOBS = (Measure("jobs_{industry}", "sum", "jobs"), Measure("firms_{industry}", "firms"))


def rule(cells: Cells, *links: Link) -> RollupRule:
    """A rule on jobs and firms."""
    return RollupRule("r", "s", COLUMNS, JOBS, cells=cells, crosswalk=links)


def cells_of(rows: list[tuple[str, str, str, int, float]]) -> pl.DataFrame:
    """Cells as an engine gives them: unit, industry, period, firms, and the share of the largest firm."""
    schema = ["unit", "industry", "period", "firms", "held"]
    made = pl.DataFrame(rows, schema=schema, orient="row").sort("unit", "industry", "period")
    return made.with_columns(rows="firms", m0=pl.col("firms") * 10.0, m1=pl.col("firms").cast(pl.Float64))


def test_the_minimum_and_dominance_hide_a_cell_and_say_which() -> None:
    """Two firms are fewer than three; one firm above 80 per cent dominates."""
    table = cells_of([("a", "1", "2020", 2, 60.0), ("a", "2", "2020", 9, 81.0), ("a", "3", "2020", 9, 80.0)])
    found = hidden(table, rule(Cells(minimum=3, largest=1, percent=80.0, column="jobs", totals=())))
    assert found["conf"].to_list() == ["A", "O", "F"]
    two = hidden(table, rule(Cells(largest=2, percent=80.0, column="jobs", totals=())))
    assert two["conf"].to_list() == ["F", "T", "F"]


def test_one_hidden_cell_of_a_line_has_its_smallest_other_as_companion() -> None:
    """Over industries and over units; the companions of one line are cells of another, which need their own."""
    table = cells_of(
        [(unit, industry, "2020", firms, 0.0) for unit, row in (("a", (1, 8, 9)), ("b", (7, 5, 6)), ("c", (9, 9, 9)))
         for industry, firms in zip("123", row, strict=True)]
    )  # fmt: skip
    found = hidden(table, rule(Cells(minimum=3)))
    assert dict(zip(zip(found["unit"], found["industry"], strict=True), found["conf"], strict=True)) == {
        ("a", "1"): "A", ("a", "2"): "D", ("a", "3"): "F",
        ("b", "1"): "D", ("b", "2"): "D", ("b", "3"): "F",
        ("c", "1"): "F", ("c", "2"): "F", ("c", "3"): "F",
    }  # fmt: skip
    only_units = hidden(table, rule(Cells(minimum=3, totals=("unit",))))
    assert only_units.filter(conf="D").select("unit", "industry").rows() == [("b", "1")]


COUNTS = st.lists(st.lists(st.integers(1, 12), min_size=3, max_size=3), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(COUNTS, st.integers(1, 6))
def test_no_line_has_one_hidden_cell_beside_open_ones(counts: list[list[int]], minimum: int) -> None:
    """Whatever the counts; every cell below the minimum is hidden, and no other is but as a companion."""
    table = cells_of([(str(u), str(i), "2020", n, 0.0) for u, row in enumerate(counts) for i, n in enumerate(row)])
    found = hidden(table, rule(Cells(minimum=minimum)))
    assert (found.filter(pl.col("firms") < minimum)["conf"] == "A").all()
    assert set(found.filter(pl.col("firms") >= minimum)["conf"]) <= {"F", "D"}
    for line in ("unit", "industry"):
        hidden_in = found.group_by(line).agg(hidden=(pl.col("conf") != "F").sum(), count=pl.len())
        assert hidden_in.filter(hidden=1).filter(pl.col("count") > 1).is_empty()


def test_a_hidden_cell_has_no_value_in_any_figure() -> None:
    """Every measure of it is Q without a value, and its note has the attribute of SDMX; the counts are kept."""
    found = hidden(
        cells_of([("a", "1", "2020", 2, 0.0), ("a", "2", "2020", 9, 0.0)]), rule(Cells(minimum=3, totals=()))
    )
    made = result(rule(Cells(minimum=3, totals=())), found, Read("polars", 11, "f" * 64), EMPTY)
    assert made.figures.select("indicator", "value", "status").rows() == [
        ("firms_1", None, "Q"), ("firms_2", 9.0, "A"), ("jobs_1", None, "Q"), ("jobs_2", 90.0, "A"),
    ]  # fmt: skip
    assert [note.endswith("[CONF_STATUS=A]") for note in made.figures["note"]] == [True, False, True, False]
    assert (made.primary, made.secondary, made.new) == (1, 0, 4)
    kept = made.edit(EMPTY).apply(EMPTY).tables["rollups"]["r"]
    assert (kept.rows, kept.cells, kept.primary, kept.secondary) == (11, 2, 1, 0)


def test_a_cluster_of_other_industries_than_before_is_flagged() -> None:
    """From 2021 on ict is made of new codes: a break there, and none in food."""
    links = (Link("39", "ict", last="2020"), Link("3911", "ict", first="2021"), Link("01", "food"))
    table = cells_of(
        [("a", cluster, period, 9, 0.0) for cluster in ("ict", "food") for period in ("2020", "2021", "2022")]
    )
    made = result(rule(Cells(), *links), hidden(table, rule(Cells(), *links)), Read("polars", 1, "f"), EMPTY)
    broken = made.figures.filter(status="B").select("indicator", "period").rows()
    assert broken == [("firms_ict", "2021"), ("jobs_ict", "2021")]


def test_what_a_rule_no_longer_gives_is_taken_out_and_rounding_is_no_change() -> None:
    """A figure of the rule whose cell is gone goes; a sum that another engine adds in another order stays."""
    first = result(
        rule(Cells()), hidden(cells_of([("a", "1", "2020", 9, 0.0), ("a", "2", "2020", 9, 0.0)]), rule(Cells())),
        Read("polars", 1, "f"), EMPTY,
    )  # fmt: skip
    workbook = first.edit(EMPTY).apply(EMPTY)
    again = cells_of([("a", "1", "2020", 9, 0.0)]).with_columns(m0=pl.col("m0") * (1 + 3e-16))
    second = result(rule(Cells()), hidden(again, rule(Cells())), Read("duckdb", 1, "f"), workbook)
    assert (second.new, second.changed, second.unchanged, second.gone.height) == (0, 0, 2, 2)
    after = second.edit(workbook).apply(workbook)
    assert sorted(after.figures) == [("a", "firms_1"), ("a", "jobs_1")]
    assert second.edit(workbook).inverse().apply(after).figures == workbook.figures
