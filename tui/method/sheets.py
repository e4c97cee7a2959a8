"""The tree of a method as a table: each code with its weight, the origin of that weight, and its share of the index."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from core.method.document import Document
from core.method.origin import weighing_at
from core.method.settings import own_text
from core.method.tree import Tree
from core.numerals import decimal
from core.words import in_words
from core.workbook.entries import TreeNode
from core.workbook.typed_edit import WeightPlace
from core.workbook.workbook import Workbook
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, key_of
from tui.grid.table import Cell, Column
from tui.grid.wording import NOTHING, Wording
from tui.workspace.result_view import ResultView, code_name

WAYS = {1: "↑", -1: "↓"}
NARROWEST, WIDEST = 25, 36
"""Cells of the column of names: names come before codes where there is no room for both."""


def weight_sheet(view: ResultView) -> Sheet:
    """The tree with the weights in force."""
    return tree_sheet(view.scored.document, view.scored.tree, view.scored.effective, view.workbook, view.wording)


def tree_sheet(
    tree_document: Document, tree: Tree, effective: Mapping[str, float], workbook: Workbook, wording: Wording
) -> Sheet:
    """The tree from its roots down, with the weight of each code beside its siblings and what it finally counts.

    `effective` is empty where nothing counts yet.
    """
    word, own = wording.word, own_choices(tree_document)
    weighed = {node for node in tree.nodes if weighing_at(tree_document, node)}
    names = {}
    for code in tree_document.tree.downwards:  # an indicator behind the sign of its direction
        sign = f"{WAYS[tree_document.directions[code]]} " if code in tree.indicators else ""
        indent = "  " * len(tree.ancestors(code))
        names[code] = f"{indent}{sign}{code_name(tree_document, code, workbook, wording)}"
    widest = max(map(cell_len, names.values()), default=0)
    columns = [
        Column(word("tree"), min(max(NARROWEST, widest), WIDEST), frozen=True, grows=True),
        Column(word("computed" if weighed else "weight"), 8, "right", typed=True),
        Column(word("share of index"), 14, "right"),
        *((Column(word("own method"), 18),) if own else ()),
        Column(word("code"), 18),
    ]
    rows = []
    for code, name in names.items():
        depth = len(tree.ancestors(code))
        counts = effective.get(code)
        weight = Cell(f"{tree.weights[code]:.4g}" if depth else "")
        if tree.parents[code] in weighed:  # to four decimals where a step computed it, else as it was typed
            weight = Cell(f"{tree.weights[code]:.4f}", "estimated")
        cells = (
            Cell(name, "plain" if depth else "head"),
            weight,
            Cell(NOTHING if counts is None else f"{100 * counts:.2f}%"),
            *((Cell(own.get(code, "")),) if own else ()),
            Cell(plain(code), "dim"),
        )
        sort_by = (depth, tree.weights[code], counts, *((own.get(code, ""),) if own else ()), code)
        place = WeightPlace(tree_document.method.code, code)
        rows.append(SheetRow(key_of("weight", code), cells, place, sort_by=sort_by))
    return Sheet(columns, rows)


def own_choices(tree_document: Document) -> dict[str, str]:
    """What single codes have of their own in any step, in words."""
    note: dict[str, list[str]] = {}
    for step, settings in zip(tree_document.steps, tree_document.settings, strict=True):
        for code, own in (settings.get("each") or {}).items():
            note.setdefault(code, []).append(own_text(step.kind, step.how, own))
    return {code: plain(in_words(choices)) for code, choices in note.items()}


def placed_sheet(placed: Sequence[TreeNode], wording: Wording) -> Sheet:
    """The codes of a tree that makes no tree yet, or has no result: what each counts towards, and its weight."""
    word = wording.word
    columns = [
        Column(word("code"), 22, frozen=True, grows=True), Column(word("weight"), 8, "right", typed=True),
        Column(word("counts towards"), 18),
    ]  # fmt: skip
    rows = [
        SheetRow(
            key_of("weight", node.code),
            (Cell(plain(node.code)), Cell(decimal(node.weight, ".4g")), Cell(plain(node.parent))),
            WeightPlace(node.method, node.code),
        )
        for node in placed
    ]
    return Sheet(columns, rows)
