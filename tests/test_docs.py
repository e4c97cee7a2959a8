"""The documents say what is so: their keys, links and examples are checked."""

import doctest
import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def test_the_readme_has_the_keys_of_the_table_of_commands() -> None:
    """The README's table is the one that `python docs/keys.py` would write."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert runpy.run_path(str(ROOT / "docs" / "keys.py"))["renewed"](text) == text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    """A relative link of a document names a file that is there."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_examples_of_the_methods_give_what_they_say() -> None:
    """Each example on the page of methods prints the result printed there."""
    failed, tried = doctest.testfile(str(ROOT / "docs" / "methods.md"), module_relative=False, encoding="utf-8")
    assert tried >= 6
    assert failed == 0
