"""Locking ends this process and starts the app anew at the door: of what was open nothing is left in memory."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import MutableMapping

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtWidgets import QDialog

from bsuh_desktop.domain.errors import DAMAGED
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.qt.bridge.bridge import Bridge, file_damaged
from bsuh_desktop.qt.dialogs.help_key import DIALOG
from bsuh_desktop.qt.safekeeping.front import DoorScreen
from bsuh_desktop.qt.window.desk_lock import pin_spent
from bsuh_desktop.qt.window.window_interface import WindowInterface

VARIABLE = "BSUH_AFTER_LOCK"
"""The variable of the environment in which one process tells the next where to start."""

_REASONS = {"pin_spent": pin_spent, "store_damaged": file_damaged}
"""What may stand at the door, by its code."""


@dataclasses.dataclass(frozen=True)
class StartAtDoor:
    """How the app comes back after a lock. It names nobody, and nothing in it is secret."""

    folder: str
    """Of the desk before whose door, or in whose first run, one stands."""
    screen: str
    """door or first_run."""
    language: Language
    """In which a desk begins that nobody has made yet."""
    geometry: str
    """Place, size and screen of the window, as Qt writes them, in base64."""
    help_open: bool = False
    """Somebody reads what to do for a child."""
    reason: str = ""
    """The code of what was told at the door."""

    def tell(self, environment: MutableMapping[str, str]) -> None:
        """Writes it down for the process that comes next."""
        environment[VARIABLE] = json.dumps(dataclasses.asdict(self))

    @classmethod
    def told(cls, environment: MutableMapping[str, str]) -> StartAtDoor | None:
        """What the process before this one wrote down, which nobody hears twice; None at an ordinary start."""
        text = environment.pop(VARIABLE, "")
        try:
            found = cls(**json.loads(text))
        except (ValueError, TypeError):
            return None
        return found if found.screen in ("door", "first_run") else None

    def arrive(self, window: WindowInterface, bridge: Bridge) -> None:
        """Shows the window where the last one stood, with what was told there."""
        window.restoreGeometry(QByteArray.fromBase64(self.geometry.encode()))
        window.show()
        if self.reason in _REASONS:
            bridge.told.emit(_REASONS[self.reason]())
        if self.reason in DAMAGED:
            bridge.suspect()
        if self.help_open:
            window.help_a_child()


class Restart:
    """`start` is what the next process should be told, once the window was closed for it. Without `wanted` a lock
    stays in this process: whoever does not own the process asks for that."""

    def __init__(self, bridge: Bridge, window: WindowInterface, wanted: bool) -> None:
        self.start: StartAtDoor | None = None
        self._bridge, self._window, self._wanted = bridge, window, wanted
        self._was_open = False
        bridge.opened.connect(self._on_opened)

    def _on_opened(self) -> None:
        self._was_open = True

    def begin(self) -> None:
        """The desk is locked: unless something waits behind the door, which stands nowhere but in memory, the window is
        closed, and with it everything that was handed over is done and put away."""
        if self._wanted and self._was_open and not self._window.something_waits:
            self._was_open = False
            # Closing may take a while, and no name may stand there meanwhile.
            self._window.repaint()
            QTimer.singleShot(0, self._close)

    def _close(self) -> None:
        bridge, window = self._bridge, self._window
        page, help_page = window.page, window.findChild(QDialog, DIALOG)
        told = page.told if isinstance(page, DoorScreen) else None
        self.start = StartAtDoor(
            str(bridge.profile),
            page.name,
            bridge.language,
            bytes(window.saveGeometry().toBase64().data()).decode(),
            help_page is not None and help_page.isVisible(),
            told.code if told is not None else "",
        )
        window.close()
