"""The preview of a rollup in lines: what was read, which cells it makes, what changes, what is hidden and why."""

from collections.abc import Iterator

import polars as pl

from core.numerals import decimal
from core.rollup.figures import Result
from core.rollup.left_out import LeftOut
from core.rollup.prepared import keys_of
from core.words import gettext, in_words, labelled, with_note
from core.workbook.entries import Indicator, Unit
from core.workbook.workbook import Workbook
from tui.grid.wording import NOTHING

SHOWN = 3
"""Figures of a measure that are shown."""
DIGITS = 16
KINDS = ("traded", "local")


def preview_lines(result: Result, source: str, workbook: Workbook) -> Iterator[str]:
    """All that a person should see before accepting."""
    rule, read = result.rule, result.read
    counts = {"new": result.new, "changed": result.changed, "unchanged": result.unchanged, "gone": result.gone.height}
    moved = gettext("{new:,} new, {changed:,} changed, {unchanged:,} unchanged, {gone:,} gone", **counts)
    yield labelled(rule.code, moved)
    digits = read.fingerprint[:DIGITS]
    note = gettext("{count:,} rows of {source}, by {engine}; input {digits}", count=read.rows, source=source,
                   engine=read.engine, digits=digits)  # fmt: skip
    yield f"  {note}"
    yield from _left_out(read.left_out)
    keys = " × ".join(gettext(key) for key in keys_of(rule))
    yield "  " + gettext("{count:,} cells of {keys}", count=result.cells.height, keys=keys)
    for at, measure in enumerate(rule.measures):
        how = " ".join(filter(None, (measure.how, measure.column)))
        yield labelled(f"  {measure.indicator}", f"{how}{_examples(result.cells, at)}")
    if rule.kinds and rule.by_industry:
        there = {
            kind: sum(rule.kinds.get(industry) == kind for industry in result.cells["industry"].unique())
            for kind in KINDS
        }
        yield "  " + gettext("clusters: {traded} traded, {local} local", **there)
    yield from _hidden(result)
    entries = [entry for _, entry in result.entries(workbook)]
    for kind, word in ((Unit, gettext("new units")), (Indicator, gettext("new indicators"))):
        codes = [entry.code for entry in entries if isinstance(entry, kind)]
        if codes:
            more = " …" if len(codes) > SHOWN else ""
            yield labelled(f"  {word}", with_note(f"{len(codes):,}", f"{in_words(codes[:SHOWN])}{more}"))


def _left_out(rows: LeftOut) -> Iterator[str]:
    """The rows that are in no cell, and why."""
    if rows.incomplete:
        lost = gettext("{count:,} rows left out: they lack a unit, an industry or a period", count=rows.incomplete)
        yield f"  {lost}"
    if rows.outside:
        more = " …" if len(rows.industries) > SHOWN else ""
        industries = in_words(rows.industries[:SHOWN]) + more
        yield "  " + gettext(
            "{count:,} rows left out: the crosswalk has no cluster for {number:,} industries ({industries})",
            count=rows.outside, number=len(rows.industries), industries=industries,
        )  # fmt: skip


def _examples(cells: pl.DataFrame, at: int) -> str:
    """The first cells that may be shown."""
    shown = cells.filter(conf="F").head(SHOWN)
    keys = [name for name in ("unit", "industry", "period") if name in shown.columns]
    texts = [
        f"{' '.join(row[key] for key in keys)} {NOTHING if row[f'm{at}'] is None else decimal(row[f'm{at}'], ',.6g')}"
        for row in shown.iter_rows(named=True)
    ]
    return f" ({'; '.join(texts)})" if texts else ""


def _hidden(result: Result) -> Iterator[str]:
    """The rule of small cells, and how many it hides."""
    of = result.rule.cells
    rules = [gettext("fewer than {minimum}", minimum=of.minimum)] if of.minimum else []
    if of.largest:
        rules.append(
            gettext(
                "the largest {largest} above {percent:g} % of {column}",
                largest=of.largest,
                percent=of.percent,
                column=of.column,
            )
        )
    if rules:
        note = gettext(
            "small cells ({rules}): {primary:,} suppressed, and {secondary:,} so that no total reveals one",
            rules=" / ".join(rules),
            primary=result.primary,
            secondary=result.secondary,
        )
        yield f"  {note}"
    if result.exposed:
        yield "  " + gettext(
            "{count:,} of them no other can protect, such as one alone in its line: publish no total over these",
            count=result.exposed,
        )
    if result.known_before:
        yield "  " + gettext(
            "{count:,} suppressed figures have had a value here, which the trail and other releases keep",
            count=result.known_before,
        )
