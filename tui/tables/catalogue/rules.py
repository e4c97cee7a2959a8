"""Every figure that breaks a rule: the rule, what it compares, and whether somebody waived it."""

from collections.abc import Iterator

from core.rules.breaches import broken_figures
from tui.tables.column import TableColumn, numbers, texts
from tui.tables.query import QueryContext
from tui.tables.records import Record
from tui.tables.spec import TableSpec


def _records(query: QueryContext) -> Iterator[Record]:
    for result in query.derived.rules.results:
        for one in broken_figures(result):
            yield {
                "rule": one.rule.code, "severity": one.rule.severity, "text": one.rule.text(query.language),
                "condition": one.rule.condition, "unit": one.unit, "unit_name": query.unit_name(one.unit),
                "indicator": one.indicator, "indicator_name": query.indicator_name(one.indicator),
                "period": one.period, "status": one.status, "value": one.value, "left": one.left, "right": one.right,
                "verdict": "fails" if one.waived is None else "waived", "reason": one.waived,
            }  # fmt: skip


TABLE = TableSpec(
    "Rules",
    (
        *texts("rule"),
        TableColumn("severity", names="word"),
        *texts("text", "condition", "unit", "unit_name", "indicator", "indicator_name", "period"),
        *texts("status"),
        *numbers("value", "left", "right"),
        TableColumn("verdict", names="word"),
        *texts("reason"),
    ),
    _records,
    filters=("unit", "indicator", "period"),
)
