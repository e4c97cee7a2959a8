"""What an import would do to a workbook, before anything is written: figures new, changed, unchanged, refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

import polars as pl

from core.edit import FEW, SetEntry, SetFigure, Together, block_edit
from core.entries import Entry, Indicator, Unit
from core.figure import Figure
from core.importing.accompany import accompanying
from core.importing.choices import Choices
from core.importing.findings import Finding, ambiguous_sign, findings, footnotes, off_scale, two_measures
from core.importing.layout import Layout
from core.importing.names import Match, code_of, matched
from core.importing.numbers import DecimalSign, ambiguous_mark, scaled_values
from core.importing.observations import cell_count, observations
from core.importing.table import ForeignTable, Refused
from core.workbook import Workbook

KEY = ["unit", "indicator", "period"]
FIGURE = [column.name for column in fields(Figure) if column.name not in {"author", "time"}]


@dataclass(frozen=True, slots=True)
class Plan:
    """An import that can be looked at and accepted.

    `new`, `changed` and `unchanged` hold the columns of a figure and `line`; `changed` also `old_value`,
    `old_status` and `old_vintage`. `entries` are those that come with the figures. `decimal` is the sign that the
    numbers were read with.
    """

    name: str
    layout: Layout
    rows: int
    cells: int
    empty: int
    new: pl.DataFrame
    changed: pl.DataFrame
    unchanged: pl.DataFrame
    refused: tuple[Refused, ...]
    entries: tuple[tuple[str, Entry], ...]
    units: tuple[Match, ...]
    indicators: tuple[Match, ...]
    findings: tuple[Finding, ...]
    told: tuple[str, ...] = ()
    decimal: DecimalSign = "."

    @property
    def figures(self) -> pl.DataFrame:
        """All that comes in or is there already, with the columns of a figure, `measure` and `line`."""
        columns = [*FIGURE, "measure", "line"]
        return pl.concat([part.select(columns) for part in (self.new, self.changed, self.unchanged)])

    def measures(self) -> pl.DataFrame:
        """The measure of each indicator and the power of ten in which most of its figures are printed."""
        printed = self.figures.group_by("indicator", maintain_order=True)
        return printed.agg(pl.col("measure").first(), pl.col("mult").mode().min())

    @property
    def title(self) -> str:
        """The line in the trail."""
        counts = f"{self.new.height:,} new, {self.changed.height:,} changed"
        return f"import of {self.name}: {counts}"

    def edit(self, workbook: Workbook, *, in_block: bool = False) -> Together:
        """The one edit that does it; many figures, or all where it is so wished, come as one block."""
        entries = [
            SetEntry(table, before, entry)
            for table, entry in self.entries
            if (before := workbook.tables[table].get(entry.key)) != entry
        ]
        rows = pl.concat([self.new.select(FIGURE), self.changed.select(FIGURE)])
        if in_block or rows.height > FEW:
            return Together(self.title, (*entries, block_edit(workbook, self.title, rows)))
        figures = [Figure(*row) for row in rows.iter_rows()]
        changed = [
            SetFigure(workbook.figure(f.key) if n >= self.new.height else None, f) for n, f in enumerate(figures)
        ]
        return Together(self.title, (*entries, *changed))


def planned(table: ForeignTable, layout: Layout, choices: Choices, workbook: Workbook) -> Plan:
    """The plan of an import. Raises BadLayout where the table is not understood."""
    cells, decimal = observations(table, layout, workbook.indicators)
    count = cell_count(table, layout)
    empty = count - cells.height
    refused = [*table.refused, *_refusals(cells.filter(pl.col("why").is_not_null()))]
    good = cells.filter(pl.col("why").is_null())
    aliases = _aliases(workbook, choices)
    units = _matches(good["unit"], workbook.units.values(), aliases["unit"])
    indicators = _matches(good["indicator"], workbook.indicators.values(), aliases["indicator"])
    good = _coded(_coded(good, "unit", units, choices), "indicator", indicators, choices)
    good, more = _split(good)
    refused += more
    good = good.with_columns(
        source=pl.coalesce("source", pl.lit(choices.source.code if choices.source else "")),
        note=pl.col("note").fill_null(""),
        formula=pl.lit(""),
    )
    if choices.vintage:
        good = good.with_columns(
            vintage=pl.when(pl.col("vintage") == "").then(pl.lit(choices.vintage)).otherwise("vintage")
        )
    good, more, two = _of_one_measure(good, workbook, choices)
    refused += more
    good, more, repeats = _without_repeats(good)
    refused += more
    newest, exact = _present(good, workbook)
    new, changed, unchanged, more = _compared(good, newest, exact, choices)
    refused += more
    entries = tuple(accompanying(table, layout, good, units, indicators, choices, workbook))
    told = dict(one.partition(" ")[::2] for one in table.told)
    mark = "" if layout.decimal or decimal == "," else ambiguous_mark(cells["written"])
    signs = ambiguous_sign(mark, told.get("delimiter", ""))
    marks = footnotes(cells["written"])
    found = (*signs, *repeats, *two, *marks, *off_scale(good, exact), *findings(good, units, indicators))
    refused.sort(key=lambda one: one.line)
    return Plan(
        table.name, layout, table.frame.height + len(table.refused), count, empty, new, changed, unchanged,
        tuple(refused), entries, units, indicators, found, table.told, decimal,
    )  # fmt: skip


def _aliases(workbook: Workbook, choices: Choices) -> dict[str, dict[str, str]]:
    """What spellings stand for: those remembered and those given now, by kind."""
    found: dict[str, dict[str, str]] = {"unit": {}, "indicator": {}}
    for alias in workbook.aliases:
        found[alias.kind][alias.text] = alias.code
    for text, target in choices.aliases.items():
        found["unit"][text] = found["indicator"][text] = target
    return found


def _matches(texts: pl.Series, known: Iterable[Unit | Indicator], aliases: Mapping[str, str]) -> tuple[Match, ...]:
    counts = texts.to_frame("text").group_by("text", maintain_order=True).len()
    return tuple(matched(dict(counts.iter_rows()), known, aliases))


def _coded(frame: pl.DataFrame, part: str, matches: Iterable[Match], choices: Choices) -> pl.DataFrame:
    """Codes in the place of names; where a name has only a near one, `why` offers it."""
    rows = []
    for one in matches:
        code = one.code
        if code is None and choices.unknown == "near":
            code = one.nearest
        elif code is None and choices.unknown == "add":
            code = code_of(one.text)
        near = f"{part} “{one.text[:60]}” is unknown, the nearest is {one.nearest}"
        why = None if code else f"{near}: accept it with --unknown near, or say --alias '{one.text[:60]}=…'"
        rows.append((one.text, code or "", why))
    table = pl.DataFrame(rows, schema={part: pl.String, "code": pl.String, "reason": pl.String}, orient="row")
    joined = frame.join(table, on=part, how="left", maintain_order="left")
    return joined.with_columns(
        pl.col(part).alias(f"{part}_text"), pl.col("code").alias(part), why=pl.coalesce("why", "reason")
    ).drop("code", "reason")


def _refusals(frame: pl.DataFrame) -> list[Refused]:
    columns = frame.select("line", pl.col("written").fill_null("").str.slice(0, 60), "why")
    return [Refused(*row) for row in columns.iter_rows()]


def _split(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Refused]]:
    """The rows that come in, and the refusals of the others."""
    return frame.filter(pl.col("why").is_null()), _refusals(frame.filter(pl.col("why").is_not_null()))


def _of_one_measure(
    frame: pl.DataFrame, workbook: Workbook, choices: Choices
) -> tuple[pl.DataFrame, list[Refused], list[Finding]]:
    """The rows in the measure of their indicator: the workbook's, else the one that most of its rows have."""
    given = {**{code: one.measure for code, one in workbook.indicators.items()}, **choices.measures}
    counts = frame.filter(pl.col("measure").is_not_null()).group_by("indicator", "measure", maintain_order=True).len()
    most = counts.sort("len", descending=True, maintain_order=True).group_by("indicator", maintain_order=True).first()
    told = pl.DataFrame(list(given.items()), schema={"indicator": pl.String, "given": pl.String}, orient="row")
    joined = frame.join(most.select("indicator", usual="measure"), on="indicator", how="left", maintain_order="left")
    joined = joined.join(told, on="indicator", how="left", maintain_order="left").with_columns(
        usual=pl.coalesce("given", "usual", pl.lit("COUNT"))
    )
    other = pl.col("measure").is_not_null() & (pl.col("measure") != pl.col("usual"))
    reason = pl.format(
        "its unit is {} where {} is in {}: mend the cell, or say --measure {}={} where the unit is wrong",
        "measure", "indicator", "usual", "indicator", "usual",
    )  # fmt: skip
    forced = pl.col("indicator").is_in(list(choices.measures))
    mislabelled = other & forced
    scales = frame.filter(pl.col("measure") == pl.col("indicator").replace_strict(choices.measures, default=None))
    scale = scales.group_by("indicator").agg(scale=pl.col("mult").mode().min())
    joined = joined.join(scale, on="indicator", how="left", maintain_order="left")
    right = pl.col("scale").fill_null(0)
    joined = joined.with_columns(
        mult=pl.when(mislabelled).then(right).otherwise("mult"),
        value=pl.when(mislabelled).then(scaled_values(pl.col("number"), right)).otherwise("value"),
    ).drop("scale")
    joined = _rescaled(joined, choices.scales)
    joined = joined.with_columns(why=pl.when(other & ~forced).then(reason))
    two = list(two_measures(joined.filter(other & ~forced)))
    return *_split(joined.with_columns(measure=pl.col("usual")).drop("given", "usual")), two


def _rescaled(frame: pl.DataFrame, scales: Mapping[str, int]) -> pl.DataFrame:
    """The rows of some indicators in the power of ten that a person names for them."""
    if not scales:
        return frame
    said = pl.DataFrame(list(scales.items()), schema={"indicator": pl.String, "said": pl.Int64}, orient="row")
    joined = frame.join(said, on="indicator", how="left", maintain_order="left")
    value = pl.when(pl.col("said").is_null()).then("value").otherwise(scaled_values(pl.col("number"), pl.col("said")))
    return joined.with_columns(value=value, mult=pl.coalesce("said", "mult")).drop("said")


def _without_repeats(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Refused], list[Finding]]:
    """One row for each figure: of rows that agree the most exact; those that contradict it are refused."""
    key = [*KEY, "vintage"]
    if frame.select(pl.struct(key).n_unique()).item() == frame.height:
        return frame, [], []
    digits = pl.col("decimals") - pl.col("mult")
    ranked = frame.with_columns(digits=digits).sort("digits", descending=True, maintain_order=True)
    first = pl.col("value").first().over(key)
    half = 0.5000001 * pl.lit(10.0).pow(-pl.col("digits"))
    agrees = ((pl.col("value") - first).abs() <= half) | pl.col("value").eq_missing(first)
    place = pl.int_range(pl.len()).over(key)
    ranked = ranked.with_columns(place=place, agrees=agrees, first_line=pl.col("line").first().over(key))
    same = ranked.filter((pl.col("place") > 0) & pl.col("agrees"))
    against = ranked.filter((pl.col("place") > 0) & ~pl.col("agrees"))
    why = pl.format("it contradicts line {}, which gives another value for the same figure: mend one", "first_line")
    refused = _refusals(against.with_columns(why=why))
    told = [
        Finding(
            "repeated",
            f"{same.height:,} rows say again, as exactly or rounded, what another row says: left out",
            same.height,
        )
    ]
    kept = ranked.filter(pl.col("place") == 0).sort("line", maintain_order=True)
    return kept.drop("digits", "place", "agrees", "first_line"), refused, told if same.height else []


def _compared(
    frame: pl.DataFrame, newest: pl.DataFrame, exact: pl.DataFrame, choices: Choices
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, list[Refused]]:
    """The figures apart: new, changed (beside the old), unchanged; and those of a release that is there otherwise."""
    joined = frame.join(newest, on=KEY, how="left", maintain_order="left")
    joined = joined.join(exact, on=[*KEY, "vintage"], how="left", maintain_order="left")
    known, there = pl.col("old_vintage").is_not_null(), pl.col("its_status").is_not_null()
    same = _same("old") & ~there | _same("its")
    unchanged, rest = joined.filter(known & same), joined.filter(~(known & same))
    new = rest.filter(~known)
    changed = rest.filter(known)
    if not choices.overwrite:
        late = (pl.col("vintage") == "") | ((pl.col("vintage") == pl.col("old_vintage")) & pl.lit(not choices.vintage))
        vintage = pl.when(late).then(pl.lit(choices.released)).otherwise("vintage")
        changed = changed.with_columns(vintage=vintage).drop("its_value", "its_status")
        changed = changed.join(exact, on=[*KEY, "vintage"], how="left", maintain_order="left")
        reason = pl.format(
            "release {} of it is there with another value: name another --vintage, or --overwrite", "vintage"
        )
        clash = pl.col("its_status").is_not_null() & ~_same("its")
        changed, refused = _split(changed.with_columns(why=pl.when(clash).then(reason)))
    else:
        vintage = pl.when(pl.col("vintage") == "").then("old_vintage").otherwise("vintage")
        changed, refused = changed.with_columns(vintage=vintage), []
    return new, changed, unchanged, refused


def _same(part: str) -> pl.Expr:
    return (
        pl.col("value").eq_missing(pl.col(f"{part}_value")) & (pl.col("status") == pl.col(f"{part}_status"))
    ).fill_null(value=False)


def _present(frame: pl.DataFrame, workbook: Workbook) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What the workbook holds of the same series: of each period the newest release, and every release."""
    series = frame.select("unit", "indicator").unique()
    exact = (
        workbook.figures.whole()
        .join(series, on=["unit", "indicator"], how="semi", maintain_order="left")
        .select(*KEY, "vintage", its_value="value", its_status="status")
    )
    newest = exact.group_by(KEY, maintain_order=True).last()
    return newest.rename({"vintage": "old_vintage", "its_value": "old_value", "its_status": "old_status"}), exact
