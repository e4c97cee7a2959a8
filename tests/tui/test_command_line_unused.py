"""Options of forecast, reach, why and uncertainty that would do nothing are refused with what they are for."""

from pathlib import Path

import polars as pl
import pytest

from tui.command_line import main

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
            "--keep and --scenario both say where to save",
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
        (("uncertainty", "{}", "--table", "left-out", "--runs", "8"), "it is for ranks, chances, pairs, moves"),
        (("uncertainty", "{}", "--table", "tornado", "--unit", "beijing", "--runs", "8"), "--runs does nothing"),
        (("uncertainty", "{}", "--table", "tornado", "--unit", "beijing", "--weights", "9"), "--weights does nothing"),
        (("uncertainty", "{}", "--table", "sensitivity", "--runs", "8"), "--runs does nothing"),
        (("uncertainty", "{}", "--format", "csv", "--language", "zh"), "--language 在此不起作用"),
        (("method", "show", "{}", "--force"), "--force does nothing here: it is for save"),
        (("method", "load", "{}", "m.toml", "--force"), "--force does nothing here: it is for save"),
        (("method", "save", "{}", "ecosystem", "m.toml", "--reason", "x"), "it is for load"),
        (("scenario", "list", "{}", "--language", "zh"), "--language 在此不起作用：它用于 show、compare"),
        (("scenario", "show", "{}", "s", "--format", "csv"), "--format does nothing here: it is for compare"),
        (("scenario", "compare", "{}", "--reason", "x"), "--reason does nothing here: it is for make"),
        (("scenario", "merge", "{}", "s", "--source", "x"), "--source does nothing here: it is for set"),
        ((*FORECAST, "--format", "csv", "--language", "zh"), "--language 在此不起作用"),
        (("revised", "{}", "--format", "json", "--language", "zh"), "--language 在此不起作用"),
        (("revised", "{}", "beijing", "gdp", "1901"), "has no figure in 1901"),
        (
            ("why", "{}", "beijing", "rd_personnel", "--format", "csv", "--language", "zh"),
            "--language 在此不起作用",
        ),
        (("define", "{}", "units", "--reason", "x"), "--reason does nothing here"),
        (("define", "{}", "units", "--remove"), "--remove does nothing here: name the entry"),
        (("import", "{}", "x.csv", "--dry-run", "--yes"), "--yes does nothing here: --dry-run writes nothing"),
        (("import", "{}", "x.csv", "--dry-run", "--reason", "x"), "--reason does nothing here"),
        (("import", "{}", "x.csv", "--sheet", "x"), "--sheet does nothing here: it is for files of several tables"),
        (("import", "{}", "x.xlsx", "--delimiter", ";"), "--delimiter does nothing here: it is for files of CSV"),
        (("import", "{}", "x.parquet", "--encoding", "utf-8"), "--encoding does nothing here"),
        (("show", "{}", "trail", "--scenario", "x"), "it is the same in every scenario"),
        (("show", "{}", "sources", "--format", "csv", "--language", "zh"), "其中只有代码而无名称"),
        (("export", "{}", "x.parquet", "--what", "stats", "--list", "c"), "--list has no effect"),
    ],
)
def test_an_option_that_does_nothing_is_refused(
    beijing: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    argv: tuple[str, ...],
    said: str,
) -> None:
    """Exit code 2, one sentence, and the workbook is as it was."""
    monkeypatch.chdir(tmp_path)
    frame = pl.DataFrame({"unit": ["u"], "indicator": ["i"], "period": ["2020"], "value": [1.5]})
    frame.write_csv("x.csv")
    frame.write_excel("x.xlsx")
    frame.write_parquet("x.parquet")
    before = beijing.read_bytes()
    capsys.readouterr()
    assert main([text.format(beijing) for text in argv]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err
    assert beijing.read_bytes() == before
