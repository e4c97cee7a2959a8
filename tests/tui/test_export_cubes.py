"""JSON-stat and PC-Axis hold the newest figures; they come back the same, and what is left out is said."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyjstat import pyjstat

from core.importing.choices import Choices
from core.importing.plan import planned
from core.importing.recognise import recognised
from core.workbook.edit import filled
from core.workbook.entries import Indicator, Source, Unit
from core.workbook.figure import Figure
from core.workbook.period import period
from core.workbook.status import WITHOUT_VALUE
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from data.reading.limits import Limits, Reading
from data.reading.readers import read_tables
from tui.exports.json_stat import as_json_stat, json_stat_left_out
from tui.exports.px import as_px, px_left_out

WRITERS = {"x.json": as_json_stat, "x.px": as_px}
PERIODS = ("2020", "2019", "2020-H1", "2020-Q3", "2020-11", "2020-W53", "2020-02-29", "2016-2020", "2020/21")
NAMES = st.sampled_from(["", "Alpha", 'a "quoted"; name', "long " * 60, "北京"])
ALIKE = {"long " * 60: ("long " * 60).strip(), 'a "quoted"; name': "a 'quoted'; name"}


def come_back(workbook: Workbook, name: str, folder: Path) -> Workbook:
    """What an import of the written file makes of an empty workbook."""
    path = folder / name
    path.write_bytes(WRITERS[name](workbook))
    table = read_tables(path, Reading(), Limits())[0]
    empty = Workbook()
    plan = planned(table, recognised(table), Choices(), empty)
    assert plan.refused == ()
    return plan.edit(empty).apply(empty)


def cells_of(workbook: Workbook) -> dict[tuple[str, str, str], tuple[float | None, str]]:
    """The newest figures: value and letter."""
    newest = (figure for series in workbook.figures.values() for figure in series.newest())
    return {(one.unit, one.indicator, one.period): (one.value, one.status) for one in newest}


@st.composite
def workbooks(draw: st.DrawFn) -> Workbook:
    """A workbook of a few figures of every kind that a cube holds."""
    power = draw(st.sampled_from([0, 3, 8]))
    measures = st.sampled_from(["CNY", "PERCENT", "COUNT", "PERSON_YEARS", "RANK", "KM2"])
    entries: list[Unit | Indicator] = [Unit(code, draw(NAMES), "") for code in ("u1", "u_2", "0100")]
    entries += [Indicator(code, draw(NAMES), measure=draw(measures), mult=power) for code in ("a", "b.c")]
    figures = []
    for unit in ("u1", "u_2", "0100"):
        for indicator in ("a", "b.c"):
            for when in draw(st.lists(st.sampled_from(PERIODS), max_size=3, unique=True)):
                value = draw(
                    st.none() | st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e14)
                )
                letters = sorted(WITHOUT_VALUE) if value is None else list("ABEFIPSUDN")
                letter = draw(st.sampled_from(letters))
                figures.append(Figure(unit, indicator, when, value=value, status=letter, decimals=2, mult=power))
    if not figures:
        figures = [Figure("u1", "a", "2020", value=1.0)]
    return Workbook.of(figures, entries)


@given(workbooks(), st.sampled_from(sorted(WRITERS)))
@settings(max_examples=25, deadline=None)
def test_figures_come_back_the_same(tmp_path_factory: pytest.TempPathFactory, workbook: Workbook, name: str) -> None:
    """Value to the last digit, letter, codes and names; the measure and the power of ten of indicators."""
    back = come_back(workbook, name, tmp_path_factory.mktemp("out"))
    assert cells_of(back) == cells_of(workbook)
    for code, one in back.indicators.items():
        assert (one.measure, workbook.indicators[code].measure) == (one.measure,) * 2
        mults = {figure.mult for (_, of), series in back.figures.items() if of == code for figure in series}
        assert {workbook.indicators[code].mult} == mults or all(
            f.value is None for s in back.figures.values() for f in s
        )
    for code, unit in back.units.items():
        wanted = workbook.units[code].name_en
        assert (unit.name_en or unit.name_zh or code).partition(" (")[0].strip() in {
            ALIKE.get(wanted, wanted),
            wanted,
            code,
        }


MADE = Workbook.of(
    [
        Figure("beijing", "gdp", "2023", "2024-01-20", 4.376e12, 8, 1, "A", source="bulletin"),
        Figure("beijing", "gdp", "2023", "2024-11-05", 4.3760712345678e12, 8, 1, "P", source="book", note="by census"),
        Figure("shanghai", "gdp", "2023", "2024-01-20", None, 8, 1, "Q", source="bulletin"),
        Figure("beijing", "jobs", "2022", "", 0.1, 0, 1, "E", "about"),
    ],
    [
        Unit("beijing", "Beijing", "北京"), Unit("shanghai", "Shanghai", "上海"), Source("bulletin", "Bulletin"),
        Indicator("gdp", "GDP", "生产总值", "CNY", 8, 1), Indicator("jobs", "Jobs", "就业", "PERSONS"),
    ],
)  # fmt: skip


@pytest.mark.filterwarnings("ignore:Shouldn't use this function anymore:DeprecationWarning")
def test_pyjstat_reads_our_json_stat() -> None:
    """As a second reader: every value in its power of ten, at its unit, indicator and year."""
    frame = pyjstat.Dataset.read(as_json_stat(MADE).decode()).write("dataframe")
    rows = {tuple(row) for row in frame.dropna().itertuples(index=False, name=None)}
    assert rows == {("Beijing", "GDP", "2023", 43760.712345678), ("Beijing", "Jobs", "2022", 0.1)}
    made = json.loads(as_json_stat(MADE))
    assert made["role"] == {"geo": ["unit"], "metric": ["indicator"], "time": ["period"]}
    assert made["dimension"]["indicator"]["category"]["unit"]["gdp"] == {"label": "CNY", "multiplier": 8, "decimals": 1}
    assert (made["status"], made["updated"]) == ({"1": "P", "2": "E", "5": "Q"}, "2024-11-05")


def test_names_in_both_languages_and_notes_come_back_from_pc_axis(tmp_path: Path) -> None:
    """The note on a cell is its note again; its letter is not a part of it."""
    back = come_back(MADE, "x.px", tmp_path)
    assert (back.units["beijing"].name_en, back.units["beijing"].name_zh) == ("Beijing", "北京")
    assert (back.indicators["gdp"].name_zh, back.indicators["gdp"].mult) == ("生产总值", 8)
    text = as_px(MADE).decode()
    assert "\nDECIMALS=9;\nSHOWDECIMALS=1;\n" in text
    assert 'STUB[zh]="单位","指标";' in text
    assert 'UNITS[zh]("生产总值")="10^8 CNY";' in text
    assert "[zh]" not in as_px(Workbook.of([Figure("u", "i", "2020", value=1.0)], [])).decode()
    newest = back.series("beijing", "gdp").newest()[0]
    assert (newest.value, newest.status, newest.note, newest.decimals) == (4.3760712345678e12, "P", "by census", 9)


def test_what_a_cube_does_not_hold_is_said_in_one_sentence() -> None:
    """Counted, of this workbook alone."""
    assert px_left_out(MADE) == (
        "PC-Axis has no place for 1 figure of an older release, the sources of single figures, 1 qualifier,"
        " definitions, methods, claims and the trail: they are left out."
    )
    assert "notes on figures, a second language of names" in json_stat_left_out(MADE)
    assert "older" not in px_left_out(Workbook.of([Figure("u", "i", "2020", value=1.0)], []))


def test_only_rows_with_figures_are_written_where_most_have_none(tmp_path: Path) -> None:
    """With their codes as keys; 40 units of one indicator each are 40 rows, not 1,600."""
    figures = [Figure(f"u{n}", f"i{n}", "2020", value=float(n)) for n in range(40)]
    workbook = Workbook.of(figures, [])
    assert as_px(workbook).partition(b"DATA=")[2].count(b'\n"u') == 40
    assert cells_of(come_back(workbook, "x.px", tmp_path)) == cells_of(workbook)


@pytest.mark.parametrize(("name", "form"), [("x.px", "px"), ("x.stat.json", "json-stat")])
def test_the_command_line_writes_them_and_says_what_is_left_out(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, name: str, form: str
) -> None:
    """By the end of the name or the form; the sentence goes to standard error."""
    path = tmp_path / "w.jingdex"
    WorkbookFile.create(path, filled(MADE, "made"), "Ada").close()
    code, out, err = run("export", path, tmp_path / name)
    assert (code, out) == (0, f"wrote {tmp_path / name}\n")
    assert "has no place for 1 figure of an older release" in err
    assert run("export", path, "-", "--as", form)[1] == (tmp_path / name).read_text("utf-8")
    assert run("export", path, tmp_path / name, "--what", "claims", "--force")[0] == 2


def test_periods_are_written_in_their_own_order() -> None:
    """By their end, in the forms of SDMX."""
    made = json.loads(as_json_stat(Workbook.of([Figure("u", "i", when, value=1.0) for when in PERIODS], [])))
    assert made["dimension"]["period"]["category"]["index"][0] == "2019"
    assert max(PERIODS, key=period) == "2020/21"
    assert made["dimension"]["period"]["category"]["index"][-1] == "2020-07-01/P1Y"
