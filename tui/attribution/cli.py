"""`jingdex why`: what changed a score, code by code, and how one number follows from the raw figure."""

from argparse import Namespace

from core.derive.derive import derive
from core.scenario.scenario import branch
from core.words import gettext
from data.stores import open_store
from tui.cli.arguments import NO_NAMES, refuse_unused
from tui.tables.of_methods import result_named
from tui.tables.show_cli import print_table, query_with


def run(arguments: Namespace) -> int:
    """Print why a node's score and rank changed, or how an indicator's figure becomes a score."""
    with open_store(arguments.workbook) as file:
        workbook = file.workbook()
        older = file.workbook(arguments.since) if arguments.since is not None else None
    label = older and gettext("the workbook as of {}").format(arguments.since)
    if arguments.scenario is not None:
        older, workbook = workbook, branch(workbook, arguments.scenario)
        label = gettext("the base, in the scenario {scenario}", scenario=arguments.scenario)
    chosen = {name: getattr(arguments, name) for name in ("method", "unit", "period")}
    code = arguments.code
    scored = result_named((query := query_with(workbook, **chosen)).derived.methods, arguments.method)
    if code in scored.tree.indicators:
        of_node = gettext("{code} is an indicator, and its way from the figure to the score has one side", code=code)
        refuse_unused(arguments, dict.fromkeys(("before", "against", "since", "release"), of_node))
        if arguments.format != "table":
            refuse_unused(arguments, NO_NAMES)
        query.options.indicator = code
        print_table("path", query, arguments.format)
        return 0
    sides = {name: getattr(arguments, name) for name in ("before", "against", "release")}
    other = (older, derive(older)) if older else None
    vars(query.options).update(sides, node=code, other=other, label=label)
    print_table("why", query, arguments.format)
    return 0
