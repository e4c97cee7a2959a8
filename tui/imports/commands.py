"""The commands of an import: name the files, and change a part of how they are understood."""

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from core.errors import JingdexError
from core.importing.choices import OnUnknown
from core.words import gettext
from data.errors import FileError
from data.reading.address import address_of, is_address
from data.reading.named import named_files as files_named
from tui.frame.choices import completed_path, whole
from tui.frame.offers import sources
from tui.frame.screen import Screen
from tui.imports.foreign_file import from_services
from tui.imports.parts import changed, choices_of, codes_of, written
from tui.imports.screen import Importing
from tui.rollup import screen as rollups

if TYPE_CHECKING:
    from core.importing.layout import Layout
    from tui.imports.options import ImportOptions


class NoFile(JingdexError):
    """No file is named, or its name is broken off."""


def bring(screen: Screen) -> None:
    """Ask for files, and show what they would change."""
    importing = screen.shared(Importing)
    screen.ask(
        gettext("import files (Tab completes), https://…, or the .toml rule of a rollup"),
        "",
        then=lambda text: _begin(screen, importing, text),
        complete=completed_path,
    )


def pull(screen: Screen) -> None:
    """Fetch again what was imported from web services, and show what that would change."""
    mappings = from_services(screen.workspace.workbook)
    if not mappings:
        screen.notify(gettext("Nothing in this workbook is from a web service: import from its address first, with I."))
        return
    screen.shared(Importing).fetch({address_of(mapping.url): mapping.updated for mapping in mappings.values()})


def _begin(screen: Screen, importing: Importing, text: str) -> None:
    """Begin with the files that a line names, with what the service at an address gives, or with a rollup by a rule.

    Raises FileError.
    """
    path = Path(text.strip()).expanduser()
    if path.suffix.lower() == ".toml" and path.is_file():
        screen.shared(rollups.Rolling).begin(path)
    elif is_address(text):
        importing.fetch({address_of(text): ""})
    else:
        files = named_files(text)
        for path in files:
            if not path.exists():
                raise FileError("There is no file {path}: name one that is there.", path=path)
        importing.begin(files)


def named_files(text: str) -> list[Path]:
    """The files that a line names: one as it stands, else several, quoted where they have blanks.

    A folder stands for the files in it, a pattern for those that are called like it. Raises FileError.
    """
    path = Path(text.strip()).expanduser()
    if not text.strip():
        raise NoFile("No file name is given: type one.")
    if path.exists() or " " not in text.strip():
        return files_named([path])
    try:
        return files_named([Path(name).expanduser() for name in shlex.split(text)])
    except ValueError as error:
        raise NoFile("{text} ends within a quotation: close it.", text=text) from error


def alter(screen: Screen) -> None:
    """Change the line of the import that the cursor is on."""
    importing = screen.shared(Importing)
    row = screen.body.page.row
    if not importing.is_open or importing.found is None or row is None:
        screen.notify(gettext("Space changes a line of an import: begin one with I."))
        return
    part, _, name = row.key.partition("/")
    if part == "choice" and name in {"overwrite", "unknown", "fresh", "index"}:
        importing.change(_turned(importing, name))
    elif part == "direction":
        new = {indicator.code: indicator.direction for plan in importing.plans for indicator in plan.new_indicators}
        turned = 1 if new[name] < 0 else -1
        importing.change(replace(importing.options, directions={**importing.options.directions, name: turned}))
    elif part == "column":
        importing.change(_used(importing.options, importing.understood.layout, name))
    elif part in {"part", "role", "choice", "name", "measure"} and name:
        _ask(screen, part, name, row.cells[1].text, row.cells[0].text)
    else:
        screen.notify(gettext("This line follows from the others: change a part above."))


def _turned(importing: Importing, name: str) -> "ImportOptions":
    options = importing.options
    if name == "index":
        return replace(options, index="no" if importing.plans[0].pillars.make_index else "yes")
    if name == "overwrite":
        return replace(options, overwrite=not options.overwrite)
    if name == "fresh":
        return replace(options, fresh=not options.fresh)
    choices: tuple[OnUnknown, ...] = get_args(OnUnknown)
    return replace(options, unknown=choices[(choices.index(options.unknown) + 1) % len(choices)])


def _used(options: "ImportOptions", layout: "Layout", column: str) -> "ImportOptions":
    """A column in its next use: left out, a pillar beside one of indicators, a group beside one of units, a note."""
    groups = tuple(group for group in layout.groups if group != column)
    ways = ["", *(["pillar"] if layout.indicator else []), *(["group"] if layout.of("unit") else []), "note"]
    held = next((role for role in ("pillar", "note") if layout.of(role) == column), "")
    use = "group" if column in layout.groups else held
    after = ways[(ways.index(use) + 1) % len(ways)] if use in ways else ""
    roles = {**options.roles, held: "", after: column}
    there = {role: roles[role] for role in roles if role not in {"", "group"}}
    index = "" if after == "pillar" else options.index
    return replace(options, roles=there, groups=(*groups, column) if after == "group" else groups, index=index)


def _ask(screen: Screen, part: str, name: str, present: str, label: str) -> None:
    workspace = screen.workspace
    importing = screen.shared(Importing)
    understood = importing.understood
    columns = understood.columns
    choices = choices_of(part, name, columns)
    if part == "name":
        choices = codes_of(name, importing.plans, workspace.workbook, workspace.wording)
        label = gettext("{label} stands for", label=label)
    elif (part, name) == ("choice", "source"):
        choices = whole("source", sources(workspace.workbook), "open")
    elif part == "role":
        label = gettext("{label}: a column, or = and a text for every row", label=label)
    screen.ask(
        label,
        written(part, name, understood, importing.options, present),
        then=lambda text: importing.change(changed(importing.options, part, name, text.strip(), columns)),
        edits=False,
        choices=choices,
    )
