"""The least number of rows of a text file, counted in its bytes before it is parsed."""

from pathlib import Path

import numpy as np

from data.reading.limits import Limits

PIECE = 1 << 24
AROUND = 200
"""The number of lines that may be titles, headers and notes."""
QUOTE, LINE_END = ord('"'), ord("\n")


def check_lines(path: Path, limits: Limits) -> None:
    """Raise FileError where a file has more rows than the limit; line ends within quotes do not count.

    A file of wide characters is left to its reader.
    """
    rows, within = 0, 0
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            if b"\0" in piece:
                return
            if b'"' not in piece:
                rows += 0 if within else piece.count(b"\n")
                continue
            values = np.frombuffer(piece, dtype=np.uint8)
            inside = (np.cumsum(values == QUOTE, dtype=np.uint32) + within) & 1
            rows += int(np.count_nonzero((values == LINE_END) & (inside == 0)))
            within = int(inside[-1])
    if rows > limits.rows + AROUND:
        limits.check(path.name, rows=rows - 1)
