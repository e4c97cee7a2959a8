"""Makes the pictures of the README: the Beijing set while a figure is typed, the provinces by rank, and their audit."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from textual.pilot import Pilot

from data.places import own_copy
from data.session import Session
from tui.app import Jingdex

SIZE = (120, 40)
PICTURES: dict[str, tuple[str, Sequence[str]]] = {
    "jingdex.svg": ("beijing", ("j", "j", *"1.05万亿 E")),
    "results.svg": ("provinces", ("alt+4",)),
    "audit.svg": ("provinces", ("alt+4", "A", "enter")),
}
"""Each picture by its name: the set, and the keys."""


async def picture(session: Session, keys: Sequence[str]) -> str:
    """The screen after the keys, once all work is done, as SVG."""
    app = Jingdex(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys)
        session.saved = "2026-07-29T21:04:11.000Z"
        await rested(app, pilot)
        app.live.draw_bars()
        await pilot.pause()
        return spaced(app.export_screenshot(title="jingdex"))


async def rested(app: Jingdex, pilot: Pilot[int]) -> None:
    """Wait until no work goes on."""
    await pilot.pause()
    while app.live.jobs.is_going_on():
        await pilot.pause(0.1)
    await pilot.pause()


def spaced(svg: str) -> str:
    """The picture with texts that keep the spaces they begin with in every viewer."""
    return svg.replace("<text ", '<text xml:space="preserve" ')


def main() -> int:
    """Write the pictures beside this script."""
    os.environ |= {"LANG": "C.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor", "JINGDEX_AUTHOR": "li"}
    for name, (set_name, keys) in PICTURES.items():
        with tempfile.TemporaryDirectory() as folder:
            os.environ["JINGDEX_HOME"] = folder
            with Session.open(own_copy(set_name)) as session:
                Path(__file__).with_name(name).write_text(asyncio.run(picture(session, keys)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
