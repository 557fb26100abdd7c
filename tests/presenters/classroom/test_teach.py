"""Teaching without a window: what the page says, what can be pressed, and what the class sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.lesson import KEEP_MS
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.presenters.stage import Tally
from bsuh_desktop.services.classroom.commands import GiveAnswer
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.settings import Settings
from tests.helpers import prepared
from tests.helpers.desks import PASSPHRASE, resources_that_ask_privately
from tests.helpers.faceless import SteppedFace
from tests.helpers.lessons import TeachPage, teaching

PRE, ACTIVITY, QUESTION, SKIPPED, POST, LAST = 3, 5, 6, 7, 13, 15


def in_mid_count(desk: Desk) -> None:
    conduct = prepared.at_slide(desk, QUESTION)
    conduct.ask("q5", "hands")
    conduct.count_hands({"A": 3, "B": 25})


def here(page: TeachPage) -> int:
    """The slide: the same on the stage and in the journal."""
    assert page.picture.view.slide == page.stage.content.slide
    return page.stage.content.slide


def informed(page: TeachPage) -> list[str]:
    told: list[str] = []

    def hear(light: str, fact: Message, remedy: Message | None) -> None:
        told.append(f"{light}: {fact}")

    page.session.informed.connect(hear)
    return told


def test_the_large_button_and_keys_move_the_lesson(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(SKIPPED)) as page:
        assert page.focused == ["next_step"]
        assert text_of(page.presenter.breadcrumb(), "en").startswith("Step 3 of 4 · ")
        assert text_of(page.presenter.title(), "en") == page.picture.pack.title.en
        assert (page.verb(), page.text("now_place"), page.text("now_place", "bn")) == (
            "Next slide",
            "Slide 7 of 15",
            "স্লাইড ৭ / ১৫",
        )
        page.next()
        assert (here(page), page.text("now_place")) == (SKIPPED + 1, "Slide 8 of 15")
        assert page.presenter.do("back")
        assert here(page) == SKIPPED
        assert page.presenter.do("next")
        assert here(page) == SKIPPED + 1
        assert not page.presenter.do(None)
        assert not page.presenter.do("finish")
        page.lesson.show(LAST)
        assert (page.verb(), page.text("coming_title")) == ("Go to wrap-up", "This is the last slide")
        page.presenter.do("next")
        assert page.opened == [], "a clicker does not end the class"
        page.next()
        assert page.opened == ["wrap_up"]


def test_only_what_differs_changes_with_a_slide_and_a_second_changes_the_clock_alone(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(SKIPPED)) as page:
        page.wait(1000)
        assert page.differs() == {"pace", "stage_bar"}
        page.lesson.show(SKIPPED + 1)
        assert "people" not in page.differs()
        assert page.model.answers == page.shown[-2].answers


def test_the_stage_goes_black_and_stands_still(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(SKIPPED)) as page:
        assert page.text("now_title") == "This slide, not on the projector"
        page.projector.plug("two", showing=True)
        page.presenter.refresh()
        assert (page.text("now_title"), page.part("now_title").light) == ("On the projector now", "unused")
        page.presenter.do("black")
        assert (page.text("now_title"), page.part("now_title").light) == ("The projector is black", "look")
        assert (page.stage.black, page.part("black").checked) == (True, True)
        page.presenter.toggle_black()
        page.presenter.do("freeze")
        page.presenter.do("next")
        assert (page.stage.shown.slide, here(page)) == (SKIPPED, SKIPPED + 1)
        assert page.text("now_title") == "Slides frozen; only you see this"
        assert page.part("freeze").checked
        page.presenter.toggle_frozen()
        page.presenter.do("swap")
        assert page.projector.heard == ["swap"]


def test_black_is_black_on_what_the_class_sees(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(SKIPPED), private=False) as page:
        assert (page.part("wall").shown, page.part("wall").checked) == (True, False)
        page.presenter.do("black")
        assert (page.stage.black, page.projector.over_desk) == (True, True), "a mirrored wall showed the desk before"
        page.presenter.do("black")
        assert (page.stage.black, page.projector.over_desk) == (False, True), "the slide, not the desk, is back"
        page.presenter.toggle_wall()
        page.presenter.refresh()
        assert (page.projector.showing, page.part("wall").checked) == (False, False)
        page.projector.set_shows_this_screen(False)
        assert not page.part("wall").shown, "no screen shows the class a slide"


def test_a_projector_that_comes_during_a_class_is_asked_about_once(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(SKIPPED), private=False) as page:
        page.projector.set_shows_this_screen(False)
        assert page.model.by_voice
        page.projector.plug("mirrored")
        page.presenter.screens_changed()
        assert page.question() == (
            "A projector is plugged in",
            "Show the slides on it? F5 does the same at any time.",
            ["Not now", "Show the slides"],
        )
        page.press("show")
        assert (page.projector.over_desk, page.model.by_voice) == (True, False)
        page.projector.plug("one")
        page.presenter.screens_changed()
        page.projector.plug("two")
        page.presenter.screens_changed()
        assert page.asked == [], "once a class"


def test_the_overview_opens_unless_a_question_is_open(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(QUESTION)) as page:
        page.presenter.do("slides")
        assert (page.pickers, page.part("slides").shown) == (1, True)
        page.next()
        page.presenter.choose_slide()
        page.lesson.show(9)
        assert (page.pickers, page.part("slides").shown, here(page)) == (1, False, QUESTION)
        assert not page.part("back").enabled


def test_plan_and_clock_run_and_pause(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(ACTIVITY)) as page:
        assert (page.text("plan_words"), page.text("clock")) == ("10 of 45 minutes, as planned", "10:00")
        assert page.text("clock", "bn") == "১০:০০"
        page.wait(1000)
        assert page.text("clock") == "10:01"
        page.presenter.toggle_pause()
        assert (page.text("plan_words"), page.text("pause"), page.part("pause_glyph")) == ("Paused", "Go on", "play")
        page.wait(600_000)
        page.presenter.refresh()
        assert page.text("clock") == "10:01"
        page.presenter.toggle_pause()
        assert (page.text("plan_words"), page.text("clock")) == ("10 of 45 minutes, as planned", "10:01")
        page.wait(149_000)
        page.presenter.class_changed()
        assert (page.text("plan_words"), page.text("clock")) == ("12 of 45 minutes, as planned", "12:30")
        bars = page.part("pace")
        assert [(text_of(each.name, "en"), each.planned, each.spent) for each in bars.sections][2] == ("Lesson", 26, 3)
        assert bars.here == 2
        page.presenter.leave()
        shown = len(page.shown)
        page.wait(5000)
        assert len(page.shown) == shown, "no clock runs on a page that is not shown"


@pytest.mark.usefixtures("qapp")  # The clock of an activity is a Qt timer.
def test_the_clock_of_an_activity_is_started_and_stops_with_a_pause(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(ACTIVITY)) as page:
        label = page.part("labels")["timer"]
        assert (text_of(label.short, "en"), text_of(label.long, "en")) == ("9:00", "Start 9:00")
        page.presenter.do("timer")
        assert text_of(page.part("labels")["timer"].long, "bn").endswith("৯:০০")
        assert text_of(page.part("labels")["timer"].long, "en") == "Pause 9:00"
        page.presenter.toggle_pause()
        assert not page.stage.timer.running
        page.presenter.do("next")
        assert not page.part("timer").shown


def test_the_clock_stands_where_it_stood_once_the_app_was_closed_and_the_class_gone_on_with(tmp_path: Path) -> None:
    """Nothing is stored for 2:24 before the app is closed; it is off for an hour."""
    with teaching(tmp_path, prepared.at_teach) as page:
        clock, session = page.session.clock, page.picture.session
        assert isinstance(clock, RehearsalClock)
        clock.advance(144)
        page.presenter.refresh()
        shown = page.text("clock")
        page.session.close()
        clock.advance(3600)
        later = DeskSession(tmp_path / "profile", clock, Settings(language="en"), SteppedFace())
        later.unlock(PASSPHRASE)
        later.take_class(session)
        gone_on = TeachPage(later)
        gone_on.presenter.enter()
        assert (shown, gone_on.text("clock")) == ("12:24", "12:24")
        clock.advance(6)
        gone_on.next()
        assert gone_on.text("clock") == "12:30"
        later.close()


def test_notes_grow_and_shrink(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(SKIPPED)) as page:
        assert (page.text("notes_title"), page.part("notes_words").note_px) == ("Notes", 17)
        assert any("Code = key" in str(line.words) for line in page.part("notes_words").notes)
        page.presenter.resize_notes(+1)
        assert page.part("notes_words").note_px == 20
        for _ in range(3):
            page.presenter.resize_notes(-1)
        assert (page.part("notes_words").note_px, page.part("smaller").enabled) == (15, False)
        assert page.part("larger").enabled


def test_without_a_projector_the_class_is_taught_by_voice(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(ACTIVITY), private=False) as page:
        assert (page.model.by_voice, page.part("board").shown, page.part("black").shown) == (False, False, True)
        page.projector.set_shows_this_screen(False)
        assert (page.model.by_voice, page.part("voice").checked, page.text("now_title")) == (True, True, "This slide")
        assert (page.text("notes_title"), page.part("notes_words").script_px) == ("Say", 22)
        assert page.text("board_words").split("\n")[1:3] == ["২ পুরস্কার", "৩ কোড"]
        assert (page.part("activity_clock").shown, page.text("activity_clock")) == (True, "9:00")
        assert page.part("black").shown is False
        page.presenter.do("black")
        assert not page.stage.black, "there is no stage to blank"
        page.session.set_stage_language("en")
        assert page.text("board_words").split("\n")[1] == "2 Prize"


def test_by_voice_is_chosen_and_takes_the_stage_off_the_projector(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(SKIPPED)) as page:
        page.projector.set_on(True)
        page.presenter.do("voice")
        assert (page.picture.choices.voice, page.projector.showing, page.model.by_voice) == (True, False, True)
        page.lesson.toggle_voice()
        assert (page.picture.choices.voice, page.projector.showing, page.model.by_voice) == (False, True, False)


def test_by_voice_the_question_and_its_answer_are_read_aloud(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(QUESTION)) as page:
        page.session.set_stage_language("en")
        page.lesson.toggle_voice()
        script = page.part("notes_words").script
        assert [(line.bold, line.letter) for line in script[-5:]] == [
            (True, ""),
            (False, "A"),
            (False, "B"),
            (False, "C"),
            (False, "D"),
        ]
        page.next()
        assert (page.part("coming").shown, page.part("now").shown, page.part("people").shown) == (False, False, False)
        page.hands(A=6, B=6, C=30, D=6)
        page.next()
        said = [text_of(line.words, "en") for line in page.part("notes_words").script]
        assert said[0].startswith("The answer is C: Ask Sagar about it")
        assert said[1].startswith("Hurry and money first are both signs")
        assert page.text("board_words").split("\n")[-1] == "A: 6 · B: 6 · C: 30 · D: 6"


def test_hands_are_counted_against_the_people_and_shown(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(QUESTION)) as page:
        assert (page.text("way_title"), page.text("way_words")) == ("By hands", "You count the hands for each answer.")
        assert (page.verb(), page.text("aside")) == ("Ask the question", "Skip the question")
        page.next()
        question = page.stage.content.question
        assert question is not None
        assert (question.item, question.by, page.focused[-1]) == ("q5", "hands", "hands")
        assert (page.part("next_step").enabled, page.text("reason")) == (False, "Count the hands first.")
        assert page.text("aside") == "Close without a count"
        page.hands(A=30, B=25, C=7, D=2)
        hands = page.part("hands")
        assert (text_of(hands.too_many.text, "en"), hands.too_many.shown) == ("More hands than people: 9.", True)
        assert hands.sum.shown is False
        page.next()
        assert page.question() == (
            "More hands than people: 9.",
            "Count again, or keep the count as it is.",
            ["Keep the count", "Count again"],
        )
        page.press("count")
        assert (page.last.closed, page.focused[-1]) == (False, "hands")
        page.hands(A=3)
        assert text_of(page.part("hands").sum.text, "en") == "37 of 55 counted, 18 raised no hand"
        page.presenter.answers.step_hands("D", +1)
        assert page.part("hands").numbers == {"A": 3, "B": 25, "C": 7, "D": 3}
        page.presenter.undo()
        assert page.part("hands").numbers["D"] == 2
        page.next()
        counts = {"A": 3, "B": 25, "C": 7, "D": 2}
        assert (page.last.counts, page.last.closed, page.last.blank) == (counts, True, 18)
        assert page.stage.content.tally == Tally("q5", "hands", counts)
        assert (page.verb(), page.part("hands")) == ("Next slide", None)


def test_a_count_that_is_too_high_is_kept_if_a_person_says_so(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.answered_by_hands) as page:
        before = page.last.counts
        assert (page.text("way_title"), page.text("change_way")) == ("Hands", "Fix it")
        page.presenter.answers.change_way()
        page.hands(A=50)
        page.next()
        page.press("keep")
        assert (page.last.closed, page.last.counts) == (True, {**before, "A": 50})


def test_a_count_is_stored_when_counting_pauses_and_when_the_page_is_left(tmp_path: Path) -> None:
    with teaching(tmp_path, in_mid_count) as page:
        assert text_of(page.part("hands").sum.text, "en").startswith("28 of 55"), "what was counted before is there"
        page.hands(A=4)
        assert page.last.counts["A"] == 3
        page.wait(KEEP_MS)
        assert page.last.counts == {"A": 4, "B": 25, "C": 0, "D": 0}
        page.hands(C=7)
        page.presenter.leave()
        assert page.last.counts["C"] == 7
        page.presenter.enter()
        assert page.part("hands").numbers == {"A": 4, "B": 25, "C": 7}
        page.presenter.undo()
        page.presenter.undo()
        assert page.part("hands").numbers == {"A": 3, "B": 25}


def test_what_was_undone_in_the_class_is_undone_in_the_count(tmp_path: Path) -> None:
    with teaching(tmp_path, in_mid_count) as page:
        told = informed(page)
        page.presenter.undo()
        assert told == ["info: Undone: The count of hands"]
        assert page.part("hands").numbers == {}
        assert not page.part("undo").enabled, "nobody could count the question before again"
        page.presenter.undo()
        assert told[1:] == ["look: There is nothing to undo."]


def test_a_correction_is_kept_when_the_page_is_left_once_it_is_whole(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.answered_by_hands) as page:
        before = page.last.counts
        page.next()
        page.presenter.answers.change_way()
        page.hands(A=99)
        page.presenter.leave()
        page.presenter.enter()
        assert page.last.counts == before, "more hands than people"
        page.hands(A=1)
        page.presenter.leave()
        assert page.last.counts == {**before, "A": 1}


def test_a_miscount_is_put_right_after_the_answers_were_shown_and_the_class_is_asked_again(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.answered_by_hands) as page:
        before = page.last.counts
        assert page.verb() == "Show answers"
        page.next()
        assert page.stage.content.tally == Tally("q5", "hands", before)
        page.presenter.undo()
        assert page.part("hands").numbers
        page.hands(A=9)
        page.next()
        assert page.stage.content.tally == Tally("q5", "hands", {**before, "A": 9})
        assert page.text("aside") == "Ask again"
        page.presenter.step_aside()
        assert (page.last.question, page.last.closed) == ("q5-again", False)
        page.hands(A=50)
        page.next()
        assert page.part("aside").shown is False
        page.presenter.do("back")
        assert here(page) == QUESTION
        assert page.stage.content.tally is None


@pytest.mark.parametrize(
    ("number", "form", "part", "then"),
    [(PRE, "a", "pre", "Next slide"), (POST, "b", "post", "Show the answers")],
)
def test_hands_answer_a_form_one_question_after_the_other_and_nobody_sees_which_is_right(
    tmp_path: Path, number: int, form: str, part: str, then: str
) -> None:
    with teaching(tmp_path, prepared.standing_at(number)) as page:
        before = len(page.picture.askings)
        assert (page.verb(), page.text("aside")) == ("Start the questions", "Skip the questions")
        page.next()
        for question in (6, 7, 8):
            assert page.last.item == f"{form}{question}"
            page.hands(A=10, B=26, C=0, D=0)
            coming = page.stage.next_content
            assert coming is None or coming.tally is None
            assert page.verb() == ("Next question" if question < 8 else "End the questions")
            page.next()
            assert page.stage.content.tally is None
        assert (here(page), page.verb()) == (number, then)
        asked = page.picture.askings[before:]
        assert [(each.part, each.closed, sum(each.counts.values())) for each in asked] == [(part, True, 36)] * 3


def test_enter_goes_on_after_a_round_that_was_ended_without_the_rest(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.asking_by_device) as page:
        page.presenter.step_aside()
        page.presenter.refresh()
        assert (page.last.closed, page.text("aside"), page.verb()) == (True, "Ask again", "Next slide")
        assert page.focused[-1] == "next_step"
        page.presenter.step_aside()
        assert page.question()[0].startswith("This takes about")
        assert (page.asked[-1][0].at_next, page.asked[-1][0].at_back) == ("", "cancel"), "no clicker hands it out"


def test_the_way_of_answering_is_changed_and_a_question_left_out_or_skipped(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(QUESTION)) as page:
        page.presenter.answers.change_way()
        assert (page.text("way_title"), page.part("way_icon")) == ("One device", "one")
        assert page.text("way_words") == "Takes about 28 min for everybody."
        assert page.text("way_words", "bn") == "সবার হাতে ঘুরতে প্রায় ২৮ মিনিট।"
        page.lesson.show(9)
        assert page.text("way_title") == "By hands", "what is chosen for one question is not kept for the next"
        page.lesson.show(QUESTION)
        assert page.text("way_title") == "One device"
        page.next()
        page.press("hands")
        assert (page.picture.choices.by, page.picture.view.open_question) == ("hands", None)
        page.next()
        page.presenter.step_aside()
        assert (page.last.closed, page.verb()) == (True, "Next slide")
        page.lesson.show(9)
        page.presenter.step_aside()
        assert (here(page), page.last.item) == (10, "q5")


def test_a_class_without_a_list_raises_hands(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.uncounted) as page:
        assert page.text("people_words") == "Without a list, 40 in the room"
        assert (page.part("change_way").shown, page.part("strip")) == (False, ())
        page.next()
        page.hands(A=10, B=20)
        assert text_of(page.part("hands").sum.text, "en") == "30 of 40 counted, 10 raised no hand"


def test_the_class_is_seen_at_a_glance_and_names_only_in_private(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(SKIPPED)) as page:
        assert page.text("people_words") == "55 here, 3 absent"
        chips = page.part("strip")
        assert [chips[card - 1].state for card in (1, 5, 8)] == ["here", "away", "late"]
        assert "Kironmoyee" in text_of(chips[6].tip, "en")
        page.session.set_public(True)
        assert text_of(page.part("strip")[6].tip, "en") == "Roll 7"


def test_what_undo_takes_back_stands_on_its_button(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.answered_by_hands) as page:
        assert text_of(page.part("undo_label"), "en") == "Undo: The count of hands"
        assert (page.text("undo"), page.part("undo").enabled) == ("", True)
        told = informed(page)
        while page.picture.undo is not None:
            page.presenter.undo()
        assert (text_of(page.part("undo_label"), "en"), page.part("undo").enabled) == ("Undo", False)
        told.clear()
        page.presenter.undo()
        assert told == ["look: There is nothing to undo."]


def test_the_progress_of_the_device_counts_who_answered(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.asking_by_device) as page:
        people = len(page.picture.view.rows) - 1
        assert (page.text("device_count"), page.text("device_of")) == ("2", f"of {people} answered")
        assert (page.part("device").shown, page.part("way").shown) == (True, False)
        assert "2 answered" in page.text("people_words")
        assert [chip.state for chip in page.part("strip")][:3] == ["done", "done", "here"]
        assert (page.verb(), page.text("aside")) == ("Pass the device round", "Close without the rest")
        page.presenter.do("next")
        assert (page.asked, page.passed) == ([], 0), "a clicker does not hand out the device"
        page.lesson.decline(3, lambda _: None, lambda _: None)
        assert page.text("device_count") == "3"


def test_what_was_answered_so_far_is_for_the_desk_alone(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.asking_by_device, private=False) as page:
        assert page.session.public
        coming = page.stage.next_content
        assert coming is not None
        assert coming.tally is None
        page.projector.set_shows_this_screen(False)
        page.presenter.class_changed()
        coming = page.stage.next_content
        assert coming is not None
        assert coming.tally is None, "two answers tell whose they are"
        for card in (3, 4, 6):
            page.session.conduct(GiveAnswer(card, "C"))
        page.presenter.class_changed()
        coming = page.stage.next_content
        assert coming is not None
        assert coming.tally == Tally("q5", "shared", {"A": 1, "B": 1, "C": 3, "D": 0})
        assert page.text("coming_place") == "Answers"
        assert page.stage.shown.tally is None


def test_an_answer_that_comes_after_the_desk_was_locked_changes_nothing(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(QUESTION)) as page:
        shown = len(page.shown)
        page.session.lock()
        assert page.session.picture is None
        page.lesson.changed.emit()
        page.wait(5000)
        assert len(page.shown) == shown
        assert not page.presenter.do("next")


@pytest.mark.parametrize(("answers", "offered"), [("AAAAABBBBB", False), ("AAAAABBBBC", True)])
def test_a_private_question_is_asked_again_only_where_nothing_of_it_is_shown(
    tmp_path: Path, answers: str, offered: bool
) -> None:
    """Ten learners under the demonstration, whose limit is five."""
    resources = resources_that_ask_privately(tmp_path / "resources")

    def by_those(desk: Desk) -> None:
        desk.resources = resources
        desk._packs.clear()

    def asked(desk: Desk) -> None:
        by_those(desk)
        conduct = prepared.at_roll_call(desk, "shared", len(answers))
        conduct.call_roll()
        conduct.show_slide(QUESTION)
        conduct.ask("q1", "shared")
        for card, letter in enumerate(answers, start=1):
            conduct.answer(card, letter)
        conduct.close_question()

    with teaching(tmp_path / "desk", asked, opened=by_those) as page:
        assert bool(page.last.counts) is not offered
        assert page.part("aside").shown is offered
