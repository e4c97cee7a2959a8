"""Published statements checked against the workbook's own figures: each holds, fails, or cannot be told."""

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from core.cluster_table import ClusterTable
from core.entries import Claim
from core.errors import BadFigure
from core.figure import Figure, SeriesKey
from core.formula import Value, evaluated, parsed
from core.growth import cagr, growth
from core.period import years_between
from core.status import worst
from core.workbook import Workbook

Verdict: TypeAlias = Literal["holds", "fails", "cannot be told"]

RELATIONS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
"""The relations beside `=`, which is tested with a tolerance."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim: `expected` and `tolerance` as printed, `actual` in the same scale, and why where it cannot be told."""

    claim: Claim
    verdict: Verdict
    expected: float
    actual: float | None
    tolerance: float
    status: str
    why: str
    reads: frozenset[SeriesKey]


class Reader:
    """The functions of the claims' language over one workbook; it notes every figure that they read."""

    def __init__(self, workbook: Workbook, clusters: Mapping[str, ClusterTable]) -> None:
        self.workbook = workbook
        self.clusters = clusters
        self.read: list[Figure] = []
        self.counted: list[Figure] = []
        self.series: set[SeriesKey] = set()
        self.functions: dict[str, Callable[..., float]] = {
            "value": self.value,
            "change": self.change,
            "growth": self.growth,
            "cagr": self.cagr,
            "count": self.count,
            "members": self.members,
        }

    def value(self, series: Value, period: Value, vintage: Value | None = None) -> float:
        """The value of a figure in base units: of its newest vintage, or of the one named."""
        unit, indicator = _series(series)
        self.series.add((unit, indicator))
        figure = self.workbook.series(unit, indicator).at(str(period), None if vintage is None else str(vintage))
        if figure is None or figure.value is None:
            raise BadFigure(f"There is no figure {unit}.{indicator} for {period}{f' of {vintage}' if vintage else ''}.")
        self.read.append(figure)
        return figure.value

    def change(self, series: Value, first: Value, last: Value) -> float:
        """The difference between two periods."""
        return self.value(series, last) - self.value(series, first)

    def growth(self, series: Value, first: Value, last: Value) -> float:
        """The change between two periods in per cent of the first."""
        return _told(growth(self.value(series, first), self.value(series, last)))

    def cagr(self, series: Value, first: Value, last: Value) -> float:
        """The average growth between two periods in per cent a year."""
        years = years_between(str(first), str(last))
        return _told(cagr(self.value(series, first), self.value(series, last), years))

    def count(self, cluster_list: Value, tier: Value) -> float:
        """How many clusters of a list are in a tier, by their sizes."""
        table = self._table(cluster_list)
        self._note(table)
        return sum(row.tier is not None and row.tier.code == tier for row in table.rows)

    def members(self, cluster_list: Value) -> float:
        """How many clusters a list names."""
        return len(self._table(cluster_list).rows)

    def _table(self, cluster_list: Value) -> ClusterTable:
        table = self.clusters.get(str(cluster_list))
        if table is None:
            raise BadFigure(f"There is no list of clusters “{cluster_list}”.")
        return table

    def _note(self, table: ClusterTable) -> None:
        for row in table.rows:
            self.series |= row.reads
            if row.size is None:
                raise BadFigure(f"The size of {row.unit.code} is not known.")
            self.counted.append(row.size)


def names_in_claim(expression: str) -> tuple[list[SeriesKey], list[str]]:
    """The series that an expression reads, and the words in it, quoted or not, that may be lists of clusters."""
    try:
        nodes = list(ast.walk(parsed(expression)))
    except BadFigure:
        return [], []
    dotted = [
        (node.value.id, node.attr)
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    ]
    words = [node.id for node in nodes if isinstance(node, ast.Name)]
    return dotted, words + [str(node.value) for node in nodes if isinstance(node, ast.Constant)]


def claim_row(claim: Claim, workbook: Workbook, clusters: Mapping[str, ClusterTable]) -> ClaimRow:
    """The claim checked. The tolerance of `=` is half of the last printed digit.

    A value known only as a bound decides a claim only where every value within the bound would; and no claim holds
    on unvalidated (V) figures alone.
    """
    reader = Reader(workbook, clusters)
    tolerance = 0.5 * 10.0**-claim.decimals
    status = "A"
    actual: float | None = None
    verdict: Verdict = "cannot be told"
    try:
        actual = evaluated(parsed(claim.expression), {}, reader.functions) / 10.0**claim.mult
    except BadFigure as reason:
        why = str(reason)
    else:
        letters = [figure.status for figure in (*reader.read, *reader.counted)]
        status = worst(letters)
        verdict, why = _verdict(claim, actual, tolerance, reader.read, letters)
    return ClaimRow(claim, verdict, claim.expected, actual, tolerance, status, why, frozenset(reader.series))


def _verdict(
    claim: Claim, actual: float, tolerance: float, read: list[Figure], letters: list[str]
) -> tuple[Verdict, str]:
    bounds = {figure.qualifier for figure in read} - {"exact"}
    holds = _holds(claim, actual, tolerance)
    if bounds and not _decided(claim.relation, bounds, holds):
        return "cannot be told", f"a figure is known only as “{'/'.join(sorted(bounds))}”"
    if not holds:
        return "fails", ""
    if letters and set(letters) == {"V"}:
        return "cannot be told", "it rests on unvalidated (V) figures alone"
    return "holds", ""


def _holds(claim: Claim, actual: float, tolerance: float) -> bool:
    if claim.relation == "=":
        return abs(actual - claim.expected) <= tolerance * (1 + 1e-9)
    return RELATIONS[claim.relation](actual, claim.expected)


def _decided(relation: str, bounds: set[str], holds: bool) -> bool:
    """Whether bounds leave no doubt: a value over x that is above the line stays above it, and so on."""
    if relation == "=":
        return False
    if bounds == {"over"}:
        return holds if relation in (">=", ">") else not holds
    if bounds == {"nearly"}:
        return holds if relation in ("<=", "<") else not holds
    return False


def _series(value: Value) -> SeriesKey:
    if isinstance(value, tuple) and len(value) == 2:  # noqa: PLR2004
        return value[0], value[1]
    raise BadFigure(f"“{value}” is no series: write unit.indicator.")


def _told(value: float | None) -> float:
    if value is None:
        raise BadFigure("There is no growth from a figure that is not above 0.")
    return value
