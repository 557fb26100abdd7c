"""The learners of one class: add, change and remove them by hand; their answers about names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal, Protocol, get_args

import msgspec
from msgspec.structs import replace

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.consent import Basis, ConsentAnswer
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.people import Sex
from bsuh_desktop.domain.roster import NO_CARD, RosterRow
from bsuh_desktop.presenters.class_lists.consent import Paragraph, paragraphs
from bsuh_desktop.presenters.erasure.withdrawal import WithdrawalQuestion, withdrawal_question
from bsuh_desktop.presenters.parts import NO_NOTICE, NO_TEXT, Choice, Empty, Field, Joined, Notice, Part, Question, Text
from bsuh_desktop.presenters.person_words import HIDDEN, SEXES, consent_cell, roll_text, sex_word, shown_name
from bsuh_desktop.presenters.presenter import PageView, TablePresenter
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.services.certificates.due import reprints_of_class
from bsuh_desktop.services.class_lists import class_groups
from bsuh_desktop.services.class_lists.class_groups import ClassGroup, Learner
from bsuh_desktop.services.desk.consent_notice import Notice as ConsentNotice
from bsuh_desktop.services.desk.consent_notice import notice_of
from bsuh_desktop.services.desk.desk import Desk

CHANGE = "change"
"""The button of a row."""
MAKE_NEW = "make_new"
"""The button of the message about certificates under another spelling."""

NameField = Literal["roll", "name_bn", "name_en"]
NAME_FIELDS: tuple[NameField, ...] = get_args(NameField)

_ANSWERS: dict[ConsentAnswer, Message] = {
    "yes": Message("Yes"),
    "not_asked": Message("Not asked yet"),
    "no": Message("No"),
}
_NEW = RosterRow(row=0, roll=None, card=NO_CARD, name_bn=None, name_en=None)


class LearnersModel(msgspec.Struct, frozen=True, kw_only=True):
    """The page: the learners in a table, and the card on which one of them is edited."""

    reissue: Notice
    nobody: Empty
    rows_card: Part
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    consent_withdrawn: Part
    editor_title: Part
    roll: Field
    sex: Choice
    answer_label: Part
    answer: Choice
    answer_text: Part
    answered_on: Part
    """When the answers were given, and to which version of the notice."""
    read_notice: Part
    names: Part
    name_bn: Field
    name_en: Field
    save: Part
    leave: Part
    remove: Part


class NoticeText(msgspec.Struct, frozen=True):
    """A notice to read: its title, its version, and its paragraphs."""

    title: Text
    version: Text
    paragraphs: tuple[Paragraph, ...]


class LearnersView(PageView[LearnersModel], Protocol):
    """The page."""

    def show_notice(self, text: NoticeText) -> None:
        """Shows the notice over the page."""

    def ask_withdrawal(self, question: WithdrawalQuestion, then: Callable[[], object]) -> None:
        """Asks; `then` is called on confirmation."""


class _Edited:
    """The learner on the card: one of the class, or a new one, as far as somebody has typed."""

    def __init__(self, basis: Basis, learner: Learner | None = None) -> None:
        self.basis = basis
        self.learner = learner
        self.was = _NEW if learner is None else class_groups.as_row(learner)
        self.typed: dict[NameField, str] = {}
        """What was typed over the fields. A roll that nobody has changed stays in the digits of the language."""
        self.sex: Sex = self.was.sex
        self.answer: ConsentAnswer = self.was.answer(basis)

    @property
    def withdraws(self) -> bool:
        """True if “no” is chosen for a learner who took part in a class and had not refused before."""
        was = self.learner
        return was is not None and was.sat and not was.said_no and self.answer == "no"

    @property
    def may_be_named(self) -> bool:
        """True if the answer lets the name be stored."""
        return self.was.answered(self.answer, self.basis).may_be_named(self.basis)

    def row(self) -> RosterRow:
        """The learner as typed. Names keep their values while their fields are hidden."""
        changes = {field: text or None for field, text in self.typed.items()}
        return replace(self.was, sex=self.sex, **changes).answered(self.answer, self.basis)


class LearnersPresenter(TablePresenter[LearnersModel]):
    """Shows the learners of a class group, and edits one of them."""

    view: LearnersView

    def __init__(self, session: DeskSession, view: LearnersView) -> None:
        super().__init__(session, view)
        self._id = ""
        self._group: ClassGroup | None = None
        self._learners: list[Learner] = []
        self._edited = _Edited("none")
        self._reprints: Mapping[str, int] = {}
        """The certificates to print under another spelling, by class."""
        self._busy = False

    def show(self, group: str) -> None:
        """Shows another class, or reloads the same one."""
        self._id, self._reprints = group, {}
        self.enter()
        self._look(None)

    def clear(self) -> None:
        """Removes all names: the page is hidden, or the desk locked."""
        self._group, self._learners, self._edited = None, [], _Edited("none")
        self.refresh()

    def breadcrumb(self) -> Text:
        """The classes, and the school."""
        classes = Message("Classes")
        return Joined((classes, self._group.place), " › ") if self._group else classes

    def title(self) -> Text:
        """The class."""
        return self._group.title if self._group else NO_TEXT

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """The question and what would be lost by leaving; None unless a learner is being edited."""
        if self._busy or self._edited.row() == self._edited.was:
            return None
        return Message("Leave before this learner is saved?"), Message("What you typed on this page will be lost.")

    # The card

    def edit(self, line: str) -> None:
        """Puts a learner of the class on the card."""
        if self._group is not None:
            learner = next(one for one in self._learners if one.line == int(line))
            self._edit(learner)
            self.view.focus("roll")

    def edit_new(self) -> None:
        """Frees the card for a new learner."""
        self._edit(None)

    def _edit(self, learner: Learner | None) -> None:
        self._edited = _Edited(self._edited.basis, learner)
        self.refresh()

    def write(self, field: NameField, text: str) -> None:
        """Somebody typed into a field."""
        self._edited.typed[field] = text
        self.refresh()

    def choose_sex(self, place: int) -> None:
        """Somebody chose girl, boy or neither."""
        self._edited.sex = tuple(SEXES)[place]
        self.refresh()

    def choose_answer(self, place: int) -> None:
        """Somebody chose whether the name may be stored."""
        self._edited.answer = tuple(_ANSWERS)[place]
        self.refresh()

    def save(self) -> None:
        """Stores the learner. A refusal of somebody who took part in a class deletes more than a name on a list: asks
        first."""
        was = self._edited.learner
        if self._busy:
            return
        if was is not None and self._edited.withdraws:
            question = withdrawal_question((was.roll, was.name_bn, was.name_en), None)
            self.view.ask_withdrawal(question, self._keep)
        else:
            self._keep()

    def _keep(self) -> None:
        # Pressing Enter twice adds one learner.
        self._busy = True
        self.refresh()
        learner, row = self._edited.learner, self._edited.row()
        look = self.in_visit(self._look)
        if learner is None:
            self.session.change(partial(class_groups.add_learner, group=self._id, row=row), look, self._not_saved)
        else:
            change = partial(class_groups.change_learner, group=self._id, line=learner.line, row=row)
            self.session.change(change, look, self._not_saved)

    def _not_saved(self, error: KnownError) -> None:
        self._busy = False
        self.refresh()
        self.session.error_reported.emit(error)

    def ask_to_remove(self) -> None:
        """Asks before the learner on the card is removed from the class."""
        learner = self._edited.learner
        if learner is not None:
            question = Question(
                Message("Remove this learner from the class?"),
                Message("The learner is removed from the list. Classes that were held keep the name for their papers."),
                (("keep", Message("Keep"), "secondary"), ("remove", Message("Remove"), "careful")),
                "keep",
            )
            self.view.ask(question, lambda key: self._remove(learner.line) if key == "remove" else None)

    def _remove(self, line: int) -> None:
        remove = partial(class_groups.remove_learner, group=self._id, line=line)
        self.session.change(remove, self.in_visit(self._look))

    def read_notice(self) -> None:
        """Shows the notice to which the learner on the card, or the family, answered: in its own version, also where
        another one is read aloud by now."""
        learner = self._edited.learner
        if learner is not None:
            self.session.query(
                partial(notice_of, version=learner.notice), self.in_visit(partial(self._on_notice, learner.notice))
            )

    def _on_notice(self, version: str, found: ConsentNotice | None) -> None:
        called = Message("Notice {version}", version=version)
        if found is not None:
            title = Message("What was read aloud before the answer")
            self.view.show_notice(NoticeText(title, called, paragraphs(found)))
            return
        self.session.inform(
            "look",
            called,
            Message("Its text did not come with this app. The programme's office has it."),
        )

    # The class

    def start_preparing(self) -> None:
        """Prepares a lesson of this class."""
        self.view.open("set_up", group=self._id)

    def open_withdrawal(self) -> None:
        """Opens withdrawal of consent for this class."""
        self.view.open("withdrawal", group=self._id, path="learners")

    def open_reprints(self) -> None:
        """Opens the class with the most certificates to print under another spelling."""
        due = self._reprints
        if due:
            session = max(due, key=lambda one: due[one])
            self.session.take_class(session, self.in_visit(lambda: self.view.open("wrap_up", session=session)))

    def _look(self, _: object) -> None:
        self.session.query(partial(_class_of, group=self._id), self.in_visit(self._on_class))

    def _on_class(self, found: tuple[ClassGroup, list[Learner], dict[str, int]]) -> None:
        before = sum(self._reprints.values())
        self._group, self._learners, self._reprints = found
        self._busy, self._edited = False, _Edited(self._group.basis)
        self.refresh()
        self.view.focus("roll")
        if sum(self._reprints.values()) > before:
            self.view.focus(MAKE_NEW)

    # The view model

    def model(self) -> LearnersModel:
        """The page as it should look now."""
        group, public = self._group, self.session.public
        there = None if group is None else bool(self._learners)
        taught = None if group is None else bool(group.taught)
        return LearnersModel(
            reissue=_reissue(sum(self._reprints.values())),
            nobody=Empty(
                there is False,
                Message("No learners yet"),
                Message("Write them one by one, with roll and name as at school."),
            ),
            rows_card=Part(shown=there),
            columns=_columns(self._wide),
            rows=tuple(_row(one, self._wide, public) for one in self._learners),
            consent_withdrawn=Part(shown=taught),
            **self._card(public),
        )

    def _card(self, public: bool) -> dict[str, Any]:
        """The parts of the card. Fields of names are there only if names may be stored and nobody else sees the screen.
        The answer about names, above all a refusal, is hidden from the class, too."""
        edited, was = self._edited, self._edited.was
        new = edited.learner is None
        rolls = Message("Change roll {roll}", roll=roll_text(was.roll))
        answers, answered = tuple(_ANSWERS), _answered_on(edited.learner)
        return {
            "editor_title": Part(text=Message("Add a learner") if new else rolls),
            "roll": Field(value=edited.typed.get("roll", self.session.digits(was.roll or ""))),
            "sex": Choice(tuple(SEXES.values()), tuple(SEXES).index(edited.sex)),
            "answer_label": Part(shown=not public),
            "answer": Choice(tuple(_ANSWERS.values()), answers.index(edited.answer), not public),
            "answer_text": Part(text=_answer_text(edited, public)),
            "answered_on": Part(shown=answered is not None and not public, text=answered or NO_TEXT),
            "read_notice": Part(shown=answered is not None and not public),
            "names": Part(shown=not public, enabled=edited.may_be_named),
            "name_bn": Field(value=edited.typed.get("name_bn", was.name_bn or "")),
            "name_en": Field(value=edited.typed.get("name_en", was.name_en or "")),
            "save": Part(text=Message("Add") if new else Message("Save"), enabled=not self._busy),
            "leave": Part(shown=not new),
            "remove": Part(shown=not new),
        }


def _answer_text(edited: _Edited, public: bool) -> Message:
    if edited.basis == "none":
        return Message("No name of this class is kept.")
    if public:
        return Message("Write the name when nobody else sees the screen.")
    if edited.withdraws:
        return Message("Name and answers are deleted. The next hand-over tells your coordinator.")
    if not edited.may_be_named:
        return Message("The learner is counted. The name is written on the certificate by hand.")
    if edited.basis == "letters":
        return Message("The letter from home says yes, and so does the learner.")
    return Message("Neither the family nor the learner said “no”.")


def _answered_on(learner: Learner | None) -> Message | None:
    if learner is None or learner.answered_on is None:
        return None
    day = date_text(learner.answered_on)
    return Message("Answered on {day}. Notice: {version}", day=day, version=learner.notice)


def _reissue(count: int) -> Notice:
    """Certificates of the class that were printed under another spelling, with a button to make new ones."""
    if not count:
        return NO_NOTICE
    return Notice(
        light="look",
        fact=Message("Certificates printed under another spelling: {count}.", count=count),
        remedy=Message("The old certificate is revoked; the new one is used instead."),
        verbs=((MAKE_NEW, Message("Make the new one")),),
    )


def _columns(wide: bool) -> tuple[Column, ...]:
    """In a narrow table the sex is below the name, and activating a row opens the learner."""
    roll, name = Column(Message("Roll"), 72 if wide else 62), Column(Message("Name"))
    kept = Column(Message("Name kept?"), 190 if wide else 0)
    if not wide:
        return roll, name, kept
    return roll, name, Column(Message("Sex"), 80), kept, Column("", 110)


def _row(learner: Learner, wide: bool, public: bool) -> Row:
    """One learner. In public view without name and without the answers about it."""
    roll, sex = Cell(roll_text(learner.roll), bold=True), sex_word(learner.sex)
    name = shown_name(public, learner.name_bn, learner.name_en)
    consent = Cell(HIDDEN)
    if not public:
        consent = consent_cell(learner.named, learner.may_be_named, (learner.guardian, learner.assent))
    if not wide:
        return Row(str(learner.line), (roll, Cell(name, sex), consent))
    verb = CellButton(CHANGE, Message("Change"))
    return Row(str(learner.line), (roll, Cell(name), Cell(sex), consent, Cell(verb=verb)))


def _class_of(desk: Desk, group: str) -> tuple[ClassGroup, list[Learner], dict[str, int]]:
    return class_groups.class_group(desk, group), class_groups.learners_of(desk, group), reprints_of_class(desk, group)
