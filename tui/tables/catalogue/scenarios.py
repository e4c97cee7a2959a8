"""The scenarios of a workbook: how many cells each changes, and how many claims hold in it."""

from collections.abc import Iterator

from tui.scenarios.sheet import branched
from tui.tables.query import QueryContext
from tui.tables.spec import Record, TableSpec, texts, wholes


def _rows(query: QueryContext) -> Iterator[Record]:
    for code, scenario in query.workbook.scenarios.items():
        derived = branched(query, code).derived
        yield {
            "scenario": code,
            "name": scenario.name(query.language),
            "changes": len(query.workbook.branched(code)),
            "claims_hold": derived.holding,
            "claims": len(derived.claims),
            "note": scenario.note,
        }


TABLE = TableSpec(
    "Scenarios",
    (*texts("scenario", "name"), *wholes("changes", "claims_hold", "claims"), *texts("note")),
    _rows,
    of_scenario=False,
)
