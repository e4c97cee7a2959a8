"""The worked examples of explanations, robustness and quality of figures: with the others, all 98 are tests."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl
import pytest
from agreement import Agreement, Example, Examples
from asem_reference import Asem

from core.analysis.comparison import MEANINGFUL
from core.attribution.change import change
from core.derive.cluster_table import tier_of
from core.derive.derive import derive
from core.derive.growth import points
from core.derive.ratio import implied_whole, ratio_check
from core.method.aggregate import aggregated
from core.method.document import Document
from core.method.rank import ranks
from core.method.run import Scored, run
from core.method.tree import Branch, Tree
from core.releases.revisions import revisions
from core.workbook.entries import ClusterList, Indicator, Member, Method, Step, Tier, TreeNode, Unit
from core.workbook.figure import Figure, Series, half_unit, scaled
from core.workbook.status import worst
from core.workbook.workbook import Workbook

YI = 8


def share(percent: float | None) -> float | None:
    """Per cent as the examples have it."""
    return None if percent is None else percent / 100


def scored(weights: Sequence[float], rows: Sequence[Sequence[float]]) -> Scored:
    """An arithmetic index straight of its children: one unit, a period for each row."""
    codes = [f"c{at}" for at in range(len(weights))]
    placed = (
        TreeNode("m", "top"),
        *(TreeNode("m", code, "top", weight) for code, weight in zip(codes, weights, strict=True)),
    )
    frame = pl.DataFrame({"unit": "u", "period": [str(at) for at in range(len(rows))]})
    frame = frame.with_columns(pl.Series(code, [float(row[at]) for row in rows]) for at, code in enumerate(codes))
    return run(Document(Method("m", "M"), placed, (Step("m", 1, "aggregate", "arithmetic"),)), frame)


def in_turn(e: Example) -> Example:
    """First the figures at the old weights, then the weights at the new figures."""
    rows = [e["inputs"]["y0"], e["inputs"]["y1"]]
    old, new = (scored(e["inputs"][name], rows) for name in ("w0", "w1"))
    data = change(old, old, ("u", "0"), ("u", "1"), "top").total
    weight = change(old, new, ("u", "1"), ("u", "1"), "top").total
    return {
        "data_effect": data,
        "weight_effect": weight,
        "total": change(old, new, ("u", "0"), ("u", "1"), "top").total,
    }


def one_at_a_time(e: Example) -> Example:
    """Each weight a quarter less and a quarter more: the best and the worst rank of each unit."""
    rows, weights = e["inputs"]["x"], e["inputs"]["w"]
    codes = [f"c{at}" for at in range(len(weights))]
    frame = pl.DataFrame(rows, schema=codes, orient="row").with_columns(unit=pl.Series(list("abc")), period=pl.lit(1))

    def result(heavy: Sequence[float]) -> pl.DataFrame:
        tree = Tree((Branch("top"), *(Branch(code, "top", weight) for code, weight in zip(codes, heavy, strict=True))))
        return aggregated(frame, tree)

    base = result(weights)
    tried = [
        ranks(result([w * (factor if at == own else 1) for at, w in enumerate(weights)]), ["top"])["top"].to_list()
        for own in range(len(weights))
        for factor in (0.75, 1.25)
    ]
    first = ranks(base, ["top"])["top"].to_list()
    found = [*tried, first]
    return {
        "base_score": base["top"].to_list(),
        "base_rank": [float(rank) for rank in first],
        "rank_min": [float(min(unit)) for unit in zip(*found, strict=True)],
        "rank_max": [float(max(unit)) for unit in zip(*found, strict=True)],
    }


def two_prints(e: Example) -> Example:
    """One figure printed in 亿 and in 万."""
    printed = [
        Figure(
            "u",
            "i",
            "2023",
            value=scaled(str(one["value"]), one["unit_mult"]),
            mult=one["unit_mult"],
            decimals=one["decimals"],
        )
        for one in (e["inputs"]["a"], e["inputs"]["b"])
    ]
    a, b = printed
    assert a.value is not None and b.value is not None  # noqa: PT018 - both were just given one
    apart, half = abs(a.value - b.value), half_unit(a)
    return {"a_units": a.value, "b_units": b.value, "abs_diff": apart, "half_unit_of_a": half, "agree": apart <= half}


def intensity(rd: float, releases: Sequence[float], published: float) -> tuple[float, float, bool]:
    """Published R&D intensity beside that of the first and of the newest GDP."""
    ratio = Indicator("x", "", measure="PERCENT", decimals=2, numerator="rd", denominator="gdp")
    top = Series.of([Figure("b", "rd", "2023", value=rd * 1e8, mult=YI, decimals=1)])
    bottom = Series.of(
        Figure("b", "gdp", "2023", f"202{4 + at}", value=value * 1e8, mult=YI, decimals=1)
        for at, value in enumerate(releases)
    )
    made = ratio_check(ratio, Figure("b", "x", "2023", value=published, decimals=2), top, bottom)
    assert made is not None
    return made.first, made.newest, made.agrees


def ratios(e: Example) -> Example:
    """Three published intensities against their first GDP."""
    given = zip(e["inputs"]["rd"], e["inputs"]["gdp_first"], e["inputs"]["published"], strict=True)
    made = [intensity(rd, [gdp], published) for rd, gdp, published in given]
    return {"computed": [first for first, _, _ in made], "agree_2dp": [agrees for _, _, agrees in made]}


def two_releases(first: float, second: float) -> tuple[Series, float | None]:
    """A figure with two releases, and what the second changed in per cent."""
    series = Series.of([Figure("b", "g", "2023", "2024", value=first), Figure("b", "g", "2023", "2025", value=second)])
    return series, [one.change for one in revisions(series)][-1]


def revised(e: Example) -> Example:
    """GDP after the census, and the intensities of both releases."""
    first, second = e["inputs"]["gdp_2023_first"], e["inputs"]["gdp_2023_revised"]
    old, new, _ = intensity(e["inputs"]["rd_2023"], [first, second], 6.73)
    _, percent = two_releases(first, second)
    return {"abs": points(first, second), "rel": share(percent), "intensity_first": old, "intensity_revised": new}


def in_conflict(e: Example) -> Example:
    """Two releases of one figure stand side by side."""
    first, second = (one["value"] for one in e["inputs"]["high_tech_va_2023"])
    series, percent = two_releases(first, second)
    assert percent is not None
    both = len(series.vintages("2023")) == len(series.newest()) + 1
    kept = "keep both as vintages, never overwrite silently"
    return {"abs": first - second, "rel_pct": -percent, "action": kept if both else ""}


def whole_of_share(e: Example) -> Example:
    """The GDP that a published share implies."""
    figure = Figure("b", "s", "2020", value=e["inputs"]["share_pct"], decimals=1)
    made = implied_whole(e["inputs"]["part"], figure)
    assert made is not None
    return {"implied_total": made[0], "implied_range": list(made[1:])}


def overlapping(e: Example) -> Example:
    """Clusters whose scopes overlap: their shares are told to be no parts of one whole."""
    entries = [Unit(f"u{at}", "") for at in range(3)]
    figures = [Figure(f"u{at}", "i", "2021", value=size) for at, size in enumerate(e["inputs"]["shares"])]
    members = [Member("l", f"u{at}", "i", overlaps="u1" if at == 0 else "") for at in range(3)]
    workbook = Workbook.of(
        figures, [*entries, Indicator("i", "", measure="PERCENT"), ClusterList("l", "", period="2021"), *members]
    )
    table = derive(workbook).clusters["l"]
    return {"sum": table.total, "overlap_declared": table.overlapping and all(row.rough_share for row in table.rows)}


def released(e: Example) -> Example:
    """The newest release, and the one that was known at the end of 2024."""
    (first, _, then), (second, _, later) = e["inputs"]["rows"]
    figures = [Figure("b", "g", "2023", then, value=first, status="P"), Figure("b", "g", "2023", later, value=second)]
    _, percent = two_releases(first, second)
    current = Series.of(figures).at("2023")
    known = [figure for figure in Series.of(figures).vintages("2023") if figure.vintage <= "2024-12-31"][-1]
    assert current is not None
    return {"current": current.value, "as_of_2024_12_31": known.value, "revision_pct": percent}


def tiers(e: Example) -> Example:
    """The tier of each size, and what lacks to the trillion."""
    known = [Tier("1e12", "", threshold=1e12), Tier("1e11", "", threshold=1e11)]
    sizes = {year: scaled(str(v), e["inputs"]["unit_mult"]) for year, v in e["inputs"]["values_100m_CNY"].items()}
    entries = [
        Unit("u", ""),
        Indicator("i", "", mult=YI),
        *known,
        ClusterList("l", "", period="2023"),
        Member("l", "u", "i"),
    ]
    workbook = Workbook.of([Figure("u", "i", "2023", value=sizes["2023"], mult=YI)], entries)
    (row,) = derive(workbook).clusters["l"].rows
    assert row.distance is not None
    found = {year: tier.code for year, size in sizes.items() if (tier := tier_of(size, known))}
    return {"tier": found, "gap_to_1e12_2023_100m": row.distance / 10**YI}


OURS: dict[str, Callable[[Example], Example]] = {
    "tier_thresholds": tiers,
    "data_vs_method_vs_weight_change": in_turn,
    "one_at_a_time_weights": one_at_a_time,
    "rank_gap_caution": lambda e: {"meaningful": abs(e["inputs"]["rank_a"] - e["inputs"]["rank_b"]) > MEANINGFUL},
    "unit_mult_scale": lambda e: {"units": scaled(str(e["inputs"]["value"]), e["inputs"]["unit_mult"])},
    "unit_mult_reconcile": two_prints,
    "ratio_consistency": ratios,
    "revision_effect": revised,
    "vintage_conflict": in_conflict,
    "share_back_check": whole_of_share,
    "overlap_sum_over_100": overlapping,
    "status_propagation": lambda e: {"out": [worst(letters) for letters in e["inputs"]["inputs"]]},
    "provisional_then_final": released,
}


@pytest.mark.parametrize("name", OURS)
def test_a_worked_example_of_figures_comes_out(examples: Examples, agrees_with: Agreement, name: str) -> None:
    """A worked example comes out."""
    agrees_with(OURS[name](examples[name]), examples[name])


def test_the_asem_index_comes_out_as_it_is_printed(asem: Asem, examples: Examples) -> None:
    """The printed scores of the ASEM index, and the place of India, from raw figures to the index."""
    expected = examples["asem_end_to_end"]["expected"]
    made = aggregated(asem.min_max(asem.treated.frame), asem.tree)
    found = dict(made.select("unit", "Index").iter_rows())
    printed = {unit: score for unit, score in expected.items() if unit in found}
    assert len(printed) == 7
    assert {unit: found[unit] for unit in printed} == pytest.approx(printed, abs=0.005)
    place = dict(ranks(made, ["Index"]).select("unit", "Index").iter_rows())
    assert place["IND"] == expected["IND_rank"]


def test_every_one_of_the_98_examples_is_named_by_a_test() -> None:
    """An example that is added and not tested is found."""
    here = Path(__file__).parent
    named = "\n".join(path.read_text(encoding="utf-8") for path in here.rglob("test_*.py"))
    listed = json.loads((here / "worked_examples.json").read_text(encoding="utf-8"))["examples"]
    assert len(listed) == 98
    assert [one["name"] for one in listed if f'"{one["name"]}"' not in named] == []
