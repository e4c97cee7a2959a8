"""A rollup on Spark gives what it gives on Polars, and brings back nothing but its cells. Run by `make test-spark`."""

import shutil
import socket
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal
from test_rollup import FIRMS, measures, rule_text

from core.rollup.document import rule_of
from core.rollup.plan import firms, sums
from core.rollup.prepared import named
from core.rollup.values import values
from data.errors import FileError
from data.rollup.engine import Engine
from data.rollup.engines import cells_of, engine_named
from data.rollup.sources import source_of

JAVA = "There is no Java: install a JRE of version 17 or newer, such as openjdk-17-jre-headless."
HARD = ("count", "firms", "sum revenue", "mean revenue jobs", "median jobs", "deaths", "top_share revenue")
"""Each of another kind of expression."""
FEW = ("count", "firms", "sum revenue")
LINKS = """
[[crosswalk]]
industry = "3911"
cluster = "ict"
share = 0.5
[[crosswalk]]
industry = "0111"
cluster = "food"
"""


@pytest.fixture(scope="module")
def spark() -> Iterator[Engine]:
    """Spark on this machine."""
    if shutil.which("java") is None:
        pytest.skip(JAVA)
    made = import_module("data.rollup.spark_engine").engine()
    yield made
    made.session.stop()


def test_spark_gives_what_polars_gives(spark: Engine, tmp_path: Path) -> None:
    """Measures of clusters, counts to the last digit and sums to 1e-12."""
    FIRMS.write_csv(tmp_path / "firms.csv")
    filters = '[[filters]]\ncolumn = "year"\nsign = "in"\nvalue = [2020, 2021]'
    rule = rule_of(rule_text("firms.csv", measures(*HARD), filters, LINKS), "rule.toml")
    source = source_of(rule, tmp_path)
    wanted, rows, _ = cells_of(engine_named("polars", source)[1], source, rule)
    made, seen, _ = cells_of(spark, source, rule)
    assert rows == seen == FIRMS.height
    assert_frame_equal(made, wanted, rel_tol=1e-12)


def test_nothing_but_the_cells_comes_back(spark: Engine, tmp_path: Path) -> None:
    """The plan of Spark ends in an aggregate above the scan, and gives a row for each cell; for firms as well."""
    FIRMS.write_parquet(tmp_path / "firms.parquet")
    rule = rule_of(rule_text("firms.parquet", measures("count", "sum jobs")), "rule.toml")
    base = named(spark.open(source_of(rule, tmp_path)), rule)
    for query in (sums(base, rule), firms(base, rule, (2020, 2021))):
        text = query.to_native()._jdf.queryExecution().optimizedPlan().toString()
        first, *below = text.splitlines()
        assert first.startswith("Aggregate [unit"), text
        assert any("Relation" in line for line in below), text
    made = spark.collect(sums(base, rule))
    assert made.height == 5  # with the one of no region, which is no cell
    assert values(made, rule).height == 4


def test_a_table_of_the_catalogue_is_a_source(spark: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named in the rule, also within its database; one that is not there is refused with its name."""
    monkeypatch.chdir(tmp_path)
    FIRMS.write_parquet(tmp_path / "firms.parquet")
    session = spark.session
    session.sql(f"CREATE DATABASE register LOCATION '{tmp_path}/register'")
    session.read.parquet(str(tmp_path / "firms.parquet")).write.saveAsTable("register.firms")
    rule = rule_of(rule_text("spark", measures(*FEW), more='table = "register.firms"'), "rule.toml")
    source = source_of(rule, tmp_path)
    files = rule_of(rule_text("firms.parquet", measures(*FEW)), "rule.toml")
    name, engine = engine_named("", source)
    made, rows, _ = cells_of(engine, source, rule)
    wanted = cells_of(engine_named("polars", source)[1], source_of(files, tmp_path), files).cells
    assert (name, rows) == ("spark", FIRMS.height)
    assert_frame_equal(made, wanted, rel_tol=1e-12)
    gone = rule_of(rule_text("spark", measures("count"), more='table = "register.nothing"'), "rule.toml")
    with pytest.raises(FileError, match=r"The rule cannot be run on register\.nothing"):
        cells_of(engine, source_of(gone, tmp_path), gone)


def test_a_rollup_that_nobody_waits_for_is_ended(spark: Engine, tmp_path: Path) -> None:
    """The next query is stopped, and what was raised comes out of it."""
    FIRMS.write_parquet(tmp_path / "firms.parquet")
    rule = rule_of(rule_text("firms.parquet", measures("count")), "rule.toml")

    def ended(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cells_of(spark, source_of(rule, tmp_path), rule, ended)


def test_a_spark_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """At once, and not after the minutes in which Spark tries again."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("SPARK_REMOTE", f"sc://127.0.0.1:{port}/;token=secret")
    with pytest.raises(FileError, match=rf"names sc://127\.0\.0\.1:{port}, where no Spark answers") as error:
        import_module("data.rollup.spark_engine").engine()
    assert "secret" not in str(error.value)
