"""Analyses on the command line: each number is compared with one that is computed here from the rows of `show`."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats

from core.workbook.edit import filled
from core.workbook.entries import Group, Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.file import WorkbookFile

if TYPE_CHECKING:
    from core.workbook.entry import Entry

pytestmark = pytest.mark.usefixtures("home")
Run = Callable[..., tuple[int, str, str]]
UNITS, PERIODS, CODES = "pqrstu", ("2020", "2021"), ("a", "b", "c", "q")
HEAD = '[method]\ncode = "{code}"\n[[tree]]\ncode = "top"\n[[tree]]\ncode = "left"\nparent = "top"\nweight = 2.0\n'
TREE = "".join(
    f'[[tree]]\ncode = "{code}"\nparent = "{parent}"\ndirection = {-1 if code == "b" else 1}\n'
    for code, parent in (("a", "left"), ("b", "left"), ("c", "left"), ("q", "top"))
)
STEPS = (
    '[[steps]]\nkind = "impute"\nhow = "mean"\n[[steps]]\nkind = "treat"\nhow = "skew_kurtosis"\n'
    '[[steps]]\nkind = "normalise"\nhow = "min_max"\nhigh = {high}\n[[steps]]\nkind = "aggregate"\nhow = "{how}"\n'
)


@pytest.fixture
def path(tmp_path: Path, run: Run) -> Path:
    """Six units in two years, one gap, an indicator called like a unit, and two methods over one tree."""
    random = np.random.default_rng(8)
    figures = [
        Figure(unit, code, period, value=float(value))
        for code in CODES
        for unit in UNITS
        for period, value in zip(PERIODS, random.uniform(1, 9, 2), strict=True)
        if (unit, code, period) != ("r", "c", "2021")
    ]
    entries: list[Entry] = [*(Unit(code, code) for code in UNITS), *(Indicator(code, code) for code in CODES)]
    entries += [Group(unit, "half", "one" if unit < "s" else "two") for unit in UNITS[:-1]]
    made = tmp_path / "made.jingdex"
    WorkbookFile.create(made, filled(Workbook.of(figures, entries), "made"), "Ada").close()
    for code, how, high in (("m", "arithmetic", 1.0), ("n", "power", 100.0)):
        document = tmp_path / f"{code}.toml"
        document.write_text(HEAD.format(code=code) + TREE + STEPS.format(how=how, high=high), encoding="utf-8")
        assert run("method", "load", made, document)[0] == 0
    return made


def rows(run: Run, path: Path, subject: str, *argv: object, method: str = "m") -> list[dict[str, str]]:
    """The rows that a subject prints as CSV."""
    code, out, err = run("show", path, subject, "--method", method, "--format", "csv", *argv)
    assert (code, err) == (0, "")
    return list(csv.DictReader(io.StringIO(out)))


def cells(run: Run, path: Path, step: int, method: str = "m") -> dict[str, np.ndarray]:
    """Each code's values after a step, by unit and period."""
    found: dict[str, dict[tuple[str, str], float]] = {}
    for row in rows(run, path, "steps", "--step", step, method=method):
        found.setdefault(row["code"], {})[row["unit"], row["period"]] = float(row["value"] or "nan")
    order = [(unit, period) for unit in UNITS for period in PERIODS]
    return {code: np.array([of[key] for key in order]) for code, of in found.items()}


def test_every_step_can_be_looked_at_and_a_filled_cell_is_marked(path: Path, run: Run) -> None:
    """The gap is O as it came, and I from the imputation on, up to the nodes."""
    after = [
        {(r["unit"], r["period"], r["code"]): r for r in rows(run, path, "steps", "--step", at)} for at in range(5)
    ]
    gap = ("r", "2021", "c")
    assert [(step[gap]["status"], step[gap]["value"] == "") for step in after] == [("O", True), *[("I", False)] * 4]
    assert [after[4]["r", "2021", code]["status"] for code in ("left", "top", "a")] == ["I", "I", "A"]
    raw, full, scores = (cells(run, path, at) for at in (0, 1, 3))
    assert full["c"][5] == pytest.approx(np.nanmean(raw["c"]))
    assert scores["b"] == pytest.approx((raw["b"].max() - raw["b"]) / np.ptp(raw["b"]))
    assert len(rows(run, path, "steps")) == sum(map(len, after))
    assert "There is no step 9: name one of 0 to 4." in run("show", path, "steps", "--step", 9)[2]


@pytest.mark.parametrize(
    ("coefficient", "of"), [("pearson", stats.pearsonr), ("spearman", stats.spearmanr), ("kendall", stats.kendalltau)]
)
def test_any_level_correlates_with_any_level(
    path: Path, run: Run, coefficient: str, of: Callable[..., tuple[float, float]]
) -> None:
    """Indicators, elements and the index, each pair once, in three coefficients."""
    last = cells(run, path, 4)
    found = rows(run, path, "correlations", "--coefficient", coefficient)
    assert len(found) == 6 * 5 / 2
    for row in found:
        r, p = of(last[row["first"]], last[row["second"]])
        assert float(row["correlation"]) == pytest.approx(r)
        if coefficient == "pearson":
            assert float(row["p"]) == pytest.approx(p)
    assert coefficient in run("show", path, "correlations", "--coefficient", coefficient)[1]


def test_components_loadings_and_consistency_are_numpys(path: Path, run: Run) -> None:
    """Of each node's children, and of all indicators."""
    last = cells(run, path, 4)
    below = np.array([last[code] for code in "abc"])
    found = [float(row["eigenvalue"]) for row in rows(run, path, "components") if row["of"] == "left"]
    values, vectors = np.linalg.eigh(np.corrcoef(below))
    assert found == pytest.approx(values[::-1].tolist())
    first = [float(r["loading"]) for r in rows(run, path, "loadings") if (r["of"], r["component"]) == ("left", "1")]
    assert first == pytest.approx((vectors[:, -1] * np.sign(vectors[:, -1].sum())).tolist())
    assert {row["of"] for row in rows(run, path, "components")} == {"top", "left", "all indicators"}
    raw, of_2021 = cells(run, path, 1), np.array([when == "2021" for _ in UNITS for when in PERIODS])
    some = rows(run, path, "components", "--node", "left", "--step", 1, "--period", "2021")
    values = np.linalg.eigvalsh(np.corrcoef([raw[code][of_2021] for code in "abc"]))
    assert [float(row["eigenvalue"]) for row in some] == pytest.approx(values[::-1].tolist())
    assert len(rows(run, path, "loadings", "--node", "left", "--step", 1, "--period", "2021")) == 9
    assert "There are no components of top" in run("show", path, "components", "--node", "top", "--step", 1)[2]
    assert "no row for 1999: use one of 2020, 2021" in run("show", path, "components", "--period", "1999")[2]
    alpha = 3 / 2 * (1 - below.var(axis=1, ddof=1).sum() / below.sum(axis=0).var(ddof=1))
    by_node = {row["code"]: row for row in rows(run, path, "consistency")}
    assert float(by_node["left"]["alpha"]) == pytest.approx(alpha)


def test_pairs_ranks_and_shares_are_those_after_the_step_that_is_named(path: Path, run: Run) -> None:
    """B counts downwards until it is normalised; the gap is one until it is filled; ranks are of the node's codes."""
    for step in (1, 3):
        found = rows(run, path, "outranking", "--node", "left", "--step", step, "--period", "2020", "--unit", "p")
        after = {code: dict(zip(UNITS, values[::2], strict=True)) for code, values in cells(run, path, step).items()}
        turned = {code: -1 if code == "b" and step == 1 else 1 for code in "abc"}
        for row in found:
            won = [turned[code] * (after[code]["p"] - after[code][row["other"]]) > 0 for code in "abc"]
            assert float(row["share"]) == pytest.approx(sum(won) / 3)
    assert "left has no scores after step 3" in run("show", path, "outranking", "--node", "top", "--step", 3)[2]
    full = ["availability", "--node", "left", "--unit", "r", "--period", "2021"]
    shares = [rows(run, path, *full, *step)[0]["share"] for step in ([], ["--step", 0], ["--step", 1])]
    assert [float(share) for share in shares] == pytest.approx([2 / 3, 2 / 3, 1])
    ranks = rows(run, path, "indicator-ranks", "--node", "left", "--step", 4)
    assert {row["code"] for row in ranks} == {"left", "a", "b", "c"}
    assert "a is not a node" in run("show", path, "treated-points", "--node", "a")[2]


def test_scores_without_an_element_are_those_of_a_method_that_lacks_it(path: Path, tmp_path: Path, run: Run) -> None:
    """The rank and the score of each unit as another method without it computes them, and the places gained."""
    document = tmp_path / "less.toml"
    less = TREE.replace('[[tree]]\ncode = "b"\nparent = "left"\ndirection = -1\n', "")
    document.write_text(HEAD.format(code="less") + less + STEPS.format(how="arithmetic", high=1.0), encoding="utf-8")
    assert run("method", "load", path, document)[0] == 0
    made = [row for row in rows(run, path, "scores-left-out", "--period", "2021") if row["left_out"] == "b"]
    expected, before = (
        {row["unit"]: row for row in rows(run, path, "scores", "--node", "top", "--period", "2021", method=method)}
        for method in ("less", "m")
    )
    assert [row["rank"] for row in made] == list("123456")
    for row in made:
        assert float(row["score"]) == pytest.approx(float(expected[row["unit"]]["score"]))
        assert row["rank"] == expected[row["unit"]]["rank"]
        assert int(row["gained"]) == int(before[row["unit"]]["rank"]) - int(row["rank"])


def test_obstacles_are_those_of_scores_from_0_to_1(path: Path, run: Run) -> None:
    """A method that scores to 100 has the obstacles of the one that scores to 1; shares sum to 1."""
    weights = {"a": 2 / 9, "b": 2 / 9, "c": 2 / 9, "q": 1 / 3}
    scores = cells(run, path, 3)
    found = rows(run, path, "obstacles", "--unit", "s", "--period", "2021")
    raw = {code: weights[code] * (1 - scores[code][7]) for code in weights}
    for row in found:
        assert float(row["obstacle"]) == pytest.approx(raw[row["indicator"]])
        assert float(row["share"]) == pytest.approx(raw[row["indicator"]] / sum(raw.values()))
    other = rows(run, path, "obstacles", "--unit", "s", "--period", "2021", method="n")
    assert [float(row["share"]) for row in other] == pytest.approx([float(row["share"]) for row in found])


def test_strengths_are_ranks_in_the_indicators_own_direction(path: Path, run: Run) -> None:
    """The unit with the least of what is bad has the first rank there."""
    raw = cells(run, path, 0)["b"][1::2]
    best = UNITS[int(raw.argmin())]
    mine = [row for row in rows(run, path, "strengths", "--unit", best) if row["side"] == "strengths"]
    assert ("b", "1") in {(row["code"], row["rank"]) for row in mine}
    assert "There is no unit “zz”" in run("show", path, "strengths", "--unit", "zz")[2]


def test_ranks_in_groups_are_among_the_units_of_a_group(path: Path, run: Run) -> None:
    """Three units and two, each by themselves; the unit without a group has no rank."""
    score = {(r["unit"], r["period"]): float(r["score"]) for r in rows(run, path, "scores") if r["code"] == "top"}
    found = [row for row in rows(run, path, "ranks-in-groups", "--grouping", "half") if row["code"] == "top"]
    assert len(found) == 5 * 2
    for row in found:
        peers = [r["unit"] for r in found if (r["group"], r["period"]) == (row["group"], row["period"])]
        better = sum(score[unit, row["period"]] > score[row["unit"], row["period"]] for unit in peers)
        assert (int(row["rank"]), int(row["of"])) == (better + 1, len(peers))
    assert "There is no grouping size: use half." in run("show", path, "ranks-in-groups", "--grouping", "size")[2]


def test_two_years_two_methods_and_two_units_are_compared(path: Path, run: Run) -> None:
    """Ranks, places gained and differences follow from the scores that are shown."""
    score = {(r["unit"], r["period"]): float(r["score"]) for r in rows(run, path, "scores") if r["code"] == "top"}
    years = rows(run, path, "comparison")
    assert {(row["first_period"], row["second_period"]) for row in years} == {PERIODS}
    for row in years:
        assert float(row["difference"]) == pytest.approx(score[row["unit"], "2021"] - score[row["unit"], "2020"])
        assert int(row["change"]) == int(row["first_rank"]) - int(row["second_rank"])
    methods = rows(run, path, "comparison", "--against", "n")
    assert len(methods) == len(UNITS) * len(PERIODS)
    assert {row["against"] for row in methods} == {"n"}
    told = run("show", path, "comparison", "--method", "m", "--against", "n")[1]
    assert "top: mean shift" in told
    pair = {row["code"]: row for row in rows(run, path, "differences", "--units", "p", "s", "--period", "2020")}
    assert float(pair["top"]["difference"]) == pytest.approx(score["s", "2020"] - score["p", "2020"])
    assert "no row for 1999" in run("show", path, "comparison", "--periods", "1999", "2021")[2]


def test_treatments_tell_how_each_column_fared(path: Path, run: Run) -> None:
    """One row for each indicator, with its shape as it came."""
    raw = cells(run, path, 1)
    found = {row["indicator"]: row for row in rows(run, path, "treatments")}
    assert set(found) == set(CODES)
    assert float(found["a"]["skewness_0"]) == pytest.approx(stats.skew(raw["a"], bias=False))
    assert found["a"]["outcome"] == "untouched"
