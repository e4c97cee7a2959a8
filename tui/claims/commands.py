"""The page of all claims."""

from tui.claims.sheet import claim_sheet
from tui.frame.failed_rows import with_failed
from tui.frame.page import SAVING, PageContent
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet
from tui.workspace.view_state import ViewState


def claims(screen: Screen) -> None:
    """See all claims."""
    screen.body.open_page(claims_page())


def claims_page() -> PageContent:
    """The claims: which hold, which fail."""
    return PageContent("Claims", _sheet, footer=f"H Why  {SAVING}")


def _sheet(now: ViewState) -> Sheet:
    sheet = claim_sheet(now.derived.claims, now.wording, now.workbook.sources)
    return with_failed(sheet, now.workbook.failed("claims"), now.wording)
