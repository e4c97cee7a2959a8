"""The units of a result together: by group, over the years, by obstacles, by coverage."""

import polars as pl

from core.words import gettext, labelled
from tui.grid.sheet import Sheet, SheetRow, key_of, row_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING, rounded
from tui.tables.query import QueryContext
from tui.tables.spec import TableSpec
from tui.workspace.result_view import ResultView

WORST = 3


def viewed_result(query: QueryContext) -> ResultView:
    """The result of the method in view, in the period and of the node requested. Raises MethodError, BadOption."""
    scored, options = next(query.scored()), query.options
    return ResultView.of(scored, query.workbook, query.wording, options.period or "", options.node or "")


def groupings(query: QueryContext) -> list[tuple[str, dict[str, object]]]:
    """A page for each grouping of units that the method has."""
    scored = next(query.scored())
    known = dict.fromkeys(group.grouping for group in query.workbook.groups)
    return [
        (gettext("Ranks by {choice}", choice=query.wording.word(grouping)), {"grouping": grouping})
        for grouping in known
        if grouping in scored.frame.columns
    ]


def group_sheet(spec: TableSpec, query: QueryContext) -> Sheet:
    """The units of a period by group: rank there, rank overall, score."""
    word, view = query.wording.word, viewed_result(query)
    columns = [
        Column(word("unit"), 26, frozen=True, grows=True), Column(word("rank in group"), 13, "right"),
        Column(word("rank"), 6, "right"), Column(word("score"), 10, "right"),
    ]  # fmt: skip
    overall = _overall(view)
    inside = spec.frame(query).filter(code=view.node).sort("group", "rank", nulls_last=True)
    rows: list[SheetRow | Heading] = []
    for (group,), members in inside.group_by("group", maintain_order=True):
        mean = members["score"].mean()
        parts = labelled(
            query.wording.entry_text(str(group)), f"{members.height} {word('unit' if members.height == 1 else 'units')}"
        )
        rows.append(
            Heading(f"{parts} · {word('mean')} {rounded(mean if isinstance(mean, float) else None, 4)}", "rule")
        )
        for unit, rank, score in members.select("unit", "rank", "score").iter_rows():
            name = query.unit_name(unit)
            ranks = ((_whole(place), place) for place in (rank, overall.get(unit)))
            rows.append(row_of(key_of("unit", unit), (name, name), *ranks, (rounded(score, 4), score)))
    return Sheet(columns, rows)


def years_sheet(spec: TableSpec, query: QueryContext) -> Sheet:
    """The rank of every unit in every period, by the last."""
    view = viewed_result(query)
    return rank_matrix(spec.frame(query).filter(code=view.node), query)


def rank_matrix(frame: pl.DataFrame, query: QueryContext) -> Sheet:
    """Units down, periods across, of the rows unit, period and rank of one node."""
    periods = list(dict.fromkeys(frame["period"]))
    wide = frame.pivot("period", index="unit", values="rank", maintain_order=True)
    columns = [Column(query.wording.word("unit"), 22, frozen=True, grows=True)]
    columns += [Column(when, 6, "right") for when in periods]
    ordered = wide.sort(periods[-1], nulls_last=True) if periods else wide
    rows = [
        row_of(key_of("unit", unit), (name, name), *((_whole(rank), rank) for rank in ranks))
        for unit, *ranks in ordered.iter_rows()
        for name in (query.unit_name(unit),)
    ]
    return Sheet(columns, rows)


def obstacle_sheet(spec: TableSpec, query: QueryContext) -> Sheet:
    """What holds each unit of a period back most, by rank."""
    word, view = query.wording.word, viewed_result(query)
    columns = [
        Column(word("rank"), 5, "right", frozen=True), Column(word("unit"), 20, frozen=True, grows=True),
        *(Column(f"{word('obstacle')} {at + 1}", 28, grows=True) for at in range(WORST)),
    ]  # fmt: skip
    shares = spec.frame(query).drop_nulls("share").sort("unit", "rank")
    worst: dict[str, list[str]] = {}
    for unit, code, share in shares.select("unit", "indicator", "share").iter_rows():
        parts = worst.setdefault(unit, [])
        if len(parts) < WORST:
            parts.append(f"{100 * share:4.1f}% {query.code_name(query.method or '', code)}")
    rows = []
    for unit, rank in _overall(view).items():
        name, parts = query.unit_name(unit), worst.get(unit, [])
        rows.append(row_of(key_of("unit", unit), (_whole(rank), rank), (name, name), *zip(parts, parts, strict=True)))
    return Sheet(columns, rows)


def coverage_sheet(spec: TableSpec, query: QueryContext) -> Sheet:
    """The share of all figures below each node that each unit of a period has, the emptiest first."""
    frame = spec.frame(query)
    nodes = list(dict.fromkeys(frame["code"]))
    columns = [Column(query.wording.word("unit"), 22, frozen=True, grows=True)]
    columns += [Column(query.code_name(query.method or "", node), 12, "right") for node in nodes]
    wide = frame.pivot("code", index="unit", values="share", maintain_order=True)
    ordered = wide.sort(nodes[0], "unit") if nodes else wide
    rows = []
    for unit, *shares in ordered.iter_rows():
        cells = ((Cell(f"{100 * share:.0f}%", "dim" if share == 1 else "plain"), share) for share in shares)
        name = query.unit_name(unit)
        rows.append(row_of(key_of("unit", unit), (name, name), *cells))
    return Sheet(columns, rows)


def _overall(view: ResultView) -> dict[str, int | None]:
    """The rank of each unit in the period and on the node in view, the first first."""
    placed = view.scored.ranks.filter(pl.col("period").cast(pl.String) == view.period).sort(view.node, nulls_last=True)
    return {str(unit): rank for unit, rank in placed.select("unit", view.node).iter_rows()}


def _whole(rank: object) -> str:
    return NOTHING if rank is None else str(rank)
