"""Small answers of the parts that every step is made of: panels, rows, counts along rows, and parts of a whole."""

import numpy as np
import polars as pl
import pytest

from core.method import along
from core.method.errors import MethodError
from core.method.matrix import complete_rows, frame_of, matrix, rows_by_period, slices
from core.method.panel import AT_ONCE, Panel, cell_error, choice_of, has_gap, in_parts, one_of
from core.method.row_keys import EVERY_ROW, RowKeys, each_alone, each_run

NAN = np.nan
ROWS = pl.DataFrame(
    {
        "unit": ["v", "u", "v", "u", "w"],
        "period": ["2021", "2020", "2019", "2021", "2020"],
        "size": ["big", None, "big", "small", "big"],
        "a": [3.0, 7.0, 20.0, None, 50.0],
        "b": [1, 2, 4, 8, 16],
    }
)


@pytest.mark.parametrize(
    ("count", "size", "at_once", "parts"),
    [
        (10, 3, 9, [(0, 3), (3, 6), (6, 9), (9, 10)]),
        (3, 100, 9, [(0, 1), (1, 2), (2, 3)]),
        (5, 2, 4, [(0, 2), (2, 4), (4, 5)]),
        (5, 0, 4, [(0, 4), (4, 5)]),
        (0, 3, 9, []),
    ],
)
def test_a_whole_is_done_in_parts_of_bounded_size(count: int, size: int, at_once: int, parts: list[object]) -> None:
    """As many things as fit, one at least."""
    assert [(part.start, part.stop) for part in slices(count, size, at_once)] == parts


def test_columns_are_changed_in_parts_that_stay_in_the_cache() -> None:
    """Five columns of a third of that size in two runs: one at a time; every column is changed, and none twice."""
    values = np.arange(10.0).reshape(2, 5, 1).repeat(AT_ONCE // 3, axis=-1)
    shapes = []

    def change(some: np.ndarray) -> np.ndarray:
        shapes.append(some.shape[:2])
        return some + 1

    assert (in_parts(values, change) == values + 1).all()
    assert shapes == [(2, 1)] * 5
    shapes.clear()
    in_parts(values[0], change)
    assert [len(values[0][:1])] + [shape[0] for shape in shapes] == [1, 3, 2]
    assert in_parts(values[:, :0], change).shape == (2, 0, AT_ONCE // 3)


def test_the_columns_of_a_panel_are_read_and_replaced_by_their_names() -> None:
    """Neighbours, others and new ones; a panel of runs has them in each run."""
    panel = Panel.of(ROWS, ["a", "b"])
    assert panel.names == ("unit", "period", "size", "a", "b")
    assert (panel.runs, panel.keys.frame.columns) == (None, ["unit", "period", "size"])
    assert panel.part(["b"]).tolist() == [[1, 2, 4, 8, 16]]
    assert panel.part(["b", "a"])[:, 1].tolist() == [2, 7]
    assert panel.part([]).shape == (0, 5)
    more = panel.with_part(["c", "a"], np.array([[5.0] * 5, [6.0] * 5]))
    assert (more.codes, more.names) == (("a", "b", "c"), ("unit", "period", "size", "a", "b", "c"))
    assert more.values[:, 0].tolist() == [6, 1, 5]
    assert panel.values[0, 0] == 3
    runs = panel.with_part(["b"], np.arange(10.0).reshape(2, 1, 5))
    assert (runs.runs, runs.values[:, :, 0].tolist(), runs.of_run(1).values[1].tolist()) == (
        2, [[3, 0], [3, 5]], [5, 6, 7, 8, 9]
    )  # fmt: skip
    assert panel.of_run(0) is panel
    less = more.without(["a", "size"])
    assert (less.codes, less.names, less.frame.columns) == (("b", "c"), ("unit", "period", "b", "c"), list(less.names))
    assert less.values[:, 1].tolist() == [2, 5]
    assert panel.without(["z"]) is panel
    assert panel.only(EVERY_ROW) is panel
    assert panel.only(np.array([4, 1])).frame.rows() == [("w", "2020", "big", 50, 16), ("u", "2020", None, 7, 2)]
    assert panel.frame["a"].to_list() == [3, 7, 20, None, 50]
    for codes in (["z"], ["a", "z"]):
        with pytest.raises(MethodError, match="no column z"):
            panel.part(codes)


@pytest.mark.parametrize(
    ("frame", "codes", "sentence"),
    [
        (ROWS.drop("unit"), ["a"], "no column unit"),
        (ROWS, ["a", "z"], "no column z"),
        (ROWS, ["b", "a", "b"], "Indicator b is named twice"),
        (ROWS, ["size"], "Column size holds no numbers"),
        (ROWS.with_columns(period=2020), ["period"], "Column period holds no numbers"),
        (ROWS.with_columns(unit=pl.Series(["u", "v", None, "w", "x"])), ["a"], "Row 3 has no unit"),
        (ROWS.with_columns(period=pl.Series([None, "1", "2", "3", "4"])), ["a"], "Row 1 has no period"),
        (ROWS.with_columns(period=pl.lit("2020")), ["a"], "Unit v comes twice in 2020"),
    ],
)
def test_a_frame_that_is_not_a_panel_is_refused(frame: pl.DataFrame, codes: list[str], sentence: str) -> None:
    """The sentence names the column, the row or the unit."""
    with pytest.raises(MethodError, match=sentence):
        Panel.of(frame, codes)


def test_a_column_without_any_number_is_one_of_gaps() -> None:
    """A frame may have it as a column of nulls; whole numbers become floating-point ones."""
    panel = Panel.of(ROWS.with_columns(n=pl.lit(None)), ["n", "b"])
    assert np.isnan(panel.values[0]).all()
    assert panel.values.dtype == np.float64
    assert has_gap(panel.values)
    assert not has_gap(panel.part(["b"]))


def test_rows_are_found_by_unit_period_group_and_time() -> None:
    """Periods and units as they first come; rows without a group are in none."""
    keys = RowKeys(ROWS.drop("a", "b"))
    assert (keys.height, keys.units[1], keys.periods[1]) == (5, "u", "2020")
    assert [rows.tolist() for rows in keys.by_period] == [[0, 3], [1, 4], [2]]
    assert [rows.tolist() for rows in keys.by_unit] == [[0, 2], [1, 3], [4]]
    assert [rows.tolist() for rows in keys.in_groups("size", "across")] == [[0, 2, 4], [3]]
    assert [rows.tolist() for rows in keys.in_groups("size", "within")] == [[0], [2], [3], [4]]
    assert keys.together("within") == keys.by_period
    assert keys.together("across") == (EVERY_ROW,)
    assert RowKeys(ROWS[[1, 4]]).by_period == (EVERY_ROW,)
    assert [rows.tolist() for rows in keys.in_time] == [[2, 0, 1, 3, 4], [0, 0, 1, 1, 2]]
    assert [rows.tolist() for rows in RowKeys(ROWS.clear()).in_time] == [[], []]
    assert [keys.row_of("v", None), keys.row_of("v", "2019"), keys.row_of("v", "2020"), keys.row_of("x", None)] == [
        0, 2, None, None
    ]  # fmt: skip
    assert keys.only(EVERY_ROW) is keys
    assert keys.only(np.array([2])).units == ["v"]
    assert RowKeys(pl.DataFrame({"period": [2020, 2019]})).times.tolist() == [2020, 2019]
    assert RowKeys(pl.DataFrame({"period": ["2016-2020", "2025"]})).times.tolist() == [2021, 2026]


def test_a_function_works_on_each_group_of_rows_by_itself() -> None:
    """Other rows are gaps; of many runs each is done by itself, rows × columns."""
    values = np.array([[3.0, 7.0, 20.0]])
    groups = (np.array([0, 2]), np.array([1]))
    assert each_alone(values, groups, lambda some: some - some.min()).tolist() == [[0, 0, 17]]
    assert np.isnan(each_alone(values, groups[:1], lambda some: some)[0, 1])
    runs = np.stack([values, values * 2])
    assert each_run(runs, groups, lambda some: some / some.sum()).tolist() == [[[3 / 23, 1, 20 / 23]]] * 2


def test_numbers_along_rows_leave_gaps_out() -> None:
    """Of 3, 7, 20 and a gap; of one number; of none."""
    values = np.array([[3.0, NAN, 7.0, 20.0], [5.0, NAN, NAN, NAN], [NAN] * 4, [3.0, 7.0, 20.0, 50.0]])
    assert along.count(values)[:, 0].tolist() == [3, 1, 0, 4]
    assert along.total(values)[:, 0].tolist() == [30, 5, 0, 80]
    assert along.total(values[3:])[:, 0].tolist() == [80]
    for function, expected in (
        (along.least, [3, 5, NAN, 3]), (along.most, [20, 5, NAN, 50]), (along.mean, [10, 5, NAN, 20]),
        (along.median, [7, 5, NAN, 13.5]), (along.sd, [79**0.5, NAN, NAN, (1358 / 3) ** 0.5]),
        (lambda some: along.sd(some, 0), [(158 / 3) ** 0.5, 0, NAN, 339.5**0.5]),
    ):  # fmt: skip
        assert function(values)[:, 0].tolist() == pytest.approx(expected, nan_ok=True)
    assert along.or_nan(np.array([2.0, 0.0, -1.0])).tolist() == pytest.approx([2, NAN, -1], nan_ok=True)
    assert along.or_nan(np.array([2.0, 0.0]), [False, True]).tolist() == pytest.approx([NAN, 0], nan_ok=True)


def test_a_frame_becomes_numbers_and_numbers_a_frame() -> None:
    """What is not finite is null; rows with a gap are left out of the complete ones."""
    values = matrix(ROWS, ["a", "b"])
    assert values[2].tolist() == [20, 4]
    assert complete_rows(values).tolist() == [[3, 1], [7, 2], [20, 4], [50, 16]]
    assert frame_of(np.array([[1.0, np.inf], [NAN, 2.0]]), ["x", "y"]).rows() == [(1, None), (None, 2)]
    assert frame_of(np.array([[1.0, 3.0]]), ["x", "y"]).rows() == [(1, 3)]
    assert [rows.tolist() for rows in rows_by_period(ROWS)] == [[0, 3], [1, 4], [2]]


def test_one_code_has_its_own_choice_or_its_own_settings() -> None:
    """With another choice it has none of the general settings."""
    assert choice_of("power", {"p": 2.0, "q": 1.0}, {"p": 3.0}) == {"how": "power", "p": 3, "q": 1}
    assert choice_of("power", {"p": 2.0}, {"how": "rank", "k": 1.0}) == {"how": "rank", "k": 1}
    assert choice_of("power", {"p": 2.0}, {"how": "power"}) == {"how": "power", "p": 2}
    assert one_of({"power": 1, "rank": 2}, "rank") == "rank"
    with pytest.raises(MethodError, match="no choice z: choose one of power, rank"):
        one_of({"power": 1, "rank": 2}, "z")
    error = cell_error(ROWS, 2, "a", "is {value:g}.", value=4)
    assert (str(error), error.unit, error.indicator, error.period) == ("v a 2019 is 4.", "v", "a", "2019")
