"""The palette: every command, found by its title, its help, other words for it, or its keys."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual.command import DiscoveryHit, Hit, Hits, Provider

from core.words import gettext
from tui.commands import COMMANDS
from tui.frame.command import Command
from tui.frame.synonyms import SYNONYMS

if TYPE_CHECKING:
    from tui.frame.main_screen import MainScreen


class CommandProvider(Provider):
    """The commands for Textual's palette."""

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for command in COMMANDS:
            yield DiscoveryHit(*self._parts_of(command))

    async def search(self, query: str) -> Hits:
        """The commands that fit, the best first."""
        for score, command in matches(query):
            yield Hit(score, *self._parts_of(command))

    def _parts_of(self, command: Command) -> "tuple[Text, partial[None], str, str]":
        """What a hit shows, what it does, its text and its help."""
        line = Text.assemble((gettext(command.title), "bold"), f"  {command.shown}")
        run = partial(cast("MainScreen", self.screen).run, command.id)
        return line, run, gettext(command.title), gettext(command.help)


def matches(query: str) -> Iterator[tuple[float, Command]]:
    """The commands that hold every word of the query, each with how well it fits: above 0, at most 1."""
    for command in COMMANDS:
        score = fit_of(command, SYNONYMS.get(command.id, ""), query)
        if score:
            yield score, command


def fit_of(command: Command, synonyms: str, query: str) -> float:
    """How well a command fits: its key 1, its title 0.9 to 0.8, another word for it 0.6, its help 0.4; else 0."""
    text = query.strip()
    if text in command.shown.split():
        return 1.0
    words = text.casefold().split()
    title, also, explained = (_both(text) for text in (command.title, synonyms, command.help))
    if not words:
        return 0.0
    if all(word in title.split() for word in words):
        return 0.9
    if all(word in title for word in words):
        return 0.8
    if all(word in f"{title} {also}" for word in words):
        return 0.6
    return 0.4 if all(word in f"{title} {also} {explained}" for word in words) else 0.0


def _both(text: str) -> str:
    """A text as it is written and in the language spoken, so that it is found by either."""
    return " ".join({text, gettext(text)}).casefold()
