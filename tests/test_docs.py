"""The documents say what is so: their keys, links and examples are checked."""

import doctest
import json
import re
import runpy
import shlex
from pathlib import Path

import pytest

from core.figures.filter import terms
from core.figures.index import FigureIndex
from core.figures.view import FigureQuery
from core.progress import no_progress
from core.workbook.entries import Indicator
from core.workbook.figure import Figure
from core.workbook.figure_cell import Cell
from core.workbook.figure_text import figure_from_text
from data.sets import read_set, set_names
from tui.command_line import main

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def test_the_readme_has_the_keys_of_the_table_of_commands() -> None:
    """The README's table is the one that `python docs/keys.py` would write."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert runpy.run_path(str(ROOT / "docs" / "keys.py"))["renewed"](text) == text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    """A relative link of a document names a file that is there."""
    prose = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\((?!https?:)([^)#]+)", prose)
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_examples_of_the_methods_give_what_they_say() -> None:
    """Each example on the page of methods prints the result printed there."""
    failed, tried = doctest.testfile(str(ROOT / "docs" / "methods.md"), module_relative=False, encoding="utf-8")
    assert tried >= 80
    assert failed == 0


def test_every_choice_has_its_place_and_its_example() -> None:
    """The page of choices is the one that `python docs/choices.py` would write, and its examples give what they say."""
    page = ROOT / "docs" / "choices.md"
    assert runpy.run_path(str(ROOT / "docs" / "choices.py"))["renewed"]() == page.read_text(encoding="utf-8")
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert tried >= 180
    assert failed == 0


def test_every_form_in_the_guide_can_be_typed() -> None:
    """Each text in the guide's table of figures is understood in a cell that has a figure before it."""
    table = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8").partition("| typed | means |")[2]
    rows = table.partition("\n\n")[0].splitlines()[2:]
    texts = [text for row in rows for text in re.findall(r"`([^`]+)`", row.split("|")[1])]
    present = Figure("ai", "output", "2023", value=1e11, mult=8)
    amounts, shares = (Indicator(name, name, measure=name, mult=mult) for name, mult in (("CNY", 8), ("PERCENT", 0)))
    figures = [
        figure_from_text(
            text, Cell("ai", shares if "%" in text else amounts, "2024", present=present, previous=present)
        )
        for text in texts
    ]
    assert len(figures) >= 20
    assert [figure.status for figure in figures if figure.value is None] == ["O"] * 4


def test_every_condition_in_the_guide_can_be_typed() -> None:
    """Each text in the guide's table of filters is a condition or words, and is understood on the shipped figures."""
    table = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8").partition("| typed | leaves |")[2]
    rows = table.partition("\n\n")[0].splitlines()[2:]
    texts = [text for row in rows for text in re.findall(r"`([^`]+)`", row.split("|")[1])]
    workbook = read_set("beijing")
    looking = FigureIndex(workbook)
    counts = {text: looking.view(FigureQuery(filter=text), no_progress).row_count for text in texts}
    assert len(texts) >= 14
    assert [text for text in texts if not terms(text)] == []
    assert [text for text, count in counts.items() if count == len(looking.rows)] == []
    assert counts["unit=beijing"] > counts["beijing patents"] > 0


@pytest.mark.parametrize("page", ["README.md", "docs/guide.md"])
def test_every_command_for_scripts_works(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands under “For scripts” run one after the other; only the check of the claims answers no."""
    text = (ROOT / page).read_text(encoding="utf-8")
    block = "".join(
        text.partition(head)[2].split("```")[1]
        for head in ("## For scripts", "## A workbook for another region", "## Tables for others")
        if head in text
    )
    monkeypatch.chdir(tmp_path)
    lines = [line.partition(" > ")[0] for line in block.splitlines() if line]
    codes = {line: main(shlex.split(line, comments=True)[1:]) for line in lines}
    assert [line for line, code in codes.items() if code != (1 if " check " in line else 0)] == []


def test_every_command_line_names_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    """Each `jingdex …` of README and docs, in a line of its own or in a sentence: subcommand, options, table."""
    assert main(["--spec"]) == 0
    spec = {one["name"]: one for one in json.loads(capsys.readouterr().out)["subcommands"]}
    tables = next(one["choices"] for one in spec["show"]["arguments"] if one["name"] == "SUBJECT")
    wrong, tried = [], 0
    for page in PAGES:
        text = "" if page.name == "CHANGELOG.md" else page.read_text(encoding="utf-8")
        lines = re.findall(r"^(?:\$ )?(jingdex [^`\n]*)$", text, re.MULTILINE) + re.findall(r"`(jingdex [^`]+)`", text)
        for line in lines:
            words = re.split(" #| > |;", line)[0].split()[1:]
            own = words[0] if words and words[0] in spec else ""
            options = {name for option in spec[own]["options"] for name in option["names"]}
            named = {word.strip("'.,)").partition("=")[0] for word in words if word.startswith("--")}
            subject = words[2] if own == "show" and len(words) > 2 and words[2].islower() else tables[0]
            unknown = not own and words and re.fullmatch("[a-z]+", words[0]) and words[0] not in set_names()
            tried += 1
            if named - options - {"--help"} or subject not in tables or unknown:
                wrong.append(f"{page.name}: {line}")
    assert tried > 80
    assert wrong == []
