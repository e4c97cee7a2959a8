"""Files read, understood as a person says or as they look, and made one plan each and one edit of all."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TypeAlias, cast, get_args

from core.errors import JingdexError
from core.importing.choices import Choices
from core.importing.coin import is_coin_metadata, metadata_edit
from core.importing.kept import YEAR, Kept, kept_from, text_of, year_in
from core.importing.layout import CONSTANT, Across, BadLayout, Layout
from core.importing.measures import said_measure
from core.importing.plan import Plan, planned
from core.importing.recognise import check_columns, recognised
from core.importing.table import ForeignTable
from core.importing.where import chosen
from core.workbook.edit import CompositeEdit, SetEntry, SetFigure, SetFigures
from core.workbook.entries import Mapping as KeptMapping
from core.workbook.period import period
from core.workbook.typed_edit import source_of
from core.workbook.workbook import Workbook
from data.errors import FileError
from data.reading.foreign import coin_tool_tables, read_foreign, written_on
from data.reading.readers import Reading
from tui.cli.arguments import BadUse
from tui.imports.options import ImportOptions

COIN_TOOL = (".xlsx", ".xlsm")
Read: TypeAlias = Callable[[Path, Reading], ForeignTable]
Stage: TypeAlias = Callable[[str], None]
"""Is told what is being done, and may stop it by an exception of its own."""


def silent(_: str) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What files would do to a workbook: a plan for each table of figures, the edits of COINr's metadata, and all."""

    plans: tuple[Plan, ...]
    metadata: tuple[CompositeEdit, ...]
    edit: CompositeEdit

    @property
    def refused(self) -> int:
        """How many rows or cells do not come in."""
        return sum(len(plan.refused) for plan in self.plans)


@dataclass(frozen=True, slots=True)
class Guess:
    """How one file is read and understood; without a layout where it is not understood."""

    name: str
    told: tuple[str, ...]
    columns: tuple[str, ...]
    layout: Layout | None
    decimal: str = ""


@dataclass(frozen=True, slots=True)
class _Foreign:
    """A file with its table and what the workbook keeps for such files, where that fits."""

    path: Path
    table: ForeignTable
    kept: Kept | None


def planned_files(
    files: Sequence[Path], asked: ImportOptions, workbook: Workbook, *, read: Read = read_foreign, stage: Stage = silent
) -> Planned:
    """The plan of each file, made on the workbook that those before it leave, and the one edit of all.

    Raises JingdexError, one sentence, where a file cannot be read or understood.
    """
    tables = [one for path in files for one in _tables(path, asked, workbook, read)]
    metadata = [one for one in tables if is_coin_metadata(one.table)]
    plans: list[Plan] = []
    named: list[CompositeEdit] = []
    edits: list[SetFigure | SetFigures | SetEntry] = []
    for one in tables:
        if is_coin_metadata(one.table):
            continue
        stage(f"understanding {one.path.name}")
        layout = _layout(one, asked)
        check_year(one.path.name, asked.roles.get("period", ""))
        stage(f"comparing {one.path.name}")
        plan = planned(one.table, layout, _choices(one, layout, asked, workbook), workbook)
        edit = plan.edit(workbook, in_block=len(tables) > 1)
        if len(tables) > 1:
            workbook = edit.apply(workbook)
        plans.append(plan)
        edits += edit.edits
    check_indicators((*asked.directions, *asked.measures), plans)
    for one in metadata:
        named.append(metadata_edit(one.table, workbook, mapping_name(one.path.name)))
        workbook = named[-1].apply(workbook)
        edits += named[-1].edits
    only = plans[0].title if len(plans) == len(tables) == 1 else str(named[0]) if len(tables) == 1 else ""
    names = ", ".join(path.name for path in files)
    return Planned(tuple(plans), tuple(named), CompositeEdit(only or f"import of {names}: {_sum(plans)}", tuple(edits)))


def check_year(name: str, said: str) -> None:
    """Raises BadUse where one year is said for a file whose name holds another."""
    year, constant = year_in(name), said.removeprefix(CONSTANT)
    if year and said.startswith(CONSTANT) and YEAR.fullmatch(constant) and int(constant) != year:
        raise BadUse(f"{name} has {year} in its name, and --period says {constant}: import it by itself, or rename it.")


def check_indicators(codes: Iterable[str], plans: Sequence[Plan]) -> None:
    """Raises BadUse where a direction or a measure is said of an indicator that no file has."""
    there = {one.code for plan in plans for one in plan.indicators if one.code}
    for code in codes:
        if code not in there:
            raise BadUse(
                f"There is no indicator “{code[:80]}” in the files: name one of {', '.join(sorted(there)[:20])}."
            )


def guessed(path: Path, asked: ImportOptions, workbook: Workbook, read: Read = read_foreign) -> Guess:
    """The guess at a file that cannot be planned yet, so that a person can change it. Raises FileError."""
    one = _whole(path, asked, workbook, read)
    where = _where(one, asked)
    try:
        one = replace(one, table=chosen(one.table, where))
        layout = _layout(one, asked)
    except JingdexError:
        layout = None
    told = one.table.told
    if where and not any(text.startswith("rows ") for text in told):
        told = (*told, f"rows where {where}: none of {one.table.frame.height:,}")
    return Guess(one.table.name, told, tuple(one.table.columns), layout, asked.decimal)


def mapping_name(file: str) -> str:
    """The name under which the layout of a file is kept: its own without digits, so that next year's has the same.

    A name of digits alone keeps those that are no year: 20-3_2018 and 20-3_2019 are kept as 20_3.
    """
    stem = Path(file).stem.casefold()
    bare = re.sub(r"[\d_\-.\s]+", "_", stem).strip("_")
    return bare or re.sub(r"[_\-.\s]+", "_", YEAR.sub("", stem)).strip("_") or "file"


def _sum(plans: list[Plan]) -> str:
    new, changed = sum(plan.new.height for plan in plans), sum(plan.changed.height for plan in plans)
    return f"{new:,} new, {changed:,} changed"


def _tables(path: Path, asked: ImportOptions, workbook: Workbook, read: Read) -> list[_Foreign]:
    """The table of a file; of a COIN Tool workbook two, figures and metadata."""
    two = coin_tool_tables(path, asked.limits) if path.suffix.lower() in COIN_TOOL else ()
    if two:
        return [_Foreign(path, one, None) for one in two]
    return [_read(path, asked, workbook, read)]


def _read(path: Path, asked: ImportOptions, workbook: Workbook, read: Read) -> _Foreign:
    """The table of a file with the rows that a person chooses, else those that were chosen of such files."""
    one = _whole(path, asked, workbook, read)
    return replace(one, table=chosen(one.table, _where(one, asked)))


def _where(one: _Foreign, asked: ImportOptions) -> str:
    """The condition that a person says, an empty one too, else that of the last such file."""
    if asked.where is not None:
        return asked.where
    return one.kept.where if one.kept else ""


def _whole(path: Path, asked: ImportOptions, workbook: Workbook, read: Read) -> _Foreign:
    """The table of a file, read as a person says, else as such files were read, where that still fits."""
    mapping = workbook.mappings.get(mapping_name(path.name))
    kept = kept_from(mapping.layout) if mapping else None
    if kept and kept.reading and asked.reading == Reading():
        try:
            one = _Foreign(path, read(path, Reading(**kept.reading)), kept)
        except FileError:
            one = _Foreign(path, read(path, Reading()), kept)
        else:
            if _fits(one):
                return one
    one = _Foreign(path, read(path, asked.reading), kept)
    return one if _fits(one) else replace(one, kept=None)


def _fits(one: _Foreign) -> bool:
    return one.kept is not None and set(one.kept.layout.columns(one.table.columns)) <= set(one.table.columns)


def _layout(one: _Foreign, asked: ImportOptions) -> Layout:
    """The layout that a person says, else the one that the workbook keeps for such files, else the guess."""
    table = one.table
    layout = None if asked.says_layout else _filled(one)
    if layout is None:
        guessed = {**asked.roles, "indicator": asked.indicator[0]} if asked.indicator else asked.roles
        layout = _with_year(one, recognised(table, guessed.items()).with_roles(asked.roles), asked)
    if asked.indicator or "indicator" in asked.roles:
        check_columns(table, asked.indicator)
        layout = replace(layout, indicator=asked.indicator)
    if asked.values:
        layout = replace(layout, values=asked.values, across="none" if len(asked.values) == 1 else layout.across)
    if asked.columns and asked.across:
        raise BadUse(f"--across {asked.across} and --columns {asked.columns} both say what headers are: leave out one.")
    if asked.columns:
        layout = layout.headed(asked.columns)
    if asked.across:
        if asked.across not in get_args(Across):
            raise BadUse(f"“{asked.across}” is nothing that headers say: use one of {', '.join(get_args(Across))}.")
        layout = replace(layout, across=cast("Across", asked.across))
    layout = _grouped(table, layout, asked)
    return replace(layout, decimal=asked.decimal or layout.decimal, dash=asked.dash or layout.dash)


def _grouped(table: ForeignTable, layout: Layout, asked: ImportOptions) -> Layout:
    """The layout with the columns of groups that a person says. Raises BadLayout."""
    if asked.groups is None:
        return layout
    check_columns(table, asked.groups)
    texts = [name for name in asked.groups if name.startswith(CONSTANT)]
    if texts:
        raise BadUse(f"{texts[0]} cannot be a group of units: name a column of the file.")
    if asked.groups and layout.of("unit") not in table.columns:
        raise BadUse(f"{asked.groups[0]} cannot be a group of units: no column says the unit.")
    indicator = tuple(name for name in layout.indicator if name not in asked.groups)
    values = tuple(name for name in layout.values if name not in asked.groups)
    return replace(layout, groups=asked.groups, indicator=indicator, values=values)


def _with_year(one: _Foreign, layout: Layout, asked: ImportOptions) -> Layout:
    """The layout with the year that the name of the file holds, where nothing else says the period."""
    year = _year_of(one)
    if not year or layout.of("period") or "period" in layout.across or "period" in asked.roles:
        return layout
    return layout.with_roles({"period": f"{CONSTANT}{year}"})


def _year_of(one: _Foreign) -> int:
    """The year in the name of the sheet, else in that of the file; 0 where neither names one."""
    return year_in(one.table.detail("sheet")) or year_in(one.path.name)


def _filled(one: _Foreign) -> Layout | None:
    """The layout kept for files of this name, with the columns of figures that this one has."""
    if one.kept is None:
        return None
    layout = one.kept.of_file(_year_of(one))
    if layout.values:
        return layout
    try:
        return replace(layout, values=recognised(one.table, layout.roles).values)
    except BadLayout:
        return None


def _choices(one: _Foreign, layout: Layout, asked: ImportOptions, workbook: Workbook) -> Choices:
    source, _ = source_of(workbook, asked.source or one.path.name)
    vintage = period(asked.vintage).text if asked.vintage else ""
    measures = {**(one.kept.measures if one.kept else {}), **asked.measures}
    told = {code: said_measure(text) for code, text in measures.items()}
    return Choices(
        source=source,
        vintage=vintage,
        released=vintage or written_on(one.path),
        overwrite=asked.overwrite,
        unknown=asked.unknown,
        aliases=asked.aliases,
        measures={code: measure for code, (measure, _) in told.items()},
        directions=asked.directions,
        scales={code: mult for code, (_, mult) in told.items() if mult is not None},
        mapping=_mapping(one, layout, asked, measures),
    )


def _mapping(one: _Foreign, layout: Layout, asked: ImportOptions, measures: dict[str, str]) -> KeptMapping:
    """What is kept: what was said this time, else what was kept before."""
    said = {name: value for name, value in asdict(asked.reading).items() if value}
    kept = Kept(layout, said or (one.kept.reading if one.kept else {}), measures, _year_of(one),
        _where(one, asked),
    )  # fmt: skip
    values = bool(asked.values) or bool(one.kept and one.kept.layout.values and not asked.says_layout)
    return KeptMapping(mapping_name(one.path.name), text_of(kept, values=values))
