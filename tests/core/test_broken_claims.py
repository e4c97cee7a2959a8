"""A claim with a field that cannot be understood is a row that says so, and nothing crashes."""

import pytest

from core.derive.derive import derive
from core.workbook.entries import Claim
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
