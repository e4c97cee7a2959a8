"""The clusters of one list: how large each is, in which tier, how far from the next, and how concentrated they are."""

from collections.abc import Sequence

from core.derive.growth import cagr, crossing_year, growth
from core.frozen import frozen
from core.workbook.entries import ClusterList, Indicator, Member, Tier, Unit
from core.workbook.entry import FailedEntry
from core.workbook.figure import Figure, Series, SeriesKey
from core.workbook.period import period, years_between
from core.workbook.status import worst

DATE, YEAR = (0.0, 0.1), (0.9, 1.1)
"""The shortest and the longest period that counts as a date, and as a year, in years."""


@frozen
class ClusterRow:
    """One cluster; sizes and distances in base units, growth and share in per cent.

    `size` is its newest observed figure within the period of the list, `rate` the yearly growth up to it (over
    `rate_years`; 1 is year on year), `growth_status` the worst letter of the two figures. `crosses` is the year in
    which the cluster would reach `next_tier` at that rate, or, where there are `forecasts` (figures F after the size,
    oldest first), the year of the first of them that reaches it. `rough_share` says that the share is approximate: a
    size is a bound, or scopes overlap.
    """

    member: Member
    unit: Unit
    indicator: Indicator
    history: Series
    size: Figure | None
    growth: float | None
    growth_status: str
    rate: float | None
    rate_years: float
    share: float | None
    rough_share: bool
    tier: Tier | None
    next_tier: Tier | None
    distance: float | None
    crosses: int | None
    forecasts: tuple[Figure, ...] = ()

    @property
    def reads(self) -> frozenset[SeriesKey]:
        """The series that the row is made of."""
        return frozenset({(self.member.unit, self.member.indicator)})


@frozen
class ClusterTable:
    """All clusters of one list, with the sums over them.

    `tier_counts` is the number of clusters in each tier; `tier_counts_ahead` is the same with the newest forecasts in
    place of the sizes, for the period `ahead` (both empty without forecasts). `total` is the sum of the known sizes;
    `total_qualifier` says how exact it is: over where sizes are missing or known as over, nearly where some are known
    as nearly, about otherwise. `hhi` (0-1), `cr3` (per cent) and `effective_number` (1 / HHI) are over the clusters
    with a known size; `known` is the number of these. `failed` are members and tiers that cannot be understood: the
    table is incomplete without them.
    """

    cluster_list: ClusterList
    rows: tuple[ClusterRow, ...]
    tier_counts: tuple[tuple[Tier, int], ...]
    tier_counts_ahead: tuple[tuple[Tier, int], ...]
    ahead: str
    total: float | None
    total_qualifier: str
    overlapping: bool
    known: int
    hhi: float | None
    cr3: float | None
    effective_number: float | None
    failed: tuple[FailedEntry, ...] = ()


def total_qualifier(rows: Sequence[ClusterRow], *, missing: bool = False) -> str:
    """How exactly the sum of the sizes is known; `missing` says that the list has clusters without a row here."""
    kinds = {row.size.qualifier if row.size else "over" for row in rows} | ({"over"} if missing else set())
    kinds.discard("exact")
    return "exact" if not kinds else kinds.pop() if len(kinds) == 1 else "about"


def tier_of(value: float | None, tiers: Sequence[Tier]) -> Tier | None:
    """The highest tier whose threshold the value reaches; `tiers` are given the highest first."""
    return None if value is None else next((tier for tier in tiers if value >= tier.threshold), None)


def newest_size(series: Series, until: str) -> Figure | None:
    """The newest observed size up to a period: of whole years and dates, not of parts of a year or windows.

    A forecast counts only where there is no observation.
    """
    end = period(until).end if until else float("inf")
    fitting = [f for f in series.known() if _is_size(f) and period(f.period).end <= end]
    observed = [f for f in fitting if f.status != "F"]
    chosen = observed or fitting
    return chosen[-1] if chosen else None


def size_growth(series: Series, size: Figure | None) -> tuple[float | None, float | None, float, str]:
    """Growth on the year before, yearly growth since the last known size, the years it spans, and its letter.

    Bounds give none.
    """
    earlier = series.known(before=size.period) if size and size.qualifier == "exact" else []
    exact = [figure for figure in earlier if _is_size(figure) and figure.qualifier == "exact"]
    if not exact or not size:
        return None, None, 0.0, "A"
    before = exact[-1]
    years = years_between(before.period, size.period)
    on_year = growth(before.value, size.value) if _is_within(years, YEAR) else None
    return on_year, cagr(before.value, size.value, years), years, worst([before.status, size.status])


def cluster_row(
    member: Member, unit: Unit, indicator: Indicator, series: Series, until: str, tiers: Sequence[Tier]
) -> ClusterRow:
    """The row of one cluster, without its share, which needs the others."""
    size = newest_size(series, until)
    value = size.value if size else None
    on_year, rate, years, letter = size_growth(series, size)
    above = [tier for tier in tiers if value is not None and tier.threshold > value]
    next_tier = above[-1] if above else None
    distance = crosses = None
    forecasts = forecasts_after(series, size)
    if size and value is not None and next_tier and size.qualifier != "over":
        distance = next_tier.threshold - value
        crosses = crossing_year(value, rate, period(size.period).year, next_tier.threshold)
        if forecasts:
            first = next((figure for figure in forecasts if tier_of(figure.value, [next_tier])), None)
            crosses = period(first.period).year if first else None
    return ClusterRow(
        member=member,
        unit=unit,
        indicator=indicator,
        history=series,
        size=size,
        growth=on_year,
        growth_status=letter,
        rate=rate,
        rate_years=years,
        share=None,
        rough_share=False,
        tier=tier_of(_just_below(size), tiers),
        next_tier=next_tier,
        distance=distance,
        crosses=crosses,
        forecasts=forecasts,
    )


def forecasts_after(series: Series, size: Figure | None) -> tuple[Figure, ...]:
    """The forecasts of sizes for periods after the newest size."""
    if size is None or size.status == "F":
        return ()
    known = [figure for figure in series.known() if figure.status == "F" and _is_size(figure)]
    return tuple(figure for figure in known if period(figure.period).end > period(size.period).end)


def tiers_ahead(rows: Sequence[ClusterRow], tiers: Sequence[Tier]) -> tuple[tuple[tuple[Tier, int], ...], str]:
    """The number of clusters in each tier with the newest forecasts in place of sizes, and their period."""
    last = [row.forecasts[-1] for row in rows if row.forecasts]
    if not last:
        return (), ""
    tiers_reached = [tier_of(row.forecasts[-1].value, tiers) if row.forecasts else row.tier for row in rows]
    ahead = max(last, key=lambda figure: period(figure.period)).period
    return tuple((tier, tiers_reached.count(tier)) for tier in tiers), ahead


def concentration(sizes: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    """Herfindahl-Hirschman index (0-1), share of the three largest in per cent, and effective number 1 / HHI.

    Null where there is nothing above 0. (Hirschman 1964; Adelman 1969 for the numbers equivalent)
    """
    total = sum(sizes)
    if total <= 0:
        return None, None, None
    shares = sorted((size / total for size in sizes), reverse=True)
    hhi = sum(share * share for share in shares)
    return hhi, 100 * sum(shares[:3]), 1 / hhi


def _is_size(figure: Figure) -> bool:
    length = period(figure.period).end - period(figure.period).start
    return _is_within(length, DATE) or _is_within(length, YEAR)


def _is_within(years: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] < years < bounds[1]


def _just_below(size: Figure | None) -> float | None:
    """A value just below a size that is known as nearly reached, so that the tier does not count as reached."""
    if size is None or size.value is None:
        return None
    return size.value * (1 - 1e-12) if size.qualifier == "nearly" else size.value
