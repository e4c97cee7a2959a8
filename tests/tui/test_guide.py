"""The tasks of the guide, key by key as they stand there."""

from pathlib import Path

from looking import rested, screen_text
from textual.pilot import Pilot

from tui.app import Jingdex

CITIES = """unit,indicator,period,value
Beijing,rd,2023,6.73
Beijing,patents,2023,262
Shanghai,rd,2023,4.34
Shanghai,patents,2023,50.2
Shenzhen,rd,2023,6.46
Shenzhen,patents,2023,155
"""


def write(name: str, text: str) -> None:
    """A file in the folder of the test."""
    Path(name).write_text(text, encoding="utf-8")


def read(name: str) -> str:
    """What a file holds."""
    return Path(name).read_text("utf-8")


async def pressed(pilot: Pilot[int], app: Jingdex, *keys: str) -> str:
    """What the screen shows after these keys, once nothing is computed any more."""
    await pilot.press(*keys)
    await rested(pilot)
    return screen_text(app)


async def test_a_figure_is_found_and_corrected_a_release_is_added_and_all_is_undone(bench: Jingdex) -> None:
    """`/`, a name, Enter, the number, Enter; `a`, a release, Enter, its number, Enter; `i`, `V`, `H`, `c`, `t`, `u`."""
    async with bench.run_test(size=(120, 40)) as pilot:
        found = await pressed(pilot, bench, "slash", *"overall scale", "enter")
        assert "Healthcare · Overall scale" in found
        await pressed(pilot, bench, "j")
        assert "→" in await pressed(pilot, bench, *"1.05万亿")
        assert "1.05万亿E" in await pressed(pilot, bench, "enter")
        await pressed(pilot, bench, "a", *"2023@2025-03", "enter")
        shown = await pressed(pilot, bench, *"9800亿", "enter")
        assert "2025-03" in shown
        assert "9,800亿" in shown
        assert "2025-03" in await pressed(pilot, bench, "V")
        assert "fails" in await pressed(pilot, bench, "escape", "alt+1", "c")
        assert "new: 9,800亿E" in await pressed(pilot, bench, "t")
        assert "9,800亿" not in await pressed(pilot, bench, "escape", "alt+1", "u", "u", "i")


async def test_an_index_is_built_of_a_file_a_weight_changed_and_its_ranks_tried(app: Jingdex) -> None:
    """`I`, the file, Enter; `M`, `a`, a name, indicators; Tab, a weight; `Alt+6`, `R`; `E` writes the table."""
    write("cities.csv", CITIES)
    async with app.run_test(size=(120, 40)) as pilot:
        assert "6 new, 0 changed" in await pressed(pilot, app, "I", *"cities.csv", "enter")
        await pressed(pilot, app, "enter")
        await pressed(pilot, app, "M", "a", *"mine", "enter", "j", "space", "k", "enter")
        ranks = await pressed(pilot, app, "alt+4")
        assert ranks.index("Beijing") < ranks.index("Shenzhen") < ranks.index("Shanghai")
        typed = await pressed(pilot, app, "tab", "j", "3")
        assert "75.00%" in typed
        assert "75.00%" in await pressed(pilot, app, "enter")
        assert "median" in await pressed(pilot, app, "alt+6", "R")
        await pressed(pilot, app, "alt+4", "E")
        app.live.prompt.value = "ranks.csv"
        await pressed(pilot, app, "enter")
        assert "Shenzhen" in read("ranks.csv")


async def test_figures_are_filtered_and_a_block_is_filled(bench: Jingdex) -> None:
    """`Alt+5`, `/`, a condition, Enter; Shift with arrows, `^d`; `P` turns the table, `D` shows it as of a date."""
    async with bench.run_test(size=(120, 40)) as pilot:
        assert "1996" in await pressed(
            pilot, bench, "alt+5", "slash", *"unit=beijing indicator=rd_expenditure", "enter"
        )
        await pressed(pilot, bench, *"llll", "shift+down", "ctrl+d")
        assert bench.live.message == "filled down: 1 figure."
        assert "units × periods" in await pressed(pilot, bench, "P")
        assert "as of @2024-03" in await pressed(pilot, bench, "alt+1", "D", *"@2024-03", "enter")
        assert "D Back to now" in screen_text(bench)
