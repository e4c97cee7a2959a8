"""How tables of many forms are read is as recorded: columns that are split, layouts, figures, names and entries.

`--snapshot-update` renews the record, in which a change is to be seen.
"""

from collections.abc import Iterator
from dataclasses import MISSING, fields, replace

import polars as pl
import pytest
from syrupy.assertion import SnapshotAssertion

from core.errors import JingdexError
from core.importing.choices import Choices
from core.importing.column_split import split_columns
from core.importing.headings import doubts, headed_as_known, names_of
from core.importing.layout import BadLayout, Layout
from core.importing.name_lists import Listed, NameList
from core.importing.plan import Plan, planned
from core.importing.recognise import recognised
from core.importing.table import ForeignTable, foreign_table
from core.workbook.entries import Indicator, Source, Unit
from core.workbook.entry import Entry
from core.workbook.figure import Figure
from core.workbook.kept_entries import Alias, Mapping
from core.workbook.workbook import Workbook

TABLES = {
    "estat_lfst_r.tsv": r"""
        freq,unit,geo\TIME_PERIOD | 2019 | 2020
        A,PC,AT | 1.5 e | : c
        A,PC,BE | 2.5 | 3.5 b
        A,THS,AT | 100 | :
        A,THS,BE | 110 | 120""",
    "sdmx20.csv": """
        S | STRUCTURE_ID | STRUCTURE_NAME | ACTION | REF_AREA | In | INDICATOR | Is | TIME_PERIOD | OBS_VALUE | VINTAGE
        F | X:DF(1.0) | Flow | I | _x5317__x4EAC_ | Beijing | GDP | Product | 2020 | 1.5 | _Z
        F | X:DF(1.0) | Flow | I | AT | Austria | GDP | Product | 2020 | NaN | 2021
        F | X:DF(1.0) | Flow | I | BE | Belgium | GDP | Product | 2021 | 2.5 | 2022-05
        F | X:DF(1.0) | Flow | D | north | North | gdp | Product | 2020 | |
        F | X:DF(1.0) | Flow | D | | | | | | |
        F | X:DF(1.0) | Flow | D | south | South | | | | |""",
    "attributes.csv": """
        geo | TIME_PERIOD | OBS_VALUE | OBS_STATUS | CONF_STATUS | OBS_PRE_BREAK | COMMENT_OBS | UNIT_MULT | decimals
        AT | 2020 | 1.5 | A | F | | #N/A | 3 | 1
        AT | 2021 | NaN | A | C | 1.2 | a; note | 3 | 2
        BE | 2020 | 2.5 | b | #N/A | NaN | | 3 | 2
        BE | 2021 | 3.5 | A | N | x;[y] | b | NaN | 2""",
    "removals.csv": """
        STRUCTURE_ID | ACTION | REF_AREA | INDICATOR | TIME_PERIOD
        X:DF(1.0) | D | south | gdp | 2020""",
    "labels.csv": """
        REF_AREA: Reference area | INDICATOR: Indicator | TIME_PERIOD: Time | OBS_VALUE: Value | FREQ: Frequency
        AT: Austria | GDP: Product: gross | 2020 | 1.5 | A: Annual
        BE: Belgium | GDP: Product: gross | 2020 | 2.5 | A: Annual""",
    "measure_swapped.csv": """
        REF_AREA | MEASURE | MEASURE_name | UNIT_MEASURE | TIME_PERIOD | OBS_VALUE
        AT | GDP | Product | USD | 2020 | 1.5
        BE | GDP | Product | USD | 2020 | 2.5""",
    "flow.csv": """
        DATAFLOW | geo | TIME_PERIOD | OBS_VALUE
        ESTAT:NAMA_10(1.0) | AT | 2020 | 1
        ESTAT:NAMA_10(1.0) | BE | 2020 | 2""",
    "flows.csv": """
        DATAFLOW | geo | TIME_PERIOD | OBS_VALUE
        ESTAT:NAMA_10(1.0) | AT | 2020 | 1
        ESTAT:LFST(1.0) | AT | 2020 | 2""",
    "flags.csv": """
        country | 2019 value | 2019 flag | 2020 value | 2020 flag
        AT | 1 | e | 2 |
        BE | | c | 3 | (p)""",
    "unnamed_flags.csv": """
        country | 2019 | column 3 | 2020 | column 5
        AT | 1.5 | e | 2 |
        BE | 2.5 | | 3 | p""",
    "not_flags.csv": """
        country | year | gdp | column 4
        AT | 2019 | 1.5 | x1
        BE | 2019 | 2.5 | y2""",
    "status_column.csv": """
        country | year | gdp | flag | qualifier
        AT | 2019 | 1.5 | e | Over
        BE | 2019 | 2.5 | zz |
        CH | 2019 | | c | exact
        DE | 2019 | 3.5 | q |
        FR | 2019 | 4.5 | A | maybe""",
    "two_flags.csv": """
        country | year | gdp | gdp_flag | rd | rd_flag
        AT | 2019 | 1.5 | e | 3 | b
        BE | 2019 | 2.5 | | 4 |""",
    "city_years.csv": """
        variable | Berlin2019 | Berlin2020 | Bonn2019 | Bonn2020
        gdp | 1 | 2 | 3 | 4
        rd | 5 | 6 | 7 | 8""",
    "titled_city_years.csv": """
        code | title | Berlin2019 | Berlin2020
        gdp | Gross product (million EUR) | 1 | 2
        rd | Research (%) | 5 | 6""",
    "indicator_years.csv": """
        region | gdp 2019 | gdp 2020 | rd (%) 2019 | rd (%) 2020
        North | 1 | 2 | 3 | 4
        west | 5 | 6 | 7 | 8""",
    "years_of_two.csv": """
        region | series | note | 2019 | 2020
        North | jobs | a | 1 | 2
        North | firms | b | 3 | 4
        west | jobs | c | 5 | 6
        west | firms | d | 7 | 8""",
    "years_of_one.csv": """
        region | class | 2019 | 2020
        North | big | 1 | 2
        west | small | 3 | 4""",
    "ids.csv": """
        id | region | year | gdp
        1 | North | 2019 | 5
        2 | North | 2020 | 6
        3 | west | 2019 | 7
        4 | west | 2020 | 8""",
    "codes_and_names.csv": """
        地区代码 | 地区 | 年份 | 产值(亿元) | 人口（万人）
        110000 | 北京 | 2019 | 5 | 10.5
        110000 | 北京 | 2020 | 6 | 11.25
        310000 | 上  海 | 2019 | 7 | 12
        310000 | 上  海 | 2020 | 8 | 13""",
    "areas.csv": """
        region | year | area | gdp
        a | 2019 | 50.5 | 1
        b | 2019 | 60.5 | 2""",
    "units_of_measure.csv": """
        geo | time | unit | unit_name | value
        AT | 2019 | MIO_EUR | Million euro | 1.5
        BE | 2019 | MIO_EUR | Million euro | 2.5
        CH | 2019 | PC | Percentage | 3""",
    "unit_column.csv": """
        unit | year | x | y
        u1 | 2019 | 1.5 | 4
        u2 | 2019 | 2.5 | 5""",
    "commas.csv": """
        region | year | gdp | jobs
        a | 2019 | 1.234,5 | 1.000
        b | 2019 | 12,25 | 2.000
        c | 2019 | -0,5 e | 30.000""",
    "thousands.csv": """
        region | year | gdp | jobs | share
        a | 2019 | 1,234.5 | 1 000 | 5%
        b | 2019 | -12.25 | 22 000 | 6.5 %
        c | 2019 | 3 | 3'000 | 7""",
    "exponents.csv": """
        region | year | gdp (thousand EUR) | y
        a | 2019 | 1e3 | .5
        b | 2019 | 2.50E-4 | +7.
        c | 2019 | 1.234567890123456789 | 9007199254740993
        d | 2019 | 1e400 | 1e301""",
    "words.csv": """
        region | year | gdp
        a | 2019 | 约3万
        b | 2019 | ＞2.5亿元
        c | 2019 | 4百万
        d | 2019 | 5①
        e | 2019 | 6 (p)
        f | 2019 | 7 be
        g | 2019 | 8% 万
        h | 2019 | 9 xyz
        i | 2019 | : c
        j | 2019 | - e
        k | 2019 | #DIV/0! in B7
        l | 2019 | -
        m | 2019 | [c]
        n | 2019 | O
        o | 2019 | −3.5""",
    "bad_parts.csv": """
        REF_AREA | INDICATOR | TIME_PERIOD | OBS_VALUE | UNIT_MULT | DECIMALS | VINTAGE | OBS_STATUS
        a | x | 2019 | 1 | 31 | 1 | 2020 | A
        b | x | 2019 | 1 | -30 | 99 | 2020 | A
        c | x | 2019 | 1 | half | 1 | soon | A
        #REF! | x | 2019 | 1 | 0 | 1 | 2020 | A
        d | | 2019 | 1 | 0 | 1 | 2020 | A
        e | x | 2019-13 | 1 | 0 | 1 | 2020 | A
        f | x | 2019 | 1 | 0 | 1 | 2020 | M
        g | x | 2019 | #N/A | 0 | 1 | 2020 | A
        h | x | 2019 | NaN | 0 | 1 | 2020 | L
        i | x | 2019 | x | 0 | 1 | 2020 | A""",
    "named_indicators.csv": """
        country | indicator | indicator_name | year | value
        AT | a.b | GDP (current US$) | 2019 | 1.5
        BE | a.b | GDP (current US$) | 2019 | 2.5
        AT | c | Unemployment rate (%) | 2019 | 3.5""",
    "rounded_repeats.csv": """
        region | year | gdp | remark
        a | 2019 | 1.25 | x
        a | 2019 | 1.3 | x
        b | 2019 | 1.25 | x
        b | 2019 | 1.4 | y
        b | 2019 | 1.25 | z
        c | 2019 | 5 | x
        c | 2019 | 5 | y
        d | 2019 | 7 | x
        d | 2019 | 8 | x""",
    "totals.csv": """
        地区 | 年份 | 产值
        全国 | 2019 | 100
        北京市 | 2019 | 40
        上海市 | 2019 | 60""",
    "levels.csv": """
        region | indicator | year | value
        a | Economy/GDP | 2019 | 1
        a | Economy/Trade | 2019 | 2
        a | Social/Schools | 2019 | 3
        a | Social/Deaths | 2019 | 4""",
    "pillars.csv": """
        region | indicator | pillar | year | value
        north | gdp | Wealth | 2019 | 1
        north | unemployment | Wealth | 2019 | 2
        north | schools | People | 2019 | 3
        south | schools | People | 2019 | 4""",
    "no_pillars.csv": """
        region | indicator | pillar | year | value
        north | gdp | Wealth | 2019 | 1
        south | gdp | People | 2019 | 2""",
    "groups.csv": """
        region | region_name | income group | year | gdp | unit_name
        AT | Austria | high | 2019 | 1 | x
        BE | 比利时 | high | 2019 | 2 | x
        CH | | low | 2019 | 3 | x""",
    "no_groups.csv": """
        region | income group | year | gdp
        AT | high | 2019 | 1
        AT | low | 2020 | 2""",
    "sectors.csv": """
        region | sector | sector_name | sex | year | value
        AT | A | Farms | T | 2019 | 1
        AT | B | Works | T | 2019 | 2
        BE | A | Farms | T | 2019 | 3
        BE | B | Works | T | 2019 | 4""",
    "revised.csv": """
        region | year | gdp | source
        north | 2020 | 1.1 | t
        north | 2021 | 1.1 | t
        north | 2022 | 3 | t
        south | 2020 | 2.5 | s""",
    "slips.csv": """
        region | year | gdp
        Northumberland | 2001 | 1
        Northumberland | 2002 | 1
        Northumberland | 2003 | 1
        Northumberland | 2004 | 1
        Northumberland | 2005 | 1
        Northumberland | 2006 | 1
        Northumbrland | 2007 | 1
        Southern  Land | 2001 | 1
        北京 上海 | 2001 | 1
        São Paulo/Rio | 2001 | 1
        内蒙古自治区 | 2001 | 1
        内蒙 | 2001 | 1""",
    "titles.csv": """
        region | year | gdp | gdp (%)
        a | 2019 | 1 | 2""",
    "no_unit.csv": """
        year | gdp
        2019 | 1""",
    "no_period.csv": """
        region | gdp
        a | 1""",
    "dates_as_numbers.csv": """
        region | quarter | reported | gdp
        a | 2019Q1 | 2020 | 1.5
        a | 2019Q2 | 2020 | 2.5""",
    "zero_first.csv": """
        region_code | year | gdp | nace
        01 | 2019 | 1.5 | 3E10
        02 | 2019 | 2.5 | 2A07
        10 | 2019 | 3.5 | 3E11""",
}  # fmt: skip
DIRECTIONS = {"gdp": -1, "unemployment": 1, "gone": 1}
LISTS = (
    NameList("cities", (
        Listed("CN", "China", "中国"), Listed("110000", "Beijing", "北京", ("北京市",), "CN"),
        Listed("310000", "Shanghai", "上海", ("上海市",), "CN"), Listed("AT", "Austria", "奥地利", ("AUT",), "EU"),
        Listed("BE", "Belgium", "比利时", (), "EU"), Listed("EU", "European Union", "欧盟"),
    )),
)  # fmt: skip
KEPT = Mapping("kept", '{"values": [], "across": "none", "indicator": [], "roles": [], "groups": [], "decimal": ""}')
CHOICES = {
    "as it is": Choices(released="2026-01"),
    "with lists": Choices(
        Source("t", "Title", "Bureau"), vintage="2025", released="2026-01", unknown="near", directions=DIRECTIONS,
        mapping=KEPT, lists=LISTS, measures={"share": "PERCENT"},
    ),
}  # fmt: skip
KNOWN = Workbook.of(
    [
        Figure("north", "gdp", "2020", value=1.0, source="s"), Figure("north", "gdp", "2021", value=1.0),
        Figure("north", "gdp", "2021", "2022", value=1.2, source="s"), Figure("south", "gdp", "2020", value=2.5),
        Figure("bj", "gdp", "2019", value=9.0, source="s"),
    ],
    [
        Unit("north", "North", "北方"), Unit("south", "Southern Land"), Unit("bj", "Beijing"),
        Unit("内蒙古", "", "内蒙古"),
        Indicator("gdp", "GDP", "生产总值"), Indicator("rd", "R&D", measure="PERCENT"), Alias("unit", "S.", "south"),
    ],
)  # fmt: skip


def table(name: str) -> ForeignTable:
    """The table of a name, its columns split."""
    header, *rows = (line.split(" | ") for line in TABLES[name].strip().splitlines())
    names = [cell.strip() for cell in header]
    cells = [[cell.strip(" |") for cell in row] + [""] * (len(names) - len(row)) for row in rows]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String), orient="row")
    return split_columns(foreign_table(name, frame, "delimiter comma"))


@pytest.mark.parametrize("choices", CHOICES)
@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_read_as_it_was(name: str, choices: str, snapshot: SnapshotAssertion) -> None:
    """Its columns, its layout, the headers as known names have them, its figures and the entries beside them."""
    assert [*outcome(table(name), CHOICES[choices])] == snapshot


def outcome(read: ForeignTable, choices: Choices) -> Iterator[str]:
    """What becomes of a table, a line each."""
    yield f"columns {' | '.join(read.columns)}"
    yield f"details {' | '.join(read.details)}"
    try:
        layout = headed_as_known(
            read, recognised(read), names_of(KNOWN.units.values()), names_of(KNOWN.indicators.values())
        )
        yield f"layout {filled(layout)}"
        yield from (f"doubt {finding.kind}" for finding in doubts(read, layout, set(), set()))
        plan = planned(read, layout, choices, KNOWN)
    except JingdexError as error:
        yield f"error {error}"
        return
    yield from parts(plan)
    edit = plan.edit(KNOWN)
    yield f"edits {len(edit.edits)}: {edit}"
    after = edit.apply(KNOWN)
    yield f"figures {after.figures.whole().height}"


def parts(plan: Plan) -> Iterator[str]:
    """The figures and entries of a plan."""
    yield f"counts {plan.rows} {plan.cells} {plan.empty} {plan.counts} {plan.decimal} {plan.doubt!r}"
    yield f"measures {sorted(plan.measures().rows())}"
    yield from (f"match {match.text} {match.rows} {match.code} {match.nearest}" for match in plan.units)
    yield from (f"match {match.text} {match.rows} {match.code} {match.nearest}" for match in plan.indicators)
    for part in ("new", "changed", "unchanged", "removed"):
        rows = getattr(plan, part).drop("time", "author", strict=False).rows()
        yield from (f"{part} {' | '.join(str(cell) for cell in row if cell not in (None, ''))}" for row in rows)
    yield from (f"{kind} {filled(entry)}" for kind, entry in plan.entries)
    yield from (f"refused {row.line} {row.text}: {row.why}" for row in (*plan.refused, *plan.notes))
    yield from (f"finding {finding.kind} {finding.rows}" for finding in plan.findings)
    yield from (f"column {use.name}: {use.use} {use.sample}" for use in plan.columns)
    yield f"index {plan.index and plan.index.code} of {[entry.code for entry in plan.new_indicators]}"


def filled(entry: Entry | Layout) -> str:
    """The fields of an entry that differ from their defaults."""
    values = {field.name: getattr(entry, field.name) for field in fields(entry) if field.default is not None}
    shown = {name: value for name, value in values.items() if value != default_of(entry, name)}
    return ", ".join(f"{name}={value!r}" for name, value in shown.items())


def default_of(entry: Entry | Layout, name: str) -> object:
    """The default of a field of an entry."""
    default = next(field.default for field in fields(entry) if field.name == name)
    return None if default is MISSING else default


FIXED = [
    ("titles.csv", {"unit": "region", "period": "=2020", "indicator": "=x"}),
    ("named_indicators.csv", {"indicator": "indicator", "unit": "=here", "measure": "=CNY"}),
    ("flow.csv", {"indicator": "=x"}),
    ("sectors.csv", {"indicator_name": "sector_name", "period": "year", "note": "sex"}),
    ("pillars.csv", {"pillar": "=one"}),
    ("groups.csv", {"pillar": "unit_name", "unit": "nosuch"}),
    ("years_of_two.csv", {"indicator": "series", "period": "2019"}),
    ("estat_lfst_r.tsv", {"unit": "geo", "unit_name": "freq"}),
    ("indicator_years.csv", {"period": "=2000"}),
]


@pytest.mark.parametrize(("name", "roles"), FIXED)
def test_roles_that_a_person_gives_stay_as_they_did(
    name: str, roles: dict[str, str], snapshot: SnapshotAssertion
) -> None:
    """Other columns are guessed beside them; also where the file states a layout."""
    read = table(name)
    stated = replace(read, layout=Layout(tuple(read.columns[-1:]), "none", tuple(read.columns[:1])))
    layouts = []
    for of in (read, stated):
        try:
            layouts.append(filled(recognised(of, roles.items())))
        except BadLayout as error:
            layouts.append(str(error))
    assert layouts == snapshot


CHANGES = [
    ("words.csv", {"dash": "zero"}), ("commas.csv", {"decimal": "."}), ("thousands.csv", {"decimal": ","}),
    ("levels.csv", {"index": "yes"}), ("pillars.csv", {"index": "no"}), ("pillars.csv", {"index": "yes"}),
    ("groups.csv", {"groups": ("region_name", "income group")}), ("no_groups.csv", {"groups": ("income group",)}),
    ("sectors.csv", {"indicator": ("sector", "=x", "sex")}), ("sectors.csv", {"indicator": ("=x",)}),
    ("titles.csv", {"across": "period"}), ("titles.csv", {"values": ("nosuch",)}), ("titles.csv", {"roles": ()}),
    ("unit_column.csv", {"across": "unit"}), ("named_indicators.csv", {"indicator": ()}),
    ("years_of_two.csv", {"across": "indicator"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change"), CHANGES)
def test_a_layout_that_is_changed_is_read_as_it_was(
    name: str, change: dict[str, object], snapshot: SnapshotAssertion
) -> None:
    """What becomes of the table with this part of its layout replaced."""
    read = table(name)
    layout = replace(recognised(read), **change)  # type: ignore[arg-type]
    try:
        found = [*parts(planned(read, layout, CHOICES["with lists"], KNOWN))]
    except JingdexError as error:
        found = [str(error)]
    assert found == snapshot
