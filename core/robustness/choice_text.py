"""The texts of the choices of a study: `2:z_score`, `step 3 low`, `without a`, `weights: equal`."""

import re
from collections.abc import Callable, Iterable

from core.method.choice_names import CHOICE_NAMES, step_word
from core.words import gettext, in_words, labelled
from core.workbook.entries import Step

STEP = re.compile(r"step (\d+)(.*)|(\d+):(\S+)(.*)")
SETS = "weights: "
WITHOUT = "without "


def choice_text(text: str, steps: Iterable[Step] = (), name: Callable[[str], str] = str) -> str:
    """One choice of a study of these steps, or several with commas; `name` gives the name of a code."""
    kinds = {str(step.number): step_word(step.kind) for step in steps}
    return in_words(_one(part, kinds, name) for part in text.split(", "))


def _one(text: str, kinds: dict[str, str], name: Callable[[str], str]) -> str:
    if match := STEP.fullmatch(text):
        number = match[1] or match[3]
        step = f"{number} {kinds[number]}" if number in kinds else gettext("step {step}", step=number)
        return f"{step} → {step_word(match[4])}{match[5]}" if match[4] else f"{step}{match[2]}"
    if text.startswith(WITHOUT):
        return f"{gettext('without')} {name(text.removeprefix(WITHOUT))}"
    if text.startswith(SETS):
        found_set = text.removeprefix(SETS)
        return labelled(gettext("weights"), step_word(found_set) if found_set in CHOICE_NAMES else found_set)
    return gettext(text)
