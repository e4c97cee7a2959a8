"""SDMX of every version comes in as one and the same workbook; what is broken or hostile is met with a sentence."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.importing.attributes import attributes_of
from core.importing.table import ForeignTable
from core.workbook.edit import SetEntry, SetFigure
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.errors import FileError
from data.reading.limits import Limits, Reading
from data.reading.readers import read_tables
from tui.imports.files import Planned, planned_files
from tui.imports.options import ImportOptions

Run = Callable[..., tuple[int, str, str]]

FILES = Path(__file__).parents[1] / "data" / "files" / "sdmx"
DATA = (
    "generic-2.1.xml", "structure-specific-2.1.xml", "flat-3.0.xml", "series-3.0.xml", "data-1.0.json",
    "data-2.0.json", "data-2.0.csv", "labels-1.0.csv",
)  # fmt: skip
STRUCTURES = ("structure-2.1.xml", "structure-3.0.xml", "structure-2.0.json")
FIGURES = [
    ("BJ", "GRP", "2021", 4104560000000.0, 8, 1, "A", ""),
    ("BJ", "GRP", "2022", 4154090000000.0, 8, 1, "A", "after the census"),
    ("BJ", "RDI", "2021", 6.53, 0, 2, "A", ""),
    ("BJ", "RDI", "2022", 6.83, 0, 2, "E", "first release [CONF_STATUS=C]"),
    ("SH", "GRP", "2021", 4365320000000.0, 8, 1, "B", "[PRE_BREAK_VALUE=43214.9]"),
    ("SH", "GRP", "2022", None, 8, 1, "O", ""),
    ("SH", "RDI", "2021", 4.21, 0, 2, "A", ""),
    ("SH", "RDI", "2022", None, 0, 2, "M", ""),
]


def read_here(path: Path, reading: Reading) -> tuple[ForeignTable, ...]:
    """A file read in this process, as the one that is started for it would."""
    return read_tables(path, reading, Limits())


def planned(*paths: Path, workbook: Workbook | None = None, indicator: tuple[str, ...] = ()) -> Planned:
    """What these files would do to a workbook."""
    return planned_files(paths, ImportOptions(indicator=indicator), workbook or Workbook(), read=read_here)


def after(*paths: Path, indicator: tuple[str, ...] = ()) -> Workbook:
    """The empty workbook with these files in it."""
    return planned(*paths, indicator=indicator).edit.apply(Workbook())


def figures(workbook: Workbook) -> list[tuple[object, ...]]:
    """All figures in the order of their keys."""
    columns = ("unit", "indicator", "period", "value", "mult", "decimals", "status", "note")
    return workbook.figures.whole().select(columns).sort("unit", "indicator", "period").rows()


@pytest.mark.parametrize(("name", "structure"), zip(DATA, 3 * STRUCTURES, strict=False))
def test_every_format_gives_the_same_figures_and_names(name: str, structure: str) -> None:
    """Scales, letters, gaps, notes and the names in both languages, whatever carries them."""
    workbook = after(FILES / name, FILES / structure)
    assert figures(workbook) == FIGURES
    assert workbook.units["BJ"] == Unit("BJ", "Beijing", "北京", kind=workbook.units["BJ"].kind)
    intensity = workbook.indicators["RDI"]
    assert (intensity.name_en, intensity.name_zh, intensity.measure) == ("R&D intensity", "研发强度", "PERCENT")


def test_a_pre_break_value_and_a_confidentiality_are_read_back_from_the_note() -> None:
    """Brackets of another kind are part of the note."""
    assert attributes_of(FIGURES[3][7]) == ("first release", {"CONF_STATUS": "C"})
    assert attributes_of("a note [in brackets]") == ("a note [in brackets]", {})


def test_an_indicator_of_several_dimensions_is_called_by_the_names_of_all(tmp_path: Path) -> None:
    """In both languages."""
    source = json.loads((FILES / "data-2.0.json").read_text())
    series = source["data"]["structures"][0]["dimensions"]["series"]
    names = {"F": {"en": "Women", "zh": "女"}, "M": {"en": "Men", "zh": "男"}}
    series[0] |= {"id": "SEX", "values": [{"id": sex, "name": one["en"], "names": one} for sex, one in names.items()]}
    data = source["data"]["dataSets"][0]["series"]
    data |= {f"1{key[1:]}": one for key, one in data.items()}
    path = tmp_path / "by_sex.json"
    path.write_text(json.dumps(source))
    workbook = after(path)
    named = workbook.indicators["RDI.M"]
    assert (named.name_en, named.name_zh) == ("R&D intensity · Men", "研发强度 · 男")


def test_a_structure_alone_names_what_has_no_name_and_keeps_what_a_person_named() -> None:
    """Each language by itself."""
    units = (Unit("BJ", "BJ"), Unit("SH", "My Shanghai"))
    indicators = (Indicator("GRP", "GRP"),)
    workbook = after(FILES / "data-2.0.csv")
    for one in (*units, *indicators):
        table = "units" if isinstance(one, Unit) else "indicators"
        workbook = SetEntry(table, workbook.entries(table)[one.code], one).apply(workbook)
    named = planned(FILES / "structure-3.0.xml", workbook=workbook).edit.apply(workbook)
    assert [(one.name_en, one.name_zh) for one in named.units.values()] == [
        ("Beijing", "北京"),
        ("My Shanghai", "上海"),
    ]
    assert named.indicators["GRP"].name_zh == "地区生产总值"


def test_the_command_reads_sdmx_ml_in_a_process_of_its_own(tmp_path: Path, run: Run) -> None:
    """With names in Chinese as in English."""
    path = str(tmp_path / "w.jingdex")
    run("new", path)
    done = run(
        "import", path, str(FILES / "flat-3.0.xml"), str(FILES / "structure-3.0.xml"), "--yes", "--report", "json"
    )
    report = json.loads(done[1])
    assert (done[0], report["new"], report["refused"]) == (0, 8, 0)
    assert run("show", path, "figures", "--format", "csv", "--language", "zh")[1].count("北京") == 4


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
SCHEMA = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (BOMB, "x.xml defines entities, as no SDMX-ML does: it is not read."),
        ("<html><body>Sign in</body></html>", "x.xml is an HTML page, which cannot be read"),
        ("no xml", "x.xml is XML (without an element): name data or structures in SDMX-ML 2.1, 3.0, 3.1."),
        (f'<m:StructureSpecificData xmlns:m="{SCHEMA}"><m:Header>', "x.xml is broken XML"),
        (f'<m:StructureSpecificData xmlns:m="{SCHEMA}"/>', "x.xml is not valid SDMX-ML"),
        (f'<m:Structure xmlns:m="{SCHEMA}">{"<a>" * 5000}{"</a>" * 5000}</m:Structure>', "x.xml is broken XML"),
        (f'<m:Error xmlns:m="{SCHEMA}"><m:ErrorMessage code="110"><T>Too many rows</T></m:ErrorMessage></m:Error>',
         "x.xml is an error message of a service: Too many rows."),
    ],
)  # fmt: skip
def test_broken_or_hostile_xml_ends_in_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    """Entities are never resolved, and depth is bounded."""
    path = tmp_path / "x.xml"
    path.write_text(text)
    with pytest.raises(FileError) as found:
        read_tables(path, Reading(), Limits())
    assert sentence in str(found.value)
    assert "\n" not in str(found.value)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"structures": []}, "is not valid SDMX-JSON"),
        ({"dataSets": []}, "is a message without data"),
        ({"dataSets": [{"structure": 7}]}, "is not valid SDMX-JSON"),
        (None, "is an error message of a service: Too many keys."),
    ],
)
def test_broken_sdmx_json_ends_in_one_sentence(tmp_path: Path, change: dict[str, object] | None, sentence: str) -> None:
    """Whatever is missing in it."""
    source = json.loads((FILES / "data-2.0.json").read_text())
    path = tmp_path / "x.json"
    broken = (
        {**source, "data": source["data"] | change} if change else {"errors": [{"code": 1, "title": "Too many keys"}]}
    )
    path.write_text(json.dumps(broken))
    with pytest.raises(FileError, match=sentence):
        read_tables(path, Reading(), Limits())


def test_names_of_codes_never_act(tmp_path: Path) -> None:
    """They are kept as they are, to be shown as plain text."""
    hostile = "=cmd|'/C calc'!A1 \u202e[bold]x[/bold]"
    path = tmp_path / "x.json"
    path.write_text((FILES / "data-2.0.json").read_text().replace('"Beijing"', json.dumps(hostile)))
    assert after(path).units["BJ"].name_en == hostile


def test_without_pysdmx_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else needs it."""
    monkeypatch.setitem(sys.modules, "pysdmx.io.xml.sdmx30.reader.structure_specific", None)
    with pytest.raises(FileError, match=r"which pysdmx reads: install it with pip install 'jingdex\[sdmx\]'"):
        read_tables(FILES / "flat-3.0.xml", Reading(), Limits())


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("D,BJ,GRP,,A,,", ["BJ.POP.2021", "SH.GRP.2021"]),
        ("D,bj,*,*,A,,", ["SH.GRP.2021"]),
        ("D,,,2021,A,,", ["BJ.GRP.2022"]),
        ("D,*,GRP,*,,2023,", ["BJ.GRP.2021", "BJ.POP.2021", "SH.GRP.2021"]),
        ("D,SH,POP,,A,,", ["BJ.GRP.2021", "BJ.GRP.2022", "BJ.POP.2021", "SH.GRP.2021"]),
    ],
)
def test_a_deletion_with_open_dimensions_takes_out_all_that_fits(line: str, left: list[str], tmp_path: Path) -> None:
    """An empty dimension, and *, stand for all codes of it; what is of one's own stays, and no unit comes of it."""
    head = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,TIME_PERIOD,FREQ,VINTAGE,OBS_VALUE\n"
    start = "I,BJ,GRP,2021,A,2022,1\nI,BJ,GRP,2022,A,2023,3\nI,BJ,POP,2021,A,2022,4\nI,SH,GRP,2021,A,2022,4\n"
    for name, text in {"a.csv": start, "d.csv": f"{line}\n"}.items():
        rows = "".join(f"dataflow,JX:DF(1.0),{one}\n" for one in text.splitlines())
        (tmp_path / name).write_text(head + rows)
    workbook = after(tmp_path / "a.csv", indicator=("INDICATOR", "FREQ"))
    own = Figure("SH", "GRP.A", "2022", "", 9.0, status="E")
    workbook = SetFigure(None, own).apply(workbook)
    plan = planned(tmp_path / "d.csv", workbook=workbook, indicator=("INDICATOR", "FREQ")).plans[0]
    made = plan.edit(workbook).apply(workbook)
    there = [f"{row[0]}.{row[1].removesuffix('.A')}.{row[2]}" for row in made.figures.whole().rows()]
    assert there == [*left, "SH.GRP.2022"]
    assert plan.removed.height == 4 - len(left)
    assert (list(made.units), plan.refused) == (list(workbook.units), ())


def test_a_deletion_of_everything_is_refused(tmp_path: Path) -> None:
    """A row that names nothing would empty the workbook."""
    (tmp_path / "d.csv").write_text("STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,TIME_PERIOD\nJX:DF(1.0),D,,,\n")
    (one,) = planned(tmp_path / "d.csv", workbook=Workbook()).plans[0].refused
    assert one.why == "it would take all figures out: name a unit, an indicator or a period"


def test_a_deletion_takes_out_what_the_file_names_and_nothing_of_ones_own(tmp_path: Path) -> None:
    """Of SDMX-CSV and SDMX-JSON; a release that is named alone; one that is not there is no edit."""
    head = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,TIME_PERIOD,VINTAGE,OBS_VALUE\n"
    lines = {
        "a.csv": "I,BJ,GRP,2021,2022-01,1\nI,BJ,GRP,2021,2023-01,2\nI,BJ,GRP,2022,2023-01,3\nI,SH,GRP,2021,,4\n",
        "d.csv": "D,BJ,GRP,2021,2022-01,\nD,SH,GRP,2021,,\nD,SH,GRP,1999,,\nM,BJ,GRP,2022,2023-01,3\n",
    }
    for name, text in lines.items():
        rows = "".join(f"dataflow,JX:DF(1.0),{line}\n" for line in text.splitlines())
        (tmp_path / name).write_text(head + rows)
    workbook = after(tmp_path / "a.csv")
    own = Figure("SH", "GRP", "2021", "", 9.0, status="E")
    plan = planned(tmp_path / "d.csv", workbook=workbook).plans[0]
    assert plan.counts == "0 new, 0 changed, 0 refused, 2 removed"
    edit = plan.edit(workbook)
    left = edit.apply(workbook)
    assert [(row[0], row[2], row[3]) for row in left.figures.whole().rows()] == [
        ("BJ", "2021", "2023-01"), ("BJ", "2022", "2023-01"),
    ]  # fmt: skip
    again = planned(tmp_path / "d.csv", workbook=SetFigure(None, own).apply(left))
    assert again.edit.edits == ()
