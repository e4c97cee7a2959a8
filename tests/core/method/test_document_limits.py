"""A document of a method that is larger or deeper than any method is refused in one short sentence."""

import pytest

from core.errors import JingdexError
from core.method.document_text import document_from
from core.method.errors import MethodError

HEAD = '[method]\ncode = "m"\n'
TREE = '[[tree]]\ncode = "top"\n[[tree]]\ncode = "a"\nparent = "top"\n'
STEP = '[[steps]]\nkind = "weight"\nhow = "given"\n'
CHAIN = '[[tree]]\ncode = "c0"\n' + "".join(f'[[tree]]\ncode = "c{n}"\nparent = "c{n - 1}"\n' for n in range(1, 3_000))
TOO_MUCH = {
    "deep lists": (HEAD + TREE + STEP + f"by = {'[' * 300}{']' * 300}\n", "nested more than 20 deep"),
    "lists without end": (f"a = {'[' * 100_000}", "is nested more than 20 deep"),
    "deep tables": (HEAD + TREE + STEP + f"{'.'.join('a' * 500)} = 1\n", "nested more than 20 deep"),
    "a huge number": (HEAD + TREE + STEP + f"power = {'9' * 4_000}\n", "a whole number of more than 15 digits"),
    "a larger number": (HEAD + TREE + STEP + f"power = {'9' * 40_000}\n", "is not TOML"),
    "3,000 levels": (HEAD + CHAIN + STEP, "a tree of more than 50 levels"),
    "10,000 steps": (HEAD + TREE + STEP * 10_000, "has 10,000 [[steps]], the limit is 1,000"),
    "a long weight": (HEAD + f'[[tree]]\ncode = "a"\nweight = "{"x" * 26_000}"\n' + STEP, "”: write a number."),
    "a long document": (HEAD + f"# {'x' * 2_000_000}\n", "characters, the limit is 2,000,000"),
}


@pytest.mark.parametrize("case", TOO_MUCH)
def test_a_document_that_is_too_much_is_one_short_sentence(case: str) -> None:
    """It names the document, says what is too much, and quotes at most 80 characters of it."""
    text, words = TOO_MUCH[case]
    with pytest.raises(MethodError) as refused:
        document_from(text, "m.toml")
    assert str(refused.value).startswith("m.toml")
    assert words in str(refused.value)
    assert len(str(refused.value)) < 250


def test_fifty_levels_are_a_tree() -> None:
    """The limit itself is allowed, and a circle is left to the tree's own check."""
    chain = '[[tree]]\ncode = "c0"\n' + "".join(f'[[tree]]\ncode = "c{n}"\nparent = "c{n - 1}"\n' for n in range(1, 50))
    assert len(document_from(HEAD + chain + STEP).placed) == 50
    circle = '[[tree]]\ncode = "a"\nparent = "b"\n[[tree]]\ncode = "b"\nparent = "a"\n'
    assert len(document_from(HEAD + circle + STEP).placed) == 2


def test_a_quoted_value_is_cut_at_80_characters() -> None:
    """Every other word of the sentence stays."""
    sentence = str(JingdexError(f"“{'x' * 26_000}” is not a number: write one, not “{'y' * 80}”."))
    assert sentence == f"“{'x' * 80}…” is not a number: write one, not “{'y' * 80}”."


def test_a_list_of_what_there_is_is_cut_at_1000_characters() -> None:
    """However many names there are, it can be read."""
    assert len(str(JingdexError(", ".join(f"name {n}" for n in range(20_000))))) == 1_001
