"""Home without a window: one thing first, then the next class, what waits, and whether the laptop is ready."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from bsuh_desktop.presenters.home.home import HomeModel, HomePresenter
from bsuh_desktop.presenters.home.planned_rows import PlannedRow
from bsuh_desktop.presenters.home.readiness import Screens
from bsuh_desktop.presenters.parts import Question, Text, text_of
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import day, hand_over, prepared, safekeeping
from tests.helpers.faceless import NotedPage, session_in
from tests.helpers.portable import run_from_stick


class HomePage(NotedPage[HomeModel]):
    """The page, with the presenter that it belongs to. A question is answered by `key`."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.screens: Screens = "one"
        self.asked: list[str] = []
        self.key = ""
        self.presenter = HomePresenter(session, self)

    def open(self, screen: str, **subject: object) -> None:
        """Notes the page and its subject."""
        about = subject.get("group") or subject.get("session") or subject.get("prepared")
        self.opened.append(f"{screen} {about}" if about else screen)

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Notes the question, and gives the answer."""
        assert question.safe in {key for key, _, _ in question.verbs}
        self.asked.append(f"{text_of(question.question, 'en')} {text_of(question.detail, 'en')}")
        then(self.key)

    def says(self, text: Text | None) -> str:
        """A text in the desk's language."""
        assert text is not None
        return text_of(text, self.session.language)

    def said(self, sentences: Sequence[Message]) -> list[str]:
        """Sentences in English."""
        return [say(sentence, "en") for sentence in sentences]

    def row(self, number: int) -> PlannedRow:
        """A prepared class by its row, from 1."""
        return self.model.plan_rows[number - 1]

    def titles(self) -> list[str]:
        """What the rows of prepared classes are called."""
        return [self.says(row.plan_title.text) for row in self.model.plan_rows]

    def plan(self, number: int, verb: str) -> None:
        """Presses a verb of a row."""
        self.presenter.plan(self.row(number).id, verb)  # type: ignore[arg-type]


@contextmanager
def home(folder: Path, prepare: Callable[[Desk], object]) -> Iterator[HomePage]:
    with session_in(folder, prepare) as session:
        view = HomePage(session)
        view.presenter.enter()
        yield view


def test_a_laptop_without_a_class_offers_to_bring_a_list(tmp_path: Path) -> None:
    with home(tmp_path, prepared.as_made) as view:
        assert view.model.no_class.shown
        assert view.text("no_class") == (
            "No class yet Get a list from a file, or start with a count alone. Get a list from a file"
        )
        assert (view.model.primary, view.focused) == ("no_class", ["no_class"])
        assert (view.model.today.shown, view.model.choose_class.shown, view.model.without_list.shown) == (
            False,
            False,
            True,
        )
        assert (view.model.waiting.shown, view.model.unfinished.shown, view.model.plans.shown) == (False, False, False)
        view.presenter.prepare()
        view.presenter.print_certificates()
        assert view.opened == []


def test_the_next_class_stands_on_its_card(tmp_path: Path) -> None:
    with home(tmp_path, prepared.with_class) as view:
        assert (view.model.today.shown, view.model.no_class.shown, view.model.choose_class.shown) == (True, False, True)
        assert [view.text(f"today_{part}") for part in ("title", "module", "learners", "taught")] == [
            "Grade 8, section Ka",
            "Taps, Traps and Taka, 45 minutes",
            "Learners: 58, without a name: 2",
            "Not taught yet",
        ]
        assert (view.text("today_title", "bn"), "৫৮" in view.text("today_learners", "bn")) == (
            "৮ম শ্রেণি, ক শাখা",
            True,
        )
        assert view.focused == ["start_preparing"]
        view.presenter.prepare()
        assert [opened.split()[0] for opened in view.opened] == ["set_up"]


def test_a_class_that_was_taught_says_when(tmp_path: Path) -> None:
    with home(tmp_path, prepared.finished) as view:
        assert view.text("today_taught") == "Lessons so far: 1, the last on 3 August 2026"
        assert view.text("today_taught", "bn").endswith("৩ আগস্ট ২০২৬")


def test_a_class_that_runs_is_gone_on_with_first(tmp_path: Path) -> None:
    with home(tmp_path, prepared.at_teach) as view:
        (card,) = view.model.unfinished_cards
        assert (card.verb, card.leads, view.model.primary) == ("go_on", True, "unfinished")
        assert view.says(card.unfinished_title.text) == "Grade 8, section Ka: go on, or close?"
        assert view.says(card.unfinished_what.text) == "It is going on now, on slide 5. All answers are kept."
        view.session.leave_class()
        view.presenter.refresh()
        (card,) = view.model.unfinished_cards
        assert "It stopped today, 9:10 am, on slide 5. All answers are kept." in view.says(card.unfinished_what.text)
        assert view.says(card.finish_class.text) == "Close it"
        assert view.says(card.print_sheet.spoken) == "Print class sheet: Grade 8, section Ka"
        view.presenter.go_on(card.session)
        assert view.opened == [f"teach {card.session}"]


def test_a_class_that_runs_is_not_offered_as_the_next_one(tmp_path: Path) -> None:
    with home(tmp_path, prepared.at_teach) as view:
        shown = view.model.today.shown, view.model.no_class.shown, view.model.choose_class.shown
        assert shown == (False, False, True), "it has its lesson now"
        view.presenter.prepare()
        assert view.opened == []

    def beside_others(desk: Desk) -> None:
        day.four_groups(desk)
        prepared.at_teach(desk)

    with home(tmp_path / "others", beside_others) as view:
        running = [view.says(one.unfinished_title.text) for one in view.model.unfinished_cards]
        assert running == ["Grade 8, section Ka: go on, or close?"]
        assert view.model.today.shown
        view.presenter.prepare()
        assert view.opened[0].split()[0] == "set_up"


def test_a_class_is_finished_only_after_one_question(tmp_path: Path) -> None:
    with home(tmp_path, prepared.at_teach) as view:
        (card,) = view.model.unfinished_cards
        view.presenter.finish(card.session)
        assert view.asked == ["Close this class? It ends today, 9:10 am. After that nothing can be added."]
        assert view.opened == []
        view.key = "finish"
        view.presenter.finish(card.session)
        assert view.opened == [f"wrap_up {card.session}"]
        assert view.session.picture is not None
        assert view.session.picture.view.step == "wrap_up"


def test_a_forgotten_class_ends_when_its_last_thing_happened(tmp_path: Path) -> None:
    with home(tmp_path, day.left_open_yesterday) as view:
        (card,) = view.model.unfinished_cards
        assert card.verb == "finish_class"
        assert view.says(card.unfinished_title.text) == "Grade 8, section Ka: is it over?"
        when = "on 3 August 2026, 9:10 am"
        assert view.says(card.unfinished_what.text) == (
            f"Nobody closed it. The last thing happened {when}: that is when it ended."
        )
        assert view.says(card.finish_class.text) == "Yes, close it"
        view.key = "finish"
        view.presenter.finish(card.session)
        assert view.asked == [f"Close this class? It ends {when}. After that nothing can be added."]
        picture = view.session.picture
        assert picture is not None
        assert picture.date.isoformat() == "2026-08-03"
        assert picture.worked_ms < 3_600_000


def test_a_finished_class_is_closed_and_its_papers_wait(tmp_path: Path) -> None:
    with home(tmp_path, prepared.finished) as view:
        assert view.session.picture is None
        assert view.said(view.model.hand_over_count) == ["Finished classes that are on this laptop only: 1"]
        assert view.said(view.model.certificates_count) == ["Classes that wait for their certificates: 1"]
        assert (view.model.waiting.shown, view.model.waiting_stitch.shown, view.model.laptop_due.shown) == (
            True,
            True,
            False,
        )
        assert view.model.laptop_stitch.shown is False
        assert (view.text("waiting_tag"), view.text("waiting_tag", "bn")) == ("2", "২")
        view.presenter.print_certificates()
        assert view.session.picture is not None
        assert view.opened == [f"wrap_up {view.session.picture.session}"]


def test_what_nobody_has_answered_for_long_stays_in_sight(tmp_path: Path) -> None:
    with home(tmp_path, hand_over.every_state) as view:
        assert view.said(view.model.hand_over_count) == [
            "Finished classes that are on this laptop only: 1",
            "Handed over, but no receipt for ten days: 1",
        ]


def test_a_laptop_whose_key_may_not_sign_leads_to_a_new_one(tmp_path: Path) -> None:
    with home(tmp_path, safekeeping.copied) as view:
        assert view.model.laptop_due.shown
        assert view.said(view.model.laptop_text)[:1] == ["It needs its own key. Until then it cannot sign."]
        assert view.text("laptop_now") == "What to do"
        view.presenter.open_laptop()
        assert view.opened == ["new_key"]


def test_a_computer_that_forgets_and_a_key_without_grant_are_said(tmp_path: Path) -> None:
    with home(tmp_path / "back", safekeeping.gone_back) as view:
        assert view.said(view.model.laptop_text)[0].startswith("This computer does not keep what is written")
        assert len(view.model.laptop_text) >= 2
    with home(tmp_path / "new", safekeeping.new_key) as view:
        assert view.said(view.model.laptop_text)[:1] == ["It has a new key. Ask your coordinator for its grant."]
        assert view.text("laptop_now") == "Ask for the grant"
        view.presenter.open_laptop()
        assert view.opened == ["programme"]


def test_the_day_stands_in_its_order_with_what_is_missed_before_it(tmp_path: Path) -> None:
    with home(tmp_path, day.full_day) as view:
        assert view.text("plans_title") == "Today's classes"
        assert (view.text("plans_tag"), view.model.plans_tag.shown) == ("Not held: 1", True)
        assert view.titles() == [
            "2 August 2026 · Grade 6, section Kha",
            "9:30 am · Grade 6, section Kha",
            "10:30 am · Grade 7, section Ka",
            "Grade 7, section Kha",
            "Grade 9, section Ka",
            "Class without a list",
            "4 August 2026, 11:00 am · Grade 6, section Kha",
        ]
        missed, first, second, unknown = view.row(1), view.row(2), view.row(3), view.row(6)
        assert (missed.start.shown, missed.hold_today.shown, missed.plan_light.light) == (False, True, "look")
        assert view.says(missed.plan_lacks.text) == "Not held"
        assert (first.start.shown, first.earlier.enabled, first.leads, first.hold_today.shown) == (
            True,
            False,
            True,
            False,
        )
        assert (second.earlier.enabled, second.leads, second.plan_lacks.shown) == (True, None, False)
        assert view.says(first.plan_what.text) == "Ready · Taps, Traps and Taka · 6 on the list"
        assert (unknown.plan_lacks.shown, unknown.plan_light.light) == (True, "look")
        assert view.says(second.remove.tip) == "Remove: Grade 7, section Ka"
        assert (view.model.primary, view.model.today.shown) == ("plans", False)


def test_the_day_in_bangla(tmp_path: Path) -> None:
    with home(tmp_path, day.full_day) as view:
        view.session.set_language("bn")
        assert view.titles()[:2] == ["২ আগস্ট ২০২৬ · ৬ষ্ঠ শ্রেণি, খ শাখা", "সকাল ৯:৩০ · ৬ষ্ঠ শ্রেণি, খ শাখা"]
        assert "তালিকায় ৬" in view.says(view.row(2).plan_what.text)


def test_the_day_is_ordered_and_changed(tmp_path: Path) -> None:
    with home(tmp_path, day.full_day) as view:
        loads = len(view.focused)
        view.plan(5, "earlier")
        assert view.titles()[3:5] == ["Grade 9, section Ka", "Grade 7, section Kha"]
        assert len(view.focused) == loads + 1, "the keyboard is at the first thing to do again"
        view.plan(1, "hold_today")
        assert not view.model.plans_tag.shown
        assert len(view.titles()) == 7
        view.plan(7, "remove")
        assert view.asked == [
            "Remove this class from the day? Grade 6, section Kha was only prepared: nothing is lost."
        ]
        assert len(view.titles()) == 7
        view.key = "remove"
        view.plan(7, "remove")
        assert len(view.titles()) == 6
        view.plan(1, "start")
        view.plan(2, "change")
        assert view.opened == [f"set_up {view.row(1).id}", f"set_up {view.row(2).id}"]


def test_a_class_that_is_open_goes_before_the_day(tmp_path: Path) -> None:
    with home(tmp_path, day.day_half_done) as view:
        assert (view.model.primary, view.row(1).leads) == ("unfinished", False)


@pytest.mark.parametrize(
    ("hour", "english", "bangla"),
    [(11, "Good morning", "শুভ সকাল"), (12, "Good afternoon", "শুভ দুপুর"), (17, "Good evening", "শুভ সন্ধ্যা")],
)
def test_no_name_is_greeted_where_the_class_looks_on(tmp_path: Path, hour: int, english: str, bangla: str) -> None:
    with home(tmp_path, prepared.as_made) as view:
        clock = view.session.clock
        assert isinstance(clock, RehearsalClock)
        clock.set(datetime.datetime(2026, 8, 3, hour, tzinfo=datetime.timezone(datetime.timedelta(hours=6))))
        assert view.says(view.presenter.title()) == f"{english}, {prepared.FACILITATOR}"
        assert view.says(view.presenter.breadcrumb()) == "Monday, 3 August 2026"
        view.session.set_public(True)
        assert view.says(view.presenter.title()) == english
        view.session.set_language("bn")
        assert view.says(view.presenter.title()) == bangla
        assert view.says(view.presenter.breadcrumb()) == "সোমবার, ৩ আগস্ট ২০২৬"
        view.session.lock()
        assert view.says(view.presenter.title()) == ""


def test_the_foot_of_the_portable_copy_says_what_it_is_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_from_stick(tmp_path, monkeypatch)
    with home(tmp_path, prepared.as_made) as view:
        assert not view.model.join_programme.shown
        assert view.text("programme").endswith("This copy on a stick is for practice and for verifying only.")


def test_the_foot_says_programme_and_code_and_whoever_practises_may_join(tmp_path: Path) -> None:
    with home(tmp_path, prepared.as_made) as view:
        assert view.model.join_programme.shown
        assert view.session.facts is not None
        assert view.text("programme").startswith(view.session.facts.programme.en)
        assert "Code of your desk: " in view.text("programme")
        assert "-" not in view.text("programme").split(": ")[-1], "the code stays on one line"


def test_readiness_follows_and_is_looked_at_again(tmp_path: Path) -> None:
    with home(tmp_path, prepared.as_made) as view:
        assert view.shown[0].readiness_rows == (), "the classes come before the checks"
        said = {line.name: view.says(line.whole) for line in view.model.readiness_rows}
        assert said["projector"] == "None is plugged in."
        assert {"key", "backup"} <= said.keys()
        assert view.model.readiness_count.text is not None
        view.screens = "two"
        view.presenter.look()
        said = {line.name: view.says(line.whole) for line in view.model.readiness_rows}
        assert said["projector"] == "A second screen is plugged in."
        before = len(view.shown)
        view.presenter.refresh()
        assert view.differs() == set()
        assert len(view.shown) == before + 1


def test_the_tour_is_offered_until_it_is_answered_or_a_class_was_taught(tmp_path: Path) -> None:
    wanted: list[str] = []
    with home(tmp_path / "no", prepared.with_class) as view:
        assert view.model.tour_offer.shown
        view.presenter.not_now()
        assert not view.model.tour_offer.shown
        assert view.focused[-1] == "start_preparing", "the button that had the keyboard is gone"
        again = HomePage(view.session)
        again.presenter.enter()
        assert not again.model.tour_offer.shown
    with home(tmp_path / "yes", prepared.with_class) as view:
        view.session.tour_wanted.connect(lambda: wanted.append("tour"))
        view.presenter.see_tour()
        assert (wanted, view.model.tour_offer.shown) == (["tour"], False)
    with home(tmp_path / "taught", prepared.finished) as view:
        assert not view.model.tour_offer.shown


def test_nothing_is_shown_of_a_locked_desk(tmp_path: Path) -> None:
    with home(tmp_path, prepared.with_class) as view:
        answers: list[object] = []
        late = view.presenter.current(answers.append)
        view.session.lock()
        shown = len(view.shown)
        view.presenter.refresh()
        late("too late")
        assert (len(view.shown), answers) == (shown, [])
