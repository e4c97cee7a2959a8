"""Checks whether the parts of a rollup's rule fit together."""

from core.errors import BadEntry, BadFigure
from core.rollup.rule import INDUSTRY, OF_FIRMS, UNIT, Filter, Link, RollupRule
from core.words import gettext
from core.workbook.period import period

OF_COLUMN = ("sum", "mean", "median", "top_share")
"""The measures of a column of numbers."""
KEYS = ("unit", "industry", "period")


def check(rule: RollupRule, name: str) -> None:
    """Raise BadEntry where parts of a rule do not fit together, naming the file and the part."""
    _check_measures(rule, name)
    for at, condition in enumerate(rule.filters, 1):
        _check_filter(condition, f"{name}, [[filters]] {at}")
    for word, column, is_key in (
        (UNIT, rule.columns.unit, rule.by_unit),
        (INDUSTRY, rule.columns.industry, rule.by_industry),
    ):
        if is_key and not column:
            raise BadEntry("{name}: {word} needs its column of the source: name it in [columns].", name=name, word=word)
    _check_cells(rule, name)
    _check_idle(rule, name)
    for link in (*rule.crosswalk, *rule.bridge):
        _check_link(link, name)
    _check_kinds(rule, name)


def _check_measures(rule: RollupRule, name: str) -> None:
    if not rule.measures:
        raise BadEntry("{name} has no [[measures]]: add one.", name=name)
    for at, measure in enumerate(rule.measures, 1):
        where = f"{name}, [[measures]] {at}"
        if measure.how in OF_COLUMN and not measure.column:
            raise BadEntry("{where}: a {how} is of a column: name it.", where=where, how=measure.how)
        if measure.how in (*OF_FIRMS, "top_share") and not rule.columns.firm:
            raise BadEntry(
                "{where}: {how} counts firms: name their column in [columns] as firm.", where=where, how=measure.how
            )
        for word, is_key in ((UNIT, rule.by_unit), (INDUSTRY, rule.by_industry)):
            if (word in measure.indicator or word in rule.unit) != is_key:
                raise BadEntry(
                    "{where}: {word} stands in some measures and not in others: make two rules.", where=where, word=word
                )
        if INDUSTRY in measure.name_en + measure.name_zh and INDUSTRY not in measure.indicator:
            raise BadEntry(
                "{where}: the name has {word} and the indicator does not: write it in both or in neither.",
                where=where,
                word=INDUSTRY,
            )
        if measure.top < 1:
            raise BadEntry("{where}: top is {top}: write 1 or more.", where=where, top=measure.top)
        if measure.indicator in [other.indicator for other in rule.measures[: at - 1]]:
            raise BadEntry(
                "{name}: two measures are called {indicator}: rename one.", name=name, indicator=measure.indicator
            )


def _check_idle(rule: RollupRule, name: str) -> None:
    """Raise BadEntry where a part would change nothing."""
    has_crosswalk = bool(rule.crosswalk or rule.crosswalk_file)
    has_bridge = bool(rule.bridge or rule.bridge_file)
    of = rule.cells
    idle = {
        gettext("a crosswalk or a bridge, and no measure by {industry}", industry=INDUSTRY): (
            (has_crosswalk or has_bridge) and not rule.by_industry
        ),
        gettext("a kind, and no crosswalk"): bool(rule.kind) and not has_crosswalk,
        gettext("a bridge_until, and no bridge"): bool(rule.bridge_until) and not has_bridge,
        gettext("a column or a percent in [cells], and no largest"): not of.largest
        and (of.column, of.percent) != ("", 100.0),
    }
    for at, measure in enumerate(rule.measures, 1):
        how = measure.how
        extras = {"column": how not in OF_COLUMN, "weight": how != "mean", "top": how != "top_share"}
        parts = {"column": bool(measure.column), "weight": bool(measure.weight), "top": measure.top != 1}
        for part, is_idle in extras.items():
            text = gettext("a {part} in [[measures]] {at}, which {how} has none of", part=part, at=at, how=how)
            idle[text] = is_idle and parts[part]
    idle_part = next((text for text, is_idle in idle.items() if is_idle), "")
    if idle_part:
        raise BadEntry("{name} has {found}: it would change nothing, so leave it out.", name=name, found=idle_part)


def _check_filter(condition: Filter, where: str) -> None:
    kinds = {
        str if isinstance(value, str) else type(value) if isinstance(value, int | float) else None
        for value in condition.values
    }
    if not kinds or None in kinds or bool in kinds or (str in kinds and len(kinds) > 1):
        raise BadEntry(
            "{where}: the value is “{value}”: write a text, a number, or a list.", where=where, value=condition.value
        )
    if (condition.sign == "in") != isinstance(condition.value, list):
        raise BadEntry("{where}: a list of values goes with the sign in: write both or neither.", where=where)


def _check_cells(rule: RollupRule, name: str) -> None:
    if rule.cells.largest and not rule.cells.column:
        raise BadEntry("{name}, [cells]: name the column of which the largest firms hold a share.", name=name)
    for total in rule.cells.totals:
        key, colon, digits = total.partition(":")
        if key not in KEYS or (colon and not (digits.isdecimal() and int(digits))):
            raise BadEntry(
                "{name}, [cells]: totals has “{odd}”: use unit, industry, period, or one with a number of "
                "characters, such as industry:2.",
                name=name,
                odd=total,
            )


def _check_link(link: Link, name: str) -> None:
    if not 0 < link.share <= 1:
        raise BadEntry(
            "{name}: the share of {industry} in {cluster} is not above 0 up to 1.",
            name=name,
            industry=link.industry,
            cluster=link.cluster,
        )
    try:
        for text in filter(None, (link.first, link.last)):
            period(text)
    except BadFigure as error:
        raise BadEntry(
            "{name}: {industry} in {cluster}: {error}",
            name=name,
            industry=link.industry,
            cluster=link.cluster,
            error=error,
        ) from error


def _check_kinds(rule: RollupRule, name: str) -> None:
    kinds: dict[str, str] = {}
    for link in rule.crosswalk:
        if kinds.setdefault(link.cluster, link.kind) != link.kind:
            raise BadEntry("{name}: {cluster} is traded and local: write one kind.", name=name, cluster=link.cluster)
    if rule.kind and rule.crosswalk and rule.kind not in kinds.values():
        raise BadEntry(
            "{name}: no cluster of the crosswalk is {kind}: name another kind, or none.", name=name, kind=rule.kind
        )
