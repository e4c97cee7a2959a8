"""What an index keeper looks at before trusting an index: its indicators, how well they go together."""

from core.analysis.of_result import consistency
from core.analysis.principal import components
from core.analysis.statistics import statistics
from core.method.errors import MethodError
from core.method.run import Scored
from tui.grid.sheet import Sheet, SheetRow, key_of
from tui.grid.table import Cell, Column, Heading, Look
from tui.grid.wording import NOTHING, rounded
from tui.method.sheets import downwards
from tui.results.sheet import Looked, named
from tui.results.unit_sheet import number

FLAGS = {
    "few_available": "few figures",
    "few_nonzero": "many zeros",
    "few_unique": "few values",
    "outliers": "outliers",
}
SHAPE = ("skewness", "kurtosis")
LOOKS: dict[str, Look] = {"winsorised": "estimated", "transformed": "estimated", "refused": "bad"}
KEPT = 6
"""So many components are shown."""


def statistics_sheet(scored: Scored, looked: Looked) -> Sheet:
    """Each indicator in a row over all years: what about it should be looked at, then how it is spread."""
    word = looked.wording.word
    parts = ("min", "median", "mean", "max", "sd")
    columns = [
        Column(word("indicator"), 28, frozen=True, grows=True),
        Column(word("look at"), 22),
        Column(word("there"), 9, "right"),
        *(Column(word(part), 12, "right") for part in parts),
        Column(word("skewness"), 8, "right"),
        Column(word("kurtosis"), 8, "right"),
        Column(word("zeros"), 6, "right"),
        Column(word("values"), 6, "right"),
    ]
    rows = []
    for row in statistics(scored.raw, scored.tree.indicators).iter_rows(named=True):
        code = row["indicator"]
        name = named(scored, code, looked)
        flags = ", ".join(word(text) for flag, text in FLAGS.items() if row[flag])
        indicator = looked.workbook.indicators.get(code)
        zeros = row["available"] - row["nonzero"]
        cells = (
            Cell(name), Cell(flags, "bad"), Cell(f"{row['available']}/{scored.raw.height}"),
            *(Cell(number(row[part], indicator, looked.wording)) for part in parts),
            Cell(rounded(row["skewness"], 2)), Cell(rounded(row["kurtosis"], 2)), Cell(str(zeros or "")),
            Cell(str(row["unique"])),
        )  # fmt: skip
        values = [row[part] for part in (*parts, "skewness", "kurtosis")]
        sort_by = (name, flags or None, row["available"], *values, zeros, row["unique"])
        rows.append(SheetRow(key_of("indicator", code), cells, sort_by=sort_by))
    return Sheet(columns, rows)


def alpha_sheet(scored: Scored, looked: Looked) -> Sheet:
    """Cronbach's alpha of what counts directly towards each node, and of all indicators below it."""
    word = looked.wording.word
    columns = [
        Column(word("node"), 34, frozen=True, grows=True), Column(word("alpha of its parts"), 18, "right"),
        Column(word("parts"), 6, "right"), Column(word("alpha of all indicators"), 23, "right"),
        Column(word("indicators"), 10, "right"),
    ]  # fmt: skip
    tree, rows = scored.tree, []
    known = {code: values for code, *values in consistency(scored).iter_rows()}
    for code in (code for code in downwards(scored.document) if code in scored.nodes):
        parts, alpha, below, alpha_below = known[code]
        name = f"{'  ' * len(tree.ancestors(code))}{named(scored, code, looked)}"
        cells = (
            Cell(name), Cell(rounded(alpha, 3)), Cell(str(parts)), Cell(rounded(alpha_below, 3)), Cell(str(below)),
        )  # fmt: skip
        sort_by = (name, alpha, parts, alpha_below, below)
        rows.append(SheetRow(key_of("node", code), cells, sort_by=sort_by))
    return Sheet(columns, rows)


def components_sheet(scored: Scored, looked: Looked, node: str) -> Sheet:
    """The principal components of all indicators below a node: what each explains, then the loadings."""
    word, codes = looked.wording.word, list(scored.tree.indicators_below[node])
    try:
        found = components(scored.frame, codes)
    except MethodError as error:
        return sentence(str(error))
    shown = found.explained.head(KEPT)
    columns = [Column(word("component"), 30, frozen=True, grows=True)]
    columns += [Column(name, 9, "right") for name in shown["component"]]
    rows: list[SheetRow | Heading] = []
    for part, decimals in (("eigenvalue", 3), ("share", 3), ("cumulative", 3)):
        cells = (Cell(word(part), "head"), *(Cell(f"{value:.{decimals}f}") for value in shown[part]))
        rows.append(SheetRow(key_of("explained", part), cells, sort_by=(part, *shown[part])))
    rows.append(Heading(word("loadings"), "rule"))
    for row in found.loadings.iter_rows(named=True):
        values = [row[name] for name in shown["component"]]
        name = named(scored, row["indicator"], looked)
        cells = (Cell(name), *(Cell(f"{value:+.3f}", "plain" if abs(value) >= 0.3 else "dim") for value in values))  # noqa: PLR2004 - the rule of thumb for a loading that counts
        rows.append(SheetRow(key_of("loading", row["indicator"]), cells, sort_by=(name, *values)))
    return Sheet(columns, rows)


def treatment_sheet(scored: Scored, looked: Looked) -> Sheet:
    """How each indicator fared in the treatments: what became of it, and its shape before and after."""
    word = looked.wording.word
    columns = [
        Column(word("indicator"), 28, frozen=True, grows=True), Column(word("outcome"), 12),
        Column(word("pulled in"), 9, "right"),
        *(Column(f"{word(what)} {when}", 15, "right") for when in ("before", "after") for what in SHAPE),
    ]  # fmt: skip
    rows: list[SheetRow | Heading] = []
    for stage, step in zip(scored.stages[1:], scored.document.steps, strict=True):
        if step.kind != "treat" or stage.told is None:
            continue
        rows.append(Heading(f"{step.number} {step.kind} {step.how}", "rule"))
        rows += [_treated(row, step.number, scored, looked) for row in stage.told.iter_rows(named=True)]
    return Sheet(columns, rows) if rows else sentence("The method treats nothing: add a treat step (g 4, Tab, Tab, a).")


def _treated(row: dict[str, object], step: int, scored: Scored, looked: Looked) -> SheetRow:
    name = named(scored, str(row["indicator"]), looked) + (f" {row['period']}" if row["period"] else "")
    last = max((at for at in range(3) if row[f"skewness_{at}"] is not None), default=0)
    known = [row[f"{what}_{at}"] for at in (0, last) for what in SHAPE]
    shapes = [value if isinstance(value, float) else None for value in known]
    outcome, count = str(row["outcome"]), row["winsorised"]
    look = LOOKS.get(outcome, "dim")
    cells = (
        Cell(name), Cell(outcome, look),
        Cell(NOTHING if count is None else str(count)), *(Cell(rounded(value, 2)) for value in shapes),
    )  # fmt: skip
    sort_by = (name, outcome, count if isinstance(count, int) else None, *shapes)
    return SheetRow(key_of("treated", step, row["indicator"], row["period"] or ""), cells, sort_by=sort_by)


def sentence(told: str) -> Sheet:
    """One sentence in place of a table."""
    return Sheet((Column("", 40, grows=True),), (Heading(told, "bad", stops=True),))
