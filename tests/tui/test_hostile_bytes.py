"""What goes over the wire while a hostile workbook is open and a hostile neighbour writes to it, byte for byte."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest
from hostile import hostile_workbook
from rich.cells import cell_len
from rich.control import ControlType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tui.cli import output
from tui.terminal.degrade import Harmless, harmless
from tui.terminal.screen_diff import ScreenDiff

PROGRAM: Final = "import sys; from tui.command_line import main; sys.exit(main(sys.argv[1:]))"
CLIPBOARD: Final = "\x1b]52;c;aGFjaw==\x1b\\"
HOSTILE: Final = f"\x1b[2J\x1bc{CLIPBOARD}\x1b]8;;http://evil\x1b\\\x1bPq\x1b\\\x9b2J\x9d52;c;aGFjaw==\x9c\u202e\u2066\x7f\x07\x00[b]x"
OURS: Final = re.compile(
    r"\x1b\[[0-9;]*[HABCDKXmr]|\x1b[DM]|\x08|\x1b\[\?[0-9]+(?:[hl]|\$p)|\x1b\[[<>=][0-9;]*u|\r|\n|\x1b\[c|\x1b\]22;[a-z]*\x07"
)
ESCAPE: Final = "\x1b[27u"
"""Escape as terminals with the keyboard protocol of kitty send it, which needs no pause before the next key."""


def foreign(sent: str) -> list[str]:
    """The characters of a terminal's input that would act on it and that this program has no use for."""
    rest = OURS.sub("", sent)
    return [repr(one) for one in rest if unicodedata.category(one) in {"Cc", "Cf", "Cs"}]


class Terminal:
    """A terminal of 120×40 in which the program runs; `sent` is all that came so far."""

    def __init__(self, arguments: Sequence[str], home: Path, program: str = PROGRAM) -> None:
        self.process, self.file = pty.fork()
        if self.process == 0:
            os.environ.clear()
            os.environ.update(
                {
                    "PATH": "/usr/bin:/bin", "LINES": "40", "COLUMNS": "120", "TERM": "xterm-256color",
                    "LANG": "C.UTF-8", "JINGDEX_HOME": str(home),
                }
            )  # fmt: skip
            os.execv(sys.executable, [sys.executable, "-c", program, *arguments])
        self.sent = ""

    def until(self, text: str) -> None:
        """Read until a text has come since the last key; a terminal that says nothing more for a minute fails."""
        start = len(self.sent)
        while text not in self.sent[start:]:
            assert select.select([self.file], [], [], 60)[0], f"{text} has not come: {self.sent[start:]}"
            self.sent += os.read(self.file, 65536).decode(errors="replace")

    def type(self, keys: str) -> None:
        """Press keys, all in one packet, and read what comes meanwhile: a terminal that is full takes no keys."""
        rest = keys.encode()
        while rest:
            readable, writable, _ = select.select([self.file], [self.file], [])
            if readable:
                self.sent += os.read(self.file, 65536).decode(errors="replace")
            if writable:
                rest = rest[os.write(self.file, rest[:4096]) :]

    def ended(self) -> int:
        """The exit code, once all is read."""
        try:
            while part := os.read(self.file, 65536):
                self.sent += part.decode(errors="replace")
        except OSError:  # the program has gone, and its side of the terminal with it
            pass
        os.close(self.file)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A hostile workbook."""
    return hostile_workbook(tmp_path / "hostile.jingdex", HOSTILE)


def hostile_table(folder: Path) -> Path:
    """A file to import whose names and cells are hostile."""
    text = HOSTILE.replace("\0", "").replace('"', "")
    file = folder / "table.csv"
    rows = ("unit,indicator,period,value,note", f"u,i,2024,7,{text}", f"{text},i,2023,8,x", f"u,i,2025,{text},x")
    file.write_text("\n".join(rows), "utf-8")
    return file


IN_EACH_PANE: Final = (
    "j", "i", "n", "w", "S", "s", "m", "a", "9", "e", "o", "h", "\r", "E", "F", "V", "H", "P",
)  # fmt: skip
"""Keys whose page, prompt or message is of the pane; those that mean nothing there do no harm."""
ANYWHERE: Final = ("c", "t", "/x", "?", "N", "Nj\r", "p", "B", "Ba", "O", "C", "D", "M", "A", "L", "L")
"""Keys that open the same from every pane."""


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_no_sequence_of_a_workbook_reaches_the_terminal(path: Path, tmp_path: Path) -> None:
    """Every page, prompt and message of every pane shows hostile names and notes, and none of their bytes acts."""
    terminal = Terminal([str(path)], tmp_path)
    terminal.until("aGFjaw")
    for pane in "123456":
        for keys in (*IN_EACH_PANE, *(ANYWHERE if pane == "1" else ())):
            terminal.type(f"{ESCAPE}{ESCAPE}{ESCAPE}\x1b{pane}{keys}")
    terminal.type(f"{ESCAPE}{ESCAPE}{ESCAPE}q")
    assert terminal.ended() == 0
    assert foreign(terminal.sent) == []


DEEP: Final = tuple(f"N{'j' * table}\r{'l' * field}\r" for table, field in enumerate((1, 2, 1) * 5))
"""Keys that open each table of definitions, and the prompt of a field in it."""


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("what", ["definitions", "import"])
def test_no_sequence_of_a_definition_or_an_imported_file_reaches_the_terminal(
    path: Path, tmp_path: Path, what: str
) -> None:
    """Each table of definitions and its prompts, and each line of the page of an import, left at any moment."""
    table = hostile_table(tmp_path)
    lines = [f"I{table}\r{key}" for key in ("", "\r", "a", *(f"{'j' * row} " for row in range(0, 12, 3)))]
    terminal = Terminal([str(path)], tmp_path)
    terminal.until("aGFjaw")
    if what == "import":
        terminal.type(lines[0])
        terminal.until("refused")
    for keys in DEEP if what == "definitions" else lines:
        terminal.type(f"{ESCAPE}{ESCAPE}{ESCAPE}{keys}")
    terminal.type(f"{ESCAPE}{ESCAPE}{ESCAPE}q")
    assert terminal.ended() == 0
    assert foreign(terminal.sent) == []


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_no_sequence_of_a_neighbour_reaches_the_terminal(path: Path, tmp_path: Path) -> None:
    """A neighbour with a hostile name changes what was typed here: the notice and the refused undo name it in vain."""
    terminal = Terminal([str(path)], tmp_path)
    terminal.until("aGFjaw")
    terminal.type("9.5\r")
    terminal.until("▸")
    neighbour = {"JINGDEX_AUTHOR": f"Ωve{CLIPBOARD}", "JINGDEX_HOME": str(tmp_path), "LANG": "C.UTF-8"}
    words = ["set", str(path), "u", "i", "2023", "7"]
    subprocess.run([sys.executable, "-c", PROGRAM, *words], env=neighbour, check=True, capture_output=True)
    terminal.until("Ωve")
    terminal.type("u")
    terminal.until("Cannot undo")
    terminal.type("tq")
    assert terminal.ended() == 0
    assert foreign(terminal.sent) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b]52;c;eA==\x07b", "a]52;c;eA==b"),
        ("a\x9b2Jb\x7f\x00", "a2Jb"),
        ("a\u202eb\u2066c", "abc"),
        ("a\ud800b", "a\ufffdb"),
        ("京\u00a0\u3000精 1·2", "京\u00a0\u3000精 1·2"),
    ],
)
def test_text_keeps_its_width_without_what_acts(text: str, shown: str) -> None:
    """What acts on a terminal goes, one cell for one cell; letters of any width and blanks of any kind stay."""
    assert harmless(text) == shown
    assert cell_len(shown) == cell_len(text)


def test_only_text_passes_the_filter() -> None:
    """A link and a control code of Rich go, bold and colour stay."""
    bold = Style(bold=True, color="red")
    segments = [Segment("a", bold + Style(link="http://evil")), Segment("\x1b[2J", None, [(ControlType.CLEAR,)])]
    ((text, style, control),) = Harmless().apply(segments, Color(0, 0, 0))
    assert (text, style and style.link, style and style.bold, control) == ("a", None, True, None)


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1bc",
        "\x1b[2J",
        "\x1b]52;c;?\x07",
        "\x1b]0;t\x07",
        "\x1bPq\x1b\\",
        "\x9b2J",
        "\x1b[5i",
        "\x00",
        "\x1b_x\x1b\\",
    ],
)
def test_no_foreign_sequence_passes_the_driver(sequence: str) -> None:
    """What Textual never sends is cut out, and the picture stays known."""
    diff = ScreenDiff(20, 2)
    diff.feed("\x1b[1;1Habc\x1b[1;1H")
    assert foreign(diff.feed(f"\x1b[1;1Ha{sequence}bc\x1b[1;1H")) == []


def test_standard_output_carries_sentences_without_controls(capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence, a styled table and the line of an error show an escape as a sign; line ends stay."""
    output.write(f"a{CLIPBOARD}\n")
    output.write_styled(f"\x1b[1mb\x1b[0m{CLIPBOARD}\n")
    output.complain(f"{CLIPBOARD}")
    shown = CLIPBOARD.replace("\x1b", "␛")
    assert capsys.readouterr() == (f"a{shown}\n\x1b[1mb\x1b[0m{shown}\n", f"jingdex: {shown}\n")


def test_data_is_exact_in_a_file_and_harmless_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """CSV keeps every character where a program reads it."""
    output.write_data(CLIPBOARD)
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    output.write_data(CLIPBOARD)
    assert capsys.readouterr().out == CLIPBOARD + CLIPBOARD.replace("\x1b", "␛")


def test_nothing_but_the_output_module_writes_to_the_standard_streams() -> None:
    """No other module of the command line prints or writes to standard output or standard error."""
    folder = Path(output.__file__).parent
    writing = re.compile(r"sys\.(?:stdout|stderr)\.write|(?<![.\w])print\(")
    assert [one.name for one in folder.rglob("*.py") if writing.search(one.read_text("utf-8"))] == ["output.py"]


COMMANDS: Final = [
    ["show", "{}", "figures"],
    ["show", "{}", "clusters"],
    ["show", "{}", "figures", "--format", "csv"],
    ["show", "{}", "trail"],
    ["show", "{}", HOSTILE],
    ["show", HOSTILE, "figures"],
    ["set", "{}", HOSTILE, "i", "2023", "7"],
    ["check", "{}"],
    ["define", "{}", "units"],
    ["scenario", "list", "{}"],
    ["scenario", "show", "{}", "x"],
    ["scenario", "compare", "{}"],
    ["scenario", "make", "{}", HOSTILE],
    ["import", "{}", "{table}", "--dry-run"],
    ["import", "{}", HOSTILE],
    ["export", "{}", HOSTILE],
    ["export", "{}", "x.csv", "--what", "scores", "--method", HOSTILE],
    ["define", "{}", "units", HOSTILE],
    ["method", "show", "{}"],
    ["method", "load", "{}", HOSTILE],
    ["forecast", "{}", "u", "i", "--to", HOSTILE],
    ["reach", "{}", "u", "i", "--value", "9", "--period", "2023"],
    ["revised", "{}", "u", "i"],
    ["undo", "{}"],
    ["verify", "{}", "--seal", HOSTILE],
    ["uncertainty", "{}", "--node", HOSTILE],
    ["why", "{}", HOSTILE],
    [HOSTILE],
    [f"--{HOSTILE}"],
]


COMMANDS_IN_TURN: Final = """
import json, sys
from tui.command_line import main
for words in json.loads(sys.argv[1]):
    main(words)
    sys.stdout.write("\\n@@@\\n")
    sys.stdout.flush()
"""


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_no_sequence_reaches_the_terminal_of_a_command(path: Path, tmp_path: Path) -> None:
    """Tables, CSV, messages, refusals of the argument parser and names of files are text on a terminal."""
    named = {"{}": str(path), "{table}": str(hostile_table(tmp_path))}
    every = [[named.get(word, word).replace("\0", "") for word in words] for words in COMMANDS]
    terminal = Terminal([json.dumps(every)], tmp_path, COMMANDS_IN_TURN)
    terminal.ended()
    *parts, rest = terminal.sent.split("@@@")
    assert not rest.strip()
    assert len(parts) == len(COMMANDS)
    for words, sent in zip(COMMANDS, parts, strict=True):
        assert sent.strip(), words
        assert foreign(sent) == [], words
