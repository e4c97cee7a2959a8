"""What each release moved when it came, for each method."""

from method_texts import method_text

from core.method.document import load
from core.method.document_text import document_from
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from tui.tables.registry import table
from tui.tables.show_cli import query_with


def test_a_release_moves_the_scores_of_the_methods_that_read_it_also_as_a_denominator() -> None:
    """One of b, by which a is divided, moves the method of the quotient, one of c no method; m reads a alone."""
    figures = [
        Figure(unit, code, "2020", vintage, value, source="s")
        for unit, code, vintage, value in (
            ("u", "a", "", 1.0), ("v", "a", "", 4.0), ("u", "b", "", 2.0), ("v", "b", "", 2.0), ("u", "c", "", 1.0),
            ("v", "b", "2021", 1.0), ("u", "c", "2022", 9.0), ("u", "a", "2023", 6.0),
        )
    ]  # fmt: skip
    workbook = Workbook.of(figures, [*(Unit(code, code) for code in "uv"), *(Indicator(code, code) for code in "abc")])
    steps = ("normalise rank", "aggregate arithmetic")
    shares = method_text(
        "top; a top", 'denominate panel by={a="b"}', "normalise fraction_of_maximum", steps[1], code="shares"
    )
    for text in (method_text("top; a top", *steps), shares):
        workbook = load(document_from(text), workbook).apply(workbook)
    rows = list(table("releases").records(query_with(workbook)))
    moved = {(row["release"], row["method"]): row["scores_moved"] for row in rows}
    assert {key: count for key, count in moved.items() if count} == {
        ("2023", "m"): 2, ("2023", "shares"): 1, ("2021", "shares"): 1
    }  # fmt: skip
    assert set(moved) == {(release, method) for release in ("2021", "2022", "2023") for method in ("m", "shares")}
