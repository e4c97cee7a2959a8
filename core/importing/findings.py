"""What is odd about figures that come in: gaps, spikes, one figure in two scales, names that were mended."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from core.importing.gaps import DASHES
from core.importing.layout import Dash
from core.importing.measures import measured
from core.importing.names import Match, normal
from core.importing.numbers import FOOTNOTE
from core.workbook.status import STATUSES

MOST = 20
SPIKE = 6.0
"""A spike stands out of its neighbours by more than this many times the usual bend of its series …"""
LEAST_SPIKE = 1.35
"""… and by at least this factor."""
SHORTEST = 5
FAR = 1.5
"""Figures that are so many powers of ten away from those that are known are likely to be in another scale."""
SAME = 0.9
"""Two indicators say the same where this share of their common figures agrees to half a per cent."""
LARGEST_PAIRS = 400
AGREED = 0.005
LESS = re.compile(
    r"unemploy|une_rate|lfu3rt|\bco2|emission|mortality|death|crime|poverty|pollut|waste|deficit|debt|inflation"
    r"|失业|排放|死亡|污染|能耗|贫困|负债|赤字|犯罪",
    re.IGNORECASE,
)
"""Words of indicators of which less is mostly better."""
MOST_WORDS = 8
"""Of words and signs in the place of a figure those that are named."""
YEAR = 4
"""The letters of a period that is a year."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One oddity: its kind, a sentence, and how many rows it is about."""

    kind: str
    text: str
    rows: int = 1


def findings(figures: pl.DataFrame, units: Iterable[Match], indicators: Iterable[Match]) -> list[Finding]:
    """Everything odd, the kinds in a fixed order. `figures` has the columns of a figure and `measure`."""
    return [
        *_spellings("unit", units),
        *_spellings("indicator", indicators),
        *_missing_periods(figures),
        *_two_scales(figures),
        *_fractions(figures),
        *_same_figures(figures),
        *_spikes(figures),
    ]


def _spellings(part: str, matches: Iterable[Match]) -> Iterator[Finding]:
    for one in matches:
        if one.code is None:
            yield Finding("name", f"{part} “{one.text[:60]}”: the nearest is {one.nearest}", one.rows)
    same: dict[str, list[Match]] = {}
    for one in matches:
        if one.code is not None:
            same.setdefault(one.code, []).append(one)
    merged = [(code, group) for code, group in same.items() if len({normal(one.text) for one in group}) < len(group)]
    if merged:
        names = ", ".join(" = ".join(f"“{one.text[:40]}”" for one in group) for _, group in merged[:3])
        more = f" and {len(merged) - 3} more" if len(merged) > 3 else ""  # noqa: PLR2004
        rows = sum(one.rows for _, group in merged for one in group)
        yield Finding(
            "spelling", f"{len(merged)} {part}s are spelt in more than one way, read as one: {names}{more}", rows
        )


def _missing_periods(figures: pl.DataFrame) -> Iterator[Finding]:
    """Years that no unit has while years before and after them are there, indicators with the same gap together."""
    years = figures.filter(pl.col("period").str.len_chars() == YEAR).select(
        "indicator", pl.col("period").cast(pl.Int64, strict=False)
    )
    gaps: dict[tuple[int, ...], list[str]] = {}
    for indicator, found in (
        years.group_by("indicator", maintain_order=True).agg(pl.col("period").unique().sort()).iter_rows()
    ):
        absent = sorted(set(range(found[0], found[-1] + 1)) - set(found))
        if absent:
            gaps.setdefault(tuple(absent), []).append(indicator)
    for missing, names in gaps.items():
        yield Finding("gap", f"{_ranges(missing)} missing in the middle of {_few(names)}", len(names))


def _two_scales(figures: pl.DataFrame) -> Iterator[Finding]:
    scales = (
        figures.filter(pl.col("value").is_not_null())
        .group_by("indicator", maintain_order=True)
        .agg(pl.col("mult").unique().sort())
    )
    for indicator, found in scales.filter(pl.col("mult").list.len() > 1).head(MOST).iter_rows():
        yield Finding(
            "scale", f"{indicator} is printed in {' and '.join(f'10^{mult}' for mult in found)}: brought to one scale"
        )


def two_measures(rows: pl.DataFrame) -> Iterator[Finding]:
    """Indicators whose rows say another `measure` than the `usual` one."""
    counts = rows.group_by("indicator", "usual", "measure", maintain_order=True).len()
    for indicator, usual, measure, count in counts.iter_rows():
        yield Finding("measure", f"{indicator} is in {usual}, and in {count:,} rows in {measure}", count)


def ambiguous_sign(mark: str, delimiter: str) -> Iterator[Finding]:
    """That all numbers are like 1.234 or 1,234; a comma sets thousands apart unless cells are set apart otherwise."""
    if mark == ".":
        yield Finding(
            "decimal", "1.234 is read as a little more than 1; if it is a thousand, the decimal sign is a comma"
        )
    elif mark == "," and delimiter == "semicolon":
        yield Finding(
            "decimal", "1,234 is read as a thousand; if it is a little more than 1, the decimal sign is a comma"
        )


def is_less_better(code: str, name: str) -> bool:
    """Whether the words of an indicator are such of which less is mostly better."""
    return LESS.search(f"{code} {name}") is not None


def assumed_directions(assumed: Sequence[str]) -> Iterator[Finding]:
    """That less is better was assumed of new indicators by their names."""
    if assumed:
        text = f"less is better is assumed of {_few([*assumed])}: --direction {assumed[0]}=1 where more is"
        yield Finding("direction", text, len(assumed))


def footnotes(written: pl.Series) -> Iterator[Finding]:
    """That numbers as the file has them carry marks of footnotes."""
    marked = written.filter(written.str.contains(FOOTNOTE).fill_null(value=False))
    if marked.len():
        text = f"read without the marks of footnotes, as in “{marked[0][:40]}”: {marked.len():,} in all"
        yield Finding("footnote", text, marked.len())


def missing(cells: pl.DataFrame) -> Iterator[Finding]:
    """What cells without a number say, by status. `cells` has `line`, `written`, `number` and `status`."""
    without = cells.filter(pl.col("number").is_null() & pl.col("written").is_not_null() & pl.col("why").is_null())
    for status, some in without.group_by("status", maintain_order=True):
        counts = some.group_by("written", maintain_order=True).len().sort("len", descending=True, maintain_order=True)
        shown = [f"{text[:20]} ({count:,})" for text, count in counts.head(MOST_WORDS).iter_rows()]
        more = f" and {counts.height - MOST_WORDS:,} more" if counts.height > MOST_WORDS else ""
        letter = str(status[0])
        text = f"{some.height:,} without a value, status {letter} ({STATUSES[letter]}): {', '.join(shown)}{more}"
        yield Finding("missing", text, some.height)


def dashes(written: pl.Series, dash: Dash) -> Iterator[Finding]:
    """That dashes stand in the place of figures, and what they are read as."""
    count = written.filter(written.is_in(DASHES)).len()
    if count:
        read = "0: --dash missing" if dash == "zero" else "missing: --dash zero"
        other = "where it is missing" if dash == "zero" else "where it is 0"
        cells = "1 cell" if count == 1 else f"{count:,} cells"
        yield Finding("dash", f"- stands in {cells}, read as {read} {other}", count)


def unit_not_understood(unit: str) -> Iterator[Finding]:
    """That the unit above a table is not one measure."""
    if unit and measured(unit) is None:
        text = f"the unit above the table, “{unit}”, is not one that is known: say --measure INDICATOR=MEASURE"
        yield Finding("measure", text)


def off_scale(figures: pl.DataFrame, known: pl.DataFrame) -> Iterator[Finding]:
    """Indicators whose figures are powers of ten away from those that the workbook has of the same series.

    `known` has unit, indicator and `its_value` of every figure of these series.
    """
    series = ["unit", "indicator"]
    usual = known.filter(pl.col("its_value") > 0).group_by(series).agg(pl.col("its_value").median().alias("usual"))
    both = figures.filter(pl.col("value") > 0).join(usual, on=series)
    power = (pl.col("value") / pl.col("usual")).log10()
    for indicator, count, away in (
        both.group_by("indicator", maintain_order=True).agg(pl.len(), power.median()).iter_rows()
    ):
        if abs(away) >= FAR:
            yield Finding(
                "scale",
                f"{indicator} is about 10^{-round(away)} times as large in the workbook: its scale may be another",
                count,
            )


def _fractions(figures: pl.DataFrame) -> Iterator[Finding]:
    """Shares in per cent none of which is above 1: they may be fractions."""
    shares = figures.filter((pl.col("measure") == "PERCENT") & (pl.col("value") != 0))
    found = shares.group_by("indicator", maintain_order=True).agg(pl.len(), pl.col("value").abs().max().alias("most"))
    for indicator, count, most in found.iter_rows():
        if count >= SHORTEST and most <= 1:
            yield Finding(
                "scale", f"{indicator} is in per cent, and no figure is above 1: they may be fractions", count
            )


def _same_figures(figures: pl.DataFrame) -> Iterator[Finding]:
    """Pairs of indicators of one measure, printed in different scales, whose figures agree."""
    usual = figures.group_by("indicator", "measure", maintain_order=True).agg(pl.col("mult").mode().min())
    pairs = [
        (a[0], b[0], a[2], b[2])
        for a, b in combinations(usual.iter_rows(), 2)
        if a[1] == b[1] and a[2] != b[2] and a[1] != "COUNT"
    ]
    if len(pairs) > LARGEST_PAIRS:
        return
    parts = figures.filter(pl.col("value") != 0).partition_by("indicator", as_dict=True)
    for one, other, first, second in pairs:
        if (one,) not in parts or (other,) not in parts:
            continue
        both = (
            parts[one,]
            .select("unit", "period", "value")
            .join(parts[other,].select("unit", "period", that="value"), on=["unit", "period"])
        )
        near = both.select(((pl.col("value") / pl.col("that") - 1).abs() < AGREED).mean()).item()
        if both.height >= SHORTEST and near is not None and near > SAME:
            yield Finding(
                "same",
                f"{one} (in 10^{first}) and {other} (in 10^{second}) are the same figures in two scales",
                both.height,
            )


def _spikes(figures: pl.DataFrame) -> Iterator[Finding]:
    """Figures far from both neighbours, against the usual bend of their series (on logarithms; median of absolutes)."""
    key = ["unit", "indicator"]
    years = figures.filter((pl.col("value") > 0) & (pl.col("period").str.len_chars() == YEAR)).sort(*key, "period")
    log = pl.col("value").log()
    bend = (log - (log.shift(1) + log.shift(-1)) / 2).over(key)
    bent = years.with_columns(bend=bend, length=pl.len().over(key))
    usual = pl.col("bend").abs().median().over(key)
    odd = bent.with_columns(strength=pl.col("bend").abs() / (usual + 0.02)).filter(
        (pl.col("length") >= SHORTEST)
        & (pl.col("strength") > SPIKE)
        & (pl.col("bend").abs() > pl.lit(LEAST_SPIKE).log())
    )
    count = odd.height
    for row in odd.sort("strength", descending=True, maintain_order=True).head(MOST).iter_rows(named=True):
        where = f"{row['unit']} {row['indicator']} {row['period']}"
        factor = 2.718281828459045 ** row["bend"]
        yield Finding(
            "spike",
            f"{where} is {factor:.3g} times what its neighbours say (line {row['line']})",
        )
    if count > MOST:
        yield Finding("spike", f"… and {count - MOST:,} spikes more", count - MOST)


def _ranges(years: tuple[int, ...]) -> str:
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs) + (" is" if len(years) == 1 else " are")


def _few(names: list[str]) -> str:
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")  # noqa: PLR2004
