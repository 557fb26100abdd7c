"""Questions to the limited process that opens one PDF or picture, and its answers. Plain values only.

With what was signed for a certificate, for comparison with what its sheet shows."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

import msgspec

from bsuh_desktop.domain.certificates import PerPage, PrintedWords
from bsuh_desktop.domain.local_text import LocalText

UnsignedLine = Literal["programme", "second_name", "group", "module", "award", "facilitator", "coordinator"]
"""A line of a sheet that nobody signed."""


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """What was signed for one sheet, and what is known of it from the programme."""

    name: str
    """"" for an empty line."""
    serial: str
    """10 characters."""
    day: datetime.date
    code1: str
    """The digits of QR 1."""
    code2: str
    """The digits of QR 2."""
    practice: bool
    """Known from the grants."""
    titles: tuple[LocalText, ...] = ()
    """Titles that the module with the signed number may have; empty if it is not known here."""
    programme: str = ""
    """The heading; "" if not known."""
    words: PrintedWords | None = None
    """Words that were signed beside the first code; None if nobody signed them."""

    def __repr__(self) -> str:
        return f"Signed({self.serial})"


PDF, PNG, JPEG = b"%PDF-", b"\x89PNG", b"\xff\xd8\xff"
"""Their first bytes."""
LARGEST_ATTACHMENT = 6 * 1024 * 1024
"""Maximum bytes of a file inside a PDF. The credentials of 20,000 certificates, four on each of 5,000 pages, take
five MiB."""
LONGEST_TEXT = 64 * 1024
"""Characters of a page's text that are looked at. A page of four certificates has under a thousand."""
LONGEST_PREVIEW = 4096
"""Maximum pixels of a preview's longer side."""


class PageReading(msgspec.Struct, frozen=True):
    """What was found at one place of a page, or on a picture. A picture has no text of its own: its `text` is empty and
    its serial None."""

    page: int
    """From 1."""
    codes: tuple[str, ...]
    """The texts of the QR codes in reading order."""
    printed_serial: str | None = None
    """10 characters without hyphen; None if there is no serial or more than one."""
    text: str = ""
    shows_signed: bool = False
    """True if the place shows exactly what was signed for it, in its picture and its text; or if nothing was signed for
    it and it is empty (documents/page_comparison.py)."""
    place: int = 1
    """From 1."""
    unsigned: tuple[UnsignedLine, ...] = ()
    """The lines that nobody signed, if the place shows them."""


class Preview(msgspec.Struct, frozen=True):
    """A small picture."""

    width: Annotated[int, msgspec.Meta(ge=1, le=LONGEST_PREVIEW)]
    height: Annotated[int, msgspec.Meta(ge=1, le=LONGEST_PREVIEW)]
    pixels: bytes
    """Three bytes (red, green, blue) for each of `width` x `height`, row by row without gaps. Another length raises
    ValueError, which is a msgspec.ValidationError when decoding."""

    def __post_init__(self) -> None:
        if len(self.pixels) != 3 * self.width * self.height:
            raise ValueError("pixels that do not fill the picture")

    def __repr__(self) -> str:
        # The picture may contain a name.
        return f"Preview({self.width}x{self.height})"


class AskAttachment(msgspec.Struct, frozen=True, tag=True):
    """Asks for the file inside the PDF that has this name. Answered by an `Attachment`."""

    name: str


class AskPages(msgspec.Struct, frozen=True, tag=True):
    """Asks for pages. Answered by a `PagePortion`."""

    first: int
    """The first page, from 1."""
    most: int
    """Maximum number of pages."""
    signed: tuple[Signed, ...] = ()
    """What the pages should show."""
    per_page: PerPage = 1
    """Sheets on each page."""
    pages: int = 0
    """Number of pages in the whole PDF for which something was signed; a PDF with another number is not read. 0: there
    is nothing to compare with."""


class AskPicture(msgspec.Struct, frozen=True, tag=True):
    """Asks for the codes on a photograph or scan. Answered by a `PageReading`."""


class AskPreview(msgspec.Struct, frozen=True, tag=True):
    """Asks for a picture of the PDF's `page` or of the photograph, its longer side at most `longest` pixels. Answered
    by a `Painted`."""

    longest: int
    page: int


Question = AskAttachment | AskPages | AskPicture | AskPreview


class Attachment(msgspec.Struct, frozen=True):
    """The file's bytes; None if there is no file of that name."""

    content: bytes | None


class Painted(msgspec.Struct, frozen=True):
    """The picture; None if the document cannot be opened."""

    picture: Preview | None


class PagePortion(msgspec.Struct, frozen=True):
    """The readings of some pages."""

    pages: int
    """Number of pages in the whole PDF."""
    read: int
    """How many of them were read."""
    readings: tuple[PageReading, ...]
    """One for every place of those pages."""


def can_be_seen(beginning: bytes) -> bool:
    """True if a file with this beginning may be a PDF, PNG or JPEG."""
    return beginning.startswith((PDF, PNG, JPEG))
