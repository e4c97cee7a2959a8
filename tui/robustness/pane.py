"""The Robustness panes: how far each rank moves under other choices, what these are, and which of them matters."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from core.robustness.choice_text import choice_text
from core.robustness.results import RobustnessResult
from core.robustness.settings import UncertaintySettings
from core.words import gettext, in_words, marked
from tui.frame.pane import METHODS, NO_METHOD, ROBUSTNESS, Pane, UnitPane, empty_sheet
from tui.frame.side_chart import Graph
from tui.grid.sheet import Sheet, failed_sheet, sentence_sheet
from tui.grid.wrapping import wrapped
from tui.results.chart import interval_graph
from tui.results.pane import NO_SCORES, period_and_method
from tui.robustness.descriptions import choice_lines, index_lines, left_lines, rank_lines, year_lines
from tui.robustness.sheet import matters_sheet, trust_sheet, uncertain_sheet
from tui.workspace.result_view import ResultView
from tui.workspace.view_state import ViewState

ON_UNIT = "Enter Unit page  R Run all  H Why  E Export  O Goal  e Earlier period  v Next method"
ON_ASSUMPTION = "Enter Change  x Keep it fixed  R Run all  u Undo"
COUNTING = marked("The first runs are on their way …")


class JudgingPane(Pane):
    """A pane that shows what runs came to."""

    lists = "tui.results.commands:next_method"
    number = ROBUSTNESS
    drawn = "tui.robustness.runs:look"
    judging = True

    def sheet_of(self, state: ViewState) -> Sheet:
        """What is known of the result, or why there is nothing."""
        view = state.view(_node(state))
        if view is None:
            return empty_sheet(state.failure or (NO_SCORES if state.result else NO_METHOD), state, METHODS)
        return self.table_of(state, view)

    def table_of(self, state: ViewState, view: ResultView) -> Sheet:
        """The table."""
        raise NotImplementedError

    def detail(self, state: ViewState) -> Sequence[str]:
        """What the row under the cursor means."""
        view, width = state.view(_node(state)), max(20, self.app.size.width - 2)
        if view is None or self.row is None:
            return ()
        return [part for line in self.lines(state, view) for part in wrapped(line, width)]

    def lines(self, state: ViewState, view: ResultView) -> Sequence[str]:
        """The lines on the row under the cursor."""
        raise NotImplementedError


class TrustPane(UnitPane, JudgingPane):
    """The units of one period by rank, each with its interval; of a single unit its years."""

    word = "Robustness"
    kind = "trust"
    footer = ON_UNIT
    keys: ClassVar[Mapping[str, str]] = {
        "edit": "tui.robustness.commands:open_unit",
        "why": "tui.attribution.commands:why_unit",
        "reach": "tui.goal_seek.commands:reach_rank",
    }

    def table_of(self, state: ViewState, view: ResultView) -> Sheet:
        """The intervals, or why there are none."""
        robustness = state.runs
        if robustness is None or robustness.outcome is None:
            return failed_sheet(robustness.trouble if robustness else "", COUNTING)
        return trust_sheet(robustness.outcome, view)

    def graph_of(self, state: ViewState) -> Graph | None:
        """The scores of the unit under the cursor, each with its interval."""
        view, outcome = state.view(_node(state)), state.runs.outcome if state.runs else None
        return interval_graph(outcome, self.unit[0], view) if view and outcome and self.unit[0] else None

    def lines(self, state: ViewState, view: ResultView) -> Sequence[str]:
        """How far other choices move the unit, or its year."""
        (unit, period), outcome = self.unit, state.runs.outcome if state.runs else None
        if outcome is None or not unit:
            return ()
        return year_lines(outcome, unit, period, view) if period else rank_lines(outcome, unit, view)

    def title_of(self, state: ViewState) -> str:
        """The title with the method, the period, and how many runs of what are done."""
        parts = (super().title_of(state), _progress(state), *period_and_method(state, _node(state)))
        return " · ".join(filter(None, parts))


class InputFactorsPane(JudgingPane):
    """What may vary: every row is typed in."""

    word = "Assumptions"
    footer = ON_ASSUMPTION
    typing = "tui.robustness.commands:typed"
    keys: ClassVar[Mapping[str, str]] = {
        "edit": "tui.robustness.commands:change",
        "missing": "tui.robustness.commands:empty",
    }

    def table_of(self, state: ViewState, view: ResultView) -> Sheet:
        """A row for every choice."""
        settings = (state.robustness.settings if state.robustness else None) or UncertaintySettings()
        return uncertain_sheet(settings, view, goes_on=_runs_all(state.runs))

    def lines(self, state: ViewState, view: ResultView) -> Sequence[str]:  # noqa: ARG002 - of the method alone
        """What the row asks for."""
        return choice_lines(view.scored, self.row.key.partition("/")[2]) if self.row else ()


class SensitivityPane(JudgingPane):
    """Which choice matters, and what every code left out does."""

    word = "Sensitivity"
    footer = "R Run all"

    def table_of(self, state: ViewState, view: ResultView) -> Sheet:
        """The indices, or how to get them."""
        robustness = state.runs
        if robustness is None or (robustness.left_out is None and not robustness.indices):
            note = COUNTING if _runs_all(robustness) else gettext("Not run yet: R starts all runs.")
            return sentence_sheet(note, look="dim")
        return matters_sheet(robustness, view)

    def lines(self, state: ViewState, view: ResultView) -> Sequence[str]:
        """What the index, or what is left out, does."""
        if state.runs is None or self.row is None:
            return ()
        kind, _, name = self.row.key.partition("/")
        return index_lines(state.runs, name) if kind == "matters" else left_lines(state.runs, name, view)


def _node(state: ViewState) -> str:
    """The index or element whose ranks are looked at; empty for the top."""
    return state.robustness.node if state.robustness else ""


def _runs_all(robustness: RobustnessResult | None) -> bool:
    """Whether all that was requested is being run."""
    return robustness is not None and robustness.goes_on and robustness.deep


def _progress(state: ViewState) -> str:
    """How many runs are done, and what may vary in them."""
    robustness = state.runs
    if robustness is None or robustness.outcome is None:
        return ""
    done, names = robustness.outcome.runs, in_words(map(choice_text, robustness.outcome.names))
    of = f"/{robustness.runs:,}" if done < robustness.runs else ""
    more = " …" if robustness.goes_on and not of else ""
    return gettext("{done:,}{of} runs{more}: {names}", done=done, of=of, more=more, names=names)
