"""What follows from the methods of a workbook as printed tables."""

from collections.abc import Sequence

import polars as pl

from core.analysis.statistics import statistics
from core.method.hierarchy import Judgement
from core.method.judgements import judgements
from core.method.run import Scored
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, parts_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING, Wording
from tui.method.sheets import weight_sheet
from tui.results.sheet import looked_at, score_sheet
from tui.tables.analyses import period_of
from tui.tables.query import QueryContext
from tui.tables.sections import Section

SHOWN = (
    "indicator", "min", "max", "mean", "median", "sd", "skewness", "kurtosis", "available", "nonzero", "unique",
)  # fmt: skip
FLAGS = ("few_available", "few_nonzero", "few_unique", "outliers")


def score_sections(scored: Scored, query: QueryContext) -> list[Section]:
    """A table for each root, or of the node that is asked for: the units of the period, else of the last, by rank."""
    made = []
    for node in _nodes(scored, query):
        looked = looked_at(scored, query.workbook, query.wording, _period(scored, query), node)
        sheet = score_sheet(scored, looked)
        dated = scored.frame["unit"].n_unique() == 1
        title = f"{_title(scored, query.wording)} · {node}{'' if dated else f' · {looked.period}'}"
        made.append(Section(title, _of_options(sheet, query)))
    return made


def rank_sections(scored: Scored, query: QueryContext) -> list[Section]:
    """A table for each root, or of the node that is asked for: the rank of every unit in every period, or in one."""
    periods = [str(when) for when in dict.fromkeys(scored.frame["period"])]
    wanted = _period(scored, query)
    shown = [wanted] if wanted else periods
    unit = query.wanted("unit")
    ranks = scored.ranks.with_columns(pl.col("unit", "period").cast(pl.String))
    ranks = ranks if unit is None else ranks.filter(pl.col("unit") == unit)
    made = []
    for node in _nodes(scored, query):
        wide = ranks.pivot("period", index="unit", values=node, maintain_order=True)
        columns = [Column(query.wording.word("unit"), 20), *(Column(text, 6, "right") for text in shown)]
        rows = [
            SheetRow(unit, (Cell(query.unit_name(unit)), *map(_rank, placed)), sort_by=(query.unit_name(unit), *placed))
            for unit, *placed in wide.select("unit", *shown).sort(shown[-1], nulls_last=True).iter_rows()
        ]
        made.append(Section(f"{_title(scored, query.wording)} · {node}", Sheet(columns, rows)))
    return made


def weight_sections(scored: Scored, query: QueryContext) -> list[Section]:
    """The tree with its weights, and how far the judgements agree that they rest on."""
    told = [
        f"consistency ratio of {node}: {_ratio(judged)}{'' if judged.is_consistent else ', not below 0.1: judge anew'}"
        for node, judged in judgements(scored.document).items()
    ]
    sheet = weight_sheet(scored, looked_at(scored, query.workbook, query.wording))
    return [Section(_title(scored, query.wording), sheet, "; ".join(told))]


def statistic_sections(scored: Scored, query: QueryContext) -> list[Section]:
    """Each indicator in one line, with what should be looked at."""
    table = statistics(scored.raw, scored.tree.indicators)
    flagged = [", ".join(name.replace("_", " ") for name in FLAGS if row[name]) for row in table.iter_rows(named=True)]
    return [Section(_title(scored, query.wording), _sheet(table.select(SHOWN).with_columns(flags=pl.Series(flagged))))]


def _nodes(scored: Scored, query: QueryContext) -> list[str]:
    """The node that is asked for, where the method has it; else the roots."""
    node = query.options.node
    return [code for code in ([node] if node else scored.tree.roots) if code in scored.nodes]


def _period(scored: Scored, query: QueryContext) -> str:
    """The period that is asked for; empty where none is. Raises BadOption where the method has no such period."""
    return period_of(scored, query) if query.options.period else ""


def _of_options(sheet: Sheet, query: QueryContext) -> Sheet:
    """The rows of the unit and the period that are asked for."""
    unit, period = query.wanted("unit"), query.options.period

    def keeps(row: SheetRow | Heading) -> bool:
        _, one, when = parts_of(row.key) if isinstance(row, SheetRow) else ("", unit, period)
        return unit in (None, one) and period in (None, when)

    return Sheet(sheet.columns, [row for row in sheet.rows if keeps(row)])


def _title(scored: Scored, wording: Wording) -> str:
    return wording.name(scored.document.method)


def _ratio(judged: Judgement) -> str:
    return "unknown above 15" if judged.consistency_ratio is None else f"{judged.consistency_ratio:.3f}"


def _rank(rank: int | None) -> Cell:
    return Cell(NOTHING if rank is None else str(rank))


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
