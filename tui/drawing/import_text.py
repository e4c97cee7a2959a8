"""The preview of an import in lines: how the file was read, what changes, what is odd, what is refused and why."""

from collections import Counter
from collections.abc import Iterator

from core.figure_text import printed_number
from core.importing.plan import Plan

MOST = 12
SHOWN = 20


def preview_lines(plan: Plan) -> Iterator[str]:
    """All that a person should see before accepting."""
    yield f"{plan.name}: {plan.rows:,} rows, {plan.cells:,} cells, {plan.empty:,} empty ({', '.join(plan.told)})"
    yield from (f"  {line}" for line in plan.layout.lines())
    yield (
        f"  {plan.new.height:,} new · {plan.changed.height:,} changed · {plan.unchanged.height:,} unchanged · "
        f"{len(plan.refused):,} refused"
    )
    yield from _entries(plan)
    yield from _changes(plan)
    yield from _findings(plan)
    yield from _refusals(plan)


def _entries(plan: Plan) -> Iterator[str]:
    counts = Counter(table for table, _ in plan.entries)
    words = [f"{count:,} {table}" for table, count in counts.items() if table != "mappings"]
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
        old, new = (_number(row[name], row["mult"], row["decimals"]) for name in ("old_value", "value"))
        release = f", release {row['vintage']}" if row["vintage"] else ""
        where = f"{row['unit']} {row['indicator']} {row['period']}"
        yield f"  changed: {where}: {old} → {new}{release} (line {row['line']})"
    if plan.changed.height > MOST:
        yield f"  … and {plan.changed.height - MOST:,} changed more"


def _number(value: float | None, mult: int, decimals: int) -> str:
    if value is None:
        return "missing"
    return printed_number(value, mult, decimals) + (f"e{mult}" if mult else "")


def _findings(plan: Plan) -> Iterator[str]:
    yield from (f"  {one.kind}: {one.text}" for one in plan.findings[: 2 * SHOWN])
    if len(plan.findings) > 2 * SHOWN:
        yield f"  … and {len(plan.findings) - 2 * SHOWN:,} findings more"


def _refusals(plan: Plan) -> Iterator[str]:
    yield from (f"  refused, line {one.line}: {one.text!r}: {one.why}" for one in plan.refused[:SHOWN])
    if len(plan.refused) > SHOWN:
        reasons = Counter(one.why.partition(":")[0] for one in plan.refused[SHOWN:])
        yield f"  … and {len(plan.refused) - SHOWN:,} refused more: " + "; ".join(
            f"{count:,} as {reason}" for reason, count in reasons.most_common(3)
        )
