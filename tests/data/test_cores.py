"""All cores at once: results in order, nothing begun in vain, the same numbers as on one."""

from itertools import count

import polars as pl
import pytest

from core.method.document import Document
from core.method.run import run
from core.robustness.choices import WeightNoise, Within
from core.robustness.model import UncertaintyModel
from core.robustness.study import Study
from core.workbook.entries import Method, Step, TreeNode
from data.parallel import AHEAD, core_count, in_processes, in_threads


def test_results_come_in_order_and_the_rest_is_not_begun() -> None:
    """Of an endless list only what was asked for is done, and a few ahead for each core."""
    begun: list[int] = []

    def squared(number: int) -> int:
        begun.append(number)
        return number**2

    results = in_threads(squared, count())
    assert [next(results) for _ in range(5)] == [0, 1, 4, 9, 16]
    results.close()
    assert len(begun) <= 5 + AHEAD * core_count()


@pytest.mark.parametrize("whole", [False, True])
def test_cores_count_as_one_does(whole: bool) -> None:
    """A study in threads, or with the whole method in processes, has the counts that it has in one."""
    frame = pl.DataFrame({"unit": list("xyz"), "period": ["1"] * 3, "a": [1.0, 2, 9], "b": [3.0, 1, 2]})
    placed = (TreeNode("m", "top"), TreeNode("m", "a", "top"), TreeNode("m", "b", "top"))
    steps = (Step("m", 1, "normalise", "min_max"), Step("m", 2, "aggregate", "power", '{"p": 0.5}'))
    choice = Within(1, "high", 0.5, 2) if whole else WeightNoise()
    chain = UncertaintyModel(run(Document(Method("m", "M"), placed, steps), frame), "top", (choice,))
    assert chain.is_whole is whole
    one, more = Study(chain), Study(chain)
    assert list(one.advance(20)) == list(more.advance(20, in_processes if whole else in_threads))
    assert one.frame().equals(more.frame())
