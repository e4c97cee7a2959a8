"""Keys: what begins a figure, what leads to a view, and that nothing typed is ever a command or lands elsewhere."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from looking import app_of, rested, screen_text
from textual import events
from textual.pilot import Pilot

from core.workbook.edit import SetFigure
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.typed_edit import FigurePlace
from core.workbook.workbook import Workbook
from tui.app import Jingdex
from tui.grid.edit_lines import edit_line
from tui.grid.wording import Wording


@pytest.fixture
async def pilot(bench: Jingdex) -> AsyncIterator[Pilot[int]]:
    """The screen on a fresh copy of the Beijing set, with the cursor on healthcare."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "j")
        yield pilot


async def typed(pilot: Pilot[int], keys: str, apart: float) -> Jingdex:
    """Press keys so many seconds apart, without waiting for them."""
    names = {".": "full_stop", "-": "minus", "=": "equals_sign"}
    for number, key in enumerate(keys):
        event = events.Key(names.get(key, key), key)
        event.time = 1000 + number * apart
        pilot.app.post_message(event)
        await pilot.pause()
    assert isinstance(pilot.app, Jingdex)
    return pilot.app


@pytest.mark.parametrize("apart", [0.01, 30])
@pytest.mark.parametrize("keys", ["1.2万亿", "3", "12", "2,500", "-5", ".5", "=prev*1.05"])
async def test_a_figure_is_typed_whole_in_its_row_however_slowly(pilot: Pilot[int], keys: str, apart: float) -> None:
    """Whatever begins a figure begins it where the cursor stands."""
    app = await typed(pilot, keys, apart)
    assert app.live.prompt.value == keys
    assert isinstance(app.live.place, FigurePlace)
    assert app.live.place.unit == "healthcare"


@pytest.mark.parametrize("keys", [("alt+{}",), ("g", "{}")])
async def test_views_are_at_alt_and_at_g_with_the_digit(pilot: Pilot[int], keys: tuple[str, ...]) -> None:
    """Both lead to the same panes, and nothing is typed on the way."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    for number in "2345611":
        await pilot.press(*(key.format(number) for key in keys))
        assert (app.live.body.board.active.number, app.live.prompt.asking) == (int(number), False)


async def test_g_shows_in_the_key_line_what_may_follow(pilot: Pilot[int]) -> None:
    """The views and the top; another key says so and does nothing else, Escape takes it back."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    await pilot.press("g")
    assert all(part in str(app.live.prompt.placeholder) for part in ("1 Clusters", "6 Robustness", "g Top"))
    await pilot.press("x")
    assert app.workspace.workbook.series("healthcare", "overall_scale").at("2023").value == 9761e8
    assert app.live.message.startswith("After g comes one of: 1 Clusters")
    await pilot.press("g", "escape", "G")
    assert app.live.body.pane.grid.cursor[0] == app.live.body.pane.grid.table.row_count - 1
    await pilot.press("g", "g")
    assert app.live.body.pane.grid.cursor[0] == 0


@pytest.mark.parametrize("keys", ["736.5xjt", "-1u", ".5q", "=1Uq"])
async def test_where_nothing_can_be_typed_keys_do_nothing_until_enter_or_escape(pilot: Pilot[int], keys: str) -> None:
    """The strip says why and how to change the view; what is typed is not a command, and lands in no other pane."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    await pilot.press("c")
    steps = len(app.workspace.session.file.trail())
    for end in ("enter", "escape"):
        await typed(pilot, keys, 0.5)
        assert (app.live.body.page.title, app.live.prompt.asking, len(app.workspace.session.file.trail())) == (
            "Claims",
            False,
            steps,
        )
        detail = " ".join(map(str, app.live.detail.texts))
        assert "No figure is typed here" in detail
        assert "Alt+1 … Alt+6" in detail
        await pilot.press(end, "j")
        assert "No figure is typed here" not in " ".join(map(str, app.live.detail.texts))
    assert (app.live.body.page.title, app.live.body.page.grid.cursor[0]) == ("Claims", 2)
    await pilot.press("7", "alt+4")
    assert app.live.body.board.active.number == 4


async def test_a_digit_on_help_types_into_no_pane_behind_it(pilot: Pilot[int]) -> None:
    """The page is for reading, and stays."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    await pilot.press("question_mark", *"95j")
    assert not app.live.prompt.asking
    assert app.live.body.help.has_class("open")
    assert "for reading" in " ".join(map(str, app.live.detail.texts))
    await pilot.press("escape", "escape")
    assert not app.live.body.help.has_class("open")


@pytest.mark.parametrize("key", ["f2", "enter"])
async def test_the_number_alone_is_offered_and_the_first_letter_replaces_it(pilot: Pilot[int], key: str) -> None:
    """The status and the note are not in the line, so that no number can end up in the note."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    await pilot.press(key)
    assert app.live.prompt.value == "9761亿"
    await pilot.press(*"9800", "enter")
    figure = app.workspace.workbook.series("healthcare", "overall_scale").at("2023")
    assert (figure.value, figure.note, app.live.body.pane.row.key) == (
        9800e8,
        "",
        app.live.body.pane.sheet.row_at(2).key,
    )


async def test_a_prefilled_weight_is_replaced_by_what_is_typed(pilot: Pilot[int]) -> None:
    """No digits are put behind those that stand there."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    await pilot.press("alt+4", "tab", "j", "f2")
    assert app.live.prompt.value
    await pilot.press(*"10")
    assert app.live.prompt.value == "10"


async def test_escape_glued_to_a_key_ends_the_typing_and_is_that_key(pilot: Pilot[int]) -> None:
    """Terminals send both in one packet, which reads as Alt and the key."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    row, steps = app.live.body.pane.grid.cursor[0], len(app.workspace.session.file.trail())
    for name, character in (("9", "9"), ("8", "8"), ("alt+j", "j"), ("j", "j"), ("k", "k")):
        app.post_message(events.Key(name, character))
    await pilot.pause()
    await pilot.pause()
    assert (app.live.prompt.asking, app.live.prompt.value, app.live.body.pane.grid.cursor[0]) == (False, "", row + 1)
    await pilot.press("9", "alt+enter")
    assert (app.live.prompt.value.endswith("亿"), len(app.workspace.session.file.trail())) == (True, steps)
    await pilot.press("alt+7")
    assert app.live.prompt.value == "7"
    await pilot.press("escape", "c", "alt+j")
    assert not app.live.body.page.is_open
    assert app.live.body.pane.grid.cursor[0] == row + 2


@pytest.mark.parametrize("sizes", [[(50, 10), (200, 60)], [(10, 3), (80, 24), (30, 30)]])
async def test_typing_goes_on_through_any_size(pilot: Pilot[int], sizes: list[tuple[int, int]]) -> None:
    """The line keeps its text, the keys and the preview."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    await pilot.press(*"1.05")
    for size in sizes:
        await pilot.resize_terminal(*size)
        assert (app.live.prompt.value[:4], app.focused) == ("1.05", app.live.prompt)
        assert "1.05" in screen_text(app).splitlines()[-1]
        await pilot.press("万")
    await pilot.resize_terminal(120, 40)
    await pilot.press("ctrl+u", *"1.05万亿", "enter")
    assert app.workspace.workbook.series("healthcare", "overall_scale").at("2023").value == 1.05e12
    assert app.focused is app.live.body.pane.grid


async def burst(pilot: Pilot[int], *keys: str) -> None:
    """All keys at once, before any of them is looked at."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await pilot.pause()


async def test_keys_typed_ahead_of_a_slow_escape_are_meant_for_the_table(pilot: Pilot[int]) -> None:
    """What follows Escape is not typed into the line that it closes, and Enter begins the next edit."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    row = app.live.body.pane.grid.cursor[0]

    await burst(pilot, "9", "8", "escape", "j", "enter")

    assert app.live.body.pane.grid.cursor[0] == row + 1
    assert app.live.prompt.asking
    await burst(pilot, "escape", "k", "9", "escape", "escape", "k")
    assert not app.live.prompt.asking
    assert (app.live.prompt.value, app.live.body.pane.grid.cursor[0]) == ("", row - 1)
    assert len(app.workspace.session.file.trail()) == 1


async def test_enter_behind_escape_leaves_no_key_without_an_answer(pilot: Pilot[int]) -> None:
    """However Escape and Enter follow each other in one burst, the keys after them still move."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    await burst(pilot, "9", "escape", "enter", "escape", "enter", "enter", "escape")
    row = app.live.body.pane.grid.cursor[0]
    await pilot.press("k")
    assert app.live.body.pane.grid.cursor[0] == row - 1


async def test_help_is_folded_once_it_has_a_width_and_to_the_same_one_each_time(
    app: Jingdex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In no width at all each letter is a line, and there are seven thousand."""
    widths: list[int] = []
    monkeypatch.setattr("tui.frame.page.folded", lambda line, width: widths.append(width) or [line])
    async with app.run_test(size=(100, 30)) as pilot:
        for _ in range(2):
            await pilot.press("question_mark", "escape")
    assert set(widths) == {95}


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ("J", "J does nothing here"),
        (("alt+2", "v"), "There is no other one to show here."),
        (("alt+4", "e"), "All periods of the results are shown already."),
        (("alt+5", "z"), "This fills the screen already."),
        (("c", "z"), "This fills the screen already."),
    ],
    ids=str,
)
async def test_a_key_after_which_nothing_differs_says_why(
    pilot: Pilot[int], keys: tuple[str, ...] | str, why: str
) -> None:
    """Letters without a command, a list of one, the periods of the only unit, the zoom of the only pane."""
    await pilot.press(*keys)
    assert why in screen_text(app_of(pilot))


async def test_keys_that_would_change_nothing_in_sight_say_so(pilot: Pilot[int]) -> None:
    """A period elsewhere than in the results, a base year that is one; a method that no title names is in a message."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    period, steps = app.workspace.period, len(app.workspace.session.file.trail())
    await pilot.press("e")
    assert (app.workspace.period, app.live.message[:29]) == (period, "Move to the results first (g ")
    await pilot.press("alt+2", "j", "b")
    year = app.live.place.period if isinstance(app.live.place, FigurePlace) else ""
    await pilot.press("b")
    assert (app.live.message, len(app.workspace.session.file.trail())) == (
        f"{year} is 100 in this index already.",
        steps + 1,
    )
    await pilot.press("alt+4", "tab", "v")
    method = app.workspace.workbook.methods[app.workspace.method]
    assert app.live.message == f"method: {method.name_en}"


async def test_the_source_that_stands_there_is_no_mistake_in_the_figures(pilot: Pilot[int]) -> None:
    """The question stays in the strip while nothing is changed; Enter says that nothing was."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    await pilot.press("alt+5")
    await rested(pilot)
    await pilot.press("S")
    assert (app.live.asking.refusal, app.live.asking.meaning) == ("", "unchanged")
    await pilot.press("enter")
    assert app.live.message.endswith("nothing was changed.")


def test_a_step_too_small_for_the_scale_is_shown_with_all_digits() -> None:
    """No message has the same number on both sides of its arrow; where they differ as tables show them, those stand."""
    before = Figure("a", "gdp", "2023", value=2_719_841_000, mult=4, decimals=1, source="s")
    workbook = Workbook.of([before], [Unit("a", "A"), Indicator("gdp", "GDP", measure="CNY", mult=8)])
    for value, shown in ((2_719_842_000, "27.19841亿 → 27.19842亿E"), (2_800_000_000, "27.20亿 → 28.00亿E")):
        after = replace(before, value=value, status="E", source="")
        line = edit_line(SetFigure(before, after), workbook, Wording())
        assert line == f"A, GDP, 2023: {shown}"
