"""What the terminal shows, without colour, at both sizes: each pane, the preview of an edit, help, palette, claims."""

import pytest
from looking import rested, screen_text
from syrupy.assertion import SnapshotAssertion

from data.session import Session
from tui.app import Jingdex

VIEWS: dict[str, tuple[str, ...]] = {
    "clusters": (),
    "index": ("alt+2",),
    "trends": ("alt+3",),
    "preview": ("j", "j", *"1.05万亿 E"),
    "lit": ("j", "j", *"1.05万亿 E", "enter"),
    "refused": ("j", "j", *"12..5"),
    "series": ("j", "j", "i"),
    "claims": ("c",),
    "trail": ("t",),
    "as of": ("D", *"@2024-03", "enter"),
    "revisions": ("alt+3", "j", "V"),
    "find": ("slash", *"patent"),
    "help": ("question_mark",),
    "palette": ("ctrl+p",),
    "chinese": ("L",),
    "zoomed": ("z",),
    "workbench": ("alt+4",),
    "tree": ("alt+4", "tab"),
    "steps": ("alt+4", "tab", "tab"),
    "weight": ("alt+4", "tab", "j", *"7"),
    "unit": ("alt+4", "enter"),
    "compare": ("alt+4", "w"),
    "methods": ("alt+4", "M"),
    "menu of a step": ("alt+4", "tab", "tab", "j", "j", "enter"),
    "analysis": ("alt+4", "A"),
    "statistics": ("alt+4", "A", "enter"),
    "cluster statistics": ("C",),
    "trust": ("alt+6",),
    "why": ("alt+4", "G", "H"),
    "why_share": ("j", "j", "H"),
    "way": ("alt+4", "tab", "j", "j", "H"),
    "figures": ("alt+5",),
    "figures by period": ("alt+5", "slash", *"status=A unit=beijing", "enter", "P"),
    "figures by indicator": ("alt+5", "P", "P"),
    "figures selected": ("alt+5", "end", "left", "left", "left", "shift+down", "shift+down", "shift+right"),
    "scenarios": ("B", "a", *"plan", "enter", "j", "j", *"1.05万亿", "enter", "B", "B"),
    "scenario": ("B", "a", *"plan", "enter", "j", "j", *"1.05万亿", "enter"),
    "compared": ("B", "a", *"plan", "enter", "j", "j", *"1.05万亿", "enter", "w"),
}


@pytest.mark.parametrize("view", VIEWS)
async def test_the_screen_shows_what_it_showed(
    session: Session, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    """Every cell of the screen, also of one made smaller, is as when somebody last looked at it and found it good."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = Jingdex(session)
    async with app.run_test(size=(120, 40)) as pilot:
        for key in VIEWS[view]:
            await pilot.press(key)
            if app.live.jobs.is_going_on():
                await rested(pilot)
        await rested(pilot)
        assert screen_text(app) == snapshot(name="120x40")
        await pilot.resize_terminal(80, 24)
        await rested(pilot)
        assert screen_text(app) == snapshot(name="80x24")
