"""The columns of names beside the codes of a table: of units, of indicators made of several columns, of sources."""

from collections.abc import Iterator, Sequence

import polars as pl

from core.importing.code_names import DATAFLOW, NAME, NAME_ZH
from core.importing.layout import Layout, is_constant
from core.importing.table import ForeignTable

LINK = " · "
"""The separator of the names of the parts of an indicator."""
PARTS = ("unit", "source")


def name_columns(layout: Layout, table: ForeignTable) -> Iterator[pl.Expr]:
    """The names of the indicator of a row, and of its unit and source, that have no role in the layout."""
    yield _indicator(layout, table, NAME, layout.of("indicator_name")).alias("indicator_name")
    yield _indicator(layout, table, NAME_ZH, "").alias("indicator_name_zh")
    stem = layout.of("unit_name").removesuffix(NAME_ZH).removesuffix(NAME)
    for part, column in (("unit_name_zh", f"{stem}{NAME_ZH}"), ("source_name", f"{layout.of('source')}{NAME}")):
        yield (pl.col(column) if column in table.columns else pl.lit(None, pl.String)).alias(part)


def label_uses(names: Sequence[str], layout: Layout) -> dict[str, str]:
    """The uses of the columns of such names."""
    of = {layout.of(part): part for part in PARTS} | dict.fromkeys(layout.indicator, "indicator")
    if any(is_constant(column, names) for column in layout.indicator):
        of[DATAFLOW] = "indicator"
    endings = ((name, name.removesuffix(ending)) for name in names for ending in (NAME, NAME_ZH))
    return {name: f"{of[code]}{NAME}" for name, code in endings if code != name and code in of}


def _indicator(layout: Layout, table: ForeignTable, ending: str, own_name: str) -> pl.Expr:
    """The names of the parts of an indicator, a code where a part has no name; the names of a person come first."""
    parts = [column for column in layout.indicator if not is_constant(column, table.columns)]
    if own_name and (len(parts) < 2 or own_name != f"{parts[0]}{NAME}"):  # noqa: PLR2004 - the names of one part alone
        return pl.lit(own_name[1:]) if is_constant(own_name, table.columns) else pl.col(own_name)
    if not parts and layout.indicator:
        parts = [DATAFLOW]
    labels = {column: f"{column}{ending}" for column in parts if f"{column}{ending}" in table.columns}
    if not labels:
        return pl.lit(None, pl.String)
    return pl.concat_str(
        [pl.coalesce(labels[column], column) if column in labels else pl.col(column) for column in parts],
        separator=LINK, ignore_nulls=True,
    )  # fmt: skip
