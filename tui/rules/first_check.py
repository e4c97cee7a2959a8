"""The first check of the rules: in a thread, once the first screen is drawn, so that nothing waits for it."""

from collections.abc import Callable

from core.derive.derive import Derived
from tui.frame.jobs import Jobs


def check_first(derived: Derived, jobs: Jobs, then: Callable[[], None]) -> None:
    """Check all rules unless that is done; `then` draws how many fail."""
    if not derived.rules.is_known:
        jobs.start("rules", lambda _: derived.rules.results, lambda _: then())
