"""A desk without windows: the session of the app on a real, encrypted profile, and views that note what they were told.

Everything runs at once on one thread, so that a test of a presenter waits for nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.face import Face, InlineFace, Timer
from bsuh_desktop.domain.messages import KnownError, Language
from bsuh_desktop.presenters.parts import Empty, Notice, Part, PlaceQuestion, Question, Text, names_in, text_of
from bsuh_desktop.presenters.presenter import PagePresenter
from bsuh_desktop.presenters.rows import Cell, Row
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.settings import Settings
from tests.helpers.account import account_in
from tests.helpers.cached_work import derived_once
from tests.helpers.desks import PASSPHRASE, clock_at, prepared_in

Model = TypeVar("Model")


@contextmanager
def session_in(
    folder: Path, prepare: Callable[[Desk], object], session: str | None = None, face: Face | None = None
) -> Iterator[DeskSession]:
    """An unlocked desk in `folder`, prepared by `prepare`, on which the class that is not finished is open; nobody else
    sees the screen."""
    with locked_session_in(folder, prepare, face) as made:
        made.unlock(PASSPHRASE)
        made.set_public(False)
        if session is None:
            made.query(_newest, lambda found: made.take_class(found) if found else None)
        else:
            made.take_class(session)
        yield made


@contextmanager
def locked_session_in(
    folder: Path, prepare: Callable[[Desk], object] | None = None, face: Face | None = None
) -> Iterator[DeskSession]:
    """The same before anybody has unlocked it; nobody has set up the laptop if `prepare` is None. Bugs and refusals
    that nobody expects fail the test."""
    clock = clock_at()
    with account_in(folder), derived_once():
        if prepare is not None:
            prepared_in(folder, prepare, clock)
        made = DeskSession(folder / "profile", clock, Settings(language="en"), face or SteppedFace())
        bugs: list[BaseException] = []
        made.crashed.connect(bugs.append)
        yield made
        made.close()
        if bugs:
            raise bugs[0]


def _newest(desk: Desk) -> str:
    return max(
        desk.store.journal.sessions(), key=lambda name: desk.store.journal.state(name).started.wall_ms, default=""
    )


class SteppedFace(InlineFace):
    """A face whose timers call when a test lets time pass."""

    def __init__(self) -> None:
        super().__init__()
        self._timers: list[SteppedTimer] = []

    def timer(self, call: Callable[[], object]) -> Timer:
        """A timer that waits for `pass_ms`."""
        made = SteppedTimer(call)
        self._timers.append(made)
        return made

    def pass_ms(self, ms: int) -> None:
        """Lets time pass; timers that are due call, in the order in which they were made."""
        for timer in self._timers:
            timer.step(ms)


class SteppedTimer:
    """Implements `app.face.Timer`."""

    def __init__(self, call: Callable[[], object]) -> None:
        self._call = call
        self._left: int | None = None

    def start(self, ms: int) -> None:
        """Calls after so many milliseconds."""
        self._left = ms

    def stop(self) -> None:
        """Drops a call that is waiting."""
        self._left = None

    @property
    def active(self) -> bool:
        """True while a call is waiting."""
        return self._left is not None

    def step(self, ms: int) -> None:
        """So many milliseconds have passed."""
        if self._left is not None:
            self._left -= ms
            if self._left <= 0:
                self._left = None
                self._call()


class PausedFace(SteppedFace):
    """A face whose workers go on when a test says so."""

    def __init__(self) -> None:
        super().__init__()
        self._jobs: deque[Callable[[], object]] = deque()
        self._paused = False

    def worker(self, name: str) -> Executor:
        """Runs each job at once, or after a pause."""
        return _PausingExecutor(self._take)

    def _take(self, job: Callable[[], object]) -> None:
        self._jobs.append(job)
        while self._jobs and not self._paused:
            self._jobs.popleft()()

    def pause(self) -> None:
        """From now on work waits."""
        self._paused = True

    def go_on(self) -> None:
        """All work that waits is done."""
        self._paused = False
        while self._jobs:
            self._jobs.popleft()()


class _PausingExecutor(Executor):
    def __init__(self, take: Callable[[Callable[[], object]], None]) -> None:
        self._take = take

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self._take(lambda: fn(*args, **kwargs))
        return Future()


class NotedView(Generic[Model]):
    """The view of a presenter: the newest model, which part has the keyboard, and which screens were opened."""

    def __init__(self) -> None:
        self.shown: list[Model] = []
        self.focused: list[str] = []
        self.opened: list[str] = []

    @property
    def model(self) -> Model:
        """The newest model."""
        return self.shown[-1]

    def bind(self, model: Model) -> None:
        """Notes the model."""
        self.shown.append(model)

    def focus(self, part: str) -> None:
        """Notes where the keyboard is."""
        self.focused.append(part)

    def open(self, screen: str) -> None:
        """Notes the screen."""
        self.opened.append(screen)

    def text(self, name: str, language: Language = "en") -> str:
        """What the part of that name says: a remedy stands behind its fact."""
        return words_of(getattr(self.model, name), language)

    def differs(self) -> set[str]:
        """The parts that differ from the model before."""
        before, now = self.shown[-2:]
        return {name for name in names_in(now) if getattr(before, name) != getattr(now, name)}


class NotedPage(NotedView[Model]):
    """The same of a page: which pages were opened with which subject, and the questions, answered one by one."""

    def __init__(self) -> None:
        super().__init__()
        self.subjects: list[dict[str, object]] = []
        self.questions: list[Question] = []
        self.answer: Callable[[str], object] = lambda key: None
        """Answers the newest question."""
        self.places: list[PlaceQuestion] = []
        self.answer_place: Callable[[Path, str], object] = lambda folder, label: None
        """The same of the questions where something should go."""
        self.answer_print: Callable[[], object] | None = None
        """The printer of the newest of them, if it offers one."""
        self.first_pages = 0

    def open(self, screen: str, **subject: object) -> None:
        """Notes the page and its subject."""
        super().open(screen)
        self.subjects.append({name: value for name, value in subject.items() if value})

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Notes the question."""
        self.questions.append(question)
        self.answer = then

    def ask_place(
        self,
        question: PlaceQuestion,
        then: Callable[[Path, str], object],
        print_it: Callable[[], object] | None = None,
    ) -> None:
        """Notes the question."""
        self.places.append(question)
        self.answer_place, self.answer_print = then, print_it

    def show_first_page(self) -> None:
        """Notes that the table begins at its first page."""
        self.first_pages += 1


def header_of(presenter: PagePresenter[Any], language: Language = "en") -> list[str]:
    """The line above a page's title, and the title."""
    return [text_of(text, language) for text in (presenter.breadcrumb(), presenter.title())]


def words_of(part: object, language: Language = "en") -> str:
    """What a part of a model says."""
    texts: list[Any] = [part]
    if isinstance(part, Part):
        texts = [part.text, part.remedy]
    elif isinstance(part, Notice):
        texts = [part.fact, part.remedy, *(text for _, text in part.verbs)] if part.shown else []
    elif isinstance(part, Empty):
        texts = [part.title, part.sentence, part.verb] if part.shown else []
    return " ".join(filter(None, (text_of(text, language) for text in texts if text is not None)))


def cells_of(rows: Iterable[Row], language: Language = "en") -> list[list[str]]:
    """What each cell of a table says: its text and the line below it, or its button."""
    return [
        [
            " / ".join(filter(None, (text_of(text, language) for text in (*_of_verb(cell), cell.text, cell.second))))
            for cell in row.cells
        ]
        for row in rows
    ]


def _of_verb(cell: Cell) -> tuple[Text, ...]:
    return () if cell.verb is None else (cell.verb.text,)


@contextmanager
def reported(session: DeskSession) -> Iterator[list[KnownError]]:
    """The errors that nobody else took."""
    errors: list[KnownError] = []
    session.error_reported.connect(errors.append)
    yield errors
