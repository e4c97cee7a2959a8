"""The commands of the Tree pane: codes are added, removed, moved, renamed, turned, and get goalposts or exceptions."""

from collections.abc import Callable
from functools import partial

from core.errors import BadEntry
from core.method import edits
from core.method.choice_names import step_word
from core.method.document import document_of
from core.method.method_edits import place_group
from core.method.settings import FAMILIES, choice_line
from core.method.step_edits import adjust_part
from core.words import gettext, labelled, marked
from core.workbook.edit import Edit
from core.workbook.entries import Step, TreeNode
from core.workbook.typed_edit import WeightPlace
from core.workbook.workbook import Workbook
from tui.frame.checklist import Checklist, indicator_items
from tui.frame.choices import Option, whole
from tui.frame.menu import Choice, open_menu
from tui.frame.offers import entries, tree_choices
from tui.frame.pane import METHOD, Pane
from tui.frame.screen import Screen
from tui.grid.plain import plain
from tui.method.method_commands import make
from tui.method.tree_pane import TreePane
from tui.workspace.result_view import code_name

ON_TREE = marked("Move to a code of the tree first (g 4, then Tab).")


def add(screen: Screen, pane: TreePane) -> None:
    """Ask for an indicator or the name of a new group under the code of the cursor; with neither, mark indicators."""
    if not pane.code:
        make(screen)
        return
    workspace = screen.workspace
    node = _placed(screen, pane.code)
    is_group = any(other.parent == node.code for other in workspace.workbook.placed(workspace.method))
    parent = node.code if is_group else node.parent
    under = gettext("under {name}", name=_name(screen, parent)) if parent else gettext("as a root")

    def then(text: str) -> None:
        if not text.strip():
            _mark_indicators(screen, parent)
        elif text.strip() in workspace.workbook.indicators:
            screen.editing.do(lambda: edits.place_under(workspace.workbook, workspace.method, parent, text))
        else:
            _ask_member(screen, parent, text.strip())

    label = gettext("an indicator or a new group {under} (Enter alone: the list of indicators)", under=under)
    screen.ask(label, "", then=then, choices=whole("group", _unplaced(screen), "open"))


def _ask_member(screen: Screen, parent: str, name: str) -> None:
    """Ask for the first member of a new group: an indicator, or a code that stands beside the group."""
    workspace = screen.workspace
    beside = [node.code for node in workspace.workbook.placed(workspace.method) if node.parent == parent]
    options = [*tree_choices(workspace.workbook, workspace.method, workspace.wording, beside), *_unplaced(screen)]

    def make(code: str) -> Edit:
        if not code.strip():
            raise BadEntry("A group needs something under it: choose from the list with ↑ and ↓, or type a name.")
        return place_group(workspace.workbook, workspace.method, parent, name, code.strip(), workspace.wording.language)

    label = gettext("the first indicator or group under {name}", name=plain(name))
    screen.ask(label, "", make, choices=whole("indicator", options))


def _unplaced(screen: Screen) -> list[Option]:
    """The indicators that are not in the tree."""
    workspace = screen.workspace
    there = {node.code for node in workspace.workbook.placed(workspace.method)}
    return [option for option in entries(workspace.workbook.indicators, workspace.wording) if option.code not in there]


def remove(screen: Screen, pane: TreePane) -> None:
    """The code of the cursor goes, with all below it."""
    if not pane.code:
        screen.notify(ON_TREE)
        return

    screen.editing.do(lambda: edits.remove_node(screen.workspace.workbook, _placed(screen, pane.code)))


def back(screen: Screen, _: Pane) -> None:
    """Go to the results; where the pane fills the screen, first to its place among the others."""
    if screen.body.board.has_class("zoomed"):
        screen.body.back()
    else:
        screen.body.board.activate(screen.body.board.numbered(METHOD))
        screen.draw_lines()


def move(screen: Screen) -> None:
    """Choose under what the code of the cursor shall count."""
    workspace = screen.workspace
    node = _chosen(screen)
    if node is None:
        return

    tree = document_of(workspace.workbook, workspace.method).tree

    def take(parent: str) -> None:
        screen.body.back()
        screen.editing.do(lambda: edits.move_under(workspace.workbook, node, parent))

    rows: list[Choice | str] = []
    for code in tree.downwards:
        above, is_group = tree.ancestors(code), code in tree.children or code not in workspace.workbook.indicators
        if is_group and node.code not in (code, *above):
            name = f"{'  ' * len(above)}{_name(screen, code)}"
            rows.append(Choice(name, code, partial(take, code), code == node.parent))
    rows += [
        Choice("nothing", "a root", partial(take, ""), not node.parent),
        Choice(gettext("a new group …"), gettext("type its name"), partial(_ask_group, screen, node)),
    ]
    open_menu(screen, gettext("{name} counts towards", name=_name(screen, node.code)), rows)


def _ask_group(screen: Screen, node: TreeNode) -> None:
    """Ask for the name of a new group that a code moves into, in the place where the code stood."""
    workspace = screen.workspace
    screen.body.back()
    groups = tree_choices(workspace.workbook, workspace.method, workspace.wording)

    def make(name: str) -> Edit:
        return place_group(
            workspace.workbook, workspace.method, node.parent, name, node.code, workspace.wording.language
        )

    screen.ask(gettext("name of the new group"), "", make, choices=whole("group", groups, "new"))


def rename(screen: Screen) -> None:
    """Ask for the name of the code of the cursor, in the language shown."""
    language = screen.workspace.wording.language

    def name(node: TreeNode) -> str:
        own = node.name_zh if language == "zh" else node.name_en
        return own or _name(screen, node.code)

    _ask_placed(
        screen, gettext("name"), name, lambda workbook, node, text: edits.rename_node(workbook, node, text, language)
    )


def turn(screen: Screen) -> None:
    """Turn the direction of the code of the cursor."""
    node = _chosen(screen)
    if node is not None:
        screen.editing.do(lambda: edits.turn_direction(screen.workspace.workbook, node))


def posts(screen: Screen) -> None:
    """Ask for the goalposts or the target of the code of the cursor."""

    def present(node: TreeNode) -> str:
        return edits.posts_text(document_of(screen.workspace.workbook, node.method), node.code)

    _ask_placed(screen, gettext("target (4.1), low and high goalposts (0 100), or empty"), present, edits.set_goalposts)


def own_choice(screen: Screen) -> None:
    """Choose how the code of the cursor alone is aggregated and weighed, or normalised and treated."""
    workspace = screen.workspace
    node = _chosen(screen)
    if node is None:
        return

    tree_document = document_of(workspace.workbook, workspace.method)
    kinds = ("weigh", "aggregate") if node.code in tree_document.tree.children else ("treat", "normalise")
    rows: list[Choice | str] = []
    for step, settings in zip(tree_document.steps, tree_document.settings, strict=True):
        if step.kind not in kinds:
            continue

        def take(text: str, step: Step = step) -> None:
            screen.body.back()
            screen.editing.do(lambda: adjust_part(workspace.workbook, step, "each", node.code, text))

        own = str(settings["each"].get(node.code, {}).get("how", ""))
        rows.append(f"{step.number} {step_word(step.kind)}")
        rows.append(Choice(gettext("as the others"), step_word(step.how), partial(take, ""), not own))
        rows += [
            Choice(step_word(how), choice_line(step.kind, how), partial(take, how), how == own)
            for how in FAMILIES[step.kind]
        ]
    if rows:
        open_menu(screen, gettext("{name}: a choice of its own", name=_name(screen, node.code)), rows)
    else:
        words = gettext(" or ").join(map(step_word, kinds))
        screen.notify(gettext("No step can {kinds} it by itself: add one first.", kinds=words))


def _mark_indicators(screen: Screen, parent: str) -> None:
    """A checklist of the indicators that are not in the tree."""
    workspace = screen.workspace
    there = {node.code for node in workspace.workbook.placed(workspace.method)}
    items = [item for item in indicator_items(screen) if item.code not in there]

    def keep(marked: list[str]) -> bool:
        screen.body.back()
        return bool(marked) and screen.editing.do(
            lambda: edits.place_all_under(workspace.workbook, workspace.method, parent, marked)
        )

    Checklist(
        screen, gettext("Indicators under {more}", more=_name(screen, parent) if parent else "nothing"), items, (), keep
    ).open()


def _ask_placed(
    screen: Screen, label: str, present: Callable[[TreeNode], str], make: Callable[[Workbook, TreeNode, str], Edit]
) -> None:
    workspace = screen.workspace
    node = _chosen(screen)
    if node is not None:
        label = labelled(_name(screen, node.code), label)
        screen.ask(label, present(node), lambda text: make(workspace.workbook, node, text), previews=True, selects=True)


def _chosen(screen: Screen) -> TreeNode | None:
    """The code of the tree under the cursor; where there is none, a message says what to do."""
    place = screen.place
    if isinstance(place, WeightPlace) and place.method == screen.workspace.method:
        return _placed(screen, place.code)
    screen.notify(ON_TREE)
    return None


def _placed(screen: Screen, code: str) -> TreeNode:
    return next(node for node in screen.workspace.workbook.placed(screen.workspace.method) if node.code == code)


def _name(screen: Screen, code: str) -> str:
    workspace = screen.workspace
    return code_name(document_of(workspace.workbook, workspace.method), code, workspace.workbook, workspace.wording)
