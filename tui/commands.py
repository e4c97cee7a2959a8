"""The one table of commands: bindings, footer, palette, help and the README's list of keys are made of it."""

from core.words import gettext
from tui.frame.command import Command

COMMANDS: tuple[Command, ...] = (
    Command("clusters", "alt+1,g 1", "tui.frame.moves:view 1", "Alt+1 g1", "Clusters", "Go to the Clusters pane.", "Go", over_help=True),
    Command("index", "alt+2,g 2", "tui.frame.moves:view 2", "Alt+2 g2", "Index", "Go to the Index pane.", "Go", over_help=True),
    Command("trends", "alt+3,g 3", "tui.frame.moves:view 3", "Alt+3 g3", "Trends", "Go to the Trends pane.", "Go", over_help=True),
    Command("workbench", "alt+4,g 4", "tui.frame.moves:view 4", "Alt+4 g4", "Method", "Go to the method of the index: results, tree, steps.", "Go", over_help=True),
    Command("figures", "alt+5,g 5", "tui.frame.moves:view 5", "Alt+5 g5", "Figures", "All figures: filter, sort, select, paste, fill.", "Go", over_help=True),
    Command("trust", "alt+6,g 6", "tui.frame.moves:view 6", "Alt+6 g6", "Robustness", "How far ranks move under other assumptions.", "Go", over_help=True),
    Command("next_pane", "tab", "tui.frame.moves:panes 1", "Tab", "Next pane", "Go to the next pane.", "Go"),
    Command("previous_pane", "shift+tab", "tui.frame.moves:panes -1", "S-Tab", "Previous pane", "Go to the pane before.", "Go"),
    Command("up", "up,k", "tui.frame.moves:rows -1", "↑ k", "Up", "Move up a row.", "Go", over_help=True),
    Command("down", "down,j", "tui.frame.moves:rows 1", "↓ j", "Down", "Move down a row.", "Go", over_help=True),
    Command("left", "left,h", "tui.frame.moves:columns -1", "← h", "Left", "Move left a column.", "Go"),
    Command("right", "right,l", "tui.frame.moves:columns 1", "→ l", "Right", "Move right a column; hidden ones come into view.", "Go"),
    Command("top", "g g,ctrl+home", "tui.frame.moves:rows -1000000000", "gg", "Top", "Move to the first row.", "Go", over_help=True),
    Command("bottom", "G,ctrl+end", "tui.frame.moves:rows 1000000000", "G", "Bottom", "Move to the last row.", "Go", over_help=True),
    Command("page_up", "pageup", "tui.frame.moves:pages -1", "PgUp", "Page up", "Move up a page.", "Go", over_help=True),
    Command("page_down", "pagedown", "tui.frame.moves:pages 1", "PgDn", "Page down", "Move down a page.", "Go", over_help=True),
    Command("first_column", "home", "tui.frame.moves:columns -1000000000", "Home", "First column", "Move to the first column.", "Go"),
    Command("last_column", "end", "tui.frame.moves:columns 1000000000", "End", "Last column", "Move to the last column.", "Go"),
    Command("find", "slash", "tui.help:find", "/", "Find", "Find a name, figure, note, source, method or choice of a step.", "Go", over_help=True),
    Command("jump", "colon", "tui.figures.commands:elsewhere", ":", "Jump", "In the figures: to a row's number, or to what fits.", "Go"),
    Command("back", "escape", "tui.frame.moves:back", "Esc", "Back", "Leave what is open; while typing, take all back.", "Go", over_help=True),
    Command("edit", "enter,f2", "tui.frame.edits:change", "Enter F2", "Edit", "Edit the figure under the cursor.", "Edit"),
    Command("formula", "equals_sign", "tui.frame.edits:formula", "=", "Formula", "Type a formula, such as =prev*1.05.", "Edit"),
    Command("status", "o", "tui.frame.edits:status", "o", "Status", "Give the figure the next status letter.", "Edit"),
    Command("note", "n", "tui.frame.edits:note", "n", "Note", "Write a note on the figure.", "Edit"),
    Command("source", "S", "tui.frame.edits:source", "S", "Source", "Name the figure's source, by code or title.", "Edit"),
    Command("increase", "right_square_bracket", "tui.frame.edits:step 1", "]", "Step up", "Add one to the last digit.", "Edit"),
    Command("decrease", "left_square_bracket", "tui.frame.edits:step -1", "[", "Step down", "Take one from the last digit.", "Edit"),
    Command("missing", "x", "tui.frame.edits:missing", "x", "Missing", "Mark the figure as missing; in trees and lists: remove.", "Edit"),
    Command("add", "a", "tui.frame.edits:add", "a", "Add period", "Add a period, or a release: 2023@2025-03; in the figures any.", "Edit"),
    Command("fill", "ctrl+d", "tui.figures.commands:nothing_to_fill", "^d", "Fill down", "In the figures: the block's first row in all.", "Edit"),
    Command("move", "m", "tui.method.tree_commands:move", "m", "Move", "In the tree: put an indicator or a group under another group.", "Edit"),
    Command("rename", "r", "tui.method.tree_commands:rename", "r", "Rename", "In the tree and in lists: another name.", "Edit"),
    Command("turn", "d", "tui.method.tree_commands:turn", "d", "Direction", "In the tree: more is better, or less.", "Edit"),
    Command("posts", "p", "tui.method.tree_commands:posts", "p", "Goalposts", "In the tree: a target, or two goalposts.", "Edit"),
    Command("own", "f", "tui.method.tree_commands:own_choice", "f", "Own method", "In the tree: how this indicator alone is computed.", "Edit"),
    Command("import", "I", "tui.imports.commands:bring", "I", "Import", "Bring in files, after a look at what they change.", "Edit"),
    Command("pull", "g p", "tui.imports.commands:pull", "gp", "Pull", "Fetch again what came from web services, after a look at what it changes.", "Edit"),
    Command("alter", "space", "tui.imports.commands:alter", "Space", "Change", "In an import: change this line.", "Edit"),
    Command("undo", "u", "tui.trail.commands:again undo", "u", "Undo", "Undo your last edit.", "Edit"),
    Command("redo", "U,ctrl+r", "tui.trail.commands:again redo", "U", "Redo", "Redo what was undone.", "Edit"),
    Command("slide", "W", "tui.goal_seek.slider:slide", "W", "Vary weight", "In the tree: move a weight, see where ranks hold.", "See"),
    Command("reach", "O", "tui.goal_seek.commands:reach", "O", "Goal", "What it takes: a rank, a tier, a value.", "See"),
    Command("forecast", "F", "tui.forecast.commands:forecast", "F", "Forecast", "Forecast this series: models, intervals, errors.", "See"),
    Command("scenarios", "B", "tui.scenarios.commands:scenarios", "B", "Scenarios", "List the branches of edits; from one back to the base.", "See", over_help=True),
    Command("pivot", "P", "tui.figures.commands:elsewhere", "P", "Pivot", "In the figures: one a row, by period, by indicator.", "See"),
    Command("select_up", "shift+up", "tui.figures.commands:elsewhere", "S-↑", "Select up", "In the figures: stretch a block upwards.", "See"),
    Command("select_down", "shift+down", "tui.figures.commands:elsewhere", "S-↓", "Select down", "In the figures: stretch a block downwards.", "See"),
    Command("select_left", "shift+left", "tui.figures.commands:elsewhere", "S-←", "Select left", "In the figures: stretch a block to the left.", "See"),
    Command("select_right", "shift+right", "tui.figures.commands:elsewhere", "S-→", "Select right", "In the figures: stretch a block to the right.", "See"),
    Command("sort", "s", "tui.frame.views:sort", "s", "Sort", "Sort by this column; again: the other way, as it was.", "See"),
    Command("zoom", "z", "tui.frame.views:zoom", "z", "Zoom", "Let this pane fill the screen, or not.", "See"),
    Command("series", "i", "tui.figures.series_commands:series", "i", "Series", "See every period and release of this series.", "See"),
    Command("revisions", "V", "tui.releases.commands:revisions", "V", "Revisions", "See what each release changed, here and in the index.", "See"),
    Command("as_of", "D", "tui.releases.commands:look_back", "D", "As of", "See all as of a date; again: as it is now.", "See", over_help=True),
    Command("claims", "c", "tui.claims.commands:claims", "c", "Claims", "See the claims: which hold, which fail.", "See", over_help=True),
    Command("rules", "K", "tui.rules.commands:rules", "K", "Rules", "See the rules, and the figures that break them.", "See", over_help=True),
    Command("trail", "t", "tui.trail.commands:trail", "t", "Trail", "See who changed what, and when.", "See", over_help=True),
    Command("list", "v", "tui.frame.views:next_list", "v", "Next list", "The next list of clusters, index or method; in the figures: select.", "See"),
    Command("statistics", "C", "tui.clusters.commands:cluster_statistics", "C", "Statistics", "Clusters: quotients, shift-share and more.", "See", over_help=True),
    Command("definitions", "N", "tui.definitions.commands:definitions", "N", "Definitions", "Units, indicators, clusters, trends, claims: see, add, change.", "See", over_help=True),
    Command("methods", "M", "tui.method.method_commands:methods", "M", "Methods", "All methods: a new one, a copy, names.", "See", over_help=True),
    Command("analysis", "A", "tui.analysis.commands:analysis", "A", "Analysis", "Statistics, correlations, alpha, PCA.", "See", over_help=True),
    Command("compare", "w", "tui.results.commands:compare", "w", "Compare", "Two methods, years or units side by side.", "See"),
    Command("period", "e", "tui.results.commands:next_period", "e", "Period", "In the results: the period before.", "See"),
    Command("why", "H", "tui.attribution.commands:why", "H", "Why", "How a score, rank, share, index or claim changed.", "See"),
    Command("run", "R", "tui.robustness.commands:run", "R", "Run", "Start all runs over the assumptions, or stop.", "See"),
    Command("base", "b", "tui.index.commands:base", "b", "Base year", "Make this year 100 in the index.", "See"),
    Command("language", "L", "tui.frame.views:language", "L", "Language", "All in English, or in Chinese.", "See", over_help=True),
    Command("theme", "T", "tui.frame.views:theme", "T", "Theme", "Dark, light, or safe for every colour vision.", "See", over_help=True),
    Command("copy", "y", "tui.exports.copying:copy_cell", "y", "Copy", "Send the cell to the clipboard, a number in full.", "See"),
    Command("copy_table", "Y", "tui.exports.copying:copy_table", "Y", "Copy table", "Send the table to the clipboard, tab-separated, in full.", "See"),
    Command("export", "E", "tui.exports.commands:export", "E", "Export", "Write this table to a file: CSV, Excel …", "See"),
    Command("chart", "X", "tui.exports.commands:save_chart", "X", "Save chart", "Write the chart of this view to a file, SVG or PNG.", "See"),
    Command("help", "question_mark,f1", "tui.help:help_page", "?", "Help", "Help for where you are.", "See", over_help=True),
    Command("palette", "ctrl+p", "tui.frame.views:palette", "^p", "Commands", "Find any command by name.", "See", over_help=True),
    Command("quit", "q,ctrl+q", "tui.frame.views:leave", "q", "Quit", "Quit; everything is saved already.", "See", over_help=True),
)  # fmt: skip
"""Every command, in the order of the help page."""

BY_ID = {command.id: command for command in COMMANDS}
BY_KEY = {key: command for command in COMMANDS for key in command.keys.split(",")}
"""The command of each key, or of two keys one after the other."""

PREFIXES = frozenset(key.partition(" ")[0] for key in BY_KEY if " " in key)
"""The keys that do nothing by themselves: another one follows."""


def second_keys(first: str) -> list[str]:
    """What may follow the first of two keys, as the bottom line says it."""
    pairs = [(key, command) for key, command in BY_KEY.items() if key.startswith(f"{first} ")]
    return [f"{key.partition(' ')[2]} {gettext(command.title)}" for key, command in pairs]
