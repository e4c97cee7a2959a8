"""What the tests of the numbers read: worked examples of the repo, and the reference folder beside it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from asem_reference import Asem

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of reference data; tests that need it skip where it is absent."""
    if not REFERENCE.is_dir():
        pytest.skip(f"the reference data of {REFERENCE} are not here")
    return REFERENCE


@pytest.fixture(scope="session")
def asem(reference: Path) -> Asem:
    """The ASEM panel and its steps."""
    return Asem(reference / "asem")


@pytest.fixture(scope="session")
def examples() -> dict[str, dict[str, Any]]:
    """The worked examples by name."""
    listed = json.loads((Path(__file__).parent / "worked_examples.json").read_text(encoding="utf-8"))["examples"]
    return {example["name"]: example for example in listed}


@pytest.fixture(scope="session")
def agrees_with() -> Callable[[dict[str, Any], dict[str, Any]], None]:
    """An assertion that every part of an example's answer is ours, within the tolerance it states."""

    def agree(made: dict[str, Any], example: dict[str, Any]) -> None:
        for part, expected in example["expected"].items():
            assert flat(made[part]) == approx(flat(expected), example["tolerance"]), part

    return agree


def flat(value: Any) -> list[Any]:  # noqa: ANN401 an example holds anything
    """Numbers, texts and nulls in one list, whatever they were nested in."""
    if isinstance(value, dict):
        return [key_and_part for key, part in value.items() for key_and_part in (key, *flat(part))]
    return [inner for part in value for inner in flat(part)] if isinstance(value, list) else [value]


def approx(expected: list[Any], tolerance: float) -> list[Any]:
    """The same list with room about its numbers."""
    return [pytest.approx(part, abs=tolerance) if isinstance(part, float) else part for part in expected]
