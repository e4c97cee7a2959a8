"""Cluster statistics of a workbook as rows: quotients, specialisation, concentration, shift-share, quadrants."""

from argparse import Namespace
from collections.abc import Callable, Iterator

import polars as pl

from core.clusters.agglomeration import agglomeration
from core.clusters.concentration import CONCENTRATIONS
from core.clusters.location import locational_gini
from core.clusters.of_workbook import sizes
from core.clusters.shift_share import esteban
from core.clusters.specialisation import specialisation
from core.clusters.standing import cluster_stars, growth_share
from core.clusters.table import filled
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


def concentrations(table: pl.DataFrame, arguments: Namespace, plants: pl.DataFrame | None) -> pl.DataFrame:
    """How much the largest regions hold of each industry in every measure, the locational Gini, Ellison and Glaeser."""
    size, whole_table = pl.col("size"), filled(table)
    regions = whole_table if arguments.whole is None else whole_table.filter(pl.col("region") != arguments.whole)
    measures = [of(size).alias(name) for name, of in CONCENTRATIONS.items()]
    made = regions.group_by("industry", "period", maintain_order=True).agg(measures)
    for more in (locational_gini(table, arguments.whole), agglomeration(table, plants, arguments.whole)):
        made = made.join(more, on=["industry", "period"], how="left", maintain_order="left")
    return made


def shift_shares(table: pl.DataFrame, arguments: Namespace) -> pl.DataFrame:
    """Growth from the first to the last period: national, mix, and regional in its two parts."""
    return esteban(table, *_periods(table, arguments), arguments.whole)


def quadrants(table: pl.DataFrame, arguments: Namespace) -> pl.DataFrame:
    """Location quotient, its change, and the growth-share quadrant."""
    return growth_share(table, *_periods(table, arguments), arguments.whole)


CONCENTRATION = "clusters-concentration"
SUBJECTS: dict[str, Callable[[pl.DataFrame, Namespace], pl.DataFrame]] = {
    "clusters-quotients": quotients,
    "clusters-specialisation": specialisations,
    "clusters-shift-share": shift_shares,
    "clusters-quadrants": quadrants,
}


def cluster_statistics(subject: str, workbook: Workbook, arguments: Namespace) -> pl.DataFrame:
    """The rows of one subject. Raises MethodError."""
    table = sizes(workbook, arguments.industries or ())
    if subject == CONCENTRATION:
        return concentrations(table, arguments, _plants(workbook, arguments))
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


def _plants(workbook: Workbook, arguments: Namespace) -> pl.DataFrame | None:
    """The numbers of plants, under the names of the industries that they are of; nothing where none are named."""
    codes = list(vars(arguments).get("plants") or ())
    if not codes:
        return None
    industries = list(arguments.industries or ())
    if len(codes) != len(industries):
        raise MethodError("Name as many indicators with --plants as with --industries, in the same order.")
    return sizes(workbook, codes).with_columns(pl.col("industry").replace_strict(codes, industries))


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
