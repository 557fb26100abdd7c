"""The interface of the desk's window for its parts, so that none of them depends on the whole window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.navigation.screen import Destination, Screen


class WindowInterface(QWidget):
    """The window as its lock, its restart, the question before closing and the switch of desks use it."""

    @property
    def page(self) -> Screen:
        """The page that is shown."""
        raise NotImplementedError

    @property
    def something_waits(self) -> bool:
        """True if unsaved input or answers wait behind the door."""
        raise NotImplementedError

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """What closing the window would lose, and what to do; None if nothing would be lost."""
        raise NotImplementedError

    def go(self, destination: Destination) -> None:
        """Opens a page."""
        raise NotImplementedError

    def before_lock(self) -> None:
        """Lets the page store what was not submitted yet."""
        raise NotImplementedError

    def forget_waiting(self) -> None:
        """Discards what waits behind the door."""
        raise NotImplementedError

    def show_cover(self, cover: QWidget) -> None:
        """Covers the whole window."""
        raise NotImplementedError

    def hide_cover(self, cover: QWidget) -> None:
        """Takes the cover away."""
        raise NotImplementedError

    def help_a_child(self) -> None:
        """Opens the help for a child."""
        raise NotImplementedError

    def take_file(self, path: Path) -> None:
        """Shows a file that somebody has opened with the app."""
        raise NotImplementedError

    def lock_desk(self) -> None:
        """Locks the desk as if the facilitator had asked for it."""
        raise NotImplementedError

    def restart_at_door(self) -> None:
        """Ends the process once the desk is locked, if the window may end it."""
        raise NotImplementedError
