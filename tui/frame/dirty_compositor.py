"""A compositor that renders of each widget only the lines in which something has changed."""

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class DirtyCompositor(Compositor):
    """Textual's own renders all widgets within the rectangle around all that has changed: mostly the whole screen."""

    def __init__(self) -> None:
        super().__init__()
        self._changed: tuple[Region, ...] = ()

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed since the update before; null where nothing has."""
        self._changed = tuple(self._dirty_regions)
        update = super().render_partial_update()
        self._changed = ()
        return update

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if not self._changed:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            in_view = region.intersection(clip)
            parts = [part for changed in self._changed if (part := in_view.intersection(changed))]
            if parts:
                rows = Region.from_union(parts)
                lines = Region(in_view.x, rows.y, in_view.width, rows.height)
                yield lines, lines, widget.render_lines(lines.translate(-region.offset))
