"""Opening a PDF that somebody brought: whole, or a sentence about why not. The only door to PDFium.

PDFium may be used by one thread at a time, so the door lets one in, with as many documents as it likes.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

Place = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from a page's lower left corner."""

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


def has_annotation_on(page: Any, places: Sequence[Place]) -> bool:
    """True if an annotation of any kind, also one that is only printed or never drawn, touches one of `places`."""
    corners = pdfium.FS_RECTF()
    x, y, _, _ = page.get_bbox()
    moved = [(left + x, bottom + y, right + x, top + y) for left, bottom, right, top in places]
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if not annotation:
            return True
        known = pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(corners))
        pdfium.FPDFPage_CloseAnnot(annotation)
        if not known or any(_touch(corners, place) for place in moved):
            return True
    return False


def has_layers(document: Any) -> bool:
    """True if parts of the document are seen only at times (optional content, ISO 32000-1, 8.11): on paper and not on
    the screen, or on a button. As PDFium writes it anew, the catalog stands in clear."""
    anew = io.BytesIO()
    document.save(anew)
    return b"/OCProperties" in anew.getvalue()


def _touch(corners: Any, place: Place) -> bool:
    left, bottom, right, top = place
    across = min(corners.left, corners.right) <= right and max(corners.left, corners.right) >= left
    return bool(across and min(corners.bottom, corners.top) <= top and max(corners.bottom, corners.top) >= bottom)


def unreadable_pdf() -> KnownError:
    """What to say of a file that is no PDF, or a broken or locked one."""
    return KnownError(
        "unreadable_pdf",
        Message("This PDF cannot be opened: it is broken, locked or cut short."),
        Message("Ask for the original file, or take a picture of the printed certificate."),
    )
