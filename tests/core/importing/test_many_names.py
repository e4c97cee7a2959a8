"""Names of a file are compared with those alone that they may be a slip of."""

from itertools import product
from random import Random

import pytest

from core.importing import names
from core.importing.names import matched
from core.workbook.entries import Unit


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


def test_the_nearest_is_found_as_by_comparing_all() -> None:
    """Among letters of one alphabet, wide letters and both mixed: the same as where each is compared with each."""
    random = Random(3)  # noqa: S311 - the same names each time
    letters = ("abcde", "京津沪渝", "ab京津")
    texts = ["".join(random.choices(letters[n % 3], k=random.randint(2, 9))) for n in range(240)]
    counts = {text: 1 if n % 2 else 1000 for n, text in enumerate(texts)}
    weight = {text: counts[text] for text in counts if text.isalpha()}

    found = {one.text: one.nearest for one in matched(counts, [], {})}

    for key, rows in weight.items():
        near = [other for other in weight if weight[other] > 5 * rows and names._is_near(key, other)]
        if near:
            assert names._shared(key, found[key]) == max(names._shared(key, other) for other in near)
        else:
            assert found[key] == ""
    assert sum(map(bool, found.values())) > 20


def test_few_of_many_pairs_are_compared_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """1,000 new names beside 1,000 known ones of the same length: only those that are alike are looked at closely."""
    random = Random(4)  # noqa: S311 - as above
    made = sorted({"".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=12)) for _ in range(2_000)})
    known, fresh = made[::2], [*made[1::2], made[0][:5] + made[0][6:]]
    pairs = []
    near = names._is_near
    monkeypatch.setattr(names, "_is_near", lambda *pair: pairs.append(pair) or near(*pair))
    found = matched(dict.fromkeys(fresh, 1), [Unit(name, name) for name in known], {})
    assert found[-1].nearest == made[0]
    assert len(pairs) < 10
