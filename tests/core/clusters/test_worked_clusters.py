from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from agreement import Agreement, Example, Examples

from core.clusters.agglomeration import ellison_glaeser
from core.clusters.concentration import (
    concentration_ratio,
    effective_number,
    evenness,
    herfindahl,
    normalised_herfindahl,
    shannon,
)
from core.clusters.location import location_quotients, locational_gini
from core.clusters.shift_share import dunn, esteban
from core.clusters.specialisation import specialisation
from core.clusters.standing import quadrant, stars

SIZES = pl.col("size")


def regions(sizes: dict[str, list[float]], period: int = 2020) -> pl.DataFrame:
    """A table of regions × industries i0, i1, ..., of one period."""
    rows = [(region, f"i{at}", period, size) for region, row in sizes.items() for at, size in enumerate(row)]
    return pl.DataFrame(rows, schema=["region", "industry", "period", "size"], orient="row")


def concentrated(sizes: list[float], **measures: pl.Expr) -> Example:
    """Measures of one list of sizes."""
    return pl.DataFrame({"size": sizes}).select(**measures).row(0, named=True)


def small_quotient(e: Example) -> Example:
    """One region and the rest of a nation."""
    part, region, industry, nation = (e["inputs"][key] for key in ("e_ij", "e_j", "e_i", "e"))
    table = regions({"R": [part, region - part], "N": [industry, nation - industry]})
    return {"LQ": location_quotients(table, "N")["location_quotient"][0]}


def gini(e: Example) -> Example:
    """One industry and the rest in three regions."""
    pairs = zip(e["inputs"]["e_ij"], e["inputs"]["e_j"], strict=True)
    made = locational_gini(regions({f"R{at}": [part, total - part] for at, (part, total) in enumerate(pairs)}))
    return {"gini": made.filter(industry="i0")["gini"][0]}


def special(region: str, whole: str) -> Callable[[Example], pl.DataFrame]:
    """Specialisation of a region against a whole."""
    return lambda e: specialisation(regions({"R": e["inputs"][region], "N": e["inputs"][whole]}), "N")


def glaeser(e: Example) -> Example:
    """Plants of one industry."""
    plants = pl.DataFrame(
        {"industry": "i", "region": e["inputs"]["plant_region"], "size": e["inputs"]["plant_employment"]}
    )
    totals = e["inputs"]["region_total"]
    made = ellison_glaeser(plants, pl.DataFrame({"region": list(totals), "size": list(totals.values())}))
    return {"G": made["concentration"][0], "H": made["herfindahl"][0], "gamma": made["gamma"][0]}


def two_years(e: Example) -> pl.DataFrame:
    """A region and its nation in two periods."""
    start = regions({"R": e["inputs"]["e1"], "N": e["inputs"]["E1"]}, 1)
    return pl.concat([start, regions({"R": e["inputs"]["e2"], "N": e["inputs"]["E2"]}, 2)])


def shifted(e: Example) -> Example:
    """Dunn's three parts and their sums."""
    made = dunn(two_years(e), 1, 2, "N")
    parts = {part: made[part].to_list() for part in ("national", "mix", "regional")}
    return {**parts, "total_change": made["change"].sum(), **{f"sum_{part}": sum(parts[part]) for part in parts}}


def starred(e: Example) -> Example:
    """Stars from percentiles."""
    size, quotient, focus = (pl.lit(e["inputs"][key]) for key in ("size_percentile", "LQ", "focus_percentile"))
    return {"stars": pl.select(stars(size, quotient, focus)).item()}


OURS: dict[str, Callable[[Example], Example]] = {
    "location_quotient_small": small_quotient,
    "hhi": lambda e: concentrated(
        e["inputs"]["sizes"],
        hhi_0_1=herfindahl(SIZES),
        hhi_10000=herfindahl(SIZES) * 10000,
        normalised=normalised_herfindahl(SIZES),
        effective_number=effective_number(SIZES),
    ),
    "concentration_ratio": lambda e: concentrated(
        e["inputs"]["sizes"], CR4=concentration_ratio(SIZES, e["inputs"]["k"])
    ),
    "shannon_diversity": lambda e: concentrated(e["inputs"]["shares"], H=shannon(SIZES), evenness=evenness(SIZES)),
    "locational_gini": gini,
    "krugman_specialisation": lambda e: {"K": special("region", "reference")(e)["krugman"][0]},
    "hoover_index": lambda e: {"HC": special("share_x", "share_ref")(e)["hoover"][0]},
    "ellison_glaeser": glaeser,
    "shift_share_dunn": shifted,
    "shift_share_esteban": lambda e: (
        esteban(two_years(e), 1, 2, "N").select("homothetic", "competitive", "allocation").to_dict(as_series=False)
    ),
    "observatory_stars": starred,
    "growth_share_quadrant": lambda e: {
        "class": pl.DataFrame(e["inputs"]["items"]).select(quadrant(pl.col("LQ"), pl.col("dLQ"))).to_series().to_list()
    },
}


@pytest.mark.parametrize("name", OURS)
def test_a_worked_example_of_clusters_comes_out(examples: Examples, agrees_with: Agreement, name: str) -> None:
    """A worked example of clusters comes out."""
    agrees_with(OURS[name](examples[name]), examples[name])


def goettingen(reference: Path) -> pl.DataFrame:
    """Jobs in Goettingen and Germany by section, with a line of totals."""
    path = reference / "real" / "goettingen_germany_employment_2008_2017.csv"
    wide = pl.read_csv(path, infer_schema_length=None).drop("WZ2008_Name")
    long = wide.unpivot(index="WZ2008_Code", value_name="size")
    return long.select(
        region=pl.col("variable").str.head(-4),
        industry="WZ2008_Code",
        period=pl.col("variable").str.tail(4).cast(pl.Int64),
        size="size",
    )


def test_location_quotients_of_goettingen(examples: Examples, agrees_with: Agreement, reference: Path) -> None:
    """Location quotients of Goettingen."""
    made = location_quotients(goettingen(reference), "BRD", "A-R").filter(period=2017)
    quotients = dict(made.select("industry", "location_quotient").iter_rows())
    agrees_with({"LQ": quotients, "top": max(quotients, key=quotients.get)}, examples["location_quotient_real"])


def test_shift_and_share_of_goettingen(examples: Examples, agrees_with: Agreement, reference: Path) -> None:
    """Shift and share of Goettingen."""
    made = dunn(goettingen(reference).filter(pl.col("industry") != "A-R"), 2008, 2017, "BRD")
    parts = made.select("change", "national", "mix", "regional").sum().row(0, named=True)
    agrees_with(parts, examples["shift_share_real"])


def test_every_example_of_clusters_is_tested_here_or_is_of_tiers(examples: Examples) -> None:
    """Every example of clusters is tested here or is of tiers."""
    elsewhere = {"location_quotient_real", "shift_share_real", "tier_thresholds"}
    assert {name for name, e in examples.items() if e["category"] == "cluster"} == {*OURS, *elsewhere}
