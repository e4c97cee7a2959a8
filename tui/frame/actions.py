"""Actions by their names, `tui.clusters.commands:step_up`: what a key does is loaded when it is first pressed."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any


@cache
def action(name: str) -> Callable[..., Any]:
    """The function, or the class, of a module and a name in it; `tui.frame.moves:rows -1` calls it with a number."""
    module, _, member = name.partition(":")
    member, _, number = member.partition(" ")
    function: Callable[..., Any] = getattr(import_module(module), member)
    return (lambda screen: function(screen, int(number))) if number else function
