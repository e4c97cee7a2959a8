"""The interval around every rank, quick enough for a new computation after each edit."""

from dataclasses import replace

from core.method.run import Scored
from core.robustness.model import UncertaintyModel
from core.robustness.settings import UncertaintySettings, choices_of
from core.robustness.study import Study
from core.workbook.workbook import Workbook

RUNS = 256
FEWEST = 32
CELLS = 1 << 18


def quick(settings: UncertaintySettings, scored: Scored) -> UncertaintySettings:
    """The request without choices that need steps computed again in each run, with few enough runs to be quick.

    Up to 256 runs, fewer where there are very many rows; weights by 25 % where nothing else is left.
    """
    runs = max(FEWEST, min(RUNS, CELLS // max(scored.frame.height, 1), settings.runs))
    steps = {number: _without_ranges(text) for number, text in settings.steps.items()}
    reduced = replace(settings, figures="", steps=steps, runs=runs, sensitivity=0)
    nothing = not any(
        (reduced.weights.strip(), reduced.sets.strip(), reduced.left_out.strip(), *filter(None, steps.values()))
    )
    return replace(reduced, weights=UncertaintySettings().weights) if nothing else reduced


def quick_study(scored: Scored, workbook: Workbook) -> Study:
    """The study behind the interval of a result's first node: weights by 25 %. Raises MethodError without one."""
    settings = quick(UncertaintySettings(), scored)
    study = Study(UncertaintyModel(scored, scored.nodes[0], choices_of(settings, scored, workbook, {})), settings.seed)
    for _ in study.advance(settings.runs):
        pass
    return study


def _without_ranges(text: str) -> str:
    return "; ".join(part for part in text.split(";") if ".." not in part)
