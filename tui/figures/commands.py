"""What keys do in the Figures pane: filter, sort, turn, jump, select."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from textual.widgets.input import Selection

from core.figures.view import SHAPES
from core.words import gettext, language
from core.workbook.entry import Named
from core.workbook.new_place import following_period
from tui.figures.block_commands import NOTHING_TO_FILL
from tui.figures.offers import conditions, named_place, new_figures
from tui.figures.pane import FiguresPane
from tui.figures.queries import FIGURE_WORK
from tui.frame.choices import Choosing
from tui.frame.edits import ask_figure
from tui.frame.prompt import Question
from tui.frame.screen import Screen

ENDS = "Enter Done · Esc Cancel"
ASK_NEW = "unit, indicator and period of the figure, such as beijing rd_intensity 2024"
IN_FIGURES = "This is for the Figures pane: press g 5 first."


def elsewhere(screen: Screen) -> None:
    """Say that a key is for the Figures pane."""
    screen.notify(IN_FIGURES)


def nothing_to_fill(screen: Screen) -> None:
    """Say what is needed to fill cells down."""
    screen.notify(NOTHING_TO_FILL)


def ask_filter(screen: Screen, pane: FiguresPane) -> None:
    """Filter letter by letter; Escape puts back what was seen."""
    before = pane.queries.latest
    choosing = _conditions(screen, before.filter)

    wrong = ""

    def filtered() -> None:
        note("")
        screen.offer(choosing)
        pane.queries.ask(replace(pane.queries.latest, filter=choosing.meaning()), note)

    def note(sentence: str) -> None:
        nonlocal wrong
        wrong = sentence
        screen.refuse(sentence)

    def accepted(_: str) -> None:
        if not wrong:
            screen.prompt.close()

    label = gettext("filter: words, status=E, year>2019, value>1e9")
    _ask_condition(screen, label, choosing, filtered, accepted, lambda: pane.queries.ask(before))


def add(screen: Screen, pane: FiguresPane) -> None:
    """Ask for the unit, the indicator and the period of a figure, then for the figure."""
    workspace = screen.workspace
    place, begun, when = pane.place, "", ""
    if place:
        following = following_period(workspace.workbook, place.unit, place.indicator)
        when = following if pane.figure else place.period
        workbook = workspace.workbook
        begun = f"{_typed(workbook.units, place.unit)} {_typed(workbook.indicators, place.indicator)} {when}".strip()

    def then(text: str) -> None:
        ask_figure(screen, named_place(workspace.workbook, text), "")

    screen.ask(ASK_NEW, begun, then=then, choices=new_figures(workspace.workbook, workspace.wording))
    screen.prompt.selection = Selection(len(begun) - len(when), len(begun))


def _typed(entries: Mapping[str, Named], code: str) -> str:
    """What is offered for a code: in Chinese its name, which is one word."""
    name = entries[code].name("zh") if language() == "zh" and code in entries else ""
    return name if name and not re.search(r"\s", name) else code


def _conditions(screen: Screen, text: str) -> Choosing:
    """The list of what can stand in a filter, while this text is typed."""
    return Choosing(conditions(screen.workspace.workbook, screen.workspace.wording), text)


def _ask_condition(
    screen: Screen,
    label: str,
    choosing: Choosing,
    changed: Callable[[], None],
    accepted: Callable[[str], None],
    clear: Callable[[], None],
) -> None:
    """Ask for a filter with the list of what can stand there; `changed` follows each letter and arrow."""

    def typed(text: str) -> None:
        if text != choosing.text:
            choosing.typed(text)
        changed()

    def moved(by: int) -> None:
        choosing.move(by)
        changed()

    question = Question(label, typed, accepted, clear, completed=lambda _: choosing.completed(), moved=moved, ends=ENDS)
    screen.prompt.ask(question, choosing.text)
    screen.draw_detail()


def sort(_: Screen, pane: FiguresPane) -> None:
    """Sort by the column under the cursor: up, down, and as it was."""
    if pane.table is None:
        return
    column, query = pane.table.sorted_by(pane.grid.cursor[1]), pane.queries.latest
    if query.column != column:
        pane.queries.ask(replace(query, column=column, descending=False))
    elif not query.descending:
        pane.queries.ask(replace(query, descending=True))
    else:
        pane.queries.ask(replace(query, column="", descending=False))


def turn(_: Screen, pane: FiguresPane) -> None:
    """The next shape: one figure a row, units by periods, units by indicators."""
    shape = SHAPES[(SHAPES.index(pane.queries.latest.shape) + 1) % len(SHAPES)]
    pane.queries.ask(replace(pane.queries.latest, shape=shape, column="", descending=False))


def jump(screen: Screen, pane: FiguresPane, text: str = "") -> None:
    """Ask for a row by its number, or for the next that fits a filter; a text that leads nowhere stays."""
    choosing, wanted = _conditions(screen, text), text

    def refuse(sentence: str) -> None:
        jump(screen, pane, wanted)
        screen.refuse(sentence)

    def accepted(_: str) -> None:
        nonlocal wanted
        wanted = choosing.meaning()
        screen.prompt.close()
        pane.jump(wanted, refuse)

    label = gettext(
        "a row's number, or what to find next{more}",
        more=gettext(" (Enter: {jumped})", jumped=pane.found_before) if pane.found_before else "",
    )
    _ask_condition(screen, label, choosing, lambda: screen.offer(choosing), accepted, screen.draw_detail)


def select(screen: Screen, pane: FiguresPane) -> None:
    """Hold a corner of a block at the cursor, or let the block go."""
    pane.blocks.hold()
    screen.draw_detail()


def stretch(screen: Screen, pane: FiguresPane, rows: int, columns: int) -> None:
    """Stretch the block by so many rows and columns."""
    pane.blocks.stretch(rows, columns)
    screen.draw_detail()


def back(screen: Screen, pane: FiguresPane) -> None:
    """End what is worked on, let the block go, take the filter away; else leave what is open."""
    if screen.jobs.cancel(FIGURE_WORK):
        screen.notify(gettext("Ended: all is as it was."))
        pane.queries.forget_wanted()
    elif pane.blocks.let_go():
        screen.draw_detail()
    elif pane.queries.latest.filter:
        pane.queries.ask(replace(pane.queries.latest, filter=""))
    else:
        screen.body.back()
