"""The tour of a first class without a window: which hint is shown where, and what the desk keeps of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.presenters.window.tour import STOPS, Hint, State, TourPresenter
from bsuh_desktop.services.desk.tour import Tour, keep_tour, tour_of
from tests.helpers import prepared
from tests.helpers.desks import PASSPHRASE
from tests.helpers.faceless import NotedView, session_in

EVERYTHING = {stop.control for stop in STOPS}
TEACHING = ["hands", "wall", "next", "black", "help"]


class Beside(NotedView[Hint | None]):
    """The card, on pages of which `seen` are the controls that can be seen."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.seen = set(EVERYTHING)
        self.gone: set[str] = set()
        self.down: set[str] = set()
        self.tour = TourPresenter(session, self)
        self.tour.enter()

    def sees(self, control: str) -> bool:
        """Whether a control can be seen."""
        return control in self.seen

    def state_of(self, verb: str) -> State:
        """How a button stands."""
        return "gone" if verb in self.gone else "down" if verb in self.down else "ready"

    @property
    def name(self) -> str:
        """The hint that is shown."""
        return self.model.stop.name if self.model is not None else ""

    def read_page(self, page: str) -> list[str]:
        """Comes to a page and reads all of its hints; their names."""
        self.tour.turn_to(page)
        names = []
        while self.name:
            names.append(self.name)
            self.tour.go_on()
        return names


@contextmanager
def tour_on(folder: Path, wanted: bool = True) -> Iterator[tuple[DeskSession, Beside]]:
    with session_in(folder, prepared.with_class) as session:
        beside = Beside(session)
        if wanted:
            session.tour_wanted.emit()
        yield session, beside


def kept(session: DeskSession) -> Tour:
    """What the desk has kept."""
    found: list[Tour] = []
    session.query(tour_of, found.append)
    return found[0]


def events(session: DeskSession) -> int:
    """How many events the desk has."""
    found: list[int] = []
    session.query(lambda desk: desk.store.journal.length(), found.append)
    return found[0]


def test_nothing_is_shown_until_somebody_wants_it(tmp_path: Path) -> None:
    with tour_on(tmp_path, wanted=False) as (session, beside):
        assert beside.read_page("home") == beside.read_page("teach") == []
        assert kept(session) == Tour()


def test_each_page_has_its_hints_and_the_last_one_ends_the_tour(tmp_path: Path) -> None:
    with tour_on(tmp_path) as (session, beside):
        assert beside.read_page("home") == ["learners", "start", "readiness"]
        assert beside.read_page("classes") == [], "a page without a hint"
        assert beside.read_page("set_up") == ["projector"]
        assert beside.read_page("roll_call") == ["roll"]
        assert beside.read_page("teach") == TEACHING
        assert beside.read_page("wrap_up") == ["finish", "certificates"]
        assert kept(session).wanted == "yes"
        beside.tour.turn_to("hand_over")
        assert beside.model is not None
        assert text_of(beside.model.go_on, "en") == "End of the tour"
        beside.tour.go_on()
        assert beside.name == ""
        assert kept(session).wanted == "no"
        assert events(session) == 0


def test_a_hint_waits_for_its_control_and_one_that_comes_later_is_first(tmp_path: Path) -> None:
    with tour_on(tmp_path) as (_, beside):
        beside.seen -= {"hands", "wall"}
        beside.tour.turn_to("teach")
        assert beside.name == "next", "taught by voice there is no wall"
        beside.seen |= {"hands"}
        beside.tour.refresh()
        assert beside.name == "hands", "hands are up: they are counted now"
        beside.seen -= {"hands"}
        beside.tour.refresh()
        assert beside.name == "next"
        beside.seen -= EVERYTHING
        beside.tour.refresh()
        assert beside.name == "", "the desk is covered"


def test_back_shows_the_hint_before_on_this_page(tmp_path: Path) -> None:
    with tour_on(tmp_path) as (_, beside):
        beside.tour.turn_to("teach")
        assert beside.model is not None
        assert not beside.model.back
        beside.tour.go_back()
        assert beside.name == "hands"
        beside.tour.go_on()
        assert beside.model.back
        beside.tour.go_on()
        assert beside.name == "next"
        beside.tour.go_back()
        assert beside.name == "wall"
        beside.tour.go_back()
        assert beside.name == "hands"


def test_only_the_last_hint_of_a_page_is_got(tmp_path: Path) -> None:
    with tour_on(tmp_path) as (_, beside):
        words = []
        beside.tour.turn_to("home")
        while beside.model is not None:
            words.append(text_of(beside.model.go_on, "en"))
            beside.tour.go_on()
        assert words == ["Next", "Next", "Got it"]


def test_a_page_that_was_passed_has_no_hints_any_more(tmp_path: Path) -> None:
    with tour_on(tmp_path) as (_, beside):
        beside.tour.turn_to("home")
        beside.tour.turn_to("classes")
        beside.tour.turn_to("home")
        assert beside.name == "learners", "nobody has gone on yet"
        beside.tour.turn_to("set_up")
        beside.tour.turn_to("home")
        assert beside.name == ""
        beside.tour.turn_to("set_up")
        assert beside.name == "projector"


def test_it_goes_on_after_a_restart_where_it_was(tmp_path: Path) -> None:
    with tour_on(tmp_path) as (session, beside):
        beside.read_page("home")
        beside.tour.turn_to("teach")
        beside.tour.go_on()
        session.lock()
        assert beside.name == "", "nothing is shown at the door"
        session.unlock(PASSPHRASE)
        again = Beside(session)
        for view in (beside, again):
            view.tour.turn_to("roll_call")
            assert view.name == "", "that page was passed"
            view.tour.turn_to("teach")
            assert view.name == "wall"


def test_whoever_leaves_it_can_begin_again(tmp_path: Path) -> None:
    with tour_on(tmp_path) as (session, beside):
        beside.tour.turn_to("home")
        beside.tour.go_on()
        beside.tour.end()
        assert beside.name == ""
        assert kept(session).wanted == "no"
        session.tour_wanted.emit()
        assert beside.name == "learners"


def test_begun_on_a_page_without_a_hint_it_says_where_they_are(tmp_path: Path) -> None:
    with tour_on(tmp_path, wanted=False) as (session, beside):
        said: list[str] = []
        session.informed.connect(lambda light, fact, remedy: said.append(text_of(remedy or "", "en")))
        beside.tour.turn_to("verify")
        session.tour_wanted.emit()
        assert said == ["Begin on Home."]
        beside.tour.turn_to("home")
        session.tour_wanted.emit()
        assert len(said) == 1


def test_what_a_later_app_kept_is_no_tour(tmp_path: Path) -> None:
    with session_in(tmp_path, prepared.with_class) as session:
        session.change(lambda desk: desk.store.facts.put("tour", b'{"wanted": "perhaps"}'))
        assert kept(session) == Tour()
        session.change(lambda desk: keep_tour(desk, Tour("yes", ("start",))))
        assert kept(session) == Tour("yes", ("start",))


def test_every_hint_has_its_own_name_and_few_words() -> None:
    assert len({stop.name for stop in STOPS}) == len({(stop.page, stop.control) for stop in STOPS}) == len(STOPS)
    for stop in STOPS:
        assert len(text_of(stop.remedy, "en").split()) <= 22, stop.name
