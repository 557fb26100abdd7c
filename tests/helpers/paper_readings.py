"""Papers opened as the app opens them, each in a limited process of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bsuh_desktop.documents.paper_protocol import PageReading, Preview, Signed
from bsuh_desktop.documents.paper_sandbox import PaperSandbox
from bsuh_desktop.domain.certificates import PerPage


def read_certificate_pages(
    pdf: bytes,
    progress: Callable[[int, int], None] | None = None,
    signed: Sequence[Signed] = (),
    per_page: PerPage = 1,
) -> list[PageReading]:
    """Every place of every page."""
    with PaperSandbox(pdf) as paper:
        return paper.pages(signed, per_page, progress)


def read_picture(picture: bytes) -> tuple[str, ...]:
    """The codes on it."""
    with PaperSandbox(picture) as paper:
        return paper.codes()


def attached(pdf: bytes, name: str) -> bytes | None:
    """The file inside it."""
    with PaperSandbox(pdf) as paper:
        return paper.attachment(name)


def preview(data: bytes, longest: int, page: int = 1) -> Preview | None:
    """The picture beside its verdict."""
    with PaperSandbox(data) as paper:
        return paper.preview(longest, page)
