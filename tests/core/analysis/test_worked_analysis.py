import polars as pl
import pytest
from agreement import Agreement, Examples

from core.analysis.comparison import compared
from core.analysis.consistency import cronbach_alpha
from core.analysis.correlation import correlations
from core.analysis.niche import niche
from core.analysis.obstacles import obstacles
from core.analysis.principal import components
from core.method.errors import MethodError


def table(rows: list[list[float]]) -> pl.DataFrame:
    """A panel of one year with columns c0, c1, ..."""
    names = [f"c{at}" for at in range(len(rows[0]))]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Float64), orient="row")
    units = pl.Series("unit", [f"u{at}" for at in range(len(rows))])
    return frame.select(units, pl.lit(2020).alias("period"), pl.all())


def test_obstacle_degrees(examples: Examples, agrees_with: Agreement) -> None:
    """Obstacle degrees."""
    example = examples["obstacle_degree"]
    weights = {f"c{at}": weight for at, weight in enumerate(example["inputs"]["w"])}
    made = obstacles(table([example["inputs"]["y"]]), weights)
    worst = made["rank"].to_list().index(1)
    agrees_with(
        {"raw": made["obstacle"].to_list(), "share": made["share"].to_list(), "main_obstacle_index": worst}, example
    )


@pytest.mark.parametrize("score", [-0.01, 1.01, 2.0])
def test_an_obstacle_is_of_scores_from_0_to_1(score: float) -> None:
    """Both ends are scores; what lies outside is named with its cell."""
    assert obstacles(table([[0.0, 1.0]]), {"c0": 1.0, "c1": 1.0})["share"].to_list() == [1.0, 0.0]
    with pytest.raises(MethodError, match="u1 c0 2020 is not a score from 0 to 1"):
        obstacles(table([[0.5, 0.5], [score, 0.5]]), {"c0": 1.0, "c1": 1.0})


def test_niche_suitability_in_its_common_form(examples: Examples, agrees_with: Agreement) -> None:
    """Niche suitability in its common form."""
    example = examples["niche_suitability_common_form"]
    weights = {f"c{at}": weight for at, weight in enumerate(example["inputs"]["w"])}
    made = niche(table(example["inputs"]["x"]), weights)
    units = made.units
    agrees_with({"eps": made.epsilon, "F": units["suitability"].to_list(), "EM": units["momentum"].to_list()}, example)


def test_ranks_shift_between_two_methods(examples: Examples, agrees_with: Agreement) -> None:
    """Ranks shift between two methods."""
    example = examples["rank_shift"]
    first, second = (table([[value] for value in example["inputs"][key]]) for key in ("A", "B"))
    made = compared(first, second, "c0")
    agrees_with(
        {
            "rank_A": made.units["first_rank"].to_list(),
            "rank_B": made.units["second_rank"].to_list(),
            "mean_abs_shift": made.mean_shift,
            "spearman": made.spearman,
            "kendall_tau_b": made.kendall,
        },
        example,
    )


def test_cronbachs_alpha(examples: Examples, agrees_with: Agreement) -> None:
    """Cronbachs alpha."""
    example = examples["cronbach_alpha"]
    agrees_with({"alpha": cronbach_alpha(table(example["inputs"]["x"]), ["c0", "c1", "c2"])}, example)


def test_principal_components(examples: Examples, agrees_with: Agreement) -> None:
    """Principal components."""
    example = examples["pca_eigenvalues"]
    codes = ["c0", "c1", "c2"]
    frame = table(example["inputs"]["x"])
    made = components(frame, codes)
    together = correlations(frame, codes)["correlation"].to_list()
    explained = made.explained
    agrees_with(
        {"corr": together, "eigenvalues": explained["eigenvalue"].to_list(), "first_share": explained["share"][0]},
        example,
    )
