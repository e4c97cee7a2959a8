"""The commands of scenarios: list them, switch, make, compare, merge, drop."""

from collections.abc import Callable
from dataclasses import replace

from core.derive.derive import derive
from core.scenario.scenario import begin_scenario, drop_scenario, merge_scenario
from core.words import gettext, marked
from core.workbook.edit import Edit
from core.workbook.workbook import Workbook
from tui.frame.choices import whole
from tui.frame.offers import entries
from tui.frame.page import SAVING, PageContent
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet
from tui.scenarios.sheet import compare_sheet, scenario_sheet
from tui.tables.pages import table_content
from tui.tables.query import QueryContext

KEYS = "Enter Switch to it  a New  w Compare  m Merge into the base  x Delete"
NO_SCENARIO = marked("Move to a scenario first; a makes one.")


def scenarios(screen: Screen) -> None:
    """From a scenario back to the base; in the base the list of scenarios."""
    if screen.workspace.version.scenario:
        _switched(screen, "")
    else:
        listed(screen)


def listed(screen: Screen) -> None:
    """The page of all scenarios."""
    keys = {
        "edit": lambda: _switched(screen, _under_cursor(screen)),
        "add": lambda: _make(screen),
        "compare": lambda: compared(screen),
        "move": lambda: _do(screen, merge_scenario),
        "missing": lambda: _do(screen, drop_scenario),
    }
    screen.body.close()
    content = _content(
        screen, "Scenarios", "scenarios", lambda query: scenario_sheet(query, screen.workspace.version.scenario)
    )
    screen.body.open_page(replace(content, keys=keys, footer=KEYS))
    screen.body.page.go_to(f"scenario/{screen.workspace.version.scenario}")


def compared(screen: Screen) -> None:
    """The scenario under the cursor, or the one that is worked in, beside the base and all others."""
    workspace = screen.workspace
    first = _under_cursor(screen) or workspace.version.scenario

    if not workspace.version.base.scenarios:
        screen.notify(NO_SCENARIO)
        return
    screen.body.close()
    content = _content(screen, gettext("Scenarios side by side"), "scenario-differences", compare_sheet, first)
    screen.body.open_page(replace(content, footer=SAVING))


def _content(
    screen: Screen, title: str, name: str, draw: Callable[[QueryContext], Sheet], first: str = ""
) -> PageContent:
    """A page on the base and its scenarios, whichever of them is in view; this one comes first."""
    version = screen.workspace.version

    def options() -> dict[str, object]:
        return {"codes": sorted(version.base.scenarios, key=lambda code: code != first)}

    def of_base(query: QueryContext) -> QueryContext:
        base = version.base
        return query if base is query.workbook else replace(query, workbook=base, derived=derive(base, query.derived))

    return table_content(title, name, options, draw, of_base)


def _under_cursor(screen: Screen) -> str:
    row = screen.body.page.row
    return (
        row.key.partition("/")[2]
        if screen.body.pane is screen.body.page and row and row.key.startswith("scenario/")
        else ""
    )


def _switched(screen: Screen, code: str) -> None:
    workspace = screen.workspace
    screen.body.close()
    workspace.enter(code)
    screen.draw()
    screen.body.board.activate(screen.body.board.active)
    if code:
        name = workspace.version.name(workspace.wording)
        screen.notify(gettext("In the scenario {name}: every edit goes to it. B leads back to the base.", name=name))
    else:
        screen.notify(gettext("Back in the base; B lists the scenarios."))


def _make(screen: Screen) -> None:
    workspace = screen.workspace

    def begin(text: str) -> None:
        code = text.strip()
        if screen.editing.do(lambda: begin_scenario(workspace.workbook, code)):
            _switched(screen, code)

    known = whole("scenario", entries(workspace.version.base.scenarios, workspace.wording), "new")
    screen.ask(gettext("name of the scenario"), "", then=begin, choices=known)


def _do(screen: Screen, edit_of: Callable[[Workbook, str], Edit]) -> None:
    """Merge or drop the scenario under the cursor."""
    code = _under_cursor(screen)
    if not code:
        screen.notify(NO_SCENARIO)
    else:
        screen.editing.do(lambda: edit_of(screen.workspace.workbook, code))
