"""The dataset that the lines above a Eurostat table name, with the category of each dimension of the sheet."""

import re
from collections.abc import Iterable, Iterator, Sequence

LABEL = "dataset"
CODE = re.compile(r"(?P<title>.*?)\s*\[(?P<code>[\w@.]+)\]\s*")
APART = re.compile(r"time frequency|unit of measure|last updated|source of data|data extracted.*", re.IGNORECASE)
"""Lines that do not name a dataset."""


def dataset_above(rows: Iterable[Sequence[str]]) -> tuple[str, str]:
    """The code and the name of the dataset: of Dataset: Unemployment [une_rt_a] and Sex Males une_rt_a.Males.

    Empty where no line names a dataset with its code.
    """
    labels = dict(_pairs(rows))
    match = CODE.fullmatch(labels.pop(LABEL, ""))
    if match is None:
        return "", ""
    categories = [text for label, text in labels.items() if not APART.fullmatch(label)]
    return ".".join([match["code"], *categories]), " · ".join([match["title"], *categories])


def _pairs(rows: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """The label and the text of each line of two cells: the label is in small letters and without a colon."""
    for cells in rows:
        filled = [cell.strip() for cell in cells if cell.strip()]
        if len(filled) == 2 and cells[0].strip():  # noqa: PLR2004 - a label and what it says
            yield filled[0].rstrip(": ").casefold(), filled[1]
