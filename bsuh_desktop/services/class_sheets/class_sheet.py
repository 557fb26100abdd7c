"""The class sheet of a class: makes the PDF and writes it where a person chose."""

from __future__ import annotations

from pathlib import Path

import msgspec

from bsuh_desktop.domain.codes import print_sheet_number
from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import roll_key
from bsuh_desktop.services.class_sheets.paper_form import PaperForm, PaperLearner, form_of_rest, paper_form
from bsuh_desktop.services.class_sheets.sheet_numbers import new_number
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import facilitator_name
from bsuh_desktop.services.desk.modules import first_module
from bsuh_desktop.system.export_file import write_new
from bsuh_desktop.system.folders import refuse_own_folder


class SheetWish(msgspec.Struct, frozen=True):
    """Which sheet to make."""

    groups: tuple[str, ...] = ()
    """The ids of the class groups; none for a class without a list."""
    pack: str = ""
    """The module; "" is the first one of the shelf."""
    session: str = ""
    """A class that is on the desk already, instead of groups and module."""
    names: bool = False
    """Print the learners' names."""
    language: Language = "bn"


class NewSheet(msgspec.Struct, frozen=True):
    """A sheet as a PDF, under its number as it is printed."""

    number: str
    pdf: bytes
    pages: int

    def __repr__(self) -> str:
        # The PDF may contain names.
        return f"NewSheet({self.number})"


class SavedSheet(msgspec.Struct, frozen=True):
    """A sheet in a file, under its number as it is printed."""

    path: Path
    number: str
    pages: int


def save_sheet(desk: Desk, wish: SheetWish, folder: Path) -> SavedSheet:
    """Makes a new sheet and writes it into `folder`; its number is remembered here, and only if it was written.

    Raises KnownError: pack_not_found, own_folder, already_there, disk_full, read_only, stick_removed.
    """
    refuse_own_folder(folder, desk.folder, Message("This is the app's own folder; do not save class sheets here."))
    with desk.store.transaction():
        sheet = new_sheet(desk, wish)
        path = folder / f"class-sheet-{sheet.number}.pdf"
        write_new(path, sheet.pdf, private=True)
    return SavedSheet(path, sheet.number, sheet.pages)


def new_sheet(desk: Desk, wish: SheetWish) -> NewSheet:
    """Makes a new sheet and remembers its number. Raises KnownError: pack_not_found."""
    form = _form(desk, wish)
    number = print_sheet_number(new_number(desk, form))
    pdf, pages = _pdf(desk, form, wish, number)
    return NewSheet(number, pdf, pages)


def _form(desk: Desk, wish: SheetWish) -> PaperForm:
    if wish.session:
        return form_of_rest(desk, wish.session)
    return paper_form(desk, wish.groups, wish.pack or first_module(desk))


def _pdf(desk: Desk, form: PaperForm, wish: SheetWish, number: str) -> tuple[bytes, int]:
    from bsuh_desktop.documents.class_sheet.content import ClassSheet, SheetLearner, SheetQuestion
    from bsuh_desktop.documents.class_sheet.sheet import class_sheet_pdf

    return class_sheet_pdf(
        ClassSheet(
            number=number,
            language=wish.language,
            programme=desk.programme.names,
            school=form.place,
            title=form.title,
            module=form.module,
            facilitator=_drawable(facilitator_name(desk)),
            practice=_is_practice(desk, wish),
            learners=tuple(SheetLearner(str(one.card), _name(one, wish)) for one in form.learners),
            questions=tuple(SheetQuestion(one.number, one.text, one.letters) for one in form.questions),
        )
    )


def _is_practice(desk: Desk, wish: SheetWish) -> bool:
    return desk.practising or bool(wish.session and desk.store.journal.state(wish.session).practice)


def _name(learner: PaperLearner, wish: SheetWish) -> str:
    """The name, if names are wanted; preceded by the school's roll if that differs from the number to type."""
    name = _drawable(learner.name.text_in(wish.language)) if wish.names else ""
    roll = learner.name.roll if roll_key(learner.name.roll) != learner.card else ""
    return " ".join(part for part in (f"({_drawable(roll)})" if roll else "", name) if part)


def _drawable(text: str) -> str:
    """`text` if the fonts can draw it; else a blank to fill in by hand."""
    from bsuh_desktop.documents.typesetter import undrawable

    return "" if undrawable(text) else text
