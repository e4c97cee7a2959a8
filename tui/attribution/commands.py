"""The command that explains a score, a rank, a share, an index, a figure or a claim against any other side."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial

from core.frozen import frozen
from core.words import gettext, marked
from core.workbook.typed_edit import FigurePlace, TargetPlace
from tui.attribution.reason_sheets import MOMENT, Rows, claim_rows, figure_rows, parts_columns, rows_beside, share_rows
from tui.attribution.reason_tables import earlier_sizes
from tui.attribution.reasons import Other, Reasons
from tui.attribution.score_commands import KEYS, again_at, open_score
from tui.frame.detail import series_name
from tui.frame.pane import UnitPane
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Heading
from tui.method.tree_pane import TreePane
from tui.tables.pages import table_content
from tui.tables.query import QueryContext

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
    workbook, tables = workspace.workbook, [workspace.derived.clusters[cluster_list]]
    if unit not in {member.unit for member in workbook.members(cluster_list)}:
        screen.notify(NOT_HERE)
        return
    until = tables[0].cluster_list.until
    earlier = earlier_sizes(workbook, cluster_list, unit, until)
    size = next((row.size for row in tables[0].rows if row.unit.code == unit), None)
    title = f"{workspace.wording.unit(workbook, unit)} · {workspace.wording.word('share')}"
    title = f"{title} · {until or (size.period if size else '')}"
    _open(Reason(screen, title, "why-share", {"unit": unit, "list": cluster_list}, share_rows, earlier))


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
            yield from (_method_row(screen, code) for code in methods)

    leads = {f"method/{code}": partial(_as_rebuilt, screen, code, key[0], present) for code in methods}
    title = f"{series_name(*key, workspace.workbook, workspace.wording)} · {present}"
    options = {"unit": key[0], "indicator": key[1], "period": present}
    _open(Reason(screen, title, "why-figure", options, rows, known, present, leads))


def _method_row(screen: Screen, code: str) -> SheetRow:
    return SheetRow(
        f"method/{code}", (Cell(f"  {screen.workspace.wording.name(screen.workspace.workbook.methods[code])}"),)
    )


def _as_rebuilt(screen: Screen, method: str, unit: str, when: str) -> None:
    screen.workspace.method = method
    open_score(screen, unit, when)


def _open_claim(screen: Screen, code: str) -> None:
    """What a claim is checked against, against another state of the workbook."""
    title = f"{screen.workspace.wording.word('claim')} {code}"
    _open(Reason(screen, title, "why-claim", {"claim": code}, claim_rows))


@frozen
class Reason:
    """What is explained: the table of the catalogue with its options, its rows on the screen, and where they lead.

    `periods` are those that it can be compared with, `period` is its own.
    """

    screen: Screen
    title: str
    table: str
    options: Mapping[str, object]
    rows: Rows
    periods: Sequence[str] = ()
    period: str = ""
    leads: Mapping[str, Callable[[], None]] = field(default_factory=dict)


def _open(reason: Reason, key: str = "") -> None:
    """A page on one side against another; H goes to the next one, Enter to the one under the cursor."""
    screen = reason.screen
    workspace, reasons = screen.workspace, screen.shared(Reasons)
    sides = reasons.others(reason.periods, reason.period)
    now = (workspace.workbook, workspace.derived)
    other = next((side for side in sides if side.key == key), sides[0] if sides else Other("", "", lambda: now))

    def options() -> dict[str, object]:
        return {**reason.options, "before": other.period or None, "other": other.state()}

    def sheet(query: QueryContext) -> Sheet:
        lines = rows_beside(partial(reason.rows, query), sides, other, query.wording)
        return Sheet(parts_columns(query.wording), lines)

    again = partial(_open, reason)
    targets = {f"other/{side.key}": partial(again, side.key) for side in sides}
    targets[f"other/{MOMENT}"] = partial(reasons.ask, again)
    subject = f"{reason.title} · {workspace.wording.word('against')} {other.label}" if other.label else reason.title
    following = sides[(sides.index(other) + 1) % len(sides)].key if sides else ""
    title, keys = f"{workspace.wording.word('Why')} · {subject}", {"why": partial(again, following)}
    content = table_content(title, reason.table, options, sheet)
    content = replace(content, targets={**targets, **reason.leads}, keys=keys, footer=KEYS)
    if key:
        screen.body.put(content)
    else:
        screen.body.turn_to(content)
