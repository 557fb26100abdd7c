"""The tour of a first class: hints that follow a person through a class of their own, one at a time.

Each stands beside the control that it speaks of, once the person has come to that page and the control can be seen.
The tour presses nothing, opens no page and stores no event; which hints were read is kept with the desk. A hint names
nobody: the class may see it wherever it may see the desk.
"""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING, Protocol

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.tour import Tour, keep_tour

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession


@dataclasses.dataclass(frozen=True)
class Stop:
    """A hint by its name: it is there on `page` while `control` can be seen."""

    name: str
    page: str
    control: str
    fact: Message
    remedy: Message


STOPS: tuple[Stop, ...] = (
    Stop(
        "learners",
        "home",
        "empty_verb",
        Message("First your learners"),
        Message("Bring the school's list here. You can also teach a class without a list."),
    ),
    Stop(
        "start",
        "home",
        "start_preparing",
        Message("A class begins here"),
        Message("Press this when the learners are there. Until roll call nothing is stored."),
    ),
    Stop(
        "readiness",
        "home",
        "readiness",
        Message("Is the laptop ready?"),
        Message("Look here before each class. Each line says what to do."),
    ),
    Stop(
        "projector",
        "set_up",
        "projector_card",
        Message("What will the class see?"),
        Message("Answer here. While the class may see this screen, names stay hidden."),
    ),
    Stop(
        "roll",
        "roll_call",
        "roll",
        Message("Only who is missing"),
        Message("Type 5 12 17 8L and press Enter: three are absent, roll 8 came late."),
    ),
    # Before the others of its page: hands are up now.
    Stop(
        "hands",
        "teach",
        "hands",
        Message("Count the hands"),
        Message("Type A, B and C, each with Enter; the rest is D. M counts by eye. A clicker: one press a hand."),
    ),
    Stop(
        "wall",
        "teach",
        "wall",
        Message("The slides on the wall"),
        Message("This button, or F5, shows them to the class and takes them away."),
    ),
    Stop(
        "next",
        "teach",
        "next_step",
        Message("One button leads on"),
        Message("It says what comes next. The right arrow or a clicker does the same."),
    ),
    Stop(
        "black",
        "teach",
        "black",
        Message("All eyes on you"),
        Message("B makes the wall black. B again, and the slide is back."),
    ),
    Stop(
        "help",
        "teach",
        "child_help",
        Message("When a child needs help"),
        Message("Press F8, on any page. It says what to do and whom to call."),
    ),
    Stop(
        "finish",
        "wrap_up",
        "finish",
        Message("The end of the class"),
        Message("See whether the counts match, then finish. After that nothing can be added."),
    ),
    Stop(
        "certificates",
        "wrap_up",
        "certificates_card",
        Message("The certificates"),
        Message("Print or save them here, now or another day. Home reminds you."),
    ),
    Stop(
        "hand_over",
        "hand_over",
        "primary",
        Message("The last step"),
        Message("Hand the class over on a stick. A receipt comes back from the coordinator."),
    ),
)
"""In the order of a class; of one page, in the order in which they are shown."""

_PAGES = tuple(dict.fromkeys(stop.page for stop in STOPS))


@dataclasses.dataclass(frozen=True)
class Hint:
    """The card."""

    stop: Stop
    go_on: Message
    """The words on its first button."""
    back: bool
    """An earlier hint of this page can be shown again."""


class TourView(Protocol):
    """The card beside a control of the page."""

    def bind(self, hint: Hint | None) -> None:
        """Shows the hint, or none."""

    def sees(self, control: str) -> bool:
        """True if the control of that name is on the page now, or in the rail."""


class TourPresenter:
    """One for the desk's window. It begins with what the desk has kept, each time it is opened."""

    def __init__(self, session: DeskSession, view: TourView) -> None:
        self.session = session
        self.view = view
        self._tour = Tour()
        self._page = ""
        session.opened.connect(self.enter)
        session.locked.connect(self.leave)
        session.tour_wanted.connect(self.begin)

    @property
    def goes_on(self) -> bool:
        """True from its beginning until its end."""
        return self._tour.wanted == "yes"

    def enter(self) -> None:
        """The desk was opened."""
        self._tour = self.session.facts.tour if self.session.facts is not None else Tour()
        self.refresh()

    def leave(self) -> None:
        """The desk was locked."""
        self._tour = Tour()
        self.refresh()

    def turn_to(self, page: str) -> None:
        """That page is shown now."""
        self._page = page
        self.refresh()

    def begin(self) -> None:
        """Begins from the first hint, on whatever page the person is."""
        if self.session.facts is None:
            return
        self._keep(Tour("yes"))
        if self.model() is None:
            fact = Message("The hints are waiting for you where a class goes.")
            self.session.inform("info", fact, Message("Begin on Home."))

    def go_on(self) -> None:
        """The hint was read."""
        if (stop := self._stop()) is not None:
            self._keep(Tour("no" if stop == STOPS[-1] else "yes", (*self._tour.read, stop.name)))

    def go_back(self) -> None:
        """Shows the hint before this one on the page."""
        if earlier := self._earlier():
            self._keep(Tour("yes", tuple(name for name in self._tour.read if name != earlier[-1].name)))

    def end(self) -> None:
        """Leaves the tour. It can be begun again."""
        self._keep(Tour("no", self._tour.read))

    def refresh(self) -> None:
        """Shows the hint that belongs to what can be seen; pages before this one are passed."""
        hint = self.model()
        self.view.bind(hint)
        if hint is None:
            return
        passed = [stop.name for stop in STOPS if _PAGES.index(stop.page) < _PAGES.index(hint.stop.page)]
        unread = tuple(name for name in passed if name not in self._tour.read)
        if unread:
            self._store(Tour("yes", (*self._tour.read, *unread)))

    def model(self) -> Hint | None:
        """The hint of now; None if there is none."""
        stop = self._stop()
        if stop is None:
            return None
        more = any(other != stop for other in self._unread())
        last = stop == STOPS[-1]
        words = Message("End of the tour") if last else Message("Next") if more else Message("Got it")
        return Hint(stop, words, bool(self._earlier()))

    def _stop(self) -> Stop | None:
        return next(iter(self._unread()), None)

    def _unread(self) -> list[Stop]:
        if not self.goes_on:
            return []
        return [stop for stop in self._here() if stop.name not in self._tour.read]

    def _earlier(self) -> list[Stop]:
        """The hints before that of now, on this page."""
        here, stop = self._here(), self._stop()
        return here[: here.index(stop)] if stop is not None else []

    def _here(self) -> list[Stop]:
        return [stop for stop in STOPS if stop.page == self._page and self.view.sees(stop.control)]

    def _keep(self, tour: Tour) -> None:
        self._store(tour)
        self.refresh()

    def _store(self, tour: Tour) -> None:
        """A hint that could not be kept is shown once more after a restart: nothing to stop a class for."""
        self._tour = tour
        self.session.change(partial(keep_tour, tour=tour), None, lambda _: None)
