"""Everything that people read stands in the catalogue of every language, with all of its values."""

import ast
import re
import runpy
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from core.words import ENGLISH, speak
from core.workbook.definition import DEFINED
from core.workbook.entries import Source
from core.workbook.workbook import Workbook
from tui.definitions.sheet import table_sheet
from tui.grid.wording import Wording
from tui.locale.catalogue import catalogue
from tui.palette import matches
from tui.tables.registry import table, table_ids

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ROOT = Path(__file__).parents[3]
CATALOGUE = runpy.run_path(str(ROOT / "docs" / "catalogue.py"))
read = cache(CATALOGUE["read"])
CATALOGUES = sorted((ROOT / "tui" / "locale").rglob("*.po"))


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.AST]:
    """Every module of the program, by its path."""
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in CATALOGUE["sources"]()}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_text_has_a_translation(path: Path, trees: dict[str, ast.AST]) -> None:
    """Nothing that is shown is missing in a catalogue, and nothing in it is empty."""
    known: Catalog = read(path)
    texts = {text for tree in trees.values() for _, text in CATALOGUE["texts_of"](tree)}
    missing = {text for text in texts if (text if isinstance(text, str) else text[0]) not in known}
    empty = [message.id for message in known if message.id and not message.string]
    missing |= {
        text
        for text, context in (*CATALOGUE["of_steps"](), *CATALOGUE["of_tables"]())
        if known.get(text, context or None) is None
    }
    assert not missing
    assert not empty


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_no_translation_loses_a_value(path: Path) -> None:
    """Each has the same places as the English text, each as often and in the same form."""
    for message in read(path):
        if message.id:
            one = message.id if isinstance(message.id, str) else message.id[-1]
            for other in filter(None, [message.string] if isinstance(message.string, str) else message.string):
                assert places(one) == places(other), one


def places(text: str) -> Counter[tuple[str, str, str]]:
    """The places for values in a text."""
    return Counter((name, form or "", how or "") for _, name, form, how in Formatter().parse(text) if name is not None)


def test_no_text_is_shown_without_being_looked_up(trees: dict[str, ast.AST]) -> None:
    """What is raised, said, asked or printed is the argument of `gettext` or of `Wording.word`."""
    bare = [f"{path}:{line} {text}" for path, tree in trees.items() for line, text in CATALOGUE["bare"](tree)]
    assert not bare


def test_a_text_that_is_not_looked_up_is_found() -> None:
    """The check of the whole program sees a sentence in an error, a message, and one of two choices."""
    tree = ast.parse(
        'raise BadUse(f"No {one}.")\nscreen.notify("Saved." if done else "Kept.")\nwrite(gettext("Fine."))'
    )
    assert [line for line, _ in CATALOGUE["bare"](tree)] == [1, 2, 2]


def test_every_text_is_given_the_values_that_it_has_places_for(trees: dict[str, ast.AST]) -> None:
    """Neither more nor fewer, so that no place stays empty on the screen."""
    wrong = []
    for path, tree in trees.items():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and CATALOGUE["called"](call) in {"gettext", "ngettext", "word"}:
                given = {one.arg for one in call.keywords}
                texts = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                counts = {"count"} if CATALOGUE["called"](call) == "ngettext" else set()
                if None not in given and (given or counts):
                    wrong += [f"{path}:{call.lineno} {one}" for one in texts if names_in(one) != given | counts]
    assert not wrong


def names_in(text: str) -> set[str]:
    """The names of the places in a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


GLOSSARY = {
    "aggregat(e|es|ed|ion)": "合成", "assumptions?": "假设", "claims?": "论断", "clusters?": "集群",
    "correlat(ed?|ions?)": "相关", "coverage": "覆盖率", "directions?": "方向|单向", "elements?": "要素",
    "forecasts?": "预测", "gaps?": "缺失|空缺|间隔|有空", "goalposts?": "上下限|上限|下限",
    "imput(e|ed|ation)": "插补", "indicators?": "指标", "kurtosis": "峰度", "location quotients?": "区位商",
    "medians?": "中位", "methods?": "方法", "normalis(e|ed|ation)": "标准化", "outliers?": "离群值",
    "periods?": "时期|期", "pillars?": "支柱", "principal components?": "主成分", "ranks?": "名次|排名|第|位",
    "releases?": "发布", "revisions?": "修订", "robust(ness)?": "稳健", "rules?": "规则", "scenarios?": "情景",
    "sensitivity": "敏感性", "skewness": "偏度", "sources?": "来源|数据源|类数据", "standard deviations?": "标准差",
    "tiers?": "层级", "trail": "记录|核验", "treat(ed|ments?)?": "处理", "variance": "方差",
    "weights?": "权重|等权|赋权", "winsoris(e|ed|ing)": "缩尾", "workbooks?": "工作簿",
}  # fmt: skip
"""Terms of the field, each with the word that Chinese statisticians and the translated OECD handbook use."""
NO_TEXT = re.compile(
    r"\{[^}]*\}|`[^`]*`|\([^()]*\)$|--?\w[\w-]*|\[.*?\]|\b[A-Z]{2,}\b|\w+[=(]\S*|“[^”]*”|…|jingdex \w+.*"
)
"""What a text holds beside its words: places, code, options, formulas, sources."""
NOT_SAID = 1
"""In so many texts a Chinese sentence goes without the word, or an English one uses it as a code."""


@pytest.fixture(scope="module")
def said_in_chinese() -> list[tuple[str, str, str]]:
    """Each English text, its words alone, and its Chinese."""
    return [
        (text, NO_TEXT.sub(" ", text), one.string if isinstance(one.string, str) else one.string[0])
        for one in read(CATALOGUES[0])
        if one.id
        for text in [one.id if isinstance(one.id, str) else one.id[0]]
    ]


@pytest.mark.parametrize("term", GLOSSARY)
def test_a_term_of_the_field_has_one_chinese_word(said_in_chinese: list[tuple[str, str, str]], term: str) -> None:
    """Wherever an English text has the term, the Chinese has its word, or the English one where it is a code."""
    word = re.compile(rf"(?<![\w.-]){term}(?![\w(=.-]*[\w(=])", re.IGNORECASE)
    said = {text: chinese for text, words, chinese in said_in_chinese if word.search(words)}
    assert said
    missing = {
        text: chinese
        for text, chinese in said.items()
        if not re.search(GLOSSARY[term], chinese) and not word.search(chinese)
    }
    assert len(missing) <= NOT_SAID, missing


HALF_WIDTH = re.compile(r"[㐀-鿿”）》][:,;(!?]|。 (?=\S)")
AS_TYPED = {"STEP:CHOICE"}
"""What is typed as it is in every language."""
IN_FILES_AND_TRAIL = {
    "audit/chart.py", "definitions/cli.py", "exports/chart.py", "exports/figure_view.py", "exports/px.py",
    "exports/score_chart.py", "imports/files.py", "method/step_commands.py", "tables/sheet_values.py",
}  # fmt: skip
"""Modules that join values for files, names of columns and titles of edits, which are the same in every language."""


def test_chinese_has_its_own_signs() -> None:
    """Behind a Chinese character no colon, comma or bracket is of half width, and no blank follows a full stop."""
    for message in read(CATALOGUES[0]):
        texts = [message.string] if isinstance(message.string, str) else message.string
        assert message.id in AS_TYPED or not [text for text in texts if HALF_WIDTH.search(text)]


def test_values_are_joined_by_signs_of_the_language(trees: dict[str, ast.AST]) -> None:
    """By `labelled`, `with_note` and `in_words`, and by no colon or bracket of an f-string."""
    found = []
    for path, tree in trees.items():
        if path.startswith("tui/") and path.removeprefix("tui/") not in IN_FILES_AND_TRAIL:
            for node in ast.walk(tree):
                parts = node.values if isinstance(node, ast.JoinedStr) else []
                for value, sign in pairwise(parts):
                    if isinstance(value, ast.FormattedValue) and re.match(r": | \(", str(getattr(sign, "value", ""))):
                        found.append(f"{path}:{node.lineno} {ast.unparse(node)}")
    assert not found


def test_the_table_of_a_definition_has_chinese_headings() -> None:
    """The names of its fields, which in English are those by which they are given; notes of sets are translated."""
    workbook = Workbook.of([], [Source("s", "Xinhua, via gov.cn", "统计局")])
    assert [column.title for column in table_sheet(workbook, "sources", Wording("en")).columns][:2] == ["code", "title"]
    speak(catalogue("zh"))
    try:
        sheets = {table: table_sheet(workbook, table, Wording("zh")) for table in DEFINED}
    finally:
        speak(ENGLISH)
    assert not [column.title for sheet in sheets.values() for column in sheet.columns if column.title.isascii()]
    assert [row.cells[1].text for row in sheets["sources"].by_key.values()] == ["新华社，经 gov.cn"]


def test_no_table_has_one_chinese_heading_twice() -> None:
    """English words that differ have Chinese ones that differ, and a word of two meanings has a title for each."""
    speak(catalogue("zh"))
    try:
        headings = {name: [column.heading for column in table(name).columns if column.shown] for name in table_ids()}
    finally:
        speak(ENGLISH)
    assert not {name: titles for name, titles in headings.items() if len(set(titles)) < len(titles)}
    assert "数据点数" in headings["series"]


def test_the_palette_finds_commands_by_the_words_that_chinese_users_type() -> None:
    """Also by the first letters of a title in pinyin; each leads to the command that does it."""
    wanted = {
        "权重": "workbench", "保存": "export", "排名": "workbench", "截图": "chart", "撤回": "undo", "cx": "undo",
        "删除": "missing", "新增": "add", "不确定性": "trust", "插补": "workbench", "快捷键": "help",
    }  # fmt: skip
    speak(catalogue("zh"))
    try:
        found = {word: {command.id for _, command in matches(word)} for word in wanted}
    finally:
        speak(ENGLISH)
    assert not {word: ids for word, ids in found.items() if wanted[word] not in ids}
