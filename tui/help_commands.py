"""The commands of the help: open it at the pane in view, and find something in it or in the workbook."""

from core.words import gettext
from tui.frame.actions import action
from tui.frame.prompt import Question
from tui.frame.screen import Screen
from tui.frame.status_lines import footer_keys
from tui.help_text import help_lines, lines_with

ENDS = "Enter Done · Esc Show all"


def help_page(screen: Screen) -> None:
    """Help for where one is."""
    body = screen.body
    pane, here = body.pane.id or "", "" if body.help.is_open else footer_keys(body)
    body.open_help(screen.workspace.wording.word("Help"), help_lines(pane, screen.keys, here))
    screen.draw_bars()


def find(screen: Screen) -> None:
    """Find something by its text, everywhere; in the help, what it says of a word or a key."""
    if screen.body.help.is_open:
        _search(screen)
    else:
        action("tui.find.finding:find")(screen)


def _search(screen: Screen) -> None:
    """Ask for a word or a key, and show what the help says of it."""
    page, prompt = screen.body.help, screen.prompt

    def typed(text: str) -> None:
        page.show_lines(lines_with(text, "") if text.strip() else page.whole)

    def accepted(_: str) -> None:
        prompt.close()

    prompt.ask(Question(gettext("search the help, by word or key"), typed, accepted, lambda: typed(""), ends=ENDS), "")
    screen.draw_detail()
