"""The scenarios of a workbook as tables: which there are, and what they change, side by side with the base."""

from core.derive.derive import derive
from core.scenario.scenario import branch, known_scenario
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column, Heading, Look
from tui.grid.titles import shown_title
from tui.results.differences import Difference, Side, differences
from tui.tables.query import QueryContext

HERE = "▶ "


def scenario_sheet(query: QueryContext, present: str) -> Sheet:
    """The base, then every scenario, with how many cells it changes and how many claims hold in it."""
    word, scenarios = query.wording.word, query.workbook.scenarios
    columns = [
        Column(word("scenario"), 22, frozen=True, grows=True),
        Column(word("changes"), 8, "right"),
        Column(word("claims hold"), 12, "right"),
        Column(word("note"), 22, grows=True),
    ]
    rows = [_row("", word("base"), "", Side(query.workbook, query.derived), present)]
    for code, scenario in scenarios.items():
        rows.append(
            _row(
                code,
                query.wording.name(scenario),
                shown_title(plain(scenario.note), query.workbook, query.wording),
                branched(query, code),
                present,
            )
        )
    return Sheet(columns, rows)


def branched(query: QueryContext, code: str) -> Side:
    """A scenario of the workbook, with what follows from it."""
    there = branch(query.workbook, code)
    return Side(there, derive(there, query.derived))


def scenario_codes(query: QueryContext) -> list[str]:
    """The scenarios that a caller names as the option `codes`, else all."""
    return getattr(query.options, "codes", None) or list(query.workbook.scenarios)


def differences_of(query: QueryContext) -> list[Difference]:
    """What reads otherwise in the scenarios than in the base, the workbook in view."""
    sides = [Side(query.workbook, query.derived), *(branched(query, code) for code in scenario_codes(query))]
    return list(differences(sides, query.wording))


def compare_sheet(query: QueryContext) -> Sheet:
    """What reads otherwise in scenarios than in the base: a column for each, the first of them beside the base."""
    word, scenarios = query.wording.word, [known_scenario(query.workbook, code) for code in scenario_codes(query)]
    names = (word("base"), *map(query.wording.name, scenarios))
    columns = [
        Column(word("what"), 27, frozen=True, grows=True),
        Column("", 9, name="part"),
        *(Column(name, 13, "right") for name in names),
    ]
    rows: list[SheetRow | Heading] = []
    unequal = differences_of(query)
    for at, difference in enumerate(unequal):
        if not at or unequal[at - 1].section != difference.section:
            count = sum(other.section == difference.section for other in unequal)
            rows.append(Heading(f"{difference.section} · {count}", "rule"))
        rows.append(_compared(at, difference))
    return Sheet(columns, rows or [Heading(word("nothing moves"), "dim", stops=True)])


def _row(code: str, name: str, note: str, side: Side, present: str) -> SheetRow:
    changes, holding, here = len(side.workbook.branched(code)) if code else 0, side.derived.holding, code == present
    look: Look = "head" if here else "plain"
    cells = (
        Cell(f"{HERE if here else '  '}{name}", look),
        Cell(str(changes) if code else ""),
        Cell(f"{holding}/{len(side.derived.claims)}"),
        Cell(note, "dim"),
    )
    return SheetRow(f"scenario/{code}", cells, sort_by=(name, changes, holding, note))


def _compared(at: int, difference: Difference) -> SheetRow:
    first = difference.texts[0]
    sides = [Cell(text, "plain" if text == first else "head") for text in difference.texts[1:]]
    cells = (Cell(difference.what), Cell(difference.part, "dim"), Cell(first), *sides)
    return SheetRow(f"difference/{at}", cells, sort_by=(difference.what, difference.part, *difference.texts))
