"""Figures as SDMX-ML, written by pysdmx, and their data structure: concepts and code lists in both languages."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

import polars as pl

from core.workbook.workbook import Workbook
from data.errors import FileError
from tui.exports.sdmx import AGENCY, DIMENSIONS, FLOW, VERSION, Code, code_lists, sdmx_frame

if TYPE_CHECKING:
    from pysdmx.io.format import Format
    from pysdmx.model import Codelist, ConceptScheme, DataStructureDefinition
    from pysdmx.model.message import Header

CONCEPTS: Mapping[str, str] = {
    "REF_AREA": "Reference area", "INDICATOR": "Indicator", "VINTAGE": "Release", "TIME_PERIOD": "Time period",
    "OBS_VALUE": "Observation value", "OBS_STATUS": "Observation status", "UNIT_MEASURE": "Unit of measure",
    "UNIT_MULT": "Unit multiplier", "DECIMALS": "Decimals", "QUALIFIER": "How exactly the value is known",
    "SOURCE": "Source", "COMMENT_OBS": "Comment", "CONF_STATUS": "Confidentiality status",
    "PRE_BREAK_VALUE": "Value before the break", "OBS_PRE_BREAK": "Value before the break",
    "EMBARGO_TIME": "Embargo time", "COVERAGE": "Coverage",
}  # fmt: skip
EXTRA = "pip install 'jingdex[sdmx]'"
SCHEME = "CS_FIGURES"
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Signs that XML cannot hold."""
REPLACEMENT = "\ufffd"
TITLE = "Figures of a workbook"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
OPEN, CLOSE = "⟦", "⟧"
MARKED = re.compile(f"{OPEN}([0-9A-F]+){CLOSE}")


def has_pysdmx() -> bool:
    """Whether the library that writes SDMX-ML is installed."""
    return find_spec("pysdmx") is not None and find_spec("pandas") is not None


def format_of(name: str) -> "Format":
    """The format of pysdmx of this name. Raises FileError where pysdmx is not installed."""
    if not has_pysdmx():
        raise FileError("SDMX-ML is written by pysdmx: install it with {extra}, or use --as sdmx.", extra=EXTRA)
    from pysdmx.io.format import Format  # noqa: PLC0415 - loaded when it is used

    return Format[name]


def _structure(workbook: Workbook, name: str) -> bytes:
    """The structure in a format of pysdmx. Raises FileError where pysdmx is not installed."""
    form = format_of(name)
    from pysdmx.io.writer import write_sdmx  # noqa: PLC0415 - pysdmx is optional
    from pysdmx.model import Dataflow  # noqa: PLC0415 - pysdmx is optional

    frame = sdmx_frame(workbook)
    lists = code_lists(workbook, frame)
    definition = definition_of(workbook, frame)
    urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.{definition.short_urn}"
    flow = Dataflow(id=FLOW, agency=AGENCY, name=TITLE, version=VERSION, structure=urn)
    artefacts = [*_codelists(lists).values(), _concepts(), definition, flow]
    return _named(write_sdmx(artefacts, form, header=header_of(workbook)) or "", lists)


def _named(written: str, lists: Mapping[str, list[Code]]) -> bytes:
    """The structure with the names of codes in both languages, of which pysdmx writes one, as English."""
    from lxml import etree  # noqa: PLC0415 - pysdmx is optional

    root = etree.fromstring(written.encode())
    codes = {(f"CL_{column}", code.code): code for column, members in lists.items() for code in members}
    for element in root.iter("{*}Code"):
        code = codes[element.getparent().get("id"), element.get("id")]
        english = element.find("{*}Name")
        if code.name_zh and not code.name_en:
            english.set(LANGUAGE, "zh")
        elif code.name_zh:
            chinese = etree.Element(english.tag, {LANGUAGE: "zh"})
            chinese.text, chinese.tail = ILLEGAL.sub(REPLACEMENT, code.name_zh), english.tail
            english.addnext(chinese)
    written_again: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written_again + b"\n"


def definition_of(workbook: Workbook, frame: pl.DataFrame, *, as_text: bool = False) -> "DataStructureDefinition":
    """The data structure; `as_text` for writing data, as numbers are to keep the digits that they have."""
    from pysdmx.model import Component, Components, DataStructureDefinition, DataType, ItemReference, Role  # noqa: PLC0415 - pysdmx is optional

    lists = _codelists(code_lists(workbook, frame))
    number = DataType.STRING if as_text else DataType.DOUBLE
    types = {"TIME_PERIOD": DataType.PERIOD, "OBS_VALUE": number} | (
        {} if as_text else dict.fromkeys(("UNIT_MULT", "DECIMALS"), DataType.INTEGER)
    )
    roles = dict.fromkeys(DIMENSIONS, Role.DIMENSION) | {"OBS_VALUE": Role.MEASURE}
    order = [*DIMENSIONS, *(name for name in frame.columns if name not in DIMENSIONS)]
    components = [
        Component(
            name, name in DIMENSIONS, roles.get(name, Role.ATTRIBUTE),
            ItemReference("Concept", AGENCY, SCHEME, VERSION, name),
            local_dtype=None if name in lists else types.get(name, DataType.STRING), local_codes=lists.get(name),
            attachment_level=None if name in roles else "O",
        )
        for name in order
    ]  # fmt: skip
    return DataStructureDefinition(
        id=FLOW, agency=AGENCY, name=TITLE, version=VERSION, components=Components(components)
    )


def _concepts() -> "ConceptScheme":
    from pysdmx.model import Concept, ConceptScheme  # noqa: PLC0415 - pysdmx is optional

    concepts = [Concept(name, name=words) for name, words in CONCEPTS.items()]
    return ConceptScheme(id=SCHEME, agency=AGENCY, name="Parts of a figure", version=VERSION, items=concepts)


def _codelists(lists: Mapping[str, list[Code]]) -> dict[str, "Codelist"]:
    """The code lists by the column that has them; a name that there is not is the code."""
    from pysdmx.model import Code as SdmxCode  # noqa: PLC0415 - pysdmx is optional
    from pysdmx.model import Codelist  # noqa: PLC0415 - pysdmx is optional

    return {
        column: Codelist(
            id=f"CL_{column}", agency=AGENCY, name=CONCEPTS[column], version=VERSION,
            items=[SdmxCode(code.code, name=_name(code)) for code in members],
        )
        for column, members in lists.items()
    }  # fmt: skip


def _name(code: Code) -> str:
    return ILLEGAL.sub(REPLACEMENT, code.name_en or code.name_zh or code.code)


def header_of(workbook: Workbook) -> "Header":
    """The header of a message, prepared when the newest figure was put in, so that equal figures give one file."""
    from pysdmx.model import Organisation  # noqa: PLC0415 - pysdmx is optional
    from pysdmx.model.message import Header  # noqa: PLC0415 - pysdmx is optional

    return Header(id=f"{AGENCY}_{FLOW}", prepared=prepared_at(workbook), sender=Organisation(id=AGENCY))


def prepared_at(workbook: Workbook) -> datetime:
    """When the newest figure was put in."""
    newest = workbook.figures.whole()["time"].max()
    return datetime.fromisoformat(newest) if isinstance(newest, str) and newest else NEVER


def _data(workbook: Workbook, name: str) -> bytes:
    """All figures in a format of pysdmx. Raises FileError where pysdmx is not installed."""
    form = format_of(name)
    from pysdmx.io.pd import PandasDataset  # noqa: PLC0415 - as above
    from pysdmx.io.writer import write_sdmx  # noqa: PLC0415 - as above

    frame = sdmx_frame(workbook)
    if frame.is_empty():
        raise FileError("The workbook has no figures: SDMX-ML without any is not valid.")
    texts = frame.select(_as_written(column) for column in frame.iter_columns())
    schema = definition_of(workbook, frame, as_text=True).to_schema()
    dataset = PandasDataset(structure=schema, data=texts.to_pandas())
    written = write_sdmx([dataset], form, header=header_of(workbook)) or ""
    return MARKED.sub(lambda match: f"&#{int(match[1], 16)};", written).encode()


def _as_written(column: pl.Series) -> pl.Series:
    """A column as texts in which each sign that pysdmx writes otherwise is marked by its number.

    pysdmx writes attributes as Python shows texts: quotes, backslashes and what is not printable come out changed.
    """
    texts = column.cast(pl.String).fill_null("").str.strip_suffix(".0" if column.dtype.is_float() else "")
    by_text = {text: "".join(map(_sign, text)) for text in texts.unique().to_list()}
    return texts.replace_strict(by_text, return_dtype=pl.String)


def _sign(sign: str) -> str:
    if ILLEGAL.match(sign):
        return REPLACEMENT
    is_plain = sign.isprintable() and sign not in f"'\"\\{OPEN}{CLOSE}"
    return sign if is_plain else f"{OPEN}{ord(sign):X}{CLOSE}"


as_structure_30 = partial(_structure, name="STRUCTURE_SDMX_ML_3_0")
as_structure_21 = partial(_structure, name="STRUCTURE_SDMX_ML_2_1")
as_sdmx_ml_30 = partial(_data, name="DATA_SDMX_ML_3_0")
as_sdmx_ml_21 = partial(_data, name="DATA_SDMX_ML_2_1_STR")
as_sdmx_generic = partial(_data, name="DATA_SDMX_ML_2_1_GEN")
"""The writers of SDMX-ML: structures, data that are specific to them, and generic data."""
