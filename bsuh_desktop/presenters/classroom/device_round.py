"""Before the device goes round: can the class see this screen, is there a PIN, would hands be quicker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.classroom.lesson import Lesson
from bsuh_desktop.presenters.parts import Joined, Part, Question
from bsuh_desktop.services.classroom import device_turns
from bsuh_desktop.services.classroom.lesson import Step, still_to_ask, way_of_class
from bsuh_desktop.services.desk.facilitator import set_facilitator

Verb = tuple[str, Message, str]
"""The key that is answered, the words on the button, and its kind: primary, secondary or quiet."""


class DeviceRoundView(Protocol):
    """Where the questions are asked."""

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Asks by a dialog; `then` gets the key of a verb, or "" for none."""

    def choose_pin(self, stored: Callable[[], object]) -> None:
        """Has a class PIN chosen; `stored` is called when it is committed."""

    def pass_device(self) -> None:
        """Opens the device's window with the question that is open."""


class DeviceRound:
    """Asks one question after the other, and opens the device's window at the end."""

    def __init__(self, lesson: Lesson, view: DeviceRoundView) -> None:
        self._lesson = lesson
        self._session = lesson.session
        self._view = view
        self._cable_is_out = False
        """Somebody said so, and the device is not yet handed out."""
        lesson.device_wanted.connect(self._check_screen)
        lesson.device_ready.connect(self._pass_device)

    def _check_screen(self, step: Step) -> None:
        """If a projector shows this screen, everybody would see the answers."""
        self._cable_is_out = False
        if not self._session.public:
            self._check_pin(step)
            return
        detail, projector = Message("Then everybody would see what each one answers."), self._lesson.projector
        if projector.arrangement == "mirrored" or projector.shows_this_screen is True:
            question = Message("The projector shows this screen.")
            verbs = [*_hands(step), ("cancel", Message("Back"), "primary")]
            if projector.arrangement != "mirrored":
                verbs.insert(-1, ("no", Message("Its cable is out"), "secondary"))
        else:
            question = Message("Does a projector show this screen?")
            verbs = [*_hands(step), ("no", Message("No projector shows it"), "secondary")]
            verbs.append(("yes", Message("Yes, it does"), "primary"))
        self._ask(question, detail, verbs, lambda key: self._on_screen(key, step))

    def _on_screen(self, key: str, step: Step) -> None:
        if key == "no":
            if self._lesson.projector.shows_this_screen:
                self._cable_is_out = True
            else:
                self._lesson.projector.set_shows_this_screen(False)
            self._check_pin(step)
        elif key == "yes":
            self._lesson.projector.set_shows_this_screen(True)
            self._check_screen(step)
        else:
            self._on_offered(key, step)

    def _pass_device(self) -> None:
        """Only now the projector counts as unplugged: whoever changed their mind has it plugged in again, and names
        stay hidden."""
        if self._cable_is_out:
            self._cable_is_out, self._lesson.cable_is_out = False, True
            self._lesson.projector.set_shows_this_screen(False)
        self._view.pass_device()

    def _check_pin(self, step: Step) -> None:
        facts = self._session.facts
        if facts is not None and not facts.has_pin:
            self._view.choose_pin(lambda: self._tell_minutes(step))
        else:
            self._tell_minutes(step)

    def _tell_minutes(self, step: Step) -> None:
        """Tells how long it will take; offers hands if they are quicker."""
        minutes, learners = self._minutes(step)
        better = _hands(step) if device_turns.hands_do_better(learners) else []
        if better:
            detail = Message("The device goes to {learners} learners one by one. Hands are quicker.", learners=learners)
            verbs = [("cancel", Message("Not now"), "quiet"), ("pass", Message("Pass it round"), "secondary")]
            verbs += [(key, words, "primary") for key, words, _ in better]
        else:
            detail = Message(
                "The device goes to {learners} learners one by one. The screen clears after each answer.",
                learners=learners,
            )
            if learners == 1:
                detail = Message("The device goes to one learner. The screen clears after the answer.")
            verbs = [("cancel", Message("Not now"), "quiet"), ("pass", Message("Pass it round"), "primary")]
        question = Message("This takes about {minutes} min.", minutes=minutes)
        self._ask(question, detail, verbs, lambda key: self._on_offered(key, step))

    def _ask(self, question: Message, detail: Message, verbs: Sequence[Verb], then: Callable[[str], object]) -> None:
        """A clicker's key back leaves it; next takes the large button, unless that hands out the device: the one who
        does that is at the laptop."""
        primary = next(key for key, _, kind in verbs if kind == "primary")
        at_next = "" if primary == "pass" else primary
        at_back = next((key for key, *_ in verbs if key == "cancel"), "")
        self._view.ask(Question(question, detail, tuple(verbs), at_next=at_next, at_back=at_back), then)

    def _minutes(self, step: Step) -> tuple[int, int]:
        """Minutes until everybody has answered, and how many learners that are."""
        picture, slide = self._lesson.picture, self._lesson.slide
        if step.item is None:
            return device_turns.minutes_left(picture), len(device_turns.next_to_answer(picture))
        part = slide.part or "lesson"
        items = still_to_ask(picture, slide, way_of_class(picture, slide, self._lesson.number)) or (step.item,)
        return device_turns.minutes_for_items(picture, items, part), max(
            len(device_turns.turns(picture, each, part)) for each in items
        )

    def _on_offered(self, key: str, step: Step) -> None:
        if key == "hands":
            self._lesson.answer_by("hands")
        elif key == "pass" and step.item is not None:
            self._lesson.ask(step.item, "shared")
        elif key == "pass":
            self._pass_device()


def _hands(step: Step) -> list[Verb]:
    """The button for hands, if the question may be answered so."""
    if step.item is None or step.item.sensitive:
        return []
    return [("hands", Message("Count hands"), "secondary")]


class NewPinModel(msgspec.Struct, frozen=True, kw_only=True):
    """The dialog in which a class PIN is chosen."""

    facilitator: Part
    problem: Part


class NewPinView(Protocol):
    """The dialog."""

    def bind(self, model: NewPinModel) -> None:
        """Shows the model."""

    def stored(self) -> None:
        """The PIN is committed: the dialog ends."""


class NewPin:
    """Chooses the class PIN, and the facilitator's name as well if the desk has none. Nothing ends it while the PIN is
    being stored."""

    def __init__(self, session: DeskSession, view: NewPinView) -> None:
        self._session = session
        self._view = view
        self.name = session.facts.facilitator if session.facts else ""
        """The facilitator's name, which is not asked for if there is one."""
        self.storing = False
        self._error: KnownError | None = None

    def model(self) -> NewPinModel:
        """The dialog as it should look now."""
        error = self._error
        told = Joined((error.message, error.remedy), " ") if error else None
        return NewPinModel(
            facilitator=Part(shown=not self.name),
            problem=Part(text=told, shown=error is not None),
        )

    def keep(self, name: str, pin: str) -> None:
        """Stores name and PIN; the dialog stays open until that is done."""
        if self.storing:
            return
        self.storing = True
        self._session.change(lambda desk: set_facilitator(desk, name, pin), self._on_stored, self._on_failed)

    def _on_stored(self, _: None) -> None:
        self.storing = False
        if self._session.face.is_alive(self._view):
            self._view.stored()

    def _on_failed(self, error: KnownError) -> None:
        self.storing, self._error = False, error
        if self._session.face.is_alive(self._view):
            self._view.bind(self.model())
