"""The limited process that opens one PDF or picture: only here do PDFium, zxing and Pillow get untrusted bytes."""

from __future__ import annotations

import time

import msgspec

from bsuh_desktop.documents import paper_protocol
from bsuh_desktop.system.sandbox_child import serve

_ENOUGH_S = 2.0
"""Seconds after which a portion of pages is answered. Measured: a page takes 0.1 s, a page of four 0.8 s, and a page
written by Ghostscript 0.5 s, so that even on a laptop ten times as slow the last page of a portion is within the limit.
"""


class PaperReader:
    """Answers questions about the last document that it received."""

    def __init__(self) -> None:
        self._document = b""

    def __call__(self, question: bytes, data: bytes) -> bytes:
        """The encoded answer. `data` is the document with the first question about it, and empty with the others."""
        self._document = data or self._document
        return msgspec.msgpack.encode(self._answer(msgspec.msgpack.decode(question, type=paper_protocol.Question)))

    def _answer(self, asked: paper_protocol.Question) -> object:
        if isinstance(asked, paper_protocol.AskAttachment):
            from bsuh_desktop.documents.pdf_file import read_attachment

            return paper_protocol.Attachment(read_attachment(self._document, asked.name))
        if isinstance(asked, paper_protocol.AskPages):
            from bsuh_desktop.documents.certificate_reader import read_pages

            end = time.monotonic() + _ENOUGH_S
            return read_pages(self._document, asked, lambda: time.monotonic() > end)
        if isinstance(asked, paper_protocol.AskPicture):
            from bsuh_desktop.documents.certificate_reader import read_picture

            return read_picture(self._document)
        assert isinstance(asked, paper_protocol.AskPreview)
        from bsuh_desktop.documents.preview import preview

        return paper_protocol.Painted(preview(self._document, asked.longest, asked.page))


if __name__ == "__main__":
    serve(PaperReader())
