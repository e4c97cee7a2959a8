"""Every two units alone: whether their order agrees with the whole ranking, and whether pairs go in circles."""

from tui.tables.rank_reversal import pair_rows, pair_sections, pairs_in_words
from tui.tables.spec import Page, TableSpec, numbers, texts, truths, wholes

COLUMNS = (
    *texts("unit", "other"),
    *wholes("rank", "other_rank"),
    *numbers("score", "other_score"),
    *truths("agrees"),
    *wholes("circles"),
    *texts("trouble"),
)
TABLE = TableSpec(
    "Pairs of units alone",
    (*texts("method", "node", "period"), *COLUMNS),
    pair_rows,
    options=("method", "node", "period"),
    sections=lambda query: pair_sections(COLUMNS, query),
    page=Page(
        "Ranks",
        "every two units alone: whether their order agrees with the whole ranking, and whether pairs go in circles",
        runs=pair_rows,
        summary=pairs_in_words,
    ),
)
