"""Descriptions for the strip of the workbench: a unit among the others, a code of the tree, the last edit."""

from collections.abc import Sequence
from functools import partial

from rich.cells import cell_len

from core.analysis.profile import profile
from core.analysis.weight_range import weight_range
from core.method.choice_names import step_word
from core.method.document import Document
from core.method.errors import MethodError
from core.method.origin import weighing_at
from core.method.run import Failure, Scored
from core.method.settings import choice_line
from core.words import gettext, in_words, labelled, with_note
from core.workbook.scale import measure_word
from core.workbook.workbook import Workbook
from tui.frame.detail import LINES
from tui.goal_seek.slider import range_text
from tui.grid.plain import plain
from tui.grid.stacked_bar import PARTS
from tui.grid.wording import NOTHING, Wording, rounded
from tui.results.sheet import children_of, gains
from tui.workspace.result_view import ResultView, code_name
from tui.workspace.view_state import ViewState

MOST_MOVED = 6
APART = " · "


def unit_lines(unit: str, period: str, view: ResultView, before: Scored | None, width: int) -> list[str]:
    """Where a unit stands, what its score is made of, in lines of so many cells, and what the last edit moved."""
    codes = [view.node, *children_of(view.scored, view.node)]
    rows = list(profile(view.scored.frame, codes, unit, period).iter_rows(named=True))
    head, *parts = rows
    score = head["value"] if isinstance(head["value"], float) else None
    first = labelled(f"{view.unit_name(unit)} {period}", rounded(score, 4))
    if view.scored.frame["unit"].n_unique() > 1:
        first += gettext(
            " · rank {rank} of {units} · median {median}",
            rank=head["rank"] or NOTHING,
            units=head["of"],
            median=rounded(head["median"], 4),
        )
        first += gettext(" · best {rank}", rank=rounded(head["best"], 4))
    moved = moved_line(before, view)
    elements = []
    for at, row in enumerate(parts):
        value = row["value"] if isinstance(row["value"], float) else None
        text = f"{PARTS[at % len(PARTS)]} {view.code_name(str(row['code']))} {rounded(value, 4)}"
        elements.append(with_note(text, row["rank"]) if row["rank"] is not None and row["of"] != 1 else text)
    return [first, *_in_lines(elements, width, LINES - 2 if moved else LINES - 1), moved]


def _in_lines(texts: Sequence[str], width: int, most: int) -> list[str]:
    """Texts one behind the other, each whole; the last of so many lines has the rest."""
    lines = [""]
    for text in texts:
        longer = APART.join(filter(None, (lines[-1], text)))
        if not lines[-1] or len(lines) == most or cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(text)
    return lines


def moved_line(before: Scored | None, view: ResultView) -> str:
    """Which ranks the last edit moved, the furthest first; nothing where no rank did."""
    gained = gains(before, view) if before and before is not view.scored else {}
    moved = sorted(((unit, gain) for unit, gain in gained.items() if gain), key=lambda pair: -abs(pair[1]))
    if not moved:
        return ""
    note = [f"{view.unit_name(unit)} {'▲' if gain > 0 else '▼'}{abs(gain)}" for unit, gain in moved[:MOST_MOVED]]
    more = gettext(" … {count} more", count=len(moved) - MOST_MOVED) if len(moved) > MOST_MOVED else ""
    return gettext(
        "{count} of {ranks} ranks moved: {names}{more}",
        count=len(moved),
        ranks=len(gained),
        names=in_words(note),
        more=more,
    )


def code_lines(
    tree_document: Document, result: Scored | Failure, code: str, workbook: Workbook, wording: Wording, when: str = ""
) -> list[str]:
    """Three lines on a code of a tree: what it counts and how its weight came, how its score is made, what it is.

    `when` is the period in which the first rank is in view, else the last.
    """
    placed = tree_document.by_code.get(code)
    if placed is None:
        return ["", "", ""]
    is_node = any(node.parent == code for node in tree_document.placed)
    parent = code_name(tree_document, placed.parent, workbook, wording) if placed.parent else ""
    towards = f"{wording.word('counts towards')} {parent}" if parent else wording.word("root")
    better = wording.word("more is better" if placed.direction > 0 else "less is better")
    counts = "" if isinstance(result, Failure) else f" = {100 * result.effective.get(code, 0):.2f}%"
    name = code_name(tree_document, code, workbook, wording)
    parts = [
        with_note(name, plain(code)) if name != plain(code) else name,
        towards,
        *([] if is_node else [better]),
        _weight(tree_document, result, code) + counts,
    ]
    about = " · ".join(
        filter(None, (_range(result, code, workbook, wording, when), _definition(code, workbook, wording)))
    )
    return [" · ".join(parts), _how(tree_document, code, is_node=is_node), about]


def _weight(tree_document: Document, result: Scored | Failure, code: str) -> str:
    """The weight in force and whence it is; a root has none."""
    if not tree_document.by_code[code].parent:
        return gettext("the whole")
    by_hand = tree_document.by_code[code].weight
    weighing = weighing_at(tree_document, tree_document.by_code[code].parent)
    if weighing is None or isinstance(result, Failure):
        return gettext("weight {by_hand:g}, manual", by_hand=by_hand)
    number, how = weighing
    return gettext(
        "weight {code:.4g}, computed by step {number} {how} (manual: {by_hand:g})",
        code=result.tree.weights.get(code, by_hand),
        number=number,
        how=step_word(how),
        by_hand=by_hand,
    )


def _how(tree_document: Document, code: str, *, is_node: bool) -> str:
    """How the last step of its kind makes the score of a code, with formula and source."""
    kind = "aggregate" if is_node else "normalise"
    for step, settings in zip(reversed(tree_document.steps), reversed(tree_document.settings), strict=True):
        if step.kind == kind:
            own = settings["each"].get(code, {})
            how = str(own.get("how", step.how))
            mark = gettext(" (own method)") if own else ""
            return labelled(f"{step.number} {step_word(kind)} {step_word(how)}{mark}", choice_line(kind, how))
    return ""


def _range(result: Scored | Failure, code: str, workbook: Workbook, wording: Wording, when: str) -> str:
    """Between which weights the first rank holds."""
    if isinstance(result, Failure) or result.tree.parents.get(code) is None:
        return ""
    view = ResultView.of(result, workbook, wording, when)
    try:
        return range_text(weight_range(result, code, view.period, most=1), wording, view)
    except MethodError as error:
        return error.named(partial(wording.code, workbook))


def _definition(code: str, workbook: Workbook, wording: Wording) -> str:
    indicator = workbook.indicators.get(code)
    if indicator is None:
        return ""
    parts = [measure_word(indicator.measure), wording.entry_text(indicator.definition)]
    return " · ".join(filter(None, parts))


def failed_lines(state: ViewState, failure: Failure) -> Sequence[str]:
    """Why there is no result, and where the cause is."""
    where = gettext("step {step}", step=failure.step) if failure.step else gettext("before the first step")
    names = (state.wording.code(state.workbook, code) for code in (failure.unit, failure.indicator) if code)
    cell = " ".join((*names, *filter(None, (failure.period,))))
    return [
        state.failure,
        gettext("{where} · cell {cell}", where=where, cell=cell) if cell else where,
        "",
        gettext("u undoes the last edit"),
    ]
