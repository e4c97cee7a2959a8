"""Words of measures and scales, columns that name a dataset or a group, and names that are not alike."""

import polars as pl
import pytest

from core.importing.layout import CONSTANT, Layout
from core.importing.names import _alike, _official
from core.importing.recognise import _is_group, with_dataset
from core.importing.table import foreign_table
from core.workbook.measures import PREFIXES, Measured, measured
from core.workbook.scale import SCALES

POWERS = {
    "trillions": 12, "billions": 9, "millions": 6, "thousands": 3, "thousand": 3, "mio": 6, "mrd": 9, "ths": 3,
    "000s": 3, "'000": 3, "mil": 6, "hundred million": 8, "10,000": 4, "100 million": 8, "10k": 4, "hundreds": 2,
}  # fmt: skip


def test_every_word_before_a_measure_has_its_power_of_ten() -> None:
    """Those of scales, such as 亿 and bn, are as in a typed figure; a single letter is none of them."""
    short = {word for word in SCALES if len(word) == 1 and word.isascii()}
    assert {**{word: SCALES[word] for word in SCALES.keys() - short}, **POWERS} == PREFIXES
    for word, power in POWERS.items():
        assert measured(f"{word} of persons") == Measured("PERSONS", power)


@pytest.mark.parametrize(
    ("flows", "layout", "indicator"),
    [
        (["X:DF_GDP(1.0)"] * 2, Layout(("v",)), (f"{CONSTANT}DF_GDP",)),
        (["X:DF_GDP(1.0)", "X:DF_POP(1.0)"], Layout(("v",)), ("DATAFLOW",)),
        (["X:DF_GDP(1.0)"] * 2, Layout(("v",), "indicator"), ()),
        (["X:DF_GDP(1.0)", "X:DF_POP(1.0)"], Layout(("v",), "indicator"), ()),
        (["X:DF_GDP(1.0)"] * 2, Layout(("v",), "", ("code",)), ("code",)),
    ],
)
def test_a_dataset_says_what_is_measured_where_no_column_does(
    flows: list[str], layout: Layout, indicator: tuple[str, ...]
) -> None:
    """One dataset is a constant, several are the column; beside columns of indicators it says nothing."""
    table = foreign_table("t", pl.DataFrame({"DATAFLOW": flows, "code": ["a", "b"], "v": ["1", "2"]}))
    assert with_dataset(table, layout).indicator == indicator


def test_a_column_is_a_group_where_each_unit_has_one_text_in_it() -> None:
    """Where one text stands for the unit of all rows, nothing is a group of units."""
    table = foreign_table("t", pl.DataFrame({"u": ["a", "a", "b"], "east": ["x", "x", "y"], "year": ["1", "2", "1"]}))
    assert _is_group(table, "u", "east")
    assert not _is_group(table, "u", "year")
    assert not _is_group(table, f"{CONSTANT}a", "east")


@pytest.mark.parametrize(
    ("names", "codes"), [(["北京市"], {"北京市": "bj"}), (["上海市"], {}), (["北京市", "北京省"], {})]
)
def test_an_official_name_is_known_by_its_short_form_where_it_is_alone(names: list[str], codes: dict[str, str]) -> None:
    """北京市 is 北京; beside 北京省 nobody can tell which of them is."""
    assert _official(names, {"北京": "bj", "天津": "tj"}) == codes


def test_few_changes_make_names_alike_only_where_both_are_chinese() -> None:
    """北京市 and 北京区 differ in one of three signs; ab and 京市 in two, which says nothing."""
    assert list(_alike(["北京市"], ["北京区"])) == [("北京市", ["北京区"])]
    assert list(_alike(["ab"], ["京市"])) == []
