"""What every page of the desk has: a name, two header lines, and what happens when it is opened, left or told news."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.widgets.dialog import ask
from bsuh_desktop.qt.widgets.icons import apply_icons


class Screen(QWidget):
    """A page. `framed` ones stand beside the rail and under the header; the door fills the window. Subclasses set up
    their form in `__init__` and keep it as `self.form`; nothing is asked of the bridge before `enter`."""

    name: ClassVar[str]
    framed: ClassVar[bool] = True
    in_class: ClassVar[bool] = False

    form: Any
    _dressed = False
    go = Signal(object)
    header_changed = Signal()
    turned = Signal()
    """It shows its other half: what was told about the first has no place there."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge

    def breadcrumb(self) -> str:
        """The small line above the title, already said."""
        return ""

    def title(self) -> str:
        """The page's title, already said."""
        return ""

    def enter(self, place: Destination) -> None:
        """The page is shown now."""

    def leave(self) -> None:
        """Another page is shown now."""

    def clear_personal_data(self) -> None:
        """Another page is shown now, and none comes back to this one as it was: what it held of anybody goes."""

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """A question and what is lost, where leaving the page for good would lose something; None if nothing is."""
        return None

    def ask_to_leave(self, leave: Callable[[], object]) -> None:
        """Calls `leave`; where something would be lost, once the person has said so."""
        reason = self.unsaved_warning()
        if reason is None:
            leave()
            return
        verbs = [("leave", Message("Leave"), "secondary"), ("stay", Message("Stay"), "primary")]
        ask(self, *reason, verbs, lambda key: leave() if key == "leave" else None, safe="stay")

    def show_class(self) -> None:
        """Something changed in the class that is open: `self.bridge.picture` is new. Called while the page is shown."""

    def retranslate(self) -> None:
        """Texts that are not the form's own are said anew: on entering, and when the language has changed."""

    def changeEvent(self, event: QEvent) -> None:
        """Form and page say their texts in the new language, or wear the new style. Qt posts this to its windows some
        time later."""
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "form"):
            self.form.retranslateUi(self)
            if self.isVisible():
                self.retranslate()
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._dressed:
            self.restyle()

    def restyle(self) -> None:
        """Icons, and whatever is measured, follow the size of the text and the contrast: called at the end of
        `__init__`, and from then on by itself."""
        self._dressed = True
        apply_icons(self)

    def key(self, event: QKeyEvent) -> bool:
        """A key that no control took, from the desk or from the stage; True if the page has used it."""
        return False

    def open(self, screen: str, *, group: str = "", session: str = "", path: object = None, prepared: str = "") -> None:
        """Asks for another page."""
        self.go.emit(Destination(screen, group=group, session=session, path=path, prepared=prepared))
