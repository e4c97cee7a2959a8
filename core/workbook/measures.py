"""Units of measurement and scales, as headers and columns name them: 亿元, 万人, %, million EUR, thousands."""

import re
import unicodedata

from core.frozen import frozen
from core.workbook.scale import SCALES


@frozen
class Measured:
    """A unit of measurement and the power of ten that stands before it."""

    measure: str
    mult: int = 0

    def __str__(self) -> str:
        return self.measure if not self.mult else f"10^{self.mult} {self.measure}"


MEASURES: dict[str, str] = {
    "元": "CNY", "人民币": "CNY", "yuan": "CNY", "rmb": "CNY", "cny": "CNY", "美元": "USD", "usd": "USD", "us$": "USD",
    "dollars": "USD", "current us$": "USD", "eur": "EUR", "euro": "EUR", "euros": "EUR", "€": "EUR", "欧元": "EUR",
    "%": "PERCENT", "percent": "PERCENT", "per cent": "PERCENT", "pct": "PERCENT", "pc": "PERCENT", "百分比": "PERCENT",
    "percentage": "PERCENT", "百分点": "PP", "个百分点": "PP", "person": "PERSONS",
    "人": "PERSONS", "persons": "PERSONS", "people": "PERSONS", "per": "PERSONS", "inhabitants": "PERSONS",
    "人年": "PERSON_YEARS", "fte": "PERSON_YEARS",
    "个": "COUNT", "项": "COUNT", "件": "COUNT", "家": "COUNT", "篇": "COUNT", "count": "COUNT",
    "number": "COUNT", "nr": "COUNT", "units": "COUNT", "户": "COUNT", "位": "RANK", "吨": "TONNES", "tonnes": "TONNES",
    "t": "TONNES", "km2": "KM2", "平方公里": "KM2", "index": "INDEX", "score": "SCORE",
}  # fmt: skip
"""The measure of each word."""

PREFIXES: dict[str, int] = {
    **{word: power for word, power in SCALES.items() if len(word) > 1 or not word.isascii()},
    "trillions": 12, "billions": 9, "millions": 6, "thousands": 3, "thousand": 3, "mio": 6, "mrd": 9, "ths": 3,
    "000s": 3, "'000": 3, "mil": 6, "hundred million": 8, "10,000": 4, "100 million": 8, "10k": 4, "hundreds": 2,
}  # fmt: skip
"""The power of ten of each word that stands before a measure."""

BRACKETED = re.compile(r"^(?P<name>.*?)\s*[(（\[【](?P<unit>[^()（）\[\]【】]{1,40})[)）\]】]\s*$")
AFTER = re.compile(r"^(?P<name>.*?\S)\s*(?:,\s*|，|:|：|\s-\s|/)\s*(?P<unit>[^,，:：]{1,30})$")
POWER = re.compile(r"10\^(?P<power>\d{1,2}) (?P<measure>\S.*)")
OF_WHAT = re.compile(r"^(?:%|percent|per cent|percentage) of .+$")
"""A share and what it is a share of: % of GDP."""
LINK = re.compile(r"[\s_.]+")
_BY_LENGTH = sorted(PREFIXES, key=len, reverse=True)


def measured(text: str) -> Measured | None:
    """The measure that a text such as 亿元, MIO_EUR, thousand persons or % names; null where it names none."""
    if match := POWER.fullmatch(text.strip()):
        base = measured(match["measure"]) or Measured(match["measure"])
        return Measured(base.measure, base.mult + int(match["power"]))
    words = LINK.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
    words = re.sub(r"^(?:单位[:：]?|in\b|unit\b:?)\s*", "", words)
    words = OF_WHAT.sub("%", words)
    if words in MEASURES:
        return Measured(MEASURES[words])
    for prefix in _BY_LENGTH:
        rest = words.removeprefix(prefix)
        if rest == words:
            continue
        rest = rest.strip().removeprefix("of ").strip()
        if not rest or rest in MEASURES:
            return Measured(MEASURES.get(rest, "COUNT"), PREFIXES[prefix])
    ending = next((p for p in _BY_LENGTH if words.endswith(f" {p}")), None)
    rest = words.removesuffix(ending).strip() if ending else ""
    return Measured(MEASURES[rest], PREFIXES[ending]) if ending and rest in MEASURES else None


def measure_from_text(text: str) -> tuple[str, int | None]:
    """The measure that a person names, and its power of ten, if any: 亿元, 10^8 CNY, CNY, PERSON_YEARS."""
    if match := POWER.fullmatch(text.strip()):
        return measure_from_text(match["measure"])[0], int(match["power"])
    measure = measured(text)
    return (measure.measure, measure.mult or None) if measure else (text.strip(), None)


def named_measure(header: str) -> tuple[str, Measured | None]:
    """A header without its measure, and the measure: 产值（亿元） is 产值 in 10^8 CNY."""
    for form in (BRACKETED, AFTER):
        match = form.match(header)
        unit = measured(match["unit"]) if match else None
        if match and unit and match["name"].strip():
            return match["name"].strip(), unit
    if header.endswith(("%", "％")) and header[:-1].strip():
        return header[:-1].strip(), Measured("PERCENT")
    return header, None
