"""The pen a terminal writes with: attributes, two colours and a link, and the shortest way from one pen to another."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Final, NamedTuple

_ONS: Final = {
    "22": "1 2",
    "23": "3",
    "24": "4 21",
    "25": "5 6",
    "27": "7",
    "28": "8",
    "29": "9",
    "54": "51 52",
    "55": "53",
}
_OFF: Final = {on: off for off, ons in _ONS.items() for on in ons.split()}
_ON_BLANKS: Final = frozenset({"4", "7", "9", "21", "51", "52", "53"})
"""Attributes that are seen where nothing is written: lines, and the colour of the text as that of the ground."""
_REVERSE: Final = "7"
_COLOUR_PARAMETERS: Final = {"5": 1, "2": 3}
_LEVELS: Final = ("0", "95", "135", "175", "215", "255")
_GREYS: Final[dict[tuple[str, ...], int]] = {(str(8 + 10 * at),) * 3: 232 + at for at in range(24)}
_NUMBERED: Final = _GREYS | {parts: 16 + at for at, parts in enumerate(product(_LEVELS, repeat=3))}
"""The numbers of exact colours that are among the 256 of xterm: its greys, and its cube of six levels."""


class Pen(NamedTuple):
    """SGR parameters as they go over the line; an empty string is the terminal's own default."""

    attributes: tuple[str, ...] = ()
    foreground: str = ""
    background: str = ""
    link: str = ""


PLAIN: Final = Pen()


@lru_cache(maxsize=8192)
def changed(pen: Pen, parameters: str, colour: bool = True) -> Pen:
    """The pen after an SGR sequence; without `colour` it never takes up one."""
    attributes, foreground, background = dict.fromkeys(pen.attributes), pen.foreground, pen.background
    rest = iter(parameters.split(";"))
    for code in rest:
        if code.strip("0") == "":
            attributes, foreground, background = {}, "", ""
        elif code in _OFF:
            attributes[code] = None
        elif code in _OFF.values():
            attributes = {attribute: None for attribute in attributes if _OFF[attribute] != code}
        elif _is_ground(code, "3", "9"):
            foreground = _colour(code, rest) if colour else _nothing(code, rest)
        elif _is_ground(code, "4", "10"):
            background = _colour(code, rest) if colour else _nothing(code, rest)
    return Pen(tuple(sorted(attributes, key=int)), foreground, background, pen.link)


@lru_cache(maxsize=8192)
def transition(before: Pen | None, after: Pen) -> str:
    """The shortest sequence that takes one pen to another; from an unknown pen (None), by way of a reset."""
    if before == after:
        return ""
    link = f"\x1b]8;{after.link or ';'}\x1b\\" if (before or PLAIN).link != after.link else ""
    if before is not None and before[:3] == after[:3]:
        return link
    codes = [*after.attributes, after.foreground, after.background]
    anew = "\x1b[" + ";".join(["0", *filter(None, codes)]) + "m" if any(codes) else "\x1b[m"
    step = anew if before is None else f"\x1b[{';'.join(_steps(before, after))}m"
    return min(step, anew, key=len) + link


@lru_cache(maxsize=8192)
def blank(pen: Pen) -> Pen:
    """The pen that a blank written with this one looks as if written with: most leave only their background."""
    return pen if not _ON_BLANKS.isdisjoint(pen.attributes) else Pen(background=pen.background, link=pen.link)


@lru_cache(maxsize=8192)
def for_blanks(before: Pen | None, wanted: Pen) -> Pen:
    """The pen nearest to the one before of which a blank looks as wanted."""
    if before is None or blank(wanted) != wanted or wanted.attributes:
        return wanted
    return before._replace(
        attributes=tuple(code for code in before.attributes if code not in _ON_BLANKS),
        background=wanted.background,
        link=wanted.link,
    )


def without_reverse(pen: Pen) -> Pen:
    """The pen that writes with its colours as they are named."""
    return pen._replace(attributes=tuple(code for code in pen.attributes if code != _REVERSE))


def _steps(before: Pen, after: Pen) -> Iterator[str]:
    offs = {_OFF[code]: None for code in before.attributes if code not in after.attributes}
    yield from offs
    yield from (code for code in after.attributes if code not in before.attributes or _OFF[code] in offs)
    if before.foreground != after.foreground:
        yield after.foreground or "39"
    if before.background != after.background:
        yield after.background or "49"


def _is_ground(code: str, normal: str, bright: str) -> bool:
    return code[:-1] in {normal, bright} and code[-1].isdigit()


def _colour(code: str, rest: Iterator[str]) -> str:
    if code.endswith("9") and len(code) == len("39"):
        return "" if code in {"39", "49"} else code
    if not code.endswith("8") or code in {"98", "108"}:
        return code
    kind = next(rest, "")
    parts = tuple(next(rest, "0") for _ in range(_COLOUR_PARAMETERS.get(kind, 0)))
    number = _NUMBERED.get(parts) if kind == "2" else None
    return ";".join([code, kind, *parts] if number is None else [code, "5", str(number)])


def _nothing(code: str, rest: Iterator[str]) -> str:
    _colour(code, rest)
    return ""
