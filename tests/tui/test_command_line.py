import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from core.workbook.edit import Edit
from data.file import WorkbookFile
from data.places import own_copy
from data.session import Outcome, Session
from tui.cli.subcommands import SUBCOMMANDS
from tui.command_line import main

SAVED = re.compile(r"^saved as (\d+) at (\S+)$", re.MULTILINE)
JINGDEX = Path(sys.executable).with_name("jingdex")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a name of the test's own."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("JINGDEX_AUTHOR", "Ada")
    return tmp_path / "home"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A workbook of the shipped set, as it stands on the disk."""
    path = tmp_path_factory.mktemp("shipped") / "beijing.jingdex"
    assert main(["new", str(path), "--from", "beijing"]) == 0
    return path.read_bytes()


@pytest.fixture
def beijing(tmp_path: Path, shipped: bytes) -> Path:
    """A workbook of the shipped set that the test may change."""
    path = tmp_path / "beijing.jingdex"
    path.write_bytes(shipped)
    return path


def records(run: Run, path: Path, subject: str, *options: str) -> list[dict[str, object]]:
    """What `show` gives as JSON."""
    code, out, err = run("show", path, subject, "--format", "json", *options)
    assert (code, err) == (0, "")
    return json.loads(out)


def value(run: Run, path: Path, unit: str, indicator: str, period: str, *options: str) -> object:
    """The value of one figure, or "nothing"."""
    return next(
        (
            row["value"]
            for row in records(run, path, "figures", *options)
            if (row["unit"], row["indicator"], row["period"]) == (unit, indicator, period)
        ),
        "nothing",
    )


def test_new_copies_a_set(run: Run, tmp_path: Path) -> None:
    """A new workbook from a set holds every figure of the set, and says how many they are."""
    path = tmp_path / "mine.jingdex"

    code, out, err = run("new", path, "--from", "beijing")

    assert (code, err) == (0, "")
    assert out == f"made {path} with {len(records(run, path, 'figures'))} figures\n"


def test_new_makes_an_empty_workbook(run: Run, tmp_path: Path) -> None:
    """Without a set the new workbook holds nothing but its name, which is the file's, with no suffix added."""
    path = tmp_path / "深圳.data"

    assert run("new", path)[0] == 0

    with WorkbookFile.open(path) as file:
        workbook = file.workbook()
    assert (workbook.about.name_en, len(workbook.figures)) == ("深圳", 0)


@pytest.mark.parametrize("subject", ["figures", "clusters", "index", "trends", "claims", "sources"])
@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_an_empty_workbook_shows_nothing(run: Run, tmp_path: Path, subject: str, form: str) -> None:
    """Every subject of an empty workbook prints in every format, and no row."""
    run("new", tmp_path / "empty.jingdex")

    code, out, err = run("show", tmp_path / "empty.jingdex", subject, "--format", form)

    assert (code, err) == (0, "")
    assert out == "[]\n" if form == "json" else out.count("\n") == 1 or "There are none." in out


def test_sets_lists_the_shipped_sets(run: Run) -> None:
    """The list of sets names the Beijing set in both languages."""
    code, out, err = run("sets")

    assert (code, err) == (0, "")
    assert re.search(r"beijing +\d+ +Beijing: .*北京高精尖产业", out)


def test_set_says_what_changes_and_what_moves(run: Run, beijing: Path) -> None:
    """A set figure is printed old to new, then each table cell that it moves, then its number and time in the trail."""
    code, out, err = run("set", beijing, "healthcare", "overall_scale", "2023", "1.02万亿 P", "--reason", "revised")

    assert (code, err) == (0, "")
    assert "Healthcare, Overall scale, 2023 (beside release 2024): 9,761亿 → 1.02万亿P\n" in out
    assert "Clusters · October 2023 · Healthcare: size 9,761亿 → 1.02万亿P" in out
    assert "tier 千亿 → 万亿" in out
    assert "verdict ✓ holds → ✗ fails" in out
    assert SAVED.search(out)
    step = records(run, beijing, "trail")[-1]
    assert (step["author"], step["reason"], step["kind"]) == ("Ada", "revised", "edit")
    assert (str(step["number"]), step["time"]) == SAVED.search(out).groups()


def test_set_says_that_nothing_else_moves(run: Run, beijing: Path) -> None:
    """A figure that no table reads is saved with a line that says so."""
    _, out, _ = run("set", beijing, "haidian", "gdp", "1999", "12亿")

    assert "new: 12亿" in out
    assert "  nothing else moves\n" in out


def test_set_and_undo_say_which_scores_they_move(run: Run, beijing: Path) -> None:
    """A figure that an index reads moves its scores: each is told, old and new, and the undo tells the way back."""
    _, out, _ = run("set", beijing, "beijing", "rd_personnel", "2019", "470000")
    there = re.search(r"  rebuilt · beijing 2020 ecosystem_rebuilt: ([\d.]+) → ([\d.]+), rank 1", out)
    assert there is not None
    _, back, _ = run("undo", beijing)
    assert f"  rebuilt · beijing 2020 ecosystem_rebuilt: {there[2]} → {there[1]}, rank 1" in back


def test_set_saves_no_figure_twice(run: Run, beijing: Path) -> None:
    """A figure that stands there already leaves no step in the trail."""
    run("set", beijing, "beijing", "gdp", "2030", "5万亿 F #a guess")

    code, out, _ = run("set", beijing, "beijing", "gdp", "2030", "5万亿 F #a guess")

    assert (code, out) == (0, "nothing to save: the figure is the same already\n")
    assert len(records(run, beijing, "trail")) == 2


@pytest.mark.parametrize(
    ("unit", "indicator"), [("beijing", "gdp"), ("Beijing", "GDP"), ("北京市", "地区生产总值"), ("BEIJING", "Gdp")]
)
def test_units_and_indicators_go_by_code_or_name(run: Run, beijing: Path, unit: str, indicator: str) -> None:
    """A unit and an indicator are found by code, and by name in either language, in any case of letters."""
    run("set", beijing, unit, indicator, "2031", "6万亿")

    assert value(run, beijing, "beijing", "gdp", "2031") == 6e12


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6万亿", 6e12),
        ("-5亿", -5e8),
        ("-.5亿", -5e7),
        ("-3", -3e12),
        ("=prev*1.05", 5e12 * 1.05),
        ("=-2", -2e12),
        ("over 1e12", 1e12),
        ("２亿", 2e8),
        ("-", None),
        ("O", None),
    ],
)
def test_figures_are_written_as_people_write_them(run: Run, beijing: Path, text: str, expected: float | None) -> None:
    """A figure may begin with a minus or an equals sign, and a bare one is in the scale that its table shows."""
    run("set", beijing, "beijing", "gdp", "2030", "5.0万亿 F")

    code, _, err = run("set", beijing, "beijing", "gdp", "2031", text)

    assert (code, err) == (0, "")
    assert value(run, beijing, "beijing", "gdp", "2031") == expected


def test_a_figure_may_follow_two_dashes(run: Run, beijing: Path) -> None:
    """What follows `--` is never an option."""
    assert run("set", "--note", "n", "--", beijing, "beijing", "gdp", "2031", "-5亿")[0] == 0


def test_options_stand_anywhere(run: Run, beijing: Path) -> None:
    """Options may stand before, between and after the parts of a figure, with values that begin with a minus."""
    code, _, _ = run("set", "--reason", "-3 before", beijing, "beijing", "--note", "-2", "gdp", "2031", "-5亿")

    assert code == 0
    row = next(row for row in records(run, beijing, "figures") if row["period"] == "2031")
    assert (row["value"], row["note"], records(run, beijing, "trail")[-1]["reason"]) == (-5e8, "-2", "-3 before")


def test_a_known_source_is_found_by_its_title(run: Run, beijing: Path) -> None:
    """A source that the workbook knows is named by code or by title, and no other is added."""
    title = "Beijing's cutting-edge industries witness remarkable growth"
    before = len(records(run, beijing, "sources"))

    run("set", beijing, "beijing", "gdp", "2030", "5万亿", "--source", title)
    run("set", beijing, "beijing", "gdp", "2031", "5万亿", "--source", "china_org_2023")

    rows = [row["source"] for row in records(run, beijing, "figures") if row["period"] in ("2030", "2031")]
    assert rows == ["china_org_2023", "china_org_2023"]
    assert len(records(run, beijing, "sources")) == before


def test_a_new_source_comes_and_goes_with_its_figure(run: Run, beijing: Path) -> None:
    """A source that the workbook does not know is added in the same step, and undone with it."""
    _, out, _ = run("set", beijing, "beijing", "gdp", "2030", "5万亿", "--source", "Bulletin of 2031")

    assert "bulletin_of_2031 (sources): added" in out
    assert records(run, beijing, "sources")[-1]["title"] == "Bulletin of 2031"
    assert len(records(run, beijing, "trail")) == 2
    run("undo", beijing)
    assert "Bulletin of 2031" not in [row["title"] for row in records(run, beijing, "sources")]


def test_a_note_is_given_by_option_or_behind_the_figure(run: Run, beijing: Path) -> None:
    """The note of the option goes before the one behind the figure; an empty one takes the note away."""

    def note_after(*argv: str) -> object:
        run("set", beijing, "beijing", "gdp", "2030", *argv)
        return next(row["note"] for row in records(run, beijing, "figures") if row["period"] == "2030")

    assert note_after("5万亿 #behind") == "behind"
    assert note_after("5万亿 #behind", "--note", "option") == "option"
    assert note_after("5万亿") == "option"
    assert note_after("5万亿", "--note", "") == ""


def test_set_changes_the_newest_release_or_the_one_named(run: Run, beijing: Path) -> None:
    """With --vintage a release changes or is added; without it the figure is of no release, beside them."""

    def releases() -> dict[object, object]:
        rows = records(run, beijing, "figures")
        return {row["vintage"]: row["value"] for row in rows if row["indicator"] == "gdp" and row["period"] == "2023"}

    before = releases()
    oldest = min(before)

    run("set", beijing, "beijing", "gdp", "2023", "2万亿", "--vintage", str(oldest))
    assert releases() == {**before, oldest: 2e12}
    run("set", beijing, "beijing", "gdp", "2023", "3万亿", "--vintage", "2031-05-02")
    assert releases() == {**before, oldest: 2e12, "2031-05-02": 3e12}
    run("set", beijing, "beijing", "gdp", "2023", "1万亿")
    assert releases() == {**before, oldest: 2e12, "2031-05-02": 3e12, "": 1e12}
    run("undo", beijing)
    assert releases() == {**before, oldest: 2e12, "2031-05-02": 3e12}


def test_full_width_digits_are_digits(run: Run, beijing: Path) -> None:
    """A period and a release date may come from a Chinese keyboard."""
    code, _, err = run("set", beijing, "beijing", "gdp", "２０３１", "６万亿", "--vintage", "２０３２-０１")

    assert (code, err) == (0, "")
    row = records(run, beijing, "trail")[-1]
    assert str(row["title"]).startswith("beijing gdp 2031: ")


def test_undo_and_redo_go_there_and_back(run: Run, beijing: Path) -> None:
    """Every step undone and redone gives the same figures as before, and each prints what it moves."""
    start = records(run, beijing, "claims")
    run("set", beijing, "healthcare", "overall_scale", "2023", "1.02万亿")
    run("set", beijing, "healthcare", "overall_scale", "2023", "1.03万亿")
    end = records(run, beijing, "claims")

    code, out, _ = run("undo", beijing)
    assert (code, "1.03万亿E → 1.02万亿E" in out, bool(SAVED.search(out))) == (0, True, True)
    assert run("undo", beijing)[0] == 0
    assert records(run, beijing, "claims") == start
    code, out, _ = run("redo", beijing)
    assert (code, "→ 1.02万亿E" in out) == (0, True)
    assert run("redo", beijing)[0] == 0
    assert records(run, beijing, "claims") == end


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_nothing_to_undo_or_redo_is_reported(run: Run, beijing: Path, command: str) -> None:
    """Where there is nothing to undo or redo, one sentence says so and the exit code is 1."""
    assert run(command, beijing) == (1, "", f"jingdex: There is nothing of yours to {command} in {beijing}.\n")


def test_what_another_changed_is_left_alone(run: Run, beijing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo undoes one's own edits only."""
    run("set", beijing, "beijing", "gdp", "2030", "5万亿")
    monkeypatch.setenv("JINGDEX_AUTHOR", "Bo")

    assert run("undo", beijing)[0] == 1
    assert value(run, beijing, "beijing", "gdp", "2030") == 5e12


def test_an_edit_overtaken_by_another_is_reported(run: Run, beijing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another changed the cell just before, the change is told from theirs, and a notice names them."""
    do = Session.do

    def _do_late(session: Session, edit: Edit, reason: str = "") -> Outcome:
        with Session.open(beijing, author="Bo") as other:
            do(other, edit)
        return do(session, edit, reason)

    monkeypatch.setattr(Session, "do", _do_late)

    code, out, err = run("set", beijing, "beijing", "gdp", "2030", "5万亿")

    assert code == 0
    assert "5万亿 → 5万亿" in out
    assert re.fullmatch(r"jingdex: Bo changed this at .*; both are in the trail\.\n", err)


def test_check_lists_what_does_not_hold(run: Run, beijing: Path) -> None:
    """Check prints the claims that fail or are undetermined, counts all three kinds, and exits with 1."""
    claims = records(run, beijing, "claims")
    verdicts = [row["verdict"] for row in claims]

    code, out, err = run("check", beijing)

    assert (code, err) == (1, "")
    assert (
        f"of {len(verdicts)} claims {verdicts.count('holds')} hold, {verdicts.count('fails')} fail, "
        f"{verdicts.count('undetermined')} undetermined\n"
    ) in out
    assert all((str(row["text"]) in out) == (row["verdict"] != "holds") for row in claims)


def test_check_is_content_where_no_claim_fails(run: Run, tmp_path: Path) -> None:
    """Check exits with 0 where there is no claim that fails."""
    run("new", tmp_path / "empty.jingdex")

    assert run("check", tmp_path / "empty.jingdex") == (0, "of 0 claims 0 hold, 0 fail, 0 undetermined\n", "")


def test_as_of_shows_what_was_there_then(run: Run, beijing: Path) -> None:
    """The time that an edit printed gives the workbook as that edit left it, in figures, trail and check alike."""
    _, out, _ = run("set", beijing, "beijing", "gdp", "2030", "5万亿")
    then = SAVED.search(out)[2]
    run("set", beijing, "beijing", "gdp", "2030", "6万亿")

    assert value(run, beijing, "beijing", "gdp", "2030") == 6e12
    assert value(run, beijing, "beijing", "gdp", "2030", "--as-of", then) == 5e12
    assert value(run, beijing, "beijing", "gdp", "2030", "--as-of", "2001-01-01") == "nothing"
    assert len(records(run, beijing, "trail", "--as-of", then)) == 2
    assert run("check", beijing, "--as-of", "2001-01-01")[0] == 0


def test_clusters_are_those_of_the_list_named(run: Run, beijing: Path) -> None:
    """Without --list the workbook's own list is shown, with it the one named."""
    assert {row["list"] for row in records(run, beijing, "clusters")} == {"c2023"}
    assert {row["list"] for row in records(run, beijing, "clusters", "--list", "c2020")} == {"c2020"}
    assert "Clusters · 2020 (14th plan digest)\n" in run("show", beijing, "clusters", "--list", "c2020")[1]


def test_names_are_shown_in_chinese(run: Run, beijing: Path) -> None:
    """With --language zh tables and records give the Chinese names."""
    assert "集群 · 2023年10月" in run("show", beijing, "clusters", "--language", "zh")[1]
    assert records(run, beijing, "clusters", "--language", "zh")[0]["unit_name"] == "新一代信息技术"
    assert "论断" in run("check", beijing, "--language", "zh")[1]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """The workbooks that were opened on the screen, on what looks like a terminal."""
    calls: list[tuple[object, ...]] = []

    def _run(path: Path, *, read_only: bool = False, as_of: str | None = None) -> int:
        calls.append((path, read_only, as_of))
        return 7

    monkeypatch.setattr("tui.open_screen.run_app", _run)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    return calls


def test_a_path_opens_the_screen(opened: list[tuple[object, ...]]) -> None:
    """A first argument that is not a subcommand is the workbook to open, and the screen's exit code is handed on."""
    assert main(["./show", "--read-only"]) == 7
    assert main(["mine.jingdex", "--as-of", "2026-07-29"]) == 7
    assert main(["--as-of", "2026-07-29", "mine.jingdex"]) == 7
    day = (Path("mine.jingdex"), False, "2026-07-29")
    assert opened == [(Path("show"), True, None), day, day]


def test_no_name_opens_the_own_copy(opened: list[tuple[object, ...]], home: Path) -> None:
    """Without a name, or by that of the set, the own copy of it is made under JINGDEX_HOME, once, and opened."""
    main([])
    made = (home / "beijing.jingdex").read_bytes()
    main([])
    main(["beijing"])

    assert opened == [(home / "beijing.jingdex", False, None)] * 3
    assert own_copy("beijing").read_bytes() == made


@pytest.mark.parametrize("name", ["", *SUBCOMMANDS])
def test_help_is_worth_reading(run: Run, name: str) -> None:
    """Every help says what the command does, gives an example of it, and fits a terminal of 80 columns."""
    code, out, err = run(*filter(None, [name]), "--help")

    assert (code, err) == (0, "")
    assert re.search(rf"examples?:\n(  .*\n)*  jingdex {name}", out)
    assert max(map(cell_len, out.splitlines())) <= 80


def test_the_version_is_reported(run: Run) -> None:
    """--version prints the name and a number."""
    code, out, _ = run("--version")

    assert code == 0
    assert re.fullmatch(r"jingdex \d+\.\d+\.\d+\S*\n", out)


@pytest.mark.parametrize(
    ("argv", "unwanted"),
    [
        (["--help"], {"textual", "rich", "polars", "numpy", "sqlite3", "core.derive.derive"}),
        (["--version"], {"textual", "rich", "polars", "numpy", "sqlite3", "core.derive.derive"}),
        (["show", "{}", "figures", "--format", "csv"], {"textual", "rich", "polars", "numpy"}),
        (["show", "{}", "trends"], {"textual", "polars", "numpy"}),
    ],
)
def test_nothing_is_loaded_that_is_not_wanted(beijing: Path, argv: list[str], unwanted: set[str]) -> None:
    """Help and version load neither workbook nor screen, and show loads no Textual and no Polars."""
    arguments = [text.format(beijing) for text in argv]
    code = "import sys, jingdex; sys.argv[1:] = {}; jingdex.main(); print(*sys.modules, file=sys.stderr)"

    done = subprocess.run([sys.executable, "-c", code.format(arguments)], capture_output=True, text=True, check=True)

    assert not unwanted & set(done.stderr.split())


def shell(*argv: object, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """The installed command in a process of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "JINGDEX_HOME", "JINGDEX_AUTHOR")}
    return subprocess.run([JINGDEX, *map(str, argv)], capture_output=True, env={**kept, **environ}, check=False)


@pytest.mark.parametrize("environ", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}])
@pytest.mark.parametrize(
    "argv", [("show", "clusters"), ("show", "claims", "--format", "csv"), ("show", "index", "--format", "json")]
)
def test_chinese_never_crashes_an_output(beijing: Path, environ: dict[str, str], argv: tuple[str, ...]) -> None:
    """An output in ASCII, or in the C locale, gets every row."""
    subcommand, *rest = argv

    done = shell(subcommand, beijing, *rest, "--language", "zh", **environ)

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") > 5
    assert "PYTHONIOENCODING" not in environ or done.stdout.isascii()


def test_json_keeps_chinese_in_ascii(beijing: Path) -> None:
    """JSON says the same on an output that has no Chinese."""
    usual = shell("show", beijing, "clusters", "--format", "json", "--language", "zh", PYTHONIOENCODING="utf-8")
    plain = shell("show", beijing, "clusters", "--format", "json", "--language", "zh", PYTHONIOENCODING="ascii")

    assert json.loads(plain.stdout) == json.loads(usual.stdout)
    assert "新一代信息技术" in usual.stdout.decode()


def test_a_reader_that_leaves_early_is_no_error(beijing: Path) -> None:
    """Where nobody reads on, the command ends without a word."""
    command = [JINGDEX, "show", beijing, "figures", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        complaint = process.stderr.read()

    assert (process.returncode, complaint) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_output_is_one_sentence(beijing: Path) -> None:
    """An output that takes no more gives one sentence, and exit code 2."""
    with Path("/dev/full").open("wb") as full:
        command = [JINGDEX, "show", beijing, "claims"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)

    assert done.returncode == 2
    assert re.fullmatch(rb"jingdex: The output cannot be written \(.*\n", done.stderr)


def test_interrupting_is_quiet(monkeypatch: pytest.MonkeyPatch, run: Run, beijing: Path) -> None:
    """Ctrl+C ends a command with exit code 130 and no traceback."""

    def _interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.trail.step_cli.report", _interrupt)
    run("set", beijing, "beijing", "gdp", "2030", "5万亿")

    assert run("undo", beijing) == (130, "", "")
