"""Measures as publishers write them, in headers and columns: the measure and its power of ten."""

import pytest

from core.workbook.measures import Measured, measure_from_text, measured, named_measure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("亿元", Measured("CNY", 8)),
        ("MIO_EUR", Measured("EUR", 6)),
        ("thousand persons", Measured("PERSONS", 3)),
        ("%", Measured("PERCENT")),
        ("% of GDP", Measured("PERCENT")),
        ("单位：万人", Measured("PERSONS", 4)),
        ("in millions", Measured("COUNT", 6)),
        ("millions of euros", Measured("EUR", 6)),
        ("euro million", Measured("EUR", 6)),
        ("10^8 CNY", Measured("CNY", 8)),
        ("10^3 THS.PERSONS", Measured("PERSONS", 6)),
        ("10^2 widgets", Measured("widgets", 2)),
        ("unit: tonnes", Measured("TONNES")),
        ("hundred million yuan", Measured("CNY", 8)),
        ("bushels", None),
        ("", None),
        ("Km2", Measured("KM2")),
        ("million bushels", None),
        ("bushels million", None),
    ],
)
def test_the_measure_that_a_text_names(text: str, expected: Measured | None) -> None:
    """Before or behind the power of ten, in any width and case."""
    assert measured(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("亿元", ("CNY", 8)),
        ("10^8 CNY", ("CNY", 8)),
        ("CNY", ("CNY", None)),
        (" PERSON_YEARS ", ("PERSON_YEARS", None)),
        ("10^3 万元", ("CNY", 3)),
        ("%", ("PERCENT", None)),
    ],
)
def test_the_measure_that_a_person_names(text: str, expected: tuple[str, int | None]) -> None:
    """The power before it counts; an unknown word is a measure."""
    assert measure_from_text(text) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("产值（亿元）", ("产值", Measured("CNY", 8))),
        ("Output [mio eur]", ("Output", Measured("EUR", 6))),
        ("Output, million euros", ("Output", Measured("EUR", 6))),
        ("Output: persons", ("Output", Measured("PERSONS"))),
        ("Share %", ("Share", Measured("PERCENT"))),
        ("占比％", ("占比", Measured("PERCENT"))),
        ("%", ("%", None)),
        ("Output (net)", ("Output (net)", None)),
        ("（亿元）", ("（亿元）", None)),
        ("Output", ("Output", None)),
        ("Output - tonnes", ("Output", Measured("TONNES"))),
        (" %", (" %", None)),
    ],
)
def test_a_header_without_its_measure(header: str, expected: tuple[str, Measured | None]) -> None:
    """A measure alone is no name, and a bracket without one stays."""
    assert named_measure(header) == expected
