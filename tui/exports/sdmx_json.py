"""Figures as SDMX-JSON data 2.0, which pysdmx does not write."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import polars as pl

from core.workbook.workbook import Workbook
from tui.exports.sdmx import AGENCY, DATAFLOW, DIMENSIONS, FLOW, Code, code_lists, sdmx_frame
from tui.exports.sdmx_ml import CONCEPTS, TITLE, prepared_at

Json: TypeAlias = dict[str, Any]
SCHEMA = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/2.0.0/"
    "sdmx-json-data-schema.json"
)
LINKS = [{"rel": "dataflow", "urn": f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={DATAFLOW}"}]
VALUE = "OBS_VALUE"
SERIES, TIME = DIMENSIONS[:-1], DIMENSIONS[-1]


def as_sdmx_json(workbook: Workbook) -> bytes:
    """A series for each key of dimensions but time, its observations by period: the value, then the attributes.

    (SDMX 3.0, SDMX-JSON data message 2.0.0)
    """
    frame = sdmx_frame(workbook)
    lists = code_lists(workbook, frame)
    attributes = [name for name in frame.columns if name not in (*DIMENSIONS, VALUE)]
    texts = {name: frame[name].cast(pl.String).unique().sort().to_list() for name in (*DIMENSIONS, *attributes)}
    values = {name: [text for text in column_texts if text] for name, column_texts in texts.items()}
    parts = {name: _part(name, values[name], lists.get(name)) for name in values}
    series = [parts[name] | {"keyPosition": place} for place, name in enumerate(SERIES)]
    time = parts[TIME] | {"keyPosition": len(SERIES)}
    observed = [parts[name] | {"relationship": {"observation": {}}} for name in attributes]
    structure = {
        "links": LINKS, "name": TITLE, "dataSets": [0],
        "dimensions": {"dataSet": [], "series": series, "observation": [time]},
        "measures": {"observation": [{"id": VALUE, "name": CONCEPTS[VALUE]}]},
        "attributes": {"dataSet": [], "series": [], "observation": observed},
    }  # fmt: skip
    sets = [{"links": LINKS, "structure": 0, "action": "Information", "series": _series(frame, values, attributes)}]
    prepared = prepared_at(workbook).isoformat().replace("+00:00", "Z")
    meta = {"schema": SCHEMA, "id": f"{AGENCY}_{FLOW}", "prepared": prepared, "sender": {"id": AGENCY}}
    message = {"meta": meta, "data": {"structures": [structure], "dataSets": sets}}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _part(name: str, values: Sequence[str], codes: Iterable[Code] | None) -> Json:
    """A dimension or an attribute with its values: those of a code list have names."""
    part: Json = {"id": name, "name": CONCEPTS[name]}
    if codes is not None:
        part["values"] = [_value(code) for code in codes]
    elif values:
        part["values"] = [{"value": text} for text in values]
    return part


def _value(code: Code) -> Json:
    names = {language: name for language, name in (("en", code.name_en), ("zh", code.name_zh)) if name}
    return {"id": code.code, "name": code.name_en or code.name_zh or code.code, **({"names": names} if names else {})}


def _series(frame: pl.DataFrame, values: Mapping[str, Sequence[str]], attributes: Sequence[str]) -> Json:
    """The observations of each series, by the places of their values."""
    places = {name: {text: place for place, text in enumerate(column_texts)} for name, column_texts in values.items()}
    texts = frame.select(pl.all().exclude(VALUE).cast(pl.String), VALUE)
    series: dict[str, Json] = {}
    for row in texts.iter_rows(named=True):
        key = ":".join(str(places[name][row[name]]) for name in SERIES)
        observation = [row[VALUE], *(places[name].get(row[name] or "") for name in attributes)]
        series.setdefault(key, {"observations": {}})["observations"][str(places[TIME][row[TIME]])] = observation
    return series
