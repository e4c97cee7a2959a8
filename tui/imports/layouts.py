"""The layout of a file: given by a person, else remembered by the workbook, else recognised."""

from dataclasses import replace
from functools import cache
from typing import cast, get_args

from core.importing.headings import headed_as_known, names_of
from core.importing.layout import CONSTANT, Across, BadLayout, Layout
from core.importing.name_lists import names_in
from core.importing.recognise import check_columns, recognised
from core.importing.table import ForeignTable
from core.words import in_words
from core.workbook.workbook import Workbook
from data.name_lists import name_lists
from tui.cli.arguments import BadUse
from tui.imports.foreign_file import ForeignFile, year_of
from tui.imports.options import ImportOptions


def layout_of(file: ForeignFile, options: ImportOptions, workbook: Workbook) -> Layout:
    """The layout that a person says, else the one that the workbook keeps for such files, else the guess."""
    table = file.table
    layout = None if options.says_layout else _filled(file)
    if layout is None:
        guessed = {**options.roles, "indicator": options.indicator[0]} if options.indicator else options.roles
        layout = _with_year(file, recognised(table, guessed.items()).with_roles(options.roles), options)
        if not (options.columns or options.across or options.indicator or options.roles.get("unit")):
            layout = headed_as_known(table, layout, known_units(workbook), names_of(workbook.indicators.values()))
    if options.indicator or "indicator" in options.roles:
        check_columns(table, options.indicator)
        layout = replace(layout, indicator=options.indicator)
    if options.values:
        layout = replace(layout, values=options.values, across="none" if len(options.values) == 1 else layout.across)
    if options.columns and options.across:
        raise BadUse(
            "--across {across} and --columns {columns} both say what headers are: leave out one.",
            across=options.across,
            columns=options.columns,
        )
    if options.columns:
        layout = layout.headed(options.columns)
    if options.across:
        if options.across not in get_args(Across):
            raise BadUse(
                "“{meaning}” is not a meaning of headers: use one of {known}.",
                meaning=options.across,
                known=in_words(get_args(Across)),
            )
        layout = replace(layout, across=cast("Across", options.across))
    layout = _grouped(table, layout, options)
    if options.source and table.layout:
        layout = layout.with_roles({"source": options.roles.get("source", "")})
    dash = options.dash or (file.kept.layout.dash if file.kept else layout.dash)
    index = options.index or ("yes" if options.roles.get("pillar") else file.kept.layout.index if file.kept else "")
    return replace(layout, decimal=options.decimal or layout.decimal, dash=dash, index=index)


def known_units(workbook: Workbook) -> frozenset[str]:
    """The names of units that headers may be: those of the workbook and of published lists."""
    return names_of(workbook.units.values()) | _listed_names()


@cache
def _listed_names() -> frozenset[str]:
    """The names of units in published lists."""
    return names_in(name_lists())


def _grouped(table: ForeignTable, layout: Layout, options: ImportOptions) -> Layout:
    """The layout with the columns of groups that a person says. Raises BadLayout."""
    if options.groups is None:
        return layout
    check_columns(table, options.groups)
    texts = [name for name in options.groups if name.startswith(CONSTANT)]
    if texts:
        raise BadUse("{texts} cannot be a group of units: name a column of the file.", texts=texts[0])
    if options.groups and layout.of("unit") not in table.columns:
        raise BadUse("{groups} cannot be a group of units: no column says the unit.", groups=options.groups[0])
    indicator = tuple(name for name in layout.indicator if name not in options.groups)
    values = tuple(name for name in layout.values if name not in options.groups)
    return replace(layout, groups=options.groups, indicator=indicator, values=values)


def _with_year(file: ForeignFile, layout: Layout, options: ImportOptions) -> Layout:
    """The layout with the year that the name of the file holds, where nothing else says the period."""
    year = year_of(file)
    if not year or layout.of("period") or "period" in layout.across or "period" in options.roles:
        return layout
    return layout.with_roles({"period": f"{CONSTANT}{year}"})


def _filled(file: ForeignFile) -> Layout | None:
    """The layout kept for files of this name, with the columns of figures that this one has."""
    if file.kept is None:
        return None
    layout = file.kept.of_file(year_of(file))
    if layout.values:
        return layout
    try:
        return replace(layout, values=recognised(file.table, layout.roles).values)
    except BadLayout:
        return None
