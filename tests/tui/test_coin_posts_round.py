"""Goalposts and targets of COINr's metadata score as COINr does, and go out as they came in."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from core.derive.derive import derive
from core.method.run import Scored
from data.file import WorkbookFile
from tui.command_line import main

DATA = "uCode,uName,Time,a,b\nx,X,2020,0,10\ny,Y,2020,5,20\nz,Z,2020,30,40\n"
HEAD = "iCode,iName,Direction,Level,Weight,Type,Parent"
Bring = Callable[[str], None]


@pytest.fixture
def bring(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Bring:
    """The two tables in a new workbook; the text is that of iMeta."""
    monkeypatch.chdir(tmp_path)

    def _bring(meta: str) -> None:
        Path("iData.csv").write_text(DATA, encoding="utf-8")
        Path("iMeta.csv").write_text(meta, encoding="utf-8")
        assert main(["new", "w.jingdex"]) == 0
        assert main(["import", "w.jingdex", "iData.csv", "iMeta.csv", "--yes"]) == 0
        capsys.readouterr()

    return _bring


def scores(method: str) -> dict[str, tuple[float, float, float]]:
    """Of each unit the scores of a, b and the index."""
    with WorkbookFile.open(Path("w.jingdex")) as file:
        found = derive(file.workbook()).methods[method]
    assert isinstance(found, Scored)
    return {str(row["unit"]): (row["a"], row["b"], row["Index"]) for row in found.frame.iter_rows(named=True)}


def exported(method: str) -> list[dict[str, str]]:
    """The rows of iMeta as they go out."""
    assert main(["export", "w.jingdex", "out", "--as", "coin", "--method", method, "--force"]) == 0
    with Path("out/iMeta.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


GOALPOSTS = (
    f"{HEAD},goalpost_lower,goalpost_upper,goalpost_scale,goalpost_trunc2posts\n"
    "a,A,1,1,1,Indicator,Index,0,20,10,FALSE\nb,B,-1,1,1,Indicator,Index,10,30,10,TRUE\nIndex,Index,1,2,1,Aggregate,,,,,\n"
)


def test_scores_of_goalposts_are_those_of_coinr(bring: Bring) -> None:
    """Of a 10 x / 20, not cut off; of b, of which less is better, 10 (30 - x) / 20 within 0 and 10 (n_goalposts)."""
    bring(GOALPOSTS)
    assert scores("imeta") == {"x": (0, 10, 5), "y": (2.5, 5, 3.75), "z": (15, 0, 7.5)}


TARGETS = (
    f"{HEAD},Target,dist2targ_cap_max\n"
    "a,A,1,1,1,Indicator,Index,20,TRUE\nb,B,-1,1,1,Indicator,Index,15,FALSE\nIndex,Index,1,2,1,Aggregate,,,\n"
)


def test_scores_of_targets_are_those_of_coinr(bring: Bring) -> None:
    """Of a it is x / 20, at most 1; of b (40 - x) / (40 - 15), the worst being 40 (n_dist2targ)."""
    bring(TARGETS)
    assert scores("imeta_targets") == {"x": (0, 1.2, 0.6), "y": (0.25, 0.8, 0.525), "z": (1, 0, 0.5)}


def test_goalposts_and_targets_go_out_as_they_came_in(bring: Bring) -> None:
    """In the columns that COINr reads; the method made of them again is the same."""
    bring(GOALPOSTS)
    names = ("goalpost_lower", "goalpost_upper", "goalpost_scale", "goalpost_trunc2posts")
    rows = {row["iCode"]: tuple(row[name] for name in names) for row in exported("imeta")}
    assert rows == {
        "a": ("0.0", "20.0", "10.0", "FALSE"),
        "b": ("10.0", "30.0", "10.0", "TRUE"),
        "Index": ("", "", "", ""),
    }
    assert "Target" not in exported("imeta")[0]


def test_a_target_goes_out_as_it_came_in(bring: Bring) -> None:
    """And so does whether scores beyond it are cut."""
    bring(TARGETS)
    rows = {row["iCode"]: (row["Target"], row["dist2targ_cap_max"]) for row in exported("imeta_targets")}
    assert rows == {"a": ("20.0", "TRUE"), "b": ("15.0", "FALSE"), "Index": ("", "")}
    assert "Target" not in exported("imeta")[0]
