"""The commands of the workbench: what is done to the tree and the steps of a method."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from core.edit import Edit
from core.entries import Placed, Step
from core.workbook import Workbook
from tui.actions import scenarios
from tui.drawing.sheet import Sheet, SheetRow
from tui.drawing.table import Cell, Column
from tui.panes.pane import Shown
from tui.panes.results import ResultsPane
from tui.panes.steps import StepsPane
from tui.panes.tree import TreePane

if TYPE_CHECKING:
    from tui.app import Jingdex

ON_TREE = "Move to a code of the tree first (4, then Tab)."


def chosen(app: "Jingdex") -> bool:
    """What Enter does in a pane of the workbench: a unit's page, a menu, a setting; false where it edits as ever."""
    pane = app.pane
    if isinstance(pane, ResultsPane) and pane.row:
        _, _, unit, *period = pane.row.key.split("/")
        _unit_page(app, unit, period[0] if period else "")
        return True
    if isinstance(pane, StepsPane) and pane.row:
        number, name = pane.step
        step = _step(app, number)
        if name:
            _ask_setting(app, step, name)
        else:
            _menu(app, step)
        return True
    return False


def added(app: "Jingdex") -> bool:
    """What `a` does in the workbench: a code under the one of the cursor, or a step behind it; false elsewhere."""
    pane = app.pane
    if isinstance(pane, TreePane) and pane.code:
        from core.method.edits import placed_under  # noqa: PLC0415 - it loads Polars, which the first screen does without

        one = _placed(app, pane.code)
        parent = one.code if any(other.parent == one.code for other in app.workbook.placed(app.method)) else one.parent
        app.ask(
            f"code under {parent or 'nothing'}",
            "",
            lambda text: placed_under(app.workbook, app.method, parent, text),
            previews=True,
        )
        return True
    if isinstance(pane, StepsPane):
        from core.method.edits import step_added  # noqa: PLC0415 - as above

        number, _ = pane.step
        label = "denominate, screen, impute, treat, normalise, weigh or aggregate"
        app.ask(label, "", lambda text: step_added(app.workbook, app.method, number, text.strip()), previews=True)
        return True
    return False


def removed(app: "Jingdex") -> bool:
    """What `x` does in the workbench: the code with all below it, or the step, goes; false elsewhere."""
    pane = app.pane
    if isinstance(pane, TreePane) and pane.code:
        from core.method.edits import taken_out  # noqa: PLC0415 - as above

        app.do(lambda: taken_out(app.workbook, _placed(app, pane.code)))
        return True
    if isinstance(pane, StepsPane):
        from core.method.edits import step_removed  # noqa: PLC0415 - as above

        app.do(lambda: step_removed(app.workbook, _step(app, pane.step[0])))
        return True
    return False


def nudged(app: "Jingdex", by: int) -> bool:
    """What `+` and `-` do on a step: they move it later or earlier; false elsewhere."""
    pane = app.pane
    if isinstance(pane, StepsPane):
        from core.method.edits import step_moved  # noqa: PLC0415 - as above

        number, _ = pane.step
        if app.do(lambda: step_moved(app.workbook, _step(app, number), by)):
            pane.go_to(f"step/{app.method}/{number + by}")
        return True
    return False


def move(app: "Jingdex") -> None:
    """Ask under what the code of the cursor shall count."""
    from core.method.edits import moved_under  # noqa: PLC0415 - as above

    _ask_placed(app, "counts towards", lambda one: one.parent, moved_under)


def rename(app: "Jingdex") -> None:
    """Ask for the name of the code of the cursor, in the language shown."""
    from core.method.edits import renamed  # noqa: PLC0415 - as above

    language = app.wording.language

    def name(one: Placed) -> str:
        return one.name_zh if language == "zh" else one.name_en

    _ask_placed(app, "name", name, lambda workbook, one, text: renamed(workbook, one, text, language))


def turn(app: "Jingdex") -> None:
    """Turn the direction of the code of the cursor."""
    from core.method.edits import turned  # noqa: PLC0415 - as above

    if isinstance(app.pane, TreePane) and app.pane.code:
        code = app.pane.code
        app.do(lambda: turned(app.workbook, _placed(app, code)))
    else:
        app.tell(ON_TREE)


def posts(app: "Jingdex") -> None:
    """Ask for the goalposts or the target of the code of the cursor."""
    from core.method.edits import posted  # noqa: PLC0415 - as above

    _ask_placed(app, "target, or low and high post", lambda _: "", posted)


def compare(app: "Jingdex") -> None:
    """See this method beside the next one."""
    methods = list(app.workbook.methods)
    if app.branching.code and app.board.active.number != ResultsPane.number:
        scenarios.compared(app)
        return
    if len(methods) <= 1:
        app.tell("There is no second method to compare with: load one with `jingdex method load`.")
        return
    first = app.method
    second = methods[(methods.index(first) + 1) % len(methods)]

    def sheet(shown: Shown) -> Sheet:
        from core.method.run import Failure  # noqa: PLC0415 - as above
        from tui.drawing.score_sheet import looked_at  # noqa: PLC0415
        from tui.drawing.unit_sheet import compare_sheet  # noqa: PLC0415

        one, other = shown.derived.methods[first], shown.derived.methods[second]
        if isinstance(one, Failure) or isinstance(other, Failure) or not one.nodes or not other.nodes:
            return Sheet((), ())
        return compare_sheet(one, other, looked_at(one, shown.workbook, shown.wording, shown.period))

    app.close_page()
    app.page.open("Two methods", sheet)
    app.show_page()


def next_period(app: "Jingdex") -> None:
    """Look at the next period of the results, round and round."""
    result = app.derived.methods.get(app.method)
    frame = getattr(result, "frame", None)
    if frame is None:
        app.tell("There are no results: go to the workbench (4) first.")
        return
    periods = list(dict.fromkeys(frame["period"]))
    place = periods.index(app.period) if app.period in periods else len(periods) - 1
    app.period = periods[place - 1]
    app.draw()


def _unit_page(app: "Jingdex", unit: str, period: str) -> None:
    method = app.method

    def sheet(shown: Shown) -> Sheet:
        from core.method.run import Failure  # noqa: PLC0415 - as above
        from tui.drawing.score_sheet import looked_at  # noqa: PLC0415
        from tui.drawing.unit_sheet import unit_sheet  # noqa: PLC0415

        result = shown.derived.methods[method]
        if isinstance(result, Failure):
            return Sheet((), ())
        return unit_sheet(result, unit, looked_at(result, shown.workbook, shown.wording, period or shown.period))

    entry = app.workbook.units.get(unit)
    app.close_page()
    app.page.open(app.wording.name(entry) if entry else unit, sheet)
    app.show_page()


def _menu(app: "Jingdex", step: Step) -> None:
    """The choices of a step's kind; the one that Enter is pressed on takes the place of the present one."""
    from core.method.edits import swapped  # noqa: PLC0415 - as above
    from core.method.settings import FAMILIES  # noqa: PLC0415

    family = FAMILIES[step.kind]  # type: ignore[index]

    def sheet(shown: Shown) -> Sheet:
        columns = (Column(shown.wording.word("choice"), 24, frozen=True), Column("", 50, grows=True))
        return Sheet(columns, [SheetRow(f"menu/{how}", _choice(how, step.how, family[how])) for how in family])

    def take(how: str) -> Callable[[], None]:
        def taken() -> None:
            app.back()
            app.do(lambda: swapped(app.workbook, step, how))

        return taken

    app.close_page()
    app.page.open(f"{step.number} {step.kind}", sheet, {f"menu/{how}": take(how) for how in family})
    app.show_page()
    app.page.go_to(f"menu/{step.how}")


def _choice(how: str, present: str, of: object) -> tuple[Cell, Cell]:
    told = of if isinstance(of, str) else getattr(getattr(of, "score", of), "__doc__", "") or ""
    return Cell(how, "head" if how == present else "plain"), Cell(told.partition("\n")[0], "dim")


def _ask_setting(app: "Jingdex", step: Step, name: str) -> None:
    from core.method.document import settings_of  # noqa: PLC0415 - as above
    from core.method.edits import adjusted  # noqa: PLC0415
    from tui.drawing.method_sheets import value_text  # noqa: PLC0415

    def make(text: str) -> Edit:
        return adjusted(app.workbook, step, name, text)

    app.ask(f"{step.kind} {name}", value_text(settings_of(step)[name]), make, previews=True)


def _ask_placed(
    app: "Jingdex", label: str, present: Callable[[Placed], str], make: Callable[[Workbook, Placed, str], Edit]
) -> None:
    if not isinstance(app.pane, TreePane) or not app.pane.code:
        app.tell(ON_TREE)
        return
    one = _placed(app, app.pane.code)
    app.ask(f"{one.code}: {label}", present(one), lambda text: make(app.workbook, one, text), previews=True)


def _placed(app: "Jingdex", code: str) -> Placed:
    return next(one for one in app.workbook.placed(app.method) if one.code == code)


def _step(app: "Jingdex", number: int) -> Step:
    return next(one for one in app.workbook.steps(app.method) if one.number == number)
