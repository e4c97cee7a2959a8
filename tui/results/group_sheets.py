"""The units of a result seen together: by group, over the years, by what holds them back, by how full they are."""

import polars as pl

from core.analysis.fullness import availability_below
from core.analysis.nearness import lacking, nearness
from core.method.panel import KEYS
from core.method.rank import ranks
from core.method.run import Scored
from tui.analysis.sheets import sentence
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, key_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING, rounded
from tui.method.sheets import downwards
from tui.results.sheet import Looked, named, unit_named

WORST = 3


def group_sheet(scored: Scored, looked: Looked, grouping: str) -> Sheet:
    """The units of a period by group: rank there, rank overall, score."""
    word, node = looked.wording.word, looked.node
    columns = [
        Column(word("unit"), 26, frozen=True, grows=True), Column(word("rank in group"), 13, "right"),
        Column(word("rank"), 6, "right"), Column(word("score"), 10, "right"),
    ]  # fmt: skip
    placed = ranks(scored.frame.select(*KEYS, grouping, node), [node], group=grouping)
    table = scored.frame.select(*KEYS, group=grouping, score=node).with_columns(
        inside=placed[node], overall=scored.ranks[node]
    )
    here = table.filter(pl.col("period").cast(pl.String) == looked.period).sort("group", "inside", nulls_last=True)
    rows: list[SheetRow | Heading] = []
    for (group,), some in here.group_by("group", maintain_order=True):
        mean = some["score"].mean()
        told = f"{plain(str(group)) if group is not None else word('no group')}: {some.height} {word('units')}"
        rows.append(Heading(f"{told} · {word('mean')} {rounded(mean if isinstance(mean, float) else None, 4)}", "rule"))
        for row in some.iter_rows(named=True):
            name = unit_named(str(row["unit"]), looked)
            cells = (
                Cell(name), Cell(_whole(row["inside"])), Cell(_whole(row["overall"])), Cell(rounded(row["score"], 4)),
            )  # fmt: skip
            sort_by = (name, row["inside"], row["overall"], row["score"])
            rows.append(SheetRow(key_of("unit", row["unit"]), cells, sort_by=sort_by))
    return Sheet(columns, rows)


def years_sheet(scored: Scored, looked: Looked) -> Sheet:
    """The rank of every unit in every period, by the last."""
    word, node = looked.wording.word, looked.node
    periods = [str(when) for when in dict.fromkeys(scored.frame["period"])]
    dated = scored.ranks.with_columns(pl.col("period").cast(pl.String))
    wide = dated.pivot("period", index="unit", values=node, maintain_order=True)
    columns = [Column(word("unit"), 22, frozen=True, grows=True), *(Column(when, 6, "right") for when in periods)]
    rows = [
        SheetRow(
            key_of("unit", unit),
            (Cell(unit_named(str(unit), looked)), *(Cell(_whole(rank)) for rank in placed)),
            sort_by=(unit_named(str(unit), looked), *placed),
        )
        for unit, *placed in wide.select("unit", *periods).sort(periods[-1], nulls_last=True).iter_rows()
    ]
    return Sheet(columns, rows)


def obstacle_sheet(scored: Scored, looked: Looked) -> Sheet:
    """What holds each unit of a period back most, by rank."""
    word = looked.wording.word
    columns = [
        Column(word("rank"), 5, "right", frozen=True), Column(word("unit"), 20, frozen=True, grows=True),
        *(Column(f"{word('obstacle')} {at + 1}", 28, grows=True) for at in range(WORST)),
    ]  # fmt: skip
    near = nearness(scored)
    if near is None:
        return sentence("The method normalises nothing, so nothing tells how far from the best a unit is.")
    found = lacking(scored, near)
    here = found.filter(pl.col("period").cast(pl.String) == looked.period).sort("unit", "rank")
    worst: dict[str, list[str]] = {}
    for unit, code, share in here.select("unit", "indicator", "share").iter_rows():
        told = worst.setdefault(str(unit), [])
        if len(told) < WORST and share is not None:
            told.append(f"{100 * share:4.1f}% {named(scored, code, looked)}")
    placed = scored.ranks.filter(pl.col("period").cast(pl.String) == looked.period).sort(looked.node, nulls_last=True)
    rows = []
    for unit, rank in placed.select("unit", looked.node).iter_rows():
        name, told = unit_named(str(unit), looked), worst.get(str(unit), [])
        cells = (Cell(_whole(rank)), Cell(name), *(Cell(text) for text in told))
        rows.append(SheetRow(key_of("unit", unit), cells, sort_by=(rank, name, *told)))
    return Sheet(columns, rows)


def fullness_sheet(scored: Scored, looked: Looked) -> Sheet:
    """The share of all figures below each node that each unit of a period has, the emptiest first."""
    nodes = [code for code in downwards(scored.document) if code in scored.tree.children]
    table = availability_below(scored.raw, scored.tree)
    here = table.filter(pl.col("period").cast(pl.String) == looked.period).sort(nodes[0], "unit")
    columns = [Column(looked.wording.word("unit"), 22, frozen=True, grows=True)]
    columns += [Column(named(scored, node, looked), 12, "right") for node in nodes]
    rows = []
    for unit, *shares in here.select("unit", *nodes).iter_rows():
        name = unit_named(str(unit), looked)
        cells = (Cell(name), *(Cell(f"{100 * share:.0f}%", "dim" if share == 1 else "plain") for share in shares))
        rows.append(SheetRow(key_of("unit", unit), cells, sort_by=(name, *shares)))
    return Sheet(columns, rows)


def _whole(rank: object) -> str:
    return NOTHING if rank is None else str(rank)
