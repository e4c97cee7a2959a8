"""Completion of a text that is being typed: the names that could follow, and as far as they agree."""

from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path
from typing import TypeAlias

Completed: TypeAlias = tuple[str, tuple[str, ...]]
"""The text as far as it is certain, and the names that it may become."""


def completed_word(text: str, words: Iterable[str]) -> Completed:
    """A text completed to one of these words, in whatever case it was begun."""
    return _completed(text, [word for word in words if word.casefold().startswith(text.casefold())])


def completed_path(text: str) -> Completed:
    """The name of a file or a folder completed; a folder ends in a slash. Hidden ones only where a point is typed."""
    folder, _, start = text.rpartition("/")
    place = Path(f"{folder}/" if folder or text.startswith("/") else ".").expanduser()
    try:
        paths = sorted(path.name + "/" * path.is_dir() for path in place.iterdir() if path.name.startswith(start))
    except OSError:
        return text, ()
    shown = [name for name in paths if start.startswith(".") or not name.startswith(".")]
    before = text.removesuffix(start) if start else text
    whole, names = _completed(start, shown)
    return before + whole, names


def _completed(text: str, names: list[str]) -> Completed:
    letters = takewhile(lambda some: len(set(some)) == 1, zip(*names, strict=False))
    common = "".join(some[0] for some in letters)
    return (common if len(common) >= len(text) else text), tuple(names)
