"""The rules of one workbook, checked when they are first looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from core.rules import checks
from core.rules import frame as newest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.rules.checks import RuleCheck, RuleResult
    from core.workbook.rule_entries import Rule, Waiver
    from core.workbook.workbook import Workbook

READ = ("rules", "waivers", "units", "indicators")
"""The tables that the rules read."""


class _Parts:
    """The figures of some units and indicators of one workbook, selected once for all rules that read them."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self._drawn: dict[tuple[frozenset[str], frozenset[str]], newest.Newest] = {}

    def rows(self, units: frozenset[str], codes: frozenset[str]) -> newest.Newest:
        """The newest figures of these units and indicators."""
        if (units, codes) not in self._drawn:
            figures = self.workbook.figures
            keys = [key for unit in sorted(units) for code in sorted(codes) if (key := (unit, code)) in figures]
            self._drawn[units, codes] = newest.Newest(figures, keys)
        return self._drawn[units, codes]


class Rules:
    """The results of all rules of a workbook in their order; `before` are those of the workbook before an edit.

    Nothing is computed, and Polars is not loaded, before `results` is read of a workbook with rules.
    """

    def __init__(self, workbook: Workbook, before: Rules | None = None) -> None:
        self._workbook = workbook
        self._before: Rules | None = before
        if before is not None and not before.is_known:
            self._before = before._before  # noqa: SLF001 - its own kind
        self._checked: dict[str, RuleCheck] = {}
        self._results: tuple[RuleResult, ...] | None = None if workbook.tables["rules"] else ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rules) and self.results == other.results

    @property
    def is_known(self) -> bool:
        """Whether the results are computed already."""
        return self._results is not None

    @property
    def is_renewal(self) -> bool:
        """Whether only what an edit touched must be checked."""
        return self._before is not None

    @property
    def latest(self) -> tuple[RuleResult, ...]:
        """The results; as long as they are not computed, those of the workbook before, and none of the first."""
        known = self if self.is_known else self._before
        return known.results if known else ()

    @property
    def results(self) -> tuple[RuleResult, ...]:
        """The result of every rule."""
        if self._results is None:
            self._checked = self._check()
            self._results = tuple(map(self._result, self._checked.values()))
            self._before = None
        return self._results

    def _result(self, check: RuleCheck) -> RuleResult:
        """The verdicts of a rule counted; the result from before where neither they nor the waivers have changed."""
        before, waivers = self._before, self._workbook.tables["waivers"]
        if before and before._results and before._workbook.tables["waivers"] is waivers:  # noqa: SLF001 - its own kind
            known = next((result for result in before._results if result.rule is check.rule), None)  # noqa: SLF001 - as above
            if known and before._checked.get(check.rule.code) is check:  # noqa: SLF001 - as above
                return known
        return checks.result_of(check, list(cast("Mapping[str, Waiver]", waivers).values()))

    def _check(self) -> dict[str, RuleCheck]:
        rules = cast("Mapping[str, Rule]", self._workbook.tables["rules"])
        figures: newest.Newest | None = None
        results: dict[str, RuleCheck] = {}
        before = self._before
        sides = [_Parts(before._workbook), _Parts(self._workbook)] if before else []  # noqa: SLF001 - its own kind
        for code, rule in rules.items():
            renewed = self._renewed(rule, sides)
            if renewed is None:
                figures = figures or newest.Newest(self._workbook.figures)
                renewed = checks.checked(rule, self._workbook, figures)
            results[code] = renewed
        return results

    def _renewed(self, rule: Rule, sides: Sequence[_Parts]) -> RuleCheck | None:
        """The verdicts from before, renewed for the units with changed figures; null where all must be computed.

        `sides` are the workbook before the edit and this one.
        """
        before = self._before
        known = before._checked.get(rule.code) if before else None  # noqa: SLF001 - its own kind
        if before is None or known is None or known.rule is not rule:
            return None
        tables, old = self._workbook.tables, before._workbook.tables  # noqa: SLF001 - as above
        changed = self._workbook.changed_since(before._workbook.figures)  # noqa: SLF001 - as above
        if changed is None or any(tables[name] is not old[name] for name in ("units", "indicators")):
            return None
        units = known.touched(changed)
        if not units:
            return known
        codes = known.indicators or frozenset({*tables["indicators"], *(code for _, code in changed)})
        return _with_units(known, units, [side.rows(units, codes) for side in sides], self._workbook)


def _with_units(
    known: RuleCheck, units: frozenset[str], parts: Sequence[newest.Newest], workbook: Workbook
) -> RuleCheck | None:
    """The verdicts with those of some units renewed, by their figures before an edit and after it.

    Null where the verdicts of other units depend on these figures.
    """
    cells = [{*part.frame.select("indicator", "period").iter_rows()} for part in parts if known.cells]
    if not known.is_local or cells[:1] != cells[1:]:
        return None
    was, now = (checks.checked(known.rule, workbook, part, units, known.cells) for part in parts)
    return known.with_units(was, now, units)
