"""Cluster statistics as views: quotients as a matrix, regions and industries by their measures, growth by its parts."""

from collections.abc import Callable

import polars as pl

from core.clusters.standing import QUADRANTS
from core.numerals import decimal
from core.words import gettext, labelled, marked, with_note
from core.workbook.workbook import indicator_of
from tui.grid.sheet import Sheet, SheetRow, key_of, look_of_change, parts_of, row_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING, rounded
from tui.tables.query import QueryContext

STAR = "★"
CONCENTRATION: dict[str, str] = marked({
    "herfindahl": "Herfindahl", "effective_number": "effective no.", "concentration_ratio": "top 3",
    "normalised_herfindahl": "HHI, normalised", "gini": "loc. Gini", "gamma": "EG gamma", "shannon": "Shannon",
    "evenness": "evenness",
})  # fmt: skip
SPECIALISATION: dict[str, str] = marked({
    "krugman": "Krugman", "hoover": "Hoover", "herfindahl": "Herfindahl", "effective_number": "effective no.",
})  # fmt: skip
PARTS = ("change", "national", "mix", "competitive", "allocation")


def quotient_sheet(table: pl.DataFrame, period: str, query: QueryContext) -> Sheet:
    """Regions down, industries across: the location quotient, with a star for each that the cluster has earned."""
    here = table.filter(pl.col("period") == period)
    industries = list(dict.fromkeys(here["industry"]))
    columns = [Column(query.wording.word("region"), 20, frozen=True, grows=True)]
    columns += [Column(query.indicator_name(code), 10, "right") for code in industries]
    rows = []
    for (region,), members in here.group_by("region", maintain_order=True):
        known = {row["industry"]: row for row in members.iter_rows(named=True)}
        quotients = [known.get(code) for code in industries]
        values = [row["location_quotient"] if row else None for row in quotients]
        name = query.unit_name(str(region))
        cells = zip(map(_quotient, quotients), values, strict=True)
        rows.append(row_of(key_of("region", region), (name, name), *cells))
    return Sheet(columns, rows)


def quotient_lines(table: pl.DataFrame, period: str, key: str, column: int, query: QueryContext) -> list[str]:
    """What is known of the cluster under the cursor."""
    here = table.filter(pl.col("period") == period)
    industries = list(dict.fromkeys(here["industry"]))
    if not 0 < column <= len(industries):
        return []
    region, industry = parts_of(key)[-1], industries[column - 1]
    rows = here.filter((pl.col("region") == region) & (pl.col("industry") == industry)).rows(named=True)
    if not rows:
        return [
            labelled(
                f"{query.unit_name(region)} · {query.indicator_name(industry)} {period}",
                query.wording.word("no figure"),
            )
        ]
    row = rows[0]
    size = amount(query, row["size"], industry)
    focus = NOTHING if row["focus"] is None else f"{100 * row['focus']:.2f}%"
    head = gettext(
        "{region} · {industry} {period}: size {size} · {focus} of the region",
        region=query.unit_name(region),
        industry=query.indicator_name(industry),
        period=period,
        size=size,
        focus=focus,
    )
    return [
        gettext(
            "{name} · quotient {quotient} · {stars} of 3 stars",
            name=head,
            quotient=rounded(row["location_quotient"], 4),
            stars=row["stars"] or 0,
        )
    ]


def specialisation_sheet(table: pl.DataFrame, period: str, query: QueryContext) -> Sheet:
    """Each region: how far its mix is from that of the whole, and how many industries it really has."""
    return _measured(table.filter(pl.col("period") == period), "region", query.unit_name, SPECIALISATION, query)


def concentration_sheet(table: pl.DataFrame, period: str, query: QueryContext) -> Sheet:
    """Each industry: how much of it the largest regions hold, in every measure."""
    return _measured(table.filter(pl.col("period") == period), "industry", query.indicator_name, CONCENTRATION, query)


def shift_share_sheet(table: pl.DataFrame, query: QueryContext) -> Sheet:
    """Each region with the sums of its industries, then these: the change and its parts, which sum to it."""
    word = query.wording.word
    columns = [
        Column(word("region"), 26, frozen=True, grows=True),
        *(Column(word(part), 13, "right") for part in PARTS),
    ]
    rows: list[SheetRow | Heading] = []
    for (region,), members in table.group_by("region", maintain_order=True):
        sums = members.select(pl.col(PARTS).sum()).row(0)
        first = members["industry"][0]
        name, parts = query.unit_name(str(region)), [(Cell(amount(query, x, first, "+"), "head"), x) for x in sums]
        rows.append(row_of(key_of("region", region), (Cell(name, "head"), name), *parts))
        for row in members.iter_rows(named=True):
            name, values = query.indicator_name(row["industry"]), [row[part] for part in PARTS]
            parts = [(Cell(amount(query, x, row["industry"], "+"), look_of_change(x)), x) for x in values]
            rows.append(row_of(key_of("cluster", region, row["industry"]), (f"  {name}", name), *parts))
    return Sheet(columns, rows)


def quadrant_sheet(table: pl.DataFrame, query: QueryContext) -> Sheet:
    """The clusters by quadrant, the densest first."""
    word = query.wording.word
    columns = [
        Column(word("region"), 20, frozen=True, grows=True), Column(word("industry"), 24, grows=True),
        Column(word("quotient"), 9, "right"), Column(word("change"), 9, "right"), Column(word("size"), 14, "right"),
    ]  # fmt: skip
    rows: list[SheetRow | Heading] = []
    for quadrant, (dense, rising) in QUADRANTS.items():
        members = table.filter(pl.col("quadrant") == quadrant).sort("location_quotient", descending=True)
        meaning = gettext(
            "quotient {first}, {last}",
            first=gettext("1 or more") if dense else gettext("below 1"),
            last=gettext("rising") if rising else gettext("falling"),
        )
        rows.append(Heading(labelled(with_note(word(quadrant), meaning), members.height), "rule"))
        rows += [_placed(row, query) for row in members.iter_rows(named=True)]
    return Sheet(columns, rows)


def _placed(row: dict[str, object], query: QueryContext) -> SheetRow:
    region, industry = query.unit_name(str(row["region"])), query.indicator_name(str(row["industry"]))
    values = [
        value if isinstance(value := row[name], float) else None for name in ("location_quotient", "change", "size")
    ]
    change = Cell("" if values[1] is None else f"{values[1]:+.3f}", look_of_change(values[1]))
    return row_of(
        key_of("cluster", row["region"], row["industry"]),
        *((name, name) for name in (region, industry)),
        (rounded(values[0], 3), values[0]),
        (change, values[1]),
        (amount(query, values[2], str(row["industry"])), values[2]),
    )


def _measured(
    table: pl.DataFrame, of: str, named: Callable[[str], str], measures: dict[str, str], query: QueryContext
) -> Sheet:
    known = {name: title for name, title in measures.items() if table[name].null_count() < table.height}
    columns = [Column(query.wording.word(of), 26, frozen=True, grows=True)]
    columns += [Column(query.wording.word(title), 13, "right") for title in known.values()]
    first = next(iter(known), of)
    rows = []
    for row in table.sort(first, descending=True, nulls_last=True).iter_rows(named=True):
        name, values = named(str(row[of])), [row[measure] for measure in known]
        rows.append(row_of(key_of(of, row[of]), (name, name), *((rounded(value, 4), value) for value in values)))
    return Sheet(columns, rows)


def _quotient(row: dict[str, object] | None) -> Cell:
    value = row["location_quotient"] if row else None
    if row is None or not isinstance(value, float):
        return Cell(NOTHING, "dim")
    stars = row["stars"] if isinstance(row["stars"], int) else 0
    return Cell(f"{value:.2f}{STAR * stars:<3}", "head" if stars else "plain" if value >= 1 else "dim")


def amount(query: QueryContext, value: float | None, code: str, sign: str = "") -> str:
    """A size of an industry in its scale, or with the sign + a change; one without a scale as it is."""
    mult = indicator_of(query.workbook, code).mult
    if value is None:
        return NOTHING
    plus = sign if value > 0 else ""
    return f"{plus}{query.wording.number(value, mult, 2)}" if mult else decimal(value, f"{sign},.6g")
