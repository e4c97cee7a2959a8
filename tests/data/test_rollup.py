"""A rollup gives known answers, the same on each engine and from each kind of file."""

import math
from pathlib import Path
from threading import Event

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from core.errors import BadEntry
from core.rollup.document import rule_of, toml_text
from core.rollup.left_out import LeftOut
from data.errors import FileError
from data.rollup.engine import run_interruptibly
from data.rollup.engines import cells_of, engine_named
from data.rollup.rules import links_of
from data.rollup.sources import source_of

FIRMS = pl.DataFrame(
    [
        ("f1", "bj", "0111", 2020, 10, 1.5, 2019),
        ("f2", "bj", "0111", 2020, 20, 2.5, 2020),
        ("f3", "bj", "3911", 2020, 5, None, 2020),
        ("f1", "bj", "0111", 2021, 30, 4.0, 2019),
        ("f1", "bj", "0111", 2021, 2, 1.0, 2019),
        ("f4", "bj", "0111", 2021, 8, 5.0, 2021),
        (None, "bj", "0111", 2021, 1, 0.5, 2021),
        ("f2", "sh", "3911", 2021, 40, 9.0, 2020),
        ("f5", "sh", "3911", 2021, 0, 1.0, 2021),
        ("f6", None, "3911", 2021, 1, 1.0, 2021),
    ],
    schema={
        "firm": pl.String, "region": pl.String, "industry": pl.String, "year": pl.Int64, "jobs": pl.Int64,
        "revenue": pl.Float64, "founded": pl.Int64,
    },
    orient="row",
)  # fmt: skip
RULE = """
[rollup]
code = "firms"
source = "{source}"
{more}
[columns]
unit = "region"
industry = "industry"
period = "year"
firm = "firm"
{founded}
{parts}
"""
MEASURES = ("count", "firms", "sum jobs", "sum revenue", "mean revenue jobs", "median jobs", "births", "deaths",
            "survivors", "top_share revenue")  # fmt: skip


def measures(*texts: str) -> str:
    """The parts of a rule for measures such as `mean revenue jobs`: how, column, weight."""
    parts = []
    for at, text in enumerate(texts):
        words = dict(zip(("how", "column", "weight"), text.split(), strict=False))
        lines = "".join(f'{name} = "{word}"\n' for name, word in words.items())
        parts.append(f'[[measures]]\nindicator = "m{at}_{{industry}}"\n{lines}')
    return "\n".join(parts)


def rule_text(source: str, *parts: str, more: str = "", founded: str = "") -> str:
    """A rule on these firms."""
    return RULE.format(source=source, more=more, founded=founded, parts="\n".join(parts))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The firms in every kind of file, and in a folder of two."""
    made = tmp_path_factory.mktemp("firms")
    FIRMS.write_parquet(made / "firms.parquet")
    FIRMS.write_csv(made / "firms.csv")
    FIRMS.write_ipc(made / "firms.arrow")
    (made / "empty.csv").touch()
    (made / "parts").mkdir()
    for at, some in enumerate((FIRMS[:4], FIRMS[4:])):
        some.write_parquet(made / "parts" / f"{at}.parquet")
    with duckdb.connect(str(made / "firms.duckdb")) as connection:
        connection.read_csv(str(made / "firms.csv"), dtype={"industry": "VARCHAR"}).create("register")
    return made


def cells(folder: Path, text: str, engine: str = "polars") -> pl.DataFrame:
    """The cells of a rule."""
    rule = rule_of(text, "rule.toml")
    source = source_of(rule, folder)
    return cells_of(engine_named(engine, source)[1], source, rule).cells


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_rows_that_are_in_no_cell_are_counted(folder: Path, engine: str) -> None:
    """One has no region; with a crosswalk of 01 alone the three others of 3911 are in no cluster."""
    links = '[[crosswalk]]\nindustry = "01"\ncluster = "food"'
    for parts, wanted in (("",), LeftOut(1, 0, ())), ((links,), LeftOut(1, 3, ("3911",))):
        rule = rule_of(rule_text("firms.parquet", measures("count"), *parts), "rule.toml")
        source = source_of(rule, folder)
        assert cells_of(engine_named(engine, source)[1], source, rule).left_out == wanted


def column(made: pl.DataFrame, name: str) -> dict[str, float | None]:
    """One measure by unit, industry and period."""
    keys = pl.concat_str("unit", "industry", "period", separator=" ")
    return dict(made.select(keys, name).iter_rows())


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("name", ["firms.parquet", "firms.csv", "parts", "parts/*.parquet"])
def test_every_measure_has_its_known_answer(folder: Path, engine: str, name: str) -> None:
    """Codes keep their zeros, a firm that is named twice counts once, one without a name not at all."""
    made = cells(folder, rule_text(name, measures(*MEASURES)), engine)
    keys = ["bj 0111 2020", "bj 0111 2021", "bj 3911 2020", "sh 3911 2021"]
    known: dict[str, list[float | None]] = {
        "m0": [2, 4, 1, 2],
        "m1": [2, 2, 1, 2],
        "m2": [30, 41, 5, 40],
        "m3": [4.0, 10.5, None, 10.0],
        "m4": [65 / 30, (120 + 2 + 40 + 0.5) / 41, None, 9.0],
        "m5": [15, 5, 5, 20],
        "m6": [0, 1, 0, 1],
        "m7": [0, 0, 1, 0],
        "m8": [0, 1, 0, 1],
        "m9": [62.5, 100 * 5 / 10.5, None, 90.0],
    }
    for measure, wanted in known.items():
        found = column(made, measure)
        assert list(found) == keys
        for value, expected in zip(found.values(), wanted, strict=True):
            assert (value is None) == (expected is None), (measure, found)
            assert value is None or expected is None or math.isclose(value, expected, rel_tol=1e-12), (measure, found)


def test_the_year_of_founding_tells_births_where_it_is_known(folder: Path) -> None:
    """f2 and f3 were founded in 2020, f4 and f5 in 2021; who was founded before survives."""
    made = cells(folder, rule_text("firms.parquet", measures("births", "survivors"), founded='founded = "founded"'))
    assert column(made, "m0") == {"bj 0111 2020": 1, "bj 0111 2021": 1, "bj 3911 2020": 1, "sh 3911 2021": 1}
    assert column(made, "m1") == {"bj 0111 2020": 1, "bj 0111 2021": 1, "bj 3911 2020": 0, "sh 3911 2021": 1}


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_an_industry_counts_in_its_clusters_with_its_shares_and_in_its_years(folder: Path, engine: str) -> None:
    """Half of 3911 is in each of two clusters, in one of them from 2021 on."""
    links = """
[[crosswalk]]
industry = "3911"
cluster = "ict"
share = 0.5
[[crosswalk]]
industry = "3911"
cluster = "ai"
share = 0.5
first = "2021"
[[crosswalk]]
industry = "0111"
cluster = "food"
last = "2020"
"""
    for name in ("firms.parquet", "firms.csv"):
        made = cells(folder, rule_text(name, measures("sum jobs", "count", "firms"), links), engine)
        assert column(made, "m0") == {"bj food 2020": 30, "bj ict 2020": 2.5, "sh ai 2021": 20, "sh ict 2021": 20}
        assert column(made, "m1") == {"bj food 2020": 2, "bj ict 2020": 0.5, "sh ai 2021": 1, "sh ict 2021": 1}
        assert column(made, "m2") == {"bj food 2020": 2, "bj ict 2020": 1, "sh ai 2021": 2, "sh ict 2021": 2}


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ('column = "jobs"\nsign = ">="\nvalue = 20', {"2020": 20.0, "2021": 70.0}),
        ('column = "region"\nvalue = "sh"', {"2021": 40.0}),
        ('column = "year"\nsign = "in"\nvalue = [2020]', {"2020": 35.0}),
        ('column = "industry"\nsign = "!="\nvalue = "3911"', {"2020": 30.0, "2021": 41.0}),
    ],
)
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("name", ["firms.parquet", "firms.csv"])
def test_filters_keep_rows(folder: Path, condition: str, wanted: dict[str, float], engine: str, name: str) -> None:
    """Of texts, numbers and periods; without {industry} all industries are one."""
    text = rule_text(
        name, f"[[filters]]\n{condition}", '[[measures]]\nindicator = "jobs"\nhow = "sum"\ncolumn = "jobs"'
    )
    made = cells(folder, text, engine).group_by("period").agg(pl.col("m0").sum()).sort("period")
    assert dict(made.iter_rows()) == wanted


def test_a_table_of_duckdb_and_arrow_give_what_parquet_gives(folder: Path) -> None:
    """The engine is the one of the source."""
    wanted = cells(folder, rule_text("firms.parquet", measures(*MEASURES)))
    table = cells(folder, rule_text("firms.duckdb", measures(*MEASURES), more='table = "register"'), "")
    assert_frame_equal(table, wanted, rel_tol=1e-12)
    assert_frame_equal(cells(folder, rule_text("firms.arrow", measures(*MEASURES))), wanted, rel_tol=1e-12)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_rows_of_csv_are_counted_without_a_column_of_numbers(folder: Path, engine: str) -> None:
    """A rule that only counts compares no number and sums none."""
    rules = (rule_text(name, measures("count", "firms")) for name in ("firms.parquet", "firms.csv"))
    of_parquet, of_csv = (cells(folder, rule, engine) for rule in rules)
    assert_frame_equal(of_csv, of_parquet)


@pytest.mark.parametrize("founded", ["", 'founded = "founded"'])
def test_firms_in_parts_are_as_many_as_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch, founded: str) -> None:
    """Every measure, and what the largest firms hold, whichever firms come together; rows without a firm are one."""
    dominance = '[cells]\nminimum = 2\nlargest = 1\npercent = 80\ncolumn = "revenue"\n'
    links = "".join(f"[[crosswalk]]\nindustry = '{code}'\ncluster = '{of}'\n" for code, of in ("0a", "3a", "3b"))
    text = rule_text("firms.parquet", measures(*MEASURES), links, dominance, founded=founded)
    wanted = cells(folder, text)
    monkeypatch.setattr("data.rollup.engines.AT_ONCE", 1)
    assert_frame_equal(cells(folder, text), wanted, rel_tol=1e-12)
    assert wanted["held"].is_not_null().any()


def test_the_largest_firms_of_losses_are_those_of_the_largest_losses(tmp_path: Path) -> None:
    """A firm dominates by what it loses as by what it earns."""
    rows = [("f1", "bj", "1", 2020, -90.0), ("f2", "bj", "1", 2020, 6.0), ("f3", "bj", "1", 2020, -4.0)]
    names = ["firm", "region", "industry", "year", "profit"]
    pl.DataFrame(rows, schema=names, orient="row").write_parquet(tmp_path / "f.parquet")
    text = rule_text("f.parquet", measures("sum profit"), '[cells]\nlargest = 1\npercent = 75\ncolumn = "profit"\n')
    made = cells(tmp_path, text)
    assert made.select("m0", "held").rows() == [(-88.0, 90.0)]


def test_a_rollup_that_nobody_waits_for_is_ended(folder: Path) -> None:
    """It says how far it is, up to all; what is raised then comes out of it, and is no fault of the rule."""
    rule = rule_of(rule_text("firms.parquet", measures("births", "top_share revenue")), "rule.toml")
    source = source_of(rule, folder)
    said: list[float] = []
    cells_of(engine_named("polars", source)[1], source, rule, said.append)
    assert said == sorted(said)
    assert said[-1] == 1.0

    def ended(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cells_of(engine_named("polars", source)[1], source, rule, ended)


def test_a_query_of_another_engine_is_stopped_when_nobody_waits() -> None:
    """The query is stopped before what was raised comes out."""
    stopped = Event()

    def seen(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_interruptibly(stopped.wait, seen, stopped.set)
    assert stopped.is_set()
    assert run_interruptibly(lambda: 7, lambda _: None, stopped.clear) == 7
    assert stopped.is_set()


def test_a_rule_comes_back_from_toml() -> None:
    """Every field that was given, and those of its parts."""
    more = '[[crosswalk]]\nindustry = "1"\ncluster = "c"\nshare = 0.25\n[cells]\nminimum = 3\nlargest = 1\n'
    more += (
        'percent = 75\ncolumn = "jobs"\ntotals = ["unit"]\n[[filters]]\ncolumn = "jobs"\nsign = "in"\nvalue = [1, 2]'
    )
    rule = rule_of(rule_text("firms.parquet", measures(*MEASURES), more, more='vintage = "2024-01"'), "a.toml")
    assert rule_of(toml_text(rule), "b.toml") == rule
    assert (rule.cells.percent, rule.crosswalk[0].share, rule.vintage) == (75.0, 0.25, "2024-01")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[columns]", "no [rollup]"),
        ("[rollup]\ncode='c'\nsource='s'\n[colums]\nunit='u'", "a part “colums”"),
        (rule_text("s"), "has no [[measures]]"),
        (rule_text("s", measures("sum")), "a sum is of a column"),
        (rule_text("s", measures("total jobs")), "[[measures]] 1: how is “total”: use one of count, sum"),
        (rule_text("s", measures("births")).replace('firm = "firm"', ""), "name their column in [columns] as firm"),
        (rule_text("s", measures("count"), '[cells]\nminimum = "3"'), "minimum is “3”: write a whole number"),
        (rule_text("s", measures("count"), "[cells]\nlargest = 1"), "name the column of which the largest firms"),
        (
            rule_text("s", measures("count"), '[[crosswalk]]\nindustry="1"\ncluster="c"\nshare=2.0'),
            "not above 0 up to 1",
        ),
        (rule_text("s", measures("count"), '[[measures]]\nindicator="all"\nhow="count"'), "make two rules"),
        (rule_text("s", measures("count", "firms").replace("m1", "m0")), "two measures are called m0_{industry}"),
        (
            rule_text(
                "s",
                measures("count").replace("m0_{industry}", "m0") + 'name_en = "Firms in {industry}"\n',
                more='unit = "{industry}"',
            ).replace('unit = "region"', ""),
            "the name has {industry} and the indicator does not",
        ),
        (rule_text("s", measures("count")).replace('unit = "region"', ""), "{unit} needs its column of the source"),
        (rule_text("s", measures("count"), '[[filters]]\ncolumn="a"\nvalue=[1]'), "goes with the sign in"),
    ],
)
def test_a_rule_that_cannot_be_understood_is_refused_with_its_part(text: str, sentence: str) -> None:
    """One sentence names the file, the part and what to do."""
    with pytest.raises(BadEntry) as error:
        rule_of(text, "rule.toml")
    assert str(error.value).startswith("rule.toml")
    assert sentence in str(error.value)


@pytest.mark.parametrize(
    ("name", "parts", "sentence"),
    [
        ("nothing.parquet", "count", "is not there"),
        ("firms.parquet", "sum wages", "no column “wages”"),
        ("firms.duckdb", "count", "a table is of a DuckDB file, and of that it must be named"),
        ("firms.csv", "sum region", "The rule cannot be run on"),
        ("firms.parquet", "sum region", "The rule cannot be run on"),
        ("empty.csv", "count", "is empty: leave it out"),
    ],
)
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_source_that_does_not_fit_is_refused(folder: Path, name: str, parts: str, sentence: str, engine: str) -> None:
    """A file, a column, a table, or a text where a number should stand."""
    with pytest.raises((FileError, BadEntry)) as error:
        cells(folder, rule_text(name, measures(parts)), engine)
    assert sentence in str(error.value)


def test_a_crosswalk_of_csv_names_the_line_that_is_wrong(tmp_path: Path) -> None:
    """Columns are industry and cluster, and share, from, until where they are wanted."""
    path = tmp_path / "clusters.csv"
    path.write_text("industry,cluster,share,from\n3911,ict,0.5,2021\n0111,food,,\n")
    assert [(one.industry, one.cluster, one.share, one.first) for one in links_of(path)] == [
        ("3911", "ict", 0.5, "2021"),
        ("0111", "food", 1.0, ""),
    ]
    for text, sentence in (
        ("industry,cluster\n3911\n", "line 2: it has more or fewer cells"),
        ("industry,cluster,share\n3911,ict,1.5\n", "line 2: the share is “1.5”"),
        ("industry,cluster\n3911,\n", "line 2: cluster is empty"),
        ("industry,group\n3911,ict\n", "lacks the column cluster"),
        ("industry,cluster\n", "holds no line: name a file with industry, cluster"),
    ):
        path.write_text(text)
        with pytest.raises(FileError) as error:
            links_of(path)
        assert sentence in str(error.value)


def test_the_fingerprint_is_of_the_content(folder: Path, tmp_path: Path) -> None:
    """The same content in another folder has the same one; one byte more has another."""
    rule = rule_of(rule_text("parts", measures("count")), "r")
    first = source_of(rule, folder).fingerprint()
    copy = tmp_path / "parts"
    copy.mkdir()
    for one in (folder / "parts").iterdir():
        (copy / one.name).write_bytes(one.read_bytes())
    assert source_of(rule, tmp_path).fingerprint() == first
    (copy / "0.parquet").write_bytes((copy / "0.parquet").read_bytes() + b" ")
    assert source_of(rule, tmp_path).fingerprint() != first


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_clusters_may_be_the_units(folder: Path, engine: str) -> None:
    """Without {unit} the regions are one, and need no column."""
    text = rule_text("firms.parquet", measures("sum jobs"), more='unit = "{industry}"').replace("_{industry}", "")
    made = cells(folder, text.replace('unit = "region"', ""), engine)
    assert made.select("industry", "period", "m0").rows() == [
        ("0111", "2020", 30.0), ("0111", "2021", 41.0), ("3911", "2020", 5.0), ("3911", "2021", 41.0),
    ]  # fmt: skip


def test_numbers_that_are_not_finite_are_refused_with_their_column(tmp_path: Path) -> None:
    """Not as a fault, and not as a figure."""
    FIRMS.with_columns(revenue=pl.lit(float("nan"))).write_parquet(tmp_path / "firms.parquet")
    with pytest.raises(BadEntry, match="the column revenue holds numbers that are not finite"):
        cells(tmp_path, rule_text("firms.parquet", measures("sum revenue")))
    FIRMS.clear().write_parquet(tmp_path / "firms.parquet")
    assert cells(tmp_path, rule_text("firms.parquet", measures(*MEASURES))).is_empty()
