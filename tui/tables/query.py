"""What a table is made from: a workbook as it was at a moment, what follows from it, and the options given."""

from argparse import Namespace
from collections.abc import Callable, Collection, Iterator
from dataclasses import field
from typing import TYPE_CHECKING, Self

from core.derive.cluster_table import ClusterTable
from core.derive.derive import Derived
from core.frozen import frozen
from core.method import run
from core.method.errors import MethodError
from core.words import gettext, in_words, labelled
from core.workbook.entries import Method
from core.workbook.entry import Language
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.trail import TrailEntry
from tui.grid.wording import Wording
from tui.tables.options import BadOption, no_options
from tui.workspace.result_view import code_name
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from core.method.run import Scored


@frozen
class QueryContext:
    """A workbook with what is derived from it, its trail up to the moment, the lists of clusters, and the options."""

    workbook: Workbook
    derived: Derived
    steps: list[TrailEntry]
    tables: list[ClusterTable]
    wording: Wording
    method: str | None = None
    options: Namespace = field(default_factory=no_options)
    left_out: list[str] = field(default_factory=list, compare=False)
    """What a table goes without, in sentences: methods that cannot be computed beside others that can."""

    @classmethod
    def of_state(cls, state: ViewState, **options: object) -> Self:
        """What a page is made from: the workbook in view, the method chosen there where none is named."""
        given = no_options(**options)
        method = given.method or state.method or None
        return cls(state.workbook, state.derived, [], [], state.wording, method, given)

    @property
    def language(self) -> Language:
        """The language of names."""
        return self.wording.language

    def option_code(self, name: str) -> str | None:
        """The one unit, indicator or period that an option names, as a code; null for all. Raises BadEntry."""
        text: str | None = getattr(self.options, name)
        if text is None or name == "period":
            return text
        return self._code(("unit", "indicator").index(name), text)

    def named_unit(self, text: str) -> str:
        """The code of a unit that is named by its code or name. Raises BadEntry."""
        return self._code(0, text)

    def named_indicator(self, text: str) -> str:
        """The code of an indicator that is named by its code or name. Raises BadEntry."""
        return self._code(1, text)

    def unit_name(self, code: str) -> str:
        """The name of a unit, or its code."""
        return self.wording.unit(self.workbook, code)

    def indicator_name(self, code: str) -> str:
        """The name of an indicator, or its code."""
        return self.wording.indicator(self.workbook, code)

    def method_name(self, code: str) -> str:
        """The name of a method, or its code."""
        return self.wording.name(self.workbook.methods.get(code) or Method(code, code))

    def parts_wanted(self) -> dict[str, str]:
        """The parts of figures that the options unit, indicator and period name. Raises BadEntry."""
        return {
            name: value for name in ("unit", "indicator", "period") if (value := self.option_code(name)) is not None
        }

    def kept_figures(self) -> Callable[[Figure], bool]:
        """Whether these options keep a figure. Raises BadEntry."""
        wanted = self.parts_wanted()
        return lambda figure: all(getattr(figure, name) == value for name, value in wanted.items())

    def code_name(self, method: str, code: str) -> str:
        """The name of a code of the tree of a method, or of an indicator."""
        result = self.derived.methods.get(method)
        document = getattr(result, "document", None)
        return code_name(document, code, self.workbook, self.wording) if document else self.indicator_name(code)

    def scored(self, method: str | None = None) -> Iterator["Scored"]:
        """The result of this method, else of the one in view, else of all that can be computed.

        Raises BadOption, and MethodError where none can.
        """
        methods, wanted = self.derived.methods, method or self.method
        if wanted is not None and wanted not in methods:
            raise BadOption(
                "There is no method “{wanted}”: use one of {methods}.",
                wanted=wanted,
                methods=in_words(methods) or gettext("none yet"),
            )
        results = {code: methods[code] for code in (methods if wanted is None else [wanted])}
        failed = {code: result for code, result in results.items() if isinstance(result, run.Failure)}
        self.leave_out(
            [MethodError(labelled(code, failure.sentence)) for code, failure in failed.items()], alone=failed == results
        )
        yield from (result for result in results.values() if not isinstance(result, run.Failure))

    def leave_out(self, errors: "list[MethodError]", *, alone: bool) -> None:
        """Note, once, what a table goes without. Raises the first where there is nothing else."""
        if errors and alone:
            raise errors[0]
        self.left_out.extend(dict.fromkeys(str(error) for error in errors if str(error) not in self.left_out))

    def _code(self, side: int, text: str) -> str:
        """A code as it is where a figure has it; figures may have codes that the workbook does not list."""
        known: Collection[str] = self.workbook.indicators if side else self.workbook.units
        if text in known or any(key[side] == text for key in self.workbook.figures):
            return text
        entry = self.workbook.indicator(text) if side else self.workbook.unit(text)
        return entry.code
