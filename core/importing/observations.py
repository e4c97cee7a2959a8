"""The cells of a table as observations: one row for each, its unit, indicator and period still as the file has them."""

from collections.abc import Container

import polars as pl

from core.importing.attributes import MISSING
from core.importing.dated_headers import dated
from core.importing.gaps import DASHES
from core.importing.headers import VALUE_HEADERS, header_of
from core.importing.label_columns import name_columns
from core.importing.layout import BadLayout, Layout, is_constant
from core.importing.numbers import DecimalSign, decimal_sign, decimals_of, numbers, scaled_values
from core.importing.reasons import with_reasons
from core.importing.removals import IS_REMOVAL, or_any
from core.importing.table import LINE, ForeignTable
from core.words import gettext, in_words
from core.workbook.measures import Measured, measured, named_measure
from core.workbook.read_period import read_periods
from core.workbook.status import WITHOUT_VALUE

TEXTS = ("unit", "unit_name", "indicator", "indicator_name", "period", "vintage", "source", "note")
HEADED = ("h_unit", "h_indicator", "h_indicator_name", "h_period", "h_measure")
LARGEST_POWER = 30
"""SDMX ends before."""
NAMED = ("indicator", "indicator_name")
"""The parts that may be made of several columns."""


def observations(
    table: ForeignTable, layout: Layout, known: Container[str] = frozenset()
) -> tuple[pl.DataFrame, DecimalSign]:
    """One row a cell: `line`, the texts, `measure`, `value` (base units), `mult`, `decimals`, `status`, `why`.

    `why` is the reason why a row is refused, null for the others. Empty cells are left out. The second
    result is the decimal sign of the numbers. A measure in the name of an indicator, as in 产值(亿元), is
    removed from the name, unless that name is `known`; the unit above the table holds for figures without
    another one. Raises BadLayout.
    """
    _check(table, layout)
    long = _long(table, layout)
    if layout.indicator:
        long = _with_named_measures(_without_measures(long, known))
    if measured(unit := table.detail("unit")):
        long = long.with_columns(measure=pl.col("measure").fill_null(unit))
    sign: DecimalSign = "," if (layout.decimal or decimal_sign(long["cell"])) == "," else "."
    cells = long["cell"].replace(dict.fromkeys(DASHES, "0")) if layout.dash == "zero" else long["cell"]
    read = numbers(cells, sign)
    frame = pl.concat([long.drop("cell"), read, long.select(written="cell")], how="horizontal")
    frame = _with_status(_with_measure(frame))
    gap = pl.col("number").is_null() & ~pl.col("bad") & ~pl.col("status").is_in(list(WITHOUT_VALUE))
    return with_reasons(_valued(frame.filter(~gap | IS_REMOVAL))), sign


def cell_count(table: ForeignTable, layout: Layout) -> int:
    """The number of cells of figures in the table, empty ones included."""
    return table.frame.height * len(layout.values)


def _check(table: ForeignTable, layout: Layout) -> None:
    for name in layout.columns(table.columns):
        if name not in table.columns:
            raise BadLayout(
                "{file} has no column “{column}”: name one of {columns}.",
                file=table.name,
                column=name,
                columns=in_words(table.columns[:20]),
            )
    is_named = len(layout.values) == 1 and header_of(layout.values[0]) not in VALUE_HEADERS
    has_indicator = layout.indicator or "indicator" in layout.across or is_named
    missing = [
        part
        for part, there in (
            ("unit", layout.of("unit") or "unit" in layout.across),
            ("period", layout.of("period") or "period" in layout.across),
            ("indicator", has_indicator),
        )
        if not there
    ]
    if missing:
        part = missing[0]
        example = {"unit": "=beijing", "period": "=2023", "indicator": "=gdp"}[part]
        raise BadLayout(
            "{name} has no column that says the {role}: name one with --{part} COLUMN, or give one "
            "for every row: --{part} {example}.",
            name=table.name,
            part=part,
            role=gettext(part),
            example=example,
        )


def _long(table: ForeignTable, layout: Layout) -> pl.DataFrame:
    """One row a cell, with the texts of its row and of its header, as the file has them."""
    action = _text(layout.of("action"), table)
    role_texts = {role: _text(layout.of(role), table) for role in (*TEXTS, "measure", "action") if role not in NAMED}
    role_texts |= {role: or_any(role_texts[role], action) for role in ("unit", "period") if layout.of("action")}
    frame = table.frame.select(
        pl.col(LINE).alias("line"),
        *(text.alias(role) for role, text in role_texts.items()),
        *name_columns(layout, table),
        _text(layout.of("mult"), table).alias("power"),
        _text(layout.of("printed_mult"), table).alias("shown"),
        _text(layout.of("decimals"), table).alias("printed"),
        _text(layout.of("status"), table).alias("letter"),
        _text(layout.of("qualifier"), table).alias("how"),
        _indicator(layout, table).alias("indicator"),
        *(pl.col(name).alias(f"\0{n}") for n, name in enumerate(layout.values)),
    )
    cells = [f"\0{n}" for n in range(len(layout.values))]
    long = frame.unpivot(
        cells, index=[c for c in frame.columns if c not in cells], variable_name="of", value_name="cell"
    )
    filled = long.filter(pl.col("cell").is_not_null() | pl.col("letter").is_not_null() | IS_REMOVAL)
    headers = pl.DataFrame([_header(f"\0{n}", name, table, layout) for n, name in enumerate(layout.values)])
    joined = filled.join(headers.cast(pl.String), on="of", how="left", maintain_order="left")
    texts = [pl.coalesce(f"h_{part}", part).alias(part) for part in ("unit", "indicator", "period")]
    if layout.indicator and "indicator" in layout.across:
        texts[1] = pl.concat_str("indicator", "h_indicator", separator=".").alias("indicator")
    texts += [pl.coalesce("measure", "h_measure").alias("measure")]
    texts += [pl.coalesce("indicator_name", "h_indicator_name").alias("indicator_name")]
    return joined.with_columns(*texts).drop("of", *HEADED)


def _without_measures(long: pl.DataFrame, known: Container[str]) -> pl.DataFrame:
    """The rows with the measures in the names of their indicators, where they have no measure."""
    rows_of_names = []
    for text in long["indicator"].drop_nulls().unique(maintain_order=True).to_list():
        bare, measure = (text, None) if text in known else named_measure(text)
        if measure is not None:
            rows_of_names.append((text, bare, f"{measure.measure}@{measure.mult}"))
    if not rows_of_names:
        return long
    table = pl.DataFrame(rows_of_names, schema=dict.fromkeys(("indicator", "bare", "named"), pl.String), orient="row")
    joined = long.join(table, on="indicator", how="left", maintain_order="left")
    return joined.with_columns(
        indicator=pl.coalesce("bare", "indicator"), measure=pl.coalesce("measure", "named")
    ).drop("bare", "named")


def _with_named_measures(long: pl.DataFrame) -> pl.DataFrame:
    """The rows with the measures in the full names of their indicators, where they have none: GDP (current US$)."""
    measures = {text: named_measure(text)[1] for text in long["indicator_name"].drop_nulls().unique().to_list()}
    measure_texts = {text: f"{measure.measure}@{measure.mult}" for text, measure in measures.items() if measure}
    if not measure_texts:
        return long
    return long.with_columns(
        measure=pl.coalesce("measure", pl.col("indicator_name").replace_strict(measure_texts, default=None))
    )


def _header(of: str, name: str, table: ForeignTable, layout: Layout) -> dict[str, str | None]:
    """The meaning of one header, and its label where it is a code."""
    parts: dict[str, str | None] = dict.fromkeys(HEADED)
    bare, measure = named_measure(name.partition(": ")[0])
    if layout.across == "none":
        parts["h_indicator"] = None if layout.indicator or header_of(name) in VALUE_HEADERS else bare
    elif layout.across == "period":
        parts["h_period"] = name.partition(": ")[0]
    elif "+" in layout.across:
        dated_header = dated(name)
        bare, measure = named_measure(dated_header.name if dated_header else name)
        parts["h_period"] = dated_header.period if dated_header else None
        parts[f"h_{layout.across.partition('+')[0]}"] = bare
    else:
        parts[f"h_{layout.across}"] = bare if layout.across == "indicator" else name
    label_text = table.labels.get(name, "")
    of_period = dated(label_text) if "+" in layout.across else None
    label, of_label = named_measure(of_period.name if of_period else label_text)
    if parts["h_indicator"] and label:
        parts["h_indicator_name"] = label
    measure = measure or of_label
    parts["h_measure"] = None if measure is None else f"{measure.measure}@{measure.mult}"
    return {"of": of, "column": name, **parts}


def _text(column: str, table: ForeignTable) -> pl.Expr:
    """The texts of a column, or the constant; a header may begin with the sign of constants too."""
    if not column:
        return pl.lit(None, pl.String)
    return pl.lit(column[1:]) if is_constant(column, table.columns) else pl.col(column)


def _indicator(layout: Layout, table: ForeignTable) -> pl.Expr:
    if not layout.indicator:
        return pl.lit(None, pl.String)
    parts = [_text(name, table) for name in layout.indicator]
    if layout.of("action"):
        parts = [or_any(part, _text(layout.of("action"), table)) for part in parts]
    return pl.concat_str(parts, separator=".", ignore_nulls=len(parts) > 1)


def _with_measure(frame: pl.DataFrame) -> pl.DataFrame:
    """The measure and its power of ten, from the column, the header, UNIT_MULT and the word beside the number."""
    measures = {text: _measured(text) for text in frame["measure"].unique().to_list() if text is not None}
    table = pl.DataFrame(
        [(text, measure.measure, measure.mult) for text, measure in measures.items()],
        schema={"measure": pl.String, "m_measure": pl.String, "m_mult": pl.Int64},
        orient="row",
    )
    power = pl.col("power").cast(pl.Float64, strict=False).cast(pl.Int64, strict=False)
    of_measure = pl.coalesce(power, "m_mult", pl.lit(0))
    percent = pl.col("percent") & pl.col("m_measure").is_null()
    shown = pl.col("shown").cast(pl.Int64, strict=False).fill_null(0)
    return frame.join(table, on="measure", how="left", maintain_order="left").with_columns(
        measure=pl.when(percent).then(pl.lit("PERCENT")).otherwise("m_measure"),
        mult=pl.when(pl.col("mult") != 0).then("mult").otherwise(of_measure),
        bad_power=(pl.col("power").is_not_null() & power.is_null())
        | (pl.max_horizontal(of_measure.abs(), shown.abs()) > LARGEST_POWER),
    )


def _measured(text: str) -> Measured:
    """The measure of a header (already parsed) or of a column: an unknown text is a measure by itself."""
    kind, _, power = text.rpartition("@")
    if kind and power.isdigit():
        return Measured(kind, int(power))
    return measured(text) or Measured(text.partition(": ")[0].strip()[:60])


def _with_status(frame: pl.DataFrame) -> pl.DataFrame:
    """The letter of a column, else that of the cell: NaN and #N/A are missing, also where the letter is A."""
    own_letter = frame["letter"].str.strip_chars().str.to_uppercase().str.slice(0, 1)
    letter = pl.when((own_letter != "A") | ~pl.col("written").is_in(MISSING)).then(own_letter)
    return frame.with_columns(
        status=pl.coalesce(letter, pl.when(pl.col("status") != "").then("status"), pl.lit("A")),
        qualifier=pl.coalesce(pl.col("how").str.to_lowercase(), "qualifier"),
    )


def _valued(frame: pl.DataFrame) -> pl.DataFrame:
    printed, shown = (pl.col(name).cast(pl.Int64, strict=False) for name in ("printed", "shown"))
    number, vintage = pl.col("number"), _periods(frame["vintage"])
    return frame.with_columns(
        value=scaled_values(number, pl.col("mult"))
        if (frame["mult"] != 0).any()
        else number.cast(pl.Float64, strict=False),
        mult=pl.coalesce(shown, "mult"),
        decimals=pl.coalesce(printed, decimals_of(number), pl.lit(0)).clip(0, 30),
        period=_periods(frame["period"]),
        period_text=pl.col("period"),
        vintage=pl.coalesce(vintage, pl.lit("")),
        bad_vintage=pl.col("vintage").is_not_null() & vintage.is_null(),
    )


def _periods(texts: pl.Series) -> pl.Series:
    """The periods that texts name, in the workbook's form."""
    known = texts.drop_nulls().unique().to_list()
    periods = read_periods(text.partition(": ")[0] for text in known)
    table = pl.DataFrame(
        [(text, periods[text.partition(": ")[0]]) for text in known],
        schema={texts.name: pl.String, "said": pl.String},
        orient="row",
    )
    return texts.to_frame().join(table, on=texts.name, how="left", maintain_order="left")["said"]
