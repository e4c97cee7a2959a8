"""The rights at a workbook on a server: the server's own users and groups, by its own grants."""

from contextlib import closing

import psycopg

from core.words import marked
from data.errors import FileError
from data.postgres.address import Address
from data.postgres.connection import ServerConnection, as_server_error, quoted
from data.postgres.schema import Role, bring_up, expected_rights, grants, revocations

RIGHTS = """
    SELECT c.relname::text, a.privilege_type, a.is_grantable FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.relnamespace = to_regnamespace(?) AND c.relkind = 'r' AND a.grantee = to_regrole(?)"""
"""The rights of a user or a group at the tables of a schema, without those inherited from another group."""
UNCHANGED = marked(
    "What {person} may do with {place} was not changed: ask its owner, who alone takes back what others have given."
)


def set_role(address: Address, person: str, role: Role | None) -> None:
    """Give a user or a group exactly the rights of a role, or none without a role. Raises FileError."""
    schema, login = quoted(address.name), quoted(person)
    with as_server_error(address), closing(ServerConnection(address)) as connection:
        bring_up(connection)
        try:
            with connection.transaction("BEGIN"):
                for statement in (*revocations(schema, login), *(grants(schema, login, role) if role else ())):
                    connection.execute(statement)
                rights = connection.execute(RIGHTS, (schema, login)).fetchall()
                if set(rights) != expected_rights(role):  # the server only warns of a right that is not one's to give
                    raise FileError(UNCHANGED, person=person, place=address)
        except psycopg.errors.UndefinedObject as error:
            raise FileError(
                "The server has no user {person}: have the user made there first.", person=person
            ) from error
