"""Spark as an engine of rollups: files, or a table of its catalogue; only the cells come back."""

import os
import shutil
import socket
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

import narwhals as nw
import polars as pl
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from core.rollup.prepared import LazyFrame
from data import system_error
from data.errors import FileError
from data.rollup.engine import Engine, run_interruptibly
from data.rollup.sources import Source

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

TYPES: dict[type[pl.DataType], str] = {pl.String: "string", pl.Int64: "bigint", pl.Float64: "double"}
CLUSTER = ("SPARK_REMOTE", "PYSPARK_GATEWAY_PORT", "SPARK_CONF_DIR")
"""The environment variables that name a Spark: Spark Connect, spark-submit, or its settings."""
LOCAL = {
    "spark.master": "local[*]",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
}
"""The settings of a Spark started here."""
CONNECT_PORT, PATIENCE = 15002, 10.0
"""The default port of Spark Connect, and the seconds to wait for its answer."""
NO_JAVA = "Spark needs Java 17 or newer, and there is none: install a JRE, such as openjdk-17-jre-headless."


class SparkEngine(Engine):
    """The existing session, of spark-submit or Spark Connect, else one on this machine."""

    errors = (PySparkException,)

    def __init__(self, session: SparkSession) -> None:
        super().__init__()
        self.session = session

    def open(self, source: Source) -> LazyFrame:
        """The rows of Parquet or CSV, in a path that all machines of a cluster can read, or of a table."""
        files = [str(path) for path in source.files]
        match source.kind:
            case "parquet":
                frame = self.session.read.parquet(*files)
            case "csv":
                frame = self.session.read.csv(files, header=True, escape='"', mode="FAILFAST")
            case "spark":
                frame = self.session.table(source.table)
            case kind:
                raise FileError("Spark reads no source of {kind}: use another --engine.", kind=kind)
        return cast("LazyFrame", nw.from_native(frame))

    def put(self, table: pl.DataFrame) -> LazyFrame:
        """The rows as a frame of the session."""
        schema = ", ".join(f"`{name}` {TYPES[type(kind)]}" for name, kind in table.schema.items())
        return cast("LazyFrame", nw.from_native(self.session.createDataFrame(table.rows(), schema=schema)))

    def collect(self, rows: LazyFrame) -> pl.DataFrame:
        """The rows of a query."""
        frame = cast("DataFrame", rows.to_native())
        cells = [tuple(row) for row in run_interruptibly(frame.collect, self.report_rows, self.session.interruptAll)]
        return pl.DataFrame(cells, schema=frame.columns, orient="row", infer_schema_length=None)


def engine() -> SparkEngine:
    """The engine on the session. Raises FileError without Java, or where the named Spark does not answer."""
    remote = os.environ.get("SPARK_REMOTE")
    if remote:
        _check_there(remote)
    elif shutil.which("java") is None:
        raise FileError(NO_JAVA)
    try:
        return SparkEngine(_session())
    except PySparkException as error:
        why = str(error).splitlines()[0]
        raise FileError("Spark cannot be used ({why}): correct what it names.", why=why) from error


def _check_there(remote: str) -> None:
    """Raise FileError where nothing answers at sc://host:port: Spark itself would try again for minutes."""
    place = urlsplit(remote)
    try:
        socket.create_connection((place.hostname or "", place.port or CONNECT_PORT), PATIENCE).close()
    except OSError as error:
        why = system_error.reason(error)
        raise FileError(
            "SPARK_REMOTE names {remote}, where no Spark answers ({why}): start it, or name another.",
            remote=f"{place.scheme}://{place.hostname}:{place.port or CONNECT_PORT}",
            why=why,
        ) from error


def _session() -> SparkSession:
    builder = SparkSession.builder.appName("jingdex")
    if any(name in os.environ for name in CLUSTER):
        return builder.getOrCreate()
    for name, value in LOCAL.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
