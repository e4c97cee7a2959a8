import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from small_terminal import SmallTerminal

from tui.terminal.pen import PLAIN, Pen, changed, transition
from tui.terminal.screen_diff import ScreenDiff

WIDTH, HEIGHT = 12, 5
FIRST_RESET = "\x1b[m"

codes = st.sampled_from(
    ["1", "2", "3", "4", "7", "1;3", "31", "38;5;9", "38;2;1;2;3", "41", "1;97;48;2;9;9;9", "91;107"]
)


@st.composite
def paints(draw: st.DrawFn, letters: str = "ab  c京│é·", *, apart: bool = False) -> str:
    """What a compositor writes for some part of the screen: spans that start with a position and end without a pen.

    Those that stand `apart` are in rows of their own, so that none paints over another.
    """
    texts = st.text(st.sampled_from(letters), min_size=1, max_size=WIDTH)
    spans = []
    for row in draw(st.lists(st.integers(0, HEIGHT - 1), min_size=1, max_size=4, unique=apart)):
        x = draw(st.integers(0, WIDTH - 1))
        spans.append(f"\x1b[{row + 1};{x + 1}H")
        for text, code in draw(st.lists(st.tuples(texts, st.none() | codes), min_size=1, max_size=3)):
            cropped = text[: max(n for n in range(len(text) + 1) if x + cell_len(text[:n]) <= WIDTH)]
            x += cell_len(cropped)
            spans.append(f"\x1b[{code}m{cropped}\x1b[0m" if code and cropped else cropped)
        spans.append("\n" * (row < HEIGHT - 1 and draw(st.booleans())))
    place = draw(st.tuples(st.integers(1, HEIGHT), st.integers(1, WIDTH)))
    return "".join(spans) + "\x1b[{};{}H".format(*place)


@given(st.lists(paints(), min_size=1, max_size=5), st.sets(st.integers(0, 7)), st.booleans())
def test_the_terminal_shows_the_same_picture(frames: list[str], merged: set[int], fills: bool) -> None:
    """Whatever is painted, and wherever frames are merged, the cells and the cursor are the same."""
    whole, diffed = SmallTerminal(WIDTH, HEIGHT), SmallTerminal(WIDTH, HEIGHT, fills=fills)
    diff = ScreenDiff(WIDTH, HEIGHT, fills=fills)
    for number, frame in enumerate(frames):
        whole.write(frame)
        diff.take(frame)
        if number not in merged:
            diffed.write(diff.changes())
            assert diffed.cells == whole.cells
            assert (diffed.row, diffed.column) == (whole.row, whole.column)


@given(st.lists(paints("ab  c│é·", apart=True), min_size=1, max_size=5))
def test_nothing_gets_longer(frames: list[str]) -> None:
    """But for one reset at the start, never more is sent than was painted."""
    diff = ScreenDiff(WIDTH, HEIGHT)
    painted = sent = 0
    for frame in frames:
        painted += len(frame.encode())
        sent += len(diff.feed(frame).encode())
        assert sent <= painted + len(FIRST_RESET)


@given(st.lists(paints(), min_size=1, max_size=4))
def test_nothing_is_sent_for_a_picture_that_is_shown_already(frames: list[str]) -> None:
    """A frame painted twice costs no byte the second time, not even a synchronised update around nothing."""
    diff = ScreenDiff(WIDTH, HEIGHT)
    for frame in frames:
        diff.feed(frame)
        final = SmallTerminal(WIDTH, HEIGHT)
        final.write(frame)
        diff.feed(frame)
        assert diff.feed(f"\x1b[?2026h{frame}\x1b[?2026l") == ""


@given(st.lists(codes, max_size=3), st.lists(codes, max_size=3))
def test_a_pen_is_reached_from_any_other(before: list[str], after: list[str]) -> None:
    """The sequence between two pens leads from the one to the other."""
    start, end = PLAIN, PLAIN
    for code in before:
        start = changed(start, code)
    for code in after:
        end = changed(end, code)
    terminal = SmallTerminal(WIDTH, HEIGHT)
    terminal.write(transition(None, start) + transition(start, end))
    assert terminal.pen == end


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("京精", " 京 ", " 京 "),
        ("京京", "a", "a 京"),
        ("a京b", "京b", "京bb"),
        ("京", "精", "精"),
        ("京京京", "a京b", "a京b京"),
    ],
)
def test_half_a_wide_character_leaves_a_blank(before: str, after: str, text: str) -> None:
    """Overwriting one half of a wide character blanks the other, whether all is painted or only what differs."""
    diff, terminal = ScreenDiff(WIDTH, HEIGHT), SmallTerminal(WIDTH, HEIGHT)
    for painted in (before, after):
        terminal.write(diff.feed(f"\x1b[1;1H{painted}\x1b[1;1H"))
    assert terminal.text[0].rstrip() == text.rstrip()
    assert sum(cell_len(text) or 1 for text in terminal.text[0]) == WIDTH


def test_only_the_changed_cell_is_sent() -> None:
    """In a line of which one letter changed, that letter is sent, and where it stands."""
    diff = ScreenDiff(80, 24)
    diff.feed("\x1b[5;1H\x1b[1mbefore the change\x1b[0m\x1b[5;1H")
    assert diff.feed("\x1b[5;1H\x1b[1mbefore tha change\x1b[0m\x1b[5;1H") == "\x1b[9Ca\r"


def test_a_short_gap_is_repeated_and_a_long_one_jumped_over() -> None:
    """Two changes one cell apart are one run; two far apart are two."""
    diff = ScreenDiff(80, 24)
    diff.feed("\x1b[2Habcdefghijkl\x1b[2H")
    assert diff.feed("\x1b[2HAbCdefghijkL\x1b[2H") == "AbC\x1b[8CL\r"


def test_another_screen_passes_through_and_the_picture_is_forgotten() -> None:
    """After the terminal turns to its other screen, everything that is painted is sent again."""
    diff = ScreenDiff(WIDTH, HEIGHT)
    frame = "\x1b[1;1H\x1b[1mabc\x1b[0m\x1b[1;1H"
    first = diff.feed(frame)
    assert diff.feed(frame) == ""
    assert diff.feed("\x1b[?1049h") == "\x1b[m\x1b[?1049h"
    assert diff.feed(frame) == first


@pytest.mark.parametrize(
    "mode", ["\x1b[?1000h", "\x1b[?25l", "\x1b[>25u", "\x1b[?2048$p", "\x1b]52;c;YWJj\x07", "\x1b]22;text\x07"]
)
def test_modes_and_the_clipboard_pass_through_and_leave_the_picture(mode: str) -> None:
    """What does not touch the cells is sent as it is, and the picture stays known."""
    diff = ScreenDiff(WIDTH, HEIGHT)
    frame = "\x1b[1;1Habc\x1b[1;1H"
    diff.feed(frame)
    assert diff.feed(mode) == mode
    assert diff.feed(frame) == ""


def test_a_resized_or_forgotten_screen_is_painted_anew() -> None:
    """After a resize, or when told that others wrote on the screen, a picture is sent whole."""
    diff = ScreenDiff(WIDTH, HEIGHT)
    frame = "\x1b[1;1Habc\x1b[1;1H"
    diff.feed(frame)
    diff.resize(WIDTH + 1, HEIGHT)
    assert "abc" in diff.feed(frame)
    diff.forget()
    assert "abc" in diff.feed(frame)


def test_text_that_runs_over_the_edge_is_not_trusted() -> None:
    """What a screen of another size was painted for passes as it is, and is painted again when it fits."""
    diff = ScreenDiff(4, 2)
    assert diff.feed("\x1b[1;1Habcdef") == "\x1b[H\x1b[mabcdef"
    assert diff.feed("\x1b[9;1Hab").replace("\x1b[m", "") == "\x1b[9;1Hab"
    assert diff.feed("\x1b[1;1Habcd\x1b[1;1H") == "\x1b[H\x1b[mabcd\r"


def test_a_long_update_is_synchronised_where_the_app_asks_for_it() -> None:
    """Only an update that a terminal might show in part is put between the marks of a synchronised update."""
    diff = ScreenDiff(80, 24)
    lines = "".join(f"\x1b[{row};1H{'x' * 70}" for row in range(1, 20))
    data = "".join(diff.feed(part) for part in ("\x1b[?2026h", lines, "\x1b[?2026l"))
    assert data.startswith("\x1b[?2026h")
    assert data.endswith("\x1b[?2026l")
    assert diff.feed("\x1b[?2026h\x1b[1;1Hy\x1b[?2026l") == "\x1b[Hy"


def test_joined_characters_do_not_move_what_follows() -> None:
    """Terminals differ on the width of emoji, so the next cell is addressed again."""
    diff = ScreenDiff(20, 2)
    assert "\x1b[1;3Hab" in diff.feed("\x1b[1;1H👩\u200d🔬ab\x1b[1;1H")


def test_without_colour_no_colour_is_sent() -> None:
    """Bold, reverse and the like stay; foreground and background of any kind go."""
    diff = ScreenDiff(20, 2, colour=False)
    assert diff.feed("\x1b[1;1H\x1b[1;31;48;2;1;2;3;7;38;5;9ma\x1b[0;97;104mb") == "\x1b[H\x1b[0;1;7ma\x1b[mb"


@pytest.mark.parametrize(
    ("colour", "sent"),
    [
        ("38;2;95;135;255", "38;5;69"),
        ("48;2;168;168;168", "48;5;248"),
        ("38;2;255;255;255", "38;5;231"),
        ("38;2;95;135;254", "38;2;95;135;254"),
    ],
)
def test_an_exact_colour_that_has_a_number_is_sent_by_it(colour: str, sent: str) -> None:
    """The cube and the greys of xterm's 256 are the same everywhere; every other colour is sent as it is."""
    pen = changed(PLAIN, colour)
    assert pen.foreground + pen.background == sent


def test_a_link_is_kept_on_its_cells() -> None:
    """A hyperlink opens before its text and closes before the next."""
    diff, terminal = ScreenDiff(20, 2), SmallTerminal(20, 2)
    terminal.write(diff.feed("\x1b[1;1H\x1b]8;id=1;http://a\x1b\\ab\x1b]8;;\x1b\\c\x1b[1;1H"))
    assert [pen.link for _, pen in terminal.cells[0][:4]] == ["id=1;http://a", "id=1;http://a", "", ""]
    assert terminal.text[0].rstrip() == "abc"


lines = st.text(st.sampled_from("ab c京精é"), min_size=1, max_size=WIDTH // 2 - 1)


@settings(max_examples=40)
@given(
    st.lists(lines, min_size=12, max_size=12, unique=True),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, WIDTH // 3)), min_size=2, max_size=6),
    st.sampled_from(["", "│right", "京右侧"]),
    st.booleans(),
)
def test_rows_that_move_are_shown_where_they_are(
    texts: list[str], tops: list[tuple[int, int]], beside: str, fills: bool
) -> None:
    """A table scrolled by any number of rows, with a scrollbar, and beside it a pane that stays or moves."""
    diff, whole = ScreenDiff(WIDTH + 6, 8, fills=fills), SmallTerminal(WIDTH + 6, 8)
    terminal = SmallTerminal(WIDTH + 6, 8, fills=fills)
    for top, thumb in tops:
        frame = ""
        for row, text in enumerate(texts[top : top + 8]):
            padded = text + " " * (WIDTH - cell_len(text) - 1) + ("█" if row == thumb else "│")
            around = beside if terminal.text[0][-1].strip() else beside or f"{row:<6}"
            frame += f"\x1b[{row + 1};1H\x1b[1m{padded}\x1b[0m" + around
        for screen, data in ((terminal, diff.feed(f"{frame}\x1b[1;1H")), (whole, f"{frame}\x1b[1;1H")):
            screen.write(data)
        assert terminal.cells == whole.cells
        assert (terminal.row, terminal.column) == (whole.row, whole.column)


@pytest.mark.parametrize("by", [1, -1, 3])
def test_a_scrolled_row_costs_what_comes_in(by: int) -> None:
    """The terminal moves the rows that stay in view: what is sent is little more than the rows that are new."""
    texts = [f"row {number} " + "abcdefghij"[number % 10] * 80 for number in range(40)]
    frames = [
        "".join(f"\x1b[{row + 2};1H{texts[top + row][:80]}" for row in range(20)) + "\x1b[1;1H" for top in (10, 10 + by)
    ]
    diff = ScreenDiff(80, 24)
    diff.feed(frames[0])
    assert len(diff.feed(frames[1])) < abs(by) * 85 + 30


def test_a_pane_beside_others_is_moved_only_where_that_takes_fewer_bytes() -> None:
    """With much text beside that stays, the rows are sent as before: no scroll region is set."""
    rows = range(20)
    left = [f"{number:<4}" for number in range(40)]
    right = ["".join(chr(65 + (number * 7 + x * 3) % 26) for x in range(75)) for number in range(40)]
    frames = [
        "".join(f"\x1b[{row + 2};1H{left[top + row]} {right[row]}" for row in rows) + "\x1b[1;1H" for top in (0, 1)
    ]
    diff = ScreenDiff(80, 24)
    diff.feed(frames[0])
    sent = diff.feed(frames[1])
    assert "r" not in sent.replace("\x1b[1;1H", "")
    assert len(sent) < 400


@pytest.mark.parametrize(("fills", "most"), [(True, 60), (False, 120)])
def test_a_row_that_comes_in_costs_its_text_where_the_terminal_fills_it(fills: bool, most: int) -> None:
    """Of 20 rows that begin and end with a word, the blanks between are sent only where nobody knows their ground."""
    texts = [f"{chr(65 + number) * 20:<76} end" for number in range(40)]
    diff, terminal = ScreenDiff(80, 24, fills=fills), SmallTerminal(80, 24, fills=fills)
    for top in (0, 1):
        rows = "".join(f"\x1b[{row + 2};1H{texts[top + row]}" for row in range(20))
        sent = diff.feed(f"\x1b[48;5;17m{rows}\x1b[0m\x1b[1;1H")
        terminal.write(sent)
    assert [line.rstrip() for line in terminal.text[1:21]] == texts[1:21]
    assert {pen.background for _, pen in terminal.cells[20]} == {"48;5;17"}
    assert len(sent) < most


@pytest.mark.parametrize(("fills", "most"), [(True, 20), (False, 80)])
def test_blanks_are_erased_where_the_terminal_fills_them(fills: bool, most: int) -> None:
    """A text that goes leaves its ground, in few bytes; one that is underlined has its line written."""
    diff, terminal = ScreenDiff(80, 24, fills=fills), SmallTerminal(80, 24, fills=fills)
    for text in ("京" * 30, " " * 60):
        sent = diff.feed(f"\x1b[2;1H\x1b[48;5;17m{text}\x1b[0m\x1b[1;1H")
        terminal.write(sent)
    assert {*terminal.cells[1][:60]} == {(" ", Pen(background="48;5;17"))}
    assert len(sent) < most
    assert "X" not in diff.feed(f"\x1b[2;1H\x1b[4;48;5;17m{' ' * 60}\x1b[0m\x1b[1;1H")


def test_no_half_of_a_wide_character_is_left_by_erasing() -> None:
    """What is written over the other half would reset the cell that was erased."""
    diff, terminal = ScreenDiff(40, 2, fills=True), SmallTerminal(40, 2, fills=True)
    for text in ("x" * 11 + "京" * 10, "ab          \x1b[31m+172.1% and more"):
        terminal.write(diff.feed(f"\x1b[1;1H\x1b[48;5;17m{text}\x1b[0m\x1b[1;1H"))
    assert {pen.background for _, pen in terminal.cells[0][:12]} == {"48;5;17"}
