"""What a receipt on disk is known by."""

from __future__ import annotations

from pathlib import Path

import msgspec

from bsuh_desktop.exchange.receipt import Outcome


class WrittenReceipt(msgspec.Struct, frozen=True):
    """One receipt on disk: of which session's file, where, and the SHA-256 of the receipt's file. `state` is its
    outcome; `new` is False for one that stood there already."""

    session: str
    path: Path
    sha256: bytes
    state: Outcome
    new: bool = True
