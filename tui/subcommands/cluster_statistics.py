"""Cluster statistics of a workbook as rows: quotients, specialisation, concentration, shift-share, quadrants."""

from argparse import Namespace
from collections.abc import Callable, Iterator

import polars as pl

from core.clusters.concentration import CONCENTRATIONS
from core.clusters.location import locational_gini
from core.clusters.of_workbook import sizes
from core.clusters.shift_share import esteban
from core.clusters.specialisation import specialisation
from core.clusters.standing import cluster_stars, growth_share
from core.entries import Indicator, Unit
from core.method.errors import MethodError
from core.workbook import Workbook
from tui.drawing.plain import plain
from tui.drawing.sheet import Sheet, SheetRow
from tui.drawing.table import Cell, Column
from tui.drawing.wording import NOTHING, Wording
from tui.subcommands.records import Record
from tui.subcommands.sections import Section


def quotients(table: pl.DataFrame, arguments: Namespace) -> pl.DataFrame:
    """Size, location quotient, focus and stars of every region, industry and period."""
    return cluster_stars(table, arguments.whole)


def specialisations(table: pl.DataFrame, arguments: Namespace) -> pl.DataFrame:
    """Krugman, Hoover, Herfindahl and effective number of every region and period."""
    return specialisation(table, arguments.whole)


def concentrations(table: pl.DataFrame, arguments: Namespace) -> pl.DataFrame:
    """How much the largest regions hold of each industry, in every measure, and the locational Gini."""
    size = pl.col("size")
    regions = table if arguments.whole is None else table.filter(pl.col("region") != arguments.whole)
    measures = [of(size).alias(name) for name, of in CONCENTRATIONS.items()]
    made = regions.group_by("industry", "period", maintain_order=True).agg(measures)
    gini = locational_gini(table, arguments.whole)
    return made.join(gini, on=["industry", "period"], how="left", maintain_order="left")


def shift_shares(table: pl.DataFrame, arguments: Namespace) -> pl.DataFrame:
    """Growth from the first to the last period: national, mix, and regional in its two parts."""
    return esteban(table, *_periods(table, arguments), arguments.whole)


def quadrants(table: pl.DataFrame, arguments: Namespace) -> pl.DataFrame:
    """Location quotient, its change, and the growth-share quadrant."""
    return growth_share(table, *_periods(table, arguments), arguments.whole)


SUBJECTS: dict[str, Callable[[pl.DataFrame, Namespace], pl.DataFrame]] = {
    "clusters-quotients": quotients,
    "clusters-specialisation": specialisations,
    "clusters-concentration": concentrations,
    "clusters-shift-share": shift_shares,
    "clusters-quadrants": quadrants,
}


def cluster_statistics(subject: str, workbook: Workbook, arguments: Namespace) -> pl.DataFrame:
    """The rows of one subject. Raises MethodError."""
    table = sizes(workbook, arguments.industries or ())
    return SUBJECTS[subject](table, arguments)


def statistic_records(subject: str, workbook: Workbook, arguments: Namespace) -> Iterator[Record]:
    """The rows as records."""
    return iter(cluster_statistics(subject, workbook, arguments).to_dicts())


def statistic_section(subject: str, workbook: Workbook, arguments: Namespace, wording: Wording) -> Section:
    """The rows as a table, with names for codes."""
    made = cluster_statistics(subject, workbook, arguments)
    columns = [Column(name, 9, "right" if kind.is_numeric() else "left") for name, kind in made.schema.items()]
    names: dict[str, Callable[[str], str]] = {
        "region": lambda code: wording.name(workbook.units.get(code) or Unit(code, code)),
        "industry": lambda code: wording.name(workbook.indicators.get(code) or Indicator(code, code)),
    }
    rows = [
        SheetRow(str(at), tuple(Cell(_text(value, names.get(name))) for name, value in row.items()))
        for at, row in enumerate(made.iter_rows(named=True))
    ]
    return Section(f"{wording.word('Clusters')} · {subject.removeprefix('clusters-')}", Sheet(columns, rows))


def _periods(table: pl.DataFrame, arguments: Namespace) -> tuple[str, str]:
    """The two periods that are asked for, else the first and the last."""
    first, last = arguments.periods or (table["period"][0], table["period"][-1])
    if first == last:
        raise MethodError(f"The table has only {first}: growth needs two periods.")
    return first, last


def _text(value: object, name: Callable[[str], str] | None) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 10_000 else f"{value:,.0f}"  # noqa: PLR2004 - digits that can be read
    return name(str(value)) if name else plain(str(value))
