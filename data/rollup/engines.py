"""The engines of a rollup: Polars is always available, DuckDB and Spark where they are installed."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple, cast

import narwhals as nw
import polars as pl
from narwhals.exceptions import NarwhalsError
from polars.exceptions import PolarsError

from core.progress import Progress, no_progress
from core.rollup.crosswalk import mapping, of_kind
from core.rollup.left_out import LeftOut, left_out, left_out_of_clusters
from core.rollup.plan import (
    Ends,
    added,
    counts,
    doubtful,
    ends_of,
    firms,
    joined,
    largest,
    largest_holding,
    pairs,
    shares,
    sums,
    sums_and_firms,
)
from core.rollup.prepared import LazyFrame, by_appearance, named, prepared, with_spans
from core.rollup.rule import RollupRule
from core.rollup.values import values
from data.errors import FileError
from data.rollup.engine import Engine
from data.rollup.sources import Source

EXTRAS = {"duckdb": "duckdb", "spark": "pyspark"}
"""The package that an engine needs beside jingdex."""
ENGINES = ("polars", "duckdb", "spark")
AT_ONCE = 20_000_000
"""The number of rows whose firms Polars counts together: about 100 bytes each."""


class RollupCells(NamedTuple):
    """The cells of a rule, the rows of the source, and those of them that are in no cell."""

    cells: pl.DataFrame
    rows: int
    left_out: LeftOut


class PolarsEngine(Engine):
    """Polars' streaming engine, which needs no more memory than the groups and a few chunks of rows."""

    errors = (PolarsError,)

    def open(self, source: Source) -> LazyFrame:
        """The rows of Parquet, CSV or Arrow."""
        files = list(source.files)
        match source.kind:
            case "parquet":
                scan = pl.scan_parquet(files)
            case "csv":
                tabs = source.files[0].suffix.lower() == ".tsv"
                scan = pl.scan_csv(files, infer_schema=False, separator="\t" if tabs else ",")
            case "arrow":
                scan = pl.scan_ipc(files)
            case kind:
                raise FileError("Polars reads no table of {kind}: use --engine {kind}.", kind=kind)
        return nw.from_native(scan)

    def watched(self, rows: LazyFrame) -> LazyFrame:
        """The rows, with a call for each chunk."""

        def see(chunk: pl.DataFrame) -> pl.DataFrame:
            self.report_rows(chunk.height)
            return chunk

        return nw.from_native(cast("pl.LazyFrame", rows.to_native()).map_batches(see, streamable=True))

    def put(self, table: pl.DataFrame) -> LazyFrame:
        """The table, lazy."""
        return nw.from_native(table.lazy())

    def parts(self, rows: LazyFrame, column: str, count: int) -> list[LazyFrame]:
        """The rows by a hash of the column: so many at once as take about 2 GB."""
        number = -(-count // AT_ONCE)
        if number < 2:  # noqa: PLR2004 - one part is all
            return [rows]
        frame, group = cast("pl.LazyFrame", rows.to_native()), pl.col(column).hash() % number
        return [nw.from_native(frame.filter(group == part)) for part in range(number)]

    def collect(self, rows: LazyFrame) -> pl.DataFrame:
        """The rows, streamed."""
        return cast("pl.LazyFrame", rows.to_native()).collect(engine="streaming")


def engine_named(name: str, source: Source) -> tuple[str, Engine]:
    """The named engine, else that of the source. Raises FileError where it is not installed."""
    name = name or (source.kind if source.kind in EXTRAS else "polars")
    if name == "polars":
        return name, PolarsEngine()
    package = EXTRAS[name]
    if find_spec(package) is None:
        raise FileError(
            "{package} is not installed: pip install 'jingdex[{name}]', or use --engine polars.",
            package=package,
            name=name,
        )
    module: Any = import_module(f"data.rollup.{name}_engine")
    return name, module.engine()


def cells_of(engine: Engine, source: Source, rule: RollupRule, progress: Progress = no_progress) -> RollupCells:
    """The cells of a rule, and the number of rows of the source. Raises FileError, BadEntry.

    `progress` is called with the share of the work that is done, 0 to 1; an error that it raises ends the work.
    """
    raised: tuple[type[Exception], ...] = (*engine.errors, NarwhalsError)
    try:
        return _cells_of(engine, source, rule, progress)
    except raised as error:
        why = str(error).splitlines()[0]
        raise FileError(
            "The rule cannot be run on {source} ({why}): correct it.", source=source.name, why=why
        ) from error


def _cells_of(engine: Engine, source: Source, rule: RollupRule, progress: Progress) -> RollupCells:
    rows = engine.open(source)
    count = int(engine.collect(rows.select(nw.len().alias("rows")))["rows"][0])
    base = engine.watched(named(_typed(rows, rule) if source.kind == "csv" else rows, rule))
    groups = engine.parts(base, "firm" if rule.columns.firm else "period", count)
    at_once = rule.counts_firms and len(groups) == 1 and not by_appearance(rule)
    of_firms = len(list(shares(rule))) + (rule.counts_firms and not at_once)
    passes = 1 + rule.is_mapped + of_firms * len(groups)
    engine.report_rows = _Passes(max(count * passes, 1), progress)
    links, left = _links(engine, base, rule) if rule.is_mapped else (None, None)
    groups = [prepared(group, rule, links) for group in groups]
    base = prepared(base, rule, links)
    cells = engine.collect((sums_and_firms if at_once else sums)(base, rule))
    parts = [cells]
    if rule.counts_firms and not at_once:
        parts.append(_firms(engine, groups, rule, ends_of(cells, rule)))
    for name, column, number in shares(rule):
        tops = [engine.collect(largest(group, rule, column, number)) for group in groups]
        parts.append(largest_holding(tops, rule, name, number))
    if doubts := doubtful(cells, rule):
        parts.append(engine.collect(counts(base, rule, doubts)))
    return RollupCells(values(joined(parts, rule), rule), count, left or left_out(cells, rule))


def _links(engine: Engine, base: LazyFrame, rule: RollupRule) -> tuple[LazyFrame, LeftOut]:
    """The clusters of the industries and periods of the source within the engine, and what is in none."""
    there = engine.collect(pairs(base))
    links = mapping(there, rule)
    return engine.put(of_kind(links, rule)), left_out_of_clusters(there, links)


def _firms(engine: Engine, groups: list[LazyFrame], rule: RollupRule, ends: Ends) -> pl.DataFrame:
    """The counts of the firms of each cell, one group of firms after another."""
    spanned = [with_spans(group, rule) for group in groups] if by_appearance(rule) else groups
    return added([engine.collect(firms(group, rule, ends)) for group in spanned], rule)


class _Passes:
    """The progress of the passes over the rows, whose total is an estimate."""

    def __init__(self, rows: int, progress: Progress) -> None:
        self.rows, self.progress, self.read = rows, progress, 0

    def __call__(self, rows: int) -> None:
        self.read += rows
        self.progress(min(self.read / self.rows, 1.0))


def _typed(rows: LazyFrame, rule: RollupRule) -> LazyFrame:
    """The columns of CSV that a rule measures or compares with numbers as numbers; codes stay texts."""
    measured = [column for measure in rule.measures for column in (measure.column, measure.weight)]
    numbers = {column for column in (*measured, rule.cells.column) if column}
    of = rule.columns
    times = {column for column in (of.period, of.founded, of.closed) if column}
    compared = {condition.column for condition in rule.filters if isinstance(condition.values[0], int | float)}
    numbers |= compared - times
    known = set(rows.collect_schema())
    integers = times if times & compared else set()
    typed = [nw.col(column).cast(nw.Float64) for column in sorted(numbers & known)]
    typed += [nw.col(column).cast(nw.Int64) for column in sorted(integers & known)]
    return rows.with_columns(*typed) if typed else rows
