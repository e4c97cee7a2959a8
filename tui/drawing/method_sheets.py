"""The document of a method as tables: the tree with its weights, and the steps with their settings."""

import json
from collections.abc import Sequence

from core.entries import Placed
from core.method.document import Document
from core.method.run import Failure, Scored
from core.typed_edit import WeightPlace
from tui.drawing.plain import plain
from tui.drawing.score_sheet import Looked, named
from tui.drawing.sheet import Sheet, SheetRow
from tui.drawing.table import Cell, Column, Heading
from tui.drawing.wording import Wording

WAYS = {1: "↑", -1: "↓"}


def weight_sheet(scored: Scored, looked: Looked) -> Sheet:
    """The tree from its roots down, with the weight of each code beside its siblings and what it finally counts."""
    wording = looked.wording
    columns = [
        Column(wording.word("tree"), 26, frozen=True, grows=True),
        Column(wording.word("weight"), 8, "right"),
        Column(wording.word("counts"), 7, "right"),
        Column(wording.word("code"), 18),
    ]
    tree, method = scored.tree, scored.document.method.code
    rows = []
    for code in downwards(scored.document):
        depth = len(tree.ancestors(code))
        way = f"{WAYS[scored.document.directions[code]]} " if code in tree.indicators else ""
        cells = (
            Cell(f"{'  ' * depth}{way}{named(scored, code, looked)}", "plain" if depth else "head"),
            Cell(f"{tree.weights[code]:.4g}"),
            Cell(f"{100 * scored.effective[code]:.2f}%"),
            Cell(plain(code), "dim"),
        )
        sort_by = (depth, tree.weights[code], scored.effective[code], code)
        rows.append(SheetRow(f"weight/{method}/{code}", cells, WeightPlace(method, code), sort_by=sort_by))
    return Sheet(columns, rows)


def step_sheet(made: Document, failure: Failure | None, wording: Wording) -> Sheet:
    """The steps in order, under each the settings that are in force; where one cannot be taken, why."""
    columns = [Column(wording.word("step"), 16, frozen=True), Column(wording.word("choice"), 24, grows=True)]
    rows: list[SheetRow | Heading] = []
    if failure and not failure.step:
        rows.append(Heading(f"✗ {failure.sentence}", "bad"))
    for step, settings in zip(made.steps, made.settings, strict=True):
        key = f"step/{step.method}/{step.number}"
        rows.append(SheetRow(key, (Cell(f"{step.number} {step.kind}", "head"), Cell(plain(step.how), "head"))))
        if failure and failure.step == step.number:
            rows.append(Heading(f"✗ {failure.sentence}", "bad"))
        for name, value in settings.items():
            cells = (Cell(f"  {plain(name)}"), Cell(plain(value_text(value)), "dim" if not value else "plain"))
            rows.append(SheetRow(f"{key}/{name}", cells))
    return Sheet(columns, rows)


def value_text(value: object) -> str:
    """A setting as a person writes it: `unset` for none, a text without quotes, else as in TOML."""
    if value is None:
        return "unset"
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)} = {_quoted(part)}" for name, part in value.items()) + "}"
    return _quoted(value)


def downwards(made: Document) -> list[str]:
    """The codes of the tree, each before all below it."""
    tree = made.tree
    order: list[str] = []
    left = list(reversed(tree.roots))
    while left:
        code = left.pop()
        order.append(code)
        left += reversed(tree.children.get(code, ()))
    return order


def _quoted(value: object) -> str:
    if isinstance(value, dict):
        return value_text(value)
    if isinstance(value, list):
        return "[" + ", ".join(_quoted(part) for part in value) + "]"
    return '"unset"' if value is None else json.dumps(value, ensure_ascii=False)


def placed_sheet(placed: Sequence[Placed]) -> Sheet:
    """The codes of a tree that makes no tree yet, or has no result: what each counts towards, and its weight."""
    columns = [Column("code", 22, frozen=True, grows=True), Column("parent", 18), Column("weight", 8, "right")]
    rows = [
        SheetRow(
            f"weight/{one.method}/{one.code}",
            (Cell(plain(one.code)), Cell(plain(one.parent)), Cell(f"{one.weight:.4g}")),
            WeightPlace(one.method, one.code),
        )
        for one in placed
    ]
    return Sheet(columns, rows)
