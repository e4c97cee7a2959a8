"""A claim or a list with a field that cannot be understood crashes nothing."""

import pytest

from core.derive.derive import derive
from core.workbook.entries import Claim, ClusterList, Member
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

FIGURE = Figure("u", "i", "2023", value=1.0)


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (Claim("c", "C", expression="value(u.i, 2023)", relation="==", expected=1.0), "“==” is no relation"),
        (Claim("c", "C", expression="value(u.i, 2023)", expected=1.0, decimals=-400), "decimals and mult"),
        (Claim("c", "C", expression="value(u.i, 2023)", expected=1.0, mult=400), "decimals and mult"),
    ],
)
def test_a_broken_claim_cannot_be_told(claim: Claim, why: str) -> None:
    """The sentence names the field; the same claim with it mended holds."""
    (row,) = derive(Workbook.of([FIGURE], [claim])).claims
    assert row.verdict == "cannot be told"
    assert row.why.startswith(why)
    mended = Claim("c", "C", expression=claim.expression, expected=1.0)
    assert derive(Workbook.of([FIGURE], [mended])).claims[0].verdict == "holds"


@pytest.mark.parametrize(("until", "value"), [("2023年底", None), ("2023", 1.0), ("", 1.0)])
def test_a_list_up_to_what_is_no_period_has_no_sizes(until: str, value: float | None) -> None:
    """It is unknown which sizes belong to it."""
    workbook = Workbook.of([FIGURE], [ClusterList("l", "L", until=until), Member("l", "u", "i")])
    (row,) = derive(workbook).clusters["l"].rows
    assert (row.size.value if row.size else None) == value
