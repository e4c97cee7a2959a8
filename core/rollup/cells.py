"""Small cells: those of few firms, or in which few firms hold nearly all, are hidden, with companions."""

import polars as pl

from core.rollup.plan import keys_of
from core.rollup.rule import RollupRule

FREE, SMALL, SECOND = "F", "A", "D"
DOMINANCE = {1: "O", 2: "T"}
"""Letters of the code list CL_CONF_STATUS of SDMX: free, few units, secondary, dominance by one or two units."""
OTHER_CONCENTRATION = "M"


def hidden(cells: pl.DataFrame, rule: RollupRule) -> pl.DataFrame:
    """The cells with `conf`: F where they may be shown, else why not; `cells` are those of `core.rollup.plan.values`.

    Fewer firms than the minimum (rows, where firms are not told apart), or the largest firms above the per cent. Then,
    as long as a line whose total is known has one hidden cell alone, its smallest other cell is hidden as well.
    (European Commission, Handbook on Statistical Disclosure Control, 2nd edition, sections 4.2 and 4.4)
    """
    count, of = pl.coalesce("firms", "rows"), rule.cells
    dominated = (pl.col("held") > of.percent).fill_null(value=False) if of.largest else pl.lit(value=False)
    letter = DOMINANCE.get(of.largest, OTHER_CONCENTRATION)
    conf = pl.when(count < of.minimum).then(pl.lit(SMALL)).when(dominated).then(pl.lit(letter)).otherwise(pl.lit(FREE))
    made = cells.with_columns(conf=conf)
    lines = [key for key in of.totals if key in keys_of(rule)]
    while True:
        found = [_companions(made, key, rule) for key in lines]
        more = pl.concat(found).unique() if found else made.clear()
        if more.is_empty():
            return made
        again = made.join(
            more.select(keys_of(rule)).with_columns(second=pl.lit(value=True)), on=keys_of(rule), how="left"
        )
        conf = pl.when(pl.col("second")).then(pl.lit(SECOND)).otherwise("conf")
        made = again.with_columns(conf=conf).drop("second").sort(keys_of(rule))


def _companions(cells: pl.DataFrame, key: str, rule: RollupRule) -> pl.DataFrame:
    """The smallest open cell of each line along `key` that has one hidden cell alone and is open elsewhere."""
    line = [one for one in keys_of(rule) if one != key]
    is_hidden = pl.col("conf") != FREE
    alone = cells.filter((is_hidden.sum().over(line) == 1) & ~is_hidden)
    return alone.sort(pl.coalesce("firms", "rows"), *keys_of(rule)).group_by(line).first().select(keys_of(rule))
