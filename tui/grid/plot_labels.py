"""Labels for plotext, which counts characters where a terminal counts cells: wide ones get a filler."""

from rich.cells import cell_len

FILLER = "\u2060"
"""A character of no width (word joiner), which stands in the plot only while it is laid out."""


def filled_out(text: str) -> str:
    """The label with as many characters as it takes cells."""
    return "".join(letter + FILLER * (cell_len(letter) - 1) for letter in text)


def drawn_lines(built: str) -> list[str]:
    """The lines of a plot as they go to the terminal, without fillers and without blanks at the end."""
    return [line.replace(FILLER, "").rstrip() for line in built.splitlines()]
