"""What a prompt offers while a text is typed: a list that narrows, completion, and what Enter makes of the text."""

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from itertools import takewhile
from pathlib import Path
from typing import Literal, TypeAlias

from core.errors import BadEntry
from core.frozen import frozen
from core.words import gettext

Completed: TypeAlias = tuple[str, tuple[str, ...]]
"""The text as far as it is certain, and the names that it may become."""
Mode: TypeAlias = Literal["pick", "open", "new", "free"]
"""`pick`: only what is offered; `open`: that, or something new; `new`: only something new; `free`: help in a line."""

NEAR = 0.75
"""How alike two texts are, as difflib measures it, for the one to be taken for a slip of the other."""
NEAREST = 5


@frozen
class Option:
    """One thing that can be chosen: its code, its name, its names elsewhere, and other words that it is found by."""

    code: str
    name: str = ""
    also: tuple[str, ...] = ()
    other: str = ""

    def is_called(self, text: str) -> bool:
        """Whether a text is its code or a whole name of it."""
        return text.casefold() in {name.casefold() for name in (self.code, self.name, *self.also) if name}


@frozen
class Choices:
    """What may stand in a text: `offered` gives where the word being typed begins, and the options for it."""

    noun: str
    offered: Callable[[str], tuple[int, Sequence[Option]]]
    mode: Mode = "pick"


def whole(noun: str, options: Iterable[Option], mode: Mode = "pick") -> Choices:
    """Choices for the whole text."""
    fixed = tuple(options)
    return Choices(noun, lambda _: (0, fixed), mode)


class Choosing:
    """The list of one prompt: `hits` fit the text, `at` is the highlighted row, past the last hit the new thing."""

    def __init__(self, choices: Choices, text: str) -> None:
        self.choices, self.initial = choices, text
        self.at: int | None = None
        self._refused = ""
        self.typed(text)

    @property
    def has_new(self) -> bool:
        """Whether the last row is the text itself, as something new."""
        return self.choices.mode == "open" and bool(self.word) and not self._exact

    @property
    def rows(self) -> int:
        """How many rows the list has."""
        return len(self.hits) + self.has_new

    def typed(self, text: str) -> None:
        """Narrow the list to a text."""
        self.text = text
        self.start, options = self.choices.offered(text)
        self.word = text[self.start :].strip()
        is_as_begun = text == self.initial
        fitting = list(options) if is_as_begun or not self.word else fitting_options(options, self.word)
        self.is_near = not fitting
        self.hits = fitting or near_options(options, self.word)
        self._exact = next((option for option in options if self.word and option.is_called(self.word)), None)
        picks = self.choices.mode in ("pick", "open") and not self.is_near and self.word
        self.at = self.hits.index(self._exact) if self._exact in self.hits and picks else None
        self._is_known = bool(self.hits) and (self.is_near or is_called_by(self.hits[0], self.word))
        takes = self._is_known or self.choices.mode == "pick"
        if picks and not is_as_begun and self.at is None and self.hits and takes:
            self.at = 0

    def move(self, by: int) -> None:
        """Highlight another row; above the first none is, and the text stands for itself."""
        if self.rows:
            before = -1 if self.at is None else self.at
            now = max(-1, min(self.rows - 1, before + by))
            self.at = None if now < 0 else now

    def completed(self) -> str:
        """The text that Tab makes: the highlighted or only option, else as far as the codes agree."""
        if len(self.hits) == 1:
            return self._with(self.hits[0].code)
        if self.at is not None and self.at < len(self.hits):
            return self.meaning()
        return self._with(completed_word(self.word, [option.code for option in self.hits])[0])

    def meaning(self) -> str:
        """What the text stands for as it is: the highlighted option's code in the place of the word, or itself."""
        if self.at is not None and self.at < len(self.hits):
            return self._with(self.hits[self.at].code)
        return self.text

    def answer(self) -> str:
        """What Enter takes. Raises BadEntry where that is not there, or where something like it already exists."""
        mode, noun, word = self.choices.mode, gettext(self.choices.noun), self.word
        if mode == "new":
            if self._exact:
                raise BadEntry(
                    "There is a {noun} “{name}” already: type another name.", noun=noun, name=self._exact.name or word
                )
            if self._refused != self.text and near_options(self.hits, word):
                self._refused = self.text
                raise BadEntry(
                    "There is a {noun} much like it: {first}. Enter again makes a new one.",
                    noun=noun,
                    first=self._first,
                )
        elif self.at is None and word and mode == "pick":
            raise BadEntry(
                "There is no {noun} “{word}”{suggestion}: choose one from the list with ↑ and ↓.",
                noun=noun,
                word=word,
                suggestion=gettext(" ({code} is like it)", code=self.hits[0].code) if self.hits else "",
            )
        elif self.at is None and mode == "open" and word and self._is_known and self.text != self.initial:
            raise BadEntry(
                "There is a {noun} like it: ↑ and ↓ choose {first}, or the new one.", noun=noun, first=self._first
            )
        return self.meaning()

    @property
    def _first(self) -> str:
        return f"“{self.hits[0].name or self.hits[0].code}”" if self.hits else ""

    def _with(self, word: str) -> str:
        return self.text[: self.start] + word


def fitting_options(options: Iterable[Option], text: str) -> list[Option]:
    """The options that hold every word of a text: whole ones first, then beginnings, then parts."""
    words = text.casefold().split()
    ranked = [(_rank(option, text.casefold(), words), at, option) for at, option in enumerate(options)]
    return [option for rank, _, option in sorted(ranked, key=lambda row: row[:2]) if rank < _UNFIT]


_BY_OTHERS = 5
_UNFIT = 6


def is_called_by(option: Option, text: str) -> bool:
    """Whether every word of a text stands in the code or the name, and not only in what else an option is found by."""
    return _rank(option, text.casefold(), text.casefold().split()) < _BY_OTHERS


def _rank(option: Option, text: str, words: Sequence[str]) -> int:
    code, name = option.code.casefold(), option.name.casefold()
    called = " ".join(("", code, name, *(also.casefold() for also in option.also)))
    if option.is_called(text):
        return 0
    if code.startswith(text):
        return 1
    if name.startswith(text):
        return 2
    if all(word in called for word in words):
        return 3 if all(f" {word}" in called for word in words) else 4
    return _BY_OTHERS if all(word in f"{called} {option.other.casefold()}" for word in words) else _UNFIT


def near_options(options: Iterable[Option], text: str) -> list[Option]:
    """The options of which a text may be a slip, the nearest first."""
    by_name = {
        spelling.casefold(): option
        for option in options
        for spelling in (option.name, *option.also, option.code)
        if spelling
    }
    near = get_close_matches(text.casefold(), by_name, NEAREST, NEAR) if text else []
    return list(dict.fromkeys(by_name[name] for name in near))


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
    completed, names = _completed(start, shown)
    return before + completed, names


def _completed(text: str, names: list[str]) -> Completed:
    letters = takewhile(lambda signs: len(set(signs)) == 1, zip(*names, strict=False))
    common = "".join(signs[0] for signs in letters)
    return (common if len(common) >= len(text) else text), tuple(names)
