"""The pairwise judgements behind the weights of a method, and their consistency at each node."""

from collections.abc import Iterator

from core.method.document import Document
from core.method.hierarchy import Judgement, judgement_of
from core.method.panel import choice_of
from core.method.setting import Settings
from core.method.settings import COMMON


def judgements(document: Document) -> dict[str, Judgement]:
    """The judgements of each node, of the last step that weighs its children by AHP, alone or as a part of a mix.

    Raises MethodError on a table that is not valid.
    """
    by_node: dict[str, Judgement] = {}
    for step, settings in zip(document.steps, document.settings, strict=True):
        if step.kind != "weigh":
            continue
        own = {name: value for name, value in settings.items() if name not in COMMON["weigh"]}
        for node in _weighed(document, settings):
            by_node.pop(node, None)
            chosen = choice_of(step.how, own, settings["each"].get(node, {}))
            for pairwise in _tables(str(chosen["how"]), chosen):
                by_node[node] = judgement_of(pairwise)
    return by_node


def _weighed(document: Document, settings: Settings) -> list[str]:
    tree = document.tree
    if settings["over"] == "indicators":
        return list(tree.roots)
    return [node for node in tree.nodes if not settings["nodes"] or node in settings["nodes"]]


def _tables(how: str, settings: Settings) -> Iterator[list[list[float]]]:
    if how == "ahp":
        yield settings["pairwise"]
    elif how == "mixed":
        for part in ("first", "second"):
            yield from _tables(settings[part], settings[f"of_{part}"])
