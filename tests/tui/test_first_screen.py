"""The first screen says where one is, what fails, and which keys do something here."""

from dataclasses import replace

import pytest
from looking import rested, screen_text
from textual import events

from tui.app import Jingdex
from tui.commands import BY_ID, COMMANDS
from tui.frame.bars import HeaderParts, header_strip
from tui.frame.board import TITLES
from tui.frame.synonyms import SYNONYMS
from tui.grid.wording import Wording
from tui.help import help_lines
from tui.palette import matches

PARTS = HeaderParts("Beijing: high-tech and cutting-edge industries", TITLES, 4, (9, 9), 38, "21:04:11")


@pytest.mark.parametrize(("width", "then"), [(80, 9), (80, 12), (120, 9), (200, 12)])
def test_the_first_line_names_every_view_and_what_fails(width: int, then: int) -> None:
    """The name in whole words and all views at every width, also while typing changes the count; it always fits."""
    strip = header_strip(replace(PARTS, failing=(9, then)), Wording(), width)
    line = strip.text
    assert all(f"{number} {title}" in line for number, title in enumerate(TITLES, 1))
    assert "9→12" in line if then == 12 else "9 fail" in line or "9 of 38 claims fail" in line
    assert line.partition("  ")[0] == {80: "Beijing…", 120: "Beijing…", 200: PARTS.name}[width]
    assert strip.cell_length <= width - 2


def test_claims_that_hold_are_counted_in_words_at_80_columns() -> None:
    """No sign stands alone."""
    assert header_strip(replace(PARTS, failing=(0, 0)), Wording(), 80).text.endswith("38 hold")


def test_a_name_is_cut_behind_a_word_whichever_view_is_open() -> None:
    """No colon or comma stands before the ellipsis."""
    lines = [header_strip(replace(PARTS, number=number), Wording(), 80).text for number in range(1, 7)]
    assert {line.partition("  ")[0] for line in lines} == {"Beijing…"}


def test_typing_moves_nothing_in_the_first_line_but_the_count() -> None:
    """The views stand where they stood when the count becomes wider."""
    before, after = (header_strip(replace(PARTS, failing=(9, then)), Wording(), 80).text for then in (9, 12))
    assert before.index("6 Robustness") == after.index("6 Robustness")


def test_the_open_view_is_marked_without_colour() -> None:
    """Its tab is reversed, no other is."""
    line = header_strip(PARTS, Wording(), 120)
    assert [text.strip() for text, style, _ in line if style and style.reverse] == ["4 Method"]


async def test_a_click_on_a_tab_opens_its_view_and_one_on_the_count_the_claims(bench: Jingdex) -> None:
    """The first line is a tab line."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        line = screen_text(bench).splitlines()[0]
        await pilot.click(offset=(line.index("5 Figures") + 2, 0))
        assert bench.live.body.board.active.number == 5
        await pilot.click(offset=(line.index("claims fail") + 2, 0))
        assert bench.live.body.page.title == "Claims"


async def test_a_view_is_made_when_it_is_first_shown(bench: Jingdex) -> None:
    """At the start there are the panes of the first alone; keys in one burst with the one that shows it act there."""
    async with bench.run_test(size=(120, 40)) as pilot:
        board = bench.live.body.board
        assert [pane.number for pane in board.panes] == [1, 2, 3]
        for key in ("alt+4", "tab", "tab", "down"):
            bench.live.keyboard.takes(events.Key(key, None))
        steps = board.active
        assert (steps.word, steps.grid.is_attached, steps.grid.cursor[0]) == ("Steps", False, 1)
        await pilot.pause()
        assert bench.focused is steps.grid
        bench.live.body.go_to_pane(1)
        bench.live.body.go_to_pane(4)
        assert (board.active.word, len(board.panes)) == ("Results", 6)
        bench.live.keyboard.takes(events.Key("alt+5", None))
        bench.live.keyboard.takes(events.Key("slash", "/"))
        await pilot.pause()
        assert bench.focused is bench.live.prompt


async def test_the_cursor_stands_on_the_cell_that_typing_changes(bench: Jingdex) -> None:
    """On the size, the value, the newest figure, the weight and the choice; from the name it goes there."""
    async with bench.run_test(size=(120, 40)) as pilot:
        for number, title in ((1, "size"), (2, "value"), (3, "newest")):
            bench.live.body.go_to_pane(number)
            await pilot.pause()
            assert bench.live.body.pane.sheet.columns[bench.live.body.pane.grid.cursor[1]].title == title
        bench.live.body.go_to_pane(1)
        await pilot.press("home", "j", "j", "9")
        assert bench.live.body.pane.grid.cursor == (2, 1)


async def test_the_key_line_follows_the_focus_and_says_how_typing_ends(bench: Jingdex) -> None:
    """Other keys on a tier than on a cluster, others on a page; while typing how to keep and how to cancel."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await rested(pilot)
        assert "a Add period" in screen_text(bench)
        await pilot.press("G")
        await rested(pilot)
        last = screen_text(bench).splitlines()[-1]
        assert "Enter Edit threshold" in last
        assert "Add period" not in last
        await pilot.press("9")
        assert screen_text(bench).splitlines()[-1].endswith("Enter Keep · Esc Cancel")
        await pilot.press("escape", "c")
        assert screen_text(bench).splitlines()[-1].endswith("Esc Back  ? Help")


def test_help_says_of_a_key_what_it_does_here_and_not_what_it_does_elsewhere() -> None:
    """Enter opens a unit's page in the results; it edits no figure there, and x removes a step, no figure."""
    lines = [" ".join(line.plain.split()) for line in help_lines("results", COMMANDS, "Enter Unit page  x Remove")]
    assert "Enter Unit page Open the unit: its scores, its ranks and its chart." in lines
    assert "x Remove Remove this row with all below it." in lines


async def test_every_key_of_a_key_line_is_a_command(bench: Jingdex) -> None:
    """No line of keys promises a key that does not exist."""
    shown = {key for command in COMMANDS for key in command.shown.split()}
    async with bench.run_test(size=(200, 60)) as pilot:
        for number in range(1, 7):
            bench.live.body.go_to_pane(number)
            for pane in bench.live.body.board.group:
                bench.live.body.board.activate(pane)
                await pilot.pause()
                assert {one.partition(" ")[0] for one in pane.footer.split("  ")} <= shown


@pytest.mark.parametrize(
    ("query", "first"),
    [("weight", "slide"), ("save", "export"), ("screenshot", "chart"),
     ("rank", "workbench"), ("why", "why"), ("W", "slide"), ("^d", "fill"),
     ("monte carlo", "run"), ("clipboard", "copy")],
)  # fmt: skip
def test_the_palette_finds_commands_by_title_help_other_words_and_key(query: str, first: str) -> None:
    """The best match is the command that a person means."""
    hits = sorted(matches(query), key=lambda hit: -hit[0])
    assert first in [command.id for _, command in hits[:3]]


def test_the_palette_finds_nothing_for_what_no_command_does() -> None:
    """No fuzzy match of scattered letters."""
    assert list(matches("xyzzy")) == []
    assert list(matches(" ")) == []


def test_other_words_are_of_commands_that_exist() -> None:
    """No synonym of a command that is gone."""
    assert set(SYNONYMS) <= set(BY_ID)


async def test_help_shows_the_keys_that_work_here_first_and_is_searched_by_word_and_key(bench: Jingdex) -> None:
    """Above all others those of the key line; / narrows to what holds a word, or to a key."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("question_mark")
        await rested(pilot)
        lines = [line.plain for line in bench.live.body.help.whole]
        assert lines.index("Keys here") < lines.index("Go")
        assert any(line.split()[:3] == ["a", "Add", "period"] for line in lines[lines.index("Keys here") :])
        await pilot.press("slash")
        bench.live.prompt.value = "weight"
        await pilot.pause()
        assert "Vary weight" in screen_text(bench)
        assert "Next pane" not in screen_text(bench)
        bench.live.prompt.value = "^d"
        await pilot.pause()
        assert "Fill down" in screen_text(bench)
        await pilot.press("escape")
        await pilot.pause()
        assert bench.live.body.help.has_class("open")
        assert "Keys here" in screen_text(bench)
