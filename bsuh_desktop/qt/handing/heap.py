"""What a coordinator has read on one page, from one stick after the other: each file once, with its receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.qt.handing.received_rows import group_of

if TYPE_CHECKING:
    from bsuh_desktop.exchange.receipt import Receipt
    from bsuh_desktop.services.receiving.values import Received, ReceivedFile


class Heap:
    """Grows with each stick."""

    def __init__(self) -> None:
        self.files: tuple[ReceivedFile, ...] = ()
        self.passed_over = self.copies = self.left = 0
        self._answers: dict[bytes, Receipt] = {}

    @property
    def receipts(self) -> int:
        """How many receipts can be written."""
        return len(self._answers)

    def add(self, found: Received) -> bool:
        """Adds what another stick brought; True if there is a receipt that was not here yet. The same stick once more
        brings nothing new."""
        known = {(one.path, one.sha256) for one in self.files}
        self.files += tuple(one for one in found.files if (one.path, one.sha256) not in known)
        self.passed_over, self.left = self.passed_over + found.passed_over, found.left
        self.copies += found.copies
        before = len(self._answers)
        self._answers.update({one.file: one for one in found.answers if one.file not in self._answers})
        return len(self._answers) > before

    def counts(self) -> dict[str, int]:
        """How many stand in each group."""
        groups = [group_of(one) for one in self.files]
        return {group: groups.count(group) for group in ("answered", "person", "refused")}

    def received(self) -> Received:
        """All of it, as the receipts are written of it."""
        from bsuh_desktop.services.receiving.values import Received

        return Received(self.files, self.passed_over, self.copies, self.left, tuple(self._answers.values()))
