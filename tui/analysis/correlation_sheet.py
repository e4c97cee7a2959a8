"""How codes of a tree go together: any level with any level as a matrix, and the pairs that deserve a look."""

import polars as pl

from core.analysis.correlation import collinear, contrary, correlations, p_values
from core.analysis.significance import Coefficient
from core.method.run import Scored
from tui.grid.lazy import LazyCells
from tui.grid.sheet import Sheet, SheetRow, key_of, parts_of
from tui.grid.table import Cell, Column, Heading, Look
from tui.grid.wording import NOTHING
from tui.results.sheet import Looked, named

STRONG, CONTRARY = 0.9, -0.4
MOST_PAIRS = 400


def levels(scored: Scored) -> dict[int, list[str]]:
    """The codes with scores of each level of the tree: 1 the indicators, the highest the index."""
    found: dict[int, list[str]] = {}
    for code, height in scored.tree.heights.items():
        if code in scored.frame.columns:
            found.setdefault(height, []).append(code)
    return dict(sorted(found.items()))


def level_name(level: int, top: int) -> str:
    """A level in words."""
    return "indicators" if level == 1 else "the index" if level == top else f"level {level}"


def matrix_sheet(scored: Scored, looked: Looked, first: int, second: int, how: Coefficient) -> Sheet:
    """Codes of one level down, of another across, over all years; = marks what nearly agrees, ! what pulls apart."""
    rows, columns = (levels(scored)[level] for level in (first, second))
    table = correlations(scored.frame, rows, columns, how)
    values = dict(zip(table.select("first", "second").iter_rows(), table["correlation"], strict=True))
    head = [
        Column(looked.wording.word("code"), 24, frozen=True, grows=True),
        *(Column(one, 8, "right") for one in columns),
    ]
    made = []
    for row in rows:
        found = [values[row, column] for column in columns]
        cells = [_cell(value, row == column) for value, column in zip(found, columns, strict=True)]
        name = named(scored, row, looked)
        made.append(SheetRow(key_of("code", row), (Cell(name), *cells), sort_by=(name, *found)))
    return Sheet(head, made)


def pair_lines(scored: Scored, looked: Looked, key: str, column: str, how: Coefficient) -> list[str]:
    """What is known of the pair under the cursor, with its p."""
    row = parts_of(key)[-1]
    if column not in scored.frame.columns or row not in scored.frame.columns:
        return []
    one = correlations(scored.frame, [row], [column], how)["correlation"][0]
    tested = p_values(scored.frame, list(dict.fromkeys((row, column))), how)
    p = tested.filter((pl.col("first") == row) & (pl.col("second") == column))["p"][0]
    both = scored.frame.select(row, column).drop_nulls().height if row != column else scored.frame.height
    told = f"{how} {_number(one)} · p {NOTHING if p is None else f'{p:.4g}'} · {both} rows have both"
    return [f"{named(scored, row, looked)} with {named(scored, column, looked)}", told]


def pairs_sheet(scored: Scored, looked: Looked, how: Coefficient) -> Sheet:
    """Pairs of indicators that say nearly the same, or pull apart; siblings first, then the others."""
    word = looked.wording.word
    columns = [
        Column(word("indicator"), 30, frozen=True, grows=True),
        Column(how, 9, "right"),
        Column("p", 10, "right"),
        Column(word("with"), 30, grows=True),
        Column("", 8),
    ]
    rows: list[SheetRow | Heading] = []
    for title, pick, bound in (
        (f"say nearly the same ({STRONG} or more)", collinear, STRONG),
        (f"pull apart ({CONTRARY} or less)", contrary, CONTRARY),
    ):
        found = pick(scored.frame, scored.tree, bound, "all", how).sort("correlation", descending=bound > 0)
        rows.append(Heading(f"{title}: {found.height}", "rule"))
        rows += [_pair(pair, scored, looked, how) for pair in found.head(MOST_PAIRS).iter_rows(named=True)]
    return Sheet(columns, rows)


def _pair(pair: dict[str, object], scored: Scored, looked: Looked, how: Coefficient) -> SheetRow:
    """One pair; its p is found when it is looked at, for exact ones of many pairs take long."""
    first, second = str(pair["first"]), str(pair["second"])
    names = [named(scored, code, looked) for code in (first, second)]
    value = pair["correlation"] if isinstance(pair["correlation"], float) else None
    sibling = "siblings" if scored.tree.parents[first] == scored.tree.parents[second] else ""

    def cells() -> tuple[Cell, ...]:
        p = p_values(scored.frame, [first, second], how)["p"][1]
        told = NOTHING if p is None else f"{p:.4g}"
        return Cell(names[0]), Cell(_number(value)), Cell(told), Cell(names[1]), Cell(sibling, "head")

    return SheetRow(
        key_of("pair", first, second), LazyCells(cells), sort_by=(names[0], value, value, names[1], sibling)
    )


def _cell(value: float | None, itself: bool) -> Cell:
    if value is None:
        return Cell(NOTHING, "dim")
    mark = "" if itself else "=" if value >= STRONG else "!" if value <= CONTRARY else ""
    look: Look = "dim" if itself else "bad" if mark else "plain"
    return Cell(f"{mark}{_number(value)}", look)


def _number(value: object) -> str:
    return f"{value:+.2f}" if isinstance(value, float) else NOTHING
