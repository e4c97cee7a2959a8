"""Industries lead to clusters by the longest code above theirs, older classifications by a bridge to newer ones."""

import polars as pl
import pytest

from core.errors import BadEntry
from core.rollup.crosswalk import breaks, mapping, of_kind, plain_code
from core.rollup.document import rule_of, toml_text
from core.rollup.rule import Columns, Link, Measure, Name, RollupRule

COLUMNS, MEASURES = Columns("region", "year", "industry"), (Measure("jobs_{industry}", "sum", "jobs"),)


def rule(*links: Link, bridge: tuple[Link, ...] = (), kind: str = "") -> RollupRule:
    """A rule with a crosswalk."""
    return RollupRule("r", "s", COLUMNS, MEASURES, crosswalk=links, bridge=bridge, kind=kind)


def clusters(made: RollupRule, *pairs: tuple[object, object]) -> list[tuple[object, ...]]:
    """Where industries lead in periods: industry, period, cluster, share."""
    there = pl.DataFrame(pairs, schema=["industry", "period"], orient="row")
    return of_kind(mapping(there, made), made).rows()


def test_the_longest_code_above_an_industry_counts() -> None:
    """39 stands for all codes below it but those of 391, and 391 for all below it but 3911."""
    made = rule(Link("39", "electronics"), Link("391", "computers"), Link("3911", "servers"), Link("3", "other"))
    found = clusters(made, *((code, "2020") for code in ("3911", "3912", "3999", "3800", "4000")))
    assert found == [
        ("3800", "2020", "other", 1.0), ("3911", "2020", "servers", 1.0), ("3912", "2020", "computers", 1.0),
        ("3999", "2020", "electronics", 1.0),
    ]  # fmt: skip


def test_a_longer_code_counts_only_in_its_periods() -> None:
    """From 2021 on 3911 is a cluster of its own; a month belongs to its year."""
    made = rule(Link("39", "ict"), Link("3911", "ai", 0.5, first="2021"), Link("3911", "ict", 0.5, first="2021"))
    assert clusters(made, ("3911", "2020"), ("3911", "2021-03")) == [
        ("3911", "2020", "ict", 1.0), ("3911", "2021-03", "ai", 0.5), ("3911", "2021-03", "ict", 0.5),
    ]  # fmt: skip


def test_codes_are_one_with_dots_and_the_letter_of_their_section() -> None:
    """Numbers have lost the zeros at their beginning: they have as many digits as the longest of them."""
    assert {plain_code(code) for code in ("26.11", "2611", "C2611", "C26.11")} == {"2611"}
    assert clusters(rule(Link("01", "food"), Link("C11", "drinks")), (111, 2020), (1104, 2020)) == [
        (111, 2020, "food", 1.0), (1104, 2020, "drinks", 1.0),
    ]  # fmt: skip


NEWER = (Link("62.01", "62.10", 1.0, last="2024"), Link("58.29", "58.29", 0.5, last="2024"),
         Link("58.29", "62.20", 0.5, last="2024"))  # fmt: skip


def test_a_bridge_leads_to_the_clusters_of_the_newer_codes() -> None:
    """Until 2024 codes are those of NACE 2; 58.29 becomes two, of which one is in the cluster."""
    made = rule(Link("62", "software"), bridge=NEWER)
    found = clusters(made, ("6201", "2024"), ("5829", "2024"), ("6210", "2025"), ("5829", "2025"))
    assert found == [("5829", "2024", "software", 0.5), ("6201", "2024", "software", 1.0),
                     ("6210", "2025", "software", 1.0)]  # fmt: skip


def test_a_bridge_breaks_a_cluster_only_where_it_splits_an_industry() -> None:
    """Half of 58.29 is an assumption; where both of what it becomes are in the cluster, history stays comparable."""
    periods = ["2023", "2024", "2025"]
    assert breaks(rule(Link("62", "software"), bridge=NEWER), periods) == {("software", "2025")}
    both = rule(Link("62", "digital"), Link("58", "digital"), bridge=NEWER)
    assert breaks(both, periods) == set()
    assert breaks(rule(bridge=NEWER), periods) == {("5829", "2025"), ("6220", "2025")}
    turned = rule(Link("39", "ict", last="2023"), Link("3911", "ict", first="2024"), Link("01", "food"))
    assert breaks(turned, periods) == {("ict", "2024")}


def test_without_a_crosswalk_industries_are_the_newer_ones_before_and_after_the_bridge() -> None:
    """By one code, however the source and the bridge write it."""
    found = clusters(rule(bridge=NEWER), ("62.01", "2024"), ("62.10", "2025"), ("J6210", "2026"))
    assert [row[2] for row in found] == ["6210", "6210", "6210"]


def test_only_clusters_of_the_kind_are_rolled_up() -> None:
    """A local industry is not counted in the traded cluster of the code above it."""
    links = (Link("10", "food", kind="traded"), Link("1071", "bread", kind="local"))
    assert clusters(rule(*links, kind="traded"), ("1071", "2020"), ("1082", "2020")) == [
        ("1082", "2020", "food", 1.0)
    ]  # fmt: skip
    assert len(clusters(rule(*links), ("1071", "2020"), ("1082", "2020"))) == 2


HEAD = "[rollup]\ncode = 'r'\nsource = 's'\n{more}\n[columns]\nindustry = 'i'\nperiod = 'p'\nunit = 'u'\n"
COUNT = "[[measures]]\nindicator = 'n_{industry}'\nhow = 'count'\n"


@pytest.mark.parametrize(
    ("more", "parts", "sentence"),
    [
        ("", "[[crosswalk]]\nindustry='1'\ncluster='c'\nfirst='soon'\n", "1 in c: “soon” is not a period"),
        ("", "[[crosswalk]]\nindustry='1'\ncluster='c'\nkind='global'\n", "kind is “global”: use one of"),
        ("kind = 'local'", "[[crosswalk]]\nindustry='1'\ncluster='c'\nkind='traded'\n", "no cluster of the crosswalk"),
        ("", "[[crosswalk]]\nindustry='1'\ncluster='c'\nkind='traded'\n[[crosswalk]]\nindustry='2'\ncluster='c'\n",
         "c is traded and local"),
        ("kind = 'local'", "", "has a kind, and no crosswalk: it would change nothing"),
        ("bridge_until = '2024'", "", "has a bridge_until, and no bridge"),
        ("", "[cells]\npercent=75\n", "has a column or a percent in [cells], and no largest"),
        ("", "[[measures]]\nindicator='f_{industry}'\nhow='count'\ncolumn='jobs'\n", "a column in [[measures]] 2"),
        ("", "[cells]\ntotals=['industry:0']\n", "totals has “industry:0”"),
        ("", "[cells]\ntotals=['region']\n", "totals has “region”"),
    ],
)  # fmt: skip
def test_a_crosswalk_that_cannot_be_meant_is_refused(more: str, parts: str, sentence: str) -> None:
    """One sentence names the file, the part and what to do."""
    with pytest.raises(BadEntry) as error:
        rule_of(HEAD.format(more=more) + COUNT + parts, "rule.toml")
    assert sentence in str(error.value)


def test_a_crosswalk_that_nothing_goes_by_is_refused() -> None:
    """Without {industry} in a measure it would be read for nothing."""
    text = HEAD.format(more="crosswalk_file = 'c.csv'") + COUNT
    assert rule_of(text, "rule.toml").crosswalk_file == "c.csv"
    with pytest.raises(BadEntry, match=r"a crosswalk or a bridge, and no measure by \{industry\}"):
        rule_of(text.replace("n_{industry}", "n"), "rule.toml")


def test_bridge_names_and_kinds_come_back_from_toml() -> None:
    """Every field of them."""
    text = HEAD.format(more="kind = 'traded'\nbridge_until = '2024'") + COUNT
    text += "[[crosswalk]]\nindustry = '1'\ncluster = 'c'\nkind = 'traded'\n[[bridge]]\nindustry = '0'\ncluster = '1'\n"
    made = rule_of(text + "[[names]]\ncode = 'c'\nname_zh = '集群'\n", "a.toml")
    assert rule_of(toml_text(made), "b.toml") == made
    assert (made.kinds, made.names, made.bridge_until) == ({"c": "traded"}, (Name("c", "", "集群"),), "2024")
