"""Printed numbers read by the column: signs for thousands, decimal commas, %, 万 and 亿, SDMX letters, gaps."""

import re
import unicodedata
from typing import Literal, TypeAlias

import polars as pl

from core.importing.gaps import GAPS, gap_status
from core.workbook.scale import SCALES
from core.workbook.status import STATUSES

DecimalSign: TypeAlias = Literal[".", ","]

EXAMINED = 20_000
"""The number of different texts that are examined to see how numbers are written."""
PLAIN = r"^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$"
SCALE_WORDS = "|".join(sorted((word for word in SCALES if len(word) > 1 or not word.isascii()), key=len, reverse=True))
MARKED = re.compile(
    rf"(?P<qualifier>[<>≈~约超]?)\s*(?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{{1,3}})?)\s*"
    rf"(?P<scale>{SCALE_WORDS})?\s*(?:元|人)?(?P<percent>%?)\s*(?P<flags>(?:[A-Za-z]\s*)*)",
    re.IGNORECASE,
)
QUALIFIERS: dict[str, str] = {
    "": "exact",
    "<": "nearly",
    ">": "over",
    "超": "over",
    "≈": "about",
    "~": "about",
    "约": "about",
}
FOOTNOTE = (
    r"(?P<last>[0-9０-９%％万亿])\s*"
    r"(?:[①-⒛⓪-⓿❶-➓¹²³⁰⁴-⁹ᵃ-ᵛ*＊†‡§]+|[\[(（〔](?:[0-9]{1,2}|注[0-9]*)[\])）〕]|\s[0-9]{1,2}\))\s*$"
)
"""A mark behind a number that leads to a note below the table: ①, ², *, [1], (1), 1)."""
FLAG = r"\s*[(（]?[A-Za-z]{1,2}[)）]?\s*$"
LETTER_IN_BRACKETS = re.compile(r"\s*[(（]([A-Za-z]{1,2})[)）]\s*$")
EUROSTAT = {"c": "Q", "r": "A", "s": "E", "z": "M"}
"""Eurostat's own letters, which are small: confidential, revised, its own estimate, not applicable."""
EUROSTAT_GAP = re.compile(
    r":\s+(?P<flag>[a-z])[a-z ]*"
    rf"|(?:{'|'.join(map(re.escape, sorted(filter(None, GAPS), key=len, reverse=True)))})\s+(?P<other>[a-z])[a-z]?",
    re.IGNORECASE,
)
"""A gap with flags behind it."""


def decimal_sign(texts: pl.Series) -> DecimalSign:
    """The sign before the decimals: a comma only where it can be nothing else in some cell and a point in none."""
    filled = _different(texts).str.replace(FOOTNOTE, "$last").str.replace(FLAG, "")
    comma = filled.str.contains(r"^\s*[+-]?(?:\d{1,3}(?:[. \u{00a0}\u{202f}']\d{3})+|\d+),\d+\s*%?\s*$")
    thousands = filled.str.contains(r"^\s*[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?\s*%?\s*$")
    point = filled.str.contains(r"^\s*[+-]?(?:\d{1,3}(?:,\d{3})+|\d*)\.\d+\s*%?\s*$")
    certain = (comma & ~thousands).sum()
    return "," if certain > (point & ~comma).sum() else "."


def ambiguous_mark(texts: pl.Series) -> str:
    """The point or the comma, where every number that has one has just three digits after it; else nothing."""
    filled = _different(texts)
    marked = filled.filter(filled.str.contains(r"\d[.,]\d"))
    forms = {mark: rf"^\s*[+-]?[1-9]\d{{0,2}}[{mark}]\d{{3}}\s*$" for mark in ".,"}
    return next((mark for mark, form in forms.items() if marked.len() and marked.str.contains(form).all()), "")


def _different(texts: pl.Series) -> pl.Series:
    """Different texts, `EXAMINED` at most, of a part of the rows where these are enough."""
    step = max(1, len(texts) // (2 * EXAMINED))
    sample = texts.gather_every(step).drop_nulls().unique()
    return (sample if len(sample) >= EXAMINED else texts.drop_nulls().unique()).head(EXAMINED)


def numbers(texts: pl.Series, sign: DecimalSign) -> pl.DataFrame:
    """Of each text: `number` (digits with a point, null for a gap), `mult`, `percent`, `qualifier`, `status`, `bad`.

    `mult` is the power of ten of a word such as 万 beside the digits. `bad` is true where a text is not a number.
    """
    plain = pl.col("text").str.contains(PLAIN)
    if sign == ",":
        plain &= ~pl.col("text").str.contains(".", literal=True)
    frame = texts.alias("text").to_frame().with_columns(plain=plain.fill_null(value=True))
    odd = frame.filter(~pl.col("plain"))["text"].unique()
    read = [_marked(text, sign) for text in odd.to_list()]
    schema = {"text": pl.String, "n": pl.String, "mult": pl.Int64, "percent": pl.Boolean}
    schema |= {"qualifier": pl.String, "status": pl.String, "bad": pl.Boolean}
    table = pl.DataFrame([(t, *r) for t, r in zip(odd.to_list(), read, strict=True)], schema=schema, orient="row")
    if odd.is_empty():
        joined = frame.with_columns(pl.lit(None, kind).alias(name) for name, kind in schema.items() if name != "text")
    else:
        joined = frame.join(table, on="text", how="left", maintain_order="left")
    return joined.select(
        number=pl.when("plain").then("text").otherwise("n"),
        mult=pl.col("mult").fill_null(0),
        percent=pl.col("percent").fill_null(value=False),
        qualifier=pl.col("qualifier").fill_null("exact"),
        status=pl.col("status").fill_null(""),
        bad=pl.col("bad").fill_null(value=False),
    )


def decimals_of(number: pl.Expr) -> pl.Expr:
    """How many digits stand after the point of a number written with a point; an exponent counts against them."""
    point, exponent = number.str.find(".", literal=True).cast(pl.Int64), number.str.find("[eE]").cast(pl.Int64)
    end = pl.coalesce(exponent, number.str.len_bytes().cast(pl.Int64))
    power = number.str.slice(exponent + 1).cast(pl.Int64, strict=False).fill_null(0)
    return ((end - point - 1).fill_null(0) - power).clip(0, 300)


def scaled_values(number: pl.Expr, mult: pl.Expr) -> pl.Expr:
    """Numbers as written times ten to the power `mult`, each rounded once: the power is set into the text."""
    power = number.str.extract(r"[eE]([+-]?\d+)$", 1).cast(pl.Int64, strict=False).fill_null(0) + mult
    moved = pl.concat_str(number.str.replace(r"[eE].*$", ""), pl.lit("e"), power)
    return pl.when(mult == 0).then(number).otherwise(moved).cast(pl.Float64, strict=False)


def _marked(text: str, sign: DecimalSign) -> tuple[str | None, int, bool, str, str, bool]:
    unmarked = LETTER_IN_BRACKETS.sub(r" \1", re.sub(FOOTNOTE, r"\g<last>", text))
    written = unicodedata.normalize("NFKC", unmarked).strip().replace("−", "-")
    if gap := EUROSTAT_GAP.fullmatch(written):
        return None, 0, False, "exact", EUROSTAT.get((gap["flag"] or gap["other"]).casefold(), "O"), False
    if status := gap_status(written):
        return None, 0, False, "exact", status, False
    match = MARKED.fullmatch(_with_point(written, sign))
    flags = "".join(EUROSTAT.get(flag, flag) for flag in match["flags"]).upper().split() if match else []
    letters = [letter for letter in "".join(flags) if letter in STATUSES]
    if match is None or len(letters) != len("".join(flags)) or (match["percent"] and match["scale"]):
        return None, 0, False, "exact", "", True
    mult = SCALES[match["scale"].casefold()] if match["scale"] else 0
    return (
        match["number"],
        mult,
        bool(match["percent"]),
        QUALIFIERS[match["qualifier"]],
        letters[0] if letters else "",
        False,
    )


def _with_point(text: str, sign: DecimalSign) -> str:
    """The text without signs for thousands, its decimals after a point."""
    other = "," if sign == "." else "."
    without = re.sub(rf"(?<=\d)[{re.escape(other)}'’ \u00a0\u202f](?=\d{{3}}(?!\d))", "", text)
    return without if sign == "." else without.replace(",", ".")
