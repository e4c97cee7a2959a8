from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from agreement import Agreement, Example, Examples

from core.method import entropies, ideal, weigh
from core.method.aggregate import aggregated
from core.method.denominate import denominated
from core.method.errors import MethodError
from core.method.hierarchy import judgement_of
from core.method.impute import imputed, imputed_cells
from core.method.matrix import Matrix, matrix
from core.method.normalise import normalised
from core.method.outrank import outranking
from core.method.rank import ranks
from core.method.shape import kurtosis, skewness
from core.method.transform import log_gii, log_range
from core.method.treat import three_sd
from core.method.tree import Branch, Tree, effective_weights
from core.method.winsorise import winsorised


def column(values: list[float | None]) -> pl.DataFrame:
    """A panel of one indicator x in one year."""
    units = [f"u{at}" for at in range(len(values))]
    return pl.DataFrame({"unit": units, "period": 2020, "x": pl.Series(values, dtype=pl.Float64)})


def table(rows: list[list[float | None]]) -> pl.DataFrame:
    """A panel of one year with a column for each entry of a row."""
    names = [f"c{at}" for at in range(len(rows[0]))]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Float64), orient="row")
    units = pl.Series("unit", [f"u{at}" for at in range(len(rows))])
    return frame.select(units, pl.lit(2020).alias("period"), pl.all())


def years(rows: list[list[float]]) -> pl.DataFrame:
    """A panel of one indicator x with a row of units for each year."""
    cells = [(f"u{unit}", 2000 + year, value) for year, row in enumerate(rows) for unit, value in enumerate(row)]
    return pl.DataFrame(cells, schema=["unit", "period", "x"], orient="row")


def codes(frame: pl.DataFrame) -> list[str]:
    """The indicators of such a panel."""
    return frame.columns[2:]


def one_level(weights: list[float]) -> Tree:
    """A root `top` above c0, c1, ..."""
    return Tree((Branch("top"), *(Branch(f"c{at}", "top", weight) for at, weight in enumerate(weights))))


def score(rows: list[list[float | None]], weights: list[float], how: str, **settings: object) -> list[float | None]:
    """The root's score of every row."""
    return aggregated(table(rows), one_level(weights), how, **settings)["top"].to_list()


def of_years(example: Example, how: str) -> list[list[float]]:
    """Min-max of a panel, across or within years, back as rows of units."""
    made = normalised(years(example["inputs"]["x"]), ["x"], years=how)["x"].to_list()
    width = len(example["inputs"]["x"][0])
    return [made[at : at + width] for at in range(0, len(made), width)]


def normal(how: str, **settings: object) -> Callable[[Example], Example]:
    """An example of one normalised column."""
    return lambda e: {"y": normalised(column(e["inputs"]["x"]), ["x"], how, **settings)["x"].to_list()}


def base_year(e: Example) -> Example:
    """One unit over years."""
    frame = pl.DataFrame({"unit": "BJ", "period": e["inputs"]["years"], "x": e["inputs"]["x"]})
    return {"index": normalised(frame, ["x"], "base_year", base=e["inputs"]["base"])["x"].to_list()}


def per_capita(e: Example) -> Example:
    """Figures are in base units, so both scales are carried into them."""
    x, people = (e["inputs"][key] * 10 ** e["inputs"][f"{key}_unit_mult"] for key in ("x", "pop"))
    frame = pl.DataFrame({"unit": ["BJ"], "period": [2024], "gdp": [x], "people": [people]})
    return {"per_capita_units": denominated(frame, {"gdp": "people"})["gdp"][0]}


def shape(e: Example) -> Example:
    """Both moments."""
    x = pl.col("x")
    return column(e["inputs"]["x"]).select(skew=skewness(x), kurt=kurtosis(x)).row(0, named=True)


def winsorising(e: Example) -> Example:
    """The winsorised column, its count and its new shape."""
    made, count = winsorised(column(e["inputs"]["x"])["x"], e["inputs"]["winmax"])
    after = shape({"inputs": {"x": made.to_list()}})
    return {"x_treated": made.to_list(), "n_treated": count, **after}


def changed(change: Callable[[Matrix], Matrix]) -> Callable[[Example], Example]:
    """A column through a transformation."""
    return lambda e: {"y": change(np.array(e["inputs"]["x"], dtype=float)).tolist()}


def three_deviations(e: Example) -> Example:
    """Clipping, then min-max."""
    frame = column(e["inputs"]["x"])
    x = pl.col("x")
    clipped = frame.with_columns(x=three_sd(frame["x"].cast(pl.Float64).to_numpy()))
    mean, sd = frame.select(x.mean(), x.std().alias("sd")).row(0)
    outliers = [value for value in e["inputs"]["x"] if value > mean + 3 * sd]
    low, high = clipped.select(x.min(), x.max().alias("max")).row(0)
    scores = normalised(clipped, ["x"])["x"].to_list()
    return {
        "mean": mean,
        "sd": sd,
        "upper": mean + 3 * sd,
        "outliers": outliers,
        "min": low,
        "max": high,
        "y": scores,
    }


def interpolation(e: Example) -> Example:
    """One unit over years, with what was filled marked I."""
    frame = pl.DataFrame({"unit": "u", "period": e["inputs"]["t"], "x": e["inputs"]["x"]})
    made = imputed(frame, ["x"], "linear")
    filled = set(imputed_cells(frame, made, ["x"])["period"])
    return {"x": made["x"].to_list(), "status": ["I" if year in filled else "A" for year in frame["period"]]}


def group_mean(e: Example) -> Example:
    """Groups in a column."""
    frame = column(e["inputs"]["x"]).with_columns(group=pl.Series(e["inputs"]["group"]))
    return {"x": imputed(frame, ["x"], "group_mean")["x"].to_list()}


def single_value(e: Example) -> Example:
    """A series of one observation."""
    frame = pl.DataFrame({"unit": "u", "period": e["inputs"]["t"], "x": e["inputs"]["x"]})
    ways = {"constant": "constant", "none": "linear"}
    return {key: imputed(frame, ["x"], how)["x"].to_list() for key, how in ways.items()}


def entropy_skip(e: Example) -> Example:
    """Shares, entropies, weights and scores."""
    frame = table(e["inputs"]["normalised"])
    found = entropies.entropies(frame, codes(frame))
    shares = frame.select(pl.col(codes(frame)) / pl.col(codes(frame)).sum())
    weights = found["weight"].to_list()
    return {
        "p": [list(row) for row in shares.rows()],
        "entropy": found["entropy"].to_list(),
        "divergence": found["divergence"].to_list(),
        "weights": weights,
        "score": score(e["inputs"]["normalised"], weights, "arithmetic"),
    }


def entropy_shift(e: Example) -> Example:
    """The shift, and how far it moves the weights."""
    frame = table(e["inputs"]["normalised"])
    found = entropies.entropies(frame, codes(frame), "shift", e["inputs"]["shift"])
    plain = entropies.entropies(frame, codes(frame))
    moved = (found["weight"] - plain["weight"]).abs().max()
    return {
        "entropy": found["entropy"].to_list(),
        "weights": found["weight"].to_list(),
        "max_abs_change_vs_skip_zero": moved,
    }


def weights_by(how: Callable[..., weigh.Weights], key: str, **settings: object) -> Callable[[Example], Example]:
    """The weights of a data-driven choice."""

    def weigh_it(e: Example) -> Example:
        frame = table(e["inputs"][key])
        return {"weights": list(how(frame, codes(frame), **settings).values())}

    return weigh_it


def critic(e: Example) -> Example:
    """Spread, correlations and weights."""
    frame = table(e["inputs"]["normalised"])
    names = codes(frame)
    sds = list(frame.select(pl.col(names).std()).row(0))
    together = weigh.correlations_of(matrix(frame, names))
    return {
        "sd": sds,
        "corr": together.tolist(),
        "information": [sd * sum(1 - r for r in row) for sd, row in zip(sds, together.tolist(), strict=True)],
        "weights": list(weigh.critic(frame, names).values()),
    }


def hierarchy(e: Example) -> Example:
    """Judgements to weights."""
    made = judgement_of(e["inputs"]["pairwise"])
    return {
        "weights": list(made.weights),
        "lambda_max": made.lambda_max,
        "CI": made.consistency_index,
        "CR": made.consistency_ratio,
    }


def mixing(e: Example) -> Example:
    """A linear mix."""
    one, two = (dict(enumerate(map(float, e["inputs"][key]))) for key in ("subjective", "objective"))
    return {"weights": list(weigh.mixed(one, two, e["inputs"]["a"]).values())}


def effective(e: Example) -> Example:
    """Two levels of weights."""
    branches = [Branch("Index")]
    for element, about in e["inputs"]["tree"]["Index"].items():
        branches.append(Branch(element, "Index", about["w"]))
        branches.extend(Branch(code, element, weight) for code, weight in about["children"].items())
    tree = Tree(tuple(branches))
    return {code: effective_weights(tree)[code] for code in tree.indicators}


def mean(how: str) -> Callable[[Example], Example]:
    """One row's mean."""
    return lambda e: {"y": score([e["inputs"]["x"]], e["inputs"]["w"], how)[0]}


def reweighted(e: Example) -> Example:
    """The mean of what is there, and how much of the weight that is."""
    x, w = e["inputs"]["x"], e["inputs"]["w"]
    there = sum(weight for value, weight in zip(x, w, strict=True) if value is not None)
    return {"y": score([x], w, "arithmetic")[0], "coverage_weight": there / sum(w)}


def copeland(e: Example) -> Example:
    """Pairs and scores."""
    frame = table(e["inputs"]["x"])
    weights = dict(zip(codes(frame), e["inputs"]["w"], strict=True))
    pairs = outranking(frame, codes(frame), weights).drop("unit").rows()
    return {"outrank": [list(row) for row in pairs], "score": score(e["inputs"]["x"], e["inputs"]["w"], "copeland")}


def topsis(e: Example) -> Example:
    """Vector norm, closeness, ranks."""
    frame = table(e["inputs"]["x"])
    directions = dict(zip(codes(frame), e["inputs"]["direction"], strict=True))
    scores = normalised(frame, codes(frame), "vector", directions=directions)
    tree = one_level(e["inputs"]["w"])
    closeness = aggregated(scores, tree, "topsis")
    near, far = ideal.topsis_distances(
        matrix(scores, codes(frame)).T, matrix(pl.DataFrame({"w": e["inputs"]["w"]}), ["w"])[:, 0]
    )
    return {
        "d_plus": near.tolist(),
        "d_minus": far.tolist(),
        "closeness": closeness["top"].to_list(),
        "rank": ranks(closeness, ["top"])["top"].to_list(),
    }


def closeness(key: str) -> Callable[[Example], Example]:
    """Closeness of scores, with distances where the example has them."""

    def close(e: Example) -> Example:
        weights = e["inputs"][key]
        values = matrix(table(e["inputs"]["normalised"]), [f"c{at}" for at in range(len(weights))]).T
        near, far = ideal.topsis_distances(values, matrix(pl.DataFrame({"w": weights}), ["w"])[:, 0])
        made = {"d_plus": near.tolist(), "d_minus": far.tolist()}
        made["closeness"] = score(e["inputs"]["normalised"], weights, "topsis")
        return {name: made[name] for name in e["expected"]}

    return close


def drift(e: Example) -> Example:
    """The same years with and without one more."""
    made = {}
    for key, rows in (("with_2018_2020", e["inputs"]["x"][:3]), ("with_2018_2021", e["inputs"]["x"])):
        frame = table(rows)
        scores = normalised(frame, codes(frame))
        made[key] = aggregated(scores, one_level(e["inputs"]["w"]), "topsis")["top"].to_list()
    return made


def coupled(form: str) -> Callable[[Example], Example]:
    """Coupling C, mean T and coordination D."""

    def couple(e: Example) -> Example:
        u, a = e["inputs"]["U"], e["inputs"]["a"]
        rows = u if isinstance(u[0], list) else [u]
        values = matrix(table(rows), [f"c{at}" for at in range(len(a))]).T
        made = {
            "C": ideal.coupling(values, form).tolist(),
            "T": score(rows, a, "arithmetic"),
            "D": score(rows, a, "coupling_coordination", form=form),
        }
        return made if isinstance(u[0], list) else {key: value[0] for key, value in made.items()}

    return couple


def limiting(e: Example) -> Example:
    """The lowest, and which it is."""
    y = e["inputs"]["y"]
    lowest = score([list(y.values())], [1.0] * len(y), "limiting_factor")[0]
    return {"limiting": min(y, key=y.__getitem__), "value": lowest}


OURS: dict[str, Callable[[Example], Example]] = {
    "min_max_benefit": normal("min_max", high=100),
    "min_max_cost": normal("min_max", high=100, directions={"x": -1}),
    "min_max_interval_0.01_0.99": normal("min_max", low=0.01, high=0.99),
    "min_max_pooled_over_years": lambda e: {"min": 10, "max": 42, "y": of_years(e, "across")},
    "min_max_per_year_contrast": lambda e: {"y": of_years(e, "within")},
    "z_score_sample_sd": normal("z_score"),
    "z_score_population_sd": normal("z_score", ddof=0),
    "vector_norm_l2": normal("vector"),
    "percentile_rank_min_ties": normal("percentile"),
    "distance_to_target_benefit": normal("distance_to_target", target=6, cap=True),
    "goalposts_truncated": normal("goalposts", low=10, high=50, scale=100),
    "base_year_index_100": base_year,
    "denominate_per_capita": per_capita,
    "skewness_kurtosis_unbiased": shape,
    "winsorise_until_pass": winsorising,
    "log_shift_coin_tool": changed(log_range),
    "log_gii": changed(log_gii),
    "eis_outlier_mean_3sd": three_deviations,
    "linear_interpolation": interpolation,
    "group_mean": group_mean,
    "single_known_value": single_value,
    "entropy_weight_skip_zero": entropy_skip,
    "entropy_weight_shift_0.0001": entropy_shift,
    "entropy_weight_interval_0.002": weights_by(weigh.entropy, "normalised", zero="interval"),
    "entropy_weight_constant_column": weights_by(weigh.entropy, "normalised"),
    "critic_weight": critic,
    "ahp_eigenvector": hierarchy,
    "coefficient_of_variation_weight": weights_by(weigh.coefficient_of_variation, "x"),
    "combined_linear": mixing,
    "effective_weights_in_hierarchy": effective,
    "arithmetic_mean": mean("arithmetic"),
    "geometric_mean": mean("geometric"),
    "harmonic_mean": mean("harmonic"),
    "missing_reweight": reweighted,
    "copeland": copeland,
    "topsis_vector_norm": topsis,
    "entropy_topsis_minmax": closeness("weights"),
    "topsis_bounds": closeness("w"),
    "topsis_history_drift": drift,
    "coupling_coordination_standard": coupled("standard"),
    "coupling_coordination_wang2021": coupled("wang"),
    "coupling_two_systems": coupled("standard"),
    "limiting_factor_liebig": limiting,
}


@pytest.mark.parametrize("name", OURS)
def test_a_worked_example_comes_out(examples: Examples, agrees_with: Agreement, name: str) -> None:
    """A worked example comes out."""
    example = examples[name]
    agrees_with(OURS[name](example), example)


def test_a_zero_range_is_null_or_an_error_that_names_it(examples: Examples) -> None:
    """A zero range is null or an error that names it."""
    example = examples["min_max_zero_range"]
    frame = column(example["inputs"]["x"])
    assert normalised(frame, ["x"], impossible="missing")["x"].to_list() == example["expected"]["y"]
    with pytest.raises(MethodError, match="x is 5 for all and distinguishes nothing"):
        normalised(frame, ["x"])


def test_a_zero_in_a_geometric_mean_is_null_or_an_error_that_names_it(examples: Examples) -> None:
    """A zero in a geometric mean is null or an error that names it."""
    inputs = examples["geometric_zero"]["inputs"]
    assert score([inputs["x"]], inputs["w"], "geometric", impossible="missing") == [None]
    with pytest.raises(MethodError, match=r"u0 c1 2020 scores 0, but top \(“geometric mean”\) needs scores above 0"):
        score([inputs["x"]], inputs["w"], "geometric")


def test_every_example_of_these_families_is_tested(examples: Examples) -> None:
    """Every example of these families is tested."""
    families = ("normalise", "treat", "impute", "weight", "aggregate", "system")
    elsewhere = {"min_max_zero_range", "geometric_zero", "obstacle_degree", "niche_suitability_common_form"}
    assert {name for name, e in examples.items() if e["category"] in families} == {*OURS, *elsewhere}
