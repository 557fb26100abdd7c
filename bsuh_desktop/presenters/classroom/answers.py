"""How the class answers: the way chosen for the next question, the count of hands, or the progress of the device.

Also the class at a glance: who is present, who is not, and who has answered, never what.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.state import IN_ROOM
from bsuh_desktop.domain.session.view import Row
from bsuh_desktop.presenters.classroom.learners import ChipState, LearnerChip, Learners
from bsuh_desktop.presenters.classroom.lesson import Lesson
from bsuh_desktop.presenters.classroom.roll_call import Share
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Part, Text
from bsuh_desktop.services.classroom.class_picture import AskedQuestion, ClassPicture
from bsuh_desktop.services.classroom.device_turns import asked_now, minutes_for_items, next_to_answer
from bsuh_desktop.services.classroom.next_step import Step
from bsuh_desktop.services.classroom.questions import other_way_before, still_to_ask

MOST_HANDS = 999
"""The largest number of three digits; no room holds more people."""

_STATES: dict[Status, ChipState] = {"present": "here", "late": "late", "left_early": "left", "absent": "away"}


class HandCount:
    """Hands by letter. Everything typed into one field before it is left is one change; so is each single hand."""

    def __init__(self, numbers: Mapping[str, int] | None = None) -> None:
        self.numbers: dict[str, int] = dict(numbers or {})
        self._before: list[dict[str, int]] = []
        self._typing = ""

    def type_in(self, letter: str, number: int | None) -> None:
        """Sets a field; None empties it."""
        if letter != self._typing:
            self._remember()
            self._typing = letter
        self._set(letter, number)

    def step(self, letter: str, by: int) -> None:
        """Adds `by` hands; never below 0."""
        self._remember()
        self._typing = ""
        self._set(letter, max(0, min(MOST_HANDS, self.numbers.get(letter, 0) + by)))

    def leave(self) -> None:
        """The field was left: the next input is another change."""
        self._typing = ""

    def undo(self) -> bool:
        """Takes back the last change; False if there is none."""
        self._typing = ""
        if not self._before:
            return False
        self.numbers = self._before.pop()
        return True

    @property
    def changed(self) -> bool:
        """True if there is something to undo."""
        return bool(self._before)

    @property
    def total(self) -> int:
        """All hands."""
        return sum(self.numbers.values())

    def _remember(self) -> None:
        self._before.append(dict(self.numbers))

    def _set(self, letter: str, number: int | None) -> None:
        self.numbers = {key: value for key, value in self.numbers.items() if key != letter}
        if number is not None:
            self.numbers[letter] = number


def hands_words(total: int, people: int) -> Message:
    """Such as: 24 hands of 30 people; also how many raised none, once anybody did."""
    if 0 < total < people:
        return Message(
            "{total} of {people} counted, {none} raised no hand", total=total, people=people, none=people - total
        )
    return Message("{total} of {people} counted", total=total, people=people)


class HandsModel(msgspec.Struct, frozen=True, kw_only=True):
    """The panel on which hands are counted: a field for each of `letters`."""

    letters: str
    numbers: dict[str, int]
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
        self._count = HandCount()

    # Hands

    def take_question(self) -> bool:
        """Begins to count the hands of the present question, from its stored count; True if it is another one than
        before. Ends counting if there is none."""
        lesson, hands = self._lesson, self._lesson.hands
        question = f"{lesson.picture.session}/{hands.question}" if hands else ""
        begins = bool(question) and question != self._question
        if begins:
            self._count = HandCount(lesson.counted)
        self._question = question
        return begins

    def end_count(self) -> None:
        """The count was changed elsewhere: it begins again from what is stored."""
        self._question = ""

    def type_hands(self, letter: str, number: int | None) -> None:
        """Somebody typed a number of hands; None if the field is empty."""
        self._count.type_in(letter, number)
        self._lesson.count(self._count.numbers)

    def step_hands(self, letter: str, by: int) -> None:
        """One hand more or fewer."""
        self._count.step(letter, by)
        self._lesson.count(self._count.numbers)

    def leave_field(self) -> None:
        """The next number is another change."""
        self._count.leave()

    def undo_hands(self) -> bool:
        """Takes back the last change of the count; False if there is none, or nobody counts."""
        undone = bool(self._question) and self._count.undo()
        if undone:
            self._lesson.count(self._count.numbers)
        return undone

    def change_way(self) -> None:
        """Corrects the count that is shown, else lets the next question be answered the other way."""
        lesson = self._lesson
        step, counted = lesson.step, lesson.recountable
        if step.does != "ask" and counted:
            lesson.recount(counted.counts)
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
        total, spare = self._count.total, self._count.total - asking.people
        return HandsModel(
            letters="".join(sorted(asking.counts)),
            numbers=self._count.numbers,
            sum=Part(text=hands_words(total, asking.people), shown=spare <= 0),
            too_many=Part(text=Message("More hands than people: {spare}.", spare=spare), shown=spare > 0),
            undo_count=Part(enabled=self._count.changed),
        )

    def _had_device(self) -> tuple[int, int]:
        """How many of how many have had the device; those who declined, too."""
        people = len(asked_now(self._lesson.picture))
        return people - len(next_to_answer(self._lesson.picture)), people

    def _way(self, step: Step, fixes: AskedQuestion | None, answering: bool) -> tuple[Part, Part, Part]:
        """The card's title, words and button: the stored count that can be corrected, or the way to answer."""
        if answering:
            return Part(), Part(), Part()
        if fixes:
            words = hands_words(sum(fixes.counts.values()), fixes.people)
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
