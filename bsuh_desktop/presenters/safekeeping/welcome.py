"""The first pages of the first run: the language, join or practise, and the programme that was found."""

from __future__ import annotations

import contextlib
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.face import Signal
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import NO_TEXT, Notice, Part, Text
from bsuh_desktop.presenters.safekeeping.door_screen import Card, DoorPagePresenter, DoorPageView
from bsuh_desktop.services.desk.machine import FOR_PRACTICE, INSTALL

if TYPE_CHECKING:
    from bsuh_desktop.services.programme.join import ProgrammeOffer

LOOK_AGAIN_MS = 2_000

Beginning = Literal["join", "practise"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class WelcomeModel:
    """The page."""

    languages: Part
    stitch: Part
    join: Card
    practise: Card
    can_join: Part
    """Shows the first card: not in the portable copy."""
    can_practise: Part
    """Shows the second card: only a laptop without a desk can begin with practice, or with a backup."""
    bring_back: Part
    note: Notice


class WelcomeView(DoorPageView[WelcomeModel], Protocol):
    """What the page asks of its widgets."""

    def ask_for_programme(self) -> None:
        """Asks for a programme file; `WelcomePresenter.open_file` gets it."""


class WelcomePresenter(DoorPagePresenter[WelcomeModel]):
    """Looks for a stick with a programme file while it is shown. `offer_chosen` carries the programme of a file that
    was opened."""

    name = "welcome"
    has_languages = True
    view: WelcomeView

    def __init__(self, session: DeskSession, view: WelcomeView) -> None:
        super().__init__(session, view)
        self.offer_chosen: Signal[[ProgrammeOffer]] = Signal(session.face.is_alive)
        self.found: ProgrammeOffer | None = None
        self.joins = False
        """The person wants to join a programme."""
        self._only_join = self._chosen = False
        self._timer = session.face.timer(self._look)

    @property
    def title(self) -> Message:  # type: ignore[override]
        """What the page is about."""
        if self.session.portable:
            return Message("Welcome to practice")
        if self._only_join:
            return Message("Join a programme")
        return Message("Welcome. How would you like to begin?")

    def only_join(self, only: bool) -> None:
        """`only`: the desk exists, and only joining is left."""
        self._only_join, self.joins = only, only or self.joins
        self.refresh()

    def choose(self, beginning: Beginning) -> None:
        """The person has chosen one of the cards."""
        self._chosen = True
        self.set_joins(beginning == "join")

    def set_joins(self, joins: bool) -> None:
        """Chooses a card without the person having done so."""
        if joins != self.joins:
            self.joins = joins
            self.update()

    def enter(self) -> None:
        """Focuses the chosen card; starts looking for sticks."""
        super().enter()
        self.view.focus("join" if self.joins else "practise")
        if not self.session.portable:
            self._look()

    def leave(self) -> None:
        """Stops looking for sticks."""
        super().leave()
        self._timer.stop()

    def go_on(self) -> Message:
        """Label of the button, by the chosen card."""
        return Message("Join the programme") if self.joins else Message("Practise first")

    def open_file(self, path: Path) -> None:
        """Examines the programme file that was chosen."""
        self.session.ask(lambda: _look_at(path), self.in_visit(self.offer_chosen.emit))

    def model(self) -> WelcomeModel:
        """The page as it should look now: its cards, the stick, and a note."""
        ways, portable = Part(shown=not self._only_join), self.session.portable
        found = self.found is not None
        plug_in = Message(
            "Plug in the stick from your coordinator. Your classes will count and certificates will be signed."
        )
        invented = Message(
            "Try a whole class with 58 invented learners. Everything is marked PRACTICE and goes into no report."
        )
        return WelcomeModel(
            languages=ways,
            stitch=ways,
            join=Card(
                "join",
                "key",
                Message("Join a programme"),
                plug_in,
                self.joins,
                Message("Stick found") if found else NO_TEXT,
                "ok" if found else None,
            ),
            practise=Card("practise", "play", Message("Practise first"), invented, not self.joins),
            can_join=Part(shown=not portable),
            can_practise=ways,
            bring_back=Part(shown=not self._only_join and not portable),
            note=self._note(),
        )

    def _note(self) -> Notice:
        if self.session.portable:
            return Notice(fact=FOR_PRACTICE, remedy=INSTALL)
        if self._only_join:
            stays = Message("Your practice classes stay practice. Classes count from the day on which you join.")
            return Notice(remedy=stays)
        return Notice(remedy=Message("You can practise today and join later. Practice classes never count."))

    def _look(self) -> None:
        self.session.ask(_find_offer, self.in_visit(self._on_looked), self.in_visit(lambda _: self._look_later()))

    def _look_later(self) -> None:
        self._timer.start(LOOK_AGAIN_MS)

    def _on_looked(self, offer: ProgrammeOffer | None) -> None:
        self._look_later()
        if offer != self.found:
            self.found = offer
            if offer is not None and not self._chosen:
                self.joins = True
            self.update()


@dataclasses.dataclass(frozen=True, kw_only=True)
class JoinModel:
    """The page."""

    programme_name: Part
    valid_until: Part
    partners: tuple[Card, ...]
    waits: Notice


class JoinPresenter(DoorPagePresenter[JoinModel]):
    """The programme that was found: name, period, and the partner that the facilitator works for. `is_last`: no page
    follows."""

    name = "joining"
    title = Message("Join this programme")

    def __init__(self, session: DeskSession, view: DoorPageView[JoinModel]) -> None:
        super().__init__(session, view)
        self.offer: ProgrammeOffer | None = None
        self.partner = 0
        """Number of the chosen partner, 0 if none is chosen."""
        self.is_last = False

    def show_offer(self, offer: ProgrammeOffer) -> None:
        """Shows another programme and its partners; a single partner is preselected."""
        self.offer = offer
        self.partner = offer.partners[0].number if len(offer.partners) == 1 else 0
        self.refresh()

    def choose(self, card: str) -> None:
        """Chooses the partner of that card."""
        partner = int(card.removeprefix("partner_"))
        if partner != self.partner:
            self.partner = partner
            self.update()

    def enter(self) -> None:
        """Focuses the partners."""
        super().enter()
        partners = self.offer.partners if self.offer is not None else ()
        if partners:
            self.view.focus(f"partner_{self.partner or partners[0].number}")

    def missing(self) -> Message | None:
        """The partner, if none is chosen."""
        return None if self.partner else Message("Choose the partner that you work for.")

    def go_on(self) -> Message:
        """Label of the button: done if the desk exists, else the next page."""
        return Message("Join the programme") if self.is_last else super().go_on()

    def model(self) -> JoinModel:
        """The page as it should look now."""
        offer = self.offer
        until: Text = Message("Runs until {day}", day=date_text(offer.expires)) if offer is not None else NO_TEXT
        return JoinModel(
            programme_name=Part(text=offer.names if offer is not None else NO_TEXT),
            valid_until=Part(text=until),
            partners=tuple(
                Card(f"partner_{each.number}", "people", each.names, checked=each.number == self.partner)
                for each in (offer.partners if offer is not None else ())
            ),
            waits=self._waits(),
        )

    def _waits(self) -> Notice:
        if self.offer is not None and self.offer.practice:
            return Notice(remedy=Message("This is the practice programme. Practice classes never count."))
        request = Message(
            "Next, open the Programme page and write your request to a stick. "
            "Certificates are signed when your coordinator has answered."
        )
        return Notice(fact=Message("Your classes count from the first day."), remedy=request)


def _find_offer() -> ProgrammeOffer | None:
    from bsuh_desktop.services.programme.join import find_offers
    from bsuh_desktop.system.sticks import sticks

    with contextlib.closing(find_offers(stick.path for stick in sticks())) as offers:
        return next(offers, None)


def _look_at(path: Path) -> ProgrammeOffer:
    from bsuh_desktop.services.programme.join import look_at

    return look_at(path)
