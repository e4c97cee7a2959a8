"""Every figure that breaks a rule: the rule, what it compares, and whether somebody waived it."""

from collections.abc import Iterator

from core.rules.breaches import broken_figures
from tui.tables.query import QueryContext
from tui.tables.spec import Record, TableSpec, numbers, texts


def _records(query: QueryContext) -> Iterator[Record]:
    for result in query.derived.rules.results:
        for breach in broken_figures(result):
            yield {
                "rule": breach.rule.code, "severity": breach.rule.severity, "text": breach.rule.text(query.language),
                "condition": breach.rule.condition, "unit": breach.unit, "unit_name": query.unit_name(breach.unit),
                "indicator": breach.indicator, "indicator_name": query.indicator_name(breach.indicator),
                "period": breach.period, "status": breach.status, "value": breach.value,
                "left": breach.left, "right": breach.right,
                "verdict": "fails" if breach.waived is None else "waived", "reason": breach.waived,
            }  # fmt: skip


TABLE = TableSpec(
    "Rules",
    (
        *texts("rule", "severity", "text", "condition"),
        *texts("unit", "unit_name", "indicator", "indicator_name", "period", "status"),
        *numbers("value", "left", "right", scale_of="indicator"),
        *texts("verdict", "reason"),
    ),
    _records,
    filters=("unit", "indicator", "period"),
    in_all=True,
)
