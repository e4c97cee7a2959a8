"""Every rule of a workbook and the figures that break it; after an edit only the touched part is checked again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import polars as pl

from core.rules.evaluate import evaluated
from core.rules.frame import CELL, Newest, fitting, fitting_periods
from core.workbook.condition import Condition, Reference, condition_of
from core.workbook.figure import SeriesKey
from core.workbook.figure_frame import SCHEMA
from core.workbook.rule_entries import Rule, Waiver
from core.workbook.workbook import Workbook

OF_CELL = frozenset({"value", "previous", "status", "release_lag", "growth", "unusual", "parts"})
"""Names in a condition that belong to the checked figure itself."""
BROKEN = {
    **{name: SCHEMA[name] for name in (*CELL, "status")},
    **{name: pl.Float64() for name in ("value", "left", "right")},
    "waived": pl.String(),
}
"""The columns of the figures that break a rule; `waived` is the reason of the person who waived it, else null."""


class Across(NamedTuple):
    """The indicators and the periods in which a rule expects a figure of each of its units."""

    indicators: list[str]
    periods: list[str]


@dataclass(frozen=True, eq=False, slots=True)
class RuleResult:
    """The result of one rule: how many figures meet it, how many are undetermined, and the `broken` ones."""

    rule: Rule
    holds: int
    undetermined: int
    broken: pl.DataFrame

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RuleResult):
            return NotImplemented
        mine, theirs = ((result.rule, result.holds, result.undetermined) for result in (self, other))
        return mine == theirs and self.broken.sort(CELL).equals(other.broken.sort(CELL))

    @property
    def fails(self) -> int:
        """The number of figures that break the rule without a waiver."""
        return self.broken["waived"].null_count()


@dataclass(frozen=True, eq=False, slots=True)
class RuleCheck:
    """The numbers of figures that meet a rule and that are undetermined, and those that break it: columns of BROKEN."""

    rule: Rule
    holds: int
    undetermined: int
    broken: pl.DataFrame
    indicators: frozenset[str] | None
    is_local: bool
    cells: Across | None = None

    def touched(self, changed: frozenset[SeriesKey]) -> frozenset[str]:
        """The units of the changed series that the rule reads."""
        return frozenset(unit for unit, code in changed if self.indicators is None or code in self.indicators)

    def with_units(self, old: "RuleCheck", anew: "RuleCheck", units: frozenset[str]) -> "RuleCheck":
        """The result with the verdicts of some units, which were `old`, replaced."""
        others = self.broken.filter(~pl.col("unit").is_in(list(units)))
        return replace(
            self,
            holds=self.holds - old.holds + anew.holds,
            undetermined=self.undetermined - old.undetermined + anew.undetermined,
            broken=pl.concat([others, anew.broken]),
        )


def checked(
    rule: Rule,
    workbook: Workbook,
    newest: Newest,
    units: frozenset[str] | None = None,
    cells: Across | None = None,
) -> RuleCheck:
    """The rule over all its figures, or those of some units, then with the `cells` that all units have.

    The condition must be valid.
    """
    condition = condition_of(rule.condition)
    scope = indicators_of(rule, workbook)
    children = _children(workbook)
    rows = newest.rows(scope)
    units_of_rule, periods = fitting(workbook.units, rule.units), rule.periods
    if fixed := _own_references(condition):
        units_of_rule = [fixed[0].unit] if units_of_rule is None else units_of_rule
        periods = periods if periods.strip() else fixed[0].period
    if periods.strip():
        rows = rows.filter(pl.col("period").is_in(fitting_periods(rows["period"].unique().to_list(), periods) or []))
    cells = cells or (_across(rows, scope, rule) if "given" in condition.names else None)
    for codes in (units_of_rule, units):
        rows = rows if codes is None else rows.filter(pl.col("unit").is_in(list(codes)))
    if cells:
        named = rows["unit"].unique().to_list() if units_of_rule is None else units_of_rule
        rows = _all_cells(rows, [unit for unit in named if units is None or unit in units], cells)
    holds, broken = evaluated(condition, rows, newest, children)
    below = {child for code in scope or () for child in children.get(code, [])} if "parts" in condition.names else set()
    referred = {reference.indicator for reference in condition.references}
    reads = None if scope is None else frozenset({*scope, *below, *referred})
    is_local = not any(reference.unit for reference in condition.references)
    broken = broken.select(*CELL, "status", "value", "left", "right")
    return RuleCheck(rule, int(holds.sum()), holds.null_count(), broken, reads, is_local, cells)


def result_of(check: RuleCheck, waivers: Sequence[Waiver]) -> RuleResult:
    """The broken figures with their waivers."""
    rows = [(w.unit, w.indicator, w.period, w.reason) for w in waivers if w.rule == check.rule.code]
    schema = {**{name: SCHEMA[name] for name in CELL}, "waived": pl.String()}
    reasons = pl.DataFrame(rows, schema=schema, orient="row").unique(CELL, keep="last")
    broken = check.broken.join(reasons, on=CELL, how="left", maintain_order="left").select(list(BROKEN))
    return RuleResult(check.rule, check.holds, check.undetermined, broken)


def indicators_of(rule: Rule, workbook: Workbook) -> list[str] | None:
    """The indicators of a rule: those named, else the first in its condition; null for all."""
    indicators = fitting(workbook.indicators, rule.indicators)
    if indicators is not None:
        return indicators
    condition = condition_of(rule.condition)
    own = [reference.indicator for reference in condition.references if not reference.unit] or [
        reference.indicator for reference in _own_references(condition)
    ]
    return own[:1] or None


def _own_references(condition: Condition) -> tuple[Reference, ...]:
    """The figures that a condition names, where each has a unit and no other figure is named: the rule is about them.

    Those of one period, where there are some, come last, as the others decide on the periods of the rule.
    """
    known = condition.references
    if condition.names & OF_CELL or not all(reference.unit for reference in known):
        return ()
    return tuple(sorted(known, key=lambda reference: bool(reference.period)))


def _across(rows: pl.DataFrame, scope: Sequence[str] | None, rule: Rule) -> Across:
    """The indicators and periods of a rule: those that it names, and those of the rows."""
    terms = rule.periods.split()
    named = [term for term in terms if not set(term) & set("*?[") and ".." not in term]
    years = [year for term in terms for year in _years(term)]
    codes = rows["indicator"].unique().to_list() if scope is None else list(scope)
    return Across(codes, sorted({*rows["period"].unique(), *named, *years}))


def _all_cells(rows: pl.DataFrame, units: Sequence[str], across: Across) -> pl.DataFrame:
    """The rows of these units with every indicator and period, so that a missing figure has a row as well."""
    if rows.height == len(units) * len(across.indicators) * len(across.periods):
        return rows
    cells = pl.DataFrame({"unit": units}, schema={"unit": SCHEMA["unit"]})
    for name, texts in (("indicator", across.indicators), ("period", across.periods)):
        cells = cells.join(pl.DataFrame({name: texts}, schema={name: SCHEMA[name]}), how="cross")
    return cells.join(rows, on=CELL, how="left", maintain_order="left").select(rows.columns)


def _years(text: str) -> list[str]:
    """The years of a closed range such as 2016..2020."""
    first, dots, last = text.partition("..")
    is_closed = dots and first.isdigit() and last.isdigit() and len(first) == len(last) == len("2016")
    return [f"{year:04}" for year in range(int(first), int(last) + 1)] if is_closed else []


def _children(workbook: Workbook) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for code, indicator in workbook.indicators.items():
        children.setdefault(indicator.parent, []).append(code)
    children.pop("", None)
    return children
