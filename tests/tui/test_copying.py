import re

import pytest
from textual.pilot import Pilot

from tui.app import Jingdex
from tui.terminal.means import USUAL_BYTES, Clipboard, clipboard_of


async def copied(app: Jingdex, pilot: Pilot[int], *keys: str) -> str:
    """What the keys send; nothing where they send nothing."""
    app._clipboard = ""
    await pilot.press(*keys)
    return app.clipboard


async def test_a_copied_cell_holds_all_digits_of_what_it_shows(bench: Jingdex) -> None:
    """A figure with its scale as a power of ten, a computed number unrounded, a text as it is."""
    async with bench.run_test(size=(120, 40)) as pilot:
        row = bench.live.body.pane.sheet.by_key["cluster/c2023/healthcare"]
        assert await copied(bench, pilot, "j", "j", "y") == "9761e8"
        assert bench.live.message == "Sent to the terminal's clipboard: 9761e8"
        growth = await copied(bench, pilot, "l", "l", "y")
        assert float(growth) == row.sort_by[3] != float(row.cells[3].text)
        assert await copied(bench, pilot, "home", "y") == "Healthcare"
        assert await copied(bench, pilot, "G", "end", "home", "right", "y") == "1000e8"
        weight = await copied(bench, pilot, "alt+4", "tab", "j", "j", "y")
        shown = bench.live.body.pane.row
        assert shown
        assert float(weight) == shown.sort_by[1] == pytest.approx(0.1973, abs=1e-4)
        assert await copied(bench, pilot, "k", "k", "l", "y") == "1"
        assert await copied(bench, pilot, "j", "j", "j", "home", "y") == "Nutrients"
        assert await copied(bench, pilot, "alt+3", "home", *"lllll", "y") == ""
        assert bench.live.message == "There is nothing to copy: the cell is empty, or a drawing."


async def test_a_copied_table_has_raw_numbers_and_letters_in_columns_of_their_own(bench: Jingdex) -> None:
    """As the data files have them: 976100000000, not 9,761亿; the message says how much was sent."""
    async with bench.run_test(size=(120, 40)) as pilot:
        lines = [line.split("\t") for line in (await copied(bench, pilot, "Y")).splitlines()]
        healthcare = dict(zip(lines[0], next(line for line in lines if "Healthcare" in line), strict=True))
        assert float(healthcare["size"]) == 976_100_000_000
        assert healthcare["measured as"]
        assert "\n↑" not in await copied(bench, pilot, "alt+3", "Y")
        assert "R&D intensity was 6.73 per cent in 2023\tfails\t" in await copied(bench, pilot, "c", "Y")
        await copied(bench, pilot, "alt+1", "Y")
        assert bench.live.message == (
            f"Sent to the terminal's clipboard: {len(lines) - 1} rows, {len(bench.clipboard.encode()):,} bytes"
        )


async def test_a_table_that_no_clipboard_takes_whole_is_offered_to_a_file(
    bench: Jingdex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is sent, the reason is said with the size, and the name of a file is asked for; so on a console."""
    async with bench.run_test(size=(120, 40)) as pilot:
        monkeypatch.setattr("tui.exports.copying.clipboard_of", lambda _: Clipboard(most=900))
        for keys, named in ((("alt+1", "Y"), "clusters.csv"), (("alt+5", "Y"), "figures.csv")):
            assert await copied(bench, pilot, *keys) == ""
            assert bench.live.prompt.value == named
            assert re.match(r"Not copied: \d+ rows, [\d,]+ bytes, and .* 900 bytes", bench.live.asking.refusal)
            await pilot.press("escape")
        monkeypatch.setattr("tui.exports.copying.clipboard_of", lambda _: clipboard_of({"TERM": "linux"}))
        assert await copied(bench, pilot, "alt+1", "Y") == ""
        assert bench.live.asking.refusal.startswith("Not copied: the Linux console has no clipboard.")


@pytest.mark.parametrize(
    ("environ", "most", "remark"),
    [
        ({"TERM": "xterm-256color"}, 74_994, ""),
        ({"TERM": "linux"}, 0, "console"),
        ({"TERM": "screen", "STY": "1.x"}, 0, "GNU Screen"),
        ({"TERM": "tmux-256color", "TMUX": "/run/tmux/1"}, 74_994, "set-clipboard on"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, 0, "macOS"),
    ],
)
def test_what_is_known_of_the_clipboard_is_reported(environ: dict[str, str], most: int, remark: str) -> None:
    """The most bytes that arrive, and what stands between."""
    found = clipboard_of(environ)
    assert found.most == most
    assert remark in found.remark


def test_the_longest_text_fits_into_the_sequence_that_terminals_take_whole() -> None:
    """100,000 bytes with ESC ] 52 ; c ; before and BEL behind, base64 between; three bytes more would not fit."""
    sequence = len("\x1b]52;c;") + -(-USUAL_BYTES // 3) * 4 + len("\a")
    assert 100_000 - 4 < sequence <= 100_000
