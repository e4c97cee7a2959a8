"""`jingdex rollup`: shown before it is done, one step and one undo, run again by its code; nothing hidden gets out."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from data.file import WorkbookFile
from data.verification import Verification

Run = Callable[..., tuple[int, str, str]]
RULE = """
[rollup]
code = "firms"
source = "register.parquet"
name_en = "Register of firms"
crosswalk_file = "clusters.csv"
[columns]
unit = "region"
industry = "industry"
period = "year"
firm = "firm"
[[measures]]
indicator = "jobs_{industry}"
how = "sum"
column = "jobs"
measure = "PERSONS"
name_en = "Jobs in {industry}"
[cells]
minimum = 2
totals = []
"""


@pytest.fixture
def folder(tmp_path: Path, run: Run) -> Path:
    """A workbook, a rule, its crosswalk and its register."""
    (tmp_path / "rule.toml").write_text(RULE)
    (tmp_path / "clusters.csv").write_text("industry,cluster\n3911,ict\n0111,food\n")
    rows = [("f1", "bj", "3911", 2020, 10), ("f2", "bj", "3911", 2020, 7), ("f3", "bj", "0111", 2020, 4242)]
    columns = ["firm", "region", "industry", "year", "jobs"]
    pl.DataFrame(rows, schema=columns, orient="row").write_parquet(tmp_path / "register.parquet")
    assert run("new", tmp_path / "w.jingdex")[0] == 0
    return tmp_path


def test_it_is_shown_and_asked_then_one_step_and_one_undo(folder: Path, run: Run) -> None:
    """A dry run and a question that nobody answers write nothing."""
    book, rule = folder / "w.jingdex", folder / "rule.toml"
    code, out, _ = run("rollup", rule, book, "--dry-run")
    assert (code, out.splitlines()[0]) == (0, "firms: 2 new, 0 changed, 0 unchanged, 0 gone")
    assert "jobs_{industry}: sum jobs (bj ict 2020 17)" in out
    assert "small cells (fewer than 2): 1 suppressed, and 0 so that" in out
    code, out, _ = run("rollup", rule, book)
    assert (code, out.splitlines()[-1]) == (1, "nothing is written: add --yes to accept")
    assert json.loads(run("show", book, "figures", "--format", "json")[1]) == []
    code, out, _ = run("rollup", rule, book, "--yes", "--reason", "register of 2020")
    assert (code, out.splitlines()[-2]) == (0, "rollup firms of 3 rows: 2 new, 0 changed, 0 gone, 1 cells suppressed")
    (step,) = json.loads(run("show", book, "trail", "--format", "json")[1])[1:]
    assert step["reason"] == "register of 2020"
    assert run("undo", book)[0] == 0
    with WorkbookFile.open(book) as file:
        after = file.workbook()
    assert not after.figures
    assert not after.units
    assert not after.tables["rollups"]


def test_the_rule_is_kept_with_its_crosswalk_and_runs_again_by_its_code(folder: Path, run: Run) -> None:
    """Also without the files of the rule, and on another source."""
    book = folder / "w.jingdex"
    assert run("rollup", folder / "rule.toml", book, "--yes")[0] == 0
    (folder / "rule.toml").unlink()
    (folder / "clusters.csv").unlink()
    assert "nothing is written: the workbook has all of it" in run("rollup", "firms", book, "--yes")[1]
    assert "by duckdb" in run("rollup", "firms", book, "--yes", "--engine", "duckdb")[1]
    more = pl.read_parquet(folder / "register.parquet").with_columns(jobs=pl.col("jobs") + 1)
    more.write_parquet(folder / "next.parquet")
    out = run("rollup", "firms", book, "--yes", "--source", folder / "next.parquet")[1]
    assert out.startswith("firms: 0 new, 2 changed")
    assert run("rollup", "firms", book, "--save", folder / "again.toml")[0] == 0
    text = (folder / "again.toml").read_text()
    assert f'source = "{folder / "next.parquet"}"' in text  # what the figures are of now
    assert 'cluster = "ict"' in text
    code, _, err = run("rollup", "others", book)
    assert (code, "no rule of this code in the workbook: use one of firms" in err) == (2, True)


@pytest.mark.parametrize(
    "form", ["csv", "tsv", "json", "parquet", "excel", "markdown", "latex", "sdmx", "sdmx1", "text", "html"]
)
def test_a_hidden_value_is_in_no_output(folder: Path, run: Run, form: str) -> None:
    """4,242 jobs of one firm; the figure is there with the letter Q, and says why."""
    book, target = folder / "w.jingdex", folder / f"out_{form}"
    assert run("rollup", folder / "rule.toml", book, "--yes")[0] == 0
    what = () if form in ("sdmx", "sdmx1", "text", "html") else ("--what", "figures")
    assert run("export", book, target, "--as", form, *what)[0] == 0
    written = [one for one in (target.rglob("*") if target.is_dir() else [target]) if one.is_file()]
    if form == "parquet":
        frame = pl.read_parquet(target)
        assert frame.filter(status="Q")["value"].to_list() == [None]
        text = frame.write_csv()
    elif form == "excel":
        text = pl.read_excel(target).write_csv()
    else:
        text = "".join(one.read_text("utf-8") for one in written)
    assert "4242" not in text.replace(",", "")
    assert "4242" not in b"".join(one.read_bytes() for one in written).decode("latin-1")
    if form != "html":
        assert "CONF" in text


def test_what_is_stopped_in_the_middle_leaves_the_workbook_as_it_was(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While rows are read, or while figures are made; not a byte of the file is another."""
    book = folder / "w.jingdex"
    before = book.read_bytes()
    for place in ("data.rollup.engines.PolarsEngine.collect", "tui.rollup.run.result"):
        with monkeypatch.context() as patch:
            patch.setattr(place, stopped)
            code, _, err = run("rollup", folder / "rule.toml", book, "--yes")
        assert (code, "Traceback" in err) == (130, False)
        assert book.read_bytes() == before


KILLED = """
import os, pkgutil, signal, sys
owner, name = pkgutil.resolve_name(sys.argv.pop(1)), sys.argv.pop(1)
made = getattr(owner, name)
def killed(*given):
    made(*given)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(owner, name, killed)
import jingdex
jingdex.main()
"""


@pytest.mark.parametrize(
    ("owner", "name"),
    [("data.rollup.engines:PolarsEngine", "collect"), ("tui.rollup.run", "result"), ("data.store", "add_rows")],
)
def test_what_is_killed_in_the_middle_leaves_the_workbook_as_it_was(folder: Path, owner: str, name: str) -> None:
    """SIGKILL once rows are read, once figures are made, and once they are written but not committed."""
    book = folder / "w.jingdex"
    before = book.read_bytes()
    command = [sys.executable, "-c", KILLED, owner, name, "rollup", folder / "rule.toml", book, "--yes"]
    ended = subprocess.run(command, capture_output=True, check=False, cwd=Path(__file__).parents[2])
    assert (ended.returncode, ended.stderr) == (-signal.SIGKILL, b"")
    with WorkbookFile.open(book) as file:
        assert len(file.trail()) == 1
        assert not file.workbook().figures
    assert Verification(book).faults == []
    assert name == "add_rows" or book.read_bytes() == before


def test_how_far_it_is_is_told_on_a_terminal_alone(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to 100 %, cleared at the end; in a pipe there is nothing."""
    rule, book = folder / "rule.toml", folder / "w.jingdex"
    assert run("rollup", rule, book, "--dry-run")[2] == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    code, _, err = run("rollup", rule, book, "--dry-run")
    assert code == 0
    assert "rolling up … 100 %" in err
    assert err.endswith("\r\x1b[K")


def stopped(*_: object) -> None:
    """Ctrl+C."""
    raise KeyboardInterrupt


def test_what_suppression_cannot_mend_is_told_before(folder: Path, run: Run) -> None:
    """A cell that is alone in its line, and figures that the workbook has had with a value."""
    book, rule = folder / "w.jingdex", folder / "rule.toml"
    open_rule = folder / "open.toml"
    open_rule.write_text(RULE.replace("minimum = 2", "minimum = 0"))
    assert run("rollup", open_rule, book, "--yes")[0] == 0
    rule.write_text(RULE.replace("totals = []", 'totals = ["unit"]'))
    out = run("rollup", rule, book, "--dry-run")[1]
    assert "1 of them no other can protect" in out
    assert "1 suppressed figures have had a value here, which the trail and other releases keep" in out
    assert "have had a value" not in run("rollup", open_rule, book, "--dry-run")[1]


def test_traded_and_local_are_counted_and_one_kind_can_be_rolled_up(folder: Path, run: Run) -> None:
    """As the crosswalk says; the other kind is left out."""
    book, rule = folder / "w.jingdex", folder / "rule.toml"
    (folder / "clusters.csv").write_text("industry,cluster,kind\n39,ict,traded\n01,food,local\n")
    assert "clusters: 1 traded, 1 local" in run("rollup", rule, book, "--dry-run")[1]
    rule.write_text(RULE.replace("[columns]", 'kind = "traded"\n[columns]'))
    out = run("rollup", rule, book, "--dry-run")[1]
    assert "firms: 1 new" in out
    assert "clusters: 1 traded, 0 local" in out


def test_rows_in_no_cluster_are_counted_with_their_industries(folder: Path, run: Run) -> None:
    """In the preview and in the trail."""
    book, rule = folder / "w.jingdex", folder / "rule.toml"
    (folder / "clusters.csv").write_text("industry,cluster\n39,ict\n")
    out = run("rollup", rule, book, "--yes")[1]
    assert "1 rows left out: the crosswalk has no cluster for 1 industries (0111)" in out
    assert "1 new, 0 changed, 0 gone, 0 cells suppressed, 1 rows left out" in out


def test_how_many_cells_a_rule_hit_is_a_table(folder: Path, run: Run) -> None:
    """With the rows that were read and the fingerprint of the input."""
    book = folder / "w.jingdex"
    assert run("rollup", folder / "rule.toml", book, "--yes")[0] == 0
    (row,) = json.loads(run("show", book, "rollups", "--format", "json")[1])
    assert {name: row[name] for name in ("rollup", "rows", "cells", "suppressed", "companions")} == {
        "rollup": "firms", "rows": 3, "cells": 2, "suppressed": 1, "companions": 0,
    }  # fmt: skip
    assert len(row["fingerprint"]) == 64
