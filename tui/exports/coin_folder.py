"""COINr's two tables of a method, written into a folder."""

from pathlib import Path

from core.method.errors import MethodError
from core.method.run import Failure
from core.words import gettext, in_words
from data.written import write_file
from tui.cli.arguments import BadUse
from tui.exports.coin import coin_tables
from tui.exports.tables import as_csv
from tui.tables.query import QueryContext


def write_coin(query: QueryContext, method: str | None, folder: Path, *, force: bool) -> None:
    """Write the two tables of a method, the first where none is named. Raises BadUse, MethodError, FileError."""
    methods = query.derived.methods
    code = method or next(iter(methods), "")
    if not methods:
        raise BadUse(
            "This workbook has no method, and COINr's tables are those of one: see jingdex method load --help."
        )
    if code not in methods:
        raise BadUse(
            "There is no method “{code}”: use one of {methods}.",
            code=code,
            methods=in_words(methods) or gettext("none yet"),
        )
    result = methods[code]
    if isinstance(result, Failure):
        raise MethodError(result.sentence)
    if folder.exists() and not folder.is_dir():
        raise BadUse("{folder} is a file: COINr's two tables go into a folder.", folder=folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, made in coin_tables(result, query.workbook).items():
        write_file(folder / f"{name}.csv", as_csv(made), force=force)
