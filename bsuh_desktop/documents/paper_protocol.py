"""What is asked of the limited process that opens one PDF or picture, and what it answers. Plain values alone."""

from __future__ import annotations

from typing import Annotated

import msgspec

from bsuh_desktop.documents.signed_lines import Signed, UnsignedLine
from bsuh_desktop.domain.print_layout import PerPage

PDF, PNG, JPEG = b"%PDF-", b"\x89PNG", b"\xff\xd8\xff"
"""How they begin."""
LARGEST_ATTACHMENT = 6 * 1024 * 1024
"""Bytes of a file inside a PDF. The credentials of 20,000 certificates, four on each of 5,000 pages, take five."""
LONGEST_TEXT = 64 * 1024
"""Characters of a page's text that are looked at. A page of four certificates has under a thousand."""
LONGEST_PREVIEW = 4096
"""Pixels of a preview's longer side."""


class PageReading(msgspec.Struct, frozen=True):
    """What was found at one place of a page, or on a picture: the QR codes' texts as they are read, and the one serial
    printed there.

    `page` and `place` count from 1. `printed_serial` is 10 characters without hyphen, None where there is none or more
    than one. A picture has no text of its own: its `text` is empty and its serial None. `shows_signed` is True if what
    was signed for the place, and nothing else, is what is seen there and what its text says, or if it is empty and
    nothing was signed for it (documents/page_comparison.py). `unsigned` are its lines that nobody signed, if it shows
    them.
    """

    page: int
    codes: tuple[str, ...]
    printed_serial: str | None = None
    text: str = ""
    shows_signed: bool = False
    place: int = 1
    unsigned: tuple[UnsignedLine, ...] = ()


class Preview(msgspec.Struct, frozen=True):
    """A small picture. `pixels` are three bytes (red, green, blue) for each of `width` x `height`, row by row without
    gaps; another number of them is refused with ValueError, which is a msgspec.ValidationError where it arrives."""

    width: Annotated[int, msgspec.Meta(ge=1, le=LONGEST_PREVIEW)]
    height: Annotated[int, msgspec.Meta(ge=1, le=LONGEST_PREVIEW)]
    pixels: bytes

    def __post_init__(self) -> None:
        if len(self.pixels) != 3 * self.width * self.height:
            raise ValueError("pixels that do not fill the picture")

    def __repr__(self) -> str:
        # A name may stand in it.
        return f"Preview({self.width}x{self.height})"


class AskAttachment(msgspec.Struct, frozen=True, tag=True):
    """The file inside the PDF that has this name. Answered by an `Attachment`."""

    name: str


class AskPages(msgspec.Struct, frozen=True, tag=True):
    """The pages from `first` on, counted from 1, at most `most`. `signed` is what they are to show, `per_page` on each;
    `pages` is for how many something was signed in the whole PDF: of one with another number nothing is read. 0: there
    is nothing to compare with. Answered by a `PagePortion`."""

    first: int
    most: int
    signed: tuple[Signed, ...] = ()
    per_page: PerPage = 1
    pages: int = 0


class AskPicture(msgspec.Struct, frozen=True, tag=True):
    """The codes on a photograph or scan. Answered by a `PageReading`."""


class AskPreview(msgspec.Struct, frozen=True, tag=True):
    """A picture of the PDF's `page` or of the photograph, its longer side at most `longest` pixels. Answered by a
    `Painted`."""

    longest: int
    page: int


Question = AskAttachment | AskPages | AskPicture | AskPreview


class Attachment(msgspec.Struct, frozen=True):
    """The file's bytes; None where there is none of that name."""

    content: bytes | None


class Painted(msgspec.Struct, frozen=True):
    """The picture; None of what cannot be opened."""

    picture: Preview | None


class PagePortion(msgspec.Struct, frozen=True):
    """How many `pages` the whole PDF has, how many of them were `read`, and every place of those."""

    pages: int
    read: int
    readings: tuple[PageReading, ...]


def can_be_seen(beginning: bytes) -> bool:
    """True if a file that begins so may be a PDF, PNG or JPEG."""
    return beginning.startswith((PDF, PNG, JPEG))
