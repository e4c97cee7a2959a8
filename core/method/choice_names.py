"""The names of the choices of steps on the screen, where their code is not plain English."""

from core.words import pgettext

ALL = "all indicators"
"""The text for all indicators of a tree among its codes."""
CHOICE_NAMES = {
    "panel": "denominators in the panel",
    "table": "denominators in another table",
    "missing": "missing figures",
    "zero": "zeros",
    "missing or zero": "missing figures or zeros",
    "nearest": "nearest neighbours",
    "em": "EM algorithm",
    "latest": "last observed value",
    "constant": "nearest value in time",
    "linear": "linear interpolation",
    "linear_constant": "linear interpolation, constant at the ends",
    "skew_kurtosis": "by skewness and kurtosis",
    "three_sd": "3 standard deviations",
    "log_range": "logarithm (COIN Tool)",
    "log_signed": "logarithm of the longer tail",
    "log_shift": "logarithm from the minimum",
    "log_gii": "logarithm (GII)",
    "box_cox": "Box-Cox",
    "min_max": "min-max",
    "z_score": "z-scores",
    "scaled": "known bounds",
    "rank": "ranks",
    "borda": "Borda points",
    "percentile": "percentile ranks",
    "base_year": "base period = 100",
    "vector": "vector norm",
    "reference_100": "reference = 100",
    "by_hand": "manual weights",
    "equal": "equal weights",
    "ahp": "AHP",
    "critic": "CRITIC",
    "infomax": "Infomax",
    "importance_balanced": "balanced importance",
    "correlation_balanced": "balanced correlation",
    "merec": "MEREC",
    "gini": "Gini coefficient",
    "mixed": "two sets combined",
    "arithmetic": "arithmetic mean",
    "geometric": "geometric mean",
    "harmonic": "harmonic mean",
    "power": "power mean",
    "mazziotta_pareto": "Mazziotta-Pareto",
    "mean_min": "mean-min",
    "copeland": "Copeland",
    "topsis": "TOPSIS",
    "limiting_factor": "weakest link (limiting factor)",
    "coupling_coordination": "coupling coordination degree",
}


def choice_name(how: str) -> str:
    """The English name of a choice: its code with blanks, where that is plain English."""
    return CHOICE_NAMES.get(how, how.replace("_", " "))


def step_word(name: str) -> str:
    """A kind of step or one of its choices in words, in the language spoken."""
    return pgettext("step", choice_name(name))
