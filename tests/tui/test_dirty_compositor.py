"""What is rendered when little has changed, and when it is painted."""

import pytest
from textual.events import Key
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


@pytest.mark.parametrize(("before", "key"), [(("9", "9"), "enter"), ((), "down")])
async def test_a_key_is_painted_in_its_own_turn(
    app: Jingdex, monkeypatch: pytest.MonkeyPatch, before: tuple[str, ...], key: str
) -> None:
    """Before any message that it sends is looked at; and what these lead to changes nothing on the screen."""
    wire = Wire(monkeypatch, *SIZE)
    async with app.run_test(size=SIZE) as pilot:
        await wire.press(pilot, *before)
        with app._context():
            await app.on_event(Key(key, None))
        assert wire.sent()
        painted = wire.terminal.looks()
        await pilot.pause()
        wire.sent()
        assert wire.terminal.looks() == painted == wire.repainted(app).looks()
