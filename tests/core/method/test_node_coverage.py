"""A coverage threshold of a node's own: below it that node is missing, and no other."""

import polars as pl
import pytest
from method_texts import method_text

from core.method.aggregate import aggregated
from core.method.document_text import document_from, toml_text
from core.method.errors import MethodError
from core.method.run import run
from core.method.settings import in_force
from core.method.tree import Branch, Tree
from core.robustness.choices import WeightNoise
from core.robustness.model import UncertaintyModel

TREE = Tree((Branch("top"), Branch("left", "top"), Branch("right", "top"), Branch("a", "left"), Branch("b", "left"),
             Branch("c", "right"), Branch("d", "right")))  # fmt: skip
PANEL = pl.DataFrame({"unit": ["u", "v"], "period": ["2020"] * 2, "a": [1.0, 1.0], "b": [None, 3.0], "c": [2.0, 2.0],
                      "d": [None, 4.0]})  # fmt: skip
DOCUMENT = method_text(
    "top; left top; right top; a left; b left; c right; d right",
    "aggregate arithmetic each={left={available=0.8}}",
)


def test_only_the_node_with_a_threshold_of_its_own_is_missing() -> None:
    """Half of what counts towards both is there; the other node keeps its score, and so does the top."""
    made = aggregated(PANEL, TREE, each={"left": {"available": 0.8}})
    assert made["left"].to_list() == [None, 2.0]
    assert made["right"].to_list() == [2.0, 3.0]
    assert made["top"].to_list() == [2.0, 2.5]


def test_a_node_can_be_freed_from_the_general_threshold() -> None:
    """0 asks for nothing."""
    made = aggregated(PANEL, TREE, available=0.8, each={"left": {"available": 0.0}})
    assert made["left"].to_list() == [1.0, 2.0]
    assert made["right"].to_list() == [None, 3.0]


def test_a_document_keeps_it_and_runs_under_noise_agree() -> None:
    """Through TOML and back; a run without noise has the scores of the method."""
    document = document_from(DOCUMENT)
    assert document_from(toml_text(document)).settings == document.settings
    assert document.settings[0]["each"] == {"left": {"available": 0.8}}
    scored = run(document, PANEL)
    assert scored.scores["left"].to_list() == [None, 2.0]
    model = UncertaintyModel(scored, "left", (WeightNoise(0.25, ("left",)),))
    assert model.nominal().tolist() == pytest.approx([float("nan"), 2.0], nan_ok=True)


def test_a_threshold_that_is_no_share_is_refused() -> None:
    """With the node's name."""
    with pytest.raises(MethodError, match=r"each\.left: available must be a share from 0 to 1"):
        in_force("aggregate", "arithmetic", {"each": {"left": {"available": 80}}})
