"""A choice is its function and one row of its family: all that the program says and does with it comes from there."""

from typing import Annotated

import numpy as np
import pytest

from core.derive.derive import derive
from core.method.document import Document, document_of, load, settings_text
from core.method.document_text import document_from, toml_text
from core.method.errors import MethodError
from core.method.forms import ABOVE_0
from core.method.matrix import Matrix
from core.method.normalisations import NORMALISATIONS, Normalisation
from core.method.run import Scored
from core.method.setting import Setting
from core.method.settings import choice_help, idle_reason
from core.method.step_edits import adjust_setting
from core.method.way import STRETCHED
from core.workbook.entries import Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from tui.grid.wording import Wording
from tui.method.step_descriptions import step_lines
from tui.method.step_sheet import step_sheet

DECIMAL_SCALING: Normalisation = "decimal_scaling"


def decimal_scaling(
    values: Matrix,
    direction: int = 1,
    base: Annotated[float, Setting("the number whose power divides", ABOVE_0), STRETCHED] = 10,
) -> Matrix:
    """Y = x / b^j with the least whole j that brings all within 1."""
    most = np.nanmax(np.abs(values), axis=-1, keepdims=True)
    return np.asarray(values * direction / base ** np.ceil(np.log(most) / np.log(base)))


def workbook() -> Workbook:
    """Two units with one indicator, and a method that normalises it by the new choice."""
    found = Workbook.of(
        [Figure("x", "a", "2020", value=50.0), Figure("y", "a", "2020", value=8.0)],
        [Unit("x", "X"), Unit("y", "Y"), Indicator("a", "A")],
    )
    placed = (TreeNode("m", "top"), TreeNode("m", "a", "top"))
    steps = (
        Step("m", 1, "normalise", DECIMAL_SCALING, settings_text({})),
        Step("m", 2, "aggregate", "arithmetic", settings_text({})),
    )
    return load(Document(Method("m", "M"), placed, steps), found).apply(found)


@pytest.fixture(autouse=True)
def _with_the_new_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NORMALISATIONS, DECIMAL_SCALING, decimal_scaling)


def scores(found: Workbook) -> list[float]:
    """The scores of the two units."""
    result = derive(found).methods["m"]
    assert isinstance(result, Scored)
    return result.frame["a"].to_list()


def test_a_new_normalisation_runs_is_typed_checked_and_kept_in_documents() -> None:
    """Its setting has a default, is read from a text, is held to its form, and comes back from a document."""
    found = workbook()
    assert scores(found) == [0.5, 0.08]
    step = found.steps("m")[0]
    changed = adjust_setting(found, step, "base", "100").apply(found)
    assert scores(changed) == [0.5, 0.08]
    changed = adjust_setting(found, step, "base", "8").apply(found)
    assert scores(changed) == pytest.approx([50 / 64, 8 / 64])
    with pytest.raises(MethodError, match="base must be a number above 0, not -1"):
        adjust_setting(found, step, "base", "-1")
    assert document_from(toml_text(document_of(changed, "m"))) == document_of(changed, "m")


def test_a_new_normalisation_is_described_and_says_where_its_setting_is_idle() -> None:
    """The menu has its row, the strip its help, and beside a range the setting that stretches is refused."""
    found = workbook()
    assert choice_help("normalise", DECIMAL_SCALING).startswith("Y = x / b^j")
    assert "so empty the range first" in idle_reason("normalise", DECIMAL_SCALING, {"to": [0, 1], "base": 2.0}, "base")
    made, result = document_of(found, "m"), derive(found).methods["m"]
    rows = [str(row) for row in step_sheet(made, result, Workbook(), Wording(), (1, "")).rows]
    assert any("● decimal scaling" in row for row in rows)
    assert "the number whose power divides" in " ".join(step_lines(made, result, ("step", "1", "base"), 100))
