"""A draft takes each part of a figure by its rules: what is refused is noted, what is kept is one edit."""

import pytest

from core.figures.draft import Draft, Part
from core.workbook.entries import Indicator, Source, Unit
from core.workbook.figure import Figure
from core.workbook.figure_text import LONGEST_NOTE
from core.workbook.typed_edit import FigurePlace
from core.workbook.workbook import Workbook

NUMBER, GAP, NOWHERE = FigurePlace("a", "i", "2020"), FigurePlace("a", "i", "2021"), FigurePlace("a", "i", "2022")
YEARBOOK = Source("s", "Yearbook of Cities")
LONG = "n" * LONGEST_NOTE


@pytest.fixture
def draft() -> Draft:
    """A draft over a number and a gap."""
    figures = [Figure("a", "i", "2020", value=5.0), Figure("a", "i", "2021", status="O")]
    return Draft(Workbook.of(figures, [Unit("a", "A"), Indicator("i", "I"), YEARBOOK]))


@pytest.mark.parametrize(
    ("place", "part", "text", "kept"),
    [
        (NUMBER, "status", "E", "E"),
        (NUMBER, "status", " provisional", "P"),
        (GAP, "status", "M", "M"),
        (NUMBER, "note", "  why  ", "why"),
        pytest.param(NUMBER, "note", LONG, LONG, id="the longest note"),
        (NUMBER, "source", "s", "s"),
        (NUMBER, "source", "Yearbook of Cities", "s"),
        (NUMBER, "source", "", ""),
        (GAP, "source", "City, on the web", "city_on_the_web"),
    ],
)
def test_a_part_takes_what_goes_there(draft: Draft, place: FigurePlace, part: Part, text: str, kept: str) -> None:
    """The figure of the draft has it, and nothing is refused."""
    draft.write(place, part, text)
    figure = draft.present.figure((place.unit, place.indicator, place.period, place.vintage))
    assert figure is not None
    assert (getattr(figure, part), draft.refused) == (kept, [])
    assert draft.count == (getattr(figure, part) not in ("", "A"))


@pytest.mark.parametrize(
    ("place", "part", "text", "why"),
    [
        (NUMBER, "status", "M", "cannot stand with a number"),
        (NUMBER, "status", "?", "is not a status letter"),
        (GAP, "status", "A", "A missing value needs one of the letters"),
        pytest.param(NUMBER, "note", LONG + "n", f"longer than {LONGEST_NOTE}", id="a longer note"),
        (NOWHERE, "status", "E", "There is no figure here"),
        (NUMBER, "unit", "b", "cannot go here"),
    ],
)
def test_a_part_refuses_what_does_not(draft: Draft, place: FigurePlace, part: Part, text: str, why: str) -> None:
    """The sentence says why, with the row; nothing changes."""
    draft.write(place, part, text, 7)
    (refusal,) = draft.refused
    assert why in refusal.why
    assert (refusal.place, refusal.part, refusal.row) == (place, part, 7)
    assert (draft.count, draft.edit("nothing")) == (0, None)


def test_a_new_source_is_added_once(draft: Draft) -> None:
    """Its title stands under one code; one that the workbook knows is not added."""
    for place in (NUMBER, GAP):
        draft.write(place, "source", "City")
    draft.write(NUMBER, "source", "s")
    assert list(draft.sources.values()) == [Source("city", "City")]


def test_what_is_written_back_is_no_change(draft: Draft) -> None:
    """A number that is typed and typed back again leaves nothing to do."""
    draft.write(NUMBER, "value", "6")
    assert draft.count == 1
    draft.write(NUMBER, "value", "5")
    assert draft.edit("back") is None
