"""Every committed edit is parsed, applied and derived once: a figure, block, weight or import, in a scenario too."""

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

from core.derive import derive as derive_module
from core.derive.derive import derive
from core.figures import draft
from core.scenario.scenario import begun
from core.workbook import figure_exchange, typed_edit
from core.workbook.edit import SetEntry
from core.workbook.rule_entries import Rule
from core.workbook.workbook import Workbook
from tui.app import Jingdex
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

    for place in (typed_edit, draft):
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


@pytest.mark.parametrize(
    ("act", "parsed", "inside"),
    [
        (act, parsed, inside)
        for act, parsed in ((typed, 1), (pasted, 2), (waited, 2), (slid, 0), (imported, 1))
        for inside in (False, True)
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
            workspace.do(begun(workspace.workbook, "plan"))
            workspace.enter("plan")
            workspace.do(typed_edit.typed(workspace.workbook, typed_edit.FigurePlace("y", "b", "2021"), "44"))
            ranked.live.draw()
        await pilot.press("alt+5", "P")
        await worked(ranked)
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
