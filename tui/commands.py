"""The one table of commands: bindings, footer, palette, help and the README's list of keys are made of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.analysis import commands as analysis
from tui.attribution import commands as why
from tui.clusters import commands as clusters
from tui.definitions import commands as definitions
from tui.exports import commands as export
from tui.figures import block_commands as cells
from tui.figures import commands as figures
from tui.forecast import commands as forecast
from tui.frame import edits as edit
from tui.frame import moves as go
from tui.frame import views as see
from tui.frame.keys import Keys
from tui.goal_seek import commands as reach
from tui.goal_seek import slider_commands as slider
from tui.imports import commands as bring
from tui.method import method_commands as methods
from tui.method import tree_commands as tree
from tui.releases import commands as look_back
from tui.results import commands as units
from tui.robustness import commands as trust
from tui.scenarios import commands as scenarios

if TYPE_CHECKING:
    from tui.app import Jingdex


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done: `keys` as Textual names them, and `told` as a person reads them.

    `g 1` are two keys, one after the other.
    """

    id: str
    keys: str
    action: Callable[["Jingdex"], None]
    told: Keys


COMMANDS: tuple[Command, ...] = (
    Command("clusters", "alt+1,g 1", go.clusters, Keys("Alt+1 g1", "Clusters", "Go to the Clusters pane.", "Go")),
    Command("index", "alt+2,g 2", go.index, Keys("Alt+2 g2", "Index", "Go to the Index pane.", "Go")),
    Command("trends", "alt+3,g 3", go.trends, Keys("Alt+3 g3", "Trends", "Go to the Trends pane.", "Go")),
    Command(
        "workbench",
        "alt+4,g 4",
        go.workbench,
        Keys("Alt+4 g4", "Workbench", "Go to the methods: results, tree, steps.", "Go"),
    ),
    Command(
        "figures",
        "alt+5,g 5",
        go.figures,
        Keys("Alt+5 g5", "Figures", "All figures: filter, sort, select, paste, fill.", "Go"),
    ),
    Command("trust", "alt+6,g 6", go.trust, Keys("Alt+6 g6", "Trust", "How far ranks move under other choices.", "Go")),
    Command("next_pane", "tab", go.next_pane, Keys("Tab", "Next pane", "Go to the next pane.", "Go")),
    Command(
        "previous_pane", "shift+tab", go.previous_pane, Keys("S-Tab", "Previous pane", "Go to the pane before.", "Go")
    ),
    Command("up", "up,k", go.up, Keys("↑ k", "Up", "Move up a row.", "Go")),
    Command("down", "down,j", go.down, Keys("↓ j", "Down", "Move down a row.", "Go")),
    Command("left", "left,h", go.left, Keys("← h", "Left", "Move left a column.", "Go")),
    Command(
        "right", "right,l", go.right, Keys("→ l", "Right", "Move right a column; hidden ones come into view.", "Go")
    ),
    Command("top", "g g,ctrl+home", go.top, Keys("gg", "Top", "Move to the first row.", "Go")),
    Command("bottom", "G,ctrl+end", go.bottom, Keys("G", "Bottom", "Move to the last row.", "Go")),
    Command("page_up", "pageup", go.page_up, Keys("PgUp", "Page up", "Move up a page.", "Go")),
    Command("page_down", "pagedown", go.page_down, Keys("PgDn", "Page down", "Move down a page.", "Go")),
    Command("first_column", "home", go.first_column, Keys("Home", "First column", "Move to the first column.", "Go")),
    Command("last_column", "end", go.last_column, Keys("End", "Last column", "Move to the last column.", "Go")),
    Command(
        "find", "slash", go.find, Keys("/", "Find", "Find a name, figure, note or source anywhere.", "Go", footer=True)
    ),
    Command(
        "jump", "colon", figures.jump, Keys(":", "Jump", "In the figures: to a row's number, or to what fits.", "Go")
    ),
    Command("back", "escape", go.back, Keys("Esc", "Back", "Leave what is open; while typing, take all back.", "Go")),
    Command(
        "edit",
        "enter,f2",
        edit.change,
        Keys("Enter F2", "Edit", "Edit the figure under the cursor.", "Edit", footer=True),
    ),
    Command(
        "formula", "equals_sign", edit.formula, Keys("=", "Formula", "Type a formula, such as =prev*1.05.", "Edit")
    ),
    Command("status", "o", edit.status, Keys("o", "Status", "Give the figure the next status letter.", "Edit")),
    Command("note", "n", edit.note, Keys("n", "Note", "Write a note on the figure.", "Edit")),
    Command("source", "S", edit.source, Keys("S", "Source", "Name the figure's source, by code or title.", "Edit")),
    Command(
        "increase", "right_square_bracket", edit.increase, Keys("]", "Step up", "Add one to the last digit.", "Edit")
    ),
    Command(
        "decrease",
        "left_square_bracket",
        edit.decrease,
        Keys("[", "Step down", "Take one from the last digit.", "Edit"),
    ),
    Command("missing", "x", edit.missing, Keys("x", "Missing", "Mark the figure as missing.", "Edit")),
    Command(
        "add",
        "a",
        edit.add,
        Keys("a", "Add period", "Add a period, or a release: 2023@2025-03; in the figures any.", "Edit", footer=True),
    ),
    Command(
        "fill",
        "ctrl+d",
        cells.fill_down,
        Keys("^d", "Fill down", "In the figures: the block's first row in all.", "Edit"),
    ),
    Command("move", "m", tree.move, Keys("m", "Move", "In the tree: put a code under another node.", "Edit")),
    Command("rename", "r", tree.rename, Keys("r", "Rename", "In the tree and in lists: another name.", "Edit")),
    Command("turn", "d", tree.turn, Keys("d", "Direction", "In the tree: more is better, or less.", "Edit")),
    Command(
        "slide", "W", slider.slide, Keys("W", "Slide", "In the tree: move a weight, see where ranks hold.", "Edit")
    ),
    Command("posts", "p", tree.posts, Keys("p", "Posts", "In the tree: a target, or two goalposts.", "Edit")),
    Command("own", "f", tree.own_choice, Keys("f", "Its own", "In the tree: how this code alone is computed.", "Edit")),
    Command(
        "import", "I", bring.bring, Keys("I", "Import", "Bring in files, after a look at what they change.", "Edit")
    ),
    Command("alter", "space", bring.alter, Keys("Space", "Change", "In an import: change this line.", "Edit")),
    Command("undo", "u", edit.undo, Keys("u", "Undo", "Take back your last edit.", "Edit", footer=True)),
    Command("redo", "U,ctrl+r", edit.redo, Keys("U", "Redo", "Do again what was taken back.", "Edit")),
    Command("reach", "O", reach.reach, Keys("O", "Objective", "What it takes: a rank, a tier, a value.", "See")),
    Command(
        "forecast",
        "F",
        forecast.forecast,
        Keys("F", "Forecast", "Carry this series on: models, intervals, errors.", "See"),
    ),
    Command(
        "scenarios",
        "B",
        scenarios.scenarios,
        Keys("B", "Scenarios", "List the branches of edits; from one back to the base.", "See"),
    ),
    Command(
        "pivot", "P", figures.turn, Keys("P", "Pivot", "In the figures: one a row, by period, by indicator.", "See")
    ),
    Command(
        "select_up",
        "shift+up",
        figures.stretch(-1, 0),
        Keys("S-↑", "Select up", "In the figures: stretch a block upwards.", "See"),
    ),
    Command(
        "select_down",
        "shift+down",
        figures.stretch(1, 0),
        Keys("S-↓", "Select down", "In the figures: stretch a block downwards.", "See"),
    ),
    Command(
        "select_left",
        "shift+left",
        figures.stretch(0, -1),
        Keys("S-←", "Select left", "In the figures: stretch a block to the left.", "See"),
    ),
    Command(
        "select_right",
        "shift+right",
        figures.stretch(0, 1),
        Keys("S-→", "Select right", "In the figures: stretch a block to the right.", "See"),
    ),
    Command("sort", "s", see.sort, Keys("s", "Sort", "Sort by this column; again: the other way, as it was.", "See")),
    Command("zoom", "z", see.zoom, Keys("z", "Zoom", "Let this pane fill the screen, or not.", "See", footer=True)),
    Command(
        "series",
        "i",
        see.series,
        Keys("i", "Series", "See every period and release of this series.", "See", footer=True),
    ),
    Command(
        "revisions",
        "V",
        see.revisions,
        Keys("V", "Revisions", "See what each release changed, here and in the index.", "See"),
    ),
    Command("as_of", "D", look_back.look_back, Keys("D", "As of", "See all as of a date; again: as it is now.", "See")),
    Command(
        "claims", "c", see.claims, Keys("c", "Claims", "See the claims: which hold, which fail.", "See", footer=True)
    ),
    Command("trail", "t", see.trail, Keys("t", "Trail", "See who changed what, and when.", "See")),
    Command(
        "list",
        "v",
        see.next_list,
        Keys("v", "Next list", "The next list of clusters, index or method; in the figures: select.", "See"),
    ),
    Command(
        "statistics",
        "C",
        clusters.cluster_statistics,
        Keys("C", "Statistics", "Clusters: quotients, shift-share and more.", "See"),
    ),
    Command(
        "definitions",
        "N",
        definitions.definitions,
        Keys("N", "Definitions", "Units, indicators, clusters, trends, claims: see, add, change.", "See"),
    ),
    Command("methods", "M", methods.methods, Keys("M", "Methods", "All methods: a new one, a copy, names.", "See")),
    Command("analysis", "A", analysis.analysis, Keys("A", "Analysis", "Statistics, correlations, alpha, PCA.", "See")),
    Command("compare", "w", units.compare, Keys("w", "Compare", "Two methods, years or units side by side.", "See")),
    Command("period", "e", units.next_period, Keys("e", "Period", "In the results: the period before.", "See")),
    Command(
        "why", "H", why.why, Keys("H", "Why", "How a score, rank, share, index or claim changed.", "See", footer=True)
    ),
    Command("run", "R", trust.run, Keys("R", "Run", "Start all runs of what may be otherwise, or stop.", "See")),
    Command("base", "b", see.base, Keys("b", "Base year", "Make this year 100 in the index.", "See")),
    Command("language", "L", see.language, Keys("L", "Language", "Names in English or in Chinese.", "See")),
    Command("theme", "T", see.theme, Keys("T", "Theme", "Dark, light, or safe for every colour vision.", "See")),
    Command("copy", "y", see.copy_cell, Keys("y", "Copy", "Copy the cell to the clipboard.", "See")),
    Command("copy_table", "Y", see.copy_table, Keys("Y", "Copy table", "Copy the whole table, tab-separated.", "See")),
    Command("export", "E", export.export, Keys("E", "Export", "Write this table to a file: CSV, Excel …", "See")),
    Command(
        "help", "question_mark,f1", see.help_page, Keys("?", "Help", "Help for where you are.", "See", footer=True)
    ),
    Command("palette", "ctrl+p", see.palette, Keys("^p", "Commands", "Find any command by name.", "See")),
    Command("quit", "q,ctrl+q", see.leave, Keys("q", "Quit", "Quit; everything is saved already.", "See", footer=True)),
)
"""Every command, in the order of the help page."""

BY_ID = {command.id: command for command in COMMANDS}
BY_KEY = {key: command for command in COMMANDS for key in command.keys.split(",")}
"""The command of each key, or of two keys one after the other."""

PREFIXES = frozenset(key.partition(" ")[0] for key in BY_KEY if " " in key)
"""The keys that do nothing by themselves: another one follows."""


def second_keys(first: str) -> list[str]:
    """What may follow the first of two keys, as the bottom line says it."""
    pairs = [(key, command) for key, command in BY_KEY.items() if key.startswith(f"{first} ")]
    return [f"{key.partition(' ')[2]} {command.told.title}" for key, command in pairs]
