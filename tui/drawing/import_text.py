"""The preview of an import in lines: how the file was read, what changes, what is odd, what is refused and why."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.importing.measures import Measured
from core.importing.plan import Plan
from tui.drawing.import_guess import counted, written_number

if TYPE_CHECKING:
    from core.importing.table import Refused

MOST = 12
DIGITS = re.compile(r"\d+")
SHOWN = 20
ALIKE, MOST_LINES = 2, 12
"""Of rows refused for one reason those that are told whole, and those whose lines are told."""


def preview_lines(plan: Plan) -> Iterator[str]:
    """All that a person should see before accepting."""
    yield f"{plan.name}: {plan.rows:,} rows, {plan.cells:,} cells, {plan.empty:,} empty ({', '.join(plan.told)})"
    yield from (f"  {line}" for line in plan.layout.lines())
    yield (
        f"  {plan.new.height:,} new · {plan.changed.height:,} changed · {plan.unchanged.height:,} unchanged · "
        f"{len(plan.refused):,} refused"
    )
    yield from _measures(plan)
    yield from _entries(plan)
    yield from _changes(plan)
    yield from _findings(plan)
    yield from _refusals(plan)


def _measures(plan: Plan) -> Iterator[str]:
    """In what each indicator is measured, and in which power of ten it is printed."""
    told = [f"{code} in {Measured(measure, mult)}" for code, measure, mult in plan.measures().iter_rows()]
    if told:
        more = f" · … and {len(told) - MOST:,} more" if len(told) > MOST else ""
        yield f"  measured: {' · '.join(told[:MOST])}{more}"


def _entries(plan: Plan) -> Iterator[str]:
    counts = Counter(table for table, _ in plan.entries)
    one = {"entries": "entry", "aliases": "alias"}
    words = [
        counted(count, one.get(table, table.removesuffix("s")), table)
        for table, count in counts.items()
        if table != "mappings"
    ]
    if words:
        yield f"  comes with {', '.join(words)}"


def _changes(plan: Plan) -> Iterator[str]:
    columns = (
        "unit",
        "indicator",
        "period",
        "old_value",
        "value",
        "old_vintage",
        "vintage",
        "mult",
        "decimals",
        "line",
    )
    for row in plan.changed.head(MOST).select(columns).iter_rows(named=True):
        old, new = (written_number(row[name], row["mult"], row["decimals"]) for name in ("old_value", "value"))
        release = f", release {row['vintage']}" if row["vintage"] else ""
        where = f"{row['unit']} {row['indicator']} {row['period']}"
        yield f"  changed: {where}: {old} → {new}{release} (line {row['line']})"
    if plan.changed.height > MOST:
        yield f"  … and {plan.changed.height - MOST:,} changed more"


def _findings(plan: Plan) -> Iterator[str]:
    yield from (f"  {one.kind}: {one.text}" for one in plan.findings[: 2 * SHOWN])
    if len(plan.findings) > 2 * SHOWN:
        yield f"  … and {len(plan.findings) - 2 * SHOWN:,} findings more"


def _refusals(plan: Plan) -> Iterator[str]:
    """The first rows of each reason with all that is said of them, of the rest the lines."""
    by_reason: dict[str, list[Refused]] = {}
    for one in plan.refused:
        by_reason.setdefault(DIGITS.sub("#", one.why), []).append(one)
    for some in list(by_reason.values())[:SHOWN]:
        yield from (f"  refused, line {one.line}: {one.text!r}: {one.why}" for one in some[:ALIKE])
        rest = [str(one.line) for one in some[ALIKE:]]
        if rest:
            more = f" and {len(rest) - MOST_LINES:,} more" if len(rest) > MOST_LINES else ""
            yield f"  … and so {counted(len(rest), 'row')} more, lines {', '.join(rest[:MOST_LINES])}{more}"
    hidden = sum(len(some) for some in list(by_reason.values())[SHOWN:])
    if hidden:
        yield f"  … and {counted(hidden, 'row')} for other reasons: --refused FILE writes them all"
