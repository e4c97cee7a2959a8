"""The title of the Figures pane: what it shows, and the sum."""

from typing import TYPE_CHECKING

from tui.grid.wording import Wording

if TYPE_CHECKING:
    from core.figures.summary import Summary
    from core.figures.view import View

ROOM = 13
"""So many cells for an amount let all of them stand in the border at 120 columns."""
SHAPES = {"long": "", "periods": "units × periods", "indicators": "units × indicators"}


def figure_title(head: str, view: "View", wording: Wording) -> str:
    """The title: the shape, how many figures of how many, the filter and the order."""
    query = view.query
    many = f"{view.figure_count:,}"
    if view.figure_count != view.height:
        many += f" {wording.word('of')} {view.height:,}"
    parts = [head, wording.word(SHAPES[query.shape]), many]
    parts += [f"/{query.filter}"] if query.filter else []
    parts += [f"{'↓' if query.descending else '↑'} {query.column}"] if query.column else []
    return " · ".join(filter(None, parts))


def summary_text(summary: "Summary", wording: Wording) -> str:
    """What figures come to, in one line."""
    word = wording.word
    parts = [f"{word('count')} {summary.known:,}"]
    for name, value in (("sum", summary.total), ("mean", summary.mean), ("min", summary.least), ("max", summary.most)):
        if value is not None:
            parts.append(f"{word(name)} {amount(value, summary, wording, more=name == 'mean')}")
    parts.append(f"{word('missing')} {summary.missing:,}")
    if summary.is_mixed:
        parts.append(f"{len(summary.measures)} {word('measures, so no sum')}")
    return " · ".join(parts)


def amount(value: float, summary: "Summary", wording: Wording, *, more: bool = False) -> str:
    """An amount in the scale of the figures; a mean with one digit more."""
    percent = "%" if summary.measures == ("PERCENT",) else ""
    return wording.within(value, summary.mult, summary.decimals + more, ROOM) + percent
