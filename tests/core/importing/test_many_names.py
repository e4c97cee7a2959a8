"""Names of a file are compared with those alone that they may be a slip of."""

from itertools import product

import pytest

from core.importing import names
from core.importing.names import matched


def test_of_many_names_as_rare_none_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """20,000 nearly equal names, each in one row, are all new; not a pair of them is looked at."""
    alphabet = "abcdefghijklmnopqrstuvwxyzéè"
    texts = ["nearly the same name " + "".join(three) for three in product(alphabet, repeat=3)][:20_000]
    monkeypatch.setattr(names, "_is_near", lambda *_: pytest.fail("a pair was compared"))
    found = matched(dict.fromkeys(texts, 1), [], {})
    assert len(found) == 20_000
    assert all(one.is_new for one in found)


def test_a_slip_of_a_frequent_name_is_offered_that_name() -> None:
    """Longer and shorter by two letters at most; of two the more alike."""
    counts = {"Guangdong": 100, "Guangdng": 1, "Guangxi": 100, "Guangdonggg": 1, "Shandong": 3}
    found = {one.text: (one.code, one.nearest) for one in matched(counts, [], {})}
    assert found["Guangdng"] == (None, "Guangdong")
    assert found["Guangdonggg"] == (None, "Guangdong")
    assert found["Shandong"] == ("Shandong", "")
