"""What follows from the methods of a workbook as records and as printed tables: scores, ranks, weights, statistics."""

from collections.abc import Iterator

import polars as pl

from core.analysis.statistics import statistics
from core.method.judgements import judgements
from core.method.run import Scored
from core.words import gettext
from core.workbook.entries import Indicator
from core.workbook.entry import Language
from core.workbook.workbook import Workbook, unit_of
from tui.grid.sheet import Sheet, SheetRow, parts_of
from tui.grid.table import Heading
from tui.method.sheets import weight_sheet
from tui.results.group_sheets import rank_matrix
from tui.results.sheet import score_sheet
from tui.tables.analyses import period_of
from tui.tables.query import QueryContext
from tui.tables.sections import Section
from tui.tables.spec import Record
from tui.workspace.result_view import ResultView, code_name


def score_records(scored: Scored, workbook: Workbook, language: Language) -> Iterator[Record]:
    """The score of every node for every unit and period, with its rank, the places gained, and its letter."""
    tables = [scored.scores, scored.ranks, scored.changes, scored.flags]
    for score, rank, change, flag in zip(*(table.iter_rows(named=True) for table in tables), strict=True):
        unit = unit_of(workbook, score["unit"])
        for code in scored.nodes:
            yield {
                "method": scored.document.method.code,
                "unit": unit.code,
                "unit_name": unit.name(language),
                "period": score["period"],
                "code": code,
                "name": name_in_tree(scored, code, workbook, language),
                "score": score[code],
                "rank": rank[code],
                "rank_change": change[code],
                "status": flag[code] if score[code] is not None else "O",
            }


def rank_records(scored: Scored, workbook: Workbook, language: Language) -> Iterator[Record]:
    """The rank of every node for every unit and period, and the places gained."""
    for record in score_records(scored, workbook, language):
        yield {name: value for name, value in record.items() if name not in ("score", "status")}


def weight_records(scored: Scored, workbook: Workbook, language: Language) -> Iterator[Record]:
    """Every code of the tree, with its weight beside its siblings and what it finally counts.

    Where weights were found within years, those of the last; of a node that is weighed by AHP its consistency ratio.
    """
    tree = scored.tree
    by_node = judgements(scored.document)
    for code, parent in tree.parents.items():
        yield {
            "method": scored.document.method.code,
            "code": code,
            "name": name_in_tree(scored, code, workbook, language),
            "parent": parent,
            "level": tree.heights[code],
            "direction": scored.document.directions[code],
            "weight": tree.weights[code],
            "effective_weight": scored.effective[code],
            "consistency_ratio": by_node[code].consistency_ratio if code in by_node else None,
        }


def statistic_records(scored: Scored, workbook: Workbook, language: Language) -> Iterator[Record]:
    """The statistics of every indicator as the workbook has it, over all units and periods."""
    for row in statistics(scored.raw, scored.tree.indicators).iter_rows(named=True):
        code = row["indicator"]
        named = {"method": scored.document.method.code, "indicator": code}
        yield {**named, "name": name_in_tree(scored, code, workbook, language), **row}


def name_in_tree(scored: Scored, code: str, workbook: Workbook, language: Language) -> str:
    """The name of a code: that of its place in the tree, else that of the indicator."""
    placed = next(node for node in scored.document.placed if node.code == code)
    entry = workbook.indicators.get(code) or Indicator(code, "")
    own = placed.name_zh if language == "zh" else placed.name_en
    return own or entry.name(language)


def score_sections(scored: Scored, query: QueryContext) -> list[Section]:
    """A table for each root, or of the node that is requested: the units of the period, else of the last, by rank."""
    sections = []
    for node in _nodes(scored, query):
        view = ResultView.of(scored, query.workbook, query.wording, _period(scored, query), node)
        sheet = score_sheet(view)
        dated = scored.frame["unit"].n_unique() == 1
        when = () if dated else (query.wording.period(view.period),)
        sections.append(Section(" · ".join((_title(scored, query, node), *when)), _of_options(sheet, query)))
    return sections


def rank_sections(scored: Scored, query: QueryContext) -> list[Section]:
    """A table for each root, or of the node that is requested: the rank of every unit in every period, or in one."""
    wanted, unit = _period(scored, query), query.option_code("unit")
    conditions = [
        pl.lit(True),
        *([pl.col("period") == wanted] if wanted else []),
        *([pl.col("unit") == unit] if unit else []),
    ]
    ranks = scored.ranks.with_columns(pl.col("unit", "period").cast(pl.String)).filter(*conditions)
    return [
        Section(_title(scored, query, node), rank_matrix(ranks.select("unit", "period", rank=node), query))
        for node in _nodes(scored, query)
    ]


def weight_sections(scored: Scored, query: QueryContext) -> list[Section]:
    """The tree with its weights, and the consistency of the judgements behind them."""
    ratios = [
        gettext(
            "consistency ratio of {node}: {judgement}{more}",
            node=node,
            judgement=gettext("unknown above 15")
            if judgement.consistency_ratio is None
            else f"{judgement.consistency_ratio:.3f}",
            more="" if judgement.is_consistent else gettext(", not below 0.1: revise the judgements"),
        )
        for node, judgement in judgements(scored.document).items()
    ]
    sheet = weight_sheet(ResultView.of(scored, query.workbook, query.wording))
    return [Section(_title(scored, query), sheet, "; ".join(ratios))]


def _nodes(scored: Scored, query: QueryContext) -> list[str]:
    """The node that is requested, where the method has it; else the roots."""
    node = query.options.node
    return [code for code in ([node] if node else scored.tree.roots) if code in scored.nodes]


def _period(scored: Scored, query: QueryContext) -> str:
    """The period that is requested; empty where none is. Raises BadOption where the method has no such period."""
    return period_of(scored, query) if query.options.period else ""


def _of_options(sheet: Sheet, query: QueryContext) -> Sheet:
    """The rows of the unit and the period that are requested."""
    unit, period = query.option_code("unit"), query.options.period

    def keeps(row: SheetRow | Heading) -> bool:
        _, code, when = parts_of(row.key) if isinstance(row, SheetRow) else ("", unit, period)
        return unit in (None, code) and period in (None, when)

    return Sheet(sheet.columns, [row for row in sheet.rows if keeps(row)])


def _title(scored: Scored, query: QueryContext, node: str = "") -> str:
    """The name of the method, and of a node where it has another."""
    document, wording = scored.document, query.wording
    names = wording.name(document.method), code_name(document, node, query.workbook, wording) if node else ""
    return " · ".join(dict.fromkeys(filter(None, names)))
