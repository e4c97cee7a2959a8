"""Titles of edits, which are kept in English with codes, in the language of the screen and with names."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, partial

from core.errors import BadFigure
from core.method.choice_names import step_word
from core.words import in_words, marked
from core.workbook.entries import TABLES
from core.workbook.entry import Entry, Named
from core.workbook.figure_cell import Cell
from core.workbook.figure_text import figure_from_text
from core.workbook.scale import SCALE_WORD
from core.workbook.workbook import Workbook, indicator_of
from data.trail import TrailEntry
from tui.grid.plain import plain
from tui.grid.wording import Wording

OF_FIGURE = "{unit}, {indicator}, {period}: {old} → {new}"
"""Kept without commas."""
NEW_FIGURE = marked("{unit}, {indicator}, {period}: new: {new}")
"""How a figure is read that stands where there was none."""
TITLES = marked(
    (
        "Copied from the set {set}",
        "Read from the folder {folder}",
        "scenario {scenario} merged",
        "scenario {scenario} merged, over what the base changed since: {cells}",
        "scenario {scenario} dropped",
        "scenario {scenario}: {edit}",
        "scenario {scenario}",
        "method {method} added",
        "method {method} changed",
        "method {method} removed",
        "method {method} copied from {other}",
        "method {method} named {name}",
        "method {method}: {count} units",
        "method {method}: {count} periods",
        "method {method}: {kind} {how} added",
        "method {method}: {kind} removed",
        "method {method}: {kind} moved",
        "method {method}: {codes} added",
        "method {method}: {code} removed from the tree",
        "method {method}: {code} taken out",
        "method {method}: {code} under the new group {name}",
        "method {method}: {code} under {parent}",
        "method {method}: {code} named {name}",
        "method {method}: {code}: less is better",
        "method {method}: {code}: more is better",
        "method {method}, {kind}: {how} → {now}",
        "method {method}, {kind}: {setting}",
        "rules from {file}",
        "forecast {unit} {indicator} to {period}: {model}",
        "what it takes for {goal}",
        "marked as missing: {count} figures",
        "filled down: {count} figures",
        "pasted {size} cells: {count} figures",
        "{text}: {count} figures",
        "import of {file}: {count} new, {changed} changed, index {index}",
        "import of {file}: {count} new, {changed} changed, {gone} removed, index {index}",
        "import of {file}: {count} new, {changed} changed",
        "import of {file}: {count} new, {changed} changed, {gone} removed",
        "import of {file}: {count} indicators named, method {method} with {places} places{more}",
        "names of {file}: {count} filled in",
        "names of {file}: {count} changed{more}",
        "groups of units of {file}: {count} changed",
        "definitions of indicators of {file}: {count} changed",
        "rollup {rule} of {rows} rows: {count} new, {changed} changed, {gone} gone, {hidden} cells suppressed",
        "{table} {key}: added",
        "{table} {key}: removed",
        "{table} {key}: now {code}",
        "{table} {key}: {fields}",
        "{key}: now a figure",
        OF_FIGURE,
    )
)
"""How a title reads; the first that fits is it."""
NUMBER, WORD = r"[\d,]+|all", r"\S+"
PARTS = {
    **dict.fromkeys(("count", "changed", "gone", "rows", "hidden", "places"), NUMBER),
    **dict.fromkeys(("unit", "indicator", "period", "method", "other", "scenario", "code", "parent", "how"), WORD),
    "kind": r"\w+",
    "table": "|".join(TABLES),
    "size": r"[\d,]+ × [\d,]+",
    "more": ".*",
}
"""What stands in a place of a title; in any other any text."""
NO_FIGURE = ("nothing", "none")
"""What stands for no figure, note or source."""
FIELD = r"(\w+) (.*?) → (.*?)(?=, \w+ [^→]*→|$)(?:, )?"
OF_CODES = frozenset({"unit", "method", "scenario", "code", "key"})
"""The places of codes, which have names; a title without any is kept in English as it is read."""
AMOUNT = rf"(?<![\d.,])\d{{4,}}(?=(?:\.\d+)?(?:{SCALE_WORD}))"
"""The whole part of an amount that is kept without signs for thousands."""


def shown_title(title: str, workbook: Workbook, wording: Wording) -> str:
    """The title of an edit as people read it, with names for codes, and amounts as in tables.

    One of another form is shown as it is kept.
    """
    for template, pattern in _patterns().items():
        if match := pattern.fullmatch(title):
            parts = match.groupdict()
            if wording.language == "en" and not OF_CODES & parts.keys():
                return title
            if "unit" in parts and not (parts["unit"] in workbook.units and parts["indicator"] in workbook.indicators):
                continue
            form = NEW_FIGURE if parts.get("old") == "nothing" else template
            return wording.word(form, **{name: _part(name, parts, workbook, wording) for name in parts})
    return title


def named_steps(steps: Iterable[TrailEntry], workbook: Workbook, wording: Wording) -> list[TrailEntry]:
    """The steps with names for the codes in their titles."""
    return [replace(step, title=shown_title(step.title, workbook, wording)) for step in steps]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The pattern of each title; a number of one has its noun in the singular."""
    patterns = {}
    for template in TITLES:
        pattern = template.replace(",", "") if template == OF_FIGURE else template
        text = re.sub(r"\\{(\w+)\\}", lambda place: f"(?P<{place[1]}>{PARTS.get(place[1], '.+?')})", re.escape(pattern))
        patterns[template] = re.compile(text.replace("figures", "figures?"), re.DOTALL)
    return patterns


def _part(name: str, parts: dict[str, str], workbook: Workbook, wording: Wording) -> str:
    text = parts[name]
    entry: Entry | None = None
    match name:
        case "edit" | "old" | "new":
            show = shown_title if name == "edit" else partial(_of_figure, parts)
            return show(text, workbook, wording)
        case "unit" | "scenario":
            entry = (workbook.units if name == "unit" else workbook.scenarios).get(text)
        case "method" | "other":
            entry = workbook.methods.get(text)
        case "indicator" | "code" | "parent":
            nodes = (node for node in workbook.placed(parts.get("method", "")) if node.code == text)
            entry = workbook.indicators.get(text) or next(nodes, None)
        case "key" if "table" in parts:
            entry = workbook.entries(parts["table"]).get(text)
        case "kind" | "how" | "now":
            return plain(step_word(text))
        case "table" | "model" | "count":
            return wording.word(text)
        case "fields":
            text = re.sub(AMOUNT, lambda amount: f"{int(amount[0]):,}", text)
            fields = (field.groups() for field in re.finditer(FIELD, text))
            changes = [f"{wording.word(field.replace('_', ' '))} {old} → {new}" for field, old, new in fields]
            return wording.word(", ").join(changes) or wording.word(text)
        case _:
            return plain(text)
    return entry_name(entry, workbook, wording) if entry else plain(text)


def _of_figure(parts: dict[str, str], text: str, workbook: Workbook, wording: Wording) -> str:
    """A figure as tables show it, or its source or note."""
    part, _, rest = text.partition(" ")
    if part in {"source", "note"}:
        source = workbook.sources.get(rest) if part == "source" else None
        value = wording.word(rest) if rest in NO_FIGURE else wording.entry_text(source.title if source else rest)
        return f"{wording.word(part)} {value}"
    if text in NO_FIGURE:
        return wording.word(text)
    indicator = indicator_of(workbook, parts["indicator"])
    try:
        figure = figure_from_text(text, Cell(parts["unit"], replace(indicator, mult=0), parts["period"]))
    except BadFigure:
        return plain(text)
    return wording.figure(figure, indicator)


def entry_name(entry: Entry, workbook: Workbook, wording: Wording) -> str:
    """The name of an entry; of one without a name of its own that of the indicator of its code, else its key."""
    code = str(getattr(entry, "code", ""))
    fields = [f"{part}_{language}" for language in (wording.language, "en", "zh") for part in ("name", "text")]
    names = (str(getattr(entry, field, "")) for field in fields)
    own = wording.name(entry) if isinstance(entry, Named) else next(filter(None, names), entry.key)
    indicator = workbook.indicators.get(code)
    if indicator and own in {code, entry.key}:
        return wording.name(indicator)
    if own != entry.key or "/" not in own:
        return own
    known = {**workbook.indicators, **workbook.units, **workbook.tables["rules"]}
    parts = own.split("/")
    return in_words(entry_name(known[part], workbook, wording) if part in known else part for part in parts)
