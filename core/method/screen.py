"""Screening: units with too few figures, or too many zeros, are left out before anything is computed."""

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
import polars as pl

from core.method.errors import MethodError
from core.method.matrix import Counts
from core.method.panel import Panel, Years, check_panel

Screening: TypeAlias = Literal["missing", "zero", "missing or zero"]


class Shares(NamedTuple):
    """The shares on which a screening decides, and its description."""

    names: tuple[str, ...]
    description: str

    def __str__(self) -> str:
        """The description, as for every choice that is not a function."""
        return self.description


SCREENINGS: dict[Screening, Shares] = {
    "missing": Shares(("available",), "A unit is left out where too few of its figures are available (`available`)."),
    "zero": Shares(("nonzero",), "A unit is left out where too few of its figures are not zero (`nonzero`)."),
    "missing or zero": Shares(
        ("available", "nonzero"),
        "A unit is left out where too few of its figures are available (`available`) or not zero (`nonzero`).",
    ),
}

ENOUGH: dict[str, float] = {"available": 2 / 3, "nonzero": 0.05}


def availability(frame: pl.DataFrame, indicators: Sequence[str], *, years: Years = "within") -> pl.DataFrame:
    """The coverage of each unit: missing, zero, missing_or_zero (counts), available, nonzero (shares).

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
    panel = Panel.of(frame, indicators)
    return frame[screened_rows(panel, indicators, how, available, nonzero, keep, drop, years)]


def screened_rows(
    panel: Panel,
    indicators: Sequence[str],
    how: Screening,
    available: float,
    nonzero: float,
    keep: Collection[str],
    drop: Collection[str],
    years: Years,
) -> Counts:
    """The rows that stay, as in `screened`. Raises MethodError also where they differ between runs."""
    units = set(panel.keys.units)
    for unit in (*keep, *drop):
        if unit not in units:
            raise MethodError("There is no unit {unit} to keep or drop: take it off the list.", unit=unit)
        if unit in keep and unit in drop:
            raise MethodError("{unit} is to be kept and to be dropped: take it off one list.", unit=unit)
    values = panel.part(indicators)
    missing, zero = np.isnan(values).sum(axis=-2), (values == 0).sum(axis=-2)
    number = _numbers(panel.keys.units) if years == "across" else np.arange(panel.keys.height)
    cells = np.bincount(number)[number] * len(indicators)
    missing_counts, zeros = (_summed(counts, number) for counts in (missing, zero))
    present = cells - missing_counts
    with np.errstate(invalid="ignore", divide="ignore"):
        fits = {"available": ~(present / cells < available), "nonzero": ~(1 - zeros / present < nonzero)}
    stays = np.logical_and.reduce([fits[share] for share in SCREENINGS[how].names])
    stays = (stays | np.isin(panel.keys.units, list(keep))) & ~np.isin(panel.keys.units, list(drop))
    staying = np.atleast_2d(stays)
    if (staying != staying[0]).any():
        raise MethodError("Other units pass the screening in this run: keep or drop them by name.")
    if panel.keys.height and not staying[0].any():
        raise MethodError("No unit passes the screening: ask for a smaller share, or keep some by name.")
    return np.flatnonzero(staying[0])


def _numbers(units: Sequence[str]) -> Counts:
    """A number for each unit, on each of its rows."""
    place = {unit: at for at, unit in enumerate(dict.fromkeys(units))}
    return np.array([place[unit] for unit in units], dtype=np.int64)


def _summed(counts: Counts, number: Counts) -> Counts:
    """The sum over the rows of one number, on each of these rows."""
    sums = np.zeros((*counts.shape[:-1], int(number.max(initial=-1)) + 1), dtype=np.int64)
    for of_run, counted in zip(sums.reshape(-1, sums.shape[-1]), counts.reshape(-1, len(number)), strict=True):
        np.add.at(of_run, number, counted)
    return sums[..., number]
