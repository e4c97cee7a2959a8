"""`jingdex export`: writes tables of a workbook to a file, or the workbook to a folder of text."""

import os
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from pkgutil import resolve_name

from core.method import document as documents
from core.method import document_text
from core.words import gettext, in_words
from core.workbook.workbook import Workbook
from data.errors import FileError
from data.store import Store
from data.stores import open_store
from data.text_folder import write_folder
from data.written import Content, whole, write_file
from tui.cli.arguments import BadUse, refuse_unused
from tui.cli.output import complain, is_terminal, write, write_bytes
from tui.exports import chart, coin
from tui.exports import report as reports
from tui.exports.sdmx_ml import EXTRA, has_pysdmx
from tui.exports.sheet_files import file_content
from tui.grid.plain import plain
from tui.tables.data_files import Table
from tui.tables.forms import CARRYING, DRAWN, FORMS, OF_DATA, OF_FIGURES, SUFFIXES, TABULAR
from tui.tables.query import BadOption, QueryContext
from tui.tables.reading import sections_of
from tui.tables.registry import check_options, refuse_common, refuse_others, table, table_ids
from tui.tables.sections import Section
from tui.tables.show_cli import query_of

CHARTS = ("index", "scores")
"""The tables that a picture can draw."""

STANDARD_OUTPUT = Path("-")
STRUCTURE = ".structure.xml"
FOLDERS, BINARY = ("coin", "text"), ("excel", "parquet", "png")

ONLY: Mapping[str, tuple[str, ...]] = {
    "what": (*TABULAR, *DRAWN),
    "series": DRAWN,
    "language": (*TABULAR, *DRAWN, "html"),
    "as_of": (*TABULAR, *DRAWN, "html", "coin", *OF_FIGURES),
    "scenario": (*TABULAR, *DRAWN, "html", "coin", *OF_FIGURES),
}
"""The forms in which other options do something."""


def run(arguments: Namespace) -> int:
    """Write what is requested, whole or not at all."""
    form, extras = arguments.form or form_of(arguments.target), arguments.extras or []
    _refuse_unused(arguments, form)
    if arguments.target == STANDARD_OUTPUT:
        _refuse_at_output(arguments, form, extras)
    if extras and form not in (*CARRYING, *OF_DATA):
        raise BadUse("--with needs a table: use one of {tables}.", tables=in_words((*CARRYING, *OF_DATA)))
    if form == "text":
        with open_store(arguments.workbook, read_only=True) as file:
            write_folder(file, arguments.target, force=arguments.force)
    elif form == "coin":
        coin.write_coin(query_of(arguments), arguments.method, arguments.target, force=arguments.force)
    else:
        with open_store(arguments.workbook, read_only=True) as file:
            query = query_of(arguments)
            drawn = "scores" if form in DRAWN and arguments.method else None
            content = content_of(form, query, file, arguments.what or drawn, extras if form in CARRYING else ())
        if arguments.target == STANDARD_OUTPUT:
            write_bytes(whole(content), is_text=form not in BINARY)
        else:
            write_all({arguments.target: content, **_beside(arguments, form, query, extras)}, force=arguments.force)
        for sentence in (*query.left_out, *left_out(form, query.workbook)):
            complain(sentence)
    if arguments.target != STANDARD_OUTPUT:
        write(gettext("wrote {target}\n", target=plain(str(arguments.target))))
    return 0


def _refuse_unused(arguments: Namespace, form: str) -> None:
    """Raise BadOption for an option that would do nothing in this form."""
    if form in DRAWN:
        _refuse_undrawn(arguments, form)
    elif FORMS[form].holds in ("workbook", "figures"):
        refuse_others(arguments, FORMS[form].options, gettext("the format {form}", form=form))
    elif form == "excel" and arguments.what is None:
        refuse_others(arguments, ("list", "method"), gettext("an export of all tables without --what"))
        if "sources" in (arguments.extras or ()):
            raise BadOption("--with sources has no effect on an export of all tables: they hold the sources.")
    else:
        subject = arguments.what or "figures"
        check_options(arguments, subject)
        refuse_common(arguments, subject, as_data=form in OF_DATA)
    for name, forms in ONLY.items():
        if getattr(arguments, name) not in (None, "en") and form not in forms:
            raise BadOption(
                "--{option} has no effect on the format {form}: it is for {forms}.",
                option=name.replace("_", "-"),
                form=form,
                forms=in_words(forms),
            )


def _refuse_at_output(arguments: Namespace, form: str, extras: Sequence[str]) -> None:
    """Raise BadUse for what cannot go to standard output: folders, files beside a table, sheets on a terminal."""
    if form in FOLDERS:
        raise BadUse("The format {form} is a folder: name one in place of -.", form=form)
    if extras and form in OF_DATA:
        raise BadUse("--with makes files beside a table: name a file in place of -.")
    if form in BINARY and is_terminal():
        raise BadUse("A terminal cannot show the format {form}: give a file name, or pipe the output.", form=form)
    refuse_unused(arguments, {"force": gettext("it replaces a file, and there is none")})


def _refuse_undrawn(arguments: Namespace, form: str) -> None:
    """Raise BadOption for an option that no chart heeds, or not the one that is requested."""
    refuse_others(arguments, ("method",), gettext("the format {form}", form=form))
    if arguments.what not in (None, *CHARTS):
        raise BadOption(
            "--what {what} has no effect on the format {form}: it draws {charts}.",
            what=arguments.what,
            form=form,
            charts=in_words(CHARTS),
        )
    if arguments.series and arguments.what:
        raise BadOption(
            "--what {what} has no effect beside --series, which names what is drawn: drop one.", what=arguments.what
        )
    if arguments.method is not None and (arguments.series or arguments.what == "index"):
        raise BadOption("--method has no effect on the chart of an index or a series: it is for --what scores.")


def _beside(arguments: Namespace, form: str, query: QueryContext, extras: Sequence[str]) -> dict[Path, Content]:
    """What goes with a table in a form of one table: files of their own beside it."""
    target: Path = arguments.target
    if form not in OF_DATA:
        return beside_figures(form, target, query.workbook)
    files = {}
    if "sources" in extras:
        files[target.with_name(f"{target.stem}.sources{target.suffix}")] = file_content(
            form, table_of("sources", query)
        )
    if "methods" in extras:
        for code in query.workbook.methods:
            text = document_text.toml_text(documents.document_of(query.workbook, code))
            files[target.with_name(f"{target.stem}.{code}.toml")] = text.encode()
    return files


def beside_figures(form: str, target: Path, workbook: Workbook) -> dict[Path, Content]:
    """The structure that goes with all figures in a form, where the library that writes it is installed."""
    if not FORMS[form].structure or not has_pysdmx():
        return {}
    return {target.with_name(f"{target.stem}{STRUCTURE}"): resolve_name(FORMS[form].structure)(workbook)}


def left_out(form: str, workbook: Workbook) -> list[str]:
    """The sentences on what a form of all figures leaves out of the workbook."""
    if FORMS[form].holds != "figures":
        return []
    structure = (
        []
        if has_pysdmx() or not FORMS[form].structure
        else [gettext("The structure is left out, as pysdmx writes it: install it with {extra}.", extra=EXTRA)]
    )
    return [resolve_name(FORMS[form].unheld)(workbook), *structure]


def write_all(contents: Mapping[Path, Content], *, force: bool) -> None:
    """Write several files; none of them where one exists already and is not to be replaced."""
    for path in contents:
        if not force and os.path.lexists(path) and not path.is_dir():
            raise FileError("{path} already exists: name a new file, or replace it with --force.", path=path)
    for path, content in contents.items():
        write_file(path, content, force=force)


def form_of(target: Path) -> str:
    """The form that the end of a file's name says. Raises BadUse."""
    if target == STANDARD_OUTPUT:
        raise BadUse("- has no file name that gives the format: give it with --as, such as --as csv.")
    name = Path(target.name.lower())
    form = SUFFIXES.get("".join(name.suffixes[-2:])) or SUFFIXES.get(name.suffix)
    if form is None:
        raise BadUse(
            "{target} does not end in {suffixes}: end the name so (on the command line --as names the form too).",
            target=target,
            suffixes=in_words(SUFFIXES),
        )
    return form


def content_of(
    form: str, query: QueryContext, file: Store, what: str | None = None, extras: Sequence[str] = ()
) -> Content:
    """The bytes of a file in one of the forms that are a single file; without `what` the figures, in Excel all tables.

    Raises BadUse where the form does not hold what is requested.
    """
    subject = what or "figures"
    if FORMS[form].holds == "rows":
        return file_content(form, table_of(subject, query))
    if form in OF_FIGURES:
        if subject != "figures":
            raise BadUse(
                "The format {form} holds figures, and no table {subject}: use .csv or .xlsx.",
                form=form,
                subject=subject,
            )
        return file_content(form, query.workbook)
    if FORMS[form].holds == "sheets":
        return file_content(form, _sheets(query, what, extras))
    if form in DRAWN:
        return chart.as_picture(form, chart.picture(query, series_of(query), what))
    if form == "html":
        return reports.report(query, file).encode()
    sections = [*sections_of(subject, query), *added_sections(query, extras)]
    return file_content(form, [section.explained for section in sections])


def table_of(subject: str, query: QueryContext) -> Table:
    """The rows of one subject."""
    spec = table(subject)
    return Table.of(spec.columns, spec.kept_rows(query))


def added_sections(query: QueryContext, extras: Sequence[str]) -> list[Section]:
    """The sections that a table carries with it: sources, methods."""
    sections = sections_of("sources", query) if "sources" in extras else []
    if "methods" in extras:
        sections += reports.method_sections(query.workbook, query.wording)
    return sections


def _sheets(query: QueryContext, what: str | None, extras: Sequence[str]) -> dict[str, Table | Section]:
    """The table requested with those that it carries, and as readers see it; or all that have a row, where any has."""
    subjects = (
        [what, *(["sources"] if "sources" in extras else [])]
        if what
        else [name for name in table_ids() if table(name).in_all]
    )
    tables = {name: table_of(name, query) for name in subjects}
    filled = tables if what else {name: content for name, content in tables.items() if content.height} or tables
    pages = (
        {section.title: section.explained for section in sections_of(what, query)} if what and what != "figures" else {}
    )
    return {**filled, **({"methods": _method_table(query)} if "methods" in extras else {}), **pages}


def _method_table(query: QueryContext) -> Table:
    texts = {
        code: document_text.toml_text(documents.document_of(query.workbook, code)) for code in query.workbook.methods
    }
    lines = ((code, line) for code, text in texts.items() for line in text.splitlines())
    return Table(("method", "toml"), [{"method": code, "toml": line} for code, line in lines])


def series_of(query: QueryContext) -> tuple[str, str] | None:
    """The series that is requested by name, if any. Raises BadEntry."""
    named = getattr(query.options, "series", None)
    return (query.workbook.unit(named[0]).code, query.workbook.indicator(named[1]).code) if named else None
