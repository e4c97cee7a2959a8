"""The checks of a workbook on a server besides its trail: the rules by which its tables only grow."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from core.errors import BadEntry, BadFigure
from core.words import gettext
from data.errors import FileError
from data.file_checks import Checks, changed_rules
from data.postgres.address import Address
from data.postgres.connection import ServerConnection, as_server_error
from data.postgres.schema import FUNCTIONS, bring_up, guards
from data.postgres.store import LOOK, ODD

HERE = "to_regnamespace(quote_ident(current_schema()))"
TRIGGERS = f"""
    SELECT t.tgname::text, t.tgenabled::text, c.relname::text, p.proname::text
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND c.relnamespace = {HERE}"""
CODE = f"SELECT proname::text, CASE WHEN prosecdef THEN '' ELSE prosrc END FROM pg_proc WHERE pronamespace = {HERE}"
ENABLED = "O"


@contextmanager
def looked_through(address: Address) -> Iterator[ServerConnection]:
    """A connection that reads everything as of one moment. Raises FileError."""
    with as_server_error(address), closing(ServerConnection(address)) as connection:
        bring_up(connection)
        try:
            with connection.transaction(LOOK):
                yield connection
        except (BadFigure, BadEntry) as error:
            raise FileError(ODD, place=address) from error


def _guards(connection: ServerConnection) -> Iterator[str]:
    """What must be changed before rows can be: the rules by which tables only grow, and the server's functions."""
    rules = {name: rule for name, *rule in connection.execute(TRIGGERS)}
    expected = {
        name: [ENABLED, name.rpartition("_")[0], rule.split()[-1].removesuffix("()")] for name, rule in guards().items()
    }
    yield from changed_rules(rules, expected)
    bodies = list(connection.execute(CODE))
    for name, body in FUNCTIONS.items():
        if [code for other, code in bodies if other == name] != [body]:
            yield gettext("The function {name} was changed or taken away.", name=name)
    for name in sorted({name for name, _ in bodies} - FUNCTIONS.keys()):
        yield gettext("There is a function {name} that jingdex did not make.", name=name)


def _nothing(_: ServerConnection) -> tuple[str, ...]:
    """No fault: the server itself refuses values of another type, and checks its own files."""
    return ()


SERVER_CHECKS = Checks(_nothing, _guards, _nothing)
