from pathlib import Path

import polars as pl
from agreement import Examples, agrees

from core.clusters.location import location_quotients
from core.clusters.shift_share import dunn
from core.clusters.specialisation import specialisation


def employment(reference: Path) -> pl.DataFrame:
    """Employment of the countries that are complete in 2007 and 2016."""
    path = reference / "real" / "eurostat_employment_nace_2007_2016.csv"
    table = pl.read_csv(path, infer_schema_length=None).filter(pl.col("time").is_in([2007, 2016]))
    table = table.select(region="geo", industry="nace_r2", period="time", size="emp1000")
    return table.filter((pl.col("size").count() == 20).over("region"))


def test_location_quotients_and_shift_share_of_eurostat_come_out(reference: Path, examples: Examples) -> None:
    """Location quotients and shift share of eurostat come out."""
    answers = examples["eurostat_lq_shift_share"]["expected"]
    table = employment(reference)
    quotients = location_quotients(table).pivot("period", index=["region", "industry"], values="location_quotient")
    parts = dunn(table, 2007, 2016)
    made = quotients.join(parts, on=["region", "industry"]).with_columns(key=pl.col("region") + pl.col("industry"))
    expected = pl.read_csv(reference / answers["table"])
    expected = expected.select(
        pl.col("lq_2007").alias("2007"),
        pl.col("lq_2016").alias("2016"),
        key=pl.col("geo") + pl.col("nace_r2"),
        national="ss_reference_growth",
        mix="ss_industry_mix",
        regional="ss_regional",
    )
    assert expected.height == made.height
    agrees(made, expected, "key", rounded=1e-9)


def test_specialisation_of_eurostat_comes_out(reference: Path) -> None:
    """Specialisation of eurostat comes out."""
    made = specialisation(employment(reference).filter(period=2016))
    expected = pl.read_csv(reference / "real" / "eurostat_specialisation_expected.csv").select(
        region="geo", herfindahl="hhi_2016", krugman="krugman_2016", hoover="hoover_2016"
    )
    agrees(made, expected, "region", rounded=1e-9)
