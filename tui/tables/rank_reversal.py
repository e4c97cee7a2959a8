"""What the tables of rank reversal are made from: a node of a method in one period, and the rows of each method."""

from collections.abc import Callable, Iterator
from functools import partial

import polars as pl

from core.method.errors import MethodError
from core.method.run import Scored, default_period
from core.method.source import source
from core.rank_reversal.combinations import combinations, usual_alternatives
from core.rank_reversal.pairs import pairwise
from core.rank_reversal.presence import presence
from core.rank_reversal.rerun import Progress, no_progress
from core.robustness.model import UncertaintyModel
from core.robustness.settings import UncertaintySettings, choices_of, steps_from
from tui.tables.analyses import rows_of
from tui.tables.query import QueryContext
from tui.tables.records import Record


def presence_rows(query: QueryContext, progress: Progress = no_progress) -> Iterator[Record]:
    """For each change of the units what becomes of the order of the others."""
    return _rows(query, partial(presence, progress=progress))


def pair_rows(query: QueryContext, progress: Progress = no_progress) -> Iterator[Record]:
    """Every pair of units alone, against the whole ranking."""
    return _rows(query, lambda scored, node, period, newest: pairwise(scored, node, period, newest, progress).pairs)


def combination_rows(query: QueryContext, progress: Progress = no_progress) -> Iterator[Record]:
    """Every combination of the alternatives that are given, or of the usual ones."""

    def made(scored: Scored, node: str, period: str, newest: pl.DataFrame) -> pl.DataFrame:
        given = query.options.alternative
        steps = steps_from(given) if given else usual_alternatives(scored)
        asked = UncertaintySettings(weights="", steps=steps)
        choices = choices_of(asked, scored, query.workbook, query.derived.methods)
        return combinations(UncertaintyModel(scored, node, choices, newest), period, progress)

    return _rows(query, made)


def _rows(query: QueryContext, made: Callable[[Scored, str, str, pl.DataFrame], pl.DataFrame]) -> Iterator[Record]:
    def of_method(scored: Scored) -> pl.DataFrame:
        node = query.options.node or next(iter(scored.nodes), "")
        if node not in scored.nodes:
            known = ", ".join(scored.nodes) or "none: add an aggregate step"
            raise MethodError(f"{node or 'The index'} has no scores: use one of {known}.")
        period = query.options.period or default_period(scored, node)
        newest = source(query.workbook, scored.document).newest
        found = made(scored, node, period, newest)
        return found.select(pl.lit(node).alias("code"), pl.lit(period).alias("period"), pl.all())

    return rows_of(query, of_method)
