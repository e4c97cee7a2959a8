"""The commands of the Steps pane: another choice, another setting, a step added, removed or moved."""

from functools import partial
from typing import TYPE_CHECKING

from core.method.choice_names import step_word
from core.method.document import document_of, settings_of
from core.method.errors import MethodError
from core.method.forms import CODES, part_text
from core.method.settings import FAMILIES, KINDS, choice_line, settings_of_choice
from core.method.step_edits import (
    add_step,
    adjust_part,
    adjust_setting,
    move_step,
    remove_step,
    swap_choice,
    with_settings,
)
from core.words import gettext, labelled
from core.workbook.edit import Edit
from core.workbook.entries import Step
from tui.frame.checklist import Checklist, Item
from tui.frame.choices import Choices
from tui.frame.menu import Choice, open_menu
from tui.frame.offers import tree_choices
from tui.frame.pane import METHOD, NO_METHOD
from tui.frame.screen import Screen
from tui.grid.sheet import key_of
from tui.method import step_sheet
from tui.method.method_commands import choose_covered, make
from tui.method.steps_pane import StepsPane
from tui.method.tree_commands import back as leave

if TYPE_CHECKING:
    from core.method.setting import Setting


def choose(screen: Screen, pane: StepsPane) -> None:
    """What Enter does: open a menu, take a choice of it, or ask for a value."""
    match pane.cursor.parts:
        case ("step", number):
            _toggle_menu(screen, pane, int(number), "")
        case ("choice", number, name, choice):
            _take(screen, _step(screen, int(number)), name, choice)
        case ("step", number, step_sheet.FOLDED):
            _unfold(screen, pane, int(number))
        case ("step", number, *_):
            typed(screen, pane, None)
        case ("covers", part):
            choose_covered(screen, part)
        case _:
            screen.notify(gettext("There is no step under the cursor: a adds one, or a method where there is none."))


def typed(screen: Screen, pane: StepsPane, text: str | None) -> None:
    """Ask for another value of a setting, beginning with a text, or with what stands there."""
    match pane.cursor.parts:
        case ("step", _, step_sheet.FOLDED):
            screen.notify(
                gettext("There is nothing to type here: Enter shows the settings, and each is typed in its own row.")
            )
        case ("step", number, name):
            _ask_setting(screen, pane, _step(screen, int(number)), name, text)
        case ("step", number, name, ""):
            _ask_new_part(screen, _step(screen, int(number)), name)
        case ("step", number, name, code):
            _ask_part(screen, _step(screen, int(number)), name, code, text)
        case _:
            screen.notify(gettext("There is nothing to type here: Enter opens what can be chosen."))


def show_choice(screen: Screen, kind: str, how: str, name: str = "") -> None:
    """Go where a choice, or a setting of one, is set: in a step of its kind, else in the list of steps to add."""
    workspace, body = screen.workspace, screen.body
    body.go_to_pane(METHOD)
    pane = next(pane for pane in body.board.group if isinstance(pane, StepsPane))
    body.go_to(pane)
    steps = [step for step in workspace.workbook.steps(workspace.method) if step.kind == kind]
    step = next((step for step in steps if name and name in settings_of(step)), None)
    if step:
        pane.open_menu(step.number, step_sheet.FOLDED)
        screen.draw()
        pane.go_to(key_of("step", step.number, name))
    elif steps:
        pane.open_menu(0, "")
        _toggle_menu(screen, pane, steps[0].number, "")
        pane.go_to(key_of("choice", steps[0].number, "", how))
    elif workspace.method:
        add(screen, pane, (kind, how))
    else:
        screen.notify(NO_METHOD)


def add(screen: Screen, pane: StepsPane, present: tuple[str, str] = ("", "")) -> None:
    """Every choice of every kind of step, at the present one; one that is taken is a step behind that of the cursor."""
    if not pane.row:
        make(screen)
        return

    after = pane.step

    def take(kind: str, how: str) -> None:
        screen.body.back()
        if screen.editing.do(lambda: add_step(screen.workspace.workbook, screen.workspace.method, after, kind, how)):
            pane.go_to(key_of("step", after + 1))

    rows: list[Choice | str] = []
    for kind, family in FAMILIES.items():
        rows.append(labelled(step_word(kind), gettext(KINDS[kind])))
        rows += [
            Choice(step_word(how), choice_line(kind, how), partial(take, kind, how), (kind, how) == present)
            for how in family
        ]
    behind = gettext("behind step {after}", after=after) if after else gettext("before all others")
    open_menu(screen, gettext("A step {behind}", behind=behind), rows)


def remove(screen: Screen, pane: StepsPane) -> None:
    """The step of the cursor goes; on what one code has of its own, only that."""
    match pane.cursor.parts:
        case ("step", number):
            screen.editing.do(lambda: remove_step(screen.workspace.workbook, _step(screen, int(number))))
        case ("step", number, name, code) if code:
            screen.editing.do(
                lambda: adjust_part(screen.workspace.workbook, _step(screen, int(number)), name, code, "")
            )
        case _:
            screen.notify(gettext("Move to a step, or to the exception of one code, to remove it."))


def nudge(screen: Screen, pane: StepsPane, by: int) -> None:
    """A step goes later or earlier; a number goes up or down by its last digit."""
    match pane.cursor.parts:
        case ("step", number):
            if screen.editing.do(lambda: move_step(screen.workspace.workbook, _step(screen, int(number)), by)):
                pane.go_to(key_of("step", int(number) + by))
            return
        case ("step", number, name) if name != step_sheet.FOLDED:
            step = _step(screen, int(number))
            value = settings_of(step)[name]
            if isinstance(value, int | float) and not isinstance(value, bool):
                decimals = len(_setting(step, name).typed(value).partition(".")[2])
                moved = f"{value + by * 10.0**-decimals:.{decimals}f}"
                screen.editing.do(lambda: adjust_setting(screen.workspace.workbook, step, name, moved))
                return
    screen.notify(gettext("There is no number to step here: Enter changes it."))


def back(screen: Screen, pane: StepsPane) -> None:
    """Close the menu that is open; where none is, leave the pane."""
    if pane.opened[0]:
        _close_menu(screen, pane)
    else:
        leave(screen, pane)


def _close_menu(screen: Screen, pane: StepsPane) -> None:
    number, name = pane.opened
    pane.open_menu(0, "")
    screen.draw()
    if not name or not pane.go_to(key_of("step", number, name)):
        pane.go_to(key_of("step", number))


def _unfold(screen: Screen, pane: StepsPane, number: int) -> None:
    """Show all settings of a step; the cursor stands on the first."""
    at = pane.sheet.find(key_of("step", number)) or 0
    pane.open_menu(number, step_sheet.FOLDED)
    screen.draw()
    pane.grid.move_to(at + 1)


def _toggle_menu(screen: Screen, pane: StepsPane, number: int, name: str) -> None:
    if pane.opened == (number, name):
        _close_menu(screen, pane)
        return

    pane.open_menu(number, name)
    screen.draw()
    step = _step(screen, number)
    present = _setting(step, name).typed(settings_of(step)[name]) if name else step.how
    if not pane.go_to(key_of("choice", number, name, present)):
        pane.grid.move(1)


def _take(screen: Screen, step: Step, name: str, choice: str) -> None:
    workspace = screen.workspace
    screen.editing.do(
        lambda: (
            adjust_setting(workspace.workbook, step, name, choice)
            if name
            else swap_choice(workspace.workbook, step, choice)
        )
    )


def _ask_setting(screen: Screen, pane: StepsPane, step: Step, name: str, text: str | None) -> None:
    workspace = screen.workspace
    value, setting = settings_of(step)[name], _setting(step, name)
    groupings = list(dict.fromkeys(group.grouping for group in workspace.workbook.groups))
    if text is None and (step_sheet.choices_of(setting, groupings) or (setting.form.part and value)):
        _toggle_menu(screen, pane, step.number, name)
    elif text is None and setting.form is CODES:
        _mark_codes(screen, step, name)
    elif setting.form.part:
        _ask_new_part(screen, step, name)
    else:
        start = ("" if value in (None, "", [], {}) else setting.typed(value)) if text is None else text
        screen.ask(
            f"{step_word(step.kind)} {setting.label}",
            start,
            lambda written: adjust_setting(workspace.workbook, step, name, written),
            previews=True,
            selects=text is None,
        )


def _ask_new_part(screen: Screen, step: Step, name: str) -> None:
    workspace = screen.workspace
    part = _setting(step, name).form.part
    example = part.example if part else ""

    def make(text: str) -> Edit:
        code, _, rest = text.strip().partition(" ")
        if not rest.strip():
            raise MethodError("Write a code of the tree, a blank, and {example}.", example=example)
        return adjust_part(workspace.workbook, step, name, code, rest)

    codes = tree_choices(workspace.workbook, workspace.method, workspace.wording)
    choices = Choices("code", lambda text: (0, () if " " in text.strip() else codes), "free")
    screen.ask(
        gettext(
            "{kind} {name}: code and {example}",
            kind=step_word(step.kind),
            name=_setting(step, name).label,
            example=example,
        ),
        "",
        make,
        previews=True,
        choices=choices,
    )


def _ask_part(screen: Screen, step: Step, name: str, code: str, text: str | None) -> None:
    start = part_text(settings_of(step)[name][code]) if text is None else text
    screen.ask(
        f"{step_word(step.kind)} {_setting(step, name).label}",
        start,
        lambda written: adjust_part(screen.workspace.workbook, step, name, code, written),
        previews=True,
        selects=text is None,
    )


def _mark_codes(screen: Screen, step: Step, name: str) -> None:
    """A checklist for a list of codes; where all are marked, or none, the list is empty."""
    workspace = screen.workspace
    settings, tree_document = settings_of(step), document_of(workspace.workbook, workspace.method)
    means_all = name in ("codes", "nodes")
    codes = {"codes": tree_document.tree.indicators, "nodes": tree_document.tree.nodes[::-1]}.get(name) or tuple(
        workspace.workbook.units
    )
    of = workspace.workbook.indicators if means_all else workspace.workbook.units
    items = [Item(code, workspace.wording.name(of[code]) if code in of else code) for code in codes]

    def keep(marked: list[str]) -> bool:
        codes = [] if means_all and len(marked) == len(items) else marked
        screen.body.back()
        note = f"{name}: {len(codes) or 'all' if means_all else len(codes)}"
        return screen.editing.do(lambda: with_settings(workspace.workbook, step, {**settings, name: codes}, note))

    Checklist(
        screen,
        labelled(f"{step.number} {step_word(step.kind)}", _setting(step, name).label),
        items,
        settings[name] or (codes if means_all else ()),
        keep,
    ).open()


def _setting(step: Step, name: str) -> "Setting":
    return settings_of_choice(step.kind, step.how, settings_of(step))[name]


def _step(screen: Screen, number: int) -> Step:
    return next(step for step in screen.workspace.workbook.steps(screen.workspace.method) if step.number == number)
