"""The language spoken changes no data: the same commands leave the same workbook, word for word."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.command_line import main
from tui.locale.choice import choose, spoken

FILES = {
    "flags.csv": "GEO,2019,,2020,,2021,\nBelgium,5.4,,5.6,b,6.3,\nBulgaria,4.2,e,5.1,,5.3,p\n",
    "rows.csv": "region,year,variable,sex,value,\nN,2020,jobs,T,10,x\nN,2020,jobs,F,4,\nS,2020,jobs,T,20,\n",
    "pillars.csv": "unit,year,Innovation/Patents,Innovation/R&D,Scale/GDP\nN,2020,1,2,3\nS,2020,4,5,7\nE,2020,2,8,1\n",
    "dash.csv": "地区,指标,2022年,2023年\n北京,增加值（亿元）,-,9761亿\n天津,增加值（亿元）,约300,O\n",
}
COMMANDS = (
    ("import", "W", "flags.csv", "--indicator", "=rate", "--yes"),
    ("import", "W", "rows.csv", "--where", "sex=T", "--note", "column 6", "--yes"),
    ("import", "W", "rows.csv", "--yes", "--overwrite"),
    ("import", "W", "pillars.csv", "--index", "yes", "--yes"),
    ("import", "W", "dash.csv", "--dash", "zero", "--yes"),
    ("set", "W", "N", "jobs", "2021", "约6000"),
    ("define", "W", "units", "N", "name_zh=北"),
    ("scenario", "make", "W", "plan"),
    ("scenario", "set", "W", "plan", "N", "jobs", "2020", "11"),
    ("undo", "W"),
)
MOMENT = re.compile(rb"\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?|[0-9a-f]{64}")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    language = spoken()
    yield
    choose(language)


def test_the_language_spoken_changes_no_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In Chinese the flags in columns without a header were lost, as their names were Chinese."""
    left: dict[str, dict[str, bytes]] = {}
    for language in ("en", "zh"):
        folder = tmp_path / language
        folder.mkdir()
        monkeypatch.chdir(folder)
        for name, text in FILES.items():
            Path(name).write_text(text, "utf-8")
        for command in (("new", "W"), *COMMANDS, ("export", "W", "text", "--as", "text")):
            assert main(["--language", language, *command]) == 0, (command, capsys.readouterr())
        files = [path for path in Path("text").rglob("*") if path.is_file()]
        left[language] = {str(path): MOMENT.sub(b"", path.read_bytes()) for path in files}
    assert left["zh"] == left["en"]
    assert b"Belgium,rate,2020" in left["en"]["text/figures.csv"]
