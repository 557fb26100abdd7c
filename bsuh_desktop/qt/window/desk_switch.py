"""From one facilitator's desk to another's on the same laptop: nothing of the first stays in a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.dialog import ask
from bsuh_desktop.qt.window.pages import UNFRAMED, Pages
from bsuh_desktop.qt.window.window_interface import WindowInterface


class DeskSwitch:
    """Moves the window to the door of another desk, or to the first run of a new one."""

    def __init__(self, bridge: Bridge, window: WindowInterface, pages: Pages) -> None:
        self._bridge, self._window, self._pages = bridge, window, pages
        self._then: Callable[[], object] | None = None

    def takes(self, destination: Destination) -> bool:
        """True if `destination` belongs to another desk: then the switch is made here, after locking the desk that is
        open and, if unsaved input waits behind the door, after the person has agreed to lose it."""
        folder = destination.path
        if destination.screen not in UNFRAMED or not isinstance(folder, Path) or folder == self._bridge.profile:
            return False
        if self._bridge.facts is not None:
            self._then = lambda: self._ask(folder, destination.screen)
            self._window.lock_desk()
        else:
            self._ask(folder, destination.screen)
        return True

    def on_locked(self) -> None:
        """The desk is locked and its door is shown: continues a switch that waited for this."""
        then, self._then = self._then, None
        if then is not None:
            then()

    def _ask(self, folder: Path, screen: str) -> None:
        if not self._window.something_waits:
            self._turn(folder, screen)
            return
        verbs = [("leave", Message("Open the other desk"), "secondary"), ("stay", Message("Stay"), "primary")]
        ask(
            self._window,
            Message("Open another desk?"),
            Message("Something typed on this desk was not saved. It is lost if you open another desk."),
            verbs,
            lambda key: self._turn(folder, screen) if key == "leave" else None,
            safe="stay",
        )

    def _turn(self, folder: Path, screen: str) -> None:
        self._window.forget_waiting()
        gone = self._pages.take_all_but(self._window.page)
        self._bridge.choose_desk(folder)
        self._window.go(Destination(screen))
        self._window.restart_at_door()
        # After all answers that are still on their way to one of these pages.
        self._bridge.ask(lambda: None, lambda _: _delete(gone))


def _delete(pages: list[Screen]) -> None:
    for page in pages:
        page.deleteLater()
