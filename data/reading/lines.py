"""How many rows a text file has at least, counted in its bytes before anything is made of them."""

from pathlib import Path

import numpy as np

from data.reading.limits import Limits

PIECE = 1 << 24
AROUND = 200
"""So many lines may be titles, headers and notes."""
QUOTE, LINE_END = ord('"'), ord("\n")


def check_lines(path: Path, limits: Limits) -> None:
    """Raise FileError where a file has more rows than the limit: line ends within quotes end none.

    A file whose bytes are not single characters is left to its reader.
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
