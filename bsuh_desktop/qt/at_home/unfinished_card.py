"""One class that was not finished: go on with it, or finish it where it ended."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.clock import day_of, local
from bsuh_desktop.domain.dates import said_date, said_time
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.at_home.unfinished_ground import UnfinishedGround, play_disc
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.forms.unfinished_card import Ui_UnfinishedCard
from bsuh_desktop.services.home import UnfinishedClass


class UnfinishedCard(UnfinishedGround):
    """`go_on_wanted` and `finish_wanted` when a verb is pressed. Only the first card of a page has the primary one."""

    go_on_wanted = Signal()
    finish_wanted = Signal()

    def __init__(self, bridge: Bridge, found: UnfinishedClass, primary: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.found = found
        self.form = Ui_UnfinishedCard()
        self.form.setupUi(self)
        self.form.go_on.setProperty("kind", "primary" if primary else "secondary")
        self.form.go_on.clicked.connect(self.go_on_wanted)
        self.form.finish_class.clicked.connect(self.finish_wanted)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Words and disc follow the language and the text's size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.form.retranslateUi(self)
            self._say()
        elif event.type() == QEvent.Type.StyleChange:
            self.form.disc.setPixmap(play_disc())

    def _say(self) -> None:
        bridge, title = self._bridge, self._bridge.said(self.found.title)
        self.form.disc.setPixmap(play_disc())
        self.form.unfinished_title.setText(bridge.say(Message("Not finished: {class_title}", class_title=title)))
        self.form.unfinished_what.setText(bridge.say(self.sentence()))
        for button, verb in (
            (self.form.go_on, Message("Go on: {class_title}", class_title=title)),
            (self.form.finish_class, Message("Finish: {class_title}", class_title=title)),
        ):
            button.setAccessibleName(bridge.say(verb))

    def sentence(self) -> Message:
        """When it stopped, and where; of a forgotten class the end that is offered."""
        when = self.said_when(self.found.ended_ms if self.found.forgotten else self.found.last_ms)
        if self.found.forgotten:
            return Message("It was left open. The last thing in it happened {when}.", when=when)
        if self.found.slide:
            return Message(
                "It stopped {when}, at slide {slide}. All answers are kept.", when=when, slide=self.found.slide
            )
        return Message("It stopped {when}. Everything is kept.", when=when)

    def said_when(self, ms: int) -> Message:
        """A time of today, or a day with its time."""
        facts, language = self._bridge.facts, self._bridge.language
        offset = facts.offset_minutes if facts else 0
        time = said_time(local(ms, offset).time(), language)
        day = day_of(ms, offset)
        if day == day_of(self._bridge.clock.now().wall_ms, offset):
            return Message("today, {time}", time=time)
        return Message("on {day}, {time}", day=said_date(day, language), time=time)
