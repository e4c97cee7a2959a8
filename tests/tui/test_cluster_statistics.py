"""Cluster statistics on the command line: from a table of regions × industries × years, the published answers."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from core.workbook.edit import filled
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from tui.tables.registry import table, table_ids

Run = Callable[..., tuple[int, str, str]]
REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "real"


SUBJECTS = [one for one in table_ids() if one.startswith("clusters-") and one != "clusters-cohorts"]
"""Those that are made of regions, industries and years; cohorts are of lists of clusters."""


@pytest.fixture
def eurostat(tmp_path: Path) -> Path:
    """Employment of the countries that are complete in 2007 and 2016, by ten groups of industries."""
    if not REFERENCE.is_dir():
        pytest.skip(f"the reference data of {REFERENCE} are not here")
    table = pl.read_csv(REFERENCE / "eurostat_employment_nace_2007_2016.csv").drop_nulls("emp1000")
    table = table.filter(pl.col("time").is_in([2007, 2016])).select("geo", "nace_r2", "time", "emp1000")
    expected = pl.read_csv(REFERENCE / "eurostat_lq_shift_share_expected.csv")
    geos = expected["geo"].unique().to_list()
    industries = expected["nace_r2"].unique().to_list()
    rows = table.filter(pl.col("geo").is_in(geos) & pl.col("nace_r2").is_in(industries)).rows()
    figures = [Figure(geo, f"n{nace}", str(year), value=value) for geo, nace, year, value in rows]
    entries = [*(Unit(geo, geo) for geo in geos), *(Indicator(f"n{nace}", nace) for nace in industries)]
    path = tmp_path / "eurostat.jingdex"
    WorkbookFile.create(path, filled(Workbook.of(figures, entries), "made"), "Ada").close()
    return path


def rows_of(run: Run, path: Path, subject: str, *argv: object) -> list[dict[str, str]]:
    """The rows that a subject prints as CSV."""
    code, out, err = run("show", path, subject, "--format", "csv", *argv)
    assert (code, err) == (0, "")
    return list(csv.DictReader(io.StringIO(out)))


def test_quotients_and_shift_share_are_the_expected_ones(eurostat: Path, run: Run) -> None:
    """Every location quotient of 2016 and every part of the growth since 2007 agree to 1e-9."""
    expected = pl.read_csv(REFERENCE / "eurostat_lq_shift_share_expected.csv")
    quotients = {
        (row["region"], row["industry"][1:]): float(row["location_quotient"])
        for row in rows_of(run, eurostat, "clusters-quotients")
        if row["period"] == "2016"
    }
    name = next(column for column in expected.columns if column.lower().startswith("lq") and "2016" in column)
    for row in expected.iter_rows(named=True):
        assert quotients[row["geo"], row["nace_r2"]] == pytest.approx(row[name], rel=1e-9)
    parts = rows_of(run, eurostat, "clusters-shift-share", "--periods", "2007", "2016")
    assert len(parts) == expected.height
    for part in parts:
        sums = sum(float(part[name]) for name in ("national", "mix", "competitive", "allocation"))
        assert sums == pytest.approx(float(part["change"]), abs=1e-9)
        assert float(part["regional"]) == pytest.approx(float(part["competitive"]) + float(part["allocation"]))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_prints_its_columns_in_every_form(eurostat: Path, run: Run, subject: str) -> None:
    """CSV and JSON have the documented columns and the same rows; the table has names."""
    rows = rows_of(run, eurostat, subject)
    assert tuple(rows[0]) == table(subject).keys
    code, out, _ = run("show", eurostat, subject, "--format", "json")
    assert code == 0
    assert len(json.loads(out)) == len(rows)
    assert run("show", eurostat, subject)[0] == 0


def test_numbers_of_plants_give_ellison_and_glaeser(tmp_path: Path, run: Run) -> None:
    """Two regions, two industries, by hand: G = 2 (1/4)², room = 1 - 2/4, H = (30²/3 + 10²/1) / 40²."""
    sizes = {("N", "it"): (30.0, 3.0), ("S", "it"): (10.0, 1.0), ("N", "cars"): (10.0, 5.0), ("S", "cars"): (30.0, 5.0)}
    figures = [
        Figure(region, f"{what}_{industry}", "2020", value=value)
        for (region, industry), both in sizes.items()
        for what, value in zip(("jobs", "firms"), both, strict=True)
    ]
    entries = [
        Unit("N", "North"),
        Unit("S", "South"),
        *(Indicator(code, code) for code in {f.indicator for f in figures}),
    ]
    path = tmp_path / "plants.jingdex"
    WorkbookFile.create(path, filled(Workbook.of(figures, entries), "made"), "Ada").close()
    named = ("--industries", "jobs_it", "jobs_cars", "--plants", "firms_it", "firms_cars")
    row = next(row for row in rows_of(run, path, "clusters-concentration", *named) if row["industry"] == "jobs_it")
    h = (30**2 / 3 + 10**2) / 40**2
    assert float(row["plant_herfindahl"]) == pytest.approx(h)
    assert float(row["gamma"]) == pytest.approx((1 / 8 - h / 2) / (1 / 2 * (1 - h)))
    assert float(row["raw_gamma"]) == pytest.approx(1 / 4)
    code, _, err = run("show", path, "clusters-concentration", *named[:5])
    assert (code, err.count("\n")) == (2, 1)
    assert "as many indicators with --plants as with --industries" in err


def test_a_nation_can_be_the_whole(eurostat: Path, run: Run) -> None:
    """Compared with one unit, that unit is not a region among the others."""
    geo = rows_of(run, eurostat, "clusters-quotients")[0]["region"]
    rows = rows_of(run, eurostat, "clusters-quotients", "--whole", geo)
    assert geo not in {row["region"] for row in rows}


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("--industries", "nothing"), "There is no indicator “nothing”"),
        (("--whole", "nobody"), "There is no unit “nobody”"),
        (("--periods", "2007", "2007"), "growth needs two periods"),
        (("--periods", "2007", "1900"), "The table has no row for 1900"),
    ],
)
def test_bad_use_is_one_sentence(eurostat: Path, run: Run, argv: tuple[str, ...], words: str) -> None:
    """Exit code 2, and the sentence names what is wrong."""
    code, out, err = run("show", eurostat, "clusters-shift-share", *argv)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err
