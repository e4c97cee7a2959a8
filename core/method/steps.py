"""Every kind of step as a function from one stage to the next, with the settings that all its choices have."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, TypeAlias

import numpy as np

from core.method.aggregate import (
    AGGREGATIONS,
    Counting,
    aggregated_panel,
    asks_for_a_share,
    compares_rows,
    takes_every_score,
)
from core.method.denominate import denominated_panel
from core.method.forms import CODES, DENOMINATORS, EACH, RANGE, SCALES, SHARE, TEXT
from core.method.impute import BY_ROW, BY_UNIT, IMPUTATIONS, imputed_panel
from core.method.normalisations import COMPARE_NO_UNITS, NORMALISATIONS
from core.method.normalise import normalised_panel
from core.method.panel import Impossible, Panel, SettingValue, Years, one_of
from core.method.screen import ENOUGH, SCREENINGS, screened_rows
from core.method.setting import Idle, Setting
from core.method.stages import EVERY_YEAR, Shared, Stage, next_stage, rows_of_trees, rows_of_years, trees_of
from core.method.transform import ONE_VALUE
from core.method.treat import TREATMENTS, takes_every_value, treated_panel
from core.method.tree import Tree
from core.method.tree_weights import weighed, weighed_at_once
from core.workbook.status import WORST_LAST

IMPUTED = WORST_LAST.index("I")

Within: TypeAlias = Annotated[
    Years,
    Setting(
        "pooled: all years together, so that scores compare over time; by year: each year by itself",
        TEXT,
        words={"across": "pooled", "within": "by year"},
    ),
]
Refusal: TypeAlias = Annotated[
    Impossible,
    Setting(
        "stop: a figure that cannot be used stops the run and is named; otherwise it counts as missing",
        TEXT,
        word="if not computable",
        words={"missing": "treat as missing"},
    ),
]
Codes: TypeAlias = Annotated[
    Sequence[str], Setting("the indicators that the step works on", CODES, word="indicators", empty="all")
]
Each: TypeAlias = Annotated[
    Mapping[str, Mapping[str, SettingValue]],
    Setting("codes with a choice or settings of their own", EACH, word="exceptions", empty="none"),
]
By: TypeAlias = Annotated[
    Mapping[str, str], Setting("what each indicator is divided by", DENOMINATORS, word="denominators", empty="none")
]
Scales: TypeAlias = Annotated[
    Mapping[str, float],
    Setting(
        "what each quotient is multiplied with, such as 1000 for “per thousand”", SCALES, word="factors", empty="none"
    ),
    Idle(lambda beside: not beside.settings["by"], "nothing is divided, so name denominators first"),
]
Available: TypeAlias = Annotated[
    float,
    Setting("the least share of figures that must be available, 0 to 1", SHARE, word="min. coverage"),
    Idle(lambda beside: beside.how == "zero", "the step looks at zeros only, so choose missing figures first"),
]
Nonzero: TypeAlias = Annotated[
    float,
    Setting("the least share of figures that must not be zero, 0 to 1", SHARE, word="min. share not zero"),
    Idle(lambda beside: beside.how == "missing", "the step looks at missing figures only, so choose zeros first"),
]
Keep: TypeAlias = Annotated[
    Sequence[str], Setting("units that stay whatever their shares", CODES, word="always keep", empty="none")
]
Drop: TypeAlias = Annotated[
    Sequence[str],
    Setting("units that are left out whatever their shares", CODES, word="always leave out", empty="none"),
]
Among: TypeAlias = Annotated[
    Literal["all", "siblings"],
    Setting(
        "all: a gap is filled from all indicators; siblings: only from those under the same node",
        TEXT,
        word="fill from",
    ),
    Idle(
        lambda beside: not beside.hows & set(BY_ROW),
        "“{how}” fills each indicator by itself, so choose the row mean, nearest neighbours or the EM algorithm first",
    ),
]
To: TypeAlias = Annotated[
    Sequence[float],
    Setting("the range that all scores are rescaled to afterwards", RANGE, word="range", empty="not rescaled"),
]
Nodes: TypeAlias = Annotated[Sequence[str], Setting("the nodes whose children are weighed", CODES, empty="all")]
Over: TypeAlias = Annotated[
    Literal["siblings", "indicators"],
    Setting(
        "siblings: those under one node are weighed together; otherwise all indicators below a root at once",
        TEXT,
        word="weigh together",
        words={"indicators": "all indicators"},
    ),
]
Coverage: TypeAlias = Annotated[
    float,
    Setting(
        "the least share of children that must be available, 0 to 1; a node with less is missing",
        SHARE,
        word="min. coverage",
        of_node=True,
    ),
]
Counted: TypeAlias = Annotated[
    Counting,
    Setting(
        "what coverage counts: direct children, or all indicators below",
        TEXT,
        word="coverage counts",
        words={"indicators": "all indicators below"},
        of_node=True,
    ),
    Idle(
        lambda beside: not asks_for_a_share(beside),
        "the minimum coverage is 0, so set it above 0 first",
    ),
]
BY_UNIT_ONLY = Idle(
    lambda beside: beside.hows <= set(BY_UNIT),
    "“{how}” follows each unit over the years, so choose another imputation, such as mean, first",
)
VALUE_BY_VALUE = Idle(
    lambda beside: beside.hows <= set(ONE_VALUE),
    "“{how}” changes each value by itself, so choose another treatment first",
)
NEVER_REFUSES = Idle(takes_every_value, "“{how}” takes every value, so choose another treatment first")
NO_PEERS = Idle(
    lambda beside: not beside.settings["to"] and beside.hows <= set(COMPARE_NO_UNITS),
    "“{how}” compares no units, so choose another normalisation first",
)
AT_ONCE = Idle(
    lambda beside: bool(beside.settings["over"] == "indicators"),
    "all indicators are weighed at once, so weigh siblings together first",
)
ROW_BY_ROW = Idle(
    lambda beside: not compares_rows(beside),
    "“{how}” looks at one row at a time, so choose Copeland, or TOPSIS without ideal and worst scores, first",
)
NEVER_STOPS = Idle(
    takes_every_score,
    "“{how}” takes every score, so choose an aggregation that does not, such as the geometric mean, first",
)


def _denominate(stage: Stage, how: str, shared: Shared, *, by: By, scales: Scales) -> Stage:
    table = shared.newest if how == "table" else None
    panel = denominated_panel(stage.panel, by, scales=scales, table=table)
    if how != "panel":
        return next_stage(stage, panel=panel)
    place, letters = {code: at for at, code in enumerate(stage.lettered)}, stage.letters.copy()
    for code, of in by.items():
        letters[place[code]] = np.maximum(stage.letters[place[code]], stage.letters[place[of]])
    return next_stage(stage, panel=panel, letters=letters)


def _screen(
    stage: Stage,
    how: str,
    shared: Shared,
    *,
    available: Available = ENOUGH["available"],
    nonzero: Nonzero = ENOUGH["nonzero"],
    keep: Keep,
    drop: Drop,
    years: Within = "within",
) -> Stage:
    indicators, choice = shared.tree.indicators, one_of(SCREENINGS, how)
    rows = screened_rows(stage.panel, indicators, choice, available, nonzero, keep, drop, years)
    if len(rows) == stage.panel.keys.height:
        return next_stage(stage)
    return next_stage(stage, panel=stage.panel.only(rows), letters=stage.letters[:, rows])


def _impute(
    stage: Stage,
    how: str,
    shared: Shared,
    *,
    codes: Codes,
    among: Among = "all",
    years: Annotated[Within, BY_UNIT_ONLY] = "across",
    **settings: SettingValue,
) -> Stage:
    codes = codes or shared.tree.indicators
    panel, choice = stage.panel, one_of(IMPUTATIONS, how)
    for some in _families(shared.tree, codes) if among == "siblings" else [codes]:
        panel = imputed_panel(panel, some, choice, years, shared.directions, **settings)
    if panel is stage.panel or panel.runs is not None:
        return next_stage(stage, panel=panel)
    place = {code: at for at, code in enumerate(stage.lettered)}
    lettered = [code for code in codes if code in place]
    places = [place[code] for code in lettered]
    filled = np.isnan(stage.panel.part(lettered)) & ~np.isnan(panel.part(lettered))
    letters = stage.letters.copy()
    letters[places] = np.where(filled, IMPUTED, letters[places])
    return next_stage(stage, panel=panel, letters=letters)


def _treat(
    stage: Stage,
    how: str,
    shared: Shared,
    *,
    codes: Codes,
    each: Each,
    years: Annotated[Within, VALUE_BY_VALUE] = "across",
    impossible: Annotated[Refusal, NEVER_REFUSES] = "stop",
    **settings: SettingValue,
) -> Stage:
    codes, choice = codes or shared.tree.indicators, one_of(TREATMENTS, how)
    panel, fates = treated_panel(stage.panel, codes, choice, years, each, impossible, **settings)
    return next_stage(stage, panel=panel, fates=fates)


def _normalise(
    stage: Stage,
    how: str,
    shared: Shared,
    *,
    codes: Codes,
    to: To,
    each: Each,
    years: Annotated[Within, NO_PEERS] = "across",
    impossible: Refusal = "stop",
    **settings: SettingValue,
) -> Stage:
    codes, indicators = codes or shared.tree.indicators, set(shared.tree.indicators)
    directions = {code: shared.directions.get(code, 1) if code in indicators else 1 for code in codes}
    choice, ends = one_of(NORMALISATIONS, how), (to[0], to[1]) if to else None
    panel = normalised_panel(stage.panel, codes, choice, directions, years, ends, each, impossible, **settings)
    return next_stage(stage, panel=panel)


def _weigh(
    stage: Stage,
    how: str,
    shared: Shared,
    *,
    nodes: Annotated[Nodes, AT_ONCE],
    over: Over = "siblings",
    each: Annotated[Each, AT_ONCE],
    years: Within = "across",
    **settings: Any,  # noqa: ANN401 - some weighings take tables
) -> Stage:
    def found(panel: Panel, tree: Tree) -> Tree:
        if over == "indicators":
            return weighed_at_once(panel, tree, how, settings)
        return weighed(panel, tree, how, settings, nodes or tree.nodes, each, shared.ahead)

    made: dict[str, tuple[Tree, ...]] = {}
    for period, rows in rows_of_years(stage.panel.keys, years).items():
        panel, before = stage.panel.only(rows), trees_of(stage, period, shared)
        runs = range(panel.runs or 1)
        made[period] = tuple(found(panel.of_run(run), before[min(run, len(before) - 1)]) for run in runs)
    trees = {period: of[0] for period, of in made.items()}
    return next_stage(stage, trees=trees, run_trees={} if stage.panel.runs is None else made)


def _aggregate(
    stage: Stage,
    how: str,
    shared: Shared,
    *,
    available: Coverage = 0.0,
    counting: Counted = "children",
    each: Each,
    years: Annotated[Within, ROW_BY_ROW] = "across",
    impossible: Annotated[Refusal, NEVER_STOPS] = "stop",
    **settings: SettingValue,
) -> Stage:
    common = {"each": each, "available": available, "counting": counting, "years": years, "impossible": impossible}
    given = {"how": one_of(AGGREGATIONS, how), **common, **settings}
    tree, panel = shared.tree, stage.panel.without(shared.tree.nodes)
    trees = stage.trees or {EVERY_YEAR: tree}
    values = np.empty((len(tree.nodes), panel.keys.height))
    for period, rows in rows_of_trees(trees, panel.keys).items():
        values[:, rows] = aggregated_panel(panel.only(rows), trees[period], given).part(tree.nodes)
    return Stage(panel.with_part(tree.nodes, values), stage.letters, stage.lettered, trees)


STEPS: dict[str, Callable[..., Stage]] = {
    "denominate": _denominate,
    "screen": _screen,
    "impute": _impute,
    "treat": _treat,
    "normalise": _normalise,
    "weigh": _weigh,
    "aggregate": _aggregate,
}
"""What each kind of step does to a stage."""


def _families(tree: Tree, codes: Sequence[str]) -> list[list[str]]:
    groups: dict[str | None, list[str]] = {}
    for code in codes:
        groups.setdefault(tree.parents[code], []).append(code)
    return list(groups.values())
