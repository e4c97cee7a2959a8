"""The colour themes: dark, light, and one that can be told apart with any colour vision."""

from dataclasses import replace
from typing import Final

from textual.theme import Theme

from tui.terminal.means import TerminalMeans

DARK: Final = "jingdex-dark"
LIGHT: Final = "jingdex-light"
CONTRAST: Final = "jingdex-contrast"
ELEMENTS: Final = 6
"""How many parts of a score have a colour of their own."""


def themes(means: TerminalMeans) -> tuple[Theme, ...]:
    """Dark, light and contrast, always by the same names, in the colours that the terminal has.

    Where there are only sixteen, exact colours would be rounded to neighbours that cannot be read on each other, so
    the named ones are used, on a named ground as the terminal's own may be any. Without colour the row of the cursor
    is bold, as it is with sixteen, none of which is a faint tint.
    """
    if means.sixteen:
        return _SIXTEEN
    return _EXACT if means.colour else _WITHOUT


def _cursor(foreground: str, background: str) -> dict[str, str]:
    return {
        "block-cursor-foreground": foreground,
        "block-cursor-background": background,
        "block-cursor-text-style": "bold",
    }


def _quiet(estimate: str, quiet: str) -> dict[str, str]:
    """What nobody observed, and what is said beside the figures: each quieter than what was published."""
    return {"estimate": estimate, "quiet": quiet, "text-muted": estimate, "text-disabled": quiet}


def _elements(*colours: str) -> dict[str, str]:
    """The parts of a score, in the order of their signs; where there are fewer colours, they come again.

    They change within a line, so the exact ones are among the 256 that have a number, which is half as long.
    """
    return {f"element-{at}": colours[at % len(colours)] for at in range(ELEMENTS)}


def _row(tint: str, style: str = "none") -> dict[str, str]:
    """The row of the cursor."""
    return {"row-tint": tint, "row-style": style}


def _chrome(key: str, edge: str, ground: str, block: str) -> dict[str, str]:
    return {
        "selected-cells": block,
        "border": key,
        "border-blurred": edge,
        "footer-key-foreground": key,
        "footer-background": ground,
        "footer-description-background": ground,
        "footer-item-background": ground,
        "scrollbar": edge,
        "scrollbar-hover": key,
        "scrollbar-active": key,
        "scrollbar-background": ground,
        "scrollbar-background-hover": ground,
        "scrollbar-background-active": ground,
        "scrollbar-corner-color": ground,
    }


def _ground(foreground: str, background: str) -> dict[str, str]:
    """What Textual would leave to the terminal's own colours, which may not be readable on a ground of ours.

    The cursor of a line is black on white, which is seen on black as it is, on white reversed.
    """
    cursor = {"input-cursor-text-style": "none" if background == "ansi_black" else "reverse"}
    return dict.fromkeys(_ON_GROUND, foreground) | dict.fromkeys(_OF_GROUND, background) | cursor


_ON_GROUND: Final = (
    "ansi-foreground",
    "text",
    "text-muted",
    "text-disabled",
    "foreground-muted",
    "footer-foreground",
    "footer-description-foreground",
    "block-cursor-blurred-foreground",
    "input-cursor-foreground",
    "input-selection-foreground",
    "button-foreground",
    "button-color-foreground",
)
_OF_GROUND: Final = (
    "ansi-background",
    "background-muted",
    "block-cursor-blurred-background",
    "block-hover-background",
    "input-cursor-background",
)

_EXACT: Final = (
    Theme(
        name=DARK,
        primary="#6cb6ff",
        secondary="#9fb3c8",
        accent="#5fd7d7",
        warning="#e0b050",
        error="#f08070",
        success="#7fc97f",
        foreground="#e4e4e4",
        background="#121212",
        surface="#151b21",
        panel="#1c232b",
        dark=True,
        variables={
            **_chrome("#6cb6ff", "#566472", "#121212", "#2a4058"),
            **_cursor("#121212", "#6cb6ff"),
            **_quiet("#a8a8a8", "#8a8a8a"),
            **_row("#1c232b"),
            **_elements("#5f87ff", "#ffd787", "#ff875f", "#d7d7d7", "#d787af", "#afd7af"),
        },
    ),
    Theme(
        name=LIGHT,
        primary="#0b5cad",
        secondary="#4b5660",
        accent="#00626b",
        warning="#8a5500",
        error="#b3261e",
        success="#1a6b32",
        foreground="#1c1c1c",
        background="#fbfbf8",
        surface="#f2f2ee",
        panel="#e7e7e1",
        dark=False,
        variables={
            **_chrome("#0b5cad", "#858c93", "#fbfbf8", "#cfe1f5"),
            **_cursor("#ffffff", "#0b5cad"),
            **_quiet("#4e4e4e", "#626262"),
            **_row("#efefe9"),
            **_elements("#005faf", "#5f5f00", "#af005f", "#1c1c1c", "#875f87", "#005f00"),
        },
    ),
    Theme(  # the colours of Okabe and Ito: good is blue, bad is vermilion in a lighter shade
        name=CONTRAST,
        primary="#56b4e9",
        secondary="#ffffff",
        accent="#f0e442",
        warning="#b2886b",
        error="#ff8a3d",
        success="#56b4e9",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1a1a1a",
        dark=True,
        variables={
            **_chrome("#f0e442", "#9e9e9e", "#000000", "#303030"),
            **_cursor("#000000", "#f0e442"),
            **_quiet("#c6c6c6", "#a8a8a8"),
            **_row("#1a1a1a"),
            **_elements("#0087d7", "#ffff5f", "#ff875f", "#ffffff", "#d787af", "#afffd7"),
        },
    ),
)

_NAMED: Final = (
    "ansi_bright_cyan",
    "ansi_yellow",
    "ansi_bright_magenta",
    "ansi_bright_white",
    "ansi_green",
    "ansi_bright_yellow",
)
_DARK_OF_SIXTEEN: Final = Theme(
    name=DARK,
    ansi=True,
    primary="ansi_bright_cyan",
    secondary="ansi_bright_white",
    accent="ansi_bright_cyan",
    warning="ansi_bright_yellow",
    error="ansi_bright_red",
    success="ansi_bright_green",
    foreground="ansi_bright_white",
    background="ansi_black",
    dark=True,
    variables={
        **_chrome("ansi_bright_cyan", "ansi_bright_black", "ansi_black", "ansi_blue"),
        **_cursor("ansi_black", "ansi_cyan"),
        **_quiet("ansi_white", "ansi_white"),
        **_row("ansi_black", "bold"),
        **_elements(*_NAMED),
        **_ground("ansi_bright_white", "ansi_black"),
    },
)
_SIXTEEN: Final = (
    _DARK_OF_SIXTEEN,
    Theme(
        name=LIGHT,
        ansi=True,
        primary="ansi_blue",
        secondary="ansi_black",
        accent="ansi_blue",
        warning="ansi_magenta",
        error="ansi_red",
        success="ansi_blue",
        foreground="ansi_black",
        background="ansi_bright_white",
        dark=False,
        variables={
            **_chrome("ansi_blue", "ansi_bright_black", "ansi_bright_white", "ansi_bright_cyan"),
            **_cursor("ansi_bright_white", "ansi_blue"),
            **_quiet("ansi_black", "ansi_black"),
            **_row("ansi_bright_white", "bold"),
            **_elements("ansi_blue", "ansi_magenta", "ansi_black"),
            **_ground("ansi_black", "ansi_bright_white"),
        },
    ),
    replace(
        _DARK_OF_SIXTEEN,
        name=CONTRAST,
        accent="ansi_bright_white",
        warning="ansi_bright_magenta",
        error="ansi_bright_yellow",
        success="ansi_bright_cyan",
        variables={
            **_DARK_OF_SIXTEEN.variables,
            **_chrome("ansi_bright_yellow", "ansi_white", "ansi_black", "ansi_blue"),
            **_cursor("ansi_black", "ansi_bright_yellow"),
        },
    ),
)

_WITHOUT: Final = tuple(
    replace(theme, variables={**theme.variables, **_row(str(theme.background), "bold")}) for theme in _EXACT
)
