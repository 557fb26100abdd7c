"""The consent sitting without a window: what is asked, what the answers change, what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.presenters.class_lists.consent import ConsentModel, ConsentPresenter, NotedRolls
from bsuh_desktop.presenters.class_lists.file_step import ImportState, SittingAnswers
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.class_groups import Learner, class_groups, learners_of
from bsuh_desktop.services.class_lists.draft import Draft, Known, looked, ready
from bsuh_desktop.services.class_lists.import_plan import PastedTable
from bsuh_desktop.services.class_lists.read_list import read_plan
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.desks import a_class, rows
from tests.helpers.faceless import NotedPage, header_of, session_in, words_of
from tests.helpers.list_pages import CLASS_6_KHA, NEXT_TERM, PLAIN, with_first_term, written


class Page(NotedPage[ConsentModel]):
    """The page, with the presenter that it belongs to."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.informed: list[str] = []
        session.informed.connect(lambda light, fact, remedy: self.informed.append(str(fact)))
        self.presenter = ConsentPresenter(session, self)

    def counts(self) -> tuple[str, str]:
        """How many names would be stored, and how many take part without one."""
        return self.text("named_count"), self.text("unnamed_count")

    def note(self, rolls: NotedRolls, roll: str) -> bool:
        """Types a roll and notes it."""
        rolls.type(roll)
        return rolls.note()

    def noted(self) -> list[str]:
        """The rolls that are shown as refusing."""
        return [text_of(one.roll, "en") for one in self.model.refused.noted]

    def learners(self) -> list[Learner]:
        """The learners of the only class, as they are stored; none if there is no class."""
        found: list[Learner] = []

        def ask(desk: Desk) -> list[Learner]:
            return [one for card in class_groups(desk) for one in learners_of(desk, card.group.id)]

        self.session.query(ask, found.extend)
        return found


@contextmanager
def sitting(
    folder: Path,
    path: Path | None = None,
    prepare: Callable[[Desk], object] = prepared.as_made,
    basis: Basis = "letters",
    grade: str = "6",
    section: str = "Kha",
) -> Iterator[Page]:
    path = path or written(folder, PLAIN)
    with session_in(folder, prepare) as session:
        page = Page(session)
        draft = Draft(read_plan(path, basis), "Kaliganga High School", grade, section)
        known: list[Known] = []
        session.query(lambda desk: looked(desk, draft), known.append)
        page.presenter.begin(ImportState(_settled(draft, known[0])))
        yield page


def _settled(draft: Draft, known: Known) -> Draft:
    """The draft after a review: who said no and was not found has left the class."""
    import threading

    assert draft.plan is not None
    plan = ready(draft.plan, draft, known, threading.Event())
    for one in plan.gone:
        if one.severity == "stop":
            plan = decide.who_said_no(plan, one.line, None)
    return Draft(decide.agree_to_all(plan, "converted"), draft.place, draft.grade, draft.section)


def test_a_list_that_tells_of_letters_is_stored_as_it_is_after_one_question(tmp_path: Path) -> None:
    """Nobody has read the notice aloud: a person must say that the letters alone will do."""
    with sitting(tmp_path, CLASS_6_KHA) as page:
        named, unnamed = map(int, page.counts())
        assert (named + unnamed, unnamed > 0, header_of(page.presenter)[0]) == (
            58,
            True,
            "Classes › Grade 6, section Kha",
        )
        letters = f"Each name needs a letter from home. Letters that say yes, by the list: {named}"
        assert page.text("ground_text").startswith(letters[:60])
        page.presenter.keep()
        (question,) = page.questions
        assert text_of(question.question, "en") == "The notice has not been read aloud yet."
        assert question.safe == "back"
        page.answer("back")
        assert page.learners() == []
        page.answer("keep")
        assert page.opened == ["classes"]
        assert page.subjects[-1]["group"], "the page of classes begins at this one"
        assert page.informed == [f"The list is saved. Learners: 58, with a name: {named}"]
        assert sum(one.named for one in page.learners()) == named


def test_the_notice_is_read_in_either_language_before_anything_is_noted(tmp_path: Path) -> None:
    with sitting(tmp_path) as page:
        assert page.text("notice_title") == "Read this aloud before names are kept"
        assert (page.model.in_english.checked, page.focused) == (True, ["in_english"])
        page.presenter.speak("bn")
        assert page.text("notice_title") == "নাম রাখার আগে পড়ে শোনান"
        assert any("৯০ দিন" in text for _, text in page.model.notice_parts)
        assert page.model.notice_parts[-1][1] == "", "a question to the class"
        assert all(title.endswith(":") for title, _ in page.model.notice_parts[:-1])
        assert (page.model.in_bangla.checked, page.model.in_english.checked) == (True, False)
        assert page.text("keep") == "Save the list", "the desk goes on speaking its own"
        assert (page.model.keep.enabled, page.model.refused.enabled) == (False, False)
        assert "Read the notice aloud first." in page.text("reason")
        assert page.model.reason_light.shown
        page.presenter.keep()
        assert page.questions == []
        page.presenter.tick("read_aloud", True)
        assert (page.model.keep.enabled, page.model.refused.enabled, page.text("reason")) == (True, True, "")
        assert page.counts() == ("0", "4"), "no letter was seen yet"


def test_adults_hear_another_text_which_is_to_be_read_aloud_then(tmp_path: Path) -> None:
    with sitting(tmp_path, basis="school") as page:
        assert page.model.adults.checked is False, "children by default"
        assert "Your number on the list is enough." not in page.model.notice_parts[-1][0]
        page.presenter.tick("read_aloud", True)
        page.presenter.say_adults(False)
        assert page.model.read_aloud.checked, "nothing was said"
        page.presenter.say_adults(True)
        assert (page.model.adults.checked, page.model.read_aloud.checked) == (True, False)
        assert page.model.notice_parts[-1][0].endswith("Your number on the list is enough.")
        page.presenter.speak("bn")
        assert any("আপনার নাম" in text for _, text in page.model.notice_parts)
        page.presenter.tick("read_aloud", True)
        page.presenter.go_back()
        state = page.subjects[-1]["path"]
        assert isinstance(state, ImportState)
        page.presenter.begin(state)
        assert page.model.adults.checked, "what was said survives another look at the list"
        page.presenter.keep()
        assert {one.notice for one in page.learners()} == {"aloud-2-adults"}


def test_children_hear_their_own_version(tmp_path: Path) -> None:
    with sitting(tmp_path, basis="school") as page:
        page.presenter.tick("read_aloud", True)
        page.presenter.keep()
        assert {one.notice for one in page.learners()} == {"aloud-2"}


def test_a_list_of_adults_by_age_proposes_their_text_and_a_person_may_say_otherwise(tmp_path: Path) -> None:
    grown_up = written(tmp_path, "roll,name,age\n1,শ্রেয়া খাতুন,34\n2,মং চাই,41\n")
    with sitting(tmp_path, grown_up, basis="school") as page:
        assert page.model.adults.checked
        page.presenter.say_adults(False)
        assert (page.model.adults.checked, "তোমার" in str(page.model.notice_parts)) == (False, False)
        page.presenter.speak("bn")
        assert any("তোমার নাম" in text for _, text in page.model.notice_parts)


def test_a_tick_that_was_forgotten_costs_no_name(tmp_path: Path) -> None:
    with sitting(tmp_path) as page:
        page.presenter.tick("read_aloud", True)
        assert (page.model.all_letters.shown, page.model.all_letters.enabled) == (True, True)
        assert (page.model.missing_letters.shown, page.model.missing_letters.enabled) == (True, False)
        page.presenter.keep()
        assert text_of(page.questions[0].question, "en") == "No name on this list would be kept."
        assert page.learners() == []
        page.presenter.tick("all_letters", True)
        assert (page.counts(), page.model.missing_letters.enabled) == (("4", "0"), True)
        page.presenter.keep()
        assert (len(page.questions), page.opened) == (1, ["classes"])


def test_a_roll_that_is_typed_but_not_noted_is_not_lost(tmp_path: Path) -> None:
    with sitting(tmp_path) as page:
        page.presenter.tick("read_aloud", True)
        page.presenter.tick("all_letters", True)
        page.presenter.refused.type("44")
        assert page.text("reason") == "A roll is typed but not saved. Choose “Save it”, or clear the field."
        assert page.model.keep.enabled is False
        assert page.presenter.refused.note() is False
        refused = page.model.refused
        assert words_of(refused.news) == "This roll is not on the list: 44"
        assert words_of(refused.news, "bn").endswith("৪৪")
        assert (refused.roll.problem, refused.news.light, words_of(refused.count)) == (True, "stop", "Said “no”: 0")
        page.presenter.refused.type("")
        assert (page.model.refused.news.shown, page.model.keep.enabled) == (False, True)


def test_who_says_no_in_private_is_stored_without_a_name(tmp_path: Path) -> None:
    with sitting(tmp_path) as page:
        page.presenter.tick("read_aloud", True)
        page.presenter.tick("all_letters", True)
        assert page.note(page.presenter.refused, "2")
        refused = page.model.refused
        assert (page.noted(), words_of(refused.count), words_of(refused.news)) == (["2"], "Said “no”: 1", "Saved")
        assert (refused.roll.value, text_of(refused.noted[0].spoken, "en")) == ("", "Undo: roll 2")
        assert text_of(refused.roll_name, "en") == "Roll of the learner who says “no”"
        page.presenter.go_back()
        state = page.subjects[-1]["path"]
        assert isinstance(state, ImportState)
        assert state.answers == SittingAnswers(read_aloud=True, all_letters=True, refused=frozenset({3}))
        page.presenter.begin(state)
        assert page.counts() == ("3", "1"), "what was said survives another look at the list"
        page.presenter.refused.remove(3)
        assert (page.noted(), page.counts()) == ([], ("4", "0"))
        assert page.note(page.presenter.refused, "3")
        assert page.note(page.presenter.without_letter, "৪")
        assert page.counts() == ("2", "2")
        page.presenter.keep()
        assert [(one.roll, one.name_bn, one.guardian, one.assent) for one in page.learners()] == [
            ("1", "ক্ষিতীশ রহমান", "yes", "yes"),
            ("2", "শ্রেয়া খাতুন", "yes", "yes"),
            ("৩", "", "not_asked", "no"),
            ("4", "", "not_asked", "yes"),
        ]


def test_a_learner_without_a_roll_is_noted_by_the_card(tmp_path: Path) -> None:
    with sitting(tmp_path, written(tmp_path, PLAIN.replace("4,মং", ",মং"))) as page:
        page.presenter.tick("read_aloud", True)
        assert page.note(page.presenter.refused, "4")
        assert page.noted() == ["4"]


def test_while_others_may_look_on_refusals_are_a_number_until_they_are_asked_for(tmp_path: Path) -> None:
    with sitting(tmp_path) as page:
        page.session.set_public(True)
        page.presenter.tick("read_aloud", True)
        page.note(page.presenter.refused, "2")
        assert (page.noted(), page.model.refused.show_rolls.shown) == ([], True)
        assert words_of(page.model.refused.count) == "Said “no”: 1"
        page.presenter.refused.show_rolls()
        assert (page.noted(), page.model.refused.show_rolls.shown) == (["2"], False)


def test_a_class_may_have_no_names(tmp_path: Path) -> None:
    with sitting(tmp_path) as page:
        page.presenter.tick("no_names", True)
        assert page.text("ground_text").startswith("No name is kept. Everybody is counted")
        assert (page.counts(), page.model.refusals.shown, page.model.read_aloud.enabled) == (("0", "4"), False, False)
        assert (page.model.all_letters.shown, page.model.missing_letters.shown) == (False, False)
        shown = len(page.shown)
        page.presenter.keep()
        assert page.shown[shown].keep.enabled is False, "two quick clicks keep one list"
        assert [one.name_bn for one in page.learners()] == ["", "", "", ""]


def test_a_school_that_agreed_needs_no_letters(tmp_path: Path) -> None:
    with sitting(tmp_path, basis="school") as page:
        assert page.text("ground_text") == "The school has agreed. Each learner, and each family, may say “no”."
        assert (page.model.all_letters.shown, page.model.refusals.shown) == (False, True)
        page.presenter.tick("read_aloud", True)
        assert page.counts() == ("4", "0")


def test_of_a_class_that_is_here_only_the_new_ones_are_asked(tmp_path: Path) -> None:
    with sitting(tmp_path, NEXT_TERM, with_first_term, grade="8") as page:
        assert page.text("ground_text").startswith("Only new learners are asked: 3. The others stay as they were. Each")
        assert (page.counts(), page.text("keep"), page.model.keep.enabled) == (("17", "3"), "Update the class", False)
        assert page.model.no_names.shown is False
        page.presenter.tick("read_aloud", True)
        page.presenter.tick("all_letters", True)
        page.note(page.presenter.refused, "7")
        page.presenter.keep()
        assert page.informed[0].startswith("The class is up to date. Learners: 20, new: 3, gone: 3")
        stored = {one.roll: (one.name_bn, one.assent) for one in page.learners()}
        assert (stored["21"], stored["7"]) == (("আয়েশা সিদ্দিকা", "yes"), ("", "no"))
        assert stored["2"] == ("প্রিয়া রানী দাস", "yes")


def test_a_no_of_somebody_who_took_part_deletes_answers_and_is_asked_about(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        prepared.as_made(desk)
        conduct = a_class(desk, rows(4))
        conduct.call_roll()
        conduct.finish()

    path = written(tmp_path, later_list())
    with sitting(tmp_path, path, prepare, grade="8", section="Ka") as page:
        page.presenter.tick("read_aloud", True)
        page.presenter.keep()
        (question,) = page.questions
        assert text_of(question.question, "en") == "Learners who took part in a class and say “no” now: 1"
        assert page.opened == []


def later_list() -> str:
    """The class that was taught, one of whom says no now, and a new learner."""
    told = [(row.roll, row.name_bn, "no" if row.roll == "1" else "yes") for row in rows(4)]
    lines = [f"{roll},{name},{consent}" for roll, name, consent in (*told, ("9", "মং চাই", "yes"))]
    return "\n".join(["roll,name,consent", *lines]) + "\n"


def test_leaving_asks_and_a_page_that_was_left_holds_no_name(tmp_path: Path) -> None:
    with sitting(tmp_path) as page:
        page.presenter.tick("read_aloud", True)
        page.note(page.presenter.refused, "2")
        warning = page.presenter.unsaved_warning()
        assert warning is not None
        assert str(warning[0]) == "Leave before the list is saved?"
        page.presenter.leave()
        page.presenter.clear()
        assert page.presenter.unsaved_warning() is None
        assert (page.noted(), page.presenter.refused.rows, page.model.keep.enabled) == ([], frozenset(), False)
        page.presenter.keep()
        assert page.opened == []


def test_what_was_pasted_is_wiped_when_the_list_is_kept_or_left_and_by_a_lock_but_not_on_the_way_back(
    tmp_path: Path,
) -> None:
    with session_in(tmp_path, prepared.as_made) as session:

        def begun() -> tuple[Page, bytearray]:
            page, copied = Page(session), bytearray(PLAIN.encode())
            plan = read_plan(PastedTable(bytearray(), copied))
            page.presenter.begin(ImportState(Draft(plan, "Kaliganga High School", "6", "Kha")))
            return page, copied

        page, copied = begun()
        page.presenter.go_back()
        page.presenter.clear()
        assert any(copied)
        state = page.subjects[-1]["path"]
        assert isinstance(state, ImportState)
        assert (state.draft.grade, state.draft.plan is not None) == ("6", True)
        page, copied = begun()
        page.presenter.tick("no_names", True)
        page.presenter.keep()
        page.answer("keep")
        assert page.opened == ["classes"]
        page.presenter.leave()
        page.presenter.clear()
        assert not any(copied)
        page, copied = begun()
        session.lock()
        assert not any(copied)


def test_what_was_noted_of_a_row_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    with sitting(tmp_path) as page:
        page.presenter.go_back()
        state = page.subjects[-1]["path"]
        assert isinstance(state, ImportState)
        page.presenter.begin(ImportState(state.draft, SittingAnswers(refused=frozenset({3, 77}))))
        assert page.presenter.refused.rows == {3}
