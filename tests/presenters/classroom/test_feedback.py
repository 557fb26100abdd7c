"""What is said about answers: of the lesson at once to whoever gave one, of the forms once they are all closed."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.presenters.classroom.notes import NotesText
from bsuh_desktop.presenters.classroom.shared_device import IDLE_MS, THANKS_MS
from bsuh_desktop.presenters.parts import Text, text_of
from bsuh_desktop.presenters.stage import StageContent
from bsuh_desktop.services.classroom.lesson import form_answers, forms_are_closed
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.desks import resources_of_version_1, resources_that_ask_privately, resources_with_feedback, uses
from tests.helpers.lessons import TeachPage, teaching
from tests.presenters.classroom.test_shared_device import Device

PRE, QUESTION, SECOND, POST = 3, 6, 9, 14
LEARNERS = 6


def standing(desk: Desk, resources: Path, number: int, by: Channel, learners: int) -> None:
    uses(resources)(desk)
    prepared.at_slide(desk, number, by, learners)


@contextmanager
def taught(
    folder: Path,
    number: int,
    by: Channel = "hands",
    learners: int = LEARNERS,
    make: Callable[[Path], Path] = resources_with_feedback,
) -> Iterator[TeachPage]:
    """A class at that slide of the module as `make` makes it: it gives feedback. Everything before was asked."""
    resources = make(folder / "resources")
    prepare = functools.partial(standing, resources=resources, number=number, by=by, learners=learners)
    with teaching(folder / "desk", lambda desk: prepare(desk), opened=uses(resources)) as page:
        yield page


@contextmanager
def passed(folder: Path, number: int = QUESTION, learners: int = LEARNERS) -> Iterator[Device]:
    """The device goes round that class."""
    with taught(folder, number, "shared", learners) as page:
        device = Device(page)
        page.next()
        page.press("pass")
        yield device


def notes_of(page: TeachPage, language: Language = "en") -> list[str]:
    """The lines of the card of notes: script, then notes, each with its letter or sign."""
    text: NotesText = page.model.notes.notes_words
    script = [f"{line.letter} {text_of(line.words, language)}".strip() for line in text.script]
    notes: list[str] = []
    for line in text.notes:
        parts: list[Text] = [line.sign, line.head or "", line.words]
        notes.append(" ".join(said for part in parts if (said := text_of(part, language))))
    return script + notes


def feedback_in(lines: list[str]) -> list[str]:
    return [line for line in lines if "think of it" in line]


def ask(page: TeachPage, **hands: int) -> None:
    """Asks the next question, and counts these hands."""
    page.next()
    page.hands(**hands)
    page.next()


def ask_form(page: TeachPage, by: Channel, after_each: Callable[[], object] = lambda: None) -> None:
    """Asks and closes the questions of the slide, up to the last one."""
    if by == "shared":
        device = Device(page)
        page.next()
        page.press("pass")
        while True:
            for card in [row.card for row in page.picture.view.rows]:
                if device.page_shown == "who" and device.page.picture.open_asking is not None:
                    device.presenter.take_number(card)
                if device.page_shown == "ask":
                    after_each()
                    device.presenter.choose("A")
                    after_each()
                    device.presenter.give()
                    assert (device.page_shown, device.text("feedback_words")) == ("thanks", "")
                    after_each()
                    device.presenter.next_turn()
            if device.page_shown == "between":
                after_each()
                device.presenter.next_question()
                continue
            assert device.page_shown == "done"
            break
        device.presenter._leave()
        page.next()
        return
    page.next()
    while (asking := page.picture.open_asking) is not None:
        after_each()
        page.hands(**dict.fromkeys(asking.hands or "ABCD", 1))
        page.hands(A=2)
        after_each()
        page.next()


# Of the lesson, on the device


def test_who_answered_a_question_of_the_lesson_reads_what_is_said_about_that_answer_alone(tmp_path: Path) -> None:
    with passed(tmp_path) as device:
        device.answer(1, "B")
        assert (device.page_shown, device.focused[-1]) == ("feedback", "feedback_on")
        assert device.page.picture.askings[-1].counts == {"A": 0, "B": 1, "C": 0, "D": 0}, "it is stored already"
        assert [device.text(name) for name in ("feedback_name", "feedback_words")] == ["রাফি", "“q1 B ভেবে দেখো।”"]
        option = device.page.picture.pack.item("q1").options["B"].text
        assert device.text("feedback_words", "en") == "“q1 B, think of it.”"
        assert device.text("feedback_choice") == f"তোমার উত্তর: {option.bn}"
        content = device.page.stage.content
        assert (content.tally, content.right) == (None, None)
        assert not device.model.leave.shown
        device.presenter.end_feedback()
        assert (device.page_shown, device.text("thanks_title", "en")) == ("thanks", "Thank you.")
        assert device.text("feedback_words") == device.text("feedback_choice") == "", "nothing of it is left"
        device.presenter.next_turn()
        device.answer(2, "C")
        assert device.text("feedback_words", "en") == "“q1 C, think of it.”"


def test_feedback_is_not_shown_before_the_answer_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with passed(tmp_path) as device:
        device.presenter.take_number(1)
        device.presenter.choose("B")
        monkeypatch.setattr(device.page.session, "conduct", lambda *_: None)
        device.presenter.give()
        assert device.page_shown == "ask"
        assert device.text("feedback_words") == ""


def test_feedback_waits_for_who_has_left_as_a_question_does_and_is_gone_then(tmp_path: Path) -> None:
    with passed(tmp_path) as device:
        device.answer(1, "A")
        device.page.wait(THANKS_MS)
        assert device.page_shown == "feedback", "a child reads slowly"
        device.page.wait(IDLE_MS)
        assert device.page_shown == "who"
        assert device.text("feedback_words") == ""


def test_where_the_class_sees_the_screen_feedback_is_gone_at_once(tmp_path: Path) -> None:
    with passed(tmp_path) as device:
        device.answer(1, "A")
        device.page.projector.plug("mirrored")
        assert device.page_shown == "leaving"
        assert device.text("feedback_words") == ""


def test_who_declines_or_answers_a_form_is_thanked_alone(tmp_path: Path) -> None:
    with passed(tmp_path) as device:
        device.answer(1, "")
        assert (device.page_shown, device.text("feedback_words")) == ("thanks", "")
    with passed(tmp_path / "form", PRE) as device:
        device.answer(1, "A")
        assert (device.page_shown, device.text("feedback_words")) == ("thanks", "")


def private_with_feedback(folder: Path) -> Path:
    """Modules that give feedback, whose q1 is private: it has feedback that must not be shown."""
    resources_that_ask_privately(folder.with_name("private"))
    resources_with_feedback(folder)
    quiz = (folder / "packs" / "taps-traps-taka" / "quiz.toml").read_text("utf-8")
    before, mark, after = quiz.partition('id = "q1"')
    own, rest, others = after.partition("[[items]]")
    lines = [line for line in own.splitlines() if not line.startswith("key")]
    own = "\n".join(lines).replace("sensitive = false", "sensitive = true") + "\n"
    (folder / "packs" / "taps-traps-taka" / "quiz.toml").write_text(before + mark + own + rest + others, "utf-8")
    return folder


def test_nothing_is_said_about_the_answer_to_a_private_question(tmp_path: Path) -> None:
    with taught(tmp_path, QUESTION, "shared", make=private_with_feedback) as page:
        device = Device(page)
        page.next()
        page.press("pass")
        device.answer(1, "B")
        assert (device.page_shown, device.text("feedback_words")) == ("thanks", "")
        for card in (2, 3, 4, 6):
            device.presenter.next_turn()
            device.answer(card, "C")
        device.presenter._leave()
        page.next()
        assert page.picture.askings[-1].closed
        assert feedback_in(notes_of(page)) == []


def test_modules_of_format_1_thank_and_say_nothing_more(tmp_path: Path) -> None:
    with taught(tmp_path, QUESTION, "shared", 2, make=resources_of_version_1) as page:
        device = Device(page)
        page.next()
        page.press("pass")
        device.answer(1, "B")
        assert device.page_shown == "thanks"


# Of the lesson, on the facilitator's panel


def test_the_panel_says_what_to_say_to_each_answer_the_wrong_one_of_most_first(tmp_path: Path) -> None:
    with taught(tmp_path, QUESTION, learners=58) as page:
        page.next()
        assert feedback_in(notes_of(page)) == [], "the question is open"
        page.hands(A=5, B=20, C=20)
        page.hands(D=10)
        assert feedback_in(notes_of(page)) == []
        page.next()
        assert page.stage.content.tally is not None
        assert page.picture.pack.item("q1").key == "C"
        lines = notes_of(page)
        assert lines[0] == "What to say to each answer"
        assert feedback_in(lines) == [
            "B Rafi: “q1 B, think of it.”",
            "D Nani: “q1 D, think of it.”",
            "A Mitu: “q1 A, think of it.”",
            "C The right answer. Shiuli Apa: “q1 C, think of it.”",
        ]
        assert feedback_in(notes_of(page)) == lines[1:5], "before all other notes"
        assert notes_of(page, "bn")[4] == "C সঠিক উত্তর। শিউলি আপা: “q1 C ভেবে দেখো।”"
        page.next()
        assert feedback_in(notes_of(page)) == [], "another slide"


def test_hands_by_eye_order_the_panel_and_few_answers_do_not(tmp_path: Path) -> None:
    with taught(tmp_path, QUESTION, learners=58) as page:
        page.next()
        page.presenter.press("by_eye")
        for letter in "DB":
            page.presenter.answers.pick(letter)
        page.next()
        assert [line[0] for line in feedback_in(notes_of(page))] == ["D", "B", "A", "C"]
    with taught(tmp_path / "few", QUESTION, learners=4) as page:
        ask(page, A=0, B=0, C=1, D=3)
        assert page.picture.askings[-1].closed
        assert [line[0] for line in feedback_in(notes_of(page))] == ["A", "B", "D", "C"]


def test_by_voice_it_can_be_said_aloud_also_where_nobody_counted(tmp_path: Path) -> None:
    with taught(tmp_path, QUESTION, learners=58) as page:
        page.lesson.toggle_voice()
        page.next()
        assert feedback_in(notes_of(page)) == []
        page.hands(A=5, B=20, C=20)
        page.hands(D=10)
        page.next()
        lines = notes_of(page)
        assert "Now a word to each answer." in lines
        assert feedback_in(lines)[0] == "B Rafi: “q1 B, think of it.”"
        assert feedback_in(lines)[-1].startswith("C The right answer. Shiuli Apa")
    with taught(tmp_path / "uncounted", QUESTION, learners=58) as page:
        page.lesson.toggle_voice()
        page.next()
        page.lesson.leave_out()
        assert page.stage.content.tally is None
        assert [line[0] for line in feedback_in(notes_of(page))] == ["A", "B", "D", "C"]


# Of the forms


def told_of_forms(page: TeachPage, items: tuple[Item, ...]) -> list[str]:
    """What page, notes and stage tell of these questions beyond the question and its options."""
    said = notes_of(page) + notes_of(page, "bn")
    told = [item.id for item in items for text in (item.explanation.bn, item.explanation.en) if text in "\n".join(said)]
    told += feedback_in(said)
    stage = [page.stage.content, page.stage.shown, page.stage.next_content, page.stage.previous_content]
    told += [f"stage {content}" for content in stage if content is not None and tells(content)]
    return told


def tells(content: StageContent) -> bool:
    return content.right is not None or (content.tally is not None and content.tally.item[0] in "ab")


@pytest.mark.parametrize("by", ["hands", "shared"])
def test_nothing_of_the_forms_is_told_before_the_last_question_after_the_lesson_is_closed(
    tmp_path: Path, by: Channel
) -> None:
    with taught(tmp_path, PRE, by) as page:
        pack = page.picture.pack
        items = pack.form("A") + pack.form("B")
        looked: list[int] = []

        def look() -> None:
            looked.append(page.stage.content.slide)
            assert told_of_forms(page, items) == []
            assert page.verb() != "Show the answers"

        look()
        ask_form(page, by, look)
        look()
        assert page.verb() == "Next slide"
        assert form_answers(page.picture) == ()
        page.lesson.toggle_voice()
        look()
        page.lesson.toggle_voice()
        for number in range(PRE + 1, POST + 1):
            page.lesson.show(number)
            look()
            if by == "hands" and page.lesson.slide.item:
                ask(page, A=0, B=0, C=2, D=3)
                assert not forms_are_closed(page.picture)
                assert told_of_lesson_only(page)
        ask_form(page, by, look)
        assert page.verb() == "Show the answers"
        assert told_of_forms(page, items) == [], "nobody has asked for it yet"
        assert len(looked) > 20


def told_of_lesson_only(page: TeachPage) -> bool:
    return all(" q" in line or "“q" in line for line in feedback_in(notes_of(page)))


def test_once_all_are_closed_the_answers_are_shown_one_after_the_other(tmp_path: Path) -> None:
    with taught(tmp_path, POST, learners=58) as page:
        ask_form(page, "hands")
        assert (page.verb(), page.text("next_step", "bn")) == ("Show the answers", "উত্তরগুলো দেখান")
        assert page.text("aside") == "Skip the answers"
        assert page.model.stage_bar.aside.shown, "also on a stage that covers the desk"
        seen: list[str] = []
        while page.lesson.step.does == "answers":
            assert page.presenter.do("next"), "a clicker does it, too"
            right = page.stage.content.right
            assert right is not None
            seen.append(right.item)
            assert (right.number, right.total) == (len(seen), 10)
            assert (right.chosen is None) == (right.item[0] == "a"), "what they answered at the start is not told"
            item = page.picture.pack.item(right.item)
            lines = notes_of(page)
            key = item.options[item.key]
            assert lines[:2] == [f"Say The answer is {item.key}: {key.text.en}", item.explanation.en]
            assert feedback_in(lines)[-1].startswith(f"{item.key} The right answer.")
            assert f"“{item.id} {item.key}, think of it.”" in feedback_in(lines)[-1]
            assert page.stage.activity_s == 0
        assert seen == ["a1", "b1", "a2", "b2", "a3", "b3", "a4", "b4", "a5", "b5"]
        assert (page.verb(), page.part("aside").shown) == ("Next slide", False)
        page.next()
        assert (page.stage.content.slide, page.stage.content.right) == (POST + 1, None)


def number_shown(page: TeachPage) -> int:
    """Which right answer is shown; 0 if none is."""
    return page.stage.content.right.number if page.stage.content.right else 0


def test_the_next_answer_is_seen_ahead_and_one_goes_back_through_them(tmp_path: Path) -> None:
    with taught(tmp_path, POST) as page:
        ask_form(page, "hands")
        page.next()
        coming = page.stage.next_content
        assert coming is not None
        assert coming.right is not None
        assert (coming.right.item, page.text("coming_place")) == ("b1", "Answers")
        assert page.verb() == "Next answer"
        page.session.set_stage_language("en")
        assert page.stage.content.right is not None
        assert page.stage.next_content is not None
        assert page.stage.next_content.right is not None
        page.next()
        assert number_shown(page) == 2
        page.lesson.go_back()
        assert number_shown(page) == 1
        page.lesson.go_back()
        assert (number_shown(page), page.stage.content.slide) == (0, POST)
        assert page.verb() == "Show the answers"


def test_the_answers_can_be_skipped_at_any_of_them(tmp_path: Path) -> None:
    with taught(tmp_path, POST) as page:
        ask_form(page, "hands")
        page.presenter.step_aside()
        assert (page.stage.content.slide, page.stage.content.right) == (POST + 1, None)
        page.lesson.go_back()
        page.next()
        page.next()
        page.presenter.step_aside()
        assert (page.stage.content.slide, page.stage.content.right) == (POST + 1, None)


def test_by_voice_the_answers_are_said(tmp_path: Path) -> None:
    with taught(tmp_path, POST, learners=58) as page:
        ask_form(page, "hands")
        page.lesson.toggle_voice()
        page.next()
        page.next()
        item = page.picture.pack.item("b1")
        lines = notes_of(page, "bn")
        right = f"উত্তর {item.key}: {item.options[item.key].text.bn}"
        assert lines[:3] == [item.question.bn, right, item.explanation.bn]
        assert lines[3] == "এবার প্রতিটি উত্তরের কথা।"
        assert len(lines) == 8
        assert text_of(page.part("board_words").text, "bn").startswith("A: ")


def test_a_class_goes_on_at_the_answers_after_a_restart(tmp_path: Path) -> None:
    resources = resources_with_feedback(tmp_path / "resources")
    prepare = functools.partial(standing, resources=resources, number=POST, by="hands", learners=LEARNERS)
    with teaching(tmp_path / "desk", lambda desk: prepare(desk), opened=uses(resources)) as page:
        ask_form(page, "hands")
        page.next()
        session = page.session
        page.presenter.leave()
        name = page.picture.session
        session.lock()
        session.unlock("four words in a row")
        session.change(uses(resources))
        session.take_class(name)
        again = TeachPage(session)
        again.projector.plug("two")
        again.presenter.enter()
        assert (again.stage.content.slide, again.stage.content.right) == (POST, None)
        assert again.verb() == "Show the answers"
        again.next()
        assert again.stage.content.right is not None


def test_after_a_device_went_round_both_forms_are_answered(tmp_path: Path) -> None:
    with taught(tmp_path, POST, "shared", 12) as page:
        ask_form(page, "shared")
        assert page.verb() == "Show the answers"
        page.next()
        right = page.stage.content.right
        assert right is not None
        assert (right.item, right.total) == ("a1", 10)
        assert right.chosen == 0, "six with an even number answered it after the lesson, all with A"


def test_few_answers_are_in_no_number(tmp_path: Path) -> None:
    with taught(tmp_path, POST, "shared", 4) as page:
        ask_form(page, "shared")
        page.next()
        assert page.stage.content.right is not None
        assert page.stage.content.right.chosen is None


def test_only_the_pairs_that_hands_were_asked_are_answered(tmp_path: Path) -> None:
    def make(folder: Path) -> Path:
        return resources_with_feedback(folder, "[1, 3]")

    with taught(tmp_path, POST, make=make) as page:
        ask_form(page, "hands")
        assert [one.item.id for one in form_answers(page.picture)] == ["a1", "b1", "a3", "b3"]


def test_questions_that_were_left_out_after_the_lesson_keep_the_answers_back(tmp_path: Path) -> None:
    with taught(tmp_path, POST) as page:
        ask(page, A=1, B=1, C=1, D=2)
        page.lesson.close()
        assert page.verb() == "Continue the questions"
        assert not forms_are_closed(page.picture)
        page.lesson.skip()
        page.lesson.show(POST)
        assert page.verb() == "Continue the questions"


def test_modules_of_format_1_show_no_answers_of_the_forms(tmp_path: Path) -> None:
    with taught(tmp_path, POST, make=resources_of_version_1) as page:
        ask_form(page, "hands")
        assert forms_are_closed(page.picture)
        assert (page.verb(), form_answers(page.picture)) == ("Next slide", ())
