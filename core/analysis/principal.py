"""Principal components: how many dimensions a set of indicators has."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from core.method.components import principal_components
from core.method.errors import MethodError
from core.method.matrix import complete_rows, matrix
from core.method.panel import check_panel
from core.words import in_words


@dataclass(frozen=True)
class Components:
    """`explained` has component, eigenvalue, share, cumulative; `loadings` has indicator and a column a component."""

    explained: pl.DataFrame
    loadings: pl.DataFrame


def components(frame: pl.DataFrame, indicators: Sequence[str]) -> Components:
    """Principal components of the correlations, of complete rows over all years given, largest first.

    Loadings have unit length and a settled sign. Raises MethodError where fewer than 2 rows are complete or an
    indicator is constant in them. (Handbook, ch. 4; COINr, get_PCA)
    """
    check_panel(frame, indicators)
    values = complete_rows(matrix(frame, indicators))
    if len(values) <= 1:
        raise MethodError(
            "Fewer than 2 rows have all of {indicators}: fill the gaps first.", indicators=in_words(indicators)
        )
    for code, column in zip(indicators, values.T, strict=True):
        if column.min() == column.max():
            raise MethodError("{code} is the same in all complete rows: leave it out.", code=code, indicator=code)
    eigenvalues, loadings = principal_components(values)
    names = [str(at + 1) for at in range(len(eigenvalues))]
    explained = pl.DataFrame({"component": names, "eigenvalue": eigenvalues})
    share = pl.col("eigenvalue") / pl.col("eigenvalue").sum()
    return Components(
        explained.with_columns(share=share, cumulative=share.cum_sum()),
        pl.DataFrame({"indicator": indicators, **dict(zip(names, loadings.T, strict=True))}),
    )
