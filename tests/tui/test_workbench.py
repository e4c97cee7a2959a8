"""The workbench: results, tree and steps of a method follow every key, old beside new, and can be taken back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from looking import app_of, screen_text, table_text, workbench
from textual.pilot import Pilot

from core.method.document import Document, load, settings_of
from core.method.run import Scored
from core.method.settings import FAMILIES
from core.method.step_edits import add_step
from core.workbook.entries import Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.typed_edit import FigurePlace
from core.workbook.typed_edit import missing as missing_edit
from core.workbook.workbook import Workbook
from tui.grid.sheet import key_of
from tui.trail.commands import again

VALUES = {"a": [9.0, 4.0, 1.0], "b": [1.0, 5.0, 8.0], "c": [2.0, 9.0, 6.0]}


def made() -> Workbook:
    """Three units in two years, three indicators under two elements, and two methods."""
    figures = [
        Figure(unit, code, period, value=value + at * (period == "2021"), source="s")
        for code, values in VALUES.items()
        for at, (unit, value) in enumerate(zip("xyz", values, strict=True))
        for period in ("2020", "2021")
    ]
    entries = [*(Unit(code, f"Unit {code}") for code in "xyz"), *(Indicator(code, f"Name {code}") for code in "abc")]
    workbook = Workbook.of(figures, [*entries, Indicator("spare", "Spare")])
    for code, how in (("m", "arithmetic"), ("n", "geometric")):
        tree = [TreeNode(code, "top"), TreeNode(code, "p", "top", 2.0), TreeNode(code, "q", "top")]
        tree += [TreeNode(code, one, "q" if one == "c" else "p") for one in "abc"]
        steps = [Step(code, 1, "normalise", "min_max", '{"low": 1, "high": 100}'), Step(code, 2, "aggregate", how)]
        document = Document(Method(code, f"Method {code}"), tuple(tree), tuple(steps))
        workbook = load(document, workbook).apply(workbook)
    return workbook


@pytest.fixture
async def pilot(tmp_path: Path, capable: pytest.MonkeyPatch) -> AsyncIterator[Pilot[int]]:
    """The workbench on it, at the results."""
    del capable
    async with workbench(made(), tmp_path) as pilot:
        await pilot.press("alt+4")
        yield pilot


def scored(pilot: Pilot[int]) -> Scored:
    """The result of the method that is looked at."""
    app = app_of(pilot)
    result = app.workspace.derived.methods[app.workspace.method]
    assert isinstance(result, Scored), result
    return result


def ranks(pilot: Pilot[int]) -> list[str]:
    """The units in the order of the table."""
    return [row.cells[2].text for row in app_of(pilot).live.body.board.numbered(4).sheet.by_key.values()]


async def test_a_typed_weight_moves_ranks_before_and_after_enter_and_undo_takes_it_back(pilot: Pilot[int]) -> None:
    """While 0 is typed the table is in the new order with the places gained; Enter keeps it, u gives the old."""
    before = ranks(pilot)
    await pilot.press("tab", "g", "g", *"jjjj")
    assert app_of(pilot).live.body.board.active.code == "q"
    await pilot.press("0")
    assert ranks(pilot) != before
    assert "▲" in screen_text(app_of(pilot))
    await pilot.press("escape")
    assert ranks(pilot) == before
    await pilot.press("0", "enter")
    assert scored(pilot).tree.weights["q"] == 0
    assert "▲" in screen_text(app_of(pilot))
    await pilot.press("u")
    assert ranks(pilot) == before


async def test_a_weight_is_nudged_by_its_last_digit(pilot: Pilot[int]) -> None:
    """+ adds a tenth, - takes it away, and what it finally counts follows."""
    await pilot.press("tab", "j", "right_square_bracket", "right_square_bracket", "left_square_bracket")
    assert scored(pilot).tree.weights["p"] == pytest.approx(2.1)
    assert scored(pilot).effective["p"] == pytest.approx(2.1 / 3.1)


async def test_a_negative_weight_is_refused_in_words(pilot: Pilot[int]) -> None:
    """The line stays open with the reason, and nothing is saved."""
    await pilot.press("tab", "j", "enter", "ctrl+u", *"-1", "enter")
    assert "A weight must be 0 or more" in screen_text(app_of(pilot))
    await pilot.press("escape")
    assert scored(pilot).tree.weights["p"] == 2


async def test_everything_in_the_tree_can_be_edited(pilot: Pilot[int]) -> None:
    """Add, move, rename, turn, posts and out: each is one edit, and five undos give the first tree."""
    app = app_of(pilot)
    first = app.workspace.workbook.tables
    await pilot.press("tab", "j", "a", *"b2", "escape", "d")
    assert "p is a group, and only indicators have a direction" in screen_text(app)
    await pilot.press("j", "d")
    assert scored(pilot).document.directions == {**scored(pilot).document.directions, "p": 1, "a": -1}
    await pilot.press("p", *"0 20", "enter")
    each = settings_of(app.workspace.workbook.steps("m")[0])["each"]
    assert each == {"a": {"how": "goalposts", "low": 0.0, "high": 20.0, "scale": 1.0, "truncate": True, "bottom": 0.0}}
    await pilot.press("m", "j", "enter")
    assert scored(pilot).tree.parents["a"] == "q"
    await pilot.press("r", "ctrl+u", *"Ayes", "enter")
    assert "Ayes" in screen_text(app)
    await pilot.press("x")
    assert "a" not in scored(pilot).tree.parents
    assert settings_of(app.workspace.workbook.steps("m")[0])["each"] == {}
    for _ in range(5):
        await pilot.press("u")
    assert app.workspace.workbook.tables == first


async def test_a_code_is_added_under_the_cursor(pilot: Pilot[int]) -> None:
    """An indicator of the workbook joins the tree; without figures the method says so, and undo brings it back."""
    await pilot.press("tab", "j", "a", *"spare", "enter")
    app = app_of(pilot)
    assert "spare" in {one.code for one in app.workspace.workbook.placed("m")}
    assert "Spare has no value at all" in screen_text(app)
    await pilot.press("u")
    assert "spare" not in scored(pilot).tree.parents


async def test_a_choice_is_swapped_from_a_menu(pilot: Pilot[int]) -> None:
    """Enter on a step lists all choices of its kind; Enter on one takes it, scores follow, and Escape closes it."""
    await pilot.press("tab", "tab", "j", "j", "enter")
    assert "z-scores" in screen_text(app_of(pilot))
    await pilot.press("j", "enter")
    assert app_of(pilot).workspace.workbook.steps("m")[0].how == "z_score"
    assert scored(pilot).scores["top"].mean() == pytest.approx(0)
    await pilot.press("escape")
    assert "distance to target" not in screen_text(app_of(pilot))


async def test_a_choice_without_a_note_has_no_colon_in_the_strip(pilot: Pilot[int]) -> None:
    """A period to compare with is named alone; a unit has its code behind the colon."""
    await pilot.press("w")
    page = app_of(pilot).live.body.page
    alone = [row for row in page.sheet.by_key.values() if not row.cells[1].text]
    assert alone
    page.go_to(alone[0].key)
    await pilot.pause()
    assert page.detail(app_of(pilot).workspace.state) == [alone[0].cells[0].text.strip()]


async def test_a_setting_is_typed_with_a_preview(pilot: Pilot[int]) -> None:
    """A misfit is refused in words; a good value moves the scores while it is typed."""
    app = app_of(pilot)
    await pilot.press("tab", "tab")
    app.live.body.pane.grid.move_to(app.live.body.pane.sheet.find(key_of("step", 1, "high")) or 0)
    await pilot.press("enter", "ctrl+u", *"ten", "enter")
    assert "is not a number: write highest score as" in screen_text(app)
    await pilot.press("ctrl+u", *"10", "enter")
    assert scored(pilot).frame["a"].max() == 10


async def test_steps_are_added_moved_and_taken_out(pilot: Pilot[int]) -> None:
    """A new step stands behind that of the cursor, goes down and up, and out again."""
    app = app_of(pilot)

    def kinds() -> list[str]:
        return [step.kind for step in app.workspace.workbook.steps("m")]

    await pilot.press("tab", "tab", "j", "j", "a")
    app.live.body.page.go_to(
        next(k for k, row in app.live.body.page.sheet.by_key.items() if row.cells[0].text == "3 standard deviations")
    )
    await pilot.press("enter")
    assert kinds() == ["normalise", "treat", "aggregate"]
    app.live.body.pane.grid.move_to(app.live.body.pane.sheet.find(key_of("step", 2)) or 0)
    await pilot.press("left_square_bracket")
    assert kinds() == ["treat", "normalise", "aggregate"]
    await pilot.press("x")
    assert kinds() == ["normalise", "aggregate"]


async def test_a_unit_has_a_page_of_its_own(pilot: Pilot[int]) -> None:
    """Its scores against median and best, its figures, strengths, weaknesses and obstacles."""
    await pilot.press("enter")
    told = screen_text(app_of(pilot))
    for word in ("scores", "figures", "strengths", "weaknesses", "obstacles", "median", "best"):
        assert word in told


async def test_two_methods_stand_side_by_side(pilot: Pilot[int]) -> None:
    """Scores, ranks and the places between them, with Spearman and Kendall below."""
    await pilot.press("w", "enter")
    told = screen_text(app_of(pilot))
    assert "Method m" in told
    assert "Method n" in told
    assert "Spearman" in told


async def test_keys_lead_through_methods_and_periods(pilot: Pilot[int]) -> None:
    """V shows the next method, e the period before."""
    app = app_of(pilot)
    assert "2021 · Method m" in screen_text(app)
    await pilot.press("e")
    assert "2020 · Method m" in screen_text(app)
    await pilot.press("v")
    assert "2021 · Method n" in screen_text(app)


async def test_a_method_is_made_from_nothing_also_of_indicators_that_end_earlier(pilot: Pilot[int]) -> None:
    """A name, then indicators marked in a list; years without a score are passed over, and undo takes it all back."""
    app = app_of(pilot)
    await pilot.press("M", "a", *"Mine", "enter", "space")
    assert app.live.message == "Space marks a line below, Enter accepts what is marked."
    for code in "ab":
        app.live.body.page.go_to(key_of("item", code))
        await pilot.press("space")
    await pilot.press("g", "g", "enter")
    assert app.workspace.method == "mine"
    assert [one.code for one in app.workspace.workbook.placed("mine")] == ["index", "a", "b"]
    assert ranks(pilot) == ["Unit z", "Unit y", "Unit x"]
    for unit in "xyz":
        for code in "ab":
            app.workspace.session.do(missing_edit(app.workspace.session.workbook, FigurePlace(unit, code, "2021")), "")
    app.workspace.take_in()
    app.live.draw()
    assert scored(pilot).scores["index"].null_count() == 3
    assert "2020 · Mine" in screen_text(app)
    for _ in range(7):
        await pilot.press("u")
    assert "mine" not in app.workspace.workbook.methods
    assert app.workspace.method == "m"


async def test_units_and_periods_are_marked_in_a_list(pilot: Pilot[int]) -> None:
    """Without the unit z and the year 2020 only x and y of 2021 are ranked; Enter marks all, and again keeps them."""
    app = app_of(pilot)
    await pilot.press("tab", "tab", "g", "g", "enter")
    app.live.body.page.go_to(key_of("item", "z"))
    await pilot.press("space", "g", "g", "enter")
    assert app.workspace.workbook.methods["m"].units == "x y"
    app.live.body.pane.grid.move_to(1)
    await pilot.press("enter")
    app.live.body.page.go_to(key_of("item", "2020"))
    await pilot.press("space", "g", "g", "enter")
    assert scored(pilot).frame.select("unit", "period").rows() == [("x", "2021"), ("y", "2021")]
    await pilot.press("g", "g", "enter")
    app.live.body.page.go_to(key_of("all"))
    await pilot.press("enter", "enter")
    assert app.workspace.workbook.methods["m"].units == ""


async def test_a_node_gets_a_choice_of_its_own(pilot: Pilot[int]) -> None:
    """F on the element p makes it a geometric mean, the others stay; x on that row of the steps takes it out."""
    app = app_of(pilot)
    await pilot.press("tab", "j", "f")
    app.live.body.page.go_to(
        next(key for key, row in app.live.body.page.sheet.by_key.items() if row.cells[0].text == "geometric mean")
    )
    await pilot.press("enter")
    assert settings_of(app.workspace.workbook.steps("m")[1])["each"] == {"p": {"how": "geometric"}}
    assert "geometric" in screen_text(app)
    await pilot.press("tab")
    app.live.body.pane.grid.move_to(app.live.body.pane.sheet.find(key_of("step", 2, "each", "p")) or 0)
    await pilot.press("x")
    assert settings_of(app.workspace.workbook.steps("m")[1])["each"] == {}


async def test_two_periods_and_two_units_stand_side_by_side(pilot: Pilot[int]) -> None:
    """W offers them; the places between two years are those of the results."""
    app = app_of(pilot)
    await pilot.press("w")
    app.live.body.page.go_to(
        next(key for key, row in app.live.body.page.sheet.by_key.items() if row.cells[0].text == "2020")
    )
    await pilot.press("enter")
    changes = dict(scored(pilot).changes.filter(scored(pilot).changes["period"] == "2021").select("unit", "top").rows())
    for unit, moved in changes.items():
        assert app.live.body.page.sheet.by_key[key_of("compare", unit)].cells[3].text == (
            f"{moved:+d}" if moved else ""
        )
    await pilot.press("escape")
    app.live.body.page.go_to(
        next(key for key, row in app.live.body.page.sheet.by_key.items() if row.cells[0].text == "Unit z")
    )
    await pilot.press("enter")
    assert "difference" in screen_text(app)


async def test_units_and_codes_are_found_from_the_workbench(pilot: Pilot[int]) -> None:
    """A unit's name leads to its row of the results, an indicator's to the tree."""
    app = app_of(pilot)
    await pilot.press("slash", *"Unit x", "enter")
    assert app.live.body.pane.row is not None
    assert app.live.body.pane.row.cells[2].text == "Unit x"
    await pilot.press("slash", *"Name c")
    app.live.body.page.go_to("placed/c")
    await pilot.press("enter")
    assert app.live.body.board.active.code == "c"


async def test_every_choice_can_be_added_and_is_shown_in_words(pilot: Pilot[int]) -> None:
    """Each choice of each kind becomes a step with readable settings; each row of it is told; undo takes it out."""
    app = app_of(pilot)
    await pilot.press("tab", "tab")
    for kind, family in FAMILIES.items():
        for how in family:
            assert app.live.editing.do(lambda kind=kind, how=how: add_step(app.workspace.workbook, "m", 0, kind, how))
            text = table_text(app.live.body.pane.sheet)
            assert not {"[", "{", "None", "unset"} & set(text.replace("\t", "\n").split("\n")), (kind, how)
            assert "[]" not in text
            assert "{}" not in text
            for row in range(2, 8):
                app.live.body.pane.grid.move_to(row)
                assert app.live.body.pane.detail(app.workspace.state), (kind, how, row)
            again(app.live, "undo")
    assert [step.kind for step in app.workspace.workbook.steps("m")] == ["normalise", "aggregate"]
