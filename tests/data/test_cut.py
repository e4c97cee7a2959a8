"""Lines of CSV that are cut many at once come to the same table as rows that are read one by one."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.importing.table import LINE
from data.errors import FileError
from data.reading import cut, rows
from data.reading.cut import CutText, csv_rows
from data.reading.limits import Limits
from data.reading.rows import table_of_rows

CELLS = st.sampled_from(
    [
        "a",
        "1.5",
        "",
        " ",
        "两藏",
        'say "so"',
        "x,y",
        "two\nlines",
        "'=1",
        "Note: x",
        "Special value",
        ":",
        '"',
        "\ufeffb",
    ]
)
LINES = st.one_of(
    st.lists(CELLS, min_size=3, max_size=3),
    st.lists(CELLS, max_size=5),
    st.sampled_from(['a,b"c,d', 'a, "b",c', "", "   ", 'a,"b"c,d', "a,b,c,"]),
)
LIMITS = Limits()


def text_of(lines: list[list[str] | str], end: str) -> str:
    """A text whose header is right, with rows as csv writes them and lines as they stand."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator=end)
    writer.writerow(["unit", "period", "value"])
    for line in lines:
        buffer.write(line + end) if isinstance(line, str) else writer.writerow(line)
    return buffer.getvalue()


def outcome(text: str, *, is_cut: bool) -> object:
    """The table and what is refused of it, or the sentence."""
    source = (
        CutText(text, "x.csv", ",", LIMITS) if is_cut else csv_rows(io.StringIO(text, newline=""), "x.csv", ",", LIMITS)
    )
    try:
        table = table_of_rows("x.csv", source, limits=LIMITS)
    except FileError as error:
        return str(error)
    return table.frame.rows(), table.frame.columns, table.refused


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n"]), st.integers(1, 60), st.integers(1, 4))
def test_cut_at_once_or_row_by_row_it_is_the_same_table(
    lines: list[list[str] | str], end: str, piece: int, first: int
) -> None:
    """Quotes, line ends in cells, notes, blank and ragged lines: the same rows, lines, refusals and sentences."""
    text = text_of(lines, end)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cut, "PIECE", piece)
        patch.setattr(rows, "LOOKED_AT", first)
        assert outcome(text, is_cut=True) == outcome(text, is_cut=False)


@pytest.mark.parametrize("cell", ["1.5", "1.5 e", "", '"1,5"', '"said ""so"""'])
def test_a_long_file_of_any_usual_cells_is_cut_and_not_read_row_by_row(cell: str) -> None:
    """Numbers, flags beside them, gaps and quoted texts: every piece is a frame, and the last line is the right one."""
    source = CutText("unit,period,value\n" + f"beijing,2020,{cell}\n" * 500, "x.csv", ",", LIMITS)
    next(iter(source))
    (piece,) = source.pieces(3)
    assert not isinstance(piece, list)
    assert (piece.height, piece[LINE][0], piece[LINE][-1]) == (500, 2, 501)
