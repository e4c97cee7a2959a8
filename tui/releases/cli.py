"""`jingdex revised`: what each release changed, in a figure and in the index."""

from argparse import Namespace

from data.stores import open_store
from tui.cli.arguments import NO_NAMES, BadUse, refuse_unused
from tui.tables.show_cli import print_table, query_with


def run(arguments: Namespace) -> int:
    """Print the triangle of a series and what it moved, or what each release of the workbook moved."""
    if (arguments.unit is None) != (arguments.indicator is None):
        raise BadUse("A figure has a unit and an indicator: name both, or none for all releases.")
    if arguments.format != "table":
        refuse_unused(arguments, NO_NAMES)
    with open_store(arguments.workbook) as file:
        workbook = file.workbook(arguments.as_of)
    series = {name: getattr(arguments, name) for name in ("unit", "indicator", "period")}
    print_table("releases" if arguments.unit is None else "revised", query_with(workbook, **series), arguments.format)
    return 0
