"""The methods of a workbook: a list, a new one from nothing, a copy, what one covers, and which is looked at."""

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from core.workbook.figure_counts import periods_of
from tui.frame.checklist import Checklist, Item
from tui.frame.choices import Choices, whole
from tui.frame.offers import entries
from tui.frame.page import PageContent
from tui.frame.pane import Pane
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, key_of, parts_of
from tui.grid.table import Cell, Column
from tui.method.indicator_items import indicator_items
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.app import Jingdex

NEW, COPY = key_of("new"), key_of("copy")
ON_METHOD = "Enter Show  a New  r Rename  x Delete  w Compare  u Undo"


def methods(app: "Jingdex") -> None:
    """The list of methods: Enter looks at one, a makes a new one, r renames, x takes one away."""
    targets: dict[str, Callable[[], None]] = {NEW: partial(make, app), COPY: partial(_copy, app)}
    targets |= {key_of("method", code): partial(_look_at, app, code) for code in app.workspace.workbook.methods}
    keys = {"add": partial(make, app), "rename": partial(_rename, app), "missing": partial(_remove, app)}

    app.close_page()
    app.page.turn_to(
        PageContent(
            "Methods",
            partial(_sheet, app),
            targets,
            keys,
            footer=ON_METHOD,
        )
    )
    app.show_page()
    app.page.go_to(key_of("method", app.workspace.method))


def add(app: "Jingdex", _: Pane) -> None:
    """Make a method."""
    make(app)


def make(app: "Jingdex") -> None:
    """Ask for a name, then for indicators, and make a method of them."""

    def then(name: str) -> None:
        from core.errors import BadEntry  # noqa: PLC0415 - with what loads Polars

        if not name.strip():
            raise BadEntry("A method needs a name: type one.")
        _mark(app, name)

    app.ask("name of the new method", "", then=then, choices=_known(app))


def choose_covered(app: "Jingdex", part: str) -> None:
    """A checklist of the units, or the periods, that the method covers."""
    workspace = app.workspace
    from core.method.document import document, listed  # noqa: PLC0415 - it loads Polars
    from core.method.method_edits import covering  # noqa: PLC0415

    made = document(workspace.workbook, workspace.method)
    named = listed(made.method.units if part == "units" else made.method.periods)
    items = _items(app, part, {*made.tree.indicators, *made.denominators})
    codes = [item.code for item in items]

    def keep(marked: list[str]) -> bool:
        app.back()
        return app.editing.do(lambda: covering(workspace.workbook, workspace.method, part, marked, codes))

    Checklist(app, f"Which {part}", items, named or codes, keep).open()


def _items(app: "Jingdex", part: str, indicators: set[str]) -> list[Item]:
    """What has a figure of these indicators: units in the workbook's order, or periods in time order."""
    workspace = app.workspace
    from core.workbook.period import period  # noqa: PLC0415 - with what loads Polars

    figures = workspace.workbook.figures
    counts = Counter(unit for unit, code in figures if code in indicators)
    if part == "periods":
        counts = sum(map(Counter, periods_of(figures, indicators).values()), Counter())
    if part == "periods":
        of = len(indicators)
        when = sorted(counts, key=lambda text: (period(text).end, text))
        return [Item(text, text, f"{counts[text]} series of {of} indicators") for text in when]
    units = workspace.workbook.units
    return [
        Item(code, workspace.wording.name(one), f"{counts[code]} of {len(indicators)} indicators")
        for code, one in units.items()
        if code in counts
    ]


def _mark(app: "Jingdex", name: str) -> None:
    from core.method.method_edits import fresh, method_made  # noqa: PLC0415 - it loads Polars

    def keep(marked: list[str]) -> bool:
        code = fresh(name.strip(), app.workspace.workbook.methods)
        taken = app.editing.do(lambda: method_made(app.workspace.workbook, name, marked))
        if taken:
            _look_at(app, code)
        return taken

    Checklist(app, f"Indicators of {name.strip()}", indicator_items(app), (), keep).open()


def _known(app: "Jingdex") -> Choices:
    """The methods that there are, whose names a new one cannot have."""
    return whole("method", entries(app.workspace.workbook.methods, app.workspace.wording), "new")


def _look_at(app: "Jingdex", code: str) -> None:
    app.workspace.method, app.workspace.period = code, ""
    app.go_to_pane(4)
    app.draw()


def _chosen(app: "Jingdex") -> str:
    parts = parts_of(app.page.row.key) if app.page.row else []
    return parts[1] if parts[:1] == ["method"] else ""


def _copy(app: "Jingdex") -> None:
    workspace = app.workspace
    from core.method.method_edits import method_copied  # noqa: PLC0415 - it loads Polars

    known = workspace.workbook.methods.get(workspace.method)
    if known is None:
        app.tell("There is no method to copy yet: make one first.")
        return
    start = f"{workspace.wording.name(known)} 2"
    app.ask(
        "name of the copy",
        start,
        lambda text: method_copied(workspace.workbook, workspace.method, text),
        choices=_known(app),
    )


def _rename(app: "Jingdex") -> None:
    workspace = app.workspace
    from core.method.method_edits import method_named  # noqa: PLC0415 - it loads Polars

    code, language = _chosen(app), workspace.wording.language
    if code:
        name = workspace.wording.name(workspace.workbook.methods[code])
        app.ask(f"name of {code}", name, lambda text: method_named(workspace.workbook, code, text, language))


def _remove(app: "Jingdex") -> None:
    from core.method.method_edits import method_removed  # noqa: PLC0415 - it loads Polars

    code = _chosen(app)
    if code:
        app.editing.do(lambda: method_removed(app.workspace.workbook, code))


def _sheet(app: "Jingdex", shown: ViewState) -> Sheet:
    """Each method in a row, then what can be begun."""
    word = shown.wording.word
    columns = (
        Column(word("method"), 38, frozen=True, grows=True), Column(word("indicators"), 10, "right"),
        Column(word("units"), 6, "right"), Column(word("periods"), 7, "right"),
        Column(word("steps"), 32, grows=True), Column(word("code"), 14),
    )  # fmt: skip
    rows = [_row(code, shown) for code in shown.workbook.methods]
    rows.append(SheetRow(NEW, (Cell(f"+ {word('a new method from nothing')}", "head"),)))
    known = shown.workbook.methods.get(app.workspace.method)
    if known:
        rows.append(SheetRow(COPY, (Cell(f"+ {word('a copy of')} {shown.wording.name(known)}", "head"),)))
    return Sheet(columns, rows)


def _row(code: str, shown: ViewState) -> SheetRow:
    from core.method.document import document, listed  # noqa: PLC0415 - it loads Polars

    made = document(shown.workbook, code)
    parents = {one.parent for one in made.placed}
    indicators = sum(one.code not in parents for one in made.placed)
    units, periods = (len(listed(text)) for text in (made.method.units, made.method.periods))
    every = shown.wording.word("all")
    steps = " · ".join(f"{step.kind} {step.how}" for step in made.steps)
    name = f"{'●' if code == shown.method else ' '} {shown.wording.name(made.method)}"
    cells = (
        Cell(name, "head" if code == shown.method else "plain"),
        Cell(str(indicators)), Cell(str(units or every)), Cell(str(periods or every)), Cell(plain(steps), "dim"),
        Cell(plain(code), "dim"),
    )  # fmt: skip
    return SheetRow(key_of("method", code), cells, sort_by=(name, indicators, units, periods, steps, code))
