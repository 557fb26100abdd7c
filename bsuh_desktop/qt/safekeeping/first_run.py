"""The first run: language, join or practise, person, passphrase and recovery code; then the desk is open.

A desk that only practised comes here again, when open, to join a programme.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.paths import further_desks, has_profile
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.first_run import Ui_FirstRun
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.safekeeping.door_screen import DoorScreen
from bsuh_desktop.qt.safekeeping.first_class import FirstClassPage
from bsuh_desktop.qt.safekeeping.join_page import JoinPage
from bsuh_desktop.qt.safekeeping.new_code_page import NewCodePage
from bsuh_desktop.qt.safekeeping.new_passphrase import NewPassphrase
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.safekeeping.welcome import WelcomePage
from bsuh_desktop.qt.safekeeping.who_am_i import FacilitatorPage

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.services.programme.offers import ProgrammeOffer


class FirstRun(DoorScreen):
    """Nothing is written before the passphrase is chosen; every step up to there can go back."""

    name = "first_run"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_FirstRun()
        self.form.setupUi(self)
        self._welcome: WelcomePage = self.form.welcome
        self._joining: JoinPage = self.form.joining
        self._who: FacilitatorPage = self.form.who_am_i
        self._words: NewPassphrase = self.form.new_passphrase
        self._sheet: NewCodePage = self.form.recovery_sheet
        self._class: FirstClassPage = self.form.first_class
        self._made = self._later = False
        self.begin([self._welcome, self._joining, self._who, self._words, self._sheet, self._class])
        self._welcome.offer_chosen.connect(self._join)
        self.form.open_file.clicked.connect(self._welcome.choose_file)
        self._welcome.backup_wanted.connect(lambda: self.open("bring_back"))

    def enter(self, destination: Destination) -> None:
        """Starts with the first page."""
        self._later = self.bridge.facts is not None
        self._welcome.only_join(self._later)
        self._joining.is_last = self._later
        self.show_page(self._welcome)

    def leave(self) -> None:
        """Clears all secrets when the screen is hidden."""
        self.forget()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns while the code is shown, which cannot be shown again."""
        return self._sheet.unsaved_warning() if self.page is self._sheet else None

    def steps(self) -> list[DoorPage]:
        """The pages that apply to this person."""
        joining: list[DoorPage] = [self._joining] if self._welcome.joins else []
        if self._later:
            return [self._welcome, *joining]
        practice: list[DoorPage] = [] if self._counts() else [self._class]
        return [self._welcome, *joining, self._who, self._words, self._sheet, *practice]

    def _counts(self) -> bool:
        """True when joining a programme whose classes count."""
        offer = self._joining.offer
        return self._welcome.joins and not (offer is not None and offer.practice)

    def show_page(self, page: DoorPage) -> None:
        """The button to open a programme file is on the first page only."""
        self.form.open_file.setVisible(page is self._welcome)
        super().show_page(page)

    def asides(self) -> list[QWidget]:
        """Includes the button for a file that is not on a stick."""
        return [self.form.open_file, *super().asides()]

    def over_line(self) -> Message:
        """Number of the step."""
        if self.page is self._welcome:
            return Message("You practised first") if self._later else Message("First time on this laptop")
        steps = self.steps()
        return Message("Step {step} of {steps}", step=steps.index(self.page) + 1, steps=len(steps))

    def can_go_back(self) -> bool:
        """True when joining later; else until the desk is made, on the first page only if there are other desks."""
        first = self.page is self._welcome
        return self._later or (not self._made and (not first or bool(self._other_desks())))

    def _other_desks(self) -> list[Path]:
        root = self.bridge.root
        return [folder for folder in (root, *further_desks(root)) if has_profile(folder)]

    def step_back(self) -> None:
        """The page before; the first page leads back to the open desk, or to the door of another desk."""
        if self.page is self._welcome:
            if self._later:
                self.open("home")
            else:
                self.open("door", path=self._other_desks()[0])
            return
        steps = self.steps()
        self.show_page(steps[steps.index(self.page) - 1])

    def step_on(self) -> None:
        """The next page; after the passphrase, makes the desk."""
        if self.page is self._welcome and self._welcome.joins:
            self._join(self._welcome.found or self._joining.offer)
        elif self._later:
            self._join_later()
        elif self.page is self._words:
            self._make()
        elif self.page is self._class and self._class.wants_class:
            self._add_class()
        else:
            self._next()

    def _next(self) -> None:
        steps = self.steps()
        place = steps.index(self.page) + 1
        if place < len(steps):
            self.show_page(steps[place])
        else:
            self.open("home")

    def _join(self, offer: ProgrammeOffer | None) -> None:
        if offer is None:
            self._welcome.choose_file()
            return
        self._welcome.form.join.setChecked(True)
        self._joining.show_offer(offer)
        self.show_page(self._joining)

    def _join_later(self) -> None:
        offer, partner = self._joining.offer, self._joining.partner()
        if offer is not None:
            file = offer.file
            self.set_busy(Message("Joining"))
            self.bridge.change(lambda desk: _join(desk, file, partner), lambda _: self._on_done(), self.failed)

    def _make(self) -> None:
        # Imported here: loads keys and database, not needed for the first paint.
        from bsuh_desktop.services.safekeeping.first_run import NewDesk

        offer = self._joining.offer if self._welcome.joins else None
        wish = NewDesk(
            passphrase=self._words.passphrase(),
            facilitator=self._who.facilitator(),
            pin=self._who.pin(),
            programme=offer.file if offer else None,
            partner=self._joining.partner() if offer else 0,
        )
        self.set_busy(Message("Setting up"))
        self.bridge.make_desk(wish, self._on_made, self.failed)

    def _on_made(self, code: str) -> None:
        self._made = True
        self.set_busy(None)
        # The desk is made: passphrase and PIN are not needed on any page now.
        for page in (self._who, self._words):
            page.forget()
        self._sheet.set_code(code)
        self.show_page(self._sheet)

    def _add_class(self) -> None:
        self.set_busy(Message("Loading the class"))
        self.bridge.change(_add_practice_class, lambda _: self._on_done(), self.failed)

    def _on_done(self) -> None:
        self.set_busy(None)
        self.open("home")


def _add_practice_class(desk: Desk) -> None:
    from bsuh_desktop.services.rehearsal.demonstrate import add_practice_class

    add_practice_class(desk)


def _join(desk: Desk, file: bytes, partner: int) -> None:
    from bsuh_desktop.services.programme.offers import join

    join(desk, file, partner)
