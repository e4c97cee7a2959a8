"""The version of the tables of a workbook on a server: older ones are migrated when their owner opens them."""

import psycopg

from data.errors import FileError, NoWorkbook
from data.postgres.connection import PATIENCE, ServerConnection, quoted
from data.postgres.schema import STEPS, hold, migrate

OWNER = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('version')"


def bring_up(connection: ServerConnection) -> None:
    """Migrate the tables to the newest version, in one transaction. Raises FileError where that is impossible."""
    version, newest = _version(connection), len(STEPS)
    if version > newest:
        raise FileError(
            "{place} was made by a newer jingdex (version {found}, here {here}): update jingdex here.",
            place=connection.address,
            found=version,
            here=newest,
        )
    if version == newest:
        return
    if not connection.value(OWNER):
        raise FileError(
            "{place} is of an older jingdex (version {found}, here {here}): let its owner open it once.",
            place=connection.address,
            found=version,
            here=newest,
        )
    with connection.transaction("BEGIN"):
        hold(connection, PATIENCE)
        migrate(connection, quoted(connection.address.name), _version(connection))


def _version(connection: ServerConnection) -> int:
    """The version of the tables. Raises FileError without the right to read them."""
    try:
        version = connection.value(f"SELECT max(number) FROM {quoted(connection.address.name)}.version")
    except psycopg.errors.InsufficientPrivilege as error:
        raise FileError(
            "You may not look at {place}: ask its keeper to make you a reader.", place=connection.address
        ) from error
    if version is None:
        raise NoWorkbook("{place} holds no workbook: choose another name.", place=connection.address)
    return int(version)
