"""What is rendered when little has changed."""

import pytest
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from wire import Wire

from tui.app import Jingdex

SIZE = (120, 40)
MOST_LINES = 20


async def test_a_typed_digit_renders_no_line_that_stays(app: Jingdex, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line that is typed is at the bottom and the claims are at the top: what lies between is not rendered."""
    Wire(monkeypatch, *SIZE)
    render, lines = Widget.render_lines, list[int]()

    def counted(widget: Widget, crop: Region) -> list[Strip]:
        lines.append(crop.height)
        return render(widget, crop)

    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        monkeypatch.setattr(Widget, "render_lines", counted)
        await pilot.press("9")
        await pilot.pause()
        assert 0 < sum(lines) <= MOST_LINES
