"""What follows from the methods of a workbook as printed tables."""

from collections.abc import Callable, Sequence

import polars as pl

from core.analysis.statistics import statistics
from core.method.hierarchy import Judgement
from core.method.judgements import judgements
from core.method.run import Scored
from core.workbook import Workbook
from tui.drawing.method_sheets import weight_sheet
from tui.drawing.plain import plain
from tui.drawing.score_sheet import looked_at, score_sheet
from tui.drawing.sheet import Sheet, SheetRow
from tui.drawing.table import Cell, Column
from tui.drawing.wording import NOTHING, Wording
from tui.subcommands.sections import Section

SHOWN = (
    "indicator", "min", "max", "mean", "median", "sd", "skewness", "kurtosis", "available", "nonzero", "unique",
)  # fmt: skip
FLAGS = ("few_available", "few_nonzero", "few_unique", "outliers")


def score_sections(scored: Scored, workbook: Workbook, wording: Wording) -> list[Section]:
    """A table for each root: the units of the last period by rank."""
    periods = list(dict.fromkeys(scored.frame["period"]))
    return [
        Section(
            f"{_title(scored, wording)} · {root} · {periods[-1]}",
            score_sheet(scored, looked_at(scored, workbook, wording, node=root)),
        )
        for root in scored.tree.roots
        if root in scored.nodes
    ]


def rank_sections(scored: Scored, workbook: Workbook, wording: Wording) -> list[Section]:
    """A table for each root: the rank of every unit in every period."""
    periods = list(dict.fromkeys(scored.frame["period"]))
    made = []
    for root in (root for root in scored.tree.roots if root in scored.nodes):
        wide = scored.ranks.pivot("period", index="unit", values=root, maintain_order=True)
        columns = [Column(wording.word("unit"), 20), *(Column(text, 6, "right") for text in periods)]
        rows = [
            SheetRow(unit, (Cell(_unit(unit, workbook, wording)), *(Cell(_whole(rank)) for rank in ranks)))
            for unit, *ranks in wide.select("unit", *periods).sort(periods[-1], nulls_last=True).iter_rows()
        ]
        made.append(Section(f"{_title(scored, wording)} · {root}", Sheet(columns, rows)))
    return made


def weight_sections(scored: Scored, workbook: Workbook, wording: Wording) -> list[Section]:
    """The tree with its weights, and how far the judgements agree that they rest on."""
    told = [
        f"consistency ratio of {node}: {_ratio(judged)}{'' if judged.is_consistent else ', not below 0.1: judge anew'}"
        for node, judged in judgements(scored.document).items()
    ]
    sheet = weight_sheet(scored, looked_at(scored, workbook, wording))
    return [Section(_title(scored, wording), sheet, "; ".join(told))]


def statistic_sections(scored: Scored, _workbook: Workbook, wording: Wording) -> list[Section]:
    """Each indicator in one line, with what should be looked at."""
    table = statistics(scored.raw, scored.tree.indicators)
    flagged = [", ".join(name.replace("_", " ") for name in FLAGS if row[name]) for row in table.iter_rows(named=True)]
    return [Section(_title(scored, wording), _sheet(table.select(SHOWN).with_columns(flags=pl.Series(flagged))))]


METHOD_SECTIONS: dict[str, Callable[[Scored, Workbook, Wording], list[Section]]] = {
    "scores": score_sections,
    "ranks": rank_sections,
    "weights": weight_sections,
    "stats": statistic_sections,
}


def _title(scored: Scored, wording: Wording) -> str:
    return wording.name(scored.document.method)


def _unit(code: str, workbook: Workbook, wording: Wording) -> str:
    return wording.name(workbook.units[code]) if code in workbook.units else plain(code)


def _ratio(judged: Judgement) -> str:
    return "unknown above 15" if judged.consistency_ratio is None else f"{judged.consistency_ratio:.3f}"


def _whole(rank: int | None) -> str:
    return NOTHING if rank is None else str(rank)


def _sheet(table: pl.DataFrame) -> Sheet:
    numbers = [kind.is_numeric() for kind in table.schema.values()]
    columns = [
        Column(name, 9, "right" if number else "left") for name, number in zip(table.columns, numbers, strict=True)
    ]
    return Sheet(columns, [SheetRow(str(at), _cells(row)) for at, row in enumerate(table.iter_rows())])


def _cells(row: Sequence[object]) -> tuple[Cell, ...]:
    return tuple(
        Cell(f"{part:.5g}" if isinstance(part, float) else NOTHING if part is None else plain(str(part)))
        for part in row
    )
