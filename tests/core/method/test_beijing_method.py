"""The two reconstructions of Beijing's index, and the tables of the page that tells of them."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.method.document import document_of, load
from core.method.run import Scored, scored
from core.workbook.edit import SetEntry
from core.workbook.workbook import Workbook
from data.sets import read_set

PAGE = (Path(__file__).parents[3] / "docs" / "beijing-index.md").read_text(encoding="utf-8")
ROOT = "ecosystem_rebuilt"


@pytest.fixture(scope="module")
def beijing() -> Workbook:
    """The shipped set."""
    return read_set("beijing")


def result(workbook: Workbook, code: str) -> Scored:
    """The result of a method, which must be there."""
    made = scored(workbook, code)
    assert isinstance(made, Scored), made
    return made


def table(heading: str) -> list[list[str]]:
    """The cells of the table whose header begins with this text."""
    rows = PAGE.partition(f"| {heading} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_the_page_tells_what_the_methods_give(beijing: Workbook) -> None:
    """Year by year the scores of both methods are those of the page, to its four digits."""
    made = [
        dict(result(beijing, code).scores.select("period", ROOT).iter_rows()) for code in ("rebuilt", "rebuilt_topsis")
    ]
    for year, published, *told in table("year"):
        figure = beijing.series("beijing", "ecosystem_index").at(year)
        assert published == (f"{figure.value:.4f}" if figure and figure.value is not None else "–")
        assert told == [f"{scores[year]:.4f}" for scores in made]


def test_the_page_tells_how_closeness_drifts(beijing: Workbook) -> None:
    """One year more moves the scores of the years before, as the page says."""
    method = beijing.methods["rebuilt_topsis"]
    for span, *told in table("looked at"):
        first, last = map(int, re.findall(r"\d{4}", span))
        longer = replace(method, periods=" ".join(map(str, range(first, last + 1))))
        made = result(SetEntry("methods", method, longer).apply(beijing), "rebuilt_topsis").scores[ROOT]
        assert [cell for cell in told if cell] == [f"{score:.4f}" for score in made]


def test_the_scores_are_entropy_topsis_by_hand(beijing: Workbook) -> None:
    """The chain written out in numpy gives the same: interval min-max, entropy weights, element means, closeness."""
    made = result(beijing, "rebuilt_topsis")
    codes = made.tree.indicators
    raw = made.stages[1].frame.select(codes).to_numpy()
    scores = 0.002 + 0.996 * (raw - raw.min(axis=0)) / (raw.max(axis=0) - raw.min(axis=0))
    shares = scores / scores.sum(axis=0)
    divergence = 1 + (shares * np.log(shares)).sum(axis=0) / np.log(len(raw))
    weights = divergence / divergence.sum()
    groups: dict[str, list[int]] = {}
    for at, code in enumerate(codes):
        groups.setdefault(str(made.tree.parents[code]), []).append(at)
    elements = np.column_stack([scores[:, at] @ weights[at] / weights[at].sum() for at in groups.values()])
    heavy = elements * np.array([weights[at].sum() for at in groups.values()])
    near, far = (np.sqrt(((heavy - of) ** 2).sum(axis=1)) for of in (heavy.max(axis=0), heavy.min(axis=0)))
    assert made.scores[ROOT].to_list() == pytest.approx((far / (near + far)).tolist(), rel=1e-9)


def test_reconstructions_are_never_mixed_with_the_published_index(beijing: Workbook) -> None:
    """No computed score is a figure of the workbook, and the published index has only its two values."""
    assert ROOT not in beijing.indicators
    assert not [series for series in beijing.figures if series[1] == ROOT]
    known = beijing.series("beijing", "ecosystem_index").known()
    assert [(figure.period, figure.value) for figure in known] == [("2016", 0.8868), ("2020", 0.997)]


def test_the_shipped_methods_hold_every_setting_that_is_in_force(beijing: Workbook) -> None:
    """Loading a shipped method as it is changes nothing, so that no later edit carries defaults with it."""
    for code in beijing.methods:
        assert load(document_of(beijing, code), beijing).edits == ()
