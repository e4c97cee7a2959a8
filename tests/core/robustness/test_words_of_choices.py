"""The choices of a study in words: of a step by its number and kind, without a code, by a set of weights."""

import pytest

from core.robustness.choice_text import choice_text
from core.workbook.entries import Step

STEPS = [Step("m", 2, "normalise", "min_max")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2:z_score", "2 normalise → z-scores"), ("3:z_score", "step 3 → z-scores"), ("step 2 low", "2 normalise low"),
        ("step 12", "step 12"), ("2:rank, step 3", "2 normalise → ranks, step 3"), ("without a", "without A"),
        ("2:rank k=5", "2 normalise → ranks k=5"), ("weights: equal", "weights: equal weights"),
        ("figures", "figures"), ("weights: n", "weights: n"),
    ],
)  # fmt: skip
def test_a_choice_in_words(text: str, words: str) -> None:
    """A step that the method lacks has its number alone; a code has its name."""
    assert choice_text(text, STEPS, str.upper) == words
