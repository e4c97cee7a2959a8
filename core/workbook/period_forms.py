"""Periods as their publishers write them: the forms that a workbook shows, chosen by the length of periods.

Files and formulas keep the workbook's own form (2020-Q3), and so does the order of periods: by their end.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from core.errors import BadEntry
from core.words import in_words
from core.workbook.period import MONTHS_OF_YEAR, PARTS, in_time, length_of

FORMS: dict[str, tuple[str, ...]] = {
    "years": ("{y}", "{y}年", "{y}年度", "FY{y}", "{y} [YR{y}]"),
    "split years": ("{y}/{s}", "{y}-{s}", "{y}–{s}", "{y}/{s}年度"),
    "halves": ("{y}-H{n}", "{y}-S{n}", "{y}S{n}", "{y}H{n}", "{y}年{half}半年", "{y}年{a}-{b}月"),
    "thirds": ("{y}-T{n}", "{y}T{n}"),
    "quarters": (
        "{y}-Q{n}", "{y}Q{n}", "{y} Q{n}", "Q{n} {y}", "{n}Q{y}", "{y}年第{c}季度", "{y}年{c}季度", "{y}年{n}季度",
        "{y}年{a}-{b}月",
    ),
    "months": (
        "{y}-{n:02}", "{y}-M{n:02}", "{y}M{n:02}", "{y}M{n}", "{y}年{n}月", "{y}年{n:02}月", "{y}.{n:02}", "{m} {y}",
        "{month} {y}", "{y} {m}", "{y} {month}",
    ),
    "weeks": ("{y}-W{n:02}", "{y}W{n:02}", "{y}-W{n}"),
    "windows": ("{y}-{z}", "{y}–{z}"),
    "runs of months": ("{y}-{a:02}/{z}-{b:02}", "{y}年{a}-{b}月", "{y}年前{c}季度"),
}  # fmt: skip
"""The forms of periods of each length, first that of the workbook."""
SAMPLES = {
    "years": "2020", "split years": "2020/21", "halves": "2020-H2", "thirds": "2020-T2", "quarters": "2020-Q3",
    "months": "2020-03", "weeks": "2020-W07", "windows": "2016-2020", "runs of months": "2020-01/2020-09",
}  # fmt: skip
"""A period of each length, which a person writes in the form in which its length is to be shown."""
NUMERALS = "〇一二三四"
MOSTLY = 0.6
"""The share of the periods of a file that makes their form that of the file."""


def printed_period(text: str, form: str) -> str:
    """A period in one of FORMS of its length: 2020-Q3 in `{y}年第{c}季度` is 2020年第三季度. Raises BadFigure.

    A run of months over the end of a year is unchanged, and so is one that is not of three quarters in a form of
    quarters.
    """
    end, start, _ = in_time(text)
    year, length = int(text[:4]), length_of(text)
    if length == "runs of months" and (text[8:12] != text[:4] or ("{c}" in form and text[4:] != f"-01/{text[:4]}-09")):
        return text
    number = int(text[6:]) if length == "weeks" else year
    first, last = round((start - int(start)) * 12) + 1, round((end - int(end)) * 12) or 12
    for name, plural in (("half", "halves"), ("third", "thirds"), ("quarter", "quarters"), ("month", "months")):
        number = round((start - year) * PARTS[name]) + 1 if length == plural else number
    quarters = 3 if length == "runs of months" else number
    month = MONTHS_OF_YEAR[number - 1].capitalize() if length == "months" else ""
    return form.format(
        y=year, n=number, s=f"{(year + 1) % 100:02}", half="上下"[number - 1 : number], a=first, b=last, m=month[:3],
        z=round(end) - 1 if length == "windows" else int(text[-7:-3]) if length == "runs of months" else year,
        month=month, c=NUMERALS[quarters] if quarters < len(NUMERALS) else quarters,
    )  # fmt: skip


def forms_of(written: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The form of each length, from pairs of a period and its text; none where they are mixed."""
    counts: dict[str, Counter[str]] = {}
    many: Counter[str] = Counter()
    for text, printed in written:
        length = length_of(text)
        many[length] += 1
        shown = unicodedata.normalize("NFKC", printed).strip()
        fitting = (form for form in FORMS.get(length, ()) if printed_period(text, form) == shown)
        counts.setdefault(length, Counter()).update(fitting)
    best = {length: max(forms, key=forms.__getitem__) for length, forms in counts.items() if forms}
    return {length: form for length, form in best.items() if counts[length][form] >= MOSTLY * many[length]}


@lru_cache(maxsize=256)
def stored_forms(mapping: str) -> Mapping[str, str]:
    """The forms in the layout of a file, as JSON; those that are not in FORMS are left out."""
    try:
        forms = json.loads(mapping).get("periods", {})
        return {length: form for length, form in forms.items() if form in FORMS.get(length, ())}
    except (AttributeError, RecursionError, TypeError, ValueError):
        return {}


def with_forms(mapping: str, before: str, forms: Mapping[str, str]) -> str:
    """The layout of a file with the forms of its periods; lengths that it does not have keep their forms.

    The workbook's own form is not stored.
    """
    combined = {**stored_forms(before), **forms}
    other_forms = {length: form for length, form in combined.items() if form != FORMS[length][0]}
    return (
        json.dumps({**json.loads(mapping), "periods": other_forms}, ensure_ascii=False, sort_keys=True)
        if other_forms
        else mapping
    )


@cache
def examples() -> Mapping[str, tuple[str, str]]:
    """The length and the form of each way to write one of SAMPLES."""
    by_text: dict[str, tuple[str, str]] = {}
    for length, forms in FORMS.items():
        for form in forms:
            by_text.setdefault(printed_period(SAMPLES[length], form), (length, form))
    return by_text


@lru_cache(maxsize=64)
def forms_from_examples(texts: str) -> Mapping[str, str]:
    """The form of each length in examples, separated by commas: 2020年, 2020年第三季度. Raises BadEntry."""
    forms = {}
    for text in filter(None, map(str.strip, re.split("[,，、]", texts))):
        if text not in examples():
            raise BadEntry(
                "“{text}” shows no form of periods: write examples such as {examples}.",
                text=text[:40],
                examples=in_words(examples()),
            )
        length, form = examples()[text]
        forms[length] = form
    return forms


def in_form(text: str, forms: Mapping[str, str]) -> str:
    """A period in the form of its length; unchanged without a form."""
    form = forms.get(length_of(text)) if forms and text else None
    return printed_period(text, form) if form else text
