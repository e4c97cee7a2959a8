"""The commands of the help: open it for where one is, and find something in it, or in the workbook."""

from tui.frame.actions import action
from tui.frame.screen import Screen
from tui.frame.status_lines import footer_keys
from tui.help_search import search_help
from tui.help_text import help_lines


def help_page(screen: Screen) -> None:
    """Help for where one is."""
    body = screen.body
    pane, here = body.pane.id or "", "" if body.help.is_open else footer_keys(body)
    body.open_help(screen.workspace.wording.word("Help"), help_lines(pane, screen.keys, here))
    screen.draw_bars()


def find(screen: Screen) -> None:
    """Find something by its text, everywhere; in the help, what it says of a word or a key."""
    if screen.body.help.is_open:
        search_help(screen)
    else:
        action("tui.find.finding:find")(screen)
