"""Headers that look like something else are the names of their columns."""

import polars as pl

from core.importing.layout import Layout
from core.importing.observations import observations
from core.importing.table import foreign_table


def test_a_header_that_begins_with_the_sign_of_a_constant_is_a_name() -> None:
    """Its cells count, not the rest of the header; without such a column the text is for every row."""
    frame = pl.DataFrame({"=region": ["north", "south"], "=gdp": ["1", "2"]})
    layout = Layout(("=gdp",), "indicator", (), (("unit", "=region"), ("period", "=2020")))
    found, _ = observations(foreign_table("odd.csv", frame), layout)
    assert found.select("unit", "indicator", "period", "value").rows() == [
        ("north", "=gdp", "2020", 1.0),
        ("south", "=gdp", "2020", 2.0),
    ]
