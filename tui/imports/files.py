"""The files of an import, understood as a person says or as they look: a plan for each, and one edit of all."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TypeAlias

from core.errors import JingdexError
from core.frozen import frozen
from core.importing.choices import Choices
from core.importing.code_names import is_code_names, with_names
from core.importing.headings import doubts, names_of
from core.importing.import_memory import YEAR, ImportMemory, memory_from, text_of, year_in
from core.importing.layout import CONSTANT, Layout
from core.importing.metadata import described, is_metadata
from core.importing.name_table import is_name_table, unknown_codes
from core.importing.plan import Plan, planned
from core.importing.where import chosen
from core.rules.breaches import Broken, newly_broken
from core.rules.rules import Rules
from core.words import gettext, ngettext
from core.workbook.edit import CompositeEdit, SetEntry, SetFigure, SetFigures
from core.workbook.kept_entries import Mapping as KeptMapping
from core.workbook.measures import measure_from_text
from core.workbook.period import period
from core.workbook.typed_edit import source_of
from core.workbook.workbook import Workbook
from data.name_lists import name_lists
from data.reading.foreign import read_foreign, written_on
from tui.cli.arguments import BadUse
from tui.imports.foreign_file import ForeignFile, Read, mapping_name, tables_of, where_of, whole_of, year_of
from tui.imports.layouts import known_units, layout_of
from tui.imports.options import ImportOptions

Stage: TypeAlias = Callable[[str], None]
"""Receives what is being done, and may stop it by an exception of its own."""


def silent(_: str) -> None:
    """Nobody looks on."""


@frozen
class Planned:
    """What files would do to a workbook: a plan for each table of figures, the edits of tables of metadata, and all.

    `unknown` is how many rows of tables of names have a code that nothing has, `broken` the figures that would break a
    rule of the workbook and do not now, errors first. `made` is the workbook after the edit, where that was made.
    """

    plans: tuple[Plan, ...]
    metadata: tuple[CompositeEdit, ...]
    edit: CompositeEdit
    unknown: int = 0
    broken: tuple[Broken, ...] = ()
    made: Workbook | None = None

    @property
    def refused(self) -> int:
        """How many rows or cells do not come in."""
        return self.unknown + sum(len(plan.refused) for plan in self.plans)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What headers are read as, where a person should say whether that is right."""
        questions = tuple(plan.doubt for plan in self.plans if plan.doubt)
        if not self.errors:
            return questions
        errors = ngettext("{count:,} figure would break a rule", "{count:,} figures would break rules", self.errors)
        return (*questions, errors)

    @property
    def errors(self) -> int:
        """How many figures would break a rule whose severity is error."""
        return sum(result.rule.severity == "error" for result in self.broken)


@frozen
class Guess:
    """How one file is read and understood; without a layout where it is not understood."""

    name: str
    note: tuple[str, ...]
    columns: tuple[str, ...]
    layout: Layout | None
    decimal: str = ""


def planned_files(
    files: Sequence[Path],
    options: ImportOptions,
    workbook: Workbook,
    *,
    read: Read = read_foreign,
    stage: Stage = silent,
) -> Planned:
    """The plan of each file, made on the workbook that those before it leave, and the one edit of all.

    Raises JingdexError, one sentence, where a file cannot be read or understood.
    """
    start = workbook
    tables = _named([file for path in files for file in tables_of(path, options, workbook, read)])
    metadata = [file for file in tables if is_metadata(file.table)]
    plans: list[Plan] = []
    edits: list[SetFigure | SetFigures | SetEntry] = []
    for file in tables:
        if is_metadata(file.table):
            continue
        plan = _plan(file, options, workbook, stage)
        edit = plan.edit(workbook, in_block=len(tables) > 1)
        if not edit.edits:
            edit = replace(edit, edits=_kept_address(plan, workbook))
        if len(tables) > 1:
            workbook = edit.apply(workbook)
        plans.append(plan)
        edits += edit.edits
    edits += (recipes := _recipes(tables, plans, options, start) if edits else [])
    workbook = CompositeEdit("", tuple(recipes)).apply(workbook) if recipes else workbook
    check_meanings(options, plans)
    workbook, named, unknown = _described(metadata, workbook)
    edits += [single for names in named for single in names.edits]
    only = plans[0].title if len(plans) == len(tables) == 1 else str(named[0]) if len(tables) == 1 else ""
    title = only or f"import of {', '.join(path.name for path in files)}: {_sum(plans)}"
    edit = CompositeEdit(title, tuple(edits))
    after = None if workbook is start else workbook
    if after is None and start.tables["rules"]:
        after = edit.apply(start)
    return Planned(tuple(plans), tuple(named), edit, unknown, _broken(start, after), after)


def _described(tables: Sequence[ForeignFile], workbook: Workbook) -> tuple[Workbook, list[CompositeEdit], int]:
    """The workbook after tables of metadata, the edit of each, and how many of their codes nothing has."""
    edits, unknown = [], 0
    for file in tables:
        unknown += len(unknown_codes(file.table, workbook)) if is_name_table(file.table) else 0
        edits.append(described(file.table, workbook, file.kept_as))
        workbook = edits[-1].apply(workbook)
    return workbook, edits, unknown


def _recipes(
    tables: Sequence[ForeignFile], plans: Sequence[Plan], options: ImportOptions, workbook: Workbook
) -> list[SetEntry]:
    """The edits that keep which sheets of a file were read together, under the name of the file itself."""
    data = [file for file in tables if not is_metadata(file.table)]
    recipes: dict[str, SetEntry] = {}
    for file, plan in zip(data, plans, strict=True):
        name = mapping_name(file.path.name)
        if options.reading.sheet and file.part and file.kept_as != name and name not in recipes:
            memory = ImportMemory(plan.layout, {"sheet": options.reading.sheet})
            entry = KeptMapping(name, text_of(memory, values=False))
            if workbook.mappings.get(name) != entry:
                recipes[name] = SetEntry("mappings", workbook.mappings.get(name), entry)
    return list(recipes.values())


def _broken(workbook: Workbook, after: Workbook | None) -> tuple[Broken, ...]:
    """The figures that break a rule of the workbook after an edit that made another of it, and do not now."""
    if after is None or not workbook.tables["rules"]:
        return ()
    now = Rules(workbook)
    known = now.results  # they are checked before, so that of the new ones only what the edit touches is
    return tuple(newly_broken(now, Rules(after, now))) if known else ()


def _plan(file: ForeignFile, options: ImportOptions, workbook: Workbook, stage: Stage) -> Plan:
    """The plan of one table. Raises as `planned_files` does."""
    stage(gettext("understanding {name}", name=file.path.name))
    layout = layout_of(file, options, workbook)
    check_year(file.path.name, options.roles.get("period", ""))
    stage(gettext("comparing {name}", name=file.path.name))
    plan = planned(file.table, layout, _choices(file, layout, options, workbook), workbook)
    if file.kept or options.columns or options.across:
        return plan
    units, indicators = known_units(workbook), names_of(workbook.indicators.values())
    return replace(plan, findings=(*doubts(file.table, layout, units, indicators), *plan.findings))


def _named(tables: list[ForeignFile]) -> list[ForeignFile]:
    """The tables, those of data with the names that the structures among them have for their codes."""
    structures = [file.table for file in tables if is_code_names(file.table)]
    return [replace(file, table=with_names(file.table, structures)) for file in tables] if structures else tables


def check_year(name: str, named: str) -> None:
    """Raises BadUse where one year is said for a file whose name holds another."""
    year, constant = year_in(name), named.removeprefix(CONSTANT)
    if year and named.startswith(CONSTANT) and YEAR.fullmatch(constant) and int(constant) != year:
        raise BadUse(
            "{name} has {year} in its name, and --period says {constant}: import it by itself, or rename it.",
            name=name,
            year=year,
            constant=constant,
        )


def check_meanings(options: ImportOptions, plans: Sequence[Plan]) -> None:
    """Raises BadUse where a direction, a measure or an index is wanted of what no file has."""
    there = {match.code for plan in plans for match in plan.indicators if match.code}
    for code in (*options.directions, *options.measures):
        if code not in there:
            raise BadUse(
                "There is no indicator “{code}” in the files: name one of {there}.",
                code=code[:80],
                there=", ".join(sorted(there)[:20]),
            )
    if options.index == "yes" and plans and not any(plan.pillars.said_by for plan in plans):
        raise BadUse(
            "--index yes needs pillars: a column of them (--pillar), a row of groups above the header, or names "
            "such as Innovation/Patents."
        )


def guessed(path: Path, options: ImportOptions, workbook: Workbook, read: Read = read_foreign) -> Guess:
    """The guess at a file that cannot be planned yet, so that a person can change it. Raises FileError."""
    file = next(file for file in whole_of(path, options, workbook, read) if not is_metadata(file.table))
    where = where_of(file, options)
    try:
        file = replace(file, table=chosen(file.table, where))
        layout = layout_of(file, options, workbook)
    except JingdexError:
        layout = None
    details = file.table.details
    if where and not any(text.startswith("rows ") for text in details):
        details = (*details, f"rows where {where}: 0 of {file.table.frame.height:,}")
    return Guess(file.table.name, details, tuple(file.table.columns), layout, options.decimal)


def _kept_address(plan: Plan, workbook: Workbook) -> tuple[SetEntry, ...]:
    """The edit that keeps the address of a service whose figures are all there already, where it is a new one."""
    for table, entry in plan.entries:
        before = workbook.entries(table).get(entry.key)
        if isinstance(entry, KeptMapping) and (url := memory_from(entry.layout).url):
            known = memory_from(before.layout).url if isinstance(before, KeptMapping) else ""
            return (SetEntry(table, before, entry),) if known != url else ()
    return ()


def _sum(plans: list[Plan]) -> str:
    new, changed = sum(plan.new.height for plan in plans), sum(plan.changed.height for plan in plans)
    return gettext("{new:,} new, {changed:,} changed", new=new, changed=changed)


def _choices(file: ForeignFile, layout: Layout, options: ImportOptions, workbook: Workbook) -> Choices:
    origin = options.origins.get(file.path)
    source, is_known = source_of(workbook, options.source or (file.path.stem if origin else file.path.name))
    if source and origin and not is_known:
        source = replace(source, url=origin.url)
    vintage = period(options.vintage).text if options.vintage else ""
    measures = {**(file.kept.measures if file.kept else {}), **options.measures}
    measured = {code: measure_from_text(text) for code, text in measures.items()}
    return Choices(
        source=source,
        vintage=vintage,
        released=vintage or file.table.detail("released") or written_on(file.path),
        overwrite=options.overwrite,
        unknown=options.unknown,
        aliases=options.aliases,
        measures={code: measure for code, (measure, _) in measured.items()},
        directions=options.directions,
        scales={code: mult for code, (_, mult) in measured.items() if mult is not None},
        lists=name_lists(),
        mapping=_mapping(file, layout, options, measures),
    )


def _mapping(file: ForeignFile, layout: Layout, options: ImportOptions, measures: dict[str, str]) -> KeptMapping:
    """What is kept: what was said this time, else what was kept before."""
    reading = {name: value for name, value in asdict(options.reading).items() if value}
    memory = ImportMemory(layout, reading or (file.kept.reading if file.kept else {}), measures, year_of(file),
        where_of(file, options),
        *(options.origins.get(file.path) or ((file.kept.url, file.kept.updated) if file.kept else ())),
    )  # fmt: skip
    values = bool(options.values) or bool(file.kept and file.kept.layout.values and not options.says_layout)
    return KeptMapping(file.kept_as, text_of(memory, values=values))
