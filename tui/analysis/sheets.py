"""Sheets on the quality of an index: its indicators, their correlations, consistency and components."""

import polars as pl

from core.analysis.correlation import correlations, p_values
from core.words import gettext, in_words, labelled, marked
from tui.grid.sheet import Sheet, SheetRow, key_of, parts_of, row_of, sentence_sheet
from tui.grid.slope_text import p_value
from tui.grid.table import Cell, Column, Heading, Look
from tui.grid.wording import NOTHING, rounded
from tui.results.unit_sheet import numbers
from tui.tables.analyses import CONFLICT, CONTRARY, HIGH, STRONG, codes_of_level, coefficient
from tui.tables.query import QueryContext
from tui.tables.registry import table
from tui.tables.spec import TableSpec

FLAGS = {
    "few_available": "few figures",
    "few_nonzero": "many zeros",
    "few_unique": "few values",
    "outliers": "outliers",
}
PARTS = ("min", "median", "mean", "max", "sd")
KEPT = 6
"""So many components are shown."""
LOADED = 0.3
"""The rule of thumb for a loading that counts."""

TITLES = marked({HIGH: "highly correlated ({least} or more)", CONFLICT: "conflict ({least} or less)"})
LEASTS = {HIGH: STRONG, CONFLICT: CONTRARY}
MOST_PAIRS = 400
SIGNS = marked("= highly correlated (0.9 or more) · ! conflict (-0.4 or less)")


def statistics_sheet(spec: TableSpec, query: QueryContext) -> Sheet:
    """Each indicator in a row over all years: what about it should be looked at, then how it is spread."""
    word = query.wording.word
    columns = [
        Column(word("indicator"), 28, frozen=True, grows=True),
        Column(word("warnings"), 22),
        Column(word("available"), 9, "right"),
        *(Column(word(part), 12, "right") for part in PARTS),
        Column(word("skewness"), 8, "right"),
        Column(word("kurtosis"), 8, "right"),
        Column(word("zeros"), 6, "right"),
        Column(word("values"), 6, "right"),
    ]
    rows = []
    for row in spec.frame(query).iter_rows(named=True):
        indicator = query.workbook.indicators.get(row["indicator"])
        flags = in_words(word(text) for flag, text in FLAGS.items() if row[flag])
        zeros = row["available"] - row["nonzero"]
        values = [row[part] for part in PARTS]
        rows.append(row_of(
            key_of("indicator", row["indicator"]), (row["name"], row["name"]), (Cell(flags, "warn"), flags or None),
            (_of_all(row["available"], row["share_available"]), row["available"]),
            *zip(numbers(values, indicator, query.wording), values, strict=True),
            *((rounded(row[part], 2), row[part]) for part in ("skewness", "kurtosis")),
            (str(zeros or ""), zeros), (str(row["unique"]), row["unique"]),
        ))  # fmt: skip
    return Sheet(columns, rows)


def _of_all(count: int, share: float | None) -> str:
    """So many of all, which the share tells: 49/51."""
    return f"{count}/{round(count / share)}" if share else str(count)


def components_sheet(spec: TableSpec, query: QueryContext) -> Sheet:
    """The principal components of what is below a node: what each explains, then the loadings."""
    word, explained = query.wording.word, spec.frame(query).head(KEPT)
    if explained.is_empty():
        return sentence_sheet(
            gettext("There are no components: what is below is constant, or has no two complete rows.")
        )
    shown = explained["component"].to_list()
    columns = [Column(word("component"), 30, frozen=True, grows=True)]
    columns += [Column(name, 9, "right") for name in shown]
    rows: list[SheetRow | Heading] = []
    for part in ("eigenvalue", "share", "cumulative"):
        cells = ((f"{value:.3f}", value) for value in explained[part])
        rows.append(row_of(key_of("explained", part), (Cell(word(part), "head"), part), *cells))
    rows.append(Heading(word("loadings"), "rule"))
    loadings = table("loadings").frame(query)
    for (code,), of_code in loadings.group_by("code", maintain_order=True):
        known = dict(of_code.select("component", "loading").iter_rows())
        name, values = query.code_name(query.method or "", str(code)), [known[component] for component in shown]
        loads = [(Cell(f"{x:+.3f}", "plain" if abs(x) >= LOADED else "dim"), x) for x in values]
        rows.append(row_of(key_of("loading", code), (name, name), *loads))
    return Sheet(columns, rows)


def nodes_with_components(query: QueryContext) -> list[tuple[str, dict[str, object]]]:
    """A page for each node, and for all indicators, that have components."""
    frame = table("components").frame(query)
    return [(query.code_name(query.method or "", of), {"node": of}) for of in frame["of"].unique(maintain_order=True)]


def level_name(level: int, top: int) -> str:
    """A level in words."""
    return (
        gettext("indicators")
        if level == 1
        else gettext("the index")
        if level == top
        else gettext("level {level}", level=level)
    )


def level_pairs(query: QueryContext) -> list[tuple[str, dict[str, object]]]:
    """A page for every level of the tree with itself and with every level above, but the index alone."""
    scored = next(query.scored())
    known = sorted({height for code, height in scored.tree.heights.items() if code in scored.frame.columns})
    top = known[-1]
    return [
        (
            gettext("{first} with {second}", first=level_name(first, top), second=level_name(second, top)),
            {"levels": [first, second]},
        )
        for at, first in enumerate(known)
        for second in known[at:]
        if (first, second) != (top, top)
    ]


def matrix_sheet(_: TableSpec, query: QueryContext) -> Sheet:
    """Codes of one level down, of another across, over all years; = marks what nearly agrees, ! what pulls apart."""
    scored = next(query.scored())
    rows, columns = (codes_of_level(scored, level) for level in query.options.levels)
    table = correlations(scored.frame, rows, columns, coefficient(query))
    values = dict(zip(table.select("first", "second").iter_rows(), table["correlation"], strict=True))
    head = [
        Column(query.wording.word("part"), 24, frozen=True, grows=True),
        *(Column(_named(query, column), 8, "right") for column in columns),
    ]
    lines = []
    for row in rows:
        numbers = [values[row, column] for column in columns]
        cells = [_cell(value, row == column) for value, column in zip(numbers, columns, strict=True)]
        name = _named(query, row)
        lines.append(SheetRow(key_of("code", row), (Cell(name), *cells), sort_by=(name, *numbers)))
    return Sheet(head, lines)


def pair_lines(query: QueryContext, key: str, at: int) -> list[str]:
    """What is known of the pair under the cursor, with its p."""
    scored, how = next(query.scored()), coefficient(query)
    columns, row = codes_of_level(scored, query.options.levels[1]), parts_of(key)[-1]
    column = columns[at - 1] if 0 < at <= len(columns) else columns[0]
    if row not in scored.frame.columns:
        return []
    value = correlations(scored.frame, [row], [column], how)["correlation"][0]
    tested = p_values(scored.frame, list(dict.fromkeys((row, column))), how)
    p = tested.filter((pl.col("first") == row) & (pl.col("second") == column))["p"][0]
    shared = scored.frame.select(row, column).drop_nulls().height if row != column else scored.frame.height
    numbers = gettext(
        "{name} {correlation} · p {chance} · rows with both: {count:,}",
        name=how.capitalize(),
        correlation=_number(value),
        chance=p_value(p),
        count=shared,
    )
    return [
        gettext("{first} with {second}", first=_named(query, row), second=_named(query, column)),
        numbers,
        "",
        gettext(SIGNS),
    ]


def pairs_sheet(spec: TableSpec, query: QueryContext) -> Sheet:
    """Pairs of indicators that are highly correlated, or are in conflict, the strongest first."""
    word, frame = query.wording.word, spec.frame(query)
    columns = [
        Column(word("indicator"), 30, frozen=True, grows=True), Column(coefficient(query).capitalize(), 9, "right"),
        Column("p", 10, "right"), Column(word("with"), 30, grows=True), Column(word("siblings"), 8),
    ]  # fmt: skip
    rows: list[SheetRow | Heading] = []
    for kind, title in TITLES.items():
        pairs = frame.filter(kind=kind)
        rows.append(Heading(labelled(gettext(title, least=LEASTS[kind]), pairs.height), "rule"))
        rows += [_pair(pair, query) for pair in pairs.head(MOST_PAIRS).iter_rows(named=True)]
    return Sheet(columns, rows)


def _pair(pair: dict[str, object], query: QueryContext) -> SheetRow:
    first, second = str(pair["first"]), str(pair["second"])
    names = [_named(query, code) for code in (first, second)]
    value, p = (text if isinstance(text := pair[name], float) else None for name in ("correlation", "p"))
    sibling = query.wording.word("yes") if pair["siblings"] else ""
    cells = (Cell(names[0]), Cell(_number(value)), Cell(p_value(p)), Cell(names[1]), Cell(sibling, "head"))
    return SheetRow(key_of("pair", first, second), cells, sort_by=(names[0], value, p, names[1], sibling))


def _named(query: QueryContext, code: str) -> str:
    return query.code_name(query.method or "", code)


def _cell(value: float | None, itself: bool) -> Cell:
    if value is None:
        return Cell(NOTHING, "dim")
    mark = "" if itself else "=" if value >= STRONG else "!" if value <= CONTRARY else ""
    look: Look = "dim" if itself else "bad" if mark == "!" else "warn" if mark else "plain"
    return Cell(f"{mark}{_number(value)}", look)


def _number(value: object) -> str:
    return f"{value:+.2f}" if isinstance(value, float) else NOTHING
