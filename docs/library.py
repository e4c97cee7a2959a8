"""The functions of analysis and of cluster statistics on the page of choices, each with the code of its example."""

from collections.abc import Callable

from core.analysis.breaks import chow, pettitt
from core.analysis.comparison import compared
from core.analysis.consistency import cronbach_alpha
from core.analysis.correlation import collinear, contrary, correlations, family, p_values, size_links
from core.analysis.coverage_of_nodes import coverage_below
from core.analysis.frontier import frontier_scores
from core.analysis.holdout import holdout_errors
from core.analysis.line import least_squares, log_linear_growth
from core.analysis.niche import niche
from core.analysis.obstacles import obstacles
from core.analysis.of_result import (
    cells,
    consistency,
    explained,
    loadings,
    obstacle_table,
    ranks_in_groups,
    strengths,
    treatments,
)
from core.analysis.principal import components
from core.analysis.productivity import implied_output_growth, solow_residual
from core.analysis.profile import differences, extremes, profile
from core.analysis.smooth import moving_mean
from core.analysis.statistics import statistics
from core.analysis.step_views import indicator_ranks, outranking_shares, treated_points
from core.audit.importance import importance
from core.clusters.agglomeration import agglomeration, ellison_glaeser
from core.clusters.location import location_quotients, locational_gini
from core.clusters.shift_share import dunn, esteban
from core.clusters.specialisation import specialisation
from core.clusters.standing import cluster_stars, growth_share
from core.clusters.table import filled
from core.method.benefit_of_the_doubt import benefit_of_the_doubt_scores, directional_scores, robust_scores
from core.method.correlation_ratio import correlation_ratio
from core.method.entropies import entropies
from core.method.hierarchy import judgement_of
from core.method.impute import imputed_cells, imputed_in_turn
from core.method.outrank import outranking
from core.method.rank import rank_changes, ranks
from core.method.screen import availability
from core.method.treat import points
from core.method.tree import effective_weights
from core.rank_reversal.combinations import combinations
from core.rank_reversal.presence import presence
from core.robustness.acceptability import central_weights
from core.robustness.design import design_table, points_of, runs_table
from core.robustness.importance import left_out, scores_left_out, tornado
from core.robustness.sensitivity import sobol_indices

BESIDE: dict[Callable[..., object], str] = {
    availability: 'rounded(availability(gaps, ["a", "b", "c"]))[3:4]',
    imputed_in_turn: 'to_digits(imputed_in_turn(gaps, ["a"], [{"how": "linear", "reach": 1}, {"how": "mean"}])["a"])',
    imputed_cells: 'imputed_cells(gaps, imputed(gaps, ["a"], "latest"), ["a"]).rows()',
    points: 'points(panel, treated(panel, ["c"], limit=1)).rows()',
    effective_weights: "effective_weights(tree)",
    entropies: 'rounded(entropies(scores, ["a", "b", "c"]))',
    judgement_of: "round(judgement_of([[1, 2, 4], [1 / 2, 1, 3], [1 / 4, 1 / 3, 1]]).consistency_ratio, 4)",
    benefit_of_the_doubt_scores: 'rounded(benefit_of_the_doubt_scores(scores, ["a", "b", "c"]))[:1]',
    directional_scores: 'rounded(directional_scores(scores, ["a", "b", "c"], {"a": 1, "b": 1}))[:1]',
    robust_scores: 'rounded(robust_scores(scores, ["a", "b", "c"], peers=3, draws=20))[:1]',
    correlation_ratio: 'round(correlation_ratio(panel["a"].to_numpy(), panel["c"].to_numpy()), 4)',
}
ANALYSES: dict[Callable[..., object], str] = {
    statistics: 'rounded(statistics(panel, ["c"]).select("mean", "sd", "skewness", "kurtosis", "outliers"))',
    correlations: 'rounded(correlations(panel, ["a"], ["b", "c"], "spearman", significant=0.05))',
    p_values: 'rounded(p_values(panel, ["a", "b"], "kendall").filter(pl.col("first") < pl.col("second")))',
    family: "rounded(family(result, tree))",
    collinear: "rounded(collinear(panel, tree, 0.8))",
    contrary: "rounded(contrary(panel, tree))",
    size_links: 'rounded(size_links(panel, ["b"], ["a"]))',
    cronbach_alpha: 'round(cronbach_alpha(scores, ["a", "b", "c"]), 4)',
    components: 'rounded(components(scores, ["a", "b", "c"]).explained)',
    coverage_below: "rounded(coverage_below(gaps, tree))[3:4]",
    profile: 'rounded(profile(result, ["a", "top"], "y", 2021))',
    extremes: 'rounded(extremes(profile(panel, ["a", "b"], "x", 2021), "weaknesses", 1).select("code", "rank"))',
    differences: 'rounded(differences(result, ["top"], "x", "z", 2021))',
    obstacles: 'rounded(obstacles(scores, {"a": 2, "b": 1, "c": 1}).filter(unit="z", period=2021))',
    niche: 'rounded(niche(scores, {"a": 2, "b": 1, "c": 1}).units)[:2]',
    ranks: 'ranks(result, ["top"])["top"].to_list()',
    rank_changes: 'rank_changes(ranks(panel, ["a"]), ranks(panel.with_columns(a="c"), ["a"]), ["a"])["a"].to_list()',
    compared: 'rounded(compared(result.filter(period=2020), result.filter(period=2021), "top", on=["unit"]).units)[:1]',
    outranking: 'rounded(outranking(scores.filter(period=2020), ["a", "b"], {"a": 2, "b": 1}))',
    least_squares: "rounded_parts(least_squares([0, 1, 2, 3], [1, 3, 4, 8]))",
    log_linear_growth: "round(log_linear_growth([0, 1, 2], [100, 110, 121]), 4)",
    chow: "rounded_parts(chow(range(8), [1, 2, 3, 5, 9, 8, 7, 6], 4))",
    pettitt: "rounded_parts(pettitt([1, 2, 1, 2, 8, 9, 8, 9]))",
    moving_mean: "moving_mean([3, 5, 10, 6, 8])",
    solow_residual: "rounded_parts(solow_residual(6, 7, 1, capital_share=0.4))",
    implied_output_growth: "round(implied_output_growth(2.66, 48.75), 4)",
}
RESULTS: dict[Callable[..., object], str] = {
    cells: 'rounded(cells(made, 3).filter(unit="x", code="top"))',
    ranks_in_groups: 'ranks_in_groups(made, "half").filter(period="2021").select("unit", "rank", "of").rows()',
    treatments: 'rounded(treatments(made).select("step", "indicator", "outcome", "skewness_0"))',
    explained: "rounded(explained(made))[:2]",
    loadings: 'rounded(loadings(made).filter(component="1"))[:3]',
    consistency: "rounded(consistency(made))",
    strengths: 'rounded(strengths(made, "2021", 1).select("unit", "side", "code", "rank"))[:2]',
    treated_points: "treated_points(made).rows()",
    indicator_ranks: 'indicator_ranks(made, 0).filter(unit="x", period="2021").select("code", "rank", "of").rows()',
    outranking_shares: 'rounded(outranking_shares(made, step=2).filter(unit="z", period="2021"))',
    frontier_scores: "rounded(frontier_scores(lifted).tail(1))",
    holdout_errors: 'rounded(holdout_errors(lifted).filter(code="a").select("gaps", "held_out", "filled", "rmse_sd"))',
    obstacle_table: 'rounded(obstacle_table(made).filter(unit="y", period="2021"))',
}
ROBUSTNESS: dict[Callable[..., object], str] = {
    design_table: "rounded(design_table(model, draws))",
    points_of: "(points_of(model, *as_texts(design_table(model, draws))) == draws).all().item()",
    runs_table: 'rounded(runs_table(model, draws).filter(period="2021", run=1))',
    central_weights: 'rounded(central_weights(model, 64, 1).filter(unit="z", period="2021"))[:1]',
    left_out: "rounded(left_out(model))",
    scores_left_out: 'rounded(scores_left_out(model).filter(left_out="b", period="2021"))',
    tornado: "rounded(tornado(model, 3))[:1]",
    sobol_indices: 'round(sobol_indices(lambda runs: runs @ [1, 2], {"a": [0], "b": [1]}, 1024)[0].first, 2)',
    combinations: 'rounded(combinations(stepped, "2021").select("combination", "mean_shift", "kendall"))',
    presence: 'presence(made, "top", "2021").select("change", "unit", "reversed").rows()[:2]',
    importance: 'rounded(importance(made).select("code", "linear", "importance", "ratio"))[:1]',
}
CLUSTERS: dict[Callable[..., object], str] = {
    filled: 'filled(jobs.filter(pl.col("size") != 11)).height',
    location_quotients: "rounded(location_quotients(jobs))[:2]",
    locational_gini: "rounded(locational_gini(jobs))",
    ellison_glaeser: "rounded(ellison_glaeser(plants, totals))",
    agglomeration: "rounded(agglomeration(jobs, firms))[:1]",
    specialisation: "rounded(specialisation(jobs))[:1]",
    dunn: "rounded(dunn(jobs, 2020, 2023))",
    esteban: "rounded(esteban(jobs, 2020, 2023))[:1]",
    cluster_stars: 'rounded(cluster_stars(jobs).select("region", "industry", "location_quotient", "stars"))[:2]',
    growth_share: "rounded(growth_share(jobs, 2020, 2023))",
}
FAMILIES: dict[str, dict[Callable[..., object], str]] = {
    "Beside the choices": BESIDE,
    "Analysis": ANALYSES,
    "Analysis of a method's result": RESULTS,
    "Robustness of a method's result": ROBUSTNESS,
    "Clusters of regions and industries": CLUSTERS,
}
SETUP = """>>> from core.method.document_text import document_from
>>> from core.method.run import run
>>> from dataclasses import astuple
>>> result = aggregated(scores, tree)
>>> made = run(document_from('''
... [method]
... code = "m"
... [[tree]]
... code = "top"
... [[tree]]
... code = "a"
... parent = "top"
... [[tree]]
... code = "b"
... parent = "top"
... [[tree]]
... code = "c"
... parent = "top"
... [[steps]]
... kind = "treat"
... how = "skew_kurtosis"
... [[steps]]
... kind = "normalise"
... how = "min_max"
... [[steps]]
... kind = "aggregate"
... how = "arithmetic"
... '''), panel.with_columns(pl.col("period").cast(pl.String)))
>>> from dataclasses import replace
>>> from core.robustness.choices import Alternatives, WeightNoise
>>> from core.robustness.model import UncertaintyModel
>>> from core.robustness.points import sobol_points
>>> from core.workbook.entries import Step
>>> model = UncertaintyModel(made, "top", (WeightNoise(),))
>>> draws = sobol_points(model.dimensions, 2, 1)
>>> stepped = UncertaintyModel(made, "top", (Alternatives(1, (("none", {}),)), Alternatives(2, (("z_score", {}),))))
>>> scaled = Step("m", 2, "normalise", "min_max", '{"low": 1, "high": 2}')
>>> filled_in = replace(made.document, steps=(Step("m", 1, "impute", "em"), scaled, made.document.steps[-1]))
>>> lifted = run(filled_in, gaps.with_columns(pl.col("period").cast(pl.String)))
>>> def as_texts(table):
...     return table.columns, [[str(cell) for cell in row] for row in table.rows()]
>>> jobs = pl.DataFrame({
...     "region": ["N", "N", "S", "S"] * 2, "industry": ["it", "health"] * 4,
...     "period": [2020] * 4 + [2023] * 4, "size": [30, 10, 10, 50, 45, 12, 11, 52],
... })
>>> firms = jobs.with_columns(size=pl.lit(5))
>>> plants = pl.DataFrame({"industry": ["it", "it", "it"], "region": ["N", "N", "S"], "size": [20, 10, 10]})
>>> totals = pl.DataFrame({"region": ["N", "S"], "size": [40, 60]})
>>> def rounded(frame):
...     return [tuple(round(part, 4) if isinstance(part, float) else part for part in row) for row in frame.rows()]
>>> def rounded_parts(found):
...     return tuple(round(part, 4) for part in astuple(found))
"""
