"""In Chinese no English word is left: on no view, in no menu, prompt and help, in no table, and in no error."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from everything import everything, method_of
from looking import screen_text, worked

from core.errors import JingdexError
from core.workbook.edit import filled
from data.file import WorkbookFile
from data.session import Session
from data.stores import open_store
from tui.app import Jingdex
from tui.cli.printing import printed as printed_section
from tui.cli.subcommands import SUBCOMMANDS
from tui.command_line import main
from tui.commands import BY_ID
from tui.definitions.sheet import field_note
from tui.grid.wording import Wording
from tui.method.method_commands import choose_covered
from tui.tables.query import QueryContext
from tui.tables.reading import sections_of
from tui.tables.registry import check_options, table_ids
from tui.tables.show_cli import query_with

LATIN = re.compile(r"(?<![\w./=<-])[A-Za-z][a-z]+(?![\w/=.])")
"""A word of two letters or more that is no part of a path, an option, a code or an expression."""
PHRASE = re.compile(r"\b[a-z]+ [a-z]+(?: [a-z]+)+")
"""Three English words."""
NAMES = {
    "Alpha", "BoD", "COINr", "Copeland", "Cronbach", "Enter", "Esc", "Escape", "Home", "End", "Tab", "Shift", "Alt",
    "Ctrl", "PgUp", "PgDn", "Holt", "Hoover", "Kendall", "Krugman", "Mann", "Mazziotta", "Pareto", "Pearson",
    "Physical", "Sen", "Shannon", "Sobol", "Spearman", "Theil", "Wang", "li", "Ada", "UTC", "Sigma", "tmux", "git",
    "Excel", "Access", "Parquet", "Markdown", "Spark", "Polars", "DuckDB", "Arrow", "Python", "Linux", "macOS",
    "Box", "Cox", "Space", "jingdex", "yuan",
}  # fmt: skip
"""People, programs, keys and methods that are named after people, and who edits in the tests."""
OF_WORKBOOK = {
    "made", "added", "method", "new", "old", "big", "half", "one", "two", "left", "top", "book", "Watched", "Name",
    "Unit", "txt",
}  # fmt: skip
"""What the workbook of the tests calls its entries, and the titles of its edits, which are kept as they were made."""
TYPED = {
    "beijing", "https", "gg", "goal", "by", "prev", "over", "nearly", "about", "missing", "all", "yes", "no", "none",
    "rank", "score", "to", "is", "status", "year", "value", "unit", "note", "source",
}  # fmt: skip
"""What is typed as it is in every language, in examples."""
CODES = {*table_ids()}
KNOWN = NAMES | OF_WORKBOOK | TYPED
PAGES = {
    1: (
        "analysis",
        "statistics",
        "claims",
        "definitions",
        "methods",
        "series",
        "why",
        "forecast",
        "revisions",
        "reach",
    ),
    2: ("add", "note", "source", "find", "palette", "as_of", "export", "chart"),
    4: ("scenarios", "compare", "slide", "rename", "export", "help"),
    5: ("note", "missing"),
    6: ("run", "reach"),
}
"""What is opened in a view: pages, menus and prompts."""


def words(text: str) -> set[str]:
    """The English words of a text that are no names."""
    return {word for line in text.split("\n") for word in LATIN.findall(line) if word not in KNOWN}


@pytest.fixture
def chinese(tmp_path: Path, capable: pytest.MonkeyPatch) -> Path:
    """A workbook with something of everything, in a Chinese terminal."""
    capable.setenv("LANG", "zh_CN.UTF-8")
    path = tmp_path / "rich.jingdex"
    WorkbookFile.create(path, filled(everything(), "made"), "Ada", "2020-01-01T00:00:00.000Z").close()
    (tmp_path / "m.toml").write_text(method_of("m", "arithmetic"), "utf-8")
    assert main(["method", "load", str(path), str(tmp_path / "m.toml")]) == 0
    return path


async def test_no_view_page_or_prompt_has_an_english_word(chinese: Path) -> None:
    """Every view, and what each command opens there."""
    found: dict[str, set[str]] = {}
    with Session.open(chinese) as session:
        app = Jingdex(session)
        async with app.run_test(size=(120, 40)) as pilot:
            for number in range(1, 7):
                app.live.body.go_to_pane(number)
                await worked(app)
                await pilot.pause()
                found[f"view {number}"] = words(screen_text(app))
                for name in PAGES.get(number, ()):
                    try:
                        app.live.run_command(BY_ID[name])
                    except JingdexError as error:
                        app.live.notify(str(error))
                    await worked(app)
                    await pilot.pause()
                    found[f"{name} in view {number}"] = words(screen_text(app))
                    while len(app.screen_stack) > 1:
                        app.pop_screen()
                    app.live.prompt.leave()
                    app.live.body.close()
                    app.live.body.go_to_pane(number)
            for part in ("units", "periods"):
                choose_covered(app.live, part)
                await worked(app)
                found[part] = words(screen_text(app))
                app.live.body.back()
    assert not {name: some for name, some in found.items() if some}


async def test_what_a_shipped_set_says_is_read_and_found_in_chinese_and_kept_as_it_is(bench: Jingdex) -> None:
    """Notes, sources and what a new figure is of; a note that is offered in Chinese and left so is no edit."""
    async with bench.run_test(size=(120, 40)) as pilot:
        bench.live.run_command(BY_ID["language"])
        await worked(bench)
        assert "原文：产值超过 3 万亿元" in screen_text(bench)
        bench.live.run_command(BY_ID["note"])
        assert bench.live.prompt.value.startswith("原文：产值超过 3 万亿元")
        await pilot.press("enter")
        await worked(bench)
        assert bench.live.workspace.session.file.newest().number == 1
        bench.live.prompt.leave()
        bench.live.run_command(BY_ID["find"])
        bench.live.prompt.value = "疫苗"
        await worked(bench)
        assert "高技术制造业利润" in screen_text(bench)
        bench.live.prompt.leave()
        bench.live.body.go_to_pane(5)
        await worked(bench)
        bench.live.run_command(BY_ID["add"])
        assert bench.live.prompt.value == "人工智能 核心企业数 2022-11"
        bench.live.prompt.value = "北京市 地区产总值 2020"
        await pilot.press("enter")
        assert "最接近的是地区生产总值" in screen_text(bench)


async def test_a_goal_a_source_and_a_field_are_named_in_chinese_once(bench: Jingdex) -> None:
    """The goal that is offered is understood, claims have titles of sources, and no field's name stands twice."""
    async with bench.run_test(size=(200, 60)) as pilot:
        await pilot.press("L", "j", "j", "O")
        await worked(bench)
        assert bench.live.prompt.value == "万亿级到 2024"
        await pilot.press("enter")
        await worked(bench)
        assert "1.00万亿E" in screen_text(bench)
        bench.live.run_command(BY_ID["claims"])
        await worked(bench)
        bulletin = next(row for row in bench.live.body.page.sheet.by_key.values() if "5.96%" in row.cells[0].text)
        assert "公报" in bulletin.cells[6].text
    assert field_note("name_en", Wording("zh")) == "英文名称"
    assert field_note("code", Wording("zh")).startswith("代码：公式")


def printed(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """What a command prints, as a result or as an error."""
    with suppress(SystemExit):
        main([*argv])
    return "\n".join(capsys.readouterr())


def test_no_help_of_a_subcommand_has_an_english_phrase(
    capsys: pytest.CaptureFixture[str], capable: pytest.MonkeyPatch
) -> None:
    """What it does, its options, and what is said of its examples; codes stand alone, or one below the other."""
    capable.setenv("LANG", "zh_CN.UTF-8")
    found: dict[str, list[str]] = {}
    for name in SUBCOMMANDS:
        text = printed(capsys, name, "--help").partition("\n\n")[2].partition("各表的选项")[0]
        comments = [line.strip().partition("  ")[2] if "  jingdex" in line else line for line in text.split("\n")]
        found[name] = [phrase for line in comments for phrase in PHRASE.findall(line)]
    assert not {name: some for name, some in found.items() if some}


def test_no_table_has_an_english_word(chinese: Path) -> None:
    """Title, headings and words of every table that `show` prints, or why it has none."""
    with open_store(chinese) as file:
        query = query_with(file.workbook())
    found = {name: words(said_of(name, query)) - CODES for name in table_ids()}
    assert not {name: some for name, some in found.items() if some}


def said_of(name: str, query: QueryContext) -> str:
    """A table as it is printed, or the sentence that refuses it."""
    try:
        check_options(query.options, name)
        return "\n".join(map(printed_section, sections_of(name, query)))
    except JingdexError as error:
        return str(error)


def test_no_command_answers_in_english(chinese: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is done and saved, what a scenario changes, robustness, and the choices that an option has."""
    capsys.readouterr()
    rows = chinese.with_name("panel.csv")
    rows.write_text("地区,年份,经费（亿元）,占比（%）\n北京,2022,1,2\n上海,2023,x,3\n某地,20x3,4,5\n", "utf-8")
    commands = (
        ("scenario", "make", "", "计划"), ("scenario", "set", "", "计划", "a", "x", "2020", "3"),
        ("scenario", "show", "", "计划"), ("uncertainty", "", "--runs", "16", "--table", "moves"),
        ("scenario", "drop", "", "计划"), ("define", "", "units", "zz", "name_zh=某地"), ("undo", ""),
        ("uncertainty", "", "--runs", "16", "--sensitivity", "16"),
        ("show", "", "nothing"), ("import", "", str(rows), "--dry-run"), ("show", "", "trail"), ("check", ""),
    )  # fmt: skip
    found = {
        argv: words(printed(capsys, *argv)) - CODES - {"zz", *argv}
        for argv in (tuple(part or str(chinese) for part in one) for one in commands)
    }
    assert not {name: some for name, some in found.items() if some}
