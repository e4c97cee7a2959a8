"""The command that explains a score, a rank, a share, an index, a figure or a claim against any other side."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from core.attribution.statement import figures_read, statement_change
from core.words import gettext, marked
from core.workbook.typed_edit import FigurePlace, TargetPlace
from tui.attribution.reason_sheets import (
    MOMENT,
    claim_rows,
    figure_rows,
    parts_columns,
    rows_beside,
    share_rows,
)
from tui.attribution.reasons import Other, Reasons
from tui.attribution.score_commands import KEYS, again_at, open_score
from tui.frame.detail import series_name
from tui.frame.page import PageContent
from tui.frame.pane import UnitPane
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Heading
from tui.method.tree_pane import TreePane
from tui.workspace.view_state import ViewState

Rows = Callable[[ViewState, Other], list[SheetRow | Heading]]
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
    """Tell why the score of the code of the tree under the cursor differs from before."""
    if pane.code:
        _of_tree(screen, pane.code)
    else:
        why(screen)


def _of_tree(screen: Screen, code: str) -> None:
    """A code of the tree, of the one unit; where there are several, one must be chosen first."""
    scored = screen.workspace.state.scored
    units = list(dict.fromkeys(scored.frame["unit"])) if scored else [""]
    if len(units) != 1:
        screen.notify(gettext("Move to a unit first: H in the results, and Enter on a code there."))
    else:
        again_at(screen, str(units[0]), "", code)


def _open_share(screen: Screen, cluster_list: str, unit: str) -> None:
    """A cluster's share of the sum of its list, against the years before."""
    workspace = screen.workspace
    listed = next((listed for listed in workspace.workbook.cluster_lists if listed.code == cluster_list), None)
    member = next((member for member in workspace.workbook.members(cluster_list) if member.unit == unit), None)
    if listed is None or member is None:
        screen.notify(NOT_HERE)
        return
    table = workspace.derived.clusters[cluster_list]
    size = next((row.size for row in table.rows if row.unit.code == unit), None)
    present = listed.until or (size.period if size else "")
    known = workspace.workbook.series(unit, member.indicator).known(before=size.period if size else "")
    earlier = [figure.period for figure in known]

    def others() -> list[Other]:
        return screen.shared(Reasons).others(earlier, "")

    def rows(state: ViewState, other: Other) -> list[SheetRow | Heading]:
        first, _ = other.state()
        until = (other.period or listed.until, listed.until)
        return list(share_rows(first, state.workbook, cluster_list, unit, until, state.wording))

    name = workspace.wording.unit(workspace.workbook, unit)
    _open(screen, f"{name} · {workspace.wording.word('share')} · {present}", others, rows)


def _open_figure(screen: Screen, key: tuple[str, str], wanted: str) -> None:
    """A figure against another period or state; an index leads on to the methods that rebuild it."""
    workspace = screen.workspace
    known = [figure.period for figure in workspace.workbook.series(*key).known()]
    present = wanted if wanted in known else (known[-1] if known else wanted)

    def others() -> list[Other]:
        return screen.shared(Reasons).others(known, present)

    methods = [
        code
        for code, method in workspace.workbook.methods.items()
        if not method.units or key[0] in method.units.split()
    ]
    index = any((index.unit, index.indicator) == key for index in workspace.workbook.indices)

    def rows(state: ViewState, other: Other) -> list[SheetRow | Heading]:
        first, _ = other.state()
        ends = (first.series(*key).at(other.period or present), state.workbook.series(*key).at(present))
        reasons = list(figure_rows(ends, (first, state.workbook), key, state.wording))
        if index and methods:
            note = gettext("Its parts are not published; these methods rebuild it (Enter):")
            reasons += [Heading(state.wording.word(note), "rule"), *(_method_row(screen, code) for code in methods)]
        return reasons

    leads = {f"method/{code}": partial(_as_rebuilt, screen, code, key[0], present) for code in methods}
    _open(screen, f"{series_name(*key, workspace.workbook, workspace.wording)} · {present}", others, rows, leads)


def _method_row(screen: Screen, code: str) -> SheetRow:
    return SheetRow(
        f"method/{code}", (Cell(f"  {screen.workspace.wording.name(screen.workspace.workbook.methods[code])}"),)
    )


def _as_rebuilt(screen: Screen, method: str, unit: str, when: str) -> None:
    screen.workspace.method = method
    open_score(screen, unit, when)


def _open_claim(screen: Screen, code: str) -> None:
    """What a claim is checked against, against another state of the workbook."""

    def others() -> list[Other]:
        return screen.shared(Reasons).others((), "")

    def rows(state: ViewState, other: Other) -> list[SheetRow | Heading]:
        claim = next(claim for claim in state.workbook.claims if claim.code == code)
        first, _ = other.state()
        parts = statement_change(first, state.workbook, code)
        read = figures_read(state.workbook, state.derived, code)
        return list(claim_rows(claim, parts, read, state.workbook, state.wording))

    _open(screen, f"{screen.workspace.wording.word('claim')} {code}", others, rows)


def _open(
    screen: Screen,
    title: str,
    others: Callable[[], Sequence[Other]],
    rows: Rows,
    leads: Mapping[str, Callable[[], None]] | None = None,
    key: str = "",
) -> None:
    """A page on one side against another; H goes to the next one, Enter to the one under the cursor."""
    workspace = screen.workspace
    sides = others()
    now = (workspace.workbook, workspace.derived)
    other = next((side for side in sides if side.key == key), sides[0] if sides else Other("", "", lambda: now))

    def sheet(state: ViewState) -> Sheet:
        lines = rows_beside(partial(rows, state, other), sides, other, state.wording)
        return Sheet(parts_columns(state.wording), lines)

    again = partial(_open, screen, title, others, rows, leads)
    targets = {f"other/{side.key}": partial(again, side.key) for side in sides}
    targets[f"other/{MOMENT}"] = partial(screen.shared(Reasons).ask, again)
    note = f"{title} · {workspace.wording.word('against')} {other.label}" if other.label else title
    following = sides[(sides.index(other) + 1) % len(sides)].key if sides else ""
    content = PageContent(
        f"{workspace.wording.word('Why')} · {note}",
        sheet,
        {**targets, **(leads or {})},
        {"why": partial(again, following)},
        KEYS,
    )
    if key:
        screen.body.put(content)
    else:
        screen.body.turn_to(content)
