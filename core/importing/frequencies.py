"""Periods of several lengths in one indicator: years and quarters stay apart, and a finding says so."""

from collections.abc import Iterator

import polars as pl

from core.importing.finding import Finding, few
from core.words import gettext
from core.workbook.period import LENGTHS, length_of


def frequencies(figures: pl.DataFrame, known: pl.DataFrame) -> Iterator[Finding]:
    """The indicators with periods of several lengths, among their figures or with those of the workbook.

    Both frames have `indicator` and `period`.
    """
    columns = ("indicator", "period")
    all_periods = pl.concat([figures.select(columns), known.select(columns)]).unique(maintain_order=True)
    lengths = {text: length_of(text) for text in all_periods["period"].unique().to_list()}
    with_lengths = all_periods.with_columns(length=pl.col("period").replace_strict(lengths, return_dtype=pl.String))
    several = with_lengths.group_by("indicator", maintain_order=True).agg(pl.col("length").unique())
    here = set(figures["indicator"].unique().to_list())
    mixed: dict[str, list[str]] = {}
    for indicator, lengths_of in several.iter_rows():
        if len(lengths_of) > 1 and indicator in here:
            spoken = gettext(" and ").join(map(gettext, sorted(lengths_of, key=LENGTHS.index)))
            mixed.setdefault(spoken, []).append(indicator)
    for spoken, names in mixed.items():
        text = gettext(
            "{names}: {lengths} stand side by side, and are not one series", names=few(names), lengths=spoken
        )
        yield Finding("periods", text, len(names))
