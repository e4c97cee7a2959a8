"""Why the value of a claim changed: the effect of each series that it reads; the effects sum to the change."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from core.attribution.parting import MOST_PLAYERS, drawn_shapley, shapley
from core.attribution.share import Parts, exact
from core.derive.claim_table import ClaimRow, Reader
from core.derive.derive import Derived, derive
from core.errors import BadFigure
from core.workbook.figure import Figure, SeriesKey
from core.workbook.formula import evaluated, parsed
from core.workbook.workbook import Workbook

ENTRIES = "tiers, lists and definitions"


def statement_change(first: Workbook, second: Workbook, code: str) -> Parts | None:
    """The claim's own number in both workbooks, and what each series (`unit.indicator`) that differs did to it.

    Over all orders in which they can change (Shapley). Null where the number is undetermined in one of the two, or in
    a state between them.
    """
    old, new = (_row(workbook, code) for workbook in (first, second))
    if old is None or new is None or old.actual is None or new.actual is None:
        return None
    read = sorted(old.reads | new.reads)
    moved = {f"{unit}.{indicator}": (unit, indicator) for unit, indicator in read
             if first.series(unit, indicator) != second.series(unit, indicator)}  # fmt: skip
    entries_moved = (first.tables, first.with_failed) != (second.tables, second.with_failed)
    players = [*moved, *([ENTRIES] if entries_moved else [])]
    if not players:
        return Parts(old.actual, new.actual, {})
    known: dict[frozenset[str], float | None] = {}

    def worth(some: frozenset[str]) -> float:
        row = _row(_mixed(first, second, moved, some), code)
        known[some] = row.actual if row else None
        return known[some] or 0.0

    amounts = (shapley if len(players) <= MOST_PLAYERS else drawn_shapley)(players, worth)
    if any(value is None for value in known.values()):
        return None
    return exact(Parts(old.actual, new.actual, amounts))


def figures_read(workbook: Workbook, derived: Derived, code: str) -> list[Figure]:
    """The figures that a claim's number is made of, each once; those before the first that is missing."""
    claim = next(claim for claim in workbook.claims if claim.code == code)
    reader = Reader(workbook, derived.clusters)
    with suppress(BadFigure):
        evaluated(parsed(claim.expression), {}, reader.functions)
    return list(dict.fromkeys((*reader.read, *reader.counted)))


def _mixed(first: Workbook, second: Workbook, moved: Mapping[str, SeriesKey], names: frozenset[str]) -> Workbook:
    """The first workbook with some series of the second, and its entries where they are among them."""
    changed = {moved[name]: second.series(*moved[name]) for name in names if name in moved}
    workbook = first.with_series(changed) if changed else first
    return replace(workbook, tables=second.tables, with_failed=second.with_failed) if ENTRIES in names else workbook


def _row(workbook: Workbook, code: str) -> ClaimRow | None:
    return next((row for row in derive(workbook).claims if row.claim.code == code), None)
