"""The rule of a rollup from a file or from the workbook, with its files of crosswalks and names."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

from core.errors import BadEntry
from core.rollup.checks import check
from core.rollup.document import rule_of
from core.rollup.rule import Kind, Link, Name, RollupRule
from core.words import gettext, in_words
from core.workbook.workbook import Workbook
from data import system_error
from data.csv_safety import unguarded
from data.errors import FileError
from data.rollup.shipped import shipped
from data.written import read_text

SHIPPED = "shipped"
"""`shipped:NAME` names a file that comes with jingdex."""


def rule_named(name: str, workbook: Workbook, beside: Path, source: str = "") -> tuple[RollupRule, Path]:
    """The rule of a file, else that of the workbook with this code, and the folder of its relative paths.

    Another `source` replaces that of the rule, relative to the working folder. Raises FileError, BadEntry.
    """
    path = Path(name).expanduser()
    entry = workbook.rollups.get(name)
    if path.is_file():
        rule, folder = rule_of(read_text(path), path.name), path.parent
    elif entry:
        rule, folder = rule_of(entry.document, gettext("The rule {name}", name=name)), beside
    else:
        known = in_words(workbook.rollups) or gettext("none yet")
        raise FileError(
            "There is no file {name}, and no rule of this code in the workbook: use one of {known}.",
            name=name,
            known=known,
        )
    rule = with_files(rule, folder, name)
    return (replace(rule, source=source), Path.cwd()) if source else (rule, folder)


def with_files(rule: RollupRule, folder: Path, name: str) -> RollupRule:
    """The rule with the content of its files of links and names, so that it is independent of them."""
    for part in ("crosswalk", "bridge", "names"):
        if getattr(rule, f"{part}_file") and getattr(rule, part):
            raise BadEntry("{name} has a {part}_file and a [[{part}]]: leave one.", name=name, part=part)
    if rule.crosswalk_file:
        rule = replace(rule, crosswalk=links_of(_file(folder, rule.crosswalk_file)), crosswalk_file="")
    if rule.bridge_file:
        rule = replace(rule, bridge=bridge_of(_file(folder, rule.bridge_file)), bridge_file="")
    if rule.bridge_until:
        links = tuple(replace(link, last=link.last or rule.bridge_until) for link in rule.bridge)
        rule = replace(rule, bridge=links, bridge_until="")
    if rule.names_file:
        rule = replace(rule, names=names_of(_file(folder, rule.names_file)), names_file="")
    check(rule, name)
    return rule


def _file(folder: Path, text: str) -> Path:
    """A file of a rule: a shipped one, or one relative to the folder of the rule."""
    kind, _, name = text.partition(":")
    return shipped(name) if kind == SHIPPED else folder / Path(text).expanduser()


def links_of(path: Path) -> tuple[Link, ...]:
    """The crosswalk of a CSV with the columns industry and cluster, and optional share, from, until and kind.

    Raises FileError, naming the line.
    """
    links, kinds = [], dict[str, str]()
    for number, row in _rows(path, ("industry", "cluster"), ("share", "from", "until", "kind")):
        kind = row.get("kind", "")
        if kind not in get_args(Kind) or kinds.setdefault(row["cluster"], kind) != kind:
            raise FileError(
                "{path}, line {number}: the kind of {cluster} is “{kind}”: write traded or local, one for each.",
                path=path,
                number=number,
                cluster=row["cluster"],
                kind=kind,
            )
        share = _share(path, number, row.get("share") or "1")
        links.append(
            Link(row["industry"], row["cluster"], share, row.get("from", ""), row.get("until", ""), cast("Kind", kind))
        )
    return tuple(links)


def bridge_of(path: Path) -> tuple[Link, ...]:
    """The bridge of a CSV with the columns industry and becomes, and optional share, from and until.

    An industry with several successors and no shares belongs to all of them in equal parts. Raises FileError, naming
    the line.
    """
    rows = list(_rows(path, ("industry", "becomes"), ("share", "from", "until")))
    count = Counter(row["industry"] for _, row in rows)
    shared = {row["industry"] for _, row in rows if row.get("share")}
    links = []
    for number, row in rows:
        if row["industry"] in shared and not row["share"]:
            raise FileError(
                "{path}, line {number}: {industry} has shares in other lines and none here: fill it in.",
                path=path,
                number=number,
                industry=row["industry"],
            )
        share = _share(path, number, row["share"]) if row.get("share") else 1 / count[row["industry"]]
        links.append(Link(row["industry"], row["becomes"], share, row.get("from", ""), row.get("until", "")))
    return tuple(links)


def names_of(path: Path) -> tuple[Name, ...]:
    """The names of a CSV with the columns code, name_en and name_zh. Raises FileError, naming the line."""
    rows = _rows(path, ("code",), ("name_en", "name_zh"))
    return tuple(Name(row["code"], row.get("name_en", ""), row.get("name_zh", "")) for _, row in rows)


def _rows(path: Path, needed: Sequence[str], optional: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The line and the cells of each row, with the required ones filled. Raises FileError."""
    is_empty = True
    for number, row in table_rows(path, (*needed, *optional), needed):
        is_empty = False
        cells = {name: unguarded(text).strip() for name, text in row.items()}
        empty = [name for name in needed if not cells[name]]
        if empty:
            raise FileError(
                "{path}, line {number}: {name} is empty: fill it in.", path=path, number=number, name=empty[0]
            )
        yield number, cells
    if is_empty:
        raise FileError("{path} holds no line: name a file with {headers}.", path=path, headers=in_words(needed))


def _share(path: Path, number: int, text: str) -> float:
    """A share above 0 up to 1. Raises FileError."""
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise FileError(
            "{path}, line {number}: the share is “{share}”: write a number above 0 up to 1.",
            path=path,
            number=number,
            share=text,
        )
    return share


def table_rows(path: Path, known: Sequence[str], needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The line and the cells of each row by their headers. Raises FileError where a header or a line is wrong."""
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        _check_headers(path, reader.fieldnames or [], known, needed)
        for row in reader:
            if None in row or None in row.values():
                raise FileError(
                    "{path}, line {line}: it has more or fewer cells than the header.", path=path, line=reader.line_num
                )
            yield reader.line_num, row
    except csv.Error as error:
        raise FileError(
            "{path}, line {line} is not CSV ({error}): correct it.",
            path=path,
            line=reader.line_num,
            error=system_error.reason(error),
        ) from error


def _check_headers(path: Path, headers: Sequence[str], known: Sequence[str], needed: Sequence[str]) -> None:
    """Raise FileError where a column is missing or unknown."""
    lost = [name for name in needed if name not in headers]
    odd = [name for name in headers if name not in known]
    if lost:
        raise FileError(
            "{path} lacks the column {lost}: it may have {known}.", path=path, lost=lost[0], known=in_words(known)
        )
    if odd:
        raise FileError(
            "{path} has a column “{odd}”: it may have {known}.", path=path, odd=odd[0], known=in_words(known)
        )
