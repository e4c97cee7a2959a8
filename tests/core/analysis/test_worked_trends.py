"""The worked examples of growth, trends, breaks and productivity."""

import math
from collections.abc import Callable
from dataclasses import asdict
from functools import partial

import pytest
from agreement import Agreement, Example, Examples

from core.analysis.breaks import chow, pettitt
from core.analysis.line import least_squares, log_linear_growth
from core.analysis.productivity import implied_output_growth, solow_residual
from core.analysis.smooth import moving_mean
from core.derive.growth import cagr, growth, points
from core.derive.slope import mann_kendall, theil_sen
from core.derive.trend_table import trend_row
from core.workbook.entries import Indicator, Target, Unit, Watched
from core.workbook.figure import Figure, Series


def share(percent: float | None) -> float | None:
    """Per cent as the examples have it."""
    return None if percent is None else percent / 100


def moved(e: Example, old: str, new: str, years: float) -> Example:
    """Points, per cent and yearly growth between two inputs."""
    first, last = e["inputs"][old], e["inputs"][new]
    return {
        "points": points(first, last),
        "pp": points(first, last),
        "percent": share(growth(first, last)),
        "yoy": share(growth(first, last)),
        "cagr": share(cagr(first, last, years)),
    }


def logarithmic(e: Example) -> Example:
    """The line through the logarithms, and the growth between the ends."""
    years, values = e["inputs"]["year"], e["inputs"]["x"]
    line = least_squares(years, [math.log(value) for value in values])
    assert line is not None
    ends = share(cagr(values[0], values[-1], years[-1] - years[0]))
    return {"b": line.slope, "growth": share(log_linear_growth(years, values)), "cagr_endpoints": ends}


def straight(e: Example) -> Example:
    """The line with time 0 in the first year."""
    first = e["inputs"]["year"][0]
    line = least_squares([year - first for year in e["inputs"]["year"]], e["inputs"]["x"])
    assert line is not None
    return {**asdict(line), "se": line.standard_error}


def monotonic(e: Example) -> Example:
    """Mann and Kendall's test, and Sen's slope."""
    values = e["inputs"]["x"]
    made = mann_kendall(values)
    assert made is not None
    told = "increasing" if made.z > 0 and made.p < 0.05 else "no trend"
    found = {"S": float(made.s), "var": made.variance, "z": made.z, "p": made.p, "tau": made.tau, "trend": told}
    return {**found, "sen_slope": theil_sen(range(len(values)), values)}


def broken(e: Example) -> Example:
    """Chow's test of the logarithms."""
    logs = [math.log(value) for value in e["inputs"]["x"]]
    made = chow(e["inputs"]["year"], logs, e["inputs"]["break_first_year_of_second_regime"])
    assert made is not None
    return {"F": made.f, "p": made.p}


def changed(e: Example) -> Example:
    """Pettitt's likeliest change."""
    made = pettitt(e["inputs"]["x"])
    assert made is not None
    last = e["inputs"]["year"][made.position - 1]
    return {"K": made.k, "position": made.position, "last_year_before_change": last, "p": made.p}


def on_the_way(e: Example) -> Example:
    """The path of a watched series to its target, as Trends has it."""
    known = {name.rpartition("_")[2]: value for name, value in e["inputs"].items() if name[:2] == "x_"}
    (target_year, target), *_ = [(n.rpartition("_")[2], v) for n, v in e["inputs"].items() if n.startswith("target")]
    figures = [Figure("u", "i", year, value=float(value)) for year, value in known.items()]
    if "observed_yoy_2023" in e["inputs"]:
        figures.append(Figure("u", "i", "2022", value=known["2023"] / (1 + e["inputs"]["observed_yoy_2023"])))
    targets = [Target("u", "i", target_year, float(target))]
    row = trend_row(Watched("t", "u", "i"), Unit("u", ""), Indicator("i", ""), Series.of(figures), targets)
    assert row.path is not None
    return {"required_cagr": share(row.path.required), "on_track": row.path.on_track}


def residual(e: Example) -> Example:
    """What neither capital nor labour explains."""
    made = solow_residual(*(e["inputs"][name] for name in ("g_Y", "g_K", "g_L", "alpha")))
    return {"g_A": made.growth, "contribution": made.contribution}


def grown(e: Example) -> Example:
    """By 2.66, or to 2.66 times."""
    return {f"cagr_if_factor_{to}": share(cagr(1, to, e["inputs"]["years"])) for to in (2.66, 3.66)}


OURS: dict[str, Callable[[Example], Example]] = {
    "cagr": lambda e: {"cagr": share(cagr(e["inputs"]["x0"], e["inputs"]["xT"], e["inputs"]["years"]))},
    "yoy": partial(moved, old="prev", new="curr", years=1),
    "seed_index_change": partial(moved, old="2016", new="2020", years=4),
    "percentage_point_vs_percent": partial(moved, old="old", new="new", years=1),
    "grew_by_vs_grew_to": grown,
    "log_linear_growth": logarithmic,
    "ols_slope": straight,
    "mann_kendall_sen_real": monotonic,
    "chow_break": broken,
    "pettitt": changed,
    "moving_average_3": lambda e: {"y": moving_mean(e["inputs"]["x"])},
    "required_growth_to_target": on_the_way,
    "required_growth_compute": on_the_way,
    "solow_residual": residual,
    "tfp_implied_gdp_growth": lambda e: {"implied_gdp_growth_pct": implied_output_growth(*e["inputs"].values())},
}


@pytest.mark.parametrize("name", OURS)
def test_a_worked_example_of_trends_comes_out(examples: Examples, agrees_with: Agreement, name: str) -> None:
    """A worked example comes out."""
    agrees_with(OURS[name](examples[name]), examples[name])


def test_every_example_of_trends_is_tested(examples: Examples) -> None:
    """Holt's recursion is tested with the forecasts."""
    assert {name for name, e in examples.items() if e["category"] == "trend"} == {*OURS, "holt_linear"}


def test_growth_of_all_points_needs_all_above_0() -> None:
    """One at 0 or below has no logarithm, wherever it stands."""
    assert log_linear_growth([2020, 2021, 2022], [1.0, 0.0, 4.0]) is None
    assert log_linear_growth([2020, 2021, 2022], [1.0, 2.0, -4.0]) is None
    assert log_linear_growth([2020, 2021, 2022], [1.0, 2.0, 4.0]) == pytest.approx(100)


@pytest.mark.parametrize(("values", "p"), [([2.0, 4.0, 6.0], 0.0), ([3.0, 3.0, 3.0], 1.0)])
def test_a_line_without_any_error_is_sure_where_it_rises_and_nothing_where_it_does_not(
    values: list[float], p: float
) -> None:
    """Student's t has no value there."""
    line = least_squares([2020, 2021, 2022], values)
    assert line is not None
    assert line.p == p
