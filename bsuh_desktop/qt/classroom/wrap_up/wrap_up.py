"""The page of wrap-up: widgets, keys and focus. What it says and does is in `presenters.classroom.wrap_up`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.print_layout import Layout
from bsuh_desktop.presenters.classroom.certificates import CertificatesModel
from bsuh_desktop.presenters.classroom.class_results import (
    ClassCount,
    ClassResults,
    ObjectiveLine,
    Remark,
    ResultLine,
)
from bsuh_desktop.presenters.classroom.learners import LearnerLine
from bsuh_desktop.presenters.classroom.papers import PapersModel, TagText
from bsuh_desktop.presenters.classroom.wrap_up import WrapUpModel, WrapUpPresenter
from bsuh_desktop.presenters.paper_output import PrintJob
from bsuh_desktop.presenters.parts import Question, Text, names_in
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.wrap_up.counts import Count
from bsuh_desktop.qt.classroom.wrap_up.objectives import Objective
from bsuh_desktop.qt.classroom.wrap_up.one_learner import ask_for_learner
from bsuh_desktop.qt.classroom.wrap_up.print_layout import ask_for_layout
from bsuh_desktop.qt.classroom.wrap_up.results import Result
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_folder
from bsuh_desktop.qt.dialogs.names_leave import ask_before_names
from bsuh_desktop.qt.dialogs.printer import print_paper
from bsuh_desktop.qt.dialogs.stick_watch import StickWatch
from bsuh_desktop.qt.forms.wrap_up import Ui_WrapUp
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.widgets.binding import Binding, Model, SaidRows, Setter, show_notice
from bsuh_desktop.qt.widgets.class_keys import press_by_enter
from bsuh_desktop.qt.widgets.dialog import ask_question
from bsuh_desktop.qt.widgets.layouts import widgets_in
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.qt.widgets.people_list import PersonLine
from bsuh_desktop.qt.widgets.roll_chips import person_line
from bsuh_desktop.qt.widgets.tag import Tag


class WrapUpPage(PresentedScreen[WrapUpModel, WrapUpPresenter]):
    """Two halves: remedies before finishing, papers after it."""

    name: ClassVar[str] = "wrap_up"
    in_class: ClassVar[bool] = True

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_WrapUp(), WrapUpPresenter, parent)
        form = self.form
        form.certificates_places.set_name("certificates", bridge)
        form.attendance_places.set_name("attendance", bridge)
        self._not_yet: SaidRows[LearnerLine, PersonLine] = SaidRows(lambda line: person_line(bridge, line), bridge)
        self._certificates = self._papers("certificates", CertificatesModel)
        self._attendance = self._papers("attendance", PapersModel)
        self._results = Binding(
            form,
            ClassResults,
            bridge.text,
            {
                "counts": self._set_counts,
                "counts_tag": lambda tag: self._set_tag(form.counts_tag, tag),
                "remarks": self._set_remarks,
                "objectives": self._set_objectives,
                "questions": self._set_questions,
                "not_yet": lambda lines: form.not_yet.set_people(self._not_yet.of(lines)),
            },
        )
        own: dict[str, Setter] = {
            "certificates": self._certificates.show,
            "attendance": self._attendance.show,
            "results": lambda results: self._results.show(results) if results else None,
        }
        self.bind_to(WrapUpModel, own)
        self.setProperty("own_ring", True)
        self._watch = StickWatch(bridge, lambda: self.find_sticks(), self)
        self._connect()
        self.restyle()

    def _papers(self, kind: str, model: type[Model]) -> Binding[Model]:
        """The card of one kind of papers: the parts of the form whose names begin with it."""
        parts = {name: getattr(self.form, f"{kind}_{name}") for name in names_in(model)}
        own: dict[str, Setter] = {"tag": lambda tag: self._set_tag(parts["tag"], tag)}
        return Binding(SimpleNamespace(**parts), model, self.bridge.text, own)

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.back.clicked.connect(lambda: self.open("teach"))
        form.finish.clicked.connect(presenter.finish)
        form.done.clicked.connect(lambda: self.open("home"))
        form.next_class.clicked.connect(presenter.begin_next)
        form.state_message.answered.connect(presenter.follow_state)
        self._watch.changed.connect(self._set_sticks)
        certificates, attendance = presenter.certificates, presenter.attendance
        form.certificates_places.offer_print()
        form.certificates_places.print_wanted.connect(certificates.print)
        form.certificates_places.chosen.connect(certificates.save)
        form.certificates_whole.clicked.connect(certificates.ask_for_whole)
        form.certificates_one.clicked.connect(presenter.ask_for_one)
        form.certificates_layout.clicked.connect(certificates.ask_for_layout)
        form.attendance_places.chosen.connect(attendance.save)
        for bar, papers in (
            (form.certificates_message, certificates),
            (form.certificates_one_message, presenter.one),
            (form.attendance_message, attendance),
        ):
            bar.answered.connect(papers.answer)

    def leave(self) -> None:
        """Stops looking for sticks; answers that are still to come are for nobody."""
        self._watch.stop()
        super().leave()

    def retranslate(self) -> None:
        """All texts that are not in the form; in public view others."""
        super().retranslate()
        for binding in (self._certificates, self._attendance, self._results):
            binding.retranslate()

    def turn(self, finished: bool) -> None:
        """Begins a half: before finishing with its button, after it at the top, with the sticks that are there."""
        if finished:
            self._watch.start()
            self.form.scroll.verticalScrollBar().setValue(0)
            self.setFocus()
        else:
            self.form.finish.setFocus()

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Asks over the window."""
        self._question = ask_question(self.window(), question, then)

    def ask_before_names(self, on_stick: bool, then: Callable[[], object]) -> None:
        """Warns that names leave the app."""
        ask_before_names(self.window(), on_stick, then)

    def ask_for_folder(self, question: Message, then: Callable[[Path], object]) -> None:
        """Asks for a folder of this computer."""
        ask_for_folder(self.window(), self.bridge, question, then)

    def ask_for_layout(self, layout: Layout, chosen: Callable[[Layout], object]) -> None:
        """Asks how to print."""
        ask_for_layout(self.window(), layout, chosen)

    def ask_for_learner(
        self,
        find: Callable[[str], tuple[str, Text]],
        save: Callable[[str, Path, str], object],
        print_one: Callable[[str], object],
    ) -> None:
        """Asks whose certificate is wanted alone, and where it should go."""
        ask_for_learner(self.window(), self.bridge, find, save, print_one, self.find_sticks)

    def show_file(self, path: Path) -> bool:
        """Opens a file or a folder in the system's app."""
        return self.bridge.apps.open(path)

    def print_paper(self, job: PrintJob) -> None:
        """Prints over this window."""
        print_paper(self, self.bridge, job.paper, lambda sent: job.then(sent.outcome, sent.pages), job.failed)

    def _set_counts(self, counts: tuple[ClassCount, ...]) -> None:
        text = self.bridge.text
        self.form.counts.set_counts(
            [Count(text(one.number), text(one.name), text(one.line), one.sign) for one in counts]
        )

    def _set_objectives(self, lines: tuple[ObjectiveLine, ...]) -> None:
        text = self.bridge.text
        self.form.objectives.set_rows(
            [
                Objective(text(one.text), text(one.note), one.pre, one.post, text(one.before), text(one.after))
                for one in lines
            ]
        )

    def _set_questions(self, lines: tuple[ResultLine, ...]) -> None:
        text = self.bridge.text
        self.form.questions.set_results(
            [Result(text(one.number), text(one.text), one.share, text(one.figures)) for one in lines]
        )

    def _set_tag(self, tag: Tag, value: TagText | None) -> None:
        if value is not None:
            tag.tell(value.state, self.bridge.text(value.text), light=True)

    def _set_remarks(self, remarks: tuple[Remark, ...]) -> None:
        column = self.form.remarks
        for widget in widgets_in(column):
            column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for place, remark in enumerate(remarks, 1):
            bar = MessageBar()
            bar.setObjectName(f"remark_{place}")
            bar.answered.connect(lambda _, card=remark.card: self._presenter.follow_remark(card))
            column.addWidget(bar)
            show_notice(bar, remark.notice, self.bridge.text)

    def _set_sticks(self) -> None:
        self.form.certificates_places.set_sticks(self._watch.sticks)
        self.form.attendance_places.set_sticks(self._watch.sticks)

    def _verb(self) -> QPushButton:
        verb: QPushButton = self.form.done if self._presenter.finished else self.form.finish
        return verb

    def key(self, event: QKeyEvent) -> bool:
        """F10 finishes, Enter presses the primary button."""
        finished = self._presenter.finished
        if event.key() == Qt.Key.Key_F10 and not finished:
            self.form.finish.click()
            return True
        # A repeated Enter that finishes the class must not leave its papers.
        early = finished and (not self._presenter.files_known or event.isAutoRepeat())
        return not early and press_by_enter(event, self._verb())
