"""The help page: what the pane at hand shows, how figures are typed, and every key; and its commands."""

import re
from collections.abc import Sequence
from itertools import groupby

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from core.words import gettext, marked
from core.workbook.status import STATUSES
from tui.frame.actions import action
from tui.frame.command import Command
from tui.frame.prompt import Question
from tui.frame.screen import Screen
from tui.frame.status_lines import footer_keys
from tui.palette import matches

HEAD = re.compile("[^.。]*[.。] ?")
"""What a paragraph is about, which stands first."""
PANES: dict[str, str] = {
    "clusters": (
        "Clusters. One row a cluster of the list named in the title (v shows the next list). size is the"
        " newest observed one; > is “over”, ~ “about”, < “nearly”; the letter behind is its status. Δ% is on"
        " the year before. to next is the distance to the next tier, by the year in which it gets there"
        " at its last growth. ~ before a share says that sizes are bounds or scopes overlap; measure names what was"
        " measured, published the tier that was published. Below the line:"
        " the tiers, whose thresholds can be typed over."
    ),
    "index": (
        "Index. ● is published, ○ is not; a gap is drawn as a gap. A value that you type is yours: E, with your name."
        " points and Δ% are from the known value before, %/yr is the average growth between the two. b makes the year"
        " under the cursor 100. ▲ on the axis marks an event; the events are below."
    ),
    "trends": (
        "Trends. ↑ or ↓ says which way is good. change is from the comparable figure before, in points (pp) where the"
        " measure is per cent. slope is Theil-Sen's, a year, with Mann-Kendall's p: * below 0.05, ** 0.01, *** 0.001."
        " ≠ marks a ratio that differs from its latest numerator and denominator. track says whether the target is"
        " met, or will be at the last growth (yes, no). → shows more: slope, the target, and the growth it needs."
    ),
    "results": (
        "Results. The units of one period by rank (e goes back in time); ▲2 is two places gained by the last edit, or"
        " by what is typed; ±2019 is the change of rank since that year. The bar is the score, cut by elements, each"
        " with a sign of its own. A single unit is shown over its periods. Enter opens a unit's page, w compares two"
        " methods, years or units, v shows the next method, M lists them and makes new ones, A has the analysis."
    ),
    "tree": (
        "Tree. What is typed is a weight; [ and ] step it; share of index is what it finally comes to. Weights in"
        " italics are computed by a step; those typed then wait. a adds an indicator from the list, or a new group,"
        " under this one (Enter alone: a list to mark indicators in), x takes it out with all below, m moves it under"
        " any group, also a new one, r renames it, d turns its direction, p sets"
        " goalposts (0 100) or a target (4.1), f gives it a choice of its own. Escape leads to the results."
    ),
    "steps": (
        "Steps. Above them what it covers: Enter marks units or periods. Enter on a step lists its choices; Enter"
        " on one takes it while the results stand beside it. Settings are typed in words: 0.5, 2/3, yes, 0 to 100, all,"
        " LPI GDP; the strip below says what they mean. a adds a step behind this one, x takes it out, [ and ] move it."
    ),
    "figures": (
        "Figures. Every figure of the workbook, one a row, or turned (P) to units by periods and units by indicators; a"
        " million are as quick as a few. / filters while you type: words that a row holds, in codes, names, notes and"
        " numbers, and conditions such as status=E,P year>2019 value>1.2万亿 unit=beijing note~estimate value=missing;"
        " ! before one turns it round, quotes hold a text together; Tab completes a column or what it can be. a begins"
        " any figure, also of a series that has none: a unit, an indicator, a period. s sorts by the column under the"
        " cursor. : jumps to"
        " a row's number or to the next figure that fits, Enter alone to the one after. v or Shift and an arrow selects"
        " a block; its count, sum, mean, min and max stand below. What is typed then goes into every cell of it, x"
        " marks them missing, ^d writes its first row into the others, y copies it with tabs. What is pasted from"
        " another program is shown before Enter keeps it as one edit; rows pasted at the unit column are found by unit,"
        " indicator and period, and added where they are new. Status, source and note are typed over with Enter."
    ),
    "robustness": (
        "Robustness. The units of one period by rank, each with the interval of its rank over the runs (of a single"
        " unit its periods, with the interval of the score). The first runs are of the weights alone; R runs over all"
        " assumptions. Enter opens a unit: the chance of each rank, how often it stands above each other one."
    ),
    "assumptions": (
        "Assumptions. What may vary in the runs: weights within ± per cent, other sets of weights, "
        "other choices of each step, indicators left out, figures by their status. Enter changes a "
        "row, x keeps it fixed."
    ),
    "sensitivity": (
        "Sensitivity. Sobol's indices of each assumption: first order is its own share of the variance of the mean rank"
        " shift, total is its share with all that it acts together with. Below, what each indicator left out moves."
    ),
    "page": "Pages. Enter goes where a row leads, Escape goes back. In a series every figure can be typed over.",
}

HERE: dict[str, str] = marked(
    {
        "Add": "Add an indicator or a group under this node.",
        "Add step": "Add a step behind this one.",
        "Change": "Change this row.",
        "Earlier": "Move the step one place up.",
        "Earlier period": "Show the period before.",
        "Edit threshold": "Edit the threshold of the tier.",
        "Go to": "Go to another view: its digit follows.",
        "Fill": "Write the first row of the block into the others.",
        "Filter": "Show only the figures that fit what is typed.",
        "Keep it fixed": "Vary it no longer.",
        "Later": "Move the step one place down.",
        "Make it 100": "Make this year 100 in the index.",
        "Mark which": "Mark what the method covers.",
        "New method": "Make a method.",
        "Next index": "Show the next index.",
        "Next method": "Show the next method.",
        "Other choices": "List the choices of this step.",
        "Remove": "Remove this row with all below it.",
        "Run all": "Start the runs over all assumptions, or stop them.",
        "Select": "Begin a block of cells, or end it.",
        "Show them": "Show the settings that stand at their defaults.",
        "Take it": "Take this choice.",
        "Unit page": "Open the unit: its scores, its ranks and its chart.",
        "Weight": "Edit the weight.",
    }
)
"""What a key does where the key line has a title for it that is not its command's."""

TYPING = marked(
    "Typing. A digit, a point, -, =, Enter or F2 begins; what depends on the figure shows the new value at once. Enter"
    " keeps it, Escape leaves no trace. 9761亿 · 1.2万亿 · 3.4bn · 2.9tn · 42.9% · over 1e12 · nearly 3500亿 ·"
    " =prev*1.05 · =2947.1/43760.7 · 9761亿 E #a note · O for missing. A bare number is in the scale that the cell"
    " shows. F2 and Enter offer the number that stands there, and the first letter replaces it. Status (o), note (n)"
    " and source (S) have keys of their own. Where nothing can be typed the strip says why, and keys do nothing until"
    " Enter or Escape."
)

LISTS = marked(
    "Lists. Where a unit, an indicator, a source, a code, a column, a goal or a moment is typed, a list shows what is"
    " there, by code and by name in either language, and each letter narrows it. ↑ and ↓ move in it, Tab completes,"
    " Enter takes the marked row. A name that is not there is refused; where a new one can be made, it is the last row."
    " In Find (/) ↑ and ↓ move among what is found, Enter goes there, and Escape comes back to the list."
)


ENDS = "Enter Done · Esc Show all"


def help_page(screen: Screen) -> None:
    """Help for where one is."""
    body = screen.body
    pane, here = body.pane.id or "", "" if body.help.is_open else footer_keys(body)
    body.open_help(screen.workspace.wording.word("Help"), help_lines(pane, screen.keys, here))
    screen.draw_bars()


def find(screen: Screen) -> None:
    """Find something by its text, everywhere; in the help, what it says of a word or a key."""
    if screen.body.help.is_open:
        _search(screen)
    else:
        action("tui.find.finding:find")(screen)


def _search(screen: Screen) -> None:
    """Ask for a word or a key, and show what the help says of it."""
    page, prompt = screen.body.help, screen.prompt

    def typed(text: str) -> None:
        page.show_lines(lines_with(text) if text.strip() else page.whole)

    def accepted(_: str) -> None:
        prompt.close()

    prompt.ask(Question(gettext("search the help, by word or key"), typed, accepted, lambda: typed(""), ends=ENDS), "")
    screen.draw_detail()


def help_lines(pane: str, commands: Sequence[Command], here: str = "") -> list[Text]:
    """The lines of the help page for a pane: what it shows, the keys of its key line, then all others."""
    lines = [_paragraph(gettext(PANES.get(pane, PANES["page"]))), Text(), *_keys_here(here, commands)]
    lines += [_paragraph(gettext(TYPING)), Text(), _paragraph(gettext(LISTS)), Text()]
    for group, members in groupby(commands, key=lambda command: command.group):
        lines += [Text(gettext(group), style="bold"), *map(_line, members), Text()]
    return [*lines, _paragraph(_letters())]


def lines_with(text: str) -> list[Text]:
    """What of the help holds a text: first the commands, the best first, then the paragraphs."""
    hits = sorted(matches(text), key=lambda hit: -hit[0])
    words = text.casefold().split()
    texts = [PANES["page"], TYPING, LISTS, *PANES.values()]
    paragraphs = [*map(gettext, texts), _letters()]
    holding = [
        paragraph for paragraph in dict.fromkeys(paragraphs) if all(word in paragraph.casefold() for word in words)
    ]
    lines = [_line(command) for _, command in hits]
    lines += [line for paragraph in holding for line in (Text(), _paragraph(paragraph))]
    return lines or [Text(gettext("Nothing in the help holds “{text}”.", text=text))]


def _keys_here(here: str, commands: Sequence[Command]) -> list[Text]:
    """The keys of a key line, each with what it does there and what its command is."""
    pairs = [pair.partition(" ") for pair in here.split("  ") if pair]
    known = {key: command for command in commands for key in command.shown.split()}
    lines = []
    for key, _, title in pairs:  # a title may say all, and is not always the one of the command
        command = known.get(key)
        text = command.help if command and command.title == title else HERE.get(title)
        lines.append(_row(key, gettext(title), gettext(text) if text else ""))
    return [Text(gettext("Keys here"), style="bold"), *lines, Text()] if lines else []


def _line(command: Command) -> Text:
    return _row(command.shown, gettext(command.title), gettext(command.help))


def _row(keys: str, title: str, note: str) -> Text:
    """Keys, a title and what is said of it, in columns of so many cells."""
    return Text(
        f"  {set_cell_size(keys, max(9, cell_len(keys)))} {set_cell_size(title, max(14, cell_len(title)))}  {note}"
    )


def _letters() -> str:
    return gettext(
        "Letters. {letters}", letters=" · ".join(f"{letter} {gettext(note)}" for letter, note in STATUSES.items())
    )


def _paragraph(text: str) -> Text:
    match = HEAD.match(text)
    head = match[0] if match else ""
    return Text.assemble((head, "bold"), text[len(head) :])
