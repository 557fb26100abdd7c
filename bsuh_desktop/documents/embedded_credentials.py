"""The credentials of a batch as an attached file inside its PDF (ISO 32000-1, 7.11.4)."""

from __future__ import annotations

import ctypes
import io
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from bsuh_desktop.documents.paper_protocol import LARGEST_ATTACHMENT
from bsuh_desktop.documents.pdfium import opened, unreadable_pdf


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
