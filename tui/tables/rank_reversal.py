"""The rows of the tables of rank reversal."""

from collections.abc import Iterator
from functools import partial

import polars as pl

from core.method.run import Scored
from core.rank_reversal.combinations import combinations, usual_alternatives
from core.rank_reversal.pairs import pairwise
from core.rank_reversal.presence import presence
from core.rank_reversal.rerun import Progress, no_progress
from core.robustness.model import UncertaintyModel
from core.robustness.settings import UncertaintySettings, choices_of, steps_from
from tui.tables.of_node import rows_of_node
from tui.tables.query import QueryContext
from tui.tables.records import Record


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

    def made(scored: Scored, node: str, period: str, newest: pl.DataFrame) -> pl.DataFrame:
        given = query.options.alternative
        steps = steps_from(given) if given else usual_alternatives(scored)
        asked = UncertaintySettings(weights="", steps=steps)
        choices = choices_of(asked, scored, query.workbook, query.derived.methods)
        return combinations(UncertaintyModel(scored, node, choices, newest), period, progress)

    return rows_of_node(query, made)
