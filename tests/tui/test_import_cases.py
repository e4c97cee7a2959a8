"""Files in the layouts of real publishers come in as they are meant, or are refused with a word."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from imported import workbook

from tui.command_line import main

CASES = Path(__file__).parents[2].parent / "shared" / "reference" / "import_cases"
Bring = Callable[..., tuple[int, str, str]]


@pytest.fixture
def bring(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Bring:
    """`jingdex import` of cases that are brought into an own folder: exit code and what was written."""
    if not CASES.exists():
        pytest.skip("../shared/reference/import_cases is absent")
    monkeypatch.chdir(tmp_path)
    assert main(["new", "w.jingdex"]) == 0
    capsys.readouterr()

    def _bring(name: str, *options: str) -> tuple[int, str, str]:
        shutil.copy(CASES / name, tmp_path)
        code = main(["import", "w.jingdex", Path(name).name, "--yes", *options])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return _bring


def value(unit: str, indicator: str, period: str) -> float | None:
    """The newest value of a figure that must be there."""
    found = workbook().series(unit, indicator).at(period)
    assert found is not None
    return found.value


@pytest.mark.parametrize("option", ["--unit", "--indicator", "--period", "--vintage-column"])
def test_a_name_that_is_no_column_is_refused_with_the_columns_there_are(bring: Bring, option: str) -> None:
    """One sentence, exit code 2."""
    code, _, err = bring("two_csv.csv", option, "nosuch")
    assert code == 2
    assert err == "jingdex: two_csv.csv has no column “nosuch”: name one of Region, Indicator, 2022, 2023.\n"


def test_two_datasets_of_eurostat_are_two_indicators(bring: Bring) -> None:
    """Both have the dimension sex alone; the code of the dataset stands before it."""
    assert bring("estat_lfst_r_lfu3rt.tsv")[0] == 0
    code, out, _ = bring("estat_lfst_r_lfe2emprt.tsv")
    assert code == 0
    assert "36 new, 0 changed" in out
    assert value("AT12", "lfst_r_lfu3rt.T", "2018") == 3.8
    assert value("AT12", "lfst_r_lfe2emprt.T", "2018") == 75.9


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_fifteen_digits_come_in_from_every_format(bring: Bring, ending: str) -> None:
    """Neither Excel nor ODS cuts them."""
    assert bring(f"digits.{ending}")[0] == 0
    found = [value(unit, "x", "2020") for unit in "ABCDE"]
    assert found == pytest.approx(
        [0.123456789012345, 38317.4123456789, 1 / 3, 3.3333333333333334e-08, 1.23456e-10], rel=1e-14
    )


def test_a_header_of_two_rows_with_a_spaced_corner_has_provinces_as_units(bring: Bring) -> None:
    """地  区 is 地区; and names that are spaced out so, as in yearbooks, are shown without the blanks."""
    assert bring("two_row_zh3.xlsx")[0] == 0
    assert {unit.name_zh for unit in workbook().units.values()} == {"北京", "天津", "河北"}
    assert {"生产总值", "常住人口"} <= set(workbook().indicators)


def test_a_header_of_two_rows_with_an_empty_corner_has_regions_as_units(bring: Bring) -> None:
    """What stands under an empty corner are units."""
    assert bring("two_row_en2.xlsx")[0] == 0
    assert value("Bavaria", "GDP", "2021") == 100
    assert value("Saxony", "Index", "2023") == 117.5


def test_sdmx_roles_are_taken_by_their_names(bring: Bring) -> None:
    """MEASURE is the indicator, UNIT_MEASURE its measure, UNIT_MULT its power of ten."""
    assert bring("oecd_plain.csv")[0] == 0
    assert workbook().indicators["GDP"].measure == "USD_PPP"
    assert value("AT12", "GDP", "2020") == 78.39e6


def test_sdmx_codes_come_with_the_labels_beside_them(bring: Bring) -> None:
    """MEASURE and Measure, REF_AREA and Reference area."""
    assert bring("oecd_labels.csv")[0] == 0
    assert workbook().indicators["GDP"].name_en == "Gross domestic product"
    assert workbook().units["AT12"].name_en == "Lower Austria"


def test_a_unit_is_named_by_its_own_label(bring: Bring) -> None:
    """Not by that of the column `unit`, which says the measure."""
    assert bring("sdmx2_both.csv")[0] == 0
    assert workbook().units["AT12"].name_en == "Niederösterreich"
    assert workbook().indicators["LFST_R_LFU3RT"].measure == "PERCENT"
    found = workbook().series("AT12", "LFST_R_LFU3RT").at("2022")
    assert found is not None
    assert found.status == "P"


def test_values_and_their_flags_are_told_apart(bring: Bring) -> None:
    """Every value of 2023 has a flag."""
    assert bring("two_years.tsv")[0] == 0
    found = workbook().series("AT12", "two_years.T").at("2023")
    assert found is not None
    assert (found.value, found.status) == (4.3, "P")


def test_a_year_does_not_go_on_to_a_file_whose_name_has_none(bring: Bring) -> None:
    """The second file asks for its period."""
    assert bring("year_leak/20-3_2018.csv", "--period", "=2018")[0] == 0
    code, _, err = bring("year_leak/4-7.csv")
    assert code == 2
    assert "no column that says the period" in err
