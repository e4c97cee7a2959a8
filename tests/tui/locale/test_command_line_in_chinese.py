"""The command line in Chinese: its help, what argparse says of wrong arguments, and what the system says of files."""

import errno
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from rich.cells import cell_len

from core.words import ENGLISH, speak
from data import system_error
from tui.cli.subcommands import OPEN, SUBCOMMANDS, parser_of
from tui.command_line import main
from tui.locale.catalogue import catalogue

KEPT = re.compile(r"`[^`]*`|--?[a-z][\w-]*|“[^”]*”|\{[^}]*\}|jingdex|\S*/\S*|'[^']*'")
"""What a Chinese sentence holds in Latin letters: commands, options, what was typed, file names."""
CHOICES = "不在可选之列"


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Chinese is spoken, in a terminal of 80 columns."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("tui.command_line.has_unicode", lambda: True)
    speak(catalogue("zh"))
    yield
    speak(ENGLISH)


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("name", [OPEN, *SUBCOMMANDS])
def test_a_help_in_chinese_fits_into_80_columns(name: str) -> None:
    """Counted in cells, of which a Chinese character has two; its columns are aligned, headings end in a wide colon."""
    lines = parser_of(name).format_help().splitlines()
    assert not [line for line in lines if cell_len(line) > 80]
    assert not [line for line in lines if re.search(r"[㐀-鿿]:$|^(usage|options|positional)", line)]
    options = lines[lines.index("选项：") :]
    starts = {cell_len(found[1]) for line in options if (found := re.match(r"(  -\S.{,20}?  +)(?=[㐀-鿿])", line))}
    assert len(starts) == 1


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["show"], "缺少参数：工作簿, 内容"),
        (["show", "w.jingdex", "nothing"], CHOICES),
        (["show", "w.jingdex", "claims", "--format", "nothing"], "“nothing”不在可选之列：table、csv、json"),
        (["export", "w.jingdex", "x.svg", "--series", "a"], "需要 2 个值"),
        (["show", "w.jingdex", "claims", "--method"], "需要一个值"),
        (["show", "w.jingdex", "claims", "--none"], "无法识别的参数：--none"),
        (["import", "w.jingdex"], "缺少参数：文件"),
        (["undo", "w.jingdex", "--yes=1"], "忽略了明确给出的参数"),
        (["uncertainty", "w.jingdex", "--runs", "0"], "无效"),
        (["define", "w.jingdex", "unit"], "“unit”"),
    ],
)
def test_wrong_arguments_are_a_chinese_sentence(
    argv: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """None of them leaves an English word, and the names of arguments are Chinese too."""
    monkeypatch.chdir(tmp_path)
    main(["new", "w.jingdex"])
    capsys.readouterr()
    assert main(argv) == 2
    said = capsys.readouterr().err
    assert words in said
    if CHOICES not in words and argv[0] != "define":
        assert not re.findall("[A-Za-z]{2,}", KEPT.sub("", said)), said


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOENT, "No such file or directory"), "没有这个文件或文件夹"),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "磁盘空间不足"),
        (PermissionError(errno.EACCES, "access denied, in the words of another system"), "没有权限"),
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "找不到这个主机名"),
        (TimeoutError("timed out"), "等待超时"),
        (OSError(errno.EADDRINUSE, "error while attempting to bind"), "地址已被占用"),
        (OSError("a kind of its own."), "a kind of its own"),
        (URLError("no host given"), "no host given"),
    ],
)
def test_the_system_speaks_chinese(error: OSError, reason: str) -> None:
    """By the number of the error, whatever the system calls it; what has no number keeps its own words."""
    assert system_error.reason(error) == reason


@pytest.mark.usefixtures("chinese")
def test_a_folder_as_a_file_is_a_chinese_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the system to the screen."""
    main(["new", str(tmp_path / "w.jingdex")])
    (tmp_path / "rules.toml").mkdir()
    capsys.readouterr()
    assert main(["method", str(tmp_path / "w.jingdex"), "--load", str(tmp_path / "rules.toml")]) == 2
    assert not re.findall("[A-Za-z]{2,}", KEPT.sub("", capsys.readouterr().err))


BROKEN = {
    "half.csv": ('a,b\n"1,2\n3', "文件在引号内结束"),
    "half.zip": ("PK\3\4zz", "不是 zip 文件"),
    "half.toml": ("x = [1,\ny", "第 2 行第 1 列"),
}


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("name", BROKEN)
def test_what_a_reader_says_of_a_broken_file_is_chinese(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of CSV, archives and TOML, with the place."""
    monkeypatch.chdir(tmp_path)
    content, words = BROKEN[name]
    Path(name).write_text(content, "latin-1")
    main(["new", "w.jingdex"])
    capsys.readouterr()
    load = ("method", "load", "w.jingdex", name)
    assert main([*(load if name.endswith(".toml") else ("import", "w.jingdex", name))]) == 2
    assert words in capsys.readouterr().err
