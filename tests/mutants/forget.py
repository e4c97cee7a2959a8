"""A plugin for the run under coverage: caches are empty before each test, so that it reaches the lines behind them."""

import sys
from functools import _lru_cache_wrapper


def pytest_runtest_setup() -> None:
    """Clear every cache of `core`."""
    for name, module in [*sys.modules.items()]:
        if name.startswith("core."):
            for value in [*vars(module).values()]:
                if isinstance(value, _lru_cache_wrapper):
                    value.cache_clear()
