"""The settings of an uncertainty analysis as they are typed on the screen and on the command line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from core.method.document import listed, settings_of
from core.method.errors import MethodError
from core.method.forms import value_from
from core.method.run import Scored, run
from core.method.settings import COMMON, FAMILIES
from core.method.weigh import WEIGHINGS
from core.robustness.choices import (
    SPREADS,
    WITHOUT,
    Alternatives,
    Choice,
    FigureNoise,
    LeaveOut,
    Option,
    WeightNoise,
    WeightSets,
    Within,
)
from core.words import gettext, in_words
from core.workbook.entries import Step
from core.workbook.figure_frame import by_release
from core.workbook.workbook import Workbook

BETWEEN, ALL, USUAL = "between", "all", "usual"
MOST_PER_CENT = 100.0


@dataclass(frozen=True)
class UncertaintySettings:
    """What varies, by how much, in how many runs from which seed; with an empty text nothing varies.

    `weights`: per cent, then the nodes below which (`25`, `30 Physical`). `sets`: `equal`, a choice of the step weigh,
    or the code of another method, with `between` before them. `steps`: by number, choices and numbers separated by
    semicolons (`median; nearest k=5; none; limit=1..5`). `left_out`: codes, or `all` for every indicator. `figures`:
    letters with per cents (`E=5,P=2`), or `usual`. `sensitivity`: the base number of Sobol's runs, 0 for none.
    """

    weights: str = "25"
    sets: str = ""
    steps: Mapping[int, str] = field(default_factory=dict)
    left_out: str = ""
    figures: str = ""
    runs: int = 1024
    seed: int = 1
    sensitivity: int = 512

    def with_step(self, number: int, text: str) -> "UncertaintySettings":
        """The settings with this text for a step."""
        return replace(self, steps={**self.steps, number: text})


def steps_from(texts: Iterable[str]) -> dict[int, str]:
    """Choices of steps typed one by one, `4:z_score`, grouped by step. Raises MethodError."""
    steps: dict[int, str] = {}
    for text in texts:
        number, _, how = text.partition(":")
        if not number.isdecimal() or not how:
            raise MethodError(
                "“{text}” is not an alternative: write the step's number and a choice, such as 4:z_score.", text=text
            )
        steps[int(number)] = "; ".join(filter(None, (steps.get(int(number), ""), how)))
    return steps


def choices_of(
    settings: UncertaintySettings, scored: Scored, workbook: Workbook, others: Mapping[str, object]
) -> tuple[Choice, ...]:
    """The choices that the texts name; `others` are the results of the workbook's methods.

    Raises MethodError with the form of valid texts.
    """
    choices: list[Choice] = []
    if settings.weights.strip():
        choices.append(_weights(settings.weights, scored))
    if settings.sets.strip():
        choices.append(_sets(settings.sets, scored, others))
    for number, text in settings.steps.items():
        choices += _steps(number, text, scored)
    if settings.left_out.strip():
        choices.append(_left_out(settings.left_out, scored))
    if settings.figures.strip():
        choices.append(FigureNoise(_spreads(settings.figures), bounds(workbook)))
    return tuple(choices)


CELL = ["unit", "indicator", "period"]


def bounds(workbook: Workbook) -> frozenset[tuple[str, str, str]]:
    """The figures (unit, indicator, period) that are known only as “over”."""
    frame = workbook.figures.whole()
    newest = by_release(frame).unique(CELL, keep="last")
    return frozenset(newest.filter(pl.col("qualifier") == "over").select(CELL).iter_rows())


def _weights(text: str, scored: Scored) -> WeightNoise:
    per_cent, *nodes = listed(text.replace("%", " "))
    for node in nodes:
        if node not in scored.tree.children:
            raise MethodError(
                "{node} is not a node of the tree: use one of {nodes}.", node=node, nodes=in_words(scored.tree.nodes)
            )
    try:
        spread = float(per_cent)
    except ValueError as error:
        raise MethodError("“{text}” is not a variation of weights: write per cents, such as 25.", text=text) from error
    if not 0 < spread <= MOST_PER_CENT:
        raise MethodError("Weights cannot spread by {spread:g} %: write more than 0 and at most 100.", spread=spread)
    return WeightNoise(spread / 100, tuple(nodes))


def _sets(text: str, scored: Scored, others: Mapping[str, object]) -> WeightSets:
    names = listed(text)
    between = names[:1] == [BETWEEN]
    set_names = [name for name in names if name != BETWEEN]
    if not set_names:
        raise MethodError("“{text}” is not a set of weights: write one, such as equal, or a method's code.", text=text)
    return WeightSets(tuple((name, _set(name, scored, others)) for name in set_names), between)


def _set(name: str, scored: Scored, others: Mapping[str, object]) -> Mapping[str, float]:
    """The weights of another method, or those that a choice of the step weigh computes."""
    other = others.get(name)
    if isinstance(other, Scored):
        return other.tree.weights
    if other is not None or name not in WEIGHINGS:
        known = in_words((*others, *WEIGHINGS))
        raise MethodError(
            "There is no set of weights “{name}”: use a method with a result or a weighing ({known}).",
            name=name,
            known=known,
        )
    document = scored.document
    steps = [step for step in document.steps[:-1] if step.kind != "weigh"]
    weigh = Step(document.method.code, len(document.steps) + 1, "weigh", name)
    stage = run(replace(document, steps=(*steps, weigh, document.steps[-1])), scored.raw).stages[-2]
    return next(iter(stage.trees.values())).weights


def _steps(number: int, text: str, scored: Scored) -> list[Choice]:
    step = next((step for step in scored.document.steps if step.number == number), None)
    if step is None:
        numbers = in_words(str(step.number) for step in scored.document.steps)
        raise MethodError("There is no step {number}: use one of {numbers}.", number=number, numbers=numbers)
    options: list[Option] = []
    choices: list[Choice] = []
    for part in filter(None, map(str.strip, text.split(";"))):
        name, bound, low_high = part.partition("=")
        if bound and ".." in low_high and " " not in name.strip():
            choices.append(_within(step, name.strip(), low_high))
        else:
            options.append(option_of(step, part))
    return [Alternatives(number, tuple(options)), *choices] if options else choices


def option_of(step: Step, text: str) -> Option:
    """A choice with settings: `nearest k=5`; settings alone belong to the step's own choice.

    Settings that all choices of the kind have stay as in the step.
    """
    how, *pairs = text.split()
    if "=" in how:
        how, pairs = step.how, [how, *pairs]
    if how not in (WITHOUT, *FAMILIES[step.kind]):
        known = in_words((*FAMILIES[step.kind], WITHOUT))
        raise MethodError(
            "Step {number} cannot {kind} by “{how}”: use one of {known}.",
            number=step.number,
            kind=step.kind,
            how=how,
            known=known,
        )
    own = settings_of(step)
    if how != step.how:
        own = {name: value for name, value in own.items() if name in COMMON[step.kind] and name != "each"}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise MethodError(
                "“{pair}” is not a setting of step {number}: write name=value.", pair=pair, number=step.number
            )
        own = {**own, name: value_from(value)}
    return how, own


def _within(step: Step, name: str, text: str) -> Within:
    low, _, high = text.partition("..")
    present = settings_of(step).get(name)
    try:
        bottom, top = float(low), float(high)
    except ValueError as error:
        raise MethodError(
            "“{text}” are not bounds for {name}: write two numbers, such as 1..5.", text=text, name=name
        ) from error
    if isinstance(present, bool) or not isinstance(present, int | float):
        numbers = [key for key, value in settings_of(step).items() if type(value) in (int, float)]
        raise MethodError(
            "{name} is not a number of step {number}: use one of {numbers}.",
            name=name,
            number=step.number,
            numbers=in_words(numbers) or gettext("none: it has no numbers"),
        )
    if bottom >= top:
        raise MethodError(
            "{name} from {bottom:g} to {top:g} is not a range: write the lower number first.",
            name=name,
            bottom=bottom,
            top=top,
        )
    return Within(step.number, name, bottom, top, whole=isinstance(present, int) and bottom == int(bottom))


def _left_out(text: str, scored: Scored) -> LeaveOut:
    codes = tuple(listed(text))
    if codes == (ALL,):
        return LeaveOut(scored.tree.indicators)
    for code in codes:
        if not scored.tree.parents.get(code):
            raise MethodError(
                "{code} cannot be left out: name codes below the top of the tree, or {all}.", code=code, all=ALL
            )
    return LeaveOut(codes)


def _spreads(text: str) -> dict[str, float]:
    if text.strip() == USUAL:
        return SPREADS
    try:
        pairs = [part.split("=") for part in listed(text)]
        spreads = {letter.strip().upper(): float(number) for letter, number in pairs}
    except ValueError as error:
        raise MethodError(
            "“{text}” is not a list of spreads: write status letters and per cents, such as E=5,P=2, or {usual}.",
            text=text,
            usual=USUAL,
        ) from error
    if any(not 0 <= spread <= MOST_PER_CENT for spread in spreads.values()):
        raise MethodError("The spread of a figure must lie between 0 and 100 %.")
    return spreads
