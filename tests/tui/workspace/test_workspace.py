"""The workspace without a screen: edits, undo, previews, scenarios, moments, and what is derived how often."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from looking import START
from ranking import ranking

from core.derive import derive as derive_module
from core.derive.derive import derive
from core.scenario.scenario import begin_scenario
from core.workbook.edit import FEW, CompositeEdit, Edit, SetEntry, SetFigure, block_edit, filled
from core.workbook.entries import Source
from core.workbook.typed_edit import FigurePlace, typed
from data.errors import BadMoment
from data.file import WorkbookFile
from data.session import Outcome, Session, StepKind
from tui.grid.wording import Wording
from tui.workspace.workspace import Workspace

X = FigurePlace("x", "a", "2021")


@pytest.fixture
def path(tmp_path: Path, capable: pytest.MonkeyPatch) -> Path:
    """A small workbook whose ranks move."""
    del capable
    path = tmp_path / "ranked.jingdex"
    WorkbookFile.create(path, filled(ranking(), "made"), "Ada", START).close()
    return path


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    """Li at that workbook."""
    with Session.open(path, author="li") as session:
        yield Workspace(session, Wording("en"))


@pytest.fixture
def derivations(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is derived from now on: one item each time."""
    seen: list[object] = []
    run = derive_module.run_stages
    monkeypatch.setattr(derive_module, "run_stages", lambda *parts: (seen.append(parts[1]), run(*parts))[1])
    return seen


def edit(workspace: Workspace, text: str) -> Edit:
    """What typing a text at one place says."""
    return typed(workspace.workbook, X, text)


def again(workspace: Workspace, kind: StepKind) -> Outcome | None:
    """Undo the newest edit here, or redo what was undone last; null where there is none."""
    step = workspace.version.next_step(kind)
    return workspace.take(step)[0] if step else None


def value(workspace: Workspace) -> float | None:
    """What stands there."""
    return workspace.workbook.series("x", "a").at("2021").value


def test_it_is_made_and_edits_without_textual(path: Path) -> None:
    """A fresh process that opens a workbook, previews, does and undoes an edit has not loaded Textual."""
    program = f"""
import sys
from pathlib import Path
from data.session import Session
from core.workbook.typed_edit import FigurePlace, typed
from tui.grid.wording import Wording
from tui.workspace.workspace import Workspace
with Session.open(Path({str(path)!r}), author="li") as session:
    workspace = Workspace(session, Wording("en"))
    edit = typed(workspace.workbook, FigurePlace("x", "a", "2021"), "99")
    workspace.preview(edit)
    workspace.do(edit)
    workspace.take(workspace.version.next_step("undo"))
assert not [name for name in sys.modules if name.startswith("textual")]
"""
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", program], check=True, cwd=root)


def test_a_committed_edit_is_applied_and_derived_once(
    workspace: Workspace, derivations: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the preview computed is kept, and is what a derivation from nothing gives."""
    applied: list[Edit] = []
    apply = SetFigure.apply
    monkeypatch.setattr(SetFigure, "apply", lambda *parts: (applied.append(parts[0]), apply(*parts))[1])
    made = edit(workspace, "99")
    workspace.preview(made)
    workspace.do(made)
    assert (len(applied), len(derivations)) == (1, 1)
    assert workspace.workbook == workspace.session.file.workbook()
    assert value(workspace) == 99
    assert workspace.workbook.series("x", "a").at("2021").author == "li"
    assert workspace.derived == derive(workspace.workbook)
    assert workspace.derived.workbook is workspace.workbook


def test_a_large_block_is_applied_once_and_signed(workspace: Workspace, derivations: list[object]) -> None:
    """A block put in whole has its author and time after it is saved, without being put in again."""
    rows = pl.DataFrame({"unit": "x", "indicator": "a", "period": [str(1000 + n) for n in range(FEW + 1)]})
    made = block_edit(workspace.workbook, "many", rows.with_columns(value=pl.int_range(pl.len()).cast(pl.Float64)))
    workspace.preview(made)
    outcome = workspace.do(made)
    assert len(derivations) == 1
    assert workspace.workbook == workspace.session.file.workbook()
    figure = workspace.workbook.series("x", "a").at("1500")
    assert (figure.value, figure.author, figure.time) == (500, "li", outcome.time)
    assert workspace.derived == derive(workspace.workbook)
    again(workspace, "undo")
    assert workspace.workbook == workspace.session.file.workbook()


def test_the_edit_after_a_kept_preview_still_computes_only_what_it_changes(workspace: Workspace) -> None:
    """The figures of a kept preview count as those that were saved, so the next edit knows what it changed."""
    for text in ("99", "98", "97"):
        made = edit(workspace, text)
        workspace.preview(made)
        before = workspace.derived.methods.workbook.figures
        workspace.do(made)
        assert workspace.workbook.changed_since(before) == {("x", "a")}
        assert workspace.derived == derive(workspace.workbook)


def test_what_another_did_just_before_an_edit_is_said_and_derived_at_the_next_look(
    workspace: Workspace, path: Path
) -> None:
    """The edit keeps what its preview computed, and the look leads to the workbook that the file has."""
    made = edit(workspace, "99")
    workspace.preview(made)
    with Session.open(path, author="ada") as other:
        other.do(typed(other.workbook, FigurePlace("y", "a", "2021"), "5"))
    workspace.do(made)
    assert value(workspace) == 99
    assert [step.author for step in workspace.look()] == ["ada"]
    assert workspace.workbook == workspace.session.file.workbook()
    assert workspace.workbook.series("y", "a").at("2021").value == 5
    assert workspace.derived == derive(workspace.workbook)
    assert not workspace.look()


def test_a_preview_is_shown_until_it_is_given_up(workspace: Workspace) -> None:
    """The trial shows the edit, and the workbook stays as it was."""
    before = value(workspace)
    workspace.preview(edit(workspace, "99"))
    assert workspace.trial.workbook.series("x", "a").at("2021").value == 99
    assert value(workspace) == before
    workspace.preview(None)
    assert workspace.trial is None


def test_undo_and_redo_lead_back_and_forth(workspace: Workspace) -> None:
    """What was done is taken back, and done again; what moved is lit against what was before."""
    before = value(workspace)
    workspace.do(edit(workspace, "99"))
    assert again(workspace, "undo").edit.after.value == before
    assert value(workspace) == before
    assert again(workspace, "undo") is None
    again(workspace, "redo")
    assert value(workspace) == 99
    assert again(workspace, "redo") is None
    assert workspace.highlight_since.workbook.series("x", "a").at("2021").value == before


def test_an_edit_in_a_scenario_stays_there_and_is_derived_once(workspace: Workspace, derivations: list[object]) -> None:
    """The base keeps its figure; the scenario's own undo takes the edit back."""
    before = value(workspace)
    workspace.do(begin_scenario(workspace.workbook, "high"))
    workspace.enter("high")
    derivations.clear()
    made = edit(workspace, "99")
    workspace.preview(made)
    workspace.do(made)
    assert len(derivations) == 1
    assert (value(workspace), workspace.version.base.series("x", "a").at("2021").value) == (99, before)
    assert workspace.derived == derive(workspace.workbook)
    assert workspace.version.name(workspace.wording) == "high"
    again(workspace, "undo")
    assert value(workspace) == before
    workspace.enter("")
    again(workspace, "undo")
    assert workspace.workbook.scenarios == {}


def test_entries_of_a_scenario_stand_in_the_order_in_which_the_file_has_them(workspace: Workspace) -> None:
    """New ones at the end, one that was removed and comes back where it was: what was tried is kept only if so."""
    workspace.do(SetEntry("sources", None, Source("first", "First")))
    workspace.do(SetEntry("sources", None, Source("second", "Second")))
    workspace.do(begin_scenario(workspace.workbook, "high"))
    workspace.enter("high")
    steps = (
        [("third", None, "Third"), ("second", "Second", "Other")],
        [("first", "First", None)],
        [("first", None, "Again"), ("fourth", None, "Fourth")],
        [("fourth", "Fourth", None), ("third", "Third", "Last")],
    )
    for step in steps:
        sources = [(code, *(text and Source(code, text) for text in texts)) for code, *texts in step]
        made = CompositeEdit("sources", tuple(SetEntry("sources", old, new) for _, old, new in sources))
        workspace.preview(made)
        workspace.do(made)
        found = [(code, one.title) for code, one in workspace.workbook.sources.items()]
        assert found == [(code, one.title) for code, one in workspace.version.workbook.sources.items()]
    assert found == [("first", "Again"), ("second", "Other"), ("third", "Last")]


def test_the_past_can_be_looked_at_and_not_changed(workspace: Workspace) -> None:
    """As of the first moment the first figures stand, and what changed since is lit."""
    before = value(workspace)
    workspace.do(edit(workspace, "99"))
    with pytest.raises(BadMoment, match="was made at"):
        workspace.look_at("2020-01-01")
    assert (value(workspace), workspace.read_only) == (99, False)
    workspace.look_at(START)
    assert (value(workspace), workspace.read_only) == (before, True)
    assert workspace.highlight_since.workbook.series("x", "a").at("2021").value == 99
    workspace.look_at(None)
    assert (value(workspace), workspace.read_only) == (99, False)
