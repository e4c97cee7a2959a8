"""Figures as PC-Axis (.px), with names in English and Chinese. (Statistics Sweden, PX file format, 2013)"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from core.importing.gaps import NO_FIGURE
from core.workbook.entries import Indicator, Unit
from core.workbook.entry import Language
from core.workbook.measures import Measured
from core.workbook.period import length_of
from core.workbook.sdmx_period import sdmx_period
from core.workbook.status import STATUSES
from core.workbook.workbook import Workbook
from tui.exports.figure_cube import FigureCube, figure_cube, left_out

SYMBOLS = {"Q": ".", "O": "..", "M": "...", "L": "....", "": "......"}
"""What stands for a figure that is missing, by its letter; none where there is no figure at all."""
SCALES = {"years": "A1", "halves": "H1", "thirds": "T1", "quarters": "Q1", "months": "M1", "weeks": "W1"}
LONGEST = 200
LANGUAGES: tuple[Language, ...] = ("en", "zh")
VARIABLES: dict[Language, tuple[str, str, str]] = {
    "en": ("unit", "indicator", "period"), "zh": ("单位", "指标", "时期"),
}  # fmt: skip
UNITS: dict[Language, str] = {"en": "as said of each indicator", "zh": "见各指标"}


def as_px(workbook: Workbook) -> bytes:
    """The newest figures: units and indicators down, periods across; letters and notes as notes on cells."""
    cube = figure_cube(workbook)
    return "".join(f"{line}\n" for line in (*_head(workbook, cube), "DATA=", *_data(cube), ";")).encode()


def px_left_out(workbook: Workbook) -> str:
    """The sentence on what PC-Axis does not hold of a workbook."""
    return left_out("PC-Axis", workbook)


def _head(workbook: Workbook, cube: FigureCube) -> Iterator[str]:
    """All statements before the data, those of names in Chinese too where some unit or indicator has one."""
    named = [*(workbook.units.get(code) for code in cube.units), *map(workbook.indicators.get, cube.indicators)]
    languages = LANGUAGES if any(indicator and indicator.name_zh for indicator in named) else LANGUAGES[:1]
    exact = max((len(text.partition(".")[2]) for text in cube.texts if text), default=0)
    printed, periods = max(cube.decimals.values(), default=0), [sdmx_period(text) for text in cube.periods]
    yield 'CHARSET="ANSI";\nAXIS-VERSION="2013";\nCODEPAGE="utf-8";\nLANGUAGE="en";'
    yield f"LANGUAGES={_list(languages)};"
    yield f'SUBJECT-CODE="FIGURES";\nMATRIX="FIGURES";\nDECIMALS={max(exact, printed)};\nSHOWDECIMALS={printed};'
    for language in languages:
        yield from _named(workbook, cube, periods, language)
    for name, codes in zip(VARIABLES["en"], (cube.units, cube.indicators, periods), strict=True):
        yield f'CODES("{name}")={_list(codes)};'
    yield from _times(cube, periods)
    if _is_sparse(cube):
        yield "\n".join(f'KEYS("{name}")="CODES";' for name in VARIABLES["en"][:2])
    yield from (f"SOURCE={_text(source)};" for source in filter(None, [cube.source]))
    for letter, sign in SYMBOLS.items():
        yield f'DATASYMBOL{len(sign)}="{_meaning(letter) if letter else NO_FIGURE}";'
    yield from _notes(cube, _names(cube.units, workbook.units), _names(cube.indicators, workbook.indicators), periods)


def _named(workbook: Workbook, cube: FigureCube, periods: Sequence[str], language: Language) -> Iterator[str]:
    """All statements of names in a language: the first is that of the file."""
    of, title = "" if language == LANGUAGES[0] else f"[{language}]", _text(workbook.about.name(language))
    units, indicators = (
        _names(cube.units, workbook.units, language), _names(cube.indicators, workbook.indicators, language),
    )  # fmt: skip
    unit, indicator, period = VARIABLES[language]
    yield f"SUBJECT-AREA{of}={title};\nTITLE{of}={title};\nCONTENTS{of}={title};\nUNITS{of}={_text(UNITS[language])};"
    yield f'STUB{of}="{unit}","{indicator}";\nHEADING{of}="{period}";\nCONTVARIABLE{of}="{indicator}";'
    for name, shown in zip(VARIABLES[language], (units, indicators, periods), strict=True):
        yield f'VALUES{of}("{name}")={_list(shown)};'
    for code, name in zip(cube.indicators, indicators, strict=True):
        measure = str(Measured(cube.measures.get(code) or "COUNT", cube.powers[code]))
        yield f"UNITS{of}({_text(name)})={_text(measure)};"
        yield f'PRECISION{of}("{indicator}",{_text(name)})={cube.decimals[code]};'


def _times(cube: FigureCube, periods: Sequence[str]) -> Iterator[str]:
    """The times of periods that are all of one length, and the day of the newest release."""
    if (scale := SCALES.get("".join({length_of(text) for text in cube.periods}))) is not None:
        times = [text.replace("-S", "").replace(f"-{scale[0]}", "").replace("-", "") for text in periods]
        yield f'TIMEVAL("period")=TLIST({scale}),{_list(times)};'
    if cube.released:
        day = cube.released.replace("-", "")
        yield f'LAST-UPDATED="{day} 00:00";'


def _meaning(letter: str) -> str:
    """A letter with its word, as notes and symbols have it."""
    return f"{letter}: {STATUSES[letter]}"


def _notes(cube: FigureCube, units: Sequence[str], indicators: Sequence[str], periods: Sequence[str]) -> Iterator[str]:
    """A note on each cell that has a letter of its own beside its value, or a note."""
    for place, text, letter, note in zip(cube.places, cube.texts, cube.letters, cube.notes, strict=True):
        meaning = _meaning(letter) if letter != "A" and text is not None else ""
        if not meaning and not note:
            continue
        row, period = divmod(place, len(periods))
        unit, indicator = divmod(row, len(indicators))
        cell = ",".join(map(_text, (units[unit], indicators[indicator], periods[period])))
        yield f"CELLNOTE({cell})={_text(' '.join(filter(None, (meaning, note))))};"


def _is_sparse(cube: FigureCube) -> bool:
    """Whether less than half of the pairs of unit and indicator have a figure: only their rows are written."""
    width = max(len(cube.periods), 1)
    return len({place // width for place in cube.places}) * 2 < len(cube.units) * len(cube.indicators)


def _data(cube: FigureCube) -> Iterator[str]:
    """A line for each unit and indicator, which begins with their codes where others are left out."""
    cells = [_text(SYMBOLS[""])] * (cube.shape[0] * cube.shape[1] * cube.shape[2])
    for place, text, letter in zip(cube.places, cube.texts, cube.letters, strict=True):
        cells[place] = _text(SYMBOLS[letter]) if text is None else text
    width = max(len(cube.periods), 1)
    rows = sorted({place // width for place in cube.places}) if _is_sparse(cube) else range(len(cells) // width)
    for row in rows:
        unit, indicator = divmod(row, max(len(cube.indicators), 1))
        keys = f"{_text(cube.units[unit])},{_text(cube.indicators[indicator])}," if _is_sparse(cube) else ""
        yield keys + " ".join(cells[row * width : (row + 1) * width])


def _names(
    codes: Iterable[str], known: Mapping[str, Unit] | Mapping[str, Indicator], language: Language = "en"
) -> list[str]:
    """A name of its own for each code, with the code behind it where others are called so too."""
    named = [(code, known[code].name(language) if code in known else code) for code in codes]
    counts = Counter(_unquoted(name) for _, name in named)
    return [name if counts[_unquoted(name)] == 1 else f"{name} ({code})" for code, name in named]


def _unquoted(text: str) -> str:
    """A text without what would end it; a line end is a number sign."""
    return text.replace('"', "'").replace("\r", "").replace("\n", "#")


def _text(text: str) -> str:
    """A text within quotes, a long one in several, as lines are to be short."""
    quoted = _unquoted(text)
    return "\n".join(f'"{quoted[at : at + LONGEST]}"' for at in range(0, max(len(quoted), 1), LONGEST))


def _list(texts: Iterable[str]) -> str:
    return ",\n".join(map(_text, texts))
