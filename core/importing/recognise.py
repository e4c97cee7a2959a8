"""Recognition of the layout of a table from its headers and the contents of its columns."""

import re
from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from core.frozen import frozen
from core.importing.code_names import NAME, NAME_ZH
from core.importing.codes import are_codes, is_fixed
from core.importing.column_split import dataset_of
from core.importing.dated_headers import dated
from core.importing.gaps import no_letters
from core.importing.headers import AMOUNTS, CODED, HEADERS, IGNORED, VALUE_HEADERS, header_of
from core.importing.layout import CONSTANT, Across, BadLayout, Layout, is_constant
from core.importing.numbers import decimal_sign, numbers
from core.importing.table import LINE, ForeignTable
from core.words import gettext, in_words
from core.workbook.measures import measured
from core.workbook.read_period import read_period

DATAFLOWS = ("DATAFLOW", "STRUCTURE_ID", "dataflow")
"""The columns of SDMX-CSV that name the dataset."""
SDMX_ROLES = {
    "ref_area": "unit", "indicator": "indicator", "time_period": "period", "unit_measure": "measure",
    "unit_mult": "mult", "decimals": "decimals", "obs_status": "status", "comment_obs": "note",
}  # fmt: skip
"""The concepts of SDMX (cross-domain concepts, SDMX glossary) that are a part of a figure."""
EMPTY = re.compile(r"column \d+")
"""The name of a column without a header."""
MOST_NAMED = 20
SAMPLE = 20_000
MOSTLY = 0.6


@frozen
class _Column:
    """The properties of one column of a sample; `is_code` where it may be codes, of one length or among words."""

    name: str
    header: str
    filled: int
    unique: int
    is_numeric: bool
    is_period: bool
    is_measure: bool
    is_code: bool


def recognised(table: ForeignTable, fixed: Iterable[tuple[str, str]] = ()) -> Layout:
    """The layout that a table states or most likely has; given roles stay. Raises BadLayout."""
    roles = dict(fixed)
    check_columns(table, roles.values())
    if table.layout is not None:
        stated = table.layout.with_roles({role: name for role, name in roles.items() if role != "indicator"})
        return replace(stated, indicator=(roles["indicator"],)) if roles.get("indicator") else stated
    columns = [_column(table, name) for name in table.columns]
    layout = _guessed(table, columns, roles)
    return with_dataset(table, layout) if not {"indicator", "indicator_name"} & set(dict(fixed)) else layout


def check_columns(table: ForeignTable, names: Iterable[str]) -> None:
    """Raises BadLayout, with the columns that there are, where a name is not a column."""
    for name in names:
        if name and not is_constant(name, table.columns) and name not in table.columns:
            few = table.columns[:MOST_NAMED]
            more = (
                gettext(" … ({count:,} more)", count=len(table.columns) - MOST_NAMED)
                if len(table.columns) > MOST_NAMED
                else ""
            )
            raise BadLayout(
                "{file} has no column “{column}”: name one of {few}{more}.",
                file=table.name,
                column=name[:80],
                few=in_words(few),
                more=more,
            )


def with_dataset(table: ForeignTable, layout: Layout) -> Layout:
    """The layout with the code of the dataset before the indicator, where only both together say what is measured."""
    dataset = table.detail("dataset")
    flow = next((name for name in DATAFLOWS if name in table.columns and name not in layout.columns(table.columns)), "")
    if not dataset and flow and not layout.indicator and "indicator" not in layout.across:
        flows = table.frame[flow].drop_nulls().unique()
        dataset = dataset_of(flows[0]) if flows.len() == 1 else ""
        if flows.len() > 1:
            return replace(layout, indicator=(flow,))
    if not dataset or "indicator" in layout.across:
        return layout
    title = table.detail("titled") if not layout.indicator and not layout.of("indicator_name") else ""
    named = replace(layout, indicator=(f"{CONSTANT}{dataset}", *layout.indicator))
    return named.with_roles({"indicator_name": f"{CONSTANT}{title}"}) if title else named


def _guessed(table: ForeignTable, columns: list[_Column], roles: dict[str, str]) -> Layout:
    """The layout by headers and contents."""
    across_periods = [c.name for c in columns if read_period(_bare(c.name))]
    if len(across_periods) > 1 and "period" not in roles:
        return _across_periods(table, columns, across_periods, roles)
    roles = _roles(columns, roles)
    used = set(roles.values())
    free = [c for c in columns if c.name not in used and c.header not in IGNORED and c.filled]
    value_columns = [c.name for c in free if c.header in VALUE_HEADERS and c.is_numeric]
    if "action" in roles and not value_columns:
        value_columns = [c.name for c in columns if c.header in VALUE_HEADERS]
    values = value_columns[:1] or [c.name for c in free if c.is_numeric]
    is_unit = any(
        header_of(c.name) in HEADERS["unit"] or EMPTY.fullmatch(c.name) for c in columns if c.name == roles.get("unit")
    )
    if "period" not in roles and _named_with_period(values, is_unit=is_unit):
        across: Across = "indicator+period" if is_unit else "unit+period"
    elif value_columns or len(values) == 1:
        across = "none"
    else:
        across = "unit" if "indicator" in roles and "unit" not in roles else "indicator"
    return _completed(table, columns, roles, values, across)


def _bare(name: str) -> str:
    return name.partition(": ")[0].strip()


def _column(table: ForeignTable, name: str) -> _Column:
    texts = table.frame[name].drop_nulls()
    sample = texts if texts.len() <= SAMPLE else texts.gather_every(texts.len() // SAMPLE)
    different = sample.unique(maintain_order=True).head(2000)
    solid = no_letters(different)
    is_code = header_of(name) not in VALUE_HEADERS and are_codes(different)
    bad = numbers(solid, decimal_sign(solid))["bad"].sum() if solid.len() else 1
    periods = [text for text in different.head(200).to_list() if read_period(_bare(text))]
    measures = [text for text in different.head(50).to_list() if measured(text)]
    return _Column(
        name,
        header_of(name),
        texts.len(),
        different.len(),
        is_numeric=solid.len() > 0 and bad < (1 - MOSTLY) * solid.len() and not is_code,
        is_period=different.len() > 0 and len(periods) >= 0.9 * min(different.len(), 200),
        is_measure=different.len() > 0 and len(measures) >= MOSTLY * min(different.len(), 50),
        is_code=is_fixed(different) or 0 < bad < solid.len(),
    )


def _roles(columns: list[_Column], fixed: dict[str, str]) -> dict[str, str]:
    roles = {**_sdmx_roles(columns), **fixed}
    for role, headers in HEADERS.items():
        if role in roles:
            continue
        column_name = next(
            (
                c
                for c in columns
                if c.header in headers and _fits(c, role) and c.name not in roles.values() and not _is_label(c, columns)
            ),
            None,
        )
        if column_name:
            roles[role] = column_name.name
    free = [c for c in columns if c.name not in roles.values() and c.header not in IGNORED | VALUE_HEADERS]
    if "unit" not in roles and (own := next((c for c in free if c.header == "unit" and not c.is_measure), None)):
        roles["unit"] = own.name
    if "unit" not in roles and "unit_name" in roles:
        roles["unit"] = roles.pop("unit_name")
    if "unit_name" not in roles and "unit" not in fixed:
        labels = [f"{roles.get('unit', '')}{ending}" for ending in (NAME, NAME_ZH)]
        there = [column.name for column in columns if column.name in labels]
        roles |= {"unit_name": min(there)} if there else _beside_codes(roles.get("unit", ""), columns, free)
    if "period" not in roles and (dates := sorted((c for c in free if c.is_period), key=lambda c: not c.is_numeric)):
        roles["period"] = dates[0].name
    texts = [c for c in free if not c.is_numeric and c.name not in roles.values() and c.filled]
    indicator = roles.get("indicator", "")
    if "unit" not in roles and texts and (not indicator or is_constant(indicator, [c.name for c in columns])):
        roles["unit"] = texts[0].name
    return {role: column for role, column in roles.items() if column}


def _beside_codes(unit: str, columns: list[_Column], free: list[_Column]) -> dict[str, str]:
    """The changed roles of a column of units beside one of codes: as many names as codes are their names.

    Beside fewer names an `id` of numbers belongs to the rows.
    """
    coded = next((c for c in columns if c.name == unit and CODED.search(c.header)), None)
    names = [c for c in free if c.header in HEADERS["unit"] and not c.is_numeric and not CODED.search(c.header)]
    if coded is None or not names:
        return {}
    if coded.header == "id" and coded.is_numeric and names[0].unique < coded.unique:
        return {"unit": names[0].name}
    return next(({"unit_name": c.name} for c in names if c.unique == coded.unique), {})


def _sdmx_roles(columns: list[_Column]) -> dict[str, str]:
    """The roles that SDMX names: MEASURE is the indicator where UNIT_MEASURE is the measure.

    Beside OBS_VALUE its concepts have their roles whatever they hold, as codes may be numbers; beside ACTION also where
    they are empty, as a row that removes figures leaves dimensions open.
    """
    removes = any(column.header == "action" for column in columns)
    by_header = {column.header: column.name for column in columns if column.filled or removes}
    known = SDMX_ROLES if "obs_value" in by_header else {}
    roles = {role: by_header[concept] for concept, role in known.items() if concept in by_header}
    if not {"measure", "unit_measure"} <= set(by_header):
        return roles
    roles |= {"indicator": by_header["measure"], "measure": by_header["unit_measure"]}
    return {**roles, "indicator_name": by_header["measure_name"]} if "measure_name" in by_header else roles


def _is_label(column: _Column, columns: list[_Column]) -> bool:
    """Whether a column names the measures of another one: unit_name beside unit, where that is a unit of measure."""
    code = column.header.removesuffix("_name")
    return code == "unit" != column.header and any(other.header == code and other.is_measure for other in columns)


def _fits(column: _Column, role: str) -> bool:
    if role == "period":
        return column.is_period
    if role == "measure":
        return column.is_measure or (column.header != "unit" and not column.is_numeric)
    if role in {"unit", "unit_name", "indicator", "indicator_name"}:
        is_code = CODED.search(column.header) is not None or (column.is_code and column.header not in AMOUNTS)
        return not column.is_numeric or is_code
    return column.filled > 0


def _across_periods(table: ForeignTable, columns: list[_Column], values: list[str], fixed: dict[str, str]) -> Layout:
    rest = [c for c in columns if c.name not in values]
    roles = _roles(rest, fixed)
    if "unit" in roles and "indicator" not in roles and "indicator" not in fixed:
        texts = [c for c in rest if c.name not in roles.values() and not c.is_numeric and c.filled and c.unique > 1]
        if texts and table.frame[roles["unit"]].is_duplicated().any():
            roles["indicator"] = texts[0].name
    return _completed(table, columns, roles, values, "period")


def _named_with_period(values: list[str], *, is_unit: bool) -> bool:
    """Whether headers such as Berlin2019 name something with a period: units over periods, or indicators of units."""
    headers = [dated(name) for name in values]
    names = {header.name for header in headers if header}
    return len(values) > 1 and all(headers) and "" not in names and (is_unit or len(names) < len(values))


def _completed(
    table: ForeignTable, columns: list[_Column], roles: dict[str, str], values: list[str], across: Across
) -> Layout:
    """The layout with a role for each further column: groups, further columns of the indicator, measures."""
    if not values:
        raise BadLayout("{name} has no column of figures: name one with --value.", name=table.name)
    if across == "unit+period" and "unit" in roles and "indicator" not in roles:
        roles = {**roles, "indicator": roles["unit"]}
        del roles["unit"]
        if "unit_name" in roles:
            roles["indicator_name"] = roles.pop("unit_name")
    indicator = (roles.pop("indicator"),) if "indicator" in roles else ()
    pillar = roles.get("pillar", "")
    if pillar and not (indicator and pillar in table.columns and _is_group(table, indicator[0], pillar)):
        del roles["pillar"]
    used = {*values, *roles.values(), *indicator}
    unused = [c for c in columns if c.name not in used and c.header not in IGNORED and c.filled and not c.is_numeric]
    if (
        across == "unit+period"
        and not roles.get("indicator_name")
        and unused
        and unused[0].unique == table.frame.height
    ):
        roles["indicator_name"] = unused.pop(0).name
    groups = tuple(
        c.name for c in unused if "group" in c.header and _is_group(table, roles.get("unit", CONSTANT), c.name)
    )
    names = {f"{c.header}{ending}".lower() for c in columns for ending in (NAME, NAME_ZH)}
    dims = [
        c.name for c in unused if c.name not in groups and c.unique > 1 and not c.is_measure and c.header not in names
    ]
    layout = Layout(tuple(values), across, indicator, (), groups).with_roles(roles)
    return replace(layout, indicator=(*indicator, *_needed(table, layout, dims)))


def _is_group(table: ForeignTable, unit: str, column: str) -> bool:
    """Whether a column has one text for all rows of a unit, or of what another column names."""
    if unit.startswith(CONSTANT):
        return False
    pairs = table.frame.select(unit, column).drop_nulls().unique()
    return not pairs[unit].is_duplicated().any()


def _needed(table: ForeignTable, layout: Layout, dims: list[str]) -> list[str]:
    """The further columns without which many rows would repeat a figure."""
    keys = [*layout.indicator, *(c for r, c in layout.roles if r in {"unit", "period", "vintage"})]
    keys = [name for name in keys if not is_constant(name, table.columns)]
    frame = table.frame.drop(LINE)
    if not dims or not keys:
        return []
    least = frame.select(pl.struct(keys).n_unique()).item()
    if least > 0.9 * frame.height:
        return []
    return [name for name in dims if frame.select(pl.struct([*keys, name]).n_unique()).item() > 1.1 * least]
