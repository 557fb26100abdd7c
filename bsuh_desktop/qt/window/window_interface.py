"""What the parts of the desk's window ask of it, so that none of them needs to know the whole."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen


class WindowInterface(QWidget):
    """The window as its lock, its restart, its question before closing and its change of desks see it."""

    @property
    def page(self) -> Screen:
        """The page that is shown."""
        raise NotImplementedError

    @property
    def something_waits(self) -> bool:
        """True if something that was typed waits behind the door."""
        raise NotImplementedError

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """What would be lost if the window were closed, and what to do; None if nothing is."""
        raise NotImplementedError

    def go(self, place: Destination) -> None:
        """Opens a page."""
        raise NotImplementedError

    def leave_page(self) -> None:
        """The page is left as if another one was opened."""
        raise NotImplementedError

    def forget_waiting(self) -> None:
        """What waits behind the door is lost."""
        raise NotImplementedError

    def show_cover(self, cover: QWidget) -> None:
        """Covers the whole window."""
        raise NotImplementedError

    def hide_cover(self, cover: QWidget) -> None:
        """Takes the cover away."""
        raise NotImplementedError

    def help_a_child(self) -> None:
        """Opens the page of help."""
        raise NotImplementedError

    def lock_desk(self) -> None:
        """Locks the desk as if the facilitator had asked for it."""
        raise NotImplementedError

    def restart_at_door(self) -> None:
        """Ends the process once the desk is locked, where it is the window's to end."""
        raise NotImplementedError
