"""The rules as a sheet: each with how many figures meet and break it, and below it those that break it."""

from core.rules.breaches import Broken, broken_figures
from core.rules.rules import Rules
from core.words import marked
from core.workbook.typed_edit import FigurePlace
from core.workbook.workbook import Workbook, indicator_of
from tui.grid.plain import plain
from tui.grid.rule_lines import SIGNS, figure_name
from tui.grid.sheet import Sheet, SheetRow, key_of, sentence_sheet
from tui.grid.table import Cell, Column, Look
from tui.grid.wording import NOTHING, Wording

LOOKS: dict[str, Look] = {"error": "bad", "warning": "warn", "information": "dim"}
NONE = marked("No rule is defined: N adds one that the figures must meet.")
MOST = 200
"""So many figures that break a rule are listed; `show rules` has all."""


def rules_sheet(rules: Rules, workbook: Workbook, wording: Wording) -> Sheet:
    """Every rule with its verdict, and below it the figures that break it, those that are waived last."""
    columns = [
        Column(wording.word("rule or figure"), 40, frozen=True, grows=True),
        Column(wording.word("verdict"), 16),
        Column(wording.word("value"), 12, "right", typed=True),
        Column(wording.word("compared"), 30),
        Column(wording.word("why"), 30),
    ]
    rows = []
    for result in rules.results:
        rule, many = result.rule, result.broken.height
        verdict = f"✓ {result.holds:,} {wording.word('hold')}"
        if result.fails:
            verdict = f"{SIGNS[rule.severity]} {result.fails:,} {wording.word('fail')}"
        waived = f"{many - result.fails:,} {wording.word('waived')}" if many > result.fails else ""
        undetermined = f"{result.undetermined:,} {wording.word('undetermined')}" if result.undetermined else ""
        cells = (
            Cell(plain(rule.text(wording.language))),
            Cell(verdict, LOOKS[rule.severity] if result.fails else "good"),
            Cell(""),
            Cell(plain(rule.condition)),
            Cell(" · ".join(filter(None, (waived, undetermined))) or wording.entry_text(rule.note)),
        )
        rows.append(SheetRow(key_of("rule", rule.code), cells, sort_by=(rule.code, result.fails, None, "", "")))
        breaches = sorted(broken_figures(result, MOST), key=lambda breach: breach.waived is not None)
        rows += [_row(breach, workbook, wording) for breach in breaches]
    return Sheet(columns, rows) if rows else sentence_sheet(NONE)


def _row(breach: Broken, workbook: Workbook, wording: Wording) -> SheetRow:
    newest = workbook.series(breach.unit, breach.indicator).at(breach.period)
    indicator = indicator_of(workbook, breach.indicator)
    sides = "" if breach.left is None or breach.right is None else _sides(breach.left, breach.right)
    verdict = Cell(f"  {SIGNS[breach.rule.severity]}", LOOKS[breach.rule.severity])
    if breach.waived is not None:
        verdict = Cell(f"  {wording.word('waived')}", "dim")
    cells = (
        Cell(f"  {figure_name(breach, workbook, wording)}"),
        verdict,
        Cell(wording.figure(newest, indicator) if newest else NOTHING),
        Cell(sides),
        Cell(plain(breach.waived or "")),
    )
    place = FigurePlace(*newest.key) if newest else FigurePlace(breach.unit, breach.indicator, breach.period)
    return SheetRow(
        key_of("broken", *breach.cell), cells, place, sort_by=(breach.rule.code, 0, breach.value, sides, breach.waived)
    )


def _sides(left: float, right: float) -> str:
    sign = ">" if left > right else "<" if left < right else "="
    return f"{_number(left)} {sign} {_number(right)}"


def _number(value: float) -> str:
    return f"{value:,.6g}" if abs(value) < 1e15 else f"{value:.6g}"  # noqa: PLR2004 - longer ones are no use to a reader
