"""`jingdex why`: two years, two methods, two states of the workbook, and one number."""

import csv
import io
import json
from collections.abc import Callable
from math import fsum
from pathlib import Path

import pytest

from tui.command_line import main

Rows = list[dict[str, str]]


@pytest.fixture
def rows(capsys: pytest.CaptureFixture[str]) -> Callable[..., Rows]:
    """What the command prints as CSV."""

    def _rows(*words: object) -> Rows:
        capsys.readouterr()
        assert main(["why", *map(str, words), "--format", "csv"]) == 0
        return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))

    return _rows


def summed(made: Rows, *kinds: str) -> float:
    """All effects of these kinds together."""
    return fsum(float(row[kind]) for row in made for kind in kinds or ("data", "weight", "method"))


@pytest.mark.parametrize("method", ["rebuilt", "rebuilt_topsis"])
def test_two_years_are_all_figures(own_beijing: Path, rows: Callable[..., Rows], method: str) -> None:
    """Parts sum to the change of the index, and are those of figures alone."""
    made = rows(own_beijing, "北京市", "--method", method, "--before", 2016, "--period", 2019)
    assert summed(made) == float(made[0]["after"]) - float(made[0]["before"])
    assert summed(made, "data") == pytest.approx(summed(made), abs=1e-12)
    assert len(made) == 16


def test_two_methods_differ_by_the_method(own_beijing: Path, rows: Callable[..., Rows]) -> None:
    """The same figures under another rule at the top."""
    made = rows(own_beijing, "beijing", "--against", "rebuilt_topsis", "--method", "rebuilt", "--period", 2018)
    assert summed(made) == float(made[0]["after"]) - float(made[0]["before"])
    assert summed(made, "data") == pytest.approx(0, abs=1e-12)


def test_what_an_edit_did_is_reported(
    own_beijing: Path, rows: Callable[..., Rows], capsys: pytest.CaptureFixture[str]
) -> None:
    """Since before the edit, the figure that was typed did most."""
    capsys.readouterr()
    assert main(["show", str(own_beijing), "trail", "--format", "json"]) == 0
    before = json.loads(capsys.readouterr().out)[-1]["time"]
    assert main(["set", str(own_beijing), "beijing", "invention_patents", "2019", "30000"]) == 0
    made = rows(own_beijing, "beijing", "--method", "rebuilt_topsis", "--period", 2019, "--since", before)
    top = max((row for row in made), key=lambda row: abs(float(row["data"])))
    assert top["code"] == "invention_patents"
    assert summed(made) == float(made[0]["after"]) - float(made[0]["before"])


def test_tables_are_printed(own_beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The waterfall, and the way of one number with its letter, source and weight."""
    assert main(["why", str(own_beijing), "beijing"]) == 0
    out = capsys.readouterr().out
    assert "2019 to 2020" in out
    assert "= figures" in out
    assert main(["why", str(own_beijing), "beijing", "rd_personnel", "--period", "2017"]) == 0
    out = capsys.readouterr().out
    assert "2 normalise min-max" in out
    assert "of the whole" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--period", "2016"), "no period before 2016"),
        (("nonsense",), "not in the tree"),
        (("--method", "none"), "no method “none”"),
        (("--before", "1900"), "no row for beijing in 1900"),
    ],
)
def test_bad_use_is_met_with_a_sentence(
    own_beijing: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    """Exit code 2 and one sentence."""
    assert main(["why", str(own_beijing), "beijing", *words]) == 2
    assert said in capsys.readouterr().err


def test_the_title_names_both_sides(own_beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Against another method in the same period the method is named, not the period twice."""
    capsys.readouterr()
    assert main(["why", str(own_beijing), "beijing", "--against", "rebuilt_topsis"]) == 0
    assert "Beijing, 2020, against method Ecosystem index" in capsys.readouterr().out


def shown(path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> Rows:
    """What `jingdex show` prints as CSV."""
    capsys.readouterr()
    assert main(["show", str(path), *words, "--format", "csv"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_a_share_a_ratio_and_a_claim_are_parted_and_the_parts_sum(
    own_beijing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each cluster adds to the change of a share, each figure to that of a ratio, each series to that of a claim."""
    share = shown(own_beijing, capsys, "why-share", "--unit", "healthcare", "--before", "2020")
    of = {row["unit"]: row for row in share}["healthcare"]
    change = float(of["share_after"]) - float(of["share_before"])
    assert summed(share, "added") == pytest.approx(change, abs=1e-9)
    assert (of["period_before"], of["period_after"], of["after"]) == ("2018", "2023", "976100000000.0")

    figure, top, bottom = shown(own_beijing, capsys, "why-figure", "--unit", "beijing", "--indicator", "rd_intensity")
    sides = [[float(row[side]) for side in ("before", "after")] for row in (top, bottom)]
    change = 100 * (sides[0][1] / sides[1][1] - sides[0][0] / sides[1][0])
    assert summed([top, bottom], "added") == pytest.approx(change, abs=1e-9)
    assert (figure["added"], figure["before"], figure["period_before"]) == ("", "6.83", "2022")

    claim, *parts = shown(own_beijing, capsys, "why-claim", "--claim", "index_climbed")
    assert float(claim["after"]) == pytest.approx(0.997 - 0.8868, abs=1e-12)
    assert [row["period"] for row in parts if row["part"] == "figure"] == ["2020", "2016"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("why-figure", "--unit", "beijing", "--indicator", "rd_intensity", "--before", "1919"), "no figure in 1919"),
        (("why-figure", "--unit", "beijing", "--indicator", "rd_intensity", "--period", "2008"), "period before 2008"),
        (("why-claim", "--claim", "nothing"), "no claim “nothing”: use one of trillion_2023"),
        (("why-share", "--unit", "beijing"), "Beijing is not in the list"),
    ],
)
def test_what_cannot_be_explained_is_refused_in_a_sentence(
    own_beijing: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    """The sentence names what there is instead."""
    assert main(["show", str(own_beijing), *words]) == 2
    assert sentence in capsys.readouterr().err
