"""Sheets on the quality of an index: its indicators, their consistency and components."""

from typing import TYPE_CHECKING

from core.words import gettext, in_words
from tui.grid.sheet import Sheet, SheetRow, key_of, sentence_sheet
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import rounded
from tui.results.unit_sheet import numbers
from tui.tables.query import QueryContext
from tui.tables.registry import table

if TYPE_CHECKING:
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


def statistics_sheet(spec: "TableSpec", query: QueryContext) -> Sheet:
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
        cells = (
            Cell(row["name"]), Cell(flags, "warn"), Cell(_of_all(row["available"], row["share_available"])),
            *map(Cell, numbers((row[part] for part in PARTS), indicator, query.wording)),
            Cell(rounded(row["skewness"], 2)), Cell(rounded(row["kurtosis"], 2)), Cell(str(zeros or "")),
            Cell(str(row["unique"])),
        )  # fmt: skip
        values = [row[part] for part in (*PARTS, "skewness", "kurtosis")]
        sort_by = (row["name"], flags or None, row["available"], *values, zeros, row["unique"])
        rows.append(SheetRow(key_of("indicator", row["indicator"]), cells, sort_by=sort_by))
    return Sheet(columns, rows)


def _of_all(count: int, share: float | None) -> str:
    """So many of all, which the share tells: 49/51."""
    return f"{count}/{round(count / share)}" if share else str(count)


def components_sheet(spec: "TableSpec", query: QueryContext) -> Sheet:
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
        cells = (Cell(word(part), "head"), *(Cell(f"{value:.3f}") for value in explained[part]))
        rows.append(SheetRow(key_of("explained", part), cells, sort_by=(part, *explained[part])))
    rows.append(Heading(word("loadings"), "rule"))
    loadings = table("loadings").frame(query)
    for (code,), some in loadings.group_by("code", maintain_order=True):
        known = dict(some.select("component", "loading").iter_rows())
        values = [known[component] for component in shown]
        name = query.code_name(query.method or "", str(code))
        cells = (Cell(name), *(Cell(f"{value:+.3f}", "plain" if abs(value) >= LOADED else "dim") for value in values))
        rows.append(SheetRow(key_of("loading", code), cells, sort_by=(name, *values)))
    return Sheet(columns, rows)


def nodes_with_components(query: QueryContext) -> list[tuple[str, dict[str, object]]]:
    """A page for each node, and for all indicators, that have components."""
    frame = table("components").frame(query)
    return [(query.code_name(query.method or "", of), {"node": of}) for of in frame["of"].unique(maintain_order=True)]
