"""What the options of an import do that the preview of a single file does not show."""

from collections.abc import Iterator, Sequence

from core.importing.plan import Plan
from core.words import gettext
from tui.imports.options import ImportOptions


def option_lines(options: ImportOptions, plans: Sequence[Plan]) -> Iterator[str]:
    """One line for the release of all figures, for each direction, and for each alias that no file has."""
    if options.vintage:
        yield gettext("release: every figure is of {vintage}, where its row names none", vintage=options.vintage)
    for code, direction in options.directions.items():
        yield gettext("direction: {more} of {code} is better", more="more" if direction > 0 else "less", code=code)
    spelt = {match.text for plan in plans for match in (*plan.units, *plan.indicators)}
    yield from (
        gettext("alias: no name in the files is spelt “{text}”", text=text)
        for text in options.aliases
        if text not in spelt
    )
