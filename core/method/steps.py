"""Every kind of step as a function from one stage to the next, with the settings that all its choices have."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import numpy as np

from core.method.aggregate import AGGREGATIONS, aggregated
from core.method.denominate import denominated
from core.method.impute import IMPUTATIONS, imputed
from core.method.normalisations import NORMALISATIONS
from core.method.normalise import normalised
from core.method.panel import Panel, SettingValue, one_of
from core.method.screen import ENOUGH, SCREENINGS, screened_rows
from core.method.stages import EVERY_YEAR, Shared, Stage, next_stage, rows_of_trees, rows_of_years, trees_of
from core.method.step_settings import (
    AT_ONCE,
    BY_UNIT_ONLY,
    NEVER_REFUSES,
    NEVER_STOPS,
    NO_PEERS,
    ROW_BY_ROW,
    VALUE_BY_VALUE,
    Among,
    Available,
    By,
    Codes,
    Counted,
    Coverage,
    Drop,
    Each,
    Keep,
    Nodes,
    Nonzero,
    Over,
    Refusal,
    Scales,
    To,
    Within,
)
from core.method.treat import TREATMENTS, treated_panel
from core.method.tree import Tree
from core.method.tree_weights import weighed, weighed_at_once
from core.workbook.status import WORST_LAST

IMPUTED = WORST_LAST.index("I")


def _denominate(stage: Stage, how: str, shared: Shared, *, by: By, scales: Scales) -> Stage:
    table = shared.newest if how == "table" else None
    panel = denominated(stage.panel, by, scales=scales, table=table)
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
        panel = imputed(panel, some, choice, years=years, directions=shared.directions, **settings)
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
    panel = normalised(
        stage.panel,
        codes,
        choice,
        directions=directions,
        years=years,
        to=ends,
        each=each,
        impossible=impossible,
        **settings,
    )
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
    def weighed_tree(panel: Panel, tree: Tree) -> Tree:
        if over == "indicators":
            return weighed_at_once(panel, tree, how, settings)
        return weighed(panel, tree, how, settings, nodes or tree.nodes, each, shared.ahead)

    trees_of_periods: dict[str, tuple[Tree, ...]] = {}
    for period, rows in rows_of_years(stage.panel.keys, years).items():
        panel, before = stage.panel.only(rows), trees_of(stage, period, shared)
        runs = range(panel.runs or 1)
        trees_of_periods[period] = tuple(
            weighed_tree(panel.of_run(run), before[min(run, len(before) - 1)]) for run in runs
        )
    trees = {period: of[0] for period, of in trees_of_periods.items()}
    return next_stage(stage, trees=trees, run_trees={} if stage.panel.runs is None else trees_of_periods)


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
    own: dict[str, Any] = {"how": one_of(AGGREGATIONS, how), "each": each, **settings}
    common: dict[str, Any] = {"available": available, "counting": counting, "years": years, "impossible": impossible}
    tree, panel = shared.tree, stage.panel.without(shared.tree.nodes)
    trees = stage.trees or {EVERY_YEAR: tree}
    values = np.empty((len(tree.nodes), panel.keys.height))
    for period, rows in rows_of_trees(trees, panel.keys).items():
        values[:, rows] = aggregated(panel.only(rows), trees[period], **common, **own).part(tree.nodes)
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
