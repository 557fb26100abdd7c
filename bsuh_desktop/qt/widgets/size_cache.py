"""Caches heights of painted lists: a layout asks for them many times a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.qt.widgets.restyled import Restyled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    class _Part(Restyled, QWidget):
        pass
else:
    _Part = Restyled


class SizeCache(_Part):
    """List it before the Qt class. Call `remeasure` when the painted content has changed."""

    _known: dict[int, int] | None = None

    def height_of(self, width: int) -> int:
        """The height of the widget for a width of `width`."""
        raise NotImplementedError

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """`height_of`, cached."""
        known = self._known = {} if self._known is None else self._known
        if width not in known:
            known[width] = self.height_of(width)
        return known[width]

    def remeasure(self) -> None:
        """Clears the cache."""
        self._known = None
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Clears the cache for another text size."""
        self.remeasure()
