"""Who may do what with a workbook on a server: the server's own users and groups, by its own grants."""

from contextlib import closing

import psycopg

from data.errors import FileError
from data.postgres.address import Address
from data.postgres.connection import ServerConnection, as_server_error, quoted
from data.postgres.schema import Role, grants, revocations
from data.postgres.versions import bring_up


def set_role(address: Address, person: str, role: Role | None) -> None:
    """Let a user or a group do what a role does, and nothing else; nothing at all without one. Raises FileError."""
    schema, who = quoted(address.name), quoted(person)
    with as_server_error(address), closing(ServerConnection(address)) as connection:
        bring_up(connection)
        try:
            with connection.transaction("BEGIN"):
                for statement in (*revocations(schema, who), *(grants(schema, who, role) if role else ())):
                    connection.execute(statement)
        except psycopg.errors.UndefinedObject as error:
            raise FileError(
                "The server has no user {person}: have the user made there first.", person=person
            ) from error
