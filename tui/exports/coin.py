"""A method as the two tables that R's COINr takes: iData (units × indicators) and iMeta (what each column is)."""

from core.method.run import Scored
from core.workbook.entries import Unit
from core.workbook.workbook import Workbook
from tui.exports.tables import Table
from tui.tables.records import Record

META = ("iCode", "iName", "Direction", "Level", "Weight", "Type", "Parent", "Denominator")


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
    return {"iData": Table(columns, rows), "iMeta": Table(META, meta)}


def _unit(row: dict[str, str | float | None], columns: tuple[str, ...], workbook: Workbook) -> Record:
    code = str(row["unit"])
    name = (workbook.units.get(code) or Unit(code, code)).name("en")
    period = str(row["period"])
    time: Record = {"Time": int(period) if period.isdigit() else period}
    return {"uCode": code, "uName": name, **time, **{column: row[column] for column in columns[3:]}}


def _placed(scored: Scored, code: str, workbook: Workbook, denominator: str | None) -> Record:
    tree = scored.document.tree
    placed = next(one for one in scored.document.placed if one.code == code)
    indicator = workbook.indicators.get(code)
    return {
        "iCode": code,
        "iName": placed.name_en or (indicator.name("en") if indicator else code),
        "Direction": placed.direction,
        "Level": tree.heights[code],
        "Weight": placed.weight,
        "Type": "Indicator" if code in tree.indicators else "Aggregate",
        "Parent": placed.parent or None,
        "Denominator": denominator,
    }


def _other(code: str, kind: str) -> Record:
    empty: Record = dict.fromkeys(META)
    return {**empty, "iCode": code, "iName": code, "Type": kind}
