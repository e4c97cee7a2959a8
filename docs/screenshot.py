"""Makes the README's picture: a fresh copy of the Beijing set, with a figure of healthcare being typed."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from data.places import own_copy
from data.session import Session
from tui.app import Jingdex

SIZE = (120, 40)
PICTURE = Path(__file__).with_name("jingdex.svg")
KEYS = ("j", "j", *"1.05万亿 E")


async def picture(session: Session) -> str:
    """The screen while the keys are typed, as SVG."""
    app = Jingdex(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*KEYS)
        session.saved = "2026-07-29T21:04:11.000Z"
        app.draw_bars()
        await pilot.pause()
        return spaced(app.export_screenshot(title="jingdex"))


def spaced(svg: str) -> str:
    """The picture with texts that keep the spaces they begin with in every viewer."""
    return svg.replace("<text ", '<text xml:space="preserve" ')


def main() -> int:
    """Write the picture beside this script."""
    os.environ |= {"LANG": "C.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor", "JINGDEX_AUTHOR": "li"}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JINGDEX_HOME"] = folder
        with Session.open(own_copy("beijing")) as session:
            PICTURE.write_text(asyncio.run(picture(session)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
