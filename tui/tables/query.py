"""What a table is made from: a workbook as it was at a moment, what follows from it, and the options that are given."""

from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any, Self

from core.derive.cluster_table import ClusterTable
from core.derive.derive import Derived
from core.errors import JingdexError
from core.frozen import frozen
from core.method import run
from core.method.errors import MethodError
from core.words import gettext, in_words, labelled
from core.workbook.entries import Method
from core.workbook.entry import Language
from core.workbook.workbook import Workbook
from data.trail import TrailEntry
from tui.grid.wording import Wording
from tui.workspace.result_view import code_name
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from core.method.run import Scored


OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "list": {"metavar": "CODE", "help": "the list of clusters (the one the workbook opens with)"},
    "method": {"metavar": "CODE", "help": "one method (all; for coin the first)"},
    "node": {"metavar": "CODE", "help": "the index or an element of it (the top; in data files all)"},
    "unit": {"metavar": "UNIT", "help": "one unit, by its code or name (all)"},
    "indicator": {"metavar": "INDICATOR", "help": "one indicator, by its code or name (all)"},
    "period": {"metavar": "PERIOD", "help": "one period (the last, or all)"},
    "coefficient": {"choices": ("pearson", "spearman", "kendall"), "help": "of correlation (pearson)"},
    "levels": {"nargs": 2, "type": int, "metavar": "LEVEL", "help": "which two of the tree, 1 the indicators (all)"},
    "grouping": {"metavar": "NAME", "help": "by income, by region (all)"},
    "against": {"metavar": "CODE", "help": "the other method (another period of the same)"},
    "units": {"nargs": 2, "metavar": "UNIT", "help": "which two (the first)"},
    "step": {"type": int, "metavar": "N", "help": "the cells after this step, 0 before all (all)"},
    "industries": {"nargs": "+", "metavar": "CODE", "help": "the indicators (the shared ones)"},
    "plants": {"nargs": "+", "metavar": "CODE", "help": "the numbers of plants of the --industries, in that order"},
    "whole": {"metavar": "UNIT", "help": "the nation (the sum of the units)"},
    "threshold": {
        "type": float,
        "metavar": "ADVANTAGE",
        "help": "from which location quotient an industry counts as present (1)",
    },
    "relatedness": {
        "choices": ("conditional", "association", "cosine", "jaccard", "probability"),
        "metavar": "KIND",
        "help": "of industries: association, cosine, jaccard, probability (conditional)",
    },
    "output": {"metavar": "INDICATOR", "help": "whose growth is explained, of productivity"},
    "capital": {"metavar": "INDICATOR", "help": "the stock of capital"},
    "labour": {"metavar": "INDICATOR", "help": "hours or persons"},
    "capital_share": {"type": float, "metavar": "SHARE", "help": "of capital in income, 0 to 1 (a third)"},
    "alternative": {
        "action": "append",
        "metavar": "STEP:CHOICE",
        "help": "a choice for a step (4:z_score; 2:none), may be given again (the usual ones)",
    },
    "indicators": {"nargs": "+", "metavar": "INDICATOR", "help": "the figures of the unit that may change"},
    "goal": {"metavar": "GOAL", "help": "what to reach: 'rank 3', 'score 0.9', 'trillion by 2025', '1.2万亿 by 2026'"},
    "within": {"type": float, "metavar": "PERCENT", "help": "how far each figure may go, in per cent of itself (100)"},
    "before": {"metavar": "PERIOD", "help": "the period to compare with (the one before)"},
    "release": {"metavar": "DATE", "help": "compared with what was released up to then"},
    "to": {"metavar": "PERIOD", "help": "the last period to look ahead to, such as 2028 (three periods)"},
    "model": {
        "choices": ("last_growth", "theil_sen", "holt_damped", "drift"),
        "help": "the model to use (the one with the smallest error)",
    },
    "claim": {"metavar": "CODE", "help": "the claim to explain"},
    "periods": {"nargs": 2, "metavar": ("FIRST", "LAST"), "help": "which two (the first and the last)"},
}
"""Every option, with how it is read from a command line."""


class BadOption(JingdexError):
    """An option, or what it names, has no effect on the table that it is given with."""


def add_options(parser: ArgumentParser) -> None:
    """All of them: a table refuses those that it does not take."""
    group = parser.add_argument_group("options of single tables, refused by the others")
    for name, reading in OPTIONS.items():
        group.add_argument(f"--{name.replace('_', '-')}", **reading)


def no_options(**known: object) -> Namespace:
    """Options of which only those that are known are given."""
    return Namespace(**{**dict.fromkeys(OPTIONS), **known})


def options_given(**values: object) -> Namespace:
    """Options as a script gives them, each read as on the command line. Raises BadOption."""
    return no_options(**{name: _read(name, value) for name, value in values.items() if value is not None})


def _read(name: str, value: object) -> object:
    reading = OPTIONS.get(name)
    if reading is None:
        raise BadOption("There is no option “{name}”: use one of {options}.", name=name, options=in_words(OPTIONS))
    if not {"nargs", "action"} & reading.keys():
        return _read_one(name, reading, value)
    count = reading["nargs"] if isinstance(reading.get("nargs"), int) else None
    if isinstance(value, str) or not isinstance(value, Iterable) or count not in (None, len(values := list(value))):
        raise BadOption("The option “{name}” takes a list of {count}.", name=name, count=count or gettext("texts"))
    return [_read_one(name, reading, part) for part in values]


def _read_one(name: str, reading: Mapping[str, Any], value: object) -> object:
    try:
        read = reading.get("type", str)(value)
    except (TypeError, ValueError) as error:
        raise BadOption("The option “{name}” is a number, not “{value}”.", name=name, value=value) from error
    if read not in reading.get("choices", (read,)):
        raise BadOption(
            "The option “{name}” cannot be “{value}”: use one of {choices}.",
            name=name,
            value=value,
            choices=in_words(reading["choices"]),
        )
    return read


def options_in_use(options: Namespace) -> list[str]:
    """The options of tables that are given, in the order of `OPTIONS`."""
    return [name for name in OPTIONS if getattr(options, name, None) is not None]


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
