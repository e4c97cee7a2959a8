"""The steps of a method as a table: what it covers, each step, its settings in words, and the menu that is open."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from core.method.choice_names import step_word
from core.method.document import Document, listed
from core.method.forms import Value, part_text
from core.method.run import Failure, Scored
from core.method.setting import Setting
from core.method.settings import FAMILIES, own_text, settings_of_choice
from core.words import gettext, in_words, with_note
from core.workbook.entries import Step
from core.workbook.workbook import Workbook
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, key_of
from tui.grid.table import Cell, Column, Heading, Look
from tui.grid.wording import Wording
from tui.workspace.result_view import code_name

FOLDED = "…"
"""The name of the row that stands for all settings of a step that are as usual."""
MORE = "›"
CHOSEN, FREE = "●", "○"
FEW = 3
"""Up to so many codes with something of their own are shown without being requested."""


def step_sheet(
    tree_document: Document,
    result: Scored | Failure,
    workbook: Workbook,
    wording: Wording,
    opened: tuple[int, str] = (0, ""),
) -> Sheet:
    """The steps in order with their settings, those as usual in one row until opened; where one cannot be taken, why.

    `opened` is the step, and the setting (none for the step itself), whose choices are listed below it.
    """
    groupings = list(dict.fromkeys(group.grouping for group in workbook.groups))
    named = partial(code_name, tree_document, workbook=workbook, wording=wording)
    columns = [
        Column(wording.word("step"), 16, frozen=True),
        Column(wording.word("choice"), 24, grows=True, typed=True),
    ]
    failure = result if isinstance(result, Failure) else None
    why = failure.error.named(named) if failure else ""
    rows: list[SheetRow | Heading] = [*_covered(tree_document, result, workbook, wording)]
    if failure and not failure.step:
        rows.append(Heading(f"✗ {why}", "bad"))
    for step, settings in zip(tree_document.steps, tree_document.settings, strict=True):
        head = Cell(f"{step.number} {step_word(step.kind)}", "head"), Cell(plain(step_word(step.how)), "head")
        rows.append(SheetRow(key_of("step", step.number), head))
        if failure and failure.step == step.number:
            rows.append(Heading(f"✗ {why}", "bad"))
        if opened == (step.number, ""):
            rows += _menu(step, "", {how: step_word(how) for how in FAMILIES[step.kind]}, step.how)
        known = settings_of_choice(step.kind, step.how, settings)
        usual = [] if opened[0] == step.number and opened[1] else [n for n in known if settings[n] == known[n].default]
        for name, setting in known.items():
            rows += () if name in usual else _setting(step, setting, settings[name], opened, groupings, named)
        if usual:
            text = f"{len(usual)} {wording.word('at their defaults')} {MORE}"
            rows.append(SheetRow(key_of("step", step.number, FOLDED), (Cell("  …", "dim"), Cell(text, "dim"))))
    return Sheet(columns, rows)


def choices_of(setting: Setting, groupings: Sequence[str]) -> tuple[str, ...]:
    """The values of which a setting takes one, as they can be typed; none where it is not chosen from a list."""
    return tuple(groupings) if setting.name == "group" else tuple(setting.words)


def _covered(
    tree_document: Document, result: Scored | Failure, workbook: Workbook, wording: Wording
) -> Iterator[SheetRow]:
    method = tree_document.method
    for part, named in (("units", listed(method.units)), ("periods", listed(method.periods))):
        codes_there = [] if isinstance(result, Failure) else list(dict.fromkeys(result.raw[part.removesuffix("s")]))
        codes = list(map(str, named or codes_there))
        names = [wording.unit(workbook, code) if part == "units" else code for code in codes]
        note = in_words(names) if len(names) <= FEW else with_note(f"{names[0]} … {names[-1]}", len(names))
        text = note if named else f"{wording.word('all')} {note}".strip()
        yield SheetRow(
            key_of("covers", part), (Cell(wording.word(part)), Cell(plain(text), "plain" if named else "dim"))
        )


def _setting(
    step: Step,
    setting: Setting,
    value: Value,
    opened: tuple[int, str],
    groupings: Sequence[str],
    named: Callable[[str], str],
) -> Iterator[SheetRow | Heading]:
    name = setting.name
    look: Look = "dim" if value == setting.default else "plain"
    is_open = opened == (step.number, name)
    is_table = setting.form.part is not None and bool(value)
    few = is_table and len(value) <= FEW
    text = f"{len(value)}{'' if few or is_open else ' ›'}" if is_table else setting.text(value)
    yield SheetRow(key_of("step", step.number, name), (Cell(f"  {plain(setting.label)}"), Cell(plain(text), look)))
    if is_open and not is_table:
        words = {choice: setting.text(choice) for choice in choices_of(setting, groupings)}
        yield from _menu(step, name, words, setting.typed(value))
    if is_table and (few or is_open):
        for code, part in value.items():
            text = plain(own_text(step.kind, step.how, part)) if name == "each" else named(part_text(part))
            cells = (Cell(f"    {named(code)}"), Cell(text))
            yield SheetRow(key_of("step", step.number, name, code), cells)
        if is_open:
            yield SheetRow(key_of("step", step.number, name, ""), (Cell("    +"), Cell(gettext("another"), "dim")))


def _menu(step: Step, name: str, choices: Mapping[str, str], present: str) -> Iterator[SheetRow]:
    for choice, word in choices.items():
        chosen = choice == present
        cells = (Cell(""), Cell(f"{CHOSEN if chosen else FREE} {plain(word)}", "head" if chosen else "plain"))
        yield SheetRow(key_of("choice", step.number, name, choice), cells)
