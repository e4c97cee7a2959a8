"""Verdicts of single conditions by hand: bounds, missing figures, scopes, what a breach shows, and what is checked."""

import tomllib
from dataclasses import replace

import pytest

from core.errors import BadEntry
from core.rules import checks
from core.rules.breaches import Broken, broken_figures, failing, newly_broken
from core.rules.document import loaded, toml_text
from core.rules.frame import fitting, fitting_periods
from core.rules.rules import Rules
from core.workbook.edit import SetEntry
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.rule_entries import Rule, Waiver
from core.workbook.workbook import Workbook

ENTRIES = [Unit("a", "A"), Unit("b", "B"), Indicator("x", "X"), Indicator("y", "Y", parent="x")]


def workbook(cells: str, *rules: Rule | Waiver) -> Workbook:
    """Figures such as a.x.2020=1, of which one without a number is missing."""
    parts = [cell.partition("=") for cell in cells.split()]
    figures = [
        Figure(*name.split("."), value=float(text) if text else None, status="A" if text else "O", source="s")
        for name, _, text in parts
    ]
    return Workbook.of(figures, [*ENTRIES, *rules])


def verdicts(cells: str, condition: str, **scope: str) -> tuple[int, list[str], int]:
    """How many figures meet a rule, those that break it, and how many are undetermined."""
    (result,) = Rules(workbook(cells, Rule("r", condition, **scope))).results
    return result.holds, [".".join(row.cell[1:]) for row in broken_figures(result)], result.undetermined


@pytest.mark.parametrize(
    ("cells", "condition", "expected"),
    [
        ("a.x.2020=0", "value = 0", (1, [], 0)),
        ("a.x.2020=1000000.0001", "value = 1000000", (1, [], 0)),
        ("a.x.2020=1000000.01", "value = 1000000", (0, ["a.x.2020"], 0)),
        ("a.x.2020=1.1", "near(value, 1, 0.1)", (1, [], 0)),
        ("a.x.2020=-1 a.x.2021=-2", "value >= -1", (1, ["a.x.2021"], 0)),
        ("a.x.2020=1 a.x.2021=", "status = 'A'", (1, ["a.x.2021"], 0)),
        ("a.x.2020=1 a.x.2021=", "'A' != status", (1, ["a.x.2020"], 0)),
        ("a.x.2020=1 a.x.2021=2", "1 < 2", (2, [], 0)),
        ("a.x.2020=1 a.x.2021=2", "2 < 1", (0, ["a.x.2020", "a.x.2021"], 0)),
        ("a.x.2020=0 a.x.2021=5", "growth() < 50", (0, [], 2)),
        ("a.x.2020=1 a.x.2021=5 a.y.2020=1", "parts() > 0", (1, [], 2)),
        ("a.y.2020=1", "parts() > 0", (0, [], 1)),
        ("a.x.2020=1 a.x.2021=3", "{x:t-1} < value", (1, [], 1)),
        ("a.x.2020=1 b.x.2020=3", "{a:x:t} < value", (1, ["a.x.2020"], 0)),
    ],
)
def test_a_condition_is_met_broken_or_undetermined(
    cells: str, condition: str, expected: tuple[int, list[str], int]
) -> None:
    """At its bounds, of rows that are all alike, and beside what is missing."""
    assert verdicts(cells, condition) == expected


UNUSUAL = {
    "four growths": ((100, 110, 132, 171.6, 257.4), (20 - 25) / 10, 0.6745),
    "three growths": ((100, 110, 132, 171.6), None, None),
    "most of them equal": ((100, 200, 400, 800, 4000), None, None),
    "one from nothing": ((0, 100, 110, 132, 171.6), None, None),
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_a_growth_is_unusual_among_four_of_its_series_at_least(name: str) -> None:
    """The growths are 10, 20, 30 and 50 per cent: of the second from 25, in deviations of 10."""
    values, deviation, scale = UNUSUAL[name]
    cells = " ".join(f"a.x.{2010 + at}={value}" for at, value in enumerate(values))
    (result,) = Rules(workbook(cells, Rule("r", "unusual() > 99"))).results
    left = {row.period: row.left for row in broken_figures(result)}
    if deviation is None or scale is None:
        assert left == {}
    else:
        assert left["2012"] == pytest.approx(scale * deviation)
        assert list(left) == ["2011", "2012", "2013", "2014"]


@pytest.mark.parametrize(
    ("condition", "sides"),
    [
        ("growth() > 99", (10.0, 99.0)),
        ("not value < 2000", (None, None)),
        ("0 < value < 5", (None, None)),
        ("near(value, 5, 1)", (110.0, 5.0)),
        ("status = 'O'", (None, None)),
        ("status = 'O' or value < 1", (None, None)),
        ("value < {x:t-1}", (110.0, 100.0)),
        ("release_lag > 9", (0.5, 9.0)),
        ("abs(value) < 1", (110.0, 1.0)),
        ("whole(value / 100)", (None, None)),
    ],
)
def test_a_breach_shows_the_two_numbers_of_a_single_comparison(
    condition: str, sides: tuple[float | None, float | None]
) -> None:
    """Of any other condition none."""
    figures = [Figure("a", "x", "2020", value=100.0), Figure("a", "x", "2021", "2022-06", value=110.0, source="s")]
    (result,) = Rules(Workbook.of(figures, [*ENTRIES, Rule("r", condition)])).results
    [row] = [row for row in broken_figures(result) if row.period == "2021"]
    assert (row.left, row.right) == tuple(side if side is None else pytest.approx(side) for side in sides)
    assert (row.value, row.status) == (110.0, "A")


@pytest.mark.parametrize(
    ("cells", "scope", "broken"),
    [
        ("a.x.2020=1", {"units": "a b", "indicators": "x", "periods": "2020 2021"},
         ["a.x.2021", "b.x.2020", "b.x.2021"]),
        ("a.x.2020=1", {"units": "a b", "indicators": "x y", "periods": "2020"}, ["a.y.2020", "b.x.2020", "b.y.2020"]),
        ("a.x.2020=1", {"periods": "202?"}, []),
        ("a.x.2020=1", {"periods": "2020..2021"}, ["a.x.2021"]),
        ("a.x.2020=1", {"periods": "2020.."}, []),
        ("a.x.2020=1", {"periods": "2019-Q1..2020"}, []),
        ("a.x.2020=1 b.x.2021=1", {"units": "a"}, ["a.x.2021"]),
        ("a.x.2020=1 b.y.2021=1", {}, ["a.x.2021", "a.y.2020", "a.y.2021", "b.x.2020", "b.x.2021", "b.y.2020"]),
        ("a.x.2020=1 a.x.2021=1", {"indicators": "x"}, []),
        ("a.x.2020=1 b.x.2020= b.x.2021=1", {"indicators": "x"}, ["a.x.2021", "b.x.2020"]),
    ],
)  # fmt: skip
def test_a_figure_must_be_given_for_each_unit_indicator_and_period_of_a_rule(
    cells: str, scope: dict[str, str], broken: list[str]
) -> None:
    """Those that are named, whether or not they have figures, else those that have some."""
    assert verdicts(cells, "given(value)", **scope)[1] == broken


@pytest.mark.parametrize("scope", [{}, {"indicators": "x"}, {"periods": "2019 2020 2021"}, {"periods": "2019..2022"}])
@pytest.mark.parametrize("edit", ["b.x.2020=5", "b.x.2022=5", "b.y.2020=2", "a.y.2021=", "a.x.2021", "b.x.2020"])
def test_a_missing_figure_stays_missing_after_an_edit_of_its_unit(scope: dict[str, str], edit: str) -> None:
    """Also in periods and of indicators that only other units have; one that is new, or gone, counts for all units."""
    before = workbook("a.x.2020=1 a.x.2021=1 a.y.2021=3 b.x.2020=1", Rule("r", "given(value)", **scope))
    checked = Rules(before)
    assert checked.results
    name, equals, text = edit.partition("=")
    figure = Figure(*name.split("."), value=float(text) if text else None, status="A" if text else "O", source="s")
    after = before.with_figure(figure.key, figure if equals else None)
    assert Rules(after, checked) == Rules(after)


def test_rules_on_growth_are_each_for_their_own_figures() -> None:
    """Though the growths of all figures are computed once."""
    cells = "a.x.2020=100 a.x.2021=120 a.y.2020=100 a.y.2021=130"
    alone, everywhere = ["a.x.2021"], ["a.x.2021", "a.y.2021"]
    scopes = {"r1": alone, "r2": everywhere, "r3": everywhere, "r4": alone, "r5": everywhere}
    rules = [
        Rule(code, "growth() < 10" if code != "r5" else "unusual() > 0 or growth() < 9",
             indicators="x" if broken is alone else "*")
        for code, broken in scopes.items()
    ]  # fmt: skip
    results = Rules(workbook(cells, *rules)).results
    found = [[".".join(row.cell[1:]) for row in broken_figures(result)] for result in results]
    assert found[:4] == [alone, everywhere, everywhere, alone]
    assert results[4].undetermined == 4
    plain = Rules(workbook(cells, Rule("all", "growth() < 10", indicators="*"), Rule("again", "growth() < 25"))).results
    assert [result.fails for result in plain] == [2, 1]


def test_an_edit_checks_its_own_units_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before and after it; all of a rule that compares with a certain unit, or after an edit of units."""
    rules = [Rule("own", "value > 0", indicators="x"), Rule("given", "given(value)", indicators="x"),
             Rule("other", "{x} > {a:x:2020}")]  # fmt: skip
    before = workbook("a.x.2020=1 b.x.2020=2 b.y.2020=3", *rules)
    checked = Rules(before)
    assert checked.results
    calls: list[tuple[str, object]] = []
    real = checks.checked

    def spy(rule: Rule, *rest: object) -> object:
        calls.append((rule.code, rest[2] if len(rest) > 2 else None))
        return real(rule, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(checks, "checked", spy)
    figure = Figure("b", "x", "2020", value=-1.0)
    after = before.with_figure(figure.key, figure)
    assert [result.fails for result in Rules(after, checked).results] == [1, 0, 2]
    assert calls == [("own", {"b"}), ("own", {"b"}), ("given", {"b"}), ("given", {"b"}), ("other", None)]
    calls.clear()
    renamed = after.with_entry("units", "a", Unit("a", "Alpha"))
    assert [result.fails for result in Rules(renamed, checked).results] == [1, 0, 2]
    assert calls == [("own", None), ("given", None), ("other", None)]


def test_verdicts_are_equal_to_verdicts_alone() -> None:
    """Not to anything else, which is no error."""
    rules = Rules(workbook("a.x.2020=1", Rule("r", "value > 0")))
    assert rules != 3
    assert (rules.results[0] == 3) is False
    assert rules == Rules(workbook("a.x.2020=1", Rule("r", "value > 0")))


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        ("", None),
        ("b", ["b"]),
        ("nosuch", ["nosuch"]),
        ("a* b", ["b", "ab", "ac"]),
        ("?c ab", ["ab", "ac"]),
        ("[a]b x*", ["ab"]),
    ],
)
def test_codes_fit_names_and_patterns(patterns: str, expected: list[str] | None) -> None:
    """Names come first, also those that nothing has; a code comes once."""
    assert fitting(["ab", "ac", "b"], patterns) == expected


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        ("", None),
        ("2019", ["2019"]),
        ("2019 2021..", ["2019", "2021"]),
        ("..2019", ["2019"]),
        ("2020..", ["2020-Q1", "2020", "2021"]),
        ("2020-Q1..2020-Q2", ["2020-Q1"]),
        ("2020*", ["2020-Q1", "2020"]),
    ],
)
def test_periods_fit_names_patterns_and_ranges(patterns: str, expected: list[str] | None) -> None:
    """A range holds what begins and ends within it."""
    assert fitting_periods(["2019", "2020-Q1", "2020", "2021"], patterns) == expected


SEVERITIES = [Rule("i", "value < 9", "information"), Rule("w", "value < 9", "warning"), Rule("e", "value < 9")]


def test_what_an_edit_breaks_is_known_apart_from_what_was_broken() -> None:
    """Errors first; what is waived is not new, and a rule that is new has all of its breaches."""
    before = workbook("a.x.2020=1 a.x.2021=10", *SEVERITIES)
    figure = Figure("a", "x", "2020", value=11.0)
    after = before.with_figure(figure.key, figure)
    new = newly_broken(Rules(before), Rules(after))
    assert [(row.rule.code, *row.cell[1:]) for row in new] == [(code, "a", "x", "2020") for code in "ewi"]
    waived = after.with_entry("waivers", "w", Waiver("e", "a", "x", "2020", "known"))
    assert [row.rule.code for row in newly_broken(Rules(before), Rules(waived))] == ["w", "i"]
    assert newly_broken(Rules(after), Rules(before)) == []
    kept = Rules(after)
    assert newly_broken(kept, kept) == []
    more = Rules(after.with_entry("rules", "n", Rule("n", "value < 9")))
    assert [row.cell for row in newly_broken(kept, more)] == [("n", "a", "x", "2020"), ("n", "a", "x", "2021")]


def test_rules_that_fail_are_errors_with_a_breach_that_is_not_waived() -> None:
    """Three rules are broken, of which one is an error; the first breaches are those of the first cells."""
    rules = Rules(workbook("b.x.2020=10 a.x.2021=11 a.x.2020=12 a.y.2020=1", *SEVERITIES, Rule("ok", "value < 99")))
    assert failing(rules.results) == 1
    found = list(broken_figures(rules.results[0], 2))
    assert [row.cell for row in found] == [("i", "a", "x", "2020"), ("i", "a", "x", "2021")]
    assert found[0] == Broken(SEVERITIES[0], "a", "x", "2020", "A", 12.0, 12.0, 9.0, None)
    waivers = [Waiver("e", unit, "x", year, "") for unit, year in (("a", "2020"), ("a", "2021"), ("b", "2020"))]
    assert failing(Rules(workbook("b.x.2020=10", *SEVERITIES, *waivers)).results) == 0
    assert len(list(broken_figures(rules.results[0]))) == 3


def test_rules_that_are_not_checked_yet_have_the_results_from_before() -> None:
    """None for the first workbook, the last known ones after an edit, however many edits that is ago."""
    first = Rules(workbook("a.x.2020=10", *SEVERITIES))
    assert (first.is_renewal, first.latest) == (False, ())
    known = first.results
    after = Rules(workbook("a.x.2020=11", *SEVERITIES), Rules(workbook("a.x.2020=12", *SEVERITIES), first))
    assert (after.is_known, after.is_renewal, after.latest is known) == (False, True, True)
    assert after.latest is not (found := after.results)
    assert after.latest is found


def test_rules_come_back_from_toml() -> None:
    """Each field that is filled in; what a workbook has already is no edit."""
    rule, waiver = Rule("r", "value > 0", note="why"), Waiver("r", "a", "x", "2020", "known")
    book = workbook("a.x.2020=-1", rule, waiver)
    text = toml_text(book)
    assert tomllib.loads(text) == {
        "rules": [{"code": "r", "condition": "value > 0", "severity": "error", "note": "why"}],
        "waivers": [{"rule": "r", "unit": "a", "indicator": "x", "period": "2020", "reason": "known"}],
    }
    edit = loaded(text, "r.toml", workbook("a.x.2020=-1"))
    assert (str(edit), edit.edits) == (
        "rules from r.toml", (SetEntry("rules", None, rule), SetEntry("waivers", None, waiver)),
    )  # fmt: skip
    changed = text.replace("why", "because")
    assert loaded(changed, "r.toml", book).edits == (SetEntry("rules", rule, replace(rule, note="because")),)
    assert loaded(text, "r.toml", book).edits == ()
    assert toml_text(workbook("a.x.2020=1")) == ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[claims]]\na = 1", "r.toml has a part “claims”: it may have"),
        ("[rules]\na = 1", "r.toml has a part “rules”: it may have"),
        ("[[rules]]\ncode = 'r'\ncondition = 'value > 0'\n[[rules]]\ncode = 'q'", "r.toml, [[rules]] 2"),
        ("[[waivers]]\nrule='q'\nunit='a'\nindicator='x'\nperiod='2020'\nreason='-'", "q"),
    ],
)
def test_rules_of_a_document_that_cannot_be_meant_are_refused(text: str, sentence: str) -> None:
    """One sentence names the file and the part."""
    with pytest.raises(BadEntry) as error:
        loaded(text, "r.toml", workbook("a.x.2020=1"))
    assert sentence in str(error.value)


def test_rules_that_read_growths_of_all_figures_have_the_verdicts_of_each_alone() -> None:
    """Growths are computed once for all of them, in any order."""
    cells = "a.x.2020=10 a.x.2021=12 a.y.2020=5 a.y.2021=10 b.x.2020=3 b.x.2021=3"
    conditions = ["growth() < 50", "growth() > 0", "abs(growth()) < 10"]
    alone = [verdicts(cells, condition, indicators="*") for condition in conditions]
    assert alone[0] == (2, ["a.y.2021"], 3)
    assert alone[1] == (2, ["b.x.2021"], 3)
    made = Rules(workbook(cells, *(Rule(f"r{at}", one, indicators="*") for at, one in enumerate(conditions))))
    assert [
        (one.holds, [".".join(row.cell[1:]) for row in broken_figures(one)], one.undetermined) for one in made.results
    ] == alone
