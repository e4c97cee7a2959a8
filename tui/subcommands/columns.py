"""The columns of CSV and JSON, by subject: their names and order do not change."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "figures": (
        "unit", "unit_name", "indicator", "indicator_name", "period", "vintage", "value", "measure", "status",
        "qualifier", "source", "note", "formula", "printed_mult", "printed_decimals", "author", "time",
        "ratio_agrees",
    ),
    "clusters": (
        "list", "unit", "unit_name", "indicator", "indicator_name", "period", "vintage", "value", "measure", "status",
        "qualifier", "growth_percent", "growth_status", "yearly_growth_percent", "growth_years", "share_percent",
        "share_is_rough",
        "tier", "stated_tier", "next_tier", "to_next_tier", "reaches_next_tier", "overlaps", "source", "note",
        "list_total", "list_total_qualifier", "list_overlaps", "list_known", "list_hhi", "list_cr3_percent",
        "list_effective_number", "reaches_by_forecast", "forecast_period", "forecast",
    ),
    "index": (
        "unit", "unit_name", "indicator", "indicator_name", "period", "vintage", "value", "measure", "status",
        "qualifier", "is_published", "since", "change_points", "change_percent", "yearly_change_percent", "base_period",
        "base_100", "source", "note", "published_first", "published_last", "published_change_points",
        "published_change_percent", "published_yearly_change_percent",
    ),
    "trends": (
        "trend", "trend_name", "unit", "unit_name", "indicator", "indicator_name", "direction", "period", "vintage",
        "value", "measure", "status", "qualifier", "since", "change", "change_is_points", "turn", "cagr_percent",
        "points_a_year", "change_status",
        "compared", "slope_a_year", "mann_kendall_s", "mann_kendall_z", "mann_kendall_p", "kendall_tau",
        "target_period", "target", "target_qualifier", "required_percent_a_year", "observed_percent_a_year", "reached",
        "on_track", "ratio_of_newest", "ratio_of_first", "ratio_agrees", "breaks", "source", "note",
        "forecast", "forecast_reaches",
    ),
    "claims": (
        "claim", "text", "expression", "relation", "expected", "actual", "tolerance", "measure", "printed_mult",
        "printed_decimals", "verdict", "status", "why", "source", "note",
    ),
    "sources": ("source", "title", "publisher", "date", "url", "figures"),
    "scores": ("method", "unit", "unit_name", "period", "code", "name", "score", "rank", "rank_change", "status"),
    "ranks": ("method", "unit", "unit_name", "period", "code", "name", "rank", "rank_change"),
    "weights": (
        "method", "code", "name", "parent", "level", "direction", "weight", "effective_weight", "consistency_ratio",
    ),
    "stats": (
        "method", "indicator", "name", "min", "max", "mean", "median", "sd", "skewness", "kurtosis", "available",
        "nonzero", "unique", "same", "share_available", "share_nonzero", "share_unique", "share_same", "few_available",
        "few_nonzero", "few_unique", "outliers",
    ),
    "clusters-quotients": (
        "region", "industry", "period", "size", "location_quotient", "focus", "size_percentile", "focus_percentile",
        "stars",
    ),
    "clusters-specialisation": ("region", "period", "krugman", "hoover", "herfindahl", "effective_number"),
    "clusters-concentration": (
        "industry", "period", "herfindahl", "normalised_herfindahl", "effective_number", "concentration_ratio",
        "shannon", "evenness", "gini", "concentration", "raw_gamma", "plant_herfindahl", "gamma",
    ),
    "clusters-shift-share": (
        "region", "industry", "change", "national", "mix", "regional", "homothetic", "competitive", "allocation",
    ),
    "clusters-quadrants": ("region", "industry", "size", "location_quotient", "change", "quadrant"),
    "correlations": ("method", "first", "second", "correlation", "p"),
    "ranks-in-groups": ("method", "grouping", "group", "unit", "period", "code", "score", "rank", "of"),
    "components": ("method", "of", "component", "eigenvalue", "share", "cumulative"),
    "loadings": ("method", "of", "component", "code", "loading"),
    "consistency": ("method", "code", "children", "alpha", "indicators", "alpha_below"),
    "strengths": ("method", "unit", "side", "code", "value", "rank", "of", "best", "median"),
    "obstacles": ("method", "unit", "period", "indicator", "obstacle", "share", "rank"),
    "differences": ("method", "code", "first", "second", "difference"),
    "comparison": (
        "method", "against", "code", "unit", "first_period", "second_period", "first", "second", "first_rank",
        "second_rank", "change", "difference", "telling",
    ),
    "treatments": (
        "method", "step", "indicator", "period", "outcome", "winsorised", "passes_0", "skewness_0", "kurtosis_0",
        "passes_1", "skewness_1", "kurtosis_1", "passes_2", "skewness_2", "kurtosis_2",
    ),
    "steps": ("method", "step", "kind", "choice", "unit", "period", "code", "value", "status"),
    "revisions": (
        "unit", "unit_name", "indicator", "indicator_name", "period", "release", "vintage", "value", "measure",
        "status", "change_percent", "change_since_first_percent", "source", "note",
    ),
    "trail": ("number", "time", "author", "reason", "title", "kind", "of"),
}  # fmt: skip
