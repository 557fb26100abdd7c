"""Papers for a printer: their pages, and titles for the print queue that name nobody.

A class sheet, a module's papers, a blank list, a root key's words, a desk's recovery code; and the certificates of a
class, with the record that they were printed."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from bsuh_desktop.domain.codes import in_groups
from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.services.certificates.certify import certify, layout_of, note_printed
from bsuh_desktop.services.class_sheets.class_sheet import SheetWish, new_sheet
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.hand_over.seal import seal_with_papers
from bsuh_desktop.services.lesson_kits.lesson_kit import KitWish, PaintPicture, new_kit
from bsuh_desktop.services.programme.make_programme import sheet_of_words
from bsuh_desktop.system.export_file import write_new
from bsuh_desktop.system.folders import require_folder

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


class PrintableCertificates(msgspec.Struct, frozen=True):
    """`count` certificates of `session`; `reprinted` of them replace one with another spelling."""

    session: str
    paper: Paper
    count: int
    reprinted: int
    only: str = ""
    """The learner whose certificate it is alone; "" for the class."""


def certificates_to_print(
    desk: Desk, session: str, progress: Progress | None = None, only: str = ""
) -> PrintableCertificates:
    """The certificates to print: `only` that of one learner; else those that have to be reprinted, if there are any,
    else the whole class.

    Their serials are assigned now; they stay due until `note_all_printed`.
    Raises KnownError: as `certify` does.
    """
    batch = certify(desk, [session], progress, layout=layout_of(desk), only=only)
    return PrintableCertificates(session, Paper("Certificates", batch.pdf), len(batch.serials), batch.reprinted, only)


def note_all_printed(desk: Desk, made: PrintableCertificates) -> None:
    """Records that a person has seen all of them come out of the printer."""
    note_printed(desk, [made.session], made.only)
    if not made.only:
        seal_with_papers(desk, [made.session])


class PrintableSheet(msgspec.Struct, frozen=True):
    """A class sheet under its number as it is printed."""

    paper: Paper
    number: str
    pages: int


def class_sheet_to_print(desk: Desk, wish: SheetWish) -> PrintableSheet:
    """A new sheet; its number is remembered here. Raises KnownError: pack_not_found."""
    with desk.store.transaction():
        made = new_sheet(desk, wish)
    return PrintableSheet(Paper("Class sheet", made.pdf), made.number, made.pages)


def kit_to_print(desk: Desk, wish: KitWish, paint: PaintPicture) -> Paper:
    """The papers of a module. Raises KnownError: as `new_kit`."""
    return Paper("Lesson kit", new_kit(desk, wish, paint).pdf)


def blank_list_to_print() -> Paper:
    """The pages on which a class list is written by hand."""
    from bsuh_desktop.documents.blank_list import blank_list_pdf

    return Paper("Class list", blank_list_pdf())


def save_blank_list(folder: Path) -> Path:
    """Writes the same pages into `folder`; does nothing if they are there already.

    Raises KnownError: folder_gone, already_there, disk_full, read_only, stick_removed.
    """
    require_folder(folder)
    path = folder / "blank-class-list.pdf"
    write_new(path, blank_list_to_print().pdf)
    return path


def words_to_print(desk: Desk, today: datetime.date) -> Paper:
    """The sheet of words that recovers the programme's root key. Raises KnownError: no_root_key."""
    return Paper("Recovery sheet", sheet_of_words(desk, today))


def code_to_print(code: str) -> Paper:
    """The sheet of a desk's recovery code."""
    from bsuh_desktop.documents.recovery_sheets import code_sheet_pdf

    return Paper("Recovery code", code_sheet_pdf(in_groups(code)))
