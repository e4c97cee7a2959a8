"""Every finding of an audit from tables written by hand: its severity, figures and codes, at and about each bound."""

from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from core.audit.findings import Finding, findings
from core.robustness.sensitivity import SobolIndex

NOTHING: dict[str, list[dict[str, Any]]] = {
    "coverage-units": [{"unit": "u", "share": 0.9, "enough": True}, {"unit": "v", "share": 1.0, "enough": True}],
    "coverage-indicators": [{"code": "a", "share": 0.8, "enough": True}],
    "outliers": [
        {"code": "a", "outlying": True, "outlying_after": False, "skewness_after": 1.0, "kurtosis_after": 1.5},
        {"code": "b", "outlying": False, "outlying_after": False, "skewness_after": 9.0, "kurtosis_after": 1.0},
    ],
    "size-links": [
        {"code": "a", "size": "s", "correlation_scored": -0.69},
        {"code": "a", "size": "t", "correlation_scored": 0.1},
        {"code": "b", "size": "s", "correlation_scored": None},
    ],
    "pillar-fit": [
        {"code": "a", "own": 0.3, "root": 0.0, "other": "q", "other_correlation": 0.3},
        {"code": "b", "own": 0.8, "root": 0.5, "other": "q", "other_correlation": None},
        {"code": "c", "own": None, "root": -1.0, "other": None, "other_correlation": None},
    ],
    "alike-contrary": [],
    "coherence": [
        {"code": "p", "alpha": 0.7, "above_1": 1, "first": 0.6},
        {"code": "q", "alpha": 0.9, "above_1": None, "first": None},
        {"code": "r", "alpha": None, "above_1": 2, "first": 0.1},
    ],
    "importance": [
        {"code": "a", "ratio": 0.5, "weight": 0.5, "share": 0.25},
        {"code": "b", "ratio": 2.0, "weight": 0.25, "share": 0.5},
        {"code": "c", "ratio": None, "weight": 0.0, "share": 0.0},
    ],
    "added-value": [
        {"code": "p", "spearman": 0.94, "moved_10": 0.25},
        {"code": "q", "spearman": -0.5, "moved_10": 0.75},
        {"code": "below", "spearman": 1.0, "moved_10": 0.0},
        {"code": "r", "spearman": None, "moved_10": 0.0},
    ],
    "assumptions": [
        {"combination": "w", "units": 9, "moved_5": 0.125, "moved_10": 0.0, "largest": 7, "mean_shift": 0.5},
        {"combination": "x", "units": 9, "moved_5": 0.125, "moved_10": 0.0625, "largest": 8, "mean_shift": 0.75},
        {"combination": "without p", "units": 9, "moved_5": 0.19, "moved_10": 0.0, "largest": 7, "mean_shift": 9.0},
    ],
    "rank-reversal": [
        {"unit": "u", "change": "removed", "share_reversed": 0.015, "reversed": 2, "pairs": 90},
        {"unit": "v", "change": "copied", "share_reversed": 0.0, "reversed": 0, "pairs": 91},
        {"unit": "w", "change": "copied", "share_reversed": None, "reversed": 0, "pairs": 0},
    ],
    "frontier": [
        {"unit": "u", "efficient": True, "gained": -9, "efficiency": 1.0},
        {"unit": "v", "efficient": False, "gained": 9, "efficiency": 0.5},
    ],
}
COLUMNS = {
    "alike-contrary": {"first": pl.String, "second": pl.String, "correlation": pl.Float64, "kind": pl.String},
}
RANKS = [
    {"unit": "u", "nominal": 1, "low": 1, "high": 9, "same": 0.5},
    {"unit": "v", "nominal": 2, "low": 1, "high": 10, "same": 0.1},
    {"unit": "w", "nominal": 3, "low": None, "high": None, "same": 0.1},
]


def audit(ranks: list[dict[str, Any]] = RANKS, indices: tuple[SobolIndex, ...] = (), **parts: Any) -> Any:  # noqa: ANN401 - parts of an audit
    """An audit in which nothing is found but what these tables hold."""
    tables = NOTHING | {name.replace("_", "-"): rows for name, rows in parts.items()}
    return SimpleNamespace(
        parts={name: pl.DataFrame(rows, schema=COLUMNS.get(name)) for name, rows in tables.items() if rows is not None},
        scored=SimpleNamespace(tree=SimpleNamespace(children={"top": ("p", "q", "r")})),
        node="top",
        ranks=pl.DataFrame(ranks),
        outcome=SimpleNamespace(mean_shift=1.5, runs=64),
        indices=indices,
    )


def found(table: str, audited: Any) -> list[Finding]:  # noqa: ANN401 - an audit as above
    """The findings whose figures stand in a table."""
    return [finding for finding in findings(audited) if finding.table == table]


SOUND = {
    "coverage-units": ("units_covered", {"least": 0.65, "of": 2, "count": 0, "lowest": 0.9}, ()),
    "coverage-indicators": ("indicators_covered", {"least": 0.65, "of": 1, "count": 0, "lowest": 0.8}, ()),
    "outliers": ("outliers_treated", {"count": 0, "before": 1, "of": 2}, ("a",)),
    "size-links": ("size_free", {"of": 2, "largest": 0.69, "from": 0.7}, ()),
    "pillar-fit": ("fitting", {"of": 2, "lowest": 0.3}, ()),
    "coherence": ("consistent", {"of": 2, "lowest": 0.7, "from": 0.7}, ()),
    "importance": ("counting_as_weighted", {"lowest": 0.5, "highest": 2.0}, ()),
    "added-value": ("value_added", {"of": 2, "lowest": 0.25, "highest": 0.75}, ()),
    "ranks": (
        "ranks_sure",
        {"count": 0, "of": 2, "share": 0.0, "places": 10, "widest": 9.0, "mean_shift": 1.5, "runs": 64},
        ("v", "u"),
    ),
    "assumptions": ("assumptions_hold", {"assumption": "x", "moved_5": 0.125, "mean_shift": 0.75}, ()),
    "rank-reversal": (
        "order_holds",
        {"share": 0.015, "reversed": 2, "pairs": 90, "change": "removed", "quiet": 1, "of": 2},
        ("u",),
    ),
    "frontier": ("frontier", {"count": 1, "of": 2, "moved": 0, "lowest": 0.5}, ("u",)),
}


def test_where_nothing_is_found_each_table_is_sound_once_at_its_bounds() -> None:
    """In the order of the audit."""
    expected = [Finding("sound", kind, table, values, codes) for table, (kind, values, codes) in SOUND.items()]
    assert findings(audit()) == expected


def test_the_most_serious_finding_stands_first() -> None:
    """Then moderate, minor and sound ones."""
    severities = [
        finding.severity
        for finding in findings(
            audit(
                coverage_indicators=[{"code": "a", "share": 0.0, "enough": False}],
                size_links=[],
                alike_contrary=[{"first": "a", "second": "b", "correlation": 0.9, "kind": "alike"}],
            )
        )
    ]
    assert severities == ["serious", "moderate", "minor"] + ["sound"] * 10


def covered(key: str, count: int, lowest: float) -> list[dict[str, Any]]:
    """Ten rows, of which so many are not covered, the first one least."""
    shares = [lowest, *[0.5] * (count - 1), *[0.9] * (10 - count)]
    return [{key: f"r{at}", "share": share, "enough": share > 0.65} for at, share in enumerate(shares)]


@pytest.mark.parametrize(
    ("table", "rows", "severity", "kind", "values", "codes"),
    [
        ("coverage-units", covered("unit", 1, 0.0), "moderate", "units_uncovered",
         {"least": 0.65, "of": 10, "count": 1, "lowest": 0.0}, ("r0",)),
        ("coverage-units", covered("unit", 2, 0.25), "serious", "units_uncovered",
         {"least": 0.65, "of": 10, "count": 2, "lowest": 0.25}, ("r0", "r1")),
        ("coverage-indicators", covered("code", 1, 0.25), "moderate", "indicators_uncovered",
         {"least": 0.65, "of": 10, "count": 1, "lowest": 0.25}, ("r0",)),
        ("coverage-indicators", covered("code", 1, 0.0), "serious", "indicators_uncovered",
         {"least": 0.65, "of": 10, "count": 1, "lowest": 0.0}, ("r0",)),
        ("outliers", [
            {"code": "a", "outlying": True, "outlying_after": True, "skewness_after": 2.5, "kurtosis_after": 4.0},
            {"code": "b", "outlying": True, "outlying_after": False, "skewness_after": 1.0, "kurtosis_after": 1.0},
            {"code": "c", "outlying": True, "outlying_after": True, "skewness_after": -3.5, "kurtosis_after": 5.0},
         ], "moderate", "outliers_left", {"count": 2, "before": 3, "of": 3, "skewness": -3.5, "kurtosis": 5.0},
         ("c", "a")),
        ("size-links", [], "minor", "size_unknown", {}, ()),
        ("size-links", [
            {"code": "b", "size": "s", "correlation_scored": -0.9},
            {"code": "a", "size": "s", "correlation_scored": 0.7},
            {"code": "b", "size": "t", "correlation_scored": 0.7},
            {"code": "c", "size": "t", "correlation_scored": 0.6},
         ], "moderate", "size_followed", {"count": 2, "of": 3, "correlation": -0.9, "from": 0.7, "size": "s"},
         ("b", "a")),
        ("alike-contrary", [
            {"first": "a", "second": "b", "correlation": 0.9, "kind": "alike"},
            {"first": "c", "second": "d", "correlation": 0.95, "kind": "alike"},
         ], "moderate", "alike_pairs", {"count": 2, "correlation": 0.95}, ("c", "d")),
        ("alike-contrary", [
            {"first": "a", "second": "b", "correlation": -0.4, "kind": "contrary"},
            {"first": "c", "second": "d", "correlation": -0.6, "kind": "contrary"},
         ], "moderate", "contrary_pairs", {"count": 2, "correlation": -0.6}, ("c", "d")),
        ("coherence", [
            {"code": "p", "alpha": 0.6, "above_1": 1, "first": 0.6},
            {"code": "q", "alpha": 0.5, "above_1": 1, "first": 0.6},
            {"code": "r", "alpha": 0.8, "above_1": 1, "first": 0.6},
         ], "moderate", "inconsistent", {"count": 2, "of": 3, "alpha": 0.5, "from": 0.7}, ("q", "p")),
        ("importance", [
            {"code": "a", "ratio": 0.4, "weight": 0.5, "share": 0.2},
            {"code": "b", "ratio": 0.3, "weight": 0.25, "share": 0.075},
            {"code": "c", "ratio": 1.0, "weight": 0.25, "share": 0.25},
         ], "moderate", "counts_less", {"count": 2, "weight": 0.25, "share": 0.075}, ("b", "a")),
        ("importance", [
            {"code": "a", "ratio": 2.5, "weight": 0.2, "share": 0.5},
            {"code": "b", "ratio": 3.0, "weight": 0.1, "share": 0.3},
            {"code": "c", "ratio": 1.0, "weight": 0.25, "share": 0.25},
         ], "minor", "counts_more", {"count": 2, "weight": 0.1, "share": 0.3}, ("b", "a")),
        ("added-value", [
            {"code": "p", "spearman": 0.95, "moved_10": 0.25},
            {"code": "q", "spearman": 0.97, "moved_10": 0.125},
            {"code": "r", "spearman": 0.5, "moved_10": 0.0},
         ], "minor", "little_added", {"of": 3, "count": 2, "spearman": 0.97, "moved_10": 0.125}, ("q", "p")),
        ("assumptions", [
            {"combination": "x", "units": 9, "moved_5": 0.2, "moved_10": 0.09, "largest": 8, "mean_shift": 0.75},
         ], "moderate", "assumption_moves", {"assumption": "x", "moved_5": 0.2, "moved_10": 0.09, "largest": 8}, ()),
        ("assumptions", [
            {"combination": "x", "units": 9, "moved_5": 0.1, "moved_10": 0.1, "largest": 8, "mean_shift": 0.75},
         ], "serious", "assumption_moves", {"assumption": "x", "moved_5": 0.1, "moved_10": 0.1, "largest": 8}, ()),
        ("rank-reversal", [
            {"unit": "u", "change": "removed", "share_reversed": 0.02, "reversed": 2, "pairs": 100},
         ], "moderate", "order_turns",
         {"share": 0.02, "reversed": 2, "pairs": 100, "change": "removed", "quiet": 0, "of": 1}, ("u",)),
        ("rank-reversal", [
            {"unit": "u", "change": "removed", "share_reversed": 0.1, "reversed": 10, "pairs": 100},
         ], "serious", "order_turns",
         {"share": 0.1, "reversed": 10, "pairs": 100, "change": "removed", "quiet": 0, "of": 1}, ("u",)),
        ("frontier", [
            {"unit": f"u{at}", "efficient": at < 6, "gained": -10 if at == 6 else 9, "efficiency": 1 - at / 16}
            for at in range(8)
         ], "minor", "frontier", {"count": 6, "of": 8, "moved": 1, "lowest": 0.5625}, ("u0", "u1", "u2", "u3", "u4")),
    ],
)  # fmt: skip
def test_a_table_gives_one_finding_with_its_worst_row_first(
    table: str,
    rows: list[dict[str, Any]],
    severity: str,
    kind: str,
    values: dict[str, float | str],
    codes: tuple[str, ...],
) -> None:
    """The figures are those of the worst row; codes stand from the worst on."""
    made = found(table, audit(**{table.replace("-", "_"): rows}))
    assert made == [Finding(severity, kind, table, values, codes)]  # type: ignore[arg-type]


def test_an_indicator_is_against_its_pillar_or_weak_or_better_elsewhere() -> None:
    """Each in its own finding, the worst first; what is against is not weak as well."""
    rows = [
        {"code": "a", "own": -0.1, "root": 0.2, "other": "q", "other_correlation": 0.9},
        {"code": "b", "own": 0.5, "root": -0.25, "other": "q", "other_correlation": 0.1},
        {"code": "c", "own": 0.0, "root": 0.0, "other": "q", "other_correlation": 0.2},
        {"code": "d", "own": 0.25, "root": 0.1, "other": "q", "other_correlation": 0.9},
        {"code": "e", "own": 0.3, "root": 0.1, "other": "q", "other_correlation": 0.4},
        {"code": "f", "own": 0.5, "root": 0.1, "other": "r", "other_correlation": 0.75},
    ]
    assert found("pillar-fit", audit(pillar_fit=rows)) == [
        Finding("serious", "against", "pillar-fit", {"count": 2, "own": 0.5, "root": -0.25}, ("b", "a")),
        Finding("moderate", "weak", "pillar-fit", {"count": 2, "own": 0.0, "from": 0.3}, ("c", "d")),
        Finding("minor", "better_elsewhere", "pillar-fit", {"count": 2, "own": 0.5, "other": 0.75, "pillar": "r"},
                ("f", "e")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("own", "other", "kind"), [(-0.1, 0.0, "against"), (0.25, 0.0, "weak"), (0.5, 0.75, "better_elsewhere")]
)
def test_one_indicator_that_does_not_fit_is_enough(own: float, other: float, kind: str) -> None:
    """Whichever way it does not: nothing is called sound beside it."""
    rows = [{"code": "a", "own": own, "root": 0.2, "other": "q", "other_correlation": other}]
    assert [finding.kind for finding in found("pillar-fit", audit(pillar_fit=rows))] == [kind]


def test_several_components_are_found_beside_a_consistent_alpha() -> None:
    """By the share of the first, the least first."""
    rows = [
        {"code": "p", "alpha": 0.8, "above_1": 2, "first": 0.4},
        {"code": "q", "alpha": 0.9, "above_1": 3, "first": 0.3},
    ]
    assert found("coherence", audit(coherence=rows)) == [
        Finding("minor", "several_components", "coherence", {"count": 2, "above_1": 3, "first": 0.3}, ("q", "p")),
        Finding("sound", "consistent", "coherence", {"of": 2, "lowest": 0.8, "from": 0.7}),
    ]


def wide(count: int, of: int) -> list[dict[str, Any]]:
    """So many units whose ranks are 10 places wide, of all."""
    return [
        {"unit": f"u{at}", "nominal": at + 2, "low": 1, "high": 11 if at < count else 2, "same": 0.0}
        for at in range(of)
    ]


@pytest.mark.parametrize(
    ("count", "of", "severity"), [(1, 4, "serious"), (1, 5, "moderate"), (1, 10, "moderate"), (1, 11, "sound")]
)
def test_ranks_are_unsure_from_a_tenth_and_from_a_quarter_of_wide_intervals_on(
    count: int, of: int, severity: str
) -> None:
    """Ten places are wide; the five widest are named."""
    [finding] = found("ranks", audit(wide(count, of)))
    kind = "ranks_sure" if severity == "sound" else "ranks_unsure"
    assert (finding.severity, finding.kind, finding.codes[0], len(finding.codes)) == (severity, kind, "u0", min(of, 5))
    assert (finding.values["count"], finding.values["share"], finding.values["widest"]) == (count, count / of, 10.0)


def test_the_first_is_unsure_below_half_of_the_runs() -> None:
    """Named alone, beside the widths."""
    first, *others = RANKS
    made = found("ranks", audit([{**first, "same": 0.49}, *others]))
    assert made[0] == Finding("moderate", "first_unsure", "ranks", {"same": 0.49}, ("u",))
    assert len(made) == 2


def test_a_part_left_out_is_a_step_less_severe_than_a_choice() -> None:
    """What cannot be computed is one finding; where all choices hold, that is said beside it."""
    rows = [
        {"combination": "without p", "units": 9, "moved_5": 0.5, "moved_10": 0.1, "largest": 8, "mean_shift": 2.0},
        {"combination": "without q", "units": 9, "moved_5": 0.2, "moved_10": 0.0, "largest": 6, "mean_shift": 1.0},
        {"combination": "x", "units": 9, "moved_5": 0.0, "moved_10": 0.0, "largest": 1, "mean_shift": 0.25},
        {"combination": "y", "units": 0, "moved_5": None, "moved_10": None, "largest": None, "mean_shift": None},
        {"combination": "z", "units": 0, "moved_5": None, "moved_10": None, "largest": None, "mean_shift": None},
    ]
    part = {"moved_5": 0.5, "moved_10": 0.1, "largest": 8}
    assert found("assumptions", audit(assumptions=rows)) == [
        Finding("moderate", "part_moves", "assumptions", {"assumption": "without p", **part}),
        Finding("minor", "part_moves", "assumptions",
                {"assumption": "without q", "moved_5": 0.2, "moved_10": 0.0, "largest": 6}),
        Finding("minor", "assumption_impossible", "assumptions", {"assumption": "y"}),
        Finding("sound", "assumptions_hold", "assumptions", {"assumption": "x", "moved_5": 0.0, "mean_shift": 0.25}),
    ]  # fmt: skip
    assert found("assumptions", audit(assumptions=rows[:2])) == found("assumptions", audit(assumptions=rows[:4]))[:2]


@pytest.mark.parametrize(("settled", "kind"), [(True, "assumption_matters"), (False, "assumption_matters_unsettled")])
def test_the_assumption_with_the_largest_total_index_matters(settled: bool, kind: str) -> None:
    """Indices that are unknown count nowhere."""
    one, other, none = (
        SimpleNamespace(name=name, first=first, total=total, settled=settled)
        for name, first, total in (("w", 0.25, 0.5), ("x", None, 0.75), ("y", 1.0, None))
    )
    values = {"assumption": "x", "total": 0.75, "first": 0.0, "of": 2}
    assert found("sensitivity", audit(indices=(one, other, none))) == [Finding("minor", kind, "sensitivity", values)]  # type: ignore[arg-type]
    [finding] = found("sensitivity", audit(indices=(one,)))  # type: ignore[arg-type]
    assert (finding.values["total"], finding.values["first"]) == (0.5, 0.25)
    assert found("sensitivity", audit(indices=(none,))) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("table", ["pillar-fit", "coherence", "importance", "added-value", "rank-reversal", "frontier"])
def test_an_empty_table_finds_nothing(table: str) -> None:
    """Nor does one without any number, or a frontier that could not be."""
    made = audit()
    made.parts[table] = made.parts[table].clear()
    assert found(table, made) == []
    del made.parts["frontier"]
    assert found("frontier", made) == []
