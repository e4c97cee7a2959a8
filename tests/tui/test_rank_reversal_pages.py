"""Rank reversal on the command line and on the screen: the same tables."""

import csv
import io
from itertools import combinations
from pathlib import Path

import pytest
from looking import rested, screen_text

from tui.app import Jingdex
from tui.command_line import main
from tui.grid.wording import Wording
from tui.tables.rank_reversal import pairs_in_words


def rows(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict[str, str]]:
    """What `show` prints as CSV."""
    assert main(["show", *map(str, arguments), "--format", "csv"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_combinations_of_given_choices_are_one_table(provinces: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two steps with one other choice each make four rows, the method as it is among them."""
    chosen = ["--alternative", "2:none", "--alternative", "5:geometric", "--method", "st_index", "--period", "2019"]
    table = rows(capsys, provinces, "rank-combinations", *chosen)
    assert {row["combination"] for row in table} == {"as it is", "2:none", "5:geometric", "2:none, 5:geometric"}
    assert {(row["node"], row["period"], row["units"]) for row in table} == {("st_index", "2019", "31")}
    assert all(float(row["moved_5"]) >= float(row["moved_10"]) >= float(row["moved_20"]) for row in table)


def test_every_unit_leaves_and_is_doubled_and_four_enter(provinces: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """31 provinces make 66 rows, those with the most pairs that are reversed first."""
    table = rows(capsys, provinces, "rank-reversal", "--method", "entropy_topsis")
    changes = [row["change"] for row in table]
    assert {one: changes.count(one) for one in changes} == {"leaves": 31, "is doubled": 31, "enters": 4}
    reversed_pairs = [int(row["reversed"]) for row in table]
    assert reversed_pairs == sorted(reversed_pairs, reverse=True)


def test_an_alternative_that_is_none_is_refused_in_one_sentence(
    provinces: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A choice without a step, a range, and another table are refused."""
    for subject, text, told in (
        ("rank-combinations", "geometric", "is not an alternative"),
        ("rank-combinations", "3:limit=1..4", "any value in a range"),
        ("scores", "3:none", "it is for rank-combinations"),
    ):
        assert main(["show", str(provinces), subject, "--alternative", text]) == 2
        assert told in capsys.readouterr().err


def test_pairs_are_printed_with_how_many_agree_and_how_many_circles_they_make(
    provinces: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six units have 15 pairs and 20 triples."""
    monkeypatch.setattr("core.rank_reversal.pairs.MOST_PAIRED", 6)
    table = rows(capsys, provinces, "rank-pairs", "--method", "st_index")
    agree = sum(row["agrees"] == "true" for row in table)
    circles = sum(int(row["circles"]) for row in table) // 3
    assert main(["show", str(provinces), "rank-pairs", "--method", "st_index"]) == 0
    told = f"{agree} of {len(table)} pairs agree with the whole ranking; {circles} of 20 triples go in a circle"
    assert told in capsys.readouterr().out


def test_large_counts_of_triples_have_signs_for_thousands() -> None:
    """Of 31 units there are 4,495."""
    pairs = [{"unit": a, "other": b, "agrees": True, "circles": 0} for a, b in combinations(map(str, range(31)), 2)]
    assert pairs_in_words(pairs, Wording()).endswith("ranking; 0 of 4,495 triples go in a circle")


async def test_the_page_of_combinations_shows_the_table(ranked: Jingdex) -> None:
    """From the menu of the analysis Enter leads to the page, which is drawn when the runs have come."""
    async with ranked.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+4", "A")
        row = next(
            key
            for key, one in ranked.live.body.page.sheet.by_key.items()
            if one.cells[0].text == "Combinations of steps"
        )
        ranked.live.body.page.go_to(row)
        await pilot.press("enter")
        await rested(pilot)
        assert ranked.live.body.page.sheet.columns[0].title == "combination"
        assert "as it is" in screen_text(ranked)
