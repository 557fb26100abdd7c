"""Reads a list in the background: one at a time, can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.errors import KnownError

T = TypeVar("T")


class ListReader:
    """Calls `changed` when a reading starts or ends. A reading that was stopped or replaced makes no callback."""

    def __init__(self, session: DeskSession, changed: Callable[[], object]) -> None:
        self._session = session
        self._changed = changed
        self._stop: threading.Event | None = None

    @property
    def busy(self) -> bool:
        """True while a list is being read."""
        return self._stop is not None

    def run(
        self,
        work: Callable[[threading.Event], T],
        then: Callable[[T], object],
        failed: Callable[[KnownError], object],
    ) -> None:
        """Runs `work` on the file thread."""
        self.stop()
        stop = self._stop = threading.Event()

        def ended(answer: Callable[[], object]) -> None:
            if self._stop is stop:
                self._stop = None
                self._changed()
                answer()

        self._changed()
        self._session.ask(
            lambda: work(stop), lambda found: ended(lambda: then(found)), lambda error: ended(lambda: failed(error))
        )

    def stop(self) -> None:
        """Drops the result of the current reading."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None
            self._changed()
