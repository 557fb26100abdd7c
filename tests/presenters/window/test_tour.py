"""The tour of a first class without a window: which hint is shown where, and what the desk keeps of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.presenters.window.tour import STOPS, Hint, State, TourPresenter
from bsuh_desktop.services.classroom.commands import CloseQuestion, Finish, MarkRoll, ShowSlide
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import Tour, keep_tour, tour_of
from bsuh_desktop.services.hand_over.class_files import hand_over_class, save_certificates
from bsuh_desktop.services.hand_over.hand_over import hand_over_all
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
def tour_on(
    folder: Path, wanted: bool = True, prepare: Callable[[Desk], object] = prepared.with_class
) -> Iterator[tuple[DeskSession, Beside]]:
    with session_in(folder, prepare) as session:
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


def test_a_roll_that_was_typed_is_as_good_as_read(tmp_path: Path) -> None:
    with tour_on(tmp_path, prepare=prepared.at_roll_call) as (session, beside):
        beside.tour.turn_to("roll_call")
        assert beside.name == "roll"
        session.conduct(MarkRoll({5: "absent"}))
        assert beside.name == ""
        assert "roll" in kept(session).read
        beside.tour.turn_to("teach")
        beside.tour.turn_to("roll_call")
        assert beside.name == "", "nor does it come again"


def test_hands_that_were_counted_are_as_good_as_read(tmp_path: Path) -> None:
    with tour_on(tmp_path, prepare=prepared.asking_by_hands) as (session, beside):
        beside.tour.turn_to("teach")
        assert beside.name == "hands"
        session.conduct(CloseQuestion())
        assert beside.name == "wall"


def test_who_goes_on_by_the_button_has_read_its_hint(tmp_path: Path) -> None:
    with tour_on(tmp_path, prepare=prepared.at_teach) as (session, beside):
        beside.gone |= {"wall"}
        beside.seen -= {"hands"}
        beside.tour.turn_to("teach")
        assert beside.name == "next", "slides of before are not its deed"
        session.conduct(ShowSlide(4))
        assert beside.name == "next"
        session.conduct(ShowSlide(6))
        assert beside.name == "black"
        beside.tour.go_back()
        assert beside.name == "next", "who wants to read it again can"


def test_a_question_that_is_answered_or_not_asked_has_no_hint(tmp_path: Path) -> None:
    with tour_on(tmp_path) as (session, beside):
        beside.gone |= {"projector_yes", "projector_no"}
        beside.tour.turn_to("set_up")
        assert beside.name == "", "two screens: the class never sees this one"
        assert "projector" not in kept(session).read
        beside.gone.clear()
        beside.tour.refresh()
        assert beside.name == "projector"
        beside.down.add("projector_no")
        beside.tour.refresh()
        assert beside.name == ""
        beside.down.clear()
        beside.tour.refresh()
        assert beside.name == "", "another class is not asked about it again"


def test_slides_that_are_on_the_wall_have_no_hint(tmp_path: Path) -> None:
    with tour_on(tmp_path) as (_, beside):
        beside.down.add("wall")
        beside.seen -= {"hands"}
        beside.tour.turn_to("teach")
        assert beside.name == "next"
        beside.tour.go_on()
        beside.tour.go_back()
        beside.tour.go_back()
        assert beside.name == "next"


def finished_with(session: DeskSession, beside: Beside) -> str:
    """Finishes the class at the hint about that; the class."""
    beside.tour.turn_to("wrap_up")
    assert beside.name == "finish"
    session.conduct(Finish())
    assert session.picture is not None
    return session.picture.session


def test_papers_that_were_saved_are_as_good_as_read(tmp_path: Path) -> None:
    with tour_on(tmp_path, prepare=prepared.at_the_end) as (session, beside):
        held = finished_with(session, beside)
        assert beside.name == "certificates", "the class is finished: that was read, too"
        session.change(lambda desk: save_certificates(desk, held, tmp_path))
        assert beside.name == ""
        assert "certificates" in kept(session).read
        beside.tour.turn_to("hand_over")
        assert beside.name == "hand_over"


def test_a_class_that_was_handed_over_at_its_end_ends_the_tour(tmp_path: Path) -> None:
    with tour_on(tmp_path, prepare=prepared.at_the_end) as (session, beside):
        held = finished_with(session, beside)
        session.change(lambda desk: hand_over_class(desk, held, tmp_path))
        assert beside.name == ""
        assert kept(session).wanted == "no"


def test_the_last_hint_goes_with_its_class(tmp_path: Path) -> None:
    with tour_on(tmp_path, prepare=prepared.at_the_end) as (session, beside):
        finished_with(session, beside)
        session.leave_class()
        beside.tour.turn_to("hand_over")
        assert beside.name == "hand_over"
        beside.gone.add("to_folder")
        beside.tour.refresh()
        assert beside.name == "", "it is being written"
        assert kept(session).wanted == "yes", "and may still fail"
        beside.gone.clear()
        beside.tour.refresh()
        assert beside.name == "hand_over"
        session.change(lambda desk: hand_over_all(desk, tmp_path))
        beside.gone.add("to_folder")
        beside.tour.refresh()
        assert kept(session).wanted == "no"


def test_nothing_to_hand_over_yet_ends_no_tour(tmp_path: Path) -> None:
    with tour_on(tmp_path) as (session, beside):
        beside.gone.add("to_folder")
        beside.tour.turn_to("hand_over")
        assert beside.name == ""
        assert kept(session) == Tour("yes")


def test_nobody_is_toured_through_a_class_of_before(tmp_path: Path) -> None:
    with tour_on(tmp_path, prepare=prepared.finished) as (session, beside):
        for page in ("roll_call", "teach", "wrap_up"):
            beside.tour.turn_to(page)
            assert beside.name == "", page
        assert kept(session) == Tour("yes")
        beside.tour.turn_to("home")
        session.leave_class()
        assert beside.name == "learners"


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
