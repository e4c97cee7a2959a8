"""What the tests of the numbers read: worked examples of the repo, and the reference folder beside it."""

import json
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
