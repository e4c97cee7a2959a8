"""What the options of an import do that the preview of a single file does not show."""

from collections.abc import Iterator, Sequence

from core.importing.plan import Plan
from tui.imports.options import ImportOptions


def option_lines(options: ImportOptions, plans: Sequence[Plan]) -> Iterator[str]:
    """One line for the release of all figures, for each direction, and for each alias that no file has."""
    if options.vintage:
        yield f"release: every figure is of {options.vintage}, where its row names none"
    for code, direction in options.directions.items():
        yield f"direction: {'more' if direction > 0 else 'less'} of {code} is better"
    spelt = {one.text for plan in plans for one in (*plan.units, *plan.indicators)}
    yield from (f"alias: no name in the files is spelt “{text}”" for text in options.aliases if text not in spelt)
