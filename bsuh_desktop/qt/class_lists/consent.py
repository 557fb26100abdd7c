"""Consent in one sitting: the notice is read aloud, refusals are noted in private, then the list is stored."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.class_lists.import_state import ImportState
from bsuh_desktop.qt.class_lists.sitting_form import SittingForm
from bsuh_desktop.qt.class_lists.stored_list_words import stored_list_words
from bsuh_desktop.qt.forms.consent import Ui_ConsentSitting
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.dialog import DialogVerb, ask
from bsuh_desktop.qt.widgets.painted_text import forget_words
from bsuh_desktop.qt.widgets.text_lines import TextLines
from bsuh_desktop.services.class_lists.draft import Draft, agree
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.desk.consent_notice import Notice, notice


class NoticeView:
    """The notice, at first in the desk's language, then in the one that the person chooses."""

    def __init__(self, form: Ui_ConsentSitting) -> None:
        self._form = form
        self._notice: Notice | None = None
        self._paragraphs: list[TextLines] = []
        self._language: Language = "bn"
        form.in_bangla.clicked.connect(lambda: self.speak("bn"))
        form.in_english.clicked.connect(lambda: self.speak("en"))

    def show(self, notice: Notice) -> None:
        """Shows another notice; does nothing for the same one."""
        if notice != self._notice:
            self._notice = notice
            self._fill()

    def speak(self, language: Language) -> None:
        """Shows the notice in `language`."""
        self._form.in_bangla.setChecked(language == "bn")
        self._form.in_english.setChecked(language == "en")
        if language != self._language:
            self._language = language
            self._fill()

    def _fill(self) -> None:
        notice, language = self._notice, self._language
        if notice is None:
            return
        self._form.notice_title.setText(notice.title.text_in(language))
        wanted = [(part.title.text_in(language), part.text.text_in(language)) for part in notice.parts]
        wanted.append((notice.question.text_in(language), ""))
        for place, (title, text) in enumerate(wanted):
            self._paragraph(place).set_fact(f"{title}:" if text else title, text)
        for words in self._paragraphs[len(wanted) :]:
            words.hide()

    def _paragraph(self, place: int) -> TextLines:
        """The paragraph at `destination`, created if needed."""
        if place == len(self._paragraphs):
            words = TextLines()
            words.setProperty("role", "lead")
            self._form.notice_parts.addWidget(words)
            self._paragraphs.append(words)
        self._paragraphs[place].show()
        return self._paragraphs[place]


class ConsentSitting(Screen):
    """`place.path` is the draft. Nothing is stored before the last button is pressed."""

    name: ClassVar[str] = "consent"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_ConsentSitting()
        self.form.setupUi(self)
        self.form.outcome_grid.setColumnStretch(1, 1)
        self._draft = Draft()
        self._version = ""
        self._notice = NoticeView(self.form)
        self._sitting = SittingForm(bridge, self.form, self)
        self._sitting.changed.connect(self._say_bar)
        self.form.back.clicked.connect(self._go_back)
        self.form.keep.clicked.connect(self._ask_and_keep)
        self.restyle()

    def breadcrumb(self) -> str:
        """Navigation path and the class."""
        return f"{self.bridge.say(Message('Classes'))} › {self.bridge.text_of(self._draft.title)}"

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Consent of the whole class"))

    def enter(self, destination: Destination) -> None:
        """Starts with the list that was reviewed."""
        way = destination.path
        if isinstance(way, ImportState) and way.draft.plan is not None:
            self._draft = way.draft
            self._sitting.begin(way.draft.plan, way.answers)
        self._notice.speak(self.bridge.language)
        self.form.scroll.verticalScrollBar().setValue(0)
        self.bridge.query(notice, self._on_notice)
        self.retranslate()
        self.header_changed.emit()
        (self.form.in_bangla if self.bridge.language == "bn" else self.form.in_english).setFocus()

    def clear_personal_data(self) -> None:
        """Forgets the list and all answers."""
        self._draft = Draft()
        self._sitting.clear()
        forget_words()

    def _go_back(self) -> None:
        self.open("import_list", path=ImportState(self._draft, self._sitting.answers()))

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns: the decisions about the list and the answers of the sitting are not stored yet."""
        if self._draft.plan is None:
            return None
        return Message("Leave before the list is saved?"), Message("What you wrote on this page will be lost.")

    def _on_notice(self, found: Notice) -> None:
        self._version = found.version
        self._notice.show(found)

    def retranslate(self) -> None:
        """All texts that are neither in the form nor in the notice."""
        if self._draft.plan is not None:
            self._sitting.retranslate()
            self._say_bar()

    def _say_bar(self) -> None:
        form, reason, merges = self.form, self._sitting.why_not, self._sitting.plan.base is not None
        form.keep.setText(self.bridge.say(Message("Update the class") if merges else Message("Save the list")))
        form.keep.setEnabled(reason is None)
        form.reason.setText(self.bridge.say(reason) if reason else "")
        form.reason_light.setVisible(reason is not None)

    def _ask_and_keep(self) -> None:
        """Stores the list; asks once more first if something may have been overlooked."""
        doubt = self._sitting.doubt
        if doubt is None:
            self._keep()
            return
        verbs: list[DialogVerb] = [
            ("keep", Message("Keep it like this"), "secondary"),
            ("back", Message("Go back"), "primary"),
        ]
        ask(self, doubt[0], doubt[1], verbs, lambda key: self._keep() if key == "keep" else None)

    def _keep(self) -> None:
        draft, plan, version = self._draft, self._sitting.plan, self._version
        # A double click stores one list only.
        self.form.keep.setEnabled(False)
        self.bridge.change(
            lambda desk: agree(desk, draft, plan, version), lambda _: self._on_stored(plan), self._on_not_stored
        )

    def _on_not_stored(self, error: KnownError) -> None:
        self._say_bar()
        self.bridge.error_reported.emit(error)

    def _on_stored(self, plan: ImportPlan) -> None:
        self.open("classes")
        self.bridge.inform("ok", stored_list_words(plan))
