"""Figures in SDMX: the observations as one frame, their code lists, SDMX-CSV 1.0 and 2.0, and what no form holds."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import polars as pl

from core.importing.attributes import HELD, attributes_of
from core.importing.sdmx_codes import NOT_APPLICABLE, sdmx_code
from core.words import gettext, in_words, marked, with_note
from core.workbook.sdmx_period import sdmx_period
from core.workbook.status import STATUSES
from core.workbook.workbook import Workbook
from data.frame_csv import frame_csv

UNHELD: dict[str, str] = marked(
    {
        "formulas": "formulas", "groups": "groups", "methods": "methods", "cluster_lists": "lists of clusters",
        "trends": "trends", "claims": "claims", "rules": "rules", "targets": "targets", "events": "events",
        "scenarios": "scenarios",
    }
)  # fmt: skip
"""What of a workbook has no place in SDMX data and its structure."""
AGENCY, FLOW, VERSION = "JINGDEX", "FIGURES", "1.0"
DATAFLOW = f"{AGENCY}:{FLOW}({VERSION})"
NAMES = {
    "unit": "REF_AREA", "indicator": "INDICATOR", "period": "TIME_PERIOD", "vintage": "VINTAGE",
    "status": "OBS_STATUS", "mult": "UNIT_MULT", "decimals": "DECIMALS", "qualifier": "QUALIFIER",
    "source": "SOURCE", "note": "COMMENT_OBS",
}  # fmt: skip
DIMENSIONS = ("REF_AREA", "INDICATOR", "VINTAGE", "TIME_PERIOD")
"""What tells one observation from all others, in the order of a key."""
PARTS = (
    "REF_AREA", "INDICATOR", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE", "UNIT_MULT", "DECIMALS",
    "VINTAGE", "QUALIFIER", "SOURCE", "COMMENT_OBS",
)  # fmt: skip


class Code(NamedTuple):
    """A code of a code list, with its names."""

    code: str
    name_en: str
    name_zh: str = ""


def sdmx_frame(workbook: Workbook) -> pl.DataFrame:
    """Every figure by the names that its parts have in SDMX, values as they are printed.

    A value is moved by its power of ten in its decimal digits, so that none is lost. Behind `PARTS` stand the
    attributes that any note keeps.
    """
    measures = {indicator.code: indicator.measure for indicator in workbook.indicators.values()}
    measure = pl.col("indicator").replace_strict(measures, default="", return_dtype=pl.String)
    digits = pl.col("value").cast(pl.String).str.split_exact("e", 1).struct
    power = digits.field("field_1").cast(pl.Int32).fill_null(0) - pl.col("mult")
    printed = pl.concat_str(digits.field("field_0"), pl.lit("e"), power).cast(pl.Float64)
    figures = workbook.figures.whole()
    coded = [_each(figures[name], sdmx_code) for name in ("unit", "indicator", "source")]
    named = figures.with_columns(_each(figures["period"], sdmx_period), UNIT_MEASURE=measure, OBS_VALUE=printed)
    gaps = [pl.col(name).replace("", sign) for name, sign in NOT_APPLICABLE.items()]
    return _with_attributes(named.with_columns(coded).rename(NAMES).with_columns(gaps))


def _each(texts: pl.Series, by: Callable[[str], str]) -> pl.Series:
    """The texts as a function makes them; equal ones are made once."""
    by_text = {text: by(text) for text in texts.unique().to_list()}
    return texts.cast(pl.String).replace_strict(by_text, return_dtype=pl.String)


def _with_attributes(frame: pl.DataFrame) -> pl.DataFrame:
    """The attributes that notes keep, each in a column of its own."""
    notes = frame["COMMENT_OBS"].unique().to_list()
    apart = {note: attributes_of(note) for note in notes}
    used = [name for name in HELD if any(name in held for _, held in apart.values())]
    texts = frame["COMMENT_OBS"].cast(pl.String)
    of_name = {name: {note: held.get(name, "") for note, (_, held) in apart.items()} for name in used}
    columns = [_each(texts, by.__getitem__).alias(name) for name, by in of_name.items()]
    bare = _each(texts, lambda note: apart[note][0])
    return frame.with_columns(bare, *columns).select(*PARTS, *used)


def code_lists(workbook: Workbook, frame: pl.DataFrame) -> Mapping[str, list[Code]]:
    """The codes of the columns that have code lists, those alone that figures have."""
    units, indicators, sources = workbook.units, workbook.indicators, workbook.sources
    titles = {source.code: Code(source.code, source.title) for source in sources.values()}
    named = {
        "REF_AREA": {unit.code: Code(unit.code, unit.name_en, unit.name_zh) for unit in units.values()},
        "INDICATOR": {
            indicator.code: Code(indicator.code, indicator.name_en, indicator.name_zh)
            for indicator in indicators.values()
        },
        "OBS_STATUS": {letter: Code(letter, name.capitalize()) for letter, name in STATUSES.items()},
        "SOURCE": titles,
    }
    lists: dict[str, list[Code]] = {}
    for column, codes in named.items():
        by_text = {sdmx_code(code): entry for code, entry in codes.items()}
        texts = frame[column].unique().sort().to_list()
        lists[column] = [_as_written(text, by_text.get(text, Code(text, text))) for text in texts if text]
    return lists


def _as_written(text: str, code: Code) -> Code:
    """A code by its identifier; without a name it is called by what it is in the workbook."""
    return Code(text, code.name_en or ("" if code.name_zh else code.code), code.name_zh)


def as_sdmx_2(workbook: Workbook) -> bytes:
    """SDMX-CSV 2.0: STRUCTURE, STRUCTURE_ID and ACTION (I, information) before the observation.

    OBS_VALUE is in 10 to the power UNIT_MULT of UNIT_MEASURE, with DECIMALS digits as printed. (SDMX 3.0, SDMX-CSV 2.0)
    """
    return _as_csv({"STRUCTURE": "dataflow", "STRUCTURE_ID": DATAFLOW, "ACTION": "I"}, workbook)


def as_sdmx_1(workbook: Workbook) -> bytes:
    """SDMX-CSV 1.0: DATAFLOW before the observation. (SDMX 2.1, SDMX-CSV 1.0)"""
    return _as_csv({"DATAFLOW": DATAFLOW}, workbook)


def _as_csv(head: dict[str, str], workbook: Workbook) -> bytes:
    return frame_csv(sdmx_frame(workbook).select(*(pl.lit(text).alias(name) for name, text in head.items()), pl.all()))


def unheld(workbook: Workbook) -> str:
    """The sentence on what of a workbook SDMX has no place for."""
    formulas = workbook.figures.whole().select((pl.col("formula") != "").sum()).item()
    counts = {name: formulas if name == "formulas" else len(workbook.entries(name)) for name in UNHELD}
    parts = [with_note(gettext(UNHELD[name]), f"{count:,}") for name, count in counts.items() if count]
    return gettext(
        "SDMX has no place for {parts}: they are left out.",
        parts=in_words([*parts, gettext("the trail and who put a figure in")]),
    )
