"""Descriptions of a step, a choice or a setting for the strip: what it means and what it did."""

from collections import Counter
from collections.abc import Sequence

from core.method.choice_names import step_word
from core.method.document import Document
from core.method.forms import part_text
from core.method.run import Failure, Scored
from core.method.settings import KINDS, choice_line, own_text, settings_of_choice
from core.words import gettext, in_words, labelled
from core.workbook.entries import Step
from tui.grid.plain import plain
from tui.grid.wrapping import wrapped
from tui.method.step_sheet import FOLDED

LINES = 4
ON_COVERS = {
    "units": "The units that the method covers",
    "periods": "The periods that the method covers",
}


def step_lines(tree_document: Document, result: Scored | Failure, parts: Sequence[str], width: int) -> list[str]:
    """Four lines on the row of these parts (see `step_sheet`)."""
    if parts[0] == "covers":
        return [gettext(ON_COVERS[parts[1]])]
    step = next((step for step in tree_document.steps if step.number == int(parts[1])), None)
    if step is None:
        return []
    match parts:
        case ("step", _):
            did = effect_text(result, step.number)
            head = f"{step.number} {step_word(step.kind)} {gettext(KINDS[step.kind])}{f' · {did}' if did else ''}"
            return _framed(head, labelled(step_word(step.how), choice_line(step.kind, step.how)), width)
        case ("choice", _, "", how):
            return _framed("", labelled(step_word(how), choice_line(step.kind, how)), width)
        case (_, _, name, *code):
            return (
                _usual(tree_document, step, width)
                if name == FOLDED
                else _of_setting(tree_document, step, name, code, width)
            )
    return []


def effect_text(result: Scored | Failure, number: int) -> str:
    """What a step has done to the figures: gaps filled, units left out, indicators treated."""
    if isinstance(result, Failure) or number >= len(result.stages):
        return ""
    before, after = result.stages[number - 1], result.stages[number]
    match result.document.steps[number - 1].kind:
        case "impute":
            codes = result.document.tree.indicators
            gaps = [int(stage.frame.select(codes).null_count().sum_horizontal().item()) for stage in (before, after)]
            return gettext("{filled} of {gaps} gaps filled", filled=gaps[0] - gaps[1], gaps=gaps[0])
        case "screen":
            return gettext(
                "{left_out} of {rows} rows left out",
                left_out=before.frame.height - after.frame.height,
                rows=before.frame.height,
            )
        case "treat":
            fates = Counter(after.report["outcome"])
            return in_words(f"{count} {gettext(fate)}" for fate, count in fates.most_common())
    return ""


def _of_setting(tree_document: Document, step: Step, name: str, code: Sequence[str], width: int) -> list[str]:
    settings = tree_document.settings[step.number - 1]
    if name not in settings:
        return []
    value = settings[name]
    if code == [""]:
        return [gettext("Another code with its own setting")]
    setting = settings_of_choice(step.kind, step.how, settings)[name]
    is_part = bool(code and setting.form.part)
    part = (value or {}).get(code[0]) if is_part else None
    if is_part:
        now = own_text(step.kind, step.how, part) if name == "each" and part else part_text(part)
    else:
        now = setting.text(value)
    of = labelled(plain(code[0]), setting.label) if is_part else setting.label
    text = gettext(
        "{name} = {value} (default: {default}) · {help}",
        name=of,
        value=plain(now),
        default=setting.text(setting.default),
        help=gettext(setting.help),
    )
    return _framed("", text, width)


def _usual(tree_document: Document, step: Step, width: int) -> list[str]:
    """The settings of a step that are at their defaults, each with its value."""
    settings = tree_document.settings[step.number - 1]
    known = settings_of_choice(step.kind, step.how, settings)
    usual = [
        labelled(setting.label, setting.text(setting.default))
        for name, setting in known.items()
        if settings[name] == setting.default
    ]
    return _framed("", " · ".join(usual), width)


def _framed(head: str, text: str, width: int) -> list[str]:
    """A head, and as much as fits of a text."""
    lines = wrapped(text, max(20, width), most=LINES - bool(head))
    return [*([head] if head else []), *lines]
