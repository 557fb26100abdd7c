"""A paper for a printer: its pages, and a title for the print queue that names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from bsuh_desktop.documents.print_pages import PageSize, PrintedPage

Title = Literal["Certificates", "Class sheet", "Class list", "Lesson kit", "Recovery sheet", "Recovery code"]
"""Shown in the print queue, where others can read it. English, because printers may know no other letters."""


class Paper(msgspec.Struct, frozen=True):
    """A PDF in memory. It may contain names, so it is never written to a file or shown in a report."""

    title: Title
    pdf: bytes

    def __repr__(self) -> str:
        return f"Paper({self.title})"

    def sizes(self) -> tuple[PageSize, ...]:
        """The size of each page, in points. Raises KnownError `unreadable_pdf`."""
        from bsuh_desktop.documents.print_pages import page_sizes

        return page_sizes(self.pdf)

    def page(self, number: int, resolution: int) -> PrintedPage:
        """Page `number`, from 1, as a printer of `resolution` dots an inch draws it. Raises KnownError
        `unreadable_pdf`."""
        from bsuh_desktop.documents.print_pages import page_for_printer

        return page_for_printer(self.pdf, number, resolution)
