"""Rules on figures, and the cells for which a person has waived one."""

from typing import ClassVar

from core.frozen import frozen
from core.workbook.entry import Entry, Language


@frozen
class Rule(Entry):
    """A condition on figures; `severity` says how serious a figure is that breaks it.

    `units`, `indicators` and `periods` are codes, patterns (`bj_*`) or ranges of periods (`2016..2020`), separated by
    spaces; empty means all, and for indicators the first one in the condition.
    """

    code: str
    condition: str
    severity: str = "error"
    text_en: str = ""
    text_zh: str = ""
    units: str = ""
    indicators: str = ""
    periods: str = ""
    note: str = ""

    def text(self, language: Language) -> str:
        """The text of the rule in a language, else in English, else its condition."""
        return (language == "zh" and self.text_zh) or self.text_en or self.text_zh or self.condition


@frozen
class Waiver(Entry):
    """A figure that is exempt from a rule, and the reason."""

    identity: ClassVar[tuple[str, ...]] = ("rule", "unit", "indicator", "period")

    rule: str
    unit: str
    indicator: str
    period: str
    reason: str
