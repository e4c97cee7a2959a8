"""The results of rules in the form of the ESS validation report: an event, a rule, the data and the value.

Structure: ESSnet ValidatESS, Generic framework for validation reports (2018); the value is 0 where data is invalid,
NA where that is undetermined, and 1 where it is valid. A row for each figure that breaks a rule, and for each rule one
of the type `aggregate` that counts.
"""

from collections.abc import Iterator

from core.rules.breaches import broken_figures
from core.rules.checks import RuleResult
from tui.tables.query import QueryContext
from tui.tables.spec import Record, TableSpec, texts


def _records(query: QueryContext) -> Iterator[Record]:
    step = query.steps[-1] if query.steps else None
    event = {
        "event_time": step.time if step else None, "event_actor": step.author if step else None,
        "event_agent": "jingdex", "event_trigger": "show",
    }  # fmt: skip
    for result in query.derived.rules.results:
        rule = {
            "rule_language": "jingdex", "rule_expression": result.rule.condition, "rule_severity": result.rule.severity,
            "rule_description": result.rule.text(query.language), "rule_status": "implemented",
        }  # fmt: skip
        for breach in broken_figures(result):
            target = f"{breach.unit}:{breach.indicator}:{breach.period}"
            yield {
                "id": f"{result.rule.code}:{target}", "type": "validation", **event, **rule,
                "data_source": query.workbook.about.code, "data_target": target,
                "data_description": breach.waived and f"waived: {breach.waived}", "value": "0",
            }  # fmt: skip
        yield {
            "id": result.rule.code, "type": "aggregate", **event, **rule, "data_source": query.workbook.about.code,
            "data_target": result.rule.indicators or None, "data_description": _counts(result),
            "value": "0" if result.fails else "1" if result.holds else "NA",
        }  # fmt: skip


def _counts(result: RuleResult) -> str:
    waived = result.broken.height - result.fails
    return f"{result.holds} valid, {result.fails} invalid, {waived} waived, {result.undetermined} undetermined"


TABLE = TableSpec(
    "Validation report",
    texts(
        "id",
        "type",
        "event_time",
        "event_actor",
        "event_agent",
        "event_trigger",
        "rule_language",
        "rule_expression",
        "rule_severity",
        "rule_description",
        "rule_status",
        "data_source",
        "data_target",
        "data_description",
        "value",
    ),
    _records,
)
