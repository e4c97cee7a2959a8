"""The analyses of a method's result: one frame each, of whatever units, years and levels it has."""

from collections.abc import Iterator

import polars as pl

from core.analysis.consistency import cronbach_alpha
from core.analysis.obstacles import lacking, last_normalised, within_unit
from core.analysis.principal import Components, components
from core.analysis.profile import extremes, profile
from core.analysis.step_views import panel_after
from core.method.choice_names import ALL
from core.method.errors import MethodError
from core.method.panel import KEYS
from core.method.rank import rank_of
from core.method.run import Scored
from core.words import gettext, in_words
from core.workbook.status import WORST_LAST

LETTERS = dict(enumerate(WORST_LAST))


def cells(scored: Scored, number: int | None = None) -> pl.DataFrame:
    """Every cell after every step, or after one step (0: the figures of the workbook).

    Columns step, kind, choice, unit, period, code, value, status. A figure that a step filled has status I from that
    step on; a node has the worst status of the indicators below it; a missing value has O. Raises MethodError where the
    step does not exist.
    """
    steps = [("figures", ""), *((step.kind, step.how) for step in scored.document.steps)]
    scored.after(number)
    numbers = range(len(steps)) if number is None else [number]
    return pl.concat([_cells(scored, at, *steps[at]) for at in numbers])


def ranks_in_groups(scored: Scored, grouping: str | None = None) -> pl.DataFrame:
    """The rank of the score of every node within each year and group, of one grouping or of all.

    Columns grouping, group, unit, period, code, score, rank, of. A unit without a group has no row. Raises MethodError
    where the grouping does not exist.
    """
    known = [name for name, kind in scored.frame.schema.items() if kind == pl.String and name not in KEYS]
    if grouping is not None and grouping not in known:
        offered = gettext("use {known}", known=in_words(known)) if known else gettext("give units a group first")
        raise MethodError("There is no grouping {grouping}: {offered}.", grouping=grouping, offered=offered)
    tables = [_ranked(scored, name) for name in known if grouping in (None, name)]
    texts, numbers = ("grouping", "group", "unit", "period", "code"), {"score": pl.Float64(), "rank": pl.UInt32()}
    kinds = {**dict.fromkeys(texts, pl.String()), **numbers, "of": pl.UInt32()}
    return pl.concat([pl.DataFrame(schema=kinds), *tables])


def treatments(scored: Scored) -> pl.DataFrame:
    """How every column fared in every treatment: step, and the columns of `Treated.details`."""
    tables = [stage.report.select(pl.lit(at).alias("step"), pl.all()) for at, stage in enumerate(scored.stages)]
    return pl.concat(tables)


def explained(scored: Scored, step: int | None = None, period: str | None = None) -> pl.DataFrame:
    """Principal components below each node, and of all indicators, after a step (the last), in all periods.

    Columns of, component, eigenvalue, share, cumulative. A node has no rows where it has one child, where its children
    are constant or have fewer than two complete rows, or where it has no scores after the step. Raises MethodError
    where the step or the period does not exist.
    """
    frame = panel_after(scored, step, period)
    tables = [
        components.explained.select(pl.lit(of).alias("of"), pl.all()) for of, components in _components(scored, frame)
    ]
    texts, numbers = ("of", "component"), ("eigenvalue", "share", "cumulative")
    kinds = {**dict.fromkeys(texts, pl.String()), **dict.fromkeys(numbers, pl.Float64())}
    return pl.concat([pl.DataFrame(schema=kinds), *tables])


def loadings(scored: Scored, step: int | None = None, period: str | None = None) -> pl.DataFrame:
    """The loading of every code on every component of `explained`: of, component, code, loading."""
    tables = [
        components.loadings.unpivot(index="indicator", variable_name="component", value_name="loading").select(
            pl.lit(of).alias("of"), "component", pl.col("indicator").alias("code"), "loading"
        )
        for of, components in _components(scored, panel_after(scored, step, period))
    ]
    kinds = {**dict.fromkeys(("of", "component", "code"), pl.String()), "loading": pl.Float64()}
    return pl.concat([pl.DataFrame(schema=kinds), *tables])


def consistency(scored: Scored) -> pl.DataFrame:
    """Cronbach's alpha of each node's children and of all indicators below it.

    Columns code, children, alpha, indicators, alpha_below. As scored by the last step; null for a single one, or where
    nothing varies.
    """
    tree = scored.tree
    rows = []
    for node in reversed(tree.nodes):
        groups = [tree.children[node], tree.indicators_below[node]]
        alphas = [_alpha(scored, group) for group in groups]
        rows.append((node, len(groups[0]), alphas[0], len(groups[1]), alphas[1]))
    kinds = {
        "code": pl.String,
        "children": pl.Int64,
        "alpha": pl.Float64,
        "indicators": pl.Int64,
        "alpha_below": pl.Float64,
    }
    return pl.DataFrame(rows, schema=kinds, orient="row")


def strengths(scored: Scored, period: str, count: int = 5) -> pl.DataFrame:
    """The best and worst indicators of each unit in a period: unit, side, code, value, rank, of, best, median.

    Indicators have the figures of the workbook, in their own direction; the `count` best and worst ranks, with ties.
    """
    codes, directions = scored.tree.indicators, scored.document.directions
    year = scored.raw.filter(pl.col("period").cast(pl.String) == period)
    tables = []
    for unit in year["unit"].cast(pl.String):
        profiled = profile(year, codes, unit, period, directions=directions)
        for side in ("strengths", "weaknesses"):
            rows = extremes(profiled, side, count).with_columns(unit=pl.lit(unit), side=pl.lit(side))
            tables.append(rows.select("unit", "side", "code", "value", "rank", "of", "best", "median"))
    if not tables:
        raise MethodError("No unit has a row in {period}: name another period.", period=period)
    return pl.concat(tables)


def obstacle_table(scored: Scored) -> pl.DataFrame:
    """The obstacle degrees of every unit and period: the columns of `obstacles`, with effective weights.

    The scores are those of the last normalisation, or of the last step where there is no normalisation. Where they lie
    outside 0-1 they are rescaled by the lowest and the highest of all scores; an indicator with a negative weight is
    reversed.
    """
    scores = last_normalised(scored)
    scores = scored.frame if scores is None else scores
    near = within_unit(scored, scores)
    return lacking(scored, scores.clear() if near is None else near)


def _cells(scored: Scored, at: int, kind: str, how: str) -> pl.DataFrame:
    stage = scored.stages[at]
    flags, codes = stage.flags, list(scored.raw.columns)
    shown = [code for code in stage.frame.columns if code not in KEYS and stage.frame.schema[code].is_numeric()]
    for node in scored.tree.nodes:
        if node in shown:
            flags = flags.with_columns(pl.max_horizontal(*scored.tree.children[node]).alias(node))
    shown.sort(key=lambda code: codes.index(code) if code in codes else len(codes))
    values = stage.frame.unpivot(shown, index=KEYS, variable_name="code", value_name="value")
    letters = flags.unpivot([code for code in shown if code in flags.columns], index=KEYS, value_name="status")
    status = letters["status"].replace_strict(LETTERS, return_dtype=pl.String, default="O")
    table = values.with_columns(status=pl.when(pl.col("value").is_null()).then(pl.lit("O")).otherwise(status))
    return table.select(pl.lit(at).alias("step"), pl.lit(kind).alias("kind"), pl.lit(how).alias("choice"), pl.all())


def _ranked(scored: Scored, grouping: str) -> pl.DataFrame:
    keys = [pl.col(key).cast(pl.String) for key in KEYS]
    labels = pl.lit(grouping).alias("grouping"), pl.col(grouping).alias("group")
    grouped = scored.frame.select(*labels, *keys, *scored.nodes)
    long = grouped.unpivot(scored.nodes, index=["grouping", "group", *KEYS], variable_name="code", value_name="score")
    among = ["group", "period", "code"]
    rank, count = rank_of(pl.col("score")).over(among), pl.col("score").count().over(among)
    return long.drop_nulls("group").with_columns(rank=rank.cast(pl.UInt32), of=count.cast(pl.UInt32))


def _components(scored: Scored, frame: pl.DataFrame) -> Iterator[tuple[str, Components]]:
    tree = scored.tree
    groups = {node: tree.children[node] for node in reversed(tree.nodes)}
    if any(set(tree.indicators) != set(codes) for codes in groups.values()):
        groups[ALL] = tree.indicators
    for of, codes in groups.items():
        if len(codes) > 1 and set(codes).issubset(frame.columns):
            try:
                yield of, components(frame, codes)
            except MethodError:
                continue


def _alpha(scored: Scored, codes: tuple[str, ...]) -> float | None:
    if len(codes) <= 1 or not set(codes).issubset(scored.frame.columns):
        return None
    return cronbach_alpha(scored.frame, codes)
