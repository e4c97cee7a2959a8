"""The figures of a text folder as figures.csv, each value as it was printed."""

import io
from decimal import Decimal

import polars as pl

from core.workbook.figure_frame import IS_OWN, SERIES
from core.workbook.figure_store import Figures
from core.workbook.period import period
from data.figure_rows import FIGURE_FIELDS
from data.frame_csv import write_frame_csv

NUMBER = ("value", "mult", "decimals")


def figures_text(figures: Figures) -> str:
    """A header and a line for each figure, in the order of the series and of the figures in them."""
    frame, buffer = figures.whole(), io.BytesIO()
    known = sorted(frame["period"].unique(), key=lambda text: (period(text).end, period(text).start, text))
    place = pl.col("period").replace_strict({text: at for at, text in enumerate(known)}, return_dtype=pl.Int64)
    frame = frame.sort(*SERIES, place, IS_OWN, "vintage")
    write_frame_csv(frame.with_columns(value=printed(frame)).select(FIGURE_FIELDS), buffer, line_end="\n")
    return buffer.getvalue().decode()


def printed(frame: pl.DataFrame) -> pl.Series:
    """Each value as it was printed, with all digits: 2947.1 for 294,710,000,000 at 8 with 1 decimal."""
    text = pl.col("value").cast(pl.String)
    parts = text.str.strip_chars_start("-").str.splitn(".", 2).struct
    digits = pl.concat_str(parts.field("field_0"), parts.field("field_1"))
    point = parts.field("field_0").str.len_bytes().cast(pl.Int64) - pl.col("mult")
    digits = digits.str.zfill(digits.str.len_bytes() + pl.max_horizontal(1 - point, 0))
    point = pl.max_horizontal(point, 1)
    digits = digits.str.pad_end(point, "0")
    number = digits.str.slice(0, point).str.strip_chars_start("0")
    fraction = digits.str.slice(point).str.strip_chars_end("0")
    shown = pl.concat_str(
        pl.when(text.str.starts_with("-")).then(pl.lit("-")).otherwise(pl.lit("")),
        pl.when(number == "").then(pl.lit("0")).otherwise(number),
        pl.when(pl.col("decimals") > 0).then(pl.lit(".")).otherwise(pl.lit("")),
        fraction.str.pad_end(pl.col("decimals"), "0"),
    )
    is_plain = ~text.str.contains("[^0-9.-]") & (fraction.str.len_bytes() <= pl.col("decimals"))
    table = frame.select(*NUMBER, pl.when(is_plain).then(shown).alias("printed"), is_plain=is_plain)
    others = table.filter(~pl.col("is_plain")).select(NUMBER).unique()
    if others.is_empty():
        return table["printed"]
    by_one = others.with_columns(other=pl.Series([_printed(*row) for row in others.iter_rows()], dtype=pl.String))
    return (
        table.join(by_one, on=NUMBER, how="left", maintain_order="left")
        .select(pl.coalesce("printed", "other"))
        .to_series()
    )


def _printed(value: float, mult: int, decimals: int) -> str:
    """A value with an exponent, or with more digits than its decimals."""
    exact = Decimal(repr(value)).scaleb(-mult)
    digits = -int(exact.normalize().as_tuple().exponent)
    return format(exact, f".{decimals}f" if digits <= decimals else "f")
