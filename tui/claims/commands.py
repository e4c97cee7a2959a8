"""The page of all claims."""

from typing import TYPE_CHECKING

from tui.claims.sheet import claim_sheet
from tui.frame.page import PageContent

if TYPE_CHECKING:
    from tui.app import Jingdex


def claims(app: "Jingdex") -> None:
    """See all claims."""
    app.open_page(claims_page())


def claims_page() -> PageContent:
    """The claims: which hold, which fail."""
    return PageContent("Claims", lambda now: claim_sheet(now.derived.claims, now.wording))
