"""A PDF opened with PDFium, or a KnownError; and the credentials of a batch as an attached file inside it.

PDFium may be used by one thread at a time, so only one is let in, with as many documents as it likes. Attached files
are those of ISO 32000-1, 7.11.4."""

from __future__ import annotations

import contextlib
import ctypes
import io
import threading
from collections.abc import Iterator
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from bsuh_desktop.documents.paper_protocol import LARGEST_ATTACHMENT
from bsuh_desktop.domain.messages import KnownError, Message

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


def embed(pdf: bytes, name: str, content: bytes) -> bytes:
    """`pdf` with `content` attached as `name`; existing content is kept. Raises KnownError `unreadable_pdf`.

    PDFium writes a new file identifier each time: two results differ in a few bytes.
    """
    with opened(pdf) as document:
        document.new_attachment(name).set_data(content)
        whole = io.BytesIO()
        document.save(whole)
    return whole.getvalue()


def read_attachment(pdf: bytes, name: str) -> bytes | None:
    """The attached file of that name, None if there is none. Raises KnownError `unreadable_pdf`, also if two files have
    that name, since readers would not agree which one is meant, and for one of more than 6 MiB. Other attachments are
    not unpacked."""
    with opened(pdf) as document:
        found = [document.get_attachment(index) for index in range(document.count_attachments())]
        names = [attachment.get_name() for attachment in found]
        if len(set(names)) != len(names):
            raise unreadable_pdf()
        if name not in names:
            return None
        return _content(found[names.index(name)])


def _content(attachment: Any) -> bytes:
    length = ctypes.c_ulong()
    if not pdfium.FPDFAttachment_GetFile(attachment, None, 0, length) or length.value > LARGEST_ATTACHMENT:
        raise unreadable_pdf()
    return bytes(attachment.get_data())
