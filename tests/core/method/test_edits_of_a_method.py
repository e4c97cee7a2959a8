"""Every edit of a method as a whole and of its steps: what the method is after it, and what is refused."""

import pytest

from core.errors import BadEntry
from core.method.document import Document, document_of, load
from core.method.errors import MethodError
from core.method.method_edits import (
    copy_method,
    fresh,
    make_method,
    name_method,
    place_group,
    remove_method,
    set_coverage,
)
from core.method.step_edits import add_step, move_step, remove_step
from core.workbook.edit import CompositeEdit
from core.workbook.entries import Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

PLACED = (TreeNode("m", "top"), TreeNode("m", "a", "top"), TreeNode("m", "b", "top", 2.0))
STEPS = (Step("m", 1, "normalise", "min_max"), Step("m", 2, "aggregate", "arithmetic"))


@pytest.fixture
def workbook() -> Workbook:
    """Two units, three indicators, and an index of two of them."""
    figures = [Figure(unit, code, "2020", value=float(at)) for at, unit in enumerate("uv", 1) for code in "abc"]
    entries = [Unit("u", "U"), Unit("v", "V"), *(Indicator(code, code.upper()) for code in "abc")]
    book = Workbook.of(figures, entries)
    return load(Document(Method("m", "M"), PLACED, STEPS), book).apply(book)


def kinds(edit: CompositeEdit, workbook: Workbook, method: str = "m") -> list[tuple[int, str, str]]:
    """The steps of a method after an edit."""
    return [(step.number, step.kind, step.how) for step in document_of(edit.apply(workbook), method).steps]


def test_a_step_is_added_after_another_moved_and_removed(workbook: Workbook) -> None:
    """Before all at 0; the first choice of its kind unless one is named; steps are numbered anew."""
    first, last = workbook.steps("m")
    begins = add_step(workbook, "m", 0, "treat")
    assert kinds(begins, workbook)[0][:2] == (1, "treat")
    assert [kind for _, kind, _ in kinds(begins, workbook)] == ["treat", "normalise", "aggregate"]
    between = add_step(workbook, "m", 1, "weigh", "entropy")
    assert kinds(between, workbook) == [
        (1, "normalise", "min_max"),
        (2, "weigh", "entropy"),
        (3, "aggregate", "arithmetic"),
    ]
    assert between.title == "method m: weigh entropy added"
    longer = between.apply(workbook)
    second = longer.steps("m")[1]
    assert [how for *_, how in kinds(move_step(longer, second, -1), longer)] == ["entropy", "min_max", "arithmetic"]
    treated = begins.apply(workbook)
    assert [kind for _, kind, _ in kinds(move_step(treated, treated.steps("m")[0], 1), treated)] == [
        "normalise", "treat", "aggregate",
    ]  # fmt: skip
    for step, by in ((first, -1), (last, 1), (first, 2)):
        with pytest.raises(MethodError, match="no step beyond this one"):
            move_step(workbook, step, by)
    gone = remove_step(longer, second)
    assert (kinds(gone, longer), gone.title) == (kinds(between.inverse(), longer), "method m: weigh removed")
    with pytest.raises(MethodError, match="no kind of step “guess”: use one of denominate"):
        add_step(workbook, "m", 1, "guess")


def test_a_new_method_is_an_index_of_its_indicators(workbook: Workbook) -> None:
    """Min-max from 0 to 100, means; codes in use are not used again."""
    edit = make_method(workbook, " My Index ", ["a", "c"])
    after = edit.apply(workbook)
    made = document_of(after, "my_index")
    assert (made.method, edit.title) == (Method("my_index", "My Index"), "method my_index added")
    assert [(node.code, node.parent, node.name_en) for node in made.placed] == [
        ("index", "", "My Index"), ("a", "index", ""), ("c", "index", ""),
    ]  # fmt: skip
    assert [(step.number, step.kind, step.how) for step in made.steps] == [
        (1, "normalise", "min_max"), (2, "aggregate", "arithmetic"),
    ]  # fmt: skip
    assert (made.settings[0]["low"], made.settings[0]["high"]) == (0, 100)
    assert "m_2" in make_method(workbook, "M", ["a"]).apply(workbook).methods
    with pytest.raises(MethodError, match="needs an indicator"):
        make_method(workbook, "N", [])
    with pytest.raises(BadEntry, match="needs a name"):
        make_method(workbook, "  ", ["a"])


def test_a_method_is_copied_named_and_removed(workbook: Workbook) -> None:
    """The copy has tree and steps of its own; figures and indicators stay."""
    copied = copy_method(workbook, "m", "Other")
    after = copied.apply(workbook)
    assert copied.title == "method other copied from m"
    assert after.methods["other"] == Method("other", "Other")
    assert [(node.code, node.weight) for node in after.placed("other")] == [("top", 1), ("a", 1), ("b", 2)]
    assert kinds(copied, workbook, "other") == kinds(copied, workbook)
    named = name_method(workbook, "m", "指数", "zh")
    assert (named.apply(workbook).methods["m"], named.title) == (Method("m", "M", "指数"), "method m named 指数")
    assert name_method(workbook, "m", " New ", "en").apply(workbook).methods["m"].name_en == "New"
    gone = remove_method(workbook, "m")
    left = gone.apply(workbook)
    assert not left.methods
    assert not left.placed("m")
    assert not left.steps("m")
    assert gone.title == "method m removed"
    assert (left.figures, left.indicators) == (workbook.figures, workbook.indicators)


def test_a_method_covers_some_units_and_periods_or_all(workbook: Workbook) -> None:
    """All are stored as none, whatever their order."""
    some = set_coverage(workbook, "m", "units", ["v"], ["u", "v"])
    assert (some.apply(workbook).methods["m"].units, some.title) == ("v", "method m: 1 units")
    every = set_coverage(some.apply(workbook), "m", "units", ["v", "u"], ["u", "v"])
    assert (every.apply(workbook).methods["m"].units, every.title) == ("", "method m: all units")
    years = set_coverage(workbook, "m", "periods", ["2020"], ["2020", "2021"]).apply(workbook).methods["m"]
    assert (years.periods, years.units) == ("2020", "")
    with pytest.raises(MethodError, match="A method needs units"):
        set_coverage(workbook, "m", "units", [], ["u"])


def test_a_new_group_has_a_first_member(workbook: Workbook) -> None:
    """One that is placed moves there, another is added below it; its code is in use nowhere."""
    moved = place_group(workbook, "m", "top", " A ", "b")
    nodes = {node.code: node for node in document_of(moved.apply(workbook), "m").placed}
    assert (nodes["a_2"].parent, nodes["a_2"].name_en, nodes["b"].parent, nodes["b"].weight) == ("top", "A", "a_2", 2)
    assert moved.title == "method m: b under the new group A"
    added = place_group(workbook, "m", "top", "组", "c", "zh")
    nodes = {node.code: node for node in document_of(added.apply(workbook), "m").placed}
    assert (nodes["组"].name_zh, nodes["c"].parent, list(nodes)[-1]) == ("组", "组", "c")
    with pytest.raises(BadEntry, match="A group needs a name"):
        place_group(workbook, "m", "top", " ", "c")


@pytest.mark.parametrize(
    ("name", "known", "code"),
    [
        ("My Index!", (), "my_index"), ("My", ("my",), "my_2"), ("My", ("my", "my_2"), "my_3"), ("!!", (), "method"),
        ("x" * 50, (), "x" * 40), ("a-b c", (), "a_b_c"),
    ],
)  # fmt: skip
def test_a_code_is_made_of_a_name(name: str, known: tuple[str, ...], code: str) -> None:
    """Of letters and digits in small letters, at most 40, and a number where it is in use."""
    assert fresh(name, known) == code
