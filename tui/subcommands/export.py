"""`jingdex export`: tables of a workbook written to a file, and the workbook as a folder of text."""

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from data.file import WorkbookFile
from data.text_folder import write_folder
from data.written import write_file
from tui.drawing.plain import plain
from tui.exporting.markup import as_latex, as_markdown
from tui.exporting.sdmx import as_sdmx_1, as_sdmx_2
from tui.exporting.tables import Table, as_csv, as_excel, as_json, as_parquet, as_tsv
from tui.subcommands.arguments import BadUse
from tui.subcommands.columns import COLUMNS
from tui.subcommands.output import write
from tui.subcommands.sections import Section
from tui.subcommands.show import OF_CLUSTERS, RECORDS, SECTIONS, Seen, seen_of

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = {
    ".csv": "csv", ".tsv": "tsv", ".json": "json", ".parquet": "parquet", ".xlsx": "excel", ".md": "markdown",
    ".tex": "latex", ".svg": "svg", ".html": "html",
}  # fmt: skip
"""The form of a file, by the end of its name."""

OF_DATA: dict[str, Callable[[Table], bytes]] = {
    "csv": as_csv,
    "tsv": as_tsv,
    "json": as_json,
    "parquet": as_parquet,
}


def run(arguments: Namespace) -> int:
    """Write what is asked for, whole or not at all."""
    form = arguments.form or SUFFIXES.get(arguments.target.suffix.lower())
    if form is None:
        raise BadUse(f"{arguments.target} does not end in {', '.join(SUFFIXES)}: name the form with --as.")
    if form == "text":
        with WorkbookFile.open(arguments.workbook, read_only=True) as file:
            write_folder(file, arguments.target, force=arguments.force)
    elif form == "coin":
        _write_coin(arguments)
    else:
        write_file(arguments.target, _content(form, seen_of(arguments), arguments), force=arguments.force)
    write(f"wrote {plain(str(arguments.target))}\n")
    return 0


def table_of(subject: str, seen: Seen) -> Table:
    """The rows of one subject."""
    return Table(COLUMNS[subject], list(RECORDS[subject](seen)))


def added_sections(seen: Seen, extras: list[str]) -> list[Section]:
    """The sections that a table carries with it: sources, methods."""
    made = list(SECTIONS["sources"](seen)) if "sources" in extras else []
    if "methods" in extras:
        from tui.exporting.report import method_sections  # noqa: PLC0415 - it loads Polars, of no use to other tables

        made += method_sections(seen.workbook, seen.wording)
    return made


def _content(form: str, seen: Seen, arguments: Namespace) -> bytes:
    subject = arguments.what or "figures"
    if form in OF_DATA:
        return OF_DATA[form](table_of(subject, seen))
    if form in ("sdmx", "sdmx1"):
        if subject != "figures":
            raise BadUse("SDMX-CSV holds figures: leave --what out.")
        return (as_sdmx_2 if form == "sdmx" else as_sdmx_1)(seen.workbook)
    if form == "excel":
        subjects = [arguments.what] if arguments.what else [one for one in COLUMNS if one not in OF_CLUSTERS]
        tables = {one: table_of(one, seen) for one in subjects}
        return as_excel({one: table for one, table in tables.items() if table.records} or tables)
    if form == "svg":
        return _chart(seen)
    if form == "html":
        from tui.exporting.report import report  # noqa: PLC0415 - it loads Polars, of no use to other forms

        with WorkbookFile.open(arguments.workbook, read_only=True) as file:
            return report(seen, file).encode()
    sections = [*SECTIONS[subject](seen), *added_sections(seen, arguments.extras or [])]
    return (as_markdown if form == "markdown" else as_latex)(sections).encode()


def _chart(seen: Seen) -> bytes:
    from tui.exporting.chart import index_svg  # noqa: PLC0415 - of no use to other forms

    if not seen.derived.indices:
        raise BadUse("This workbook follows no index: there is nothing to draw.")
    return index_svg(seen.derived.indices[0], seen.wording).encode()


def _write_coin(arguments: Namespace) -> None:
    from core.method.errors import MethodError  # noqa: PLC0415 - it loads Polars, of no use to other forms
    from core.method.run import Failure  # noqa: PLC0415
    from tui.exporting.coin import coin_tables  # noqa: PLC0415

    seen = seen_of(arguments)
    methods = seen.derived.methods
    code: str = arguments.method or next(iter(methods), "")
    if code not in methods:
        raise BadUse(f"There is no method “{code}”: use one of {', '.join(methods) or 'none yet'}.")
    result = methods[code]
    if isinstance(result, Failure):
        raise MethodError(result.sentence)
    folder: Path = arguments.target
    if folder.exists() and not folder.is_dir():
        raise BadUse(f"{folder} is a file: COINr's two tables go into a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in coin_tables(result, seen.workbook).items():
        write_file(folder / f"{name}.csv", as_csv(table), force=arguments.force)
