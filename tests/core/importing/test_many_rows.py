"""What is looked for in every row is found in the same rows however many there are, and however it is looked for."""

import polars as pl
import pytest

from core.importing import repeats
from core.importing.layout import Layout
from core.importing.numbers import decimal_sign, decimals_of
from core.importing.table import foreign_table
from core.workbook.figure_frame import typed


@pytest.mark.parametrize(("later", "sign"), [("{},5", ","), ("{}.5", ".")])
def test_the_decimal_sign_is_found_in_the_later_rows_of_a_long_file(later: str, sign: str) -> None:
    """Whole numbers come first, and there are more different texts than are examined."""
    texts = [str(number) for number in range(45_000)] + [later.format(number) for number in range(15_000)]
    assert decimal_sign(pl.Series(texts)) == sign


def test_digits_behind_the_point_are_counted_less_the_exponent() -> None:
    """A number without a point has none, and there are never fewer than none."""
    known = {"12": 0, "12.": 0, "-.50": 2, "1.250e2": 1, "1.5E-3": 4, "1e3": 0, "1.e-2": 2, "1.25e+9": 0}
    assert pl.DataFrame({"number": list(known)}).select(decimals_of(pl.col("number"))).to_series().to_list() == list(
        known.values()
    )


@pytest.mark.parametrize("room", [2**63, 1])
def test_rows_of_one_figure_are_found_with_their_key_as_a_number_and_without(
    room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same unit in another period, and another unit in the same, are other figures."""
    monkeypatch.setattr(repeats, "ROOM", room)
    keys = [("a", "2020"), ("b", "2020"), ("a", "2021"), ("a", "2020")]
    rows = pl.DataFrame(keys, ["unit", "period"], orient="row").with_columns(
        indicator=pl.lit("i"),
        vintage=pl.lit(""),
        value=1.0,
        mult=0,
        decimals=0,
        line=pl.int_range(2, 6),
        written=pl.lit("1"),
    )
    table = foreign_table("f.csv", rows.select("unit", "period"))
    kept, refused, findings = repeats.without_repeats(typed(rows), table, Layout(values=("value",)))
    assert kept.select("unit", "period").rows() == keys[:3]
    assert (refused, [one.rows for one in findings]) == ([], [1])
    assert repeats.without_repeats(kept, table, Layout(values=("value",)))[2] == []


def test_every_combination_of_texts_and_gaps_is_a_number_of_its_own() -> None:
    """Of three columns with two texts and a gap each there are 27."""
    parts = ["a", "b", None]
    combined = [(first, second, third) for first in parts for second in parts for third in parts]
    frame = pl.DataFrame(combined, schema=dict.fromkeys("xyz", pl.Categorical()), orient="row")
    assert frame.select(repeats._joined(frame, ["x", "y", "z"]).n_unique()).item() == 27
