"""Names in files matched with known ones, exactly or with the nearest."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import takewhile

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel, Levenshtein

from core.frozen import frozen
from core.workbook.entry import Named

SPACES = re.compile(r"\s+")
SPACED_OUT = re.compile(r"[\u3400-\u9fff](?:\s+[\u3400-\u9fff])+")
CHINESE = re.compile(r"[\u3400-\u9fff]")
ALIKE = 0.84
"""From this share of common letters on, two longer names are near."""
FARTHEST = 2
"""Near names differ in length by at most so many letters."""
AT_ONCE = 500
"""The number of new names that are compared at once with all others."""
ROUNDING = 1e-6
"""The tolerance of shares of letters, which are counted in single precision."""
OFFICIAL = re.compile(r"(?P<name>[\u3400-\u9fff]{2,}?)(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|省|市)")
"""A Chinese province or city with the word of its rank."""
RARE = 0.2
"""A new name is a slip of a near one where it stands in less than this share of the rows of that one."""


@frozen
class Match:
    """The result for one spelling: its code, or null; the nearest known name where it is unknown."""

    text: str
    rows: int
    code: str | None
    nearest: str = ""
    is_new: bool = False


def normal(text: str) -> str:
    """A name without blanks, width and case: 北   京 is 北京."""
    return SPACES.sub("", unicodedata.normalize("NFKC", text)).casefold()


def squeezed(text: str) -> str:
    """A name without the blanks between its single Chinese characters, as yearbooks set them: 北  京 is 北京.

    A blank between words of several characters stays: 上海 浦东.
    """
    return SPACES.sub("", text) if SPACED_OUT.fullmatch(text.strip()) else text.strip()


def code_of(text: str) -> str:
    """A code made of a name: without the blanks and signs that separate codes in lists.

    A blank becomes `_` (São_Paulo); between two wide letters, where it only spaces them out, it goes: 北 京 is 北京.
    """
    words = SPACES.split(unicodedata.normalize("NFKC", text).strip())
    code = words[0]
    for word in words[1:]:
        code += word if _is_wide(code[-1]) and _is_wide(word[0]) else f"_{word}"
    return re.sub(r"[,;|/]+", "_", code)[:120] or "_"


def matched(
    counts: Mapping[str, int], known: Iterable[Named], aliases: Mapping[str, str], certain: Container[str] = ()
) -> list[Match]:
    """The match of each spelling, with its number of rows.

    Known codes, names and aliases are found without regard to blanks, width and case. Any other spelling is new, and is
    its own code, unless it is rare and one letter away from a frequent or known one: then it has the nearest only.
    `certain` spellings are not slips, and mean no other name.
    """
    codes = _codes(known, aliases)
    codes = _official([text for text in counts if text not in certain], codes) | codes
    fresh: dict[str, list[str]] = {}
    for text in counts:
        if normal(text) not in codes:
            fresh.setdefault(normal(text), []).append(text)
    rows = {key: sum(counts[text] for text in texts) for key, texts in fresh.items()}
    weight = dict.fromkeys(codes, 10**9) | rows
    labels = {**codes, **{key: code_of(texts[0]) for key, texts in fresh.items()}}
    present = dict.fromkeys(weight, 0)
    for text, count in counts.items():
        present[normal(text)] += count
    near = _nearest_names(fresh, weight, present)
    result = []
    for text, count in counts.items():
        key = normal(text)
        if key in codes:
            result.append(Match(text, count, codes[key]))
        elif (other := near[key]) is not None and text not in certain:
            result.append(Match(text, count, None, labels[other]))
        else:
            result.append(Match(text, count, labels[key], is_new=True))
    return result


def short(name: str) -> str:
    """A province or city without the words of its rank: 内蒙古自治区 becomes 内蒙古."""
    match = OFFICIAL.fullmatch(name)
    return match["name"] if match else name


def _official(counts: Iterable[str], codes: Mapping[str, str]) -> dict[str, str]:
    """Codes of official names whose short form is known, or the other way round, where it can be one alone."""
    known: dict[str, set[str]] = {}
    for text, code in codes.items():
        known.setdefault(short(text), set()).add(code)
    official: dict[str, set[str]] = {}
    for text in counts:
        official.setdefault(short(normal(text)), set()).add(normal(text))
    single = {text: next(iter(codes_of)) for text, codes_of in known.items() if len(codes_of) == 1}
    return {
        key: single[text]
        for text, keys in official.items()
        if text in single and len(keys - {text}) == 1
        for key in keys
        if key not in codes
    }


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _codes(known: Iterable[Named], aliases: Mapping[str, str]) -> dict[str, str]:
    codes: dict[str, str] = {}
    entries = list(known)
    for part in ("name_zh", "name_en", "code"):
        for entry in entries:
            if text := normal(getattr(entry, part)):
                codes[text] = entry.code
    stand = {text: codes.get(normal(name), name) for text, name in aliases.items()}
    codes_by_name = {normal(code): code for code in stand.values()}
    return codes_by_name | codes | {normal(text): code for text, code in stand.items()}


def _by_length(weight: Mapping[str, int]) -> dict[int, list[str]]:
    """The names without digits of each length, those of the most rows first."""
    lengths: dict[int, list[str]] = {}
    for name in sorted(weight, key=weight.__getitem__, reverse=True):
        if not any(letter.isdigit() for letter in name):
            lengths.setdefault(len(name), []).append(name)
    return lengths


def _nearest_names(
    fresh: Iterable[str], weight: Mapping[str, int], present: Mapping[str, int]
) -> dict[str, str | None]:
    """The nearest name in far more rows for each new name, if any; of two, the one missing in more of these rows."""
    lengths = _by_length(weight)
    near: dict[str, str | None] = dict.fromkeys(fresh)
    for key, others in _compared(near, weight, lengths):
        candidates = [other for other in others if weight[other] > weight[key] / RARE and _is_near(key, other)]
        near[key] = max(candidates, key=lambda other: (_shared(key, other), -present[other]), default=None)
    return near


def _compared(
    fresh: Iterable[str], weight: Mapping[str, int], lengths: Mapping[int, list[str]]
) -> Iterator[tuple[str, list[str]]]:
    """Each new name with the names of about its length, in far more rows, that may be near; all others are far.

    The share of common letters in order is at least that in common blocks, which decides whether names are near.
    """
    by_length: dict[int, list[str]] = {}
    for key in (key for key in fresh if not any(letter.isdigit() for letter in key)):
        by_length.setdefault(len(key), []).append(key)
    for length, keys in by_length.items():
        limit = min(weight[key] for key in keys) / RARE
        near = range(length - FARTHEST, length + FARTHEST + 1)
        others = [name for size in near for name in _above(limit, lengths.get(size, ()), weight)]
        if others:
            yield from _alike(keys, others)


def _above(limit: float, names: Iterable[str], weight: Mapping[str, int]) -> Iterator[str]:
    """The first names, those of the most rows, that stand in more rows than the limit."""
    return takewhile(lambda name: weight[name] > limit, names)


def _alike(keys: list[str], others: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each of these names with those of the others that are alike by their letters in order, or by few changes."""
    for first in range(0, len(keys), AT_ONCE):
        part = keys[first : first + AT_ONCE]
        shared = process.cdist(part, others, scorer=Indel.normalized_similarity, score_cutoff=ALIKE, workers=-1)
        alike = shared >= ALIKE - ROUNDING
        wide = [at for at, name in enumerate(others) if not name.isascii()]
        for at, key in enumerate(part):
            if wide and not key.isascii():
                changes = process.cdist([key], [others[n] for n in wide], scorer=Levenshtein.distance)[0]
                alike[at, wide] |= changes <= FARTHEST
            if (places := np.flatnonzero(alike[at])).size:
                yield key, [others[n] for n in places]


def _is_near(name: str, other: str) -> bool:
    if any(letter.isdigit() for letter in name + other) or abs(len(name) - len(other)) > FARTHEST:
        return False
    if name.isascii() or other.isascii():
        return min(len(name), len(other)) > 4 and _shared(name, other) >= ALIKE  # noqa: PLR2004 - short codes differ by one
    same_length = len(name) == len(other) > 1 and sum(a != b for a, b in zip(name, other, strict=True)) == 1
    return same_length or (min(len(name), len(other)) > 1 and (name.startswith(other) or other.startswith(name)))


def _shared(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second).ratio()
