"""Actions by their names, `tui.frame.edits:change`: what a key does is loaded when it is first pressed."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any


@cache
def action(name: str) -> Callable[..., Any]:
    """The function, or the class, of a module and a name in it; `tui.frame.moves:rows -1` gives it -1 at last."""
    module, _, member = name.partition(":")
    member, *words = member.split()
    function: Callable[..., Any] = getattr(import_module(module), member)
    last = [int(word) if word.lstrip("-").isdigit() else word for word in words]
    return (lambda *given: function(*given, *last)) if last else function
