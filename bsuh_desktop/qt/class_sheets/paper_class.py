"""A class from paper: a class sheet is typed in, checked, and stored as a class like any other."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.class_sheets.class_choice import ClassChoice, Groups
from bsuh_desktop.qt.class_sheets.entry_summary import show_preview
from bsuh_desktop.qt.class_sheets.roll_entry import RollEntry
from bsuh_desktop.qt.class_sheets.sheet_fields import SheetFields
from bsuh_desktop.qt.forms.paper_class import Ui_PaperClass
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.class_keys import ENTER
from bsuh_desktop.services.class_sheets.paper_class import keep_paper_class, keep_rest
from bsuh_desktop.services.class_sheets.paper_draft import PaperDraft, missing
from bsuh_desktop.services.class_sheets.paper_form import PaperForm, form_of_rest, paper_form, start_of
from bsuh_desktop.services.classroom.set_up import SetUpChoices, look_at_shelf
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.modules import first_module


class PaperClass(Screen):
    """A place with a session completes that class; with a group, or neither, it is a class held on paper only.
    Nothing is stored before the primary button is pressed."""

    name: ClassVar[str] = "paper_class"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_PaperClass()
        self.form.setupUi(self)
        self._paper: PaperForm | None = None
        self._busy = False
        self._awaited: tuple[Groups, str] | None = None
        self._fields = SheetFields(bridge, self.form, self._look)
        self._roll = RollEntry(bridge, self.form, self._look, self._fields.add_visitors)
        self._choice = ClassChoice(bridge, self.form, self._on_chosen)
        self.form.tallies.tallied.connect(self._look)
        self.form.back.clicked.connect(lambda: self.ask_to_leave(lambda: self.open("home")))
        self.form.keep.clicked.connect(self._keep)
        self.restyle()

    def breadcrumb(self) -> str:
        """The class."""
        return self.bridge.text_of(self._paper.title) if self._paper else ""

    def title(self) -> str:
        """Page title."""
        rest = self._paper is not None and bool(self._paper.session)
        return self.bridge.say(Message("The rest of a class from paper") if rest else Message("A class from paper"))

    def enter(self, destination: Destination) -> None:
        """Starts another sheet with empty fields."""
        self._paper, self._busy, self._awaited = None, False, None
        self.form.body.setEnabled(False)
        self.form.keep.setEnabled(False)
        groups = (destination.group,) if destination.group else None
        self.bridge.query(lambda desk: _begin(desk, groups, destination.session), self._on_begin)

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns: what was typed is not stored yet."""
        paper = self._paper
        if self._busy or paper is None:
            return None
        draft = self._draft(paper)
        counted = draft.start != start_of(paper) or draft.headcount != paper.headcount
        if not (counted or draft.sheet or draft.marks or draft.tallies or draft.end):
            return None
        return Message("Leave before this class is saved?"), Message("What you typed on this page will be lost.")

    def _on_begin(self, begun: tuple[SetUpChoices, PaperForm]) -> None:
        shelf, paper = begun
        self._choice.begin(shelf, paper.groups, paper.pack, fixed=bool(paper.session))
        self.form.body.setEnabled(True)
        self._on_paper(paper)
        self._fields.begin(paper)
        self._look()
        self.form.scroll.verticalScrollBar().setValue(0)
        (self.form.end if paper.session else self.form.sheet_number).setFocus()

    def _on_chosen(self, groups: Groups, pack: str) -> None:
        """Disables storing until the chosen class is loaded: it would be stored for the one before."""
        self._awaited = groups, pack

        def show(paper: PaperForm) -> None:
            if self._awaited != (groups, pack):
                return
            self._awaited = None
            self._on_paper(paper)
            self._look()

        self._look()
        self.bridge.query(lambda desk: paper_form(desk, groups, pack), show)

    def _on_paper(self, paper: PaperForm) -> None:
        """Loads another class with its roll and questions. The head of the sheet stays."""
        form = self.form
        self._paper = paper
        self._roll.begin(paper)
        form.roll_card.setVisible(bool(paper.learners))
        form.added_part.setVisible(paper.takes_visitors)
        form.tallies.set_questions(paper.questions)
        form.tally_card.setVisible(bool(paper.questions))
        self._chain()
        self._choice.retranslate()
        self.header_changed.emit()

    def _chain(self) -> None:
        """Tab order: the fields of the questions come between the roll and the primary button."""
        last: QWidget = self.form.chips
        for field in (*self.form.tallies.fields(), self.form.keep, self.form.back):
            QWidget.setTabOrder(last, field)
            last = field

    def _draft(self, paper: PaperForm) -> PaperDraft:
        head = self._fields.draft(paper)
        return msgspec.structs.replace(head, marks=dict(self._roll.marks), tallies=self.form.tallies.tallies())

    def _look(self) -> None:
        """Shows what would be stored, or what is missing."""
        paper, form = self._paper, self.form
        if paper is None:
            return
        draft = self._draft(paper)
        self._fields.retranslate()
        show_preview(form, self.bridge, paper, draft, self._roll)
        form.keep.setEnabled(missing(paper, draft) is None and not self._busy and self._awaited is None)

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        if self._paper is not None:
            self._choice.retranslate()
            self._roll.retranslate()
            self._look()

    def _keep(self) -> None:
        paper = self._paper
        if paper is None or self._busy or self._awaited is not None:
            return
        self._busy = True
        draft = self._draft(paper)
        if paper.session:
            self.bridge.take_class(paper.session, lambda: self._keep_rest(paper, draft), self._on_refused)
        else:
            self.bridge.change(lambda desk: keep_paper_class(desk, paper, draft), self._on_stored, self._on_refused)

    def _keep_rest(self, paper: PaperForm, draft: PaperDraft) -> None:
        self.bridge.conduct(lambda conduct: keep_rest(conduct, paper, draft), self._on_stored, self._on_refused)

    def _on_stored(self, session: str) -> None:
        self.bridge.take_class(session, lambda: self.open("wrap_up", session=session))

    def _on_refused(self, error: KnownError) -> None:
        self._busy = False
        self.bridge.error_reported.emit(error)
        self._look()

    def key(self, event: QKeyEvent) -> bool:
        """Enter moves on, as Tab does."""
        if event.key() not in ENTER:
            return False
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit) and focused is not self.form.roll:
            self.focusNextChild()
        return True


def _begin(desk: Desk, groups: Groups | None, session: str) -> tuple[SetUpChoices, PaperForm]:
    shelf = look_at_shelf(desk)
    if session:
        return shelf, form_of_rest(desk, session)
    module = first_module(desk)
    first = next(((one.group.id,) for one in shelf.groups), ())
    return shelf, paper_form(desk, first if groups is None else groups, module)
