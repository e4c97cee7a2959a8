"""Writes the README's table of keys from the one table of commands."""

import sys
from pathlib import Path

from tui.commands import COMMANDS

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- keys -->\n", "<!-- end of keys -->"


def table() -> str:
    """The table of keys in Markdown."""
    rows = [f"| `{c.shown}` | {c.title} | {c.help} |" for c in COMMANDS]
    return "\n".join(["| key | command | what it does |", "|---|---|---|", *rows, ""])


def renewed(text: str) -> str:
    """A README with the table of now."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + table() + END + rest.partition(END)[2]


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
