"""What a coordinator's desk found on a stick: each file with its verdict, and the receipt that answers it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.receipt import Outcome, Receipt

ReceivedState = Literal["merged", "kept", "refused", "same", "conflict", "wrong"]
"""What the receipt will say; *same*: this very file lies here twice; *conflict*: a person must decide; *wrong*: no
receipt, for the file is not one that can be taken in at all (its verdict says why)."""


class ReceivedFile(msgspec.Struct, frozen=True):
    """One attendance file; `path` is as it was given or found. `place` and `present` are None and 0 where it could not
    be opened; `device` is the number (four characters, "" where it has none), `signer_code` as its desk shows it.
    `outcome` is None where it gets no receipt; `code` is the receipt to dictate (in its printed groups), "" without an
    outcome; `withdrawn` counts the learners whose consent was withdrawn, as the file tells."""

    path: Path
    session: str
    revision: int
    sha256: bytes
    verdict: Verdict
    state: ReceivedState
    sentence: Message
    remedy: Message | None = None
    day: datetime.date | None = None
    place: LocalText | None = None
    present: int = 0
    practice: bool = False
    device: str = ""
    signer_code: str = ""
    outcome: Outcome | None = None
    code: str = ""
    doubts: tuple[Message, ...] = ()
    conflict: bool = False
    withdrawn: int = 0


class Received(msgspec.Struct, frozen=True):
    """All files that were found, in the order in which they were given; `passed_over` is how many others lay in the
    folders; `copies` how many sealed recovery codes were kept, and `other_copies` how many whole ones were not, for
    they are here already, or nobody here can open them. `left` were not looked at, for it was cancelled.
    `answers` are the receipts, not signed yet."""

    files: tuple[ReceivedFile, ...]
    passed_over: int = 0
    copies: int = 0
    left: int = 0
    answers: tuple[Receipt, ...] = ()
    other_copies: int = 0

    @property
    def receipts(self) -> int:
        """How many receipts can be written."""
        return len(self.answers)


class WrittenReceipt(msgspec.Struct, frozen=True):
    """One receipt on disk: of which session's file, where, and the SHA-256 of the receipt's file. `state` is its
    outcome; `new` is False for one that stood there already."""

    session: str
    path: Path
    sha256: bytes
    state: Outcome
    new: bool = True
