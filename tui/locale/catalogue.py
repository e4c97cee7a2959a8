"""The catalogue of a language: compiled where the package is built, and again where a checkout has a newer text."""

import os
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from core.words import ENGLISH
from core.workbook.entry import Language

FOLDERS: dict[Language, str] = {"zh": "zh_CN"}
"""The locale of every language but English, in which all texts are written."""


@cache
def catalogue(language: Language) -> NullTranslations:
    """The texts of a language; English has none of its own."""
    if language not in FOLDERS:
        return ENGLISH
    compiled = Path(__file__).parent / FOLDERS[language] / "LC_MESSAGES" / "jingdex.mo"
    text = compiled.with_suffix(".po")
    if text.is_file() and not (compiled.is_file() and compiled.stat().st_mtime >= text.stat().st_mtime):
        return _compiled_now(text, compiled)
    with compiled.open("rb") as file:
        return GNUTranslations(file)


def _compiled_now(text: Path, compiled: Path) -> NullTranslations:
    """The catalogue of a text that is newer than what was compiled of it, which only a checkout has."""
    from io import BytesIO  # noqa: PLC0415 - as Babel, for developers alone

    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only a checkout compiles
    from babel.messages.pofile import read_po  # noqa: PLC0415 - only a checkout compiles

    with text.open("rb") as file:
        read = read_po(file, locale=text.parts[-3])
    content = BytesIO()
    write_mo(content, read)
    part = compiled.with_suffix(f".{os.getpid()}")
    part.write_bytes(content.getvalue())
    part.replace(compiled)
    content.seek(0)
    return GNUTranslations(content)
