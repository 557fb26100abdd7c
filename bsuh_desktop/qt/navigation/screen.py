"""The base of every page, and where in the desk a person wants to go.

A page has a name, two header lines, and hooks for opening, leaving, keys and changes of the class."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.dialog import ask
from bsuh_desktop.qt.widgets.icons import apply_icons


@dataclasses.dataclass(frozen=True)
class Destination:
    """A page by its name, and its subject: a class group, a session, or whatever is passed in `path`. `prepared` is
    the id of a prepared class."""

    screen: str
    group: str = ""
    session: str = ""
    path: object = None
    prepared: str = ""


class Screen(QWidget):
    """A page. A `framed` page is beside the rail and under the header; an unframed one, such as the door, fills the
    window. Subclasses set up their form in `__init__` and keep it as `self.form`; they call the bridge only from
    `enter` on."""

    name: ClassVar[str]
    framed: ClassVar[bool] = True
    in_class: ClassVar[bool] = False

    form: Any
    _dressed = False
    go = Signal(object)
    header_changed = Signal()
    turned = Signal()
    """The page switched to its other half: messages about the first half do not belong there."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge

    def breadcrumb(self) -> str:
        """The small line above the title, in the desk's language."""
        return ""

    def title(self) -> str:
        """The page's title, in the desk's language."""
        return ""

    def enter(self, destination: Destination) -> None:
        """The page is shown now."""

    def leave(self) -> None:
        """Another page is shown now."""

    def before_lock(self) -> None:
        """The desk is about to be locked: stores what was not submitted yet. If the lock fails, the page goes on."""

    def clear_personal_data(self) -> None:
        """Called when another page is shown and nobody will return to this one as it was: drops all personal data."""

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """The question and what would be lost by leaving the page for good; None if nothing would be."""
        return None

    def ask_to_leave(self, leave: Callable[[], object]) -> None:
        """Calls `leave`; if something would be lost, only after the person has agreed."""
        reason = self.unsaved_warning()
        if reason is None:
            leave()
            return
        verbs = [("leave", Message("Leave"), "secondary"), ("stay", Message("Stay"), "primary")]
        ask(self, *reason, verbs, lambda key: leave() if key == "leave" else None, safe="stay")

    def show_class(self) -> None:
        """The open class has changed: `self.bridge.picture` is new. Called only while the page is shown."""

    def retranslate(self) -> None:
        """Sets the texts that are not the form's own: called on entering, and when the language has changed."""

    def changeEvent(self, event: QEvent) -> None:
        """Updates form and page for a new language or a new style. Qt posts this event to windows some time after
        the change."""
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "form"):
            self.form.retranslateUi(self)
            if self.isVisible():
                self.retranslate()
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._dressed:
            self.restyle()

    def restyle(self) -> None:
        """Updates icons and measured sizes for a new text size or contrast: called at the end of `__init__`, and
        automatically after every change."""
        self._dressed = True
        apply_icons(self)

    def key(self, event: QKeyEvent) -> bool:
        """Handles a key that no control has taken, from the desk or from the stage; True if the page has used it."""
        return False

    def may_take(self) -> bool:
        """True if a file can be given to the page now."""
        return True

    def take_file(self, path: Path, kind: str) -> None:
        """Takes a file that somebody opened with the app, as if it had been chosen here; `kind` is one of
        `services.verify.file_kinds.FileKind`. Raises LookupError on a page where no files are chosen."""
        raise LookupError(self.name)

    def open(self, screen: str, *, group: str = "", session: str = "", path: object = None, prepared: str = "") -> None:
        """Requests another page."""
        self.go.emit(Destination(screen, group=group, session=session, path=path, prepared=prepared))
