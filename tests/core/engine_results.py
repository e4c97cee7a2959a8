"""Fingerprints of what the engine computes: every choice of every step, tables of uncertainty, Sobol's indices."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from asem_reference import Asem

from core.method.document import Document
from core.method.errors import MethodError
from core.method.run import Scored, run
from core.robustness.choices import Alternatives, Choice, FigureNoise, LeaveOut, WeightNoise, WeightSets, Within
from core.robustness.importance import left_out, tornado
from core.robustness.model import UncertaintyModel
from core.robustness.sensitivity import mean_rank_shift, sobol_indices
from core.robustness.study import Study
from core.workbook.entries import Method, Step, TreeNode

StepOf: TypeAlias = tuple[str, str, dict[str, Any]]
Print: TypeAlias = list[float] | str

MISSING = {"impossible": "missing"}
IMPUTE, TREAT = ("impute", "group_mean", {"group": "EurAsia_group"}), ("treat", "skew_kurtosis", {})
SCALE, MEAN = ("normalise", "min_max", {"low": 1.0, "high": 100.0}), ("aggregate", "arithmetic", {})
ALWAYS: dict[str, dict[str, Any]] = {
    "distance_to_reference": {"unit": "AUT", "period": "2018"},
    "base_year": {"base": "2018"},
    "group_mean": {"group": "EurAsia_group"},
    "group_median": {"group": "GDP_group"},
    "principal_component": {"negative": "squared"},
}
RANGES = {"coupling_coordination": {"low": 0.01, "high": 0.99}, "mazziotta_pareto": {"low": 70.0, "high": 130.0}}
IMPUTATIONS = (
    "mean", "median", "group_mean", "group_median", "row_mean", "row_median", "nearest",
    "latest", "constant", "linear", "linear_constant",
)  # fmt: skip
NORMALISATIONS = (
    "min_max", "z_score", "scaled", "rank", "borda", "percentile", "distance_to_maximum", "distance_to_target",
    "distance_to_reference", "goalposts", "fraction_of_maximum", "base_year", "vector",
)  # fmt: skip
TREATMENTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("skew_kurtosis", {}), ("skew_kurtosis", {"limit": 1, "skewed": 0.5, "peaked": 1.0}),
    ("skew_kurtosis", {"limit": 2, "skewed": 0.5, "peaked": 1.0, "combine": True, "transform": "log_signed"}),
    ("skew_kurtosis", {"limit": 1, "skewed": 0.1, "peaked": 0.1, "keep": "always", "transform": "box_cox"}),
    ("skew_kurtosis", {"limit": 3, "forced": True, "transform": "none"}),
    ("skew_kurtosis", {"limit": 1, "skewed": 0.2, "transform": "log_gii"}), ("three_sd", {"sds": 1.5}),
    ("log_range", {}), ("log_signed", {}), ("log_shift", {}), ("log_gii", {}), ("box_cox", {"power": 0.3}),
    ("square_root", {}), ("logarithm", {}), ("logit", {"whole": 200.0}),
)  # fmt: skip
WEIGHINGS = (
    "equal", "entropy", "critic", "coefficient_of_variation", "principal_component", "correlation_balanced", "mixed",
)  # fmt: skip
AGGREGATIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("arithmetic", {"available": 0.9}), ("arithmetic", {"available": 0.95, "counting": "indicators"}),
    ("geometric", {}), ("harmonic", {}), ("power", {"p": 0.5}), ("power", {"p": -1.0}), ("power", {"p": 0.0}),
    ("mazziotta_pareto", {}), ("copeland", {"years": "within"}), ("topsis", {}), ("topsis", {"years": "within"}),
    ("topsis", {"best": 100.0, "worst": 0.0}), ("limiting_factor", {}), ("coupling_coordination", {"form": "standard"}),
    ("arithmetic", {"each": {"Index": {"how": "geometric"}, "Conn": {"how": "power", "p": 2.0, "available": 1.0}}}),
)  # fmt: skip


def chains() -> Iterator[tuple[str, list[StepOf]]]:
    """Every choice of every step in a chain of the others, across years and within, with gaps filled and not."""
    for years in ("across", "within"):
        own = {"years": years}
        for how in IMPUTATIONS:
            yield f"impute {how} {years}", [("impute", how, {**own, **ALWAYS.get(how, {})}), SCALE, MEAN]
        yield f"impute nearest among siblings {years}", [("impute", "nearest", {**own, "among": "siblings"}), MEAN]
        for at, (how, given) in enumerate(TREATMENTS):
            yield f"treat {at} {how} {years}", [("treat", how, {**own, **MISSING, **given}), MEAN]
        for how in NORMALISATIONS:
            given = {**own, **MISSING, **ALWAYS.get(how, {})}
            yield f"normalise {how} {years}", [("normalise", how, given), MEAN]
            if (how, years) != ("base_year", "within"):
                yield f"normalise {how} {years} to", [("normalise", how, {**given, "to": [1.0, 9.0]}), MEAN]
        for how in WEIGHINGS:
            yield (
                f"weigh {how} {years}",
                [IMPUTE, ("impute", "mean", {}), SCALE, ("weigh", how, {**own, **ALWAYS.get(how, {})}), MEAN],
            )
        yield f"weigh at once {years}", [IMPUTE, SCALE, ("weigh", "entropy", {**own, "over": "indicators"}), MEAN]
    for at, (how, given) in enumerate(AGGREGATIONS):
        scale = ("normalise", "min_max", RANGES[how]) if how in RANGES else SCALE
        yield f"aggregate {at} {how}", [scale, ("aggregate", how, {**MISSING, **given})]
        yield f"aggregate {at} {how} filled", [IMPUTE, ("impute", "mean", {}), scale, ("aggregate", how, given)]
    yield "stops", [("normalise", "z_score", {}), ("aggregate", "geometric", {})]
    yield "screen", [("screen", "missing", {"available": 0.9}), IMPUTE, TREAT, SCALE, MEAN]
    yield "default", [IMPUTE, TREAT, SCALE, MEAN]


def document(asem: Asem, steps: Sequence[StepOf], weights: dict[str, float] | None = None) -> Document:
    """The tree of ASEM with uneven weights and these steps after the denominators."""
    rows = asem.meta.filter(pl.col("Type").is_in(["Indicator", "Aggregate"]))
    placed = tuple(
        TreeNode("m", code, parent or "", (weights or {}).get(code, 1 + at % 4 / 3), direction or 1)
        for at, (code, parent, direction) in enumerate(rows.select("iCode", "Parent", "Direction").iter_rows())
    )
    whole = (("denominate", "panel", {"by": asem.denominators}), *steps)
    made = tuple(Step("m", at + 1, kind, how, json.dumps(own)) for at, (kind, how, own) in enumerate(whole))
    return Document(Method("m", "M"), placed, made)


def fingerprint(values: Any) -> list[float]:  # noqa: ANN401 - numbers in any shape
    """How many numbers there are, their sum, and sums that tell their order apart."""
    flat = np.asarray(values, dtype=float).ravel()
    place = np.arange(len(flat))
    known = ~np.isnan(flat)
    sums = [float(flat[known] @ by[known]) for by in (np.ones(len(flat)), np.cos(place), np.sin(place / 7))]
    return [int(known.sum()), float(np.abs(flat[known]).sum()), *sums]


def scores_of(scored: Scored) -> Print:
    """Scores of all nodes and their ranks."""
    return [
        *fingerprint(scored.scores.select(scored.nodes).to_numpy()),
        *fingerprint(scored.ranks.select(scored.nodes).to_numpy()),
    ]


def methods(asem: Asem, panel: pl.DataFrame) -> dict[str, Print]:
    """The fingerprint of every chain on a panel, or the sentence by which it is refused."""
    found: dict[str, Print] = {}
    for name, steps in chains():
        try:
            found[name] = scores_of(run(document(asem, steps), panel))
        except MethodError as error:
            found[name] = str(error)
    return found


def studies(asem: Asem) -> dict[str, Print]:
    """Tables of uncertainty and Sobol's indices of some chains of ASEM, each with other choices."""
    default = run(document(asem, [IMPUTE, TREAT, SCALE, MEAN]), asem.raw)
    gaps = run(document(asem, [SCALE, ("aggregate", "geometric", {"available": 0.8})]), asem.raw)
    compared = run(document(asem, [IMPUTE, TREAT, SCALE, ("aggregate", "copeland", {})]), asem.raw)
    other = {code: 1.0 + at % 5 for at, code in enumerate(asem.tree.parents)}
    steps: tuple[Choice, ...] = (
        Alternatives(2, (("mean", {}), ("nearest", {}), ("none", {}))),
        Alternatives(3, (("skew_kurtosis", {"limit": 1}), ("none", {}))),
        Alternatives(4, (("z_score", {}), ("rank", {}))),
        Alternatives(5, (("geometric", {}), ("topsis", {}))),
    )
    studied: dict[str, tuple[Scored, tuple[Choice, ...], int]] = {
        "weights": (default, (WeightNoise(),), 128),
        "steps": (default, (WeightNoise(0.5, ("Index", "Conn")), *steps), 128),
        "sets": (default, (WeightSets((("other", other),), between=True), LeaveOut(asem.codes[:9])), 96),
        "figures": (default, (WeightNoise(), FigureNoise({"A": 20.0}), steps[3]), 24),
        "bounds": (default, (Within(3, "skewed", 1.0, 3.0), Within(3, "limit", 1, 6, whole=True)), 24),
        "gaps": (gaps, (WeightNoise(0.9), LeaveOut(asem.codes[:5])), 64),
        "compared": (compared, (WeightNoise(),), 16),
    }
    found: dict[str, Print] = {}
    for name, (scored, choices, runs) in studied.items():
        chain = UncertaintyModel(scored, "Index", tuple(choices))
        study = Study(chain, 5)
        list(study.advance(runs))
        table = study.frame().sort("unit").select(pl.selectors.numeric())
        found[f"study {name}"] = fingerprint(table.to_numpy())
        groups = {one: list(columns) for one, columns in chain.variation.groups.items()}
        indices = sobol_indices(mean_rank_shift(chain), groups, 8 if name in ("figures", "bounds") else 16, 3)
        found[f"sobol {name}"] = fingerprint([[one.first, one.total, one.failed] for one in indices])
    chain = UncertaintyModel(default, "Index", (WeightNoise(),))
    found["left out"] = fingerprint(left_out(chain).select("mean_shift", "places").to_numpy())
    found["tornado"] = fingerprint(tornado(chain, 3).sort("code").select(pl.exclude("code")).to_numpy())
    return found
