"""Searching the help: with each letter what holds the text is shown, by word and by key."""

from core.words import gettext
from tui.frame.prompt import Question
from tui.frame.screen import Screen
from tui.help_text import lines_with

ENDS = "Enter Done · Esc Show all"


def search_help(screen: Screen) -> None:
    """Ask for a word or a key, and show what the help says of it."""
    page, prompt = screen.body.help, screen.prompt

    def typed(text: str) -> None:
        page.show_lines(lines_with(text, "") if text.strip() else page.whole)

    def accepted(_: str) -> None:
        prompt.close()

    prompt.ask(Question(gettext("search the help, by word or key"), typed, accepted, lambda: typed(""), ends=ENDS), "")
    screen.draw_detail()
