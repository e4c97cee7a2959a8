"""The Robustness panes: how far each rank moves under other choices, what these are, and which of them matters."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from core.method.run import Failure, Scored, default_period
from core.robustness.choice_text import choice_text
from core.robustness.settings import UncertaintySettings
from core.words import gettext, marked
from tui.frame.pane import Pane
from tui.grid.sheet import Sheet, parts_of, sentence_sheet
from tui.grid.wrapping import wrapped
from tui.results.pane import result_of
from tui.results.sheet import result_view
from tui.robustness.descriptions import choice_lines, index_lines, left_lines, rank_lines, year_lines
from tui.robustness.input_factors_sheet import uncertain_sheet
from tui.robustness.sensitivity_sheet import matters_sheet
from tui.robustness.sheet import trust_sheet, waiting
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from core.robustness.results import RobustnessResult
    from tui.results.sheet import ResultView
ON_UNIT = "Enter Unit page  R Run all  H Why  O Goal  e Earlier period  v Next method"
ON_ASSUMPTION = "Enter Change  x Keep it fixed  R Run all  u Undo"
COUNTING = marked("The first runs are on their way …")


class JudgingPane(Pane):
    """A pane that shows what runs came to."""

    number = 6
    drawn = "tui.robustness.runs:look"
    judging = True

    def sheet_of(self, state: ViewState) -> Sheet:
        """What is known of the result, or why there is nothing."""
        result = result_of(state)
        if result is None or state.robustness is None:
            return sentence_sheet("This workbook has no method yet: load one with `jingdex method load`.")
        if isinstance(result, Failure):
            return sentence_sheet(result.sentence)
        if not result.nodes:
            return sentence_sheet(gettext("This method gives no scores: add an aggregation as its last step."))
        view = result_view(result, state.workbook, state.wording, state.period, state.robustness.node)
        return self.table_of(state, result, view, state.robustness.of(result))

    def table_of(
        self, state: ViewState, scored: "Scored", view: "ResultView", robustness: "RobustnessResult | None"
    ) -> Sheet:
        """The table."""
        raise NotImplementedError

    def detail(self, state: ViewState) -> Sequence[str]:
        """What the row under the cursor means."""
        result = result_of(state)
        if not isinstance(result, Scored) or not result.nodes or state.robustness is None or self.row is None:
            return ()
        view = result_view(result, state.workbook, state.wording, state.period, state.robustness.node)
        width = max(20, self.app.size.width - 2)
        return [part for line in self.lines(result, view, state.robustness.of(result)) for part in wrapped(line, width)]

    def lines(self, scored: "Scored", view: "ResultView", robustness: "RobustnessResult | None") -> Sequence[str]:
        """The lines on the row under the cursor."""
        raise NotImplementedError


class TrustPane(JudgingPane):
    """The units of one period by rank, each with its interval; of a single unit its years."""

    word = "Robustness"
    footer = ON_UNIT
    keys: ClassVar[Mapping[str, str]] = {
        "edit": "tui.robustness.commands:open_unit",
        "why": "tui.attribution.commands:why_unit",
        "reach": "tui.goal_seek.commands:reach_rank",
    }

    @property
    def unit(self) -> tuple[str, str]:
        """The unit under the cursor, and its period where the rows are periods; empty texts where there is none."""
        parts = parts_of(self.row.key) if self.row else []
        return (parts[1], parts[2]) if parts[:1] == ["trust"] else ("", "")

    def table_of(
        self,
        state: ViewState,  # noqa: ARG002 - as every such pane
        scored: "Scored",
        view: "ResultView",
        robustness: "RobustnessResult | None",
    ) -> Sheet:
        """The intervals, or why there are none."""
        if robustness is None or robustness.outcome is None:
            return sentence_sheet(robustness.trouble) if robustness and robustness.trouble else waiting(COUNTING)
        return trust_sheet(scored, robustness.outcome, view)

    def lines(self, scored: "Scored", view: "ResultView", robustness: "RobustnessResult | None") -> Sequence[str]:  # noqa: ARG002 - as above
        """How far other choices move the unit, or its year."""
        unit, period = self.unit
        if robustness is None or robustness.outcome is None or not unit:
            return ()
        return (
            year_lines(robustness.outcome, unit, period, view) if period else rank_lines(robustness.outcome, unit, view)
        )

    def title_of(self, state: ViewState) -> str:
        """The title with the method, the period, and how many runs of what are done."""
        method = state.workbook.methods.get(state.method)
        period = self._period(state)
        name = state.wording.name(method) if method else ""
        return " · ".join(filter(None, (super().title_of(state), _progress(state), period, name)))

    def _period(self, state: ViewState) -> str:
        """The period in view, where several units stand in it."""
        result = result_of(state)
        if not isinstance(result, Scored) or result.frame["unit"].n_unique() <= 1:
            return ""
        return state.period or default_period(result, state.robustness.node if state.robustness else "")


class InputFactorsPane(JudgingPane):
    """What may vary: every row is typed in."""

    word = "Assumptions"
    footer = ON_ASSUMPTION
    typing = "tui.robustness.commands:typed"
    keys: ClassVar[Mapping[str, str]] = {
        "edit": "tui.robustness.commands:change",
        "missing": "tui.robustness.commands:empty",
    }

    def table_of(
        self, state: ViewState, scored: "Scored", view: "ResultView", robustness: "RobustnessResult | None"
    ) -> Sheet:
        """A row for every choice."""
        settings = (state.robustness.settings if state.robustness else None) or UncertaintySettings()
        return uncertain_sheet(scored, settings, view, goes_on=_runs_all(robustness))

    def lines(self, scored: "Scored", view: "ResultView", robustness: "RobustnessResult | None") -> Sequence[str]:  # noqa: ARG002 - as above
        """What the row asks for."""
        return choice_lines(scored, self.row.key.partition("/")[2]) if self.row else ()


class SensitivityPane(JudgingPane):
    """Which choice matters, and what every code left out does."""

    word = "Sensitivity"

    @property
    def footer(self) -> str:
        """What starts the runs."""
        return gettext("R Run all")

    def table_of(
        self,
        state: ViewState,  # noqa: ARG002 - as every such pane
        scored: "Scored",
        view: "ResultView",
        robustness: "RobustnessResult | None",
    ) -> Sheet:
        """The indices, or how to get them."""
        if robustness is None or (robustness.left_out is None and not robustness.indices):
            return waiting(gettext("Not run yet: R starts all runs.") if not _runs_all(robustness) else COUNTING)
        return matters_sheet(scored, robustness, view)

    def lines(self, scored: "Scored", view: "ResultView", robustness: "RobustnessResult | None") -> Sequence[str]:
        """What the index, or what is left out, does."""
        if robustness is None or self.row is None:
            return ()
        kind, _, name = self.row.key.partition("/")
        return index_lines(robustness, name) if kind == "matters" else left_lines(robustness, scored, name, view)


def _runs_all(robustness: "RobustnessResult | None") -> bool:
    """Whether all that was requested is being run."""
    return robustness is not None and robustness.goes_on and robustness.deep


def _progress(state: ViewState) -> str:
    """How many runs are done, and what may vary in them."""
    result = result_of(state)
    robustness = state.robustness.of(result) if state.robustness and isinstance(result, Scored) else None
    if robustness is None or robustness.outcome is None:
        return ""
    done, names = robustness.outcome.runs, gettext(", ").join(map(choice_text, robustness.outcome.names))
    of = f"/{robustness.runs:,}" if done < robustness.runs else ""
    more = " …" if robustness.goes_on and not of else ""
    return f"{done:,}{of} {state.wording.word('runs')}{more}: {names}"
