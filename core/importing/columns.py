"""The use of each column of a foreign table, also of those that are left out."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from core.frozen import frozen
from core.importing.label_columns import label_uses
from core.importing.layout import Layout
from core.words import in_words

LEFT_OUT, GROUP, NOTE, PILLAR = "not read", "group", "note", "pillar"
ROWS, SHOWN, LONGEST = 1000, 3, 20


@frozen
class ColumnUse:
    """One column: its use, and a few of its different texts."""

    name: str
    use: str
    sample: str = ""

    @property
    def is_free(self) -> bool:
        """Whether it has no role among figures, so that it can be a pillar, a group, a note or nothing."""
        return self.use in {LEFT_OUT, GROUP, NOTE, PILLAR}


def column_uses(names: Sequence[str], layout: Layout, frame: pl.DataFrame | None = None) -> tuple[ColumnUse, ...]:
    """All columns in their order; samples only of those that have no role, where there is a frame."""
    uses = dict.fromkeys(names, LEFT_OUT) | label_uses(names, layout)
    uses |= dict.fromkeys(layout.groups, GROUP) | {column: role for role, column in layout.roles}
    uses |= dict.fromkeys(layout.indicator, "indicator") | dict.fromkeys(layout.values, "figures")
    all_uses = (ColumnUse(name, uses[name]) for name in names)
    return tuple(
        use if frame is None or not use.is_free else replace(use, sample=_sample(frame[use.name])) for use in all_uses
    )


def _sample(texts: pl.Series) -> str:
    different = texts.drop_nulls().head(ROWS).unique(maintain_order=True)
    shown = in_words(
        text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…" for text in different.head(SHOWN).to_list()
    )
    return f"{shown} …" if different.len() > SHOWN else shown or "empty"
