"""JSON-stat, versions 1 and 2: a dataset, a bundle of some by name, or a collection. (json-stat.org/full)"""

from collections.abc import Iterator, Mapping, Sequence
from math import prod
from typing import Any

from core.importing.gaps import gap_status
from core.importing.numbers import EUROSTAT
from core.importing.table import ForeignTable
from core.workbook.status import STATUSES
from data.errors import FileError
from data.reading.cube import Cube, Dimension, cube_table
from data.reading.limits import Limits
from data.reading.parts import chosen_parts

Json = Mapping[str, Any]
FLAGS = frozenset({*EUROSTAT, *STATUSES, *map(str.lower, STATUSES)})


def json_stat_tables(content: object, name: str, sheet: str, limits: Limits) -> list[ForeignTable] | None:
    """The tables of the named datasets, else of the first; null for other JSON. Raises FileError."""
    if not isinstance(content, dict):
        return None
    datasets = dict(_datasets(content))
    if not datasets:
        return None
    names = chosen_parts(list(datasets), sheet, name) if sheet else list(datasets)[:1]
    return [_table(datasets[part], name, part, list(datasets), limits) for part in names]


def _datasets(content: Json) -> Iterator[tuple[str, Json]]:
    """Every dataset with its name: its label, else its key or its number."""
    items = content.get("link", {}).get("item", []) if isinstance(content.get("link"), dict) else []
    inner = (
        [(str(n), item) for n, item in enumerate(items, 1)] if content.get("class") == "collection" else content.items()
    )
    for key, dataset in [("1", content), *inner]:
        if isinstance(dataset, dict) and isinstance(dataset.get("dimension"), dict) and "value" in dataset:
            yield str(dataset.get("label") or key), dataset


def _table(dataset: Json, name: str, label: str, others: list[str], limits: Limits) -> ForeignTable:
    try:
        cube = _cube(dataset, label, name)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise FileError(
            "{name}, dataset {label}: it is not JSON-stat, a part is missing or of another kind: fetch it again.",
            name=name,
            label=label[:80],
        ) from error
    rest = [other for other in others if other != label]
    details = ("JSON-stat", f"sheet {label}" if rest else "", f"others {', '.join(rest)}" if rest else "")
    updated = str(dataset.get("updated", ""))[:10]
    return cube_table(name, cube, limits, *details, f"released {updated}" if _is_day(updated) else "")


def _is_day(text: str) -> bool:
    return len(text) == 10 and text.replace("-", "").isdecimal() and text[4::3] == "--"  # noqa: PLR2004 - 2024-06-28


def _cube(dataset: Json, label: str, name: str) -> Cube:
    about = dataset["dimension"]
    ids = [str(code) for code in dataset.get("id", about.get("id"))]
    sizes = [int(size) for size in dataset.get("size", about.get("size"))]
    roles = dataset.get("role", about.get("role")) or {}
    dimensions = [_dimension(code, about[code], size, name) for code, size in zip(ids, sizes, strict=True)]
    places, texts = _filled(dataset["value"], dataset.get("status"), prod(sizes), name)
    cells = [_cell(texts[place]) for place in places]
    notes = {place: note for place, (_, note) in zip(places, cells, strict=True) if note}
    roled = {role: str(next(iter(roles.get(role) or ()), "")) for role in ("geo", "time", "metric")}
    return Cube(
        dimensions, places, [cell for cell, _ in cells], notes, contents=(_code(dataset), label), unit=roled["geo"],
        period=roled["time"], metric=roled["metric"], source=str(dataset.get("source") or ""),
    )  # fmt: skip


def _code(dataset: Json) -> str:
    """The code of a dataset, as in Eurostat; empty without one."""
    extension = dataset.get("extension")
    return str(extension.get("id") or "") if isinstance(extension, dict) else ""


def _dimension(name: str, about: Json, size: int, file: str) -> Dimension:
    """A dimension; its categories in the order of their index, which a single one may lack."""
    category = about["category"]
    labels = category.get("label") or {}
    index = category.get("index") or list(labels)
    codes = sorted(index, key=lambda code: int(index[code])) if isinstance(index, dict) else [str(c) for c in index]
    if len(codes) != size:
        raise FileError(
            "{file}, dimension {name}: it has {count:,} categories, not {size:,}: fetch it again.",
            file=file,
            name=name,
            count=len(codes),
            size=size,
        )
    units = {code: unit for code, unit in (category.get("unit") or {}).items() if isinstance(unit, dict)}
    measures = {
        code: str(unit.get("label") or unit.get("base") or unit.get("symbol") or "") for code, unit in units.items()
    }
    powers = {code: str(unit["multiplier"]) for code, unit in units.items() if unit.get("multiplier") is not None}
    digits = {code: str(unit["decimals"]) for code, unit in units.items() if unit.get("decimals") is not None}
    return Dimension(
        name, codes, [str(labels.get(code) or code) for code in codes], (),
        {code: text for code, text in measures.items() if text}, powers, digits,
        _above(category.get("child") or {}, codes),
    )  # fmt: skip


def _above(child: Mapping[str, Sequence[object]], codes: Sequence[str]) -> dict[str, str]:
    """The category that contains each one: `child` has the parts of each, and the first that has it counts."""
    known = set(codes)
    pairs = [(str(part), str(parent)) for parent, parts in child.items() for part in parts]
    return {part: parent for part, parent in reversed(pairs) if {part, parent} <= known and part != parent}


def _filled(value: Any, status: Any, size: int, name: str) -> tuple[list[int], dict[int, tuple[Any, Any]]]:  # noqa: ANN401 - JSON
    """The places of the cells with a value or a status, and both of them; sparse ones have explicit places."""
    values, states = (_by_place(cells, size, name) for cells in (value, status))
    places = sorted({place for place, content in (*values.items(), *states.items()) if content not in (None, "")})
    if isinstance(status, str):
        return places, {place: (values.get(place), status) for place in places}
    return places, {place: (values.get(place), states.get(place)) for place in places}


def _by_place(values: Any, size: int, name: str) -> dict[int, Any]:  # noqa: ANN401 - JSON
    if values is None or isinstance(values, str):
        return {}
    by_place = (
        {int(place): cell for place, cell in values.items()} if isinstance(values, dict) else dict(enumerate(values))
    )
    if isinstance(values, Sequence) and len(values) != size and values:
        raise FileError(
            "{name} has {count:,} values where its dimensions make {size:,}: fetch it again.",
            name=name,
            count=len(values),
            size=size,
        )
    if by_place and not 0 <= min(by_place) <= max(by_place) < size:
        raise FileError(
            "{name} has a value at place {place:,} of {size:,} that there are: fetch it again.",
            name=name,
            place=max(by_place),
            size=size,
        )
    return by_place


def _cell(cell: tuple[Any, Any]) -> tuple[str, str]:
    """A value with its flags after it, as in Eurostat's TSV; other words are its note."""
    value, status = ("" if part is None else str(part).strip() for part in cell)
    if value and not status:
        return value, ""
    if not value and gap_status(status):
        return status, ""
    if status and all(flag in FLAGS for flag in status.replace(" ", "")):
        return f"{value or ':'} {status}", ""
    return value or ":", status
