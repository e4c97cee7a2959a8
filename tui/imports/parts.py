"""The parts of an import that can be changed: what each is now, what it can become, and the words for it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, get_args

from core.errors import JingdexError
from core.frozen import frozen
from core.importing.layout import ACROSS, CONSTANT, Across, Dash, Layout, is_constant
from core.importing.plan import Plan
from core.importing.where import AND, conditions_of
from core.words import gettext, in_words
from core.workbook.period import period
from core.workbook.read_period import read_period
from core.workbook.workbook import Workbook
from data.reading.delimited import DELIMITERS, sign_of
from data.reading.encoding import check_encoding
from tui.frame.choices import Choices, Option, fitting_options, whole
from tui.frame.offers import entries, words
from tui.grid.wording import Wording
from tui.imports.guess import HEADERS, MISSING, header_lines, kept_rows
from tui.imports.options import ImportOptions

ENCODINGS = ("utf-8", "gb18030", "utf-16", "cp1252", "big5", "shift-jis", "euc-kr")
PICKED: dict[str, tuple[str, ...]] = {
    "decimal": ("comma", "point"), "dash": ("missing", "zero"), "columns": ("units", "indicators", "periods"),
    "across": get_args(Across),
}  # fmt: skip
"""What some parts can be, and nothing else."""
CHECKS = {"delimiter": sign_of, "encoding": check_encoding, "where": conditions_of}
"""What refuses a text for a part before a file is read with it."""
SIGNS = {"comma": ",", "point": ".", ",": ",", ".": "."}
DASHES: dict[str, Dash] = {"missing": "missing", "zero": "zero"}


@frozen
class Understood:
    """How the first file is understood: its layout and columns, what its reader says, and the nearest known names."""

    layout: Layout = Layout(())
    columns: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    decimal: str = ""
    nearest: Mapping[str, str] = field(default_factory=dict)


class BadPart(JingdexError):
    """A part of an import cannot be that."""


def choices_of(part: str, name: str, columns: tuple[str, ...]) -> Choices | None:
    """What a part can become, as far as that is a list: only that is taken."""
    lists = {"delimiter": tuple(DELIMITERS.values()), "encoding": ENCODINGS, **PICKED}
    if part == "role" or (part == "part" and name in {"values", "indicator"}):
        return _columns(columns, single=part == "role", needed=name == "values") if columns else None
    if (part, name) == ("choice", "where"):
        offered = words(f"{column}=" for column in columns)
        return Choices("column", lambda text: (max((m.end() for m in AND.finditer(text)), default=0), offered), "free")
    if part != "part" or name not in lists:
        return None
    options = [Option(word, gettext(word)) for word in lists[name]]
    return whole(name.replace("_", " "), options, "pick" if name in PICKED else "free")


def _columns(columns: tuple[str, ...], *, single: bool, needed: bool) -> Choices:
    """One column or several with commas, or none where none is needed; one can be a period for every row too."""
    options = words(columns) if needed else [Option("", gettext("no column")), *words(columns)]

    def offered(text: str) -> tuple[int, Sequence[Option]]:
        start = 0 if single else text.rfind(",") + 1
        word = text[start:].strip()
        if is_constant(word, columns):
            return start, [Option(word)]
        if single and read_period(word) and not fitting_options(options, word):
            return start, [Option(f"{CONSTANT}{word}", gettext("“{column}” for every row", column=word))]
        return start, options

    return Choices("column", offered)


def codes_of(text: str, plans: Sequence[Plan], workbook: Workbook, wording: Wording) -> Choices:
    """What a spelling can stand for: units or indicators of the workbook, and those that come with the files."""
    kinds = {"unit": workbook.units, "indicator": workbook.indicators}
    offers: dict[str, Option] = {}
    for part, known in kinds.items():
        matches = [match for plan in plans for match in (plan.units if part == "unit" else plan.indicators)]
        if any(match.text == text for match in matches):
            offers |= {option.code: option for option in entries(known, wording)}
            coming = {match.code: match.text for match in matches if match.code and match.is_new and match.text != text}
            offers |= {code: Option(code, spelling) for code, spelling in coming.items() if code not in offers}
    return whole("code", offers.values())


def written(part: str, name: str, understood: Understood, options: ImportOptions, present: str) -> str:
    """The part as it would be typed, whatever the language in which the line has it."""
    layout, read = understood.layout, dict(detail.partition(" ")[::2] for detail in understood.details)
    values = {
        ("part", "across"): layout.across,
        ("part", "columns"): HEADERS.get(layout.across, ""),
        ("part", "dash"): layout.dash or "missing",
        ("part", "decimal"): "comma" if understood.decimal == "," else "point",
        ("part", "delimiter"): read.get("delimiter", ""),
        ("part", "values"): ",".join(layout.values if len(layout.values) == 1 else options.values),
        ("part", "indicator"): ",".join(layout.indicator),
        ("part", "header_line"): (header_lines(read.get("header", "")) or ["1"])[0],
        ("choice", "where"): kept_rows(read["rows"])[0] if "rows" in read else "",
        ("choice", "vintage"): options.vintage,
    }
    if part == "role":
        return layout.of(name)
    if part == "name":
        return options.aliases.get(name, understood.nearest.get(name, ""))
    return values.get((part, name), present if present != MISSING else "")


def changed(options: ImportOptions, part: str, name: str, text: str, columns: Collection[str] = ()) -> ImportOptions:
    """What a person says after changing one part; an empty text leaves it to be recognised, but empties a role."""
    if text and name in CHECKS:
        CHECKS[name](text)
    match part:
        case "role":
            return replace(options, roles={**options.roles, name: text})
        case "name":
            return replace(options, aliases=_with(dict(options.aliases), name, text))
        case "measure":
            return replace(options, measures=_with(dict(options.measures), name, text))
        case "part" if name in {"values", "indicator"}:
            return _changed_columns(options, name, text, columns)
        case "choice":
            choice: dict[str, Any] = {name: period(text).text if name == "vintage" and text else text}
            return replace(options, **choice)
    return _changed_part(options, name, text)


def _changed_columns(options: ImportOptions, name: str, text: str, known: Collection[str]) -> ImportOptions:
    columns = tuple(column.strip() for column in text.split(",") if column.strip())
    if name == "indicator":
        roles = {role: column for role, column in options.roles.items() if role != "indicator"}
        return replace(options, indicator=columns, roles=roles if columns else {**roles, "indicator": ""})
    if any(is_constant(column, known) for column in columns):
        raise BadPart("“{text}” is not a column of figures: type the header of one.", text=text)
    return replace(options, values=columns)


def _changed_part(options: ImportOptions, name: str, text: str) -> ImportOptions:
    match name:
        case "across" if text and text not in ACROSS:
            raise BadPart("“{text}” is not a layout: use one of {across}.", text=text, across=in_words(ACROSS))
        case "decimal" if text not in SIGNS:
            raise BadPart("“{text}” is not a decimal sign: use comma or point.", text=text)
        case "dash" if text not in DASHES:
            raise BadPart("“{text}” is not a meaning of a dash: use missing or zero.", text=text)
        case "header_line" if text and not text.isdecimal():
            raise BadPart("“{text}” is not a line: type the number of the header's line.", text=text)
        case "across":
            return replace(options, across=text, columns="")
        case "columns":
            return replace(options, columns=text, across="")
        case "decimal":
            return replace(options, decimal=SIGNS[text])
        case "dash":
            return replace(options, dash=DASHES[text])
    other: dict[str, Any] = {name: int(text or 0) if name == "header_line" else text}
    return replace(options, reading=replace(options.reading, **other))


def _with(typed: dict[str, str], name: str, text: str) -> dict[str, str]:
    """What was said with this, or, where the text is empty, without a word on it."""
    return {key: value for key, value in {**typed, name: text}.items() if value}
