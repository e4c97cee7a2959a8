"""A run of a rule: an engine reads the source, and gives cells, which of them are hidden, and the figures."""

from pathlib import Path

from core.progress import Progress
from core.rollup.cells import hidden
from core.rollup.figures import Read, Result, result
from core.rollup.rule import RollupRule
from core.workbook.workbook import Workbook
from data.rollup.engines import cells_of, engine_named
from data.rollup.sources import as_files, source_of


def rolled_up(
    rule: RollupRule, folder: Path, engine_name: str, workbook: Workbook, progress: Progress
) -> tuple[Result, str]:
    """The result of the rule beside the workbook, and the name of its source; `progress` is called with the share done.

    Raises FileError, BadEntry, BadFigure, and what `progress` raises to end it.
    """
    source = source_of(rule, folder)
    name, engine = engine_named(engine_name, source)
    with as_files(source, rule) as here:
        counted = cells_of(engine, here, rule, progress)
        read = Read(name, counted.rows, here.fingerprint(), counted.left_out)
    return result(rule, hidden(counted.cells, rule), read, workbook), source.name
