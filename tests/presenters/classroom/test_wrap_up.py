"""Wrap up without a window: what it says of a class, what can be pressed, and where its papers are written."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.certificates import Layout
from bsuh_desktop.domain.messages import KnownError, Language, Message
from bsuh_desktop.presenters.classroom.certificates import ALL_OUT, NOT_ALL
from bsuh_desktop.presenters.classroom.class_results import ClassResults
from bsuh_desktop.presenters.classroom.papers import TagText
from bsuh_desktop.presenters.classroom.wrap_up import ALLOW, LOOK_AGAIN_MS, STATE_DATE, WrapUpModel, WrapUpPresenter
from bsuh_desktop.presenters.paper_output import PrintJob
from bsuh_desktop.presenters.parts import Notice, Part, Question, Text, text_of
from bsuh_desktop.services.class_lists.class_groups import as_row, change_learner, learners_of
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish, prepare_class
from bsuh_desktop.services.hand_over.class_files import hand_over_class, save_certificates
from bsuh_desktop.services.hand_over.hand_over_view import Written
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import prepared, programme_desks
from tests.helpers.desks import resources_of_version_1, resources_with_cases, take_its_time, teach_by
from tests.helpers.ended_classes import (
    all_pairs_alone,
    asked_twice,
    little_known,
    pairs_by_hands,
    small_class,
    without_list,
)
from tests.helpers.faceless import NotedPage, SteppedFace, reported, session_in


class Page(NotedPage[WrapUpModel]):
    """The screen, with the presenter that it belongs to. Questions are answered as `answers` says."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.turns: list[bool] = []
        self.asked: list[Question] = []
        self.warned: list[bool] = []
        self.jobs: list[PrintJob] = []
        self.key = ALL_OUT
        self.lets_names_go = True
        self.folder = Path()
        self.layout = Layout()
        self.files_shown: list[Path] = []
        self.has_apps = True
        self.presenter = WrapUpPresenter(session, self)

    def turn(self, finished: bool) -> None:
        """Notes the half."""
        self.turns.append(finished)

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Answers at once."""
        self.asked.append(question)
        then(self.key)

    def ask_before_names(self, on_stick: bool, then: Callable[[], object]) -> None:
        """Agrees, or not."""
        self.warned.append(on_stick)
        if self.lets_names_go:
            then()

    def ask_for_folder(self, question: Message, then: Callable[[Path], object]) -> None:
        """Chooses `folder`."""
        then(self.folder)

    def ask_for_layout(self, layout: Layout, chosen: Callable[[Layout], object]) -> None:
        """Notes how they were printed, and chooses another way."""
        self.layout = layout
        chosen(Layout(4, "black"))

    def ask_for_learner(
        self,
        find: Callable[[str], tuple[str, Text]],
        save: Callable[[str, Path, str], object],
        print_one: Callable[[str], object],
    ) -> None:
        """Notes how a learner is found, and what happens then."""
        self.find, self.save_one, self.print_one = find, save, print_one

    def found(self, typed: str, language: Language = "en") -> tuple[bool, str]:
        """Whether what was typed means one who earned a certificate, and the line below it."""
        learner, line = self.find(typed)
        return bool(learner), text_of(line, language)

    def show_file(self, path: Path) -> bool:
        """Notes what was opened, as far as there is an app for it."""
        self.files_shown.append(path)
        return self.has_apps

    def print_paper(self, job: PrintJob) -> None:
        """Notes what is to be printed."""
        self.jobs.append(job)

    @property
    def results(self) -> ClassResults:
        """The cards about the class."""
        assert self.model.results is not None
        return self.model.results

    def state(self) -> str:
        """The message about the class."""
        return self.words(self.model.state_message) if self.model.state_message.shown else ""

    def message(self, kind: str) -> str:
        """The message of a card of papers."""
        notice = getattr(self.model, kind).message
        return self.words(notice) if notice.shown else ""

    def tag(self, kind: str, language: Language = "en") -> str:
        """The tag of a card of papers."""
        return self.read(getattr(self.model, kind).tag, language)

    def read(self, value: Part | TagText | Text | None, language: Language = "en") -> str:
        """What a part or a text says."""
        text = value.text if isinstance(value, TagText | Part) else value
        return "" if text is None else text_of(text, language)

    def words(self, notice: Notice) -> str:
        """Fact and remedy."""
        return f"{self.read(notice.fact)} {self.read(notice.remedy)}".strip()

    def lines(self) -> list[str]:
        """The learners who earn none, with the reason."""
        return [f"{self.read(one.name)} {self.read(one.line)}".strip() for one in self.results.not_yet]

    def objectives(self, language: Language = "en") -> list[str]:
        """The rows of before and after, the first words of each."""
        return [
            f"{self.read(one.text, language).partition(': ')[0]}: "
            f"{self.read(one.before, language) or '–'} {self.read(one.after, language) or '–'} "
            f"{self.read(one.note, language)}"
            for one in self.results.objectives
        ]

    def cases(self, language: Language = "en") -> list[str]:
        """The lines of traps and of honest things."""
        lines = (self.results.traps_text, self.results.honest_text)
        return [self.read(line, language) for line in lines if line.shown]

    def results_of_questions(self) -> list[str]:
        """The rows of what was learned."""
        return [f"{one.number} {self.read(one.text)}: {self.read(one.figures)}" for one in self.results.questions]

    @property
    def ending(self) -> str:
        """What the names of the files of the class end in."""
        assert self.session.picture is not None
        return self.session.picture.session[-6:]

    def verbs(self, kind: str) -> list[str]:
        """The buttons of the message of a card."""
        return [key for key, _ in getattr(self.model, kind).message.verbs]

    def counts(self) -> list[str]:
        """The counts with the signs between them."""
        return [
            " ".join(filter(None, (self.read(one.number), self.read(one.name), self.read(one.line), one.sign)))
            for one in self.results.counts
        ]

    def remarks(self) -> list[str]:
        """What is remarked about the counts."""
        return [self.words(one.notice) for one in self.results.remarks]


@contextmanager
def wrap_up(folder: Path, prepare: Callable[[Desk], object] = small_class) -> Iterator[Page]:
    with session_in(folder, prepare) as session:
        view = Page(session)
        session.class_changed.connect(view.presenter.class_changed)
        view.presenter.enter()
        yield view


@contextmanager
def finished(folder: Path, prepare: Callable[[Desk], object] = small_class) -> Iterator[Page]:
    with wrap_up(folder, prepare) as view:
        view.presenter.finish()
        yield view


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that stands for a stick."""
    folder = tmp_path / "RUPSHA-2"
    folder.mkdir()
    return folder


# How the class went


def test_three_counts_stand_side_by_side_with_what_can_be_done(tmp_path: Path) -> None:
    with wrap_up(tmp_path) as view:
        assert view.counts() == [
            "4 at roll call 1 left early =",
            "4 Headcount Counted =",
            "4 answered most hands for one question",
        ]
        assert view.read(view.results.counts_tag) == "1 to look at"
        assert view.remarks() == ["Roll 1 answered, but is marked absent. Was this learner present?"]
        assert view.results.remarks[0].notice.verbs == (("answered_but_absent", Message("Mark present")),)
        view.presenter.follow_remark(view.results.remarks[0].card)
        assert view.counts()[:2] == ["5 at roll call 1 left early ≠", "4 Headcount Counted ="]
        assert view.remarks() == [
            "Headcount 4, roll call 5. Check the roll call again, or keep both: the file shows it."
        ]
        view.presenter.follow_remark(view.results.remarks[0].card)
        assert view.opened == ["roll_call"]
        assert view.read(view.results.remarks[0].notice.fact, "bn").startswith("উপস্থিত সংখ্যা ৪")


def test_who_earns_a_certificate_stands_there_and_in_public_view_without_names(tmp_path: Path) -> None:
    with wrap_up(tmp_path) as view:
        assert (view.read(view.results.earners), view.read(view.results.earners, "bn")) == ("3", "৩")
        assert view.read(view.results.not_yet_title) == "Not this time: 2"
        assert view.read(view.results.rule_text) == "By attendance, never by score."
        assert view.lines() == ["Khanika Karmakar Was absent.", "Humayra Talukder Left before the end."]
        view.session.set_public(True)
        view.presenter.refresh()
        assert view.lines() == ["Was absent.", "Left before the end."]
        assert not any(view.read(one.chip.tip).endswith("Talukder") for one in view.results.not_yet)


def test_a_class_in_which_all_is_clear_says_so(tmp_path: Path) -> None:
    def clear(desk: Desk) -> None:
        conduct = prepared.at_roll_call(desk, "hands", 5)
        conduct.type_headcount(5)
        conduct.call_roll()
        take_its_time(desk)

    with wrap_up(tmp_path, clear) as view:
        assert (view.read(view.results.counts_tag), view.remarks()) == ("All is clear", [])
        assert view.counts() == [
            "5 at roll call nobody late =",
            "5 Headcount Counted",
            "– answered no question was asked",
        ]
        assert (view.results.not_yet_title.shown, view.results.awards_stitch.shown) == (False, False)
        assert view.read(view.results.learned_note) == "No question was asked in this class."
        assert view.read(view.results.learned_share) == ""


def test_what_was_not_done_is_remarked_with_its_remedy(tmp_path: Path) -> None:
    with wrap_up(tmp_path, prepared.at_roll_call) as view:
        assert view.remarks() == [
            "Nobody typed a headcount. Count the heads, or keep it as it is: the file shows it.",
            "Not called: 58. Call the roll, or none of them earns a certificate.",
        ]
        assert [one.notice.verbs for one in view.results.remarks] == [
            (("no_headcount", Message("Count now")),),
            (("not_called", Message("Call the roll")),),
        ]
        assert view.counts()[1] == "– Headcount Not counted"


def test_more_hands_than_heads_is_only_said(tmp_path: Path) -> None:
    with wrap_up(tmp_path, without_list) as view:
        assert "more hands than people" in view.remarks()[0]
        assert view.results.remarks[0].notice.verbs == ()
        assert view.counts() == ["30 Headcount Counted ≠", "35 answered most hands for one question"]
        assert view.read(view.results.rule_text) == "Without a list there are no certificates."


def test_fewer_answers_than_heads_are_no_mistake(tmp_path: Path) -> None:
    def some(desk: Desk) -> None:
        conduct = prepared.counted(desk, "hands", 9)
        conduct.call_roll()
        conduct.ask("q5", "hands")
        conduct.count_hands({"A": 2, "B": 3})
        conduct.close_question()

    with wrap_up(tmp_path, some) as view:
        assert [one.sign for one in view.results.counts] == ["=", "≥", ""]
        assert view.counts()[0] == "8 at roll call 1 late ="


def test_what_the_class_learned_is_the_average_where_hands_were_counted(tmp_path: Path) -> None:
    with wrap_up(tmp_path, prepared.at_the_end) as view:
        assert view.read(view.results.learned_share) == "Before 62% → after 81%"
        assert view.read(view.results.learned_share, "bn") == "শুরু ৬২% → শেষ ৮১%"
        assert view.read(view.results.learned_share.spoken) == "Before 62 percent, after 81 percent"
        assert view.read(view.results.learned_note).startswith("Hands were counted")
        assert "Spots the four signs of a trap" in view.results_of_questions()[0]
        form = next(line for line in view.results_of_questions() if "Before: " in line)
        assert form.endswith("money first: 30 of 55 right")
        assert any("After: " in line for line in view.results_of_questions())


def test_a_question_says_what_is_known_of_it_and_no_more(tmp_path: Path) -> None:
    with wrap_up(tmp_path, little_known) as view:
        said = [line.rpartition(": ")[2] for line in view.results_of_questions()]
        assert said[:3] == ["1 of 1 right; 54 were not asked", "1 of 55 right", "asked, not counted"]
        assert view.results_of_questions()[3].endswith(": by eye: most A, some C")
        assert view.counts()[-1] == "1 answered most hands for one question"


def test_hands_by_eye_alone_are_nobodys_count(tmp_path: Path) -> None:
    def seen(desk: Desk) -> None:
        conduct = prepared.counted(desk, "hands", 9)
        conduct.call_roll()
        conduct.ask("q5", "hands")
        conduct.estimate_hands({"A": "most"})
        conduct.close_question()

    with wrap_up(tmp_path, seen) as view:
        assert view.counts()[-1] == "– answered nobody counted"
        assert [one.sign for one in view.results.counts] == ["=", "", ""]


def test_a_class_that_is_too_short_asks_once_whether_it_gives_certificates(tmp_path: Path) -> None:
    with wrap_up(tmp_path, little_known) as view:
        assert view.read(view.results.rule_text).startswith(
            "The class took 0 of 30 min, breaks included. By attendance"
        )
        assert view.read(view.results.not_yet_title) == "Not this time: 58"
        assert [line.rsplit(" ", 2)[-2:] for line in view.lines()] == [["Was", "absent."]] * 3, (
            "all others for one reason"
        )
        assert view.read(view.results.earners) == "0"
        view.presenter.finish()
        assert view.state() == (
            "This class took 0 min, breaks included; for certificates the programme asks for 30. "
            "Give certificates all the same?"
        )
        fact = view.model.state_message.fact
        assert view.read(fact, "bn") == "এই ক্লাস বিরতিসহ হয়েছে ০ মিনিট; সনদের জন্য কর্মসূচি চায় ৩০ মিনিট।"
        assert [key for key, _ in view.model.state_message.verbs] == [ALLOW]
        view.presenter.follow_state(ALLOW)
        assert "all the same" not in view.state()
        reasons = [view.read(one.line) for one in view.results.not_yet]
        assert (view.read(view.results.earners), reasons) == ("55", ["Was absent."] * 3)
        assert view.read(view.results.rule_text).startswith("By attendance, never by score.")


def test_a_class_that_gets_long_enough_meanwhile_gives_certificates(tmp_path: Path) -> None:
    with wrap_up(tmp_path, little_known) as view:
        clock, face = view.session.clock, view.session.face
        assert isinstance(clock, RehearsalClock)
        assert isinstance(face, SteppedFace)
        for _ in range(31):
            clock.advance(60)
            face.pass_ms(LOOK_AGAIN_MS)
        assert view.read(view.results.earners) == "55"


def test_pairs_are_compared_where_each_answered_alone(tmp_path: Path) -> None:
    with wrap_up(tmp_path, asked_twice) as view:
        assert view.results_of_questions()[0].endswith(": opened, but nobody was asked")
        assert view.results_of_questions()[1].startswith("1 Before and after: Spots the four signs")
        assert view.results_of_questions()[1].endswith("1, then 3 of 4")
        assert view.results.questions[1].share == 0.75
        assert view.results.learned_share.shown is False, "everybody could tell whose answers four are"
        assert view.read(view.results.learned_note) == "Learners asked twice: 4. Too few answers to tell."
        assert view.objectives() == ["Spots the four signs of a trap: – – learners asked twice: 4 · too few to tell"]


def test_each_objective_stands_before_and_after_above_the_questions(tmp_path: Path) -> None:
    with wrap_up(tmp_path, prepared.at_the_end) as view:
        assert len(view.objectives()) == 3, "hands were asked nothing of the fourth"
        assert view.objectives()[0] == "Spots the four signs of a trap: 62% 81% class average, hands: 47 or more"
        assert view.objectives("bn")[0] == "ফাঁদের চার চিহ্ন চেনে: ৬২% ৮১% ক্লাসের গড়, অন্তত ৪৭টি হাত"
        first = view.results.objectives[0]
        assert (first.pre, first.post) == (30 / 48, 38 / 47)
        assert (view.results.questions_title.shown, view.results.questions_stitch.shown) == (True, True)
        assert view.cases() == [
            "Traps seen: 62% → 81% · class average, hands: 47 or more",
            "Honest offers taken for traps: too few to tell",
        ]


def test_a_module_of_format_1_has_its_objectives_and_no_cases(tmp_path: Path) -> None:
    resources = resources_of_version_1(tmp_path / "resources")

    def at_the_end(desk: Desk) -> None:
        teach_by(desk, resources)
        prepared.at_the_end(desk)

    with session_in(tmp_path / "desk", at_the_end) as session:
        session.change(lambda desk: teach_by(desk, resources))
        view = Page(session)
        view.presenter.enter()
        assert len(view.objectives()) == 4
        assert (view.cases(), view.results.traps_rule.shown) == ([], False)


def test_a_class_without_forms_has_no_objectives_and_no_title_over_its_questions(tmp_path: Path) -> None:
    with wrap_up(tmp_path) as view:
        assert (view.objectives(), view.results.questions_title.shown) == ([], False)
        assert view.results.learned_share.shown is False


def of_format_2(folder: Path, ask: Callable[[Conduct], object], learners: int = 12) -> Callable[[Desk], None]:
    """A class whose module says which questions are honest, asked by `ask`."""

    def prepare(desk: Desk) -> None:
        teach_by(desk, resources)
        conduct = prepared.at_roll_call(desk, "shared", learners)
        conduct.call_roll()
        ask(conduct)

    resources = resources_with_cases(folder)
    return prepare


@contextmanager
def with_cases(folder: Path, ask: Callable[[Conduct], object]) -> Iterator[Page]:
    with session_in(folder / "desk", of_format_2(folder / "resources", ask)) as session:
        session.change(lambda desk: teach_by(desk, folder / "resources"))
        view = Page(session)
        view.presenter.enter()
        yield view


def test_traps_seen_and_honest_offers_taken_for_traps_stand_below_the_objectives(tmp_path: Path) -> None:
    with with_cases(tmp_path, lambda conduct: all_pairs_alone(conduct, range(1, 13), {1, 3}, {1, 2, 3, 5})) as view:
        assert view.cases() == [
            "Traps seen: 33% → 67% · learners asked twice: 12",
            "Honest offers taken for traps: 50% → 0% · learners asked twice: 12",
        ]
        assert view.cases("bn") == [
            "ফাঁদ চিনেছে: ৩৩% → ৬৭% · ১২ জন, দুবারই",
            "সৎ প্রস্তাবকে ফাঁদ ভেবেছে: ৫০% → ০% · ১২ জন, দুবারই",
        ]
        assert view.results.traps_rule.shown
        notes = [one.rpartition("twice: 12")[2] for one in view.objectives()]
        assert notes == [" · too few to tell", " · learned", " · too few to tell", " · learned"]
        assert view.objectives()[2].partition(": ")[2].startswith("50% 50% learners"), "pairs 3 and 4 together"


def test_one_honest_question_by_hands_is_too_few_to_tell(tmp_path: Path) -> None:
    with with_cases(tmp_path, lambda conduct: pairs_by_hands(conduct, (1, 2, 3), 6, 9)) as view:
        assert view.cases() == [
            "Traps seen: 50% → 75% · class average, hands: 12 or more",
            "Honest offers taken for traps: too few to tell",
        ]
        assert view.cases("bn")[1].endswith("বলার মতো যথেষ্ট তথ্য নেই")


def test_a_handful_of_hands_tells_nothing(tmp_path: Path) -> None:
    def four_hands(conduct: Conduct) -> None:
        for name in ("form-a/1", "lesson/1", "form-b/1"):
            item = conduct.pack.item(name)
            conduct.ask(item.id, "hands")
            conduct.count_hands({item.key: 4})
            conduct.close_question()

    with with_cases(tmp_path, four_hands) as view:
        assert view.results.learned_share.shown is False
        assert view.read(view.results.learned_note).endswith("not of one learner. Too few answers to tell.")
        assert view.results.objectives[0].pre is None
        assert view.cases() == ["Traps seen: too few to tell"]


def test_the_hardest_question_of_a_lesson_is_named(tmp_path: Path) -> None:
    def two_questions(desk: Desk) -> None:
        conduct = prepared.counted(desk)
        for item, right in (("q5", 40), ("q6", 10)):
            conduct.ask(item, "hands")
            key = conduct.pack.item(item).key
            assert key
            conduct.count_hands({key: right})
            if right == 10:
                conduct.count_hands({key: right, "A" if key != "A" else "B": 30})
            conduct.close_question()

    with wrap_up(tmp_path / "two", two_questions) as view:
        note = "Question 2 was the hardest. Teach it again in the next class."
        assert view.read(view.results.learned_note) == note
    with wrap_up(tmp_path / "one", small_class) as view:
        assert view.read(view.results.learned_note) == "The right answers are shown for the class as a whole."


# Finishing it


def test_a_class_is_finished_once_and_turns_to_its_papers(tmp_path: Path) -> None:
    with wrap_up(tmp_path) as view:
        assert (view.turns, view.state()) == ([False], "")
        assert view.text("bar_text") == "Practice: nothing here goes into a report."
        shown = [getattr(view.model, name).shown for name in ("files", "back", "finish", "done", "next_class")]
        assert shown == [False, True, True, False, False]
        with reported(view.session) as errors:
            view.presenter.finish()
            view.presenter.finish()
        assert errors == []
        assert (view.turns, view.focused) == ([False, True], ["certificates_places"])
        shown = [getattr(view.model, name).shown for name in ("files", "back", "finish", "done", "next_class")]
        assert shown == [True, False, False, True, False]
        assert view.state() == "This practice class is finished. It goes into no report; its papers say so."
        assert view.text("bar_text") == "You can do the rest later: the Home page reminds you."
        assert view.remarks() == ["Roll 1 answered, but is marked absent."], "nothing can be done about it"
        assert view.results.remarks[0].notice.verbs == ()
        assert view.read(view.presenter.breadcrumb()).startswith("Step 4 of 4 · ")


def test_a_class_that_cannot_be_finished_can_be_finished_again(tmp_path: Path) -> None:
    with finished(tmp_path) as view, reported(view.session) as errors:
        view.presenter.enter()
        view.presenter.finish()
        assert [error.code for error in errors] == ["not_now"], "it is finished already"
        view.presenter.finish()
        assert len(errors) == 2


def test_a_real_class_says_how_long_it_took_and_what_waits_for_the_grant(tmp_path: Path, stick: Path) -> None:
    with wrap_up(tmp_path, programme_desks.waiting) as view:
        assert view.state().startswith("The class is finished. It took ")
        assert view.tag("certificates") == "None yet"
        assert view.read(view.model.certificates.text).startswith("This laptop waits for its grant.")
        assert (view.model.certificates.places.shown, view.focused) == (False, ["done"])
        view.presenter.attendance.save(stick, "RUPSHA-2")
        assert view.tag("attendance") == "Handed over"


def test_what_had_to_wait_for_the_grant_is_due_with_it(tmp_path: Path, stick: Path) -> None:
    def granted(desk: Desk) -> None:
        programme_desks.waiting(desk)
        hand_over_class(desk, desk.store.journal.sessions()[0], stick)
        assert isinstance(desk.clock, RehearsalClock)
        desk.clock.advance(3600)
        programme_desks.grant(desk)

    with wrap_up(tmp_path, granted) as view:
        assert view.read(view.model.certificates.text) == "The grant has come. Certificates that can be printed now: 4"
        assert view.tag("attendance") == "Not handed over yet"
        view.presenter.certificates.save(stick, "RUPSHA-2")
        view.presenter.attendance.save(stick, "RUPSHA-2")
        assert view.tag("attendance") == "Handed over"
        assert view.read(view.model.certificates.text) == "Certificates: 4, in one file for the printer."


def test_the_next_class_of_a_prepared_day_is_offered(tmp_path: Path) -> None:
    def two(desk: Desk) -> None:
        small_class(desk)
        group = desk.store.rosters.groups()[0].id
        prepare_class(desk, ClassWish((group,), prepared.PACK))

    with wrap_up(tmp_path, two) as view:
        assert view.model.next_class.shown is False
        view.presenter.finish()
        assert view.model.next_class.shown
        assert view.text("next_class").startswith("Next class: Grade 8")
        view.presenter.begin_next()
        assert (view.opened, list(view.subjects[0])) == (["set_up"], ["prepared"])


def test_a_class_without_a_date_is_sent_back_for_it(tmp_path: Path, stick: Path) -> None:
    def in_doubt(desk: Desk) -> None:
        assert isinstance(desk.clock, RehearsalClock)
        desk.clock.advance(-10 * 365 * 86_400)
        small_class(desk)

    with finished(tmp_path, in_doubt) as view:
        assert view.state() == "The clock may be wrong, and the date was not written."
        assert view.model.state_message.verbs == ((STATE_DATE, Message("Write the date")),)
        assert view.read(view.model.certificates.text).startswith("Write the date of the class first")
        assert view.read(view.model.attendance.text).startswith("Write the date of the class first")
        assert (view.model.certificates.places.shown, view.model.attendance.places.shown) == (False, False)
        assert view.model.certificates.layout.shown is False


# Its papers


def test_papers_go_to_a_stick_and_everything_is_written(tmp_path: Path, stick: Path) -> None:
    with finished(tmp_path) as view:
        certificates, attendance = view.presenter.certificates, view.presenter.attendance
        assert (view.tag("certificates"), view.tag("certificates", "bn")) == ("Not saved yet", "এখনো সেভ হয়নি")
        assert view.read(view.model.certificates.warning).startswith("The file has names.")
        assert view.read(view.model.attendance.text) == "Signed and sealed: only your coordinator can open it."
        assert view.read(view.model.attendance.warning).startswith("Save the certificates first")
        attendance.save(stick, "RUPSHA-2")
        assert view.tag("attendance") == "Handed over"
        certificates.save(stick, "RUPSHA-2")
        (pdf,) = stick.glob("*.pdf")
        assert pdf.name == f"certificates-2026-08-03-{view.ending}.pdf"
        assert view.message("certificates") == (
            f"Certificates saved: 3. On the stick RUPSHA-2, safe to pull out: {pdf.name}."
        )
        assert (view.tag("certificates"), view.warned) == ("Printed or saved", [True])
        assert view.tag("attendance") == "Not handed over yet", "the certificates make it due again"
        attendance.save(stick, "RUPSHA-2")
        assert view.message("attendance") == "Safe to pull out. It is on the stick RUPSHA-2, written and checked."
        assert view.read(view.model.attendance.warning) == "Give the stick to your coordinator, or send the file."
        assert view.text("bar_text") == "Everything is written."
        view.presenter.enter()
        assert (view.message("certificates"), view.tag("certificates")) == ("", "Printed or saved")


def test_a_folder_is_called_by_its_name(tmp_path: Path, stick: Path) -> None:
    with finished(tmp_path) as view:
        view.presenter.certificates.save(stick, "")
        view.presenter.attendance.save(stick, "")
        assert view.message("certificates") == (
            f"Certificates saved: 3. In the folder RUPSHA-2: certificates-2026-08-03-{view.ending}.pdf."
        )
        assert view.message("attendance") == "Written and checked. It is in the folder RUPSHA-2."
        assert view.warned == [False]


def test_progress_is_counted_and_nothing_is_written_twice_meanwhile(tmp_path: Path, stick: Path) -> None:
    with finished(tmp_path) as view:
        counted: list[tuple[int, int]] = []
        bind = view.bind

        def press_again(model: WrapUpModel) -> None:
            bind(model)
            if model.certificates.progress.shown:
                counted.append((model.certificates.progress.done, model.certificates.progress.total))
                assert view.read(model.certificates.progress.text) == "Writing certificates"
                view.presenter.certificates.save(stick, "RUPSHA-2")
                view.presenter.certificates.print()

        view.bind = press_again  # type: ignore[method-assign]
        view.presenter.certificates.save(stick, "RUPSHA-2")
        assert counted[0] == (0, 3)
        assert counted[-1][1] == 3
        assert (view.warned, len(list(stick.iterdir())), view.jobs) == ([True], 1, [])
        assert view.model.certificates.progress.shown is False


def test_names_leave_only_after_a_warning(tmp_path: Path, stick: Path) -> None:
    with finished(tmp_path) as view:
        view.lets_names_go = False
        view.presenter.certificates.save(stick, "RUPSHA-2")
        assert (view.warned, list(stick.iterdir()), view.message("certificates")) == ([True], [], "")


def test_what_fails_says_why_and_is_tried_again_without_another_warning(tmp_path: Path, stick: Path) -> None:
    with finished(tmp_path) as view:
        certificates, attendance = view.presenter.certificates, view.presenter.attendance
        certificates.try_again()
        certificates.save(tmp_path / "profile", "PROFILE")
        assert "this is the app's own folder" in view.message("certificates")
        shutil.rmtree(stick)
        certificates.save(stick, "RUPSHA-2")
        assert view.message("certificates").startswith("The stick came out too soon.")
        assert view.model.certificates.message.verbs == (("try_again", Message("Try again")),)
        attendance.save(stick, "")
        assert view.message("attendance") == "This folder no longer exists. Choose another folder."
        stick.mkdir()
        certificates.try_again()
        assert view.message("certificates").startswith("Certificates saved: 3.")
        assert view.warned == [True, True]
        attendance.try_again()
        assert view.message("attendance").startswith("Written and checked.")


def test_how_they_are_printed_is_chosen_once(tmp_path: Path) -> None:
    with finished(tmp_path) as view:
        layout = view.model.certificates.layout
        assert (view.read(layout), layout.shown) == ("1 a page, in colour", True)
        assert view.read(layout.spoken) == "How should the certificates be printed? 1 a page, in colour"
        view.presenter.certificates.ask_for_layout()
        assert view.layout == Layout()
        assert view.read(view.model.certificates.layout) == "4 a page, black only"
        assert view.read(view.model.certificates.layout, "bn") == "প্রতি পাতায় ৪টি, শুধু কালো"
        view.presenter.enter()
        assert view.read(view.model.certificates.layout) == "4 a page, black only"


def test_printed_certificates_count_once_a_person_has_seen_them(tmp_path: Path) -> None:
    with finished(tmp_path) as view:
        view.presenter.certificates.print()
        (job,) = view.jobs
        assert view.model.certificates.progress.shown is False
        job.then("none", 0)
        assert (view.message("certificates"), view.tag("certificates")) == ("", "Not saved yet")
        remedy = "Print or save the certificates of this class."
        job.then("some", 1)
        assert view.message("certificates") == f"Pages sent to the printer: 1. {remedy}"
        job.then("stopped", 2)
        assert view.message("certificates") == (f"Printing was stopped. Pages that may still come out: 2. {remedy}")
        view.key = NOT_ALL
        job.then("all", 3)
        assert view.message("certificates") == f"Not all certificates came out. {remedy}"
        assert view.asked[0].detail == Message("Count them before you give them out. Certificates: {count}.", count=3)
        assert view.tag("certificates") == "Not saved yet"
        view.key = ALL_OUT
        job.then("all", 3)
        assert view.message("certificates") == "Certificates printed: 3. No file of them was saved."
        assert view.tag("certificates") == "Printed or saved"


def test_a_printer_that_refuses_is_tried_again(tmp_path: Path) -> None:
    with finished(tmp_path) as view:
        view.presenter.certificates.print()
        view.jobs[0].failed(KnownError("no_printer", Message("No printer."), Message("")))
        assert view.message("certificates") == "No printer."
        view.presenter.certificates.try_again()
        assert (len(view.jobs), view.message("certificates")) == (2, "")


def test_another_spelling_is_printed_alone_or_with_the_whole_class(tmp_path: Path, stick: Path) -> None:
    def respelled(desk: Desk) -> None:
        programme_desks.granted(desk)
        (session,) = desk.store.journal.sessions()
        save_certificates(desk, session, stick)
        group = desk.store.rosters.groups()[0].id
        first = learners_of(desk, group)[0]
        change_learner(desk, group, first.line, replace(as_row(first), name_bn="ক্ষিতীশ রহমানি"))

    with wrap_up(tmp_path, respelled) as view:
        assert view.tag("certificates") == "To print again: 1"
        assert view.model.certificates.whole.shown
        assert view.read(view.model.certificates.text) == "A spelling was fixed. New certificates to save: 1"
        assert view.read(view.model.certificates.warning).startswith("The old ones are then revoked.")
        view.folder = stick
        view.presenter.certificates.ask_for_whole()
        assert view.message("certificates").startswith("New certificates saved: 1. The old ones are revoked.")
        assert (view.tag("certificates"), view.warned) == ("Printed or saved", [False])
        assert view.model.certificates.whole.shown is False


def test_certificates_whose_names_were_deleted_cannot_be_printed_here(tmp_path: Path, stick: Path) -> None:
    with finished(tmp_path) as view:
        files = view.presenter._files
        assert files is not None
        view.presenter._on_files(replace(files, names_over=True))
        assert view.tag("certificates") == "Names deleted"
        assert view.read(view.model.certificates.text).startswith("The names were deleted")
        assert view.read(view.model.certificates.warning) == "The names are no longer on this laptop."
        assert view.model.certificates.places.shown is False
        assert view.read(view.model.attendance.warning).startswith("Give the stick")


def test_what_ends_after_another_class_was_opened_is_not_shown_there(tmp_path: Path, stick: Path) -> None:
    def two(desk: Desk) -> None:
        prepared.counted(desk, "hands", 5).finish()
        assert isinstance(desk.clock, RehearsalClock)
        desk.clock.advance(3600)
        prepared.again(desk)

    with finished(tmp_path, two) as view, reported(view.session) as errors:
        done = view.presenter.attendance._when_done("")
        failed = view.presenter.attendance._when_failed("RUPSHA-2")
        first = view.session.picture
        assert first is not None
        other: list[str] = []
        view.session.query(
            lambda desk: next(one for one in desk.store.journal.sessions() if one != first.session), other.append
        )
        view.session.take_class(other[0])
        view.presenter.enter()
        shown = len(view.shown)
        done(Written(first.session, stick / "one.bsuh", b""))
        assert len(view.shown) == shown
        refused = KnownError("disk_full", Message("The disk is full."), Message(""))
        failed(refused)
        assert (len(view.shown), errors) == (shown, [refused])


# Files at hand


def test_what_was_saved_opens_and_shows_its_folder(tmp_path: Path, stick: Path) -> None:
    with finished(tmp_path) as view:
        certificates, attendance = view.presenter.certificates, view.presenter.attendance
        certificates.answer("open_file")
        assert view.files_shown == [], "nothing was saved"
        certificates.save(stick, "RUPSHA-2")
        attendance.save(stick, "RUPSHA-2")
        assert view.verbs("certificates") == ["open_file", "show_folder"]
        assert view.verbs("attendance") == ["show_folder"], "no app but the coordinator's opens it"
        for papers, key in ((certificates, "open_file"), (certificates, "show_folder"), (attendance, "show_folder")):
            papers.answer(key)
        (pdf,) = stick.glob("*.pdf")
        assert view.files_shown == [pdf, stick, stick]
        assert (view.asked, view.message("certificates").startswith("Certificates saved: 3.")) == ([], True)


def test_a_file_with_names_opens_in_public_view_only_after_a_question(tmp_path: Path, stick: Path) -> None:
    with finished(tmp_path) as view:
        certificates = view.presenter.certificates
        certificates.save(stick, "RUPSHA-2")
        view.session.set_public(True)
        view.key = "not_now"
        certificates.answer("open_file")
        assert view.read(view.asked[-1].detail).startswith("A projector may show this screen.")
        assert (view.asked[-1].safe, view.files_shown) == ("not_now", [])
        view.key = "open_file"
        certificates.answer("open_file")
        certificates.answer("show_folder")
        assert (len(view.asked), view.files_shown) == (2, [*stick.glob("*.pdf"), stick])


def test_a_file_that_is_gone_and_a_laptop_without_apps_are_said(tmp_path: Path, stick: Path) -> None:
    with finished(tmp_path) as view:
        certificates = view.presenter.certificates
        certificates.save(stick, "RUPSHA-2")
        away = stick.rename(tmp_path / "in-the-hand")
        for key in ("open_file", "show_folder"):
            certificates.answer(key)
            assert view.message("certificates") == (
                "The file is not there any more. Plug in the stick RUPSHA-2, and try again."
            )
        away.rename(stick)
        certificates.answer("open_file")
        assert len(view.files_shown) == 1, "the buttons are still there"
        view.has_apps = False
        certificates.answer("open_file")
        assert view.message("certificates").startswith("No app on this laptop opens this file.")
        assert view.verbs("certificates") == ["show_folder"]
        certificates.answer("show_folder")
        assert view.message("certificates").startswith("No app on this laptop shows folders. Look for certificates-")
        certificates.save(stick, "")
        for path in stick.glob("*.pdf"):
            path.unlink()
        certificates.answer("open_file")
        assert view.message("certificates") == "The file is not there any more. Save it again."


def test_one_learner_alone_is_chosen_saved_and_printed(tmp_path: Path, stick: Path) -> None:
    with finished(tmp_path) as view:
        assert view.model.certificates.one.shown
        certificates = view.presenter.certificates
        certificates.save(stick, "RUPSHA-2")
        of_all = view.message("certificates")
        assert of_all.startswith("Certificates saved: 3.")
        for path in stick.glob("*.pdf"):
            path.unlink()
        view.presenter.ask_for_one()
        assert view.found("2") == view.found("২") == (True, "Roll 2 · Ardro Karmakar")
        assert view.found("2", "bn")[1].startswith("রোল ২ · ")
        assert view.found("ardro") == view.found("2")
        assert view.found("1") == (False, "Roll 1 · Khanika Karmakar: no certificate in this class.")
        assert view.found("33") == (False, "Nobody in this class matches.")
        assert view.found("2 3") == (False, "One learner at a time: type one roll number.")
        assert view.found(" ") == view.found("+1") == (False, "Type the roll number.")
        second, _ = view.find("3")
        view.lets_names_go = False
        view.save_one(second, stick, "RUPSHA-2")
        assert (view.warned, list(stick.iterdir())) == ([True, True], [])
        view.lets_names_go = True
        view.save_one(second, stick, "RUPSHA-2")
        alone = view.model.certificates.one_message
        assert view.words(alone) == (
            f"Certificates saved: 1. On the stick RUPSHA-2, safe to pull out: certificate-2026-08-03-{view.ending}.pdf."
        )
        assert [key for key, _ in alone.verbs] == ["open_file", "show_folder"]
        view.presenter.one.answer("open_file")
        assert view.files_shown == list(stick.iterdir())
        assert (view.tag("certificates"), view.message("certificates")) == ("Printed or saved", of_all)
        view.print_one(second)
        view.jobs[0].then("all", 1)
        assert view.words(view.model.certificates.one_message).startswith("Certificates printed: 1.")
        assert view.message("certificates") == of_all
        view.session.set_public(True)
        view.presenter.ask_for_one()
        assert view.found("2") == (True, "Roll 2")
        assert view.found("ardro") == (False, "Nobody in this class matches.")
