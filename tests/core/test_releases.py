"""The workbook as of a release, and what a revision moved: known answers."""

import pytest

from core.derive.derive import derive
from core.derive.ratio import mixed_releases, ratio_of
from core.errors import BadFigure
from core.releases.releases import released_by, vintages, without_release
from core.releases.score_changes import effects
from core.workbook.entries import Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.figure_store import Figures
from core.workbook.workbook import Workbook

FIGURES = [
    Figure("n", "gdp", "2023", "2024-03-21", 40.0, decimals=2, source="s"),
    Figure("n", "gdp", "2023", "2025-03", 50.0, decimals=2, source="s"),
    Figure("n", "rd", "2023", "2024-09", 2.0, decimals=2, source="s"),
    Figure("n", "intensity", "2023", "2024-09", 5.0, decimals=2, source="s"),
    Figure("s", "gdp", "2023", "2024-03-21", 20.0, source="s"),
    Figure("s", "rd", "2023", "", 2.0, decimals=2, source="s"),
    Figure("s", "rd", "2024", "", 3.0, source="s"),
]
ENTRIES = [
    Unit("n", "North"), Unit("s", "South"), Indicator("gdp", "GDP"), Indicator("rd", "R&D"),
    Indicator("intensity", "Intensity", measure="PERCENT", kind="ratio", numerator="rd", denominator="gdp"),
    Method("m", "Sum"), TreeNode("m", "top"), TreeNode("m", "gdp", "top"), TreeNode("m", "rd", "top"),
    Step("m", 1, "aggregate", "arithmetic"),
]  # fmt: skip
WORKBOOK = Workbook.of(FIGURES, ENTRIES)


@pytest.fixture(params=["few", "stored"])
def workbook(request: pytest.FixtureRequest) -> Workbook:
    """The same workbook in memory and over a frame."""
    return WORKBOOK if request.param == "few" else Workbook(Figures(WORKBOOK.figures.whole()), WORKBOOK.tables)


def test_a_workbook_as_of_a_release_has_nothing_that_came_later(workbook: Workbook) -> None:
    """In June 2024 GDP was 40 and R&D of the North unknown; an undated figure counts once its period has begun."""
    then = released_by(workbook, "2024-06")
    found = {(f.unit, f.indicator, f.period): f.value for series in then.figures.values() for f in series}
    assert found == {
        ("n", "gdp", "2023"): 40.0, ("s", "gdp", "2023"): 20.0, ("s", "rd", "2023"): 2.0, ("s", "rd", "2024"): 3.0
    }  # fmt: skip
    assert not released_by(workbook, "2022").figures
    assert [f.vintage for f in released_by(workbook, "2025-03").series("n", "gdp")] == ["2024-03-21", "2025-03"]


def test_without_a_release_the_one_before_counts(workbook: Workbook) -> None:
    """The census of 2025 taken away leaves the first GDP; all dates are listed."""
    assert vintages(workbook) == ["2024-03-21", "2024-09", "2025-03"]
    newest = without_release(workbook, "2025-03").series("n", "gdp").at("2023")
    assert newest is not None
    assert newest.value == 40.0


def test_a_release_with_a_name_counts_from_its_period_on(workbook: Workbook) -> None:
    """What is no date, such as “final”, is no moment to go back to, and keeps nobody from going back to one."""
    named = workbook.with_figure(("n", "gdp", "2023", "final"), Figure("n", "gdp", "2023", "final", 60.0, source="s"))
    assert vintages(named) == vintages(workbook)
    then = released_by(named, "2024-06").series("n", "gdp")
    assert {figure.vintage: figure.value for figure in then} == {"2024-03-21": 40.0, "final": 60.0}


def test_what_is_no_date_is_refused(workbook: Workbook) -> None:
    """One sentence, as for any period."""
    with pytest.raises(BadFigure, match="not a period"):
        released_by(workbook, "soon")


def test_a_revision_moves_the_score_by_its_weight(workbook: Workbook) -> None:
    """GDP from 40 to 50 counts half: the score of the North goes from 21 to 26; the South stays 11, and second."""
    (effect,) = effects(workbook, derive(workbook), "n", "gdp")
    assert effect.revision.change == pytest.approx(25.0)
    (moved,) = effect.moved
    assert (moved.unit, moved.period, moved.before, moved.after) == ("n", "2023", 21.0, 26.0)
    assert (moved.rank_before, moved.rank_after) == (1, 1)


def test_a_ratio_whose_parts_are_of_different_releases_is_known(workbook: Workbook) -> None:
    """5 per cent of 40 was published, 2 of 50 is 4; R&D of September 2024 and GDP of March 2025 are mixed."""
    published = workbook.series("n", "intensity").figures[0]
    check = ratio_of(workbook, published)
    assert check is not None
    assert (check.agrees, check.newest, check.first) == (False, 4.0, 5.0)
    parts = [figure for code in ("rd", "gdp") if (figure := workbook.series("n", code).at("2023"))]
    assert mixed_releases(parts, workbook) == ("2024-09", "2025-03")
    assert mixed_releases(parts[:1], workbook) == ()
    south = [figure for code in ("rd", "gdp") if (figure := workbook.series("s", code).at("2023"))]
    assert mixed_releases(south, workbook) == ()
