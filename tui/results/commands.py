"""What is seen of units: the page of one, two methods, periods or units side by side, and the period looked at."""

from functools import partial
from typing import TYPE_CHECKING

from tui.attribution.score_commands import of_row
from tui.frame.menu import Choice, open_menu
from tui.frame.page import SAVING, PageContent
from tui.frame.rotation import after
from tui.grid.sheet import Sheet, parts_of, sentence_sheet
from tui.results.pane import ResultsPane, unit_of
from tui.scenarios import commands as scenarios
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from core.method.run import Scored
    from tui.app import Jingdex

NO_UNIT = "There is no unit under the cursor: move to a row that has one."
ON_UNIT = "Enter Edit  i Series  w Compare  H Why  n Note  S Source  u Undo"
NO_RESULTS = "There are no results to look at: go to the workbench (4), which says why."


def open_unit(app: "Jingdex", pane: ResultsPane) -> None:
    """Open the page of the unit under the cursor."""
    unit, period = pane.unit
    if not unit:
        app.tell(NO_UNIT)
        return
    method = app.workspace.method

    def sheet(shown: ViewState) -> Sheet:
        from core.method.run import Failure  # noqa: PLC0415 - it loads Polars, which the first screen does without
        from tui.results.sheet import looked_at  # noqa: PLC0415
        from tui.results.unit_sheet import unit_sheet  # noqa: PLC0415

        result = shown.derived.methods.get(method)
        if result is None or isinstance(result, Failure):
            return sentence_sheet(result.sentence if result else NO_RESULTS)
        return unit_sheet(result, unit, looked_at(result, shown.workbook, shown.wording, period or shown.period))

    when = period or _period(app)
    keys = {"why": partial(of_row, app, unit, when)}
    title, strip = f"{unit_name(app, unit)} · {when}", partial(_unit_told, app)
    app.page.turn_to(PageContent(title, sheet, keys=keys, strip=strip, footer=ON_UNIT))
    app.show_page()


def unit_name(app: "Jingdex", unit: str) -> str:
    """A unit's name, or its code."""
    entry = app.workspace.workbook.units.get(unit)
    return app.workspace.wording.name(entry) if entry else unit


def compare(app: "Jingdex") -> None:
    """Choose with what to compare: another method, another period, or two units."""
    workspace = app.workspace
    if workspace.version.scenario and app.board.active.number != ResultsPane.number:
        scenarios.compared(app)
        return
    result = scored(app)
    if result is None:
        app.tell(NO_RESULTS)
        return
    rows: list[Choice | str] = []
    others = [code for code in workspace.workbook.methods if code != workspace.method]
    if others:
        rows.append("This method with another")
        rows += [
            Choice(workspace.wording.name(workspace.workbook.methods[code]), code, partial(_two_methods, app, code))
            for code in others
        ]
    periods = _periods(app)
    now = _period(app)
    if len(periods) > 1:
        rows.append(f"{now} with another period")
        rows += [Choice(when, "", partial(_two_periods, app, when, now)) for when in periods if when != now]
    units = list(dict.fromkeys(result.frame["unit"]))
    if len(units) > 1:
        own = _cursor_unit(app) or units[0]
        rows.append(f"{unit_name(app, own)} with another unit, in {now}")
        rows += [Choice(unit_name(app, one), one, partial(_two_units, app, own, one)) for one in units if one != own]
    if rows:
        open_menu(app, "Compare", rows)
    else:
        app.tell("There is nothing to compare with: make a second method (M), or add a year.")


def next_period(app: "Jingdex") -> None:
    """Look at the period before, round and round."""
    periods = _periods(app)
    if not periods:
        app.tell(NO_RESULTS)
        return
    app.workspace.period = periods[periods.index(_period(app)) - 1]
    app.draw()


def next_method(app: "Jingdex") -> None:
    """Look at the results of the next method."""
    workspace = app.workspace
    workspace.method, workspace.period = after(workspace.method, list(workspace.workbook.methods)), ""
    app.draw()


def scored(app: "Jingdex") -> "Scored | None":
    """The result of the method that is looked at; nothing where it has none."""
    from core.method.run import Scored  # noqa: PLC0415 - it loads Polars

    result = app.workspace.derived.methods.get(app.workspace.method)
    return result if isinstance(result, Scored) and result.nodes else None


def _cursor_unit(app: "Jingdex") -> str:
    return unit_of(app.board.numbered(ResultsPane.number).row)[0]


def _periods(app: "Jingdex") -> list[str]:
    result = scored(app)
    return [] if result is None else [str(when) for when in dict.fromkeys(result.frame["period"])]


def _period(app: "Jingdex") -> str:
    """The period that is looked at."""
    workspace = app.workspace
    from tui.results.sheet import looked_at  # noqa: PLC0415 - it loads Polars

    result = scored(app)
    return looked_at(result, workspace.workbook, workspace.wording, workspace.period).period if result else ""


def _two_methods(app: "Jingdex", second: str) -> None:
    first = app.workspace.method

    def sheet(shown: ViewState) -> Sheet:
        from core.method.run import Scored  # noqa: PLC0415 - it loads Polars
        from tui.results.compare_sheet import methods_sheet  # noqa: PLC0415
        from tui.results.sheet import looked_at  # noqa: PLC0415

        one, other = (shown.derived.methods.get(code) for code in (first, second))
        if not isinstance(one, Scored) or not isinstance(other, Scored):
            return sentence_sheet(getattr(one, "sentence", "") or getattr(other, "sentence", NO_RESULTS))
        return methods_sheet(one, other, looked_at(one, shown.workbook, shown.wording, shown.period))

    app.page.turn_to(PageContent("Two methods", sheet, footer=SAVING))
    app.show_page()


def _two_periods(app: "Jingdex", first: str, second: str) -> None:
    def sheet(shown: ViewState) -> Sheet:
        from core.method.run import Scored  # noqa: PLC0415 - it loads Polars
        from tui.results.compare_sheet import periods_sheet  # noqa: PLC0415
        from tui.results.sheet import looked_at  # noqa: PLC0415

        one = shown.derived.methods.get(shown.method)
        if not isinstance(one, Scored):
            return sentence_sheet(getattr(one, "sentence", NO_RESULTS))
        return periods_sheet(one, first, looked_at(one, shown.workbook, shown.wording, second))

    app.page.turn_to(PageContent(f"{first} and {second}", sheet, footer=SAVING))
    app.show_page()


def _two_units(app: "Jingdex", first: str, second: str) -> None:
    def sheet(shown: ViewState) -> Sheet:
        from core.method.run import Scored  # noqa: PLC0415 - it loads Polars
        from tui.results.compare_sheet import units_sheet  # noqa: PLC0415
        from tui.results.sheet import looked_at  # noqa: PLC0415

        one = shown.derived.methods.get(shown.method)
        if not isinstance(one, Scored):
            return sentence_sheet(getattr(one, "sentence", NO_RESULTS))
        return units_sheet(one, first, second, looked_at(one, shown.workbook, shown.wording, shown.period))

    app.page.turn_to(PageContent(f"{unit_name(app, first)} and {unit_name(app, second)}", sheet, footer=SAVING))
    app.show_page()


def _unit_told(app: "Jingdex", shown: ViewState) -> list[str]:
    """What a row of a unit's page is: its definition, and where it counts."""
    from core.method.run import Scored  # noqa: PLC0415 - it loads Polars
    from tui.method.workbench_descriptions import code_lines  # noqa: PLC0415

    result, row = shown.derived.methods.get(shown.method), app.page.row
    if not isinstance(result, Scored) or row is None or row.place is not None:
        return []
    return code_lines(result.document, result, parts_of(row.key)[-1], shown.workbook, shown.wording)
