"""Pages on a score and its rank: the waterfall down the tree against another side, and the path of one number."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from core.method.run import Scored, default_period
from core.words import gettext
from tui.attribution.reason_sheets import rows_beside
from tui.attribution.reasons import Reasons
from tui.attribution.score_tables import path_sheet, periods_of, score_of, score_rows, sides_of
from tui.attribution.sheet import change_columns, change_text
from tui.frame.page import SAVING
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet, SheetRow, key_of
from tui.grid.table import Heading
from tui.robustness.runs import RobustnessRuns
from tui.tables.pages import table_content
from tui.tables.query import QueryContext
from tui.workspace.result_view import ResultView

KEYS = f"Enter Go there  H Compare next  {SAVING}"


def open_score(screen: Screen, unit: str, period: str, node: str = "", key: str = "") -> None:
    """Why a unit's score and rank on a node differ from the period before, or from the side of this key."""
    workspace = screen.workspace
    scored = workspace.state.scored
    if scored is None:
        screen.notify(gettext("This method has no scores: there is nothing to explain."))
        return
    node = node or screen.shared(RobustnessRuns).node_of(scored)
    periods = periods_of(scored, unit, node)
    period = period or (workspace.period if workspace.period in periods else "") or (periods[-1] if periods else "")
    before = workspace.highlight_since.methods.get(workspace.method) if workspace.highlight_since else None
    sides = [score_of(result, unit, period, node) for result in (before, scored) if isinstance(result, Scored)]
    methods, moved = list(workspace.workbook.methods), len({*sides}) > 1
    others = screen.shared(Reasons).others(periods, period, methods, moved=moved)
    if not others:
        _only_now(screen, scored, unit, period, node)
        return
    at = next((n for n, side in enumerate(others) if side.key == key), 0)
    method, other = workspace.method, others[at]

    def options() -> dict[str, object]:
        sides = {"before": other.period or period, "against": other.method or None, "other": other.state()}
        return {"method": method, "unit": unit, "node": node, "period": period, **sides}

    def sheet(query: QueryContext) -> Sheet:
        rows = rows_beside(partial(_scores, query), others, other, query.wording)
        return Sheet(change_columns(query.wording), rows)

    again = partial(open_score, screen, unit, period, node)
    targets: dict[str, Callable[[], None]] = {f"other/{side.key}": partial(again, side.key) for side in others}
    targets["other/moment"] = partial(screen.shared(Reasons).ask, again)
    targets |= {f"why/{code}": partial(again_at, screen, unit, period, code) for code in scored.tree.parents}
    subject = _names(screen, scored, unit, node, period)
    title = f"{workspace.wording.word('Why')} · {subject} · {workspace.wording.word('against')} {other.label}"
    keys = {"why": partial(again, others[(at + 1) % len(others)].key)}
    content = replace(table_content(title, "why", options, sheet), targets=targets, keys=keys, footer=KEYS)
    if key:
        screen.body.put(content)
    else:
        screen.body.turn_to(content)


def again_at(screen: Screen, unit: str, period: str, code: str) -> None:
    """Further down: an element's own change, or the way of an indicator's number."""
    scored = screen.workspace.state.scored
    if scored is not None and code in scored.nodes:
        open_score(screen, unit, period, code)
    else:
        open_path(screen, unit, period, code)


def of_row(screen: Screen, unit: str, period: str) -> None:
    """On a page about a unit: why the score of the row's code changed, or the way of its indicator's number."""
    code = "".join(screen.body.page.cursor.parts[-1:])
    scored = screen.workspace.state.scored
    known = scored is not None and code in scored.tree.parents
    again_at(screen, unit, period, code) if known else open_score(screen, unit, period)


def open_path(screen: Screen, unit: str, period: str, code: str) -> None:
    """The way of an indicator's number from the raw figure to the top."""
    workspace = screen.workspace
    scored = workspace.state.scored
    if scored is None:
        screen.notify(gettext("This method has no scores: there is nothing to explain."))
        return

    period = period or default_period(scored)
    method = workspace.method
    title = f"{workspace.wording.word('How it is computed')} · {_names(screen, scored, unit, code, period)}"
    options = {"method": method, "unit": unit, "period": period, "indicator": code}
    screen.body.turn_to(table_content(title, "path", lambda: options, path_sheet))


def _scores(query: QueryContext) -> Iterator[SheetRow | Heading]:
    """The sums of each kind of effect, the waterfall and the rank. Raises JingdexError where a side has no score."""
    yield Heading(change_text(sides_of(query).change, query.wording), "head")
    yield from score_rows(query)


def _only_now(screen: Screen, scored: "Scored", unit: str, period: str, node: str) -> None:
    """Where there is nothing to compare with: what the score is made of now; Enter on an indicator tells its way."""
    method = screen.workspace.method
    kinds = ("figure", "strength", "weakness", "obstacle")
    codes = scored.tree.indicators
    targets = {key_of(kind, code): partial(open_path, screen, unit, period, code) for kind in kinds for code in codes}
    title = f"{screen.workspace.wording.word('Why')} · {_names(screen, scored, unit, node, period)}"
    content = table_content(title, "unit", lambda: {"method": method, "unit": unit, "period": period})
    screen.body.turn_to(replace(content, targets=targets, footer=f"Enter Go there  {SAVING}"))


def _names(screen: Screen, scored: "Scored", unit: str, code: str, period: str) -> str:
    view = ResultView.of(scored, screen.workspace.workbook, screen.workspace.wording)
    return " · ".join((view.unit_name(unit), view.code_name(code), period))
