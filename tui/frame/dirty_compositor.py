"""A compositor that renders of each widget only the lines in which something has changed, and sends only that part."""

from collections.abc import Callable, Iterator

from rich.console import Console
from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget


class PartsUpdate(CompositorUpdate):
    """Parts of lines, each at its place on the screen, the later over the earlier."""

    def __init__(self, parts: list[tuple[Offset, Strip]]) -> None:
        self.parts = parts

    def render_segments(self, console: Console) -> str:
        """What draws them on a terminal."""
        return "".join(f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for (x, y), strip in self.parts)


class DirtyCompositor(Compositor):
    """Textual's own renders all widgets within the rectangle around all that has changed: mostly the whole screen.

    It also cuts what lies on top at the edges of what it covers, which takes a wide sign away: 9,861亿 was 9,861.
    """

    def render_partial_update(self) -> PartsUpdate | None:  # type: ignore[override] # of the same use
        """What has changed since the update before; null where nothing has."""
        waiting, self._dirty_regions = [*self._dirty_regions], set()
        changes: list[tuple[Widget, Offset, Region, list[Region]]] = []
        for widget, (region, clip) in self.visible_widgets.items():
            in_view = region.intersection(clip)
            if parts := [part for changed in waiting if (part := in_view.intersection(changed))]:
                changes.append((widget, region.offset, in_view, parts))
                waiting = [changed for changed in waiting if not in_view.contains_region(changed)]
            if not waiting:
                break
        return PartsUpdate([part for change in reversed(changes) for part in _rendered(*change)]) if changes else None

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> list[dict[int, Strip]]:
        """The parts of each line by their columns: whole strips on top, and of those below what is not covered."""
        lines: list[dict[int, Strip]] = [{} for _ in range(self.size.height)]
        for region, clip, strips in self._get_renders(crop):
            in_view = region.intersection(clip)
            for y, strip in zip(in_view.line_range, strips, strict=False):
                if is_rendered_line(y):
                    lay_under(lines[y], in_view.x, strip.crop(0, in_view.width))
        return [dict(sorted(parts.items())) for parts in lines]


def lay_under(parts: dict[int, Strip], x: int, strip: Strip) -> None:
    """Add to the parts of a line, by their columns, what they do not cover of a strip that begins at `x`."""
    start, end = x, x + strip.cell_length
    for left, part in sorted(parts.items()):
        if start < left < end:
            parts[start] = strip.crop(start - x, left - x)
        if left < end:
            start = max(start, left + part.cell_length)
    if start < end:
        parts[start] = strip.crop(start - x, end - x)


def _rendered(widget: Widget, place: Offset, in_view: Region, parts: list[Region]) -> Iterator[tuple[Offset, Strip]]:
    """The changed lines of a widget at its place, each from the first to the last of the changed parts in it."""
    spans: dict[int, tuple[int, int]] = {}
    for x, y, width, height in parts:
        for line in range(y, y + height):
            first, last = spans.get(line, (x, x + width))
            spans[line] = min(first, x), max(last, x + width)
    top = min(spans)
    lines = Region(in_view.x, top, in_view.width, max(spans) + 1 - top)
    strips = widget.render_lines(lines.translate(-place))
    for y, (first, last) in spans.items():
        yield Offset(first, y), strips[y - top].crop(first - in_view.x, last - in_view.x)
