"""A failed entry is corrected field by field, and what refers to its code follows."""

from dataclasses import replace

import pytest

from core.errors import BadEntry
from core.workbook.entries import Group, Indicator, Member, Tier, Unit
from core.workbook.entry import FailedEntry
from core.workbook.mending import failed_sentence, mended
from core.workbook.read_entry import entry_from
from core.workbook.workbook import Workbook


def workbook() -> tuple[Workbook, FailedEntry]:
    """A tier that cannot be understood, which a member names, beside a unit and a group of the same code."""
    failed = entry_from("tiers", {"code": "big", "name_en": "Big", "threshold": "much"})
    assert isinstance(failed, FailedEntry)
    entries = [Unit("big", "Big"), Unit("u", "U"), Indicator("i", "I"), Group("big", "size", "large")]
    entries += [Tier("small", "Small"), Member("l", "u", "i", "big"), failed]
    return Workbook.of([], entries), failed


def test_what_names_the_code_of_a_mended_entry_follows_it_and_nothing_else() -> None:
    """A unit of the same code keeps it; undone, all is as it was."""
    before, failed = workbook()
    edit = mended(before, failed, {"code": "large", "threshold": 5.0})
    after = edit.apply(before)
    assert after.entries("tiers")["large"] == Tier("large", "Big", threshold=5.0)
    assert [member.tier for member in after.entries("members").values()] == ["large"]
    assert (list(after.entries("units")), [group.unit for group in after.entries("groups").values()]) == (
        ["big", "u"],
        ["big"],
    )
    assert edit.inverse().apply(after).tables == before.tables


def test_an_entry_is_mended_in_its_place_in_part_or_refused() -> None:
    """A code of another entry is refused; what fails still keeps what was typed."""
    before, failed = workbook()
    assert failed_sentence(before).startswith("tiers big cannot be understood: ")
    assert failed_sentence(mended(before, failed, {"threshold": 5.0}).apply(before)) == ""
    part = mended(before, failed, {"name_en": "Large"}).apply(before)
    assert [(entry.key, entry.values["name_en"]) for entry in part.failed()] == [("big", "Large")]
    with pytest.raises(BadEntry, match="There is another “small” among the tiers"):
        mended(before, failed, {"code": "small", "threshold": 5.0})


def test_of_several_failed_entries_the_first_is_named_with_the_number_of_the_others() -> None:
    """“And 1 more of this kind”."""
    before, failed = workbook()
    other = entry_from("tiers", {"code": "other", "name_en": "Other", "threshold": "more"})
    assert isinstance(other, FailedEntry)
    both = Workbook.of([], [failed, replace(other)])
    assert ", and 1 more of this kind: " in failed_sentence(both)
    assert "more of this kind" not in failed_sentence(before)
