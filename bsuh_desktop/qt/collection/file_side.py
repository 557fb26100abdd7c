"""The card beside the table: senders, details of one file, or the two files of a conflict to choose from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bsuh_desktop.domain.dates import time_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.collection import actions
from bsuh_desktop.qt.collection.file_rows import COUNTING, file_text, reason_text, verdict_of
from bsuh_desktop.qt.collection.inbox_model import InboxModel
from bsuh_desktop.qt.collection.summary import MOST_SENDERS, light_of, sender_parts, worst_first
from bsuh_desktop.qt.collection.typed_place import typed_place_text

if TYPE_CHECKING:
    from bsuh_desktop.qt.bridge.bridge import Bridge
    from bsuh_desktop.qt.forms.inbox import Ui_Inbox
    from bsuh_desktop.services.collection.conflicts import ConflictSide
    from bsuh_desktop.services.collection.values import CollectedFile


class FileSide(QObject):
    """The signals carry a session and one of its files: the one to choose, to take out, or to put back."""

    chosen = Signal(str, object)
    to_take_out = Signal(str, object)
    to_put_back = Signal(str, object)

    def __init__(self, bridge: Bridge, form: Ui_Inbox, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._form = form
        self._inbox = InboxModel()
        self._one: CollectedFile | None = None
        self._sides: tuple[ConflictSide, ...] = ()
        self._busy = False
        form.take_newer.clicked.connect(lambda: self._choose(newer=True))
        form.keep_earlier.clicked.connect(lambda: self._choose(newer=False))
        form.take_out.clicked.connect(lambda: self._tell(self.to_take_out.emit))
        form.put_back.clicked.connect(lambda: self._tell(self.to_put_back.emit))

    def show_files(self, inbox: InboxModel, one: CollectedFile | None, busy: bool) -> None:
        """Shows other files of `inbox`. The buttons are disabled while the register is `busy`."""
        session = self._one.session if self._one is not None and self._is_open(self._one) else ""
        self._inbox, self._one, self._busy = inbox, one, busy
        if one is None or not self._is_open(one):
            self._sides = ()
        elif one.session != session or not self._sides:
            self._sides = ()
            self._ask(one.session)
        self.retranslate()

    def _is_open(self, one: CollectedFile) -> bool:
        return one.verdict == "conflict" and not one.decided and bool(one.session)

    def _ask(self, session: str) -> None:
        if self._busy:
            return

        def answered(sides: tuple[ConflictSide, ...]) -> None:
            if self._one is not None and self._one.session == session:
                self._sides = sides
                self.retranslate()

        self._bridge.register.use(actions.sides(session), answered, lambda _: None)

    def retranslate(self) -> None:
        """Renders all texts in the desk's language."""
        form, one = self._form, self._one
        form.side.setVisible(bool(self._inbox.files))
        form.sides.setVisible(bool(self._sides))
        to_decide = one is not None and self._is_open(one)
        form.take_newer.setVisible(to_decide)
        form.keep_earlier.setVisible(to_decide and len(self._sides) != 1)
        for button in (form.take_newer, form.keep_earlier):
            button.setEnabled(bool(self._sides) and not self._busy)
        out = one is not None and one.sha256 in self._inbox.out
        form.take_out.setVisible(one is not None and one.verdict in COUNTING and not out)
        form.put_back.setVisible(out)
        form.take_out.setEnabled(not self._busy)
        form.put_back.setEnabled(not self._busy)
        form.to_summary.setVisible(one is not None)
        form.senders.setVisible(one is None)
        if one is None:
            self._say_senders()
        elif self._is_open(one):
            self._say_conflict(one)
        else:
            self._say_file(one)
        form.side_text.setVisible(bool(form.side_text.text()))
        form.side_more.setVisible(bool(form.side_more.text()))

    def _say_senders(self) -> None:
        form, say, senders = self._form, self._bridge.say, worst_first(self._inbox.senders)
        form.side_light.setVisible(bool(senders))
        form.side_light.set_state(light_of(self._inbox))
        form.side_title.setText(say(Message("Who sent what") if senders else Message("You decide")))
        waiting = say(Message("These have waited for you since earlier days. Choose one in the table."))
        form.side_text.setText("" if senders else waiting)
        form.senders.tell([sender_parts(one, say) for one in senders[:MOST_SENDERS]])
        more = Message("And {count} more, in the saved list.", count=max(0, len(senders) - MOST_SENDERS))
        form.side_more.setText(say(more) if len(senders) > MOST_SENDERS else "")

    def _say_file(self, one: CollectedFile) -> None:
        form, say = self._form, self._bridge.say
        light, words = verdict_of(one, one.sha256 in self._inbox.out)
        form.side_light.setVisible(True)
        form.side_light.set_state(light)
        form.side_title.setText(say(words))
        form.side_text.setText(reason_text(self._bridge, one))
        device = Message("Laptop {number}", number=one.device) if one.device else None
        signer = Message("Key {code}", code=one.signer_code) if one.signer_code and not one.device else None
        file = Message("File: {file}", file=file_text(one)) if one.input else None
        parts = (typed_place_text(self._inbox, one), device, signer, file)
        form.side_more.setText("\n".join(say(part) for part in parts if part))

    def _say_conflict(self, one: CollectedFile) -> None:
        form, say, sides = self._form, self._bridge.say, self._sides
        form.side_light.setVisible(True)
        form.side_light.set_state("look")
        form.side_title.setText(say(Message("You decide")))
        form.side_text.setText(reason_text(self._bridge, one))
        later = Message("You see the numbers of both files when nothing is being collected.")
        meanwhile = Message("Until you choose, the earlier one counts. Both files stay in the archive.")
        alone = Message("Both files stay in the archive.")
        parts = (typed_place_text(self._inbox, one), (meanwhile if len(sides) > 1 else alone) if sides else later)
        form.side_more.setText("\n".join(say(part) for part in parts if part))
        if sides:
            form.sides.tell((say(Message("Earlier")), say(Message("Newer"))), self._numbers(*self._two(one)))

    def _two(self, one: CollectedFile) -> tuple[ConflictSide | None, ConflictSide]:
        """(the file that counts for now, or None; the file that contradicts it). With several rivals, the one of the
        row."""
        first, *rivals = self._sides
        now = next((side for side in rivals if side.file == one.sha256), rivals[-1] if rivals else first)
        return (first if rivals else None), now

    def _numbers(self, before: ConflictSide | None, now: ConflictSide) -> list[tuple[str, str, str]]:
        say, number = self._bridge.say, self._bridge.number

        def row(name: Message, of: Callable[[ConflictSide], str]) -> tuple[str, str, str]:
            return say(name), of(before) if before is not None else "–", of(now)

        return [
            row(Message("Finished"), self._finished),
            row(Message("Present"), lambda side: number(side.present)),
            row(Message("Answers"), lambda side: number(side.answers)),
            row(Message("In both files"), lambda _: number(now.in_both)),
        ]

    def _finished(self, side: ConflictSide) -> str:
        if side.finished is None:
            return "–"
        return time_words(side.finished.time(), self._bridge.language)

    def _choose(self, newer: bool) -> None:
        if self._one is not None and self._sides:
            before, now = self._two(self._one)
            self.chosen.emit(self._one.session, now.file if newer or before is None else before.file)

    def _tell(self, heard: Callable[[str, bytes], object]) -> None:
        if self._one is not None:
            heard(self._one.session, self._one.sha256)
