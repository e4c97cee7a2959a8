"""The results of all methods of a workbook, each computed when it is first looked at."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from core.derive.memo import Memo
from core.method import run
from core.workbook.workbook import Workbook

if TYPE_CHECKING:
    from core.method.run import Failure, Scored


class Methods(Mapping[str, "Scored | Failure"]):
    """Results by the code of the method; two are equal where all results are.

    A result is computed when it is first requested, so that the first screen does not wait for it. Results whose inputs
    are unchanged come from the derivation before.
    """

    def __init__(self, workbook: Workbook, memo: Memo) -> None:
        self.workbook = workbook
        self._memo = memo
        self._results: dict[str, Scored | Failure] = {}

    def __getitem__(self, code: str) -> "Scored | Failure":
        if code not in self.workbook.methods:
            raise KeyError(code)
        if code not in self._results:
            self._results[code] = run.scored(self.workbook, code, self._memo)
        return self._results[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self.workbook.methods)

    def __len__(self) -> int:
        return len(self.workbook.methods)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Methods) and dict(self) == dict(other)
