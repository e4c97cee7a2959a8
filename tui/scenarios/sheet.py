"""The scenarios of a workbook as tables: which there are, and what they change, side by side with the base."""

from collections.abc import Sequence

from core.derive.derive import derive
from core.scenario.scenario import branch
from core.workbook.kept_entries import Scenario
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column, Heading, Look
from tui.grid.wording import Wording
from tui.results.differences import Difference, Side, differences

HERE = "▶ "


def scenario_sheet(base: Side, present: str, wording: Wording) -> Sheet:
    """The base, then every scenario, with how many cells it changes and how many claims hold in it."""
    columns = [
        Column(wording.word("scenario"), 22, frozen=True, grows=True),
        Column(wording.word("changes"), 8, "right"),
        Column(wording.word("claims hold"), 12, "right"),
        Column(wording.word("note"), 22, grows=True),
    ]
    rows = [_row("", wording.word("base"), "", base.derived.holding, base, not present)]
    for code, scenario in base.workbook.scenarios.items():
        holding = derive(branch(base.workbook, code), base.derived).holding
        rows.append(_row(code, _name(scenario, wording), plain(scenario.note), holding, base, code == present))
    return Sheet(columns, rows)


def compare_sheet(base: Side, codes: Sequence[str], wording: Wording) -> Sheet:
    """What reads otherwise in scenarios than in the base: a column for each, the first of them beside the base."""
    scenarios = base.workbook.scenarios
    sides = [base, *(_branched(base, code) for code in codes)]
    columns = [
        Column(wording.word("what"), 27, frozen=True, grows=True),
        Column("", 9, name="part"),
        *(
            Column(name, 13, "right")
            for name in (wording.word("base"), *(_name(scenarios[code], wording) for code in codes))
        ),
    ]
    rows: list[SheetRow | Heading] = []
    found = list(differences(sides, wording))
    for at, one in enumerate(found):
        if not at or found[at - 1].section != one.section:
            count = sum(other.section == one.section for other in found)
            rows.append(Heading(f"{one.section} · {count}", "rule"))
        rows.append(_compared(at, one))
    return Sheet(columns, rows or [Heading(wording.word("nothing moves"), "dim", stops=True)])


def _branched(base: Side, code: str) -> Side:
    there = branch(base.workbook, code)
    return Side(there, derive(there, base.derived))


def _name(scenario: Scenario, wording: Wording) -> str:
    return wording.name(scenario)


def _row(code: str, name: str, note: str, holding: int, base: Side, here: bool) -> SheetRow:
    changes = len(base.workbook.branched(code)) if code else 0
    look: Look = "head" if here else "plain"
    cells = (
        Cell(f"{HERE if here else '  '}{name}", look),
        Cell(str(changes) if code else ""),
        Cell(f"{holding}/{len(base.derived.claims)}"),
        Cell(note, "dim"),
    )
    return SheetRow(f"scenario/{code}", cells, sort_by=(name, changes, holding, note))


def _compared(at: int, one: Difference) -> SheetRow:
    first = one.texts[0]
    sides = [Cell(text, "plain" if text == first else "head") for text in one.texts[1:]]
    cells = (Cell(one.what), Cell(one.part, "dim"), Cell(first), *sides)
    return SheetRow(f"difference/{at}", cells, sort_by=(one.what, one.part, *one.texts))
