"""The process that reads one list, within the limits of `rosters/sandbox/reader.py`."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.sandbox.protocol import Request
from bsuh_desktop.system.sandbox_child import serve


def main() -> None:
    """Answers questions until the app ends or ends this process."""
    serve(_answer)


def _answer(question: bytes, data: bytes) -> bytes:
    try:
        # Imported only here: if the programme itself is damaged that is not the list's fault, and must be reported to
        # the app.
        from bsuh_desktop.rosters.interpret import understand

        request = msgspec.msgpack.decode(question, type=Request)
        source = data if request.path is None else Path(os.fsdecode(request.path))
        return msgspec.msgpack.encode(understand(source, request.options))
    except MemoryError:
        raise refusals.too_heavy() from None


if __name__ == "__main__":
    main()
