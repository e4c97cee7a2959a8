"""`jingdex why`: what changed a score, code by code, and the way of one number from the raw figure."""

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.derive import derive
from core.method.errors import MethodError
from core.method.run import Failure, Scored
from core.method.source import source
from core.status import STATUSES
from core.why.change import Change, change
from core.why.path import path
from core.workbook import Workbook
from data.file import WorkbookFile
from tui.drawing.sheet import Sheet, SheetRow, look_of_change
from tui.drawing.table import Cell, Column
from tui.drawing.wording import NOTHING, Wording
from tui.subcommands.arguments import BadUse
from tui.subcommands.exchange import csv_text, json_text
from tui.subcommands.method_records import name_in_tree
from tui.subcommands.output import has_unicode, write
from tui.subcommands.printed import printed
from tui.subcommands.sections import Section

if TYPE_CHECKING:
    from tui.subcommands.records import Record

CHANGE_COLUMNS = ("code", "name", "parent", "before", "after", "data", "weight", "method", "with_all_below")
PATH_COLUMNS = ("step", "kind", "how", "before", "after", "status", "does")


def run(arguments: Namespace) -> int:
    """Print why a node's score changed, or how an indicator's figure becomes a score."""
    with WorkbookFile.open(arguments.workbook) as file:
        workbook = file.workbook()
        older = workbook if arguments.since is None else file.workbook(arguments.since)
    scored = _scored(workbook, arguments.method)
    unit = workbook.unit(arguments.unit).code
    code = arguments.code or scored.nodes[0]
    if code in scored.tree.indicators:
        return _way(arguments, workbook, scored, unit, code)
    if code not in scored.nodes:
        raise BadUse(f"{code} is not in the tree: use one of {', '.join((*scored.nodes, *scored.tree.indicators))}.")
    periods = [str(when) for when, one in scored.frame.select("period", "unit").iter_rows() if str(one) == unit]
    period = arguments.period or (periods[-1] if periods else "")
    first, spot = scored, (unit, arguments.before or period)
    if arguments.since is not None:
        first = _scored(older, arguments.method or scored.document.method.code)
    elif arguments.against is not None:
        first = _scored(workbook, arguments.against)
    elif arguments.before is None:
        earlier = periods[: periods.index(period)] if period in periods else []
        if not earlier:
            raise BadUse(f"There is no period before {period}: name what to compare with by --before or --against.")
        spot = (unit, earlier[-1])
    newest = [source(one, of.document).newest for one, of in ((older, first), (workbook, scored))]
    made = change(first, scored, spot, (unit, period), code, newest)
    _print_change(arguments, workbook, scored, made, f"{unit}, {spot[1]} to {period}")
    return 0


def _scored(workbook: Workbook, name: str | None) -> Scored:
    methods = derive(workbook).methods
    if name not in {None, *methods} or not methods:
        raise BadUse(f"There is no method “{name or ''}”: use one of {', '.join(methods) or 'none yet'}.")
    code = name or next(iter(methods))
    result = methods[code]
    if isinstance(result, Failure):
        raise MethodError(f"{code}: {result.sentence}")
    if not result.nodes:
        raise MethodError(f"{code} gives no scores: add an aggregation as its last step.")
    return result


def _print_change(arguments: Namespace, workbook: Workbook, scored: Scored, made: Change, spots: str) -> None:
    wording = Wording(arguments.language, has_unicode())
    names = {
        one.code: name_in_tree(scored, one.code, workbook, wording.language)
        for one in made.effects
        if one.code in scored.tree.parents
    }
    if arguments.format != "table":
        records: list[Record] = [
            {
                "code": one.code,
                "name": names.get(one.code, one.code),
                "parent": one.parent,
                "before": one.before,
                "after": one.after,
                "data": one.data,
                "weight": one.weight,
                "method": one.method,
                "with_all_below": one.below,
            }
            for one in made.effects
        ]
        write(csv_text(CHANGE_COLUMNS, records) if arguments.format == "csv" else json_text(CHANGE_COLUMNS, records))
        return
    told = (
        f"{made.before:.6g} to {made.after:.6g}: {made.total:+.6g}, of which figures {made.sum('data'):+.6g}, "
        f"weights {made.sum('weight'):+.6g}, method {made.sum('method'):+.6g}"
    )
    write(printed(Section(f"{names.get(made.node, made.node)} · {spots}", _change_sheet(made, names), told)))


def _change_sheet(made: Change, names: dict[str, str]) -> Sheet:
    depth = {"": -1}
    widest = max((abs(one.below) for one in made.effects[1:]), default=0.0)
    rows = []
    for one in made.effects:
        depth[one.code] = depth[one.parent] + 1
        parts = [
            Cell(f"{part:+.4g}" if part else NOTHING, look_of_change(part))
            for part in (one.data, one.weight, one.method)
        ]
        scores = [Cell(NOTHING if score is None else f"{score:.4g}") for score in (one.before, one.after)]
        name = "  " * depth[one.code] + names.get(one.code, one.code)
        bar = _bar(one.below, widest) if one.parent else ""
        whole = Cell(f"{one.below:+.4g}", look_of_change(one.below))
        rows.append(SheetRow(one.code, (Cell(name), *scores, whole, Cell(bar, whole.look), *parts)))
    numbers = [Column(title, 9, justify="right") for title in ("figures", "weight", "method")]
    columns = (Column("code", 30), Column("before", 8, justify="right"), Column("after", 8, justify="right"))
    return Sheet((*columns, Column("adds", 9, justify="right"), Column("", 13), *numbers), rows)


def _bar(amount: float, widest: float, half: int = 6) -> str:
    """A bar to the right of the middle for what raised the score, to the left for what lowered it."""
    length = round(half * abs(amount) / widest) if widest else 0
    left, right = (" " * half, "#" * length) if amount > 0 else ("#" * length, "")
    return f"{left:>{half}}|{right:<{half}}"


def _way(arguments: Namespace, workbook: Workbook, scored: Scored, unit: str, code: str) -> int:
    periods = [str(when) for when, one in scored.frame.select("period", "unit").iter_rows() if str(one) == unit]
    period = arguments.period or (periods[-1] if periods else "")
    hops = path(scored, (unit, period), code)
    records: list[Record] = [
        {"step": hop.number, "kind": hop.kind, "how": hop.how, "before": hop.before, "after": hop.after,
         "status": hop.status, "does": hop.does}
        for hop in hops
    ]  # fmt: skip
    if arguments.format != "table":
        write(csv_text(PATH_COLUMNS, records) if arguments.format == "csv" else json_text(PATH_COLUMNS, records))
        return 0
    rows = [
        SheetRow(
            str(hop.number),
            (
                Cell(f"{hop.number} {hop.kind}, {hop.how}"),
                *(Cell(NOTHING if value is None else f"{value:.6g}") for value in (hop.before, hop.after)),
                Cell(hop.status, "plain" if hop.status == "A" else "estimated"),
                Cell(hop.does),
            ),
        )
        for hop in hops
    ]
    columns = (
        Column("step", 28),
        Column("from", 12, justify="right"),
        Column("to", 12, justify="right"),
        Column("", 2),
        Column("", 12),
    )
    told = "; ".join(_said(workbook, scored, unit, code, period))
    title = f"{name_in_tree(scored, code, workbook, arguments.language)} · {unit}, {period}"
    write(printed(Section(title, Sheet(columns, rows), told)))
    return 0


def _said(workbook: Workbook, scored: Scored, unit: str, code: str, period: str) -> Iterator[str]:
    """The raw figure with its letter and source, and what it finally counts."""
    figure = workbook.series(unit, code).at(period)
    if figure is None or figure.value is None:
        yield "no figure"
    else:
        entry = workbook.sources.get(figure.source)
        source_title = entry.title if entry else figure.source or "no source"
        yield f"{figure.value:.10g}, {STATUSES[figure.status]} ({figure.status}), {source_title}"
    yield f"counts {scored.effective[code]:.4g} of the whole"
