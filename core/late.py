"""Modules of ours that are loaded when something of them is first read, so that a start pays only for what it needs.

`from package import module` does not load the module; `from module import name` does, at once, as it reads a name. What
is heavy and seldom needed (what computes with Polars, a writer of files) is therefore imported as a module.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import Any


class _LateModule(ModuleType):
    """A module that is loaded by the first thread that reads a name of it, while others wait."""

    __late__: Loader | None
    __lock__: RLock

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module holds
        if not name.startswith("__"):
            with self.__lock__:
                loader, self.__late__ = self.__late__, None
                if loader:
                    try:
                        loader.exec_module(self)
                    except BaseException:
                        self.__late__ = loader
                        raise
                    object.__setattr__(self, "__class__", ModuleType)
        return ModuleType.__getattribute__(self, name)


class _LateLoader(Loader):
    """A loader that leaves the code of a module to be run later, by the module's own."""

    def __init__(self, own: Loader) -> None:
        self.own = own

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """The module, empty."""
        module = _LateModule(spec.name)
        module.__late__, module.__lock__ = self.own, RLock()
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Set the reader of the source; no code runs."""
        module.__loader__ = self.own
        if module.__spec__:
            module.__spec__.loader = self.own


class _LateFinder(MetaPathFinder):
    """A finder for the modules of some packages that loads them late."""

    def __init__(self, packages: Sequence[str]) -> None:
        self._packages = packages

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """The module of this name in a package; null for every other name."""
        if path is None or name.partition(".")[0] not in self._packages:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec and spec.loader and not spec.submodule_search_locations:
            spec.loader = _LateLoader(spec.loader)
        return spec


def load_late(packages: Sequence[str]) -> None:
    """Load modules of these packages late from now on."""
    sys.meta_path.insert(0, _LateFinder(packages))
