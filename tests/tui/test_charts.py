"""One key saves the chart of any view, as SVG or PNG."""

import struct
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from looking import screen_text, worked
from textual.pilot import Pilot

from tui.app import Jingdex
from tui.cli.arguments import BadUse
from tui.exports.commands import chart_of
from tui.exports.score_chart import round_marks

PNG = b"\x89PNG\r\n\x1a\n"


def texts(svg: str) -> list[str]:
    """What is written in a picture; it must be well-formed."""
    return [one.text or "" for one in ET.fromstring(svg).iter() if one.tag.endswith("text")]  # noqa: S314 - ours


async def test_every_view_has_a_chart_with_its_name_and_unit_of_measure(bench: Jingdex) -> None:
    """Series under the cursor, the index, the scores of the method, a unit's years, a forecast."""
    async with bench.run_test(size=(120, 40)) as pilot:
        for keys, first in (
            (["alt+1", "j", "j"], "Healthcare · Overall scale (CNY)"),
            (["alt+2"], "Beijing · Innovation ecosystem index (index)"),
            (["alt+3"], "Beijing · R&D expenditure (CNY)"),
            (["F"], "Beijing · R&D expenditure (CNY)"),
            (["escape", "alt+4"], "TOPSIS with a limiting factor · Beijing"),
            (["enter"], "TOPSIS with a limiting factor · Beijing"),
            (["escape", "alt+5"], "(number)"),
            (["alt+6"], "TOPSIS with a limiting factor · Beijing"),
        ):
            await pilot.press(*keys)
            await worked(bench)
            assert first in texts(chart_of(bench.live))[0]
        assert texts(chart_of(bench.live))[1] == "scores, with the interval from 5 to 95 % of the runs"


async def test_a_page_never_saves_the_chart_of_the_index_instead_of_its_own(bench: Jingdex) -> None:
    """Series and revisions have that of their series; pages without figures are refused in one sentence."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+3", "j")
        for key in "iV":
            await pilot.press(key)
            await worked(bench)
            assert "R&D intensity" in texts(chart_of(bench.live))[0]
            await pilot.press("escape")
        for keys in (["t"], ["escape", "alt+4", "A"]):
            await pilot.press(*keys)
            await worked(bench)
            with pytest.raises(BadUse, match="This page has no chart"):
                chart_of(bench.live)
            await pilot.press("X")
            assert "This page has no chart" in screen_text(bench)
            assert not bench.live.prompt.asking


async def test_a_series_of_one_month_has_one_label_on_its_axis(bench: Jingdex) -> None:
    """Its year, which has no figure of its own, is not put beside it."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+5")
        assert texts(chart_of(bench.live)) == ["Artificial intelligence · Core firms (number)", "2022-10", "1,048"]


async def test_a_forecast_is_drawn_with_its_intervals_and_amounts_as_in_tables(bench: Jingdex) -> None:
    """Two intervals for each of three periods; the axis is labelled 2,947.1亿, not 294710000000."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+3", "F")
        svg = chart_of(bench.live)
        assert svg.count("<line") == 6
        assert "2,947.1亿" in texts(svg)
        assert "2026" in texts(svg)


async def test_a_chart_is_saved_as_png_or_it_is_said_what_to_install(
    bench: Jingdex, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The picture has 2.5 pixels for a unit of the SVG; without the package one sentence, and nothing is written."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await save(pilot, bench, tmp_path / "index.png")
        content = (tmp_path / "index.png").read_bytes()
        assert content.startswith(PNG)
        assert struct.unpack(">II", content[16:24]) == (1200, 625)
        monkeypatch.setitem(sys.modules, "resvg_py", None)
        await save(pilot, bench, tmp_path / "none.png")
        assert "pip install 'jingdex[png]'" in bench.live.asking.refusal
        assert not (tmp_path / "none.png").exists()
        await pilot.press("escape")
        await save(pilot, bench, tmp_path / "chart.csv")
        assert "end the name of the file with .svg or .png" in bench.live.asking.refusal


async def save(pilot: Pilot[int], app: Jingdex, target: Path) -> None:
    """Save the chart of the index under a name."""
    await pilot.press("alt+2", "X")
    app.live.prompt.value = str(target)
    await pilot.press("enter")


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [(8.4, 78.4, [20, 40, 60]), (-0.04, 1.04, [0, 0.2, 0.4, 0.6, 0.8, 1]), (97.0, 98.9, [97, 97.5, 98, 98.5])],
)
def test_the_axis_of_scores_has_round_numbers(low: float, high: float, marks: list[float]) -> None:
    """Three to six of them, all between the ends."""
    assert round_marks(low, high) == pytest.approx(marks)
