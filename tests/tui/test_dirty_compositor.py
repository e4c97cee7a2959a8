"""What is rendered when little has changed, and when it is painted."""

import pytest
from looking import screen_text
from rich.segment import Segment
from textual.events import Key
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from wire import Wire

from tui.app import Jingdex
from tui.frame.choices import Choices, Option
from tui.frame.dirty_compositor import lay_under

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


def test_a_wide_sign_on_top_is_whole_wherever_what_it_covers_begins() -> None:
    """Of what lies below only what is in sight is added; a sign of it that is half covered becomes a blank."""
    parts: dict[int, Strip] = {}
    lay_under(parts, 4, Strip([Segment("9,861亿E")]))
    lay_under(parts, 0, Strip([Segment("─" * 10)]))
    lay_under(parts, 11, Strip([Segment("万亿万亿")]))
    lay_under(parts, 0, Strip([Segment("." * 24)]))
    assert "".join(part.text for _, part in sorted(parts.items())) == "────9,861亿E 亿万亿....."
    assert sum(part.cell_length for part in parts.values()) == 24


async def test_a_list_over_panes_shows_wide_signs_whole(app: Jingdex) -> None:
    """A pane that begins below the second cell of such a sign cut it to two blanks."""
    async with app.run_test(size=(200, 60)) as pilot:
        app.live.ask("", "", choices=Choices("word", lambda _: (0, [Option("x" * at + "亿" * 90) for at in (0, 1)])))
        await pilot.pause()
        lines = [line for line in screen_text(app).splitlines() if "亿亿亿" in line]
        assert len(lines) == 2
        assert all("亿" * 90 in line for line in lines)
