"""The engines that run a rollup: Polars is always there, DuckDB and Spark where they are installed."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol, cast

import narwhals as nw
import polars as pl
from narwhals.exceptions import NarwhalsError
from polars.exceptions import PolarsError

from core.rollup.plan import LazyFrame, counts, doubtful, keys_of, plan, values
from core.rollup.rule import RollupRule
from core.words import gettext
from data.errors import FileError
from data.rollup.sources import Source

EXTRAS = {"duckdb": "duckdb", "spark": "pyspark"}
"""The package that an engine needs beside jingdex."""
ENGINES = ("polars", "duckdb", "spark")


class Engine(Protocol):
    """What an engine does: it opens a source, takes a small table in, and gives the rows of a plan."""

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What it raises where a source cannot be read, or a query be run."""
        ...

    def open(self, source: Source) -> LazyFrame:
        """The rows of a source; of CSV every column as texts. Raises FileError where it reads none of the kind."""
        ...

    def put(self, table: pl.DataFrame) -> LazyFrame:
        """A small table within the engine."""
        ...

    def collect(self, rows: LazyFrame) -> pl.DataFrame:
        """The rows of a plan, run."""
        ...


class PolarsEngine:
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
                raise FileError(gettext("Polars reads no table of {kind}: use --engine {kind}.", kind=kind))
        return nw.from_native(scan)

    def put(self, table: pl.DataFrame) -> LazyFrame:
        """The table, lazy."""
        return nw.from_native(table.lazy())

    def collect(self, rows: LazyFrame) -> pl.DataFrame:
        """The rows, streamed."""
        return cast("pl.LazyFrame", rows.to_native()).collect(engine="streaming")


def engine_named(name: str, source: Source) -> tuple[str, Engine]:
    """The engine that is wanted, else the one of the source. Raises FileError where it is not installed."""
    name = name or (source.kind if source.kind in EXTRAS else "polars")
    if name == "polars":
        return name, PolarsEngine()
    package = EXTRAS[name]
    if find_spec(package) is None:
        raise FileError(
            gettext(
                "{package} is not installed: pip install 'jingdex[{name}]', or use --engine polars.",
                package=package,
                name=name,
            )
        )
    made: Any = import_module(f"data.rollup.{name}_engine")
    return name, made.engine()


def cells_of(engine: Engine, source: Source, rule: RollupRule) -> tuple[pl.DataFrame, int]:
    """The cells of a rule, and the rows of the source. Raises FileError, BadEntry."""
    raised: tuple[type[Exception], ...] = (*engine.errors, NarwhalsError)
    try:
        return _cells_of(engine, source, rule)
    except raised as error:
        why = str(error).splitlines()[0]
        raise FileError(
            gettext("The rule cannot be run on {source} ({why}): correct it.", source=source.name, why=why)
        ) from error


def _cells_of(engine: Engine, source: Source, rule: RollupRule) -> tuple[pl.DataFrame, int]:
    rows = engine.open(source)
    if source.kind == "csv":
        rows = _typed(rows, rule)
    count = engine.collect(rows.select(nw.len().alias("rows")))["rows"][0]
    parts = engine.collect(plan(rows, rule, engine.put))
    if doubts := doubtful(parts, rule):
        known = engine.collect(counts(rows, rule, engine.put, doubts))
        parts = parts.join(known, on=keys_of(rule), how="left", nulls_equal=True)
    return values(parts, rule), int(count)


def _typed(rows: LazyFrame, rule: RollupRule) -> LazyFrame:
    """The columns of CSV that a rule measures or compares with numbers as numbers; codes stay as they are written."""
    measured = [one for measure in rule.measures for one in (measure.column, measure.weight)]
    numbers = {one for one in (*measured, rule.cells.column) if one}
    of = rule.columns
    times = {one for one in (of.period, of.founded, of.closed) if one}
    compared = {one.column for one in rule.filters if isinstance(one.values[0], int | float)}
    numbers |= compared - times
    known = set(rows.collect_schema())
    whole = times if times & compared else set()
    return rows.with_columns(
        *(nw.col(one).cast(nw.Float64) for one in sorted(numbers & known)),
        *(nw.col(one).cast(nw.Int64) for one in sorted(whole & known)),
    )
