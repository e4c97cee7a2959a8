"""The rows of the tables of rank reversal."""

from collections.abc import Iterator, Sequence
from functools import partial
from math import comb

import polars as pl

from core.method.run import Scored
from core.progress import Progress, no_progress
from core.rank_reversal.combinations import combinations, usual_alternatives
from core.rank_reversal.pairs import pairwise
from core.rank_reversal.presence import presence
from core.robustness.model import UncertaintyModel
from core.robustness.settings import UncertaintySettings, choices_of, steps_from
from tui.grid.wording import Wording
from tui.tables.of_node import rows_of_node
from tui.tables.query import QueryContext
from tui.tables.reading import sheet_of
from tui.tables.sections import Section
from tui.tables.spec import Record, TableColumn


def presence_rows(query: QueryContext, progress: Progress = no_progress) -> Iterator[Record]:
    """For each change of the units what becomes of the order of the others."""
    return rows_of_node(query, partial(presence, progress=progress))


def pair_rows(query: QueryContext, progress: Progress = no_progress) -> Iterator[Record]:
    """Every pair of units alone, against the whole ranking."""
    return rows_of_node(
        query, lambda scored, node, period, newest: pairwise(scored, node, period, newest, progress).pairs
    )


def combination_rows(query: QueryContext, progress: Progress = no_progress) -> Iterator[Record]:
    """Every combination of the alternatives that are given, or of the usual ones."""

    def table_of(scored: Scored, node: str, period: str, newest: pl.DataFrame) -> pl.DataFrame:
        given = query.options.alternative
        steps = steps_from(given) if given else usual_alternatives(scored)
        varied = UncertaintySettings(weights="", steps=steps)
        choices = choices_of(varied, scored, query.workbook, query.derived.methods)
        return combinations(UncertaintyModel(scored, node, choices, newest), period, progress)

    return rows_of_node(query, table_of)


def pair_sections(columns: tuple[TableColumn, ...], query: QueryContext) -> list[Section]:
    """The pairs of each method, with how many agree with the whole ranking, and how many circles they make."""
    by_method: dict[str, list[Record]] = {}
    for record in pair_rows(query):
        by_method.setdefault(str(record["method"]), []).append(record)
    return [
        Section(
            f"{query.code_name(method, str(rows[0]['node']))} · {rows[0]['period']}",
            sheet_of(columns, rows, query),
            pairs_in_words(rows, query.wording),
        )
        for method, rows in by_method.items()
    ]


def pairs_in_words(rows: Sequence[Record], wording: Wording) -> str:
    """How many pairs agree with the whole ranking, and how many triples of units go in a circle."""
    known = [row["agrees"] for row in rows if row["agrees"] is not None]
    units = len({row[side] for row in rows for side in ("unit", "other")})
    circles = sum(int(row["circles"] or 0) for row in rows) // 3
    return wording.word(
        "{agree:,} of {pairs:,} pairs agree with the whole ranking; {circles:,} of {triples:,} triples go in a circle",
        agree=known.count(True),
        pairs=len(known),
        circles=circles,
        triples=comb(units, 3),
    )
