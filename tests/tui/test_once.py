"""Every committed edit is parsed, applied and derived once: typed, pasted, imported, undone, redone or merged."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from looking import worked
from textual import events
from textual.pilot import Pilot

import jingdex
from core.derive import derive as derive_module
from core.derive.derive import derive
from core.figures import draft
from core.scenario.scenario import begin_scenario
from core.workbook import figure_exchange, typed_edit
from core.workbook.edit import SetEntry
from core.workbook.rule_entries import Rule
from core.workbook.workbook import Workbook
from tui.app import Jingdex
from tui.figures import cli
from tui.imports import files


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often something is parsed, put into a workbook, and derived."""
    seen: Counter[str] = Counter()

    def count(place: object, name: str, kind: str) -> None:
        run: Callable[..., Any] = getattr(place, name)

        def counted(*parts: Any, **named: Any) -> object:  # noqa: ANN401 - whatever is counted takes
            seen[kind] += 1
            return run(*parts, **named)

        monkeypatch.setattr(place, name, counted)

    for place in (typed_edit, draft, cli):
        count(place, "figure_from_text", "parsed")
    count(files, "planned", "parsed")
    for name in ("with_figure", "with_figures"):
        count(Workbook, name, "applied")
    count(figure_exchange, "exchanged", "applied")
    count(derive_module, "run_stages", "derived")
    return seen


async def typed(_: Jingdex, pilot: Pilot[int]) -> None:
    """A figure of one digit."""
    await pilot.press("9", "enter")


async def pasted(app: Jingdex, pilot: Pilot[int]) -> None:
    """A block of two figures below each other, shown and then kept."""
    app.post_message(events.Paste("7\n8"))
    await pilot.pause()
    await worked(app)
    await pilot.press("enter")


async def slid(_: Jingdex, pilot: Pilot[int]) -> None:
    """A weight moved on its page by one step, and kept."""
    await pilot.press("alt+4", "tab", "j", "j", "W", "right_square_bracket", "enter")


async def waited(app: Jingdex, pilot: Pilot[int]) -> None:
    """A block that is saved in a thread, as another program holds the file at first."""
    app.post_message(events.Paste("7\n8"))
    await pilot.pause()
    await worked(app)
    with closing(sqlite3.connect(Path(app.workspace.session.file.path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await pilot.press("enter")
        other.execute("ROLLBACK")
    await worked(app)
    await pilot.pause()


async def imported(app: Jingdex, pilot: Pilot[int]) -> None:
    """A file, planned in a thread and looked at, into a workbook that has rules."""
    path = Path(app.workspace.session.file.path).with_name("more.csv")
    path.write_text("unit,indicator,period,value\nx,a,2022,5\n", "utf-8")
    await pilot.press("I")
    app.live.prompt.accepted(str(path))
    await worked(app)
    await pilot.press("enter")
    await worked(app)


async def filled_down(_: Jingdex, pilot: Pilot[int]) -> None:
    """The first figure of a block of two, in the second as well."""
    await pilot.press("shift+down", "ctrl+d")


async def undone(_: Jingdex, pilot: Pilot[int]) -> None:
    """The figure that was typed before."""
    await pilot.press("u")


async def redone(app: Jingdex, pilot: Pilot[int]) -> None:
    """The figure that was undone before the count began."""
    del app
    await pilot.press("U")


async def merged(_: Jingdex, pilot: Pilot[int]) -> None:
    """The scenario under the cursor, into the base."""
    await pilot.press("m")


PREPARED: dict[Any, tuple[str, ...]] = {redone: ("u",), merged: ("B", "B", "down")}
"""The keys before the count begins."""


@pytest.mark.parametrize(
    ("act", "parsed", "inside"),
    [
        (act, parsed, inside)
        for act, parsed in (
            (typed, 1),
            (pasted, 2),
            (filled_down, 1),
            (waited, 2),
            (slid, 0),
            (imported, 1),
            (undone, 0),
            (redone, 0),
            (merged, 0),
        )
        for inside in (False, True)
        if inside or act is not merged
    ],
)
async def test_an_edit_is_parsed_applied_and_derived_once(
    ranked: Jingdex,
    counts: Counter[str],
    act: Callable[[Jingdex, Pilot[int]], Any],
    parsed: int,
    inside: bool,
) -> None:
    """Each text once, the whole once; what is kept is what the file has, and what a derivation from nothing gives."""
    workspace = ranked.workspace
    workspace.do(SetEntry("rules", None, Rule("low", "value < 1000", severity="warning")))
    async with ranked.run_test(size=(120, 40)) as pilot:
        if inside:
            workspace.do(begin_scenario(workspace.workbook, "plan"))
            workspace.enter("plan")
        for number in ("44", "45"):
            workspace.do(typed_edit.typed(workspace.workbook, typed_edit.FigurePlace("y", "b", "2021"), number))
        ranked.live.draw()
        await pilot.press("alt+5", "P")
        await worked(ranked)
        await pilot.press(*PREPARED.get(act, ()))
        before, steps = workspace.workbook, len(workspace.session.file.trail())
        counts.clear()
        await act(ranked, pilot)
        await worked(ranked)
    assert len(workspace.session.file.trail()) == steps + 1
    assert workspace.workbook != before
    assert counts == Counter(parsed=parsed, applied=act is not slid, derived=1)
    assert workspace.session.workbook == workspace.session.file.workbook()
    assert workspace.workbook == workspace.version.workbook
    assert workspace.derived == derive(workspace.workbook)


def test_a_script_parses_and_applies_each_figure_once_and_derives_when_it_reads(
    ranked: Jingdex, counts: Counter[str]
) -> None:
    """Two figures that are set are not derived until the scores are read, and then once."""
    ranked.workspace.session.close()
    with jingdex.open(ranked.workspace.session.file.path) as workbook:
        for number in ("44", "45"):
            workbook.set("y", "b", "2021", number)
        assert counts == Counter(parsed=2, applied=2)
        scores = workbook.scores()
        assert scores.equals(workbook.scores())
        assert counts == Counter(parsed=2, applied=2, derived=1)
