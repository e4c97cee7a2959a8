"""Every table by its id: a module of the catalogue, loaded on first use."""

from argparse import Namespace
from collections.abc import Collection
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, cast

from core.words import gettext, in_words
from tui.tables import catalogue
from tui.tables.query import BadOption, options_in_use

if TYPE_CHECKING:
    from tui.tables.spec import TableSpec

FIRST = (
    "figures", "clusters", "index", "trends", "claims", "rules", "sources", "scores", "ranks", "weights", "stats",
    "clusters-quotients", "clusters-specialisation", "clusters-concentration", "clusters-shift-share",
    "clusters-quadrants", "correlations", "ranks-in-groups", "components", "loadings", "consistency", "strengths",
    "obstacles", "differences", "comparison", "rank-reversal", "rank-pairs", "rank-combinations",
    "treatments", "steps", "niche", "series", "productivity", "revisions",
    "trail",
)  # fmt: skip
"""The order in which tables are listed; others follow by their ids."""


@cache
def table_ids() -> tuple[str, ...]:
    """The ids of all tables."""
    ids = {module.name.replace("_", "-") for module in iter_modules(catalogue.__path__)}
    return (*(name for name in FIRST if name in ids), *sorted(ids.difference(FIRST)))


def table(name: str) -> "TableSpec":
    """The table of an id."""
    return cast("TableSpec", import_module(f"tui.tables.catalogue.{name.replace('-', '_')}").TABLE)


def refuse_others(options: Namespace, names: Collection[str], subject: str) -> None:
    """Raise BadOption for an option that is given and not among the `names` that `whole`, in words, accepts."""
    for name in options_in_use(options):
        if name not in names:
            users = in_words(user for user in table_ids() if name in table(user).takes)
            raise BadOption(
                "--{option} has no effect on {name}: it is for {users}.",
                option=name.replace("_", "-"),
                name=subject,
                users=users,
            )


def check_options(options: Namespace, subject: str) -> None:
    """Raise BadOption for an option that does nothing on a table, or where one that it needs is not given."""
    refuse_others(options, table(subject).takes, gettext("the table {subject}", subject=subject))
    check_needs(options, subject)


def check_needs(options: Namespace, subject: str) -> None:
    """Raise BadOption where an option that a table needs is not given."""
    spec = table(subject)
    if any(getattr(options, name) is None for name in spec.needs):
        needed = in_words(f"--{name.replace('_', '-')}" for name in spec.needs)
        raise BadOption("The table {subject} is of what options name: give {options}.", subject=subject, options=needed)


def refuse_common(options: Namespace, subject: str, *, as_data: bool) -> None:
    """Raise BadOption where a table is the same in every scenario, or as data in every language, and one is named."""
    spec = table(subject)
    if options.scenario is not None and not spec.of_scenario:
        raise BadOption(
            "--scenario has no effect on the table {subject}: it is the same in every scenario.", subject=subject
        )
    has_names = any(key.endswith(("name", "text")) for key in spec.keys)
    if as_data and options.language and not has_names:
        raise BadOption(
            "--language has no effect on the table {subject} as data: it holds codes and no names.", subject=subject
        )
