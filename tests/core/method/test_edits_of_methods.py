"""Each edit of a method leaves the document that its name says, and nothing else is changed."""

from collections.abc import Callable

import pytest

from core.errors import BadEntry
from core.method import edits, method_edits, step_edits
from core.method.document import Document, document_of, load
from core.method.errors import MethodError
from core.workbook.edit import CompositeEdit
from core.workbook.entries import Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

PLACES = (
    TreeNode("m", "top", name_en="Top"),
    TreeNode("m", "p", "top", 2.0),
    TreeNode("m", "a", "p", 3.0),
    TreeNode("m", "b", "p", direction=-1),
    TreeNode("m", "c", "top"),
)
STEPS = (
    Step("m", 1, "impute", "mean", '{"codes": ["a", "c"]}'),
    Step("m", 2, "normalise", "min_max", '{"each": {"a": {"how": "goalposts", "high": 20.0}, "b": {"high": 7.0}}}'),
    Step("m", 3, "weigh", "equal", '{"nodes": ["p", "top"]}'),
    Step("m", 4, "aggregate", "arithmetic", '{"each": {"p": {"how": "geometric"}}}'),
)


@pytest.fixture(scope="module")
def workbook() -> Workbook:
    """A method of three indicators, of which the workbook has two more."""
    codes = {"a": 1, "b": -1, "c": 1, "d": -1, "e": 0}
    figures = [Figure("u", code, "2020", value=3.0) for code in codes]
    entries = [Unit("u", "U"), *(Indicator(code, code, direction=direction) for code, direction in codes.items())]
    method = Document(Method("m", "M", name_zh="法", units="u"), PLACES, STEPS)
    plain = Workbook.of(figures, entries)
    return load(method, plain).apply(plain)


def after(workbook: Workbook, edit: CompositeEdit, method: str = "m") -> Document:
    """The method after an edit."""
    return document_of(edit.apply(workbook), method)


def place(workbook: Workbook, code: str) -> TreeNode:
    """A code in the tree."""
    return document_of(workbook, "m").by_code[code]


def test_codes_are_placed_with_the_direction_of_their_indicators(workbook: Workbook) -> None:
    """Weight 1; an indicator without a direction, and a code that is not an indicator, count as more is better."""
    placed = after(workbook, edits.place_all_under(workbook, "m", "p", ["d", "e"]))
    assert placed.placed[5:] == (TreeNode("m", "d", "p", 1.0, -1), TreeNode("m", "e", "p", 1.0, 1))
    assert placed.placed[:5] == document_of(workbook, "m").placed
    assert edits.new_place(workbook, "m", "p", "new") == TreeNode("m", "new", "p", 1.0, 1)
    assert after(workbook, edits.place_under(workbook, "m", "top", " d ")).by_code["d"].parent == "top"
    with pytest.raises(MethodError, match="a is in the tree already"):
        edits.place_all_under(workbook, "m", "p", ["d", "a"])
    for text in (" ", "d e"):
        with pytest.raises(BadEntry, match="A code is one word"):
            edits.place_under(workbook, "m", "p", text)


def test_a_code_moves_with_all_below_it_and_goes_with_all_below_it(workbook: Workbook) -> None:
    """The steps lose the settings of codes that go; the last code stays."""
    assert after(workbook, edits.move_under(workbook, place(workbook, "b"), " top ")).by_code["b"].parent == "top"
    assert after(workbook, edits.move_under(workbook, place(workbook, "p"), "")).tree.roots == ("top", "p")
    left = after(workbook, edits.remove_node(workbook, place(workbook, "p")))
    assert [node.code for node in left.placed] == ["top", "c"]
    assert [left.settings[0]["codes"], left.settings[1]["each"], left.settings[2]["nodes"]] == [["c"], {}, ["top"]]
    assert (left.settings[3]["each"], left.steps[0].how) == ({}, "mean")
    without_a = after(workbook, edits.remove_node(workbook, place(workbook, "a")))
    assert without_a.settings[1]["each"] == {"b": {"high": 7.0}}
    assert without_a.settings[3]["each"] == {"p": {"how": "geometric"}}
    with pytest.raises(MethodError, match="all of the tree"):
        edits.remove_node(workbook, place(workbook, "top"))


def test_names_are_those_of_one_language(workbook: Workbook) -> None:
    """Of a code, of a method, and of a group that is new."""
    top = place(workbook, "top")
    assert after(workbook, edits.rename_node(workbook, top, " Index ", "en")).by_code["top"].name_en == "Index"
    chinese = after(workbook, edits.rename_node(workbook, top, "指数", "zh")).by_code["top"]
    assert (chinese.name_en, chinese.name_zh) == ("Top", "指数")
    named = after(workbook, method_edits.name_method(workbook, "m", " N ", "en")).method
    assert (named.name_en, named.name_zh) == ("N", "法")
    named = after(workbook, method_edits.name_method(workbook, "m", "名", "zh")).method
    assert (named.name_en, named.name_zh) == ("M", "名")
    groups = [method_edits.place_group(workbook, "m", "p", " The Air ", "b", language) for language in ("en", "zh")]
    english, chinese = (after(workbook, edit).by_code["the_air"] for edit in groups)
    assert english == TreeNode("m", "the_air", "p", name_en="The Air")
    assert chinese == TreeNode("m", "the_air", "p", name_zh="The Air")


def test_a_group_takes_its_first_member_from_where_it_stands(workbook: Workbook) -> None:
    """A member that is not placed yet comes with its direction; the code of the group is not in use."""
    grouped = after(workbook, method_edits.place_group(workbook, "m", "top", "P", "b"))
    assert grouped.by_code["b"] == TreeNode("m", "b", "p_2", 1.0, -1)
    assert [node.code for node in grouped.placed] == ["top", "p", "a", "b", "c", "p_2"]
    grouped = after(workbook, method_edits.place_group(workbook, "m", "", "E", "d"))
    assert (grouped.by_code["d"], grouped.tree.roots) == (TreeNode("m", "d", "e_2", 1.0, -1), ("top", "e_2"))


def test_a_direction_is_turned_and_one_of_a_node_set_right(workbook: Workbook) -> None:
    """A group has none, unless a file gave it -1."""
    assert after(workbook, edits.turn_direction(workbook, place(workbook, "a"))).directions["a"] == -1
    assert after(workbook, edits.turn_direction(workbook, place(workbook, "b"))).directions["b"] == 1
    titles = [str(edits.turn_direction(workbook, place(workbook, code))) for code in "ab"]
    assert titles == ["method m: a: less is better", "method m: b: more is better"]
    with pytest.raises(MethodError, match="p is a group"):
        edits.turn_direction(workbook, place(workbook, "p"))


@pytest.mark.parametrize(
    ("text", "own", "shown"),
    [
        ("0 100", {"how": "goalposts", "low": 0.0, "high": 100.0}, "0 100"),
        ("20, 7", {"how": "goalposts", "low": 7.0, "high": 20.0}, "7 20"),
        ("4.1", {"how": "distance_to_target", "target": 4.1}, "4.1"),
        (" ", None, ""),
    ],
)
def test_goalposts_and_targets_are_those_of_the_last_normalisation(
    workbook: Workbook, text: str, own: dict[str, object] | None, shown: str
) -> None:
    """What an indicator had goes, what others have stays."""
    document = after(workbook, edits.set_goalposts(workbook, place(workbook, "a"), text))
    each = document.settings[1]["each"]
    assert {name: each["a"][name] for name in own} == own if own else "a" not in each
    assert each["b"] == {"high": 7.0}
    assert edits.posts_text(document, "a") == shown
    assert edits.posts_text(document, "c") == ""


@pytest.mark.parametrize("text", ["1 2 3", "x", "1 y"])
def test_goalposts_that_are_not_one_or_two_numbers_are_refused(workbook: Workbook, text: str) -> None:
    """Also those of a node, and those in a method that normalises nothing."""
    with pytest.raises(MethodError, match=f"“{text}” "):
        edits.set_goalposts(workbook, place(workbook, "a"), text)
    with pytest.raises(MethodError, match="p is not an indicator"):
        edits.set_goalposts(workbook, place(workbook, "p"), "1")
    less = step_edits.remove_step(workbook, document_of(workbook, "m").steps[1]).apply(workbook)
    with pytest.raises(MethodError, match="normalises nothing"):
        edits.set_goalposts(less, place(less, "a"), "1")
    assert edits.posts_text(document_of(less, "m"), "a") == ""


def test_steps_are_added_moved_removed_and_numbered_anew(workbook: Workbook) -> None:
    """A new one has the first choice of its kind; one at an end does not move beyond it."""
    steps = document_of(workbook, "m").steps
    hows_before = ["mean", "min_max", "equal", "arithmetic"]
    kinds: list[tuple[CompositeEdit, list[str]]] = [
        (step_edits.add_step(workbook, "m", 0, "screen"), ["missing", *hows_before]),
        (
            step_edits.add_step(workbook, "m", 4, "treat", "logit"),
            ["mean", "min_max", "equal", "arithmetic", "logit"],
        ),
        (step_edits.remove_step(workbook, steps[2]), ["mean", "min_max", "arithmetic"]),
        (step_edits.move_step(workbook, steps[1], 1), ["mean", "equal", "min_max", "arithmetic"]),
        (step_edits.move_step(workbook, steps[3], -3), ["arithmetic", "mean", "min_max", "equal"]),
        (step_edits.swap_choice(workbook, steps[1], "rank"), ["mean", "rank", "equal", "arithmetic"]),
    ]
    for edit, hows in kinds:
        made = after(workbook, edit).steps
        assert [step.how for step in made] == hows
        assert [step.number for step in made] == list(range(1, len(hows) + 1))
    for step, by in ((steps[0], -1), (steps[3], 1)):
        with pytest.raises(MethodError, match="no step beyond"):
            step_edits.move_step(workbook, step, by)
    with pytest.raises(MethodError, match="no kind of step “air”: use one of denominate, screen"):
        step_edits.add_step(workbook, "m", 0, "air")


def test_another_choice_keeps_the_settings_that_all_choices_have(workbook: Workbook) -> None:
    """But not those of single codes."""
    steps = document_of(workbook, "m").steps
    swapped = after(workbook, step_edits.swap_choice(workbook, steps[0], "median"))
    assert swapped.settings[0]["codes"] == ["a", "c"]
    swapped = after(workbook, step_edits.swap_choice(workbook, steps[1], "z_score"))
    assert (swapped.settings[1]["each"], swapped.settings[1]["sd"]) == ({}, 1)


def test_one_setting_or_one_part_of_it_is_changed(workbook: Workbook) -> None:
    """As it is typed; an empty text removes the part."""
    steps = document_of(workbook, "m").steps
    assert after(workbook, step_edits.adjust_setting(workbook, steps[1], "high", "2/3")).settings[1]["high"] == 2 / 3
    part = after(workbook, step_edits.adjust_part(workbook, steps[1], "each", "c", "low=0 high=5")).settings[1]["each"]
    assert (part["c"], len(part)) == ({"low": 0, "high": 5}, 3)
    document = after(workbook, step_edits.adjust_part(workbook, steps[1], "each", "a", " "))
    assert document.settings[1]["each"] == {"b": {"high": 7.0}}


def test_a_new_method_scales_to_100_and_takes_weighted_means(workbook: Workbook) -> None:
    """One index over its indicators, each with its direction; the code is made of the name."""
    made = after(workbook, method_edits.make_method(workbook, " Air & Sea ", ["b", "e"]), "air_sea")
    assert (made.method, [(step.kind, step.how) for step in made.steps]) == (
        Method("air_sea", "Air & Sea"), [("normalise", "min_max"), ("aggregate", "arithmetic")]
    )  # fmt: skip
    assert made.placed == (
        TreeNode("air_sea", "index", name_en="Air & Sea"),
        TreeNode("air_sea", "b", "index", 1.0, -1),
        TreeNode("air_sea", "e", "index", 1.0, 1),
    )
    assert (made.settings[0]["low"], made.settings[0]["high"]) == (0, 100)
    with pytest.raises(MethodError, match="needs an indicator"):
        method_edits.make_method(workbook, "N", [])


def test_a_copy_has_the_same_tree_and_steps_under_another_code(workbook: Workbook) -> None:
    """Its Chinese name goes, as it would be that of the first; the first stays."""
    edit = method_edits.copy_method(workbook, "m", " M ")
    copy = after(workbook, edit, "m_2")
    own = document_of(workbook, "m")
    assert (copy.method.name_en, copy.method.name_zh, copy.method.units) == ("M", "", "u")
    assert (copy.tree, [step.settings for step in copy.steps]) == (own.tree, [step.settings for step in own.steps])
    assert after(workbook, edit) == own
    removed = method_edits.remove_method(workbook, "m").apply(workbook)
    assert (list(removed.methods), removed.placed("m"), removed.steps("m")) == ([], [], [])
    assert len(removed.indicators) == 5


@pytest.mark.parametrize(
    ("part", "codes", "everything", "text"),
    [
        ("units", ["u"], ["v", "u"], "u"),
        ("units", ["u"], ["u"], ""),
        ("periods", ["2021", "2020"], ["2020"], "2021 2020"),
    ],
)
def test_a_full_list_of_what_a_method_covers_is_stored_as_an_empty_one(
    workbook: Workbook, part: str, codes: list[str], everything: list[str], text: str
) -> None:
    """The other list stays."""
    method = after(workbook, method_edits.set_coverage(workbook, "m", part, codes, everything)).method
    assert getattr(method, part) == text
    assert (method.units if part == "periods" else method.periods) == ("u" if part == "periods" else "")
    with pytest.raises(MethodError, match=f"needs {part}: mark one"):
        method_edits.set_coverage(workbook, "m", part, [], everything)


@pytest.mark.parametrize(
    "make",
    [
        lambda workbook: method_edits.make_method(workbook, " ", ["a"]),
        lambda workbook: method_edits.copy_method(workbook, "m", " "),
        lambda workbook: method_edits.name_method(workbook, "m", " ", "en"),
        lambda workbook: method_edits.place_group(workbook, "m", "p", " ", "b"),
    ],
)
def test_a_method_and_a_group_need_a_name(workbook: Workbook, make: Callable[[Workbook], CompositeEdit]) -> None:
    """Blanks are not one."""
    with pytest.raises(BadEntry, match="needs a name"):
        make(workbook)


@pytest.mark.parametrize(
    ("name", "known", "code"),
    [
        ("Air & Sea", [], "air_sea"), ("m", ["m"], "m_2"), ("M!", ["m", "m_2"], "m_3"), ("…", [], "method"),
        ("x" * 50, [], "x" * 40), ("北京 2020", [], "北京_2020"),
    ],
)  # fmt: skip
def test_a_code_is_made_of_a_name(name: str, known: list[str], code: str) -> None:
    """Its letters and digits, 40 at most; a number where it is in use."""
    assert method_edits.fresh(name, known) == code
