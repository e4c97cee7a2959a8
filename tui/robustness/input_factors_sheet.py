"""The uncertain inputs of a method, as a table whose rows can be typed."""

from typing import TYPE_CHECKING

from core.method.choice_names import step_word
from core.words import gettext, marked, with_note
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column
from tui.workspace.result_view import ResultView

if TYPE_CHECKING:
    from core.robustness.settings import UncertaintySettings

KEY = "otherwise"
LABELS: dict[str, str] = marked(
    {
        "node": "ranks of this index or element (its code)",
        "weights": "weights within ± so many per cent, then nodes (25, 30 Physical; empty: as they are)",
        "sets": "other sets of weights (equal, entropy, a method's code; between equal; empty: none)",
        "left_out": "left out one at a time (all, or codes; empty: none)",
        "figures": "spread of figures by status in per cent (usual, or E=5,P=2; empty: none)",
        "runs": "how many runs",
        "seed": "seed of the points",
        "sensitivity": "base number of Sobol's runs, best a power of two (0: none)",
    }
)
"""What the bottom line asks in each row; a step's row asks for `STEP`."""
STEP = marked("choices instead (median; nearest count=5; none; limit=1..5; empty: as it is)")


def uncertain_sheet(settings: "UncertaintySettings", view: ResultView, *, goes_on: bool) -> Sheet:
    """One row for each choice of the method, then how many runs, the seed, and the row that starts them."""
    word = view.wording.word
    columns = [Column(word("assumption"), 24, frozen=True), Column(word("how"), 20, grows=True, typed=True)]
    texts = {
        "node": (word("ranks of"), view.code_name(view.node)),
        "weights": (word("weights"), _noise(settings.weights)),
        "sets": (word("weight sets"), settings.sets),
        **{
            f"step {step.number}": (
                f"{step.number} {step_word(step.kind)}",
                _step(step_word(step.how), settings.steps.get(step.number, "")),
            )
            for step in view.scored.document.steps
        },
        "left_out": (word("left out"), settings.left_out),
        "figures": (word("figures by status"), settings.figures),
        "runs": (word("runs"), f"{settings.runs:,}"),
        "seed": (word("seed"), str(settings.seed)),
        "sensitivity": (word("Sobol base"), str(settings.sensitivity) if settings.sensitivity else ""),
    }  # fmt: skip
    rows = [
        SheetRow(f"{KEY}/{name}", (Cell(plain(title)), Cell(plain(text) or word("fixed"), "plain" if text else "dim")))
        for name, (title, text) in texts.items()
    ]
    note = word("stop: Enter or R") if goes_on else word("start: Enter or R")
    return Sheet(columns, [*rows, SheetRow(f"{KEY}/start", (Cell("■ ▶"[2 * (not goes_on)] + f" {note}", "head"),))])


def _noise(text: str) -> str:
    """The noise of weights in words: `within 25 %`, and the nodes below which."""
    per_cent, *nodes = text.replace("%", " ").split() or [""]
    noise = gettext("within {per_cent} %", per_cent=per_cent) if per_cent else ""
    return with_note(noise, " ".join(nodes)) if noise and nodes else noise


def _step(how: str, text: str) -> str:
    return f"{how} | {text}" if text else ""
