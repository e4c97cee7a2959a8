import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from core.derive.derive import derive
from core.workbook.edit import filled
from core.workbook.entries import (
    About,
    Claim,
    ClusterList,
    Group,
    Index,
    Indicator,
    Member,
    Method,
    Source,
    Step,
    Tier,
    TreeNode,
    Trend,
    Unit,
    Watched,
)
from core.workbook.figure import Figure
from core.workbook.kept_entries import Scenario
from core.workbook.rule_entries import Rule
from core.workbook.workbook import Workbook
from data.csv_safety import unguarded
from data.file import WorkbookFile
from tui.cli.exchange import csv_text, json_text
from tui.cli.printing import column_widths
from tui.command_line import main
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column
from tui.tables.catalogue.figures import figure_records
from tui.tables.registry import table, table_ids

pytestmark = pytest.mark.usefixtures("home")

Run = Callable[..., str]
MAY_BE_EMPTY = (
    "ranks-in-groups",
    "weight-ranges",
    "treatments",
    "components",
    "loadings",
    "obstacles",
    "strengths",
    "pairs",
    "rank-pairs",
    "added-value",
    "alike-contrary",
    "imputations",
    "outranking",
    "releases",
    "scenarios",
    "scenario-differences",
    "size-links",
    "treated-points",
)
OF_SEVERAL_UNITS = ("frontier", "rank-pairs", "releases", "scenario-differences")
"""What a workbook of one unit without dates of releases has no rows for, or is refused for."""
OF_OTHER_WORKBOOKS = ("clusters-", "niche", "relatedness-", "rollups", "series")
"""What these workbooks have no figures or no options for: see `test_cluster_statistics` and `test_table_options`."""
SUBJECTS = tuple(one for one in table_ids() if not (one.startswith(OF_OTHER_WORKBOOKS) or table(one).needs))
HOSTILE = "\x1b[31m[red]=cmd|' /C calc'!A0[/red]\x07\u202eend\r\nof\ttext"
SEEN = "␛[31m[red]=cmd|' /C calc'!A0[/red]␇\N{REPLACEMENT CHARACTER}end␍␊of␉text"

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["=1+1", "-1", "+1", "@x", "'", "''=1", "\t=1", "\r", "\n", '"', 'a"b', "a,b", "a\r\nb", "\x1b[2J", "新一代", "＝1"]
)
values = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)
columns = ("name", "value", "note")
tables = st.lists(st.fixed_dictionaries({"name": texts, "value": values, "note": texts}), max_size=6)


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> Run:
    """What `jingdex show` prints."""

    def _shown(*argv: object) -> str:
        capsys.readouterr()
        assert main(["show", *(str(text) for text in argv)]) == 0
        return capsys.readouterr().out

    return _shown


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook in which every name, note and code that may be any text is a hostile one."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.jingdex"
    entries = [
        About("workbook", HOSTILE, HOSTILE, note=HOSTILE),
        Unit("u", HOSTILE, HOSTILE, note=HOSTILE),
        Indicator("i", HOSTILE, HOSTILE, measure="CNY", kind="index"),
        Source(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        Tier("t", HOSTILE, HOSTILE, 1.0),
        ClusterList("l", HOSTILE, HOSTILE, "2023"),
        Member("l", "u", "i", "t", note=HOSTILE),
        Index("u", "i", "2023"),
        Trend("f", HOSTILE, HOSTILE),
        Watched("f", "u", "i"),
        Group("u", HOSTILE, HOSTILE),
        Scenario("s", HOSTILE, HOSTILE, note=HOSTILE),
        Method("m", HOSTILE, HOSTILE, note=HOSTILE),
        TreeNode("m", HOSTILE, name_en=HOSTILE, name_zh=HOSTILE),
        TreeNode("m", "i", HOSTILE),
        Step("m", 1, "aggregate", "arithmetic"),
        Rule("r", "value < 0", "error", HOSTILE, HOSTILE, note=HOSTILE),
        Claim("c", HOSTILE, HOSTILE, "value(u.i, 2023)", expected=1.0, source=HOSTILE, note=HOSTILE),
    ]
    figure = Figure("u", "i", "2023", HOSTILE, 5.0, source=HOSTILE, note=HOSTILE, formula=HOSTILE)
    WorkbookFile.create(
        path,
        filled(Workbook.of([figure, replace(figure, vintage="", value=4.0)], entries), HOSTILE),
        HOSTILE,
        reason=HOSTILE,
    ).close()
    return path


@given(tables)
def test_csv_gives_every_value_back(rows: list[dict[str, object]]) -> None:
    """Read again by the csv module, every text is the same once its guard is taken off, and every number exactly."""
    header, *lines = csv.reader(io.StringIO(csv_text(columns, rows), newline=""), strict=True)

    assert tuple(header) == columns
    assert len(lines) == len(rows)
    for row, (name, value, note) in zip(rows, lines, strict=True):
        assert (unguarded(name), unguarded(note)) == (row["name"], row["note"])
        assert not (name + note).startswith(tuple("=+-@＝＋－＠\t\r\n"))
        match row["value"]:
            case None:
                assert value == ""
            case bool() as expected:
                assert value == ("true" if expected else "false")
            case expected:
                assert type(expected)(value) == expected


@given(tables, st.booleans())
def test_json_gives_every_value_back(rows: list[dict[str, object]], ascii_only: bool) -> None:
    """Read again, JSON is the very same, and no character in it is one that a terminal would obey."""
    text = json_text(columns, rows, ascii_only=ascii_only)

    assert json.loads(text) == rows
    assert not set(text) & {*map(chr, range(10)), *map(chr, range(11, 32)), *map(chr, range(127, 160)), "\u202e"}
    assert text.isascii() or not ascii_only


@pytest.mark.parametrize(
    ("name", "subject"),
    [*(("beijing", one) for one in SUBJECTS), *(("hostile", one) for one in SUBJECTS if one not in OF_SEVERAL_UNITS)],
)
def test_csv_and_json_say_the_same(shown: Run, request: pytest.FixtureRequest, name: str, subject: str) -> None:
    """CSV has the documented columns and ends its lines with CRLF; JSON has the same columns and values.

    Neither has an infinity or what is not a number.
    """
    path = request.getfixturevalue(name)

    as_csv = shown(path, subject, "--format", "csv")
    header, *lines = csv.reader(io.StringIO(as_csv, newline=""), strict=True)
    objects = json.loads(shown(path, subject, "--format", "json"), parse_constant=pytest.fail)

    assert tuple(header) == table(subject).keys
    assert as_csv.endswith("\r\n")
    assert [tuple(row) for row in objects] == [table(subject).keys] * len(lines)
    assert objects or subject in MAY_BE_EMPTY
    for line, row in zip(lines, objects, strict=True):
        assert [unguarded(cell) for cell in line] == [
            "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            for value in row.values()
        ]


def test_figures_are_raw_in_base_units(shown: Run, beijing: Path) -> None:
    """Every figure of the workbook comes out with its exact value, status, qualifier, source and note."""
    with WorkbookFile.open(beijing) as file:
        workbook = file.workbook()

    rows = json.loads(shown(beijing, "figures", "--format", "json"))

    expected = [figure for series in workbook.figures.values() for figure in series]
    parts = ("unit", "indicator", "period", "vintage", "value", "status", "qualifier", "source", "note")
    assert [[row[part] for part in parts] for row in rows] == [[getattr(f, part) for part in parts] for f in expected]
    scale = next(
        row for row in rows if (row["unit"], row["indicator"], row["period"]) == ("healthcare", "overall_scale", "2023")
    )
    assert (scale["value"], scale["measure"]) == (976100000000.0, "CNY")


def test_records_say_what_was_derived(shown: Run, beijing: Path) -> None:
    """Clusters, index, trends and claims carry the numbers of the derivation unrounded."""
    with WorkbookFile.open(beijing) as file:
        derived = derive(file.workbook())
    table = derived.clusters["c2023"]

    clusters = json.loads(shown(beijing, "clusters", "--format", "json"))
    points = json.loads(shown(beijing, "index", "--format", "json"))
    trends = json.loads(shown(beijing, "trends", "--format", "json"))
    claims = json.loads(shown(beijing, "claims", "--format", "json"))

    assert [row["share_percent"] for row in clusters] == [row.share for row in table.rows]
    assert {row["list_hhi"] for row in clusters} == {table.hhi}
    assert [row["value"] for row in points] == [0.8868, None, None, None, 0.997]
    assert points[-1]["published_change_percent"] == derived.indices[0].change_percent
    assert [row["slope_a_year"] for row in trends] == [row.slope for block in derived.trends for row in block.rows]
    assert [row["verdict"] for row in claims] == [row.verdict for row in derived.claims]


def test_claims_are_in_base_units(shown: Run, beijing: Path) -> None:
    """What a claim expects is given as a number of base units, however it was printed."""
    rows = json.loads(shown(beijing, "claims", "--format", "json"))
    contracts = next(row for row in rows if row["claim"] == "contracts_2023")

    assert (contracts["expected"], contracts["tolerance"], contracts["printed_mult"]) == (853600000000.0, 5e7, 8)
    assert contracts["actual"] == pytest.approx(853694000000.0, rel=1e-4)


@pytest.mark.parametrize("subject", [subject for subject in SUBJECTS if subject not in OF_SEVERAL_UNITS])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_hostile_names_are_plain_text_in_tables(shown: Run, hostile: Path, subject: str, language: str) -> None:
    """Escape sequences, markup and formulas in names and notes stand in the table as they are, visible and inert."""
    out = shown(hostile, subject, "--language", language)

    assert SEEN in out
    assert not {character for character in out if ord(character) < 32 or 127 <= ord(character) < 160} - {"\n"}
    assert "\u202e" not in out


def test_hostile_names_are_no_formulas_in_csv(shown: Run, tmp_path: Path) -> None:
    """A name that a spreadsheet would run gets an apostrophe before it, a negative number none."""
    path = tmp_path / "formulas.jingdex"
    entries = [Unit("u", "=cmd|' /C calc'!A0"), Indicator("i", "@SUM(1)")]
    figure = Figure("u", "i", "2023", value=-5.0, note="+1", source="")
    WorkbookFile.create(path, filled(Workbook.of([figure], entries), "Made"), "Ada").close()

    row = next(csv.DictReader(io.StringIO(shown(path, "figures", "--format", "csv"), newline="")))

    assert (row["unit_name"], row["indicator_name"], row["note"]) == ("'=cmd|' /C calc'!A0", "'@SUM(1)", "'+1")
    assert row["value"] == "-5.0"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_terminal_gets_nothing_that_it_would_obey(
    shown: Run, hostile: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """On a terminal CSV and JSON too show hostile names without a sequence of theirs."""
    monkeypatch.setattr("tui.cli.output.is_terminal", lambda: True)

    out = shown(hostile, "figures", "--format", form)

    assert not {"\x1b", "\x07", "\u202e", "\t"} & set(out)


def test_hostile_words_given_to_set_are_plain_text(
    shown: Run, hostile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A hostile note and source are saved as they are, and printed inert."""
    path = tmp_path / "copy.jingdex"
    path.write_bytes(hostile.read_bytes())

    assert main(["set", str(path), "u", "i", "2024", "5", "--note", "\x1b[2J[red]", "--source", "\x1b[3J"]) == 0

    out = capsys.readouterr().out
    assert "␛[2J[red]" in out
    assert "\x1b" not in out
    assert json.loads(shown(path, "figures", "--format", "json"))[-1]["note"] == "\x1b[2J[red]"


def test_a_table_in_a_file_is_plain_and_whole(shown: Run, beijing: Path) -> None:
    """Without a terminal a table has no colour, folds no text, and ends no line with blanks."""
    out = shown(beijing, "claims")

    with WorkbookFile.open(beijing) as file:
        claims = file.workbook().claims
    assert all(claim.text_en in out for claim in claims)
    assert "\x1b" not in out
    assert all(line == line.rstrip() for line in out.splitlines())


def test_a_table_on_a_terminal_folds_text_and_no_number(
    shown: Run, beijing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On 80 columns names are folded so that the table fits, and every number stays whole."""
    for name in ("output", "printing"):
        monkeypatch.setattr(f"tui.cli.{name}.is_terminal", lambda: True)
    for name, value in {"COLUMNS": "80", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "TERM": "xterm"}.items():
        monkeypatch.setenv(name, value)

    out = shown(beijing, "clusters")

    lines = re.sub(r"\x1b\[[0-9;]*m", "", out).splitlines()
    assert all(cell_len(line) <= 80 for line in lines if "HHI" not in line)
    assert "9,761亿" in out
    assert "8,500亿" in out


def test_colour_goes_with_no_color(shown: Run, beijing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal what is bad is red, unless NO_COLOR is set."""
    for name in ("output", "printing"):
        monkeypatch.setattr(f"tui.cli.{name}.is_terminal", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    assert "\x1b[31m" in shown(beijing, "claims")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[31m" not in shown(beijing, "claims")


@given(
    st.lists(st.tuples(st.text(max_size=30), st.sampled_from(["left", "right"])), min_size=1, max_size=8),
    st.integers(1, 200),
)
def test_columns_of_numbers_never_narrow(cells: list[tuple[str, str]], room: int) -> None:
    """Columns of text give way down to ten cells; columns of numbers keep the width that they need."""
    sheet = Sheet(
        [Column("", 1, justify) for _, justify in cells],
        [SheetRow("row", tuple(Cell(text) for text, _ in cells))],
    )

    needed, given_room = column_widths(sheet, 10**6, 2), column_widths(sheet, room, 2)

    for (_, justify), need, width in zip(cells, needed, given_room, strict=True):
        assert width == need if justify == "right" else min(need, 10) <= width <= need


def test_a_figure_without_its_entries_is_shown_by_its_codes() -> None:
    """A figure whose unit and indicator the workbook does not list comes out under their codes."""
    record = next(figure_records(Workbook.of([Figure("u", "i", "2023", value=1.0)], []), "en"))

    assert (record["unit_name"], record["indicator_name"], record["value"]) == ("u", "i", 1.0)
