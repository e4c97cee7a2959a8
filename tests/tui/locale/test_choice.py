"""The language is the one that is asked for, else that of the locale; `L` turns all that is on the screen."""

import re

import pytest
from looking import screen_text

from core.errors import JingdexError
from core.words import gettext
from tui.app import Jingdex
from tui.locale.choice import choose, language_of, spoken


@pytest.mark.parametrize(
    ("argv", "environ", "unicode", "language"),
    [
        ((), {"LANG": "zh_CN.UTF-8"}, True, "zh"),
        ((), {"LANG": "zh_CN.UTF-8"}, False, "en"),
        ((), {"LANG": "en_GB.UTF-8", "LANGUAGE": "zh_CN:en"}, True, "zh"),
        ((), {"LC_ALL": "C", "LANG": "zh_CN.UTF-8", "LANGUAGE": "zh"}, True, "en"),
        ((), {"LANG": "C.UTF-8"}, True, "en"),
        ((), {"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "de_DE.UTF-8"}, True, "zh"),
        (("show", "w", "--language", "zh"), {}, True, "zh"),
        (("show", "--language=en", "w"), {"LANG": "zh_CN.UTF-8"}, True, "en"),
    ],
)
def test_an_option_goes_before_the_locale(
    argv: tuple[str, ...], environ: dict[str, str], unicode: bool, language: str
) -> None:
    """Chinese comes from a locale only where the terminal can show it."""
    assert language_of(argv, environ, unicode=unicode) == language


def test_a_text_is_looked_up_with_its_values() -> None:
    """What is computed while Chinese is spoken is Chinese; a value is never taken for a template."""
    text = "{units} units, {indicators} indicators; {runs:,} runs of: {varied}."
    values = {"units": 3, "indicators": 4, "runs": 1000, "varied": "{x}"}
    assert gettext(text, **values) == "3 units, 4 indicators; 1,000 runs of: {x}."
    choose("zh")
    assert gettext(text, **values) == "3 个单位，4 个指标；1,000 次运行：{x}。"
    assert str(JingdexError(gettext("read only"))) == "只读"


async def test_the_screen_begins_in_the_language_that_is_spoken(bench: Jingdex) -> None:
    """L turns from it to English, and back."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("L")
        assert spoken() == "zh"
        assert "集群" in screen_text(bench)
        for number in range(1, 7):
            bench.live.body.go_to_pane(number)
            await pilot.pause()
            titles = [column.title for pane in bench.live.body.board.group for column in pane.grid.table.columns]
            assert not [title for title in titles if re.search("[A-Za-z]{4}", title)]
        await pilot.press("L")
        assert spoken() == "en"
        assert "集群" not in screen_text(bench)
