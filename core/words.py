"""Texts for people: written in English where they are used, and translated into the language spoken.

`tui` chooses the catalogue; without one everything stays English. A text with values is a template with names:
`gettext("There is no unit {unit}.", unit=code)`, never an f-string, so that the catalogue can hold it.
"""

from gettext import NullTranslations
from typing import TypeVar

Texts = TypeVar("Texts")
ENGLISH = NullTranslations()
_spoken: list[NullTranslations] = [ENGLISH]


def speak(catalogue: NullTranslations) -> None:
    """Look up every text in this catalogue from now on."""
    _spoken[0] = catalogue


def gettext(text: str, /, **values: object) -> str:
    """A text in the language spoken, with its values in their places."""
    translated = _spoken[0].gettext(text) if text else ""
    return translated.format(**values) if values else translated


def pgettext(context: str, text: str, /) -> str:
    """A word in the language spoken, where in this context it differs from elsewhere."""
    return _spoken[0].pgettext(context, text)


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The form of a text that goes with a count, which is its place {count}."""
    return _spoken[0].ngettext(one, many, count).format(count=count, **values)


def marked(texts: Texts) -> Texts:
    """Texts that the catalogue is to hold, and that are looked up only where they are shown."""
    return texts
