"""Files of Stata, SPSS and SAS come in with their labels as names, their missing codes as letters, and their dates."""

import gzip
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import polars as pl
import pyreadstat
import pytest
from imported import workbook

from data.errors import FileError
from data.reading.limits import Limits, Reading
from data.reading.readers import read_tables

Bring = Callable[..., tuple[int, str, str]]
FILES = Path(__file__).parents[1] / "data" / "files"
COUNTRIES = {1: "Austria", 2: "Germany"}


def columns(path: Path) -> dict[str, list[str | None]]:
    """The texts of each column of a file."""
    table = read_tables(path, Reading(), Limits())[0]
    return {name: table.frame[name].to_list() for name in table.columns}


def test_a_panel_of_stata_comes_in_with_labels_as_names_and_codes_of_missing_figures(bring_text: Bring) -> None:
    """Value labels name units, the variable's label its indicator and the measure; .a is missing by its label."""
    panel = pd.DataFrame({
        "country": [1, 2, 1, 2], "year": [2019, 2019, 2020, 2020], "gdp": [397.5, "a", 0.1, "b"],
        "jobs": pd.Series([1.1, 2.5, 3.0, 4.25], dtype="float32"),
    })  # fmt: skip
    pyreadstat.write_dta(
        panel, "panel.dta", column_labels={"gdp": "GDP (billion EUR)", "jobs": "Employed persons"},
        variable_value_labels={"country": COUNTRIES, "gdp": {"a": "confidential"}},
        missing_user_values={"gdp": ["a", "b"]},
    )  # fmt: skip
    code, out, err = bring_text("panel.dta")
    assert (code, err) == (0, ""), out
    found = workbook()
    assert [(f.period, f.value, f.status) for f in found.series("Austria", "gdp")] == [
        ("2019", 397.5e9, "A"), ("2020", 0.1e9, "A"),
    ]  # fmt: skip
    assert [(f.value, f.status) for f in found.series("Germany", "gdp")] == [(None, "Q"), (None, "O")]
    assert [f.value for f in found.series("Germany", "jobs")] == [2.5, 4.25]
    named = {code: (one.name_en, one.measure) for code, one in found.indicators.items()}
    assert named == {"gdp": ("GDP", "EUR"), "jobs": ("Employed persons", "COUNT")}


def test_a_wide_file_has_the_names_of_its_indicators_without_their_years(bring_text: Bring) -> None:
    """A column for each indicator and year beside codes of ISO 3166, which are the units."""
    frame = pl.DataFrame({"iso": ["AUT", "DEU"], "gdp2019": [1.5, 2.5], "gdp2020": [1.6, 2.6]})
    pyreadstat.write_dta(frame, "wide.dta", column_labels={"gdp2019": "GDP 2019", "gdp2020": "GDP 2020"})
    assert bring_text("wide.dta")[0] == 0
    found = workbook()
    assert [(f.period, f.value) for f in found.series("DEU", "gdp")] == [("2019", 2.5), ("2020", 2.6)]
    assert found.indicators["gdp"].name_en == "GDP"


def test_times_of_stata_are_periods(tmp_path: Path) -> None:
    """Months, quarters, half-years and weeks are counted from 1960; days are dates; text codes keep theirs."""
    frame = pl.DataFrame({
        "m": [720.0, None], "q": [240.0, -1.0], "h": [120.0, 121.0], "w": [3120.0, 3121.0],
        "d": [date(2020, 1, 31), date(1999, 12, 31)], "code": ["AT", "DE"],
    })  # fmt: skip
    path = tmp_path / "t.dta"
    formats = {"m": "%tm", "q": "%tq", "h": "%th", "w": "%tw"}
    pyreadstat.write_dta(frame, path, variable_format=formats)
    assert columns(path) == {
        "m": ["2020-01", None], "q": ["2020-Q1", "1959-Q4"], "h": ["2020-H1", "2020-H2"],
        "w": ["2020-W01", "2020-W02"], "d": ["2020-01-31", "1999-12-31"], "code": ["AT", "DE"],
    }  # fmt: skip


@pytest.mark.parametrize("name", ["t.sav", "t.zsav"])
def test_missing_values_that_spss_declares_are_missing_and_labels_of_texts_stand_beside_them(
    tmp_path: Path, name: str
) -> None:
    """A range of codes; a label on a missing code alone leaves the figures as they are."""
    frame = pl.DataFrame({"geo": ["AT", "DE", "FR"], "rate": [1.5, -99.0, 0.1], "n": [1.0, 2.0, -7.0]})
    path = tmp_path / name
    pyreadstat.write_sav(
        frame, path, compress=name == "t.zsav", missing_ranges={"rate": [-99.0], "n": [{"lo": -9.0, "hi": -1.0}]},
        variable_value_labels={"geo": {"AT": "Austria"}, "rate": {-99.0: "refused"}, "n": {-7.0: "not applicable"}},
    )  # fmt: skip
    assert columns(path) == {
        "geo": ["AT", "DE", "FR"], "geo_name": ["Austria", None, None], "rate": ["1.5", "Q", "0.1"],
        "n": ["1", "2", "M"],
    }  # fmt: skip


def test_portable_and_transport_files_are_read(tmp_path: Path) -> None:
    """SPSS .por and SAS .xpt; 1e10 and 1/3 keep their digits."""
    frame = pl.DataFrame({"UNIT": ["A", "B"], "X": [1e10, 0.25], "DAY": [date(2020, 2, 29)] * 2})
    wanted = {"UNIT": ["A", "B"], "X": ["10000000000", "0.25"], "DAY": ["2020-02-29"] * 2}
    pyreadstat.write_por(frame, tmp_path / "t.por")
    pyreadstat.write_xport(frame, tmp_path / "t.xpt", file_format_version=5)
    assert columns(tmp_path / "t.por") == wanted
    assert columns(tmp_path / "t.xpt") == wanted


def test_a_data_set_of_sas_is_read_to_the_last_digit(tmp_path: Path) -> None:
    """Fisher's iris as SAS wrote it (from the R package haven, MIT): 150 rows, whose sums are published.

    Its names of species are of six letters, as SAS took them from the first rows.
    """
    path = tmp_path / "iris.sas7bdat"
    path.write_bytes(gzip.decompress((FILES / "iris.sas7bdat.gz").read_bytes()))
    found = columns(path)
    assert list(found) == ["Sepal_Length", "Sepal_Width", "Petal_Length", "Petal_Width", "Species"]
    sums = [sum(Decimal(text or "") for text in found[name]) for name in list(found)[:4]]
    assert sums == [Decimal(text) for text in ("876.5", "458.6", "563.7", "179.9")]
    assert {name: found["Species"].count(name) for name in set(found["Species"])} == {
        "setosa": 50, "versic": 50, "virgin": 50,
    }  # fmt: skip


def test_a_broken_one_and_one_without_its_reader_are_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off, too many rows, and where pyreadstat is not installed how to get it."""
    path = tmp_path / "t.dta"
    pyreadstat.write_dta(pl.DataFrame({"x": [1.0] * 50}), path)
    with pytest.raises(FileError, match=r"t\.dta has 50 rows, the limit is 9"):
        read_tables(path, Reading(), Limits(rows=9))
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(FileError, match=r"t\.dta is not a Stata file that can be read \(.*\): save it again"):
        columns(path)
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(FileError, match=r"t\.dta is a Stata file, .* pip install 'jingdex\[stat\]', or save it as CSV"):
        columns(path)
