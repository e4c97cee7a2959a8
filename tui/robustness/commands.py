"""The commands of the Trust panes: what may be otherwise is typed, runs are started and stopped, a unit is opened."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from tui.attribution.score_commands import of_row
from tui.frame.choices import Choices, whole
from tui.frame.offers import placed, words
from tui.frame.page import SAVING, PageContent
from tui.grid.sheet import Sheet
from tui.results.commands import NO_UNIT
from tui.robustness.pane import InputFactorsPane, TrustPane
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from core.robustness.settings import UncertaintySettings
    from tui.app import Jingdex

NUMBERS = {"runs": (1, 1_000_000), "seed": (0, 2**31 - 1), "sensitivity": (0, 1 << 16)}
"""What is a whole number, and within which bounds."""


def run(app: "Jingdex") -> None:
    """Start all runs that are asked for, or stop them."""
    if app.trusting.goes_on:
        app.trusting.cancel()
        app.tell("Stopped; what has come so far stays.")
        return
    app.go_to_pane(6)
    if not app.trusting.start():
        app.tell("There are no ranks to look into: this method has no scores.")
    else:
        app.draw()


def open_unit(app: "Jingdex", pane: TrustPane) -> None:
    """Open the page of the unit under the cursor."""
    if pane.unit[0]:
        _unit_page(app, pane.unit[0])
    else:
        app.tell(NO_UNIT)


def change(app: "Jingdex", pane: InputFactorsPane) -> None:
    """Type what stands in the row, or start the runs."""
    typed(app, pane, None)


def typed(app: "Jingdex", pane: InputFactorsPane, text: str | None) -> None:
    """Begin typing what may be otherwise, from a text or from what stands there."""
    if pane.row:
        _ask(app, pane.row.key.partition("/")[2], text)
    else:
        app.tell("There is nothing to type here.")


def empty(app: "Jingdex", pane: InputFactorsPane) -> None:
    """Nothing is otherwise any more in the row under the cursor."""
    name = pane.row.key.partition("/")[2] if pane.row else ""
    if name in ("weights", "sets", "left_out", "figures") or name.startswith("step "):
        app.trusting.ask(_with(app.trusting.asked, name, ""))


def _ask(app: "Jingdex", name: str, text: str | None) -> None:
    from tui.robustness.input_factors_sheet import ASKED, STEP  # noqa: PLC0415 - it loads Polars, of no use to the first screen

    if name == "start":
        run(app) if text is None else app.tell("There is nothing to type here: Enter starts the runs.")
        return
    asked = app.trusting.asked

    present = asked.steps.get(int(name[5:]), "") if name.startswith("step ") else str(getattr(asked, name, ""))
    app.asking.ask(
        ASKED.get(name, STEP),
        present,
        None,
        lambda text: _take(app, name, text),
        previews=False,
        choices=_choices(app, name),
    )


def _choices(app: "Jingdex", name: str) -> Choices | None:
    """What can be chosen in a row, where that is a list; in a line of several words, for the last one."""
    workspace = app.workspace
    from core.method.run import Scored  # noqa: PLC0415 - as above

    result = workspace.derived.methods.get(workspace.method)
    if not isinstance(result, Scored):
        return None
    nodes = placed(workspace.workbook, workspace.method, workspace.wording, result.nodes)
    if name == "node":
        return whole("index or element with scores", nodes)
    codes = {
        "weights": nodes,
        "sets": words(["equal", "entropy", *workspace.workbook.methods]),
        "left_out": [*words(["all"]), *placed(workspace.workbook, workspace.method, workspace.wording)],
    }
    of = codes.get(name)
    return Choices("code", lambda text: (text.rfind(" ") + 1, of), "free") if of else None


def _take(app: "Jingdex", name: str, text: str) -> None:
    """Let what was typed be otherwise. Raises JingdexError that says what to type instead."""
    workspace = app.workspace
    from core.method.errors import MethodError  # noqa: PLC0415 - as above
    from core.method.run import Scored  # noqa: PLC0415
    from core.robustness.model import UncertaintyModel  # noqa: PLC0415
    from core.robustness.settings import choices_of  # noqa: PLC0415

    result = workspace.derived.methods.get(workspace.method)
    if not isinstance(result, Scored):
        raise MethodError("This method has no result: nothing can be otherwise in it.")
    if name == "node":
        if text.strip() not in result.nodes:
            raise MethodError(f"{text.strip()} has no scores: use one of {', '.join(result.nodes)}.")
        app.trusting.ask(app.trusting.asked, text.strip())
        return
    asked = _with(app.trusting.asked, name, text.strip())
    choices = choices_of(asked, result, workspace.workbook, workspace.derived.methods)
    if choices:
        UncertaintyModel(result, app.trusting.node_of(result), choices)
    app.trusting.ask(asked)


def _with(asked: "UncertaintySettings", name: str, text: str) -> "UncertaintySettings":
    """What is asked with one text replaced. Raises MethodError where it should be a number and is none."""
    from core.method.errors import MethodError  # noqa: PLC0415 - as above

    if name.startswith("step "):
        return asked.with_step(int(name[5:]), text)
    if name not in NUMBERS:
        other: dict[str, Any] = {name: text}
        return replace(asked, **other)
    low, high = NUMBERS[name]
    digits = text.replace(",", "")
    if not digits.isdigit() or not low <= int(digits) <= high:
        raise MethodError(f"“{text}” is no such number: write one from {low} to {high:,}.")
    number: dict[str, Any] = {name: int(digits)}
    return replace(asked, **number)


def _unit_page(app: "Jingdex", unit: str) -> None:
    """Everything about one unit: its chance of each rank, the others, its years, and what each weight does."""
    workspace = app.workspace

    def sheet(shown: ViewState) -> Sheet:
        from core.method.run import Scored  # noqa: PLC0415 - as above
        from tui.clusters.standing_sheet import standing_sheet  # noqa: PLC0415
        from tui.results.sheet import looked_at  # noqa: PLC0415
        from tui.robustness.sheet import waiting  # noqa: PLC0415

        result = shown.derived.methods.get(shown.method)
        judged = shown.judged.of(result) if shown.judged and isinstance(result, Scored) else None
        if judged is None or judged.outcome is None:
            return waiting("The first runs are on their way …")
        looked = looked_at(judged.scored, shown.workbook, shown.wording, shown.period, judged.node)
        return standing_sheet(judged.scored, judged.outcome, unit, looked)

    entry = workspace.workbook.units.get(unit)
    telling = {"why": partial(of_row, app, unit, "")}
    title = f"{workspace.wording.name(entry) if entry else unit} · {workspace.wording.word('Robustness')}"
    app.page.turn_to(PageContent(title, sheet, keys=telling, judging=True, footer=f"H Why  R Run all  {SAVING}"))
    app.show_page()
