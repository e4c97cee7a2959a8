"""figures.csv of a text folder is made of whole columns, and is what one figure after the other would give."""

from decimal import Context, Decimal

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from core.workbook.figure import Figure, Series
from core.workbook.figure_frame import frame_of
from core.workbook.figure_store import Figures
from data.text_figures import figures_text, printed

VALUES = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-(10**9), 10**9, places=2).map(float),
    st.integers(-(10**13), 10**13).map(float),
    st.none(),
)


def as_printed(value: float | None, mult: int, decimals: int) -> str | None:
    """What Python's decimals give of one value."""
    if value is None:
        return None
    exact = Decimal(repr(value)).scaleb(-mult)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), context=Context(prec=400))
    return format(rounded if rounded == exact else exact, "f")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(VALUES, st.sampled_from([-2, 0, 3, 8]), st.integers(0, 3)), min_size=1, max_size=40))
def test_a_value_is_printed_digit_by_digit(rows: list[tuple[float | None, int, int]]) -> None:
    """With the decimals that it had, or with more where it has more digits."""
    schema = {"value": pl.Float64, "mult": pl.Int32, "decimals": pl.Int32}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    assert printed(frame).to_list() == [as_printed(*row) for row in rows]


def test_figures_stand_in_the_order_of_their_series() -> None:
    """Periods by when they end, releases by date, a figure of one's own last; also in a store that is a frame."""
    figures = [
        Figure("u", "b", "2020", "2021-01", 1.5, decimals=1, source="s", note="=SUM(A1)\nnext"),
        Figure("u", "b", "2020", "", 2.0, status="E"),
        Figure("u", "b", "2019-Q4", "", 976_100_000_000.0, 8, source="s"),
        Figure("u", "b", "2019-W05", "", None, status="O"),
        Figure("u", "a", "2016-2020", "", 3.0),
    ]
    series: dict[tuple[str, str], list[Figure]] = {}
    for one in figures:
        series.setdefault(one.series, []).append(one)
    small = Figures.of({key: Series.of(some) for key, some in series.items()})
    large = Figures(frame_of(sorted(figures, key=lambda one: one.key)))
    text = figures_text(small)
    assert figures_text(large) == text
    assert text.splitlines()[1:] == [
        "u,a,2016-2020,,3,0,A,exact,,",
        "u,b,2019-W05,,,0,O,exact,,",
        "u,b,2019-Q4,,9761,8,A,exact,s,",
        "u,b,2020,2021-01,1.5,0,A,exact,s,\"'=SUM(A1)",
        'next"',
        "u,b,2020,,2,0,E,exact,,",
    ]
