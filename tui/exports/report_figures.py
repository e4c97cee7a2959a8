"""The figures that the results of a report depend on, and no others."""

from core.derive.derive import Derived
from core.method.document import document_of, listed
from core.workbook.figure import Figure, SeriesKey
from core.workbook.workbook import Workbook


def figures_used(workbook: Workbook, derived: Derived) -> set[tuple[str, str, str, str]]:
    """The keys (unit, indicator, period, vintage) of every figure that a table, a claim or a method reads.

    Of the series that a method reads those of its own units and periods count, where it names any, and of a
    denominator every period, as the newest may be taken.
    """
    whole = _series_read(derived)
    narrow = [_reads_of_method(workbook, code) for code in workbook.methods]
    used = set()
    codes = {code for _, _, indicators, denominators in narrow for code in indicators | denominators}
    for key in workbook.figures:
        if key in whole or key[1] in codes:
            series = workbook.figures[key]
            used |= {
                figure.key for figure in series if key in whole or any(_is_read(figure, *reads) for reads in narrow)
            }
    return used


def _series_read(derived: Derived) -> set[SeriesKey]:
    """The series that clusters, indices, trends and claims are made of."""
    keys = {key for table in derived.clusters.values() for row in table.rows for key in row.reads}
    keys.update(*(history.reads for history in derived.indices), *(claim.reads for claim in derived.claims))
    keys.update(*(row.reads for block in derived.trends for row in block.rows))
    return keys


def _reads_of_method(workbook: Workbook, code: str) -> tuple[set[str], set[str], set[str], set[str]]:
    """Units, periods, indicators and denominators of a method; empty units or periods stand for all."""
    content = document_of(workbook, code)
    indicators = {node.code for node in content.placed}
    return set(listed(content.method.units)), set(listed(content.method.periods)), indicators, set(content.denominators)


def _is_read(figure: Figure, units: set[str], periods: set[str], indicators: set[str], denominators: set[str]) -> bool:
    if units and figure.unit not in units:
        return False
    return figure.indicator in denominators or (
        figure.indicator in indicators and (not periods or figure.period in periods)
    )
