"""Published statements checked against the workbook's own figures: each holds, fails, or is undetermined."""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from core.derive.cluster_table import ClusterTable
from core.derive.growth import cagr, growth
from core.derive.ratio import mixed_releases
from core.errors import BadFigure
from core.frozen import frozen
from core.words import gettext, in_words, pgettext
from core.workbook.entries import Claim
from core.workbook.entry import spoken_name
from core.workbook.figure import Figure, SeriesKey
from core.workbook.formula import Value, evaluated, parsed
from core.workbook.period import years_between
from core.workbook.status import worst
from core.workbook.workbook import Workbook

Verdict: TypeAlias = Literal["holds", "fails", "undetermined"]

RELATIONS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
"""The relations beside `=`, which is tested with a tolerance."""

STEPS = {"over": 1e-6, "nearly": -1e-6}
"""The direction of the true value from a bound, as a small step."""


@frozen
class ClaimRow:
    """One claim: `expected` and `tolerance` as printed, `actual` in the same scale, and why it is undetermined."""

    claim: Claim
    verdict: Verdict
    expected: float
    actual: float | None
    tolerance: float
    status: str
    why: str
    reads: frozenset[SeriesKey]


@frozen
class Bound:
    """The side of a value on which the true value lies (1 above, -1 below, 0 unknown), where it depends on bounds."""

    words: str
    side: int


class Reader:
    """The functions of the claims' language over one workbook; it records every figure that they read.

    `moved` is a figure whose value is read as slightly more (`over`) or less (`nearly`) than it is.
    """

    def __init__(self, workbook: Workbook, clusters: Mapping[str, ClusterTable], moved: Figure | None = None) -> None:
        self.workbook = workbook
        self.moved = moved
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
            raise BadFigure(
                "There is no figure of {indicator} of {unit} for {period}{more}.",
                unit=spoken_name(self.workbook.units, unit),
                indicator=spoken_name(self.workbook.indicators, indicator),
                period=period,
                more=gettext(" of {vintage}", vintage=vintage) if vintage else "",
            )
        self.read.append(figure)
        return figure.value * (1 + STEPS[figure.qualifier]) if figure == self.moved else figure.value

    def change(self, series: Value, first: Value, last: Value) -> float:
        """The difference between two periods."""
        return self.value(series, last) - self.value(series, first)

    def growth(self, series: Value, first: Value, last: Value) -> float:
        """The change between two periods in per cent of the first."""
        return _known(growth(self.value(series, first), self.value(series, last)))

    def cagr(self, series: Value, first: Value, last: Value) -> float:
        """The average growth between two periods in per cent a year."""
        years = years_between(str(first), str(last))
        return _known(cagr(self.value(series, first), self.value(series, last), years))

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
            raise BadFigure("There is no list of clusters “{cluster_list}”.", cluster_list=cluster_list)
        if table.failed:
            entry = table.failed[0]
            raise BadFigure(
                "The entry {key} of {table} cannot be understood: correct it first.", key=entry.key, table=entry.table
            )
        return table

    def _note(self, table: ClusterTable) -> None:
        for row in table.rows:
            self.series |= row.reads
            if row.size is None:
                raise BadFigure("The size of {code} is not known.", code=row.unit.code)
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
    """The check of a claim. The tolerance of `=` is half of the last printed digit.

    A value that is only a bound decides a claim only where every value within the bound would decide it the same way. A
    claim cannot hold on unvalidated (V) figures alone.
    """
    reader = Reader(workbook, clusters)
    tolerance = 0.5 * 10.0**-claim.decimals
    status = "A"
    actual: float | None = None
    verdict: Verdict = "undetermined"
    try:
        actual = evaluated(parsed(claim.expression), {}, reader.functions) / 10.0**claim.mult
    except BadFigure as reason:
        why = str(reason)
    else:
        letters = [figure.status for figure in (*reader.read, *reader.counted)]
        status = worst(letters)
        bound = _bound(claim, actual, reader)
        verdict, why = _verdict(claim, actual, tolerance, bound, letters)
        why = "; ".join(filter(None, (why, _mixed(claim, reader))))
    return ClaimRow(claim, verdict, claim.expected, actual, tolerance, status, why, frozenset(reader.series))


def _verdict(
    claim: Claim, actual: float, tolerance: float, bound: "Bound | None", letters: list[str]
) -> tuple[Verdict, str]:
    holds = _holds(claim, actual, tolerance)
    if bound and not _decided(claim, actual, tolerance, bound.side):
        return "undetermined", gettext("a figure is known only as “{words}”", words=bound.words)
    if not holds:
        return "fails", ""
    if letters and set(letters) == {"V"}:
        return "undetermined", gettext("it uses unvalidated (V) figures only")
    return "holds", ""


def _mixed(claim: Claim, reader: Reader) -> str:
    """The releases that a claim on a quotient mixes, where it mixes any."""
    if not any(isinstance(node, ast.Div) for node in ast.walk(parsed(claim.expression))):
        return ""
    releases = mixed_releases(reader.read, reader.workbook)
    return (
        gettext("≠ mixes releases {names}", names=in_words(release or gettext("undated") for release in releases))
        if releases
        else ""
    )


def _bound(claim: Claim, actual: float, reader: Reader) -> Bound | None:
    """The side of the actual value on which the true value lies: each bound is moved slightly and the value compared.

    A bound below a fraction line reverses the side; bounds in both directions, and "about", leave the side unknown.
    """
    bounds = [figure for figure in reader.read if figure.qualifier != "exact"]
    if not bounds:
        return None
    words = "/".join(pgettext("qualifier", word) for word in sorted({figure.qualifier for figure in bounds}))
    if any(figure.qualifier not in STEPS for figure in bounds):
        return Bound(words, 0)
    sides = {_side(claim, actual, Reader(reader.workbook, reader.clusters, figure)) for figure in bounds} - {0}
    return Bound(words, sides.pop() if len(sides) == 1 else 0)


def _side(claim: Claim, actual: float, reader: Reader) -> int:
    moved = evaluated(parsed(claim.expression), {}, reader.functions) / 10.0**claim.mult
    return (moved > actual) - (moved < actual)


def _holds(claim: Claim, actual: float, tolerance: float) -> bool:
    if claim.relation == "=":
        return abs(actual - claim.expected) <= tolerance * (1 + 1e-9)
    return RELATIONS[claim.relation](actual, claim.expected)


def _decided(claim: Claim, actual: float, tolerance: float, side: int) -> bool:
    """Whether a bound decides the claim: a value over x that is above the limit stays above it, and so on."""
    holds = _holds(claim, actual, tolerance)
    if side == 0 or claim.relation == "=":
        return side * (actual - claim.expected) > tolerance * (1 + 1e-9)
    upwards = claim.relation in (">=", ">")
    return holds if (side == 1) is upwards else not holds


def _series(value: Value) -> SeriesKey:
    if isinstance(value, tuple):
        return value
    raise BadFigure("“{value}” is not a series: write unit.indicator.", value=value)


def _known(value: float | None) -> float:
    if value is None:
        raise BadFigure("There is no growth from a figure that is not above 0.")
    return value
