"""What painted lists share: a layout asks for their height many times a moment, and each answer is reckoned once."""

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
    """Stands before the Qt class. Call `remeasure` when what is painted has changed."""

    _known: dict[int, int] | None = None

    def height_of(self, width: int) -> int:
        """What the part needs in height where it is `width` wide."""
        raise NotImplementedError

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """`height_of`, kept."""
        known = self._known = {} if self._known is None else self._known
        if width not in known:
            known[width] = self.height_of(width)
        return known[width]

    def remeasure(self) -> None:
        """Nothing of what was kept holds any more."""
        self._known = None
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Letters of another size."""
        self.remeasure()
