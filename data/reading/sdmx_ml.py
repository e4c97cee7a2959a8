"""SDMX-ML 2.1, 3.0 and 3.1, read by pysdmx: data as a table, structures as a table of code names."""

import re
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

import polars as pl

from core.importing.code_names import DATAFLOW, SOURCE, CodeName, name_table
from core.importing.table import ForeignTable, foreign_table
from core.words import gettext, in_words
from data import system_error
from data.errors import FileError
from data.reading.encoding import decoded
from data.reading.limits import Limits, Reading
from data.reading.rows import Watch

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pysdmx.io.pd import PandasDataset

ROOT = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*(?:<!DOCTYPE[^>\[]*>\s*)?<(?P<tag>[A-Za-z_][^\s/>]*)", re.DOTALL)
"""The content before the first element of XML, and the name of the element."""
DECLARATION = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
VERSION = re.compile(r"/sdmxml/schemas/v(\d)_(\d)/")
READERS: dict[str, str] = {
    "GenericData": "generic", "GenericTimeSeriesData": "generic", "StructureSpecificData": "structure_specific",
    "StructureSpecificTimeSeriesData": "structure_specific", "Structure": "structure",
}  # fmt: skip
"""The reader of pysdmx for each message, by the name of its first element."""
VERSIONS = ("2.1", "3.0", "3.1")
ACTIONS = {"Append": "A", "Delete": "D", "Replace": "R"}
"""The letter of SDMX-CSV for the action of a message; all other actions give information."""
EXTRA = "pip install 'jingdex[sdmx]'"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NAMED = ("Codelist", "ValueList", "DataStructure", "Dataflow", "ConceptScheme")


def read_sdmx_ml(path: Path, _reading: Reading, limits: Limits, _watch: Watch) -> list[ForeignTable]:
    """The one table of an SDMX-ML message. Raises FileError, one sentence."""
    with system_error.reading(path):
        text, _ = decoded(path.read_bytes(), path.name, _declared(path))
    text = f'<?xml version="1.0"?>{DECLARATION.sub("", text.removeprefix(chr(0xFEFF)))}'
    message, version = _message(path.name, text)
    read = _reader(path.name, message, version)
    content = _read(path.name, read, text)
    if message == "Structure":
        return [name_table(path.name, [*_code_names(content, _names(text))], f"SDMX-ML {version} structure")]
    return [_table(path.name, content, f"SDMX-ML {version}", limits)]


def _declared(path: Path) -> str:
    """The encoding in the first line of XML; empty where the bytes determine it."""
    with path.open("rb") as file:
        start = file.read(200)
    match = re.match(rb"\s*<\?xml[^>]*?encoding=[\"']([A-Za-z0-9._-]{1,40})[\"']", start)
    return match[1].decode() if match else ""


def _message(name: str, text: str) -> tuple[str, str]:
    """The kind of message and its version of SDMX. Raises FileError where it is not a readable one."""
    if "<!ENTITY" in text:
        raise FileError("{name} defines entities, as no SDMX-ML does: it is not read.", name=name)
    root = ROOT.match(text)
    tag = root["tag"].rpartition(":")[2] if root else ""
    match = VERSION.search(text[:5000])
    version = f"{match[1]}.{match[2]}" if match else ""
    if tag == "Error":
        words = re.sub(r"<[^>]*>", " ", text).split()
        raise FileError(
            "{name} is an error message of a service: {reason}.",
            name=name,
            reason=" ".join(words)[:200] or gettext("no reason"),
        )
    if tag not in READERS or version not in VERSIONS:
        what = f"SDMX-ML {version} {tag}" if version else f"XML ({tag[:40] or 'without an element'})"
        raise FileError(
            "{name} is {what}: name data or structures in SDMX-ML {versions}.",
            name=name,
            what=what,
            versions=in_words(VERSIONS),
        )
    return tag, version


def _reader(name: str, message: str, version: str) -> Callable[..., Sequence[Any]]:
    """The function of pysdmx for such a message. Raises FileError where pysdmx is not installed."""
    try:
        module = import_module(f"pysdmx.io.xml.sdmx{version.replace('.', '')}.reader.{READERS[message]}")
    except ImportError as error:
        raise FileError(
            "{name} is SDMX-ML, which pysdmx reads: install it with {extra}.", name=name, extra=EXTRA
        ) from error
    read: Callable[..., Sequence[Any]] = module.read
    return read


def _read(name: str, read: Callable[..., Sequence[Any]], text: str) -> Sequence[Any]:
    from lxml.etree import XMLSyntaxError  # noqa: PLC0415 - a reader is loaded when it is used
    from pysdmx.errors import PysdmxError  # noqa: PLC0415 - as above

    try:
        return read(text, validate=True)
    except (XMLSyntaxError, ExpatError) as error:
        raise FileError("{name} is broken XML ({error}): fetch it again.", name=name, error=str(error)[:120]) from error
    except PysdmxError as error:
        why = " ".join(str(error).split())[:300]
        raise FileError(
            "{name} is not valid SDMX-ML: {why}: fetch it again, or as SDMX-CSV.", name=name, why=why
        ) from error


def _table(name: str, datasets: Sequence["PandasDataset"], detail: str, limits: Limits) -> ForeignTable:
    """All datasets of a message, one below the other."""
    frames = [_frame(dataset) for dataset in datasets]
    frame = pl.concat(frames, how="diagonal") if frames else pl.DataFrame()
    if not frame.height:
        raise FileError("{name} is a message without data: ask for other figures.", name=name)
    limits.check_shape(name, *frame.shape)
    return foreign_table(name, frame, detail, first_line=1)


def _frame(dataset: "PandasDataset") -> pl.DataFrame:
    """The observations of a dataset, with its code, its action, and its attributes."""
    action = ACTIONS.get(dataset.action.value)
    fixed = {
        DATAFLOW: str(dataset.structure).partition("=")[2],
        **({"ACTION": action} if action else {}),
        **dataset.attributes,
    }
    frame: pl.DataFrame = pl.from_pandas(dataset.data)
    if frame.is_empty():
        return pl.DataFrame()
    frame = frame.select(pl.col(column for column in frame.columns if ":" not in column).cast(pl.String))
    texts = [pl.lit(str(text)).alias(key) for key, text in fixed.items() if ":" not in key and key not in frame.columns]
    return frame.select(*texts, pl.all())


def _names(text: str) -> dict[tuple[str, str, str], dict[str, str]]:
    """The names in each language, by kind and code of a list and the code of an item, which is empty for the list.

    pysdmx keeps one language of a name.
    """
    from lxml import etree  # noqa: PLC0415 - a reader is loaded when it is used

    root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    return {
        (etree.QName(item).localname, item.get("id", ""), code): names
        for item in root.iter(*(f"{{*}}{kind}" for kind in NAMED))
        for code, names in (
            (part.get("id", "") if part is not item else "", _names_by_language(part)) for part in (item, *item)
        )
        if names
    }


def _names_by_language(element: "_Element") -> dict[str, str]:
    """The names of an element, by language."""
    names = element.iterfind("{*}Name")
    return {name.get(XML_LANGUAGE, "en"): (name.text or "").strip() for name in names if name.text}


def _code_names(artefacts: Sequence[Any], names: dict[tuple[str, str, str], dict[str, str]]) -> Iterator[CodeName]:
    """The codes of each dimension and of sources, and the data flows, with their names; then those of other lists."""
    from pysdmx.model import Codelist, Dataflow, DataStructureDefinition, Role  # noqa: PLC0415 - as the reader

    used = set()
    for artefact in artefacts:
        if isinstance(artefact, (Dataflow, DataStructureDefinition)):
            kind = "Dataflow" if isinstance(artefact, Dataflow) else "DataStructure"
            yield CodeName.of(DATAFLOW, artefact.id, names.get((kind, artefact.id, ""), {}))
        if isinstance(artefact, DataStructureDefinition):
            for component in artefact.components:
                codes = component.local_codes or getattr(component.concept, "codes", None)
                if isinstance(codes, Codelist):
                    used.add(codes.id)
                    if component.role is Role.DIMENSION or component.id == SOURCE:
                        yield from _of_list(component.id, codes, names)
    for artefact in artefacts:
        if isinstance(artefact, Codelist) and artefact.id not in used:
            yield from _of_list("", artefact, names)


def _of_list(column: str, codes: Any, names: dict[tuple[str, str, str], dict[str, str]]) -> Iterator[CodeName]:  # noqa: ANN401 - a list of pysdmx
    kind = "ValueList" if codes.sdmx_type == "valuelist" else "Codelist"
    for code in codes:
        yield CodeName.of(column, code.id, names.get((kind, codes.id, code.id), {}))
