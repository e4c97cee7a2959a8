"""`jingdex uncertainty`: how far ranks move under other choices, and which choice moves them."""

from argparse import Namespace

from core.derive.derive import derive
from core.method.source import source
from core.robustness.model import UncertaintyModel
from core.robustness.settings import UncertaintySettings, choices_of, steps_from
from core.robustness.study import Study
from data.file import WorkbookFile
from data.parallel import in_processes, in_threads
from tui.cli.as_of import looked_at
from tui.cli.exchange import csv_text, json_text
from tui.cli.output import clear_progress, complain, flush, has_unicode, show_progress, write_data, write_styled
from tui.cli.printed import printed
from tui.cli.unused import NO_NAMES, refuse_unused
from tui.grid.wording import Wording
from tui.results.lookup import result_named
from tui.robustness.tables import COLUMNS, UncertaintyQuery, records, sections

RUNS, SEED = 1024, 1
COUNTED = ("ranks", "chances", "pairs", "moves")
"""The tables that count the runs; the others compute runs of their own."""
VARIED = (*COUNTED, "sensitivity")
HEEDED = {
    "unit": (*VARIED, "tornado"),
    "period": (*VARIED, "tornado"),
    "sensitivity": ("sensitivity",),
    "runs": COUNTED,
    **dict.fromkeys(("seed", "weights", "weight_sets", "alternative", "leave_out", "figures"), VARIED),
}
"""The tables on which an option works; without --table the usual ones are printed, which heed each."""


def run(arguments: Namespace) -> int:
    """Print the ranks with their intervals, or the table asked for; with --sensitivity which choice they hang on."""
    _refuse_unused(arguments)
    with WorkbookFile.open(arguments.workbook) as file:
        workbook = looked_at(file, arguments)
    methods = derive(workbook).methods
    scored = result_named(methods, arguments.method)
    choices = choices_of(_inquiry(arguments), scored, workbook, methods)
    newest = source(workbook, scored.document).newest
    chain = UncertaintyModel(scored, arguments.node or scored.nodes[0], choices, newest)
    study = Study(chain, SEED if arguments.seed is None else arguments.seed)
    if _table(arguments) in (None, *COUNTED):
        _advance(study, arguments.runs or RUNS)
    asked = UncertaintyQuery(arguments, workbook, study, Wording(arguments.language, has_unicode()))
    if arguments.format == "table":
        for section in sections(asked):
            write_styled(printed(section))
            flush()
        return 0
    subject = arguments.table or "ranks"
    rows = records(asked, subject)
    write_data(csv_text(COLUMNS[subject], rows) if arguments.format == "csv" else json_text(COLUMNS[subject], rows))
    return 0


def _refuse_unused(arguments: Namespace) -> None:
    """Raise BadUse for an option that the table which is printed does not heed."""
    table = _table(arguments)
    if table is None:
        return
    for name, tables in HEEDED.items():
        if table not in tables:
            refuse_unused(arguments, {name: f"the table {table} has no use for it, it is for {', '.join(tables)}"})
    if table == "sensitivity" and arguments.unit is None:
        refuse_unused(arguments, {"period": "the table sensitivity is of a period only with --unit"})
    if table == "sensitivity":
        refuse_unused(arguments, {"language": "the table sensitivity has no names, it is for the others"})
    if arguments.format != "table":
        refuse_unused(arguments, NO_NAMES)


def _table(arguments: Namespace) -> str | None:
    """The one table that is printed; null for the usual ones."""
    return arguments.table or ("ranks" if arguments.format != "table" else None)


def _advance(study: Study, runs: int) -> None:
    """All runs, told as they go where a person is looking; Ctrl-C ends them, and what has come by then counts."""
    each = in_processes if study.chain.is_whole else in_threads
    try:
        for done in study.advance(runs, each):
            show_progress(f"{done:,} of {runs:,} runs; Ctrl-C stops")
    except KeyboardInterrupt:
        clear_progress()
        if not study.runs:
            raise
        complain(f"stopped after {study.runs:,} of {runs:,} runs; what follows is of these.")
    clear_progress()


def _inquiry(arguments: Namespace) -> UncertaintySettings:
    """What is asked, as the screen would be told; weights by 25 % where nothing is named."""
    steps = steps_from(arguments.alternative or ())
    figures = "usual" if arguments.figures == "" else arguments.figures or ""
    named = any((arguments.weight_sets, steps, arguments.leave_out, figures))
    weights = arguments.weights or ("" if named else UncertaintySettings().weights)
    return UncertaintySettings(weights, arguments.weight_sets or "", steps, arguments.leave_out or "", figures)
