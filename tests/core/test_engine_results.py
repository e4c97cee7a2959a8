"""One engine for a run, for the years and for many runs gives the results recorded before there was one, to 1e-12."""

import json
from pathlib import Path

import pytest
from asem_reference import Asem
from engine_results import Print, methods, studies

RECORDED = json.loads((Path(__file__).parent / "engine_results.json").read_text(encoding="utf-8"))


def test_every_choice_of_every_step_gives_the_recorded_scores_in_one_year(asem: Asem) -> None:
    """Scores and ranks of 51 countries, or the sentence of the refusal."""
    agree(methods(asem, asem.raw), RECORDED["one year"])


def test_every_choice_of_every_step_gives_the_recorded_scores_over_five_years(asem: Asem) -> None:
    """A panel with gaps, across years and within."""
    agree(methods(asem, asem.read("asem_panel_gaps").sort("unit", "period")), RECORDED["five years"])


def test_many_runs_give_the_recorded_tables_and_indices(asem: Asem) -> None:
    """Weights, sets, steps, numbers within bounds, figures, indicators left out; with gaps and runs that fail."""
    agree(studies(asem), RECORDED["studies"])


def agree(found: dict[str, Print], recorded: dict[str, Print]) -> None:
    """Assert that all fingerprints agree within 1e-12 of the sum of their absolute numbers; of a search within 1e-7."""
    assert list(found) == list(recorded)
    for name, expected in recorded.items():
        if isinstance(expected, str):
            assert found[name] == expected, name
            continue
        room = 1e-7 if "correlation_balanced" in name else 1e-12
        for at in range(0, len(expected), 5):
            scale = max(expected[at + 1], 1e-9)
            assert found[name][at : at + 5] == pytest.approx(expected[at : at + 5], rel=room, abs=room * scale), name
