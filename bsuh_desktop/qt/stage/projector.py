"""Where the stage stands: full screen on the projector when there is one, hidden when it is gone, back when it is back.

It also knows whether the class may see the desk (public view), as far as that can be known.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

Screens = Literal["one", "mirrored", "two"]


class Projector(QObject):
    """Owns the place of the stage's window. `on` is what the facilitator wants; `screens` is what there is."""

    public_changed = Signal(bool)
    screens_changed = Signal()
    on_changed = Signal(bool)

    def __init__(self, stage: QWidget, desk: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)

    @property
    def screens(self) -> Screens:
        """One screen, two that show the same, or two of their own."""
        return "one"

    @property
    def on(self) -> bool:
        """True while the stage is wanted full screen."""
        return False

    def set_on(self, on: bool) -> None:
        """Puts the stage full screen on the projector; with one screen over the desk, until it is put off again."""

    def swap(self) -> None:
        """Stage and desk change screens."""

    @property
    def public(self) -> bool:
        """True while the class may see the desk: then it shows roll numbers only."""
        return True

    @property
    def shows_this_screen(self) -> bool | None:
        """What the facilitator answered; None until then, and again after any change of the screens."""
        return None

    def set_shows_this_screen(self, shows: bool | None) -> None:
        """The answer to “Does a projector show this screen?”."""

    def set_black(self, black: bool) -> None:
        """The stage is black: where it covers the desk, the class sees nothing of it."""

    def set_covered(self, covered: bool) -> None:
        """A person covered the projector, until it is uncovered or the screens change."""
