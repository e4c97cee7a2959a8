"""Pages on a score and its rank: the waterfall down the tree against another side, and the way of one number."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from core.attribution.change import change
from core.attribution.path import path
from core.attribution.place import place_change
from core.derive.derive import Derived
from core.errors import JingdexError
from core.method.errors import MethodError
from core.method.run import Scored, default_period
from core.method.source import source
from core.words import gettext
from tui.attribution.reason_sheets import compared_rows
from tui.attribution.reasons import Other, Reasons
from tui.attribution.sheet import change_columns, change_rows, change_text, path_columns, path_rows, place_rows
from tui.frame.page import PageContent
from tui.grid.sheet import Sheet, SheetRow, key_of, parts_of
from tui.grid.table import Heading
from tui.results.sheet import named, result_view
from tui.robustness.runs import RobustnessRuns
from tui.robustness.sheet import unit_name
from tui.tables.pages import table_content
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from tui.frame.screen import Screen


def open_score(screen: "Screen", unit: str, period: str, node: str = "", key: str = "") -> None:
    """Why a unit's score and rank on a node are others than in the period before, or than on the side of this key."""
    workspace = screen.workspace
    scored = _result(workspace.derived, workspace.method)
    if scored is None:
        screen.notify(gettext("This method has no scores: there is nothing to explain."))
        return
    node = node or screen.shared(RobustnessRuns).node_of(scored)
    periods = [str(when) for when, one in scored.frame.select("period", "unit").iter_rows() if str(one) == unit]
    period = period or (workspace.period if workspace.period in periods else "") or (periods[-1] if periods else "")
    others = screen.shared(Reasons).others(periods, period, list(workspace.workbook.methods))
    if not others:
        _only_now(screen, scored, unit, period, node)
        return
    at = next((n for n, one in enumerate(others) if one.key == key), 0)
    method = workspace.method

    def sheet(state: ViewState) -> Sheet:
        return _score_sheet(state, method, (unit, period), node, others, others[at])

    again = partial(open_score, screen, unit, period, node)
    targets: dict[str, Callable[[], None]] = {f"other/{one.key}": partial(again, one.key) for one in others}
    targets["other/moment"] = partial(screen.shared(Reasons).ask, again)
    targets |= {f"why/{code}": partial(again_at, screen, unit, period, code) for code in scored.tree.parents}
    named = _names(screen, scored, unit, node, period)
    title = f"{workspace.wording.word('Why')} · {named} · {workspace.wording.word('against')} {others[at].label}"
    content = PageContent(title, sheet, targets, {"why": partial(again, others[(at + 1) % len(others)].key)})
    if key:
        screen.body.put(content)
    else:
        screen.body.turn_to(content)


def again_at(screen: "Screen", unit: str, period: str, code: str) -> None:
    """Further down: an element's own change, or the way of an indicator's number."""
    scored = _result(screen.workspace.derived, screen.workspace.method)
    if scored is not None and code in scored.nodes:
        open_score(screen, unit, period, code)
    else:
        open_path(screen, unit, period, code)


def of_row(screen: "Screen", unit: str, period: str) -> None:
    """On a page about a unit: why the score of the row's code changed, or the way of its indicator's number."""
    row = screen.body.page.row
    code = parts_of(row.key)[-1] if row else ""
    scored = _result(screen.workspace.derived, screen.workspace.method)
    known = scored is not None and code in scored.tree.parents
    again_at(screen, unit, period, code) if known else open_score(screen, unit, period)


def open_path(screen: "Screen", unit: str, period: str, code: str) -> None:
    """The way of an indicator's number from the raw figure to the top."""
    workspace = screen.workspace
    scored = _result(workspace.derived, workspace.method)
    if scored is None:
        screen.notify(gettext("This method has no scores: there is nothing to explain."))
        return

    period = period or default_period(scored)
    method = workspace.method

    def sheet(state: ViewState) -> Sheet:

        result = _result(state.derived, method)
        columns = path_columns(state.wording)
        try:
            hops = path(result, (unit, period), code, state.workbook) if result is not None else []
        except JingdexError as error:
            return Sheet(columns, [Heading(str(error), "bad")])
        return Sheet(columns, list(path_rows(hops)))

    screen.body.turn_to(
        PageContent(
            f"{workspace.wording.word('How it is computed')} · {_names(screen, scored, unit, code, period)}", sheet
        )
    )


def _score_sheet(
    state: ViewState,
    method: str,
    spot: tuple[str, str],
    node: str,
    others: Sequence[Other],
    other: Other,
) -> Sheet:
    """The waterfall, the rank, and what else can be compared with."""
    try:
        rows = list(_changed(state, method, spot, node, other))
    except JingdexError as error:
        rows = [Heading(str(error), "bad")]
    labels = [(one.key, one.label) for one in others]
    return Sheet(change_columns(state.wording), [*rows, *compared_rows(labels, other.key, state.wording)])


def _changed(
    state: ViewState, method: str, spot: tuple[str, str], node: str, other: Other
) -> Iterator[SheetRow | Heading]:
    """Raises JingdexError where one of the two sides has no such score."""
    workbook, derived = other.state()
    first, second = _result(derived, other.method or method), _result(state.derived, method)
    if first is None or second is None:
        raise MethodError(gettext("There is no result on one of the two sides: nothing to compare."))
    before = (spot[0], other.period or spot[1])
    newest = [source(one, of.document).newest for one, of in ((workbook, first), (state.workbook, second))]
    made = change(first, second, before, spot, node, newest)
    view = result_view(second, state.workbook, state.wording, spot[1], node)
    yield Heading(change_text(made, state.wording), "head")
    yield from change_rows(made, lambda code: named(second, code, view))
    if second.frame["unit"].n_unique() > 1:
        placed = place_change(first, second, before, spot, node, newest)
        yield from place_rows(placed, lambda code: unit_name(code, view), state.wording)


def _only_now(screen: "Screen", scored: "Scored", unit: str, period: str, node: str) -> None:
    """Where there is nothing to compare with: what the score is made of now; Enter on an indicator tells its way."""
    method = screen.workspace.method
    kinds = ("figure", "strength", "weakness", "obstacle")
    codes = scored.tree.indicators
    targets = {key_of(kind, code): partial(open_path, screen, unit, period, code) for kind in kinds for code in codes}
    title = f"{screen.workspace.wording.word('Why')} · {_names(screen, scored, unit, node, period)}"
    content = table_content(title, "unit", lambda: {"method": method, "unit": unit, "period": period})
    screen.body.turn_to(replace(content, targets=targets))


def _names(screen: "Screen", scored: "Scored", unit: str, code: str, period: str) -> str:
    workspace = screen.workspace

    entry = workspace.workbook.units.get(unit)
    view = result_view(scored, workspace.workbook, workspace.wording)
    return " · ".join((workspace.wording.name(entry) if entry else unit, named(scored, code, view), period))


def _result(derived: Derived, method: str) -> "Scored | None":

    result = derived.methods.get(method)
    return result if isinstance(result, Scored) and result.nodes else None
