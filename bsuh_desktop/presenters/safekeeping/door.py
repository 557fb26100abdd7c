"""The door: unlocks the desk with its passphrase, sets a new one with the recovery code, or repairs a damaged file.

It shows nothing about the owner before it is unlocked: a desk is recognised by drawing, number and code."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.paths import further_desks
from bsuh_desktop.presenters.parts import NO_NOTICE, NO_TEXT, Notice, Part
from bsuh_desktop.presenters.safekeeping import door_screen
from bsuh_desktop.presenters.safekeeping.passphrase import NewPassphrasePresenter, UnlockPresenter
from bsuh_desktop.presenters.safekeeping.recovery_code import NewCodePresenter, RecoveryCodePresenter

if TYPE_CHECKING:
    from bsuh_desktop.services.safekeeping.desk_folders import DeskFolder, Emblem
    from bsuh_desktop.services.safekeeping.repair import RepairOffer

EMBLEM_NAMES: dict[Emblem, Message] = {
    "book": Message("Book"),
    "kite": Message("Kite"),
    "boat": Message("Boat"),
    "leaf": Message("Leaf"),
    "sun": Message("Sun"),
    "lamp": Message("Lamp"),
}


def which_desk(desk: DeskFolder) -> Message:
    """Number and code, as they are read out."""
    if not desk.code:
        return Message("Not opened yet with this version")
    if not desk.device:
        return Message("Code of this desk: {code}", code=desk.code)
    return Message("Number of this laptop: {device} · code of this desk: {code}", device=desk.device, code=desk.code)


CHOOSE = "choose"
"""The door's subject: choose one of the desks of this laptop."""

WAITS = "waits"
"""The door's subject: unsaved input waits in memory behind it. The desk is covered, not locked."""


@dataclasses.dataclass(frozen=True)
class DesksModel:
    """The page."""

    cards: tuple[door_screen.Card, ...]


class DesksPresenter(door_screen.DoorPagePresenter[DesksModel]):
    """On a shared laptop each desk with its drawing and code, without names."""

    name = "desks"
    title = Message("Which desk is yours?")

    def __init__(self, session: DeskSession, view: door_screen.DoorPageView[DesksModel]) -> None:
        super().__init__(session, view)
        self._desks: tuple[DeskFolder, ...] = ()
        self.folder: Path | None = None
        """Folder of the chosen desk; None if none is chosen."""

    def set_desks(self, desks: tuple[DeskFolder, ...], here: Path) -> None:
        """Sets the desks of this laptop, and chooses the one in the folder `here`."""
        if desks == self._desks:
            return
        self._desks = desks
        self.folder = next((desk.folder for desk in desks if desk.folder == here), None)
        self.refresh()
        if self._entered:
            self._focus()
        self.changed.emit()

    def choose(self, card: str) -> None:
        """Chooses the desk of that card."""
        folder = self._desks[int(card.removeprefix("desk_")) - 1].folder
        if folder != self.folder:
            self.folder = folder
            self.update()

    def enter(self) -> None:
        """Focuses the chosen desk."""
        super().enter()
        self._focus()

    def missing(self) -> Message | None:
        """The desk, if none is chosen."""
        return None if self.folder is not None else Message("Choose a desk.")

    def model(self) -> DesksModel:
        """The page as it should look now: drawing, its name, code and number of each desk."""
        return DesksModel(tuple(self._card(number, desk) for number, desk in enumerate(self._desks, 1)))

    def _card(self, number: int, desk: DeskFolder) -> door_screen.Card:
        name = EMBLEM_NAMES.get(desk.emblem) or Message("Desk {number}", number=number)
        return door_screen.Card(
            f"desk_{number}", desk.emblem or "lock", name, which_desk(desk), desk.folder == self.folder
        )

    def _focus(self) -> None:
        cards = self.model().cards
        if cards:
            self.view.focus(next((card.name for card in cards if card.checked), cards[0].name))


@dataclasses.dataclass(frozen=True, kw_only=True)
class RepairModel:
    """The page."""

    offer: Notice
    explanation: Part
    alone: Part
    kept: Notice
    problem: Notice


class RepairPresenter(door_screen.DoorPagePresenter[RepairModel]):
    """A damaged data file: what a repair starts from, and the button to start it."""

    name = "repair"
    title = Message("The data file is damaged")

    def __init__(self, session: DeskSession, view: door_screen.DoorPageView[RepairModel]) -> None:
        super().__init__(session, view)
        self._offer: RepairOffer | None = None

    def set_offer(self, offer: RepairOffer) -> None:
        """Sets what to restore: a backup that passed every check, or what can be read from the damaged file."""
        self._offer, self.error = offer, None
        self.refresh()

    @property
    def _alone(self) -> bool:
        return self._offer is not None and self._offer.made is None

    def go_on(self) -> Message:
        """Label of the button."""
        return Message("Use it") if self._alone else Message("Use this backup")

    def busy(self) -> Message:
        """Text while the repair runs."""
        return Message("Repairing the data file") if self._alone else Message("Restoring the backup")

    def tell(self, error: KnownError) -> bool:
        """Shows why the repair failed."""
        self.show_error(error)
        return True

    def model(self) -> RepairModel:
        """The page as it should look now: the offer, and what happens to the damaged file."""
        question = Message("Use what can be read?") if self._alone else Message("Use it?")
        offer = self._offer
        kept = Message("It stays on this laptop, in a folder beside the new one.")
        return RepairModel(
            offer=Notice(light="look", fact=offer.sentence(), remedy=question) if offer is not None else NO_NOTICE,
            explanation=Part(shown=not self._alone),
            alone=Part(shown=self._alone),
            kept=Notice(fact=Message("The damaged file is kept."), remedy=kept),
            problem=door_screen.stop_notice(self.error),
        )


@dataclasses.dataclass(frozen=True, kw_only=True)
class DoorModel(door_screen.DoorScreenModel):
    """The screen."""

    whose: Part
    other_desk: Part


class DoorPresenter(door_screen.DoorScreenPresenter):
    """The first screen of every start: its other pages are only made when they are needed."""

    def __init__(self, session: DeskSession, view: door_screen.DoorScreenView) -> None:
        super().__init__(session, view)
        self._unlock = self.take_page(UnlockPresenter)
        self._unlock.forgotten.connect(self._recover)
        self._recovery: _Recovery | None = None
        self._desks: DesksPresenter | None = None
        self._repair: RepairPresenter | None = None
        self._here: DeskFolder | None = None
        self._several = self._waits = False

    def enter(self, subject: object = None) -> None:
        """Shows the passphrase page, or the choice of desks."""
        super().enter()
        self._several = bool(further_desks(self.session.root))
        self._here = None
        self._waits = subject == WAITS
        if subject == CHOOSE:
            self.choose()
        else:
            self._show_unlock()
        if self.painted:
            self._look()

    def on_painted(self) -> None:
        """Reads which desk it is, which was left for later to show the door sooner."""
        super().on_painted()
        self._look()

    def choose(self) -> None:
        """Shows the desks of this laptop."""
        if self._desks is None:
            self._desks = self.take_page(DesksPresenter)
        self.show_page(self._desks)
        if self.painted:
            self._look()

    def over_line(self) -> Message:
        """Nothing about the owner."""
        return Message("The desk is covered, not locked") if self._waits else Message("This laptop is locked")

    def notice(self) -> Notice:
        """Without an error, tells that unsaved input waits behind the door."""
        if self.error is not None or not self._waits or self.current_page is not self._unlock:
            return super().notice()
        fact = Message("Unsaved work is still here, in the laptop's memory.")
        return Notice(fact=fact, remedy=Message("Finish it, or close the app to lock fully."))

    def can_go_back(self) -> bool:
        """True on the pages of recovery until a new code is shown: the old one opens nothing any more."""
        page, recovery = self.current_page, self._recovery
        return page is self._repair or (recovery is not None and page in (recovery.code, recovery.words))

    def step_back(self) -> None:
        """The page before."""
        if self.current_page is self._repair:
            self.session.forget_backup()
        recovery = self._recovery
        if recovery is not None and self.current_page is recovery.words:
            self.show_page(recovery.code)
        else:
            self._show_unlock()

    def step_on(self) -> None:
        """Unlocks, or goes on with recovery."""
        page, recovery = self.current_page, self._recovery
        if self._desks is not None and page is self._desks:
            self._go_to(self._desks.folder)
        elif page is self._unlock:
            self._open(self._unlock.passphrase)
        elif self._repair is not None and page is self._repair:
            self.set_busy(self._repair.busy())
            self.session.use_backup(lambda: self.set_busy(None), self.failed)
        elif recovery is not None and page is recovery.code:
            self.set_busy(Message("Checking"))
            self.session.check_code(recovery.code.code, self._on_checked, self.failed)
        elif recovery is not None and page is recovery.words:
            self.set_busy(Message("Locking again"))
            self.session.recover(recovery.code.code, recovery.words.passphrase, self._on_renewed, self.failed)
        elif recovery is not None:
            self._open(recovery.words.passphrase)

    def model(self) -> DoorModel:
        """The screen as it should look now."""
        at_lock = self.current_page is self._unlock
        here = self._here if at_lock else None
        return DoorModel(
            **vars(super().model()),
            whose=Part(
                text=which_desk(here) if here is not None else NO_TEXT, shown=here is not None and bool(here.code)
            ),
            other_desk=Part(shown=self._several and at_lock),
        )

    def _show_unlock(self) -> None:
        self.show_page(self._unlock)
        self._say_whose()

    def _say_whose(self) -> None:
        """Which of several desks the passphrase belongs to."""
        here = self._here
        mark = EMBLEM_NAMES.get(here.emblem) if here is not None and self._several else None
        about = Message("Desk with this picture: {mark}", mark=mark) if mark else None
        self._unlock.set_about(about, here.emblem if here is not None and mark else "")

    def _look(self) -> None:
        root, here = self.session.root, self.session.profile
        self.session.ask(lambda: _looked(root, here), self.in_visit(self._on_looked), lambda _: None)

    def _on_looked(self, looked: tuple[DeskFolder, tuple[DeskFolder, ...]]) -> None:
        here, desks = looked
        if here.folder != self.session.profile:
            return
        self._here = here
        if self._desks is not None:
            self._desks.set_desks(desks, here.folder)
        if self._recovery is not None:
            self._recovery.code.set_desk(here)
        self._say_whose()
        self.refresh()

    def _go_to(self, folder: Path | None) -> None:
        if folder == self.session.profile:
            self._show_unlock()
        elif folder is not None:
            self.view.open("door", path=folder)

    def _open(self, passphrase: str) -> None:
        self.set_busy(Message("Unlocking"))
        self.session.unlock(passphrase, lambda: self.set_busy(None), self._not_opened)

    def _not_opened(self, error: KnownError) -> None:
        if (offer := getattr(error, "offer", None)) is None:
            self.failed(error)
            return
        if self._repair is None:
            self._repair = self.take_page(RepairPresenter)
        self._repair.set_offer(offer)
        self.forget()
        self.set_busy(None)
        self.show_page(self._repair)
        self.view.focus("primary")

    def _recover(self) -> None:
        if self._recovery is None:
            take = self.take_page
            self._recovery = _Recovery(
                take(RecoveryCodePresenter), take(NewPassphrasePresenter), take(NewCodePresenter)
            )
            self._recovery.code.set_desk(self._here)
        self.show_page(self._recovery.code)

    def _on_checked(self) -> None:
        self.set_busy(None)
        if self._recovery is not None:
            self.show_page(self._recovery.words)

    def _on_renewed(self, new_code: str) -> None:
        self.set_busy(None)
        if self._recovery is not None:
            self._recovery.sheet.set_code(new_code)
            self.show_page(self._recovery.sheet)


@dataclasses.dataclass(frozen=True)
class _Recovery:
    """The pages for those who forgot the passphrase: the old code, a new passphrase, and the new code."""

    code: RecoveryCodePresenter
    words: NewPassphrasePresenter
    sheet: NewCodePresenter


def _looked(root: Path, here: Path) -> tuple[DeskFolder, tuple[DeskFolder, ...]]:
    from bsuh_desktop.services.safekeeping.desk_folders import desk_of, desks

    return desk_of(here), desks(root)
