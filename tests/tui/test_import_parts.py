"""The parts of an import that are changed on the screen."""

import pytest

from tui.imports.options import ImportOptions
from tui.imports.parts import BadPart, changed


def test_a_column_whose_header_begins_like_a_constant_can_be_one_of_figures() -> None:
    """On the screen as in a file; where there is no such column it is refused."""
    assert changed(ImportOptions(), "part", "values", "=gdp", ["=gdp"]).values == ("=gdp",)
    with pytest.raises(BadPart, match="is not a column of figures"):
        changed(ImportOptions(), "part", "values", "=gdp", ["gdp"])
