"""A table of codes and names, which renames the units and indicators of these codes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from core.errors import BadEntry
from core.importing.headers import header_of
from core.importing.names import CHINESE
from core.importing.table import LINE, ForeignTable
from core.words import gettext
from core.workbook.edit import CompositeEdit, SetEntry
from core.workbook.entries import Indicator, Unit
from core.workbook.workbook import Workbook

CODES = frozenset(
    ["code", "ucode", "icode", "unit_code", "indicator_code", "region_code", "代码", "地区代码", "指标代码"]
)
NAMES: Mapping[str, str] = {
    **dict.fromkeys(("name", "uname", "iname", "unit_name", "indicator_name", "region_name", "label", "名称"), ""),
    **dict.fromkeys(("地区名称", "指标名称"), ""),
    **dict.fromkeys(("name_en", "english", "英文名称"), "name_en"),
    **dict.fromkeys(("name_zh", "chinese", "中文名称"), "name_zh"),
}
"""The headers of names, with the language of each where it says one."""
SHOWN = 4


def is_name_table(table: ForeignTable) -> bool:
    """Whether a table has a column of codes, columns of names, and no other."""
    headers = [header_of(name) for name in table.columns]
    codes = [header for header in headers if header in CODES]
    return len(codes) == 1 and len(headers) > 1 and all(header in NAMES for header in headers if header not in CODES)


def renaming(table: ForeignTable, workbook: Workbook) -> CompositeEdit:
    """The edit that gives units and indicators the names of the table; its title counts the unknown codes.

    Raises BadEntry naming the line where a code or a name is missing, or a code has two names.
    """
    edits: list[SetEntry] = []
    unknown = unknown_codes(table, workbook)
    for code, names in _names_by_code(table).items():
        kinds: tuple[tuple[str, Mapping[str, Unit | Indicator]], ...] = (
            ("units", workbook.units), ("indicators", workbook.indicators),
        )  # fmt: skip
        known = ((kind, entries[code]) for kind, entries in kinds if code in entries)
        renamed = ((kind, before, _renamed(before, names)) for kind, before in known)
        edits += [SetEntry(kind, before, after) for kind, before, after in renamed if before != after]
    title = f"names of {table.name}: {len(edits):,} changed{_few(edits)}"
    more = f" and {len(unknown) - SHOWN:,} more" if len(unknown) > SHOWN else ""
    missing = f"; no unit or indicator has the code {', '.join(unknown[:SHOWN])}{more}" if unknown else ""
    return CompositeEdit(f"{title}{missing}", tuple(edits))


def unknown_codes(table: ForeignTable, workbook: Workbook) -> list[str]:
    """The codes of the table without a unit or an indicator. Raises BadEntry, as `renaming` does."""
    return [code for code in _names_by_code(table) if code not in workbook.units and code not in workbook.indicators]


def _renamed(entry: Unit | Indicator, names: Mapping[str, str]) -> Unit | Indicator:
    """The entry with these names, in the languages that have one."""
    english, chinese = names.get("name_en", entry.name_en), names.get("name_zh", entry.name_zh)
    return replace(entry, name_en=english, name_zh=chinese)


def _names_by_code(table: ForeignTable) -> dict[str, dict[str, str]]:
    """The names of each code, by language."""
    column = next(name for name in table.columns if header_of(name) in CODES)
    by_code: dict[str, dict[str, str]] = {}
    lines: dict[str, int] = {}
    for row in table.frame.iter_rows(named=True):
        where = gettext("{name}, line {line}", name=table.name, line=row[LINE])
        code, names = row[column], dict(_names(table, row))
        if not code or not names:
            raise BadEntry(
                "{where}: there is no {more}: fill the cell, or remove the row.",
                where=where,
                more="code" if not code else "name",
            )
        if by_code.setdefault(code, names) != names:
            raise BadEntry(
                "{where}: {code} has another name on line {lines}: remove one of them.",
                where=where,
                code=code,
                lines=lines[code],
            )
        lines.setdefault(code, row[LINE])
    return by_code


def _names(table: ForeignTable, row: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    for name in table.columns:
        language, text = NAMES.get(header_of(name)), row[name]
        if language is not None and text:
            yield language or ("name_zh" if CHINESE.search(text) else "name_en"), text


def _few(edits: list[SetEntry]) -> str:
    """The first names that are given."""
    entries = [edit.after for edit in edits if isinstance(edit.after, (Unit, Indicator))]
    shown = ", ".join(
        gettext("{code} is {name_zh}", code=entry.code, name_zh=entry.name_zh or entry.name_en)
        for entry in entries[:SHOWN]
    )
    return f": {shown}{' …' if len(entries) > SHOWN else ''}" if entries else ""
