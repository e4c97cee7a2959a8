"""The columns of a table of PostgreSQL copied into a CSV file, in one statement and so as of one moment."""

from collections.abc import Sequence
from pathlib import Path

import psycopg
from psycopg import sql

from data.errors import FileError
from data.postgres.address import Address
from data.postgres.connection import ServerConnection, as_server_error


def copy_table(address: Address, table: str, columns: Sequence[str], path: Path) -> None:
    """Write these columns of the table in the schema of the address. Raises FileError."""
    query = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT (FORMAT csv, HEADER)").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(address.name, table)
    )
    connection = ServerConnection(address)
    try:
        with as_server_error(address), path.open("wb") as file, connection.raw.cursor().copy(query) as copy:
            try:
                for part in copy:
                    file.write(part)
            except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn) as error:
                why = str(error).splitlines()[0]
                raise FileError(
                    "{table} cannot be read from {place}: {why}.", table=table, place=address, why=why
                ) from error
    finally:
        connection.close()
