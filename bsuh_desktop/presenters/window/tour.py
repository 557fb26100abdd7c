"""The tour of a first class: hints that follow a person through a class of their own, one at a time.

Each stands beside the control that it speaks of, once the person has come to that page and the control can be seen.
A hint whose deed somebody has done is as good as read; a class that was finished before it was opened is not toured.
The tour presses nothing, opens no page and stores no event; which hints were read is kept with the desk. A hint names
nobody: the class may see it wherever it may see the desk.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal, Protocol

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import Tour, keep_tour
from bsuh_desktop.services.desk.hand_over_status import not_yet_handed_over
from bsuh_desktop.services.hand_over.class_files import files_of

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.services.classroom.class_picture import ClassPicture

State = Literal["gone", "ready", "down"]
"""Of a button: it cannot be pressed, it can, or it was and stays down."""


@dataclasses.dataclass(frozen=True)
class Stop:
    """A hint by its name: it is there on `page` while `control` can be seen."""

    name: str
    page: str
    control: str
    fact: Message
    remedy: Message
    verbs: tuple[str, ...] = ()
    """The buttons that do what it says: while none can be pressed it is not there, and once one is down it is done."""


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
        ("projector_yes", "projector_no"),
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
        ("wall",),
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
        ("black",),
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
        "certificates_places",
        Message("The certificates"),
        Message("Print or save them here, now or another day. Home reminds you."),
    ),
    Stop(
        "hand_over",
        "hand_over",
        "primary",
        Message("The last step"),
        Message("Hand the class over on a stick. A receipt comes back from the coordinator."),
        ("to_folder",),
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

    def state_of(self, verb: str) -> State:
        """How the button of that name stands."""


class TourPresenter:
    """One for the desk's window. It begins with what the desk has kept, each time it is opened."""

    def __init__(self, session: DeskSession, view: TourView) -> None:
        self.session = session
        self.view = view
        self._tour = Tour()
        self._page = ""
        self._knows = False
        """What was done before the page was opened is known."""
        self._hint: Hint | None = None
        self._shown, self._slide = "", 0
        """The hint that was shown last, and the slide at which it came."""
        self._class, self._is_past = "", False
        session.opened.connect(self.enter)
        session.locked.connect(self.leave)
        session.tour_wanted.connect(self.begin)
        session.class_changed.connect(self._look)

    @property
    def goes_on(self) -> bool:
        """True from its beginning until its end."""
        return self._tour.wanted == "yes"

    def enter(self) -> None:
        """The desk was opened."""
        self._tour = self.session.facts.tour if self.session.facts is not None else Tour()
        self._look()

    def leave(self) -> None:
        """The desk was locked."""
        self._tour = Tour()
        self.refresh()

    def turn_to(self, page: str) -> None:
        """That page is shown now."""
        self._page, self._knows, self._shown, self._hint = page, False, "", None
        self.refresh()
        self._look()

    def begin(self) -> None:
        """Begins from the first hint, on whatever page the person is."""
        if self.session.facts is None:
            return
        self._knows = True
        self._keep(Tour("yes"))
        self._look()
        if self.model() is None:
            fact = Message("The hints are waiting for you where a class goes.")
            self.session.inform("info", fact, Message("Begin on Home."))

    def go_on(self) -> None:
        """The hint was read."""
        if (stop := self._stop()) is not None:
            self._keep(self._with_read([stop.name]))

    def go_back(self) -> None:
        """Shows the hint before this one on the page."""
        if earlier := self._earlier():
            self._keep(Tour("yes", tuple(name for name in self._tour.read if name != earlier[-1].name)))

    def end(self) -> None:
        """Leaves the tour. It can be begun again."""
        self._keep(Tour("no", self._tour.read))

    def refresh(self) -> None:
        """Shows the hint that belongs to what can be seen; what was done, and pages before this one, are passed."""
        if self.goes_on and self._knows and not self._is_past:
            self._pass(self._done_here())
        hint, before = self.model(), self._hint
        self._hint = hint
        if hint is not None and hint.stop.name != self._shown:
            self._shown, self._slide = hint.stop.name, _slide(self.session.picture)
        self.view.bind(hint)
        if hint is None and before is not None:
            # Perhaps because somebody is doing what it says.
            self._look()
        elif hint is not None:
            self._pass([stop.name for stop in STOPS if _PAGES.index(stop.page) < _PAGES.index(hint.stop.page)])

    def model(self) -> Hint | None:
        """The hint of now; None if there is none."""
        stop = self._stop()
        if stop is None:
            return None
        more = any(other != stop for other in self._unread())
        last = stop == STOPS[-1]
        words = Message("End of the tour") if last else Message("Next") if more else Message("Got it")
        return Hint(stop, words, bool(self._earlier()))

    # What was done already

    def _look(self) -> None:
        """Asks the desk what was done of the class that is open."""
        picture = self.session.picture
        session, is_over = (picture.session, picture.ended_ms is not None) if picture is not None else ("", False)
        if session != self._class:
            self._class, self._is_past = session, is_over
        if not self.goes_on:
            return
        page = self._page

        def found(done: frozenset[str]) -> None:
            if page == self._page and self.goes_on:
                self._knows = True
                if just_over or self._shown in done:
                    self._pass(done)
                self.refresh()

        just_over = is_over and not self._is_past
        self.session.query(partial(_done, session=session if just_over else ""), found, lambda _: None)

    def _done_here(self) -> list[str]:
        picture = self.session.picture
        done = [stop.name for stop in STOPS if stop.page == self._page and self._is_down(stop)]
        if picture is None:
            return done
        if any(row.status in ("absent", "late", "left_early") for row in picture.view.rows):
            done.append("roll")
        if self._shown == "hands" and picture.askings and picture.askings[-1].closed and picture.askings[-1].counted:
            done.append("hands")
        if self._shown == "next" and _slide(picture) > self._slide:
            done.append("next")
        if picture.ended_ms is not None:
            done.append("finish")
        return done

    def _is_down(self, stop: Stop) -> bool:
        return any(self.view.state_of(verb) == "down" for verb in stop.verbs)

    def _pass(self, names: Iterable[str]) -> None:
        unread = [name for name in names if name not in self._tour.read]
        if unread:
            self._store(self._with_read(unread))

    def _with_read(self, names: Sequence[str]) -> Tour:
        return Tour("no" if STOPS[-1].name in names else "yes", (*self._tour.read, *names))

    # Which hints there are

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
        if self._is_past or not self._knows:
            return []
        return [stop for stop in STOPS if stop.page == self._page and self._applies(stop)]

    def _applies(self, stop: Stop) -> bool:
        ready = not stop.verbs or any(self.view.state_of(verb) == "ready" for verb in stop.verbs)
        return ready and self.view.sees(stop.control)

    def _keep(self, tour: Tour) -> None:
        self._store(tour)
        self.refresh()

    def _store(self, tour: Tour) -> None:
        """A hint that could not be kept is shown once more after a restart: nothing to stop a class for."""
        self._tour = tour
        self.session.change(partial(keep_tour, tour=tour), None, lambda _: None)


def _slide(picture: ClassPicture | None) -> int:
    return 0 if picture is None else picture.view.slide


def _done(desk: Desk, session: str) -> frozenset[str]:
    """Which of the last hints have nothing to say any more: of the finished class `session` or, with "", of all."""
    if not session:
        return frozenset() if not_yet_handed_over(desk) else frozenset(("hand_over",))
    files = files_of(desk, session)
    if files.handed_over:
        return frozenset(("certificates", "hand_over"))
    return frozenset(("certificates",)) if files.saved else frozenset()
