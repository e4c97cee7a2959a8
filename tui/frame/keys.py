"""The keys of a command as they are told: in the key line, on the help page, in the README."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Group: TypeAlias = Literal["Go", "Edit", "See"]


@dataclass(frozen=True, slots=True)
class Keys:
    """One command for the eye: `shown` are its keys as a person reads them."""

    shown: str
    title: str
    help: str
    group: Group
