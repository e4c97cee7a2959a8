"""Every colour of every theme can be read on the grounds that it is drawn on."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise, product
from pathlib import Path

import numpy as np
import pytest
from looking import screen_text
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from data.places import THEME, keep, kept
from data.session import Session
from tui.app import Jingdex
from tui.grid.line import ELEMENTS
from tui.grid.point import PUBLISHED
from tui.grid.stacked_bar import PARTS
from tui.terminal.means import TerminalMeans
from tui.terminal.themes import CONTRAST, DARK, LIGHT, themes
from tui.terminal.themes import ELEMENTS as ELEMENTS_WITH_COLOUR

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
QUIETER = ("estimate", "quiet")
TUI = Path(__file__).parents[2] / "tui"
SEEN = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
"""What each kind of colour vision makes of linear red, green and blue (Machado, Oliveira and Fernandes 2009)."""
ALL = [*themes(TerminalMeans()), *themes(TerminalMeans(sixteen=True))]


def named(theme: Theme) -> str:
    """A theme by its name and its number of colours."""
    return f"{theme.name}-{'16' if theme.ansi else 'true'}"


def colour(name: str) -> Color:
    """A colour, a named one as xterm has it."""
    return Color.parse(XTERM[name.removeprefix("ansi_")] if name.startswith("ansi_") else name)


def ratio(one: Color, other: Color) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(one: Color) -> float:
    """Relative luminance (WCAG 2.2)."""
    red, green, blue = linear(one)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(one: Color) -> list[float]:
    """Red, green and blue in proportion to their light (sRGB)."""
    parts = (part / 255 for part in (one.r, one.g, one.b))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def apart(one: Color, other: Color, seen: tuple[tuple[float, ...], ...]) -> float:
    """The distance of two colours as a kind of colour vision sees them (CIE 1976 L*a*b*)."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    light = [np.clip(np.array(seen) @ linear(seen_colour), 0, 1) for seen_colour in (one, other)]
    x, y, z = np.cbrt(np.array([to_xyz @ part / [0.9505, 1, 1.089] for part in light])).T
    first, second = np.array([116 * y, 500 * (x - y), 200 * (y - z)]).T
    return float(np.linalg.norm(first - second))


def styled(app: Jingdex) -> Iterator[tuple[str, Style]]:
    """Every piece of text of the whole screen with its style."""
    for strip in app.screen._compositor.render_strips():
        yield from ((segment.text, segment.style) for segment in strip if segment.style)


def hexes(style: Style) -> tuple[str, str]:
    """The colour of a style and its ground."""
    assert style.color
    assert style.bgcolor
    return style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex


def pairs(theme: Theme) -> list[tuple[str, str]]:
    """Every colour of text with every ground that it may stand on; what is selected has colours of its own."""
    texts = [getattr(theme, name) for name in TEXTS] + [theme.variables[name] for name in QUIETER]
    grounds = [ground for name in GROUNDS if (ground := getattr(theme, name))]
    grounds.append(theme.variables["row-tint"])
    elements = product(elements_of(theme), (str(theme.background), theme.variables["row-tint"]))
    cursor = (theme.variables["block-cursor-foreground"], theme.variables["block-cursor-background"])
    selected = (str(theme.foreground), theme.variables["selected-cells"])
    return [*((text, ground) for text, ground in product(texts, grounds) if text), *elements, cursor, selected]


def elements_of(theme: Theme) -> list[str]:
    """The colours of the elements of a score, in the order of their signs."""
    return [theme.variables[look] for look in ELEMENTS.values()]


@pytest.mark.parametrize("theme", ALL, ids=named)
def test_every_text_can_be_read_on_every_ground(theme: Theme) -> None:
    """Contrast of at least 4.5 in dark, light and contrast, in true colour and in xterm's sixteen."""
    low = {pair: round(found, 2) for pair in pairs(theme) if (found := ratio(*map(colour, pair))) < LEAST}
    assert low == {}


@pytest.mark.parametrize("theme", ALL, ids=named)
def test_every_edge_can_be_seen(theme: Theme) -> None:
    """Borders and scrollbars have the contrast of 3 that WCAG 2 asks of what is not text."""
    edges = [theme.variables[name] for name in ("border", "border-blurred", "scrollbar", "scrollbar-active")]
    assert min(ratio(colour(edge), colour(str(theme.background))) for edge in edges) >= 3


def test_no_style_sheet_has_a_colour_that_is_not_tried_here() -> None:
    """Every colour and ground of every widget of ours is among those whose contrast is measured."""
    sheets = [path.read_text("utf-8") for path in TUI.rglob("*") if path.suffix in {".py", ".css"}]
    used = {name for sheet in sheets for name in re.findall(r"[{;\s]color: \$([\w-]+)", sheet)}
    grounds = {name for sheet in sheets for name in re.findall(r"background: \$([\w-]+)", sheet)}
    assert used >= {"foreground", "error", "quiet"}
    assert used <= {*TEXTS, *QUIETER}
    assert grounds >= {"background", "row-tint"}
    assert grounds <= {*GROUNDS, "row-tint", "selected-cells"}


@pytest.mark.parametrize("theme", ALL[:3], ids=named)
def test_estimates_are_quieter_than_what_was_published(theme: Theme) -> None:
    """Less contrast to the ground, and what is said beside the figures not more than they."""
    ground = colour(str(theme.background))
    published, estimate, quiet = (
        ratio(colour(text), ground) for text in (str(theme.foreground), *(theme.variables[name] for name in QUIETER))
    )
    assert published > estimate >= quiet


@pytest.mark.parametrize("seen", SEEN)
def test_the_theme_for_every_colour_vision_keeps_its_colours_apart(seen: str) -> None:
    """What is good, bad, to be looked at and moved, and the six elements as dense as their signs make them."""
    theme = ALL[2]
    marks = [colour(str(getattr(theme, name))) for name in ("success", "error", "warning", "accent")]
    ground, density = colour(str(theme.background)), (1, 0.75, 0.5, 0.25, 1, 1)
    bars = [ground.blend(colour(name), part) for name, part in zip(elements_of(theme), density, strict=True)]
    for group in (bars, marks):
        assert min(apart(*pair, SEEN[seen]) for pair in combinations(group, 2)) > 18


@pytest.mark.parametrize("theme", ALL, ids=named)
def test_elements_beside_each_other_have_other_colours(theme: Theme) -> None:
    """In sixteen colours as well, where a light ground leaves three that can be read."""
    colours = elements_of(theme)
    assert len(colours) == ELEMENTS_WITH_COLOUR == len(PARTS)
    assert all(one != other for one, other in pairwise([*colours, colours[0]]))


async def test_an_element_has_its_colour_in_its_bar_its_title_and_the_strip(ranked: Jingdex) -> None:
    """In the theme of the moment, and under the cursor too, which covers the cell before the bar."""
    async with ranked.run_test(size=(160, 40)) as pilot:
        await pilot.press("alt+4", *["right"] * 5)
        ranked.screen_stack[0].rested()
        for name in (LIGHT, CONTRAST):
            ranked.theme = name
            await pilot.pause()
            theme = ranked.current_theme
            for sign, wanted in zip("█▓", elements_of(theme), strict=False):
                colours = [hexes(style)[0] for text, style in styled(ranked) if text.startswith(sign)]
                assert (set(colours), len(colours) >= 4) == ({wanted}, True)
            cursor = [hexes(style) for text, style in styled(ranked) if style.reverse and text == " "]
            assert cursor == [(str(theme.foreground), str(theme.background))]


async def test_the_elements_of_a_score_that_find_no_room_stand_on_further_lines_of_the_strip(bench: Jingdex) -> None:
    """Six of them, each whole behind its sign."""
    async with bench.run_test(size=(80, 24)) as pilot:
        await pilot.press("alt+4")
        bench.screen_stack[0].rested()
        await pilot.pause()
        lines = [
            line.strip()
            for line in screen_text(bench).splitlines()
            if line.strip()[:2] in {f"{sign} " for sign in PARTS}
        ]
        assert [sign for line in lines for sign in PARTS if f"{sign} " in line] == list(PARTS)
        assert len(lines) == 3
        assert not any("…" in line for line in lines)


async def test_the_cursor_of_a_line_is_seen_in_sixteen_colours(session: Session, capable: pytest.MonkeyPatch) -> None:
    """In each theme its colour is not that of the ground."""
    capable.setenv("TERM", "xterm")
    app = Jingdex(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("9")
        for name in (DARK, LIGHT, CONTRAST):
            app.theme = name
            await pilot.pause()
            parts = list(styled(app))
            cursor = next(after for (text, _), (_, after) in pairwise(parts) if text == "9")
            shown = cursor.color if cursor.reverse else cursor.bgcolor
            assert shown
            assert shown.number is not None
            assert ratio(Color.parse([*XTERM.values()][shown.number]), colour(str(app.current_theme.background))) >= 3


async def test_what_fails_is_in_the_colour_of_failures_and_points_in_that_of_charts(bench: Jingdex) -> None:
    """The count of claims in the first line, and the chart of the index, in the theme of the moment."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("T")
        await pilot.pause()
        theme = bench.current_theme
        claims = [(hexes(style)[0], style.bold) for text, style in styled(bench) if "claims fail" in text]
        assert claims == [(theme.error, True)]
        points = {hexes(style)[0] for text, style in styled(bench) if text == PUBLISHED}
        assert points == {theme.primary}


async def test_the_screen_begins_in_the_theme_in_which_it_was_left(bench: Jingdex, session: Session) -> None:
    """`T` turns to the next; a name that is not that of a theme is passed over."""
    async with bench.run_test(size=(80, 24)) as pilot:
        await pilot.press("T")
        assert (bench.theme, kept(THEME)) == (LIGHT, LIGHT)
    assert Jingdex(session).theme == LIGHT
    keep(THEME, "none")
    assert Jingdex(session).theme == DARK
