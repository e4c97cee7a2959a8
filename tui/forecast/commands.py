"""The page that carries a series on: another model, more periods, and the forecasts kept or offered as a scenario."""

from dataclasses import replace

from core.errors import JingdexError
from core.forecast.forecast import STEPS, Outlook, forecast_edit
from core.forecast.models import MODELS, Model
from core.words import gettext
from core.workbook.edit import Edit
from core.workbook.figure import SeriesKey
from core.workbook.typed_edit import series_at
from tui.exports.chart import history_of, index_svg
from tui.forecast.sheet import forecast_sheet, outlook_of
from tui.frame.detail import NO_SERIES, series_name
from tui.frame.scenario_offer import offer
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet
from tui.tables.pages import table_content
from tui.tables.query import QueryContext
from tui.workspace.view_state import ViewState

KEYS = "Enter Keep, or choose this model  a As a scenario  ] Further  [ Nearer"


def forecast(screen: Screen) -> None:
    """Carry the series under the cursor on."""
    series = series_at(screen.place)
    if series:
        Ahead(screen, series).open()
    else:
        screen.notify(NO_SERIES)


class Ahead:
    """The forecast of one series in view: how far, and by which model (none: that of the smallest error)."""

    def __init__(self, screen: Screen, series: SeriesKey) -> None:
        self.screen, self.series = screen, series
        self.steps = STEPS
        self.model: Model | None = None

    def open(self) -> None:
        """Put the page in the board's place."""
        screen = self.screen
        keys = {
            "edit": self._enter,
            "add": lambda: offer(screen, self._edit, "forecast"),
            "increase": lambda: self._reach(1),
            "decrease": lambda: self._reach(-1),
        }
        title = series_name(*self.series, screen.workspace.workbook, screen.workspace.wording)
        screen.body.close()
        content = table_content(title, "forecast", self._options, self._sheet)
        screen.body.open_page(replace(content, keys=keys, footer=KEYS, chart=self._chart))
        screen.body.page.grid.move_to(0)

    def _options(self) -> dict[str, object]:
        return {"unit": self.series[0], "indicator": self.series[1], "steps": self.steps, "model": self.model}

    def _sheet(self, query: QueryContext) -> Sheet:
        size = self.screen.terminal.size
        return forecast_sheet(query, (size.width, size.height))

    def _chart(self, state: ViewState) -> str:
        outlook = outlook_of(QueryContext.of_state(state, **self._options()))
        return index_svg(history_of(state.workbook, *self.series), state.wording, outlook.forecasts)

    def _outlook(self) -> Outlook:
        return outlook_of(QueryContext.of_state(self.screen.workspace.state, **self._options()))

    def _reach(self, by: int) -> None:
        self.steps = max(1, self.steps + by)
        self.screen.draw_page()

    def _enter(self) -> None:
        """On a model take it; elsewhere keep the forecasts, as one edit."""
        row = self.screen.body.page.row
        kind, _, name = row.key.partition("/") if row else ("", "", "")
        chosen = next((model for model in MODELS if model == name), None)
        if kind == "model" and chosen:
            before, self.model = self.model, chosen
            try:
                self._outlook()
            except JingdexError as error:
                self.model = before
                self.screen.notify(str(error))
                return
            self.screen.draw_page()
            self.screen.body.page.go_to(f"model/{name}")
        elif kind == "ahead":
            self.screen.editing.do(self._edit)
        else:
            self.screen.notify(gettext("Move to a period to keep the forecasts, or to a model to take it."))

    def _edit(self) -> Edit:
        return forecast_edit(self.screen.workspace.workbook, self._outlook())
