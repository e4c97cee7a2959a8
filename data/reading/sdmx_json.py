"""SDMX-JSON data of versions 1.0 and 2.0 as a table, and structures of 2.0 as a table of code names.

pysdmx reads no data in SDMX-JSON, and one language of the names in structures.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias, TypeGuard

import polars as pl

from core.importing.code_names import DATAFLOW, NAME, NAME_ZH, SOURCE, CodeName, name_table
from core.importing.table import ForeignTable, foreign_table
from data.errors import FileError
from data.reading.limits import Limits

Json: TypeAlias = Mapping[str, Any]
Row: TypeAlias = dict[str, str | None]
ACTIONS = {"Append": "A", "Delete": "D", "Replace": "R", "Merge": "M"}
VALUE = "OBS_VALUE"
SEPARATOR = ":"
"""The separator of the places of dimensions in a key: 0:3:1, where a place may be empty."""
CONCEPT, CORE = "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=", "coreRepresentation"
NAMELESS = frozenset({"TIME_PERIOD"})


def is_sdmx_json(content: object) -> TypeGuard[Json]:
    """Whether parsed JSON is a message of SDMX: data, or structures."""
    if not isinstance(content, dict):
        return False
    data = _data(content)
    return bool({"dataSets", "dataStructures", "codelists", "dataflows"} & set(data)) or _errors(content) != ""


def read_sdmx_json(name: str, content: Json, limits: Limits) -> ForeignTable:
    """The table of an SDMX-JSON message whose numbers were parsed as texts. Raises FileError, one sentence."""
    data = _data(content)
    if (errors := _errors(content)) and "dataSets" not in data:
        raise FileError("{name} is an error message of a service: {reason}.", name=name, reason=errors)
    try:
        if "dataSets" not in data:
            return name_table(name, [*_code_names(data)], "SDMX-JSON structure")
        rows = [row for dataset in data["dataSets"] for row in _rows(dataset, _structure(data, dataset))]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise FileError(
            "{file} is not valid SDMX-JSON ({part}: {error}): fetch it again.",
            file=name,
            part=type(error).__name__,
            error=error,
        ) from error
    columns = list(dict.fromkeys(column for row in rows for column in row))
    if not rows:
        raise FileError("{name} is a message without data: ask for other figures.", name=name)
    limits.check_shape(name, len(rows), len(columns))
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String))
    filled = [column for column in columns if not column.endswith((NAME, NAME_ZH)) or frame[column].drop_nulls().len()]
    return foreign_table(name, frame.select(filled), "SDMX-JSON", first_line=1)


def _errors(content: Json) -> str:
    """The errors in a message; empty without any."""
    errors = content.get("errors")
    dicts = [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
    return ", ".join(str(error.get("title") or error.get("detail") or error.get("code")) for error in dicts)[:200]


def _data(content: Json) -> Json:
    """The data of a message; older services put it beside the header."""
    data = content.get("data")
    return data if isinstance(data, dict) else content


def _structure(data: Json, dataset: Json) -> Json:
    """The structure of a dataset: in 2.0 the one with its number."""
    structures = data.get("structures")
    structure: Json = structures[int(dataset.get("structure", 0))] if structures else data["structure"]
    return structure


def _rows(dataset: Json, structure: Json) -> Iterator[Row]:
    """The observations of one dataset."""
    dimensions, attributes = structure["dimensions"], structure.get("attributes") or {}
    action = ACTIONS.get(dataset.get("action", ""))
    of_dataset: Row = {DATAFLOW: _flow(structure), **({"ACTION": action} if action else {})}
    fixed = _parts(dimensions, "dataSet")
    of_dataset |= _row_of(fixed, [0] * len(fixed))
    for level in ("dataSet", "dataset"):
        of_dataset |= _row_of(_parts(attributes, level), dataset.get("attributes") or [])
    groups = dataset.get("dimensionGroupAttributes") or {}
    grouped = _parts(attributes, "dimensionGroup")
    series = dataset.get("series") or {"": {"observations": dataset.get("observations") or {}}}
    for key, content in series.items():
        of_series = of_dataset | _of_key(_parts(dimensions, "series"), key)
        of_series |= _row_of(_parts(attributes, "series"), content.get("attributes") or [])
        for group, values in groups.items():
            if _is_within(key, group):
                of_series |= _row_of(grouped, values)
        for place, observation in (content.get("observations") or {}).items():
            yield of_series | _of_key(_parts(dimensions, "observation"), place) | _observed(structure, observation)


def _flow(structure: Json) -> str:
    """The code of the dataset in the links of a structure."""
    links = structure.get("links") or []
    urns = [link.get("urn") or "" for link in links if link.get("rel") in {"dataflow", "datastructure"}]
    return next((urn.rpartition("=")[2] for urn in urns if "=" in urn), "") or str(structure.get("id") or "")


def _parts(components: Json, level: str) -> Sequence[Json]:
    return components.get(level) or []


def _of_key(parts: Sequence[Json], key: str) -> Row:
    """The codes and names of a key: a place in the values of each part."""
    return _row_of(parts, [int(place) for place in key.split(SEPARATOR)] if parts else [])


def _is_within(key: str, group: str) -> bool:
    """Whether a series belongs to a group, in whose key the places of some dimensions are empty."""
    pairs = zip(key.split(SEPARATOR), group.split(SEPARATOR), strict=False)
    return all(in_group in {"", own} for own, in_group in pairs)


def _observed(structure: Json, observation: Sequence[Any]) -> Row:
    """The value and the attributes of an observation: the first are measures, 2.0 may have several."""
    measures = _parts(structure.get("measures") or {}, "observation") or [{"id": VALUE}]
    row: Row = {VALUE: None} if any(measure["id"] == VALUE for measure in measures) else {}
    for measure, value in zip(measures, observation, strict=False):
        row[measure["id"]] = _text(value)
    attributes = _parts(structure.get("attributes") or {}, "observation")
    return row | _row_of(attributes, observation[len(measures) :])


def _row_of(parts: Sequence[Json], places: Sequence[Any]) -> Row:
    """The code of each part, with its names: those of the value at its place, or the text itself."""
    row: Row = {}
    for part, place in zip(parts, places, strict=False):
        values = part.get("values") or []
        value = values[int(place)] if values and place is not None and str(place).isdigit() else place
        code = value if not isinstance(value, dict) else next(
            (value[key] for key in ("id", "value", "name") if value.get(key) is not None), None
        )  # fmt: skip
        if (text := _text(code)) is None:
            continue
        row[part["id"]] = text
        is_named = "keyPosition" in part or part["id"] == SOURCE
        if isinstance(value, dict) and is_named and part["id"] not in NAMELESS and "id" in value:
            code_name = CodeName.of("", text, _names(value))
            row |= {
                f"{part['id']}{NAME}": code_name.name_en or None,
                f"{part['id']}{NAME_ZH}": code_name.name_zh or None,
            }
    return row


def _names(item: Json) -> dict[str, str]:
    """The names in each language; a name without a language is assumed to be English."""
    name, names = item.get("name"), item.get("names")
    if isinstance(name, dict):
        names = name
    if isinstance(names, dict) and names:
        return {str(language): str(text) for language, text in names.items()}
    return {"en": str(name)} if name else {}


def _text(value: object) -> str | None:
    """A value as a text; several values with commas."""
    if isinstance(value, list):
        return ", ".join(text for part in value if (text := _text(part)) is not None) or None
    if isinstance(value, dict):
        return _text(next(iter(value.values()), None))
    return None if value is None else str(value)


def _code_names(data: Json) -> Iterator[CodeName]:
    """The codes of each dimension and of sources, and the data flows, with their names; then those of other lists."""
    lists = {part["id"]: part for kind in ("codelists", "valuelists") for part in data.get(kind) or []}
    concepts = {
        f"{CONCEPT}{scheme.get('agencyID')}:{scheme['id']}({scheme.get('version')}).{concept['id']}":
            _enumeration(concept, CORE)
        for scheme in data.get("conceptSchemes") or [] for concept in scheme.get("concepts") or []
    }  # fmt: skip
    used = set()
    for kind in ("dataflows", "dataStructures"):
        for artefact in data.get(kind) or []:
            yield CodeName.of(DATAFLOW, artefact["id"], _names(artefact))
    for artefact in data.get("dataStructures") or []:
        parts = artefact.get("dataStructureComponents") or {}
        dimensions = (parts.get("dimensionList") or {}).get("dimensions") or []
        for component in (*dimensions, *((parts.get("attributeList") or {}).get("attributes") or [])):
            urn = _enumeration(component, "localRepresentation") or concepts.get(component.get("conceptIdentity", ""))
            code_list = (urn or "").rpartition(":")[2].partition("(")[0]
            if code_list in lists:
                used.add(code_list)
                if component in dimensions or component["id"] == SOURCE:
                    yield from _of_list(component["id"], lists[code_list])
    for code_list, artefact in lists.items():
        if code_list not in used:
            yield from _of_list("", artefact)


def _enumeration(component: Json, representation: str) -> str:
    """The code list of a component or a concept; empty where its values are free."""
    return (component.get(representation) or {}).get("enumeration") or ""


def _of_list(column: str, code_list: Json) -> Iterator[CodeName]:
    for code in code_list.get("codes") or code_list.get("valueItems") or []:
        yield CodeName.of(column, code["id"], _names(code))
