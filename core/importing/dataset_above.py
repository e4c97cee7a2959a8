"""The dataset that lines above a table of Eurostat name, with the category of each dimension that a sheet is of."""

import re
from collections.abc import Iterable, Iterator, Sequence

LABEL = "dataset"
CODE = re.compile(r"(?P<title>.*?)\s*\[(?P<code>[\w@.]+)\]\s*")
APART = re.compile(r"time frequency|unit of measure|last updated|source of data|data extracted.*", re.IGNORECASE)
"""Lines that say nothing of what is measured."""


def dataset_above(rows: Iterable[Sequence[str]]) -> tuple[str, str]:
    """The code and the name of what is measured: of Dataset: Unemployment [une_rt_a] and Sex Males une_rt_a.Males.

    Nothing where no line names a dataset with its code.
    """
    said = dict(_pairs(rows))
    found = CODE.fullmatch(said.pop(LABEL, ""))
    if found is None:
        return "", ""
    categories = [text for label, text in said.items() if not APART.fullmatch(label)]
    return ".".join([found["code"], *categories]), " · ".join([found["title"], *categories])


def _pairs(rows: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """What lines of two filled cells say: the first of them is a label, in small letters and without a colon."""
    for cells in rows:
        filled = [cell.strip() for cell in cells if cell.strip()]
        if len(filled) == 2 and cells[0].strip():  # noqa: PLR2004 - a label and what it says
            yield filled[0].rstrip(": ").casefold(), filled[1]
