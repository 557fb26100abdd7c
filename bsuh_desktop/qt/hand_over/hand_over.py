"""The page Hand over, and the dialog that asks where receipts are, or for the code of one that is read out.

What the page says and does is in `presenters.hand_over.hand_over`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.hand_over.hand_over import HandOverModel, HandOverPresenter, StickCard
from bsuh_desktop.presenters.hand_over.receipts import DictatedCodeModel, DictatedCodePresenter
from bsuh_desktop.presenters.hand_over.stick_words import writable
from bsuh_desktop.presenters.parts import PlaceQuestion, Text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_dialog import RECEIPTS, ask_for_folder
from bsuh_desktop.qt.dialogs.file_places import FindSticks, SourceWords, ask_place, ask_sources
from bsuh_desktop.qt.dialogs.stick_watch import StickWatch
from bsuh_desktop.qt.forms.dictated_code import Ui_DictatedCode
from bsuh_desktop.qt.forms.hand_over import Ui_HandOver
from bsuh_desktop.qt.look.theme import scale
from bsuh_desktop.qt.navigation.presented_screen import TableScreen
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.widgets.binding import BoundForm
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.drop_zone import FileDrops
from bsuh_desktop.qt.widgets.fields import repolish, set_problem
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.scroller import scroll_into_view
from bsuh_desktop.system.sticks import Stick


class DictatedCode(BoundForm[DictatedCodeModel]):
    """Takes codes one after the other, as they are read out on the phone. `changed` is called when one was accepted."""

    def __init__(self, bridge: Bridge, changed: Callable[[], object]) -> None:
        super().__init__(Ui_DictatedCode())
        self._bridge = bridge
        self.form.slip_light.set_state("stop")
        self._presenter = DictatedCodePresenter(bridge, self, changed)
        self.bind_to(DictatedCodeModel, {"taken": PageNews(bridge, self.form.taken).show, "slip": self._set_slip})
        self.form.taken.set_closable(False)
        self.form.dictated.textChanged.connect(self._presenter.write)
        self.form.dictated.installEventFilter(self)
        self.form.take_code.setAutoDefault(False)
        self.form.take_code.clicked.connect(self._presenter.take)
        self.destroyed.connect(self._presenter.close)
        self._presenter.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter accepts the code and does not close the dialog."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
            self._presenter.take()
            return True
        return False

    def _set_slip(self, slip: Text) -> None:
        form, there = self.form, slip != ""
        form.slip_text.setText(self._bridge.text(slip))
        form.dictated.setAccessibleDescription(form.slip_text.text())
        if form.slip.isHidden() == there:
            form.slip.setVisible(there)
            if there:
                scroll_into_view(form.slip)
        set_problem(form.dictated, there)


SOURCES = SourceWords(
    question=Message("Where are the receipts?"),
    choose=Message("Choose the receipts"),
    kinds=RECEIPTS,
    name="receipts",
    leave=Message("Close"),
)


def ask_receipts(
    parent: QWidget,
    bridge: Bridge,
    then: Callable[[Sequence[Path]], object],
    changed: Callable[[], object],
    find_sticks: FindSticks,
) -> Dialog:
    """Opens the dialog over `parent`; `then` is called with the chosen folder or files, `changed` after each
    accepted code."""
    return ask_sources(parent, bridge, SOURCES, then, find_sticks, DictatedCode(bridge, changed))


_LARGE = 1.5


class HandOver(FileDrops, TableScreen[HandOverModel, HandOverPresenter]):
    """Looks for sticks as long as it is shown."""

    name: ClassVar[str] = "hand_over"
    wide_from = 780

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_HandOver(), HandOverPresenter, parent)
        self._watch = StickWatch(bridge, lambda: self.find_sticks(), self)
        self.bind_to(HandOverModel, {"stick_card": self._set_card, "glyph": self._set_glyph})
        self._set_up_parts()
        self.setAcceptDrops(True)
        self._connect()
        self.restyle()

    def _set_up_parts(self) -> None:
        form = self.form
        form.late_light.set_state("look")
        for light in (form.tick_1_light, form.tick_2_light, form.tick_3_light, form.tick_4_light):
            light.set_state("ok")
        for part in (form.receipts_lie, form.recovery_text, form.ticks, form.progress):
            part.hide()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.primary.clicked.connect(presenter.press_primary)
        form.to_folder.clicked.connect(self._ask_folder)
        form.import_receipts.clicked.connect(self._ask_receipts)
        form.open_receive.clicked.connect(lambda: self.open("receive", path=self.name))
        form.rows.chosen.connect(presenter.open_class)
        form.receipts_lie.answered.connect(lambda _: presenter.take_offered())
        form.progress.cancelled.connect(presenter.stop)
        self._watch.changed.connect(lambda: presenter.set_sticks(self._watch.sticks))

    def enter(self, destination: Destination) -> None:
        """Reloads everything. Writing that is going on continues."""
        self._watch.start()
        self._presenter.enter()

    def leave(self) -> None:
        """Stops looking for sticks; a hand-over ends after the present file."""
        self._watch.stop()
        super().leave()

    def restyle(self) -> None:
        """In large text the drawing is hidden to make room."""
        super().restyle()
        self.form.stick_picture.setVisible(scale() < _LARGE)

    def look_for_sticks(self) -> None:
        """Looks at once which sticks are plugged in."""
        self._watch.look()

    def ask_stick(self, question: PlaceQuestion, then: Callable[[Path, str], object]) -> None:
        """Asks for one of the sticks that can be written to."""
        ask_place(self, self.bridge, question.question, question.detail, then, self._writable_sticks)

    def _writable_sticks(self) -> Sequence[Stick]:
        return writable(list(self.find_sticks()))

    def _set_card(self, card: StickCard) -> None:
        form = self.form
        form.stick_card.setVisible(card.shown)
        form.stick_card.set_state(card.state)
        form.stick_picture.set_picture(card.picture)
        form.stick_title.setProperty("state", "" if card.state == "plain" else card.state)
        repolish(form.stick_title)
        spoken = self.bridge.text(card.spoken)
        if spoken != form.stick_card.accessibleName():
            form.stick_card.setAccessibleName(spoken)
            if form.stick_card.isVisible():
                QAccessible.updateAccessibility(QAccessibleEvent(form.stick_card, QAccessible.Event.Alert))

    def _set_glyph(self, glyph: str) -> None:
        self.form.primary.setProperty("glyph", glyph)
        apply_icons(self.form.bar)

    def _ask_folder(self) -> None:
        write = self._presenter.write
        ask_for_folder(self, self.bridge, Message("Where should the classes go?"), lambda folder: write(folder, ""))

    def _ask_receipts(self) -> None:
        presenter = self._presenter
        ask_receipts(self, self.bridge, presenter.take_receipts, presenter.look, self.find_sticks)

    def may_drop(self) -> bool:
        """Not while classes are being written."""
        return not self._presenter.busy

    def take_dropped(self, paths: Sequence[Path]) -> None:
        """Reads the dropped receipts."""
        self._presenter.take_receipts(paths)
