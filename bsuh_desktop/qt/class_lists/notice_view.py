"""The notice as it is read aloud: large, and in the language of those who listen."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.qt.forms.consent import Ui_ConsentSitting
from bsuh_desktop.qt.widgets.words import Words
from bsuh_desktop.services.desk.consent_notice import Notice


class NoticeView:
    """Its language is that of the desk at first, and then what the person chooses."""

    def __init__(self, form: Ui_ConsentSitting) -> None:
        self._form = form
        self._notice: Notice | None = None
        self._paragraphs: list[Words] = []
        self._language: Language = "bn"
        form.in_bangla.clicked.connect(lambda: self.speak("bn"))
        form.in_english.clicked.connect(lambda: self.speak("en"))

    def show(self, notice: Notice) -> None:
        """Another notice; the same one is not built again."""
        if notice != self._notice:
            self._notice = notice
            self._fill()

    def speak(self, language: Language) -> None:
        """Says it in that language."""
        self._form.in_bangla.setChecked(language == "bn")
        self._form.in_english.setChecked(language == "en")
        if language != self._language:
            self._language = language
            self._fill()

    def _fill(self) -> None:
        notice, language = self._notice, self._language
        if notice is None:
            return
        self._form.notice_title.setText(notice.title.said(language))
        wanted = [(part.title.said(language), part.text.said(language)) for part in notice.parts]
        wanted.append((notice.question.said(language), ""))
        for place, (title, text) in enumerate(wanted):
            self._paragraph(place).set_fact(f"{title}:" if text else title, text)
        for words in self._paragraphs[len(wanted) :]:
            words.hide()

    def _paragraph(self, place: int) -> Words:
        """The paragraph at `place`, made where there was none."""
        if place == len(self._paragraphs):
            words = Words()
            words.setProperty("role", "lead")
            self._form.notice_parts.addWidget(words)
            self._paragraphs.append(words)
        self._paragraphs[place].show()
        return self._paragraphs[place]
