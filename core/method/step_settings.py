"""The settings that all choices of a kind of step have, and when each of them has no effect."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, TypeAlias

from core.method.aggregate import (
    Counting,
    asks_for_a_share,
    compares_rows,
    takes_every_score,
)
from core.method.forms import CODES, DENOMINATORS, EACH, RANGE, SCALES, SHARE, TEXT
from core.method.impute import BY_ROW, BY_UNIT
from core.method.normalisations import COMPARE_NO_UNITS
from core.method.panel import Impossible, SettingValue, Years
from core.method.setting import Idle, Setting
from core.method.transform import ONE_VALUE
from core.method.treat import takes_every_value

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
