"""Wrap up: counts, what was learned, who earned what; then finishing it, certificates and attendance file."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.wrap_up.attendance_file_card import AttendanceFileCard
from bsuh_desktop.qt.classroom.wrap_up.certificates_card import CertificatesCard
from bsuh_desktop.qt.classroom.wrap_up.count_check import CountCheckCard
from bsuh_desktop.qt.classroom.wrap_up.earned import EarnedCard
from bsuh_desktop.qt.classroom.wrap_up.learned import LearnedCard
from bsuh_desktop.qt.dialogs.ask_target import LOOK_FOR_STICKS_MS
from bsuh_desktop.qt.dialogs.papers_card import PapersCardParts
from bsuh_desktop.qt.forms.wrap_up import Ui_WrapUp
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.class_keys import press_by_enter
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.classroom.planned_classes import PlannedClass, next_class
from bsuh_desktop.services.classroom.wrap_up import WrapUp, wrap_up
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.hand_over.class_files import ClassFiles, files_of
from bsuh_desktop.system.sticks import Stick, sticks

STATE_DATE = "state_date"


class WrapUpPage(Screen):
    """Two views: remedies before finishing, papers after it. `find_sticks` lists the sticks (on the file thread); tests
    point it at a folder."""

    name: ClassVar[str] = "wrap_up"
    in_class: ClassVar[bool] = True

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_WrapUp()
        self.form.setupUi(self)
        self.find_sticks: Callable[[], tuple[Stick, ...]] = sticks
        self._wrap: WrapUp | None = None
        self._files: ClassFiles | None = None
        self._finished: bool | None = None
        self._finishing = False
        self._next: PlannedClass | None = None
        self._meeting = CountCheckCard(bridge, self.form)
        self._learned = LearnedCard(bridge, self.form)
        self._earned = EarnedCard(bridge, self.form)
        self._make_papers()
        self.setProperty("own_ring", True)
        self._timer = QTimer(self, interval=LOOK_FOR_STICKS_MS)
        self._connect()
        self.restyle()

    def _make_papers(self) -> None:
        form = self.form
        form.certificates_places.set_name("certificates")
        form.attendance_places.set_name("attendance")
        self._certificates = CertificatesCard(
            self.bridge,
            PapersCardParts(
                form.certificates_tag,
                form.certificates_text,
                form.certificates_warning,
                form.certificates_places,
                form.certificates_progress,
                form.certificates_message,
            ),
            form.certificates_whole,
            form.certificates_layout,
        )
        self._attendance = AttendanceFileCard(
            self.bridge,
            PapersCardParts(
                form.attendance_tag,
                form.attendance_text,
                form.attendance_warning,
                form.attendance_places,
                form.attendance_progress,
                form.attendance_message,
            ),
        )

    def _connect(self) -> None:
        form = self.form
        form.back.clicked.connect(lambda: self.open("teach"))
        form.finish.clicked.connect(self._finish)
        form.done.clicked.connect(lambda: self.open("home"))
        form.next_class.clicked.connect(self._begin_next)
        form.state_message.answered.connect(lambda _: self.open("set_up"))
        self._meeting.roll_wanted.connect(lambda: self.open("roll_call"))
        self._meeting.present_wanted.connect(self._mark_present)
        self._timer.timeout.connect(self._look_for_sticks)
        for card in (self._certificates, self._attendance):
            card.written.connect(self._ask_files)

    def breadcrumb(self) -> str:
        """The step, and the class."""
        step, picture = self.bridge.say(Message("Step {step} of {steps}", step=4, steps=4)), self.bridge.picture
        if picture is None:
            return step
        later = [self.bridge.say(Message("entered later"))] if picture.entered_later else []
        return " · ".join([step, self.bridge.text_of(picture.title), *later])

    def title(self) -> str:
        """The page's title."""
        return self.bridge.say(Message("Wrap up"))

    def enter(self, destination: Destination) -> None:
        """Reloads everything."""
        self._wrap, self._files, self._finished, self._finishing, self._next = None, None, None, False, None
        self.show_class()

    def leave(self) -> None:
        """Stops looking for sticks."""
        self._timer.stop()

    def show_class(self) -> None:
        """The class has changed, or was finished."""
        picture = self.bridge.picture
        if picture is None:
            return
        finished = picture.ended_ms is not None
        if finished != self._finished:
            self._finished = finished
            self._turn(picture)
        session = picture.session
        self.bridge.query(lambda desk: _look(desk, session, finished), self._on_look)

    def _turn(self, picture: ClassPicture) -> None:
        """Switches to the other view."""
        form, finished = self.form, bool(self._finished)
        form.files.setVisible(finished)
        form.finish.setVisible(not finished)
        form.done.setVisible(finished)
        form.back.setVisible(not finished)
        form.next_class.hide()
        if finished:
            self._certificates.begin(picture.session)
            self._attendance.begin(picture.session)
            self._timer.start()
            self._look_for_sticks()
            form.scroll.verticalScrollBar().setValue(0)
            self.setFocus()
        else:
            form.finish.setFocus()
        self.retranslate()

    def _on_look(self, looked: tuple[WrapUp, ClassFiles | None, PlannedClass | None]) -> None:
        had_files = self._files is not None
        self._wrap, self._files, self._next = looked
        self._show_files()
        self.retranslate()
        if self._files is not None and not had_files:
            self._focus_papers()

    def _focus_papers(self) -> None:
        """Focuses the papers, so that an Enter too many opens a question instead of leaving them."""
        certificates = self.form.certificates_places
        (certificates if certificates.isVisible() else self._verb()).setFocus()

    def _ask_files(self) -> None:
        picture = self.bridge.picture
        if picture is not None:
            session = picture.session
            self.bridge.query(lambda desk: files_of(desk, session), self._on_files)

    def _on_files(self, files: ClassFiles) -> None:
        self._files = files
        self._show_files()
        self.retranslate()

    def _show_files(self) -> None:
        if self._files is not None and self._finished:
            self._certificates.show(self._files)
            self._attendance.show(self._files)

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        picture, wrap = self.bridge.picture, self._wrap
        if picture is None:
            return
        if wrap is not None and wrap.awards.keys() == {row.learner for row in picture.view.rows}:
            self._meeting.show(picture, wrap)
            self._learned.show(picture, wrap)
            self._earned.show(picture, wrap)
        self._say_next()
        self._certificates.retranslate()
        self._attendance.retranslate()
        self._say_state(picture)
        self.form.bar_text.setText(self.bridge.say(self._bar_words(picture)))

    def _say_next(self) -> None:
        """Offers the next class of a prepared day."""
        button, found = self.form.next_class, self._next if self._finished else None
        button.setVisible(found is not None)
        if found is not None:
            title = self.bridge.text_of(found.title)
            button.setText(self.bridge.say(Message("Next class: {class_title}", class_title=title)))

    def _begin_next(self) -> None:
        if self._next is not None:
            self.open("set_up", prepared=self._next.id)

    def _say_state(self, picture: ClassPicture) -> None:
        bar, say = self.form.state_message, self.bridge.say
        bar.setVisible(bool(self._finished) or picture.view.needs_date)
        if picture.view.needs_date:
            fact = Message("The clock may be wrong, and the date was not written.")
            bar.tell("look", say(fact), "", [(STATE_DATE, say(Message("Write the date")))])
        elif picture.view.practice:
            fact, rest = (
                Message("This practice class is finished."),
                Message("It goes into no report; its papers say so."),
            )
            bar.tell("info", say(fact), say(rest))
        elif picture.ended_ms is not None:
            took = Message("It took {minutes} min.", minutes=picture.minutes)
            bar.tell("ok", say(Message("The class is finished.")), say(took))

    def _bar_words(self, picture: ClassPicture) -> Message:
        files = self._files
        if not self._finished:
            practice = Message("Practice: nothing here goes into a report.")
            return (
                practice if picture.view.practice else Message("This closes the class. You can print its papers later.")
            )
        if files and files.handed_over and (files.saved or files.names_over or not files.certificates):
            return Message("Everything is written.")
        return Message("You can do the rest later: the Home page reminds you.")

    def _mark_present(self, card: int) -> None:
        self.bridge.conduct(lambda conduct: conduct.mark(card, "present"))

    def _finish(self) -> None:
        """Finishes the class; pressing twice finishes once."""
        if not self._finishing:
            self._finishing = True
            self.bridge.conduct(lambda conduct: conduct.finish(), None, self._on_refused)

    def _on_refused(self, error: KnownError) -> None:
        self._finishing = False
        self.bridge.error_reported.emit(error)

    def _look_for_sticks(self) -> None:
        if self.isVisible():
            self.bridge.ask(self.find_sticks, self._on_sticks)

    def _on_sticks(self, found: tuple[Stick, ...]) -> None:
        self.form.certificates_places.set_sticks(found)
        self.form.attendance_places.set_sticks(found)

    def _verb(self) -> QPushButton:
        verb: QPushButton = self.form.done if self._finished else self.form.finish
        return verb

    def key(self, event: QKeyEvent) -> bool:
        """F10 finishes, Enter presses the primary button."""
        if event.key() == Qt.Key.Key_F10 and not self._finished:
            self.form.finish.click()
            return True
        # A repeated Enter that finishes the class must not leave its papers.
        early = bool(self._finished) and (self._files is None or event.isAutoRepeat())
        return not early and press_by_enter(event, self._verb())


def _look(desk: Desk, session: str, finished: bool) -> tuple[WrapUp, ClassFiles | None, PlannedClass | None]:
    if not finished:
        return wrap_up(desk, session), None, None
    return wrap_up(desk, session), files_of(desk, session), next_class(desk)
