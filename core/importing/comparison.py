"""Imported figures compared with those of the workbook: new, changed and unchanged ones."""

import polars as pl

from core.importing.choices import Choices
from core.importing.table import Refused, split
from core.words import gettext
from core.workbook.figure_frame import IS_OWN, by_release
from core.workbook.workbook import Workbook

KEY = ["unit", "indicator", "period"]
NEARLY_ALL, COMMON, FAR = 0.9, 10, 0.1
"""From this number of common figures on, a share of differences and a median difference that are no revision."""


def compared(
    frame: pl.DataFrame, newest: pl.DataFrame, exact: pl.DataFrame, choices: Choices
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, list[Refused]]:
    """The figures by result: new, changed (beside the old ones), unchanged, and those of an existing release."""
    joined = frame.join(newest, on=KEY, how="left", maintain_order="left")
    joined = joined.join(exact, on=[*KEY, "vintage"], how="left", maintain_order="left")
    known, there = pl.col("old_vintage").is_not_null(), pl.col("its_status").is_not_null()
    same = _same("old") & ~there | _same("its")
    unchanged, rest = joined.filter(known & same), joined.filter(~(known & same))
    new = rest.filter(~known)
    changed = rest.filter(known)
    if not choices.overwrite:
        late = (pl.col("vintage") == "") | ((pl.col("vintage") == pl.col("old_vintage")) & pl.lit(not choices.vintage))
        vintage = pl.when(late).then(pl.lit(choices.released)).otherwise("vintage")
        changed = changed.with_columns(vintage=vintage).drop("its_value", "its_status")
        changed = changed.join(exact, on=[*KEY, "vintage"], how="left", maintain_order="left")
        reason = pl.format(
            gettext("release {} of it exists with another value: name another --vintage, or --overwrite"), "vintage"
        )
        clash = pl.col("its_status").is_not_null() & ~_same("its")
        changed, other = split(changed.with_columns(why=_of_another_dataset(changed, unchanged, choices)))
        changed, refused = split(changed.with_columns(why=pl.when(clash).then(reason)))
        refused = [*other, *refused]
    else:
        vintage = pl.when(pl.col("vintage") == "").then("old_vintage").otherwise("vintage")
        changed, refused = changed.with_columns(vintage=vintage), []
    return new, changed, unchanged, refused


def _same(part: str) -> pl.Expr:
    return (
        pl.col("value").eq_missing(pl.col(f"{part}_value")) & (pl.col("status") == pl.col(f"{part}_status"))
    ).fill_null(value=False)


def present(frame: pl.DataFrame, workbook: Workbook) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The figures of the workbook in the same series: of each period the newest release, and every release."""
    series = frame.select("unit", "indicator").unique()
    rows = workbook.figures.whole().join(series, on=["unit", "indicator"], how="semi", maintain_order="left")
    exact = by_release(rows).select(*KEY, "vintage", its_value="value", its_status="status", its_source="source")
    newest = exact.group_by(KEY, maintain_order=True).last()
    names = {"vintage": "old_vintage", "its_value": "old_value", "its_status": "old_status", "its_source": "old_source"}
    return newest.rename(names), exact.drop("its_source")


def superseded(rows: pl.DataFrame, workbook: Workbook) -> pl.DataFrame:
    """The figures without release that a release of the rows replaces: one newer than every other release there."""
    there = workbook.figures.whole()
    cells = there.filter(IS_OWN).join(rows.filter(pl.col("vintage") != ""), on=KEY, how="semi")
    known = there.join(cells, on=KEY, how="semi").group_by(KEY).agg(known=pl.col("vintage").max())
    newer = rows.join(known, on=KEY).filter(pl.col("vintage") > pl.col("known"))
    return cells.join(newer, on=KEY, how="semi", maintain_order="left")


def _of_another_dataset(changed: pl.DataFrame, unchanged: pl.DataFrame, choices: Choices) -> pl.Expr:
    """Why figures of an indicator are not a revision: nearly all differ strongly from those of another source."""
    common = pl.concat([changed.select("indicator"), unchanged.select("indicator")]).group_by("indicator").len("common")
    away = (pl.col("value") - pl.col("old_value")).abs() / pl.col("old_value").abs()
    counts = changed.group_by("indicator").agg(
        pl.len().alias("differ"),
        away.median().alias("away"),
        (pl.col("source") != pl.col("old_source")).all().alias("other"),
    )
    suspects = counts.join(common, on="indicator").filter(
        (pl.col("common") >= COMMON)
        & (pl.col("differ") >= NEARLY_ALL * pl.col("common"))
        & (pl.col("away") > FAR)
        & pl.col("other")
    )
    if choices.vintage:
        return pl.lit(None, pl.String)
    reasons = {
        row["indicator"]: gettext(
            "{indicator}: {differing:,} of {figures:,} figures differ from those of another source: name another "
            "indicator, or say --vintage DATE where it is a revision",
            indicator=row["indicator"],
            differing=row["differ"],
            figures=row["common"],
        )
        for row in suspects.iter_rows(named=True)
    }
    return pl.col("indicator").replace_strict(reasons, default=None, return_dtype=pl.String)
