"""The origin of the parts of a result: the step behind the weights of a node, and the source of imputed values."""

from collections.abc import Sequence

import polars as pl

from core.method.document import Document
from core.method.panel import KEYS, choice_of
from core.method.setting import Settings
from core.method.settings import COMMON
from core.method.stages import Stage
from core.words import gettext, marked
from core.workbook.period import period

ALL: dict[str, str] = marked(
    {
        "mean": "from the mean of all",
        "median": "from the median of all",
        "group_mean": "from the group mean",
        "group_median": "from the group median",
        "row_mean": "from the unit's mean place elsewhere",
        "row_median": "from the unit's median place elsewhere",
        "regression": "from a regression on the unit's other figures",
        "em": "from the unit's other figures by expectation-maximisation",
    }
)
"""The source of imputed values, for the choices with one source for every gap."""


def weighing_at(document: Document, node: str) -> tuple[int, str] | None:
    """The step that determined the weights of a node's children, with its choice there; null for manual weights.

    The last weighing that covers the node counts; the choice `by_hand` leaves the manual weights.
    """
    for step, settings in reversed(list(zip(document.steps, document.settings, strict=True))):
        if step.kind != "weigh":
            continue
        if settings["over"] != "indicators" and settings["nodes"] and node not in settings["nodes"]:
            continue
        own = {name: value for name, value in settings.items() if name not in COMMON["weigh"]}
        each = {} if settings["over"] == "indicators" else settings["each"].get(node, {})
        how = str(choice_of(step.how, own, each)["how"])
        return None if how == "by_hand" else (step.number, how)
    return None


def filling(stage: Stage, spot: tuple[str, str], code: str, how: str, settings: Settings) -> str:
    """The source of an imputed value: of a code in one row (unit, period) of the stage before the imputation."""
    if how in ("latest", "constant", "linear", "linear_constant"):
        return _over_time(stage, spot, code, how, settings.get("reach"))
    if how == "nearest":
        text = gettext("from the {settings} nearest rows", settings=settings["count"])
    else:
        text = gettext(ALL[how]) if how in ALL else gettext("by {choice}", choice=how)
        group = str(settings.get("group", ""))
        name = _group_of(stage, spot, group) if "group" in how and group in stage.frame.columns else None
        text += f" ({name})" if name else ""
    return gettext("{text} in {spot}", text=text, spot=spot[1]) if settings.get("years") == "within" else text


def _over_time(stage: Stage, spot: tuple[str, str], code: str, how: str, reach: float | None) -> str:
    """The neighbours of a gap in its unit's series: both where a line joins them, else the value carried over."""
    end = period(spot[1]).end
    known = sorted(_known(stage, spot[0], code), key=lambda text: period(text).end)
    before = [text for text in known if period(text).end < end][-1:]
    after = [text for text in known if period(text).end > end][:1]
    near = [text for text in (*before, *after) if reach is None or abs(period(text).end - end) <= reach]
    if how.startswith("linear") and before and after and len(near) == 2:  # noqa: PLR2004 - a line has two ends
        return gettext("on the line between {before} and {after}", before=before[0], after=after[0])
    if before and before[0] in near:
        return gettext("from {before}, carried forward unchanged", before=before[0])
    return (
        gettext("from {after}, carried back unchanged", after=after[0]) if after else gettext("by {choice}", choice=how)
    )


def _known(stage: Stage, unit: str, code: str) -> Sequence[str]:
    own = stage.frame.filter((pl.col("unit").cast(pl.String) == unit) & pl.col(code).is_not_null())
    return own["period"].cast(pl.String).to_list()


def _group_of(stage: Stage, spot: tuple[str, str], group: str) -> str | None:
    keys = [pl.col(key).cast(pl.String) for key in KEYS]
    rows = stage.frame.select(*keys, group).iter_rows()
    return next((str(name) for *key, name in rows if tuple(key) == spot and name is not None), None)
