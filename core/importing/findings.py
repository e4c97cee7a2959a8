"""Checks of imported figures: corrected names, gaps, figures in two scales, spikes."""

import re
from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from core.importing.finding import Finding, few
from core.importing.names import Match, normal
from core.importing.scales import fractions, same_figures, two_scales
from core.importing.spikes import YEAR, spikes
from core.words import gettext, in_words

LESS = re.compile(
    r"unemploy|une_rate|lfu3rt|\bco2|emission|mortality|death|crime|poverty|pollut|waste|deficit|debt|inflation"
    r"|失业|排放|死亡|污染|能耗|贫困|负债|赤字|犯罪",
    re.IGNORECASE,
)
"""Words of indicators of which less is mostly better."""
NAMED = 3
"""The number of spellings that a finding names."""


def findings(figures: pl.DataFrame, units: Iterable[Match], indicators: Iterable[Match]) -> list[Finding]:
    """Everything odd, the kinds in a fixed order. `figures` has the columns of a figure, `measure` and `line`."""
    return [
        *_spellings("unit", units),
        *_spellings("indicator", indicators),
        *_missing_periods(figures),
        *two_scales(figures),
        *fractions(figures),
        *same_figures(figures),
        *spikes(figures),
    ]


def _spellings(part: str, matches: Iterable[Match]) -> Iterator[Finding]:
    for match in matches:
        if match.code is None:
            yield Finding(
                "name",
                gettext(
                    "{part} “{text}”: the nearest is {nearest}",
                    part=gettext(part),
                    text=match.text[:60],
                    nearest=match.nearest,
                ),
                match.rows,
            )
    same: dict[str, list[Match]] = {}
    for match in matches:
        if match.code is not None:
            same.setdefault(match.code, []).append(match)
    merged = [
        (code, group) for code, group in same.items() if len({normal(match.text) for match in group}) < len(group)
    ]
    if merged:
        names = in_words(" = ".join(f"“{match.text[:40]}”" for match in group) for _, group in merged[:NAMED])
        more = gettext(" and {count} more", count=len(merged) - NAMED) if len(merged) > NAMED else ""
        rows = sum(match.rows for _, group in merged for match in group)
        yield Finding(
            "spelling",
            gettext(
                "spelt in more than one way, read as one: {count} {part}s: {names}{more}",
                count=len(merged),
                part=gettext(part),
                names=names,
                more=more,
            ),
            rows,
        )


def _missing_periods(figures: pl.DataFrame) -> Iterator[Finding]:
    """Years without figures of any unit while there are years before and after, by indicators with the same gap."""
    years = figures.select("indicator", pl.col("period").cast(pl.String))
    years = years.filter(pl.col("period").str.len_chars() == YEAR).with_columns(
        pl.col("period").cast(pl.Int64, strict=False)
    )
    gaps: dict[tuple[int, ...], list[str]] = {}
    for indicator, periods in (
        years.group_by("indicator", maintain_order=True).agg(pl.col("period").unique().sort()).iter_rows()
    ):
        absent = sorted(set(range(periods[0], periods[-1] + 1)) - set(periods))
        if absent:
            gaps.setdefault(tuple(absent), []).append(indicator)
    for missing, names in gaps.items():
        yield Finding(
            "gap",
            gettext("no figures of {years} in the middle of {names}", years=_ranges(missing), names=few(names)),
            len(names),
        )


def is_less_better(code: str, name: str) -> bool:
    """Whether the words of an indicator suggest that less is better."""
    return LESS.search(f"{code} {name}") is not None


def assumed_directions(assumed: Sequence[str]) -> Iterator[Finding]:
    """The new indicators for which less is assumed to be better by their names."""
    if assumed:
        text = gettext(
            "less is better is assumed of {value}: --direction {assumed}=1 where more is",
            value=few(assumed),
            assumed=assumed[0],
        )
        yield Finding("direction", text, len(assumed))


def _ranges(years: tuple[int, ...]) -> str:
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return in_words(str(a) if a == b else f"{a}-{b}" for a, b in runs)
