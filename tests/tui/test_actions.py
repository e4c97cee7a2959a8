"""Every key leads to something: the actions that commands and panes name are there, and take what they are given."""

from collections.abc import Iterator
from inspect import signature

import pytest

from tui.commands import BY_ID, COMMANDS
from tui.frame.actions import action
from tui.frame.board import VIEWS


def panes() -> Iterator[type]:
    """The class of every pane."""
    for view in VIEWS:
        for name in (*view.above, *(name for column in view.columns for name in column)):
            yield action(name)


def named() -> Iterator[tuple[str, int]]:
    """Every action, and with how many parts it is called."""
    yield from ((command.action, 1) for command in COMMANDS)
    for pane in panes():
        yield from ((name, 2) for name in pane.keys.values())
        yield pane.typing, 3
        if pane.lists:
            yield pane.lists, 1
        if pane.pasting:
            yield pane.pasting, 3


@pytest.mark.parametrize(("name", "parts"), sorted(set(named())))
def test_every_action_is_there_and_takes_what_it_is_given(name: str, parts: int) -> None:
    """The screen; for a pane's own keys the pane, and for typing the text."""
    signature(action(name)).bind(*range(parts))


def test_a_pane_names_its_keys_by_commands() -> None:
    """A pane does something else only for a command that there is."""
    assert {key for pane in panes() for key in pane.keys} <= set(BY_ID)
