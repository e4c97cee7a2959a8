"""A sentence that the bottom line does not hold is read in the strip above it, until the next key."""

from looking import screen_text

from tui.app import Jingdex

LONG = (
    "undone: R&D expenditure per person of the ten pillars, 2023 (beside release 2024): 9,800亿E → 9,761亿 is the end"
)


async def test_a_long_message_is_read_whole(bench: Jingdex) -> None:
    """It was cut at 80 columns, behind the arrow."""
    async with bench.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        bench.live.notify(LONG)
        await pilot.pause()
        assert LONG in " ".join(screen_text(bench).split())
        await pilot.press("j")
        assert "undone" not in screen_text(bench)
        bench.live.notify("short")
        await pilot.pause()
        assert "short" in screen_text(bench).splitlines()[-1]
