"""How the keys of a command are written: in the key line, on the help page, in the README."""

from typing import Literal, TypeAlias

from core.frozen import frozen

Group: TypeAlias = Literal["Go", "Edit", "See"]


@frozen
class Keys:
    """One command for the eye: `shown` are its keys as a person reads them."""

    shown: str
    title: str
    help: str
    group: Group
