"""Tables that explain why a share, a figure or a claim differs between two periods, or two states of a workbook."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from core.attribution.share import Parts, ratio_change, share_change
from core.attribution.statement import figures_read, statement_change
from core.derive.cluster_table import newest_size
from core.words import in_words
from core.workbook.entries import Claim, ClusterList
from core.workbook.figure import Figure, SeriesKey
from core.workbook.workbook import Workbook, indicator_of
from tui.attribution.score_tables import no_period_before, other_state
from tui.tables.query import BadOption, QueryContext
from tui.tables.spec import Record

PER_CENT = 100.0
FOUR = 4
"""Figures of a ratio on two sides."""
Ends: TypeAlias = tuple[Figure | None, Figure | None]
"""A figure before and after."""


Sizes: TypeAlias = tuple[Mapping[str, Figure], Mapping[str, Figure]]
"""The sizes of the clusters of a list before and after."""


def share_change_of(query: QueryContext) -> tuple[Sizes, Parts | None]:
    """All sizes, and what each added to the share of the cluster that the options name; null where it has none.

    It is compared with the period before where the options name nothing else. Raises BadOption.
    """
    workbook, unit, cluster_list = query.workbook, query.named_unit(query.options.unit), _list_of(query)
    if unit not in {member.unit for member in workbook.members(cluster_list.code)}:
        raise BadOption(
            "{unit} is not in the list {cluster_list}: name one of its clusters.",
            unit=query.unit_name(unit),
            cluster_list=query.wording.name(cluster_list),
        )
    older, _ = other_state(query)
    until = query.options.period or cluster_list.until
    before = query.options.before or until
    if older is workbook and not query.options.before:
        earlier = earlier_sizes(workbook, cluster_list.code, unit, until)
        before = earlier[-1] if earlier else no_period_before(until)
    sizes = _sizes(older, cluster_list.code, before), _sizes(workbook, cluster_list.code, until)
    old, new = ({code: size.value or 0.0 for code, size in side.items()} for side in sizes)
    return sizes, share_change(old, new, unit)


def earlier_sizes(workbook: Workbook, cluster_list: str, unit: str, until: str) -> list[str]:
    """The periods in which a cluster has a figure before its newest size up to `until`, oldest first."""
    size = _sizes(workbook, cluster_list, until).get(unit)
    return [figure.period for figure in workbook.series(*size.series).known(before=size.period)] if size else []


def share_records(query: QueryContext) -> Iterator[Record]:
    """A row for each cluster of the list: what it added to the share, and its own share and size before and after."""
    sizes, parts = share_change_of(query)
    if parts is None:
        return
    wholes = [sum(size.value or 0.0 for size in side.values()) for side in sizes]
    for code, amount in parts.amounts.items():
        ends = sizes[0].get(code), sizes[1].get(code)
        shares = [
            PER_CENT * (end.value or 0.0) / denominator if end else None
            for end, denominator in zip(ends, wholes, strict=True)
        ]
        yield {
            "of_unit": query.named_unit(query.options.unit),
            "unit": code,
            "added": PER_CENT * amount + 0.0,
            "share_before": shares[0],
            "share_after": shares[1],
            **_ends(ends),
        }


class FigureSides(NamedTuple):
    """A figure before and after; of a ratio its numerator and denominator with their codes, and what each added."""

    series: SeriesKey
    ends: Ends
    of_ratio: tuple[tuple[str, Ends], ...]
    parts: Parts | None


def figure_sides(query: QueryContext) -> FigureSides:
    """The figure that the options name, against the period before where they name nothing else. Raises BadOption."""
    workbook, options = query.workbook, query.options
    unit, code = query.named_unit(options.unit), query.named_indicator(options.indicator)
    older, _ = other_state(query)
    known = [figure.period for figure in workbook.series(unit, code).known()]
    after = options.period or (known[-1] if known else "")
    before = options.before or after
    if older is workbook and not options.before:
        before = known[known.index(after) - 1] if after in known[1:] else no_period_before(after)
    indicator = indicator_of(workbook, code)

    def ends(part: str) -> Ends:
        return older.series(unit, part).at(before), workbook.series(unit, part).at(after)

    codes = (indicator.numerator, indicator.denominator) if indicator.denominator else ()
    if older is workbook and None in ends(code):
        raise BadOption(
            "{unit} {indicator} has no figure in {periods}: name others with --period and --before.",
            unit=query.unit_name(unit),
            indicator=query.indicator_name(code),
            periods=in_words(at for at in (before, after) if not workbook.series(unit, code).at(at)),
        )
    of_ratio = tuple((part, ends(part)) for part in codes)
    factor = PER_CENT if indicator.measure == "PERCENT" else 1.0
    return FigureSides((unit, code), ends(code), of_ratio, _ratio_parts(of_ratio, factor))


def _ratio_parts(of_ratio: tuple[tuple[str, Ends], ...], factor: float) -> Parts | None:
    """What numerator and denominator added; null where it is not a ratio, or one of the four figures is missing."""
    values = [end.value for _, ends in of_ratio for end in ends if end and end.value is not None]
    if len(values) < FOUR:
        return None
    (top, _), (bottom, _) = of_ratio
    return ratio_change((values[0], values[2]), (values[1], values[3]), (top, bottom), factor)


def figure_records(query: QueryContext) -> Iterator[Record]:
    """The figure, then of a ratio its numerator and denominator with what each added to its change."""
    (unit, code), ends, of_ratio, parts = figure_sides(query)
    added = {part: parts.amounts[part] for part, _ in of_ratio} if parts else {}
    for part, pair in ((code, ends), *of_ratio):
        yield {"unit": unit, "indicator": part, "added": added.get(part), **_ends(pair)}


def claim_change(query: QueryContext) -> tuple[Claim, Parts | None]:
    """The claim that the options name, and what each series added to its number. Raises BadOption."""
    claims = {claim.code: claim for claim in query.workbook.claims}
    code = query.options.claim
    if code not in claims:
        raise BadOption("There is no claim “{code}”: use one of {known}.", code=code, known=in_words(claims))
    return claims[code], statement_change(other_state(query)[0], query.workbook, code)


def claim_records(query: QueryContext) -> Iterator[Record]:
    """The claim's number, what each series added to its change, and the figures that it depends on now."""
    claim, parts = claim_change(query)
    if parts is not None:
        yield {"part": "claim", "added": parts.total, "before": parts.before, "after": parts.after}
        for name, amount in parts.amounts.items():
            unit, dot, code = name.partition(".")
            named = {"part": "series", "unit": unit, "indicator": code} if dot else {"part": name}
            yield {**named, "added": amount}
    for figure in figures_read(query.workbook, query.derived, claim.code):
        place = {"unit": figure.unit, "indicator": figure.indicator, "period": figure.period}
        known = {"after": figure.value, "status": figure.status, "source": figure.source}
        yield {"part": "figure", **place, **known}


def _ends(ends: Ends) -> Record:
    """A figure before and after as the columns of a record."""
    record: Record = {}
    for side, end in zip(("before", "after"), ends, strict=True):
        values = (end.value, end.period, end.status) if end else (None, None, None)
        record |= zip((side, f"period_{side}", f"status_{side}"), values, strict=True)
    return {**record, "source": next((end.source for end in reversed(ends) if end), None)}


def _list_of(query: QueryContext) -> ClusterList:
    """The list that the options name, else the one that the workbook opens with."""
    named = query.derived.clusters.get(query.options.list or "")
    tables = [named] if named else query.tables
    if not tables:
        raise BadOption("This workbook has no list of clusters.")
    return tables[0].cluster_list


def _sizes(workbook: Workbook, cluster_list: str, until: str) -> dict[str, Figure]:
    """The newest size of each cluster of a list up to a period; those without one are left out."""
    sizes = {
        member.unit: newest_size(workbook.series(member.unit, member.indicator), until)
        for member in workbook.members(cluster_list)
    }
    return {code: figure for code, figure in sizes.items() if figure is not None}
