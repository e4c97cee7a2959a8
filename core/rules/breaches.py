"""The figures that break rules as rows: of one workbook, or those that an edit adds."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from core.frozen import frozen
from core.rules.rules import Rules
from core.workbook.rule_entries import Rule

if TYPE_CHECKING:
    from core.rules.checks import RuleResult


@frozen
class Broken:
    """A figure that breaks a rule; `left` and `right` are the numbers compared, `waived` the reason of a waiver."""

    rule: Rule
    unit: str
    indicator: str
    period: str
    status: str | None
    value: float | None
    left: float | None
    right: float | None
    waived: str | None

    @property
    def cell(self) -> tuple[str, str, str, str]:
        """The key of the row."""
        return self.rule.code, self.unit, self.indicator, self.period


def broken_figures(result: "RuleResult", most: int | None = None) -> Iterator[Broken]:
    """The figures that break one rule, by unit, indicator and period; the first `most`."""
    rows = result.broken.sort("unit", "indicator", "period")
    for row in (rows if most is None else rows.head(most)).iter_rows(named=True):
        yield Broken(rule=result.rule, **row)


def newly_broken(before: Rules, after: Rules) -> list[Broken]:
    """The figures that break a rule after an edit and did not before; errors first, then warnings."""
    old = {result.rule.code: result for result in before.results}
    new = [figure for result in after.results for figure in _added_breaches(old.get(result.rule.code), result)]
    return sorted(new, key=lambda figure: ORDER[figure.rule.severity])


def _added_breaches(before: "RuleResult | None", after: "RuleResult") -> Iterator[Broken]:
    if before is not None and before.broken is after.broken:
        return
    known = {figure.cell for figure in broken_figures(before)} if before else set()
    yield from (figure for figure in broken_figures(after) if figure.cell not in known and figure.waived is None)


ORDER = {"error": 0, "warning": 1, "information": 2}
"""The order in which severities are shown."""


def failing(results: "Iterable[RuleResult]") -> int:
    """The number of rules of severity error with a figure that breaks them and is not waived."""
    return sum(result.fails > 0 and result.rule.severity == "error" for result in results)
