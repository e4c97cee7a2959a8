"""jingdex as a library: figures, scores, ranks and every table of a workbook as Polars frames; and the command's start.

The packages `core`, `data` and `tui` are found beside this file, whatever else of these names a path leads to.
"""

import gc
import sys
import warnings
from argparse import Namespace
from functools import cached_property
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import polars as pl

    from core.derive.derive import Derived
    from core.method.run import Scored
    from core.workbook.entry import Language
    from core.workbook.workbook import Workbook as Document
    from data.session import Session, Step
    from tui.tables.query import QueryContext

HERE = Path(__file__).resolve().parent
OWN = ("core", "data", "tui")
EXAMPLES = {"figure": "“1.05万亿 E” or “1.05e12”", "period": "“2024-Q1”", "path": "“name.jingdex”"}


class _OwnPackages:
    """A finder that leads the names of `OWN` to the folder of this file."""

    def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """The package of this name here; null for every other name."""
        return PathFinder.find_spec(name, [str(HERE)], target) if path is None and name in OWN else None


def _claim_names() -> None:
    """Find `OWN` here from now on, and load each of their modules when it is first read.

    Raises ImportError where another package of such a name is loaded already.
    """
    for name in OWN:
        loaded = getattr(sys.modules.get(name), "__file__", None)
        if loaded and Path(loaded).resolve().parent != HERE / name:
            raise ImportError(
                f"jingdex has a package “{name}” of its own, and {loaded} is loaded under that name: import jingdex "
                "before it, or rename it."
            )
    sys.meta_path.insert(0, _OwnPackages())
    from core.late import load_late

    load_late(OWN)


_claim_names()


def _shadowed() -> list[str]:
    """The files and folders on the path with a name of `OWN`, which cannot be imported beside jingdex."""
    folders = [Path(entry or ".").resolve() for entry in sys.path]
    found = (folder / one for folder in folders if folder != HERE for name in OWN for one in (name, f"{name}.py"))
    return [str(one) for one in found if one.is_file() or (one / "__init__.py").is_file()]


def _warn_of_shadowed() -> None:
    """Warn once, in one sentence, of each module that jingdex's own packages shadow."""
    for path in _shadowed():
        warnings.warn(f"jingdex's own package shadows {path}: rename that one to import it here.", stacklevel=3)


class Workbook:
    """One open workbook: its present content, or that at the moment for which it was opened.

    Made by `jingdex.open`; use it in a `with` statement, or call `close`.
    """

    def __init__(self, session: "Session", as_of: str | None = None) -> None:
        self._open_session: Session | None = session
        self._as_of = as_of
        self._derived: Derived | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; everything is saved already."""
        if self._open_session:
            self._open_session.close()
        self._open_session = None

    @property
    def _session(self) -> "Session":
        if self._open_session is None:
            from core.errors import JingdexError

            raise JingdexError("The workbook is closed: open it again.")
        return self._open_session

    @property
    def document(self) -> "Document":
        """The workbook itself: figures, and the entries that describe them."""
        return self._past or self._session.workbook

    def figures(self) -> "pl.DataFrame":
        """Every figure: unit, indicator, period, vintage, value (in base units), mult, decimals, status and so on."""
        from data.frame_csv import with_texts

        return with_texts(self.document.figures.whole())

    def scores(self, method: str | None = None) -> "pl.DataFrame":
        """The scores of one method, or of all: a row for each unit, period and node. Raises JingdexError."""
        return self.table("scores", method=method)

    def ranks(self, method: str | None = None) -> "pl.DataFrame":
        """The ranks of one method, or of all: a row for each unit, period and node. Raises JingdexError."""
        return self.table("ranks", method=method)

    def table(self, name: str, *, language: "Language" = "en", **options: object) -> "pl.DataFrame":
        """A table of `jingdex show`, with typed columns, by its name and with its options.

        Raises JingdexError where there is no such table, or where an option is not valid or has no effect on it.
        """
        from tui.tables.query import BadOption, options_given
        from tui.tables.registry import check_options, table, table_ids

        if name not in table_ids():
            raise BadOption(
                "There is no table “{name}”: use one of {tables}.", name=name, tables=", ".join(table_ids())
            )
        if language not in ("en", "zh"):
            raise BadOption("There is no language “{language}”: use en or zh.", language=language)
        given = options_given(**options)
        check_options(given, name)
        return table(name).frame(self._query(given, language))

    def set(
        self,
        unit: str,
        indicator: str,
        period: str | int,
        figure: str,
        *,
        vintage: str | int | None = None,
        source: str | None = None,
        note: str | None = None,
        reason: str = "",
    ) -> str:
        """Save a figure as a person types it (`9800亿`, `42.9% E`, `=prev*1.05`) and return the edit in words.

        Units and indicators by code or name; a year may be a number. The edit is on the disk when this returns. Raises
        JingdexError, and saves nothing, where it cannot be understood or saved.
        """
        from tui.figures.cli import edit_named

        years = {"period": _year(period), "vintage": _year(vintage)}
        given = {"unit": unit, "indicator": indicator, "figure": figure, "source": source, "note": note, **years}
        for name, value in given.items():
            _check_text(name, value, optional=name in ("vintage", "source", "note"))
        edit = edit_named(self._session.workbook, Namespace(**given))
        return str(self._session.do(edit, reason).edit) if edit else "nothing to save: the figure is that already"

    def undo(self, *, several: bool = False) -> str:
        """Undo this author's newest edit and return it in words; “nothing to do” without one.

        A step with more than one edit (an import, a merge, a scenario with edits in it, a block of more than 10
        figures) is undone only with `several`, as `jingdex undo --yes` does. Raises JingdexError.
        """
        return self._again(self._session.next_step("undo"), "undo", "takes back", several=several)

    def redo(self, *, several: bool = False) -> str:
        """Redo this author's last undone edit and return it in words, as `undo` does. Raises JingdexError."""
        return self._again(self._session.next_step("redo"), "redo", "does again", several=several)

    def _again(self, step: "Step | None", name: str, does: str, *, several: bool) -> str:
        from core.errors import JingdexError
        from core.scenario.large_step import large_step

        if step is None:
            return "nothing to do"
        held = large_step(step.edit, self._session.workbook)
        if held and not several:
            raise JingdexError(f"This {does} {held}: call {name}(several=True) where that is meant.")
        edit = self._session.take(step).edit
        return f"{held}: {edit}" if held else str(edit)

    @cached_property
    def _past(self) -> "Document | None":
        return self._session.file.workbook(self._as_of) if self._as_of else None

    def _query(self, options: Namespace, language: "Language") -> "QueryContext":
        from core.derive.derive import derive
        from tui.grid.wording import Wording
        from tui.tables.show_cli import query_on

        if self._derived is None or self._derived.workbook is not self.document:
            self._derived = derive(self.document, self._derived)
        return query_on(self._derived, self._session.file.trail(), options, Wording(language), self._as_of)


def open(  # noqa: A001 - as gzip.open and shelve.open
    path: str | Path, *, read_only: bool = False, as_of: str | int | None = None, author: str | None = None
) -> Workbook:
    """The workbook of a file or of an address, postgresql://host/database/NAME.

    As of a moment (`2026-07-29`) or a release (`@2024-03`) it can only be read.

    Raises JingdexError where the file cannot be opened.
    """
    from data.session import Session
    from data.stores import place_of

    _warn_of_shadowed()
    if not isinstance(path, Path):
        _check_text("path", path)
    as_of = _year(as_of)
    _check_text("as_of", as_of, optional=True)
    place = path if isinstance(path, Path) else place_of(path)
    return Workbook(Session.open(place, read_only=read_only or as_of is not None, author=author), as_of)


def run(document: str | Path, panel: "pl.DataFrame", *, newest: "pl.DataFrame | None" = None) -> "Scored":
    """A method in TOML, as text or a file, on a plain frame: columns unit, period, groupings and indicators.

    The units and periods that the document names are used, all where it names none. `newest` has denominators by unit.
    The result has `scores` and `ranks` (unit, period, a column for each node). Raises JingdexError.
    """
    from core.method.document_text import document_from
    from core.method.run import run as run_method
    from data.written import read_text

    _warn_of_shadowed()
    if not isinstance(document, Path):
        _check_text("document", document)
    is_name = isinstance(document, Path) or ("\n" not in document and document.endswith(".toml"))
    text = read_text(Path(document)) if is_name else str(document)
    name = str(document) if is_name else "The document"
    whole = document_from(text, name)
    return run_method(whole, _frame("panel", panel), newest=None if newest is None else _frame("newest", newest))


def _year(value: str | int | None) -> str | None:
    """A year as text."""
    return str(value) if isinstance(value, int) else value


def _check_text(name: str, value: object, *, optional: bool = False) -> None:
    """Raise JingdexError where an argument is not a text."""
    if not (isinstance(value, str) or (optional and value is None)):
        from core.errors import JingdexError

        raise JingdexError(
            "{name} is a text as it is typed, such as {example}, not {value}.",
            name=name,
            example=EXAMPLES.get(name, "“a name”"),
            value=repr(value)[:80],
        )


def _frame(name: str, table: object) -> "pl.DataFrame":
    """A table as a frame. Raises JingdexError where it is not one of Polars."""
    import polars as pl

    from core.errors import JingdexError

    if isinstance(table, pl.LazyFrame):
        return table.collect()
    if not isinstance(table, pl.DataFrame):
        raise JingdexError("{name} is not a Polars frame: make it with polars.DataFrame or from_pandas.", name=name)
    return table


def main() -> int:
    """The command `jingdex`; the garbage collector is off while it starts, as nearly all objects of a start stay."""
    gc.disable()
    from tui.command_line import main as run_command_line

    return run_command_line()


if __name__ == "__main__":
    sys.exit(main())
