"""Every kind of step as a function from one stage to the next, with the settings that all its choices have."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, TypeAlias

import polars as pl

from core.method.aggregate import AGGREGATIONS, Counting, aggregated, asks_for_a_share, compares_rows, takes_every_score
from core.method.denominate import denominated
from core.method.forms import CODES, DENOMINATORS, EACH, RANGE, SCALES, SHARE, TEXT
from core.method.impute import BY_ROW, BY_UNIT, IMPUTATIONS, imputed
from core.method.normalisations import COMPARE_NO_UNITS, NORMALISATIONS
from core.method.normalise import normalised
from core.method.panel import Impossible, SettingValue, Years, one_of
from core.method.screen import ENOUGH, SCREENINGS, screened
from core.method.setting import Idle, Setting
from core.method.stages import EVERY_YEAR, Shared, Stage, next_stage
from core.method.transform import ONE_VALUE
from core.method.treat import TREATMENTS, takes_every_value, treated
from core.method.tree import Tree
from core.method.weighed import weighed, weighed_at_once
from core.workbook.status import WORST_LAST

IMPUTED = WORST_LAST.index("I")
ROW = "row of the stage"

Within: TypeAlias = Annotated[
    Years, Setting("across: all years together, so that scores compare over time; within: each year by itself", TEXT)
]
Refusal: TypeAlias = Annotated[
    Impossible,
    Setting("stop: a figure that cannot be taken ends the run, with its cell; missing: it counts as missing", TEXT),
]
Codes: TypeAlias = Annotated[Sequence[str], Setting("the indicators that the step works on", CODES, empty="all")]
Each: TypeAlias = Annotated[
    Mapping[str, Mapping[str, SettingValue]],
    Setting("codes with a choice or settings of their own", EACH, empty="none"),
]
By: TypeAlias = Annotated[Mapping[str, str], Setting("what each indicator is divided by", DENOMINATORS, empty="none")]
Scales: TypeAlias = Annotated[
    Mapping[str, float],
    Setting("what each quotient is multiplied with, such as 1000 for “per thousand”", SCALES, empty="none"),
    Idle(lambda beside: not beside.settings["by"], "nothing is divided, so name denominators first"),
]
Available: TypeAlias = Annotated[
    float,
    Setting("the least share of figures that must be there, 0 to 1", SHARE),
    Idle(lambda beside: beside.how == "zero", "zero looks at zeros only, so choose missing first"),
]
Nonzero: TypeAlias = Annotated[
    float,
    Setting("the least share of figures that must not be zero, 0 to 1", SHARE),
    Idle(lambda beside: beside.how == "missing", "missing looks at gaps only, so choose zero first"),
]
Keep: TypeAlias = Annotated[Sequence[str], Setting("units that stay whatever their shares", CODES, empty="none")]
Drop: TypeAlias = Annotated[Sequence[str], Setting("units that go whatever their shares", CODES, empty="none")]
Among: TypeAlias = Annotated[
    Literal["all", "siblings"],
    Setting("all: a gap is filled from all indicators; siblings: only from those under the same node", TEXT),
    Idle(
        lambda beside: not beside.hows & set(BY_ROW),
        "{how} fills each indicator by itself, so choose row_mean, row_median or nearest first",
    ),
]
To: TypeAlias = Annotated[
    Sequence[float], Setting("the range that every indicator is brought to in the end", RANGE, empty="as they come")
]
Nodes: TypeAlias = Annotated[Sequence[str], Setting("the nodes whose children are weighed", CODES, empty="all")]
Over: TypeAlias = Annotated[
    Literal["siblings", "indicators"],
    Setting("siblings: those under one node among themselves; indicators: all below a root at once", TEXT),
]
Coverage: TypeAlias = Annotated[
    float,
    Setting("the least share of children that must be there, 0 to 1; a node with less is missing", SHARE, of_node=True),
]
Counted: TypeAlias = Annotated[
    Counting,
    Setting("what the share of figures counts: direct children, or all indicators below", TEXT, of_node=True),
    Idle(
        lambda beside: not asks_for_a_share(beside),
        "available is 0, so that no share of figures is needed: set available above 0 first",
    ),
]
BY_UNIT_ONLY = Idle(
    lambda beside: beside.hows <= set(BY_UNIT),
    "{how} follows each unit over the years, so choose another imputation, such as mean, first",
)
VALUE_BY_VALUE = Idle(
    lambda beside: beside.hows <= set(ONE_VALUE),
    "{how} changes each value by itself, so choose another treatment first",
)
NEVER_REFUSES = Idle(takes_every_value, "{how} takes every value, so choose another treatment first")
NO_PEERS = Idle(
    lambda beside: not beside.settings["to"] and beside.hows <= set(COMPARE_NO_UNITS),
    "{how} compares no units, so choose another normalisation first",
)
AT_ONCE = Idle(
    lambda beside: bool(beside.settings["over"] == "indicators"),
    "all indicators are weighed at once, so set over to siblings first",
)
ROW_BY_ROW = Idle(
    lambda beside: not compares_rows(beside),
    "{how} looks at one row at a time, so choose copeland, or topsis without best and worst, first",
)
NEVER_STOPS = Idle(
    takes_every_score,
    "{how} takes every score, so choose an aggregation that does not, such as geometric, first",
)


def _denominate(stage: Stage, how: str, shared: Shared, *, by: By, scales: Scales) -> Stage:
    table = shared.newest if how == "table" else None
    frame = denominated(stage.frame, by, scales=scales, table=table)
    worse = [pl.max_horizontal(code, of).alias(code) for code, of in by.items() if how == "panel"]
    return next_stage(stage, frame=frame, flags=stage.flags.with_columns(worse), told=None)


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
    least = {"available": available, "nonzero": nonzero}
    numbered, choice = stage.frame.with_row_index(ROW), one_of(SCREENINGS, how)
    kept = screened(numbered, shared.tree.indicators, choice, keep=keep, drop=drop, years=years, **least)
    return next_stage(stage, frame=kept.drop(ROW), flags=stage.flags[kept[ROW]], told=None)


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
    frame, choice = stage.frame, one_of(IMPUTATIONS, how)
    for some in _families(shared.tree, codes) if among == "siblings" else [codes]:
        frame = imputed(frame, some, choice, years=years, directions=shared.directions, **settings)
    gaps = stage.frame.null_count().row(0, named=True)
    filled = [
        pl.when(stage.frame.get_column(code).is_null() & frame.get_column(code).is_not_null())
        .then(pl.lit(IMPUTED, pl.Int8))
        .otherwise(pl.col(code))
        .alias(code)
        for code in codes
        if gaps[code]
    ]
    return next_stage(stage, frame=frame, flags=stage.flags.with_columns(filled), told=None)


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
    done = treated(stage.frame, codes, choice, years=years, each=each, impossible=impossible, **settings)
    return next_stage(stage, frame=done.frame, told=done.details)


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
    indicators = shared.tree.indicators
    codes = codes or indicators
    frame = normalised(
        stage.frame,
        codes,
        one_of(NORMALISATIONS, how),
        directions={code: shared.directions.get(code, 1) if code in indicators else 1 for code in codes},
        years=years,
        to=(to[0], to[1]) if to else None,
        each=each,
        impossible=impossible,
        **settings,
    )
    return next_stage(stage, frame=frame, told=None)


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
    def found(period: str, frame: pl.DataFrame) -> Tree:
        tree = stage.trees.get(period) or stage.trees.get(EVERY_YEAR) or shared.tree
        if over == "indicators":
            return weighed_at_once(frame, tree, how, settings)
        return weighed(frame, tree, how, settings, nodes or tree.nodes, each, shared.ahead)

    panels = _years(stage.frame) if years == "within" else {EVERY_YEAR: stage.frame}
    return next_stage(stage, trees={period: found(period, year) for period, year in panels.items()}, told=None)


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
    choice = one_of(AGGREGATIONS, how)

    def scores(frame: pl.DataFrame, tree: Tree) -> pl.DataFrame:
        return aggregated(
            frame,
            tree,
            choice,
            each=each,
            available=available,
            counting=counting,
            years=years,
            impossible=impossible,
            **settings,
        )

    tree, frame = shared.tree, stage.frame.drop(shared.tree.nodes, strict=False)
    if not stage.trees or EVERY_YEAR in stage.trees:
        scored = scores(frame, stage.trees.get(EVERY_YEAR, tree))
    else:
        numbered = _years(frame.with_row_index(ROW))
        scored = pl.concat([scores(year, stage.trees[at]) for at, year in numbered.items()])
        scored = scored.sort(ROW).drop(ROW)
    return Stage(scored, stage.flags, stage.trees or {EVERY_YEAR: tree})


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


def _years(frame: pl.DataFrame) -> dict[str, pl.DataFrame]:
    return {str(year["period"][0]): year for year in frame.partition_by("period", maintain_order=True)}
