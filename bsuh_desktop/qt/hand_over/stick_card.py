"""Fills the large card of Hand over, and announces a new text to screen readers."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleEvent

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.hand_over import Ui_HandOver
from bsuh_desktop.qt.hand_over.hand_over_job import HandOverJob
from bsuh_desktop.qt.hand_over.stick_words import StickWords
from bsuh_desktop.qt.widgets.field_error import repolish


class StickCard:
    """`writing` provides the progress."""

    def __init__(self, bridge: Bridge, form: Ui_HandOver, writing: HandOverJob) -> None:
        self._bridge = bridge
        self._form = form
        self._writing = writing
        for light in (form.tick_1_light, form.tick_2_light, form.tick_3_light, form.tick_4_light):
            light.set_state("ok")
        form.progress.cancelled.connect(writing.stop)
        form.recovery_text.hide()
        form.ticks.hide()
        form.progress.hide()

    def show(self, words: StickWords) -> None:
        """Shows `words`, with progress while writing."""
        form, say = self._form, self._bridge.say
        form.stick_card.set_state(words.state)
        form.stick_picture.set_picture(words.picture)
        form.stick_title.set_fact(say(words.title))
        form.stick_title.setProperty("state", "" if words.state == "plain" else words.state)
        repolish(form.stick_title)
        form.stick_text.setText(say(words.text))
        form.ticks.setVisible(words.ticks)
        form.recovery_text.setVisible(words.recovery)
        beside = Message("Your recovery code is beside them, sealed: only the coordinator can open it.")
        form.recovery_text.setText(say(beside))
        form.progress.setVisible(self._writing.busy)
        self.say_progress()
        self._tell(f"{say(words.title)}. {say(words.text)}")

    def say_progress(self) -> None:
        """Shows progress and time left."""
        form, say, left = self._form, self._bridge.say, self._writing.time_left_message()
        form.progress.tell(say(left) if left else "", *self._writing.done)
        form.progress.set_cancel("" if self._writing.stopping else say(Message("Stop here")))

    def _tell(self, text: str) -> None:
        card = self._form.stick_card
        if text != card.accessibleName():
            card.setAccessibleName(text)
            if card.isVisible():
                QAccessible.updateAccessibility(QAccessibleEvent(card, QAccessible.Event.Alert))
