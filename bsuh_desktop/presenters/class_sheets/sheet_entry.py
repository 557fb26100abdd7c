"""What is entered of a class sheet: which class it is for, and its roll.

The class is chosen from two lists, or by the number printed on the sheet. Of its roll, numbers are typed or chips
touched; all others were present all the time."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.codes import SHEET_LENGTH
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.local_text import LocalText, digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.roll import HELP, ChipState, LearnerChip, SheetEntryWords
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Part, Text
from bsuh_desktop.services.class_sheets.class_sheet import PrintedSheet, look_up
from bsuh_desktop.services.class_sheets.paper_form import PaperForm, PaperLearner, PaperMark
from bsuh_desktop.services.classroom.roll_input import Entry, RollMark, read_among
from bsuh_desktop.services.classroom.set_up import SetUpChoices
from bsuh_desktop.services.desk.desk import Desk

Groups = tuple[str, ...]


class Choices(msgspec.Struct, frozen=True):
    """A list to choose from, and the place of what is chosen: -1 for nothing."""

    texts: tuple[Text, ...] = ()
    chosen: int = -1


class ClassChoice:
    """The chosen class and its module. `changed` is called when the choice looks different now, `chosen` with groups,
    module and its version (None: the newest) when another class is to be loaded."""

    def __init__(
        self, session: DeskSession, changed: Callable[[], object], chosen: Callable[[Groups, str, int | None], object]
    ) -> None:
        self._session = session
        self._changed = changed
        self._chosen = chosen
        self._choices = SetUpChoices()
        self._offers: list[Groups] = []
        self._groups: Groups = ()
        self._pack = ""
        self._version: int | None = None
        self._sheet: PrintedSheet | None = None
        self._fixed = False
        self.number = ""
        """The number of the sheet as it was typed."""

    def begin(self, choices: SetUpChoices, paper: PaperForm) -> None:
        """Another sheet. A class that was begun on the desk cannot be changed here."""
        self._choices, self._sheet, self._fixed, self.number = choices, None, bool(paper.session), ""
        self._offers = [(one.group.id,) for one in choices.groups] + [()]
        self._choose(paper.groups, paper.pack or next((one.id for one in choices.modules), ""), paper.pack_version)

    def _choose(self, groups: Groups, pack: str, version: int) -> None:
        """Offers several groups together if they sat in one class: they share a sheet."""
        if groups not in self._offers:
            self._offers.insert(0, groups)
        self._groups, self._pack, self._version = groups, pack if pack in self._modules() else "", version

    def _modules(self) -> list[str]:
        return [module.id for module in self._choices.modules]

    def choose_group(self, place: int) -> None:
        """Somebody chose that class."""
        self._groups = self._offers[place]
        self._chosen(self._groups, self._pack, self._version)

    def choose_module(self, place: int) -> None:
        """Somebody chose that module."""
        self._pack, self._version = self._modules()[place], None
        self._chosen(self._groups, self._pack, self._version)

    def type_number(self, typed: str) -> None:
        """Somebody typed the number of a sheet: once it is whole, its class is looked up."""
        self._sheet, self.number = None, typed
        if sum(letter.isalnum() for letter in typed) == SHEET_LENGTH:
            self._session.query(lambda desk: _look(desk, typed), self._on_sheet)
        self._changed()

    def _on_sheet(self, found: tuple[str, PrintedSheet | None]) -> None:
        typed, sheet = found
        if typed != self.number or sheet is None or self._fixed:
            return
        self._sheet = sheet
        if (sheet.groups, sheet.pack, sheet.pack_version) != (self._groups, self._pack, self._version):
            self._choose(sheet.groups, sheet.pack, sheet.pack_version)
            self._chosen(self._groups, self._pack, self._version)
        self._changed()

    # What is shown

    def group_part(self) -> Part:
        """The list of classes, if one can be chosen."""
        return Part(shown=not self._fixed)

    def module_part(self) -> Part:
        """The list of modules, if there is a choice."""
        return Part(shown=not self._fixed and len(self._choices.modules) > 1)

    def groups(self) -> Choices:
        """The list of classes."""
        titles = self._titles()
        texts = tuple(
            Joined(tuple(titles.get(group, group) for group in groups), " + ") if groups else Message("Without a list")
            for groups in self._offers
        )
        return Choices(texts, self._offers.index(self._groups) if self._offers else -1)

    def modules(self) -> Choices:
        """The list of modules."""
        known = self._modules()
        return Choices(
            tuple(module.title for module in self._choices.modules),
            known.index(self._pack) if self._pack in known else -1,
        )

    def _titles(self) -> dict[str, Text]:
        """The title of each group; with the school if two have the same one in the desk's language."""
        titles = [self._session.text_of(one.title) for one in self._choices.groups]
        return {
            one.group.id: one.title if titles.count(title) == 1 else Joined((one.title, one.place), ", ")
            for one, title in zip(self._choices.groups, titles, strict=True)
        }

    def number_text(self) -> Part:
        """What is known about the sheet."""
        if self._sheet is None:
            return Part(shown=False)
        day = date_text(self._sheet.day)
        return Part(shown=True, text=Message("This sheet was printed for this class, {day}.", day=day))


def _look(desk: Desk, typed: str) -> tuple[str, PrintedSheet | None]:
    return typed, look_up(desk, typed)


_STATES: dict[Status, ChipState] = {"absent": "away", "late": "late", "left_early": "left"}


class SheetRoll:
    """The learners of one sheet, what was marked and what is typed. In `public` view no name is shown or found."""

    def __init__(self, learners: tuple[PaperLearner, ...] = ()) -> None:
        self._learners = {one.card: one for one in learners}
        self._last: tuple[int, PaperMark] | None = None
        self.mark: RollMark = "absent"
        """For rolls without a letter, and for chips."""
        self.typed = ""
        self.marks: dict[int, PaperMark] = {}
        """What the paper says otherwise than the desk, by card."""

    def count(self, status: Status) -> int:
        """Number of learners with that status."""
        return sum(self._status(card) == status for card in self._learners)

    def _status(self, card: int) -> Status:
        """From the paper, else from the desk, else present."""
        return self.marks.get(card, self._recorded(card))

    def _recorded(self, card: int) -> Status:
        """On the desk; learners not called there count as present unless the paper says otherwise."""
        status = self._learners[card].status
        return "present" if status == "not_called" else status

    def type(self, text: str) -> None:
        """Somebody typed into the roll field."""
        self.typed, self._last = text, None

    def entry(self, public: bool) -> Entry:
        """What is typed."""
        return read_among({card: one.name for card, one in self._learners.items()}, self.typed, not public)

    def take(self, entry: Entry) -> None:
        """Marks everybody whom the entry means, and empties the field."""
        self.typed = ""
        for one in entry.meant:
            self._set(one.cards[0], one.mark or self.mark)

    def touch(self, card: int) -> None:
        """Somebody touched a chip."""
        self._set(card, self.mark)

    def _set(self, card: int, mark: RollMark) -> None:
        """Sets a mark; removes it if the learner has it already."""
        now: PaperMark = "present" if self._status(card) == mark else mark
        if now == self._recorded(card):
            self.marks.pop(card, None)
        else:
            self.marks[card] = now
        self._last = card, now

    # What is shown

    def chips(self, public: bool) -> tuple[LearnerChip, ...]:
        """All learners."""
        return tuple(
            LearnerChip(card, _STATES.get(self._status(card), "here"), NO_TEXT, self._tip(card, public))
            for card in self._learners
        )

    def _tip(self, card: int, public: bool) -> Text:
        return Joined((digits_text(self._learners[card].name.roll), self._name(card, public)), " ")

    def _name(self, card: int, public: bool) -> Text:
        name = self._learners[card].name
        return NO_TEXT if public else LocalText(name.name_bn, name.name_en)

    def hint(self, public: bool) -> Message:
        """How to type, what Enter will do, or what was marked last: made each time, since a name must not stay longer
        than the view is private."""
        words = SheetEntryWords(lambda card: Joined((digits_text(card), self._name(card, public)), " "))
        if self.typed.strip():
            return words.what_enter_does(self.entry(public))
        return words.marked(*self._last) if self._last else HELP
