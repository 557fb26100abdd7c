"""Offers receipts for this laptop that were found on a stick; nothing is accepted before the button is pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Notice
from bsuh_desktop.system.sticks import Stick

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.services.hand_over.stick_receipts import Expected

OnSticks = tuple[tuple[str, tuple[Path, ...]], ...]
"""For each stick its label and its receipts."""


class ReceiptOffer:
    """`changed` is called when other receipts are offered."""

    def __init__(self, session: DeskSession, changed: Callable[[], object]) -> None:
        self._session = session
        self._changed = changed
        self._found: OnSticks = ()
        self._tried: set[Path] = set()
        self._asked = 0

    def look(self, sticks: Sequence[Stick], wanted: Expected) -> None:
        """Searches on the thread of files; only the newest search is answered."""
        self._asked += 1
        asked, tried = self._asked, frozenset(self._tried)
        if not sticks:
            self._tried.clear()
            self._show(())
            return
        self._session.ask(
            lambda: _on_sticks(sticks, wanted, tried),
            lambda found: self._show(found) if asked == self._asked else None,
            lambda _: None,
        )

    def hide(self) -> None:
        """Hides the offer while something else goes on."""
        self._asked += 1
        self._show(())

    def take(self) -> list[Path]:
        """The receipts that are offered, which are now read. A faulty one is not offered again while its stick is
        plugged in."""
        paths = self._paths()
        self._tried.update(paths)
        self.hide()
        return paths

    def notice(self) -> Notice:
        """The offer."""
        paths = self._paths()
        if not paths:
            return Notice(shown=False)
        label = next(label for label, found in self._found if found)
        fact = Message("Receipts for you on {label}: {count}", label=label, count=len(paths))
        return Notice(light="info", fact=fact, verbs=(("take_offered", Message("Load them")),))

    def _paths(self) -> list[Path]:
        return [path for _, found in self._found for path in found]

    def _show(self, found: OnSticks) -> None:
        if found != self._found:
            self._found = found
            self._changed()


def _on_sticks(sticks: Sequence[Stick], wanted: Expected, tried: frozenset[Path]) -> OnSticks:
    from bsuh_desktop.services.hand_over.stick_receipts import receipts_on

    found = ((stick.label, receipts_on(stick.path, wanted)) for stick in sticks)
    return tuple((label, tuple(path for path in paths if path not in tried)) for label, paths in found)
