"""Sheets for a printer: a class sheet, a module's papers, a blank list, a root key's words, a desk's recovery code."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from bsuh_desktop.domain.codes import in_groups
from bsuh_desktop.services.class_sheets.class_sheet import SheetWish, new_sheet
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.lesson_kits.kit_content import KitWish, PaintPicture
from bsuh_desktop.services.lesson_kits.lesson_kit import new_kit
from bsuh_desktop.services.printing.paper import Paper
from bsuh_desktop.services.programme.make_programme import sheet_of_words
from bsuh_desktop.system.export_file import write_new
from bsuh_desktop.system.refused_folder import require_folder


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
    from bsuh_desktop.documents.code_sheet import code_sheet_pdf

    return Paper("Recovery code", code_sheet_pdf(in_groups(code)))
