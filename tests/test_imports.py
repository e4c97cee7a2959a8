"""No module imports another that leads back to it, imports of types and deferred ones counted, or loads too much."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

import grimp


def test_no_circle_of_imports() -> None:
    """Modules of core, data and tui stand in an order in which each imports only those before it."""
    graph = grimp.build_graph("core", "data", "tui", cache_dir=None)
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    assert len(imports) > 700
    assert len(list(TopologicalSorter(imports).static_order())) == len(imports)


def test_parts_of_scipy_are_loaded_when_they_are_used() -> None:
    """`import scipy` costs 3 ms; a part of it, which `scipy.stats` loads when it is read, up to 400."""
    texts = {path: path.read_text(encoding="utf-8") for path in (Path(__file__).parent.parent / "core").rglob("*.py")}
    assert sum("\nimport scipy\n" in text for text in texts.values()) > 5
    assert not [path for path, text in texts.items() if re.search(r"^(from scipy|import scipy\.)", text, re.MULTILINE)]
