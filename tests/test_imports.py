"""No module imports another that leads back to it, imports of types and deferred ones counted."""

from graphlib import TopologicalSorter

import grimp


def test_no_circle_of_imports() -> None:
    """Modules of core, data and tui stand in an order in which each imports only those before it."""
    graph = grimp.build_graph("core", "data", "tui", cache_dir=None)
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    assert len(imports) > 700
    assert len(list(TopologicalSorter(imports).static_order())) == len(imports)
