"""`jingdex report`: one HTML page with all that a reviewer needs to check and repeat the results."""

from argparse import Namespace

from core.words import gettext
from data.creation import check_target
from data.stores import open_store
from data.written import write_file
from tui.cli.output import write
from tui.exports.report import report
from tui.grid.plain import plain
from tui.tables.registry import refuse_others
from tui.tables.show_cli import query_of


def run(arguments: Namespace) -> int:
    """Write the report."""
    refuse_others(arguments, ("list",), gettext("a report, which holds every table"))
    check_target(arguments.target, replace=arguments.force)
    with open_store(arguments.workbook, read_only=True) as file:
        write_file(arguments.target, report(query_of(arguments), file).encode(), force=arguments.force)
    write(gettext("wrote {target}\n", target=plain(str(arguments.target))))
    return 0
