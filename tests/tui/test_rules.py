"""Rules on the screen and the command line: what an edit breaks is said before Enter, and a waiver is an edit."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.workbook.edit import SetEntry
from core.workbook.rule_entries import Rule
from tui.app import Jingdex
from tui.grid.sheet import key_of

Run = Callable[..., tuple[int, str, str]]


LIMIT = Rule("limit", "value <= 1万亿", "error", "No scale is above 1 trillion", indicators="overall_scale")


async def test_what_is_typed_says_which_rule_it_would_break(bench: Jingdex) -> None:
    """In the strip, before Enter; the header counts the rules that fail."""
    async with bench.run_test(size=(120, 40)) as pilot:
        bench.live.editing.do(lambda: SetEntry("rules", None, LIMIT))
        await pilot.press("j", "j", "f2")
        bench.live.prompt.value = "1.2万亿"
        await pilot.pause()
        assert "✗ rule limit: Healthcare, Overall scale, 2023 – No scale is above 1 trillion" in "\n".join(
            map(str, bench.live.detail.texts)
        )
        await pilot.press("enter")
        assert "1 rule fails" in bench.live.header.texts[0].text


async def test_the_count_of_rules_that_fail_stays_true_after_edits_that_are_not_typed(bench: Jingdex) -> None:
    """A key that breaks no rule leaves it; what a key breaks is counted, and undo takes that back."""
    of_one = replace(LIMIT, units="healthcare", periods="2023")
    broken, met = (replace(of_one, code=f"r{most}", condition=f"value <= {most}亿") for most in (9000, 9761))
    async with bench.run_test(size=(120, 40)) as pilot:
        for rule in (broken, met):
            bench.live.editing.do(lambda rule=rule: SetEntry("rules", None, rule))
        counts = []
        for key in ("o", "u", "]", "u"):
            await pilot.press("g", "g", "j", "j", key)
            counts.append(re.search(r"(\d+) rules? fail", bench.live.header.texts[0].text)[1])
        assert counts == ["1", "1", "2", "1"]


async def test_what_is_typed_is_drawn_before_the_rules_are_checked(bench: Jingdex) -> None:
    """Its cell has the preview while nothing is known yet of the rules; then the strip says what it breaks."""
    async with bench.run_test(size=(120, 40)) as pilot:
        bench.live.editing.do(lambda: SetEntry("rules", None, LIMIT))
        await pilot.press("j", "j", "f2")
        bench.live.prompt.question.changed("1.2万亿")
        assert not bench.workspace.trial.derived.rules.is_known
        assert "1.2万亿E" in [cell.text for cell in bench.live.body.pane.row.cells]
        await pilot.pause()
        assert "✗ rule limit" in "\n".join(map(str, bench.live.detail.texts))


async def test_a_rule_is_tried_on_the_figures_while_its_condition_is_typed(bench: Jingdex) -> None:
    """In its form: which figures would break it, before Enter; Escape leaves no trace."""
    async with bench.run_test(size=(120, 40)) as pilot:
        bench.live.editing.do(lambda: SetEntry("rules", None, LIMIT))
        await pilot.press("K")
        bench.live.body.page.go_to(key_of("rule", "limit"))
        await pilot.press("enter", "enter")
        bench.live.body.page.go_to(key_of("field", "condition"))
        await pilot.press("enter")
        bench.live.prompt.value = "value <= 9000亿"
        await pilot.pause()
        assert "✗ rule limit: Healthcare, Overall scale, 2023" in "\n".join(map(str, bench.live.detail.texts))
        before = bench.workspace.workbook
        await pilot.press("escape")
        assert bench.workspace.workbook is before
        assert [one.fails for one in bench.workspace.derived.rules.results if one.rule.code == "limit"] == [0]


async def test_a_figure_is_waived_with_a_reason_and_undo_takes_it_back(bench: Jingdex) -> None:
    """On the page of rules, on the figure; the rule then fails no more."""
    rule = Rule(
        "limit", "value <= 1000亿", "error", "Small", units="healthcare", indicators="overall_scale", periods="2023"
    )
    async with bench.run_test(size=(120, 40)) as pilot:
        bench.live.editing.do(lambda: SetEntry("rules", None, rule))
        await pilot.press("K")
        rows = [row.key for row in bench.live.body.page.sheet.rows if hasattr(row, "key")]
        found = next(at for at, key in enumerate(rows) if key.startswith("broken") and "limit" in key)
        bench.live.body.page.go_to(rows[found])
        await pilot.press("a")
        bench.live.prompt.value = "the city's own count"
        await pilot.press("enter")
        result = next(one for one in bench.workspace.derived.rules.results if one.rule.code == "limit")
        assert (result.fails, result.broken["waived"].to_list()) == (0, ["the city's own count"])
        await pilot.press("u")
        result = next(one for one in bench.workspace.derived.rules.results if one.rule.code == "limit")
        assert result.fails == 1


def test_check_fails_where_a_figure_breaks_an_error(run: Run, tmp_path: Path) -> None:
    """A warning is counted only; the document of rules comes back the same."""
    path, document = tmp_path / "p.jingdex", tmp_path / "rules.toml"
    run("new", path, "--from", "provinces")
    code, out, _ = run("check", path)
    assert (code, "of 7 rules 0 fail: 0 errors, 3 warnings, 0 waived" in out, "48.6498 > 10" in out) == (0, True, True)
    assert run("rules", "save", path, document)[0] == 0
    assert run("rules", "load", path, document)[1] == "nothing to save: the rules are the same already\n"
    text = document.read_text().replace("value >= 0", "value >= 100")
    document.write_text(text)
    assert run("rules", "load", path, document)[0] == 0
    assert run("check", path)[0] == 1
    document.write_text("[[rules]]\ncode = 'x'\ncondition = 'value'\n")
    code, _, err = run("rules", "load", path, document)
    assert (code, "[[rules]] 1: condition: A condition is true or false" in err) == (2, True)


@pytest.mark.parametrize(("words", "sentence"), [
    (["show", "{}", "x.toml"], "Write `jingdex rules show WORKBOOK`"), (["save", "{}"], "WORKBOOK FILE"),
    (["show", "{}", "--force"], "it is for save"), (["show", "{}", "--reason", "x"], "it is for load"),
])  # fmt: skip
def test_what_rules_cannot_do_is_reported(run: Run, beijing: Path, words: list[str], sentence: str) -> None:
    """No option is ignored."""
    code, _, err = run("rules", *(word.format(beijing) for word in words))
    assert (code, sentence in err) == (2, True)


def test_the_validation_report_names_event_rule_data_and_value(run: Run, beijing: Path) -> None:
    """The structure of the ESS; a figure that breaks a rule has the value 0."""
    code, out, _ = run("show", beijing, "validation-report", "--format", "csv")
    line = next(line for line in out.splitlines() if line.startswith("intensity_is_quotient:beijing:rd_intensity:2023"))
    assert (code, line.endswith(",0"), ",warning," in line) == (0, True, True)
