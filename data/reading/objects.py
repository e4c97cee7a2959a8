"""JSON: lines that each hold an object, or one list of objects; every number keeps its digits."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import polars as pl

from core.importing.table import LINE, ForeignTable, Refused
from core.words import gettext
from data import system_error
from data.errors import FileError
from data.reading.encoding import decoded
from data.reading.json_stat import json_stat_tables
from data.reading.limits import Limits, Reading
from data.reading.rows import Watch
from data.reading.sdmx_json import is_sdmx_json, read_sdmx_json

Record: TypeAlias = tuple[int, dict[str, object]]


def read_objects(path: Path, reading: Reading, limits: Limits, _watch: Watch) -> list[ForeignTable]:
    """The one table of JSON lines or of a JSON list of objects, or those of JSON-stat. Raises FileError."""
    with system_error.reading(path):
        text, encoding = decoded(path.read_bytes(), path.name, reading.encoding)
    parsed = _parsed(text) if text.lstrip().startswith("{") else None
    if is_sdmx_json(parsed):
        return [read_sdmx_json(path.name, parsed, limits)]
    if cubes := json_stat_tables(parsed, path.name, reading.sheet, limits):
        return cubes
    refused: list[Refused] = []
    records = list(_listed(text, path.name) if text.lstrip().startswith("[") else _lines(text, refused))
    columns = list(dict.fromkeys(name for _, record in records for name in record))
    if not columns:
        raise FileError("{name} holds no JSON object on any line: name another file.", name=path.name)
    limits.check_shape(path.name, len(records), len(columns))
    lengths = (len(text) for _, record in records for text in record.values() if isinstance(text, str))
    limits.check(path.name, text=max(lengths, default=0))
    texts = {n: pl.Series(n, [_text(record.get(n)) for _, record in records], dtype=pl.String) for n in columns}
    frame = pl.DataFrame(texts).select(pl.all().str.strip_chars().replace("", None))
    lines = pl.Series(LINE, [line for line, _ in records], dtype=pl.Int64)
    return [ForeignTable(path.name, frame.with_columns(lines), (f"encoding {encoding}", "JSON"), tuple(refused))]


def _lines(text: str, refused: list[Refused]) -> Iterator[Record]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        parsed = _parsed(line)
        if isinstance(parsed, dict):
            yield number, parsed
        else:
            refused.append(Refused(number, line[:60], gettext("it is not a JSON object: correct the line")))


def _listed(text: str, name: str) -> Iterator[Record]:
    parsed = _parsed(text)
    if not isinstance(parsed, list) or not all(isinstance(record, dict) for record in parsed):
        raise FileError("{name} is not a list of JSON objects: save it as JSON lines.", name=name)
    yield from enumerate(parsed, 1)


def _parsed(text: str) -> object:
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return None if value is None else value.encode("utf-8", "replace").decode()
    return json.dumps(value, ensure_ascii=True)
