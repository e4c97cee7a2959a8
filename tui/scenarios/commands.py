"""The commands of scenarios: list them, switch, make, compare, merge, drop."""

from typing import TYPE_CHECKING

from core.derive.derive import derive
from core.scenario.scenario import begun, dropped, merged
from tui.frame.choices import whole
from tui.frame.offers import entries
from tui.frame.page import SAVING
from tui.grid.sheet import Sheet
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from tui.app import Jingdex
    from tui.results.differences import Seen

KEYS = "Enter Switch to it  a New  w Compare  m Merge into the base  x Delete"
NO_SCENARIO = "Move to a scenario first; a makes one."


def scenarios(app: "Jingdex") -> None:
    """From a scenario back to the base; in the base the list of scenarios."""
    if app.workspace.version.scenario:
        _switched(app, "")
    else:
        listed(app)


def listed(app: "Jingdex") -> None:
    """The page of all scenarios."""

    def sheet(shown: ViewState) -> Sheet:
        from tui.scenarios.sheet import scenario_sheet  # noqa: PLC0415 - of no use to the first screen

        base = _base(app, shown)
        return scenario_sheet(base, app.workspace.version.scenario, shown.wording)

    keys = {
        "edit": lambda: _switched(app, _under_cursor(app)),
        "add": lambda: _make(app),
        "compare": lambda: compared(app),
        "move": lambda: _merge(app),
        "missing": lambda: _drop(app),
    }
    app.close_page()
    app.page.open("Scenarios", sheet, keys=keys, footer=KEYS)
    app.show_page()
    app.page.go_to(f"scenario/{app.workspace.version.scenario}")


def compared(app: "Jingdex") -> None:
    """The scenario under the cursor, or the one that is worked in, beside the base and all others."""
    workspace = app.workspace
    first = _under_cursor(app) or workspace.version.scenario

    def sheet(shown: ViewState) -> Sheet:
        from tui.scenarios.sheet import compare_sheet  # noqa: PLC0415

        codes = sorted(workspace.version.base.scenarios, key=lambda code: code != first)
        return compare_sheet(_base(app, shown), codes, shown.wording)

    if not workspace.version.base.scenarios:
        app.tell(NO_SCENARIO)
        return
    app.close_page()
    app.page.open("Scenarios side by side", sheet, footer=SAVING)
    app.show_page()


def _base(app: "Jingdex", shown: ViewState) -> "Seen":
    """The base, with what follows from it."""
    from tui.results.differences import Seen  # noqa: PLC0415 - of no use to the first screen

    base = app.workspace.version.base
    return Seen(base, shown.derived if base is shown.workbook else derive(base, shown.derived))


def _under_cursor(app: "Jingdex") -> str:
    row = app.page.row
    return row.key.partition("/")[2] if app.pane is app.page and row and row.key.startswith("scenario/") else ""


def _switched(app: "Jingdex", code: str) -> None:
    workspace = app.workspace
    app.close_page()
    workspace.enter(code)
    app.draw()
    app.board.activate(app.board.active)
    if code:
        name = workspace.version.name(workspace.wording)
        app.tell(f"In the scenario {name}: every edit goes to it. B leads back to the base.")
    else:
        app.tell("Back in the base; B lists the scenarios.")


def _make(app: "Jingdex") -> None:
    workspace = app.workspace

    def made(text: str) -> None:
        code = text.strip()
        if app.editing.do(lambda: begun(workspace.workbook, code)):
            _switched(app, code)

    known = whole("scenario", entries(workspace.version.base.scenarios, workspace.wording), "new")
    app.ask("name of the scenario", "", then=made, choices=known)


def _merge(app: "Jingdex") -> None:
    code = _under_cursor(app)
    if not code:
        app.tell(NO_SCENARIO)
    else:
        app.editing.do(lambda: merged(app.workspace.workbook, code))


def _drop(app: "Jingdex") -> None:
    code = _under_cursor(app)
    if not code:
        app.tell(NO_SCENARIO)
    else:
        app.editing.do(lambda: dropped(app.workspace.workbook, code))
