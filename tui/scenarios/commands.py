"""The commands of scenarios: list them, switch, make, compare, merge, drop."""

from typing import TYPE_CHECKING

from core.derive.derive import derive
from core.scenario.scenario import begun, dropped, merged
from tui.frame.choices import whole
from tui.frame.offers import entries
from tui.frame.pane import ViewState
from tui.grid.sheet import Sheet

if TYPE_CHECKING:
    from tui.app import Jingdex

KEYS = "Enter switch · a new · w compare · m merge · x drop"
NO_SCENARIO = "Move to a scenario first; a makes one."


def scenarios(app: "Jingdex") -> None:
    """From a scenario back to the base; in the base the list of scenarios."""
    if app.branching.code:
        _switched(app, "")
    else:
        listed(app)


def listed(app: "Jingdex") -> None:
    """The page of all scenarios."""

    def sheet(shown: ViewState) -> Sheet:
        from tui.results.differences import Seen  # noqa: PLC0415 - of no use to the first screen
        from tui.scenarios.sheet import scenario_sheet  # noqa: PLC0415 - as above

        base = Seen(app.base, shown.derived if app.base is shown.workbook else derive(app.base, shown.derived))
        return scenario_sheet(base, app.branching.code, shown.wording)

    keys = {
        "edit": lambda: _switched(app, _under_cursor(app)),
        "add": lambda: _make(app),
        "compare": lambda: compared(app),
        "move": lambda: _merge(app),
        "missing": lambda: _drop(app),
    }
    app.close_page()
    app.page.open("Scenarios", sheet, keys=keys, told=KEYS)
    app.show_page()
    app.page.go_to(f"scenario/{app.branching.code}")


def compared(app: "Jingdex") -> None:
    """The scenario under the cursor, or the one that is worked in, beside the base and all others."""
    first = _under_cursor(app) or app.branching.code

    def sheet(shown: ViewState) -> Sheet:
        from tui.results.differences import Seen  # noqa: PLC0415 - as above
        from tui.scenarios.sheet import compare_sheet  # noqa: PLC0415

        codes = sorted(app.base.scenarios, key=lambda code: code != first)
        return compare_sheet(Seen(app.base, derive(app.base, shown.derived)), codes, shown.wording)

    if not app.base.scenarios:
        app.tell(NO_SCENARIO)
        return
    app.close_page()
    app.page.open("Scenarios side by side", sheet)
    app.show_page()


def _under_cursor(app: "Jingdex") -> str:
    row = app.page.row
    return row.key.partition("/")[2] if app.pane is app.page and row and row.key.startswith("scenario/") else ""


def _switched(app: "Jingdex", code: str) -> None:
    app.close_page()
    app.branching.enter(code)
    app.board.activate(app.board.active)
    if code:
        app.tell(f"In the scenario {app.branching.name}: every edit goes to it. B leads back to the base.")
    else:
        app.tell("Back in the base; B lists the scenarios.")


def _make(app: "Jingdex") -> None:
    def made(text: str) -> None:
        code = text.strip()
        if app.editing.do(lambda: begun(app.workbook, code)):
            _switched(app, code)

    known = whole("scenario", entries(app.base.scenarios, app.wording), "new")
    app.ask("name of the scenario", "", then=made, choices=known)


def _merge(app: "Jingdex") -> None:
    code = _under_cursor(app)
    if not code:
        app.tell(NO_SCENARIO)
    else:
        app.editing.do(lambda: merged(app.workbook, code))


def _drop(app: "Jingdex") -> None:
    code = _under_cursor(app)
    if not code:
        app.tell(NO_SCENARIO)
    else:
        app.editing.do(lambda: dropped(app.workbook, code))
