"""Records the main job as an asciicast: a figure is corrected, what it moves is seen and explained, and taken back."""

import json
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.programs import environment, jingdex  # noqa: E402 - found once the root is on the path
from benchmarks.terminal import Terminal  # noqa: E402 - as above

COLUMNS, LINES = 120, 34
LONGEST = 1.2
"""Seconds of stillness that are kept between two pictures."""
KEYS = (
    *("/", *"health", "\r", "\x1b"),  # find a figure
    *("\x1b1", "j", "j", *"1.05万亿", "\r"),  # correct it, and see what it moves
    *("H", "H", "\x1b", "c", "\x1b"),  # why its share changed, since a year and by the edit; which claims fail
    *("\x1b4", "\t", "j", "\x1b6"),  # the method, and how sure its scores are
    *("\x1b1", "u", "q"),  # take it back
)


def main() -> int:
    """Write `jingdex.cast` beside this script; `asciinema play docs/jingdex.cast` shows it."""
    with tempfile.TemporaryDirectory() as folder:
        program = jingdex(Path(folder))
        surroundings = {**environment(Path(folder)), "JINGDEX_AUTHOR": "li"}
        with Terminal(program.command, COLUMNS, LINES, surroundings) as terminal:
            terminal.wait_for(program.ready)
            terminal.settle(1.0)
            for key in KEYS:
                terminal.press(key, 0.3)
            chunks = list(terminal.chunks)
    now, before, lines = 0.0, chunks[0][0], [json.dumps({"version": 2, "width": COLUMNS, "height": LINES})]
    for moment, chunk in chunks:
        now += min(moment - before, LONGEST)
        before = moment
        lines.append(json.dumps([round(now, 3), "o", chunk.decode("utf-8", "replace")], ensure_ascii=False))
    (HERE / "jingdex.cast").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
