"""The goalposts and targets that COINr's metadata table (iMeta) holds for its indicators, as settings of a method."""

import math
from collections.abc import Mapping, Sequence

from core.errors import BadEntry
from core.importing.table import LINE
from core.words import gettext

LOWER, UPPER, SCALE, TRUNCATE = "goalpost_lower", "goalpost_upper", "goalpost_scale", "goalpost_trunc2posts"
TARGET, CAP = "Target", "dist2targ_cap_max"
SAID = {"true": True, "t": True, "1": True, "1.0": True, "false": False, "f": False, "0": False, "0.0": False}
Row = Mapping[str, str | None]
Settings = dict[str, dict[str, object]]


def goalposts_of(rows: Sequence[Row], name: str) -> Settings:
    """The settings of the indicators that have two goalposts; the default is scale 1, truncated at the goalposts.

    `name` is that of the table. Raises BadEntry naming the line and the column.
    """
    settings: Settings = {}
    for row in rows:
        if not row.get(LOWER) and not row.get(UPPER):
            continue
        where = gettext("{name}, line {line}", name=name, line=row[LINE])
        low, high = _number(row, LOWER, where), _number(row, UPPER, where)
        if low >= high:
            raise BadEntry(
                "{where}: {lower} is {low:g} and {upper} is {high:g}: write the lower one first.",
                where=where,
                lower=LOWER,
                low=low,
                upper=UPPER,
                high=high,
            )
        scale = _number(row, SCALE, where) if row.get(SCALE) else 1.0
        own = {"low": low, "high": high, "scale": scale, "truncate": _truth(row, TRUNCATE, where, default=True)}
        settings[row["iCode"] or ""] = {"how": "goalposts", **own}
    return settings


def targets_of(rows: Sequence[Row], name: str) -> Settings:
    """The settings of the indicators that have a target. Raises BadEntry naming the line and the column."""
    settings: Settings = {}
    for row in rows:
        if row.get(TARGET):
            where = gettext("{name}, line {line}", name=name, line=row[LINE])
            own = {"target": _number(row, TARGET, where), "cap": _truth(row, CAP, where, default=False)}
            settings[row["iCode"] or ""] = {"how": "distance_to_target", **own}
    return settings


def posts_of(how: str, settings: Mapping[str, object]) -> dict[str, object]:
    """The columns of COINr's metadata with the settings of one indicator; empty for other normalisations.

    Scores with a `bottom` other than 0 have no column there, so they are left out.
    """
    if settings.get("bottom"):
        return {}
    if how == "goalposts":
        names = {LOWER: "low", UPPER: "high", SCALE: "scale", TRUNCATE: "truncate"}
    else:
        names = {TARGET: "target", CAP: "cap"} if how == "distance_to_target" else {}
    return {column: _cell(settings[name]) for column, name in names.items() if name in settings}


def _cell(value: object) -> object:
    return str(value).upper() if isinstance(value, bool) else value


def _number(row: Row, column: str, where: str) -> float:
    try:
        number = float(row.get(column) or "")
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise BadEntry(
            "{where}: {column} is “{text}”: write a number.",
            where=where,
            column=column,
            text=row.get(column) or "",
        )
    return number


def _truth(row: Row, column: str, where: str, *, default: bool) -> bool:
    text = row.get(column)
    if not text:
        return default
    if text.casefold() not in SAID:
        raise BadEntry("{where}: {column} is “{text}”: write TRUE or FALSE.", where=where, column=column, text=text)
    return SAID[text.casefold()]
