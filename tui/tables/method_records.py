"""What follows from the methods of a workbook as records: scores, ranks, weights and statistics."""

from collections.abc import Iterator

from core.analysis.statistics import statistics
from core.method.judgements import judgements
from core.method.run import Scored
from core.workbook.entries import Indicator
from core.workbook.entry import Language
from core.workbook.workbook import Workbook, unit_of
from tui.tables.records import Record


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
