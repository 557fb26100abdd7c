"""A lock ends this process and starts the app again at the door: nothing that was open stays in memory."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtWidgets import QDialog

from bsuh_desktop.app.desk_session import file_damaged
from bsuh_desktop.domain.messages import DAMAGED, Language
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.help_key import DIALOG
from bsuh_desktop.qt.safekeeping.door_screen import DoorScreen
from bsuh_desktop.qt.window.desk_lock import pin_spent
from bsuh_desktop.qt.window.window_interface import WindowInterface

VARIABLE = "BSUH_AFTER_LOCK"
"""The environment variable by which one process tells the next where to start."""

_REASONS = {"pin_spent": pin_spent, "store_damaged": file_damaged}
"""The messages that the door may show after a restart, by their codes."""


@dataclasses.dataclass(frozen=True)
class StartAtDoor:
    """How the app starts after a lock. Contains no names and no secrets."""

    folder: str
    """The folder of the desk whose door, or whose first run, is shown."""
    screen: str
    """door or first_run."""
    language: Language
    """The language in which a desk that nobody has made yet starts."""
    geometry: str
    """Position, size and screen of the window: Qt's saveGeometry in base64."""
    help_open: bool = False
    """True if the help for a child was open."""
    reason: str = ""
    """The code of the message that was shown at the door, or ""."""
    given_file: str = ""
    """The path of a file that somebody had opened and that still waits, or ""."""

    def tell(self, environment: MutableMapping[str, str]) -> None:
        """Writes it to the environment of the next process."""
        environment[VARIABLE] = json.dumps(dataclasses.asdict(self))

    @classmethod
    def from_environment(cls, environment: MutableMapping[str, str]) -> StartAtDoor | None:
        """Reads and removes what the previous process wrote; None at an ordinary start."""
        text = environment.pop(VARIABLE, "")
        try:
            found = cls(**json.loads(text))
        except (ValueError, TypeError):
            return None
        return found if found.screen in ("door", "first_run") else None

    def arrive(self, window: WindowInterface, bridge: Bridge) -> None:
        """Shows the window at its previous position, with its message and the help for a child, if that was open."""
        window.restoreGeometry(QByteArray.fromBase64(self.geometry.encode()))
        window.show()
        if self.reason in _REASONS:
            bridge.error_reported.emit(_REASONS[self.reason]())
        if self.reason in DAMAGED:
            bridge.suspect()
        if self.given_file:
            window.take_file(Path(self.given_file))
        if self.help_open:
            window.help_a_child()


class Restart:
    """`start` is set once the window was closed for a restart: the state for the next process. Without `wanted` a
    lock does not end the process, for callers that do not own it."""

    def __init__(self, bridge: Bridge, window: WindowInterface, wanted: bool) -> None:
        self.start: StartAtDoor | None = None
        self._bridge, self._window, self._wanted = bridge, window, wanted
        self._was_open = False
        bridge.opened.connect(self._on_opened)

    def _on_opened(self) -> None:
        self._was_open = True

    def begin(self) -> None:
        """Called when the desk is locked. Closes the window, which finishes all queued work, unless something waits
        behind the door: that is in memory only."""
        if self._wanted and self._was_open and not self._window.something_waits:
            self._was_open = False
            # Closing may take a while, and no name may stay on the screen meanwhile.
            self._window.repaint()
            QTimer.singleShot(0, self._close)

    def _close(self) -> None:
        bridge, window = self._bridge, self._window
        page, help_page = window.page, window.findChild(QDialog, DIALOG)
        told = page.presenter.error if isinstance(page, DoorScreen) else None
        self.start = StartAtDoor(
            str(bridge.profile),
            page.name,
            bridge.language,
            bytes(window.saveGeometry().toBase64().data()).decode(),
            help_page is not None and help_page.isVisible(),
            told.code if told is not None else "",
            str(bridge.given_file or ""),
        )
        window.close()
