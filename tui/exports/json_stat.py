"""Figures as JSON-stat 2.0: one dataset of units, indicators and periods. (json-stat.org/full)"""

import json
from typing import Any, TypeAlias

from core.words import gettext
from core.workbook.sdmx_period import sdmx_period
from core.workbook.status import STATUSES
from core.workbook.workbook import Workbook
from tui.exports.figure_cube import FigureCube, figure_cube, left_out

Json: TypeAlias = dict[str, Any]
DIMENSIONS = ("unit", "indicator", "period")
DENSE = 2
"""A value for each cell is written where at least one of so many cells has one."""


def as_json_stat(workbook: Workbook) -> bytes:
    """The newest figures, with their letters, and measures, powers of ten and digits of indicators.

    Numbers keep the digits that they have: they are written as texts of digits, not as floating-point numbers.
    """
    cube = figure_cube(workbook)
    title = workbook.about.name("en") or "Figures"
    head: Json = {"version": "2.0", "class": "dataset", "label": title, "id": DIMENSIONS, "size": cube.shape}
    head |= {"role": {"geo": ["unit"], "metric": ["indicator"], "time": ["period"]}}
    head |= {name: text for name, text in (("source", cube.source), ("updated", cube.released)) if text}
    units = _category(cube.units, {code: unit.name("en") for code, unit in workbook.units.items()})
    indicators = _category(
        cube.indicators, {code: indicator.name("en") for code, indicator in workbook.indicators.items()}
    )
    indicators["unit"] = {
        code: {"label": cube.measures.get(code, ""), "multiplier": cube.powers[code], "decimals": cube.decimals[code]}
        for code in cube.indicators
    }
    periods = _category([sdmx_period(text) for text in cube.periods], {})
    categories = zip(DIMENSIONS, (units, indicators, periods), strict=True)
    head["dimension"] = {name: {"label": name, "category": category} for name, category in categories}
    letters = {str(place): letter for place, letter in zip(cube.places, cube.letters, strict=True) if letter != "A"}
    if letters:
        head["status"] = letters
        head["extension"] = {
            "status": {"label": {letter: STATUSES[letter] for letter in sorted(set(letters.values()))}}
        }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return f'{text[:-1]},"value":{_values(cube)}}}\n'.encode()


def json_stat_left_out(workbook: Workbook) -> str:
    """The sentence on what JSON-stat does not hold of a workbook."""
    return left_out("JSON-stat", workbook, gettext("notes on figures"), gettext("a second language of names"))


def _category(codes: "tuple[str, ...] | list[str]", names: dict[str, str]) -> Json:
    return {"index": codes, "label": {code: names.get(code) or code for code in codes}}


def _values(cube: FigureCube) -> str:
    """The values as JSON: all cells in order, or those that are filled by their places."""
    size = cube.shape[0] * cube.shape[1] * cube.shape[2]
    filled = {place: text for place, text in zip(cube.places, cube.texts, strict=True) if text is not None}
    if size <= DENSE * len(filled):
        return f"[{','.join(filled.get(place, 'null') for place in range(size))}]"
    pairs = ",".join(f'"{place}":{text}' for place, text in filled.items())
    return f"{{{pairs}}}"
