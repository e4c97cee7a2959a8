"""`jingdex audit` and the page of an audit: the same findings, every figure by the command that stands beside it."""

import json
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from looking import rested, screen_text
from polars.testing import assert_frame_equal
from ranking import ranking
from sharing import AUDITS, audit_once

import jingdex
from core.audit import findings
from core.audit.audit import AuditSettings, audit
from core.method.run import Scored, scored
from core.workbook.edit import filled
from core.workbook.entries import Unit
from data.file import WorkbookFile
from data.sets import read_set
from tui.app import Jingdex
from tui.audit.texts import TEXTS

Run = Callable[..., tuple[int, str, str]]
COMMAND = re.compile(r"^`(jingdex (?:show|uncertainty) .*?)`$", re.MULTILINE)


@pytest.fixture(scope="module", autouse=True)
def few_units() -> Iterator[None]:
    """Few units leave and are doubled: what they do is tried elsewhere; an audit is made once for all its forms."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.rank_reversal.presence.MOST_UNITS", 3)
        patch.setattr("tui.audit.cli.audit", audit_once)
        AUDITS.clear()
        yield
    AUDITS.clear()


def written(run: Run, workbook: Path, target: Path, *more: str) -> str:
    """The audit as a file."""
    code, out, err = run("audit", workbook, target, "--runs", "64", *more)
    assert (code, err) == (0, "")
    assert str(target) in out
    return target.read_text(encoding="utf-8")


def test_ten_lines_stand_first_and_the_page_needs_nothing_else(provinces: Path, tmp_path: Path, run: Run) -> None:
    """The HTML has the lines before any table, two pictures, no script, no address, and the same bytes again."""
    page = written(run, provinces, tmp_path / "a.html")
    first, _, rest = page.partition("</section>")
    assert first.count("<li>") == 10
    assert first.index("serious") < first.index("moderate") < first.index("minor")
    assert "<table" not in first
    assert rest.count("<svg") == 2
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")
    AUDITS.clear()
    assert page == written(run, provinces, tmp_path / "b.html")


def test_every_link_of_the_ten_lines_leads_to_a_part(provinces: Path, tmp_path: Path, run: Run) -> None:
    """Where the figures stand is one click away."""
    page = written(run, provinces, tmp_path / "a.html")
    links = set(re.findall(r'href="#([a-z-]+)"', page))
    assert links
    assert links <= set(re.findall(r'<h2 id="([a-z-]+)"', page))


def test_each_part_has_a_command_that_prints_it(tmp_path: Path, run: Run) -> None:
    """All 14 parts name one; with --format json it gives rows, without a word of complaint."""
    path = tmp_path / "made.jingdex"
    WorkbookFile.create(path, filled(ranking(), "made"), "Ada").close()
    text = written(run, path, tmp_path / "a.md")
    assert len(COMMAND.findall(text)) == 14
    for command in COMMAND.findall(text):
        argv = [str(path) if one == path.name else one for one in shlex.split(command)[1:]]
        code, out, err = run(*argv, "--format", "json")
        assert (code, err) == (0, ""), command
        assert json.loads(out) or "size-links" in argv, command


def test_each_table_of_show_is_that_part_of_the_audit(provinces: Path) -> None:
    """Row by row, to the last digit, whatever runs the audit itself was given."""
    result = scored(read_set("provinces"), "st_index")
    assert isinstance(result, Scored)
    parts = audit(result, "st_index", "2023", settings=AuditSettings(runs=8, base=8)).parts
    assert len(parts) == 12
    with jingdex.open(provinces, read_only=True) as workbook:
        for name, part in parts.items():
            table = workbook.table(name, method="st_index").drop("method", "node", strict=False)
            expected = part.rename({"period": "within"}) if name == "outliers" else part
            assert_frame_equal(table.select(expected.columns), expected, check_dtypes=False)


@pytest.mark.parametrize("low", ["1.0", "0.0"])
def test_ranks_and_indices_are_those_of_the_uncertainty_command(
    provinces: Path, tmp_path: Path, run: Run, low: str
) -> None:
    """The same choices in the same order give the same points: every interval comes again.

    Also where scores begin at 0, of which a geometric mean has none: the command takes them from 1 to 100, as the
    audit does.
    """
    document = tmp_path / "m.toml"
    provinces = Path(shutil.copy(provinces, tmp_path / "provinces.jingdex"))
    assert run("method", "save", provinces, "st_index", document)[0] == 0
    document.write_text(document.read_text("utf-8").replace("low = 1.0", f"low = {low}"), encoding="utf-8")
    assert run("method", "load", provinces, document)[0] == 0
    text = written(run, provinces, tmp_path / "a.md").replace("\\", "")
    commands = {
        name: next(one for one in COMMAND.findall(text) if f"--table {name}" in one)
        for name in ("ranks", "sensitivity")
    }
    assert [" --from-one" in one for one in commands.values()] == [low == "0.0"] * 2
    rows, indices = (
        json.loads(run("uncertainty", provinces, *shlex.split(one)[3:], "--format", "json")[1])
        for one in commands.values()
    )
    assert len(rows) == 31
    printed = re.findall(
        r"^\| ([A-Z][a-z ]+(?:[A-Z][a-z]+)?) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", text, re.MULTILINE
    )
    ends = {name: (int(rank), int(low), int(high)) for name, rank, _, low, high in printed}
    names = {one.code: one.name_en for one in read_set("provinces").units.values()}
    for row in rows:
        assert ends[names[row["unit"]]] == (row["nominal"], row["low"], row["high"])
    shares = re.findall(
        r"^\| [^|]+ \| (-?[0-9.]+)% \| [^|]+ \| ([0-9.]+)% \|", text.partition("## Sensitivity")[2], re.MULTILINE
    )
    assert [(f"{100 * one['first']:.1f}", f"{100 * one['total']:.1f}") for one in indices] == shares[: len(indices)]
    assert len(indices) == 3


def test_commands_lead_to_the_version_that_is_audited(provinces: Path, tmp_path: Path, run: Run) -> None:
    """A moment and a scenario are named in every command, and a workbook with a space in its name is quoted."""
    workbook = tmp_path / "a copy.jingdex"
    workbook.write_bytes(provinces.read_bytes())
    assert run("scenario", "make", workbook, "plan")[0] == 0
    text = written(run, workbook, tmp_path / "a.md", "--scenario", "plan")
    assert len(COMMAND.findall(text)) == 14
    for command in COMMAND.findall(text):
        assert shlex.split(command)[2] == "a copy.jingdex"
        assert command.endswith(" --scenario plan")


def test_an_audit_in_chinese_has_no_english_sentence(provinces: Path, tmp_path: Path, run: Run) -> None:
    """Titles, findings and advice are Chinese."""
    text = written(run, provinces, tmp_path / "a.md", "--language", "zh")
    assert text.startswith("# 统计审计 · 科技与高技术产业指数 · 2023")
    body = re.sub(r"^`jingdex.*?`$", "", text.replace("\\", ""), flags=re.MULTILINE).partition("## 制作说明")[0]
    assert not re.findall(r"\b(?:the|of|is|to|no)\b", body)
    assert "| 指标覆盖率 |" in text
    assert "| coverage" not in text


def test_every_finding_has_a_sentence_and_advice() -> None:
    """Each kind that the rules name."""
    source = Path(findings.__file__ or "").read_text(encoding="utf-8")
    kinds = set(TEXTS)
    named = set(re.findall(r'"([a-z_0-9]+)"', source)) & kinds
    made = {
        "units_covered",
        "units_uncovered",
        "indicators_covered",
        "indicators_uncovered",
        "contrary_pairs",
        "alike_pairs",
    }
    assert kinds - named <= made
    for kind, text in TEXTS.items():
        assert all(text), kind


def test_latex_is_longtables_as_wide_as_a_page_with_commands_to_copy(provinces: Path, tmp_path: Path, run: Run) -> None:
    """A file to put into a document: sentences wrap, no two hyphens become a dash, ranks are drawn."""
    text = written(run, provinces, tmp_path / "a.tex", "--method", "entropy_topsis", "--period", "2020")
    assert text.startswith("% Needs")
    assert r"\section*{Statistical audit · Science and technology, entropy-TOPSIS · 2020}" in text
    assert text.count(r"\begin{longtable}") == text.count(r"\end{longtable}") > 8
    findings_table = text.partition(r"\begin{longtable}")[2].partition("\n")[0]
    assert sum(map(float, re.findall(r"p\{([0-9.]+)em\}", findings_table))) < 0.53 * 84
    assert r"\texttt{jingdex show " in text
    assert r" -{}-method entropy\_topsis -{}-period 2020}" in text
    assert "--" not in re.sub(r"\\begin\{verbatim\}.*?\\end\{verbatim\}", "", text, flags=re.DOTALL)
    drawn = re.findall(r"\\begin\{verbatim\}\n(.*?)\n\\end", text, re.DOTALL)[0].splitlines()
    assert len(drawn) == 31
    for line in drawn:
        bar, rank, low, high = line[:31], *map(int, re.findall(r"(\d+) \((\d+)-(\d+)\)", line)[0])
        assert bar == "".join("o" if at == rank else "-" if low <= at <= high else " " for at in range(1, 32))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("a.pdf",), "An audit is written as .html, .md, .tex"),
        (("there.md", "--method", "nothing"), "there.md"),
        (("a.md", "--period", "1999"), "no row for 1999"),
        (("a.md", "--node", "rd_intensity"), "rd_intensity has no scores"),
        (("a.md", "--method", "nothing"), "There is no method “nothing”"),
    ],
)
def test_what_cannot_be_audited_is_refused_in_a_sentence(
    provinces: Path, tmp_path: Path, run: Run, more: tuple[str, ...], told: str
) -> None:
    """Nothing is written, and what is there stays."""
    (tmp_path / "there.md").write_text("mine", encoding="utf-8")
    code, out, err = run("audit", provinces, tmp_path / more[0], "--runs", "8", *more[1:])
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1
    assert [one.name for one in tmp_path.iterdir()] == ["there.md"]
    assert (tmp_path / "there.md").read_text(encoding="utf-8") == "mine"


def test_names_of_units_are_text_in_every_form(tmp_path: Path, run: Run) -> None:
    """Markup in a name is shown as it is, and does nothing."""
    workbook = ranking()
    hostile = replace(workbook.units["x"], name_en=r"<img src=x> [a](b) \input{c} \end{verbatim} ```")
    assert isinstance(hostile, Unit)
    path = tmp_path / "made.jingdex"
    WorkbookFile.create(path, filled(workbook.with_entry("units", "x", hostile), "made"), "Ada").close()
    assert "<img" not in written(run, path, tmp_path / "a.html")
    markdown = written(run, path, tmp_path / "a.md")
    assert markdown.count("```") == len(re.findall("^```", markdown, re.MULTILINE)) == 2
    assert "[a](b)" not in re.sub("```.*```", "", markdown, flags=re.DOTALL)
    latex = written(run, path, tmp_path / "a.tex")
    assert r"\input{c}" not in latex
    assert latex.count(r"\end{verbatim}") == 1


async def test_the_page_lists_findings_and_leads_to_their_figures(ranked: Jingdex, tmp_path: Path) -> None:
    """Enter opens the table in which the figures stand, E writes the audit, or its findings."""
    async with ranked.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+4", "A", "enter")
        await rested(pilot)
        assert ranked.live.body.page.title == "Audit"
        assert [column.title for column in ranked.live.body.page.sheet.columns][:2] == ["severity", "finding"]
        ranked.live.body.page.go_to(
            next(key for key, row in ranked.live.body.page.sheet.by_key.items() if "65%" in row.cells[1].text)
        )
        await pilot.press("enter")
        await rested(pilot)
        assert ranked.live.body.page.title == "Coverage of units"
        assert "jingdex show" in screen_text(ranked)
        await pilot.press("escape", "E")
        ranked.live.prompt.value = str(tmp_path / "a.csv")
        await pilot.press("enter", "E")
        ranked.live.prompt.value = str(tmp_path / "a.md")
        await pilot.press("enter")
        await rested(pilot)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("severity,finding,")
    assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# Statistical audit · Index · 2021")
