"""The methods of a workbook: a list, a new one from nothing, a copy, what one covers, and which is in view."""

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from core.errors import BadEntry
from core.method.choice_names import step_word
from core.method.document import document_of, listed
from core.method.method_edits import copy_method, fresh, make_method, name_method, remove_method, set_coverage
from core.words import gettext
from core.workbook.figure_counts import periods_of
from core.workbook.period import period
from tui.frame.checklist import Checklist, Item, indicator_items
from tui.frame.choices import Choices, whole
from tui.frame.offers import entries
from tui.frame.page import PageContent
from tui.frame.pane import Pane
from tui.frame.screen import Screen
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, key_of
from tui.grid.table import Cell, Column
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from collections.abc import Callable


NEW, COPY = key_of("new"), key_of("copy")
ON_METHOD = "Enter Show  a New  r Rename  x Delete  w Compare  u Undo"


def methods(screen: Screen) -> None:
    """The list of methods: Enter looks at one, a makes a new one, r renames, x takes one away."""
    targets: dict[str, Callable[[], None]] = {NEW: partial(make, screen), COPY: partial(_copy, screen)}
    targets |= {key_of("method", code): partial(look_at, screen, code) for code in screen.workspace.workbook.methods}
    keys = {"add": partial(make, screen), "rename": partial(_rename, screen), "missing": partial(_remove, screen)}

    screen.body.open_page(PageContent("Methods", partial(_sheet, screen), targets, keys, footer=ON_METHOD))
    screen.body.page.go_to(key_of("method", screen.workspace.method))


def make(screen: Screen, _: Pane | None = None) -> None:
    """Ask for a name, then for indicators, and make a method of them."""

    def then(name: str) -> None:
        if not name.strip():
            raise BadEntry("A method needs a name: type one.")
        _mark(screen, name)

    screen.ask(gettext("name of the new method"), "", then=then, choices=_known(screen))


def choose_covered(screen: Screen, part: str) -> None:
    """A checklist of the units, or the periods, that the method covers."""
    workspace = screen.workspace
    tree_document = document_of(workspace.workbook, workspace.method)
    named = listed(tree_document.method.units if part == "units" else tree_document.method.periods)
    items = _items(screen, part, {*tree_document.tree.indicators, *tree_document.denominators})
    codes = [item.code for item in items]

    def keep(marked: list[str]) -> bool:
        screen.body.back()
        return screen.editing.do(lambda: set_coverage(workspace.workbook, workspace.method, part, marked, codes))

    Checklist(screen, gettext("Which {part}", part=gettext(part)), items, named or codes, keep).open()


def _items(screen: Screen, part: str, indicators: set[str]) -> list[Item]:
    """What has a figure of these indicators: units in the workbook's order, or periods in time order."""
    workspace = screen.workspace
    figures = workspace.workbook.figures
    of = len(indicators)
    if part == "periods":
        counts = sum(map(Counter, periods_of(figures, indicators).values()), Counter())
        when = sorted(counts, key=lambda text: (period(text).end, text))
        return [
            Item(text, text, gettext("{counts} series of {of} indicators", counts=counts[text], of=of)) for text in when
        ]
    counts = Counter(unit for unit, code in figures if code in indicators)
    notes = {unit: gettext("{counts} of {count} indicators", counts=many, count=of) for unit, many in counts.items()}
    units = workspace.workbook.units
    return [Item(code, workspace.wording.name(units[code]), notes[code]) for code in units if code in notes]


def _mark(screen: Screen, name: str) -> None:
    def keep(marked: list[str]) -> bool:
        code = fresh(name.strip(), screen.workspace.workbook.methods)
        is_made = screen.editing.do(lambda: make_method(screen.workspace.workbook, name, marked))
        if is_made:
            look_at(screen, code)
        return is_made

    Checklist(screen, gettext("Indicators of {node}", node=name.strip()), indicator_items(screen), (), keep).open()


def _known(screen: Screen) -> Choices:
    """The methods that there are, whose names a new one cannot have."""
    return whole("method", entries(screen.workspace.workbook.methods, screen.workspace.wording), "new")


def look_at(screen: Screen, code: str) -> None:
    """Show what a method gives."""
    screen.workspace.method, screen.workspace.period = code, ""
    screen.body.go_to_pane(4)
    screen.draw()


def _chosen(screen: Screen) -> str:
    """The method under the cursor. Raises BadEntry where there is none."""
    parts = screen.body.page.cursor.parts
    if parts[:1] != ["method"]:
        raise BadEntry("There is no method under the cursor: move to one.")
    return parts[1]


def _copy(screen: Screen) -> None:
    workspace = screen.workspace
    known = workspace.workbook.methods.get(workspace.method)
    if known is None:
        screen.notify(gettext("There is no method to copy yet: make one first."))
        return
    start = f"{workspace.wording.name(known)} 2"
    screen.ask(
        gettext("name of the copy"),
        start,
        lambda text: copy_method(workspace.workbook, workspace.method, text),
        choices=_known(screen),
    )


def _rename(screen: Screen) -> None:
    workspace = screen.workspace
    code, language = _chosen(screen), workspace.wording.language
    name = workspace.wording.name(workspace.workbook.methods[code])
    screen.ask(
        gettext("name of {code}", code=code),
        name,
        lambda text: name_method(workspace.workbook, code, text, language),
    )


def _remove(screen: Screen) -> None:
    code = _chosen(screen)
    screen.editing.do(lambda: remove_method(screen.workspace.workbook, code))


def _sheet(screen: Screen, state: ViewState) -> Sheet:
    """Each method in a row, then what can be begun."""
    word = state.wording.word
    columns = (
        Column(word("method"), 38, frozen=True, grows=True), Column(word("indicators"), 10, "right"),
        Column(word("units"), 6, "right"), Column(word("periods"), 7, "right"),
        Column(word("steps"), 32, grows=True), Column(word("code"), 14),
    )  # fmt: skip
    rows = [_row(code, state) for code in state.workbook.methods]
    rows.append(SheetRow(NEW, (Cell(f"+ {word('a new method from nothing')}", "head"),)))
    known = state.workbook.methods.get(screen.workspace.method)
    if known:
        rows.append(SheetRow(COPY, (Cell(f"+ {word('a copy of')} {state.wording.name(known)}", "head"),)))
    return Sheet(columns, rows)


def _row(code: str, state: ViewState) -> SheetRow:
    tree_document = document_of(state.workbook, code)
    parents = {node.parent for node in tree_document.placed}
    indicators = sum(node.code not in parents for node in tree_document.placed)
    units, periods = (len(listed(text)) for text in (tree_document.method.units, tree_document.method.periods))
    every = state.wording.word("all")
    steps = " · ".join(f"{step_word(step.kind)} {step_word(step.how)}" for step in tree_document.steps)
    name = f"{'●' if code == state.method else ' '} {state.wording.name(tree_document.method)}"
    cells = (
        Cell(name, "head" if code == state.method else "plain"),
        Cell(str(indicators)), Cell(str(units or every)), Cell(str(periods or every)), Cell(plain(steps), "dim"),
        Cell(plain(code), "dim"),
    )  # fmt: skip
    return SheetRow(key_of("method", code), cells, sort_by=(name, indicators, units, periods, steps, code))
