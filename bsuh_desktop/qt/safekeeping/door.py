"""The door: unlocks the desk with its passphrase, or sets a new one with the recovery code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.paths import further_desks
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.door import Ui_Door
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.safekeeping.desk_words import EMBLEM_NAMES, which_desk
from bsuh_desktop.qt.safekeeping.door_screen import DoorScreen
from bsuh_desktop.qt.safekeeping.new_code_page import NewCodePage
from bsuh_desktop.qt.safekeeping.new_passphrase import NewPassphrase
from bsuh_desktop.qt.safekeeping.recovery_code import RecoveryCode
from bsuh_desktop.qt.safekeeping.unlock import UnlockPage

if TYPE_CHECKING:
    from bsuh_desktop.domain.errors import KnownError
    from bsuh_desktop.qt.safekeeping.desks import DesksPage
    from bsuh_desktop.qt.safekeeping.page import DoorPage
    from bsuh_desktop.qt.safekeeping.repair_page import RepairPage
    from bsuh_desktop.services.safekeeping.values import DeskFolder


class RecoveryPages(QObject):
    """The pages of recovery on `front`. `recovered` carries the new passphrase once the new code is on paper."""

    recovered = Signal(str)

    def __init__(self, front: DoorScreen) -> None:
        super().__init__(front)
        self._front, self._bridge = front, front.bridge
        self.code, self.words, self.sheet = RecoveryCode(front), NewPassphrase(front), NewCodePage(front)
        for page in (self.code, self.words, self.sheet):
            front.add_page(page)

    def can_go_back(self) -> bool:
        """False on the page of the new code: the old one opens nothing any more."""
        return self._front.page is not self.sheet

    def step_on(self) -> None:
        """Checks the code, takes the new passphrase, then shows the new code until it is confirmed."""
        front = self._front
        if front.page is self.code:
            front.set_busy(Message("Checking"))
            self._bridge.check_code(self.code.code(), self._on_checked, front.failed)
        elif front.page is self.words:
            front.set_busy(Message("Locking again"))
            self._bridge.recover(self.code.code(), self.words.passphrase(), self._on_renewed, front.failed)
        else:
            self.recovered.emit(self.words.passphrase())

    def _on_checked(self) -> None:
        self._front.set_busy(None)
        self._front.show_page(self.words)

    def _on_renewed(self, new_code: str) -> None:
        self._front.set_busy(None)
        self.sheet.set_code(new_code)
        self._front.show_page(self.sheet)


CHOOSE = "choose"
"""`Destination.path`: choose one of the desks of this laptop."""

WAITS = "waits"
"""`Destination.path`: unsaved input waits in memory behind the door. The desk is covered, not locked."""


class Door(DoorScreen):
    """Shows nothing about the owner before it is unlocked. It is the first screen of every start, so its other pages
    are only built when a passphrase was forgotten."""

    name = "door"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Door()
        self.form.setupUi(self)
        self._unlock: UnlockPage = self.form.unlock
        self._recovery: RecoveryPages | None = None
        self._mend: RepairPage | None = None
        self._desks: DesksPage | None = None
        self._here: DeskFolder | None = None
        self._several = self._waits = False
        self.begin([self._unlock])
        self.form.other_desk.hide()
        self._unlock.forgotten.connect(self._recover)
        self.form.other_desk.clicked.connect(self._choose)

    def enter(self, destination: Destination) -> None:
        """Shows the passphrase page, or the choice of desks."""
        self._several = bool(further_desks(self.bridge.root))
        self._here = None
        self._waits = destination.path == WAITS
        if destination.path == CHOOSE:
            self._choose()
        else:
            self.show_page(self._unlock)
        if self._warm:
            self._look()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Reads which desk it is after the first paint, to show the door sooner."""
        first = not self._warm
        super().paintEvent(event)
        if first:
            QTimer.singleShot(0, self._look)

    def show_page(self, page: DoorPage) -> None:
        """Shows the button for another desk on the passphrase page only."""
        self.form.other_desk.setVisible(self._several and page is self._unlock)
        super().show_page(page)

    def asides(self) -> list[QWidget]:
        """Includes the button for another desk."""
        return [self.form.other_desk, *super().asides()]

    def _look(self) -> None:
        root, here = self.bridge.root, self.bridge.profile
        self.bridge.ask(lambda: _looked(root, here), self._on_looked, lambda _: None)

    def _on_looked(self, looked: tuple[DeskFolder, tuple[DeskFolder, ...]]) -> None:
        if looked[0].folder != self.bridge.profile:
            return
        self._here = looked[0]
        if self._desks is not None:
            self._desks.set_desks(looked[1], self.bridge.profile)
        if self._recovery is not None:
            self._recovery.code.set_desk(self._here)
        self._say_whose()

    def retranslate(self) -> None:
        """Includes which desk it is."""
        super().retranslate()
        self._say_whose()

    def _say_whose(self) -> None:
        here = self._here if self.page is self._unlock else None
        self.form.whose.setVisible(here is not None and bool(here.code))
        mark = None
        if here is not None:
            self.form.whose.setText(self.bridge.say(which_desk(here)))
            mark = EMBLEM_NAMES.get(here.emblem) if self._several else None
        about = Message("Desk with this picture: {mark}", mark=mark) if mark else None
        self._unlock.set_about(about, here.emblem if here is not None and mark else "")

    def _choose(self) -> None:
        if self._desks is None:
            from bsuh_desktop.qt.safekeeping.desks import DesksPage

            self._desks = DesksPage(self)
            self.add_page(self._desks)
        self.show_page(self._desks)
        if self._warm:
            self._look()

    def leave(self) -> None:
        """Clears all secrets when the screen is hidden."""
        self.forget()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns while a new code is shown, which cannot be shown again."""
        recovery = self._recovery
        return recovery.sheet.unsaved_warning() if recovery is not None and self.page is recovery.sheet else None

    def over_line(self) -> Message:
        """Empty: nothing about the owner."""
        return Message("The desk is covered, not locked") if self._waits else Message("This laptop is locked")

    def tell(self, error: KnownError | None) -> None:
        """Without another error, tells that unsaved input waits behind the door."""
        super().tell(error)
        says_what_waits = error is None and self._waits and self.page is self._unlock
        self.form.message_bar.set_closable(not says_what_waits)
        if says_what_waits:
            say = self.bridge.say
            self.form.news.show()
            self.form.message_bar.tell(
                "info",
                say(Message("Unsaved work is still here, in the laptop's memory.")),
                say(Message("Finish it, or close the app to lock fully.")),
            )

    def can_go_back(self) -> bool:
        """True on the pages of recovery, until a new code is shown."""
        if self.page is self._mend:
            return True
        if self.page is self._desks:
            return False
        return self.page is not self._unlock and self._recovery is not None and self._recovery.can_go_back()

    def step_back(self) -> None:
        """The page before."""
        if self.page is self._mend:
            self.bridge.forget_backup()
        recovery = self._recovery
        self.show_page(recovery.code if recovery and self.page is recovery.words else self._unlock)

    def step_on(self) -> None:
        """Unlocks, or goes on with recovery."""
        if self._desks is not None and self.page is self._desks:
            self._go_to(self._desks.folder())
        elif self.page is self._unlock:
            self._open(self._unlock.passphrase())
        elif self._mend is not None and self.page is self._mend:
            self.set_busy(self._mend.busy())
            self.bridge.use_backup(lambda: self.set_busy(None), self.failed)
        elif self._recovery is not None:
            self._recovery.step_on()

    def _go_to(self, folder: Path | None) -> None:
        if folder == self.bridge.profile:
            self.show_page(self._unlock)
        elif folder is not None:
            self.open("door", path=folder)

    def _open(self, passphrase: str) -> None:
        self.set_busy(Message("Unlocking"))
        self.bridge.unlock(passphrase, lambda: self.set_busy(None), self._not_opened)

    def _not_opened(self, error: KnownError) -> None:
        if (offer := getattr(error, "offer", None)) is None:
            self.failed(error)
            return
        if self._mend is None:
            from bsuh_desktop.qt.safekeeping.repair_page import RepairPage

            self._mend = RepairPage(self)
            self.add_page(self._mend)
        self._mend.set_offer(offer)
        self.forget()
        self.set_busy(None)
        self.show_page(self._mend)
        self.form.primary.setFocus()

    def _recover(self) -> None:
        if self._recovery is None:
            self._recovery = RecoveryPages(self)
            self._recovery.recovered.connect(self._open)
            self._recovery.code.set_desk(self._here)
        self.show_page(self._recovery.code)


def _looked(root: Path, here: Path) -> tuple[DeskFolder, tuple[DeskFolder, ...]]:
    from bsuh_desktop.services.safekeeping.desk_folders import desk_of, desks

    return desk_of(here), desks(root)
