"""What a rollup leaves out, by hand."""

import polars as pl

from core.rollup.left_out import LeftOut, left_out_of_clusters


def test_rows_without_a_unit_are_incomplete_and_not_outside_the_crosswalk() -> None:
    """Of industry 2, which has no cluster, 3 of 5 rows have no unit; one row has no industry."""
    pairs = pl.DataFrame({
        "industry": ["1", "2", None], "period": ["2020"] * 3, "rows": [4, 5, 1], "without_unit": [1, 3, 0],
    })  # fmt: skip
    links = pl.DataFrame({"code": ["1"], "when": ["2020"]})
    assert left_out_of_clusters(pairs, links) == LeftOut(5, 2, ("2",))
