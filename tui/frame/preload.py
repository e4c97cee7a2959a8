"""Modules that the next keys need, loaded in the background while nobody types."""

import gc
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from tui.frame.jobs import Job, Jobs

if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer

REST = 0.5
"""Seconds without a key after which loading begins, or goes on."""

LOADING = "loading"
"""The name of this background work."""

EACH = ".*"
"""All modules of a package."""

NEXT = (
    "tui.frame.edits",
    "tui.grid.edit_lines",
    "polars",
    "numpy",
    "numpy.ma",
    "core.method.run",
    "core.figures.index",
    "tui.figures.pane",
    "tui.results.pane",
    "tui.attribution.commands",
    "tui.exports.copying",
    "tui.tables.registry",
    "tui.method.tree_pane",
    "tui.method.steps_pane",
    "tui.robustness.pane",
    "tui.analysis.commands",
    "tui.tables.catalogue.*",
)
"""What takes longest of the first press of a key, 20 to 100 ms each or together."""


class Preload:
    """Loads modules one after the other, so that a key waits for one of them at most."""

    def __init__(self, app: "App[int]", jobs: Jobs, names: Sequence[str] = NEXT) -> None:
        self._app, self._jobs = app, jobs
        self._names = list(names)
        self._timer: Timer | None = None

    def rest(self) -> None:
        """Load nothing now, but when no key has come for a while."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._jobs.cancel(LOADING)
        if self._names:
            self._timer = self._app.set_timer(REST, self._begin)

    def _begin(self) -> None:
        self._jobs.start(LOADING, self._load, lambda _: None)

    def _load(self, job: Job) -> None:
        while self._names:
            job()
            name = self._names.pop(0)
            module = import_module(name.removesuffix(EACH))
            getattr(module, "annotations", None)  # a module of ours is loaded when something of it is read
            if name.endswith(EACH):
                self._names += [f"{module.__name__}.{inner.name}" for inner in iter_modules(module.__path__)]
        gc.freeze()  # what is loaded stays: a search for garbage among it would make a key wait for some 40 ms
