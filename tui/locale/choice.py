"""Which language is spoken: the one that is requested, else the one of the locale."""

import gettext as standard
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.words import speak
from core.workbook.entry import LANGUAGES, Language
from tui.locale.catalogue import FOLDERS, catalogue

LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
OPTION = re.compile(r"(?<!\S)--language[ =]([a-z]+)(?=_|\s|$)")
FOLDER = Path(__file__).parent
_chosen: list[Language] = ["en"]


def spoken() -> Language:
    """The language that is spoken now."""
    return _chosen[0]


def choose(language: Language) -> None:
    """Speak a language from now on; argparse's own texts follow, and processes that are started."""
    _chosen[0] = language
    speak(catalogue(language))
    os.environ.update(LANGUAGE=FOLDERS.get(language, "en"), TEXTDOMAINDIR=str(FOLDER))
    standard.bindtextdomain("jingdex", str(FOLDER))
    standard.textdomain("jingdex")


def language_of(argv: Sequence[str], environ: Mapping[str, str], *, unicode: bool) -> Language:
    """The language that an option names, else the one of the locale where it can be shown, else English."""
    named = OPTION.search(" ".join(argv))
    for language in LANGUAGES:
        if named and named[1] == language:
            return language
    return of_locale(environ) if unicode else "en"


def of_locale(environ: Mapping[str, str]) -> Language:
    """The language of the locale; LANGUAGE goes before it, but not before C, as with all programs of GNU."""
    locale = next((environ[name] for name in LOCALE if environ.get(name)), "C")
    plain = locale.partition(".")[0] in ("C", "POSIX")
    first = (not plain and environ.get("LANGUAGE", "").partition(":")[0]) or locale
    return next((language for language in FOLDERS if first.startswith(language)), "en")
