"""The language is the one that is asked for, else that of the locale; `L` turns all that is on the screen."""

import io
import re
import sys
from pathlib import Path

import pytest
from looking import screen_text

from core.errors import JingdexError
from core.words import gettext
from data.places import LANGUAGE, keep
from data.places import kept as kept_choice
from tui import open_screen
from tui.app import Jingdex
from tui.command_line import main
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
        assert kept_choice(LANGUAGE) == "zh"
        await pilot.press("L")
        assert (spoken(), kept_choice(LANGUAGE)) == ("en", "en")
        assert "集群" not in screen_text(bench)


@pytest.mark.parametrize(
    ("kept", "argv", "language"),
    [("zh", [], "zh"), ("zh", ["--language", "en"], "en"), ("", [], "en"), ("xx", [], "en")],
)
def test_the_screen_begins_in_the_language_in_which_it_was_left(
    kept: str, argv: list[str], language: str, workbook_file: Path, capable: pytest.MonkeyPatch
) -> None:
    """Unless another is requested; a subcommand speaks that of the locale."""

    class Terminal(io.StringIO):
        """A stream that says it is a terminal."""

        encoding = "utf-8"

        def isatty(self) -> bool:
            """Yes."""
            return True

    keep(LANGUAGE, kept)
    capable.setattr(open_screen, "run_app", lambda *_, **__: 0)
    for name in ("stdin", "stdout"):
        capable.setattr(sys, name, Terminal())
    assert main([str(workbook_file), *argv]) == 0
    assert spoken() == language
    assert main(["sets"]) == 0
    assert spoken() == "en"


def test_a_language_may_stand_before_a_subcommand(capsys: pytest.CaptureFixture[str]) -> None:
    """Every subcommand then answers in it; one that is not known is refused."""
    assert main(["--language", "zh", "sets"]) == 0
    assert "数据集" in capsys.readouterr().out
    assert main(["--language", "zh_CN", "sets"]) == 0
    assert "数据集" in capsys.readouterr().out
    assert main(["--language=zh", "show", "nosuch.jingdex", "figures"]) == 2
    assert "没有文件 nosuch.jingdex" in capsys.readouterr().err
    assert main(["--language", "fr", "sets"]) == 2
    assert "“fr”" in capsys.readouterr().err
