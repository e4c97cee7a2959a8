"""The progress of long work: a function that is called with the share of the work that is done."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[float], None]
"""Called with the share that is done, 0 to 1; an error that it raises ends the work."""


def no_progress(_: float) -> None:
    """Report nothing."""
