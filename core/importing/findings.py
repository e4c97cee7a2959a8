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
from core.numerals import counted
from core.words import gettext
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
            yield Finding(
                "name",
                gettext(
                    "{part} “{text}”: the nearest is {nearest}",
                    part=gettext(part),
                    text=one.text[:60],
                    nearest=one.nearest,
                ),
                one.rows,
            )
    same: dict[str, list[Match]] = {}
    for one in matches:
        if one.code is not None:
            same.setdefault(one.code, []).append(one)
    merged = [(code, group) for code, group in same.items() if len({normal(one.text) for one in group}) < len(group)]
    if merged:
        names = ", ".join(" = ".join(f"“{one.text[:40]}”" for one in group) for _, group in merged[:3])
        more = gettext(" and {count} more", count=len(merged) - 3) if len(merged) > 3 else ""  # noqa: PLR2004
        rows = sum(one.rows for _, group in merged for one in group)
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
        yield Finding(
            "gap",
            gettext("no figures of {years} in the middle of {names}", years=_ranges(missing), names=_few(names)),
            len(names),
        )


def _two_scales(figures: pl.DataFrame) -> Iterator[Finding]:
    scales = (
        figures.filter(pl.col("value").is_not_null())
        .group_by("indicator", maintain_order=True)
        .agg(pl.col("mult").unique().sort())
    )
    for indicator, found in scales.filter(pl.col("mult").list.len() > 1).head(MOST).iter_rows():
        yield Finding(
            "scale",
            gettext(
                "{indicator} is printed in {names}: brought to one scale",
                indicator=indicator,
                names=" and ".join(f"10^{mult}" for mult in found),
            ),
        )


def two_measures(rows: pl.DataFrame) -> Iterator[Finding]:
    """Indicators whose rows say another `measure` than the `usual` one."""
    counts = rows.group_by("indicator", "usual", "measure", maintain_order=True).len()
    for indicator, usual, measure, count in counts.iter_rows():
        yield Finding(
            "measure",
            gettext(
                "{indicator} is in {usual}, and in {count:,} rows in {measure}",
                indicator=indicator,
                usual=usual,
                count=count,
                measure=measure,
            ),
            count,
        )


def ambiguous_sign(mark: str, delimiter: str) -> Iterator[Finding]:
    """That all numbers are like 1.234 or 1,234; a comma sets thousands apart unless cells are set apart otherwise."""
    if mark == ".":
        yield Finding(
            "decimal",
            gettext("1.234 is read as a little more than 1; if it is a thousand, the decimal sign is a comma"),
        )
    elif mark == "," and delimiter == "semicolon":
        yield Finding(
            "decimal",
            gettext("1,234 is read as a thousand; if it is a little more than 1, the decimal sign is a comma"),
        )


def is_less_better(code: str, name: str) -> bool:
    """Whether the words of an indicator are such of which less is mostly better."""
    return LESS.search(f"{code} {name}") is not None


def assumed_directions(assumed: Sequence[str]) -> Iterator[Finding]:
    """That less is better was assumed of new indicators by their names."""
    if assumed:
        text = gettext(
            "less is better is assumed of {value}: --direction {assumed}=1 where more is",
            value=_few([*assumed]),
            assumed=assumed[0],
        )
        yield Finding("direction", text, len(assumed))


def footnotes(written: pl.Series) -> Iterator[Finding]:
    """That numbers as the file has them carry marks of footnotes."""
    marked = written.filter(written.str.contains(FOOTNOTE).fill_null(value=False))
    if marked.len():
        text = gettext(
            "read without the marks of footnotes, as in “{marked}”: {count:,} in all",
            marked=marked[0][:40],
            count=marked.len(),
        )
        yield Finding("footnote", text, marked.len())


def missing(cells: pl.DataFrame) -> Iterator[Finding]:
    """What cells without a number say, by status. `cells` has `line`, `written`, `number` and `status`."""
    without = cells.filter(pl.col("number").is_null() & pl.col("written").is_not_null() & pl.col("why").is_null())
    for status, some in without.group_by("status", maintain_order=True):
        counts = some.group_by("written", maintain_order=True).len().sort("len", descending=True, maintain_order=True)
        shown = [f"{text[:20]} ({count:,})" for text, count in counts.head(MOST_WORDS).iter_rows()]
        more = gettext(" and {height:,} more", height=counts.height - MOST_WORDS) if counts.height > MOST_WORDS else ""
        letter = str(status[0])
        text = gettext(
            "{height:,} without a value, status {letter} ({statuses}): {shown}{more}",
            height=some.height,
            letter=letter,
            statuses=gettext(STATUSES[letter]),
            shown=", ".join(shown),
            more=more,
        )
        yield Finding("missing", text, some.height)


def dashes(written: pl.Series, dash: Dash) -> Iterator[Finding]:
    """That dashes stand in the place of figures, and what they are read as."""
    count = written.filter(written.is_in(DASHES)).len()
    if count:
        text = (
            gettext("“-” in {cells} is read as 0: use --dash missing if it means missing", cells=counted(count, "cell"))
            if dash == "zero"
            else gettext(
                "“-” in {cells} is read as missing: use --dash zero if it means 0", cells=counted(count, "cell")
            )
        )
        yield Finding("dash", text, count)


def unit_not_understood(unit: str) -> Iterator[Finding]:
    """That the unit above a table is not one measure."""
    if unit and measured(unit) is None:
        text = gettext(
            "the unit above the table, “{unit}”, is not one that is known: say --measure INDICATOR=MEASURE", unit=unit
        )
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
                gettext(
                    "{indicator} is about 10^{value} times as large in the workbook: its scale may be another",
                    indicator=indicator,
                    value=-round(away),
                ),
                count,
            )


def _fractions(figures: pl.DataFrame) -> Iterator[Finding]:
    """Shares in per cent none of which is above 1: they may be fractions."""
    shares = figures.filter((pl.col("measure") == "PERCENT") & (pl.col("value") != 0))
    found = shares.group_by("indicator", maintain_order=True).agg(pl.len(), pl.col("value").abs().max().alias("most"))
    for indicator, count, most in found.iter_rows():
        if count >= SHORTEST and most <= 1:
            yield Finding(
                "scale",
                gettext(
                    "{indicator} is in per cent, and no figure is above 1: they may be fractions", indicator=indicator
                ),
                count,
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
                gettext(
                    "{one} (in 10^{first}) and {other} (in 10^{second}) are the same figures in two scales",
                    one=one,
                    first=first,
                    other=other,
                    second=second,
                ),
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
            gettext(
                "{where} is {factor:.3g} times its neighbours (line {row})",
                where=where,
                factor=factor,
                row=row["line"],
            ),
        )
    if count > MOST:
        yield Finding("spike", gettext("… and {count:,} spikes more", count=count - MOST), count - MOST)


def _ranges(years: tuple[int, ...]) -> str:
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def _few(names: list[str]) -> str:
    return ", ".join(names[:4]) + (gettext(" and {count} more", count=len(names) - 4) if len(names) > 4 else "")  # noqa: PLR2004
