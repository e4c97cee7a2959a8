"""The statements of a PC-Axis file: KEYWORD[language]("variable","value")="text","text"; up to DATA=."""

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from data.errors import FileError

PIECES = re.compile(r'"[^"]*"|;|[^";]+')
HEAD = re.compile(r"(?P<keyword>[A-Z][A-Z0-9_-]*)(?:\[(?P<language>[\w-]+)\])?(?:\((?P<of>.*?)\))?", re.DOTALL)
TEXTS = re.compile(r'"([^"]*)"')
DATA = re.compile(r"\s*DATA\s*=")
Key: TypeAlias = tuple[str, str, tuple[str, ...]]
"""A keyword, a language (or empty), and its variables and values."""


class PxFile(NamedTuple):
    """The statements before the data by keyword, language and subject; the data, and the line on which they begin.

    A value is a list of texts; the words and numbers without quotes are one text.
    """

    statements: dict[Key, list[str]]
    data: str
    line: int


def px_file(text: str, name: str) -> PxFile:
    """The statements and the data. Raises FileError naming the line where the file is broken."""
    statements: dict[Key, list[str]] = {}
    for line, statement, end in _statements(text, name):
        if end:
            return PxFile(statements, text[end:], line)
        left, sign, right = _halves(statement)
        head = HEAD.fullmatch(left.strip())
        if not sign or head is None:
            raise FileError(
                "{name}, line {line}: “{statement}” is not a statement of PC-Axis: correct it.",
                name=name,
                line=line,
                statement=" ".join(statement.split())[:60],
            )
        key = (head["keyword"], head["language"] or "", tuple(_texts(head["of"] or "")))
        statements[key] = _texts(right)
    raise FileError("{name} has no DATA, it is cut off: fetch it again.", name=name)


def _statements(text: str, name: str) -> Iterator[tuple[int, str, int]]:
    """Each statement with the line on which it begins; at DATA= the position after it."""
    line, parts = 1, ""
    begin = line
    for match in PIECES.finditer(text):
        piece = match[0]
        if not parts.strip():
            begin = line + piece[: len(piece) - len(piece.lstrip())].count("\n")
        if not parts.strip() and (data := DATA.match(piece)):
            end = match.start() + data.end()
            yield text.count("\n", 0, end) + 1, "", end
            return
        if piece == ";":
            yield begin, parts, 0
            parts = ""
        else:
            parts += piece
        line += piece.count("\n")
    if parts.strip():
        raise FileError(
            "{name}, line {begin}: the statement does not end: it is cut off, or a quote is missing.",
            name=name,
            begin=begin,
        )


def _halves(statement: str) -> tuple[str, str, str]:
    """The parts before and after the first sign of equality outside quotes."""
    for match in re.finditer(r'"[^"]*"|=', statement):
        if match[0] == "=":
            return statement[: match.start()], "=", statement[match.end() :]
    return statement, "", ""


def _texts(right: str) -> list[str]:
    """The texts of a list; quoted texts without a comma between them are one text, over several lines."""
    texts: list[str] = []
    for part in re.findall(r'(?:"[^"]*"\s*)+|[^",]+', right):
        if part.startswith('"'):
            texts.append("".join(TEXTS.findall(part)))
        elif part.strip():
            texts.append(part.strip())
    return texts
