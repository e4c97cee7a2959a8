"""Economic complexity and relatedness: published networks, another program's results, and laws."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from core.complexity.indices import complexity, economic_complexity, fitness_and_complexity, parts
from core.complexity.presence import presences
from core.complexity.relatedness import RELATEDNESS, conditional, density
from core.complexity.tables import PresenceSettings, cells, changes, industries, missing, pairs, rates, regions
from core.method.errors import MethodError

NETWORK = np.array([[1, 1, 1, 1], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]], dtype=float)
"""The network of Hidalgo and Hausmann (2009), figure S4: countries C1 to C4, products P1 to P4."""

JOBS = np.array([
    [56, 37, 41, 53, 0, 46, 0, 0, 0],
    [0, 17, 0, 0, 0, 0, 57, 0, 14],
    [90, 0, 0, 0, 48, 0, 58, 0, 52],
    [50, 0, 39, 58, 0, 0, 0, 24, 0],
    [0, 21, 0, 0, 43, 0, 51, 0, 57],
    [0, 0, 0, 0, 0, 57, 27, 41, 0],
], dtype=float)  # fmt: skip
"""Six regions × nine industries, made at random."""
ECI = [0.937547273937, -1.003272990407, -0.76679616874, 1.417195034089, -1.11304021806, 0.528367069181]
PCI = [0.764089566497, -0.620886630782, 1.737311713833, 1.737311713833, -1.442341901016, 1.069910006303,
       -0.914875940951, 1.430067142191, -1.474056399489]  # fmt: skip
DENSITY = [0.21568627451, 0.217391304348, 0.25, 0.25, 0.176470588235, 0.512195121951, 0.428571428571,
           0.567567567568, 0.219512195122]  # fmt: skip
"""What py-ecomplexity 0.5.3 gives for these: ECI, PCI, and the density of the last region."""
RELATED = {
    "probability": (1.222222222222, 0.873015873016, 1.25),
    "association": (1.555555555556, 1.166666666667, 1.75),
    "cosine": (0.333333333333, 0.288675134595, 0.5),
    "jaccard": (0.2, 0.166666666667, 0.333333333333),
    "conditional": (0.5, 0.5, 2 / 3),
}
"""P1 with P2, P1 with P3, P3 with P4 in the network, by the formulas of EconGeo and of Hidalgo et al. (2007)."""
USUAL = PresenceSettings()


def table(*years: np.ndarray, names: str = "r") -> pl.DataFrame:
    """Sizes as a table, the periods numbered from 1; NaN is not known."""
    rows = [
        (f"{names}{at}", f"i{of}", str(year), float(size))
        for year, sizes in enumerate(years, 1)
        for at, row in enumerate(sizes)
        for of, size in enumerate(row)
    ]
    made = pl.DataFrame(rows, schema=["region", "industry", "period", "size"], orient="row")
    return made.with_columns(pl.col("size").fill_nan(None))


def test_eci_pci_and_density_are_those_of_py_ecomplexity() -> None:
    """The same matrix, the same indices."""
    (presence,) = presences(table(JOBS))
    index = complexity(presence.present)
    assert_allclose(index.eci, ECI, atol=1e-11)
    assert_allclose(index.pci, PCI, atol=1e-11)
    assert_allclose(density(presence.present, conditional(presence.present))[-1], DENSITY, atol=1e-11)
    assert_allclose(presence.advantage[0, :4], [1.271612507664, 2.1956509299, 2.280954935622, 2.125082163709])


def test_reflections_of_the_published_network_come_out() -> None:
    """Diversity and mean ubiquity of figure S4, and EconGeo's kci, which is the ECI in another scale."""
    frame = regions(table(NETWORK), PresenceSettings(threshold=1e-9))
    assert frame["diversity"].to_list() == [4, 1, 2, 1]
    assert frame["average_ubiquity"].to_list() == [2.0, 2.0, 2.5, 3.0]
    kci = np.array([0.539412299986, 6.399529655597, -2.619416209111, -3.319525746472])
    kci = (kci - kci.mean()) / kci.std()
    eci, _ = economic_complexity(NETWORK)
    assert_allclose(eci * np.sign(eci[1]) * np.sign(kci[1]), kci, atol=2e-4)  # EconGeo rounds to 4 decimals on the way


@pytest.mark.parametrize("name", RELATED)
def test_relatedness_of_the_published_network(name: str) -> None:
    """Every measure, symmetric."""
    related = RELATEDNESS[name](NETWORK)
    assert_allclose((related[0, 1], related[0, 2], related[2, 3]), RELATED[name], atol=1e-11)
    assert_allclose(related, related.T)
    assert_allclose(np.diag(related), 1 if name == "conditional" else 0)


def test_rare_industries_are_the_complex_ones_where_all_regions_are_as_diverse() -> None:
    """The third industry, which only the first region has, has the highest PCI, and that region the highest ECI."""
    eci, pci = economic_complexity(np.array([[0, 1, 1, 1], [1, 1, 0, 1], [1, 1, 0, 1]], dtype=float))
    assert_allclose(eci, [2**0.5, -(0.5**0.5), -(0.5**0.5)])
    assert_allclose(pci, 2**0.5 * np.array([-1.5, 0, 3, 0]), atol=1e-12)


def test_fitness_of_two_regions_by_hand() -> None:
    """A has both industries, B the common one; two rounds by hand.

    Round 1: F = (2, 1) / 1.5, Q = (1, 1/2) / 0.75. Round 2: F = (4/3 + 2/3, 2/3) / (4/3) = (1.5, 0.5),
    Q = (4/3, 1 / (3/4 + 3/2)) / mean = (4/3, 4/9) / (8/9) = (1.5, 0.5).
    """
    fitness, needed = fitness_and_complexity(np.array([[1.0, 1.0], [0.0, 1.0]]), rounds=2)
    assert_allclose(fitness, [1.5, 0.5])
    assert_allclose(needed, [1.5, 0.5])


def test_what_is_empty_or_apart_has_no_index_and_says_so() -> None:
    """Two blocks, a region without industries and an industry in no region: only the larger block is compared."""
    present = np.zeros((6, 7))
    present[:3, :4] = [[1, 1, 1, 0], [1, 0, 0, 0], [0, 1, 1, 1]]
    present[3:5, 4:6] = [[1, 1], [1, 0]]
    index = complexity(present)
    assert index.region_parts.tolist() == [1, 1, 1, 2, 2, 0]
    assert index.industry_parts.tolist() == [1, 1, 1, 1, 2, 2, 0]
    assert np.isfinite(index.eci).tolist() == [True] * 3 + [False] * 3
    assert np.isfinite(index.pci).tolist() == [True] * 4 + [False] * 3
    assert index.fitness[5] == 0
    assert np.isnan(index.complexity[6])
    alone, _ = economic_complexity(present[:3, :4])
    assert_allclose(index.eci[:3], alone)


@pytest.mark.parametrize("present", [np.ones((3, 4)), np.ones((1, 3)), 1 - np.eye(3)])
def test_no_direction_is_made_up_where_none_is_determined(present: np.ndarray) -> None:
    """Regions alike, one region, and a circle in which two eigenvalues are equal."""
    eci, pci = economic_complexity(present)
    assert np.isnan(eci).all()
    assert np.isnan(pci).all()


def test_a_size_that_is_not_known_is_neither_present_nor_missing() -> None:
    """It is listed as not known, and is not a missing industry, no entry and no exit."""
    jobs = JOBS.copy()
    jobs[0, 4] = np.nan
    frame = cells(table(jobs), USUAL).filter(region="r0", industry="i4")
    assert frame["present"].to_list() == [None]
    assert missing(table(jobs), USUAL).filter(region="r0", industry="i4").is_empty()
    assert changes(table(jobs, JOBS), 1, 2, USUAL).filter(region="r0", industry="i4").is_empty()


def test_regions_of_one_structure_have_all_industries_alike() -> None:
    """Each advantage is 1, which rounding must not let fall below the threshold in some cells."""
    rng = np.random.default_rng(7)
    for _ in range(20):
        (presence,) = presences(table(np.outer(rng.random(6), rng.random(9))))
        assert presence.present.all()


def test_missing_industries_come_by_region_the_nearest_first() -> None:
    """Those of the last region, by the density of the published result."""
    frame = missing(table(JOBS), USUAL)
    last = frame.filter(region="r5")
    assert last["place"].to_list() == [1, 1, 3, 4, 5, 6]
    assert last["industry"].to_list()[-1] == "i4"
    assert frame["region"].unique(maintain_order=True).to_list() == [f"r{at}" for at in range(6)]
    mine = cells(table(JOBS), USUAL).filter(region="r0", present=False)
    outlook = regions(table(JOBS), USUAL).filter(region="r0")["outlook"].item()
    assert outlook == pytest.approx((mine["density"] * mine["pci"]).sum())


def test_entries_and_exits_and_their_rates() -> None:
    """One industry enters, one leaves; both are counted in the band of their density."""
    later = JOBS.copy()
    later[5, 0], later[0, 3] = 400, 0
    frame = changes(table(JOBS, later), 1, 2, USUAL)
    assert frame.filter(pl.col("change") == "entry").select("region", "industry").rows() == [("r5", "i0")]
    assert ("r0", "i3") in frame.filter(pl.col("change") == "exit").select("region", "industry").rows()
    made = rates(table(JOBS, later), 1, 2, USUAL)
    counted = made.group_by("event", maintain_order=True).agg(pl.col("cells", "events").sum())
    entered, left = (frame.filter(pl.col("change") == change).height for change in ("entry", "exit"))
    assert counted.rows() == [
        ("entry", frame.filter(pl.col("change").is_in(["entry", "absent"])).height, entered),
        ("exit", frame.filter(pl.col("change").is_in(["exit", "kept"])).height, left),
    ]
    with pytest.raises(MethodError, match="no row for 9: name another period"):
        changes(table(JOBS), 1, 9, USUAL)


def test_a_threshold_of_nothing_is_refused() -> None:
    """Every industry would be everywhere."""
    with pytest.raises(MethodError, match="give a threshold above 0"):
        list(presences(table(JOBS), 0.0))


@settings(max_examples=40)
@given(arrays(np.int8, st.tuples(st.integers(2, 6), st.integers(2, 7)), elements=st.integers(0, 1)))
def test_laws_of_the_indices(cells_of: np.ndarray) -> None:
    """ECI is the mean PCI of what a region has, mean 0 and deviation 1, whatever the order; parts are connected."""
    present = cells_of.astype(float)
    index = complexity(present)
    of_region, of_industry = parts(present)
    at, of = np.nonzero(present)
    assert (of_region[at] == of_industry[of]).all()
    known = np.isfinite(index.eci)
    turned = complexity(present[::-1, ::-1])
    if known.any():
        main = np.ix_(known, of_industry == 1)
        eci = index.eci[known]
        assert_allclose((eci.mean(), eci.std()), (0, 1), atol=1e-9)
        assert_allclose(present[main] @ index.pci[of_industry == 1] / present[main].sum(axis=1), eci, atol=1e-9)
        if of_region.max() == 1:
            eci, again = index.eci, turned.eci[::-1]
            assert_allclose(again * np.sign(np.nansum(again * eci)), eci, atol=1e-6)
    for related in (of(present) for of in RELATEDNESS.values()):
        near = density(present, related)
        assert np.nanmin(near, initial=0) >= 0
        assert np.nanmax(near, initial=0) <= 1 + 1e-12


def test_tables_have_a_row_for_each_of_what_they_describe() -> None:
    """Regions, industries and pairs of two periods."""
    both = table(JOBS, JOBS[::-1])
    assert regions(both, USUAL).height == 12
    assert industries(both, USUAL).filter(period="1")["pci_rank"].to_list() == [5, 6, 1, 1, 8, 4, 7, 3, 9]
    assert pairs(both, USUAL).height == 2 * 9 * 8 // 2


def test_tables_keep_the_order_in_which_things_come() -> None:
    """Forty regions, industries and periods whose names are in no order, and all alike."""
    names = [f"n{7 * at % 41}" for at in range(40)]
    cube = pl.DataFrame({"region": names}).join(pl.DataFrame({"industry": names}), how="cross")
    for period in names[:30]:
        (presence,) = presences(cube.with_columns(period=pl.lit(period), size=1.0)[:80])
        assert (presence.period, presence.regions, presence.industries) == (period, names[:2], names)
    years = [cube[:80].with_columns(period=pl.lit(period), size=pl.lit(1.0)) for period in names]
    assert [presence.period for presence in presences(pl.concat(years))] == names
    near = pairs(years[0], USUAL)
    assert near["relatedness"].unique().to_list() == [1]
    firsts, seconds = np.triu_indices(40, 1)
    assert near["industry"].to_list() == [names[at] for at in firsts]
    assert near["other"].to_list() == [names[at] for at in seconds]
    lacking = missing(table(np.eye(30), names="x"), USUAL)
    assert lacking["region"].unique(maintain_order=True).to_list() == [f"x{at}" for at in range(30)]
    assert lacking.filter(region="x3")["industry"].to_list() == [f"i{at}" for at in range(30) if at != 3]


def test_nothing_in_a_region_or_an_industry_is_an_advantage_of_0() -> None:
    """The quotient is not defined there, and the size is known."""
    sizes = np.array([[3.0, 7.0, 0.0], [0.0, 0.0, 0.0], [20.0, np.nan, 0.0]])
    rows = cells(table(sizes), USUAL)
    empty = rows.filter((pl.col("region") == "r1") | (pl.col("industry") == "i2"))
    assert (empty["advantage"].to_list(), empty["present"].to_list()) == ([0] * 5, [False] * 5)
    assert rows.filter(region="r2", industry="i1")["present"].to_list() == [None]


def test_the_nearest_industries_come_first() -> None:
    """Of three pairs by the share of the regions that have both."""
    rows = pairs(table(NETWORK[:3]), PresenceSettings(threshold=0.001))
    assert rows["relatedness"].to_list() == sorted(rows["relatedness"], reverse=True)
    assert rows.select("industry", "other", "together").row(0) == ("i2", "i3", 2)
