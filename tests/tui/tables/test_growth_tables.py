"""Growth and breaks of series, total factor productivity and niche suitability as tables."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.workbook.edit import filled
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from tui.command_line import main

HOSTILE = "[red]North\x1b[31m"
Shown = Callable[..., Any]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook: Y grows by 5 %, K by 6 %, L by 1 % a year; S jumps in 2016."""
    years = range(2010, 2021)
    growths = {"y": 1.05, "k": 1.06, "l": 1.01}
    figures = [
        Figure("n", code, str(year), value=100 * g ** (year - 2010)) for code, g in growths.items() for year in years
    ]
    figures += [Figure("n", "s", str(year), value=1.0 + 9 * (year > 2015) + year % 2 / 10) for year in years]
    figures += [Figure("n", "few", str(year), value=1.0) for year in (2010, 2011)]
    entries = [Unit("n", HOSTILE), *(Indicator(code, code) for code in (*growths, "s", "few"))]
    made = tmp_path_factory.mktemp("growth") / "growth.jingdex"
    WorkbookFile.create(made, filled(Workbook.of(figures, entries), "made"), "Ada").close()
    return made


@pytest.fixture
def shown(path: Path, capsys: pytest.CaptureFixture[str]) -> Shown:
    """The rows that `jingdex show` prints of a table, or what it prints."""

    def rows(*argv: str, table: bool = False) -> Any:  # noqa: ANN401 - rows, or what is printed
        assert main(["show", str(path), *argv, *(() if table else ("--format", "json"))]) == 0
        if table:
            return capsys.readouterr().out
        found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
        return found

    return rows


def test_a_series_that_grows_steadily_has_that_growth_by_ends_and_by_all_points(shown: Shown) -> None:
    """5 % a year both ways, r² of a line below 1; two points are no series."""
    rows = {row["indicator"]: row for row in shown("series")}
    assert rows["y"]["cagr"] == pytest.approx(5)
    assert rows["y"]["log_linear_growth"] == pytest.approx(5)
    assert rows["y"]["moving_mean"] == pytest.approx(100 * (1.05**8 + 1.05**9 + 1.05**10) / 3)
    assert "few" not in rows


def test_a_jump_is_found_where_it_is(shown: Shown) -> None:
    """After 2015, and hardly by chance: K = 30 of 11 points, p = 2 exp(-6 · 900 / 1452)."""
    row = next(row for row in shown("series", "--indicator", "s"))
    assert row["break_after"] == "2015"
    assert row["break_p"] == pytest.approx(0.0485, abs=1e-3)


def test_what_capital_and_labour_do_not_explain_is_productivity(shown: Shown) -> None:
    """5 - 0.4 · 6 - 0.6 · 1 = 2 points, two fifths of the growth. (Solow 1957)"""
    rows = shown("productivity", "--output", "y", "--capital", "k", "--labour", "l", "--capital-share", "0.4")
    assert len(rows) == 10
    assert rows[-1]["productivity"] == pytest.approx(2)
    assert rows[-1]["contribution"] == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("--output", "y"), "give --output, --capital, --labour"),
        (("--output", "y", "--capital", "k", "--labour", "l", "--capital-share", "2"), "between 0 and 1, not 2"),
        (("--output", "y", "--capital", "k", "--labour", "nosuch"), "There is no indicator “nosuch”"),
    ],
)
def test_productivity_says_what_it_needs(
    path: Path, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], words: str
) -> None:
    """Three indicators of the workbook, and a share between 0 and 1: exit code 2 and one sentence."""
    assert main(["show", str(path), "productivity", *argv]) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert words in captured.err


@pytest.mark.parametrize("argv", [("series",), ("productivity", "--output", "y", "--capital", "k", "--labour", "l")])
def test_a_hostile_name_is_plain_text(shown: Shown, argv: tuple[str, ...]) -> None:
    """Markup stays as it is, and nothing that a terminal obeys is printed."""
    out = str(shown(*argv, table=True))
    assert "[red]North" in out
    assert "\x1b" not in out
