"""What an import would break is said before anything is written."""

import json
from pathlib import Path

import pytest
from conftest import Run

from data.file import WorkbookFile

RULES = """
[[rules]]
code = "positive"
condition = "value > 0"
severity = "error"
text_en = "Jobs are above 0"
indicators = "jobs"

[[rules]]
code = "steady"
condition = "abs(growth()) <= 50"
severity = "warning"
text_en = "Jobs move by at most half"
indicators = "jobs"
"""


@pytest.fixture
def book(tmp_path: Path, run: Run) -> Path:
    """A workbook of jobs with two rules, beside files that keep and break them."""
    path = tmp_path / "w.jingdex"
    (tmp_path / "rules.toml").write_text(RULES)
    rows = {"a": "A,2020,5\nB,2020,-1\n", "b": "A,2021,-5\nB,2021,6\n", "c": "A,2021,20\n", "d": "A,2021,6\n"}
    for name, text in rows.items():
        (tmp_path / f"{name}.csv").write_text(f"unit,period,jobs\n{text}")
    run("new", path)
    run("import", path, tmp_path / "a.csv", "--yes")
    run("rules", "load", path, tmp_path / "rules.toml")
    return path


def steps(path: Path) -> int:
    """How many steps the trail has."""
    with WorkbookFile.open(path) as file:
        return len(file.trail())


def test_the_preview_names_the_rules_that_new_figures_would_break(book: Path, run: Run) -> None:
    """Not those that are broken already; errors first, and as data in the report."""
    out = run("import", book, book.with_name("b.csv"), "--dry-run")[1]
    assert "✗ rule positive: A, jobs, 2021 – Jobs are above 0\n! rule steady: A, jobs, 2021" in out
    assert "2020" not in out.partition("✗")[2]
    report = json.loads(run("import", book, book.with_name("b.csv"), "--dry-run", "--report", "json")[1])
    assert [(one["rule"], one["severity"], one["unit"], one["period"]) for one in report["broken"]] == [
        ("positive", "error", "A", "2021"),
        ("steady", "warning", "A", "2021"),
    ]


def test_strict_writes_nothing_that_breaks_an_error_and_everything_that_only_warns(book: Path, run: Run) -> None:
    """Without it the figures come in, and the check says the rest."""
    before = steps(book)
    code, out, _ = run("import", book, book.with_name("b.csv"), "--yes", "--strict")
    assert (code, out.endswith("nothing is written, as it would break rules whose severity is error\n")) == (1, True)
    assert steps(book) == before
    assert run("import", book, book.with_name("c.csv"), "--yes", "--strict")[0] == 0
    assert run("import", book, book.with_name("b.csv"), "--yes", "--overwrite")[0] == 0
    assert run("check", book)[0] == 1


def test_figures_that_keep_all_rules_are_not_spoken_of(book: Path, run: Run) -> None:
    """Though others break one."""
    assert "rule" not in run("import", book, book.with_name("d.csv"), "--yes", "--strict")[1]
