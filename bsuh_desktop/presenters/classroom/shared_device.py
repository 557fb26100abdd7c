"""The shared device: a learner picks a number, answers in private, and the screen clears itself.

Only the class PIN leads back to the desk. Learners read the stage's language, the facilitator the desk's.
"""

from __future__ import annotations

from typing import Literal, Protocol, get_args

import msgspec

from bsuh_desktop.domain.local_text import LocalText, digits_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.pin import PinTries
from bsuh_desktop.domain.quiz import LETTERS, Item
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.presenters.classroom.lesson import Lesson
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Part, Text
from bsuh_desktop.services.classroom import device_turns
from bsuh_desktop.services.classroom.commands import GiveAnswer
from bsuh_desktop.services.classroom.lesson import FeedbackLine, feedback_now
from bsuh_desktop.services.desk.facilitator import pin_matches

Page = Literal["who", "ask", "feedback", "thanks", "between", "done", "leaving"]

THANKS_MS, IDLE_MS = 6_000, 90_000
"""How long thanks are shown, and how long a question, or the feedback to an answer, waits for who has left."""
_TICK_MS = 1000
_SEEN = Message("The class sees this screen. Call your facilitator.")


class Option(msgspec.Struct, frozen=True):
    """One answer to choose."""

    letter: str
    words: LocalText
    chosen: bool


class Progress(msgspec.Struct, frozen=True):
    """How many of how many learners have had their turn."""

    done: int
    total: int
    shown: bool

    @property
    def words(self) -> Message:
        """The same in words."""
        return Message("{done} of {total}", done=self.done, total=self.total)


class DeviceModel(msgspec.Struct, frozen=True, kw_only=True):
    """What learners see, to be said in the stage's language."""

    who: Part
    ask: Part
    feedback: Part
    thanks: Part
    between: Part
    done: Part
    leaving: Part
    foot: Part
    who_question: Part
    who_hint: Part
    who_problem: Part
    number: Part
    that_is_me: Part
    my_number: Part
    not_me: Part
    question: Part
    options: tuple[Option, ...]
    ask_problem: Part
    rather_not: Part
    change: Part
    my_answer: Part
    progress: Progress
    feedback_name: Part
    feedback_words: Part
    feedback_choice: Part
    feedback_on: Part
    thanks_title: Part
    thanks_words: Part
    drawing: str
    """What is done with the device next: it is passed on, or stays."""
    thanks_on: Part
    between_title: Part
    between_words: Part
    between_on: Part
    done_title: Part
    done_words: Part
    done_on: Part
    leave: Part


class PinModel(msgspec.Struct, frozen=True, kw_only=True):
    """What the facilitator sees, to be said in the desk's language."""

    leave_title: Part
    leave_words: Part
    pin: Part
    pin_pad: Part
    pin_problem: Text
    to_class: bool
    """The problem is said to the class: in the stage's language."""
    stay: Part
    open_desk: Part


class DeviceView(Protocol):
    """The device's window."""

    def bind(self, model: DeviceModel) -> None:
        """Shows the model."""

    def bind_pin(self, model: PinModel) -> None:
        """Shows the page for the PIN."""

    def focus(self, part: str) -> None:
        """Gives that part the keyboard; what a field holds is typed over."""

    def clear(self, field: str) -> None:
        """Empties a field."""

    def cover(self) -> None:
        """Covers the desk."""

    def uncover(self) -> None:
        """Shows the desk again."""


class SharedDevicePresenter:
    """One learner's turn after the other; nothing of a turn is left when it is over. One for the whole run of the app,
    since it counts wrong PINs."""

    def __init__(self, lesson: Lesson, view: DeviceView) -> None:
        self._lesson = lesson
        self._session = session = lesson.session
        self._view = view
        self._clear = session.face.timer(self.next_turn)
        self._tick = session.face.timer(self._look)
        self._tries = PinTries()
        self._open = False
        self._page: Page = "who"
        self._card = 0
        self._number = 0
        self._letter = ""
        self._storing = self._asking = False
        self._feedback: FeedbackLine | None = None
        self._given = LocalText()
        """The answer to which there is feedback."""
        self._thanks: Message | None = None
        self._following: Item | None = None
        self._number_problem: Message | None = None
        self._not_kept = False
        self._pin_problem: Text = NO_TEXT
        self._to_class = False
        session.public_changed.connect(self._on_public_changed)
        session.stage_language_changed.connect(self._refresh_if_open)

    def begin(self) -> None:
        """Covers the desk with the open question; if it is covered already, shows the next question."""
        if not self._open:
            self._open = True
            self._session.hand_to_class()
            # Icons are fitted to the words on their buttons.
            self.refresh()
            self._view.cover()
        self.next_turn()

    def next_turn(self) -> None:
        """Clears the screen for the next learner; after the last one, shows the next question or the end."""
        if not self._usable:
            return
        self._forget()
        step = self._lesson.step
        if self._seen:
            self.ask_pin()
        elif device_turns.next_to_answer(self._lesson.picture):
            self._number_problem = None
            self._view.clear("number")
            self._show("who", "number")
        elif step.does == "close" and step.goes_on and step.item:
            self._following = step.item
            self._show("between", "between_on")
        else:
            self._show("done", "done_on")

    def _show(self, page: Page, focus: str) -> None:
        self._tick.stop()
        self._view.clear("pin")
        self._page = page
        self.refresh()
        self._wait()
        self._view.focus(focus)

    def _wait(self) -> None:
        """Starts the timer that clears the screen if a learner's turn is shown."""
        self._clear.stop()
        if self._page == "thanks":
            self._clear.start(THANKS_MS)
        elif self._page in ("ask", "feedback"):
            self._clear.start(IDLE_MS)

    def _forget(self) -> None:
        self._card, self._number, self._letter, self._not_kept = 0, 0, "", False
        self._feedback, self._given = None, LocalText()

    def refresh(self) -> None:
        """Shows the device as it should look now."""
        self._view.bind(self.model())
        self._view.bind_pin(self.pin_model())

    def _refresh_if_open(self) -> None:
        if self._usable:
            self.refresh()

    @property
    def _usable(self) -> bool:
        """False while nobody has the device, or without a class."""
        return self._open and self._session.picture is not None and self._session.face.is_alive(self._view)

    # A learner's turn

    def correct_number(self) -> None:
        """Somebody types a number: what was wrong with the one before is not said any more."""
        if self._number_problem is not None:
            self._number_problem = None
            self.refresh()

    def take_number(self, number: int | None) -> None:
        """A learner gives their number; None if nothing was typed."""
        card = device_turns.card_of(self._lesson.picture, number)
        problem = device_turns.why_not_turn(self._lesson.picture, card, number)
        if problem is None and card is not None and self._lesson.picture.open_asking is not None:
            self._card, self._number = card, number or card
            self._show("ask", "option_a")
            return
        self._number_problem = problem
        self.refresh()
        self._view.focus("number")

    def choose(self, letter: str) -> None:
        """Selects an answer; "" clears the selection."""
        if self._storing or self._page != "ask":
            return
        self._letter, self._not_kept = letter, False
        self.refresh()
        self._view.focus("my_answer" if letter else "option_a")
        self._wait()

    def letter_of(self, typed: str) -> str:
        """The answer for a typed A to D or 1 to 4; "" if there is none."""
        sign = ascii_digits(typed).upper()
        letter = LETTERS["1234".index(sign)] if sign and sign in "1234" else sign
        return letter if self._page == "ask" and letter in {option.letter for option in self._options()} else ""

    def give(self) -> None:
        """Stores the answer. Only when it is committed are the feedback to it and thanks shown."""
        if self._storing or not self._letter:
            return
        self._store()
        self._session.conduct(
            GiveAnswer(self._card, self._letter),
            lambda _: self._on_given(),
            self._on_not_stored,
        )

    def decline(self) -> None:
        """The learner does not want to answer."""
        if self._storing or not self._card:
            return
        self._store()
        self._lesson.decline(self._card, lambda _: self._on_stored(Message("That is all right.")), self._on_not_stored)

    def _store(self) -> None:
        self._storing = True
        self._clear.stop()
        self.refresh()

    def _on_given(self) -> None:
        """To whoever gave an answer of the lesson, and to nobody else, the feedback to it is shown before thanks."""
        item, letter = self._item(), self._letter
        asking = self._lesson.picture.open_asking if self._usable else None
        feedback = feedback_now(self._lesson.picture.pack, asking, letter) if asking and letter else None
        if item is None or feedback is None:
            self._on_stored(Message("Thank you."))
            return
        self._storing = False
        self._forget()
        self._feedback, self._given = feedback, item.options[letter].text
        self._show("feedback", "feedback_on")

    def end_feedback(self) -> None:
        """The learner has read it: nothing of it is left, and the device is passed on."""
        if self._usable and self._page == "feedback":
            self._on_stored(Message("Thank you."))

    def _on_stored(self, thanks: Message) -> None:
        self._storing = False
        self._forget()
        if self._usable:
            self._thanks = thanks
            self._show("thanks", "thanks_on")

    def _on_not_stored(self, _: KnownError) -> None:
        """The choice stays, to be given again; it is cleared after the usual time."""
        self._storing, self._not_kept = False, True
        if self._usable:
            self._wait()
            self.refresh()

    def next_question(self) -> None:
        """Closes the open question and asks the next one."""
        step = self._lesson.step
        if step.does == "close" and step.goes_on:
            self._lesson.close(step.item, step.by)

    # Back to the desk

    @property
    def _seen(self) -> bool:
        """True if a projector shows this screen to the class. An unplugged cable does not count as that."""
        projector = self._lesson.projector
        return projector.arrangement == "mirrored" or projector.shows_this_screen is True

    def _on_public_changed(self) -> None:
        if self._usable and self._seen:
            self.next_turn()

    def ask_pin(self) -> None:
        """Asks for the class PIN, which leads back to the desk."""
        self._page = "leaving"
        self._clear.stop()
        self._view.clear("pin")
        self._tell(NO_TEXT)
        self._tell_wait()
        if self._seen:
            self._pin_problem, self._to_class = _SEEN, True
        self.refresh()
        self._view.focus("pin")

    def try_pin(self, pin: str) -> None:
        """Asks the desk whether the PIN is right."""
        if self._asking or self._wait_s or not pin:
            return
        self._asking = True
        self._session.query(lambda desk: pin_matches(desk, pin), self._on_answer, self._on_pin_failed)

    @property
    def _wait_s(self) -> int:
        return self._tries.wait_s(self._session.clock.now().mono_ms)

    def _on_answer(self, matches: bool) -> None:
        self._asking = False
        self._view.clear("pin")
        if matches:
            self._tries = PinTries()
            self._leave()
            return
        self._tries = self._tries.one_more(self._session.clock.now().mono_ms)
        self._tell(Message("This PIN does not match."))
        self._tell_wait()
        self.refresh()

    def _on_pin_failed(self, error: KnownError) -> None:
        """The desk could not answer: not counted as a wrong try."""
        self._asking = False
        self._view.clear("pin")
        self._tell(Joined((error.message, error.remedy), " "))
        self.refresh()

    def _tell(self, problem: Text) -> None:
        self._pin_problem, self._to_class = problem, False

    def _tell_wait(self) -> None:
        """Says the seconds of a wait, once a second."""
        wait = self._wait_s
        if wait:
            self._tell(Message("Too many wrong tries. Wait {seconds} s.", seconds=wait))
            self._tick.start(_TICK_MS)

    def _look(self) -> None:
        """A second of the wait has passed; after the last one the field is to be used again."""
        if not self._usable:
            return
        over = not self._wait_s
        if over:
            self._tell(NO_TEXT)
        self._tell_wait()
        self.refresh()
        if over:
            self._view.focus("pin")

    def _leave(self) -> None:
        self._clear.stop()
        self._open = False
        self._view.uncover()
        self._session.take_from_class()
        if self._lesson.cable_is_out:
            # It is plugged in again: whoever pulled it for the answers wants the slides back, and names stay hidden.
            self._lesson.cable_is_out = False
            self._lesson.projector.set_shows_this_screen(True)

    # The view models

    def model(self) -> DeviceModel:
        """What learners see now."""
        page, lesson = self._page, self._lesson
        people = len(device_turns.asked_now(lesson.picture))
        done = people - len(device_turns.next_to_answer(lesson.picture))
        thanks = self._thanks or NO_TEXT
        now, on = self._after_thanks()
        asking = page == "ask"
        shown = {name: Part(shown=page == name) for name in get_args(Page)}
        feedback = self._feedback
        return DeviceModel(
            **shown,
            foot=Part(shown=asking),
            who_question=Part(text=self._whose_number()),
            who_hint=Part(text=self._hint()),
            who_problem=Part(text=self._number_problem or NO_TEXT),
            number=Part(spoken=self._whose_number()),
            that_is_me=Part(text=Message("This is my number")),
            my_number=Part(shown=asking, text=Message("Your number: {card}", card=self._number)),
            not_me=Part(shown=asking, text=Message("Not my number")),
            question=Part(text=self._question()),
            options=self._options(),
            ask_problem=Part(
                text=Message("Your answer was not kept. Call your facilitator.") if self._not_kept else NO_TEXT
            ),
            rather_not=Part(text=Message("I do not want to answer")),
            change=Part(shown=bool(self._letter), text=Message("Let me choose again")),
            my_answer=Part(enabled=bool(self._letter) and not self._storing, text=Message("This is my answer")),
            progress=Progress(done, people, shown=not asking),
            feedback_name=Part(text=(feedback.name if feedback else NO_TEXT)),
            feedback_words=Part(text=Message("“{words}”", words=feedback.words) if feedback else NO_TEXT),
            feedback_choice=Part(text=Message("Your answer: {words}", words=self._given) if feedback else NO_TEXT),
            feedback_on=Part(text=Message("I have read it")),
            thanks_title=Part(text=thanks),
            thanks_words=Part(text=now),
            drawing="pass-on" if device_turns.next_to_answer(lesson.picture) else "heart",
            thanks_on=Part(text=on),
            between_title=Part(text=self._following_title()),
            between_words=Part(text=self._who_begins()),
            between_on=Part(text=Message("I begin")),
            done_title=Part(text=Message("Everybody has had a turn.")),
            done_words=Part(text=Message("Give the device back to your facilitator.")),
            done_on=Part(text=Message("I am the facilitator")),
            leave=Part(shown=page in ("who", "between"), text=Message("For the facilitator")),
        )

    def pin_model(self) -> PinModel:
        """What the facilitator sees now."""
        waits = bool(self._wait_s)
        return PinModel(
            leave_title=Part(text=Message("For the facilitator")),
            leave_words=Part(text=Message("Type the class PIN to go back to the desk.")),
            pin=Part(spoken=Message("Class PIN"), enabled=not waits),
            pin_pad=Part(enabled=not waits),
            pin_problem=self._pin_problem,
            to_class=self._to_class,
            stay=Part(text=Message("Back to the question")),
            open_desk=Part(text=Message("Open the desk"), enabled=not waits),
        )

    def _whose_number(self) -> Message:
        if device_turns.rolls_tell(self._lesson.picture):
            return Message("What is your roll number?")
        return Message("What is your number? Your facilitator knows it.")

    def _hint(self) -> Message:
        """Must be true: an ordinary answer is stored with the learner, where the facilitator can find it; of a private
        question only totals are stored."""
        asking = self._lesson.picture.open_asking
        if asking and asking.sensitive:
            return Message("Your classmates do not see what you answer. It is not kept which answer was yours.")
        return Message("Your classmates do not see what you answer. It is not an exam.")

    def _item(self) -> Item | None:
        """The item of the open question."""
        asking = self._lesson.picture.open_asking
        return self._lesson.picture.pack.item(asking.item) if asking else None

    def _question(self) -> Text:
        item = self._item()
        return item.question if item and self._card else NO_TEXT

    def _options(self) -> tuple[Option, ...]:
        item = self._item()
        if item is None or not self._card:
            return ()
        return tuple(
            Option(letter, item.options[letter].text, letter == self._letter)
            for letter in LETTERS
            if letter in item.options
        )

    def _after_thanks(self) -> tuple[Message, Message]:
        """What to do with the device next, and the button that does it."""
        if device_turns.next_to_answer(self._lesson.picture):
            return Message("Pass it on."), Message("Next person")
        if self._lesson.step.goes_on:
            return Message("Keep it, there is one more."), Message("Next question")
        return Message("You were the last one."), Message("Done")

    def _following_title(self) -> Text:
        item = self._following
        if item is None:
            return NO_TEXT
        items = self._lesson.picture.pack.form(item.form)
        return Message("Question {number} of {total}", number=items.index(item) + 1, total=len(items))

    def _who_begins(self) -> Text:
        """The learners of the next question: it starts with whoever holds the device, if that learner is asked."""
        if self._following is None:
            return NO_TEXT
        cards = device_turns.turns(self._lesson.picture, self._following, self._lesson.slide.part or "lesson")
        if cards == device_turns.asked_now(self._lesson.picture):
            return Message("The person with the device starts.")
        picture = self._lesson.picture
        numbers = Joined(tuple(digits_text(device_turns.number_of(picture, card)) for card in cards), ", ")
        return Message("This question is for the numbers {numbers}.", numbers=numbers)
