"""The commands of the Robustness panes: type what may vary, start and stop runs, open a unit."""

from dataclasses import replace
from functools import partial
from typing import Any

from core.method.errors import MethodError
from core.robustness.model import UncertaintyModel
from core.robustness.settings import UncertaintySettings, choices_of
from core.words import gettext, in_words
from tui.attribution.commands import of_row
from tui.frame.choices import Choices, whole
from tui.frame.offers import tree_choices, words
from tui.frame.page import SAVING, PageContent
from tui.frame.pane import NO_UNIT, UnitPane
from tui.frame.screen import Screen
from tui.frame.side_chart import Graph
from tui.grid.sheet import Sheet, sentence_sheet
from tui.results.chart import interval_graph
from tui.robustness.pane import COUNTING, InputFactorsPane
from tui.robustness.runs import RobustnessRuns
from tui.robustness.sheet import LABELS, STEP
from tui.robustness.standing_sheet import standing_sheet
from tui.workspace.view_state import ViewState

NUMBERS = {"runs": (1, 1_000_000), "seed": (0, 2**31 - 1), "sensitivity": (0, 1 << 16)}
"""What is a whole number, and within which bounds."""


def run(screen: Screen) -> None:
    """Start all runs that are requested, or stop them."""
    if screen.shared(RobustnessRuns).goes_on:
        screen.shared(RobustnessRuns).cancel()
        screen.notify(gettext("Stopped; the results so far are kept."))
        return
    screen.body.go_to_pane(6)
    if not screen.shared(RobustnessRuns).start():
        screen.notify(gettext("There are no ranks to show: this method has no scores."))
    else:
        screen.draw()


def open_unit(screen: Screen, pane: UnitPane) -> None:
    """Open a page with everything about the unit under the cursor: its chance of each rank, its years, its weights."""
    unit = pane.unit[0]
    if not unit:
        screen.notify(NO_UNIT)
        return
    wording = screen.workspace.wording

    def sheet(state: ViewState) -> Sheet:
        runs = state.runs
        view = state.view(runs.node) if runs else None
        if view is None or runs is None or runs.outcome is None:
            return sentence_sheet(COUNTING, look="dim")
        return standing_sheet(runs.outcome, unit, view)

    def graph(state: ViewState) -> Graph | None:
        view, outcome = state.view(state.runs.node) if state.runs else None, state.runs.outcome if state.runs else None
        return interval_graph(outcome, unit, view) if view and outcome else None

    keys = {"why": partial(of_row, screen, unit, "")}
    title = f"{wording.unit(screen.workspace.workbook, unit)} · {wording.word('Robustness')}"
    footer = gettext("H Why  R Run all  {saving}", saving=SAVING)
    screen.body.turn_to(PageContent(title, sheet, keys=keys, judging=True, footer=footer, charted=True, graph=graph))


def change(screen: Screen, pane: InputFactorsPane) -> None:
    """Type what stands in the row, or start the runs."""
    typed(screen, pane, None)


def typed(screen: Screen, pane: InputFactorsPane, text: str | None) -> None:
    """Begin typing what may vary, from a text or from what stands there."""
    if pane.row:
        _ask(screen, pane.row.key.partition("/")[2], text)
    else:
        screen.notify(gettext("There is nothing to type here."))


def empty(screen: Screen, pane: InputFactorsPane) -> None:
    """Nothing is otherwise any more in the row under the cursor."""
    name = pane.row.key.partition("/")[2] if pane.row else ""
    settings = screen.shared(RobustnessRuns).settings
    varies = name in ("weights", "sets", "left_out", "figures") or name.startswith("step ")
    without = _with(settings, name, "") if varies else settings
    if without == settings:
        screen.notify(gettext("There is nothing to take out of this row."))
    else:
        screen.shared(RobustnessRuns).ask(without)


def _ask(screen: Screen, name: str, text: str | None) -> None:
    if name == "start":
        run(screen) if text is None else screen.notify(gettext("There is nothing to type here: Enter starts the runs."))
        return
    settings = screen.shared(RobustnessRuns).settings

    present = settings.steps.get(int(name[5:]), "") if name.startswith("step ") else str(getattr(settings, name, ""))
    screen.ask(
        LABELS.get(name, STEP),
        present,
        then=lambda text: _take(screen, name, text),
        edits=False,
        choices=_choices(screen, name),
    )


def _choices(screen: Screen, name: str) -> Choices | None:
    """What can be chosen in a row, where that is a list; in a line of several words, for the last one."""
    workspace = screen.workspace
    result = workspace.state.scored
    if result is None:
        return None
    nodes = tree_choices(workspace.workbook, workspace.method, workspace.wording, result.nodes)
    if name == "node":
        return whole(gettext("index or element with scores"), nodes)
    codes = {
        "weights": nodes,
        "sets": words(["equal", "entropy", *workspace.workbook.methods]),
        "left_out": [*words(["all"]), *tree_choices(workspace.workbook, workspace.method, workspace.wording)],
    }
    of = codes.get(name)
    return Choices("code", lambda text: (text.rfind(" ") + 1, of), "free") if of else None


def _take(screen: Screen, name: str, text: str) -> None:
    """Let what was typed vary. Raises JingdexError that says what to type instead."""
    workspace = screen.workspace
    result = workspace.state.scored
    if result is None:
        raise MethodError("This method has no result, so that nothing can vary.")
    if name == "node":
        if text.strip() not in result.nodes:
            raise MethodError(
                "{node} has no scores: use one of {nodes}.", node=text.strip(), nodes=in_words(result.nodes)
            )
        screen.shared(RobustnessRuns).ask(screen.shared(RobustnessRuns).settings, text.strip())
        return
    new_settings = _with(screen.shared(RobustnessRuns).settings, name, text.strip())
    choices = choices_of(new_settings, result, workspace.workbook, workspace.derived.methods)
    if choices:
        UncertaintyModel(result, screen.shared(RobustnessRuns).node_of(result), choices)
    screen.shared(RobustnessRuns).ask(new_settings)


def _with(settings: UncertaintySettings, name: str, text: str) -> UncertaintySettings:
    """The settings with one text replaced. Raises MethodError where it should be a number and is not."""
    if name.startswith("step "):
        return settings.with_step(int(name[5:]), text)
    if name not in NUMBERS:
        other: dict[str, Any] = {name: text}
        return replace(settings, **other)
    low, high = NUMBERS[name]
    digits = text.replace(",", "")
    if not digits.isdigit() or not low <= int(digits) <= high:
        raise MethodError(
            "“{text}” is out of range: write a number from {low} to {high:,}.", text=text, low=low, high=high
        )
    number: dict[str, Any] = {name: int(digits)}
    return replace(settings, **number)
