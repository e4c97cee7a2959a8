"""`jingdex pull`: fetches again what was imported from web services, and brings it in as an import."""

from argparse import Namespace

from core.importing.import_memory import ImportMemory
from core.words import in_words
from core.workbook.workbook import Workbook
from data.stores import open_store
from tui.cli.arguments import BadUse
from tui.cli.subcommands import parser_of
from tui.imports import begin
from tui.imports.foreign_file import from_services


def run(arguments: Namespace) -> int:
    """Fetch what the workbook keeps addresses of; the exit code is that of the import."""
    with open_store(arguments.workbook, read_only=True) as store:
        chosen = _chosen(store.workbook(), arguments.names)
    usual = parser_of("import").parse_args([str(arguments.workbook), *(memory.url for memory in chosen)])
    given = {name: value for name, value in vars(arguments).items() if name in vars(usual)}
    since = {} if arguments.whole else {memory.url: memory.updated for memory in chosen}
    return begin.run(Namespace(**{**vars(usual), **given}, since=since))


def _chosen(workbook: Workbook, names: list[str]) -> list[ImportMemory]:
    """What is kept of imports from services, of these names. Raises BadUse."""
    mappings = from_services(workbook)
    if not mappings:
        raise BadUse("Nothing in this workbook is from a web service: import from its address first.")
    for name in names:
        if name not in mappings:
            raise BadUse(
                "Nothing of the name {name} is from a web service: name one of {names}.",
                name=name,
                names=in_words(mappings),
            )
    return [mapping for code, mapping in mappings.items() if not names or code in names]
