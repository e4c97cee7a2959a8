"""What is changed is taken back in sight: the key line has undo after an edit, and the way back from the past."""

from pathlib import Path

from looking import screen_text

from data.session import Session
from tui.app import Jingdex


async def test_the_key_line_has_undo_after_an_edit_and_the_way_back_from_the_past(own_beijing: Path) -> None:
    """At 80 by 24; in the past no key that would change something, and one that is pressed says how to come back."""
    with Session.open(own_beijing) as session:
        app = Jingdex(session)
        async with app.run_test(size=(80, 24)) as pilot:
            assert "u Undo" not in screen_text(app).splitlines()[-1]
            await pilot.press("j", "j", "9")
            app.live.prompt.value = "9800亿"
            await pilot.pause()
            assert "9,761亿 → 9,800亿E (A if no estimate)" in " ".join(screen_text(app).split())
            app.live.prompt.value = "9800亿 A"
            await pilot.pause()
            assert "A if" not in screen_text(app)
            await pilot.press("enter", "j")
            assert screen_text(app).splitlines()[-1].startswith(" Enter Edit  u Undo  H Why  a Add period")
            await pilot.press("D")
            app.live.prompt.value = "@2024-12"
            await pilot.press("enter", "k")
            keys = screen_text(app).splitlines()[-1]
            assert keys.startswith(" D Back to now  i Series")
            assert not [key for key in ("Enter Edit", "u Undo", "a Add") if key in keys]
            await pilot.press("a")
            assert "The past is read-only: D comes back to now" in screen_text(app)
            await pilot.press("D", "j")
            assert screen_text(app).splitlines()[-1].startswith(" Enter Edit  a Add period")
