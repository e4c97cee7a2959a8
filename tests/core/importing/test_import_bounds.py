"""Bounds of an import by hand: how many are named, what is a code, a unit above a table, a total, a slip, a scale."""

from collections.abc import Iterable

import polars as pl
import pytest

from core.importing.codes import are_codes
from core.importing.columns import column_uses
from core.importing.comparison import superseded
from core.importing.dataset_above import dataset_above
from core.importing.finding import Finding, few
from core.importing.findings import assumed_directions, findings, is_less_better
from core.importing.gaps import gap_status, meant_gap, no_letters
from core.importing.import_memory import ImportMemory, memory_from, text_of, year_in
from core.importing.layout import BadLayout, Layout
from core.importing.listed_units import list_findings
from core.importing.name_lists import Listed, NameList, list_aliases, listed, names_in
from core.importing.names import Match, code_of, matched, short, squeezed
from core.importing.numbers import ambiguous_mark, decimal_sign, decimals_of, numbers, scaled_values
from core.importing.scales import fractions, off_scale, same_figures, two_measures, two_scales
from core.importing.sdmx_codes import own_code, sdmx_code
from core.importing.signs import ambiguous_sign, dashes, footnotes, missing
from core.importing.spikes import spikes
from core.importing.table import foreign_table, refusals
from core.importing.totals import is_total, total_findings, totals_among
from core.importing.unit_above import unit_above
from core.importing.where import chosen
from core.workbook.entries import Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook


def texts_of(found: Iterable[Finding]) -> list[tuple[str, int]]:
    """The sentence and the rows of each finding."""
    return [(finding.text, finding.rows) for finding in found]


@pytest.mark.parametrize(("count", "expected"), [(1, "n0"), (4, "n0, n1, n2, n3"), (5, "n0, n1, n2, n3 and 1 more")])
def test_of_many_names_four_are_named(count: int, expected: str) -> None:
    """And the others counted."""
    assert few([f"n{at}" for at in range(count)]) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["01", "10"], True), (["01", "1x"], False), (["01"], False), (["01", "10", "ab"], False),
        (["10", "11"], False),
        (["3E10", "2A07"], True), (["3E10", "2A7"], False), (["3E10", "abc"], False), (["010", "1"], True),
    ],
)  # fmt: skip
def test_texts_are_codes_by_a_zero_first_or_a_letter_within(texts: list[str], *, expected: bool) -> None:
    """Two at least, of digits alone or of one form and length."""
    assert are_codes(pl.Series(texts)) is expected


@pytest.mark.parametrize(
    ("text", "status"),
    [("Q", "Q"), ("x", "Q"), ("***", "Q"), ("", "O"), ("N/A", "O"), ("#N/A in B3", "O"), ("1", ""), ("O", "O")],
)  # fmt: skip
def test_a_text_in_place_of_a_figure_has_its_status(text: str, status: str) -> None:
    """Marks of suppressed figures, signs of gaps, and letters without a value."""
    assert gap_status(text) == status


@pytest.mark.parametrize(
    ("words", "letter"),
    [("no figure", ""), ("L: anything", "L"), ("A: anything", "O"), ("Confidential", "Q"), ("n/a", "M"),
     ("not asked", "L"), ("gone", "O"), ("L", "O")],
)  # fmt: skip
def test_words_of_a_gap_mean_a_letter(words: str, letter: str) -> None:
    """Missing by default."""
    assert meant_gap(words) == letter


def test_signs_of_gaps_are_no_texts() -> None:
    """Nor are errors of spreadsheets."""
    texts = pl.Series(["1", "x", "#DIV/0! in A1", "..", "word", "q"])
    assert no_letters(texts).to_list() == ["1", "word"]


@pytest.mark.parametrize(
    ("texts", "sign", "mark"),
    [
        (["1.234", "5.678"], ".", "."), (["1,234", "5,678"], ".", ","), (["1,5"], ",", ""), (["1.5", "1,234"], ".", ""),
        (["1,5", "1.5"], ".", ""), (["1,5", "2,5", "1.5"], ",", ""), (["1.234,5"], ",", ""), (["7"], ".", ""),
        (["1,5 e", "2,5①"], ",", ""), (["12,25 %"], ",", ""), ([], ".", ""), (["0,123", "0,124"], ",", ""),
        (["1.234", "1234.5"], ".", ""), (["1,234,567"], ".", ""),
    ],
)  # fmt: skip
def test_the_decimal_sign_of_a_column(texts: list[str], sign: str, mark: str) -> None:
    """A comma where it can be nothing else in more cells than have a point for certain."""
    column = pl.Series(texts, dtype=pl.String)
    assert (decimal_sign(column), ambiguous_mark(column)) == (sign, mark)


def test_of_very_many_numbers_a_part_is_examined(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every so many, where these are enough; else all, so that a rare form is not missed."""
    monkeypatch.setattr("core.importing.numbers.EXAMINED", 3)
    assert decimal_sign(pl.Series([*["1"] * 11, "1,5"])) == ","
    assert decimal_sign(pl.Series([f"{at}" if at % 2 == 0 else f"{at},5" for at in range(12)])) == "."
    assert decimal_sign(pl.Series(["1", "9,5", "1", "9,5", "1", "9,5"])) == ","


@pytest.mark.parametrize(
    ("text", "sign", "expected"),
    [
        ("1,234.5", ".", ("1234.5", 0, False, "exact", "", False)),
        ("1.234,5", ",", ("1234.5", 0, False, "exact", "", False)),
        ("1.5", ",", ("1.5", 0, False, "exact", "", False)), ("15", ",", ("15", 0, False, "exact", "", False)),
        ("1 234", ".", ("1234", 0, False, "exact", "", False)), ("约3万", ".", ("3", 4, False, "about", "", False)),
        ("5%", ".", ("5", 0, True, "exact", "", False)), ("5 e", ".", ("5", 0, False, "exact", "E", False)),
        ("5 s", ".", ("5", 0, False, "exact", "E", False)), ("5 bp", ".", ("5", 0, False, "exact", "B", False)),
        ("5 (p)", ".", ("5", 0, False, "exact", "P", False)), ("5①", ".", ("5", 0, False, "exact", "", False)),
        (": c", ".", (None, 0, False, "exact", "Q", False)), (":  z", ".", (None, 0, False, "exact", "M", False)),
        ("- c", ".", (None, 0, False, "exact", "Q", False)), ("- y", ".", (None, 0, False, "exact", "O", False)),
        ("..", ".", (None, 0, False, "exact", "O", False)), ("x", ".", (None, 0, False, "exact", "Q", False)),
        ("5 xyz", ".", (None, 0, False, "exact", "", True)), ("5%万", ".", (None, 0, False, "exact", "", True)),
        ("5万%", ".", (None, 0, False, "exact", "", True)), ("word", ".", (None, 0, False, "exact", "", True)),
        ("−3.5", ".", ("-3.5", 0, False, "exact", "", False)), (None, ".", (None, 0, False, "exact", "", False)),
        (None, ",", (None, 0, False, "exact", "", False)),
    ],
)  # fmt: skip
def test_a_printed_number_is_read(text: str | None, sign: str, expected: tuple[object, ...]) -> None:
    """Its digits, its scale, per cent, its qualifier, its letter, and whether it is none."""
    assert numbers(pl.Series([text], dtype=pl.String), sign).row(0) == expected  # type: ignore[arg-type]
    beside = numbers(pl.Series([text, "oddity", "7"], dtype=pl.String), sign)  # type: ignore[arg-type]
    assert beside.rows()[0] == expected
    assert beside.rows()[2] == ("7", 0, False, "exact", "", False)


@pytest.mark.parametrize(
    ("number", "decimals", "values"),
    [
        ("1.25", 2, (1.25, 12500.0)), ("12", 0, (12.0, 120000.0)), ("1.5e2", 0, (150.0, 1500000.0)),
        ("1.5e-3", 4, (0.0015, 15.0)), ("1e-400", 300, (0.0, 0.0)), (".5", 1, (0.5, 5000.0)), ("2E3", 0, (2000.0, 2e7)),
        ("0.1", 1, (0.1, 1000.0)), ("5.", 0, (5.0, 50000.0)),
    ],
)  # fmt: skip
def test_decimals_and_values_of_a_number_as_written(number: str, decimals: int, values: tuple[float, float]) -> None:
    """In its own scale and in ten thousands, rounded once."""
    frame = pl.DataFrame({"n": [number]})
    assert frame.select(decimals_of(pl.col("n"))).item() == decimals
    assert tuple(frame.select(scaled_values(pl.col("n"), pl.lit(mult))).item() for mult in (0, 4)) == values


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["单位：亿元"]], "亿元"), ([["Unit:", "million EUR"]], "million EUR"),
        ([["Units of measure [UNIT]", "PC [PC]"]], "PC"),
        ([["", " 单位 ", "万人"]], "万人"), ([["单位"]], ""), ([["Table 1", "x"]], ""), ([["产值（亿元）"]], "亿元"),
        ([["产值（亿元）", "x"]], ""), ([["Title (2019)"]], ""), ([["单位：亿元"], ["x"], ["单位：万元"]], "万元"),
        ([["(单位：亿元)"], ["产值（万元）"]], "万元"), ([["单位：" + "元" * 61]], "元" * 60), ([], ""),
        ([["", ""]], ""),
        ([["a", "单位", "亿元", "x"]], "亿元"),
    ],
)  # fmt: skip
def test_the_unit_above_a_table(rows: list[list[str]], expected: str) -> None:
    """In the cell of the word or the next one, else in brackets behind a title; the nearest line counts."""
    assert unit_above(rows) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Dataset:", "Unemployment [une_rt_a]"], ["Sex", "", "Males"]], ("une_rt_a.Males", "Unemployment · Males")),
        ([["Dataset:", "Unemployment [une_rt_a]"], ["Last updated", "2020"], ["Unit of measure:", "x"]],
         ("une_rt_a", "Unemployment")),
        ([["Dataset:", "Unemployment"]], ("", "")), ([["", "Dataset", "A [b]"]], ("", "")), ([], ("", "")),
        ([["Dataset", "A [b]", "c"]], ("", "")), ([["Dataset", "A [b]"], ["Sex"]], ("b", "A")),
    ],
)  # fmt: skip
def test_the_dataset_above_a_table(rows: list[list[str]], expected: tuple[str, str]) -> None:
    """With the categories of its sheet, and without the lines of its date and unit."""
    assert dataset_above(rows) == expected


@pytest.mark.parametrize(
    ("code", "written"),
    [("北京", "_x5317__x4EAC_"), ("a.b", "a_x002E_b"), ("A_1-x@$", "A_1-x@$"), ("_x0041_", "_x005F_x0041_")],
)
def test_a_code_comes_back_from_its_identifier(code: str, written: str) -> None:
    """Every sign that SDMX does not have is a number."""
    assert sdmx_code(code) == written
    assert own_code(written) == code
    assert own_code("_xFFFFFF_") == "_xFFFFFF_"


@pytest.mark.parametrize(
    ("text", "code"),
    [("São Paulo", "São_Paulo"), ("北 京", "北京"), ("北 a", "北_a"), ("a 北", "a_北"), ("a,b;c|d/e", "a_b_c_d_e"),
     ("x" * 121, "x" * 120), ("  ", "_"), ("ab 北京 上", "ab_北京上"), ("a ｂ", "a_b")],
)  # fmt: skip
def test_a_code_is_made_of_a_name(text: str, code: str) -> None:
    """Without the signs that separate codes in lists."""
    assert code_of(text) == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [("北  京", "北京"), (" 北 京 市 ", "北京市"), ("上海 浦东", "上海 浦东"), (" a  b ", "a  b"), ("北", "北")],
)
def test_single_characters_are_brought_together(text: str, expected: str) -> None:
    """Words of several stay apart."""
    assert squeezed(text) == expected


def test_official_names_are_short() -> None:
    """By the words of their rank."""
    assert [short(name) for name in ("内蒙古自治区", "广西壮族自治区", "北京市", "广东省", "大市", "Beijing")] == [
        "内蒙古", "广西", "北京", "广东", "大市", "Beijing",
    ]  # fmt: skip


KNOWN = [
    Unit("beijing", "Beijing", "北京"),
    Unit("xizang", "Xizang", "西藏"),
    Unit("nl", "Netherlands"),
    Unit("x1", "Area 1"),
]


@pytest.mark.parametrize(
    ("counts", "text", "expected"),
    [
        ({"Netherland": 1}, "Netherland", (None, "nl", False)),
        ({"Netherlands ": 1}, "Netherlands ", ("nl", "", False)),
        ({"两藏": 1}, "两藏", (None, "xizang", False)), ({"西藏自治区": 1}, "西藏自治区", ("xizang", "", False)),
        ({"西藏区": 1}, "西藏区", (None, "xizang", False)), ({"藏": 1}, "藏", ("藏", "", True)),
        ({"Area 2": 1}, "Area 2", ("Area_2", "", True)), ({"nm": 1}, "nm", ("nm", "", True)),
        ({"Northumberland": 6, "Northumbrland": 1}, "Northumbrland", (None, "Northumberland", False)),
        ({"Northumberland": 5, "Northumbrland": 1}, "Northumbrland", ("Northumbrland", "", True)),
        ({"Abcde": 6, "Abcdf": 1}, "Abcdf", ("Abcdf", "", True)),
        ({"Abcdefg": 6, "Abcdefh": 1}, "Abcdefh", (None, "Abcdefg", False)),
        ({"甲乙丙": 6, "甲乙丁": 1}, "甲乙丁", (None, "甲乙丙", False)),
        ({"甲乙丙": 6, "甲戊丁": 1}, "甲戊丁", ("甲戊丁", "", True)),
        ({"甲": 6, "乙": 1}, "乙", ("乙", "", True)), ({"甲乙丙丁": 6, "甲乙": 1}, "甲乙", (None, "甲乙丙丁", False)),
        ({"甲乙丙丁戊": 6, "甲乙": 1}, "甲乙", ("甲乙", "", True)),
        ({"abcd": 6, "abce": 1}, "abce", ("abce", "", True)),
        ({"Abcdefg": 7, "Abcdefh": 7, "Abcdefi": 1}, "Abcdefi", (None, "Abcdefg", False)),
    ],
)  # fmt: skip
def test_a_spelling_is_known_near_or_new(
    counts: dict[str, int], text: str, expected: tuple[str | None, str, bool]
) -> None:
    """Near in few letters to one in more than five times as many rows; never by a digit, nor of one letter."""
    found = {match.text: (match.code, match.nearest, match.is_new) for match in matched(counts, KNOWN, {})}
    assert found[text] == expected


def test_certain_and_other_spellings() -> None:
    """A certain one is no slip and means no other name; aliases count, by a name as by a code."""
    found = {
        m.text: (m.code, m.rows)
        for m in matched({"Netherland": 2, "内蒙古市": 1}, KNOWN, {}, {"Netherland", "内蒙古市"})
    }
    assert found == {"Netherland": ("Netherland", 2), "内蒙古市": ("内蒙古市", 1)}
    by_alias = {m.text: m.code for m in matched({"Peking": 1, "NED": 1}, KNOWN, {"Peking": "Beijing", "NED": "nl"})}
    assert by_alias == {"Peking": "beijing", "NED": "nl"}


CITIES = NameList("cities", (
    Listed("CN", "China", "中国"), Listed("110000", "Beijing", "北京", ("北京市",), "CN"),
    Listed("310000", "Shanghai", "上海", (), "CN"), Listed("AT", "Austria", "奥地利", ("AUT", "AT"), "EU"),
    Listed("BE", "Belgium", "比利时", (), "EU"), Listed("EU", "Union", "欧盟", (), "W"), Listed("W", "Wide", "天下"),
))  # fmt: skip


def test_a_list_counts_where_it_has_most_names() -> None:
    """Six of ten are enough; of two lists the one with more."""
    six = ["China", "Beijing", "上海", "AUT", "BE", "Union", "q1", "q2", "q3", "q4"]
    assert len(listed(six, [NameList("none", ()), CITIES])) == 6
    assert listed([*six, "q5"], [CITIES]) == {}
    assert listed([], [CITIES]) == {}
    assert listed(["a"], []) == {}
    assert names_in([CITIES]) >= {"beijing", "110000", "北京", "china"}
    assert not names_in([CITIES]) & {"cn", "at", "aut", "be"}


def test_a_listed_spelling_means_the_known_unit() -> None:
    """By its code or a name; of two new spellings the first is the code of both; one that is known twice stays."""
    by_spelling = CITIES.matches(["Beijing", "北京市", "AUT", "Austria", "BE", "Belgium"])
    known = [Unit("beijing", "", "北京"), Unit("b1", "Belgium"), Unit("b2", "比利时")]
    assert list_aliases(by_spelling, known, [CITIES]) == {"北京市": "beijing", "Austria": "AUT"}
    assert list_aliases(by_spelling, [Unit("x", "Beijing")], [CITIES])["北京市"] == "x"


@pytest.mark.parametrize(
    ("texts", "above", "expected"),
    [
        (["全国", "北京"], {}, ["全国"]), (["全国"], {}, []), (["World", "WLD", "a"], {}, ["World", "WLD"]),
        (["China", "Beijing", "Shanghai"], {}, ["China"]), (["China", "Beijing"], {}, []),
        (["Union", "Austria", "Belgium"], {}, ["Union"]), (["Wide", "Austria", "Belgium"], {}, ["Wide"]),
        (["a", "b", "c"], {"b": "a", "c": "a"}, ["a"]), (["a", "b"], {"b": "a"}, []),
        (["a", "c"], {"b": "a", "c": "a"}, []),
    ],
)  # fmt: skip
def test_totals_are_known_by_name_or_by_two_parts(texts: list[str], above: dict[str, str], expected: list[str]) -> None:
    """Of a list, or of the file itself; not where nothing else is there."""
    assert totals_among(texts, CITIES.matches(texts), [CITIES], above) == expected
    assert (is_total("全 国"), is_total("北京")) == (True, False)


@pytest.mark.parametrize(
    ("count", "start", "end"),
    [(1, "n0 is a total", ""), (2, "n0, n1 are totals", ""), (7, "n0, n1, n2, n3, n4, n5 … are", "")],
)
def test_of_many_totals_six_are_named(count: int, start: str, end: str) -> None:
    """One sentence for all."""
    [(text, rows)] = texts_of(total_findings([f"n{at}" for at in range(count)]))
    assert (text.startswith(start), text.endswith(end), rows) == (True, True, count)
    assert texts_of(total_findings([])) == []
    assert "n5 are" in texts_of(total_findings([f"n{at}" for at in range(6)]))[0][0]
    assert texts_of(total_findings(["x" * 41]))[0][0].startswith("x" * 40 + " ")


@pytest.mark.parametrize(("count", "more"), [(4, "s3 as c"), (5, "s3 as c and 1 more")])
def test_of_many_listed_names_four_are_named(count: int, more: str) -> None:
    """With the number of names that the list has."""
    [(text, rows)] = texts_of(list_findings({f"s{at}": "c" for at in range(count)}, CITIES.matches(["China", "BE"])))
    assert (text, rows) == (
        f"s0 as c, s1 as c, s2 as c, {more}: the same in a published list, which has 2 of these names", count,
    )  # fmt: skip
    assert texts_of(list_findings({}, {})) == []
    assert texts_of(list_findings({"y" * 41: "c"}, {}))[0][0].startswith("y" * 40 + " as")


def figures(rows: Iterable[tuple[str, str, str, float]], **more: object) -> pl.DataFrame:
    """Figures of unit, indicator and period, each in a line."""
    frame = pl.DataFrame(list(rows), schema=["unit", "indicator", "period", "value"], orient="row")
    columns = {"mult": 0, "measure": "EUR"} | more
    lines = pl.int_range(1, pl.len() + 1).alias("line")
    return frame.with_columns(lines, *(pl.lit(value).alias(name) for name, value in columns.items()))


NAMES = [f"{letter}{at}" for at in range(5) for letter in "qbzma"]


def test_indicators_in_two_scales_are_named_in_the_order_of_the_file() -> None:
    """Twenty at most; a gap has no scale."""
    rows = [("u", name, "2020", 1.0) for name in NAMES]
    both = pl.concat([figures(rows, mult=4), figures(rows, mult=8)])
    assert [text.split()[0] for text, _ in texts_of(two_scales(both))] == NAMES[:20]
    gap = pl.concat([figures(rows, mult=4), figures(rows, mult=8).with_columns(value=pl.lit(None, pl.Float64))])
    assert texts_of(two_scales(gap)) == []


def test_indicators_in_two_measures_are_named_in_the_order_of_the_file() -> None:
    """With the rows of each."""
    rows = [("u", name, "2020", 1.0) for name in NAMES]
    found = texts_of(two_measures(figures(rows, measure="CNY", usual="EUR")))
    assert [text.split()[0] for text, _ in found] == NAMES
    assert found[0][1] == 1


def test_figures_off_their_scale_are_named_in_the_order_of_the_file() -> None:
    """From one and a half powers of ten on, by figures above 0 alone."""
    made = figures(("u", name, "2020", 1.0) for name in NAMES)
    known = made.select("unit", "indicator", its_value=pl.lit(1000.0))
    assert [text.split()[0] for text, _ in texts_of(off_scale(made, known))] == NAMES
    zeros = pl.concat([known.with_columns(its_value=pl.lit(0.0))] * 3 + [known.with_columns(its_value=pl.lit(1.0))])
    assert texts_of(off_scale(made, zeros)) == []
    of_zero = pl.concat([made.with_columns(value=pl.lit(0.0))] * 3 + [made])
    assert texts_of(off_scale(of_zero, known.with_columns(its_value=pl.lit(1.0)))) == []


def test_fractions_are_named_in_the_order_of_the_file() -> None:
    """Five figures other than 0 are enough."""
    rows = [("u", name, str(year), 0.5) for name in NAMES for year in range(5)]
    found = texts_of(fractions(figures(rows, measure="PERCENT")))
    assert [text.split()[0] for text, _ in found] == NAMES
    assert found[0][1] == 5
    zero = [(*row[:3], 0.0 if row[2] == "0" else 0.5) for row in rows]
    assert texts_of(fractions(figures(zero, measure="PERCENT"))) == []


@pytest.mark.parametrize(
    ("factors", "measures", "mults", "found"),
    [
        ((1, 1, 1, 1, 1), ("EUR", "EUR"), (0, 4), 5), ((1, 1, 1, 1, 1.006), ("EUR", "EUR"), (0, 4), 0),
        ((1.004,) * 5, ("EUR", "EUR"), (0, 4), 5), ((1, 1, 1, 1), ("EUR", "EUR"), (0, 4), 0),
        ((1,) * 5, ("EUR", "CNY"), (0, 4), 0), ((1,) * 5, ("EUR", "EUR"), (4, 4), 0),
        ((1,) * 5, ("COUNT", "COUNT"), (0, 4), 0),
        ((*(1,) * 9, 2), ("EUR", "EUR"), (0, 4), 0), ((*(1,) * 10, 2), ("EUR", "EUR"), (0, 4), 11),
        ((0, 0, 0, 0, 0), ("EUR", "EUR"), (0, 4), 0),
    ],
)  # fmt: skip
def test_two_indicators_with_the_same_figures_in_two_scales_are_named(
    factors: tuple[float, ...], measures: tuple[str, str], mults: tuple[int, int], found: int
) -> None:
    """More than nine of ten agree to half a per cent, of five at least, in one measure that is no count."""
    first = figures(
        [("u", "a", str(at), float(bool(factor))) for at, factor in enumerate(factors)],
        measure=measures[0],
        mult=mults[0],
    )
    other = figures(
        [("u", "b", str(at), float(factor)) for at, factor in enumerate(factors)], measure=measures[1], mult=mults[1]
    )
    expected = [(f"a (in 10^{mults[0]}) and b (in 10^{mults[1]}) are the same figures in two scales", found)]
    assert texts_of(same_figures(pl.concat([first, other]))) == (expected if found else [])
    assert texts_of(same_figures(first)) == []


def test_pairs_of_too_many_indicators_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to the limit they are, in the order of the file."""
    rows = {name: [("u", name, str(year), 1.0) for year in range(5)] for name in ("z", "b", "m")}
    many = pl.concat([figures(part, mult=at) for at, part in enumerate(rows.values())])
    monkeypatch.setattr("core.importing.scales.LARGEST_PAIRS", 3)
    assert [text.partition(" are")[0] for text, _ in texts_of(same_figures(many))] == [
        "z (in 10^0) and b (in 10^1)", "z (in 10^0) and m (in 10^2)", "b (in 10^1) and m (in 10^2)",
    ]  # fmt: skip
    monkeypatch.setattr("core.importing.scales.LARGEST_PAIRS", 2)
    assert texts_of(same_figures(many)) == []
    gone = many.with_columns(value=pl.when(pl.col("indicator") != "z").then("value").otherwise(0.0))
    monkeypatch.setattr("core.importing.scales.LARGEST_PAIRS", 3)
    assert len(texts_of(same_figures(gone))) == 1


FLAT = [100.0] * 4


def series(values: dict[str, list[float]]) -> pl.DataFrame:
    """Series of units from 2001 on."""
    return figures((unit, "i", str(2001 + at), value) for unit, row in values.items() for at, value in enumerate(row))


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        ([*FLAT, 400, *FLAT], [5]), ([*FLAT, 136, *FLAT], [5]), ([*FLAT, 134, *FLAT], []), ([*FLAT, 400], [4]),
        ([400, *FLAT], [2]), ([100, 100, 100, 400], []), ([100, 400, 100], []), ([*FLAT, 0, *FLAT], []),
        ([1, 2, 1, 2, 4, 2, 1, 2, 1], []),
    ],
)  # fmt: skip
def test_a_spike_is_far_from_both_neighbours_of_its_own_series(row: list[float], lines: list[int]) -> None:
    """By a third at least, and by six times the usual bend; a figure of 0 is none."""
    found = [int(text.rpartition("line ")[2].rstrip(")")) for text, _ in texts_of(spikes(series({"u": row})))]
    assert found == lines
    beside = texts_of(spikes(series({"u": row, "v": [1] * 5, "a": [9000] * 5})))
    assert len(beside) == len(lines)


def test_of_many_spikes_twenty_are_named() -> None:
    """The strongest first, equal ones in the order of their units; the others are counted."""
    rows = {f"u{at:02}": [*FLAT, 400.0, *FLAT] for at in range(20)}
    assert [text.split()[0] for text, _ in texts_of(spikes(series(rows)))] == list(rows)
    more = texts_of(spikes(series({**rows, "z": [*FLAT, 900, *FLAT], "zz": [*FLAT, 900, *FLAT]})))
    assert (more[0][0].split()[0], more[-1], len(more)) == ("z", ("… and 2 spikes more", 2), 21)


@pytest.mark.parametrize(
    ("mark", "delimiter", "start"),
    [(".", "comma", "1.234 is"), (",", "semicolon", "1,234 is"), (",", "comma", ""), ("", "semicolon", "")],
)
def test_a_sign_that_may_mean_two_things_is_named(mark: str, delimiter: str, start: str) -> None:
    """A comma only in a file that may have it as its decimal sign."""
    found = texts_of(ambiguous_sign(mark, delimiter))
    assert [text.startswith(start) for text, _ in found] == ([True] if start else [])


def test_marks_of_footnotes_are_counted() -> None:
    """With the first forty letters of the first."""
    written = pl.Series([None, "7" * 41 + "①", "8*", "9"])
    assert texts_of(footnotes(written)) == [(f"read without the marks of footnotes, as in “{'7' * 40}”: 2 in all", 2)]
    assert texts_of(footnotes(pl.Series(["9"]))) == []


def test_texts_without_a_number_are_counted_by_status() -> None:
    """Eight of the most frequent are named; those of refused rows are not."""
    words = [f"w{at}" for at in range(9)]
    rows = [("O", word, None, None) for word in [*words, "w8"]] + [
        ("Q", "x" * 21, None, None),
        ("O", "bad", None, "why"),
    ]
    cells = pl.DataFrame([*rows, ("A", "1", "1", None)], schema=["status", "written", "number", "why"], orient="row")
    [(of_gaps, count), (of_secrets, one)] = texts_of(missing(cells))
    assert of_gaps.endswith("w8 (2), w0 (1), w1 (1), w2 (1), w3 (1), w4 (1), w5 (1), w6 (1) and 1 more")
    assert of_secrets.endswith(f"{'x' * 20} (1)")
    assert (count, one) == (10, 1)
    [(eight, _)] = texts_of(missing(cells.filter(pl.col("status") == "O", pl.col("written") != "w7")))
    assert eight.endswith("w6 (1)")


@pytest.mark.parametrize(
    ("dash", "word"), [("zero", "read as 0"), ("", "read as missing"), ("missing", "read as missing")]
)
def test_dashes_in_place_of_figures_are_counted(dash: str, word: str) -> None:
    """With what they are read as."""
    [(text, count)] = texts_of(dashes(pl.Series(["-", "—", "-1", None]), dash))  # type: ignore[arg-type]
    assert (word in text, "2 cells" in text, count) == (True, True, 2)
    assert texts_of(dashes(pl.Series(["1"]), "")) == []


def test_spellings_and_directions_are_named_up_to_a_limit() -> None:
    """Three spellings, four directions, the first sixty letters of a name."""
    pairs = [Match(text, 1, f"c{at}") for at in range(4) for text in (f"n {at}", f"n{at}")]
    of_three, of_four = (texts_of(findings(series({"u": [1.0]}), matches, [])) for matches in (pairs[:6], pairs))
    assert of_three[0][0].endswith("3 units: “n 0” = “n0”, “n 1” = “n1”, “n 2” = “n2”")
    assert of_four[0] == (f"{of_three[0][0].replace('3 units', '4 units')} and 1 more", 8)
    near = texts_of(findings(series({"u": [1.0]}), [], [Match("n" * 61, 2, None, "m")]))
    assert near == [(f"indicator “{'n' * 60}”: the nearest is m", 2)]
    assert texts_of(assumed_directions(["a", "b"])) == [
        ("less is better is assumed of a, b: --direction a=1 where more is", 2),
    ]  # fmt: skip
    assert (texts_of(assumed_directions([])), is_less_better("x", "CO2"), is_less_better("x", "y")) == ([], True, False)


@pytest.mark.parametrize(
    ("what", "layout", "expected"),
    [
        ("units", Layout(("v",), "indicator", (), (("unit", "a"), ("unit_name", "b"))), ("unit", ("a",), "", "")),
        ("units", Layout(("v",), "indicator", ("x",), (("unit", "a"),)), ("unit", ("x",), "", "")),
        ("units", Layout(("v",), "indicator"), ("unit", (), "", "")),
        ("indicators", Layout(("v",), "unit", ("x",)), ("indicator", (), "x", "")),
        ("indicators", Layout(("v",), "unit", ("x",), (("unit", "a"),)), ("indicator", ("x",), "a", "")),
        ("indicators", Layout(("v",), "unit"), ("indicator", (), "", "")),
        ("periods", Layout(("v",), "unit", ("x",)), ("period", ("x",), "", "")),
    ],
)  # fmt: skip
def test_headers_take_the_other_role(what: str, layout: Layout, expected: tuple[object, ...]) -> None:
    """And the column that said the same as they do takes theirs."""
    headed = layout.headed(what)
    assert (headed.across, headed.indicator, headed.of("unit"), headed.of("unit_name")) == expected


def test_a_layout_is_said_in_lines() -> None:
    """Six columns are listed, of more the first four and the last."""
    names = tuple(f"v{at}" for at in range(7))
    layout = Layout(names, "indicator", ("x", "=y"), (("unit", "a"), ("period", "=2020")), names[:6])
    assert layout.lines() == [
        "figures: a column for each indicator (v0, v1, v2, v3 … v6, 7 in all)", "unit: column a",
        "period: “2020” for every row", "indicator: column x and “y” for every row", "groups: v0, v1, v2, v3, v4, v5",
    ]  # fmt: skip
    assert Layout(("v",), "none").lines() == ["figures: one column of figures (v)"]
    assert layout.columns(["=y"]) == [*names, "x", "=y", "a"]


def test_a_mapping_comes_back_from_its_text() -> None:
    """Columns of figures only where they are named, or there is one; a year only beside a constant period."""
    layout = Layout(("2019", "2020"), "period", ("i",), (("unit", "u"),), ("g",), ",", "zero", "yes")
    memory = ImportMemory(layout, {"header_line": 3, "sheet": "s"}, {"i": "EUR"}, 2020, "a=b", "http://x", "2020-01-01")
    named, guessed = (memory_from(text_of(memory, values=values)) for values in (True, False))
    assert (named.layout, guessed.layout.values) == (layout, ())
    assert (named.reading, named.measures, named.file_year) == ({"header_line": 3, "sheet": "s"}, {"i": "EUR"}, 0)
    assert (named.where, named.url, named.updated) == ("a=b", "http://x", "2020-01-01")
    constant = ImportMemory(Layout(("v",), "none", (), (("period", "=2019"),), (), ""), file_year=2019)
    again = memory_from(text_of(constant, values=False))
    assert again == constant
    assert [again.of_file(year).of("period") for year in (2021, 0)] == ["=2021", ""]
    assert ImportMemory(constant.layout).of_file(2021).of("period") == ""
    assert ImportMemory(layout, file_year=2019).of_file(2021) == layout
    for text in ("[]", "{}", "x", text_of(memory, values=True).replace('"header_line": 3', '"header_line": "x"')):
        with pytest.raises(BadLayout, match="is damaged"):
            memory_from(text)
    assert (year_in("a_2019.csv"), year_in("2019-2020"), year_in("12019"), year_in("x")) == (2019, 0, 0, 0)


def test_columns_are_said_with_a_few_of_their_texts() -> None:
    """Those without a role, up to three texts of twenty letters."""
    frame = pl.DataFrame(
        {"u": ["a"] * 4, "v": ["1"] * 4, "n": ["x" * 21, "b", "b", "c"], "m": [*"abcd"], "e": [None] * 4}
    )
    layout = Layout(("v",), "none", ("=i",), (("unit", "u"), ("note", "n")))
    uses = column_uses(frame.columns, layout, frame.with_columns(pl.col("e").cast(pl.String)))
    assert [(use.use, use.sample, use.is_free) for use in uses] == [
        ("unit", "", False), ("figures", "", False), ("note", f"{'x' * 19}…, b, c", True),
        ("not read", "a, b, c …", True),
        ("not read", "empty", True),
    ]  # fmt: skip
    assert [use.sample for use in column_uses(frame.columns, layout)] == [""] * 5
    assert column_uses(["w"], layout, pl.DataFrame({"w": ["x" * 20]}))[0].sample == "x" * 20


def test_a_table_has_a_line_for_each_row() -> None:
    """From the second on; texts are stripped, and of a refused cell sixty letters stay."""
    table = foreign_table("t", pl.DataFrame({"a": [" x ", ""], "b": [1, None]}), "sheet S", "unit EUR")
    assert table.frame.rows() == [("x", "1", 2), (None, None, 3)]
    assert (table.detail("unit"), table.detail("she"), table.columns) == ("EUR", "", ["a", "b"])
    [refused] = refusals(pl.DataFrame({"line": [7], "written": ["x" * 61], "why": ["w"]}))
    assert (refused.line, refused.text, refused.why) == (7, "x" * 60, "w")


@pytest.mark.parametrize(
    ("vintages", "incoming", "expected"),
    [
        ([""], "2022", 1), (["", "2021"], "2022", 1), (["", "2023"], "2022", 0), (["", "2022"], "2022", 0),
        (["2021"], "2022", 0), ([""], "", 0),
    ],
)  # fmt: skip
def test_a_newer_release_replaces_the_figure_without_one(vintages: list[str], incoming: str, expected: int) -> None:
    """Where it is newer than every other release."""
    book = Workbook.of([Figure("u", "i", "2020", vintage, value=1.0, status="E") for vintage in vintages], [])
    rows = Workbook.of([Figure("u", "i", "2020", incoming, value=2.0, source="s")], []).figures.whole()
    assert superseded(rows, book).height == expected


def test_rows_are_chosen_by_several_conditions() -> None:
    """A quoted text, a missing one, and the sign of what is not meant."""
    table = foreign_table("f", pl.DataFrame({"a": ["1", "2", None], "b": ["x", "x", "y"]}))
    assert chosen(table, " ") is table
    counts = {"a='1' and b=x": 1, "a!=1": 2, "a=": 1, "b=x": 2}
    assert {text: chosen(table, text).frame.height for text in counts} == counts
    with pytest.raises(BadLayout, match="no row where a=1 and b=y"):
        chosen(table, "a=1 and b=y")
    with pytest.raises(BadLayout, match="is not a condition"):
        chosen(table, "a")
