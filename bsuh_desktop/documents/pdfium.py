"""Opens an untrusted PDF, or raises a KnownError. The only module that opens documents with PDFium.

PDFium may be used by one thread at a time, so only one is let in, with as many documents as it likes.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

import pypdfium2  # type: ignore[import-untyped]

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

_one_at_a_time = threading.RLock()


@contextlib.contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """The document in `pdf` (pypdfium2's PdfDocument), closed afterwards.

    Raises KnownError `unreadable_pdf`, also for what PDFium refuses while it is open.
    """
    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(pdf)
            try:
                yield document
            finally:
                document.close()
        except pypdfium2.PdfiumError as trouble:
            raise unreadable_pdf() from trouble


def unreadable_pdf() -> KnownError:
    """The error for a file that is not a PDF, or a broken or locked one."""
    return KnownError(
        "unreadable_pdf",
        Message("This PDF cannot be opened: it is broken, locked or incomplete."),
        Message("Ask for the original file, or take a picture of the printed certificate."),
    )
