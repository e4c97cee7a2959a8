"""Whatever a prompt refuses stays in its line, and why is said once."""

import pytest
from imported import opened
from looking import rested, screen_text

from tui.app import Jingdex

LONG = "x" * 2001
PROMPTS: dict[str, tuple[tuple[str, ...], str]] = {
    "figure": (("9",), "9x"),
    "period": (("a",), "2023-77"),
    "note": (("n",), LONG),
    "date": (("D",), "2024-77"),
    "goal of a size": (("O",), "rank 2"),
    "file to import": (("I",), "no-such-file.csv"),
    "file to export": (("E",), "table.doc"),
    "chart": (("X",), "chart.csv"),
    "scenario": (("B", "a"), ""),
    "moment of why": (("H", "G", "enter"), "1999"),
    "filter": (("alt+5", "slash"), "value>abc"),
    "jump": (("alt+5", "colon"), "nothing-like-this"),
    "new figure": (("alt+5", "a"), "nowhere nothing 2023"),
    "weight": (("alt+4", "tab", "j", "9"), "-9x"),
    "group": (("alt+4", "tab", "j", "m", "G", "enter"), "Diversity and inclusiveness"),
    "first of a group": (("alt+4", "tab", "j", "a", *"Fresh", "enter"), ""),
    "setting": (("alt+4", "tab", "tab", *"jjjjjj", "enter"), "low"),
    "method": (("M", "a"), "Ecosystem index, rebuilt: TOPSIS with a limiting factor"),
    "runs": (("alt+6", "tab", *"jjjjjjjjj", "enter"), "many"),
    "field": (("N", "j", "enter", "j", "enter", *"jjjj", "enter"), "nowhere"),
    "whole new entry": (("N", "j", "a"), "fresh colour=red"),
    "source like another": (("j", "j", "S"), "Beijing's high-qualty development"),
}
"""Keys that lead to each prompt, and a text that it refuses."""
TURNED = ("choice/overwrite", "choice/unknown", "choice/fresh", "choice/index")
"""What Space turns at once."""


@pytest.mark.parametrize("part", range(2))
async def test_a_refused_text_stays_and_why_is_said_once(bench: Jingdex, part: int) -> None:
    """Enter leaves each prompt open with the text in it; the sentence stands once on the screen; Escape leaves it."""
    async with bench.run_test(size=(120, 40)) as pilot:
        for name, (keys, text) in list(PROMPTS.items())[part::2]:
            await pilot.press("alt+1", *keys)
            app = await rested(pilot)
            assert app.live.prompt.asking, (name, app.live.message)
            steps = len(app.workspace.session.file.trail())
            app.live.prompt.value = text
            await pilot.press("enter")
            await rested(pilot)
            assert (app.live.prompt.asking, app.live.prompt.value) == (True, text), (name, app.live.message)
            why = app.live.asking.refusal
            assert why, name
            assert "".join(screen_text(app).split()).count("".join(why.split())[:40]) == 1, name
            assert len(app.workspace.session.file.trail()) == steps, name
            app.live.prompt.leave()
            await pilot.pause()
            assert why[:40] not in screen_text(app), name
            app.live.body.close()


async def test_lines_of_an_import_keep_what_they_refuse(app: Jingdex) -> None:
    """Each that Space asks for: a sign, an encoding, a line, columns, a condition, a date; nothing is read anew."""
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, "a.csv", "city,year,gdp,note\nA,2022,1,x\nB,2023,3,y\n")
        tried = []
        for key in list(app.live.body.page.sheet.by_key):
            if key.partition("/")[0] not in {"part", "role", "choice"} or key in {"choice/source", *TURNED}:
                continue
            app.live.body.page.go_to(key)
            await pilot.press("space")
            app.live.prompt.value = "nowhere 77"
            await pilot.press("enter")
            assert (app.live.prompt.asking, app.live.prompt.value) == (True, "nowhere 77"), key
            assert "".join(app.live.asking.refusal.split())[:40] in "".join(screen_text(app).split()), key
            tried.append(key)
            app.live.prompt.leave()
            await pilot.pause()
        assert {"part/delimiter", "part/encoding", "part/header_line", "choice/where", "role/unit"} <= {*tried}
