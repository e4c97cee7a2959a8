"""Methods on the command line: shown, saved, loaded, and their results printed."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from core.workbook.edit import SetEntry, SetFigure, filled
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from data.session import Session

Run = Callable[..., tuple[int, str, str]]
DOCUMENT = """
[method]
code = "m"
name_en = "Made [up]"
[[tree]]
code = "top"
[[tree]]
code = "a"
parent = "top"
weight = 3.0
[[tree]]
code = "b"
parent = "top"
direction = -1
[[steps]]
kind = "normalise"
how = "min_max"
[[steps]]
kind = "aggregate"
how = "arithmetic"
"""


@pytest.fixture(autouse=True)
def author(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name of the test's own."""
    monkeypatch.setenv("JINGDEX_AUTHOR", "Ada")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook of three units in two years, with two indicators."""
    values = {"a": [1.0, 2.0, 3.0, 2.0, 4.0, 2.5], "b": [5.0, 4.0, 3.0, 1.0, 2.0, 6.0]}
    keys = [(unit, period) for period in ("2020", "2021") for unit in ("x", "y", "z")]
    figures = [
        Figure(u, code, p, value=v) for code, some in values.items() for (u, p), v in zip(keys, some, strict=True)
    ]
    entries = [*(Unit(code, f"Unit {code}") for code in "xyz"), *(Indicator(code, code.upper()) for code in "ab")]
    made = tmp_path / "made.jingdex"
    WorkbookFile.create(made, filled(Workbook.of(figures, entries), "made"), "Ada").close()
    return made


@pytest.fixture
def loaded(path: Path, run: Run) -> Path:
    """The same with a method, loaded from a file."""
    document = path.with_name("method.toml")
    document.write_text(DOCUMENT, encoding="utf-8")
    code, out, _ = run("method", "load", path, document)
    assert (code, out.splitlines()[0]) == (0, "method Made [up] added")
    return path


def records(run: Run, *argv: object) -> list[dict[str, str]]:
    """The rows that a command prints as CSV."""
    code, out, err = run(*argv, "--format", "csv")
    assert (code, err) == (0, "")
    return list(csv.DictReader(io.StringIO(out)))


def test_scores_and_ranks_follow_from_the_document(loaded: Path, run: Run) -> None:
    """Min-max over both years, three to one: the scores that a sheet of paper gives."""
    rows = [row for row in records(run, "show", loaded, "scores") if row["code"] == "top"]
    scores = {(row["unit"], row["period"]): float(row["score"]) for row in rows}
    assert scores["y", "2021"] == pytest.approx(0.75 * 1 + 0.25 * 0.8)
    assert scores["x", "2020"] == pytest.approx(0.25 * 0.2)
    assert {(row["unit"], row["rank"], row["rank_change"]) for row in rows if row["period"] == "2021"} == {
        ("y", "1", "1"),
        ("z", "3", "-2"),
        ("x", "2", "1"),
    }


@pytest.mark.parametrize("subject", ["scores", "ranks", "weights", "stats", "correlations"])
def test_every_subject_prints_in_every_form(loaded: Path, run: Run, subject: str) -> None:
    """A table, CSV and JSON of the same rows."""
    rows = records(run, "show", loaded, subject, "--method", "m")
    code, out, _ = run("show", loaded, subject, "--format", "json")
    assert code == 0
    assert len(json.loads(out)) == len(rows) > 0
    code, out, _ = run("show", loaded, subject)
    assert code == 0
    assert "Made [up]" in out


def test_what_is_saved_can_be_loaded_again_and_changes_nothing(loaded: Path, run: Run) -> None:
    """Saving and loading the same document is not a step of the trail; a changed one is one step and one undo."""
    saved = loaded.with_name("saved.toml")
    assert run("method", "save", loaded, "m", saved)[0] == 0
    assert run("method", "load", loaded, saved)[1] == "nothing to save: the method is the same already\n"
    text = saved.read_text(encoding="utf-8")
    assert "low = 0.0" in text
    saved.write_text(text.replace("weight = 3.0", "weight = 1.0"), encoding="utf-8")
    assert run("method", "load", loaded, saved, "--reason", "equal")[1].splitlines()[0] == "method Made [up] changed"
    weights = {row["code"]: row["effective_weight"] for row in records(run, "show", loaded, "weights")}
    assert weights == {"top": "1.0", "a": "0.5", "b": "0.5"}
    assert run("undo", loaded)[0] == 0
    assert run("method", "show", loaded, "m")[1] == text


def test_weights_from_judgements_come_with_their_consistency(loaded: Path, run: Run) -> None:
    """The ratio stands beside the node, and a table of judgements that do not agree is told so."""
    pairwise = "[[1, 9, 1], [0.1111111111111111, 1, 9], [1, 0.1111111111111111, 1]]"
    document = loaded.with_name("ahp.toml")
    step = f'[[steps]]\nkind = "weigh"\nhow = "ahp"\npairwise = {pairwise}\n'
    added = f'[[tree]]\ncode = "c"\nparent = "top"\n{step}[[steps]]'
    document.write_text(DOCUMENT.replace("[[steps]]", added, 1), encoding="utf-8")
    with Session.open(loaded) as session:
        session.do(SetEntry("indicators", None, Indicator("c", "C")))
        for unit, value in {"x": 1.0, "y": 2.0, "z": 4.0}.items():
            session.do(SetFigure(None, Figure(unit, "c", "2020", value=value)))
    assert run("method", "load", loaded, document)[0] == 0
    rows = {row["code"]: row for row in records(run, "show", loaded, "weights")}
    assert float(rows["top"]["consistency_ratio"]) > 0.1
    assert rows["a"]["consistency_ratio"] == ""
    assert "revise the judgements" in run("show", loaded, "weights")[1]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("method", "show", "PATH", "n"), "There is no method “n”: use one of m."),
        (("method", "save", "PATH", "m"), "Write `jingdex method save WORKBOOK METHOD FILE`"),
        (("method", "load", "PATH", "nowhere.toml"), "nowhere.toml cannot be read"),
        (("method", "save", "PATH", "m", "PATH"), "already exists: name a new file."),
        (("show", "PATH", "scores", "--method", "n"), "There is no method “n”"),
        (("show", "PATH", "claims", "--method", "m"), "--method has no effect on the table claims: it is for scores"),
    ],
)
def test_bad_use_is_one_sentence_and_changes_nothing(loaded: Path, run: Run, argv: tuple[str, ...], words: str) -> None:
    """Exit code 2, one line on standard error, and the workbook as it was."""
    before = loaded.read_bytes()
    code, out, err = run(*(str(loaded) if text == "PATH" else text for text in argv))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err
    assert loaded.read_bytes() == before


def test_a_method_that_cannot_run_ends_in_its_sentence(loaded: Path, run: Run) -> None:
    """The cell that stops it is named; the file opens and shows all else."""
    document = loaded.with_name("log.toml")
    document.write_text(DOCUMENT.replace('"arithmetic"', '"geometric"'), encoding="utf-8")
    assert run("method", "load", loaded, document)[0] == 0
    code, out, err = run("show", loaded, "scores")
    assert (code, out) == (2, "")
    assert "m: x a 2020 scores 0, but top (“geometric mean”) needs scores above 0" in err
    assert run("show", loaded, "figures")[0] == 0


def test_an_old_file_is_replaced_only_with_force(loaded: Path, run: Run) -> None:
    """Saving over a file needs --force, and then puts the whole new one in its place."""
    saved = loaded.with_name("saved.toml")
    saved.write_text("mine", encoding="utf-8")
    assert run("method", "save", loaded, "m", saved)[0] == 2
    assert saved.read_text(encoding="utf-8") == "mine"
    assert run("method", "save", loaded, "m", saved, "--force")[0] == 0
    assert saved.read_text(encoding="utf-8").startswith("[method]")
    assert [one.name for one in loaded.parent.iterdir() if one.name.startswith(".")] == []


def test_a_method_that_cannot_be_computed_blocks_no_other(path: Path, run: Run, tmp_path: Path) -> None:
    """Load says so at once; show, a table of all methods, an export and a chart give the other and name this one."""
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    bad.write_text(DOCUMENT.replace('"min_max"', '"z_score"').replace('"arithmetic"', '"geometric"'), "utf-8")
    good.write_text(DOCUMENT.replace('code = "m"', 'code = "good"'), "utf-8")
    code, out, err = run("method", "load", path, bad)
    assert (code, "saved as" in out, err.count("\n")) == (0, True, 1)
    assert err.startswith("jingdex: m is saved and cannot be computed now: ")
    assert "top (“geometric mean”) needs scores above 0" in err
    assert run("show", path, "scores")[0] == 2
    assert run("method", "load", path, good)[2] == ""
    for subject in ("scores", "ranks", "correlations", "obstacles"):
        code, out, err = run("show", path, subject, "--format", "csv")
        assert (code, err.count("\n"), err.startswith("jingdex: m: ")) == (0, 1, True)
        assert {row["method"] for row in csv.DictReader(io.StringIO(out))} == {"good"}
    code, _, err = run("export", path, tmp_path / "all.xlsx")
    assert (code, err.count("jingdex: m: ")) == (0, 1)
    assert run("export", path, tmp_path / "s.svg", "--what", "scores")[0] == 0
    code, _, err = run("show", path, "scores", "--method", "m")
    assert (code, err.startswith("jingdex: m: ")) == (2, True)
