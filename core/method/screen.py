"""Units with too few figures, or too many zeros, are left out before anything is computed."""

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple, TypeAlias

import polars as pl

from core.method.errors import MethodError
from core.method.panel import Years, check_panel

Screening: TypeAlias = Literal["missing", "zero", "missing or zero"]


class Shares(NamedTuple):
    """The shares by which a screening decides, and what it does in words."""

    names: tuple[str, ...]
    description: str

    def __str__(self) -> str:
        """The description, as of every choice that is no function."""
        return self.description


SCREENINGS: dict[Screening, Shares] = {
    "missing": Shares(("available",), "A unit goes where too few of its figures are there (`available`)."),
    "zero": Shares(("nonzero",), "A unit goes where too few of its figures are other than zero (`nonzero`)."),
    "missing or zero": Shares(
        ("available", "nonzero"),
        "A unit goes where too few of its figures are there (`available`) or are other than zero (`nonzero`).",
    ),
}

ENOUGH: dict[str, float] = {"available": 2 / 3, "nonzero": 0.05}


def availability(frame: pl.DataFrame, indicators: Sequence[str], *, years: Years = "within") -> pl.DataFrame:
    """How full each unit is: missing, zero, missing_or_zero (counts), available, nonzero (shares).

    A row for each unit and period, or across years for each unit with `period` null. `available` is the share of
    indicators present, `nonzero` 1 less the share of zeros among them, null where none is. (COINr, get_data_avail)
    """
    check_panel(frame, indicators)
    counts = frame.select(
        "unit",
        period=pl.col("period").cast(pl.String) if years == "within" else pl.lit(None, pl.String),
        cells=pl.lit(len(indicators)),
        missing=pl.sum_horizontal(pl.col(indicators).is_null()).cast(pl.Int64),
        zero=pl.sum_horizontal((pl.col(indicators) == 0).fill_null(value=False)).cast(pl.Int64),
    )
    counts = counts.group_by("unit", "period", maintain_order=True).sum()
    present = pl.col("cells") - pl.col("missing")
    return counts.select(
        "unit",
        "period",
        "missing",
        "zero",
        missing_or_zero=pl.col("missing") + pl.col("zero"),
        available=present / pl.col("cells"),
        nonzero=pl.when(present > 0).then(1 - pl.col("zero") / present),
    )


def screened(
    frame: pl.DataFrame,
    indicators: Sequence[str],
    how: Screening = "missing",
    *,
    available: float = ENOUGH["available"],
    nonzero: float = ENOUGH["nonzero"],
    keep: Collection[str] = (),
    drop: Collection[str] = (),
    years: Years = "within",
) -> pl.DataFrame:
    """The panel less the rows whose unit falls strictly below a share, judged in each year or across all years.

    Units in `keep` stay and units in `drop` go whatever their shares; across years a unit stays or goes as a whole.
    Raises MethodError where a unit is in both, or in neither the panel. (COINr, Screen)
    """
    units = set(frame["unit"].cast(pl.String))
    for unit in (*keep, *drop):
        if unit not in units:
            raise MethodError(f"There is no unit {unit} to keep or drop: take it off the list.", unit=unit)
        if unit in keep and unit in drop:
            raise MethodError(f"{unit} is to be kept and to be dropped: take it off one list.", unit=unit)
    shares = availability(frame, indicators, years=years)
    least = {"available": available, "nonzero": nonzero}
    enough = pl.all_horizontal((pl.col(share) >= least[share]).fill_null(value=True) for share in SCREENINGS[how].names)
    stays = (enough | pl.col("unit").is_in(list(keep))) & ~pl.col("unit").is_in(list(drop))
    on = ["unit", "period"] if years == "within" else ["unit"]
    rows = frame.with_columns(period=pl.col("period").cast(pl.String)).select(on)
    left = frame.filter(rows.join(shares, on=on, how="left", maintain_order="left").select(stays).to_series())
    if frame.height and not left.height:
        raise MethodError("No unit passes the screening: ask for a smaller share, or keep some by name.")
    return left
