"""`jingdex uncertainty`: how far ranks move under other choices, and which choice moves them."""

from argparse import Namespace
from dataclasses import replace

from core.audit.assumptions import above_zero
from core.method.source import source
from core.robustness.design import points_of
from core.robustness.model import UncertaintyModel
from core.robustness.settings import UncertaintySettings, choices_of, steps_from
from core.robustness.study import Study
from core.words import gettext, in_words
from data.design import read_design
from data.parallel import in_processes, in_threads
from data.stores import open_store
from tui.cli.arguments import NO_NAMES, refuse_unused
from tui.cli.output import clear_progress, complain, flush, show_progress, write_styled
from tui.cli.printing import printed
from tui.robustness.tables import UncertaintyQuery, sections, table_of
from tui.tables.of_methods import result_named
from tui.tables.show_cli import print_data, query_with, workbook_of

RUNS, SEED = 1024, 1
COUNTED = ("ranks", "chances", "pairs", "moves")
"""The tables that count the runs; the others compute runs of their own."""
COMPUTED = ("central-weights", "runs", "design")
"""The tables of runs of their own, as many as are requested."""
VARIED = (*COUNTED, "sensitivity", *COMPUTED)
DESIGNED = (*COUNTED, "runs", "design")
"""The tables whose runs a design can give."""
HEEDED = {
    "unit": (*(name for name in VARIED if name != "design"), "tornado"),
    "period": (*(name for name in VARIED if name != "design"), "tornado"),
    "design": DESIGNED,
    "sensitivity": ("sensitivity",),
    "runs": (*COUNTED, *COMPUTED),
    **dict.fromkeys(("seed", "weights", "weight_sets", "alternative", "leave_out", "figures", "from_one"), VARIED),
}
"""The tables on which an option works; without --table the usual ones are printed, which heed each."""


def run(arguments: Namespace) -> int:
    """Print the ranks with their intervals, or the table requested; with --sensitivity which choice they depend on."""
    _refuse_unused(arguments)
    with open_store(arguments.workbook) as file:
        workbook = workbook_of(file, arguments)
    context = query_with(workbook)
    methods = context.derived.methods
    scored = result_named(methods, arguments.method)
    newest, node = source(workbook, scored.document).newest, arguments.node or scored.nodes[0]
    if arguments.from_one:
        scored, is_other = above_zero(scored, node, newest)
        if not is_other:
            refuse_unused(arguments, {"from_one": gettext("no score is 0, or ranks would change")})
    choices = choices_of(_inquiry(arguments), scored, workbook, methods)
    chain = UncertaintyModel(scored, node, choices, newest)
    design = None if arguments.design is None else points_of(chain, *read_design(arguments.design))
    study = Study(chain, SEED if arguments.seed is None else arguments.seed, design)
    if _table(arguments) in (None, *COUNTED):
        _advance(study, len(design) if design is not None else arguments.runs or RUNS)
    query = UncertaintyQuery(arguments, study, replace(context, method=scored.document.method.code))
    if arguments.format == "table":
        for section in sections(query):
            write_styled(printed(section))
            flush()
    else:
        print_data(table_of(query, arguments.table or "ranks"), query.context, arguments.format)
    return 0


def _refuse_unused(arguments: Namespace) -> None:
    """Raise BadUse for an option that the table which is printed does not heed."""
    table = _table(arguments)
    if arguments.design is not None:
        own = gettext("the design has runs of its own: leave out --design, or this")
        refuse_unused(arguments, {"runs": own, "seed": own, "sensitivity": own})
    if table is None:
        return
    for name, tables in HEEDED.items():
        if table not in tables:
            refuse_unused(
                arguments,
                {
                    name: gettext(
                        "the table {table} does not use it, it is for {tables}", table=table, tables=in_words(tables)
                    )
                },
            )
    if table == "sensitivity" and arguments.unit is None:
        refuse_unused(arguments, {"period": gettext("the table sensitivity is of a period only with --unit")})
    if table == "sensitivity":
        refuse_unused(arguments, {"language": gettext("the table sensitivity has no names, it is for the others")})
    if arguments.format != "table":
        refuse_unused(arguments, NO_NAMES)


def _table(arguments: Namespace) -> str | None:
    """The one table that is printed; null for the usual ones."""
    return arguments.table or ("ranks" if arguments.format != "table" else None)


def _advance(study: Study, runs: int) -> None:
    """All runs, with their progress on a terminal; Ctrl-C ends them, and the runs that are done by then count."""
    each = in_processes if study.chain.is_whole else in_threads
    try:
        for done in study.advance(runs, each):
            show_progress(gettext("{done:,} of {runs:,} runs; Ctrl-C stops", done=done, runs=runs))
    except KeyboardInterrupt:
        clear_progress()
        if not study.runs:
            raise
        complain(
            gettext("stopped after {done:,} of {runs:,} runs; what follows is of these.", done=study.runs, runs=runs)
        )
    clear_progress()


def _inquiry(arguments: Namespace) -> UncertaintySettings:
    """The settings, as they are typed on the screen; weights by 25 % where nothing is named."""
    steps = steps_from(arguments.alternative or ())
    figures = "usual" if arguments.figures == "" else arguments.figures or ""
    named = any((arguments.weight_sets, steps, arguments.leave_out, figures))
    weights = arguments.weights or ("" if named else UncertaintySettings().weights)
    return UncertaintySettings(weights, arguments.weight_sets or "", steps, arguments.leave_out or "", figures)
