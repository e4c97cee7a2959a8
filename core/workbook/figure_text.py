"""Figures as people write them: `9761亿 E #2024 release`, `over 1e12`, `42.9%`, `=prev*1.05`."""

import ast
import re
import unicodedata
from decimal import Decimal

from core.errors import BadFigure
from core.numerals import common_decimals
from core.words import gettext, marked
from core.workbook import measures
from core.workbook.figure import Figure, is_kept, printed_decimals, scaled
from core.workbook.figure_cell import Cell
from core.workbook.formula import evaluated, names_in, numbers_in, parsed
from core.workbook.refusals import LARGEST, NO_LETTER, NO_SHARE, TOO_LARGE, TOO_MANY_DIGITS, WITH_NUMBER
from core.workbook.scale import (
    PLAIN_STEPS,
    SCALE_WORD,
    SCALED_NUMBER,
    SCALES,
    STEPS,
    shown_scale,
    step_and_decimals,
    step_below,
)
from core.workbook.status import STATUSES, WITHOUT_VALUE

QUALIFIER_WORDS: dict[str, str] = {
    "不足": "nearly", "不到": "nearly", "将近": "nearly", "突破": "over",
    "more than": "over", "at least": "over", "over": "over", "超过": "over", "超": "over", "逾": "over", ">": "over",
    "almost": "nearly", "nearly": "nearly", "接近": "nearly", "近": "nearly", "<": "nearly",
    "about": "about", "around": "about", "大约": "about", "约": "about", "~": "about",
    "exactly": "exact", "exact": "exact",
}  # fmt: skip
BEFORE_A_NUMBER = frozenset(word[0] for word in QUALIFIER_WORDS if not word.isascii())
"""The first characters of Chinese qualifiers, as in 约6000亿."""
BEHIND: dict[str, str] = {"以上": "over", "多": "over", "左右": "about", "上下": "about"}
"""Qualifiers that Chinese sets behind a number."""
QUALIFIED = marked({"over": "over {number}", "nearly": "nearly {number}", "about": "about {number}"})
MISSING_WORDS = frozenset({"-", "–", "missing", "none", "na", "n/a", "缺", "无", "缺失", "—", "——"})
USUAL_SIGNS = str.maketrans("。億萬×÷", ".亿万*/")
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
WRITTEN = (
    rf"(?i)(?P<sign>[+-]?)(?P<number>{NUMBER})(?P<power>[eE][+-]?\d{{1,2}})?\s*"
    rf"(?:(?P<scale>{SCALE_WORD})(?![a-z]))?\s*(?P<money>元|yuan|rmb|cny)?(?P<percent>%?)"
)
PERCENT = r"(?<![\w.])(?P<number>\d+(?:\.\d+)?|\.\d+)\s*%(?!\s*[\w.(])"
NOTE_SIGN = "[#＃﹟]"
PERCENTS = frozenset({"PERCENT", "PP"})
"""Measures whose values are per cent."""
SHARES = PERCENTS | {"INDEX", "SCORE", "RATIO", "SHARE", "PURE"}
"""Measures that can be written with %; all others are amounts."""
LONGEST_NOTE = 2000
SHORT = 40
"""The number of characters of a text that a sentence quotes."""
BEGUN = r"[+-]?(?:\d[\d,]*)?(?:\.\d*)?(?:[eE][+-]?)?"
"""The beginning of a number while it is typed."""
NOT_YET = marked("“{written}” is not a number yet: go on, as in 2.5, 1e12 or -3.")


def figure_from_text(text: str, cell: Cell) -> Figure:
    """The figure of a typed text in a cell.

    A bare number is in the scale that the cell shows; a scale word (亿, bn), an exponent, 元 or `%` overrides
    it. A letter after a space is the SDMX status, all after `#` is the note. A formula counts in the cell's
    scale; in a per-cent cell a plain quotient is a ratio, so that `=2947.1/43760.7` gives 6.73 %. A new
    value is the user's own figure: it has neither source nor release of the old one. The default letter is
    E in place of a published figure, an estimate or a gap, and in an index; otherwise it is A. Raises
    BadFigure with the form of valid texts.
    """
    written, *notes = re.split(NOTE_SIGN, text, maxsplit=1)
    written = unicodedata.normalize("NFKC", written).strip().rstrip("。").translate(USUAL_SIGNS)
    note = "".join(notes).strip()
    if len(note) > LONGEST_NOTE:
        raise BadFigure("The note is longer than {longest_note} characters: shorten it.", longest_note=LONGEST_NOTE)
    qualifier, written = _qualifier(written)
    written, status = _status(written)
    if qualifier == "exact" and (word := next(filter(written.endswith, BEHIND), "")):
        qualifier, written = BEHIND[word], written.removesuffix(word)
    if (not written and status in WITHOUT_VALUE) or written.casefold() in MISSING_WORDS:
        if qualifier != "exact":
            raise BadFigure(
                "“{text}” has a qualifier but no number: type the number, or O for missing.", text=text.strip()
            )
        return _figure(cell, None, 0, 0, status if status in WITHOUT_VALUE else "O", "exact", note, "")
    if not written:
        raise BadFigure("There is no number: type one, or O for missing.")
    if status in WITHOUT_VALUE:
        raise BadFigure(gettext(WITH_NUMBER).format(status, gettext(STATUSES[status])))
    if written.startswith("="):
        value, mult, decimals, formula = _computed(written, cell)
    else:
        value, mult, decimals = _number(written, cell)
        formula = ""
    return _figure(cell, value, mult, decimals, status, qualifier, note, formula)


def letter_in(text: str) -> str:
    """The status letter in a typed text, empty without one. Raises BadFigure where it is not a status."""
    written = unicodedata.normalize("NFKC", re.split(NOTE_SIGN, text)[0]).strip()
    return _status(_qualifier(written)[1])[1]


def text_from_figure(figure: Figure) -> str:
    """The text that gives this very figure: qualifier, number in its printed scale, status and note."""
    words = [] if figure.qualifier == "exact" else [figure.qualifier]
    if figure.value is None:
        words.append(figure.status if figure.status in WITHOUT_VALUE else "O")
    else:
        step, decimals = step_and_decimals(figure.mult, figure.decimals)
        words.append(f"{printed_number(figure.value, step, decimals)}{STEPS[step]}")
        words.append(figure.status)
    return " ".join(words) + (f" #{figure.note}" if figure.note else "")


def number_text(figure: Figure, *, plain: bool = False) -> str:
    """The number alone, with every digit, in the scale in which the figure is shown; empty for a missing one.

    With `plain` scales are written as k, m, bn and tn. A qualifier is part of the meaning of the number, and stays.
    """
    if figure.value is None:
        return ""
    usual, shown = (shown_scale(figure.value, figure.mult, chinese=chinese) for chinese in (True, not plain))
    decimals = min(figure.decimals + usual - figure.mult, 2) if usual > figure.mult else figure.decimals
    word = (PLAIN_STEPS if plain else STEPS)[shown]
    number = f"{printed_number(figure.value, shown, decimals if shown == usual else 0)}{word}"
    return number if figure.qualifier == "exact" else gettext(QUALIFIED[figure.qualifier], number=number)


def printed_number(value: float, mult: int, decimals: int) -> str:
    """A value in a scale with every digit, and at least `decimals` after the point: those of the source."""
    number = Decimal(repr(value)).scaleb(-mult).normalize()
    fewest = printed_decimals(str(number))
    return f"{number:.{fewest}f}" if decimals <= fewest else f"{Decimal(value).scaleb(-mult):.{decimals}f}"


def _figure(
    cell: Cell, value: float | None, mult: int, decimals: int, status: str, qualifier: str, note: str, formula: str
) -> Figure:
    same = _same(cell.present, value, qualifier, formula)
    return Figure(
        unit=cell.unit,
        indicator=cell.indicator.code,
        period=cell.period,
        vintage=same.vintage if same else "" if cell.present else cell.vintage,
        value=value,
        mult=mult,
        decimals=decimals,
        status=status or (same.status if same else _own_status(cell)),
        qualifier=qualifier,
        source=same.source if same else "",
        note=note or (same.note if same else ""),
        formula=formula,
    )


def _same(present: Figure | None, value: float | None, qualifier: str, formula: str) -> Figure | None:
    """The present figure, where the typed one equals it."""
    if present and (present.value, present.qualifier) == (value, qualifier) and formula in ("", present.formula):
        return present
    return None


def _own_status(cell: Cell) -> str:
    """The default letter of a typed figure."""
    present = cell.present
    over = present and (present.source or present.vintage or present.value is None or present.status in "EFI")
    return "E" if over or cell.published or cell.indicator.kind == "index" else "A"


def _qualifier(written: str) -> tuple[str, str]:
    for word, meaning in QUALIFIER_WORDS.items():
        rest = written[len(word) :]
        if written.casefold().startswith(word) and not (word.isascii() and word[-1].isalpha() and rest[:1].isalpha()):
            return meaning, rest.strip()
    return "exact", written


def _status(written: str) -> tuple[str, str]:
    """The written text without its status letter, and the letter; after a bare number k, m, b, t are scales."""
    if written.upper() in STATUSES:
        return "", written.upper()
    match = (
        re.fullmatch(r"(?P<rest>.*\S)\s+(?P<letter>[A-Za-z])", written)
        or re.fullmatch(r"(?P<rest>.*[\d亿万千%])(?P<letter>[AC-JLN-SU-Z])", written)
        or re.fullmatch(r"(?P<rest>.*[亿万千%])(?P<letter>[A-Z])", written)
    )
    if not match:
        return written, ""
    letter = match["letter"].upper()
    if letter not in STATUSES:
        raise BadFigure(gettext(NO_LETTER).format(letter, " ".join(STATUSES)))
    return match["rest"], letter


def _number(written: str, cell: Cell) -> tuple[float, int, int]:
    match = re.fullmatch(WRITTEN, _with_plain_unit(written, cell.indicator.measure))
    if not match:
        refusal = marked("“{written}” is not a figure: write 9761亿, 1.2万亿, 3.4bn, 42.9%, over 1e12 or =prev*1.05.")
        raise BadFigure(NOT_YET if re.fullmatch(BEGUN, written) else refusal, written=_short(written))
    digits = match["sign"] + match["number"].replace(",", "")
    mult = _mult(match, written, cell)
    value = scaled(digits, mult)
    if abs(value) > LARGEST:
        raise BadFigure(gettext(TOO_LARGE).format(_short(written)))
    if not is_kept(digits, mult):
        raise BadFigure(gettext(TOO_MANY_DIGITS).format(_short(written)))
    return value, *step_and_decimals(mult, printed_decimals(digits))


def _with_plain_unit(written: str, measure: str) -> str:
    """A number with 元 for the Chinese word of its own measure, as 家 in 5万家: without a scale it is in ones."""
    words = (word for word, of in measures.MEASURES.items() if of == measure and not word.isascii())
    word = max(filter(written.endswith, words), key=len, default="")
    return f"{written.removesuffix(word).rstrip()}元" if word else written


def _mult(match: re.Match[str], written: str, cell: Cell) -> int:
    """The power of ten of a typed number. Raises BadFigure where its indicator has no such scale."""
    percent = cell.indicator.measure in PERCENTS
    if match["percent"]:
        if match["scale"] or match["power"]:
            raise BadFigure("“{written}” mixes % with a scale: write one of the two.", written=_short(written))
        mult = 0 if percent else -2
    elif match["scale"]:
        mult = SCALES[match["scale"].casefold()] + int((match["power"] or "e0")[1:])
    elif match["power"] or match["money"]:
        mult = int((match["power"] or "e0")[1:])
    else:
        mult = cell.scale
    if match["percent"] and cell.indicator.measure not in SHARES:
        raise BadFigure(gettext(NO_SHARE).format(_short(written), cell.indicator.code))
    if percent and mult:
        raise BadFigure(
            "“{written}” has a scale, but {code} is in per cent: write it as 42.9%.",
            written=_short(written),
            code=cell.indicator.code,
        )
    return mult


def _computed(written: str, cell: Cell) -> tuple[float, int, int, str]:
    unit = 10.0**cell.scale
    percent = cell.indicator.measure in PERCENTS
    plain = SCALED_NUMBER.sub(lambda m: repr(scaled(m["number"], SCALES[m["scale"].casefold()]) / unit), written[1:])
    plain, percents = re.subn(PERCENT, r"\g<number>" if percent else r"(\g<number>/100)", plain)
    tree = parsed(plain)
    known = {"prev": cell.previous, "this": cell.present}
    names = {name: None if f is None or f.value is None else f.value / unit for name, f in known.items()}
    value = evaluated(tree, names)
    ratio = percent and isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Div)
    if ratio and not percents and not names_in(tree) and 100.0 not in numbers_in(tree):  # noqa: PLR2004 - a factor of per cent
        value *= 100
    if abs(value * unit) > LARGEST:
        raise BadFigure("“{written}” gives more than anything measured: correct the formula.", written=_short(written))
    result = float(f"{value * unit:.15g}")
    return result, *_printed(result, written, cell), written


def _printed(result: float, written: str, cell: Cell) -> tuple[int, int]:
    """The scale and the decimals in which the result of a formula is kept: no digit of what it adds up is lost.

    What is above 万亿 is kept in 亿, as 6,000亿 is no whole number of them.
    """
    mult = step_below(cell.mult)
    mult = SCALES["亿"] if mult == SCALES["万亿"] else mult
    typed = [
        printed_decimals(match["number"]) - (SCALES[match["scale"].casefold()] - mult)
        for match in SCALED_NUMBER.finditer(written)
    ]
    before = [cell.previous.decimals - (cell.previous.mult - mult)] if cell.previous else []
    decimals, shown = max([cell.indicator.decimals, *typed, *before]), result / 10.0**mult
    if abs(round(shown, decimals) - shown) > abs(shown) / 100:
        decimals = common_decimals([shown], digits=2)
    return mult, decimals


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"
