"""Filters as people type them: words that a row must hold, and conditions such as `status=E`, `year>2019`, `value>1e9`.

Words are looked for in every column, in codes and in names of either language, without regard to case; a number is
found by its digits, in whatever scale. `!` before a word or a condition negates it. Quotes hold a text together.
"""

import re
import unicodedata
from typing import Literal, TypeAlias

from core.errors import BadEntry
from core.frozen import frozen

Column: TypeAlias = Literal[
    "unit", "indicator", "period", "vintage", "status", "source", "note", "author", "value", "year"
]

COLUMN_WORDS: dict[str, Column] = {
    "unit": "unit", "indicator": "indicator", "period": "period", "year": "year", "release": "vintage",
    "vintage": "vintage", "value": "value", "status": "status", "source": "source", "note": "note",
    "author": "author", "单位": "unit", "地区": "unit", "指标": "indicator", "时期": "period", "年份": "year",
    "发布": "vintage", "数值": "value", "状态": "status", "来源": "source", "备注": "note", "录入": "author",
}  # fmt: skip
"""The words that name a column in a condition."""

SIGNS = ("!=", ">=", "<=", "=", ">", "<", "~")
"""How a column is compared; ~ is “holds”."""

TERM = re.compile(
    rf"(?P<not>!)?(?:(?P<column>{'|'.join(COLUMN_WORDS)})(?P<sign>{'|'.join(SIGNS)})"
    r"(?P<to>\"[^\"]*\"?|[^\s\"]*)|(?P<word>\"[^\"]*\"?|\S+))"
)


class BadFilter(BadEntry):
    """A condition that cannot be understood."""


@frozen
class Word:
    """A text that a row must hold somewhere, or must not."""

    text: str
    turned: bool = False


@frozen
class Condition:
    """A condition on a column; `to` holds several texts where any of them may match."""

    column: Column
    sign: str
    to: tuple[str, ...]
    turned: bool = False


Term: TypeAlias = Word | Condition


def terms(text: str) -> tuple[Term, ...]:
    """The words and conditions of a typed filter; a condition without its right side is left out."""
    result: list[Term] = []
    for match in TERM.finditer(_plain(text)):
        turned = match["not"] is not None
        if match["column"] is None:
            word = match["word"].strip('"')
            result += [Word(word, turned)] if word not in ("", "!") else []
        elif match["to"] not in ("", '"'):
            value = match["to"].strip('"')
            to = (value,) if match["to"].startswith('"') else tuple(filter(None, value.split(",")))
            result += [Condition(COLUMN_WORDS[match["column"]], match["sign"], to, turned)] if to else []
    return tuple(result)


def _plain(text: str) -> str:
    """A text without the full-width signs and curly quotes of Chinese input, in lower case."""
    return unicodedata.normalize("NFKC", text).lower().replace("“", '"').replace("”", '"')
