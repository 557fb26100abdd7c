"""Opens an untrusted PDF or picture in a limited process: the only way in which papers of others are opened.

The process gets the document's bytes, and the names and serials to compare its pages with, which the document itself
contains. No key, identity or passphrase reaches it; its answers are checked by the caller.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

from bsuh_desktop.documents import paper_protocol
from bsuh_desktop.domain.certificates import PerPage
from bsuh_desktop.domain.ports import Progress, Stop
from bsuh_desktop.system.process_limits import ONE_DOCUMENT, Limits
from bsuh_desktop.system.sandbox import DocumentSandbox, Start
from bsuh_desktop.system.sandbox_errors import SandboxError

CHILD = "bsuh_desktop.documents.paper_sandbox_child"

LIMITS = ONE_DOCUMENT
"""For one document, or one portion of a long one. Measured: one certificate takes 0.1 s and 95 MB, a page of two
written by Ghostscript 245 MB, and a photograph of 40 million pixels 230 MB."""

PORTION = 100
"""Maximum pages that one process reads."""

LARGEST_PAPER = 64 * 1024 * 1024
"""Bytes of a PDF or picture that is opened. 5,000 certificates take 15 MB."""

Answer = TypeVar("Answer")


class PaperSandbox(DocumentSandbox):
    """One PDF or picture, and the process that has it open. A context manager: on exit the process has ended.

    Each method raises KnownError `unreadable_pdf` or `unreadable_picture` for what cannot be opened, and SandboxError
    (a KnownError, too): `too_heavy` beyond LIMITS, `died` if the document crashes the process, `stopped` soon after
    `stop()` became true, `not_started`. Must be used by one thread at a time.
    """

    def __init__(
        self, document: bytes, *, stop: Stop | None = None, limits: Limits = LIMITS, start: Start | None = None
    ) -> None:
        self._document = document
        self._stop = stop
        self._limits = limits
        self._start = start

    def attachment(self, name: str) -> bytes | None:
        """The file of that name inside a PDF, None if there is none. Raises `unreadable_pdf` also for one of more than
        6 MiB, and if two files have that name."""
        return self._ask(paper_protocol.AskAttachment(name), paper_protocol.Attachment).content

    def pages(
        self, signed: Sequence[paper_protocol.Signed] = (), per_page: PerPage = 1, progress: Progress | None = None
    ) -> list[paper_protocol.PageReading]:
        """Every place of every page of a PDF, compared with `signed`, `per_page` on each; empty if the number of pages
        does not match `signed`. Long PDFs are read in portions, each by a process of its own. Calls `progress` with
        (pages done, pages). Raises KnownError `pdf_too_long` beyond 5,000 pages."""
        readings: list[paper_protocol.PageReading] = []
        wanted = math.ceil(len(signed) / per_page)
        done, pages = 0, 1
        while done < pages:
            ahead = tuple(signed[done * per_page : (done + PORTION) * per_page])
            portion = self._ask(
                paper_protocol.AskPages(done + 1, PORTION, ahead, per_page, wanted), paper_protocol.PagePortion
            )
            if wanted and portion.pages != wanted:
                return []
            self._check(portion, done, pages, per_page)
            readings += portion.readings
            done, pages = done + portion.read, portion.pages
            if progress is not None:
                progress(done, pages)
            if done < pages:
                # A process's limits are for one portion.
                self.close()
        return readings

    def codes(self) -> tuple[str, ...]:
        """The texts of the QR codes on a photograph or scan (PNG or JPEG), in reading order."""
        return self._ask(paper_protocol.AskPicture(), paper_protocol.PageReading).codes

    def preview(self, longest: int, page: int = 1) -> paper_protocol.Preview | None:
        """A picture of a PDF's `page`, counted from 1 (the last page if there are fewer), or of a PNG or JPEG, upright,
        whose longer side is at most `longest` pixels; None for other files, and for those that cannot be opened."""
        try:
            picture = self._ask(paper_protocol.AskPreview(longest, page), paper_protocol.Painted).picture
        except SandboxError:
            return None
        return picture if picture is None or max(picture.width, picture.height) <= longest else None

    def _ask(self, question: object, answer: type[Answer]) -> Answer:
        if self._sandbox is None:
            sandbox = self._start_sandbox(CHILD, self._limits, self._start)
            return sandbox.ask(question, answer, self._document)
        return self._sandbox.ask(question, answer)

    def _check(self, portion: paper_protocol.PagePortion, done: int, pages: int, per_page: PerPage) -> None:
        """Validates an answer, because a document may have taken over the process."""
        numbers = [(reading.page, reading.place) for reading in portion.readings]
        wanted = [(done + page, place) for page in range(1, portion.read + 1) for place in range(1, per_page + 1)]
        same_file = done == 0 or portion.pages == pages
        if numbers != wanted or not same_file or (portion.read == 0 and portion.pages > done):
            raise SandboxError("died")
