"""Answers to a question of the class: hands that are counted or seen, in the panel and on the bar of the stage.

The thin bar shows what comes next, the hands, clocks, black, back. The class sees it: it holds no name, and of an open
question only the number that is being typed, or the last answer that was noted by eye."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

import msgspec

from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.state import IN_ROOM
from bsuh_desktop.domain.session.view import LEVEL_WORDS, Row
from bsuh_desktop.presenters.classroom.hand_count import HandCount, HandKey, hands_words
from bsuh_desktop.presenters.classroom.lesson import Lesson
from bsuh_desktop.presenters.classroom.roll import ChipState, LearnerChip, Learners
from bsuh_desktop.presenters.classroom.roll_call import Share
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Part, Text
from bsuh_desktop.services.classroom.class_picture import AskedQuestion, ClassPicture
from bsuh_desktop.services.classroom.device_turns import asked_now, minutes_for_items, next_to_answer
from bsuh_desktop.services.classroom.lesson import Step, other_way_before, still_to_ask

_STATES: dict[Status, ChipState] = {"present": "here", "late": "late", "left_early": "left", "absent": "away"}


class HandsModel(msgspec.Struct, frozen=True, kw_only=True):
    """The panel on which hands are counted: a field for each of `letters`, or a level for each."""

    letters: str
    numbers: dict[str, int]
    levels: tuple[Part, ...]
    """The buttons with the levels of the letters, in the same order; shown by eye only."""
    at: str
    """The letter that is counted now; "" if none is."""
    complete: bool
    """Every answer has its number or level."""
    by_eye: Part
    rest: Part
    sum: Part
    too_many: Part
    undo_count: Part


class AnswersModel(msgspec.Struct, frozen=True, kw_only=True):
    """One of three cards, or none, and the parts that make room for them."""

    way: Part
    way_icon: Literal["hand", "one"]
    way_title: Part
    way_words: Part
    change_way: Part
    device: Part
    device_count: Part
    device_of: Part
    device_bar: Share
    hands: HandsModel | None
    """None while nobody counts hands."""
    coming: Part
    now: Part
    people: Part


class PeopleModel(msgspec.Struct, frozen=True, kw_only=True):
    """The class at a glance."""

    strip: tuple[LearnerChip, ...]
    people_words: Part
    undo: Part
    undo_label: Text
    """The long label of undo, where there is room for it."""


class Answers:
    """The cards for the present step of a lesson, and the hands that are being counted."""

    def __init__(self, lesson: Lesson) -> None:
        self._lesson = lesson
        self._question = ""
        self.count = HandCount("", 0)

    # Hands

    def take_question(self) -> bool:
        """Begins to count the hands of the present question, from what is stored; True if it is another one than
        before. Ends counting if there is none."""
        lesson, hands = self._lesson, self._lesson.hands
        question = f"{lesson.picture.session}/{hands.question}" if hands else ""
        begins = hands is not None and question != self._question
        if hands is not None and begins:
            self.count = HandCount("".join(sorted(hands.counts)), hands.people, lesson.counted, lesson.levels)
        self._question = question
        return begins

    def end_count(self) -> None:
        """The count was changed elsewhere: it begins again from what is stored."""
        self._question = ""

    @property
    def counting(self) -> bool:
        """True while hands are counted."""
        return bool(self._question)

    def type_hands(self, letter: str, number: int | None) -> None:
        """Somebody typed a number of hands; None if the field is empty."""
        self.count.type_in(letter, number)
        self._tell()

    def step_hands(self, letter: str, by: int) -> None:
        """One hand more or fewer."""
        self.count.step(letter, by)
        self._tell()

    def go_to(self, letter: str) -> None:
        """The field of `letter` has the keyboard."""
        self.count.go_to(letter)

    def leave_field(self) -> None:
        """The next number is another change."""
        self.count.leave()

    def type_digit(self, digit: int) -> None:
        """A digit was pressed outside the fields."""
        self.count.digit(digit)
        self._tell()

    def press_key(self, key: HandKey) -> None:
        """A key that counts was pressed."""
        self.count.press(key)
        self._tell()

    def pick(self, letter: str) -> None:
        """By eye: `letter` has most hands, or its next level."""
        self.count.pick(letter)
        self._tell()

    def take_rest(self) -> None:
        """Whoever raised no hand yet chose the last letter."""
        self.count.take_rest()
        self._tell()

    def undo_hands(self) -> bool:
        """Takes back the last change of the count; False if there is none, or nobody counts."""
        undone = self.counting and self.count.undo()
        if undone:
            self._tell()
        return undone

    def _tell(self) -> None:
        self._lesson.count(self.count.numbers, self.count.levels)

    def change_way(self) -> None:
        """Corrects the count that is shown, else lets the next question be answered the other way."""
        lesson = self._lesson
        step, counted = lesson.step, lesson.recountable
        if step.does != "ask" and counted:
            lesson.recount(counted)
        else:
            lesson.answer_by("shared" if step.by == "hands" else "hands")

    # The view models

    def model(self) -> AnswersModel:
        """The cards as they should look now."""
        lesson = self._lesson
        step, asking, hands, by_voice = lesson.step, lesson.picture.open_asking, lesson.hands, lesson.by_voice
        counted = lesson.recountable if hands is None else None
        on_device = asking if asking and asking.by == "shared" else None
        # By voice the question is read aloud from the desk: its card takes the space of those that do not change.
        beside_hands = Part(shown=hands is None or not by_voice)
        done, people = self._had_device() if on_device else (0, 0)
        fixes = counted if step.does != "ask" else None
        title, words, change = self._way(step, fixes, hands is not None or on_device is not None)
        return AnswersModel(
            way=Part(shown=step.does == "ask" or counted is not None),
            way_icon="hand" if step.by == "hands" or fixes else "one",
            way_title=title,
            way_words=words,
            change_way=change,
            device=Part(shown=on_device is not None),
            device_count=Part(text=done),
            device_of=Part(text=_device_words(people, on_device)),
            device_bar=Share(done, people),
            hands=self._hands(hands) if hands else None,
            coming=Part(shown=hands is None and not by_voice),
            now=beside_hands,
            people=beside_hands,
        )

    def _hands(self, asking: AskedQuestion) -> HandsModel:
        count = self.count
        spare = count.total - asking.people
        return HandsModel(
            letters=count.letters,
            numbers=count.numbers,
            levels=tuple(_level(count, letter) for letter in count.letters),
            at="" if count.by_eye else count.at,
            complete=count.complete,
            by_eye=Part(checked=count.by_eye),
            rest=Part(
                shown=count.at_rest and count.rest > 0,
                text=Message("The other {rest} are {letter}", rest=count.rest, letter=count.letters[-1:]),
            ),
            sum=Part(text=self.counting_words(asking), shown=spare <= 0),
            too_many=Part(text=Message("More hands than people: {spare}.", spare=spare), shown=spare > 0),
            undo_count=Part(enabled=count.changed),
        )

    def counting_words(self, asking: AskedQuestion) -> Message:
        """How far the count is."""
        if not self.count.by_eye:
            return hands_words(self.count.total, asking.people)
        if self.count.complete:
            return Message("Noted by eye, without numbers.")
        if not self.count.levels:
            return Message("Which has most hands? Press 1 to {last}.", last=len(self.count.letters))
        return Message("Which has some hands? Press 1 to {last}.", last=len(self.count.letters))

    def _had_device(self) -> tuple[int, int]:
        """How many of how many have had the device; those who declined, too."""
        people = len(asked_now(self._lesson.picture))
        return people - len(next_to_answer(self._lesson.picture)), people

    def _way(self, step: Step, fixes: AskedQuestion | None, answering: bool) -> tuple[Part, Part, Part]:
        """The card's title, words and button: the stored count that can be corrected, or the way to answer."""
        if answering:
            return Part(), Part(), Part()
        if fixes:
            words = stored_words(fixes)
            fix = Part(text=Message("Fix it"), spoken=Message("Fix the count of hands"), shown=True)
            return Part(text=Message("Hands")), Part(text=words), fix
        title = Message("By hands") if step.by == "hands" else Message("One device")
        listed = bool(self._lesson.picture.view.rows)
        change = Part(
            text=Message("Change"),
            spoken=Message("Change how they answer"),
            shown=listed and not (step.item and step.item.sensitive),
        )
        return Part(text=title), Part(text=self._about(step)), change

    def _about(self, step: Step) -> Message:
        picture, slide = self._lesson.picture, self._lesson.slide
        if step.item and step.item.sensitive:
            return Message("This question is private: on one device only.")
        if slide.part == "post" and other_way_before(picture, step.by):
            return Message("The first questions were answered in another way, so the two cannot be compared.")
        if step.by == "hands":
            return Message("You count the hands for each answer.")
        items = still_to_ask(picture, slide, step.by)
        minutes = minutes_for_items(picture, items, slide.part or "lesson")
        return Message("Takes about {minutes} min for everybody.", minutes=minutes)

    def class_at_a_glance(self) -> PeopleModel:
        """Everybody as a chip, and counts; of a private question not who has answered: it would reveal who declined."""
        picture = self._lesson.picture
        learners, what = Learners(picture, self._lesson.session.public), picture.undo
        label: Text = Message("Undo: {what}", what=what) if what else Message("Undo")
        return PeopleModel(
            strip=tuple(_chip(picture, learners, row) for row in picture.view.rows),
            people_words=Part(text=_counts(picture)),
            undo=Part(enabled=what is not None and picture.view.allows("undo"), tip=what or NO_TEXT, spoken=label),
            undo_label=label,
        )


def _level(count: HandCount, letter: str) -> Part:
    """The button with the level of a letter."""
    level = count.levels.get(letter)
    words = LEVEL_WORDS[level] if level else Message("not noted")
    return Part(shown=count.by_eye, text=words, spoken=Message("{letter}: {level}", letter=letter, level=words))


def stored_words(asking: AskedQuestion) -> Message:
    """How the hands of a question were counted."""
    if asking.levels:
        return Message("Noted by eye, without numbers.")
    return hands_words(sum(asking.counts.values()), asking.people)


def _device_words(people: int, asking: AskedQuestion | None) -> Message:
    """For a private question the count is also of learners who declined."""
    if asking and asking.sensitive:
        return Message("of {people} are done", people=people)
    return Message("of {people} answered", people=people)


def _chip(picture: ClassPicture, learners: Learners, row: Row) -> LearnerChip:
    asked = picture.view.open_question
    done = row.answered and not (asked and asked.sensitive)
    state: ChipState = "done" if done else _STATES.get(row.status, "waiting")
    who = learners.called(row.learner)
    return LearnerChip(row.card, state, who, Joined((who, learners.name(row.learner))))


def _counts(picture: ClassPicture) -> Message:
    rows = picture.view.rows
    if not rows:
        return Message("Without a list, {people} in the room", people=picture.view.headcount or 0)
    here = sum(row.status in IN_ROOM for row in rows)
    absent = sum(row.status == "absent" for row in rows)
    asked = picture.view.open_question
    if asked and asked.by != "hands" and not asked.sensitive:
        answered = sum(row.answered for row in rows)
        return Message("{here} here, {answered} answered, {absent} absent", here=here, answered=answered, absent=absent)
    return Message("{here} here, {absent} absent", here=here, absent=absent)


class LetterMark(msgspec.Struct, frozen=True):
    """An answer whose hands are counted, or were seen."""

    letter: str
    state: Literal["waits", "now", "counted", "told"]
    """`told`: the question is closed, and the class may see all of it."""
    words: Text = NO_TEXT
    """The number that is being typed, or how many were seen; gone once the next letter is counted."""


class StageBarModel(msgspec.Struct, frozen=True, kw_only=True):
    """The bar."""

    next_step: Part
    next_key: str
    """The key that does it, where the arrow that stands on every button like it does not."""
    aside: Part
    note: Part
    letters: tuple[LetterMark, ...]
    clock: Part
    timer: Part
    """The clock of an activity."""
    black: Part
    stays: bool
    """It is needed now, and does not go away by itself."""


class StageBarView(Protocol):
    """The bar on the stage's window."""

    def bind(self, model: StageBarModel | None) -> None:
        """Shows the model; None while no lesson is taught."""

    def attend(self, **does: Callable[[], object]) -> None:
        """Sets what its buttons do, by their names in the model."""


def needs_desk(step: Step) -> bool:
    """True for a step that opens something that the stage would hide, or the class should not see."""
    return step.does in ("pass_on", "wrap_up") or (step.does == "ask" and step.by == "shared")


def stage_bar(lesson: Lesson, answers: Answers, clock: Text, timer: Part, aside: Part, doubted: bool) -> StageBarModel:
    """The bar as it should look now. `timer` and `aside` are buttons of the desk's bar, `aside` for a question that can
    be closed without a count and for right answers that can be skipped; `doubted`: whoever counted was told that it is
    odd."""
    step, count = lesson.step, answers.count if answers.counting else None
    note = _note(lesson, step, count, doubted)
    return StageBarModel(
        next_step=Part(text=step.words, enabled=step.why_not is None),
        next_key="F10" if step.does == "wrap_up" else "",
        aside=aside if step.why_not or step.does == "answers" else Part(shown=False),
        note=Part(text=note or NO_TEXT),
        letters=_seen(lesson) if count is None else tuple(_mark(count, letter) for letter in count.letters),
        clock=Part(text=clock),
        timer=timer,
        black=Part(checked=lesson.stage.black),
        stays=count is not None,
    )


def _seen(lesson: Lesson) -> tuple[LetterMark, ...]:
    """What was seen by eye, once the class sees the answers."""
    hidden = lesson.stage.black or lesson.stage.frozen
    tally = None if hidden else lesson.stage.content.tally
    levels = sorted(tally.levels.items()) if tally else []
    return tuple(LetterMark(letter, "told", LEVEL_WORDS[level]) for letter, level in levels)


def _mark(count: HandCount, letter: str) -> LetterMark:
    if count.by_eye:
        level = count.levels.get(letter)
        if level is None:
            return LetterMark(letter, "waits")
        now = letter == count.at
        return LetterMark(letter, "now", LEVEL_WORDS[level]) if now else LetterMark(letter, "counted")
    if letter == count.at:
        number = count.numbers.get(letter)
        return LetterMark(letter, "now", NO_TEXT if number is None else digits_text(number))
    return LetterMark(letter, "counted" if letter in count.numbers else "waits")


def _note(lesson: Lesson, step: Step, count: HandCount | None, doubted: bool) -> Message | None:
    if lesson.stage.black:
        return Message("Black. B shows the slide again.")
    if doubted and (doubt := lesson.hands_in_doubt):
        return Message("{doubt} Enter keeps the count, Backspace corrects it.", doubt=doubt)
    if count is not None and (not count.complete or (count.by_clicker and count.at)):
        return _how_to_count(count)
    hidden = needs_desk(step) and step.does != "wrap_up"
    return Message("This is done on the desk: press Esc.") if hidden else None


def _how_to_count(count: HandCount) -> Message:
    last = count.letters[-1:]
    if count.by_eye and not count.levels:
        return Message("By eye: which answer has most hands? Press 1 to {last}.", last=len(count.letters))
    if count.by_eye:
        return Message("By eye: which answer has some hands? Press 1 to {last}.", last=len(count.letters))
    if count.at_rest:
        return Message("Enter: the others are {letter}. 0: they did not answer.", letter=last)
    if not count.numbers:
        return Message(
            "Hands for {letter}: type the number. M: by eye. A clicker: forward is a hand, back the next letter.",
            letter=count.at,
        )
    if count.by_clicker:
        return Message("Hands for {letter}. A clicker: forward is a hand, back ends it.", letter=count.at)
    return Message("Hands for {letter}: type the number. M: by eye.", letter=count.at)
