"""The commands that explain a score, a rank, a share, an index, a figure or a claim against any other side."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from core.method.run import Scored, default_period
from core.words import gettext, marked
from core.workbook.typed_edit import FigurePlace, TargetPlace
from tui.attribution.reason_sheets import claim_rows, figure_rows, share_rows
from tui.attribution.reason_tables import earlier_sizes
from tui.attribution.reasons import Reason, Reasons, open_reason
from tui.attribution.score_tables import path_sheet, periods_of, score_of, score_rows, sides_of
from tui.attribution.sheet import change_columns, change_text
from tui.frame.detail import series_name
from tui.frame.page import SAVING
from tui.frame.pane import UnitPane
from tui.frame.screen import Screen
from tui.grid.sheet import SheetRow, key_of
from tui.grid.table import Cell, Heading
from tui.method.tree_pane import TreePane
from tui.robustness.runs import RobustnessRuns
from tui.tables.pages import table_content
from tui.tables.query import QueryContext
from tui.workspace.result_view import ResultView

NOT_HERE = marked("There is nothing to explain here: move to a score, a rank, a share, an index, a figure or a claim.")


def why(screen: Screen) -> None:
    """Tell why what stands under the cursor differs from before."""
    row = screen.body.pane.row
    kind, *rest = row.key.split("/") if row else ("",)
    if kind == "cluster":
        _open_share(screen, *rest[:2])
    elif kind == "claim":
        _open_claim(screen, "/".join(rest))
    elif isinstance(screen.place, FigurePlace | TargetPlace):
        place = screen.place
        _open_figure(screen, (place.unit, place.indicator), place.period)
    else:
        screen.notify(NOT_HERE)


def why_unit(screen: Screen, pane: UnitPane) -> None:
    """Tell why the score and the rank of the unit under the cursor are others than before."""
    if pane.unit[0]:
        open_score(screen, *pane.unit)
    else:
        why(screen)


def why_code(screen: Screen, pane: TreePane) -> None:
    """Tell why the score of the code of the tree under the cursor differs from before, where there is one unit."""
    scored = screen.workspace.state.scored
    units = list(dict.fromkeys(scored.frame["unit"])) if scored else [""]
    if not pane.code:
        why(screen)
    elif len(units) != 1:
        screen.notify(gettext("Move to a unit first: H in the results, and Enter on a code there."))
    else:
        again_at(screen, str(units[0]), "", pane.code)


def _open_share(screen: Screen, cluster_list: str, unit: str) -> None:
    """A cluster's share of the sum of its list, against the years before."""
    workspace = screen.workspace
    workbook, tables = workspace.workbook, [workspace.derived.clusters[cluster_list]]
    if unit not in {member.unit for member in workbook.members(cluster_list)}:
        screen.notify(NOT_HERE)
        return
    until = tables[0].cluster_list.until
    earlier = earlier_sizes(workbook, cluster_list, unit, until)
    size = next((row.size for row in tables[0].rows if row.unit.code == unit), None)
    title = f"{workspace.wording.unit(workbook, unit)} · {workspace.wording.word('share')}"
    title = f"{title} · {until or (size.period if size else '')}"
    open_reason(Reason(screen, title, "why-share", {"unit": unit, "list": cluster_list}, share_rows, earlier))


def _open_figure(screen: Screen, key: tuple[str, str], wanted: str) -> None:
    """A figure against another period or state; an index leads on to the methods that rebuild it."""
    workspace = screen.workspace
    known = [figure.period for figure in workspace.workbook.series(*key).known()]
    present = wanted if wanted in known else (known[-1] if known else wanted)
    methods = [
        code
        for code, method in workspace.workbook.methods.items()
        if not method.units or key[0] in method.units.split()
    ]
    is_index = any((index.unit, index.indicator) == key for index in workspace.workbook.indices)

    def rows(query: QueryContext) -> Iterator[SheetRow | Heading]:
        yield from figure_rows(query)
        if is_index and methods:
            note = gettext("Its parts are not published; these methods rebuild it (Enter):")
            yield Heading(query.wording.word(note), "rule")
            for code in methods:
                yield SheetRow(f"method/{code}", (Cell(f"  {query.method_name(code)}"),))

    leads = {f"method/{code}": partial(_as_rebuilt, screen, code, key[0], present) for code in methods}
    title = f"{series_name(*key, workspace.workbook, workspace.wording)} · {present}"
    options = {"unit": key[0], "indicator": key[1], "period": present}
    open_reason(Reason(screen, title, "why-figure", options, rows, known, present, leads))


def _as_rebuilt(screen: Screen, method: str, unit: str, when: str) -> None:
    screen.workspace.method = method
    open_score(screen, unit, when)


def _open_claim(screen: Screen, code: str) -> None:
    """What a claim is checked against, against another state of the workbook."""
    title = f"{screen.workspace.wording.word('claim')} {code}"
    open_reason(Reason(screen, title, "why-claim", {"claim": code}, claim_rows))


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
    if not screen.shared(Reasons).others(periods, period, methods, moved=moved):
        _only_now(screen, scored, unit, period, node)
        return
    options = {"method": workspace.method, "unit": unit, "node": node, "period": period}
    leads = {f"why/{code}": partial(again_at, screen, unit, period, code) for code in scored.tree.parents}
    title, again = _names(screen, scored, unit, node, period), partial(open_score, screen, unit, period, node)
    reason = Reason(screen, title, "why", options, _scores, periods, period, leads, methods, moved=moved)
    open_reason(replace(reason, columns=change_columns, again=again), key)


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
