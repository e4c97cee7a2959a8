"""Sentences of errors name units, indicators, nodes and methods as the tables do."""

from copy import copy
from functools import partial

from core.derive.claim_table import claim_row
from core.method.errors import MethodError
from core.words import ENGLISH, speak
from core.workbook.entries import Claim, Indicator, Method, TreeNode, Unit
from core.workbook.workbook import Workbook
from tui.grid.wording import Wording
from tui.locale.catalogue import catalogue

ALONE = "{code} counts alone towards {parent}: its weight changes nothing."
NAMED = Workbook.of(
    [],
    [
        Unit("bj", "Beijing", "北京"),
        Indicator("rd", "R&D", "研发经费"),
        Method("m", "Index", "指数"),
        TreeNode("m", "input", name_en="Input", name_zh="创新投入"),
        TreeNode("m", "rd", "input"),
    ],
)


def test_a_node_and_an_indicator_are_named_where_a_reader_meets_them() -> None:
    """Also after an error has come from another process; other values, and a code without a name, stay."""
    error = copy(MethodError(ALONE, code="rd", parent="input", period="rd"))
    assert str(error) == "rd counts alone towards input: its weight changes nothing."
    named = {language: error.named(partial(Wording(language).code, NAMED)) for language in ("en", "zh")}
    assert named["en"] == "R&D counts alone towards Input: its weight changes nothing."
    assert MethodError(ALONE, code="x", parent="m").named(partial(Wording("zh").code, NAMED)).startswith("x counts")
    assert MethodError("There is no step {step}: use one of {numbers}.", step="rd", numbers=1).named(str.upper) == (
        "There is no step rd: use one of 1."
    )


def test_an_undetermined_claim_names_what_is_missing_in_the_language_spoken() -> None:
    """The unit and the indicator, not their codes."""
    claim = Claim("c", "It grew.", expression="value(bj.rd, 2020)")
    assert claim_row(claim, NAMED, {}).why == "There is no figure of R&D of Beijing for 2020."
    speak(catalogue("zh"))
    try:
        assert claim_row(claim, NAMED, {}).why == "没有北京的研发经费在 2020 的数据。"
    finally:
        speak(ENGLISH)
