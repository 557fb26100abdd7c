"""Import of a class list: choose the file and the class, review what was understood, then go on to consent.

If the class is on the laptop already, the differences are shown.
"""

from __future__ import annotations

import threading
from typing import ClassVar

from PySide6.QtWidgets import QApplication, QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.class_lists.file_step import FileStep
from bsuh_desktop.qt.class_lists.import_state import ImportState, SittingAnswers
from bsuh_desktop.qt.class_lists.list_reader import ListReader
from bsuh_desktop.qt.class_lists.review_step import ReviewStep
from bsuh_desktop.qt.class_lists.stored_list_words import stored_list_words
from bsuh_desktop.qt.forms.import_list import Ui_ImportList
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.field_error import repolish
from bsuh_desktop.qt.widgets.painted_text import forget_words
from bsuh_desktop.rosters.read_options import ReadOptions
from bsuh_desktop.services.class_lists.draft import Draft, Known, agree, looked, make_empty_class, ready
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.class_lists.read_list import reread, same_in

_SEARCH = 250


class ImportList(Screen):
    """Without a draft in the place it starts empty; the consent page comes back with the draft as `path`."""

    name: ClassVar[str] = "import_list"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_ImportList()
        self.form.setupUi(self)
        self._looks = False
        self._answers = SittingAnswers()
        self._asked_by = ""
        self._reading = ListReader(bridge, self)
        self._choosing = FileStep(bridge, self.form, self, self._reading)
        self._looking = ReviewStep(bridge, self.form, self)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        self._reading.changed.connect(self._on_reading)
        self._choosing.changed.connect(self._say_bar)
        self._choosing.finished.connect(form.go_on.click)
        self._looking.decided.connect(self._say_bar)
        self._looking.wished.connect(self._read_again)
        form.stop_reading.clicked.connect(self._stop)
        form.back.clicked.connect(self._go_back)
        form.by_hand.clicked.connect(self._write_by_hand)
        form.go_on.clicked.connect(self._go_on)

    def restyle(self) -> None:
        """Fits the search field to its placeholder at any text size."""
        super().restyle()
        self.form.search.setMinimumWidth(scaled_box(_SEARCH))

    def breadcrumb(self) -> str:
        """Navigation path and the class."""
        classes = self.bridge.say(Message("Classes"))
        return f"{classes} › {self.bridge.text_of(self._choosing.draft().title)}" if self._looks else classes

    def title(self) -> str:
        """Page title, by the current step."""
        if not self._looks:
            return self.bridge.say(Message("Get a list from a file"))
        return self.bridge.say(Message("What has changed") if self._merges else Message("What was read from the list"))

    @property
    def _merges(self) -> bool:
        plan = self._looking.plan
        return plan is not None and plan.base is not None

    def enter(self, destination: Destination) -> None:
        """Starts empty, or restores the draft."""
        if isinstance(destination.path, ImportState) and destination.path.draft.plan is not None:
            self._answers = destination.path.answers
            self._choosing.resume(destination.path.draft)
            self._look_at(destination.path.draft.plan)
        else:
            self._answers = SittingAnswers()
            self._choosing.begin()
            self._turn(looks=False)

    def leave(self) -> None:
        """Drops the result of a reading that is going on."""
        self._reading.stop()

    def clear_personal_data(self) -> None:
        """Forgets the list and all names."""
        self._looks, self._answers = False, SittingAnswers()
        self._looking.clear()
        self._choosing.clear()
        forget_words()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns if a file was read: decisions about its rows would be lost."""
        if self._choosing.draft().plan is None:
            return None
        return Message("Leave before the list is saved?"), Message("What you wrote on this page will be lost.")

    def _turn(self, looks: bool) -> None:
        self._looks = looks
        form = self.form
        form.choosing.setVisible(not looks)
        form.looking.setVisible(looks)
        form.scroll.verticalScrollBar().setValue(0)
        (form.rows if looks else form.choose_file).setFocus()
        self._say_bar()
        self.header_changed.emit()
        self.turned.emit()

    def retranslate(self) -> None:
        """Both halves and the bar."""
        self._choosing.retranslate()
        self._looking.retranslate()
        self._say_bar()

    def _say_bar(self) -> None:
        form, say, busy = self.form, self.bridge.say, self._reading.busy
        reason = Message("The list is being read") if busy else self._reason()
        form.go_on.setEnabled(reason is None)
        form.reason.setText(say(reason) if reason else "")
        form.reason_light.setVisible(reason is not None)
        stopped = self._looks and not busy
        form.reason_light.set_state("stop" if stopped else "info")
        if form.reason.property("state") != ("stop" if stopped else ""):
            form.reason.setProperty("state", "stop" if stopped else "")
            repolish(form.reason)
        form.stop_reading.setVisible(busy)
        form.by_hand.setEnabled(not busy and self._choosing.missing(with_file=False) is None)
        form.go_on.setText(say(self._verb()))

    def _verb(self) -> Message:
        plan = self._looking.plan
        if not self._looks or plan is None:
            return Message("Look at the list")
        if self._merges:
            return Message("Update the class")
        return Message("Use {count} learners", count=plan.counts.learners)

    def _reason(self) -> Message | None:
        """Why the import cannot go on yet; None if it can. Consent is asked on the next page."""
        if not self._looks:
            return self._choosing.missing()
        plan = self._looking.plan
        return plan.why_not_decided if plan is not None else None

    def _on_reading(self) -> None:
        """While a list is read, Stop has the focus, all inputs are disabled, and nothing moves."""
        busy, form, focused = self._reading.busy, self.form, QApplication.focusWidget()
        if busy:
            self._asked_by = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
            form.stop_reading.show()
            form.stop_reading.setFocus()
        self._say_bar()
        for part in (form.look_cards, form.class_choice):
            part.setEnabled(not busy)
        if not busy and focused is form.stop_reading:
            self._give_keys_back()

    def _give_keys_back(self) -> None:
        back = self.findChild(QWidget, self._asked_by) if self._asked_by else None
        if back is None or not back.isVisible():
            back = self.form.rows if self._looks else self.form.choose_file
        back.setFocus()

    def _stop(self) -> None:
        self._reading.stop()
        self.retranslate()

    def _read_again(self, options: ReadOptions) -> None:
        """Reads the file with other options; decisions are kept where they still apply."""
        plan = self._looking.plan
        if plan is not None:
            self._reading.run(
                lambda stop: reread(plan, options, stop=stop), self._on_read_again, self._on_not_read_again
            )

    def _on_read_again(self, plan: ImportPlan) -> None:
        before = self._looking.plan
        if before is not None and not self._answers.about <= same_in(before, plan):
            # The noted answers belong to other rows now: they are asked again.
            self._answers = SittingAnswers()
        self._looking.show(plan)
        self._say_bar()

    def _on_not_read_again(self, error: KnownError) -> None:
        """Leaves the list and its columns as they were."""
        self._looking.retranslate()
        self.bridge.error_reported.emit(error)

    def _go_on(self) -> None:
        if self._looks:
            self._take()
            return
        draft = self._choosing.draft()
        plan = draft.plan
        if plan is not None:
            self.bridge.query(lambda desk: looked(desk, draft), lambda known: self._get_ready(plan, draft, known))

    def _get_ready(self, plan: ImportPlan, draft: Draft, known: Known) -> None:
        """Prepares the plan: options as for the last list of this school, compared with the class if it is known."""
        if not self.isVisible():
            # The person left the page before the desk answered.
            return

        def work(stop: threading.Event) -> ImportPlan:
            return ready(plan, draft, known, stop)

        self._reading.run(work, self._look_at, self.bridge.error_reported.emit)

    def _take(self) -> None:
        """Goes on to consent; if all answers are known already, updates the class at once."""
        plan, draft = self._looking.plan, self._draft_with(self._looking.plan)
        if plan is None:
            return
        if plan.base is None or plan.to_ask:
            self.open("consent", path=ImportState(draft, self._answers))
            return
        # A double click changes the class only once.
        self.form.go_on.setEnabled(False)
        self.bridge.change(lambda desk: agree(desk, draft, plan, ""), lambda _: self._on_stored(plan), self._on_refused)

    def _on_stored(self, plan: ImportPlan) -> None:
        self.open("classes")
        self.bridge.inform("ok", stored_list_words(plan))

    def _draft_with(self, plan: ImportPlan | None) -> Draft:
        chosen = self._choosing.draft()
        return Draft(plan, chosen.place, chosen.grade, chosen.section)

    def _look_at(self, plan: ImportPlan) -> None:
        self._looking.begin(plan)
        self._turn(looks=True)

    def _go_back(self) -> None:
        if self._looks:
            self._reading.stop()
            self._looking.clear()
            self._turn(looks=False)
        else:
            self.open("classes")

    def _write_by_hand(self) -> None:
        draft = self._choosing.draft()
        # A double click makes one class only.
        self.form.by_hand.setEnabled(False)
        self.bridge.change(lambda desk: make_empty_class(desk, draft), self._on_empty_class, self._on_refused)

    def _on_refused(self, error: KnownError) -> None:
        self._say_bar()
        self.bridge.error_reported.emit(error)

    def _on_empty_class(self, group: GroupRef) -> None:
        self.open("learners", group=group.id)
