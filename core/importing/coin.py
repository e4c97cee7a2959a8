"""COINr's metadata table (iMeta): names, directions and weights of indicators, and the tree of an index as a method."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from core.errors import BadEntry
from core.importing.coin_posts import Settings, goalposts_of, targets_of
from core.importing.table import LINE, ForeignTable
from core.method.document import Document, load, settings_text
from core.words import gettext
from core.workbook.edit import CompositeEdit, SetEntry, SetFigure, SetFigures
from core.workbook.entries import Indicator, Method, Step, TreeNode
from core.workbook.workbook import Workbook

NEEDED = frozenset({"iCode", "Type", "Direction", "Weight", "Parent"})
IN_TREE = frozenset({"Indicator", "Aggregate"})
MEASURED = frozenset({"Indicator", "Denominator"})


def is_coin_metadata(table: ForeignTable) -> bool:
    """Whether a table has the columns of iMeta."""
    return set(table.columns) >= NEEDED


def metadata_edit(table: ForeignTable, workbook: Workbook, code: str) -> CompositeEdit:
    """The edit that names the workbook's indicators as iMeta does, and adds its tree as a method of this code.

    The method divides by the denominators, normalises by min-max, or by goalposts where an indicator has them, and
    aggregates by weighted means: the defaults of COINr, as iMeta has no steps. Where there are targets, a second method
    takes the distances to them. Raises BadEntry naming the line, MethodError where the tree is not valid.
    """
    rows = list(table.frame.iter_rows(named=True))
    for row in rows:
        _check(table, row)
    leaves = [row for row in rows if row["Type"] == "Indicator"]
    goalposts, targets = goalposts_of(leaves, table.name), targets_of(leaves, table.name)
    renames = tuple(_renames(rows, workbook))
    methods = [_method(rows, code, goalposts)]
    if targets:
        methods.append(_method(rows, f"{code}_targets", targets, ("distance to targets", "到目标的距离")))
    edits: tuple[SetFigure | SetFigures | SetEntry, ...] = renames
    for method in methods:
        edits = (*edits, *load(method, CompositeEdit("", edits).apply(workbook)).edits)
    title = (
        f"import of {table.name}: {len(renames)} indicators named, method {code} with {len(methods[0].placed)} places"
    )
    of = "1 indicator" if len(goalposts) == 1 else f"{len(goalposts)} indicators"
    title += f" and goalposts of {of}" if goalposts else ""
    title += f", method {code}_targets with targets of {len(targets)} indicators" if targets else ""
    return CompositeEdit(title, edits)


def _method(rows: list[dict[str, str | None]], code: str, each: Settings, note: tuple[str, str] = ("", "")) -> Document:
    """A method that is named after its root, with a note in English and Chinese behind the name."""
    placed = tuple(_tree_node(row, code) for row in rows if row["Type"] in IN_TREE)
    root = next((node for node in placed if not node.parent), None)
    name = (root.name_en if root else "") or code
    english, chinese = note
    names = (f"{name}: {english}", f"{name}：{chinese}") if english else (name, "")
    return Document(Method(code, *names), placed, tuple(_steps(rows, code, each)))


def _check(table: ForeignTable, row: Mapping[str, str | None]) -> None:
    where = gettext("{name}, line {line}", name=table.name, line=row[LINE])
    if not row["iCode"] or any(letter.isspace() for letter in row["iCode"]):
        raise BadEntry("{where}: iCode is “{code}”: write a code without blanks.", where=where, code=row["iCode"] or "")
    if row["Type"] in IN_TREE:
        _number(row["Weight"], gettext("{where}, Weight", where=where))
        if row["Direction"] not in {"1", "-1", "1.0", "-1.0", None}:
            raise BadEntry(
                "{where}: Direction is “{text}”: write 1 (more is better) or -1 (less is).",
                where=where,
                text=row["Direction"],
            )


def _number(text: str | None, where: str) -> float:
    try:
        weight = float(text or "1")
    except ValueError as error:
        raise BadEntry("{where} is “{text}”: write a number of 0 or more.", where=where, text=text) from error
    if not 0 <= weight < float("inf"):
        raise BadEntry("{where} is “{text}”: write a number of 0 or more.", where=where, text=text)
    return weight


def _direction(row: Mapping[str, str | None]) -> int:
    return int(float(row["Direction"] or "1"))


def _renames(rows: list[dict[str, str | None]], workbook: Workbook) -> Iterator[SetFigure | SetEntry]:
    for row in rows:
        before = workbook.indicators.get(row["iCode"] or "")
        if before is None or row["Type"] not in MEASURED:
            continue
        after: Indicator = replace(
            before,
            name_en=row.get("iName") or before.name_en,
            measure=(row.get("Unit") or before.measure)[:60],
            direction=_direction(row) if row["Type"] == "Indicator" else before.direction,
            weight=_number(row["Weight"], "Weight") if row["Type"] == "Indicator" else before.weight,
        )
        if after != before:
            yield SetEntry("indicators", before, after)


def _tree_node(row: Mapping[str, str | None], code: str) -> TreeNode:
    name = (row.get("iName") or "") if row["Type"] == "Aggregate" else ""
    return TreeNode(
        code, row["iCode"] or "", row["Parent"] or "", _number(row["Weight"], "Weight"), _direction(row), name
    )


def _steps(rows: list[dict[str, str | None]], code: str, each: Settings) -> Iterator[Step]:
    by = {row["iCode"]: row["Denominator"] for row in rows if row.get("Denominator") and row["Type"] == "Indicator"}
    steps: list[tuple[str, str, dict[str, object]]] = [("denominate", "panel", {"by": by})] if by else []
    steps += [("normalise", "min_max", {"each": each} if each else {}), ("aggregate", "arithmetic", {})]
    for number, (kind, how, settings) in enumerate(steps, 1):
        yield Step(code, number, kind, how, settings_text(settings))
