"""The terminal's own cursor stands on the cell or the letter that has the focus, so that screen readers follow."""

import pytest
from wire import Wire

from tui.app import Jingdex

GRIDS = {
    ("j",): "1万亿",
    ("alt+2", "j"): "O",
    ("alt+3", "j"): "6.73%",
    ("alt+4", "j"): "2017",
    ("tab", "j"): "0.1973",
    ("shift+tab", "shift+tab", "j"): "5",
    ("alt+5", "j"): "A",
    ("P",): "1,500亿",
    ("alt+6", "j"): "2017",
    ("alt+1", "c", "j"): "5.96",
    ("K", "j"): "",
    ("t",): "1",
    ("escape", "alt+1", "V"): "",
    ("alt+1", "i", "j"): "",
    ("N", "j"): "",
    ("enter", "j"): "new_gen_it",
    ("enter",): "new_gen_it",
    ("alt+1", "C", "j"): "",
    ("A", "j"): "Cronbach",
    ("M", "j"): "TOPSIS",
    ("B",): "▶",
}
"""Keys that lead on from one view, page, form and menu to the next, and a word of the cell they come to in English."""

PROMPTS = {
    ("9", "8"): "98",
    ("9", "亿"): "9亿",
    ("slash", "医", "药"): "医药",
    ("slash", "h", "down"): "h",
    ("S", "b"): "b",
    ("n", "京", "a"): "京a",
    ("alt+5", "slash", "x"): "x",
    ("I",): "",
    ("E",): ".csv",
    ("question_mark", "slash", "h"): "h",
}
"""Keys that lead to a prompt and type in it, and what then stands before the cursor."""


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_cursor_of_the_terminal_stands_on_the_focused_cell(
    bench: Jingdex, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """By the bytes sent: in every view, on pages, forms and menus, and where wide characters stand before the cell."""
    wire = Wire(monkeypatch, 120, 40)
    bench.live.workspace.speak(language)
    async with bench.run_test(size=wire.size) as pilot:
        for keys, word in GRIDS.items():
            await wire.press(pilot, *keys)
            grid = bench.live.body.pane.grid
            [(_, line)] = grid.view.lines((grid.view.line_number(grid.cursor[0]),))
            cell = next(fragment.text for fragment in line if fragment.look.endswith("cursor"))
            assert cell.startswith(wire.under_cursor[:2]), keys
            assert wire.under_cursor[1:2] == wire.terminal.buffer[wire.terminal.cursor.y][wire.terminal.cursor.x].data
            assert wire.under_cursor.rstrip() in cell, keys
            assert language == "zh" or word in wire.under_cursor or cell.startswith(wire.under_cursor), keys


async def test_the_cursor_of_the_terminal_stands_behind_what_is_typed_and_then_on_the_cell(
    bench: Jingdex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the bottom line, in cells and not in letters, whatever the question; after Escape it is back."""
    wire = Wire(monkeypatch, 120, 40)
    async with bench.run_test(size=wire.size) as pilot:
        await wire.press(pilot, "j", "j")
        for keys, before in PROMPTS.items():
            await wire.press(pilot, *keys)
            assert wire.terminal.cursor.y == wire.terminal.lines - 1
            assert wire.before_cursor.endswith(before), keys
            for back in ("escape", "escape", "alt+1"):
                await wire.press(pilot, back)
            assert "9,761亿" in wire.under_cursor, keys
        await wire.press(pilot, "ctrl+p", "w")
        assert wire.terminal.cursor.y == 5
        await wire.press(pilot, "escape")
        assert "9,761亿" in wire.under_cursor


async def test_the_cursor_of_the_terminal_comes_along_to_the_help(
    bench: Jingdex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At its first letter, also where it has scrolled."""
    wire = Wire(monkeypatch, 120, 40)
    async with bench.run_test(size=wire.size) as pilot:
        for keys in (("question_mark",), ("j",)):
            await wire.press(pilot, *keys)
            assert (wire.terminal.cursor.x, wire.terminal.cursor.y) == (2, 2)
