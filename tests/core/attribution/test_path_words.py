"""The words of every hop of a number: what is there, what a step left alone, and where the score stands."""

import json

import polars as pl
import pytest

from core.attribution.path import _figure, _words, path
from core.attribution.share import Parts, exact
from core.method.document import Document, load
from core.method.run import Scored, run
from core.method.run import scored as scored_of
from core.workbook.entries import Indicator, Method, Source, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

PLACED = (TreeNode("m", "top"), TreeNode("m", "a", "top"), TreeNode("m", "b", "top", 3.0, -1))
FRAME = pl.DataFrame({"unit": list("uvw"), "period": ["1", "1", "2"], "a": [6.0, 8.0, 7.0], "b": [2.0, None, 5.0]})


def index(*steps: tuple[str, str, dict[str, object]], frame: pl.DataFrame = FRAME) -> Scored:
    """B is better where it is less, and weighs three times as much."""
    made = (Step("m", at + 1, kind, how, json.dumps(own)) for at, (kind, how, own) in enumerate(steps))
    return run(Document(Method("m", "M"), PLACED, tuple(made)), frame)


MEAN: tuple[str, str, dict[str, object]] = ("aggregate", "arithmetic", {})


def test_a_gap_stays_missing_and_a_score_stands_among_its_period() -> None:
    """Two are ranked in the first period, one alone has no rank; less is better is said."""
    made = index(("normalise", "min_max", {"low": 0.0, "high": 10.0}), MEAN)
    hops = path(made, ("v", "1"), "b")
    assert [(hop.number, hop.kind, hop.does, hop.status) for hop in hops[:2]] == [
        (0, "figure", "no figure", "O"), (1, "normalise", "missing", "O"),
    ]  # fmt: skip
    assert [path(made, (unit, when), "a")[1].does for unit, when in (("u", "1"), ("v", "1"), ("w", "2"))] == [
        "0 of 10, rank 2 of 2", "10 of 10, rank 1 of 2", "5 of 10",
    ]  # fmt: skip
    assert path(made, ("u", "1"), "b")[1].does == "10 of 10, less is better"
    between = index(("normalise", "min_max", {"low": 2.0, "high": 10.0}), MEAN)
    assert path(between, ("w", "2"), "a")[1].does == "6 within 2 and 10"
    other = index(("normalise", "rank", {}), MEAN)
    assert path(other, ("w", "2"), "a")[1].does == "2"
    last = path(made, ("u", "1"), "a")[2]
    assert (last.does, last.before, last.after) == ("weight 0.25 in top, 0.25 of the whole", 0, 7.5)


@pytest.mark.parametrize(
    ("step", "code", "does"),
    [
        (("normalise", "min_max", {"codes": ["b"]}), "a", "as it was"),
        (("impute", "mean", {"codes": ["b"]}), "a", "as it was"),
        (("treat", "skew_kurtosis", {}), "a", "as it was"),
    ],
)
def test_a_step_that_does_nothing_to_a_code_says_so(
    step: tuple[str, str, dict[str, object]], code: str, does: str
) -> None:
    """One of other codes, one that fills gaps alone, and one that finds no outlier."""
    made = index(step, MEAN)
    assert path(made, ("u", "1"), code)[1].does == does
    assert _words(made, 0, ("u", "1"), code, 1.0, None, None) == ("taken away", "")


def test_a_figure_names_what_qualifies_it_and_its_source() -> None:
    """Its release, its formula; the code of a source without an entry, or that there is none."""
    figures = [
        Figure("u", "a", "2020", "2024-01", value=5.0, qualifier="over", source="book", formula="1 + 4"),
        Figure("u", "b", "2020", value=5.0), Figure("u", "c", "2020", status="O"),
        Figure("u", "d", "2020", value=1.0, source="s"),
    ]  # fmt: skip
    book = Workbook.of(figures, [Source("book", "The yearbook")])
    assert [_figure(book, ("u", "2020"), code, "text") for code in "abcde"] == [
        ("text, over, released 2024-01, 1 + 4", "The yearbook"), ("text", "no source"), ("text", ""), ("text", "s"),
        ("text", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(("how", "when"), [("panel", ""), ("table", ", of 2021")])
def test_a_denominator_is_of_the_same_period_or_the_newest(how: str, when: str) -> None:
    """By how the step divides; where the workbook has it later as well."""
    figures = [Figure(unit, "a", "2020", value=value) for unit, value in (("u", 10.0), ("v", 30.0))]
    figures += [Figure(unit, "people", year, value=4.0) for unit in "uv" for year in ("2020", "2021")]
    entries = [*(Unit(code, code) for code in "uv"), Indicator("a", "A"), Indicator("people", "P")]
    book = Workbook.of(figures, entries)
    steps = (Step("m", 1, "denominate", how, '{"by": {"a": "people"}}'), Step("m", 2, "aggregate", "arithmetic"))
    document = Document(Method("m", "M", periods="2020"), PLACED[:2], steps)
    made = scored_of(load(document, book).apply(book), "m")
    assert isinstance(made, Scored)
    assert path(made, ("u", "2020"), "a", book)[1].does == f"divided by people 4{when}"
    assert path(made, ("u", "2020"), "a")[1].does == "divided by people 4"


def test_amounts_without_the_digits_for_a_rounding_error_have_it_beside_them() -> None:
    """Of 1e20 less 1e20 a total of 1 is rounding alone; where an amount can hold it there is none."""
    huge = exact(Parts(2.0, 3.0, {"a": 1e20, "b": -1e20}))
    assert sum(huge.amounts.values()) == 1
    assert exact(Parts(2.0, 3.0, {"a": 0.5, "b": 0.25})).amounts == {"a": 0.75, "b": 0.25}
