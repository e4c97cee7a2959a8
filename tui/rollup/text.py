"""The preview of a rollup in lines: what was read, which cells it makes, what changes, what is hidden and why."""

from collections.abc import Iterator

import polars as pl

from core.numerals import counted, decimal
from core.rollup.figures import Result
from core.rollup.plan import keys_of
from core.workbook.edit import SetEntry
from core.workbook.entries import Indicator, Unit
from core.workbook.workbook import Workbook
from tui.grid.wording import NOTHING

SHOWN = 3
"""Figures of a measure that are shown."""
DIGITS = 16


def preview_lines(made: Result, source: str, workbook: Workbook) -> Iterator[str]:
    """All that a person should see before accepting."""
    rule, read = made.rule, made.read
    counts = {"new": made.new, "changed": made.changed, "unchanged": made.unchanged, "gone": made.gone.height}
    yield f"{rule.code}: {', '.join(f'{count:,} {word}' for word, count in counts.items())}"
    yield f"  {read.rows:,} rows of {source}, by {read.engine}; input {read.fingerprint[:DIGITS]}"
    yield f"  {counted(made.cells.height, 'cell')} of {' × '.join(keys_of(rule))}"
    for at, one in enumerate(rule.measures):
        of = f" of {one.column}" if one.column else ""
        yield f"  {one.indicator}: {one.how}{of}{_examples(made.cells, at)}"
    yield from _hidden(made)
    for kind, word in ((Unit, "units"), (Indicator, "indicators")):
        entries = (one.after for one in made.edit(workbook).edits if isinstance(one, SetEntry))
        codes = [entry.code for entry in entries if isinstance(entry, kind)]
        if codes:
            more = " …" if len(codes) > SHOWN else ""
            yield f"  new {word}: {len(codes):,} ({', '.join(codes[:SHOWN])}{more})"


def _examples(cells: pl.DataFrame, at: int) -> str:
    """The first cells that may be shown."""
    some = cells.filter(conf="F").head(SHOWN)
    keys = [name for name in ("unit", "industry", "period") if name in some.columns]
    texts = [
        f"{' '.join(row[key] for key in keys)} {NOTHING if row[f'm{at}'] is None else decimal(row[f'm{at}'], ',.6g')}"
        for row in some.iter_rows(named=True)
    ]
    return f" ({'; '.join(texts)})" if texts else ""


def _hidden(made: Result) -> Iterator[str]:
    """The rule of small cells, and how many it hides."""
    of = made.rule.cells
    rules = [f"fewer than {of.minimum}"] if of.minimum else []
    if of.largest:
        rules.append(f"the largest {of.largest} above {of.percent:g} % of {of.column}")
    if rules:
        hidden = f"{made.primary:,} suppressed, and {made.secondary:,} so that no total gives one back"
        yield f"  small cells ({' or '.join(rules)}): {hidden}"
