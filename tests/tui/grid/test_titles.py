"""Titles of edits, which are kept in English, are shown in the language of the screen and with names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.words import ENGLISH, speak
from core.workbook.rule_entries import Waiver
from core.workbook.workbook import Workbook
from data.sets import read_set
from tui.grid.titles import entry_name, shown_title
from tui.grid.wording import Wording
from tui.locale.catalogue import catalogue

ROOT = Path(__file__).parents[3]
TITLED = {"CompositeEdit": 0, "load": 2, "filled": 1, "overwrite_cells": 3, "fill_cells_down": 2}
"""The calls that give an edit its title, and which argument it is."""
CHINESE = {
    "healthcare overall_scale 2024: nothing → 1.06万亿 E": "医药健康、总体规模、2024：新增 1.06万亿E",
    "scenario 增长: healthcare overall_scale 2024: nothing → 2 E": "情景“增长”：医药健康、总体规模、2024：新增 2E",
    "placed rebuilt/nutrients: weight 1 → 2, direction 1 → -1": "指标树“营养物质”：权重 1 → 2、方向 1 → -1",
    "units jilin: added": "单位“jilin”：添加",
    "method rebuilt: normalise z_score added": "方法“生态指数重建：TOPSIS 加限制因子”：添加标准化步骤（z 分数标准化）",
    "import of 年鉴.csv: 1,016 new, 0 changed": "导入 年鉴.csv：新增 1,016，更改 0",
    "import of 年鉴.csv: 16 new, 0 changed, index 两级": "导入 年鉴.csv：新增 16，更改 0，新增指数“两级”",
    "marked as missing: 1 figure": "标为缺失：1 个数据",
    "names of 名.csv: 3 changed": "名.csv 的名称：更改 3 个",
    "healthcare revenue 2024: note size → none": "医药健康、营业收入、2024：备注 size → 无",
    "a title of another kind": "a title of another kind",
}


SAMPLES = {
    "table": "units",
    "unit": "beijing",
    "indicator": "gdp",
    "kind": "impute",
    "content": "groups of units",
    "title": "a under b",
    "over": ", over what the base changed since: it",
}


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Chinese is spoken."""
    speak(catalogue("zh"))
    yield
    speak(ENGLISH)


@pytest.fixture(scope="module")
def beijing() -> Workbook:
    """The set of Beijing."""
    return read_set("beijing")


@pytest.mark.parametrize("title", CHINESE)
def test_a_title_is_read_in_chinese_with_names(title: str, beijing: Workbook) -> None:
    """Of figures, entries, methods, scenarios within one another, imports and blocks; any other stays as it is."""
    assert shown_title(title, beijing, Wording("zh")) == CHINESE[title]


def test_a_title_is_read_in_english_with_names() -> None:
    """Codes have names, amounts are written as in tables, and one thing stays in the singular."""
    workbook = read_set("beijing")
    shown = {
        "healthcare overall_scale 2023: 9761亿 A → over 1.2万亿 E": (
            "Healthcare, Overall scale, 2023: 9,761亿 → >1.2万亿E"
        ),
        "healthcare overall_scale 2023: O → 0.5亿 V": "Healthcare, Overall scale, 2023: – O → 0.5亿V",
        "beijing rd_personnel 2023: 402152 A → 5 A": "Beijing, R&D personnel, 2023: 402,152 → 5",
        "beijing rd_intensity 2023: 6.73 P → 7.00 P": "Beijing, R&D intensity, 2023: 6.73%P → 7.00%P",
        "tiers hundred_billion: threshold 1000亿 → 900亿": (
            "tiers Hundred-billion-yuan level: threshold 1,000亿 → 900亿"
        ),
        "marked as missing: 1 figure": "marked as missing: 1 figure",
    }
    assert {title: shown_title(title, workbook, Wording()) for title in shown} == shown


def test_every_title_that_the_program_makes_has_its_chinese(beijing: Workbook) -> None:
    """Wherever an edit is made with a title of its own."""
    texts = [path.read_text("utf-8") for room in ("core", "data", "tui") for path in (ROOT / room).rglob("*.py")]
    trees = [ast.parse(text) for text in texts if any(f"{name}(" in text for name in TITLED)]
    titles = {text for tree in trees for text in titles_in(tree)}
    assert len(titles) > 20
    assert not {one for one in titles if shown_title(one, beijing, Wording("zh")) == one}


def titles_in(tree: ast.AST) -> list[str]:
    """The titles that are written where edits are made, with a value of its kind in each place."""
    found = []
    for call in ast.walk(tree):
        at = TITLED.get(getattr(call.func, "id", "")) if isinstance(call, ast.Call) else None
        if at is not None and len(call.args) > at and re.search("[a-z]{2} ", words := text_of(call.args[at])):
            found.append(f"{words}: 1 figures" if call.func.id in {"overwrite_cells", "fill_cells_down"} else words)
    return found


def text_of(node: ast.expr) -> str:
    """A text with values in its places; nothing for any other expression."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    if not any(isinstance(one, ast.Constant) for one in parts):
        return ""
    return "".join(one.value if isinstance(one, ast.Constant) else sample(ast.unparse(one.value)) for one in parts)


def sample(expression: str) -> str:
    """A value such as an expression has."""
    return next((value for name, value in SAMPLES.items() if expression.endswith(name)), "1")


def test_an_entry_without_a_name_is_called_by_the_names_of_its_key() -> None:
    """A waiver by its rule, unit and indicator; what has no name stands as it is."""
    speak(ENGLISH)
    waiver = Waiver("intensity_is_quotient", "beijing", "rd_intensity", "2023", "rounded")
    assert entry_name(waiver, read_set("beijing"), Wording()) == (
        "R&D intensity is R&D expenditure in per cent of GDP, Beijing, R&D intensity, 2023"
    )
    assert entry_name(waiver, Workbook.of([], []), Wording()) == "intensity_is_quotient, beijing, rd_intensity, 2023"
