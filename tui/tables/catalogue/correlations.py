"""How every pair of codes of any level goes together, with the chance of as much by accident."""

from core.method.run import Scored
from core.words import with_note
from tui.analysis.sheets import level_pairs, matrix_sheet, pair_lines
from tui.tables.analyses import coefficient, every_pair, pairs_in_the_tree, rows_of
from tui.tables.of_methods import sections_of_methods
from tui.tables.query import QueryContext
from tui.tables.reading import sheet_of
from tui.tables.sections import Section
from tui.tables.spec import Page, TableSpec, numbers, texts

COLUMNS = (*texts("method", "first", "second"), *numbers("correlation", "p"))  # fmt: skip


def _sections(scored: Scored, query: QueryContext) -> list[Section]:
    """Each code with what it counts towards, then the pairs of siblings that deserve a look."""
    how, code = coefficient(query), scored.document.method.code
    title = f"{query.method_name(code)} · {with_note(query.wording.word('correlations'), query.wording.word(how))}"
    if query.options.levels:
        rows = [{"method": code, **row} for row in every_pair(scored, how, query.options.levels).iter_rows(named=True)]
        return [Section(title, sheet_of(COLUMNS[1:], rows, query))]
    sections = []
    for part, table in pairs_in_the_tree(scored, how).items():
        rows = [{"method": code, **row} for row in table.iter_rows(named=True)]
        sections.append(Section(f"{title} · {query.wording.word(part)}", sheet_of(COLUMNS[1:], rows, query)))
    return sections


TABLE = TableSpec(
    "Correlations",
    COLUMNS,
    lambda query: rows_of(query, lambda scored: every_pair(scored, coefficient(query), query.options.levels)),
    options=("method", "coefficient", "levels"),
    sections=lambda query: sections_of_methods(query, _sections),
    page=Page(
        "Correlations",
        "every pair; v switches to Spearman and Kendall; the strip shows p of a pair",
        draw=matrix_sheet,
        variants=level_pairs,
        turns="coefficient",
        strip=pair_lines,
    ),
    in_all=True,
)
