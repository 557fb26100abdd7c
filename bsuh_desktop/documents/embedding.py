"""The credentials of a batch, carried inside its PDF as an attached file (ISO 32000-1, 7.11.4)."""

from __future__ import annotations

import io

from bsuh_desktop.documents.pdfium import opened, unreadable_pdf


def embed(pdf: bytes, name: str, content: bytes) -> bytes:
    """`pdf` with `content` attached as `name`; what stood in it before stays. KnownError `unreadable_pdf`.

    PDFium writes a new file identifier each time: two results differ in a few bytes.
    """
    with opened(pdf) as document:
        document.new_attachment(name).set_data(content)
        whole = io.BytesIO()
        document.save(whole)
    return whole.getvalue()


def read_embedded(pdf: bytes) -> dict[str, bytes]:
    """Attached files by name, none if there are none. KnownError `unreadable_pdf`, as where two have one name:
    readers would not agree which of them is meant."""
    with opened(pdf) as document:
        attachments = [document.get_attachment(index) for index in range(document.count_attachments())]
        files = [(attachment.get_name(), bytes(attachment.get_data())) for attachment in attachments]
    if len(dict(files)) != len(files):
        raise unreadable_pdf()
    return dict(files)
