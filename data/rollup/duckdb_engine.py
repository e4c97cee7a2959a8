"""DuckDB as an engine of rollups: files, or a table of a DuckDB file."""

from typing import TYPE_CHECKING, cast

import duckdb
import narwhals as nw
import polars as pl

from core.rollup.prepared import LazyFrame
from data.errors import FileError
from data.rollup.engine import Engine, run_interruptibly
from data.rollup.sources import Source

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

ROWS = 500
"""The number of rows of a small table in one statement."""
TYPES: dict[type[pl.DataType], str] = {pl.String: "VARCHAR", pl.Int64: "BIGINT", pl.Float64: "DOUBLE"}


class DuckDBEngine(Engine):
    """A private connection in memory."""

    errors = (duckdb.Error,)

    def __init__(self) -> None:
        super().__init__()
        self.connection = duckdb.connect()
        self.tables = 0

    def open(self, source: Source) -> LazyFrame:
        """The rows of Parquet, CSV, or of a table in a file, which is opened read-only."""
        files = [str(path) for path in source.files]
        match source.kind:
            case "parquet":
                relation = self.connection.read_parquet(files)
            case "csv":
                relation = self.connection.read_csv(files, all_varchar=True, header=True)
            case "duckdb":
                path, table = files[0].replace("'", "''"), source.table.replace('"', '""')
                self.connection.execute(f"ATTACH '{path}' AS source (READ_ONLY)")
                relation = self.connection.table(f'source."{table}"')
            case kind:
                raise FileError("DuckDB reads no source of {kind}: use another --engine.", kind=kind)
        return nw.from_native(relation)

    def put(self, table: pl.DataFrame) -> LazyFrame:
        """The rows as a table of the connection."""
        self.tables += 1
        name = f"put{self.tables}"
        columns = ", ".join(f'"{column}" {TYPES[type(kind)]}' for column, kind in table.schema.items())
        self.connection.execute(f"CREATE TABLE {name} ({columns})")
        row = f"({', '.join('?' * table.width)})"
        for part in table.iter_slices(ROWS):
            parameters = [value for values in part.iter_rows() for value in values]
            self.connection.execute(f"INSERT INTO {name} VALUES {', '.join([row] * part.height)}", parameters)
        return nw.from_native(self.connection.table(name))

    def collect(self, rows: LazyFrame) -> pl.DataFrame:
        """The rows of a query."""
        relation = cast("DuckDBPyRelation", rows.to_native())
        cells = run_interruptibly(relation.fetchall, self.report_rows, self.connection.interrupt)
        return pl.DataFrame(cells, schema=relation.columns, orient="row", infer_schema_length=None)


engine = DuckDBEngine
