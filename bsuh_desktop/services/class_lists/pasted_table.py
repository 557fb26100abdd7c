"""A table from the clipboard: bytes in memory alone, which are wiped when the list is kept, left or locked."""

from __future__ import annotations

import re

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

NAME = Message("Pasted table")
"""Shown instead of a file's name."""

_TABLE = re.compile(rb"(?i)<\0?t\0?a\0?b\0?l\0?e")
"""Of a web page in any encoding: Firefox copies UTF-16."""

_LINES = re.compile(rb"\S\s*[\r\n]\s*\S")


class PastedTable:
    """What was copied, to be read as often as somebody chooses other options."""

    def __init__(self, page: bytearray, text: bytearray) -> None:
        """Takes over what was copied, as HTML and as text; it is wiped with this. Only looked at here, for a table or
        for two lines: the limited process reads it. Raises KnownError("nothing_pasted") if there is neither."""
        table = _TABLE.search(page) is not None
        copied, other = (page, text) if table else (text, page)
        other[:] = bytes(len(other))
        self._copied: bytearray | None = copied
        if not table and _LINES.search(copied) is None:
            self.wipe()
            raise KnownError(
                "nothing_pasted",
                Message("No table was copied."),
                Message(
                    "Mark the whole table, press Ctrl+C there, then paste it here. Or write the learners one by one."
                ),
            )

    def data(self) -> bytearray:
        """The bytes. Raises KnownError("paste_is_gone") once they were wiped."""
        if self._copied is None:
            raise KnownError(
                "paste_is_gone",
                Message("The pasted table is not kept any longer, so it cannot be read in another way."),
                Message("Go back and paste it again."),
            )
        return self._copied

    def wipe(self) -> None:
        """Overwrites the bytes; also while a process is still being asked about them."""
        if self._copied is not None:
            self._copied[:] = bytes(len(self._copied))
            self._copied = None
