"""The tables of relatedness and complexity, each from a table of sizes: regions, industries, pairs, cells, changes."""

from collections.abc import Iterator

import numpy as np
import polars as pl
import polars.selectors as cs

from core.complexity.indices import complexity
from core.complexity.presence import THRESHOLD, Presence, presences
from core.complexity.relatedness import RELATEDNESS, Relatedness, density
from core.frozen import frozen
from core.method.errors import MethodError
from core.method.matrix import Matrix
from core.method.rank import largest_first, rank_of

BANDS = 5


@frozen
class PresenceSettings:
    """The advantage from which an industry is present, the measure of relatedness, and the unit that is the whole."""

    threshold: float = THRESHOLD
    relatedness: Relatedness = "conditional"
    whole: str | None = None

    def presences(self, table: pl.DataFrame) -> Iterator[Presence]:
        """The periods of the table. Raises MethodError."""
        return presences(table, self.threshold, self.whole)

    def related(self, presence: Presence) -> Matrix:
        """Industries × industries."""
        return RELATEDNESS[self.relatedness](presence.present)


def regions(table: pl.DataFrame, settings: PresenceSettings) -> pl.DataFrame:
    """Region, period, diversity, average_ubiquity, eci, eci_rank, fitness, fitness_rank, outlook, part.

    `average_ubiquity` is that of its industries (the first reflection of Hidalgo and Hausmann 2009), `outlook` the sum
    of density × PCI of what it has not (Hausmann et al. 2014; py-ecomplexity takes the PCI before it is standardised,
    and standardises the sum). `part` numbers the connected parts: ECI compares the regions of part 1.
    """
    tables = []
    for presence in settings.presences(table):
        index = complexity(presence.present)
        near = density(presence.present, settings.related(presence))
        outlook = np.nansum(near * (1 - presence.present) * index.pci, axis=1)
        outlook[np.isnan(index.eci)] = np.nan
        tables.append(
            _frame(
                region=presence.regions,
                period=[presence.period] * len(presence.regions),
                diversity=presence.diversity.astype(int),
                average_ubiquity=_mean(presence.present @ presence.ubiquity, presence.diversity),
                eci=index.eci,
                fitness=index.fitness,
                outlook=outlook,
                part=index.region_parts,
            )
        )
    return _ranked(pl.concat(tables), "eci", "fitness")


def industries(table: pl.DataFrame, settings: PresenceSettings) -> pl.DataFrame:
    """Industry, period, ubiquity, average_diversity, pci, pci_rank, complexity, complexity_rank, part."""
    tables = []
    for presence in settings.presences(table):
        index = complexity(presence.present)
        tables.append(
            _frame(
                industry=presence.industries,
                period=[presence.period] * len(presence.industries),
                ubiquity=presence.ubiquity.astype(int),
                average_diversity=_mean(presence.present.T @ presence.diversity, presence.ubiquity),
                pci=index.pci,
                complexity=index.complexity,
                part=index.industry_parts,
            )
        )
    return _ranked(pl.concat(tables), "pci", "complexity")


def pairs(table: pl.DataFrame, settings: PresenceSettings) -> pl.DataFrame:
    """Industry, other, period, together (regions that have both), relatedness; each pair once, the nearest first."""
    tables = []
    for presence in settings.presences(table):
        first, second = np.triu_indices(len(presence.industries), 1)
        names = np.array(presence.industries)
        pairs_of_period = _frame(
            industry=names[first],
            other=names[second],
            period=pl.Series([presence.period] * len(first), dtype=pl.String),
            together=(presence.present.T @ presence.present)[first, second].astype(int),
            relatedness=settings.related(presence)[first, second],
        )
        tables.append(largest_first(pairs_of_period, "relatedness"))
    return pl.concat(tables)


def cells(table: pl.DataFrame, settings: PresenceSettings) -> pl.DataFrame:
    """Region, industry, period, size, advantage, present, density, pci, gain; of every region and industry.

    `density` is the share of the related industries that the region has. `gain` is what the industry would add to the
    outlook of a region that lacks it: the relatedness to the other missing industries × PCI.
    """
    tables = []
    for presence in settings.presences(table):
        related, pci = settings.related(presence), complexity(presence.present).pci
        sums, lacking = related.sum(axis=1), 1 - presence.present
        weighted = related * (np.nan_to_num(pci) / np.where(sums > 0, sums, 1))[:, None]
        gain = np.where(presence.present > 0, np.nan, lacking @ weighted)
        tables.append(
            presence.cells().with_columns(
                density=presence.column(density(presence.present, related)),
                pci=presence.column(np.broadcast_to(pci, presence.present.shape)),
                gain=presence.column(np.where(np.isnan(pci), np.nan, gain)),
            )
        )
    return pl.concat(tables)


def missing(table: pl.DataFrame, settings: PresenceSettings) -> pl.DataFrame:
    """The cells of the industries that a region lacks, with `place`: 1 is the nearest to those that it has."""
    rows = cells(table, settings).filter(~pl.col("present")).drop("present").with_row_index("row")
    keys = ["region", "period"]
    rows = rows.with_columns(pl.col("row").min().over(keys), place=rank_of(pl.col("density")).over(keys))
    return rows.sort("row", "place", nulls_last=True, maintain_order=True).drop("row")


def changes(table: pl.DataFrame, first: object, last: object, settings: PresenceSettings) -> pl.DataFrame:
    """Region, industry, change (entry, exit, kept, absent), advantage, advantage_last, density of the first period.

    Only what is known in both periods. Raises MethodError on a period without rows. (EconGeo, entry_list, exit_list)
    """
    all_cells = cells(table, settings)
    start, end = (all_cells.filter(pl.col("period") == str(period)) for period in (first, last))
    for period, rows in ((first, start), (last, end)):
        if not rows.height:
            raise MethodError("The table has no row for {period}: name another period.", period=period)
    joined = start.join(end, on=["region", "industry"], suffix="_last", maintain_order="left")
    before, after = pl.col("present"), pl.col("present_last")
    change = (
        pl.when(before & after).then(pl.lit("kept"))
        .when(before & ~after).then(pl.lit("exit"))
        .when(~before & after).then(pl.lit("entry"))
        .when(~before & ~after).then(pl.lit("absent"))
    )  # fmt: skip
    return joined.select(
        "region", "industry", "density", "pci", "advantage", "advantage_last", change=change
    ).drop_nulls("change")


def rates(table: pl.DataFrame, first: object, last: object, settings: PresenceSettings) -> pl.DataFrame:
    """Event (entry, exit), band (1 the least related), lowest and highest density, cells, events, share of them.

    The bands are fifths of the cells by density: where relatedness leads, entries rise and exits fall from band to
    band. (Boschma, Balland and Kogler 2015)
    """
    rows = changes(table, first, last, settings).drop_nulls("density")
    parts = []
    for event, stays in (("entry", "absent"), ("exit", "kept")):
        some = rows.filter(pl.col("change").is_in([event, stays]))
        band = ((pl.col("density").rank("min") - 1) * BANDS // pl.len() + 1).cast(pl.Int64)
        happened = pl.col("change") == event
        parts.append(
            some.group_by(event=pl.lit(event), band=band).agg(
                lowest=pl.col("density").min(),
                highest=pl.col("density").max(),
                cells=pl.len().cast(pl.Int64),
                events=happened.sum().cast(pl.Int64),
                share=happened.mean(),
            ).sort("band")
        )  # fmt: skip
    return pl.concat(parts)


def _frame(**columns: object) -> pl.DataFrame:
    """A frame of columns in which NaN is null."""
    return pl.DataFrame(columns).with_columns(cs.float().fill_nan(None))


def _mean(sums: Matrix, counts: Matrix) -> Matrix:
    """NaN where nothing is counted."""
    return np.divide(sums, counts, out=np.full_like(sums, np.nan), where=counts > 0)


def _ranked(frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """The frame with the rank of each column within its period behind it."""
    table = frame.with_columns(rank_of(pl.col(name)).over("period").alias(f"{name}_rank") for name in columns)
    order = [key for name in frame.columns for key in (name, f"{name}_rank") if key in table.columns]
    return table.select(order)
