"""A method as the two tables that R's COINr takes: iData (units × indicators) and iMeta (what each column is)."""

from pathlib import Path
from typing import cast

from core.importing.coin_posts import CAP, LOWER, SCALE, TARGET, TRUNCATE, UPPER, posts_of
from core.method.errors import MethodError
from core.method.panel import choice_of
from core.method.run import Failure, Scored
from core.words import in_words
from core.workbook.workbook import Workbook, unit_of
from data.written import write_file
from tui.cli.arguments import BadUse
from tui.tables.data_files import Table, as_csv
from tui.tables.query import QueryContext
from tui.tables.spec import Record

META = ("iCode", "iName", "Direction", "Level", "Weight", "Type", "Parent", "Denominator")
POSTS = (LOWER, UPPER, SCALE, TRUNCATE, TARGET, CAP)


def write_coin(query: QueryContext, method: str | None, folder: Path, *, force: bool) -> None:
    """Write the two tables of a method, the first where none is named. Raises BadUse, MethodError, FileError."""
    methods = query.derived.methods
    code = method or next(iter(methods), "")
    if not methods:
        raise BadUse(
            "This workbook has no method, and COINr's tables are those of one: see jingdex method load --help."
        )
    if code not in methods:
        raise BadUse("There is no method “{code}”: use one of {methods}.", code=code, methods=in_words(methods))
    result = methods[code]
    if isinstance(result, Failure):
        raise MethodError(result.sentence)
    if folder.exists() and not folder.is_dir():
        raise BadUse("{folder} is a file: COINr's two tables go into a folder.", folder=folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in coin_tables(result, query.workbook).items():
        write_file(folder / f"{name}.csv", as_csv(table), force=force)


def coin_tables(scored: Scored, workbook: Workbook) -> dict[str, Table]:
    """`iData` and `iMeta`; a panel has the column Time. Directions of denominators and groupings stay empty."""
    raw, tree = scored.raw, scored.tree
    measured = [*tree.indicators, *scored.document.denominators]
    groupings = [name for name in raw.columns if name not in (*measured, "unit", "period")]
    columns = ("uCode", "uName", "Time", *groupings, *dict.fromkeys(measured))
    rows = [_unit(row, columns, workbook) for row in raw.iter_rows(named=True)]
    by = {code: column for step in scored.document.settings for code, column in step.get("by", {}).items()}
    meta = [_placed(scored, code, workbook, by.get(code)) for code in tree.parents]
    meta += [
        _other(code, "Denominator") for code in dict.fromkeys(scored.document.denominators) if code not in tree.parents
    ]
    meta += [_other(name, "Group") for name in groupings]
    posts = [name for name in POSTS if any(name in row for row in meta)]
    full_rows = [{**dict.fromkeys(posts), **row} for row in meta]
    return {"iData": Table(columns, rows), "iMeta": Table((*META, *posts), full_rows)}


def _unit(row: dict[str, str | float | None], columns: tuple[str, ...], workbook: Workbook) -> Record:
    code = str(row["unit"])
    name = unit_of(workbook, code).name("en")
    period = str(row["period"])
    time: Record = {"Time": int(period) if period.isdigit() else period}
    return {"uCode": code, "uName": name, **time, **{column: row[column] for column in columns[3:]}}


def _placed(scored: Scored, code: str, workbook: Workbook, denominator: str | None) -> Record:
    tree = scored.document.tree
    placed = next(node for node in scored.document.placed if node.code == code)
    indicator = workbook.indicators.get(code)
    posts = _posts(scored, code) if code in tree.indicators else {}
    return {
        "iCode": code,
        "iName": placed.name_en or (indicator.name("en") if indicator else code),
        "Direction": placed.direction,
        "Level": tree.heights[code],
        "Weight": placed.weight,
        "Type": "Indicator" if code in tree.indicators else "Aggregate",
        "Parent": placed.parent or None,
        "Denominator": denominator,
        **posts,
    }


def _posts(scored: Scored, code: str) -> Record:
    """The goalposts or the target that the last normalisation has for an indicator."""
    steps = zip(scored.document.steps, scored.document.settings, strict=True)
    last = next((pair for pair in reversed(list(steps)) if pair[0].kind == "normalise"), None)
    if last is None:
        return {}
    step, settings = last
    own = choice_of(step.how, settings, settings["each"].get(code, {}))
    return cast("Record", posts_of(str(own["how"]), own))


def _other(code: str, kind: str) -> Record:
    empty: Record = dict.fromkeys(META)
    return {**empty, "iCode": code, "iName": code, "Type": kind}
