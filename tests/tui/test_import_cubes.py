"""PC-Axis and JSON-stat come in as published: what says what, several languages, sparse cells, letters, units."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from imported import workbook

from core.workbook.measures import Measured, measured
from core.workbook.workbook import Workbook
from data.errors import FileError
from data.reading.limits import Limits, Reading
from data.reading.readers import read_tables
from tui.grid.sheet import SheetRow
from tui.imports.options import ImportOptions
from tui.imports.reader import ImportReader, Ready

if TYPE_CHECKING:
    from tui.frame.jobs import Job

Bring = Callable[..., tuple[int, str, str]]
PX = """CHARSET="ANSI";
AXIS-VERSION="2013";
CODEPAGE="utf-8";
LANGUAGE="sv";
LANGUAGES="sv","en";
MATRIX="NR0105";
CONTENTS="Regionalräkenskaper";
CONTENTS[en]="Regional "
"accounts";
UNITS="mnkr";
STUB="region","näring";
STUB[en]="region","industry";
HEADING="tabellinnehåll","år";
HEADING[en]="observations","year";
CONTVARIABLE="tabellinnehåll";
VALUES("region")="Stockholms län","Uppsala län";
VALUES[en]("region")="Stockholm county","Uppsala county";
VALUES("näring")="industri","handel; partihandel";
VALUES[en]("industry")="manufacturing","trade; wholesale";
VALUES("tabellinnehåll")="BRP","Sysselsatta";
VALUES[en]("observations")="GRDP","Employed";
VALUES("år")="2019","2020";
TIMEVAL("år")=TLIST(A1),"2019","2020";
CODES("region")="01","03";
CODES("näring")="C","G";
CODES("tabellinnehåll")="BRP","EMP";
CODES("år")="2019","2020";
MAP("region")="Sweden_county";
UNITS("BRP")="mnkr";
UNITS[en]("GRDP")="million EUR";
UNITS("Sysselsatta")="personer";
UNITS[en]("Employed")="persons";
LAST-UPDATED("BRP")="20240115 09:30";
SOURCE="SCB";
SOURCE[en]="Statistics Sweden";
DATASYMBOL1="Sekretess";
DATASYMBOL1[en]="Confidential";
DATASYMBOL2="Ej tillämpligt";
DATASYMBOL2[en]="Not applicable";
DATASYMBOL3="Uppgift saknas";
CELLNOTE[en]("Stockholm county","manufacturing","GRDP","2020")="E: estimated#Model of 2019";
DATA=
150.5 160.0 9000 "."
".." "..." - 8
1 2 3 4
5 6 7 8;
"""


def held() -> dict[tuple[str, str, str], tuple[float | None, str, str]]:
    """Every figure: value, letter and note."""
    return {
        (f.unit, f.indicator, f.period): (f.value, f.status, f.note) for s in workbook().figures.values() for f in s
    }


def test_a_pc_axis_file_says_itself_what_is_what(bring: Bring) -> None:
    """Codes with names in English, measures of each content, symbols, notes, source; a release of what differs."""
    code, out, err = bring("nr0105.px", PX)
    assert (code, err) == (0, ""), out
    found, cells = workbook(), held()
    assert cells["01", "BRP.C", "2019"] == (150.5e6, "A", "")
    assert cells["01", "BRP.C", "2020"] == (160e6, "E", "Model of 2019")
    assert cells["01", "EMP.C", "2019"] == (9000, "A", "")
    assert [cells["01", "EMP.C", "2020"][1], cells["01", "BRP.G", "2019"][1], cells["01", "BRP.G", "2020"][1]] == [
        "Q", "M", "O",
    ]  # fmt: skip
    assert cells["01", "EMP.G", "2019"] == (0.0, "A", "")
    assert found.units["01"].name_en == "Stockholm county"
    named = {one.code: (one.name_en, one.measure) for one in found.indicators.values()}
    assert named["BRP.G"] == ("GRDP · trade; wholesale", "EUR")
    assert named["EMP.C"] == ("Employed · manufacturing", "PERSONS")
    assert set(found.sources) == {"Statistics Sweden"}
    assert {figure.vintage for series in found.figures.values() for figure in series} == {""}
    changed = PX.replace("150.5", "151.5")
    assert "release 2024-01-15" in bring("nr0105.px", changed)[1]
    code, _, err = bring("nr0105.px", changed, "--dash", "missing", "--overwrite", "--source", "me")
    assert (code, err, held()["01", "EMP.G", "2019"][1]) == (0, "", "O")


def test_the_preview_shows_the_release_that_the_file_says(tmp_path: Path) -> None:
    """Not the day on which it was copied here."""
    path = tmp_path / "nr.px"
    path.write_text(PX, encoding="utf-8")
    job = cast("Job", SimpleNamespace(report=lambda _: None))
    ready = ImportReader((path,), ImportOptions(), Workbook(), {}).read(job)
    assert isinstance(ready, Ready)
    (row,) = (one for one in ready.preview("en").rows if isinstance(one, SheetRow) and one.key == "choice/vintage")
    assert row.cells[1].text == "2024-01-15"


KEYED = """CHARSET="ANSI";
MATRIX="T1";
CONTENTS="jobs";
UNITS="number";
STUB="county","sex";
HEADING="quarter";
VALUES("county")="A","B","C";
VALUES("sex")="men","women";
VALUES("quarter")="2020K1","2020K2";
TIMEVAL("quarter")=TLIST(Q1),"20201","20202";
CODES("county")="a","b","c";
KEYS("county")="CODES";
KEYS("sex")="VALUES";
DATA=
"a","men",1 2
"c","women",3 4
;
"""


def test_rows_with_keys_are_read_and_those_left_out_have_no_figure(bring: Bring) -> None:
    """Quarters are those of TIMEVAL; one content alone is the indicator, with the categories that tell rows apart."""
    assert bring("t1.px", KEYED)[0] == 0
    assert {key: value for key, (value, _, _) in held().items()} == {
        ("a", "T1.men", "2020-Q1"): 1, ("a", "T1.men", "2020-Q2"): 2,
        ("c", "T1.women", "2020-Q1"): 3, ("c", "T1.women", "2020-Q2"): 4,
    }  # fmt: skip
    assert workbook().indicators["T1.men"].name_en == "jobs · men"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (KEYED.replace('"c","women"', '"d","women"'), "t.px, line 16: its keys or its 2 figures do not fit"),
        (KEYED.replace('KEYS("sex")="VALUES";\n', ""), "t.px, variable sex: its KEYS are missing or not different"),
        (PX.replace("5 6 7 8;", "5 6 7"), "t.px has 15 figures where its variables make 16"),
        (PX[:900], "t.px"),
        (PX.replace("DATA=", "DOTA="), "t.px has no DATA, it is cut off"),
        (
            PX.replace('CODES("region")="01","03"', 'CODES("region")="01","01"'),
            "variable region: it has 2 VALUES and 1",
        ),
        (PX.replace("MATRIX=", "MATRIX "), "t.px, line 6: “MATRIX"),
        (PX.replace('MATRIX="NR0105";', 'MATRIX="NR0105;'), "t.px, line"),
        (PX.replace('STUB="region","näring";\n', ""), "t.px"),
        ('CHARSET="ANSI";\nSTUB="a";VALUES("a")="1";DATA=;', "t.px has 0 figures where its variables make 1"),
    ],
    ids=["key", "keys", "figures", "cut", "no data", "codes", "no sign", "quote", "no stub", "empty"],
)
def test_a_broken_pc_axis_file_is_one_sentence_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    """Cut off, inconsistent, without a quote."""
    path = tmp_path / "t.px"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as refused:
        read_tables(path, Reading(), Limits())
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_pc_axis_in_older_code_pages_is_read_with_its_letters(tmp_path: Path) -> None:
    """ANSI is cp1252 where no code page is named; a wrong one is said."""
    path = tmp_path / "t.px"
    path.write_bytes(KEYED.replace('"A"', '"Åland"').encode("cp1252"))
    assert read_tables(path, Reading(), Limits())[0].frame["county_name"][0] == "Åland"
    path.write_bytes(b'CODEPAGE="utf-8";' + KEYED.replace('"A"', '"Åland"').encode("cp1252"))
    with pytest.raises(FileError, match=r"t\.px is not text in utf-8: name its encoding with --encoding"):
        read_tables(path, Reading(), Limits())


def dataset(**parts: object) -> dict[str, object]:
    """A dataset of JSON-stat 2.0."""
    geo = {"label": "region", "category": {"index": {"B": 1, "A": 0}, "label": {"A": "Alpha", "B": "Beta"}}}
    what = {
        "category": {
            "index": ["gdp", "pop"], "label": {"gdp": "Gross product", "pop": "Residents"},
            "unit": {"gdp": {"label": "euro", "multiplier": 6, "decimals": 1}, "pop": {"label": "persons"}},
        }
    }  # fmt: skip
    time = {"category": {"index": ["2020Q1"]}}
    sex = {"category": {"label": {"T": "Total"}}}
    return {
        "version": "2.0", "class": "dataset", "label": "Accounts", "source": "Office",
        "updated": "2024-02-01T09:00:00Z",
        "id": ["geo", "what", "time", "sex"], "size": [2, 2, 1, 1], "role": {"time": ["time"], "metric": ["what"]},
        "dimension": {"geo": geo, "what": what, "time": time, "sex": sex},
        "value": {"0": 12.50, "1": 7, "3": None}, "status": {"0": "p", "1": "bp", "3": ":", "2": "c"}, **parts,
    }  # fmt: skip


WANTED = {
    ("A", "gdp", "2020-Q1"): (12.5e6, "P", ""), ("A", "pop", "2020-Q1"): (7.0, "B", ""),
    ("B", "gdp", "2020-Q1"): (None, "Q", ""), ("B", "pop", "2020-Q1"): (None, "O", ""),
}  # fmt: skip


def test_json_stat_says_itself_what_is_what(bring: Bring) -> None:
    """Roles, sparse values, letters of Eurostat, units with powers and digits, names; in order of their index."""
    code, out, err = bring("a.json", json.dumps(dataset(), indent=1))
    assert (code, err) == (0, ""), out
    assert held() == WANTED
    found = workbook()
    assert (found.indicators["gdp"].name_en, found.indicators["gdp"].measure) == ("Gross product", "EUR")
    assert (found.indicators["gdp"].mult, found.indicators["gdp"].decimals) == (6, 1)
    assert (found.units["B"].name_en, set(found.sources)) == ("Beta", {"Office"})


def test_what_json_stat_calls_the_whole_of_other_units_is_a_total_and_they_are_part_of_it(bring: Bring) -> None:
    """The hierarchy of its categories; of one part alone a unit is not a total."""
    geo = {"category": {
        "index": ["W", "A", "B", "A1"], "label": {"W": "Whole", "A1": "Alpha one"},
        "child": {"W": ["A", "B", "none"], "A": ["A1"]},
    }}  # fmt: skip
    parts: dict[str, object] = {"size": [4, 2, 1, 1], "value": list(range(8)), "status": None}
    dimensions = {**dataset()["dimension"], "geo": geo}
    code, out, err = bring("a.json", json.dumps(dataset(**parts, dimension=dimensions)))
    assert (code, err) == (0, ""), out
    assert "W is a total of other units" in out
    assert {unit.code: (unit.kind, unit.part_of) for unit in workbook().units.values()} == {
        "W": ("total", ""), "A": ("", "W"), "B": ("", "W"), "A1": ("", "A"),
    }  # fmt: skip


def test_json_stat_of_version_1_a_bundle_and_a_collection_are_read(tmp_path: Path) -> None:
    """Of several datasets one is chosen by its name; the first where none is."""
    inner = dataset()
    old = {key: inner[key] for key in ("label", "value", "status", "source")}
    old["dimension"] = {**inner["dimension"], **{key: inner[key] for key in ("id", "size", "role")}}
    for whole in (
        {"accounts": old, "other": {**old, "label": "Others", "value": [1, 2, 3, 4], "status": None}},
        {"class": "collection", "version": "2.0", "link": {"item": [
            {"class": "dataset", "href": "https://x"}, inner, dataset(label="Others", value=[1, 2, 3, 4], status=None),
        ]}},
    ):  # fmt: skip
        path = tmp_path / "b.json"
        path.write_text(json.dumps(whole))
        first = read_tables(path, Reading(), Limits())[0]
        assert first.frame["value"].to_list() == ["12.5 p", "7 bp", "c", ":"]
        assert (first.detail("sheet"), first.detail("others")) == ("Accounts", "Others")
        other = read_tables(path, Reading(sheet="Oth*"), Limits())[0]
        assert other.frame["value"].to_list() == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"value": [1, 2, 3], "status": None}, "b.json has 3 values where its dimensions make 4"),
        ({"size": [3, 2, 1, 1]}, "b.json, dimension geo: it has 2 categories, not 3"),
        ({"value": {"9": 1}}, "b.json has a value at place 9 of 4 that there are"),
        ({"id": ["geo", "nothing"]}, "b.json, dataset Accounts: it is not JSON-stat"),
        ({"size": [10**30, 2, 1, 1]}, "b.json, dimension geo: it has 2 categories"),
        ({"value": {"x": 1}}, "it is not JSON-stat"),
        ({"value": [], "status": []}, "b.json has no figure in it"),
    ],
)
def test_broken_json_stat_is_one_sentence_with_its_place(tmp_path: Path, parts: dict[str, object], words: str) -> None:
    """Sizes that contradict each other, places that are not there, dimensions that are missing."""
    path = tmp_path / "b.json"
    path.write_text(json.dumps(dataset(**parts)))
    with pytest.raises(FileError) as refused:
        read_tables(path, Reading(), Limits())
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_cube_of_eurostat_has_its_code_and_its_unit_of_measure(bring: Bring) -> None:
    """The dimension unit says in what figures are; a dimension of one category tells nothing apart."""
    unit = {"category": {"index": {"THS_PER": 0}, "label": {"THS_PER": "Thousand persons"}}}
    geo = {"category": {"index": {"BE": 0}, "label": {"BE": "Belgium"}}}
    time = {"category": {"index": {"2020": 0, "2021": 1}}}
    whole = {
        "version": "2.0", "class": "dataset", "label": "Unemployment", "id": ["unit", "geo", "time"], "size": [1, 1, 2],
        "dimension": {"unit": unit, "geo": geo, "time": time}, "value": {"0": 5.5}, "status": {"1": "c"},
        "extension": {"id": "UNE_RT_A"},
    }  # fmt: skip
    code, out, err = bring("une.json", json.dumps(whole))
    assert (code, err) == (0, ""), out
    assert held() == {("BE", "UNE_RT_A", "2020"): (5500.0, "A", ""), ("BE", "UNE_RT_A", "2021"): (None, "Q", "")}
    one = workbook().indicators["UNE_RT_A"]
    assert (one.name_en, one.measure, one.mult) == ("Unemployment", "PERSONS", 3)


@pytest.mark.parametrize(("text", "measure"), [("index", "INDEX"), ("inhabitants", "PERSONS"), ("in EUR", "EUR")])
def test_a_word_that_begins_like_another_is_read_whole(text: str, measure: str) -> None:
    """The word in before a measure is none of it."""
    assert measured(text) == Measured(measure)
