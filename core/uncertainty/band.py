"""The band around every rank: cheap enough to be made anew after each edit."""

from core.method.run import Scored
from core.uncertainty.chain import Chain
from core.uncertainty.choices import WeightNoise
from core.uncertainty.study import Study

RUNS = 256
FEWEST = 32
CELLS = 1 << 18


def band(scored: Scored, node: str, spread: float = 0.25) -> Study:
    """Up to 256 runs of a result with every weight times 1 ± up to `spread`, fewer where there are very many rows.

    Nothing before the weights is computed anew. Raises MethodError where the method ends without an aggregation.
    """
    study = Study(Chain(scored, node, (WeightNoise(spread),)))
    runs = max(FEWEST, min(RUNS, CELLS // max(scored.frame.height, 1)))
    for _ in study.advance(runs):
        pass
    return study
