"""The encoding of a text file, detected from its bytes."""

import codecs

from data.errors import FileError

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 200_000
HIGH = 0xA1
"""From this byte on both halves of a common Chinese character lie in GB 18030."""


def decoded(content: bytes, name: str, encoding: str = "") -> tuple[str, str]:
    """The text of a file and its encoding, which may be given. Raises FileError."""
    name_of_encoding = encoding or _encoding(content)
    check_encoding(name_of_encoding)
    try:
        text = content.decode(name_of_encoding)
    except UnicodeDecodeError as error:
        raise FileError(
            "{name} is not text in {encoding}: name its encoding with --encoding.", name=name, encoding=name_of_encoding
        ) from error
    if "\0" in text:
        raise FileError("{name} holds bytes that are not text: save it as CSV, Excel or Parquet.", name=name)
    return text, codecs.lookup(name_of_encoding).name.removesuffix("-sig").replace("_", "-")


def check_encoding(name: str) -> None:
    """Raise FileError where there is no encoding of this name for text."""
    try:
        "".encode(name)
    except LookupError as error:
        raise FileError(
            "“{encoding}” is not an encoding: use utf-8, gb18030, utf-16 or cp1252.", encoding=name
        ) from error


def _encoding(content: bytes) -> str:
    for mark, name in MARKS:
        if content.startswith(mark):
            return name
    if wide := _wide(content[:SAMPLE]):
        return wide
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030" if _is_chinese(content) else "cp1252"
    return "utf-8"


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: every other byte of its commas, digits and line ends is zero."""
    zeros = (sample[0::2].count(0), sample[1::2].count(0))
    half = len(sample) / 2
    if max(zeros) < 0.2 * half or min(zeros) > 0.05 * half:
        return ""
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _is_chinese(content: bytes) -> bool:
    """Whether high bytes come in pairs, as in GB 18030, and not alone, as in Western encodings."""
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    paired = alone = at = 0
    sample = content[:SAMPLE]
    while at < len(sample) - 1:
        if sample[at] < HIGH:
            at += 1
            continue
        pair = sample[at + 1] >= HIGH
        paired, alone, at = paired + pair, alone + (not pair), at + 1 + pair
    return paired > 4 * alone
