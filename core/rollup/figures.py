"""The cells of a rollup as figures, and the one edit that brings them into a workbook with all that comes with them."""

import re
from collections.abc import Iterator, Mapping

import polars as pl

from core.frozen import frozen
from core.rollup.cells import FREE
from core.rollup.crosswalk import breaks, plain_code
from core.rollup.document import toml_text
from core.rollup.left_out import NOTHING, LeftOut
from core.rollup.rule import INDUSTRY, UNIT, Name, RollupRule
from core.workbook.edit import CompositeEdit, SetEntry, block_edit
from core.workbook.entries import Group, Indicator, Source, Unit
from core.workbook.entry import Entry
from core.workbook.figure_frame import COMPARED, KEY, typed
from core.workbook.kept_entries import Rollup
from core.workbook.period import period
from core.workbook.workbook import Workbook

SUPPRESSED = "Q"
"""The letter of CL_OBS_STATUS for what is missing because it is suppressed."""
BREAK = "B"
KIND = "kind"
"""The grouping by which clusters are traded or local."""
ROUNDING = 1e-12
"""The relative difference of a sum between engines or runs."""


@frozen
class Read:
    """The input: the engine, the rows of the source, and a fingerprint of it in hexadecimal digits."""

    engine: str
    rows: int
    fingerprint: str
    left_out: LeftOut = NOTHING


@frozen
class Result:
    """The result of a rollup: its cells with `conf`, its figures, and their comparison with those of the workbook.

    `known_before` are figures that are suppressed now and that the workbook has with a value, in any release.
    """

    rule: RollupRule
    read: Read
    cells: pl.DataFrame
    figures: pl.DataFrame
    new: int
    changed: int
    unchanged: int
    gone: pl.DataFrame
    known_before: int

    @property
    def primary(self) -> int:
        """How many cells the rule of small cells hides."""
        return self.cells.filter(~pl.col("conf").is_in([FREE, "D"])).height

    @property
    def secondary(self) -> int:
        """The number of cells that are hidden so that no total reveals a primary one."""
        return self.cells.filter(conf="D").height

    @property
    def exposed(self) -> int:
        """The number of hidden cells that a total reveals all the same."""
        return int(self.cells["exposed"].sum())

    @property
    def title(self) -> str:
        """The line in the trail."""
        counts = f"{self.new:,} new, {self.changed:,} changed, {self.gone.height:,} gone"
        hidden = f"{self.primary + self.secondary:,} cells suppressed"
        left_out = self.read.left_out.outside + self.read.left_out.incomplete
        more = f", {left_out:,} rows left out" if left_out else ""
        return f"rollup {self.rule.code} of {self.read.rows:,} rows: {counts}, {hidden}{more}"

    def entries(self, workbook: Workbook) -> list[tuple[str, Entry]]:
        """The entries that come with the figures, by table: the source, units, indicators and the rule."""
        rows = _entries(self, workbook)
        return [(table, entry) for table, entry in rows if workbook.entries(table).get(entry.key) != entry]

    def changes(self, workbook: Workbook) -> bool:
        """Whether the workbook lacks any of it."""
        return bool(self._moves or self.entries(workbook))

    @property
    def _moves(self) -> bool:
        return bool(self.new or self.changed or self.gone.height)

    def edit(self, workbook: Workbook) -> CompositeEdit:
        """The one edit; empty where the workbook has all of it."""
        entries = [
            SetEntry(table, workbook.entries(table).get(entry.key), entry) for table, entry in self.entries(workbook)
        ]
        block = [block_edit(workbook, self.title, self.figures, self.gone.select(KEY))] if self._moves else []
        return CompositeEdit(self.title, (*entries, *block))


def result(rule: RollupRule, cells: pl.DataFrame, read: Read, workbook: Workbook) -> Result:
    """The figures of the cells of `hidden`, compared with those of the workbook. Raises BadFigure at a period."""
    for text in cells["period"].unique():
        period(text)
    known = workbook.figures.whole()
    figures = _with_known_sums(typed(_figures(rule, cells, read)), known)
    mark = _mark(rule)
    own = known.filter(pl.col("note").str.starts_with(mark), pl.col("vintage") == rule.vintage)
    columns = [name for name in COMPARED if name in figures.columns]
    same = figures.join(known.select(columns), on=columns, how="semi", nulls_equal=True).height
    known_count = figures.join(known.select(KEY), on=KEY, how="semi").height
    missing = own.join(figures.select(KEY), on=KEY, how="anti")
    hidden = figures.filter(status=SUPPRESSED).select("unit", "indicator", "period")
    shown = known.filter(pl.col("value").is_not_null()).join(hidden, on=hidden.columns, how="semi").height
    return Result(rule, read, cells, figures, figures.height - known_count, known_count - same, same, missing, shown)


def _with_known_sums(figures: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """The figures; a sum that differs from the existing one only by the order of its terms keeps the existing value."""
    old = figures.join(known.select(*KEY, old="value"), on=KEY, how="left", maintain_order="left")["old"]
    near = pl.col("value").is_close(old, rel_tol=ROUNDING)
    return figures.with_columns(value=pl.when(near).then(old).otherwise("value"))


def _mark(rule: RollupRule) -> str:
    """The beginning of the notes of the figures of a rule."""
    return f"rollup {rule.code}:"


def _figures(rule: RollupRule, cells: pl.DataFrame, read: Read) -> pl.DataFrame:
    """A figure for each cell and measure; figures of hidden cells have no value."""
    is_open = pl.col("conf") == FREE
    note = f"{_mark(rule)} {read.rows:,} rows, input {read.fingerprint[:16]}"
    breaks = broken(rule, cells)
    status = (
        pl.when(~is_open).then(pl.lit(SUPPRESSED)).when(pl.col("broken")).then(pl.lit(BREAK)).otherwise(pl.lit("A"))
    )
    parts = [
        breaks.select(
            unit=_filled(rule.unit),
            indicator=_filled(measure.indicator),
            period="period",
            vintage=pl.lit(rule.vintage),
            value=pl.when(is_open).then(pl.col(f"m{at}")),
            mult=pl.lit(measure.mult, pl.Int32),
            decimals=pl.lit(measure.decimals, pl.Int32),
            status=pl.when(is_open & pl.col(f"m{at}").is_null()).then(pl.lit("O")).otherwise(status),
            source=pl.lit(rule.code),
            note=pl.when(is_open).then(pl.lit(note)).otherwise(pl.format("{} [CONF_STATUS={}]", pl.lit(note), "conf")),
        )
        for at, measure in enumerate(rule.measures)
    ]
    return pl.concat(parts).sort(KEY)


def _filled(template: str) -> pl.Expr:
    """A template with the codes of each cell."""
    columns = {UNIT: pl.col("unit"), INDUSTRY: pl.col("industry")}
    parts = re.split(f"({re.escape(UNIT)}|{re.escape(INDUSTRY)})", template)
    return pl.concat_str([columns[part] if part in columns else pl.lit(part) for part in parts])


def broken(rule: RollupRule, cells: pl.DataFrame) -> pl.DataFrame:
    """The cells with `broken`: whether the cluster is made of other industries than in the period before."""
    broken_clusters = breaks(rule, sorted(cells["period"].unique(), key=period)) if rule.is_mapped else set()
    rows = pl.DataFrame(list(broken_clusters), schema={"industry": pl.String, "period": pl.String}, orient="row")
    if rows.is_empty():
        return cells.with_columns(broken=pl.lit(value=False))
    marked = rows.with_columns(broken=pl.lit(value=True))
    joined_cells = cells.join(marked, on=["industry", "period"], how="left", maintain_order="left")
    return joined_cells.with_columns(pl.col("broken").fill_null(value=False))


def _entries(result: Result, workbook: Workbook) -> Iterator[tuple[str, Entry]]:
    """The source, the units and indicators that are new with their names and kinds, and the rule with what it read."""
    rule = result.rule
    yield "sources", Source(rule.code, rule.name_en or rule.name_zh or rule.code, rule.publisher)
    names = {code: name for name in rule.names for code in (plain_code(name.code), name.code)}
    of_clusters = rule.unit == INDUSTRY
    for code in result.figures["unit"].unique().sort():
        if code not in workbook.units:
            name = names.get(code, Name(code)) if of_clusters else Name(code)
            kind = rule.kinds.get(code, "") if of_clusters else ""
            yield "units", Unit(code, name.name_en or name.name_zh or code, name.name_zh, kind=kind)
        if of_clusters and code in rule.kinds:
            yield "groups", Group(code, KIND, rule.kinds[code])
    for entry in _indicators(result, names):
        if entry.code not in workbook.indicators:
            yield "indicators", entry
    read = result.read
    yield (
        "rollups",
        Rollup(
            rule.code,
            toml_text(rule),
            read.fingerprint,
            read.rows,
            result.cells.height,
            result.primary,
            result.secondary,
        ),
    )


def _indicators(result: Result, names: Mapping[str, Name]) -> Iterator[Indicator]:
    """The indicators of the figures, with the names that their measures give them."""
    rule = result.rule
    for measure in rule.measures:
        industry = (pl.col("industry") if INDUSTRY in measure.indicator else pl.lit("")).alias("industry")
        unit = "PERCENT" if measure.how == "top_share" else measure.measure
        codes = result.cells.select(_filled(measure.indicator).alias("code"), industry).unique().sort("code")
        for code, of in codes.iter_rows():
            name = names.get(of, Name(of))
            english = (measure.name_en or code).replace(INDUSTRY, name.name_en or name.name_zh or of)
            chinese = measure.name_zh.replace(INDUSTRY, name.name_zh or of)
            kind = rule.kinds.get(of, "")
            yield Indicator(
                code, english, chinese, measure=unit, mult=measure.mult, decimals=measure.decimals, definition=kind
            )
