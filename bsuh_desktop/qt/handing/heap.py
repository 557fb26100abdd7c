"""What a coordinator has read on one page, from one stick after the other: each file once, with its receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from bsuh_desktop.qt.handing.received_rows import group_of

if TYPE_CHECKING:
    from bsuh_desktop.exchange.receipt import Receipt
    from bsuh_desktop.services.receiving.values import Received, ReceivedFile


class Heap:
    """Grows with each stick. `written` says that every receipt so far was written."""

    def __init__(self) -> None:
        self.files: tuple[ReceivedFile, ...] = ()
        self.passed_over = self.copies = self.left = 0
        self.written = False
        self._answers: dict[bytes, Receipt] = {}

    @property
    def receipts(self) -> int:
        """How many receipts can be written."""
        return len(self._answers)

    def add(self, found: Received) -> None:
        """Adds what another stick brought. What was read before is there once."""
        self._open_anew({one.session: one for one in found.files if one.conflict})
        known = {(one.path, one.sha256) for one in self.files}
        self.files += tuple(one for one in found.files if (one.path, one.sha256) not in known)
        self.passed_over += found.passed_over
        self.copies += found.copies
        self.left = found.left
        before = len(self._answers)
        self._answers.update({one.file: one for one in found.answers if one.file not in self._answers})
        self.written = self.written and len(self._answers) == before

    def _open_anew(self, conflicts: dict[str, ReceivedFile]) -> None:
        """Another stick speaks against a class that was not answered yet: then neither is."""
        if self.written:
            return
        self._answers = {sha256: one for sha256, one in self._answers.items() if one.session not in conflicts}
        self.files = tuple(_against(one, conflicts.get(one.session)) for one in self.files)

    def counts(self) -> dict[str, int]:
        """How many stand in each group."""
        groups = [group_of(one) for one in self.files]
        return {group: groups.count(group) for group in ("answered", "person", "refused")}

    def received(self) -> Received:
        """All of it, as the receipts are written of it."""
        from bsuh_desktop.services.receiving.values import Received

        return Received(self.files, self.passed_over, self.copies, self.left, tuple(self._answers.values()))


def _against(one: ReceivedFile, other: ReceivedFile | None) -> ReceivedFile:
    if other is None or one.outcome is None:
        return one
    told = {"state": "conflict", "conflict": True, "outcome": None, "code": ""}
    return replace(one, sentence=other.sentence, remedy=other.remedy, **told)
