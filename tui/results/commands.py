"""Pages on units: one unit, two methods, periods or units side by side, and the chosen period."""

from dataclasses import replace
from functools import partial

from core.words import gettext, labelled
from tui.attribution.commands import of_row
from tui.cli.arguments import BadUse
from tui.exports.score_chart import score_svg
from tui.frame.menu import Choice, open_menu
from tui.frame.pane import METHOD, NO_UNIT, ROBUSTNESS, UnitPane
from tui.frame.rotation import after
from tui.frame.screen import Screen
from tui.frame.side_chart import Graph
from tui.grid.sheet import parts_of
from tui.method.workbench_descriptions import code_lines
from tui.results.chart import score_graph
from tui.results.compare_sheet import comparison_sheet, units_sheet
from tui.scenarios import commands as scenarios
from tui.tables.pages import NO_RESULTS, table_content
from tui.workspace.view_state import ViewState

ON_UNIT = "Enter Edit  i Series  w Compare  H Why  n Note  S Source  u Undo"


def open_unit(screen: Screen, pane: UnitPane) -> None:
    """Open the page of the unit under the cursor."""
    unit, period = pane.unit
    if not unit:
        screen.notify(NO_UNIT)
        return
    method = screen.workspace.method
    when = period or _period(screen)
    keys = {"why": partial(of_row, screen, unit, when)}
    name = screen.workspace.wording.unit(screen.workspace.workbook, unit)
    title, strip = f"{name} · {when}", partial(_unit_strip, screen)
    graph = partial(_row_graph, screen, method, unit)
    chart = partial(_unit_chart, method, unit)
    chosen = {"method": method, "unit": unit}
    content = table_content(title, "unit", lambda: {**chosen, "period": period or _period(screen, method)})
    screen.body.turn_to(
        replace(content, keys=keys, strip=strip, footer=ON_UNIT, chart=chart, charted=True, graph=graph)
    )


def _row_graph(screen: Screen, method: str, unit: str, shown: ViewState) -> Graph | None:
    """The scores of a unit at the node under the cursor of its page, over its periods."""
    view, node = replace(shown, method=method).view(), "".join(screen.body.page.cursor.parts[-1:])
    return score_graph(view, unit, node) if view and node in view.scored.nodes else None


def _unit_chart(method: str, unit: str, state: ViewState) -> str:
    """The scores of a unit over its periods."""
    there = replace(state, method=method, period="")
    view = there.view()
    if view is None:
        raise BadUse(there.failure or NO_RESULTS)
    name = state.wording.name(view.scored.document.method)
    return score_svg(view, there.runs.outcome if there.runs else None, name, unit)


def compare(screen: Screen) -> None:
    """Choose with what to compare: another method, another period, or two units."""
    workspace = screen.workspace
    if workspace.version.scenario and screen.body.board.active.number != METHOD:
        scenarios.compared(screen)
        return
    view = workspace.state.view()
    if view is None:
        screen.notify(NO_RESULTS)
        return
    rows: list[Choice | str] = []
    others = [code for code in workspace.workbook.methods if code != workspace.method]
    if others:
        rows.append(gettext("This method with another"))
        rows += [
            Choice(workspace.wording.name(workspace.workbook.methods[code]), code, partial(_two_methods, screen, code))
            for code in others
        ]
    now = view.period
    if len(view.periods) > 1:
        rows.append(gettext("{name} with another period", name=now))
        rows += [Choice(when, "", partial(_two_periods, screen, when, now)) for when in view.periods if when != now]
    units = list(dict.fromkeys(view.scored.frame["unit"]))
    if len(units) > 1:
        pane = screen.body.board.numbered(METHOD)
        own = (pane.unit[0] if isinstance(pane, UnitPane) else "") or units[0]
        rows.append(gettext("{name} with another unit, in {period}", name=view.unit_name(own), period=now))
        rows += [
            Choice(view.unit_name(code), code, partial(_two_units, screen, own, code)) for code in units if code != own
        ]
    if rows:
        open_menu(screen, "Compare", rows)
    else:
        screen.notify(gettext("There is nothing to compare with: make a second method (M), or add a year."))


def next_period(screen: Screen) -> None:
    """Look at the period before, round and round, where that is seen."""
    if screen.body.board.active.number not in (METHOD, ROBUSTNESS):
        raise BadUse(gettext("Move to the results first (g 4): e shows the period before."))
    view = screen.workspace.state.view()
    if view is None:
        screen.notify(NO_RESULTS)
        return
    if len(view.periods) == 1 or view.scored.frame["unit"].n_unique() == 1:
        screen.notify(gettext("All periods of the results are shown already."))
        return
    period = view.periods[view.periods.index(view.period) - 1]
    screen.workspace.period = period
    _turned(screen, labelled(gettext("period"), period))


def next_method(screen: Screen) -> None:
    """Look at the results of the next method."""
    workspace = screen.workspace
    workspace.method, workspace.period = after(workspace.method, list(workspace.workbook.methods)), ""
    name = workspace.wording.name(workspace.workbook.methods[workspace.method])
    _turned(screen, labelled(gettext("method"), name))


def _turned(screen: Screen, message: str) -> None:
    """Draw what another period or method shows, and say which it is where no title does."""
    screen.draw()
    if not isinstance(screen.body.pane, UnitPane):
        screen.notify(message)


def _period(screen: Screen, method: str = "") -> str:
    """The period in view, of a method or of the one in view."""
    state = screen.workspace.state
    view = replace(state, method=method or state.method).view()
    return view.period if view else ""


def _two_methods(screen: Screen, second: str) -> None:
    first = screen.workspace.method

    def options() -> dict[str, object]:
        return {"method": first, "against": second, "period": screen.workspace.period}

    screen.body.turn_to(table_content("Two methods", "comparison", options, comparison_sheet))


def _two_periods(screen: Screen, first: str, second: str) -> None:
    title = gettext("{first} and {second}", first=first, second=second)
    content = table_content(title, "comparison", lambda: {"periods": (first, second)}, comparison_sheet)
    screen.body.turn_to(content)


def _two_units(screen: Screen, first: str, second: str) -> None:
    first_name, second_name = (
        screen.workspace.wording.unit(screen.workspace.workbook, code) for code in (first, second)
    )
    title = gettext("{first} and {second}", first=first_name, second=second_name)
    options = {"units": (first, second)}
    screen.body.turn_to(table_content(title, "unit", lambda: {**options, "period": _period(screen)}, units_sheet))


def _unit_strip(screen: Screen, state: ViewState) -> list[str]:
    """What a row of a unit's page is: its definition, and where it counts."""
    result, row = state.scored, screen.body.page.row
    if result is None or row is None or row.place is not None:
        return []
    return code_lines(result.document, result, parts_of(row.key)[-1], state.workbook, state.wording)
