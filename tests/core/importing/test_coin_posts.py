"""Goalposts and targets of COINr's metadata become settings of its methods."""

import re

import polars as pl
import pytest

from core.errors import BadEntry
from core.importing.coin import metadata_edit
from core.importing.coin_posts import goalposts_of, posts_of, targets_of
from core.importing.table import LINE, ForeignTable, foreign_table
from core.method.document import document_of, settings_of
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

META = {
    "iCode": ["a", "b", "Index"], "Type": ["Indicator", "Indicator", "Aggregate"], "Direction": [1, -1, 1],
    "Weight": [1, 1, 1], "Parent": ["Index", "Index", None],
}  # fmt: skip


def table(**columns: list[object]) -> ForeignTable:
    """The metadata of two indicators and their index, with these columns more."""
    return foreign_table("iMeta", pl.DataFrame({**META, **columns}, strict=False))


def workbook() -> Workbook:
    """Three units: a 0, 5, 10 and b 10, 20, 40."""
    figures = [
        Figure(unit, code, "2020", value)
        for code, values in (("a", (0, 5, 10)), ("b", (10, 20, 40)))
        for unit, value in zip("xyz", map(float, values), strict=True)
    ]
    return Workbook.of(figures, [*(Unit(code, code) for code in "xyz"), Indicator("a", "A"), Indicator("b", "B")])


def each(after: Workbook, method: str) -> dict[str, dict[str, object]]:
    """What the normalisation of a method says of single indicators."""
    made = document_of(after, method)
    return next(settings_of(step)["each"] for step in made.steps if step.kind == "normalise")


def test_goalposts_are_those_of_the_indicators_in_the_method() -> None:
    """Scale and cutting off too; an indicator without posts is normalised as the others."""
    edit = metadata_edit(
        table(goalpost_lower=[0, None, None], goalpost_upper=[20, None, None], goalpost_scale=[1, None, None],
              goalpost_trunc2posts=["FALSE", None, None]), workbook(), "m"
    )  # fmt: skip
    assert str(edit).endswith("method m with 3 places and goalposts of 1 indicator")
    after = edit.apply(workbook())
    own = each(after, "m")
    assert own["a"].items() >= {"how": "goalposts", "low": 0, "high": 20, "scale": 1, "truncate": False}.items()
    assert list(own) == ["a"]


def test_targets_are_those_of_a_second_method() -> None:
    """The first keeps min-max, COINr's default."""
    edit = metadata_edit(table(Target=[20, 25, None], dist2targ_cap_max=["TRUE", None, None]), workbook(), "m")
    assert str(edit).endswith("method m with 3 places, method m_targets with targets of 2 indicators")
    after = edit.apply(workbook())
    assert each(after, "m") == {}
    assert after.methods["m_targets"].name("en").endswith(": distance to targets")
    own = each(after, "m_targets")
    assert own["a"].items() >= {"how": "distance_to_target", "target": 20, "cap": True}.items()
    assert own["b"].items() >= {"how": "distance_to_target", "target": 25, "cap": False}.items()


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"goalpost_lower": [0, None, None]}, "iMeta, line 2: goalpost_upper is “”: write a number."),
        ({"goalpost_lower": [9, None, None], "goalpost_upper": [1, None, None]}, "write the lower one first"),
        ({"goalpost_lower": [9, None, None], "goalpost_upper": [9, None, None]}, "write the lower one first"),
        ({"Target": ["x", None, None]}, "iMeta, line 2: Target is “x”: write a number."),
        ({"Weight": ["heavy", 1, 1]}, "iMeta, line 2, Weight is “heavy”: write a number of 0 or more."),
        ({"Weight": [1, -2, 1]}, "iMeta, line 3, Weight is “-2”: write a number of 0 or more."),
        ({"Weight": [1, 1, float("inf")]}, "iMeta, line 4, Weight is “inf”"),
        ({"Direction": [1, 2, 1]}, "iMeta, line 3: Direction is “2”"),
        ({"Target": ["1", None, None], "dist2targ_cap_max": ["no", None, None]}, "write TRUE or FALSE"),
    ],
)
def test_metadata_that_cannot_be_meant_are_refused(columns: dict[str, list[object]], said: str) -> None:
    """One sentence with the line and the column."""
    with pytest.raises(BadEntry, match=re.escape(said)):
        metadata_edit(table(**columns), workbook(), "m")


@pytest.mark.parametrize("code", [" ", "a b", ""])
def test_a_code_with_a_blank_is_refused(code: str) -> None:
    """Wherever the blank stands in it."""
    meta = pl.DataFrame({**META, "iCode": [code, "b", "Index"]}, strict=False)
    with pytest.raises(BadEntry, match="write a code without blanks"):
        metadata_edit(foreign_table("iMeta", meta), workbook(), "m")


def test_scores_that_begin_elsewhere_than_at_0_have_no_column() -> None:
    """COINr's metadata has none for a bottom."""
    posts = {"low": 1.0, "high": 9.0, "scale": 10.0}
    columns = {"goalpost_lower": 1.0, "goalpost_upper": 9.0, "goalpost_scale": 10.0}
    assert posts_of("goalposts", posts) == columns
    assert posts_of("goalposts", {**posts, "bottom": 1.0}) == {}


def test_goalposts_have_scale_1_and_are_cut_off_unless_the_row_says_otherwise() -> None:
    """A row without posts has none; an empty cell is no cell."""
    plain = {LINE: "2", "iCode": "a", "goalpost_lower": "0", "goalpost_upper": "20"}
    rows = [
        plain, {**plain, "iCode": "b", "goalpost_scale": "5", "goalpost_trunc2posts": "f"},
        {**plain, "iCode": "c", "goalpost_scale": "", "goalpost_trunc2posts": "1"},
        {LINE: "5", "iCode": "d", "goalpost_lower": "", "goalpost_upper": None},
    ]  # fmt: skip
    posts = {"how": "goalposts", "low": 0, "high": 20}
    assert goalposts_of(rows, "iMeta") == {
        "a": {**posts, "scale": 1, "truncate": True},
        "b": {**posts, "scale": 5, "truncate": False},
        "c": {**posts, "scale": 1, "truncate": True},
    }
    for other, words in (({"goalpost_lower": "20"}, "the lower one first"), ({"goalpost_upper": ""}, "write a number")):
        with pytest.raises(BadEntry, match=words):
            goalposts_of([{**plain, **other}], "iMeta")


def test_a_target_is_not_capped_unless_the_row_says_so() -> None:
    """A row without a target has none."""
    rows = [
        {LINE: "2", "iCode": "a", "Target": "20"}, {LINE: "3", "iCode": "b", "Target": "0", "dist2targ_cap_max": "T"},
        {LINE: "4", "iCode": "c", "Target": ""},
    ]  # fmt: skip
    assert targets_of(rows, "iMeta") == {
        "a": {"how": "distance_to_target", "target": 20, "cap": False},
        "b": {"how": "distance_to_target", "target": 0, "cap": True},
    }
    with pytest.raises(BadEntry, match="TRUE or FALSE"):
        targets_of([{**rows[1], "dist2targ_cap_max": "yes"}], "iMeta")
