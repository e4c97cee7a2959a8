"""Texts for people: written in English where they are used, and translated into the language spoken.

`tui` chooses the catalogue; without one everything stays English. A text with values is a template with names:
`gettext("There is no unit {unit}.", unit=code)`, never an f-string, so that the catalogue can hold it.
"""

import re
from collections.abc import Iterable, Mapping
from gettext import NullTranslations
from string import Formatter
from typing import TypeVar

Texts = TypeVar("Texts")
ENGLISH = NullTranslations()
BESIDE = r"[㐀-鿿] ?\{|\} ?[㐀-鿿]"
"""Chinese beside a place."""
MEETING = r"[㐀-鿿][A-Za-z0-9]|[A-Za-z0-9%][㐀-鿿]"
"""Chinese beside a letter or a digit, which a blank sets apart."""
CHINESE = r"[^\x00-\x7f](?:.*[^\x00-\x7f])?"
"""A value that begins and ends in Chinese, which nothing sets apart from Chinese; a name of a file does not."""
_spoken: list[NullTranslations] = [ENGLISH]


def speak(catalogue: NullTranslations) -> None:
    """Look up every text in this catalogue from now on."""
    _spoken[0] = catalogue


def language() -> str:
    """The language spoken, by its two letters."""
    return _spoken[0].info().get("language", "en")[:2]


def gettext(text: str, /, **values: object) -> str:
    """A text in the language spoken, with its values in their places."""
    translated = _spoken[0].gettext(text) if text else ""
    return filled(translated, values) if values else translated


def pgettext(context: str, text: str, /) -> str:
    """A word in the language spoken, where in this context it differs from elsewhere."""
    return _spoken[0].pgettext(context, text)


def ngettext(singular: str, plural: str, count: int, /, **values: object) -> str:
    """The form of a text that goes with a count, which is its place {count}."""
    return filled(_spoken[0].ngettext(singular, plural, count), {"count": count, **values})


def filled(template: str, values: Mapping[str, object]) -> str:
    """A template with its values in their places, set apart by a blank where Chinese meets letters or digits there.

    Where a value begins and ends in Chinese there is none.
    """
    if not re.search(BESIDE, template):
        return template.format(**values)
    text, was_chinese, formatter = "", False, Formatter()
    for literal, name, form, how in formatter.parse(template):
        value = formatter.format_field(formatter.convert_field(values[name], how), form or "") if name else ""
        is_chinese = bool(re.fullmatch(CHINESE, value))
        between = re.sub("^ (?=[㐀-鿿])", "", literal) if was_chinese else literal
        between = re.sub("(?<=[㐀-鿿]) $", "", between) if is_chinese else between
        was_chinese = is_chinese
        for part in (between, value):
            text += f" {part}" if part and re.fullmatch(MEETING, text[-1:] + part[:1]) else part
    return text


def in_words(names: Iterable[object]) -> str:
    """Names one after another, with the comma of the language spoken."""
    return gettext(", ").join(map(str, names))


def with_note(name: object, note: object) -> str:
    """A name with a note in the brackets of the language spoken."""
    return gettext("{name} ({note})", name=name, note=note)


def labelled(name: object, text: object) -> str:
    """A text behind its name, with the colon of the language spoken."""
    return gettext("{name}: {text}", name=name, text=text)


def marked(texts: Texts) -> Texts:
    """Texts that the catalogue is to hold, and that are looked up only where they are shown."""
    return texts
