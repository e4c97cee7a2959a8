"""Options of forecast, reach, why and uncertainty that would do nothing are refused with what they are for."""

from pathlib import Path

import pytest

from tui.command_line import main


@pytest.fixture(scope="module")
def beijing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook that no test of this module changes."""
    path = tmp_path_factory.mktemp("shipped") / "beijing.jingdex"
    assert main(["new", str(path), "--from", "beijing"]) == 0
    return path


FORECAST = ("forecast", "{}", "beijing", "rd_expenditure", "--to", "2028")
VALUE = ("reach", "{}", "beijing", "ecosystem_index", "--value", "1.0", "--period", "2025")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (
            (*FORECAST, "--reason", "x"),
            "--reason does nothing here",
        ),
        (
            (*FORECAST, "--keep", "--scenario", "s"),
            "--keep and --scenario are two places",
        ),
        ((*VALUE, "--method", "rebuilt"), "--method does nothing here: it is for --score and --rank"),
        ((*VALUE, "--node", "top"), "--node does nothing here: it is for --score and --rank"),
        ((*VALUE, "--reason", "x"), "--reason does nothing here"),
        (("why", "{}", "beijing", "rd_personnel", "--before", "2016"), "--before does nothing here: rd_personnel"),
        (("why", "{}", "beijing", "rd_personnel", "--since", "2026-01-01"), "--since does nothing here: rd_personnel"),
        (
            ("uncertainty", "{}", "--table", "left-out", "--unit", "beijing"),
            "--unit does nothing here",
        ),
        (("uncertainty", "{}", "--table", "left-out", "--period", "2019"), "--period does nothing here"),
        (("uncertainty", "{}", "--table", "ranks", "--sensitivity", "8"), "it is for sensitivity"),
        (("uncertainty", "{}", "--format", "csv", "--sensitivity", "8"), "--sensitivity does nothing here"),
        (("uncertainty", "{}", "--table", "sensitivity", "--period", "2019"), "only with --unit"),
    ],
)
def test_an_option_that_does_nothing_is_refused(
    beijing: Path, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], said: str
) -> None:
    """Exit code 2, one sentence, and the workbook is as it was."""
    before = beijing.read_bytes()
    capsys.readouterr()
    assert main([text.format(beijing) for text in argv]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err
    assert beijing.read_bytes() == before
