"""A picture in the form of a file: SVG as it is, or PNG by resvg, which is installed where it is wanted."""

from core.words import marked
from tui.cli.arguments import BadUse

TIMES = 2.5
"""How many pixels one unit of the picture has: wide enough for print."""
NO_PNG = marked(
    "PNG needs the package resvg-py: install it with pip install 'jingdex[png]', or name a file that ends in .svg."
)


def as_picture(form: str, svg: str) -> bytes:
    """The bytes of the file. Raises BadUse where PNG cannot be made."""
    if form == "svg":
        return svg.encode()
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415 - only PNG needs it, and not all have it
    except ImportError as error:
        raise BadUse(NO_PNG) from error
    return bytes(svg_to_bytes(svg_string=svg, zoom=TIMES))
