"""A command: its keys, what it does, and how that is written in the key line, on the help page, in the README."""

from typing import Literal, TypeAlias

from core.frozen import frozen

Group: TypeAlias = Literal["Go", "Edit", "See"]


@frozen
class Command:
    """One thing that can be done: `keys` as Textual names them, and `shown` as a person reads them.

    `g 1` are two keys, one after the other. `action` names what is done, loaded when a key is first pressed. While help
    is open a command acts `over_help`, or else not: the pane behind is out of sight.
    """

    id: str
    keys: str
    action: str
    shown: str
    title: str
    help: str
    group: Group
    over_help: bool = False
