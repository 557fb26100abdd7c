"""The first run: language, join or practise, person, passphrase and recovery code; then the desk is open.

A desk that only practised comes here again, when open, to join a programme.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.pin import FEWEST_DIGITS, easy_pin
from bsuh_desktop.domain.text import ascii_digits, clean
from bsuh_desktop.paths import further_desks, has_profile
from bsuh_desktop.presenters.parts import Notice, Part
from bsuh_desktop.presenters.safekeeping import door_screen
from bsuh_desktop.presenters.safekeeping.passphrase import NewPassphrasePresenter
from bsuh_desktop.presenters.safekeeping.recovery_code import NewCodePresenter
from bsuh_desktop.presenters.safekeeping.welcome import JoinPresenter, WelcomePresenter

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.services.programme.join import ProgrammeOffer


@dataclasses.dataclass(frozen=True, kw_only=True)
class FacilitatorModel:
    """The page."""

    facilitator: door_screen.SecretText
    pin: door_screen.SecretText
    again: door_screen.SecretText
    problem: Notice


class FacilitatorPresenter(door_screen.DoorPagePresenter[FacilitatorModel]):
    """Who holds the classes on this laptop: the name as it will be printed, and the class PIN that leads back from the
    shared device, twice, in digits of either script."""

    name = "who_am_i"
    title = Message("Who are you?")

    def __init__(self, session: DeskSession, view: door_screen.DoorPageView[FacilitatorModel]) -> None:
        super().__init__(session, view)
        self._typed = ("", "", "")

    @property
    def facilitator(self) -> str:
        """The name."""
        return clean(self._typed[0])

    @property
    def pin(self) -> str:
        """The PIN in ASCII digits."""
        return ascii_digits(self._typed[1])

    @property
    def _again(self) -> str:
        return ascii_digits(self._typed[2])

    def type_fields(self, facilitator: str, pin: str, again: str) -> None:
        """The three fields hold this."""
        self._typed, self.error = (facilitator, pin, again), None
        self.update()

    def enter(self) -> None:
        """Focuses the name."""
        super().enter()
        self.view.focus("facilitator")

    def forget(self) -> None:
        """Drops name and PIN."""
        self._typed, self.error = ("", "", ""), None
        self.update()

    def missing(self) -> Message | None:
        """Name, PIN, or the repeated PIN, whichever is missing."""
        if not self.facilitator:
            return Message("Write your name.")
        if len(self.pin) < FEWEST_DIGITS:
            return Message("Write a PIN of 4 to 8 digits.")
        if easy_pin(self.pin) is not None:
            return Message("Choose another PIN.")
        return None if self._again == self.pin else Message("Write the PIN twice.")

    def tell(self, error: KnownError) -> bool:
        """Shows errors of name and PIN."""
        if error.code not in ("no_facilitator_name", "bad_pin"):
            return False
        self.show_error(error)
        return True

    def model(self) -> FacilitatorModel:
        """The page as it should look now."""
        name, pin, again = self._typed
        return FacilitatorModel(
            facilitator=door_screen.SecretText(value=name),
            pin=door_screen.SecretText(value=pin),
            again=door_screen.SecretText(value=again, problem=self._differ()),
            problem=self._problem(),
        )

    def _differ(self) -> bool:
        return not self.pin.startswith(self._again)

    def _problem(self) -> Notice:
        easy = easy_pin(self.pin) if len(self.pin) >= FEWEST_DIGITS else None
        if self.error is not None:
            return door_screen.stop_notice(self.error)
        if easy is not None:
            return Notice(light="look", fact=easy.message, remedy=easy.remedy)
        remedy = Message("Write the second one again.")
        return Notice(shown=self._differ(), light="look", fact=Message("The two PINs do not match."), remedy=remedy)


@dataclasses.dataclass(frozen=True, kw_only=True)
class FirstClassModel:
    """The page."""

    demonstration: door_screen.Card
    without: door_screen.Card


class FirstClassPresenter(door_screen.DoorPagePresenter[FirstClassModel]):
    """Last page when practising, when the desk is made and unlocked: start with the demonstration's class, or with
    none."""

    name = "first_class"
    title = Message("Your desk is ready")
    wants_class = True
    """The demonstration's class is wanted."""

    def choose(self, wants_class: bool) -> None:
        """The person has chosen one of the cards."""
        if wants_class != self.wants_class:
            self.wants_class = wants_class
            self.update()

    def enter(self) -> None:
        """Focuses the chosen card."""
        super().enter()
        self.view.focus("demonstration" if self.wants_class else "without")

    def go_on(self) -> Message:
        """Label of the button: Home."""
        return Message("Practise with this class") if self.wants_class else Message("Go to Home")

    def model(self) -> FirstClassModel:
        """The page as it should look now."""
        invented = Message("Grade 8, section Ka, with 58 invented learners. You can hold a whole class with it today.")
        own = Message("You load a list yourself, or hold a class without one.")
        return FirstClassModel(
            demonstration=door_screen.Card(
                "demonstration",
                "people",
                Message("Practise with the demonstration class"),
                invented,
                self.wants_class,
            ),
            without=door_screen.Card("without", "plus", Message("Begin without a class"), own, not self.wants_class),
        )


@dataclasses.dataclass(frozen=True, kw_only=True)
class FirstRunModel(door_screen.DoorScreenModel):
    """The screen."""

    open_file: Part


class FirstRunPresenter(door_screen.DoorScreenPresenter):
    """Nothing is written before the passphrase is chosen; every step up to there can go back."""

    def __init__(self, session: DeskSession, view: door_screen.DoorScreenView) -> None:
        super().__init__(session, view)
        self.welcome = self.take_page(WelcomePresenter)
        self._joining = self.take_page(JoinPresenter)
        self._who = self.take_page(FacilitatorPresenter)
        self._words = self.take_page(NewPassphrasePresenter)
        self._sheet = self.take_page(NewCodePresenter)
        self._class = self.take_page(FirstClassPresenter)
        self._made = self._later = False
        self.welcome.offer_chosen.connect(self._join)

    @property
    def begins(self) -> bool:
        """True at the first page."""
        return self.current_page is self.welcome

    def enter(self, subject: object = None) -> None:
        """Starts with the first page."""
        super().enter()
        self._later = self.session.facts is not None
        self.welcome.only_join(self._later)
        self._joining.is_last = self._later
        self.show_page(self.welcome)

    def _steps(self) -> list[door_screen.DoorPagePresenter[Any]]:
        """The pages that apply to this person."""
        joining: list[door_screen.DoorPagePresenter[Any]] = [self._joining] if self.welcome.joins else []
        if self._later:
            return [self.welcome, *joining]
        practice: list[door_screen.DoorPagePresenter[Any]] = [] if self._counts() else [self._class]
        return [self.welcome, *joining, self._who, self._words, self._sheet, *practice]

    def _counts(self) -> bool:
        """True when joining a programme whose classes count."""
        offer = self._joining.offer
        return self.welcome.joins and not (offer is not None and offer.practice)

    def _place(self) -> int:
        """The place of the page among the steps, from 0."""
        return next((place for place, page in enumerate(self._steps()) if page is self.current_page), 0)

    def over_line(self) -> Message:
        """Number of the step."""
        if self.current_page is self.welcome:
            if self.session.portable:
                return Message("First time on this stick")
            return Message("You practised first") if self._later else Message("First time on this laptop")
        return Message("Step {step} of {steps}", step=self._place() + 1, steps=len(self._steps()))

    def can_go_back(self) -> bool:
        """True when joining later; else until the desk is made, on the first page only if there are other desks."""
        first = self.current_page is self.welcome
        return self._later or (not self._made and (not first or bool(self._other_desks())))

    def _other_desks(self) -> list[Path]:
        root = self.session.root
        return [folder for folder in (root, *further_desks(root)) if has_profile(folder)]

    def step_back(self) -> None:
        """The page before; the first page leads back to the open desk, or to the door of another desk."""
        if self.current_page is not self.welcome:
            self.show_page(self._steps()[self._place() - 1])
        elif self._later:
            self.view.open("home")
        else:
            self.view.open("door", path=self._other_desks()[0])

    def step_on(self) -> None:
        """The next page; after the passphrase, makes the desk."""
        page = self.current_page
        if page is self.welcome and self.welcome.joins:
            offer = self.welcome.found or self._joining.offer
            if offer is None:
                self.welcome.view.ask_for_programme()
            else:
                self._join(offer)
        elif self._later:
            self._join_later()
        elif page is self._words:
            self._make()
        elif page is self._class and self._class.wants_class:
            self.set_busy(Message("Loading the class"))
            self.session.change(_add_practice_class, lambda _: self._on_done(), self.failed)
        else:
            self._next()

    def model(self) -> FirstRunModel:
        """The screen as it should look now. The button to open a programme file is on the first page only."""
        joins = self.current_page is self.welcome and not self.session.portable
        return FirstRunModel(**vars(super().model()), open_file=Part(shown=joins))

    def _next(self) -> None:
        steps, place = self._steps(), self._place() + 1
        if place < len(steps):
            self.show_page(steps[place])
        else:
            self.view.open("home")

    def _join(self, offer: ProgrammeOffer) -> None:
        self.welcome.set_joins(True)
        self._joining.show_offer(offer)
        self.show_page(self._joining)

    def _join_later(self) -> None:
        offer, partner = self._joining.offer, self._joining.partner
        if offer is not None:
            file = offer.file
            self.set_busy(Message("Joining"))
            self.session.change(lambda desk: _join(desk, file, partner), lambda _: self._on_done(), self.failed)

    def _make(self) -> None:
        # Imported here: loads keys and database, not needed for the first paint.
        from bsuh_desktop.services.safekeeping.first_run import NewDesk

        offer = self._joining.offer if self.welcome.joins else None
        wish = NewDesk(
            passphrase=self._words.passphrase,
            facilitator=self._who.facilitator,
            pin=self._who.pin,
            programme=offer.file if offer else None,
            partner=self._joining.partner if offer else 0,
        )
        self.set_busy(Message("Setting up"))
        self.session.make_desk(wish, self._on_made, self.failed)

    def _on_made(self, code: str) -> None:
        self._made = True
        self.set_busy(None)
        # The desk is made: passphrase and PIN are not needed on any page now.
        for page in (self._who, self._words):
            page.forget()
        self._sheet.set_code(code)
        self.show_page(self._sheet)

    def _on_done(self) -> None:
        self.set_busy(None)
        self.view.open("home")


def _add_practice_class(desk: Desk) -> None:
    from bsuh_desktop.services.rehearsal.demonstrate import add_practice_class

    add_practice_class(desk)


def _join(desk: Desk, file: bytes, partner: int) -> None:
    from bsuh_desktop.services.programme.join import join

    join(desk, file, partner)
