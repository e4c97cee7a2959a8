"""The page of rules: which figures break them, a waiver for one, and a new rule."""

from functools import partial

from core.words import marked
from core.workbook.edit import Edit, SetEntry
from core.workbook.rule_entries import Waiver
from tui.definitions.commands import add_entry, open_entry
from tui.frame.failed_rows import with_failed
from tui.frame.page import PageContent
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet, key_of
from tui.rules.sheet import rules_sheet
from tui.workspace.view_state import ViewState

FOOTER = "Enter Open  a Waive or add  s Sort  E Export"
ASK_REASON = marked("reason why the rule need not hold here (empty: it must again)")


def rules(screen: Screen) -> None:
    """See the rules, and the figures that break them."""
    codes = screen.workspace.workbook.entries("rules")
    targets = {key_of("rule", code): partial(open_entry, screen, "rules", code) for code in codes}
    screen.body.open_page(PageContent("Rules", _sheet, targets, {"add": partial(_add, screen)}, FOOTER))


def _sheet(now: ViewState) -> Sheet:
    sheet = rules_sheet(now.derived.rules, now.workbook, now.wording)
    return with_failed(sheet, now.workbook.failed("rules", "waivers"), now.wording)


def _add(screen: Screen) -> None:
    """Ask why the rule need not hold for the figure under the cursor; elsewhere ask for a new rule."""
    parts = screen.body.page.cursor.parts
    if parts[:1] != ["broken"]:
        add_entry(screen, "rules")
        return
    workspace, cell = screen.workspace, parts[1:]
    known = workspace.workbook.tables["waivers"].get("/".join(cell))

    def edit_of(text: str) -> Edit:
        rule, unit, indicator, period = cell
        after = Waiver(rule, unit, indicator, period, text.strip()) if text.strip() else None
        return SetEntry("waivers", workspace.workbook.tables["waivers"].get("/".join(cell)), after)

    screen.ask(ASK_REASON, known.field("reason") if known else "", edit_of)
