"""The differences between scenarios and the base: the texts of both sides, with the numbers behind them."""

from collections.abc import Iterator

from tui.scenarios.sheet import compare_sheet, differences_of, scenario_codes
from tui.tables.query import QueryContext
from tui.tables.sections import Section
from tui.tables.spec import Record, TableSpec, numbers, texts


def _rows(query: QueryContext) -> Iterator[Record]:
    """A row for each difference and scenario in which it reads otherwise."""
    codes = scenario_codes(query)
    for difference in differences_of(query):
        base, *values = difference.values or (None,) * len(difference.texts)
        for code, text, value in zip(codes, difference.texts[1:], values, strict=True):
            if text != difference.texts[0]:
                yield {
                    "scenario": code, "table": difference.section, "what": difference.what, "part": difference.part,
                    "base": difference.texts[0], "reads": text, "base_value": base, "value": value,
                }  # fmt: skip


TABLE = TableSpec(
    "Scenarios side by side",
    (*texts("scenario", "table", "what", "part", "base", "reads"), *numbers("base_value", "value")),
    _rows,
    sections=lambda query: [Section(query.wording.word("Scenarios side by side"), compare_sheet(query))],
    of_scenario=False,
)
