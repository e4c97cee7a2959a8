"""Small cells: those of few firms, or in which few firms hold nearly all, are hidden, with companions."""

import numpy as np
import polars as pl

from core.rollup.disclosure import Table
from core.rollup.prepared import keys_of
from core.rollup.rule import RollupRule

FREE, SMALL, SECOND = "F", "A", "D"
DOMINANCE = {1: "O", 2: "T"}
"""Letters of the code list CL_CONF_STATUS of SDMX: free, few units, secondary, dominance by one or two units."""
OTHER_CONCENTRATION = "M"


def hidden(cells: pl.DataFrame, rule: RollupRule) -> pl.DataFrame:
    """The cells with `conf`: F where they may be published, else the reason; `cells` are those of `core.rollup.values`.

    Cells are hidden with fewer firms than the minimum (rows where firms are not distinguished), or with the largest
    firms above the per cent; then companions are hidden, until no known total reveals a hidden cell. `exposed` are
    hidden cells that a total reveals in any case, as they are alone in a line. (European Commission, Handbook on
    Statistical Disclosure Control, 2nd edition, sections 4.2 and 4.4)
    """
    of = rule.cells
    count = pl.coalesce("firms", "rows")
    dominated = (pl.col("held") > of.percent).fill_null(value=False) if of.largest else pl.lit(value=False)
    letter = DOMINANCE.get(of.largest, OTHER_CONCENTRATION)
    conf = pl.when(count < of.minimum).then(pl.lit(SMALL)).when(dominated).then(pl.lit(letter)).otherwise(pl.lit(FREE))
    result = cells.with_columns(conf=conf, exposed=pl.lit(value=False))
    primary = (result["conf"] != FREE).to_numpy()
    lines = [_line(result, name, rule) for name in of.totals if name.partition(":")[0] in keys_of(rule)]
    if not lines or not primary.any():
        return result
    lines.sort(key=pl.Series.n_unique, reverse=True)
    numbers = pl.concat(lines).rank("dense").to_numpy().astype(np.int64)
    table = Table(numbers.reshape(len(lines), -1), result.select(count).to_series().to_numpy(), of.minimum)
    second, exposed = table.protected(primary)
    return result.with_columns(
        conf=pl.when(pl.Series(second)).then(pl.lit(SECOND)).otherwise("conf"), exposed=pl.Series(exposed)
    )


def _line(cells: pl.DataFrame, total: str, rule: RollupRule) -> pl.Series:
    """The name of the line of each cell over which a total such as `industry` or `industry:2` is known."""
    key, _, digits = total.partition(":")
    parts = [pl.lit(total), *(pl.col(name) for name in keys_of(rule) if name != key)]
    parts += [pl.col(key).str.head(int(digits))] if digits else []
    return cells.select(line=pl.concat_str(parts, separator="\0"))["line"]
