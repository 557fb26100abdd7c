"""Opens a PDF or picture that somebody brought, in a limited process: the only door for a stranger's papers.

The process gets the document's bytes, and the names and serials to compare its pages with, which the document itself
carries. No key, identity or passphrase reaches it; what it answers is judged by whoever asks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

from bsuh_desktop.documents.paper_protocol import (
    AskAttachment,
    AskPages,
    AskPicture,
    AskPreview,
    Attachment,
    PagePortion,
    PageReading,
    Painted,
    Preview,
)
from bsuh_desktop.documents.signed_lines import Signed
from bsuh_desktop.domain.ports import Progress, Stop
from bsuh_desktop.domain.print_layout import PerPage
from bsuh_desktop.system.document_sandbox import SandboxDoor
from bsuh_desktop.system.process_limits import ONE_DOCUMENT, Limits
from bsuh_desktop.system.sandbox import Start
from bsuh_desktop.system.sandbox_errors import SandboxError

CHILD = "bsuh_desktop.documents.paper_sandbox_child"

LIMITS = ONE_DOCUMENT
"""For one document, or one portion of the pages of a long one. Where this was measured one certificate takes 0.1 s and
95 MB, a page of two that Ghostscript wrote 245 MB, and a photograph of 40 million pixels 230 MB."""

PORTION = 100
"""Pages that one process reads at most."""

LARGEST_PAPER = 64 * 1024 * 1024
"""Bytes of a PDF or picture that is opened. 5,000 certificates take 15 MB."""

Answer = TypeVar("Answer")


class PaperSandbox(SandboxDoor):
    """One PDF or picture, and the process that has it open. A context manager: when it is left, no process is left.

    Each method raises KnownError `unreadable_pdf` or `unreadable_picture` for what cannot be opened, and SandboxError
    (a KnownError, too): `too_heavy` beyond LIMITS, `died` where the document ends the process, `stopped` soon after
    `stop()` became true, `not_started`. Used by one thread at a time.
    """

    def __init__(
        self, document: bytes, *, stop: Stop | None = None, limits: Limits = LIMITS, start: Start | None = None
    ) -> None:
        self._document = document
        self._stop = stop
        self._limits = limits
        self._start = start

    def attachment(self, name: str) -> bytes | None:
        """The file of that name inside a PDF, None if there is none. `unreadable_pdf` also for one of more than 6 MiB,
        and where two have one name."""
        return self._ask(AskAttachment(name), Attachment).content

    def pages(
        self, signed: Sequence[Signed] = (), per_page: PerPage = 1, progress: Progress | None = None
    ) -> list[PageReading]:
        """Every place of every page of a PDF, compared with `signed`, `per_page` on each; none where there
        are not as many pages as `signed` are for. Long PDFs are read in portions of pages, each by a process of its
        own. `progress` hears (pages done, pages). KnownError `pdf_too_long` beyond 5,000 pages."""
        readings: list[PageReading] = []
        wanted = math.ceil(len(signed) / per_page)
        done, pages = 0, 1
        while done < pages:
            ahead = tuple(signed[done * per_page : (done + PORTION) * per_page])
            portion = self._ask(AskPages(done + 1, PORTION, ahead, per_page, wanted), PagePortion)
            if wanted and portion.pages != wanted:
                return []
            self._check(portion, done, pages, per_page)
            readings += portion.readings
            done, pages = done + portion.read, portion.pages
            if progress is not None:
                progress(done, pages)
            if done < pages:
                # Its limits are for one portion.
                self.close()
        return readings

    def codes(self) -> tuple[str, ...]:
        """The texts of the QR codes on a photograph or scan (PNG or JPEG), in the order in which a person reads."""
        return self._ask(AskPicture(), PageReading).codes

    def preview(self, longest: int, page: int = 1) -> Preview | None:
        """A picture of a PDF's `page`, counted from 1 (of a PDF with fewer its last one), or of a PNG or JPEG, upright,
        whose longer side is at most `longest` pixels; None of anything else, and of what cannot be opened."""
        try:
            picture = self._ask(AskPreview(longest, page), Painted).picture
        except SandboxError:
            return None
        return picture if picture is None or max(picture.width, picture.height) <= longest else None

    def _ask(self, question: object, answer: type[Answer]) -> Answer:
        if self._sandbox is None:
            sandbox = self._start_sandbox(CHILD, self._limits, self._start)
            return sandbox.ask(question, answer, self._document)
        return self._sandbox.ask(question, answer)

    def _check(self, portion: PagePortion, done: int, pages: int, per_page: PerPage) -> None:
        """What a process answers that a document has taken over is held to what it can be."""
        numbers = [(reading.page, reading.place) for reading in portion.readings]
        wanted = [(done + page, place) for page in range(1, portion.read + 1) for place in range(1, per_page + 1)]
        same_file = done == 0 or portion.pages == pages
        if numbers != wanted or not same_file or (portion.read == 0 and portion.pages > done):
            raise SandboxError("died")
