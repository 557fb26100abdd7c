"""The class sheet of a class: makes the PDF and writes it where a person chose, each with a number.

By its number this laptop knows for which class and module a sheet was printed, and from which was entered already."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.codes import new_sheet_number, print_sheet_number, read_sheet_number
from bsuh_desktop.domain.dates import date_words, time_words
from bsuh_desktop.domain.local_text import Language, LocalText, digits_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.roster import roll_key
from bsuh_desktop.services.class_sheets.paper_form import PaperDraft, PaperForm, PaperLearner, form_of_rest, paper_form
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import facilitator_name
from bsuh_desktop.services.desk.modules import first_module
from bsuh_desktop.services.desk.titles import class_title
from bsuh_desktop.system.export_file import write_new
from bsuh_desktop.system.folders import refuse_own_folder

_SHEET = "sheets/"


class PrintedSheet(msgspec.Struct, frozen=True):
    """What a sheet was printed for.

    `groups` are ids, none for a class without a list; `lines` are the lines of the class list by printed number. Sheets
    that name no version are older than the second version of any module.
    """

    groups: tuple[str, ...]
    pack: str
    day: datetime.date
    lines: dict[int, int] = {}
    pack_version: int = 1


def new_number(desk: Desk, form: PaperForm) -> str:
    """A number that no other sheet of this laptop has, remembered with what it was printed for."""
    number = new_sheet_number()
    while printed(desk, number) is not None:
        number = new_sheet_number()
    today = desk.today()
    lines = {one.card: one.line for one in form.learners}
    sheet = PrintedSheet(form.groups, form.pack, today, lines, form.pack_version)
    desk.store.facts.put(_SHEET + number, msgspec.json.encode(sheet))
    return number


def printed(desk: Desk, number: str) -> PrintedSheet | None:
    """What the sheet was printed for; None if this laptop does not know it. For a list that was merged since, the one
    that it was merged into."""
    stored = desk.store.facts.get(_SHEET + number)
    if stored is None:
        return None
    sheet, roots = msgspec.json.decode(stored, type=PrintedSheet), desk.store.joined.roots()
    return msgspec.structs.replace(sheet, groups=tuple(dict.fromkeys(roots.get(one, one) for one in sheet.groups)))


def look_up(desk: Desk, typed: str) -> PrintedSheet | None:
    """The same for a number as it was typed; also None if it is no number."""
    try:
        return printed(desk, read_sheet_number(typed))
    except ValueError:
        return None


def check_sheet(desk: Desk, form: PaperForm, draft: PaperDraft, practice: bool) -> str:
    """The number in its stored form; "" for a class without one. For practice a sheet may be entered again.

    Raises KnownError: bad_sheet, other_sheet (it was printed for another class), sheet_entered, list_changed.
    """
    if not draft.sheet.strip():
        return ""
    try:
        number = read_sheet_number(draft.sheet)
    except ValueError:
        raise KnownError(
            "bad_sheet",
            Message("This is not the number of a class sheet."),
            Message("Check the six characters on the sheet again."),
        ) from None
    _check_not_entered(desk, number, practice)
    sheet = printed(desk, number)
    if sheet is not None and _class_on(sheet) != _class_on(form):
        raise KnownError(
            "other_sheet",
            Message("This sheet was printed for another class: {class_title}.", class_title=_title(desk, sheet)),
            Message("Choose that class and its module, or check the number again."),
        )
    if sheet is not None:
        _check_same_list(desk, sheet, form, draft)
    return number


def _class_on(paper: PrintedSheet | PaperForm) -> tuple[tuple[str, ...], str, int]:
    return paper.groups, paper.pack, paper.pack_version


def _check_same_list(desk: Desk, sheet: PrintedSheet, form: PaperForm, draft: PaperDraft) -> None:
    """Checks that no marked number belongs to another learner since the list was changed."""
    marked = [one for one in form.learners if one.card in draft.marks]
    printed_for = {one.card: sheet.lines.get(one.card, one.line) for one in marked}
    listed = desk.store.joined.listed(printed_for.values())
    others = [str(one.card) for one in marked if listed[printed_for[one.card]] != one.line]
    if others:
        raise KnownError(
            "list_changed",
            Message(
                "The class list was changed after this sheet was printed. Other learners now: {numbers}.",
                numbers=digits_text(", ".join(others)),
            ),
            Message("Mark these learners by their names, and leave the sheet number empty."),
        )


def _check_not_entered(desk: Desk, number: str, practice: bool) -> None:
    for held in desk.store.journal.finished().values():
        if held.sheet == number and held.practice == practice:
            raise KnownError(
                "sheet_entered",
                Message("This sheet was already entered, {when}.", when=_entered(held.paper_ms, desk)),
                Message("Open that class. For another class, leave the number empty."),
            )


def _entered(paper_ms: int, desk: Desk) -> LocalText:
    when = clock.local(paper_ms, desk.programme.offset_minutes)
    day, time = when.date(), when.time()
    return LocalText(
        f"{date_words(day, 'bn')}, {time_words(time, 'bn')}", f"on {date_words(day, 'en')}, {time_words(time, 'en')}"
    )


def _title(desk: Desk, sheet: PrintedSheet) -> LocalText:
    known = {group.id: group for group in desk.store.rosters.groups()}
    return class_title([known[group] for group in sheet.groups if group in known])


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
    from bsuh_desktop.documents.class_sheet.sheet import ClassSheet, SheetLearner, SheetQuestion, class_sheet_pdf

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
