"""A lesson without a window: the real state of the stage, a projector that a test plugs in, the page of teaching."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.presenters.classroom.lesson import Lesson
from bsuh_desktop.presenters.classroom.teach import TeachModel, TeachPresenter
from bsuh_desktop.presenters.parts import Part, Question, names_in, text_of
from bsuh_desktop.presenters.stage import Screens
from bsuh_desktop.qt.stage.control import StageControl
from bsuh_desktop.services.classroom.class_picture import AskedQuestion, ClassPicture
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers.faceless import NotedPage, SteppedFace, session_in


class PluggedProjector:
    """The port to the projector: a test says which screens there are and what the facilitator answers."""

    def __init__(self, session: DeskSession) -> None:
        self._session = session
        self.arrangement: Screens = "one"
        self.showing = self.over_desk = False
        self.shows_this_screen: bool | None = None
        self.heard: list[str] = []

    @property
    def has_wall(self) -> bool:
        """As of `qt.stage.projector.Projector`."""
        return self.arrangement != "one" or self.shows_this_screen is not False

    def plug(self, arrangement: Screens, showing: bool = False) -> None:
        """The screens are others."""
        self.arrangement, self.showing = arrangement, showing
        self._tell()

    def set_on(self, on: bool, *, over_desk: bool = False) -> None:
        """Shows or hides the stage, if there is a screen for it."""
        self.over_desk = on and over_desk and self.arrangement != "two"
        self.showing = self.over_desk or (on and self.arrangement == "two")

    def toggle(self) -> None:
        """On or off."""
        self.set_on(not self.showing, over_desk=True)

    def set_shows_this_screen(self, shows: bool | None) -> None:
        """The facilitator has answered."""
        self.shows_this_screen = shows
        self._tell()

    def swap(self) -> None:
        """Notes it."""
        self.heard.append("swap")

    def leave(self) -> None:
        """Notes it; a stage over the desk is gone."""
        self.heard.append("leave")
        self.set_on(self.over_desk and self.arrangement == "two")

    def _tell(self) -> None:
        seen = self.arrangement == "mirrored" or (self.arrangement == "one" and self.shows_this_screen is not False)
        self._session.set_public(seen)


class TeachPage(NotedPage[TeachModel]):
    """The page, with the presenter that it belongs to, the stage and the questions that are asked."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.stage, self.projector = StageControl(), PluggedProjector(session)
        self.asked: list[tuple[Question, Callable[[str], object]]] = []
        self.pins: list[Callable[[], object]] = []
        self.passed = self.pickers = 0
        session.set_stage_language(self.picture.choices.stage_language)
        self.stage.take(self.picture.pack, session.stage_language, self.picture.view.slide)
        self.presenter = TeachPresenter(session, self, self.stage, self.projector)
        self.stage.changed.connect(self.lesson.changed.emit)
        session.class_changed.connect(self.presenter.class_changed)
        session.public_changed.connect(self.presenter.refresh)
        session.stage_language_changed.connect(lambda: self.stage.set_language(session.stage_language))

    @property
    def lesson(self) -> Lesson:
        """The lesson."""
        return self.presenter.lesson

    @property
    def picture(self) -> ClassPicture:
        """The open class."""
        assert self.session.picture is not None
        return self.session.picture

    @property
    def last(self) -> AskedQuestion:
        """The question that was asked last."""
        return self.picture.askings[-1]

    def part(self, name: str) -> Any:
        """The part of that name, on whichever card."""
        cards = (getattr(self.model, card) for card in names_in(self.model) if card != "by_voice")
        return next(getattr(card, name) for card in cards if name in names_in(card))

    def text(self, name: str, language: Language = "en") -> str:
        """What the part of that name says."""
        part = self.part(name)
        return text_of(part.text or "", language) if isinstance(part, Part) else text_of(part, language)

    def verb(self) -> str:
        """The large button."""
        return self.text("next_step")

    def next(self) -> None:
        """Presses it."""
        self.presenter.go_on()

    def hands(self, **numbers: int) -> None:
        """Types hands, by letter."""
        for letter, number in numbers.items():
            self.presenter.answers.type_hands(letter, number)
            self.presenter.answers.leave_field()

    def question(self, language: Language = "en") -> tuple[str, str, list[str]]:
        """The question that is asked: its words, its detail, and the words of its buttons."""
        question, _ = self.asked[-1]
        return (
            text_of(question.question, language),
            text_of(question.detail, language),
            [text_of(words, language) for _, words, _ in question.verbs],
        )

    def press(self, key: str) -> None:
        """Presses a button of it."""
        question, answered = self.asked.pop()
        assert key in {"", *(each for each, _, _ in question.verbs)}
        answered(key)

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Notes what is asked."""
        self.asked.append((question, then))

    def choose_pin(self, stored: Callable[[], object]) -> None:
        """Notes that a PIN is to be chosen."""
        self.pins.append(stored)

    def choose_slide(self) -> None:
        """Notes that the overview is open."""
        self.pickers += 1

    def pass_device(self) -> None:
        """Notes that the device goes round."""
        self.passed += 1

    def wait(self, ms: int) -> None:
        """Lets time pass."""
        assert isinstance(self.session.clock, RehearsalClock)
        self.session.clock.advance(ms / 1000)
        cast(SteppedFace, self.session.face).pass_ms(ms)


@contextmanager
def teaching(
    folder: Path,
    prepare: Callable[[Desk], object],
    *,
    private: bool = True,
    opened: Callable[[Desk], object] | None = None,
) -> Iterator[TeachPage]:
    """The page of teaching on the class that `prepare` left. If `private`, no projector shows this screen, and the
    class is not taught by voice; `opened` is called with the desk that is open now."""
    with session_in(folder, prepare) as session:
        if opened is not None:
            session.change(opened)
        page = TeachPage(session)
        if private:
            page.projector.plug("two")
        else:
            page.projector.set_shows_this_screen(None)
        page.presenter.enter()
        yield page
