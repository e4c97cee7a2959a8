"""Every colour of every theme can be read on the grounds that it is drawn on."""

from itertools import product

import pytest
from textual.color import Color
from textual.theme import Theme

from tui.terminal.means import TerminalMeans
from tui.terminal.themes import themes

LEAST = 4.5
"""The contrast that WCAG 2 asks of text (level AA)."""

XTERM = dict(
    zip(
        ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"),
        ("#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5"),
        strict=True,
    )
) | {
    f"bright_{name}": value
    for name, value in zip(
        ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"),
        ("#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff"),
        strict=True,
    )
}
"""The sixteen colours as xterm has them."""

TEXTS = ("foreground", "primary", "secondary", "accent", "warning", "error", "success")
GROUNDS = ("background", "surface", "panel")
ALL = [*themes(TerminalMeans()), *themes(TerminalMeans(sixteen=True))]


def colour(name: str) -> Color:
    """A colour, a named one as xterm has it."""
    return Color.parse(XTERM[name.removeprefix("ansi_")] if name.startswith("ansi_") else name)


def ratio(one: Color, other: Color) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(one: Color) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = (part / 255 for part in (one.r, one.g, one.b))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pairs(theme: Theme) -> list[tuple[str, str]]:
    """Every colour of text with every ground that it may stand on."""
    texts = [getattr(theme, name) for name in TEXTS] + [theme.variables[name] for name in ("estimate", "quiet")]
    grounds = [ground for name in GROUNDS if (ground := getattr(theme, name))] + [theme.variables["row-tint"]]
    on_grounds = [(text, ground) for text, ground in product(texts, grounds) if text]
    cursor = (theme.variables["block-cursor-foreground"], theme.variables["block-cursor-background"])
    return [*on_grounds, cursor, (str(theme.foreground), theme.variables["selected-cells"])]


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: f"{theme.name}-{'16' if theme.ansi else 'true'}")
def test_every_text_can_be_read_on_every_ground(theme: Theme) -> None:
    """Contrast of at least 4.5 in dark, light and contrast, in true colour and in xterm's sixteen."""
    low = {pair: round(found, 2) for pair in pairs(theme) if (found := ratio(*map(colour, pair))) < LEAST}
    assert low == {}


@pytest.mark.parametrize("theme", ALL[:3], ids=lambda theme: theme.name)
def test_estimates_are_quieter_than_what_was_published(theme: Theme) -> None:
    """Less contrast to the ground, and what is said beside the figures not more than they."""
    ground = colour(str(theme.background))
    published, estimate, quiet = (
        ratio(colour(text), ground)
        for text in (str(theme.foreground), theme.variables["estimate"], theme.variables["quiet"])
    )
    assert published > estimate >= quiet
