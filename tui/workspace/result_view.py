"""One result of a method as a person looks at it: the period and the node in view, and names for its codes."""

from dataclasses import replace
from typing import TYPE_CHECKING, Self

from core.frozen import frozen
from core.method import run
from core.workbook.workbook import Workbook, indicator_of
from tui.grid.plain import plain
from tui.grid.wording import Wording

if TYPE_CHECKING:
    from core.method.document import Document
    from core.method.run import Scored


@frozen
class ResultView:
    """A result, the workbook and the words that name its codes, the period and the node in view."""

    scored: "Scored"
    workbook: Workbook
    wording: Wording
    period: str
    node: str

    @classmethod
    def of(cls, scored: "Scored", workbook: Workbook, wording: Wording, period: str = "", node: str = "") -> Self:
        """The period and node requested, else the first root and the last period in which enough units have one."""
        nodes = scored.nodes
        root = node if node in nodes else nodes[0] if nodes else ""
        view = cls(scored, workbook, wording, period, root)
        return view if period in view.periods else replace(view, period=run.default_period(scored, root))

    @property
    def periods(self) -> list[str]:
        """The periods of the result."""
        return [str(when) for when in dict.fromkeys(self.scored.frame["period"])]

    def unit_name(self, code: str) -> str:
        """The name of a unit, or its code."""
        return self.wording.unit(self.workbook, code)

    def code_name(self, code: str) -> str:
        """The name of a code of the tree."""
        return code_name(self.scored.document, code, self.workbook, self.wording)


def code_name(document: "Document", code: str, workbook: Workbook, wording: Wording) -> str:
    """The name of a code of a tree: its own there, else the indicator's."""
    placed = document.by_code.get(code)
    own = placed and (placed.name_zh if wording.language == "zh" else placed.name_en)
    if own or code in workbook.indicators:
        return plain(own) if own else wording.name(indicator_of(workbook, code))
    return plain((placed and (placed.name_en or placed.name_zh)) or code)
