"""The page of wrap-up, and the dialogs for one learner's certificate and for how certificates are printed.

What the page says and does is in `presenters.classroom.wrap_up`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from bsuh_desktop.domain.certificates import Ink, Layout, PerPage
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.certificates import LAYOUT_QUESTION, CertificatesModel
from bsuh_desktop.presenters.classroom.class_results import ClassCount, ClassResults, ObjectiveLine, Remark, ResultLine
from bsuh_desktop.presenters.classroom.papers import PapersModel, TagText
from bsuh_desktop.presenters.classroom.roll import LearnerLine
from bsuh_desktop.presenters.classroom.wrap_up import WrapUpModel, WrapUpPresenter
from bsuh_desktop.presenters.paper_output import PrintJob
from bsuh_desktop.presenters.parts import Question, Text, names_in
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.wrap_up.class_results import Count, Objective, Result
from bsuh_desktop.qt.dialogs import file_places
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_folder
from bsuh_desktop.qt.dialogs.printer import print_paper
from bsuh_desktop.qt.dialogs.stick_watch import StickWatch
from bsuh_desktop.qt.forms.print_layout import Ui_PrintLayout
from bsuh_desktop.qt.forms.wrap_up import Ui_WrapUp
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.widgets.binding import Binding, LocalizedWidget, Model, SaidRows, Setter, show_notice
from bsuh_desktop.qt.widgets.dialog import Dialog, ask_question
from bsuh_desktop.qt.widgets.keycap import ENTER, press_by_enter
from bsuh_desktop.qt.widgets.layouts import widgets_in
from bsuh_desktop.qt.widgets.lights import Tag
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.qt.widgets.people_list import PersonLine, person_line
from bsuh_desktop.qt.widgets.restyled import desk_text
from bsuh_desktop.qt.widgets.scroller import ScrollFrame
from bsuh_desktop.qt.widgets.text_lines import TextLines


class _RollField(QLineEdit):
    """Enter in it saves. It is no key of the dialog then, which would press its first button as well."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keeps Enter to itself."""
        super().keyPressEvent(event)
        if event.key() in ENTER:
            event.accept()


def ask_for_learner(
    parent: QWidget,
    bridge: Bridge,
    find: Callable[[str], tuple[str, Text]],
    save: Callable[[str, Path, str], object],
    print_one: Callable[[str], object],
    find_sticks: file_places.FindSticks,
) -> Dialog:
    """Asks for one learner by the roll number: `find` says who is meant by what was typed, "" if nobody is, and the
    line below it. `save` gets the learner, the folder and the stick's label or "", `print_one` the learner."""
    dialog = Dialog(
        Message("A certificate for one learner"),
        Message("It has the same serial number as in the file of the whole class."),
        [(file_places.CANCEL, Message("Cancel"), "secondary")],
        parent,
        safe=file_places.CANCEL,
    )
    roll, line, places = _RollField(), TextLines(), file_places.TargetButtons()
    roll.setObjectName("learner_roll")
    line.setObjectName("learner_line")
    dialog.say(Message("Roll number"), roll.setPlaceholderText)
    dialog.say(Message("Roll number"), roll.setAccessibleName)
    places.set_name("certificate", bridge)
    places.offer_print()

    def show() -> None:
        learner, words = find(roll.text())
        line.setText(desk_text(words))
        places.setEnabled(bool(learner))

    def answered(go: Callable[[str], object]) -> None:
        learner, _ = find(roll.text())
        dialog.answer(file_places.CHOSEN)
        go(learner)

    roll.textChanged.connect(show)
    roll.returnPressed.connect(places.press_first)
    # Enter in the field saves, and must not cancel.
    dialog.verb(file_places.CANCEL).setDefault(False)
    dialog.say(Message("Roll number"), lambda _: show())
    places.chosen.connect(lambda folder, label: answered(lambda learner: save(learner, folder, label)))
    places.print_wanted.connect(lambda: answered(print_one))
    # Names must not stay visible to the class.
    bridge.public_changed.connect(dialog.reject)
    file_places.open_with_places(dialog, parent, bridge, (roll, line, places), find_sticks)
    return dialog


CLOSE = "close"


class PrintLayout(LocalizedWidget):
    """Two rows of toggles; `chosen` carries the new layout."""

    chosen = Signal(object)

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self.form = form = Ui_PrintLayout()
        form.setupUi(self)
        self._pages: dict[PerPage, QPushButton] = {1: form.one_a_page, 2: form.two_a_page, 4: form.four_a_page}
        self._inks: dict[Ink, QPushButton] = {"colour": form.in_colour, "black": form.black_only}
        self._pages[layout.per_page].setChecked(True)
        self._inks[layout.ink].setChecked(True)
        for button in (*self._pages.values(), *self._inks.values()):
            button.clicked.connect(lambda: self.chosen.emit(self.layout_chosen()))
        self.retranslate()

    def layout_chosen(self) -> Layout:
        """The layout of the toggles."""
        per_page = next(number for number, button in self._pages.items() if button.isChecked())
        ink = next(ink for ink, button in self._inks.items() if button.isChecked())
        return Layout(per_page, ink)

    def take_focus(self) -> None:
        """Focuses the chosen toggle of the first row."""
        self._pages[self.layout_chosen().per_page].setFocus()

    def retranslate(self) -> None:
        """Accessible names: each toggle with its question."""
        form = self.form
        rows = ((form.per_page_title, self._pages.values()), (form.ink_title, self._inks.values()))
        for title, buttons in rows:
            for button in buttons:
                button.setAccessibleName(f"{title.text()}: {button.text()}")


def ask_for_layout(parent: QWidget, layout: Layout, chosen: Callable[[Layout], object]) -> Dialog:
    """Opens the dialog over `parent`; `chosen` is called at every change, so that closing it in any way keeps the
    choice."""
    dialog = Dialog(LAYOUT_QUESTION, "", [(CLOSE, Message("Done"), "primary")], parent)
    asked = PrintLayout(layout)
    dialog.add(ScrollFrame(asked, parent))
    asked.chosen.connect(chosen)
    dialog.open()
    asked.take_focus()
    return dialog


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
        file_places.ask_before_names(self.window(), on_stick, then)

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
