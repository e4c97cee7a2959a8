"""`jingdex report`: one HTML page with all that a reviewer needs to check and repeat the results."""

from argparse import Namespace

from data.file import WorkbookFile
from data.written import write_file
from tui.drawing.plain import plain
from tui.exporting.report import report
from tui.subcommands.output import write
from tui.subcommands.show import seen_of


def run(arguments: Namespace) -> int:
    """Write the report."""
    with WorkbookFile.open(arguments.workbook, read_only=True) as file:
        write_file(arguments.target, report(seen_of(arguments), file).encode(), force=arguments.force)
    write(f"wrote {plain(str(arguments.target))}\n")
    return 0
