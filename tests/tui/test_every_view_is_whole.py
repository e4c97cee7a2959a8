"""In every view and on the main pages, at three sizes, no number is cut, and what matters most is in view."""

import re
from collections.abc import Iterator

import pytest
from looking import rested
from rich.cells import cell_len

from data.session import Session
from tui.app import Jingdex
from tui.frame.pane import Pane
from tui.grid.layout import parts_of_number

VIEWS: tuple[tuple[str, ...], ...] = (
    *((f"alt+{number}",) for number in range(1, 7)),
    ("alt+4", "tab"),
    ("alt+4", "tab", "tab"),
    ("alt+5", "P"),
    ("alt+5", "P", "P"),
)
PAGES: tuple[tuple[str, ...], ...] = (
    ("c",),
    ("K",),
    ("t",),
    ("B",),
    ("N",),
    ("N", "j", "enter"),
    ("alt+3", "j", "i"),
    ("alt+3", "j", "V"),
    ("alt+3", "j", "F"),
    ("alt+4", "enter"),
    ("alt+4", "H"),
    ("alt+4", "M"),
    ("alt+4", "A"),
    ("C",),
)
MAIN = {
    "Clusters": "size",
    "Index": "value",
    "Trends": "newest",
    "Results": "score",
    "Tree": "share of index",
    "Steps": "choice",
    "Figures": "value",
    "Trust": "band",
    "Claims": "actual",
    "Rules": "verdict",
    "Trail": "edit",
    "Scenarios": "claims hold",
    "Definitions": "what they are",
    "Methods": "periods",
}
"""The column without which a pane or page says nothing."""


def cut_numbers(pane: Pane) -> Iterator[str]:
    """The numbers in view of which a cell holds only a part."""
    view = pane.grid.view
    for _, line in view.lines(range(1, view.height)):
        for fragment in line:
            inner = fragment.text[1:].strip()
            if inner.endswith("…") and re.fullmatch(r"[^\w\s]?[+-]?\d[\d.,]*[^\w\s]*…", inner):
                yield inner


def ragged(pane: Pane) -> Iterator[str]:
    """The columns in view, all of numbers of one unit, of which the points stand in several cells."""
    view = pane.grid.view
    lines = [line for _, line in view.lines(range(1, view.height))]
    for place in view.places.shown:
        pieces = [one.text for line in lines for one in line if one.x == place.x]
        cells = [text for text in pieces if cell_len(text) == place.width + 1]
        numbers = [(text, parts) for text in cells if (parts := parts_of_number(text))]
        points = {text.index(".") for text, _ in numbers if "." in text}
        if view.columns[place.column].justify == "right" and len({one.unit for _, one in numbers}) == 1:
            yield from [view.columns[place.column].title] * (len(points) > 1)


@pytest.mark.usefixtures("capable")
@pytest.mark.parametrize(
    ("set_name", "size"), [("beijing", (80, 24)), ("provinces", (120, 40)), ("beijing", (200, 60))], ids=str
)
async def test_no_number_is_cut_decimals_are_aligned_and_the_main_column_is_in_view(
    request: pytest.FixtureRequest, set_name: str, size: tuple[int, int]
) -> None:
    """One start for all views and pages of a set at one size."""
    path = request.getfixturevalue(set_name)
    with Session.open(path, read_only=True) as session:
        app = Jingdex(session, read_only=True)
        async with app.run_test(size=size) as pilot:
            faults = []
            for keys in (*VIEWS, *PAGES):
                app.live.body.close()
                app.live.body.go_to_pane(1)
                await pilot.press(*keys)
                await rested(pilot)
                pane = app.live.body.pane
                columns = pane.grid.view.columns
                titles = {columns[place.column].title for place in pane.grid.view.places.shown}
                name = pane.title if pane is app.live.body.page else pane.word
                wanted = MAIN.get(name, "") if "P" not in keys else ""
                faults += [(keys, "cut", one) for one in cut_numbers(pane)]
                faults += [(keys, "ragged", one) for one in ragged(pane)]
                faults += [(keys, "hidden", wanted)] if wanted and wanted not in titles else []
            assert faults == []
