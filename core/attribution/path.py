"""The path of one number, in words: from the raw figure through each step up to the top of the tree."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from core.attribution.change import Spot, row_of
from core.frozen import frozen
from core.method.errors import MethodError
from core.method.origin import filling, weighing_at
from core.method.panel import choice_of
from core.method.run import Scored
from core.method.stages import Stage
from core.method.tree import group_shares
from core.words import gettext, in_words, pgettext
from core.workbook.status import WORST_LAST
from core.workbook.workbook import Workbook


@frozen
class Hop:
    """One step: its number (0 is the raw figure), kind and choice, the value before and after, and the status.

    `does` says in words what the step did; `source` is the source of the figure or denominator that it used, or else
    the step of the method.
    """

    number: int
    kind: str
    how: str
    before: float | None
    after: float | None
    status: str
    does: str
    source: str = ""


def path(scored: Scored, spot: Spot, code: str, workbook: Workbook | None = None) -> list[Hop]:
    """Every hop of one indicator in one row (unit, period). Raises MethodError where there is none.

    With the workbook figures and denominators name their sources.
    """
    if code not in scored.raw.columns:
        raise MethodError(
            "{code} is not an indicator of the method: use one of {indicators}.",
            code=code,
            indicators=in_words(scored.tree.indicators),
        )
    row_of(scored, spot)
    before, status = _value(scored.stages[0], spot, code)
    hops = [_raw(before, status, spot, code, workbook)]
    for at, step in enumerate(scored.document.steps):
        if step.kind in ("weigh", "aggregate"):
            continue
        after, status = _value(scored.stages[at + 1], spot, code)
        each = scored.document.settings[at].get("each", {})
        how = str(choice_of(step.how, {}, each.get(code, {}))["how"])
        text, source = _words(scored, at, spot, code, before, after, workbook)
        source = source or gettext("{code}, step {number}", code=scored.document.method.code, number=step.number)
        hops.append(Hop(step.number, step.kind, how, before, after, status, text, source))
        before = after
    return [*hops, *_upwards(scored, spot, code, before)]


def _raw(value: float | None, status: str, spot: Spot, code: str, workbook: Workbook | None) -> Hop:
    text, source = (gettext("no figure"), "") if value is None else (gettext("the raw figure"), "")
    if workbook is not None:
        text, source = _figure(workbook, spot, code, text)
    return Hop(0, "figure", "", None, value, status, text, source)


def _figure(workbook: Workbook, spot: Spot, code: str, text: str) -> tuple[str, str]:
    """The text of a figure with its release, and its source."""
    figure = workbook.series(spot[0], code).at(spot[1])
    if figure is None or figure.value is None:
        return text, ""
    known = f"{text}, {figure.qualifier}" if figure.qualifier != "exact" else text
    known = gettext("{known}, released {vintage}", known=known, vintage=figure.vintage) if figure.vintage else known
    known = f"{known}, {figure.formula}" if figure.formula else known
    source = workbook.sources.get(figure.source)
    return known, (pgettext("set", source.title) if source else figure.source) or gettext("no source")


def _words(
    scored: Scored, at: int, spot: Spot, code: str, before: float | None, after: float | None, workbook: Workbook | None
) -> tuple[str, str]:
    """What a step did to the value, in words, and the source of the figures that it used."""
    step, settings = scored.document.steps[at], scored.document.settings[at]
    if after is None:
        return (gettext("missing") if before is None else gettext("taken away")), ""
    if before is None:
        return gettext("imputed {method}", method=filling(scored.stages[at], spot, code, step.how, settings)), ""
    if step.kind == "denominate":
        return _divided(scored, at, spot, code, before, after, workbook)
    text = gettext("as it was")
    if code not in (settings.get("codes") or [code]):
        return text, ""
    if step.kind == "treat" and after != before:
        fates = scored.stages[at + 1].report.filter(indicator=code)
        outcome = fates.filter(pl.col("period").fill_null(spot[1]) == spot[1])["outcome"].item()
        text = gettext("{outcome} from {before:.6g} to {after:.6g}", outcome=outcome, before=before, after=after)
    elif step.kind == "normalise":
        text = _scaled(scored, at, spot, code, after)
    return text, ""


def _divided(
    scored: Scored, at: int, spot: Spot, code: str, before: float, after: float, workbook: Workbook | None
) -> tuple[str, str]:
    by = scored.document.settings[at]["by"].get(code)
    if by is None:
        return gettext("not divided"), ""
    scale = scored.document.settings[at]["scales"].get(code, 1)
    value = scale * before / after if after else None
    text = gettext("divided by {divisor}", divisor=by) + ("" if value is None else f" {value:.6g}")
    text += "" if scale == 1 else gettext(", times {scale:g}", scale=scale)
    if workbook is None:
        return text, ""
    known = workbook.series(spot[0], by).known()
    when = spot[1] if scored.document.steps[at].how == "panel" or not known else known[-1].period
    text += "" if when == spot[1] else gettext(", of {when}", when=when)
    return _figure(workbook, (spot[0], when), by, text)


def _scaled(scored: Scored, at: int, spot: Spot, code: str, after: float) -> str:
    """Where the score stands on its scale: `0.41 of 1` for a min-max, the rank among all for any."""
    step, settings = scored.document.steps[at], scored.document.settings[at]
    own = choice_of(step.how, settings, settings.get("each", {}).get(code, {}))
    frame = scored.stages[at + 1].frame
    peers = frame.filter(pl.col("period").cast(pl.String) == spot[1])[code].drop_nulls().to_numpy()
    place = (
        gettext("{value} of {count}", value=1 + int((peers > after).sum()), count=len(peers)) if len(peers) > 1 else ""
    )
    low, high = own.get("low"), own.get("high")
    scale = f"{after:.4g}"
    if own["how"] == "min_max" and isinstance(low, int | float) and isinstance(high, int | float):
        scale = (
            gettext("{after:.4g} of {high:g}", after=after, high=high)
            if not low
            else gettext("{after:.4g} within {low:g} and {high:g}", after=after, low=low, high=high)
        )
    direction = gettext(", less is better") if scored.document.directions.get(code, 1) < 0 else ""
    return scale + (gettext(", rank {place}", place=place) if place else "") + direction


def _upwards(scored: Scored, spot: Spot, code: str, score: float | None) -> Iterator[Hop]:
    """The contribution of the score to each node above it, up to the top."""
    step = next((step for step in scored.document.steps if step.kind == "aggregate"), None)
    if step is None or code not in scored.tree.parents:
        return
    trees = scored.stages[-1].trees
    tree = trees.get(spot[1]) or next(iter(trees.values()), scored.tree)
    settings = scored.document.settings[scored.document.steps.index(step)]
    row, below = row_of(scored, spot), code
    counts = 1.0
    for node in tree.ancestors(code):
        share = group_shares(tree, node).get(below, 0.0)
        counts *= share
        how = str(settings.get("each", {}).get(node, {}).get("how", step.how))
        value = scored.frame[node][row]
        after = None if value is None or np.isnan(value) else float(value)
        text = gettext("weight {share:.4g} in {node}", share=share, node=node) + (
            gettext(", {counts:.4g} of the whole", counts=counts) if node in tree.roots else ""
        )
        weighing = weighing_at(scored.document, node)
        whence = (
            gettext("manual weights")
            if weighing is None
            else gettext("weights by step {number}, {kind}", number=weighing[0], kind=weighing[1])
        )
        letter = scored.flags[node][row]
        yield Hop(step.number, "aggregate", how, score, after, str(letter), text, f"{step.method}, {whence}")
        below, score = node, after


def _value(stage: Stage, spot: Spot, code: str) -> tuple[float | None, str]:
    keys = list(zip(stage.frame["unit"].cast(pl.String), stage.frame["period"].cast(pl.String), strict=True))
    row = keys.index(spot)
    letter = stage.flags[code][row]
    value = stage.frame[code][row]
    return value, "O" if letter is None or value is None else WORST_LAST[letter]
