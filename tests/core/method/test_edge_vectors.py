"""COINr on ten awkward vectors, row by row. Where it gives NaN or infinity we give null, where it stops so do we."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import numpy as np
import polars as pl
import pytest
from polars.dataframe.group_by import GroupBy

from core.method.aggregate import Aggregation, aggregated
from core.method.errors import MethodError
from core.method.matrix import Matrix
from core.method.normalisations import borda, min_max, percentile, rank, z_score
from core.method.shape import kurtosis, skewness
from core.method.transform import box_cox, log_range, log_shift, log_signed
from core.method.tree import Branch, Tree
from core.method.winsorise import winsorised

Way: TypeAlias = Callable[[pl.Series, str], pl.Series]

NOTHING = {"", "NaN", "Inf", "-Inf", None}


def by_expression(change: Callable[[pl.Expr], pl.Expr]) -> Way:
    """A function of ours that takes an expression."""
    return lambda vector, _parameters: vector.to_frame("x").select(change(pl.col("x"))).to_series()


def by_numbers(change: Callable[[Matrix], Matrix]) -> Way:
    """A function of ours that takes numbers along their rows; what is not a finite number is a gap."""

    def changed(vector: pl.Series, _parameters: str) -> pl.Series:
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            made = change(vector.to_numpy())
        return pl.Series(np.where(np.isfinite(made), made, np.nan), nan_to_null=True)

    return changed


def by_winsorising(vector: pl.Series, parameters: str) -> pl.Series:
    """The winsorised vector."""
    limit = int(parameters.removeprefix("winmax=").removesuffix(";force"))
    return winsorised(vector, limit, forced=parameters.endswith("force"))[0]


def by_mean(how: Aggregation) -> Way:
    """The mean of the vector with weights 1 to n, as a tree of one root."""

    def mean(vector: pl.Series, _parameters: str) -> pl.Series:
        codes = [f"c{at}" for at in range(len(vector))]
        tree = Tree((Branch("top"), *(Branch(code, "top", at + 1) for at, code in enumerate(codes))))
        frame = pl.DataFrame({"unit": "u", "period": 1, **dict(zip(codes, vector, strict=True))})
        return aggregated(frame, tree, how)["top"]

    return mean


OURS = {
    "skew": by_expression(skewness),
    "kurt": by_expression(kurtosis),
    "winsorise": by_winsorising,
    "log_CT": by_numbers(log_range),
    "log_CT_plus": by_numbers(log_signed),
    "log_CT_orig": by_numbers(log_shift),
    "boxcox": by_numbers(lambda values: box_cox(values, 0.5)),
    "n_minmax": by_numbers(lambda values: min_max(values, 1, 0, 100)),
    "n_zscore": by_numbers(z_score),
    "n_rank": by_numbers(rank),
    "n_prank": by_numbers(percentile),
    "n_borda": by_numbers(borda),
    "a_amean": by_mean("arithmetic"),
    "a_gmean": by_mean("geometric"),
    "a_hmean": by_mean("harmonic"),
}


def vectors(reference: Path) -> dict[str, pl.Series]:
    """The awkward vectors by name."""
    table = pl.read_csv(reference / "edge" / "vectors.csv", schema_overrides={"value": pl.Float64})
    return {str(name): part["value"] for (name,), part in table.group_by("vector", maintain_order=True)}


def results(reference: Path) -> GroupBy:
    """What COINr makes of them, by function, parameters and vector."""
    table = pl.read_csv(reference / "edge" / "results.csv", infer_schema=False)
    return table.group_by("fun", "para", "vector", maintain_order=True)


@pytest.mark.parametrize("function", OURS)
def test_every_awkward_vector_comes_out_as_in_coinr(reference: Path, function: str) -> None:
    """Every awkward vector comes out as in COINr."""
    given = vectors(reference)
    for (name, parameters, vector), rows in results(reference):
        if name != function:
            continue
        expected = rows["value"].to_list()
        if expected == ["error"]:
            assert stops(function, given[vector], parameters), (parameters, vector)
            continue
        made = OURS[function](given[vector], parameters).to_list()
        wanted = [None if value in NOTHING else float(value) for value in expected]
        assert [value is None for value in made] == [value is None for value in wanted], (parameters, vector)
        known = [(a, b) for a, b in zip(made, wanted, strict=True) if b is not None]
        assert [a for a, _ in known] == pytest.approx([b for _, b in known], rel=1e-9, abs=1e-14), (parameters, vector)


def stops(function: str, vector: pl.Series, parameters: str) -> bool:
    """Whether we refuse too, or give nothing."""
    try:
        return OURS[function](vector, parameters).is_null().all()
    except MethodError:
        return True


def test_no_function_of_the_reference_is_left_out(reference: Path) -> None:
    """No function of the reference is left out."""
    assert {name for (name, _, _), _ in results(reference)} == set(OURS)
