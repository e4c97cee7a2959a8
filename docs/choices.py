"""Writes the page of all choices: each with what its docstring says, its settings, and an example with its result."""

import inspect
import runpy
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from core.analysis.correlation import CORRELATIONS
from core.clusters.concentration import CONCENTRATIONS
from core.method.document_text import UNSET
from core.method.settings import COMMON, FAMILIES, choice_help, defaults, own_settings

PAGE = Path(__file__).with_name("choices.md")
LIBRARY = runpy.run_path(str(Path(__file__).with_name("library.py")))
HEAD = """# Choices

Every choice of every kind of step, and every function of analysis and of cluster statistics: what it computes
and from whom it is, its own settings with what is in force where nothing is said, and an example. The page is
written by `python docs/choices.py` from the code; the tests run its examples and fail where it is not up to
date. How steps go together stands in [methods](methods.md).

All examples look at this panel:

"""
SETUP = """>>> import polars as pl
>>> from core.analysis.correlation import correlations
>>> from core.clusters.concentration import CONCENTRATIONS
>>> from core.method.aggregate import aggregated
>>> from core.method.denominate import denominated
>>> from core.method.impute import imputed
>>> from core.method.normalise import normalised
>>> from core.method.screen import screened
>>> from core.method.treat import treated
>>> from core.method.tree import Branch, Tree
>>> from core.method.weigh import WEIGHINGS
>>> panel = pl.DataFrame({
...     "unit": ["x", "y", "z", "x", "y", "z"], "period": [2020, 2020, 2020, 2021, 2021, 2021],
...     "half": ["one", "one", "two", "one", "one", "two"],
...     "a": [1.0, 2.0, 4.0, 3.0, 5.0, 9.0], "b": [8.0, 6.0, 5.0, 7.0, 4.0, 2.0], "c": [2.0, 3.0, 3.0, 4.0, 6.0, 60.0],
... })
>>> gaps = panel.with_columns(a=pl.when(pl.int_range(6) != 3).then("a"))
>>> people = pl.DataFrame({"unit": ["x", "y", "z"], "people": [1, 2, 4]})
>>> scores = normalised(panel, ["a", "b", "c"], low=0.1, high=0.9)
>>> tree = Tree((Branch("top"), Branch("a", "top", 2.0), Branch("b", "top"), Branch("c", "top")))
>>> def to_digits(values):
...     return [None if value is None else round(float(value), 4) for value in values]
"""
SCORES = 'scores, ["a", "b", "c"]'
NEEDED: dict[tuple[str, str], str] = {
    ("normalise", "distance_to_target"): ", target=10",
    ("normalise", "distance_to_reference"): ', unit="z", period=2021',
    ("normalise", "goalposts"): ", low=0, high=10",
    ("treat", "logit"): ", whole=100",
    ("normalise", "scaled"): ", low=0, high=10",
    ("normalise", "base_year"): ", base=2020",
    ("impute", "group_mean"): ', group="half"',
    ("impute", "group_median"): ', group="half"',
    ("impute", "nearest"): ", count=2",
    ("treat", "skew_kurtosis"): ", limit=1",
    ("weigh", "by_hand"): '["a", "b", "c"], {"a": 2, "b": 1, "c": 1}',
    ("weigh", "equal"): '["a", "b", "c"]',
    ("weigh", "budget_allocation"): '["a", "b", "c"], pl.DataFrame({"a": [50, 70], "b": [30, 20], "c": [20, 10]})',
    ("weigh", "ahp"): '["a", "b", "c"], [[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]]',
    ("weigh", "mixed"): '{"a": 0.5, "b": 0.5}, {"a": 0.2, "b": 0.8}',
}
EXAMPLES: dict[str, Callable[[str, str], str]] = {
    "denominate": lambda how, _: (
        'to_digits(denominated(panel, {"a": "b"})["a"])'
        if how == "panel"
        else 'to_digits(denominated(panel, {"a": "people"}, table=people)["a"])'
    ),
    "screen": lambda how, _: f'screened(gaps, ["a", "b"], "{how}", available=0.9)["unit"].to_list()',
    "impute": lambda how, more: f'to_digits(imputed(gaps, ["a", "b", "c"], "{how}"{more})["a"])',
    "treat": lambda how, more: f'to_digits(treated(panel, ["c"], "{how}"{more}).frame["c"])',
    "normalise": lambda how, more: f'to_digits(normalised(panel, ["a"], "{how}"{more})["a"])',
    "weigh": lambda how, more: f'to_digits(WEIGHINGS["{how}"]({more or SCORES}).values())',
    "aggregate": lambda how, _: f'to_digits(aggregated(scores, tree, "{how}")["top"])',
}


def renewed() -> str:
    """The page as the code would have it."""
    scope: dict[str, object] = {}
    exec(_code(SETUP), scope)  # noqa: S102 - our own text above
    parts = [HEAD, f"```python\n{SETUP}\n```\n"]
    for kind, family in FAMILIES.items():
        parts.append(f"\n## {kind}\n\nAll choices have: {_settings(defaults(COMMON[kind]))}.\n")
        for how in family:
            example = EXAMPLES[kind](how, NEEDED.get((kind, how), ""))
            parts += _choice(how, choice_help(kind, how), defaults(own_settings(kind, how, {})), example, scope)
    parts.append("\n## Concentration\n")
    for name, function in CONCENTRATIONS.items():
        parts += _choice(
            name,
            _docstring(function),
            {},
            f'to_digits(panel.select(CONCENTRATIONS["{name}"](pl.col("a"))).row(0))',
            scope,
        )
    parts.append("\n## Correlation\n")
    for name, function in CORRELATIONS.items():
        parts += _choice(
            name,
            _docstring(function),
            {},
            f'to_digits(correlations(panel, ["a"], ["b", "c"], "{name}")["correlation"])',
            scope,
        )
    parts += _library(scope)
    return "".join(parts)


def _library(scope: dict[str, object]) -> Iterator[str]:
    """The functions that are no choice of a step, each imported where it is shown."""
    setup = LIBRARY["SETUP"]
    exec(_code(setup), scope)  # noqa: S102 - our own text
    first = f"\nFunctions of scores and figures. The examples look at these, too:\n\n```python\n{setup}\n```\n"
    for title, functions in LIBRARY["FAMILIES"].items():
        yield f"\n## {title}\n{first}"
        first = ""
        for function, example in functions.items():
            name = getattr(function, "__name__", "")
            scope[name] = function
            shown = f"from {function.__module__} import {name}\n>>> {example}"
            yield f"\n### {name}\n\n{_docstring(function)}\n"
            yield f"\n```python\n>>> {shown}\n{eval(example, scope)!r}\n\n```\n"  # noqa: S307 - our own text


def _choice(name: str, to_digits: str, own: dict[str, object], example: str, scope: dict[str, object]) -> Iterator[str]:
    yield f"\n### {name}\n\n{to_digits}\n"
    if own:
        yield f"\nSettings: {_settings(own)}.\n"
    yield f"\n```python\n>>> {example}\n{eval(example, scope)!r}\n\n```\n"  # noqa: S307 - our own text above


def _docstring(function: object) -> str:
    return inspect.getdoc(function) or ""


def _settings(settings: dict[str, object]) -> str:
    return ", ".join(f"`{name} = {UNSET if value is None else value!r}`" for name, value in settings.items())


def _code(session: str) -> str:
    return "\n".join(line[4:] for line in session.splitlines())


if __name__ == "__main__":
    PAGE.write_text(renewed(), encoding="utf-8")
    sys.exit(0)
