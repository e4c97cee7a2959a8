"""Figures come from web services by their address, and again with one command; what goes wrong is one sentence."""

import json
import runpy
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from looking import screen_text, worked
from recorded import Answer, Recorded, recorded

from core.derive.derive import derive
from data.errors import FileError
from data.file import WorkbookFile
from data.reading.address import address_of, is_address
from data.reading.readers import read_tables
from tui.app import Jingdex

Run = Callable[..., tuple[int, str, str]]

FILES = Path(__file__).parents[1] / "data" / "files" / "sdmx"
DATA, FLOW = "/rest/data/JX,DF_CITY,1.0/A..", "/rest/dataflow/JX/DF_CITY/1.0?references=descendants"
CSV = "application/vnd.sdmx.data+csv;version=2.0.0"
SINCE = f"{DATA}?updatedAfter=2024-03-01T08%3A00%3A00%2B00%3A00"
NOTHING = Answer(b'<mes:Error><mes:ErrorMessage code="100"/></mes:Error>', "application/xml", 404)


@pytest.fixture
def service() -> Iterator[Recorded]:
    """A service that has the figures of cities and their structure."""
    with recorded(
        {
            DATA: Answer((FILES / "data-2.0.csv").read_bytes(), CSV),
            FLOW: Answer((FILES / "structure-2.1.xml").read_bytes(), "application/vnd.sdmx.structure+xml"),
        }
    ) as found:
        yield found


@pytest.fixture
def empty(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workbook, and neither proxies nor logins; files are read in this process."""
    monkeypatch.setattr("tui.imports.cli.read_foreign", read_tables)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "w.jingdex"
    assert run("new", path)[0] == 0
    return path


def test_an_address_comes_in_with_its_names_and_again_with_what_changed(
    service: Recorded, empty: Path, run: Run
) -> None:
    """The second time only what was changed since is asked for; only a changed figure is an edit."""
    code, out, _ = run("import", empty, f"{service.url}{DATA}", "--yes")
    assert (code, "8 new, 0 changed" in out) == (0, True)
    assert service.asked == [DATA, FLOW]
    with WorkbookFile.open(empty) as file:
        workbook, steps = file.workbook(), len(file.trail())
    assert [unit.name_zh for unit in workbook.units.values()] == ["北京", "上海"]
    assert [(one.title, one.url) for one in workbook.sources.values()] == [("DF_CITY", f"{service.url}{DATA}")]

    service.answers[SINCE] = NOTHING
    code, out, _ = run("pull", empty, "--yes")
    assert (code, "nothing is newer than 2024-03-01T08:00:00+00:00" in out) == (0, True)

    head, *rows = (FILES / "data-2.0.csv").read_text().splitlines()
    changed = rows[1].replace("41540.9", "41610.9")
    service.answers[SINCE] = Answer(f"{head}\n{changed}\n".encode(), CSV)
    code, out, _ = run("pull", empty, "df_city", "--yes", "--report", "json")
    report = json.loads(out)
    assert (code, report["new"], report["changed"]) == (0, 0, 1)
    assert [(one["old_value"], one["value"], one["vintage"]) for one in report["files"][0]["changed"]] == [
        (4154090000000.0, 4161090000000.0, "2024-03-01")
    ]
    with WorkbookFile.open(empty) as file:
        assert len(file.trail()) == steps + 1


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE\r\n", CSV),
        ((FILES / "series-3.0.xml").read_bytes().partition(b"<Series")[0] + b"</mes:DataSet>", "application/xml"),
        (b'{"data": {"dataSets": [{"series": {}}], "structures": []}}', "application/json"),
    ],
)
def test_an_answer_without_observations_is_nothing_new(
    service: Recorded, empty: Path, run: Run, body: bytes, kind: str
) -> None:
    """Of each format; the workbook stays as it is."""
    run("import", empty, f"{service.url}{DATA}", "--yes")
    before = empty.read_bytes()
    service.answers[SINCE] = Answer(body, kind)
    code, out, _ = run("pull", empty, "--yes")
    assert (code, "nothing is newer than" in out, empty.read_bytes() == before) == (0, True, True)


def test_a_service_that_cannot_say_what_changed_gives_all_and_only_changes_are_edits(
    service: Recorded, empty: Path, run: Run
) -> None:
    """Nothing changed leaves no trace."""
    run("import", empty, f"{service.url}{DATA}", "--yes")
    service.answers[SINCE] = Answer(b"unknown parameter", "text/plain", 501)
    code, out, _ = run("pull", empty, "--yes")
    assert (code, "nothing is written: the workbook has all of it" in out) == (0, True)
    assert run("pull", empty, "--whole", "--yes")[0] == 0
    assert service.asked[-4:] == [DATA, FLOW, DATA, FLOW]


def test_figures_that_are_there_already_come_with_the_address_kept(service: Recorded, empty: Path, run: Run) -> None:
    """The file first, then the address: the next pull knows it."""
    run("import", empty, FILES / "data-2.0.csv", FILES / "structure-2.1.xml", "--yes")
    assert run("pull", empty)[2] == (
        "jingdex: Nothing in this workbook is from a web service: import from its address first.\n"
    )
    assert run("import", empty, f"{service.url}{DATA}", "--yes")[0] == 0
    assert "nothing is written" in run("pull", empty, "--whole", "--yes")[1]
    assert run("pull", empty, "gdp")[2].endswith("is from a web service: name one of df_city.\n")


def test_figures_come_in_where_names_are_not_to_be_had(
    service: Recorded, empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the reason is said: no library that reads them, or no answer."""
    service.answers[FLOW] = Answer(b"gone", "text/plain", 404)
    out = run("import", empty, f"{service.url}{DATA}", "--dry-run")[1]
    assert "The names of codes are left out: http" in out
    assert "8 new" in out
    monkeypatch.setattr("data.reading.service.find_spec", lambda _: None)
    out = run("import", empty, f"{service.url}{DATA}", "--dry-run")[1]
    assert "The names of codes are left out, as pysdmx reads them: install it with pip install 'jingdex[sdmx]'." in out
    assert "8 new" in out


def test_who_asks_is_sent_and_neither_shown_nor_kept(service: Recorded, empty: Path, run: Run) -> None:
    """A login and a key in the address, also where the service refuses."""
    secret = f"http://ada:pass%40word@127.0.0.1:{service.port}{DATA}?startPeriod=2021&api_key=opensesame"
    code, out, err = run("import", empty, secret, "--yes")
    assert (code, err) == (0, "")
    assert service.asked[0] == f"{DATA}?startPeriod=2021&api_key=opensesame"
    assert service.headers[0]["Authorization"] == "Basic YWRhOnBhc3NAd29yZA=="
    code, more, err = run("import", empty, secret.replace("DF_CITY", "DF_NONE"), "--yes")
    assert code == 2
    kept = empty.read_bytes() + (out + more + err).encode()
    assert not any(word in kept for word in (b"opensesame", b"pass@word", b"pass%40word", b"ada:"))


HTML = Answer(b"<html>Sign in</html>", "text/html")
WRONG: dict[str, tuple[Answer, str]] = {
    "a web page": (HTML, "gives a web page and no data: name the address of the data."),
    "an error": (Answer(b"<e>Bad\x1b[31m key</e>", "application/xml", 400), "an error (400 Bad Request: Bad"),
    "an error page": (Answer(b"<html>x", "text/html", 503), "answers with an error (503 Service Unavailable): correct"),
    "nothing": (Answer(b"", CSV), "gives nothing: ask for other figures."),
    "another host": (
        Answer(code=302, headers={"Location": "http://localhost:1/x"}),
        "sends on to another host, http://localhost: name the address there if you trust it.",
    ),
    "a file": (Answer(code=302, headers={"Location": "file:///etc/passwd"}), "answers with an error (302"),
    "broken data": (Answer(b"{", "application/json"), "holds no JSON object"),
    "an answer cut short": (Answer(b"a,b", CSV, headers={"Content-Length": "900"}), "stopped in the middle"),
    "a huge answer": (Answer(b"a,b\n" * 500_000, CSV), "holds 2 MB when unpacked, the limit is 1"),
    "a bomb": (
        Answer(b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>', "application/xml"),
        "defines entities, as no SDMX-ML does",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_goes_wrong_is_one_sentence_and_nothing_is_written(empty: Path, run: Run, what: str) -> None:
    """The address is named, no escape reaches the terminal, and the workbook is as it was."""
    before = empty.read_bytes()
    answer, sentence = WRONG[what]
    with recorded({DATA: answer}) as service:
        code, out, err = run("import", empty, f"{service.url}{DATA}", "--yes", "--limit", "size=1")
    assert (code, err.count("\n"), sentence in err) == (2, 1, True)
    assert not out.replace("The names of codes are left out: ", "", 1).partition("correct the address.\n")[2]
    assert "\x1b" not in err
    assert empty.read_bytes() == before


def test_a_service_that_is_not_there_is_one_sentence(empty: Path, run: Run) -> None:
    """A port that nobody listens on; an address of another kind."""
    with recorded({}) as service:
        gone = service.url
    code, _, err = run("import", empty, f"{gone}/rest/data/X", "--yes")
    assert (code, f"{gone}/rest/data/X does not answer (" in err) == (2, True)
    for text in ("ftp://example.org/x.csv", "file:///etc/passwd", "https:///x", "http://[1/x"):
        assert run("import", empty, text, "--yes")[0] == 2


def test_a_service_that_does_not_answer_in_time_is_one_sentence(
    empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the call, and says nothing."""
    monkeypatch.setattr("data.reading.service.TIMEOUT", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        code, _, err = run("import", empty, f"http://127.0.0.1:{silent.getsockname()[1]}/rest/data/X", "--yes")
    assert (code, "does not answer (timed out): try again later." in err) == (2, True)


@pytest.mark.parametrize(
    ("url", "structure"),
    [
        ("https://h/rest/data/DF/A.B", "https://h/rest/dataflow/all/DF/latest?references=descendants"),
        ("https://h/r/data/AG,DF/all?x=1", "https://h/r/dataflow/AG/DF/latest?references=descendants"),
        ("https://h/r/data/dataflow/AG/DF/2.0/A.B", "https://h/r/structure/dataflow/AG/DF/2.0?references=descendants"),
        ("https://h/files/gdp.csv", None),
    ],
)
def test_the_structure_is_where_sdmx_rest_has_it(url: str, structure: str | None) -> None:
    """In both versions of SDMX REST, and nowhere for a plain file."""
    found = address_of(url).structure
    assert (found.url if found else None) == structure


def test_a_name_of_a_file_is_no_address() -> None:
    """Only what begins with a scheme is one."""
    assert [is_address(text) for text in ("https://h/x", "HTTP://h", "x.csv", "C:\\x.csv", "a b://c")] == [
        True, True, False, False, False,
    ]  # fmt: skip
    with pytest.raises(FileError):
        address_of("nothing")


def test_the_chain_in_the_docs_ends_in_a_checked_workbook_and_a_report(
    service: Recorded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, then again with a figure that breaks a rule: the exit code is 1, and the report says so."""
    monkeypatch.setattr("tui.imports.cli.read_foreign", read_tables)
    chain = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "sdmx_chain.py"))["chain"]
    folder = tmp_path / "out"
    assert chain(f"{service.url}{DATA}", folder) == 0
    assert "DF_CITY" in (folder / "report.html").read_text("utf-8")
    head, first, *_ = (FILES / "data-2.0.csv").read_text().splitlines()
    service.answers[SINCE] = Answer(f"{head}\n{first.replace('41045.6', '4104.56')}\n".encode(), CSV)
    assert chain(f"{service.url}{DATA}", folder) == 1
    assert (folder / "figures.structure.xml").exists()
    with WorkbookFile.open(folder / "figures.jingdex") as file:
        broken = [one.rule.code for one in derive(file.workbook()).rules.results if one.fails]
    assert broken == ["product_moves_little"]


async def test_an_address_comes_in_on_the_screen(app: Jingdex, service: Recorded) -> None:
    """With names of its structure; an error is one notice."""
    async with app.run_test(size=(120, 50)) as pilot:
        for address, words in ((f"{service.url}/none", "404"), (f"{service.url}{DATA}", "8 new, 0 changed, 0 refused")):
            await pilot.press("I")
            app.live.prompt.value = address
            await pilot.press("enter")
            await worked(app)
            await pilot.pause()
            await worked(app)
            await pilot.pause()
            assert words in screen_text(app)
        await pilot.press("enter")
        await worked(app)
        service.answers[SINCE] = NOTHING
        assert [one.name_zh for one in app.live.workspace.workbook.units.values()][-2:] == ["北京", "上海"]
        await pilot.press("g", "p")
        await worked(app)
        await pilot.pause()
        assert "The services have nothing new." in screen_text(app)
        head, *rows = (FILES / "data-2.0.csv").read_text().splitlines()
        service.answers[SINCE] = Answer(f"{head}\n{rows[1].replace('41540.9', '41610.9')}\n".encode(), CSV)
        await pilot.press("g", "p")
        for _ in range(3):
            await worked(app)
            await pilot.pause()
        assert "0 new, 1 changed, 0 refused" in screen_text(app)
        await pilot.press("enter")
        await worked(app)
        assert app.live.workspace.workbook.figures.whole()["value"].is_in([4161090000000.0]).any()


async def test_without_a_service_there_is_nothing_to_pull(app: Jingdex) -> None:
    """And the message says how to begin."""
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("g", "p")
        assert "import from its address first, with I" in app.live.message
