"""What a preview marks: cells that read otherwise, not pictures, nor what is not known yet."""

from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column


def test_pictures_and_what_is_not_known_yet_are_not_marked() -> None:
    """A score has a mark; its bar, and a band that is made later, have none."""
    columns = (Column("score", 8, "right"), Column("bar", 4, drawn=True), Column("band", 5))

    def sheet(*texts: str) -> Sheet:
        return Sheet(columns, [SheetRow("a", tuple(map(Cell, texts)))])

    marked = sheet("2.0", "██", "").marked(sheet("1.0", "█", "1–2"), "preview").by_key["a"]
    assert [cell.old for cell in marked.cells] == ["1.0", None, None]
