"""The report as a page: what matters first, charts with intervals, no empty section, no figure to no purpose."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from core.workbook.edit import filled
from core.workbook.entries import About, Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from tui.command_line import main

Run = Callable[..., str]
VOID = {"meta"}


class Outline(HTMLParser):
    """The headings of a page with their levels, and the texts of its pictures; raises where tags do not close."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.titles: list[str] = []
        self.pictures: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note headings and the alternatives of pictures."""
        if tag not in VOID:
            self._open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
            self.titles.append("")
        if tag == "svg":
            assert ("role", "img") in attrs
            self.pictures.append(dict(attrs)["aria-label"] or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Marks within pictures close themselves."""

    def handle_endtag(self, tag: str) -> None:
        """Every tag is closed in its turn."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """The text of a heading."""
        if self._open and re.fullmatch("h[1-6]", self._open[-1]):
            self.titles[-1] += data


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The report of a workbook as text."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("JINGDEX_AUTHOR", "Ada")

    def _page(workbook: Path, *argv: str) -> str:
        target = tmp_path / "report.html"
        assert main(["report", str(workbook), str(target), "--force", *argv]) == 0, capsys.readouterr().err
        return target.read_text("utf-8")

    return _page


def made(path: Path, *more: Figure, how: str = "min_max", below: str = "arithmetic") -> Path:
    """A workbook of four units in two years, with a method that can be computed and one as asked."""
    figures = [
        Figure(unit, code, year, value=value + 7 * (code == "b") * (at % 3) + (year == "2021") * at % 2)
        for at, unit in enumerate("wxyz")
        for code, value in (("a", at + 1.0), ("b", 10.0 - at))
        for year in ("2020", "2021")
    ]
    entries = [About("t", "Test"), *(Unit(code, code.upper()) for code in "wxyz")]
    entries += [Indicator(code, code.upper()) for code in ("a", "b", "unused")]
    for method, first, last in (("good", "min_max", "arithmetic"), ("other", how, below)):
        entries += [Method(method, f"The {method} one", periods="2020 2021"), TreeNode(method, "top")]
        entries += [TreeNode(method, "a", "top"), TreeNode(method, "b", "top")]
        entries += [Step(method, 1, "normalise", first), Step(method, 2, "aggregate", last)]
    WorkbookFile.create(path, filled(Workbook.of([*figures, *more], entries), "made"), "Ada").close()
    return path


def outline(text: str) -> Outline:
    """What a page is made of."""
    parser = Outline()
    parser.feed(text)
    return parser


@pytest.fixture
def beijing(tmp_path: Path, page: Run) -> Path:
    """A fresh copy of the Beijing workbook."""
    del page
    path = tmp_path / "b.jingdex"
    assert main(["new", str(path), "--from", "beijing"]) == 0
    return path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_headings_nest_and_what_matters_comes_first(beijing: Path, page: Run, language: str) -> None:
    """No level is left out on the way down; failing claims and the index stand above every table; it is small."""
    text = page(beijing, "--language", language)
    found = outline(text)
    assert found.levels[:2] == [1, 2]
    assert found.levels.count(1) == 1
    assert all(there <= here + 1 for here, there in zip(found.levels, found.levels[1:], strict=False))
    assert found.titles[1] == {"en": "At a glance", "zh": "要点"}[language]
    first = text[: text.index("<table>")]
    assert first.count("✗") == 9
    assert "0.8868 → 0.9970" in first
    assert len(text.encode()) < 300_000


def test_the_page_fits_a_telephone(beijing: Path, page: Run) -> None:
    """It says how wide it is, and every table scrolls by itself."""
    text = page(beijing)
    assert 'name="viewport" content="width=device-width' in text
    assert text.count("<table>") == text.count('<div class="wide"') == text.count("</table>\n</div>")
    assert re.search(r"\.wide \{ overflow-x: auto", text)


def test_spaces_at_the_beginning_keep_the_shape_of_the_tree(beijing: Path, page: Run) -> None:
    """An element stands below its root by two spaces, which the style sheet does not let collapse."""
    text = page(beijing)
    assert re.search(r'<td class="[^"]*">  Diversity', text)
    assert re.search(r"\btd \{[^}]*white-space: pre-wrap", text)
    assert re.search(r"\.drawn \{[^}]*monospace; white-space: pre;", text)


def test_scores_and_index_are_pictures_that_say_their_numbers(tmp_path: Path, beijing: Path, page: Run) -> None:
    """Each picture has its numbers in words; of several units each has a line for its interval, and its ranks."""
    told = outline(page(beijing)).pictures
    assert "2016 0.8868; 2020 0.9970" in told[0]
    text = page(made(tmp_path / "m.jingdex"))
    (first, _) = outline(text).pictures
    assert re.search(r"W 0\.\d{4} \d \(\d(–\d)?\)", first)
    picture = text[text.index("<svg") : text.index("</svg>")]
    assert picture.count("<circle") == 4
    assert picture.count("<line") == 4


def test_a_section_without_content_is_left_out(tmp_path: Path, page: Run) -> None:
    """No clusters, trends, claims or index: none of their headings; no column without a text."""
    text = page(made(tmp_path / "m.jingdex"))
    titles = set(outline(text).titles)
    assert titles.isdisjoint({"Clusters", "Trends", "Claims", "Index"})
    assert {"Results", "Methods", "Figures"} <= titles
    assert '<th scope="col" class="left"></th>' not in text


def test_only_figures_that_results_rest_on_are_in_it(tmp_path: Path, page: Run) -> None:
    """Neither a series that no method reads, nor a year that the methods leave out."""
    more = (Figure("w", "unused", "2020", value=123321.0), Figure("w", "a", "1960", value=456654.0))
    text = page(made(tmp_path / "m.jingdex", *more))
    assert "16 figures that the results use" in text
    assert "123321" not in text
    assert "456654" not in text


def test_a_method_that_cannot_be_computed_is_named_and_the_other_is_shown(tmp_path: Path, page: Run) -> None:
    """Its sentence stands at the top and in its place; the good one has its picture and its scores."""
    text = page(made(tmp_path / "m.jingdex", how="z_score", below="geometric"))
    assert text.count("cannot be computed: ") == 2
    assert text.count("but top (“geometric mean”) needs scores above 0") == 2
    assert len(outline(text).pictures) == 1
    assert "The good one" in text


def test_nothing_acts_in_the_text_of_a_picture(tmp_path: Path, page: Run) -> None:
    """A unit's name with quotes and tags stays within the attribute that holds it."""
    path = made(tmp_path / "m.jingdex")
    with WorkbookFile.open(path) as file:
        before = file.workbook()
    entries = [entry for table in before.tables.values() for entry in table.values() if entry != before.units["w"]]
    figures = [figure for series in before.figures.values() for figure in series]
    again = tmp_path / "hostile.jingdex"
    hostile = Unit("w", '"><script>alert(1)</script>')
    WorkbookFile.create(again, filled(Workbook.of(figures, [*entries, hostile]), "made"), "Ada").close()
    text = page(again)
    assert "<script" not in text
    assert any('"><script>alert(1)' in told for told in outline(text).pictures)
