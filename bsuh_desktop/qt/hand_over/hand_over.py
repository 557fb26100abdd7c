"""Hand over: every finished class on its way to the coordinator, and the receipts that come back.

One button writes everything due to the stick; the page says when it is safe to remove, and keeps showing classes that
were never answered.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_target import FindSticks, ask_place
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_folder
from bsuh_desktop.qt.dialogs.stick_watch import StickWatch
from bsuh_desktop.qt.forms.hand_over import Ui_HandOver
from bsuh_desktop.qt.hand_over import class_rows
from bsuh_desktop.qt.hand_over.ask_receipts import ask_receipts
from bsuh_desktop.qt.hand_over.hand_over_job import HandOverJob
from bsuh_desktop.qt.hand_over.outcome import Outcome
from bsuh_desktop.qt.hand_over.receipt_offer import ReceiptOffer
from bsuh_desktop.qt.hand_over.receipt_words import receipt_words
from bsuh_desktop.qt.hand_over.stick_card import StickCard
from bsuh_desktop.qt.hand_over.stick_words import (
    StickWords,
    ended_words,
    fresh,
    waiting_words,
    writable,
    writing_words,
)
from bsuh_desktop.qt.look.theme import scale
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.dropped_files import files_in
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.paged_rows import PagedRows
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.system.sticks import Stick, sticks

if TYPE_CHECKING:
    from bsuh_desktop.services.hand_over.stick_receipts import Expected
    from bsuh_desktop.services.hand_over.values import HandOverView, TakenReceipt

_LARGE = 1.5
_WIDE = 780
"""From this width on (px at normal text size) the table has a column for each fact."""


@dataclasses.dataclass(frozen=True)
class HandOverData:
    """What the page shows."""

    view: HandOverView
    """The finished classes."""
    expected: Expected
    """What a receipt can be for."""
    receives: bool
    """True if this desk receives the files of others."""
    unprinted: int
    """Classes due now whose certificates are not saved yet."""


def look(desk: Desk) -> HandOverData:
    """Loads the data; runs on the desk's thread."""
    from bsuh_desktop.services.certificates.due import due
    from bsuh_desktop.services.hand_over.hand_over_view import hand_over_view
    from bsuh_desktop.services.hand_over.stick_receipts import expected

    view, unsaved = hand_over_view(desk), set(due(desk).sessions)
    unprinted = sum(one.state == "ready" and one.session in unsaved for one in view.classes)
    return HandOverData(view, expected(desk), desk.coordinator_grant is not None, unprinted)


class HandOver(Screen):
    """Reloads from the desk each time it is entered. `find_sticks` lists the sticks (on the file thread)."""

    name: ClassVar[str] = "hand_over"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_HandOver()
        self.form.setupUi(self)
        self.find_sticks: FindSticks = sticks
        self._looked: HandOverData | None = None
        self._outcome: Outcome | None = None
        self._news = PageNews(bridge, self.form.news)
        self._offer = ReceiptOffer(bridge, self.form.receipts_lie)
        self._watch = StickWatch(bridge, lambda: self.find_sticks(), self)
        self._writing = HandOverJob(bridge, self)
        self._card = StickCard(bridge, self.form, self._writing)
        self._table_space = TableSpace(self.form.rows, self.form.table_space, _WIDE, self)
        self._pages = PagedRows(bridge, self.form.rows, self.form.pager)
        self.form.late_light.set_state("look")
        self.setAcceptDrops(True)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        form.primary.clicked.connect(self._on_primary)
        form.to_folder.clicked.connect(self._ask_folder)
        form.import_receipts.clicked.connect(self._ask_receipts)
        form.open_receive.clicked.connect(lambda: self.open("receive", path=self.name))
        form.rows.chosen.connect(self._open_class)
        form.nothing.chosen.connect(lambda: self.open("home"))
        self._offer.wanted.connect(self._take_receipts)
        self._watch.changed.connect(self._on_sticks)
        self._writing.moved.connect(self._on_moved)
        self._writing.ended.connect(self._on_ended)
        self._table_space.turned.connect(self._show_rows)

    def breadcrumb(self) -> str:
        """How many are due, and how many wait for a receipt."""
        if self._looked is None:
            return ""
        view = self._looked.view
        count = Message("Ready: {ready} · waiting for a receipt: {waiting}", ready=fresh(view), waiting=view.waiting)
        return self.bridge.say(count)

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Hand over"))

    def enter(self, destination: Destination) -> None:
        """Reloads everything. Writing that is going on continues."""
        self._news.clear()
        if not self._writing.busy:
            self._outcome = None
        self._pages.to_first()
        self._watch.start()
        self._look(first=True)

    def leave(self) -> None:
        """Stops looking for sticks; a hand-over ends after the present file."""
        self._watch.stop()
        self._writing.stop()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns while classes are being written."""
        if not self._writing.busy:
            return None
        kept = Message("Finished files stay on the stick. You can hand over the others later.")
        return Message("Leave while classes are being written?"), kept

    def restyle(self) -> None:
        """In large text the drawing is hidden to make room."""
        super().restyle()
        self.form.stick_picture.setVisible(scale() < _LARGE)

    def _look(self, first: bool = False) -> None:
        self.bridge.query(look, lambda looked: self._on_looked(looked, first))

    def _on_looked(self, looked: HandOverData, first: bool) -> None:
        self._looked = looked
        self.retranslate()
        self.header_changed.emit()
        self._look_for_receipts()
        if first:
            self._focus()

    def _focus(self) -> None:
        (self.form.primary if self.form.primary.isEnabled() else self.form.import_receipts).setFocus()

    def _on_sticks(self) -> None:
        self._show_stick()
        self._look_for_receipts()

    def _look_for_receipts(self) -> None:
        if self._looked is None or self._writing.busy:
            self._offer.hide()
        else:
            self._offer.look(self._watch.sticks, self._looked.expected)

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        if self._looked is None:
            return
        form, say, held = self.form, self.bridge.say, bool(self._looked.view.classes)
        form.nothing.setVisible(not held)
        sentence = Message("Finished classes wait here until you hand them over.")
        form.nothing.tell("stick-plain", say(Message("No class has been finished yet")), say(sentence))
        for part in (form.stick_card, form.table_space):
            part.setVisible(held)
        form.open_receive.setVisible(self._looked.receives)
        self._show_stick()
        self._show_rows()
        self._offer.retranslate()
        self._news.retranslate()

    def _show_stick(self) -> None:
        if self._looked is None:
            return
        self._card.show(self._words(self._looked.view))
        self._show_bar(self._looked.view)

    def _words(self, view: HandOverView) -> StickWords:
        if self._writing.busy:
            return writing_words(self._writing.label, self._writing.stopping)
        return ended_words(self._outcome) if self._outcome else waiting_words(view, self._watch.sticks)

    def _done(self) -> bool:
        """True if nothing is left to do here."""
        done = self._outcome is not None and self._outcome.complete
        return done or self._looked is None or not self._looked.view.ready

    def _show_bar(self, view: HandOverView) -> None:
        form, say, busy = self.form, self.bridge.say, self._writing.busy
        words = Message("Hand over: {count}", count=view.ready)
        if busy:
            words = Message("Being written")
        elif self._done():
            words = Message("Done")
        elif self._outcome is not None or not fresh(view):
            words = Message("Hand over again")
        form.primary.setProperty("glyph", "check" if self._done() and not busy else "usb")
        form.primary.setText(say(words))
        apply_icons(form.bar)
        missing = None if busy or self._done() else self._missing()
        form.primary.setEnabled(not busy and missing is None)
        form.reason.setText(say(missing) if missing else "")
        form.to_folder.setEnabled(bool(view.ready) and not busy)
        form.import_receipts.setEnabled(bool(view.classes) and not busy)

    def _missing(self) -> Message | None:
        if writable(self._watch.sticks):
            return None
        return Message("Use another stick.") if self._watch.sticks else Message("Plug a stick in")

    def _show_rows(self) -> None:
        if self._looked is None:
            return
        form, bridge, view, wide = self.form, self.bridge, self._looked.view, self._table_space.wide
        just_now = self._outcome.sessions() if self._outcome else frozenset()
        form.rows.set_columns(class_rows.columns(bridge, wide))
        self._pages.show(view.classes, lambda one: class_rows.row(bridge, one, just_now, wide))
        late = [bridge.say(sentence) for sentence in class_rows.overdue_text(view, self._looked.unprinted)]
        form.late.setVisible(bool(late))
        form.late_text.setText("\n".join(late))

    def _on_primary(self) -> None:
        usable = writable(self._watch.sticks)
        if self._done():
            self.open("home")
        elif len(usable) == 1:
            self._write(usable[0].path, usable[0].label)
        elif usable:
            self._ask_stick()

    def _ask_stick(self) -> None:
        question = Message("Which stick should the classes go to?")
        detail = Message("Only your coordinator can open the files.")
        ask_place(self, self.bridge, question, detail, self._write, self._writable_sticks)

    def _writable_sticks(self) -> Sequence[Stick]:
        return writable(list(self.find_sticks()))

    def _ask_folder(self) -> None:
        ask_for_folder(self, Message("Where should the classes go?"), lambda folder: self._write(folder, ""))

    def _write(self, folder: Path, label: str) -> None:
        if self._looked is None or self._writing.busy:
            return
        self._news.clear()
        self._offer.hide()
        self._outcome = None
        self._writing.run(folder, label, self._looked.view.ready)
        self._show_stick()
        self.form.progress.cancel.setFocus()

    def _on_moved(self) -> None:
        if self._writing.stopping:
            self._show_stick()
        else:
            self._card.say_progress()

    def _on_ended(self, outcome: Outcome) -> None:
        """Reports after the classes were reloaded, so that message and table agree."""
        self._outcome = outcome
        self._watch.look()
        self._look(first=True)

    def _ask_receipts(self) -> None:
        ask_receipts(self, self.bridge, self._take_receipts, self._look, self.find_sticks)

    def _take_receipts(self, paths: Sequence[Path]) -> None:
        def taken(found: tuple[TakenReceipt, ...]) -> None:
            self._news.tell(*receipt_words(found))
            self._look(first=True)

        self.bridge.change(lambda desk: _take(desk, paths), taken, self._news.fail)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Receipts can be dropped anywhere on the page."""
        if files_in(event.mimeData()) and not self._writing.busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Reads the dropped receipts."""
        paths = files_in(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self._take_receipts([Path(path) for path in paths])

    def _open_class(self, session: str) -> None:
        self.bridge.take_class(session, lambda: self.open("wrap_up", session=session))


def _take(desk: Desk, paths: Sequence[Path]) -> tuple[TakenReceipt, ...]:
    from bsuh_desktop.services.hand_over.receipts import take_receipts

    return take_receipts(desk, paths)
